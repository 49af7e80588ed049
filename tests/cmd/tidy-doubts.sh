#!/bin/sh
# csv-tidy: what cannot be read for certain is refused, with what to do about it.
. "${0%/*}/../tap/tap.sh"

run() { # command: status, out, err
	"$@" >out 2>err
	status=$?
	out=$(cat out)
	err=$(cat err)
}

# Two periods in one heading.
while IFS='|' read -r heading first second; do
	printf 'Area,%s\nSaltby,812\nFenwick,640\n' "$heading" >in
	run csv-tidy in
	is "$heading: refused" "$status$out" 2
	like "$heading: both periods are named" "$err" "in:1: .*: two periods, '$first' and '$second'"
done <<'.'
Referrals 2022-23 to 2023-24|2022-23|2023-24
Referrals 2022-23 and 2023-24|2022-23|2023-24
Plans 2022/23 - 2023/24|2022-23|2023-24
Referrals Q1 2023-24 to Q2 2023-24|Q1 2023-24|Q2 2023-24
Referrals Q1-Q2 2023-24|Q1|Q2 2023-24
Change 2022 to 2023|2022|2023
population_2021_2022|2021|2022
2021-2023|2021|2023
2019 - 21|2019|2021
Admissions 2019–21|2019|2021
2019/20 - 21/22|2019-20|2021-22
2022-23 (revised 2023-24)|2022-23|2023-24
Plans 31 March 2022 to 31 March 2023|31 March 2022|31 March 2023
.
# Each line: a heading, and the indicator and the period that it names.
of_one_period() {
	while IFS='|' read -r heading name period; do
		printf 'Area,%s\nSaltby,812\n' "$heading" >in
		run csv-tidy -q in
		is "$heading is of one period" "$status $out" "0 Area,indicator,category,period,value,percentage
Saltby,$name,,$period,812,"
	done
}
of_one_period <<'.'
Referrals 2023/24|Referrals|2023-24
Referrals 2022-2023|Referrals|2022-23
population_2021-22|population|2021-22
Referrals Year ending March 2023|Referrals|2022-23
Referrals Apr-Jun 2023|Referrals|2023-24 Q1
Referrals Year ending Mar-23|Referrals|2022-23
Referrals Quarter ending Jun-23|Referrals|2023-24 Q1
Referrals April 2022 to March 2023|Referrals|2022-23
Plans at 31 March 2023|Plans|2023-03-31
Plans 2022-23 (revised)|Plans|2022-23
2018-based population 2023|2018-based population|2023
.
printf 'Area,Q1 referrals 2023-24\nSaltby,812\n' >in
run csv-tidy in
like "a quarter and a year apart" "$status $err" "^2 .*Q1 referrals 2023-24: a quarter and a year apart, 'Q1' and '2023-24'; expected both together, such as 'Q1 2014-15'"
printf 'Area,Referrals 2022-23 to 2023-24\nSaltby,812\n' >in
run csv-tidy -c value='Referrals 2022-23 to 2023-24' --set period=2023-24 in
is "the way out" "$status $(sed 1d out)" "0 Saltby,Referrals 2022-23 to 2023-24,,2023-24,812,"
printf "Category,2021-22,Referrals 2022-23 to 2023-24\nNeglect,5,812\n" >in
run csv-tidy in
like "two periods beside one" "$status $out$err" "^2 csv-tidy: in:1: Referrals 2022-23 to 2023-24: two periods"
printf 'Area,population_2021_2022,population_2023\nSaltby,5,812\n' >in
run csv-tidy in
like "two periods after a name beside one" "$status $out$err" "^2 csv-tidy: in:1: .*population_2021_2022: two periods, '2021' and '2022'"
printf 'Plans 2022-23 and 2023-24,2022-23,2023-24,Change 2022-23 to 2023-24\nNeglect,5,8,3\n' >in
run csv-tidy in
is "a comparison passes through" "$status $(sed 1d out)" "0 3,Plans 2022-23 and 2023-24,Neglect,2022-23,5,
3,Plans 2022-23 and 2023-24,Neglect,2023-24,8,"
like "and is named" "$err" "in:1: Change 2022-23 to 2023-24: names a period among other words; passed through"
printf 'Area,Period,Value\nSaltby,2019/20 - 21/22,5\n' >in
run csv-tidy in
like "a cell of several years" "$status $err" "^2 .*in:2: Period: '2019/20 - 21/22' is a period of several years, which is not supported; expected one year, such as 2021-22 in its place, with '2019-20 to 2021-22' in the indicator's name"
run qtrend in
like "and in another filter" "$status $err" "^2 .*in:2: Period: '2019/20 - 21/22' is a period of several years"

