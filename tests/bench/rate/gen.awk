# -v n=N: N rows with a count of 10 or more, whose limits are Byar's, and a population.
BEGIN {
	print "area,area_code,period,count,population"
	seed = 20141231
	for (i = 0; i < n; i++) {
		seed = (seed * 16807) % 2147483647	# Park and Miller's; exact in doubles
		year = 10 + int(i / 600) % 15
		printf "Area %d,E%08d,20%02d-%02d Q%d,%d,%d\n", i % 150, 6000000 + i % 150, year, year + 1,
		    int(i / 150) % 4 + 1, 10 + seed % 990, 4000 + int(seed / 1000) % 90000
	}
}
