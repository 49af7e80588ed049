# -v areas=N -v categories=N -v primaries=N -v seed=N [-v quarters=N]: counts of authorities by category with their
# margins; so many of them from 1 to 5, the others from 6 to 60. With quarters there are also the totals of all quarters,
# and the authorities are those of one region.
function below(n) {	# a whole number from 0, the same with every awk
	seed = seed * 16807 % 2147483647
	return int(seed / 2147483647 * n)
}
function row(q, a, c) {
	if (quarters == 1)
		print name(a, "Area"), name(c, "Category"), value[q, a, c]
	else
		print q ? "2014-15 Q" q : "Total", a ? "Local authority" : "Regional", "North East",
		    a ? name(a, "Area") : "", name(c, "Category"), value[q, a, c]
}
function name(k, word) {
	return k ? sprintf("%s %03d", word, k) : "Total"
}
BEGIN {
	OFS = ","
	seed += 1000
	quarters = quarters ? quarters : 1
	for (q = 1; q <= quarters; q++)
		for (a = 1; a <= areas; a++)
			for (c = 1; c <= categories; c++)
				value[q, a, c] = 6 + below(55)
	while (n < primaries) {
		q = 1 + below(quarters)
		a = 1 + below(areas)
		c = 1 + below(categories)
		if (value[q, a, c] > 5) {
			value[q, a, c] = 1 + below(5)
			n++
		}
	}
	for (q = 1; q <= quarters; q++)
		for (a = 1; a <= areas; a++)
			for (c = 1; c <= categories; c++)
				for (sum = 1; sum < 8; sum++)
					value[sum % 2 ? 0 : q, sum % 4 > 1 ? 0 : a, sum > 3 ? 0 : c] += value[q, a, c]
	print quarters == 1 ? "area,category,count" : "period,geographic_level,region_name,la_name,category,count"
	for (q = quarters > 1 ? 0 : 1; q <= quarters; q++)
		for (a = 0; a <= areas; a++)
			for (c = 0; c <= categories; c++)
				row(q, a, c)
}