# A year or a date elsewhere in a file's name than its period.
printf 'Indicator,Value\nPlans,5\n' >plans.csv
while IFS='|' read -r name number; do
	cp plans.csv "$name"
	run csv-tidy -y 2023-24 --set period=@name "$name"
	is "a file called $name: refused" "$status$out" 2
	like "a file called $name: why" "$err" "'$number', which (does not fit it|could be part of it)|more than one period"
done <<'.'
2425 plans Q1.csv|2425
2425plans Q1.csv|2425
24-25 plans Q1.csv|24-25
plans Q1 return 24_25.csv|24_25
plans Q1 FY25.csv|25
FY 25 plans Q1.csv|25
plansFY24 Q1.csv|24
plans_q1_20240630.csv|20240630
20230331 plans Q1.csv|20230331
30062024 plans Q1.csv|30062024
300624 plans Q1.csv|300624
202406 plans Q1.csv|202406
plans Q1 as at 12.07.24.csv|12.07.24
plans 2023-24 Q1 20230331.csv|20230331
2425 plans 2023-24 Q1.csv|2425
plans 2023-24 (24-25 definitions).csv|24-25
Q1 return July 24.csv|24
.
while read -r name; do
	cp plans.csv "$name"
	run csv-tidy -y 2023-24 --set period=@name "$name"
	is "a file called $name" "$status $(sed 1d out)" "0 Plans,,2023-24 Q1,5,"
done <<'.'
plans Q1.csv
2324 plans Q1.csv
23-24 plans Q1.csv
plans_q1_20230712.csv
plans_q1_20240331.csv
plans Q1 as at 12.07.23.csv
plans Q1 as at 11.12.23.csv
300623 plans Q1.csv
120723 plans Q1.csv
202306 plans Q1.csv
plans 2023-24 Q1 20250630.csv
team 1234 plans 2023-24 Q1.csv
ward 100199 plans 2023-24 Q1.csv
plans Q1 23-24 as at 12.07.25.csv
v2 plans 23-24 Q1 (2).csv
.
run csv-tidy -y 2023-24 --set 'period=@name:(Q.)' 'plans Q1 FY25.csv'
is "the way out: @name:ERE" "$status $(sed 1d out)" "0 Plans,,2023-24 Q1,5,"

# Lines with a number below a table.
refused() { # name pattern option...: the table on standard input
	cat >in
	name=$1 pattern=$2
	shift 2
	run csv-tidy "$@" in
	like "$name" "$status $(tail -n 1 err)" "^2 csv-tidy: $pattern"
}
refused "a number below a Source line" "in:6: 'Revised since last report' has figures, and is below the note on line 5; expected" <<'.'
Measure,Q1 2023-24,Q2 2023-24
Contacts,1,2
Plans,3,4

Source: X
Revised since last report,,12
.
refused "a number in each column below a note" "in:4: 'Revised' has figures, and is below the note on line 3" <<'.'
Measure,Q1 2023-24,Q2 2023-24
Contacts,1,2
Note: see the guidance,,
Revised,5,12
.
printf 'Indicator,Value\nPlans,5\nSource: X,\nRounded to,10\n' >in
run csv-tidy --set period=2014 in
like "the same of one column of values" "$status $(tail -n 1 err)" "^2 csv-tidy: in:4: 'Rounded to' has figures, and is below the note on line 3"
printf 'Measure,2014\nPlans,5\nSource: X\nmore of it,\n\nand more,\n' >in
run csv-tidy in
is "text below a note is a note" "$status $(sed 1d out)$err" "0 Plans,,2014,5,csv-tidy: in:3: not part of a table, left out: Source: X
csv-tidy: in:4: not part of a table, left out: more of it
csv-tidy: in:6: not part of a table, left out: and more"
refused "fewer figures after a blank line" "in:5: 'Figures rounded to, 10' has a blank line above it, and fewer figures than any row before that; expected no blank line if it is a row" <<'.'
Measure,Q1 2023-24,Q2 2023-24
Contacts,1,2
Plans,3,4

