# Adds the findings of page/join.awk to the files of their submissions.

BEGIN {
	f = t "/refused.csv"
	while (n = csv(f)) {
		name = F[3]
		sub(/^submissions\//, "", name)
		to = new "/findings/" name
		print record(n) >> to
		close(to)
	}
}
