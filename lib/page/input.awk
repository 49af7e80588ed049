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
			n_agencies++
		}
		if (cell(s, "submitted") == "no")
			silent[agency[n_ind]]
	}
}
function name_of(i,   name) {
	name = ARGV[i]
	sub(/^submissions\//, "", name)
	sub(/\.csv$/, "", name)
	return name
}
# Whose file is which: that of its name or, where there is none, of one that differs only in case.
function match_agencies(   b, i, name, other) {
	for (b = 1; b <= n_bodies; b++)
		other[tolower(body[b])] = body[b]
	for (i = 1; i < ARGC; i++)
		if (name_of(i) in of_dictionary)
			sent[name_of(i)] = i
	for (i = 1; i < ARGC; i++) {
		if (name_of(i) in of_dictionary)
			continue
		name = tolower(trimmed(name_of(i)))
		if (name in other && !(other[name] in sent)) {
			sent[other[name]] = i
			continue
		}
		sent[name_of(i)] = i
		body[++n_bodies] = name_of(i)
	}
}
function read_submissions(   i, line) {
	match_agencies()
	for (i = 1; i < ARGC; i++) {
		getline rules[i] < (t "/rules")
		while ((getline line < (t "/check." i)) > 0)
			if (line ~ /^csv-check: [0-9,]+ rows?, [0-9,]+ rules?$/) {
				rows[i] = line
				sub(/^csv-check: /, "", rows[i])
				sub(/ rows?, .*/, "", rows[i])
			} else if (line ~ /: no row passes .*\(warning\)$/)
				idle[i]++
			else if (line !~ /^csv-check: read /)
				message[i, ++n_messages[i]] = line
		while ((getline line < (t "/tidy." i)) > 0)
			message[i, ++n_messages[i]] = line
		state[i] = index(ENVIRON["accepted"], " " i " ") ? "accepted" : \
		    (getline line < (t "/why." i)) > 0 ? "not readable" : "rejected"
		why[i] = line
		sub(/^[a-z-]+: /, "", why[i])
		close(t "/why." i)
	}
	while ((getline line < (t "/near")) > 0)
		if (match(line, / ./))
			near[line + 0] = substr(line, RSTART + 1)
	while ((getline line < (t "/parted")) > 0) {
		i = line + 0
		if (state[i] != "accepted")
			continue
		state[i] = line ~ / none$/ ? "rejected" : state[i]
		partly[i] = state[i] == "accepted"
	}
}
#include "page/islater.awk"
function read_findings(   f, i, a, k) {
	while ((getline k < (t "/later")) > 0)
		later[k]
	for (a in sent) {
		i = sent[a]
		f = new "/findings/" name_of(i) ".csv"
		if (heading(f) < 11)
			continue
		while (csv(f)) {
			if (state[i] == "accepted" && is_later(cell(f, "key"))) {
				n_later[i]++
				continue
			}
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
		if (rule[i, k] !~ /^P0[12]$/)	# these concern the agency too
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
