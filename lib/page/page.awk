# The page, made by the same program twice; see cmd/board-page.sh.

BEGIN {
	phase = ENVIRON["phase"]
	safe[1] = safe[2] = ""	# gawk 5.2.1 aborts where gsub() gets an element without a value
	read_dictionary()
	read_scorecard()
	read_submissions()
	if (phase == 0)
		exit write_strangers()
	read_findings()
	read_series()
	for (c = 1; c <= n_ind; c++)
		if (!(priority[c] in grouped)) {
			grouped[priority[c]]
			first[++n_groups] = c
			group[n_groups] = priority[c] == "" ? (c == 1 && n_groups == 1 ? "Indicators" : "Other indicators") : priority[c]
		}
	if (phase == 1) {
		print "text" > (t "/texts.csv")
		write_figures()
		write_submissions()
		write_captions()
		write_manifest()
	} else {
		learn()
		read_badges()
		learn_figures()
	}
	heads()
	contents()
	submissions()
	scorecard()
	indicators()
	benchmark()
	methods()
	manifest()
	exit failed
}
