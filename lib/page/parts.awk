# The parts of benchmark.csv, one for each indicator in it: part.1.in, part.2.in, ... Their names
# are in parts.csv; the file "parts" has how many there are, and 1 if their indicators are known;
# "places" has the line in benchmark.csv of each of theirs.

BEGIN {
	b = "benchmark.csv"
	width = heading(b)
	head = record(width)
	for (i = 1; i <= width; i++)
		known[F[i]]
	by = ("indicator", b) in at
	below = 1 + lines_of(head)
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
		k = by ? nth[i] : 1
		row = record(width)
		print row > (t "/part." k ".in")
		if (!(k in next_line))
			next_line[k] = 1 + lines_of(head)
		print k ".in:" next_line[k] "," below > (t "/places")
		next_line[k] += lines_of(row)
		below += lines_of(row)
	}
	print "indicator" > (t "/parts.csv")
	for (i = 1; i <= n; i++)
		print quoted(name[i]) > (t "/parts.csv")
	print n + 0, (by || only != "") > (t "/parts")
}
function lines_of(s) {
	return 1 + gsub(/\n/, "", s)
}
