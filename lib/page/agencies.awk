# What each agency sent.

function standing(a,   i) {
	if (!(a in sent))
		return "Did not submit"
	i = sent[a]
	return state[i] == "rejected" ? "Rejected" : state[i] == "not readable" ? "Could not be read" : \
	    partly[i] ? "Accepted in part" : a in silent ? "Accepted, but without figures for the period" : \
	    is_stranger(a) ? "Accepted; not in the dictionary" : "Accepted"
}
function is_stranger(a) {
	return n_agencies > 0 && !(a in of_dictionary)
}
# The numbers of their files, and the agencies that there are as a line of CSV. The period of the page
# goes into a table, for csv-tidy to say whether it has ended.
function write_strangers(   b, s) {
	printf "" > (t "/strangers")
	print "indicator,period,value\nx," quoted(newest_period()) ",1" > (t "/period.csv")
	for (b = 1; b <= n_bodies; b++)
		if (is_stranger(body[b]))
			print sent[body[b]] > (t "/strangers")
		else
			s = s (s == "" ? "" : ",") quoted(body[b])
	print s
	return 0
}
function whose(i,   a) {
	for (a in sent)
		if (sent[a] == i)
			return a
}
# "1 error, 2 queries"
function tally(i,   s) {
	s = several(number_of(i, "error"), "error", "errors")
	s = s several(number_of(i, "query"), "query", "queries")
	s = s several(number_of(i, "note"), "note", "notes")
	s = s several(number_of(i, "waived"), "waived finding", "waived findings")
	return substr(s, 3)
}
function several(n, one, many) {
	return n == 0 ? "" : ", " n " " (n == 1 ? one : many)
}
function paragraph(s) {
	put("<p>", s, "</p>", "", "")
	md("")
}
function submissions(   b) {
	html("<section id=\"submissions\">")
	put("<h2>", "Submissions", "</h2>", "## ", "")
	md("")
	if (n_bodies == 0)
		paragraph("The dictionary names no agency, and no agency submitted.")
	else
		include(t "/submissions")
	for (b = 1; b <= n_bodies; b++)
		if (body[b] in sent)
			agency_part(body[b], sent[body[b]])
	html("</section>")
}
# Of an agency of which there is more to say than the table does.
function agency_part(a, i) {
	if (state[i] == "accepted" && n_found[i] + n_later[i] == 0 && n_messages[i] == 0 && !is_stranger(a))
		return
	put("<h3>", a ": " said_of(i), "</h3>", "### ", "")
	md("")
	if (is_stranger(a))
		paragraph("No agency of the dictionary is called \"" name_of(i) "\"" \
		    (near[i] == "" ? "." : near[i]) " A file is named as its agency there.")
	if (state[i] == "not readable") {
		paragraph(why[i])
		return
	}
	if (n_found[i] > 0)
		state[i] == "rejected" ? errors(i) : others(i)
	if (n_later[i] > 0)
		paragraph(n_later[i] " about later periods " (n_later[i] == 1 ? "is" : "are") " not on this page.")
	messages(i)
	if (n_found[i] + n_later[i] > 0)
		paragraph("All findings: findings/" name_of(i) ".csv")
}
function said_of(i) {
	return state[i] == "not readable" ? "could not be read" : state[i] (partly[i] ? " in part" : "")
}
function errors(i) {
	paragraph(tally(i) (number_of(i, "error") > 5 ? ". The first five errors:" : \
	    number_of(i, "error") < n_found[i] ? ". The errors:" : ":"))
	listed(i, "error", 5)
}
# Findings that did not keep the file from the page; those about an indicator are with it.
function others(i,   k, n, there, s) {
	for (k = 1; k <= n_found[i]; k++)
		(i, k) in placed ? there++ : n++
	s = tally(i) "."
	if (there > 0)
		s = s " " (n == 0 ? (there == 1 ? "It is" : "They are") : there == 1 ? "One is" : there " are") \
		    " with the " (there == 1 ? "indicator" : "indicators") " below."
	if (n > 3)
		s = s " The first three" (there > 0 ? " of the others:" : ":")
	paragraph(s)
	if (n > 0)
		listed(i, "", 3)
}
# Of one severity; or of all, the most severe first, that are with no indicator.
function listed(i, severity, most,   k, n, s, order) {
	split(severity == "" ? "error query note waived" : severity, order, " ")
	html("<ul class=\"findings\">")
	for (s = 1; s in order; s++)
		for (k = 1; k <= n_found[i] && n < most; k++)
			if (grade[i, k] == order[s] && (severity != "" || !((i, k) in placed))) {
				finding(i, k, "")
				n++
			}
	html("</ul>")
	md("")
}
# What the programs said of the file, besides findings.
function messages(i,   k) {
	if (n_messages[i] == 0)
		return
	html("<ul class=\"findings\">")
	for (k = 1; k <= n_messages[i]; k++)
		put("<li>", message[i, k], "</li>", "- ", "")
	html("</ul>")
	md("")
}
