# What the filters wrote.

function read_dictionary(   d, name) {
	d = "dictionary.csv"
	heading(d)
	while (csv(d)) {
		name = trimmed(cell(d, "indicator"))
		decimals[name] = trimmed(cell(d, "decimals"))
		if (decimals[name] == "")
			decimals[name] = trimmed(cell(d, "numerator")) != "" ? 1 : 3
		frequency[name] = tolower(trimmed(cell(d, "frequency")))
		origin[name] = trimmed(cell(d, "source"))
	}
}
function read_scorecard(   s) {
	s = new "/scorecard.csv"
	heading(s)
	while (csv(s)) {
		ind[++n_ind] = cell(s, "indicator")
		nth[ind[n_ind]] = n_ind
		label[n_ind] = cell(s, "label")
		unit[n_ind] = cell(s, "unit")
		agency[n_ind] = cell(s, "agency")
		priority[n_ind] = cell(s, "priority")
		remark[n_ind] = cell(s, "note")
		period[n_ind] = cell(s, "period")
		if (agency[n_ind] != "" && !(agency[n_ind] in of_dictionary)) {
			of_dictionary[agency[n_ind]]
			body[++n_bodies] = agency[n_ind]
		}
		if (cell(s, "submitted") == "no")
			silent[agency[n_ind]]
	}
}
function read_submissions(   i, name, line) {
	for (i = 1; i < ARGC; i++) {
		name = ARGV[i]
		sub(/^submissions\//, "", name)
		sub(/\.csv$/, "", name)
		sent[name] = i
		if (!(name in of_dictionary))
			body[++n_bodies] = name
		getline rules[i] < (t "/rules")
		while ((getline line < (t "/check." i)) > 0)
			if (line ~ /^csv-check: [0-9,]+ rows?, [0-9,]+ rules?$/) {
				rows[i] = line
				sub(/^csv-check: /, "", rows[i])
				sub(/ rows?, .*/, "", rows[i])
			}
		state[i] = index(ENVIRON["accepted"], " " i " ") ? "accepted" : \
		    (getline line < (t "/why." i)) > 0 ? "not readable" : "rejected"
		why[i] = line
		sub(/^[a-z-]+: /, "", why[i])
		close(t "/why." i)
	}
}
function read_findings(   f, i, a, k) {
	for (a in sent) {
		i = sent[a]
		f = new "/findings/" a ".csv"
		if (heading(f) < 11)
			continue
		while (csv(f)) {
			k = ++n_found[i]
			count[i, cell(f, "severity")]++
			found[i, k] = cell(f, "message")
			if (cell(f, "line") != "")
				found[i, k] = "line " cell(f, "line") ": " found[i, k]
			grade[i, k] = cell(f, "severity")
			rule[i, k] = cell(f, "rule")
			about_indicator(i, k, cell(f, "key"))
		}
		close(f)
		while ((getline f < (t "/text." i)) > 0)
			if (match(f, /^[A-Za-z][A-Za-z0-9_.-]* (error|query|note|waived): /)) {
				k = f
				sub(/ .*/, "", k)
				about[i, k] = substr(f, RLENGTH + 1)
			}
	}
}

# The indicator that a key names, with its category if the dictionary has that.
function about_indicator(i, k, key,   c, name, best) {
	if (substr(key, 1, 10) != "indicator=")
		return
	key = substr(key, 11) "; "
	for (c = 1; c <= n_ind; c++) {
		name = ind[c]
		if (index(key, name "; ") == 1 && (best == "" || length(name) > length(ind[best])))
			best = c
		while (match(name, /: /)) {
			if (index(key, substr(ind[c], 1, length(ind[c]) - length(name) + RSTART - 1) "; category=" substr(name, RSTART + 2) "; ") == 1)
				best = c
			name = substr(name, RSTART + 2)
		}
	}
	if (best != "" && state[i] == "accepted") {
		under[best, ++n_under[best]] = i SUBSEP k
		placed[i, k]
	}
}
function read_series(   f, n, c, kinds, k) {
	f = new "/trends.csv"
	heading(f)
	while (csv(f))
		if (cell(f, "series") in nth)
			sentence[nth[cell(f, "series")]] = cell(f, "sentence")
	n = split(ENVIRON["kinds"], kinds, " ")
	for (k = 1; k <= n; k++) {
		f = t "/points." kinds[k] ".csv"
		heading(f)
		while (csv(f)) {
			if (!(cell(f, "series") in nth))
				continue
			c = nth[cell(f, "series")]
			when[c, ++points[c]] = cell(f, "period")
			value[c, points[c]] = cell(f, "value")
			if (value[c, points[c]] == "NA")
				value[c, points[c]] = cell(f, "mark")
			if (points[c] > most)
				most = points[c]
		}
		f = t "/charts." kinds[k] ".csv"
		heading(f)
		while (csv(f))
			if (cell(f, "series") in nth)
				drawn[nth[cell(f, "series")]] = t "/charts." kinds[k] "/" cell(f, "file")
	}
}
