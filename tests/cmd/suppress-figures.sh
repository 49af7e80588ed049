#!/bin/sh
# csv-suppress: sums that no label gives away, but the figures do.
. "${0%/*}/../tap/tap.sh"

table() { # FILE HEADING, then rows: writes the file
	file=$1
	shift
	printf '%s\n' "$@" >"$file"
}

hidden() { # of `out`: its rows that have c, between semicolons
	grep ',c\(,\|$\)' out | sed 's/,c.*//' | paste -sd';' -
}

found() { # of `err`: the sums by figures, between semicolons
	sed -n 's/^csv-suppress: [^:]*: \(.* (by their figures).*\)/\1/p' err | paste -sd';' -
}

hides() { # NAME SUMS HIDDEN: that of t.csv
	run csv-suppress t.csv
	is "$1" "$status $(found): $(hidden)" "0 $2: $3"
}

# Words and order
table t.csv area,indicator,value Darlington,Referrals,43 Darlington,Re-referrals,3 "Darlington,First-time referrals,40"
hides "a whole, and two parts with its name" "indicator: Referrals = Re-referrals + First-time referrals (by their figures)" \
    "Darlington,Re-referrals;Darlington,First-time referrals"
run csv-suppress -q t.csv
is "-q: not said, but known" "$status $err $(hidden)" "0  Darlington,Re-referrals;Darlington,First-time referrals"
run csv-suppress --proof proof.csv t.csv
is "in the proof" "$(sed -n 's/^.*,secondary,//p' proof.csv)" "38,42,optimal"
table t.csv sex,value Boys,13 Girls,3 Children,16
hides "all others, last" "sex: Children = Boys + Girls (by their figures)" "Boys;Girls"
table t.csv area,value A,3 B,20 "All other areas,23"
hides "what is called other is a part" "" A
table t.csv category,value Neglect,3 Physical,11 Emotional,14 Sexual,9
hides "three of four by chance" "" Neglect
table t.csv area,age_band,value A,0-4,3 A,5-9,12 A,0-9,15 A,10-17,20 A,0-17,35
hides "ages within ages" "" "A,0-4;A,5-9"
table t.csv area,value A,13 B,3 C,20 D,9 "Total excluding D,36" Total,45
run csv-suppress t.csv
is "all but one" "$status $(grep -c 'C + A + B\|A + B + C' err) $(hidden)" "0 1 A;B"

# Periods
table t.csv period,area,value "2014-15 Autumn term,A,3" "2014-15 Spring term,A,13" "2014-15 Summer term,A,11" 2014-15,A,27
hides terms "period: 2014-15 = 2014-15 Autumn term + 2014-15 Spring term + 2014-15 Summer term (by their figures)" \
    "2014-15 Autumn term,A;2014-15 Summer term,A"
table t.csv period,area,value "2014-15 Q1,A,3" "2014-15 Q2,A,13" "2014-15 H1,A,16" "2014-15 Q3,A,11" "2014-15 Q4,A,10"
hides "a half-year" "period: 2014-15 H1 = 2014-15 Q1 + 2014-15 Q2 (by their figures)" "2014-15 Q1,A;2014-15 Q2,A"
table t.csv period,area,value "2014-15 Q1,A,25" "2014-15 Q2,A,11" "2014-15 Q3,A,1" "2014-15 Q4,A,2" \
    "2014-15 Q1 to Q2,A,36" "2014-15 Q1 to Q3,A,37" 2014-15,A,39
hides "quarters to date" "" "2014-15 Q3,A;2014-15 Q4,A;2014-15 Q1 to Q3,A"
sed 's/2014-15 Q1 to Q2/Q1-Q2 2014-15/; s/2014-15 Q1 to Q3/April to December 2014/' t.csv >months.csv
run csv-suppress months.csv
is "and by months" "$status $(hidden)" "0 2014-15 Q3,A;2014-15 Q4,A;April to December 2014,A"
table t.csv period,area,value 2012,A,3 2013,A,13 2014,A,11 2012-2014,A,27 2015,A,9 2013-2015,A,33
hides "three years" "period: 2012-2014 = 2012 + 2013 + 2014 (by their figures);period: 2013-2015 = 2013 + 2014 + 2015 (by their figures)" \
    "2012,A;2012-2014,A"
for year in Year Annual; do
	table t.csv quarter,area,value Q1,A,3 Q2,A,13 Q3,A,11 Q4,A,10 $year,A,37
	hides "$year among quarters" "quarter: $year = Q1 + Q2 + Q3 + Q4 (by their figures)" "Q1,A;Q4,A"