Figures rounded to,10,
and to,,5
.
run csv-tidy -q in
is "-q: refused, too" "$status" 2
refused "a row without the code of the others" "in:4: LA code: blank, and all rows above have a code; expected one for 'Figures for 2023 rounded to, 10', or no such line" --no-category --indicator Plans <<'.'
Local authority,LA code,2022,2023
Saltby,E06000901,5,6
Fenwick,E06000902,7,8
Figures for 2023 rounded to,,,10
.
refused "and after a blank line" "in:4: LA code: blank, and all rows above have a code" --no-category --indicator Plans <<'.'
Local authority,LA code,2023
Saltby,E06000901,6

Figures rounded to,,10
.
cat >in <<'.'
Measure,Q1 2023-24,Q2 2023-24
Contacts,1,2
Plans,3,4

Visits,,4
Reviews,5,6

Total,4,6
.
run csv-tidy in
is "blocks of rows" "$status $(sed 1d out | wc -l) $err" "0 10 "
cat >in <<'.'
Measure,Q1 2023-24,Q2 2023-24
Contacts,1,
Visits,,4
Plans,3,4
Reviews,5,6
.
run csv-tidy in
is "rows with a blank figure" "$status $err" "0 "
cat >in <<'.'
Measure,Q1 2023-24,Q2 2023-24
Contacts,1,2
Plans,3,4
Rounded to,10,
and to,,5
.
run csv-tidy in
is "the last rows have fewer figures" "$status $(sed 1d out | wc -l) $err" "0 8 csv-tidy: in:4: 'Rounded to, 10' has fewer figures than any row above, but is read as one; delete it if it is a note"
printf 'Measure,2014\nContacts,1\n\nRounded to,10\n' >in
run csv-tidy in
is "a row alone after a blank line" "$status $(tail -n 1 out) $err" "0 Rounded to,,2014,10, csv-tidy: in:4: 'Rounded to, 10' after a blank line is read as a row of the table"
cat >in <<'.'
Local authority,LA code,2022,2023
Saltby,E06000901,5,6
Fenwick,E06000902,7,8
Total,,12,14
.
run csv-tidy --no-category --indicator Plans in
is "a total without a code" "$status $(tail -n 1 out) $err" "0 Total,,Plans,,2023,14, csv-tidy: in:4: LA code: 1 row without a code, the first here"

# A column of codes is not what the rows are, where there is one of areas.
refused "codes alone beside the areas" "in:1: no column names what each row counts; expected one, or --indicator NAME" <<'.'
Area,Code,2022,2023
Saltby,E06000901,5,6
.
printf 'Area,Code,Type of abuse,2023\nSaltby,E06000901,Neglect,6\n' >in
run csv-tidy in
is "codes beside areas and a label" "$status $(sed 1d out)" "0 Saltby,E06000901,Type of abuse,Neglect,2023,6,"

# Headings repeated after each period.
while IFS='|' read -r y heading; do
	printf '%s\nNeglect,130,70,94,68.5\n' "$heading" >in
	run csv-tidy -q -y "$y" in
	is "$heading: percentages" "$status $(sed 1d out)" "0 Category,Neglect,2023-24 Q1,130,70
Category,Neglect,2023-24 Q2,94,68.5"
done <<'.'
2023-24|Category,Q1,%,Q2,%
2023-24|Category,Q1,Percentage,Q2,Percentage
2023-24|Category,Q1,(%),Q2,%
2022-23|Category,Q1 2023-24,%,Q2 2023-24 (p),%
.
printf 'Category,2023-24,,,\n,Q1,%%,Q2,%%\nNeglect,130,70,94,68.5\n' >in
run csv-tidy in
is "percentages below the year" "$status $(sed 1d out)" "0 Category,Neglect,2023-24 Q1,130,70
Category,Neglect,2023-24 Q2,94,68.5"
refused "a heading repeated after each period" "in:1: RAG: columns 3 and 5 both have this heading; expected each heading once, such as 'Q1 2023-24 RAG' in column 3" <<'.'
Category,Q1 2023-24,RAG,Q2 2023-24,RAG
Neglect,130,R,94,G
.
refused "a percentage after some of the periods" "in:1: %: columns 3 and 6 both have this heading; expected each heading once, such as 'Q1 2023-24 %' in column 3" <<'.'
Category,Q1 2023-24,%,Q2 2023-24,Q3 2023-24,%
Neglect,130,70,94,95,70
.
printf 'Category,2022,2023,%%\nNeglect,130,70,94\n' >in
run csv-tidy in
is "one percentage after the last of them may be a change" "$status $(sed 1d out)" "0 94,Category,Neglect,2022,130,
94,Category,Neglect,2023,70,"

