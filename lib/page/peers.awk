# The outputs of benchmark-ne for the parts as one table, and the rows of the newest period of each.

BEGIN {
	out = ENVIRON["to"]
	csv(t "/parts.csv")
	for (k = 1; k <= ENVIRON["parts"]; k++) {
		csv(t "/parts.csv")
		name = quoted(F[1])
		file = t "/part." k ".csv"
		width = heading(file)
		if (k == 1)
			print (ENVIRON["joined"] != "" ? "indicator," : "") record(width) > out
		newest = 0
		while (csv(file)) {
			if (ENVIRON["joined"] != "")
				printf "%s,", name > out
			print record(width) > out
			line[++newest] = F[1]
			text[newest] = record(width)
		}
		last = t "/newest." k ".csv"
		close(file)
		heading(file)
		print record(width) > last
		for (i = 1; i <= newest; i++)
			if (line[i] == line[newest])
				print text[i] > last
	}
}
