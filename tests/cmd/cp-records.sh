#!/bin/sh
# cp-categorise from plan records: every measure against an independent count, the boundary rule, faults.
. "${0%/*}/../tap/tap.sh"

# A made-up extract. It has its own random number generator, so that every awk makes the same one.
# The plans of a child do not overlap; many durations and gaps end on a boundary, or on the day
# before or after it.
awk '
function draw(n) { seed = (seed * 16807) % 2147483647; return int(seed / 2147483647 * n) }
function iso(day,   z, era, doe, yoe, doy, mp, d, m, y) {	# days since 1970-01-01 to a date
	z = day + 719468; era = int(z / 146097); doe = z - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
	d = doy - int((153 * mp + 2) / 5) + 1; m = mp < 10 ? mp + 3 : mp - 9; y = yoe + era * 400 + (m <= 2)
	return sprintf("%04d-%02d-%02d", y, m, d)
}
BEGIN {
	seed = 20150331
	nd = split("0 1 30 89 90 91 92 93 181 182 183 184 185 364 365 366 729 730 731 732", long, " ")
	ng = split("1 2 30 365 729 730 731 732 733 1000", gap, " ")
	split("NEG PHY SAB EMO MUL", code, " ")
	split("Neglect,physical ABUSE, Sexual ,EMO,Multiple/mixed", word, ",")
	print "age,LAchildID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,LatestCategoryOfAbuse,area,sex"
	for (child = 1; n < 3000; child++) {
		day = 14900 + draw(1900)		# from October 2010
		plans = 1 + draw(3)
		for (k = 1; k <= plans; k++) {
			end = day + (draw(3) ? long[1 + draw(nd)] : draw(1200))
			open = draw(7) == 0
			c = 1 + (draw(2) ? 0 : draw(5))
			latest = draw(4) ? (draw(3) ? code[c] : word[1 + draw(5)]) : ""
			line[++n] = draw(18) ",C" child "," iso(day) "," (open ? "" : iso(end)) "," \
			    (draw(2) ? code[c] : word[c]) "," latest "," (draw(2) ? "North" : "South") "," \
			    (draw(2) ? "F" : "M")
			if (open)
				break
			day = end + gap[1 + draw(ng)]
		}
	}
	for (i = n; i > 0; i--) {			# in no order
		k = 1 + draw(i); print line[k]; line[k] = line[i]
	}
}' >plans.csv
is "the extract is the one these tests were written with" \
	"$(awk 'END { print NR }' plans.csv) $(cksum <plans.csv | cut -d' ' -f1)" "3003 1052902069"