# Dates with the month before the day.
refused "a heading among days" "in:1: 09/30/2023: the month is before the day; expected 30/09/2023 or 2023-09-30" --date-as quarter <<'.'
Category,30/06/2023,09/30/2023
Neglect,5,6
.
refused "all headings" "in:1: no heading is a period: 06/30/2023: the month is before the day; expected 30/06/2023 or 2023-06-30" --date-as quarter <<'.'
Category,06/30/2023,09/30/2023
Neglect,5,6
.
refused "a cell" "in:2: Period: '06/30/2023' has the month before the day; expected 30/06/2023 or 2023-06-30" <<'.'
Category,Period,Value
Neglect,06/30/2023,6
.

# A title that looks like a heading, but has a fault.
cat >in <<'.'
Children in need,,,,
Area,Measure,Quarters of 2023-24,,
,,,,
Area,Measure,Q1 2023-24,Q2 2023-24,Q3 2023-24
Saltby,Referrals,5,6,7
.
run csv-tidy in
is "the heading is below a title with a period" "$status $(tail -n 1 out) $err" "0 Saltby,Referrals,,2023-24 Q3,7, csv-tidy: in:1: not part of a table, left out: Children in need
csv-tidy: in:2: not part of a table, left out: Area, Measure, Quarters of 2023-24"
refused "no heading is below it" "in:1: Measure: a column of indicators, and 'Quarters of' in the headings names one" <<'.'
Area,Measure,Quarters of 2023-24
Saltby,Referrals,5
.
refused "a narrower heading is below it" "in:1: Measure: a column of indicators, and 'Quarters of'" <<'.'
Area,Measure,Quarters of 2023-24
Area,Measure,Q1 2023-24
Saltby,Referrals,5
.
cat >in <<'.'
Population estimates,,,
local authority,mnemonic,Age 0,to 17

local authority,mnemonic,2022,2023
Saltby,E06000901,5,6
.
run csv-tidy --no-category --indicator People in
like "a title as wide as the heading" "$status $err" "^2 csv-tidy: in:2: no heading is a period; expected .* \(if this is a title above the heading on line 4, expected no such line\)$"

# A note with a number below the label of the rows.
printf 'Area;Measure;Q1 2023/24\nNorth;Contacts;1204\nAll contacts counted since April;12;\n' >in
run csv-tidy -d ';' in
is "the last row has no figures, but a number" "$status $err" "0 csv-tidy: in:3: All contacts counted since April, 12: \
the last row has no figures, but is read as one; a note begins with Source or Note, or comes after a blank line"

# The name of a column that is a word for notes, in csv-tidy's own output.
for word in Source Notes; do
	printf '%s,Q1 2021-22,Q2 2021-22\nPolice,199,200\nSchools,100,c\n' "$word" >in
	csv-tidy in >long
	run csv-tidy --wide long
	is "$word: its own output" "$status $(sed 1d out) $err" "0 $(sed 1d in) "
	mv out wide
	run csv-tidy wide
	is "$word: and back" "$status $out" "0 $(cat long)"
done
for row in 'Source,,2021-22 Q1,5' 'Source,ONS,2021,in 2022' 'Source,12,2021-22 Q1,5'; do
	printf 'indicator,category,period,value\nPlans,Girls,2021-22 Q1,5\n%s\n' "$row" >in
	run csv-tidy in
	like "no such row: $row" "$status $err" "^2 .*in:3: 'Source' begins like a note, and the row has figures"
done

# A number and a percentage below each period, whose cells were merged.
wanted="0 Outcome,Assessment,2023-24 Q1,120,80
Outcome,Assessment,2023-24 Q2,130,82"
pairs() { # first row, second row
	printf '%s\n%s\nAssessment,120,80%%,130,82%%\n' "$1" "$2" >in
	run csv-tidy -q in
}
for second in Outcome,Number,%,Number,% Outcome,No.,Percentage,Count,% Outcome,N,%,n,pct; do
	pairs ",Q1 2023-24,,Q2 2023-24," "$second"
	is "two rows: $second" "$status $(sed 1d out)" "$wanted"
