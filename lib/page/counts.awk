# The dictionary, with the counts of percentages that it does not list: they are of the same kind, a day
# or a period, so the notes on method need not say that this is not known.

BEGIN {
	d = "dictionary.csv"
	width = heading(d)
	print record(width)
	while (csv(d)) {
		print record(width)
		listed[trimmed(cell(d, "indicator"))]
		kind = trimmed(cell(d, "kind"))
		add(trimmed(cell(d, "numerator")))
		add(trimmed(cell(d, "denominator")))
	}
	for (i = 1; i <= n; i++) {
		if (name[i] in listed)
			continue
		for (k = 1; k <= width; k++)
			F[k] = k == at["indicator", d] ? name[i] : k == at["kind", d] ? of[name[i]] : ""
		print record(width)
	}
}
function add(count) {
	if (count == "" || kind == "" || count in of)
		return
	of[count] = kind
	name[++n] = count
}
