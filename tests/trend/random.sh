#!/bin/sh
# What sentences say of 3,000 random series, against the series themselves: runs of rises and falls, runs on one side of the
# average, no step beside a trend, no number that is none.
. "${0%/*}/../tap/tap.sh"

# Noise, walks, ramps, steps and ramps that turn, of five to 30 years; some with gaps, hidden figures or many ties.
awk 'BEGIN {
	srand(20140401)
	print "series,period,value"
	for (k = 1; k <= 3000; k++) {
		n = 5 + int(rand() * 26); form = k % 6; at = int(rand() * n); slope = rand() * 6 - 3
		noise = rand() < 0.3 ? 0 : rand() * 20; level = 80
		for (i = 0; i < n; i++) {
			if (form == 1) level += rand() * 10 - 5
			if (form == 2) level += slope
			if (form == 3 && i == at) level += slope * 10
			if (form == 4) level += i < at ? slope : -slope
			if (form == 5) level = rand() < 0.2 ? 90 * rand() : 3
			v = level + noise * (rand() - 0.5)
			v = v < 0 ? 0 : k % 2 ? int(v) : v
			mark = rand() < 0.01 ? "c" : rand() < 0.01 ? "<5" : ""
			print k "," 2001 + i "," (mark == "" ? v : mark)
		}
	}
}' >random

# check NAME: reads the rows as jsonl; for each sentence that is not so, a line
check() {
	awk '
		function text(name,    at) {
			if (!match($0, "\"" name "\":(\"[^\"]*\"|[^,}]*)")) return ""
			at = length(name) + 3
			return substr($0, RSTART + at, RLENGTH - at)
		}
		function bad(why) { print "# " k ": " why ": " sentence; }
		function monotone(s, p, sign,    i) {
			for (i = p - 6; i <= p; i++) if (!((s, i) in v) || v[s, i] !~ /^[0-9.]/) return 0
			for (i = p - 5; i <= p; i++) if (!(sign * (v[s, i] - v[s, i - 1]) > 0)) return 0
			return 1
		}
		NR == FNR { split($0, f, ","); v[f[1], f[2]] = f[3]; if (f[2] > end[f[1]]) end[f[1]] = f[2]; next }
		{
			k = text("series"); gsub(/"/, "", k)
			sentence = text("sentence"); centre = text("centre") + 0; verdict = text("verdict")
			n++
			if (sentence == "\".\"" || sentence == "") bad("nothing")
			if (tolower($0) ~ /[^a-z](nan|inf)[^a-z]/) bad("no number")
			if (sentence ~ /about  |about a | [a-z]* of ,/) bad("a blank")
			if (verdict ~ /rising|falling/ && sentence ~ /: a step/) bad("a step beside a trend")
			rest = sentence
			while (match(rest, /the figure (rose|fell) year after year up to [0-9]+/)) {
				said = substr(rest, RSTART, RLENGTH); rest = substr(rest, RSTART + RLENGTH)
				if (!monotone(k, substr(said, length(said) - 3) + 0, said ~ /rose/ ? 1 : -1)) bad(said)
				runs++
			}
			rest = sentence
			while (match(rest, /every year (since [0-9]+ has been|from [0-9]+ to [0-9]+ was) (above|below) the average/)) {
				said = substr(rest, RSTART, RLENGTH); rest = substr(rest, RSTART + RLENGTH)
				split(said, w, " "); to = w[3] == "since" ? end[k] : w[6]
				for (i = w[4]; i <= to; i++)
					if (v[k, i] ~ /^[0-9]/ && !((said ~ /above/ ? 1 : -1) * (v[k, i] - centre) > 0)) bad(said " (" i ")")
				sides++
			}
		}
		END { print (n == 3000 && runs > 20 && sides > 50 ? "" : "# " n ", " runs ", " sides) > "/dev/stderr" }
	' random "$1" 2>counts | head -5
	grep . counts
}
for kind in "" "--kind flow" "--kind stock --chart xmr"; do
	qtrend -q -f jsonl $kind random >rows 2>err
	is "$kind: sentences hold of the figures" "$(check rows)" ""
done
done_testing