done
pairs "Outcome,Q1 2023-24,,Q2 2023-24," ,Number,%,Number,%
is "two rows: the label in the first" "$status $(sed 1d out)" "$wanted"
pairs ,2022-23,2022-23,2023-24,2023-24 Outcome,Number,%,Number,%
is "two rows: years that repeat" "$(sed -n 2p out)" "Outcome,Assessment,2022-23,120,80"
printf ',Q1 2023-24,,Q2 2023-24\nOutcome,%%,Number,Number\nAssessment,80%%,120,130\n' >in
run csv-tidy -q in
is "two rows: another order, and no percentage" "$(sed 1d out)" "Outcome,Assessment,2023-24 Q1,120,80
Outcome,Assessment,2023-24 Q2,130,"
for second in Outcome,Number,Rate,Number,Rate Outcome,Boys,%,Girls,% Outcome,%,Number,%,%; do
	pairs ",Q1 2023-24,,Q2 2023-24," "$second"
	like "two rows: not $second" "$status $err" \
	    "^2 .*in:2: .*in a column without a heading; expected no text, or one row of headings, such as 'Q1 2023-24' and 'Q1 2023-24 %'"
done

# A period twice: a second heading of the same words is no way to have it twice.
for heading in 'Q2 2023-24,Q3 2023-24,Q3 2023-24' '30/06/2023,30/09/2023,30/09/2023'; do
	printf 'Category,%s\nNeglect,31,29,33\n' "$heading" >in
	run csv-tidy --indicator X in
	like "twice: $heading" "$status $err" "^2 .*columns 3 and 4 both have this heading; expected each heading once$"
done

# A title that looks like a heading: the message on the real one has its line.
printf 'Area,Measure,Contacts,Q1 2022/23\n,,,\nArea,Measure,Q1 2023/24,\nNorth,Contacts,5,\n' >in
run csv-tidy -q in
like "the first table's line" "$status $err" "^2 .*in:3: no column 'Contacts', which the first table .in, heading on line 1. has; expected"

# Percentages that may be proportions, as a workbook has them.
printf 'Category,Q1 23/24,%%,Q2 23/24,%%\nNeglect,130,0.7027027,94,0.68\nEmotional,55,0.2972973,44,0.32\nTotal,185,1,138,1\n' >in
run csv-tidy in
is "proportions below %: refused" "$status $err" "2 csv-tidy: in:2: Q1 23/24 %: '0.7027027' may be 70.27027% or 0.7027027%, as all percentages of the column are between 0 and 1; expected --percent-as proportion if it is 70.27027%, --percent-as percent if it is 0.7027027%"
run csv-tidy --percent-as proportion in
is "as proportions" "$status $(sed 1d out)" "0 Category,Neglect,2023-24 Q1,130,70.27027
Category,Neglect,2023-24 Q2,94,68
Category,Emotional,2023-24 Q1,55,29.72973
Category,Emotional,2023-24 Q2,44,32
Category,Total,2023-24 Q1,185,100
Category,Total,2023-24 Q2,138,100"
run csv-tidy --percent-as percent in
like "as percentages" "$status $out" "^0 .*
Category,Neglect,2023-24 Q1,130,0.7027027"
while IFS='|' read -r cell percentage; do
	printf 'Category,Q1 23/24,Q1 23/24 %%\nNeglect,1,0.1\nOther,9,%s\n' "$cell" >in
	run csv-tidy --percent-as proportion in
	is "$cell as a proportion" "$status $(sed -n '3s/.*,//p' out)" "0 $percentage"
done <<'.'
0.05|5
0.5|50
.005|0.5
1.0|100
0|0
0.123456|12.3456
5e-3|0.5
7%|7
c|c
|
.
printf 'Category,Q1 23/24,Q1 23/24 %%\nNeglect,1,0.1\nOther,9,52.4\n' >in
run csv-tidy --percent-as proportion in
like "above 1" "$status $err" "^2 .*in:3: Q1 23/24 %: '52.4' is above 1, and --percent-as says proportions"
run csv-tidy in
is "one percentage above 1: the column has percentages" "$status $(grep -c 0.1 out)" "0 1"
for cells in '1,0.4%' '1,1' '1,c' '1,'; do
	printf 'Category,Q1 23/24,Q1 23/24 %%\nNeglect,0,0\nOther,%s\n' "$cells" >in
	run csv-tidy in
	is "below %: $cells" "$status $err" "0 "