done
table t.csv period,area,value "2014-15 Q1,A,3" "2014-15 Q2,A,13" "2014-15 Q3,A,11" "2014-15 Q4,A,27"
hides "no quarter is the sum of three others" "" "2014-15 Q1,A"
table t.csv period,indicator,value "2014-15 Q1,Starts,3" "2014-15 Q2,Starts,13" "2014-15 Q3,Starts,11" "2014-15 Q4,Starts,10" \
    2014-15,Starts,37 "2014-15 Q1,Plans at end,43" "2014-15 Q2,Plans at end,43" "2014-15 Q3,Plans at end,41" \
    "2014-15 Q4,Plans at end,40" "2014-15,Plans at end,40"
hides "a year in one indicator, not in the other" "" "2014-15 Q1,Starts;2014-15 Q4,Starts"

# Figures alone: in several groups
LC_ALL=C awk 'BEGIN { print "area,category,value"
	split("Darlington Durham Gateshead Hartlepool Sunderland", area)
	split("13 20 31 3 45 8 12 23 9 30 21 6 7 14 19 10 2 16 22 11", v)
	for (c = 0; c < 4; c++) {
		for (a = 1; a <= 5; a++)
			print area[a] ",C" c "," v[5 * c + a]
		print "Tees Valley,C" c "," v[5 * c + 1] + v[5 * c + 4]
	}
}' >t.csv
hides "some of the areas" "area: Tees Valley = Darlington + Hartlepool (by their figures)" \
    "Darlington,C0;Hartlepool,C0;Durham,C3"
table t.csv area,sex,value A,Female,3 A,Male,12 A,Persons,15 B,Female,13 B,Male,12 B,Persons,25 C,Female,17 C,Male,12 C,Persons,29 \
    D,Female,13 D,Male,12 D,Persons,26
run csv-suppress t.csv
like "one of four totals is wrong" "$status $err" "^2 csv-suppress: t.csv:13: value: D, Persons is not the sum of its parts"

# Totals that add up without subtotals
table t.csv area,ethnicity,value A,White,3 A,Asian,12 A,Black,22 "A,Total known,37" "A,Not known,15" A,Total,52
run csv-suppress t.csv
is "Total known" "$status $(hidden)" "0 A,White;A,Asian"
is "said" "$(head -1 err)" "csv-suppress: t.csv: ethnicity: the totals add up without 'Total known': it is taken as the sum of others"
table t.csv area,category,value A,Girls,3 A,Boys,12 "A,Under 5,7" "A,5 and over,8" A,Total,15 \
    B,Girls,13 B,Boys,12 "B,Under 5,17" "B,5 and over,8" B,Total,25
hides "one total of two sets of parts" "category: Total = Girls + Boys (by their figures)" "A,Girls;A,Boys"
table t.csv area,category,value "A,Family dysfunction,5" "A,Family stress,4" "A,Abuse or neglect,56" A,Physical,9 A,Family,9 A,Neglect,2 \
    A,Sexual,45 A,Total,65 "B,Abuse or neglect,8" "B,Family stress,8" B,Physical,7 B,Family,11 B,Sexual,1 "B,Family dysfunction,3" \
    B,Neglect,0 B,Total,19
run csv-suppress t.csv
is "two levels in any order" "$status $(grep -c "the totals add up without 'Abuse or neglect': it is taken as the sum of others" err)" "0 1"
table t.csv area,age_band,value "A,Under 1,59" A,1-4,33 A,5-9,12 A,10-15,50 A,16-17,3 "A,Under 5,92" A,0-17,157 A,Total,157 \
    "B,Under 1,54" B,1-4,8 B,5-9,13 B,10-15,22 B,16-17,30 "B,Under 5,62" B,0-17,127 B,Total,127
run csv-suppress t.csv
is "ages that overlap, and their total" "$status $(hidden)" "0 A,5-9;A,16-17"
table t.csv area,category,value A,Neglect,13 A,Physical,3 A,Emotional,9 A,Total,26
run csv-suppress t.csv
is "a total that is wrong is refused" "$status $(wc -c <out)" "2 0"

# Zeros make coincidences: what labels say comes first
table t.csv age_band,value 0-4,30 5-9,194 10-14,0 15-17,5 0-9,224 10-17,5 Total,229
hides "ages within ages, one with a part of 0" \
    "age_band: 10-17 = 10-14 + 15-17 (by their figures);age_band: 0-9 = 0-4 + 5-9 (by their figures)" "15-17;10-17;Total"
