# The rows of the indicators by the chart that qtrend chose: chart.xmr.csv, chart.p.csv, ... Those of
# a percentage made from two counts get the counts.

BEGIN {
	d = "dictionary.csv"
	heading(d)
	while (csv(d)) {
		name = trimmed(cell(d, "indicator"))
		wanted[name]
		up[name] = trimmed(cell(d, "numerator"))
		down[name] = trimmed(cell(d, "denominator"))
	}
	trends = new "/trends.csv"
	heading(trends)
	while (csv(trends)) {
		name = cell(trends, "series")
		if (name in wanted)
			chart[name] = cell(trends, "chart")
	}
	tidy = new "/tidy.csv"
	width = heading(tidy)
	head = record(width)
	while (csv(tidy)) {
		name = series()
		p = cell(tidy, "period")
		value[name, p] = cell(tidy, "value")
		if (!(name in chart))
			continue
		kind = chart[name] == "" ? "none" : chart[name]
		if (kind == "p" && up[name] != "") {
			keep[++n] = name
			period[n] = p
			kept[n] = quoted(cell(tidy, "indicator")) "," quoted(cell(tidy, "category")) "," quoted(p)
		} else {
			if (kind == "p")
				kind = "percent"
			if (!(kind in begun)) {
				begun[kind]
				print head > (t "/chart." kind ".csv")
			}
			print record(width) > (t "/chart." kind ".csv")
		}
	}
	if (n > 0)
		print "indicator,category,period,numerator,denominator" > (t "/chart.p.csv")
	for (i = 1; i <= n; i++)
		print kept[i] "," quoted(value[up[keep[i]], period[i]]) "," quoted(value[down[keep[i]], period[i]]) > (t "/chart.p.csv")
}
function series(   c) {
	c = cell(tidy, "category")
	return cell(tidy, "indicator") (c == "" ? "" : ": " c)
}