# An independent count: compares ISO dates as text, one quarter at a time, and day by day if the
# measure is about days. Prints KEYS,CATEGORY,PERIOD,COUNT without zeros.
count() { # measure calendar(0/1) key-columns (numbers, blank-separated)
	awk -F, -v measure="$1" -v calendar="$2" -v keys="$3" '
	function trim(s) { gsub(/^ +| +$/, "", s); return tolower(s) }
	function label(s) {
		s = trim(s)
		return s ~ /^neg/ ? "Neglect" : s ~ /^phy/ ? "Physical abuse" : s ~ /^se?x?u?a/ ? "Sexual abuse" : \
		    s ~ /^emo/ ? "Emotional abuse" : s ~ /^mul/ ? "Mixed categories" : "?"
	}
	function last_of(y, m) { return m == 2 ? 28 + (y % 4 == 0 && (y % 100 || y % 400 == 0)) : 30 + (m + int(m / 8)) % 2 }
	function months_on(s, n,   y, m, d) {	# the same day n months later, or that month"s last
		y = substr(s, 1, 4) + 0; m = substr(s, 6, 2) - 1 + n; d = substr(s, 9) + 0
		y += int(m / 12); m = m % 12 + 1
		if (d > last_of(y, m)) d = last_of(y, m)
		return sprintf("%04d-%02d-%02d", y, m, d)
	}
	function next_day(s) {
		if (substr(s, 9) + 0 < last_of(substr(s, 1, 4) + 0, substr(s, 6, 2) + 0))
			return substr(s, 1, 8) sprintf("%02d", substr(s, 9) + 1)
		return months_on(substr(s, 1, 8) "01", 1)
	}
	function is_open(i, day) { return start[i] <= day && (end[i] == "" || end[i] > day) }
	function band(s, day) {
		return day <= months_on(s, 3) ? "3 months or less" : day <= months_on(s, 6) ? "Over 3 to 6 months" : \
		    day < months_on(s, 12) ? "Over 6 months to under 1 year" : \
		    day < months_on(s, 24) ? "1 year to under 2 years" : "2 years or more"
	}
	function add(i, cat) { n[group[i] cat "," name]++ }
	function in_quarter(day) { return day >= first && day <= last }
	function look(i,   day, k, prior) {
		if (measure == "at-end" && is_open(i, last)) add(i, late[i])
		else if (measure == "started" && in_quarter(start[i])) add(i, early[i])
		else if (measure == "ended" && end[i] != "" && in_quarter(end[i])) add(i, late[i])
		else if (measure == "during" && start[i] <= last && (end[i] == "" || end[i] >= first)) {
			for (day = first; day <= last; day = next_day(day))
				if (is_open(i, day)) { add(i, late[i]); return 1 }
			return 0
		} else if (measure == "duration" && is_open(i, last)) add(i, band(start[i], last))
		else if (measure == "ended-duration" && end[i] != "" && in_quarter(end[i])) {
			if (band(start[i], end[i]) == "2 years or more") add(i, "2 years or more")
		} else if (measure == "subsequent" && in_quarter(start[i])) {
			prior = ""
			for (k = 1; k <= many[child[i]]; k++)
				if (start[of[child[i], k]] < start[i] && end[of[child[i], k]] > prior)
					prior = end[of[child[i], k]]
			if (prior != "") add(i, "Second or later plan")
			if (prior != "" && start[i] <= months_on(prior, 24))
				add(i, "Second or later plan: within two years of the last")
		} else return 0
		return 1
	}
	NR == 1 { next }
	{
		i = NR - 1; child[i] = $2; start[i] = $3; end[i] = $4
		early[i] = label($5); late[i] = label(trim($6) == "" ? $5 : $6)
		of[$2, ++many[$2]] = i
		for (k = 1; k <= split(keys, col, " "); k++) group[i] = group[i] $col[k] ","
		if (from == "" || $3 < from) from = $3
		if ($3 > to) to = $3
		if ($4 > to) to = $4
	}
	END {
		first = substr(from, 1, 5) sprintf("%02d-01", int((substr(from, 6, 2) - 1) / 3) * 3 + 1)
		for (; first <= to; first = months_on(first, 3)) {
			last = months_on(first, 2)
			last = substr(last, 1, 8) last_of(substr(last, 1, 4) + 0, substr(last, 6, 2) + 0)
			y = substr(first, 1, 4); q = int((substr(first, 6, 2) + 2) / 3)
			if (calendar) name = y "-Q" q
			else { y -= q == 1; name = sprintf("%d-%02d Q%d", y, (y + 1) % 100, q == 1 ? 4 : q - 1) }
			for (i = 1; i < NR; i++)
				if (look(i)) add(i, "Total")
		}
		for (k in n) print k "," n[k]
	}' plans.csv | sort
}
agree() { # name measure calendar key-columns options...
	name=$1
	count "$2" "$3" "$4" >wanted
	shift 4
	run cp-categorise "$@" plans.csv
	sed 1d out | awk -F, '{
		key = ""; for (i = 1; i < NF - 4; i++) key = key $i ","
		if ($(NF - 1) != 0) print key $(NF - 3) "," $(NF - 2) "," $(NF - 1)
	}' | sort >got
	[ -s wanted ] && same "$name" got wanted || not_ok "$name: something to count"
}
for measure in at-end started ended during duration ended-duration subsequent; do
	agree "--$measure" $measure 0 "" --$measure
