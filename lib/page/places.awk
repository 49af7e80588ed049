# Messages of the programs, with what the reader of the page knows for names of files in the folder
# where the work is done. ENVIRON["whose"] is what to call the table of the accepted figures.

BEGIN {
	while (csv(t "/places"))
		line_of[F[1]] = F[2]
	while ((getline line < ENVIRON["said"]) > 0) {
		while (i = index(line, t "/part."))
			line = substr(line, 1, i - 1) benchmark(substr(line, i + length(t "/part.")))
		while (i = index(line, new "/tidy.csv:"))
			line = substr(line, 1, i - 1) table(substr(line, i + length(new "/tidy.csv:")))
		while (i = index(line, t "/"))
			line = substr(line, 1, i - 1) substr(line, i + length(t) + 1)
		while (i = index(line, new "/"))
			line = substr(line, 1, i - 1) substr(line, i + length(new) + 1)
		print line
	}
}
# "2.in:5: ..." of a part of the benchmark
function benchmark(s,   place) {
	if (!match(s, /^[0-9]+\.in(:[0-9]+)?/))
		return "part." s
	place = substr(s, 1, RLENGTH)
	s = substr(s, RLENGTH + 1)
	return "benchmark.csv" (place in line_of ? ":" line_of[place] : "") s
}
# "5: ..." of the table
function table(s,   n) {
	if (ENVIRON["whose"] == "")
		return "tidy.csv:" s
	n = s + 0
	sub(/^[0-9]+/, "", s)
	return ENVIRON["whose"] ", line " n s
}