done
printf 'Category,Q1 23/24\nNeglect,3 (0.4%%)\nOther,2 (0.3%%)\n' >in
csv-tidy in | csv-tidy -y 2023-24 --wide - >out 2>&1
is "the tidy form itself has percentages" "$(sed 1d out)" "Neglect,3 (0.4%)
Other,2 (0.3%)"
printf 'Area,Year,Plans,Plans_percent\nSaltby,2023,3,0.4\nFenwick,2023,2,0.35\n' >in
run csv-tidy --measures Plans in
like "a column for the percentages of a measure" "$status $err" "^2 .*in:2: Plans_percent: '0.4' may be 40% or 0.4%"
printf 'Category,Q1 23/24\nNeglect %%,3 (0.4)\n' >in
run csv-tidy in
like "in brackets" "$status $err" "^2 .*in:2: Q1 23/24: '0.4' may be 40% or 0.4%"
printf 'Measure,2022-23,2023-24\nPlans,151,160\n%% in time,0.829,0.9\n%% girls,0.4,45.1\n' >in
run csv-tidy in
like "a row of proportions, by its name: said" "$status $err" "^0 csv-tidy: note: in:3: 2022-23: '0.829' and all other figures of the row, .*\(--percent-as proportion if '0.829' is 82.9%, --percent-as percent if it is not\)$"
run csv-tidy --percent-as proportion in
is "and read" "$status$err $(grep -c '% girls' out) $(grep 'time' out)" "0 2 % in time,,2022-23,82.9%,
% in time,,2023-24,90%,"
run csv-tidy --percent-as percent in
is "or known" "$status$err" 0
printf 'Area,Year,Percentage in time\nSaltby,2023,0.9\nFenwick,2023,1\n' >in
run csv-tidy -c value='Percentage in time' in
like "a column of values" "$status $err" "^0 .*note: in:2: Percentage in time: '0.9' and all other figures of the column"
run csv-tidy --percent-as proportion -c value='Percentage in time' in
like "a column of values, read" "$status $out" "^0 .*
Saltby,Percentage in time,,2023,90%,
Fenwick,Percentage in time,,2023,100%,"

# Words next to a period that make it the end of a longer one.
while IFS='|' read -r heading period; do
	printf 'Area,%s\nSaltby,812\nFenwick,640\n' "$heading" >in
	run csv-tidy in
	is "$heading: refused" "$status$out" 2
	like "$heading: the span is named" "$err" \
	    "in:1: .*: $heading: a span of time other than $period, .*; expected .*-c value='$heading'"
done <<'.'
Year ending June 2022|2022-06
Year ending Jun-23|2023-06
Y/E March 2023|2023-03
YE Jun 2023|2023-06
12 months to June 2023|2023-06
Rolling 12 months to June 2023|2023-06
Academic year ending July 2023|2023-07
6 months to March 2023|2023-03
Referrals 6 months to Sep-23|2023-09
Apr-Sep 2022|2022-09
Apr–Sep 2022|2022
Referrals Apr-Sep 2022|2022-09
Jul-Dec 2022|2022-12
April to December 2022|2022-12
Apr & May 2023|2023-05
Apr-Mar 2023|2023-03
Apr-Sep 2023-24|2023-24
Half year to March 2023|2022-23
Part year to March 2023|2022-23
Two year ending March 2023|2022-23
Year to Apr-23|2023-04
Referrals YTD Jun-23|2023-06
Cumulative Jun-23|2023-06
Cumulative referrals Jun-23|2023-06
Referrals cumulative Q2 2023-24|2023-24 Q2
YTD Q2 2023-24|2023-24 Q2
Year-to-date Jun 2023|2023-06
Plans to date 31/03/2023|2023-03-31
Running total Jun-23|2023-06
Apr-Jun 23 cumulative|2023-24 Q1
2023-24 YTD|2023-24
Jun-23 year ending|2023-06
.
printf 'Area,Jun 2023 year ending,Sep 2023 year ending\nSaltby,812,640\n' >in
run csv-tidy in
is 'a span after the month' "$status$out" 2
like 'it is named' "$err" 'Jun 2023 year ending: a span of time other than 2023-06'
while IFS='|' read -r headings name; do
	printf 'Area,%s\nSaltby,812,640\n' "$headings" >in
	run csv-tidy in
	is "$headings: refused" "$status$out" 2
	like "$headings: which" "$err" "in:1: .*: $name: a span of time other than 2023-"