done
agree "the default is --at-end" at-end 0 ""
agree "--calendar" at-end 1 "" --calendar
agree "--duration --calendar" duration 1 "" --calendar --duration
agree "-k area" at-end 0 "7" -k area
agree "-k area,sex --started" started 0 "7 8" -k area,sex --started
agree "-k sex --subsequent" subsequent 0 "8" -k sex --subsequent
agree "-k age,sex --ended-duration" ended-duration 0 "1 8" --keys age,sex --ended-duration
agree "-k sex --skip-bad" at-end 0 "8" -k sex --skip-bad
agree "--no-child-checks" during 0 "" --no-child-checks --during
agree "--subsequent --skip-bad" subsequent 0 "" --subsequent --skip-bad

# A table by construction: the loops set how many plans are open, start and end in each quarter.
awk 'BEGIN {
	print "child_id,plan_start,plan_end,category"
	split("NEG PHY SAB EMO MUL", code, " ")
	split("2014-04-01 2014-07-01 2014-10-01 2015-01-01", first, " ")
	split("2014-06-30 2014-09-30 2014-12-31 2015-03-31", last, " ")
	for (c = 1; c <= 5; c++)
		for (q = 1; q <= 4; q++)
			for (i = 1; i <= 6 - c + q; i++)	# start on the first day, end on the last of q + 1 if i > 3
				print ++n "," first[q] "," (i > 3 && q < 4 ? last[q + 1] : "") "," code[c]
}' >built
table() { # formula in c and q: the tidy rows of NAME by construction
	awk -v name="$1" "BEGIN {
		split(\"Neglect,Physical abuse,Sexual abuse,Emotional abuse,Mixed categories\", label, \",\")
		for (c = 1; c <= 5; c++) for (q = 1; q <= 4; q++) { v = $2; total[q] += v
			print name \",\" label[c] \",2014-15 Q\" q \",\" v }
		for (q = 1; q <= 4; q++) print name \",Total,2014-15 Q\" q \",\" total[q]
	}"
}
# Of the plans of quarter q, 3 - c + q (or none) end on the last day of q + 1, on which they are not
# open.
expect() { # name measure formula
	cp-categorise "--$2" built | sed 1d | cut -d, -f1-4 >got
	table "$1" "$3" >wanted
	same "by construction: --$2" got wanted
}
expect "Child protection plans started" started "6 - c + q"
expect "Child protection plans ended" ended "q > 1 && q - 1 < 4 && 2 - c + q > 0 ? 2 - c + q : 0"
expect "Child protection plans at quarter end" at-end \
	"(q * (6 - c) + q * (q + 1) / 2) - ((q > 1 && 4 - c > 0 ? 4 - c : 0) + (q > 2 && 5 - c > 0 ? 5 - c : 0) + (q > 3 && 6 - c > 0 ? 6 - c : 0))"
expect "Child protection plans open during the quarter" during \
	"(q * (6 - c) + q * (q + 1) / 2) - ((q > 2 && 4 - c > 0 ? 4 - c : 0) + (q > 3 && 5 - c > 0 ? 5 - c : 0))"

# The boundary rule, one plan at a time.
plan() { # start end options...: the categories' quarters with a count, as "Q2 Q3"
	printf 'child_id,plan_start,plan_end,category\n1,%s,%s,NEG\n' "$1" "$2" >one
	shift 2
	cp-categorise -q --quarters 2014-15 "$@" one | awk -F, 'NR > 1 && $2 != "Total" && $4 > 0 { print substr($3, 9) }' | xargs
}
is "open on D: starts on the quarter's last day" "$(plan 2014-06-30 2014-07-01)" Q1
is "not open on D: ends on the quarter's last day" "$(plan 2014-04-02 2014-06-30)" ""
is "ends the day after" "$(plan 2014-04-02 2014-07-01)" Q1
is "during: ends on the quarter's first day" "$(plan 2014-04-02 2014-07-01 --during)" Q1
is "during: ends on the second day" "$(plan 2014-04-02 2014-07-02 --during)" "Q1 Q2"
is "during: starts on the quarter's last day" "$(plan 2014-06-30 2014-07-01 --during)" Q1
is "a plan of one day is open on no day" "$(plan 2014-05-05 2014-05-05 --during)$(plan 2014-06-30 2014-06-30)" ""
is "but started and ended" "$(plan 2014-05-05 2014-05-05 --started) $(plan 2014-05-05 2014-05-05 --ended)" "Q1 Q1"
is "open since long, and still" "$(plan 1999-01-01 '')" "Q1 Q2 Q3 Q4"
is "a leap day" "$(plan 2012-02-29 2015-02-28)" "Q1 Q2 Q3"
band() { # start: the band on 30 June 2014, or at --ended-duration
	printf 'child_id,plan_start,plan_end\n1,%s,%s\n' "$1" "$2" >one
	cp-categorise -q --quarters '2014-15 Q1' "${3:---duration}" one | awk -F, 'NR > 1 && $2 != "Total" && $4 > 0 { print $2 }'
}
is "3 months to the day" "$(band 2014-03-30)" "3 months or less"
is "31 March is three months old on 30 June" "$(band 2014-03-31)" "3 months or less"
is "3 months and a day" "$(band 2014-03-29)" "Over 3 to 6 months"
is "6 months to the day" "$(band 2013-12-30)" "Over 3 to 6 months"
is "31 December is six months old on 30 June" "$(band 2013-12-31)" "Over 3 to 6 months"
is "6 months and a day" "$(band 2013-12-29)" "Over 6 months to under 1 year"
is "a year less a day" "$(band 2013-07-01)" "Over 6 months to under 1 year"
is "a year" "$(band 2013-06-30)" "1 year to under 2 years"
is "two years less a day" "$(band 2012-07-01)" "1 year to under 2 years"
is "two years" "$(band 2012-06-30)" "2 years or more"
is "ended after two years to the day" "$(band 2012-05-05 2014-05-05 --ended-duration)" "2 years or more"
is "ended a day before" "$(band 2012-05-05 2014-05-04 --ended-duration)" ""
is "29 February: two years on 28 February" \
	"$(printf 'child,start,end\n1,2012-02-29,2014-02-28\n' | cp-categorise -q --ended-duration | grep -c ',1,100$')" 1

# Quarters.
like "zeros for every quarter between" "$(printf 'child,start,end,category\n1,2012-04-01,2012-05-01,NEG\n2,2014-04-01,,NEG\n' |
	cp-categorise -q --wide)" '^Neglect,0,0,0,0,0,0,0,0,1 \(100%\)$'