table t.csv area,age_band,value A,0-4,0 A,5-9,194 A,10-14,0 A,15-17,5 A,0-9,194 A,10-17,5 A,Total,199 \
    B,0-4,0 B,5-9,37 B,10-14,3 B,15-17,129 B,0-9,37 B,10-17,132 B,Total,169
run csv-suppress t.csv
is "and in two areas" "$status $(head -1 err)" \
    "0 csv-suppress: t.csv: age_band: the totals add up without '0-9', '10-17': they are taken as sums of others"
is "each subtotal is protected" "$(hidden)" "A,15-17;A,10-17;A,Total;B,10-14;B,15-17"
table t.csv age_band,value 0-4,30 5-9,c 10-14,20 15-17,5 0-9,224 10-17,25 Total,249
run csv-suppress t.csv
is "also where a count is hidden in every group" "$status $(head -1 err)" \
    "0 csv-suppress: t.csv: age_band: the totals add up without '0-9', '10-17': they are taken as sums of others"
table t.csv category,value 1,24 1.1,24 1.2,0 2,33 2.1,3 2.2,30 Total,57
hides "codes within codes" "category: 1 = 1.1 + 1.2 (by their figures);category: 2 = 2.1 + 2.2 (by their figures)" "2.1;2.2"
table t.csv category,value Girls,0 Boys,12 "Under 5,0" "5 to 9,8" "10 to 17,4" Total,12
run csv-suppress t.csv
is "girls and boys next to ages" "$status $(head -1 err)" \
    "0 csv-suppress: t.csv: category: the totals add up without 'Girls', 'Boys': they are taken as parts in another way"
table t.csv period,indicator,value "2014-15 Q1,Opening,5" "2014-15 Q1,Starts,20" "2014-15 Q1,Ends,12" "2014-15 Q1,Closing,13" \
    "2014-15 Q2,Opening,13" "2014-15 Q2,Starts,9" "2014-15 Q2,Ends,0" "2014-15 Q2,Closing,22" "2014-15 Q3,Opening,22" \
    "2014-15 Q3,Starts,11" "2014-15 Q3,Ends,0" "2014-15 Q3,Closing,33"
hides "closing is not opening and starts because nothing ended" \
    "indicator: 2014-15 Q2, Opening = 2014-15 Q1, Closing (by their figures);indicator: Opening + Starts = Ends + Closing (by their figures)" \
    "2014-15 Q1,Opening;2014-15 Q1,Ends"

# A place next to its authorities
tees='Hartlepool,36 Darlington,21 Middlesbrough,0 Stockton-on-Tees,2 Redcar%and%Cleveland,0'
lines() { # WORDS: a row for each, of which a blank is a %
	printf '%s\n' $1 | tr % ' '
}
{ lines "area,value $tees"; lines 'Tees%Valley,59 Gateshead,32 Durham,171'; } >t.csv
hides "after them" \
    "area: Tees Valley = Redcar and Cleveland + Stockton-on-Tees + Middlesbrough + Darlington + Hartlepool (by their figures)" \
    "Darlington;Stockton-on-Tees"
{ lines "area,value Tees%Valley,59 $tees"; lines 'Gateshead,35 Durham,25'; } >t.csv
hides "before them" \
    "area: Tees Valley = Hartlepool + Darlington + Middlesbrough + Stockton-on-Tees (by their figures)" \
    "Darlington;Stockton-on-Tees"
{ lines "area,value Tees%Valley,59 $tees"; lines 'Gateshead,36 Durham,24 Total,119'; } >t.csv
run csv-suppress t.csv
is "and a total" "$status $(hidden) $(head -1 err)" \
    "0 Darlington;Stockton-on-Tees csv-suppress: t.csv: area: the totals add up without 'Tees Valley': it is taken as the sum of others"

# Flows
table t.csv period,area,indicator,value "2014-15 Q1,A,Plans at start,40" "2014-15 Q1,A,Plans started,3" "2014-15 Q1,A,Plans ended,8" \
    "2014-15 Q1,A,Plans at end,35" "2014-15 Q2,A,Plans at start,35" "2014-15 Q2,A,Plans started,13" "2014-15 Q2,A,Plans ended,9" \
    "2014-15 Q2,A,Plans at end,39"
hides "from start to end" "indicator: 2014-15 Q2, Plans at start = 2014-15 Q1, Plans at end (by their figures);indicator: Plans at start + Plans started = Plans ended + Plans at end (by their figures)" \
    "2014-15 Q1,A,Plans started;2014-15 Q1,A,Plans ended"
