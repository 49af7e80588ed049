# -v n=FIGURES: a table as published, of areas and indicators by 40 quarters, always the same bytes.
BEGIN {
	printf "Area,Indicator"
	for (q = 0; q < 40; q++)
		printf ",%d-%02d Q%d", 2005 + int(q / 4), (6 + int(q / 4)) % 100, q % 4 + 1
	print ""
	for (i = 0; i < n / 40; i++) {
		printf "Area %d,Indicator %d", int(i / 20), i % 20
		for (q = 0; q < 40; q++) {
			state = (state * 69069 + 1) % 4294967296
			printf ",%s", state % 97 == 0 ? "c" : int(state / 65536) % 900
		}
		print ""
	}
}
