# The parts of benchmark.csv, one for each indicator in it: part.1.in, part.2.in, ... Their names
# are in parts.csv; the file "parts" has how many there are, and 1 if their indicators are known.

BEGIN {
	b = "benchmark.csv"
	width = heading(b)
	head = record(width)
	for (i = 1; i <= width; i++)
		known[F[i]]
	by = ("indicator", b) in at
	if (!by) {
		d = "dictionary.csv"
		heading(d)
		while (csv(d)) {
			if (cell(d, "indicator") in known)
				only = cell(d, "indicator")
			one = ++n_entries == 1 ? cell(d, "indicator") : ""
		}
		if (only == "")
			only = one
		name[n = 1] = only
		print head > (t "/part.1.in")
	}
	while (csv(b)) {
		i = by ? cell(b, "indicator") : only
		if (by && !(i in nth)) {
			name[nth[i] = ++n] = i
			print head > (t "/part." n ".in")
		}
		print record(width) > (t "/part." (by ? nth[i] : 1) ".in")
	}
	print "indicator" > (t "/parts.csv")
	for (i = 1; i <= n; i++)
		print quoted(name[i]) > (t "/parts.csv")
	print n + 0, (by || only != "") > (t "/parts")
}
