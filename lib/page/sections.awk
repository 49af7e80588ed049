# The parts of the page, in their order.

function finding(i, k, agency_too,   s) {
	s = found[i, k]
	if (agency_too != "")
		s = s " (" agency_too ")"
	html("<li><strong>" grade[i, k] "</strong> ")
	text(s)
	html(safe[1])
	m = "- **" grade[i, k] "** " safe[2]
	if ((i, rule[i, k]) in about && index(found[i, k], about[i, rule[i, k]]) == 0) {
		text(about[i, rule[i, k]])
		html("<br><span class=\"rule\">Rule: " safe[1] "</span>")
		m = m " (rule: " safe[2] ")"
	}
	html("</li>")
	md(m)
}
function heads(   s, p) {
	text(ENVIRON["title"])
	html("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">")
	html("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
	html("<title>" plain(safe[1]) "</title>\n<style>")
	while (phase == 2 && (getline s < (t "/style.css")) > 0)
		html(s)
	html("</style>\n</head>\n<body class=\"page\">\n<a class=\"skip\" href=\"#main\">Skip to the content</a>")
	html("<main id=\"main\">")
	put("<h1>", ENVIRON["title"], "</h1>", "# ", "")
	md("")
	p = newest_period()
	put("<p class=\"lead\">", (p == "" ? "No figures." : "As of " p ".") " Made on " ENVIRON["today"] ".", "</p>", "", "")
	md("")
	if (ENVIRON["unended"] != "") {
		put("<p class=\"notice\">", "The period of this page, " ENVIRON["unended"] ", ends after " \
		    ENVIRON["today"] ". The last figures of other indicators may be of periods that end before.", "</p>", "> ", "")
		md("")
	}
	if (ENVIRON["note"] != "") {
		put("<p class=\"notice\">", ENVIRON["note"], "</p>", "> ", "")
		md("")
	}
}
# That of the captions of the scorecard.
function newest_period(   s) {
	while ((getline s < (t "/scorecard.html")) > 0)
		if (match(s, /, [0-9][0-9A-Za-z -]*<.caption>$/)) {
			close(t "/scorecard.html")
			return substr(s, RSTART + 2, RLENGTH - 12)
		}
	close(t "/scorecard.html")
	return ENVIRON["period"]
}
function contents(   c, p, seen) {
	html("<nav aria-label=\"Contents\">\n<ul>")
	html("<li><a href=\"#submissions\">Submissions</a></li>\n<li><a href=\"#scorecard\">Scorecard</a></li>")
	for (p = 1; p <= n_groups; p++) {
		text(group[p])
		html("<li><a href=\"#group" p "\">" safe[1] "</a></li>")
	}
	if (ENVIRON["parts"] > 0)
		html("<li><a href=\"#benchmark\">Benchmark</a></li>")
	html("<li><a href=\"#method\">Notes on method</a></li>\n<li><a href=\"#manifest\">Manifest</a></li>")
	html("</ul>\n</nav>")
}
function scorecard() {
	html("<section id=\"scorecard\">")
	put("<h2>", "Scorecard", "</h2>", "## ", "")
	md("")
	include(t "/scorecard")
	html("</section>")
}
# Status and icons, as they are in the row of the scorecard.
function read_badges(   line, number, cell_of, n, i) {
	while ((getline line < (t "/scorecard.html")) > 0) {
		if (line !~ /<th scope="row"/ || !match(line, />[0-9]+[.] /))
			continue
		number = substr(line, RSTART + 1, RLENGTH - 3)
		n = split(line, cell_of, /<\/td>/)
		for (i = 1; i <= n; i++)
			if (match(cell_of[i], /(<span class="rag |<svg class="icon").*/))
				add_badge(number, substr(cell_of[i], RSTART))
	}
	close(t "/scorecard.html")
}
function add_badge(c, markup,   words) {
	badges[c] = badges[c] "<span>" markup "</span> "
	words = markup
	if (!sub(/.*<title>/, "", words)) {
		words = "Status: " words
		sub(/<span[^>]*>/, "", words)
	}
	sub(/<.*/, "", words)
	badge_words[c] = badge_words[c] (badge_words[c] == "" ? "" : ". ") words
}
function indicator(c,   k, f, n) {
	html("<article class=\"indicator\" id=\"indicator" c "\">")
	put("<h3>", c ". " label[c], "</h3>", "### ", "")
	md("")
	if (agency[c] != "" || origin[ind[c]] != "") {
		put("<p class=\"from\">", (agency[c] == "" ? "" : "From " agency[c] ".") \
		    (origin[ind[c]] == "" ? "" : (agency[c] == "" ? "" : " ") "Source: " origin[ind[c]] "."), "</p>", "", "")
		md("")
	}
	if (c in badges) {
		html("<p class=\"board badges\">" badges[c] "</p>")
		md(badge_words[c] ".\n")
	}
	if (c in sentence) {
		put("<p class=\"finding" (c in drawn ? " drawn" : "") "\">", sentence[c], "</p>", "", "")
		md("")
	}
	if (remark[c] != "") {
		put("<p class=\"remark\">", "Note: " remark[c], "</p>", "", "")
		md("")
	}
	if (c in drawn)
		chart(drawn[c], sprintf("%03d", c), label[c])
	if (points[c] > 0)
		figures(c)
	else {
		put("<p>", "No figures.", "</p>", "", "")
		md("")
	}
	if (n_under[c] > 0) {
		html("<h4>Findings</h4>\n<ul class=\"findings\">")
		md("Findings:")
		md("")
		for (k = 1; k <= n_under[c] && k <= 5; k++) {
			split(under[c, k], f, SUBSEP)
			finding(f[1], f[2], sent[agency[c]] == f[1] ? "" : whose(f[1]))
		}
		html("</ul>")
		md("")
		if (n_under[c] > 5) {
			put("<p>", "These are the first 5 of " n_under[c] "; all are in the folder findings.", "</p>", "", "")
			md("")
		}
	}
	html("</article>")
}
function indicators(   p, c) {
	for (p = 1; p <= n_groups; p++) {
		html("<section id=\"group" p "\">")
		put("<h2>", group[p], "</h2>", "## ", "")
		md("")
		html("<div class=\"indicators\">")
		for (c = 1; c <= n_ind; c++)
			if (priority[c] == priority[first[p]])
				indicator(c)
		html("</div>\n</section>")
	}
}
# The paragraphs of benchmark-ne -f text that are not tables: sentences, and last the note on method.
function read_paragraphs(k,   line, skip, begun) {
	n_sentences = 0
	while ((getline line < (t "/part." k ".txt")) > 0) {
		if (line ~ /^(place|Bars:)/)
			skip = 1
		if (line == "")
			skip = 0
		else if (!skip && line ~ /[.]$/)
			said[++n_sentences] = line
	}
	close(t "/part." k ".txt")
	method_of_peers = n_sentences > 0 ? said[n_sentences--] : ""
}
function benchmark(   k, s, parts, name) {
	parts = ENVIRON["parts"] + 0
	if (parts == 0)
		return
	html("<section id=\"benchmark\">")
	put("<h2>", "Benchmark", "</h2>", "## ", "")
	md("")
	spines()
	csv(t "/parts.csv")
	for (k = 1; k <= parts; k++) {
		csv(t "/parts.csv")
		name = F[1] == "" ? "rates" : label_of(F[1])
		if (F[1] != "") {
			put("<h3>", name, "</h3>", "### ", "")
			md("")
		}
		if (line_of(t "/ranked." k) == "") {
			put("<p>", "No figures up to " ENVIRON["period"] ".", "</p>", "", "")
			md("")
			continue
		}
		read_paragraphs(k)
		html("<ul>")
		for (s = 1; s <= n_sentences; s++)
			put("<li>", said[s], "</li>", "- ", "")
		html("</ul>")
		md("")
		html("<div class=\"pair\">")
		chart(t "/ranked." k, "benchmark-" k "-ranked", name " by rank")
		chart(t "/funnel." k, "benchmark-" k "-funnel", name " by population")
		html("</div>")
		include(t "/newest." k)
	}
	html("</section>")
}
# The indicators of one period together.
function spines(   f) {
	f = t "/spine.csv"
	if (ENVIRON["spine"] != 1)
		return
	heading(f)
	while (csv(f))
		chart(t "/spine/" cell(f, "file"), "benchmark-" ++n_spines, "indicators of " ENVIRON["about"] ", " cell(f, "series"))
	close(f)
	n_spines = 0
}
function bullet(s) {
	if (!(s in told)) {
		told[s]
		put("<li>", s, "</li>", "- ", "")
	}
}
function methods(   line, k) {
	html("<section id=\"method\">")
	put("<h2>", "Notes on method", "</h2>", "## ", "")
	md("")
	html("<ul>")
	bullet("Figures of submissions that were rejected, or could not be read, are not on this page, nor are those that a finding says are not used.")
	bullet("Sentences, limits and special causes are those of qtrend, the status and icons those of board-scorecard, ranks and intervals those of benchmark-ne; the manual pages of these programs give the methods.")
	bullet("A chart shows the average and the limits within which nearly all figures lie if nothing changes. Triangles are special causes; cells without a number are shown as hidden or missing, never as 0.")
	while ((getline line < (t "/trends.txt")) > 0)
		if (line ~ /^Note: /)
			bullet(substr(line, 7))
	if (ENVIRON["parts"] > 0)
		bullet(method_of_peers)
	split("", told)
	html("</ul>")
	md("")
	for (k = 1; k <= n_legends; k++) {
		html(legend[k])
		md(legend_md[k])
		md("")
	}
	if (phase == 1)
		split("", told)
	line = 0
	while ((getline k < (t "/messages")) > 0) {
		if (k == "" || k in told)
			continue
		if (line++ == 0) {
			put("<h3>", "What the programs reported", "</h3>", "### ", "")
			md("")
			html("<ul>")
		}
		bullet(k)
	}
	if (line > 0) {
		html("</ul>")
		md("")
	}
	html("</section>")
}
function manifest(   line) {
	html("<section id=\"manifest\">")
	put("<h2>", "Manifest", "</h2>", "## ", "")
	md("")
	put("<p>", "What this page was made from, by board-page (quarterly) " ENVIRON["version"] ". The same table is in manifest.csv.", "</p>", "", "")
	md("")
	include(t "/manifest")
	put("<h3>", "Commands", "</h3>", "### ", "")
	md("")
	put("<p>", "board-page itself joins the tables sent.1.csv and so on as tidy.csv, adds the counts of percentages to dictionary.csv as kinds.csv, and puts the page together.", "</p>", "", "")
	md("")
	html("<ol class=\"commands\">")
	while ((getline line < (t "/commands")) > 0)
		put("<li><code>", line, "</code></li>", "1. ", "")
	html("</ol>\n</section>\n</main>\n</body>\n</html>")
}
