# The table of ENVIRON["from"], and rows without a value for each percentage of the dictionary that
# it lacks, in the periods of the numerator and for its area.

BEGIN {
	d = "dictionary.csv"
	heading(d)
	while (csv(d)) {
		name = trimmed(cell(d, "indicator"))
		if (trimmed(cell(d, "numerator")) != "")
			part[name] = trimmed(cell(d, "numerator"))
		all[++n] = name
	}
	tidy = ENVIRON["from"]
	out = ENVIRON["to"]
	width = heading(tidy)
	for (i = 1; i <= width; i++)
		if (is_area(F[i]))
			area[i]
	while (csv(tidy)) {
		i = cell(tidy, "indicator")
		c = cell(tidy, "category")
		name = c == "" ? i : i ": " c
		sent[name]
		if (!((name, cell(tidy, "period")) in seen)) {
			seen[name, cell(tidy, "period")]
			periods[name, ++m[name]] = cell(tidy, "period")
			for (i in area)
				where[name, m[name], i] = F[i]
		}
	}
	close(tidy)
	while ((getline line < tidy) > 0)
		print line > out
	for (k = 1; k <= n; k++) {
		name = all[k]
		if (!(name in part) || name in sent)
			continue
		for (p = 1; p <= m[part[name]]; p++) {
			row = ""
			for (i = 1; i <= width; i++)
				row = row (i > 1 ? "," : "") (i == at["indicator", tidy] ? quoted(name) : \
				    i == at["period", tidy] ? quoted(periods[part[name], p]) : \
				    i in area ? quoted(where[part[name], p, i]) : "")
			print row > out
		}
	}
	exit close(out) != 0
}
#include "page/isarea.awk"
