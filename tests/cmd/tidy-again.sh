#!/bin/sh
# csv-tidy on 500 random sets of tables, against a program that compares every figure with all before it: the same
# rows or, where a figure comes a second time, the same two places. Periods are across, in a column or given by
# --set, measures across, tables below one another; names differ in case, blanks or characters without a width;
# cells are blank; a row without a label is part of the one above it.
. "${0%/*}/../tap/tap.sh"

cases=${TIDY_CASES:-500}
mkdir in
awk -v cases="$cases" '
	function any(n) { return int(rand() * n) }
	function chance(p) { return rand() < p }

	# One of a few names, perhaps written in another way.
	function spelt(name) {
		if (chance(odd)) name = tolower(name)
		if (chance(odd)) sub(/ /, "  ", name)
		if (chance(odd)) sub(/ /, "\302\240", name)
		if (chance(odd)) sub(/l/, "l\342\200\213", name)
		return chance(odd) ? " " name " " : name
	}
	function period(i,    y) {
		y = 2010 + int(i / 4)
		if (chance(0.8)) return sprintf("%d-%02d Q%d", y, y - 1999, i % 4 + 1)
		return sprintf("Q%d %d/%02d", i % 4 + 1, y, y - 1999)
	}
	function canonical(i,    y) { y = 2010 + int(i / 4); return sprintf("%d-%02d Q%d", y, y - 1999, i % 4 + 1) }

	# The text, or the first of its column that looks the same, if nothing but what cannot be seen differs.
	function bare(s) { gsub(/\302\240|\342\200\213| /, "", s); return s }
	function one(col, text,    fold) {
		fold = col SUBSEP tolower(bare(text))
		if (!(fold in first)) first[fold] = text
		return bare(first[fold]) == bare(text) ? first[fold] : text
	}
	function trim(s) { gsub(/^ +| +$/, "", s); return s }

	function line(text) { print text >file; row++ }

	# The figure of the row that was written last; p: its period.
	function figure(col, area, team, indicator, category, p, value,    i, key) {
		if (fault != "") return
		key = area SUBSEP team SUBSEP indicator SUBSEP category SUBSEP p
		for (i = 1; i <= nseen; i++)
			if (seen[i] == key) {
				fault = sprintf("csv-tidy: %s:%d: %s: the same series and period as %s (\047%s\047); expected each once%s\n",
				    name, row, col, at[i], category != "" ? category : indicator,
				    area ~ /^ *$/ ? " (no area; --fill-down \047area\047 where cells were merged)" : "")
				return
			}
		seen[++nseen] = key
		at[nseen] = name ":" row
		if (until < 0 || p <= until)
			printf "%s,%s,%s,%s,%s,%s,\n", area, team, indicator, category, canonical(p), value >out
	}

	# n different numbers below `of`, in pick[].
	function choose(n, of,    i, k, used) {
		split("", used)
		for (i = 1; i <= n; ) {
			k = any(of)
			if (!(k in used)) { used[k] = 1; pick[i++] = k }
		}
	}
	function keys() {	# of a row: its area and team
		raw_area = chance(0.1) ? "" : spelt(areas[any(nareas) + 1])
		raw_team = chance(0.1) ? "" : substr("aAb", any(3) + 1, 1) (chance(odd) ? " " : "")
	}

	function across(    n, i, j, head, rows, label, cells, text, before, v, what, part) {
		n = 1 + any(5)
		choose(n, nperiods)
		for (i = 1; i <= n; i++) { when[i] = pick[i]; head[i] = period(pick[i]) }
		text = "Category of Abuse,area,team"
		for (i = 1; i <= n; i++) text = text "," head[i]
		line(text)
		before = ""
		rows = 1 + any(8)
		for (j = 1; j <= rows; j++) {
			keys()
			label = spelt(labels[any(nlabels) + 1])
			part = before != "" && chance(0.1) ? "girls" : ""
			text = (part != "" ? "" : label) "," raw_area "," raw_team
			what = 0
			for (i = 1; i <= n; i++) {
				v[i] = chance(0.1) ? "" : any(100)
				if (i == n && !what && part != "") v[i] = 5
				what += v[i] != ""
				text = text "," (part != "" && v[i] != "" ? "Of which " v[i] " were " part : v[i])
			}
			line(text)
			label = part != "" ? before ": of which " part : (before = trim(one(1, trim(label))))
			raw_area = one(2, raw_area)
			for (i = 1; i <= n; i++)
				figure(head[i], raw_area, raw_team, "Category of Abuse", label, when[i], v[i])
		}
	}
	function long(    j, rows, label, p, v) {
		line("category,area,team," (set >= 0 ? "" : "period,") "value,indicator")
		rows = 1 + any(25)
		for (j = 1; j <= rows; j++) {
			keys()
			label = chance(0.1) ? "" : spelt(labels[any(nlabels) + 1])
			p = set >= 0 ? set : any(nperiods)
			v = chance(0.1) ? "" : any(100)
			line(label "," raw_area "," raw_team "," (set >= 0 ? "" : period(p) ",") v ",Category of Abuse")
			figure("value", one(2, raw_area), raw_team, "Category of Abuse", trim(one(1, trim(label))), p, v)
		}
	}
	function measures(    n, i, j, rows, p, text, v, head) {
		n = 1 + any(4)
		choose(n, 6)
		text = "period,area,team"
		for (i = 1; i <= n; i++) text = text "," (head[i] = "m" pick[i])
		line(text)
		rows = 1 + any(10)
		for (j = 1; j <= rows; j++) {
			keys()
			p = any(nperiods)
			text = period(p) "," raw_area "," raw_team
			for (i = 1; i <= n; i++) text = text "," (v[i] = chance(0.1) ? "" : any(100))
			line(text)
			raw_area = one(2, raw_area)
			for (i = 1; i <= n; i++) figure(head[i], raw_area, raw_team, head[i], "", p, v[i])
		}
	}

	BEGIN {
		srand(20141001)
		split("Redcar and Cleveland,Hartlepool,Stockton on Tees,York", areas, ",")
		split("Neglect of all,Physical abuse,Emotional illness,Sexual abuse", labels, ",")
		for (k = 1; k <= cases; k++) {
			out = "in/" k ".wanted"
			fault = ""
			nseen = 0
			split("", first)
			odd = k % 3 == 0 ? 0.3 : k % 3 == 1 ? 0.03 : 0
			nareas = 1 + any(4)
			nlabels = 1 + any(4)
			nperiods = chance(0.5) ? 5 + any(6) : 5 + any(60)
			until = chance(0.2) ? any(nperiods) : -1
			form = any(5)		# 0, 1: both across and long, 2: long, 3: measures, 4: --set period
			set = form == 4 ? any(nperiods) : -1
			options = form == 3 ? "-q --measures=m*" : "-q"
			if (set >= 0) options = options " --set=period=" canonical(set)
			if (until >= 0) options = options " --until=" canonical(until)
			print "area,team,indicator,category,period,value,percentage" >out
			nfiles = 1 + any(3)
			files = ""
			for (f = 1; f <= nfiles; f++) {
				file = "in/" k "." f
				name = k "." f
				row = 0
				files = files " " name
				if (form == 3) measures()
				else if (form >= 2 || (form == 1 && chance(0.5))) long()
				else {
					across()
					while (chance(0.3)) { line(""); across() }
				}
				close(file)
			}
			close(out)
			if (fault != "") printf "" >out		# what was to be written is not
			close(out)
			printf "%s", fault >("in/" k ".fault")
			close("in/" k ".fault")
			gsub(/ Q/, "_Q", options)	# the same, as one word
			print k, options files
		}
	}' >jobs

cd in || exit 1
differ=0
set -f
while read -r k words; do
	csv-tidy $words >"$k.got" 2>"$k.err" || tail -n 1 "$k.err" >"$k.said"
	[ -f "$k.said" ] || : >"$k.said"
	if ! cmp -s "$k.got" "$k.wanted" || ! cmp -s "$k.said" "$k.fault"; then
		differ=$((differ + 1))
		[ "$differ" -gt 3 ] || { echo "case $k: csv-tidy $words"; diff "$k.wanted" "$k.got"; cat "$k.fault" "$k.err"; } | sed 's/^/# /'
	fi
done <../jobs
is "every figure once: as by comparing each with all" "$differ" 0
set +f
is "of these, some are refused and some are not" "$(cat ./*.fault | wc -l | awk -v n="$cases" '{ print ($1 > n / 5 && $1 < n * 4 / 5) }')" 1
done_testing
