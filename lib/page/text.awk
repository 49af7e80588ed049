# Texts and where they go. In phase 1 they are collected, in phase 2 they are shown as board-table set
# them, which makes them harmless.

function html(s) { if (phase == 2) print s > (new "/index.html") }
function md(s) { if (phase == 2) print s > (new "/board.md") }

# A text of the data or of a filter: safe[1] in HTML, safe[2] in Markdown.
function text(s) {
	gsub(/^[ \t\n]+|[ \t\n]+$/, "", s)
	if (s == "")
		safe[1] = safe[2] = ""
	else if (phase == 1) {
		if (!(s in known)) {
			known[s]
			print quoted(s) > (t "/texts.csv")
		}
	} else if (s in in_html) {
		safe[1] = in_html[s]
		safe[2] = in_md[s]
	} else {
		print "board-page: a text that was not collected" > "/dev/stderr"
		failed = 1
		exit 2
	}
}
function plain(s) {	# for a title and an attribute
	gsub(/<br>/, " ", s)
	return s
}
function put(before, s, after, md_before, md_after) {
	text(s)
	html(before safe[1] after)
	md(md_before safe[2] md_after)
}
function line_of(file,   s) {
	s = ""
	getline s < file
	close(file)
	return s
}

# The cell of each text, in the order of texts.csv.
function learn(   h, m, raw) {
	csv(t "/texts.csv")
	while ((getline h < (t "/texts.html")) > 0 && h != "<tbody>")
		;
	for (m = 0; m < 2; m++)
		getline raw < (t "/texts.md")
	while (csv(t "/texts.csv")) {
		raw = F[1]
		getline h < (t "/texts.html")
		getline m < (t "/texts.md")
		sub(/^<tr><th[^>]*>/, "", h)
		sub(/<\/th><\/tr>$/, "", h)
		sub(/^\| /, "", m)
		sub(/ *\|$/, "", m)
		in_html[raw] = h
		in_md[raw] = m
	}
}

# Tables that board-table or board-scorecard set. A wide one scrolls in a region of its own.
function begin_scroll() {
	n_tables++
	html("<div class=\"scroll\" role=\"region\" aria-labelledby=\"table" n_tables "\" tabindex=\"0\">")
}
# An indicator of the scorecard, by its number, to its chart and figures.
function linked(line,   number, end) {
	number = substr(line, RSTART + 1, RLENGTH - 3)
	end = index(line, "</th>")
	return substr(line, 1, RSTART) "<a href=\"#indicator" number "\">" \
	    substr(line, RSTART + 1, end - RSTART - 1) "</a>" substr(line, end)
}
function include(file,   line) {
	while (phase == 2 && (getline line < (file ".html")) > 0) {
		if (line == "<table class=\"board\">")
			begin_scroll()
		sub(/^<caption>/, "<caption id=\"table" n_tables "\">", line)
		if (file == t "/scorecard" && match(line, />[0-9]+[.] /) && line ~ /<th scope="row"/)
			line = linked(line)
		html(line)
		if (line == "</table>")
			html("</div>")
	}
	while (phase == 2 && (getline line < (file ".md")) > 0)
		md(line)
	md("")
}
