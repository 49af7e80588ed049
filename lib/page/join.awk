# The tables of the accepted submissions, sent.1.csv and so on, as one: own.csv. A figure that its
# sender should not have sent is left out; refused.csv has a finding for each such series, in the
# columns of csv-check, and the file "parted" the numbers of the submissions, "none" after those of
# which nothing is left.

BEGIN {
	rule_of[1] = "P01"	# an indicator of another agency
	rule_of[2] = "P02"	# of no agency, and from two
	read_owners()
	for (i = 1; i < ARGC; i++)
		if (index(ENVIRON["accepted"], " " i " "))
			look(i)
	for (k = 1; k <= n_files; k++)
		judge(files[k])
	exit write()
}
function read_owners(   d, name) {
	d = "dictionary.csv"
	heading(d)
	while (csv(d)) {
		name = trimmed(cell(d, "indicator"))
		owner[name] = trimmed(cell(d, "agency"))
		matters[name]
		matters[trimmed(cell(d, "numerator"))]
		matters[trimmed(cell(d, "denominator"))]
	}
	close(d)
}
function agency_of(i,   a) {
	a = ARGV[i]
	sub(/^submissions\//, "", a)
	sub(/\.csv$/, "", a)
	return a
}
# The last six columns are those of csv-tidy.
function open_table(f,   k, n) {
	n = heading(f) - 6
	for (k = 1; k <= n; k++)
		column[k] = F[k]
	return n
}
function look(i,   f, n, k, c, s, p) {
	f = t "/sent." i ".csv"
	files[++n_files] = i
	n = open_table(f)
	for (k = 1; k <= n; k++)
		if (!(column[k] in passed)) {
			passed[column[k]]
			pass[++n_pass] = column[k]
		}
	while (csv(f)) {
		c = cell(f, "category")
		s = cell(f, "indicator") (c == "" ? "" : ": " c)
		p = cell(f, "period")
		if (!((i, s) in rows)) {
			name[i, ++n_names[i]] = s
			key[s] = "indicator=" cell(f, "indicator") (c == "" ? "" : "; category=" c)
		}
		rows[i, s]++
		foreign[i, s] = owner[s] != "" && tolower(owner[s]) != tolower(trimmed(agency_of(i)))
		if (!foreign[i, s])
			meet(i, s, p)
		for (k = 1; k <= n; k++)
			settle(column[k], F[k])
	}
	close(f)
}
# Two agencies may send different periods of a series that has no owner, but of one kind.
function meet(i, s, p,   kind) {
	kind = p
	gsub(/[0-9]/, "0", kind)
	if (((s, p) in sender && sender[s, p] != i) || (s in kinds && kinds[s] != kind && first[s] != i))
		clash[s]
	if (!(s in first)) {
		first[s] = i
		kinds[s] = kind
	}
	sender[s, p] = i
	if (!((i, s) in met)) {
		met[i, s]
		senders[s] = senders[s] " " i
	}
}
# The one value of a column, for the submissions without it.
function settle(c, v) {
	if (!(c in value))
		value[c] = v
	else if (value[c] != v)
		varies[c]
}
function judge(i,   k, s) {
	for (k = 1; k <= n_names[i]; k++) {
		s = name[i, k]
		if (foreign[i, s])
			refuse(i, s, 1, "error", owner[s], "\"" s "\" is an indicator of " owner[s] \
			    " in the dictionary; " used(i, s))
		else if (s in clash)
			refuse(i, s, 2, s in matters ? "error" : "note", "one agency", "\"" s "\" was also sent by " others(i, s) \
			    (owner[s] == "" ? ", and the dictionary does not say whose it is; " : "; ") used(i, s))
	}
}
function others(i, s,   k, n, a, text) {
	n = split(senders[s], a, " ")
	for (k = 1; k <= n; k++)
		if (a[k] != i)
			text = text (text == "" ? "" : ", ") agency_of(a[k])
	return text
}
function used(i, s) {
	return rows[i, s] == 1 ? "its row is not used" : "its " rows[i, s] " rows are not used"
}
function refuse(i, s, which, severity, expected, message,   a) {
	refused[i, s]
	a = agency_of(i)
	finding[i] = finding[i] rule_of[which] "," severity "," quoted(ARGV[i]) ",,," quoted(key[s]) "," quoted(a) "," \
	    quoted(expected) ",,," quoted(message) "\n"
	if (severity == "error")
		faulty[i]
}
#include "page/isarea.awk"
function write(   k, i, f, own, head) {
	own = t "/own.csv"
	for (k = 1; k <= n_pass; k++)
		head = head quoted(pass[k]) ","
	print head "indicator,category,period,value,percentage,flag" > own
	printf "" > (t "/refused.csv")
	printf "" > (t "/parted")
	for (k = 1; k <= n_files; k++) {
		i = files[k]
		copy(i, own)
		if (i in finding)
			printf "%s", finding[i] > (t "/refused.csv")
		if (i in faulty)
			print i (left[i] ? "" : " none") > (t "/parted")
	}
	return close(own) != 0
}
function copy(i, own,   f, n, k, c, line, has) {
	f = t "/sent." i ".csv"
	n = open_table(f)
	for (k = 1; k <= n; k++)
		has[column[k]] = k
	while (csv(f)) {
		c = cell(f, "category")
		if ((i, cell(f, "indicator") (c == "" ? "" : ": " c)) in refused)
			continue
		left[i]++
		line = ""
		for (k = 1; k <= n_pass; k++)
			line = line (pass[k] in has ? quoted(F[has[pass[k]]]) : \
			    is_area(pass[k]) && !(pass[k] in varies) ? quoted(value[pass[k]]) : "") ","
		for (k = n + 1; k <= n + 6; k++)
			line = line quoted(F[k]) (k < n + 6 ? "," : "")
		print line > own
	}
	close(f)
}