is "--quarters beyond the data: zeros" "$(cp-categorise -q --quarters '2020-21 Q1..2020-21 Q2' --wide built | sed -n '1p;$p')" \
	"Child protection plans at quarter end,2020-21 Q1,2020-21 Q2
Total,79,79"
cp-categorise built >all
cp-categorise --quarters '2014-15 Q2..2014-15 Q3' built >some
is "--quarters is the same table, cut" "$(cat some)" "$(grep -E 'indicator|Q2|Q3' all)"
run cp-categorise --quarters '2014-15 Q1..2015-16 Q1' built
is "a last quarter that the records may know nothing of is said" "$status $err" "0 cp-categorise: note: built: no plan starts or ends \
after 2015-03-31; if the records were taken before the end of 2015-16 Q1, its figures are not final"
is "a year is its four quarters" "$(cp-categorise --quarters 2014-15 built)" "$(cat all)"
is "-y and bare quarters" "$(cp-categorise -y 2014-15 --quarters Q2..Q3 built)" "$(cat some)"
is "calendar notation asks for calendar quarters" "$(cp-categorise --quarters 2014-Q3..2014-Q4 --wide built | head -1)" \
	"Child protection plans at quarter end,2014-Q3,2014-Q4"
is "--calendar: a year is its four quarters" "$(cp-categorise --calendar --quarters 2014 --wide built | head -1)" \
	"Child protection plans at quarter end,2014-Q1,2014-Q2,2014-Q3,2014-Q4"
