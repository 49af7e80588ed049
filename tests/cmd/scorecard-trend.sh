#!/bin/sh
# board-scorecard and qtrend: the icons of a series are the same, up to every period, whatever comes
# after it. The series are made up: each kind, measure, polarity and target, long and short, with gaps
# and marks.
. "${0%/*}/../tap/tap.sh"

# rand() differs between awks, so the numbers are our own.
awk 'function next_number() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
BEGIN {
	seed = 20141126
	split("stock flow -", kinds, " "); split("high low target none", polarities, " ")
	split("children % days", units, " "); split("40 90 3 -", targets, " ")
	print "indicator,period,value" >"plain.csv"
	print "indicator,period,numerator,denominator" >"share.csv"
	print "indicator,period,value,population" >"rate.csv"
	print "indicator,unit,kind,polarity,target,tolerance" >"dictionary.csv"
	for (k = 1; k <= 3; k++) for (p = 1; p <= 4; p++) for (u = 1; u <= 3; u++) for (t = 1; t <= 4; t++) {
		name = "s" ++n
		kind = kinds[k] == "-" ? "" : kinds[k]
		target = targets[t] == "-" ? "" : targets[t]
		print name "," units[u] "," kind "," polarities[p] "," target "," (target ? 2 : "") >"dictionary.csv"
		long = 4 + int(24 * next_number())
		level = u == 2 ? 85 : t == 3 ? 3 : 42
		for (i = 0; i < long; i++) {
			period = 2008 + int(i / 4) "-" sprintf("%02d", (9 + int(i / 4)) % 100) " Q" i % 4 + 1
			if (next_number() < 0.04) continue
			v = level + (next_number() + next_number() + next_number() - 1.5) * level / 5
			if (i % 12 > 9 && n % 3 < 2) v *= n % 3 ? 1.4 : 0.6
			v = u == 3 ? sprintf("%.1f", v) : int(v)
			if (u == 2 && v > 100) v = 100
			mark = next_number() < 0.04 ? "c" : v
			print name "," period "," mark >"plain.csv"
			d = 60 + int(90 * next_number())
			print name "," period "," int(d * v / (v > 90 ? v + 10 : 110)) "," d >"share.csv"
			print name "," period "," int(v) "," 20000 + int(5000 * next_number()) >"rate.csv"
		}
	}
}' /dev/null

# Lines of series|period|variation|assurance where the last value is of that period.
of_qtrend() { # file period
	awk -F, -v last="$2" 'NR == 1 || $2 <= last' "$1" |
		qtrend -q --dictionary dictionary.csv 2>/dev/null |
		board-table -f csv --columns series,last_period,variation,assurance |
		awk -F, -v last="$2" 'NR > 1 && $2 == last { print $1 "|" $2 "|" $3 "|" $4 }'
}
of_scorecard() {
	board-scorecard -q --dictionary dictionary.csv --period "$2" "$1" |
		awk -F, 'NR > 1 && $7 ~ /[0-9]/ { print $2 "|" $6 "|" $15 "|" $16 }'
}

for file in plain share rate; do
	: >want
	: >got
	for period in '2008-09 Q1' '2009-10 Q3' '2010-11 Q3' '2010-11 Q4' '2011-12 Q4' '2013-14 Q1' '2013-14 Q3' '2013-14 Q4' '2014-15 Q4'; do
		of_qtrend $file.csv "$period" >>want
		of_scorecard $file.csv "$period" >>got
	done
	same "$file.csv: variation and assurance are qtrend's" got want
	for word in common improving_high improving_low concern_high concern_low high low pass fail hit_and_miss; do
		printf '%s %s\n' $word "$(grep -c "|$word\(|\|$\)" got)"
	done >$file.counts
done
is "every icon is among them" "$(cat ./*.counts | awk '{ n[$1] += $2 } END { for (w in n) if (n[w] < 5) print w, n[w] }')" ""
like "in hundreds of series and periods" "$(cat ./*.counts | awk '{ n += $2 } END { print n }')" "^[0-9]{4,}$"

# A percentage from its two counts.
awk -F, 'NR > 1 { print $1 "," $2 "," 50; print $1 " n," $2 "," $3; print $1 " d," $2 "," $4 }' share.csv |
	sed '1i indicator,period,value' >counts.csv
awk -F, 'NR == 1 { print $0 ",numerator,denominator"; next } { print $0 "," $1 " n," $1 " d" }' dictionary.csv >of.csv
mv of.csv dictionary.csv
of_qtrend counts.csv '2011-12 Q4' | grep -v ' [nd]|' >want
of_scorecard counts.csv '2011-12 Q4' >got
same "percentages made from two counts" got want
grep -v '^s[0-9]*,' counts.csv >only.csv
of_scorecard only.csv '2011-12 Q4' >got
same "the same without their own figures" got want
done_testing
