# Tables that board-table sets, and the manifest.

function number_of(i, severity) {
	return (i, severity) in count ? count[i, severity] : 0
}
function checked_by(i,   s) {
	s = rules[i] == "own" ? "its own" : rules[i] == "board" ? "the board\047s" : "none: structure only"
	if (idle[i] > 0)
		s = s " (" (idle[i] == 1 ? "one applies" : idle[i] " apply") " to no row of it)"
	return s
}
function write_submissions(   b, i, f, a) {
	f = t "/submissions.csv"
	print "Agency,Submission,Rows,Errors,Queries,Notes,Rules" > f
	for (b = 1; b <= n_bodies; b++) {
		a = body[b]
		i = a in sent ? sent[a] : 0
		print quoted(a) "," quoted(standing(a)) "," (i ? quoted(rows[i]) "," number_of(i, "error") "," \
		    number_of(i, "query") "," number_of(i, "note") "," quoted(checked_by(i)) : ",,,,") > f
	}
}
# "Plans, 2014-15, by rank": what the table of each part of the benchmark is called.
function write_captions(   k, f, p, name) {
	csv(t "/parts.csv")
	for (k = 1; k <= ENVIRON["parts"]; k++) {
		csv(t "/parts.csv")
		name = label_of(F[1])
		f = t "/newest." k ".csv"
		heading(f)
		p = csv(f) ? ", " cell(f, "time_period") : ""
		close(f)
		print (name == "" ? "Rates" : name) p ", by rank" > (t "/caption." k)
	}
	close(t "/parts.csv")
}
function label_of(name) {
	return name in nth ? label[nth[name]] : name
}
function write_manifest(   f, p, sum, path, a, n) {
	read_consulted()
	f = new "/manifest.csv"
	print "path,agency,status,rows,sha256" > f
	for (n = 1; csv(t "/paths.csv"); n++) {
		path = F[1]
		sum = ""
		getline sum < (t "/sums")
		sub(/^\\/, "", sum)
		sub(/ .*/, "", sum)
		a = path
		p = "read"
		if (n < ARGC) {
			a = whose(n)
			p = state[n] (partly[n] ? " in part" : "")
		} else {
			if (is_idle(path))
				p = "not used"
			if (!(sub(/^rules\//, "", a) && sub(/\.rules$/, "", a) && a in sent))
				a = ""
		}
		print quoted(path) "," quoted(a) "," p "," (n < ARGC ? quoted(rows[n]) : rows_of(path)) "," sum > f
	}
	for (p = 1; p <= n_bodies; p++)
		if (!(body[p] in sent))
			print quoted("submissions/" body[p] ".csv") "," quoted(body[p]) ",not submitted,," > f
}
# What the rules of submissions were, and what these had read, with its rows.
function read_consulted(   i, line, path) {
	for (i = 1; i < ARGC; i++)
		if (rules[i] != "none")
			consulted[rules[i] == "board" ? "rules/board.rules" : "rules/" name_of(i) ".rules"]
	while ((getline line < (t "/linked.rows")) > 0) {
		path = line
		sub(/^[^ ]* /, "", path)
		sub(/ .*/, "", line)
		consulted[path] = line == "-" ? "" : line
	}
}
# Is it a file that nothing asked for? Waivers go with rules, and populations with a benchmark.
function is_idle(path,   i, any) {
	if (path in consulted)
		return 0
	if (path == "waivers.csv") {
		for (i = 1; i < ARGC; i++)
			any = any || rules[i] != "none"
		return !any
	}
	if (path == "populations.csv" || path == "neighbours.csv")
		return ENVIRON["parts"] == 0
	return path ~ /^rules\/[^\/]*$/
}
function rows_of(path,   line) {
	if (path in consulted)
		return quoted(consulted[path])
	getline line < (t "/rows." path)
	if (line !~ /^csv-check: [0-9,]+ rows?/)
		return ""
	sub(/^csv-check: /, "", line)
	sub(/ .*/, "", line)
	return quoted(line)
}