table t.csv period,indicator,value "2014-15 Q1,Opening,8" "2014-15 Q1,Started,1" "2014-15 Q1,Ended,9" "2014-15 Q1,Closing,0"
hides "also to an end of 0" "indicator: Opening + Started = Ended + Closing (by their figures)" "2014-15 Q1,Opening;2014-15 Q1,Started"
table t.csv period,indicator,value "2014-15 Q1,Referrals,12" "2014-15 Q2,Referrals,3" "2014-15 Q3,Referrals,20" \
    "2014-15 Q1,Referrals (year to date),12" "2014-15 Q2,Referrals (year to date),15" "2014-15 Q3,Referrals (year to date),35"
hides "a year to date" "indicator: 2014-15 Q2, Referrals (year to date) = 2014-15 Q1, Referrals (year to date) + 2014-15 Q2, Referrals (by their figures);indicator: Referrals (year to date) = Referrals (by their figures)" \
    "2014-15 Q1,Referrals;2014-15 Q2,Referrals;2014-15 Q1,Referrals (year to date)"
table t.csv period,indicator,value "2014-15 Q1,Plans,7" "2014-15 Q2,Plans,3" "2014-15 Q1,Plans (year to date),7" \
    "2014-15 Q2,Plans (year to date),10" "2014-15 Q1,Visits,0" "2014-15 Q2,Visits,0"
hides "with few figures, by its words" "indicator: 2014-15 Q2, Plans (year to date) = 2014-15 Q1, Plans (year to date) + 2014-15 Q2, Plans (by their figures);indicator: Plans (year to date) = Plans (by their figures)" \
    "2014-15 Q2,Plans;2014-15 Q2,Plans (year to date)"
table t.csv period,indicator,value "2014-15 Q1,Plans,14" "2014-15 Q2,Plans,17" "2014-15 Q2,Increase in plans,3"
hides "an increase" "indicator: 2014-15 Q2, Plans = 2014-15 Q2, Increase in plans + 2014-15 Q1, Plans (by their figures)" \
    "2014-15 Q1,Plans;2014-15 Q2,Increase in plans"

# Audits
table t.csv sex,value Boys,13 Girls,c Children,16
run csv-suppress --audit t.csv
is "an audit: not from marks alone" "$status $(tail -1 out)" "0 Girls,1,,open,"
table t.csv area,sex,value A,Boys,13 A,Girls,c A,Children,16 B,Boys,20 B,Girls,17 B,Children,37
run csv-suppress --audit t.csv
is "but where another group shows the sum" "$status $(tail -1 out)" \
    '1 A,Girls,3,3,pinned,Children = Boys + Girls (by their figures) of A'
table t.csv area,sex,value A,Boys,19 A,Girls,c A,Children,16 B,Boys,20 B,Girls,17 B,Children,37
run csv-suppress --audit t.csv
is "and where it cannot hold, it gives way" "$status $(tail -1 out)" "0 A,Girls,1,,open,"
table t.csv age_band,value 0-4,c 5-9,12 0-9,15
run csv-suppress --audit t.csv
is "ages: by labels alone" "$status $(tail -1 out)" "1 0-4,3,3,pinned,0-9 = 0-4 + 5-9 (by their labels)"
table t.csv area,value A,c B,14 C,8 "North East,30" "Total without A,22"
run csv-suppress --audit t.csv
is "and what is left out" "$status $(tail -1 out)" "0 A,8,8,pinned,\"North East less B, C\""

# Several publications
table earlier.csv area,sex,value A,Boys,c A,Girls,c B,Boys,20 B,Girls,17 C,Boys,9 C,Girls,12
table t.csv area,sex,value A,Children,16 A,Boys,13 B,Children,37 C,Children,21
run csv-suppress --published earlier.csv t.csv
is "a whole in one publication, its parts in another" "$status $(hidden)" "0 A,Boys"
run csv-suppress --audit --against earlier.csv t.csv
is "an audit of both" "$status $(tail -1 out)" "1 A,Girls,3,3,pinned,Children = Boys + Girls (by their figures) of A"
table earlier.csv indicator,period,value "Visits,2014-15 Q1,c" "Visits (year to date),2014-15 Q1,c"
table t.csv indicator,period,value "Visits,2014-15 Q2,68" "Visits (year to date),2014-15 Q2,72"
run csv-suppress --published earlier.csv t.csv
is "a year to date, by its words, protects what was hidden before" "$status $(hidden)" "0 Visits,2014-15 Q2"

done_testing