for wrong in '2014-15 Q3..2014-15 Q1' 'Q1' '2014-15 Q1..2014-Q4' 'x' '2014-06' '..' '2014-15 Q1..'; do
	run cp-categorise --quarters "$wrong" built
	is "--quarters '$wrong' is wrong usage" "$status $out" "2 "
done
run cp-categorise --calendar --quarters '2014-15 Q1' built
is "--calendar with financial quarters is wrong usage" "$status" 2

# Which category is used, from which columns.
cat >both <<'END'
LAchildID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,LatestCategoryOfAbuse
1,2014-04-01,2014-08-01,NEG,EMO
2,2014-04-01,2014-08-01,NEG,
END
run cp-categorise -k LatestCategoryOfAbuse,sex both
is "-k: a column that is not there" "$status $out" "2 "
sed 1s/LAchildID/Period/ both >clash
run cp-categorise -q --no-child-checks -k Period clash
is "-k: no two columns of one name in the output" "$status $out$err" \
	"2 cp-categorise: --keys: 'period' is the name of another column of the output; expected other columns"
for form in "total --detail share" "verdict --tests" "statistic --detail tests"; do
	set -- $form
	name=$1
	shift
	sed "1s/LAchildID/$name/" both >clash
	run cp-categorise -q --no-child-checks -k "$name" "$@" clash
	is "-k: nor in the output of $*" "$status $out$err" \
		"2 cp-categorise: --keys: '$name' is the name of another column of the output; expected other columns"
done
one() { cp-categorise -q "$@" both | awk -F, 'NR > 1 && $4 > 0 && $2 != "Total" { print $2 "=" $4 }' | sort -u | xargs; }
is "open: the latest category, where blank the initial" "$(one --quarters '2014-15 Q1')" "Emotional abuse=1 Neglect=1"
is "started: the initial category" "$(one --started)" "Neglect=2"
is "ended: the latest category" "$(one --ended)" "Emotional abuse=1 Neglect=1"
is "-c category=NAME: that for all" "$(one -c category=InitialCategoryOfAbuse --ended)" "Neglect=2"
run cp-categorise -v both
like "-v says which" "$err" "plan records, categories from 'LatestCategoryOfAbuse', where blank from 'InitialCategoryOfAbuse'"
like "-v says counts too" "$(cp-categorise -v "$data/cp-categorise/counts.csv" 2>&1 >/dev/null)" "counts"
printf 'Child ID,Start date,End date,Category of Abuse\n1,2014-04-01,,NEG\n' >spaced
is "headings as people write them" "$(cp-categorise -q spaced | sed -n 2p)" "Child protection plans at quarter end,Neglect,2014-15 Q1,1,100"
sed '1s/LatestCategoryOfAbuse/category/' both >two
run cp-categorise two
is "a category beside an initial one is not guessed" "$status" 2
cut -d, -f1-3 both >none
run cp-categorise none
like "no category: the message names the columns" "$err" "none:1: no column for the category of abuse; expected category"
cp-categorise -q --duration none >/dev/null && ok "durations need none" || not_ok "durations need none"
cut -d, -f2- both >nochild
run cp-categorise nochild
like "no child id: the message" "$err" "nochild:1: no column for the role child_id"
run cp-categorise --no-child-checks nochild
is "--no-child-checks needs none" "$status" 0
cut -d, -f1,2,4 both >noend
run cp-categorise noend
like "no end column: not taken as open" "$err" "noend:1: no column for the role plan_end"
sed 's/2014-\(..\)-\(..\)/\2\/\1\/2014/g' both >dmy
is "dates as 30/06/2014" "$(cp-categorise -q dmy)" "$(cp-categorise -q both)"
sed 's/\(2014-..-..\)/\1T00:00:00/g' both >times
is "dates with midnight behind them" "$(cp-categorise -q times)" "$(cp-categorise -q both)"
printf 'code,label\nNEG,Neglect or want of care\nEMO,Emotional\nXYZ,Other known\n' >own
is "--categories: their order and labels, zeros too" "$(cp-categorise --categories own --quarters '2014-15 Q1' both | cut -d, -f2,4 | xargs)" \
	"category,value Neglect or want of care,1 Emotional,1 Other known,0 Total,2"