done <<'.'
Apr-Jun 23 cumulative,Jul-Sep 23 cumulative|Apr-Jun 23 cumulative
Plans (cumulative) Jun-23|Plans \(cumulative\) Jun-23
Jun-23 (YTD),Jul-23 (YTD)|Jun-23 \(YTD\)
Referrals Jun-23,Referrals YTD Jul-23|Referrals YTD Jul-23
Referrals Jun-23,% YTD Jun-23|% YTD Jun-23
.
printf 'Area,Month,Contacts YTD\nSaltby,Jun-23,812\n' >in
run csv-tidy -q in
is "a cumulative value by its name" "$status $(sed 1d out)" "0 Saltby,Contacts YTD,,2023-06,812,"
printf 'Indicator,Period,Value\nReferrals YTD,Jun-23,812\n' >in
run csv-tidy in
is "a cumulative indicator by its name" "$status $(sed 1d out)$err" "0 Referrals YTD,,2023-06,812,"
printf 'Area,Referrals YTD Jun-23\nSaltby,812\n' >in
run csv-tidy -c value='Referrals YTD Jun-23' --set period=2023-06 in
is "and the way out for a heading" "$status $(sed 1d out)" \
    "0 Saltby,Referrals YTD Jun-23,,2023-06,812,"
printf 'Area,YTD,Contacts\nSaltby,Jun-23,812\n' >in
run csv-tidy in
is "cumulative by the heading of the periods: refused" "$status$(sed 1d out)" 2
like "it is named" "$err" "in:2: YTD: '2023-06' below 'YTD' is a span of time that is not supported"
while IFS='|' read -r cell period; do
	printf 'Area,Indicator,Period,Value\nSaltby,Plans,%s,812\n' "$cell" >in
	run csv-tidy in
	like "a cell: $cell" "$status $err" "^2 .*in:2: Period: '$cell' is a span of time other than $period, which is not supported; expected .*, or $period in its place, with the span in the indicator's name\$"
	run csv-tidy --set period="$cell" -c value=Value in
	like "--set period='$cell'" "$status $err" "^2 .*: --set period: '$cell' is a span of time other than $period"
done <<'.'
YTD Jun-23|2023-06
Cumulative Jun-23|2023-06
Apr-Jun 23 YTD|2023-24 Q1
2023-24 Q2 to date|2023-24 Q2
Apr-Sep 2022|2022-09
Year ending June 2023|2023-06
6 months to September 2023|2023-09
.
while IFS='|' read -r cell what; do
	printf 'Area,Indicator,Period,Value\nSaltby,Plans,%s,812\n' "$cell" >in
	run csv-tidy in
	like "no span: $cell" "$status $err" "^2 .*in:2: Period: '$cell' is $what"
done <<'.'
YTD|not a period; expected one such as
Referrals Jun-23|not a period; expected one such as
2019-20 to 2021-22|a period of several years
Total to 2023-24|not a period but a total
.
printf 'Area,Period,Value\nSaltby,YTD Jun-23,812\n' >in
run csv-tidy --indicator Plans in
like "a cumulative period, and --indicator" "$status $err" "^2 .*in:2: Period: 'YTD Jun-23' is a span of time other than 2023-06"
printf 'Date,YTD Jun-23\nArea,Value\nSaltby,812\n' >in
run csv-tidy in
like "a cumulative date above a table" "$status $err" "^2 .*in:1: .*: YTD Jun-23: a span of time other"
of_one_period <<'.'
Referrals Jun-23|Referrals|2023-06
Children Q1 2023-24|Children|2023-24 Q1
Plans ended 2023-24|Plans ended|2023-24
Plans over 2 years 2023-24|Plans over 2 years|2023-24
Children at 31 March 2023-24|Children at 31 March|2023-24
Referrals Apr-Jun 2023|Referrals|2023-24 Q1
Referrals Year ending Mar-23|Referrals|2022-23
Referrals Quarter ending Jun-23|Referrals|2023-24 Q1
Accumulated leave Jun-23|Accumulated leave|2023-06
Trains running Jun-23|Trains running|2023-06
Out-of-date plans Jun-23|Out-of-date plans|2023-06
Month ending Jun-23|Month ending|2023-06
.
while IFS='|' read -r name period; do
	printf 'Area,Count\nSaltby,812\n' >"$name.csv"
	run csv-tidy --set period=@name "$name.csv"
	is "$name: refused" "$status$out" 2
	like "$name: the span is named" "$err" \
	    "the name '$name.csv' has a span of time other than $period, .*; expected"
