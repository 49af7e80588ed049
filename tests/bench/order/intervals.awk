# -v n=ROWS: intervals of n / 4 children, four each, always the same; a year has 12 months of 28 days.
function day(t) {
	return sprintf("%d-%02d-%02d", 2000 + int(t / 336), int(t % 336 / 28) + 1, t % 28 + 1)
}
function draw(below) {
	seed = seed * 16807 % 2147483647
	return seed % below
}
BEGIN {
	seed = 7
	print "child,id,start,end"
	for (i = 0; i < n; i++) {
		at = i % 4 == 0 ? draw(2000) : at + 1 + draw(200)
		end = at + draw(90)
		printf "C%07d,%d,%s,%s\n", int(i / 4), i, day(at), (draw(9) > 0 ? day(end) : "")
	}
}