for wrong in '--started --ended' '--subsequent --no-child-checks' '--subsequent --tests' '--indicator x' '--kind stock'; do
	run cp-categorise $wrong both
	is "$wrong is wrong usage" "$status $out" "2 "
done
for option in --started --calendar --skip-bad --no-child-checks; do
	run cp-categorise $option "$data/cp-categorise/counts.csv"
	like "$option is not for counts" "$status $err" "^2 .*$option is for plan records"
done
like "--tests: a trend of plans at quarter ends has no p" "$(cp-categorise -q --tests --quarters 2012-13 plans.csv)" \
	'^cochran_armitage,Neglect,.*not_tested,most plans open in one period'
like "of plans started it has" "$(cp-categorise -q --tests --started --quarters 2012-13 plans.csv)" '^cochran_armitage,Neglect,.*(not_shown|rising|falling),$'
for measure in at-end started ended during; do
	cp-categorise -q --$measure --quarters 2012-13 plans.csv >tidy
	is "--tests of --$measure, read again as counts: the same" "$(cp-categorise --tests tidy 2>&1)" \
		"$(cp-categorise -q --tests --$measure --quarters 2012-13 plans.csv)"
done
is "text" "$(cp-categorise -f text --quarters '2014-15 Q1' both | sed -n 3p)" "Neglect                                   1 (50%)"
is "--detail share: count, total and percent of any measure" \
	"$(cp-categorise -q --detail share --ended-duration --quarters '2014-15 Q2' both | tail -1 | cut -d, -f1-7)" "1,2014-15 Q2,2 years or more,0,2,0,NA"
is "a heading and no rows" "$(head -1 both | cp-categorise)" "indicator,category,period,value,percentage"

# Earlier plans by the number in the census: together with those in the records, and where the two
# differ.
cat >census <<'END'
LAchildID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,NumberOfPreviousCPP
1,2014-04-01,2014-05-01,NEG,0
2,2014-04-01,2014-05-01,NEG,2
3,2014-04-01,2014-05-01,NEG,
3,2014-06-01,,NEG,0
4,2014-04-01,2014-05-01,NEG, 1
4,2014-06-01,,NEG,2
END
run cp-categorise --subsequent --wide census
is "NumberOfPreviousCPP: 2, 3's second and both of 4" "$status $(sed 1d out | cut -d, -f2 | xargs)" "0 4 (67%) 2 (33%) 6"
is "what it cannot tell, and where the records say more, is said" "$err" "cp-categorise: note: second or later only by the number of previous \
plans: 2 of 6 plans; not counted as within two years of the last, whose end is not known
cp-categorise: note: 0 previous plans, although the input has one: 1 of 6 plans; counted as second or later"
is "with -k" "$(cp-categorise -q -k LAchildID --subsequent census | grep 'later plan,' | cut -d, -f5 | xargs)" "0 1 1 2"
is "the role by name" "$(sed 1s/Number.*/n/ census | cp-categorise -q -c previous_plans=n --subsequent --wide)" "$(cat out)"
sed 's/,2$/,two/' census >wrong
run cp-categorise --subsequent wrong
like "a number that is none" "$status $err" "^2 cp-categorise: wrong:3: NumberOfPreviousCPP: 'two' is not a count; expected a whole number"
run cp-categorise --subsequent --skip-bad wrong
like "and left out" "$status $err" "^0 cp-categorise: note: left out 2 of 6 plans: 2 with a cell that is not a number of previous plans"
run cp-categorise wrong
is "only --subsequent asks for it" "$status" 0