done <<'.'
CP Apr-Sep 2024|2024-09
CP Jan to Jun 2024|2024-06
CP year to June 2024|2024-06
CP 12 months to June 2024|2024-06
CP 6 months to Sep 2024|2024-09
CP Apr-Mar 2024|2024-03
CP_YE_June_2024|2024-06
CP half year to March 2024|2023-24
CP YTD Jun 2024|2024-06
CP_2024-06_cumulative|2024-06
cumulative plans 2023-24 Q2|2023-24 Q2
CP Jun 2024 year to date|2024-06
.
while IFS='|' read -r name period; do
	printf 'Area,Count\nSaltby,812\n' >"$name.csv"
	run csv-tidy -q --set period=@name "$name.csv"
	is "$name is of one period" "$status $(sed -n 2p out)" "0 Saltby,,,$period,812,"
done <<'.'
CP year ending March 2024|2023-24
CP Apr-Jun 2024|2024-25 Q1
CP plans ended Jun 2024|2024-06
.

# --percent-as proportion that changes nothing, or not all, says so.
printf 'Indicator,2022-23,2023-24\nCare leavers in EET,0.521,0.53\nPlans,5,1\n' >in
run csv-tidy --percent-as proportion in
is "a proportion without a sign in its name" "$status $(sed -n 2p out) $err" "0 Care leavers in EET,,2022-23,0.521, csv-tidy: note: in:2: 2022-23: '0.521' is written as printed (--percent-as proportion is for names and headings with a % sign or the words per cent)"
run csv-tidy -q --percent-as proportion in
is "and with -q" "$status$err" 0
sed -i '2s/Care/% of care/' in
run csv-tidy --percent-as proportion in
is "and with a sign" "$status $(sed -n 2p out) $err" "0 % of care leavers in EET,,2022-23,52.1%, "
sed -i 2d in
run csv-tidy --percent-as proportion in
is "nothing to change" "$status $err" "0 csv-tidy: note: --percent-as proportion: no figure between 0 and 1 has a name or heading with a % sign or the words per cent, so none is changed"

# A label that -c names in the second of two rows of headings is looked for in the first one only.
for role in category indicator area period percentage; do
	printf ',2022-23,,2023-24,\nCat,Q1,Q2,Q1,Q2\nNeglect,10,5,6,7\n' >in
	run csv-tidy -c $role=Cat in
	is "two rows of headings with -c $role: status" "$status" 2
done

# A column of periods whose heading says what its months end.
while IFS='|' read -r heading text period; do
	printf 'Area,%s,value\nSaltby,%s,812\n' "$heading" "$text" >in
	want="0 Saltby,Plans,,$period,812,"
	[ -n "$period" ] || want='2 '
	run csv-tidy -q --indicator Plans in
	is "$heading: $text" "$status $(sed -n 2p out)" \
	    "$want"
done <<'.'
Year ending|March 2023|2022-23
Year ending|Mar-23|2022-23
year_ending|August 2023|2022-23
Year ending|Jun-23|
Quarter ending|Jun-23|2023-24 Q1
Quarter ending|May-23|
Month ending|May-23|2023-05
Year ending|2022-23|2022-23
.

# A title or a note that calls the figures cumulative.
for line in 'Referrals (cumulative)' 'Referrals YTD' 'Note: a running total from April'; do
	printf 'Area,Apr-23,May-23\nSaltby,8,17\n\n%s\n' "$line" >below
	printf '%s\n\nArea,Apr-23,May-23\nSaltby,8,17\n' "$line" >above
	for in in above below; do
		run csv-tidy --indicator Referrals $in
		like "$line, $in" "$status $err" "^0 .*left out \\(the figures are taken for those of each period alone, not for cumulative ones\\): $(printf %s "$line" | sed 's/[()]/./g')\$"
	done
done
printf 'Accumulated plans\n\nArea,Apr-23\nSaltby,8\n' >other
run csv-tidy --indicator Plans other
is 'another word' "$status $err" '0 csv-tidy: other:1: not part of a table, left out: Accumulated plans'
done_testing
