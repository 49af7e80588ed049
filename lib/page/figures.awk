# Figures and charts of the indicators.

# The figures of all indicators as one table, a column for each, whose cells are put into many.
function write_figures(   c, p, s, names) {
	for (c = 1; c <= n_ind; c++) {
		s = s ",s" c
		names = names (c > 1 ? "," : "") "s" c
		print "--decimals\ns" c "=" decimals[ind[c]] > (t "/decimals")
	}
	if (n_ind > 0)
		print "--thousands=" names > (t "/decimals")
	printf "" > (t "/decimals")
	print "n" s > (t "/figures.csv")
	for (p = 1; p <= most; p++) {
		s = p
		for (c = 1; c <= n_ind; c++)
			s = s "," (p <= points[c] ? value[c, p] : "")
		print s > (t "/figures.csv")
	}
}
function learn_figures(   c, p, h, m, a, b) {
	while ((getline h < (t "/figures.html")) > 0 && h != "<tbody>")
		;
	getline m < (t "/figures.md")
	getline m < (t "/figures.md")
	for (p = 1; p <= most; p++) {
		getline h < (t "/figures.html")
		getline m < (t "/figures.md")
		split(h, a, /<\/t[hd]>/)
		split(m, b, /\|/)
		for (c = 1; c <= n_ind; c++) {
			sub(/^<[^>]*>/, "", a[c + 1])
			gsub(/^ +| +$/, "", b[c + 2])
			figure[1, c, p] = a[c + 1]
			figure[2, c, p] = b[c + 2]
		}
	}
	while ((getline h < (t "/figures.html")) > 0)
		if (h ~ /^<p/) {
			getline m < (t "/figures.md")
			while (m !~ /[a-z]/ && (getline m < (t "/figures.md")) > 0)
				;
			legend[++n_legends] = h
			legend_md[n_legends] = m
		}
}
# Figures of one indicator: quarters, months and terms in the columns of their years, else a column for
# each period or, of many, a row.
function place(c,   p, y, is_month, w) {
	split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", month, " ")
	is_month = frequency[ind[c]] == "month"
	for (p = 1; p <= points[c]; p++)
		if (when[c, p] ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]$/ &&
		    (substr(when[c, p], 3, 2) + 1) % 100 != substr(when[c, p], 6) + 0)
			is_month = 1
	n_rows = n_columns = 0
	split("", in_row)
	split("", in_column)
	for (p = 1; p <= points[c]; p++) {
		w = when[c, p]
		if (w ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9] ./) {
			y = substr(w, 1, 7)
			w = substr(w, 9)
		} else if (w ~ /^[0-9][0-9][0-9][0-9]-Q[1-4]$/ || (is_month && w ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]$/)) {
			y = substr(w, 1, 4)
			w = substr(w, 6)
			if (w !~ /^Q/)
				w = month[w + 0]
		} else if (points[c] <= 8)
			y = "Figure"
		else {
			y = w
			w = "Figure"
		}
		if (!(y in in_row)) {
			in_row[y] = ++n_rows
			row_name[n_rows] = y
		}
		if (!(w in in_column)) {
			in_column[w] = ++n_columns
			column_name[n_columns] = w
		}
		split("", empty)
		at_cell[c, in_row[y], in_column[w]] = p
	}
	if (is_month && n_rows > 1)
		calendar_columns()
}
# Months from January, wherever the first year begins; in_column keeps the numbers of at_cell.
function calendar_columns(   k, n) {
	for (k = 1; k <= 12; k++)
		if (month[k] in in_column)
			column_name[++n] = month[k]
}
function figures(c,   r, k, line, m, p, rule_line) {
	place(c)
	begin_scroll()
	html("<table class=\"board\">")
	html("<caption id=\"table" n_tables "\">" called(c, 1) "</caption>")
	line = "<tr><th scope=\"col\">Period</th>"
	m = "| Period |"
	rule_line = "| --- |"
	for (k = 1; k <= n_columns; k++) {
		text(column_name[k])
		line = line "<th scope=\"col\" class=\"figure\">" safe[1] "</th>"
		m = m " " safe[2] " |"
		rule_line = rule_line " --: |"
	}
	html("<thead>\n" line "</tr>\n</thead>\n<tbody>")
	md(m)
	md(rule_line)
	for (r = 1; r <= n_rows; r++) {
		text(row_name[r])
		line = "<tr><th scope=\"row\">" safe[1] "</th>"
		m = "| " safe[2] " |"
		for (k = 1; k <= n_columns; k++) {
			p = at_cell[c, r, in_column[column_name[k]]]
			line = line "<td class=\"figure\">" (p ? figure[1, c, p] : "") "</td>"
			m = m " " (p ? figure[2, c, p] : "") " |"
		}
		html(line "</tr>")
		md(m)
	}
	html("</tbody>\n</table>\n</div>")
	md("")
}
function called(c, form) {
	text(unit[c] == "" ? label[c] : label[c] " (" unit[c] ")")
	return safe[form]
}

# A chart goes into the page and, as a file of its own, into charts/.
function chart(file, to, name,   line) {
	text("Chart: " name)
	html("<div class=\"chart\" role=\"group\" aria-label=\"" plain(safe[1]) "\" tabindex=\"0\">")
	md("![" safe[2] "](charts/" to ".svg)")
	md("")
	to = new "/charts/" to ".svg"
	while (phase == 2 && (getline line < file) > 0) {
		html(line)
		print line > to
	}
	close(file)
	if (phase == 2)
		close(to)
	html("</div>")
}
