# -v n=ROWS: a table of 5 columns, 40 bytes a row, always the same bytes.
BEGIN {
	names = "County Durham,Darlington,Gateshead,Hartlepool,Middlesbrough,Newcastle upon Tyne,North Tyneside," \
	    "Northumberland,Redcar and Cleveland,South Tyneside,Stockton-on-Tees,Sunderland"
	split(names, area, ",")
	print "area,period,value,rate,id"
	for (i = 0; i < n; i++) {
		state = (state * 69069 + 1) % 4294967296
		draw = int(state / 65536)
		printf "%s,%d-%02d,%d,%.1f,%d\n", area[1 + i % 12], 2000 + i % 20, 1 + i % 12, draw % 3000,
		    draw % 9001 / 10, i
	}
}
