BEGIN {
	FS = OFS = ","
	OFMT = "%.15g"
	z = 1.959963984540054
}
NR == 1 {
	print $0, "rate", "lower95", "upper95", "method"
	next
}
{
	scale = 10000 / $5
	n = $4 + 1
	lower = 1 - 1 / (9 * $4) - z / (3 * sqrt($4))
	upper = 1 - 1 / (9 * n) + z / (3 * sqrt(n))
	print $0, $4 * scale, $4 * lower * lower * lower * scale, n * upper * upper * upper * scale, "Byars"
}