# Faults, each with its line; --skip-bad leaves them out and counts them.
fault() { # record name pattern summary: the record is on line 3, after a correct one of child 1
	printf '%s\n' 'child_id,plan_start,plan_end,category' '1,2014-04-01,2014-06-30,NEG' "$1" >faulty
	shift
	run cp-categorise faulty
	is "$1: an error, nothing printed" "$status $out" "2 "
	like "$1: with its line" "$err" "^cp-categorise: faulty:3: $2"
	run cp-categorise --skip-bad --started --wide faulty
	is "$1: --skip-bad counts the rest" "$status $(tail -1 out)" "0 Total,1"
	is "$1: --skip-bad says how many" "$err" "cp-categorise: note: left out 1 of 2 plans: 1 $3"
	run cp-categorise --skip-bad -v --started faulty
	like "$1: and with -v which" "$err" "faulty:3: $2"
}
fault '2,2014-05-02,2014-05-01,NEG' "end before start" "plan_end: the plan ends on 2014-05-01, before it starts on 2014-05-02" "with an end before the start"
fault '2,,2014-05-01,NEG' "no start" "plan_start: blank" "without a start"
fault '2,01/05/2014,,NEG' "dates in two formats" "plan_start: '01/05/2014' is not in the format of the dates before it" "with a date in a second format"
fault '2,2014-05-01,31/12/2014,NEG' "dates in two formats, in one record" "plan_end: '31/12/2014' is not in the format" "with a date in a second format"
fault '2,2014-06-31,,NEG' "31 June" "plan_start: '2014-06-31' is not a date" "with a cell that is not a date"
fault '2,2014-05-01,soon,NEG' "a word for a date" "plan_end: 'soon' is not a date" "with a cell that is not a date"
fault '2,0214-05-01,,NEG' "a year that cannot be" "plan_start: '0214-05-01' is out of range" "with a date outside 1900 to 2078"
fault '2,2014-05-01,2079-01-01,NEG' "a year far ahead" "plan_end: '2079-01-01' is out of range" "with a date outside 1900 to 2078"
fault ' ,2014-05-01,,NEG' "no child id" "child_id: blank" "without a child id"
fault '2,2014-05-01,,' "no category" "category: blank" "without a category"
fault '2,2014-05-01,,Negelct' "an unknown category" "category: 'Negelct' is not a known category; did you mean 'Neglect'\?" "of an unknown category"
fault '1,2014-04-01,2014-06-30,EMO' "the same plan twice" "the same plan as on line 2: same child, start and end" "given twice"
fault ' 1 ,2014-06-29,,EMO' "two plans open at once" \
	"a plan from 2014-06-29 while the child's plan on line 2 lasts until 2014-06-30" "open at the same time as another of the child"
{ echo 'child,start,end,category'; echo '7,2014-05-01,,NEG'; echo '7,2014-04-01,,NEG'; } >late
like "of two at once the later start is at fault, whatever its line" "$(cp-categorise late 2>&1)" \
	"late:2: a plan from 2014-05-01 while the child's plan on line 3 is open"
{ echo 'child,start,end,category'; echo '7,2014-05-01,2014-06-01,NEG'; echo '7,2014-06-01,,NEG'; echo '7,2014-05-20,2014-05-20,NEG'; } >touch
run cp-categorise touch
is "plans that touch, and a plan of one day within another, are not open at once" "$status $err" "0 "
{
	echo 'child,start,end,category,note'
	printf '7,2014-05-01,,NEG,"two\nlines"\n8,2014-05-01,,NEG,\n7,2014-06-01,,NEG,\n'
} >lines
like "lines are true beyond quoted newlines" "$(cp-categorise lines 2>&1)" "lines:5: .* on line 2 is open"
head -2 late >first
{ head -1 late; tail -1 late; } >second
like "a plan in another file is named with it" "$(cp-categorise first second 2>&1)" \
	"first:2: a plan from 2014-05-01 while the child's plan on line 2 of second is open"
