# The outputs of benchmark-ne for the parts as one table, and the rows of the newest period of each;
# marked.N where an area has no rate.
# Those of parts that can be in one spine chart, two or more of one period, are in spine.in. The file
# "compared" says whether the table has rows, and the spine chart.

BEGIN {
	out = ENVIRON["to"]
	about = tolower(ENVIRON["about"])
	csv(t "/parts.csv")
	for (k = 1; k <= ENVIRON["parts"]; k++) {
		csv(t "/parts.csv")
		name[k] = quoted(F[1])
		part(t "/part." k ".csv")
	}
	for (k = 1; k <= ENVIRON["parts"]; k++)
		if (ranked[k] && n_ranked[newest[k]] > 1)
			spine(t "/newest." k ".csv")
	print (rows > 0), (spines > 0) > (t "/compared")
}
function part(file,   width, i, n, line, text, mark) {
	width = heading(file)
	if (k == 1)
		print (ENVIRON["joined"] != "" ? "indicator," : "") record(width) > out
	print record(width) > (t "/newest." k ".csv")
	while (csv(file)) {
		if (ENVIRON["joined"] != "")
			printf "%s,", name[k] > out
		print record(width) > out
		rows++
		line[++n] = newest[k] = cell(file, "time_period")
		text[n] = record(width)
		mark[n] = cell(file, "symbol")
		if (tolower(cell(file, "la_name")) == about || tolower(cell(file, "new_la_code")) == about)
			ranked[k] = cell(file, "rank") != ""
	}
	for (i = 1; i <= n; i++)
		if (line[i] == newest[k]) {
			print text[i] > (t "/newest." k ".csv")
			if (mark[i] != "")
				print k > (t "/marked." k)
		}
	close(t "/newest." k ".csv")
	if (ranked[k])
		n_ranked[newest[k]]++
}
function spine(file,   width) {
	width = heading(file)
	if (spines++ == 0)
		print "indicator," record(width) > (t "/spine.in")
	while (csv(file))
		print name[k] "," record(width) > (t "/spine.in")
}