# Three plans at once: the second is at fault; without the second, the third is not.
printf 'child,start,end,category\n1,2014-04-01,2014-05-01,NEG\n1,2014-04-20,2014-09-01,EMO\n1,2014-06-01,,PHY\n' >three
run cp-categorise --skip-bad --started --wide three
is "what follows a fault is judged without it" "$err" \
	"cp-categorise: note: left out 1 of 3 plans: 1 open at the same time as another of the child"
is "and the plan left out is taken out of the table" "$(cut -d, -f2 out | xargs)" "2014-15 Q1 1 (50%) 1 (50%) 0 (0%) 0 (0%) 0 (0%) 2"
printf '%s\n' child,start,end,category,area 1,2014-04-01,2014-05-01,NEG,North 1,2014-04-20,2014-09-01,EMO,South \
	1,2014-06-01,,PHY,South >grouped
is "out of the table of its group" "$(cp-categorise -q --skip-bad --started --wide -k area grouped | cut -d, -f3 | xargs)" \
	"2014-15 Q1 1 (100%) 0 (0%) 0 (0%) 0 (0%) 0 (0%) 1 0 (0%) 1 (100%) 0 (0%) 0 (0%) 0 (0%) 1"
sed s/2014-09-01/2041-09-01/ three >typo
is "and out of the quarters that the records cover" "$(cp-categorise -q --skip-bad --wide typo | head -1) $(cp-categorise -q \
	--no-child-checks --wide typo | head -1 | tr -dc Q)" "Child protection plans at quarter end,2014-15 Q1 $(printf '%110s' | tr ' ' Q)"
awk 'BEGIN { print "child,start,end,category"; for (i = 0; i < 1500; i++) print i ",,,NEG" }' >many
run cp-categorise many
is "1,000 messages, then a count" "$(wc -l <err) $(tail -1 err)" \
	"1001 cp-categorise: 1500 of 1500 plans at fault (-v lists them all): 1500 without a start; --skip-bad leaves them out"
is "-v names them all" "$(cp-categorise -v many 2>&1 | wc -l)" 1502
run cp-categorise --skip-bad many
is "all left out: a heading" "$status $out" "0 indicator,category,period,value,percentage"
run cp-categorise --no-child-checks three
is "--no-child-checks does not look across plans" "$status $err" "0 "

# Damaged input; output that cannot be written.
damage() { # name sed-expression pattern
	sed "$2" both >damaged
	run cp-categorise damaged
	is "$1: status 2, nothing printed" "$status $out" "2 "
	like "$1: with its place" "$err" "$3"
}
damage "ragged" '3s/,$//' '^cp-categorise: damaged:3:'
damage "stray quote" '2s/NEG/NE"G/' '^cp-categorise: damaged:2:'
damage "unclosed quote" '2s/NEG/"NEG/' '^cp-categorise: damaged:2:'
damage "blank line" '2s/.*//' '^cp-categorise: damaged:2:'
damage "two columns for a start" '1s/LAchildID/start/' "^cp-categorise: damaged:1: two columns could be the plan_start"
head -c 100 both | tr '1' '\000' >damaged
run cp-categorise damaged
is "NULs: status 2" "$status $out" "2 "
{ head -2 both >first; sed 2d both >second; }
is "several files are one data set" "$(cp-categorise -q first second)" "$(cp-categorise -q both)"
if [ -w /dev/full ]; then
	for form in '' '-f text' --wide --tests '--detail share'; do
		cp-categorise -q $form both >/dev/full 2>err
		is "a full disk is status 2 $form" "$? $(grep -c 'No space left' err)" "2 1"
	done
fi
done_testing
