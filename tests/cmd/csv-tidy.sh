#!/bin/sh
# csv-tidy: published tables to observations and back. The published figures are in testdata/board;
# the expected output for the made-up tables was written by hand.
. "${0%/*}/../tap/tap.sh"
. "$src/tests/tap/tidy.sh"

# The six published tables

y='-y 2014-15'
for table in "$data"/board/*.csv; do
	base=${table##*/}
	run csv-tidy $y "$table"
	is "$base: exit" "$status$err" 0
	cp out tidy.csv
	run csv-tidy $y --wide tidy.csv
	same "$base: there and back" out "$table"
	run csv-tidy $y --wide "$table"
	same "$base: straight back" out "$table"
	run csv-tidy tidy.csv
	same "$base: tidy already" out tidy.csv
	csv-tidy $y <"$table" >piped.csv
	same "$base: on a pipe" piped.csv tidy.csv
done

cd "$data/board" && csv-tidy --year 2014-15 *.csv >"$work/all.csv"
is "all six at once: exit" "$?" 0
cd "$work"
is "all six at once: rows" "$(wc -l <all.csv)" 49
is "all six at once: indicators" "$(tail -n +2 all.csv | cut -d, -f1 | uniq)" "Number of CAF's completed
Number of CAF's completed: of which early help agencies
Number of Children in Need
Category of Abuse
Number of children subject to a CP plan.
Numbers of Looked After Children
Numbers of new Looked After Children"
is "a count with its percentage" "$(grep 'Emotional abuse,2014-15 Q1' all.csv)" \
	"Category of Abuse,Emotional abuse,2014-15 Q1,34,19"
is "a total stays a category" "$(grep 'Total,2014-15 Q4' all.csv)" "Category of Abuse,Total,2014-15 Q4,120,"
is "of which, nothing printed" "$(grep 'of which.*Q1' all.csv)" \
	"Number of CAF's completed: of which early help agencies,,2014-15 Q1,,"
is "of which" "$(grep 'of which.*Q2' all.csv)" \
	"Number of CAF's completed: of which early help agencies,,2014-15 Q2,102,"
csv-tidy --wide all.csv >wide.csv
csv-tidy wide.csv >again.csv
same "all six in one wide table, and back" again.csv all.csv

# Shapes

h='indicator,category,period,value,percentage'

tidy -y 2014-15 --indicator Plans <<'.'
Category,Q1,Q2
Neglect,5,6
.
is "--indicator" "$out" "$h
Plans,Neglect,2014-15 Q1,5,
Plans,Neglect,2014-15 Q2,6,"

tidy -y 2014-15 --indicator Plans <<'.'
Indicator,Q1
Neglect,5
.
is "--indicator over an Indicator heading" "$out" "$h
Plans,Neglect,2014-15 Q1,5,"

tidy --set area="Redcar and Cleveland" --set "source=a, b" <<'.'
Indicator,2013-14,2014-15
Plans,217,120
.
is "--set" "$out" "area,source,$h
Redcar and Cleveland,\"a, b\",Plans,,2013-14,217,
Redcar and Cleveland,\"a, b\",Plans,,2014-15,120,"

tidy <<'.'
Area,Code,Indicator,Category,2014,2015,Note
Redcar,E1,Plans,Neglect,5,6,checked
Redcar,E1,Plans,Total,9,,
.
is "columns that are neither label nor period" "$out" "Area,Code,Note,$h
Redcar,E1,checked,Plans,Neglect,2014,5,
Redcar,E1,checked,Plans,Neglect,2015,6,
Redcar,E1,,Plans,Total,2014,9,
Redcar,E1,,Plans,Total,2015,,"
cp out t.csv
csv-tidy --wide t.csv >w.csv
csv-tidy w.csv >t2.csv
is "and back" "$(sort t2.csv)" "$(sort t.csv)"

tidy --indicator Plans <<'.'
la_name,2014,2015
Darlington,5,6
.
is "a table of areas" "$out" "la_name,$h
Darlington,Plans,,2014,5,
Darlington,Plans,,2015,6,"

refuses "a table of areas without --indicator" "in:1: .*--indicator" <<'.'
la_name,2014,2015
Darlington,5,6
.

tidy -y 2014-15 <<'.'
,Q1,Q2
Plans,"1,234 (60%)",70%
Plans ended,c (c),-
Starts,[z],<5
.
is "marks, thousands and percentages" "$out" "$h
Plans,,2014-15 Q1,1234,60
Plans,,2014-15 Q2,,70
Plans ended,,2014-15 Q1,c,c
Plans ended,,2014-15 Q2,-,
Starts,,2014-15 Q1,[z],
Starts,,2014-15 Q2,<5,"
cp out t.csv
csv-tidy -y 2014-15 --wide t.csv >w.csv
is "and back to cells" "$(cat w.csv)" "Indicator,Q1,Q2
Plans,1234 (60%),70%
Plans ended,c (c),-
Starts,[z],<5"

for p in "2014/15 Q1=2014-15 Q1" "2014-Q2=2014-Q2" "2014Q2=2014-Q2" "Q3=2014-15 Q3" \
    "201415=2014-15" "2014-2015=2014-15" 2014=2014 2014-06=2014-06 "Jun 2014=2014-06" \
    "Q1 2014/15=2014-15 Q1" "31 March 2014=2014-03-31" \
    "June 2014=2014-06" 2014-06-30=2014-06-30 30/06/2014=2014-06-30; do
	printf 'Indicator,%s\nPlans,5\n' "${p%%=*}" >p.csv
	run csv-tidy -y 2014-15 p.csv
	is "period ${p%%=*}" "$out" "$h
Plans,,${p#*=},5,"
done

tidy -y 2014-15 <<'.'
Category,Q1,Q1 %,Q2,Q2 (%)
Neglect,130,70.3%,94,
Total,185,,139,100
.
is "percentages in columns of their own" "$out" "$h
Category,Neglect,2014-15 Q1,130,70.3
Category,Neglect,2014-15 Q2,94,
Category,Total,2014-15 Q1,185,
Category,Total,2014-15 Q2,139,100"

tidy <<'.'
Plans by category,,,
,2013/14,,2014/15
Category,Q3,Q4,Q1
Neglect,5,6,7
.
is "years over quarters" "$status$out" "0$h
Category,Neglect,2013-14 Q3,5,
Category,Neglect,2013-14 Q4,6,
Category,Neglect,2014-15 Q1,7,"

tidy -y 2014-15 <<'.'
"Table 2, as exported by a spreadsheet",,,
,,,
Indicator,Q1,Q2,
Plans,5,6,
Missing from home,,,
,,,
Source: the council,,,
,,,
.
is "a spreadsheet's blank cells" "$status$out" "0$h
Plans,,2014-15 Q1,5,
Plans,,2014-15 Q2,6,
Missing from home,,2014-15 Q1,,
Missing from home,,2014-15 Q2,,"

tidy <<'.'
Indicator,2011-11,2011-12,2012-01
Plans,1,2,3
.
csv-tidy --wide out >w.csv
is "2011-12 among months is a month, --wide" "$(cat w.csv)" "Indicator,2011-11,2011-12,2012-01
Plans,1,2,3"
is "2011-12 among months is a month" "$(tail -n +2 out | cut -d, -f3 | paste -sd ' ')" \
	"2011-11 2011-12 2012-01"

tidy -y 2014-15 <<'.'
Table 3: plans by category

Indicator,Q1
Plans,5
Missing from home,
Source: children's social care,
* provisional,

Table 4: care
Category of placement,Q1
Foster,9
Total,9

Supplied by the council.
.
is "titles, notes, two tables: exit" "$status" 0
is "titles, notes, two tables: rows" "$out" "$h
Plans,,2014-15 Q1,5,
Missing from home,,2014-15 Q1,,
Category of placement,Foster,2014-15 Q1,9,
Category of placement,Total,2014-15 Q1,9,"
is "every line left out is said" "$err" "csv-tidy: in:1: not part of a table, left out: Table 3: plans by category
csv-tidy: in:6: not part of a table, left out: Source: children's social care
csv-tidy: in:7: not part of a table, left out: * provisional
csv-tidy: in:9: not part of a table, left out: Table 4: care
csv-tidy: in:5: Missing from home: the last row has no figures, but is read as one; a note begins with Source or Note, or comes after a blank line
csv-tidy: in:14: not part of a table, left out: Supplied by the council."
run csv-tidy -q -y 2014-15 in
is "-q" "$err" ""

tidy -y 2014-15 <<'.'
Category,Q1,Q2
Neglect,10,"1,200"
,Of which 4 (40%) were boys,"of which 1,000 were boys"
,Of which 6 were girls,
.
is "of which, in categories" "$out" "$h
Category,Neglect,2014-15 Q1,10,
Category,Neglect,2014-15 Q2,1200,
Category,Neglect: of which boys,2014-15 Q1,4,40
Category,Neglect: of which boys,2014-15 Q2,1000,
Category,Neglect: of which girls,2014-15 Q1,6,
Category,Neglect: of which girls,2014-15 Q2,,"
csv-tidy -y 2014-15 --wide out >w.csv
is "of which, back" "$(cat w.csv)" "Category,Q1,Q2
Neglect,10,1200
,Of which 4 (40%) were boys,Of which 1000 were boys
,Of which 6 were girls,"

tidy --wide <<'.'
area,indicator,period,value
A,Plans,2014,10
B,Plans: of which boys,2014,4
B,Plans: of which girls,2014,
.
is "of which, but not of the row above" "$out" "Indicator,area,2014
Plans,A,10
Plans: of which boys,B,4
Plans: of which girls,B,"
tidy --wide <<'.'
indicator,period,value
Starts,2014,10
Plans: of which boys,2014,4
.
is "of which, but of another label" "$out" "Indicator,2014
Starts,10
Plans: of which boys,4"

tidy <<'.'
Plans,indicator,period,value,category,x
1,a,2014-15 Q2,5,Neglect,y
1,a,2014-15 Q1,4,Neglect,y
.
is "tidy in another order of columns" "$out" "Plans,x,$h
1,y,a,Neglect,2014-15 Q2,5,
1,y,a,Neglect,2014-15 Q1,4,"
csv-tidy --wide out >w.csv
is "--wide puts periods in order" "$(cat w.csv)" "a,Plans,x,2014-15 Q1,2014-15 Q2
Neglect,1,y,4,5"

tidy --wide <<'.'
category,period,value
Neglect,2014,4
Total,2014,5
.
cp out w.csv
csv-tidy w.csv >t.csv
is "categories without an indicator, and back" "$out
$(cat t.csv)" "indicator,category,2014
,Neglect,4
,Total,5
$h
,Neglect,2014,4,
,Total,2014,5,"

# DfE's open data: measures across

dfe='time_period,time_identifier,geographic_level,la_name,category,CPP_At31,under_1,under_1_percent,over_1,over_1_percent'
cat >dfe.csv <<.
$dfe
2014,Reporting year,Local authority,Redcar and Cleveland,By length,217,200,92.2,17,7.8
2015,Reporting year,Local authority,Redcar and Cleveland,By length,120,c,c,c,c
.
run csv-tidy --measures 'CPP_At31,*_1' dfe.csv
is "--measures" "$out" "geographic_level,la_name,$h
Local authority,Redcar and Cleveland,CPP_At31,By length,2014,217,
Local authority,Redcar and Cleveland,under_1,By length,2014,200,92.2
Local authority,Redcar and Cleveland,over_1,By length,2014,17,7.8
Local authority,Redcar and Cleveland,CPP_At31,By length,2015,120,
Local authority,Redcar and Cleveland,under_1,By length,2015,c,c
Local authority,Redcar and Cleveland,over_1,By length,2015,c,c"
run csv-tidy -c indicator=category --measures CPP_At31 --measures under_1 dfe.csv
is "measures as categories" "$(sed -n 2,3p out)" \
"Local authority,Redcar and Cleveland,17,7.8,By length,CPP_At31,2014,217,
Local authority,Redcar and Cleveland,17,7.8,By length,under_1,2014,200,92.2"
run csv-tidy --indicator Plans --measures '*_1' -c category=la_name dfe.csv
like "measures whose names have no column" "$status $err" "^2 .*dfe.csv:1: .*expected -c indicator=NAME or -c category=NAME"
run csv-tidy -v -c indicator=category --measures '*_1' dfe.csv
is "-v: measures" "$err" "csv-tidy: dfe.csv:1: measures across; indicator: column 'category'; category: the measures' names; figures: 'under_1' 'over_1'"
run csv-tidy -v -y 2014-15 "$data/board/cp-plans.csv"
is "-v: periods" "${err##*/}" "cp-plans.csv:1: periods across; indicator: column 'Indicator'; category: none; figures: 'Q1' 'Q2' 'Q3' 'Q4'"
run csv-tidy -c value=CPP_At31 dfe.csv
is "one measure by -c value" "$(sed -n 2p out)" \
"Local authority,Redcar and Cleveland,200,92.2,17,7.8,CPP_At31,By length,2014,217,"
run csv-tidy --measures CPP_At32 dfe.csv
is "a measure that is not there: exit" "$status" 2
like "a measure that is not there: nearest" "$err" "dfe.csv:1: no column 'CPP_At32'; .*; did you mean 'CPP_At31'\?"
tidy <<'.'
time_period,time_identifier,number
201415,Financial year Q1,5
.
is "DfE's pair of period columns" "$out" "$h
,,2014-15 Q1,5,"

d5=dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv
if need_data $d5 "DfE's plans by duration, melted"; then
	# An independent check: Python's csv module reads the same cells.
	python3 - "$shared/$d5" >want.csv <<'.' 2>/dev/null
import csv, sys
w = csv.writer(sys.stdout, lineterminator="\n")
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")))
keep = ["geographic_level", "country_code", "country_name", "region_code", "region_name",
        "old_la_code", "new_la_code", "la_name"]
bands = ["CPP_At31", "3_months_or_less", "more_than_3_months_6_months",
         "more_than_6_months_less_than_1_year", "1_year_less_than_2_years", "2_years_or_more"]
w.writerow(keep + ["indicator", "category", "period", "value", "percentage"])
for r in rows:
    for b in bands:
        w.writerow([r[k] for k in keep] + [r["category"], b, r["time_period"], r[b],
                   r.get(b + "_percent", "")])
.
	if [ -s want.csv ]; then
		run csv-tidy -c indicator=category --measures 'CPP_At31,3_months_or_less,more_than_3_months_6_months,more_than_6_months_less_than_1_year,1_year_less_than_2_years,2_years_or_more' "$shared/$d5"
		same "DfE's plans by duration, melted" out want.csv
		run csv-tidy -c indicator=category --measures 'CPP_At31,*_less,*_months,*_year,*_years,*_more' "$shared/$d5"
		same "DfE's plans by duration, by patterns" out want.csv
	else
		skip "DfE's plans by duration, melted" "no python3"
	fi
fi

# What is refused, and where

refuses "bare quarters without a year" "in:1: .*-y 2014-15" <<'.'
Indicator,Q1
Plans,5
.
refuses "the same series twice" "in:3: Q1: the same series and period as in:2 \('Plans'\)" -y 2014-15 <<'.'
Indicator,Q1
Plans,5
Plans,6
.
printf 'Indicator,2014\nPlans,5\nPlans,5\n' | csv-tidy 2>err
like "the same series twice, standard input" "$(cat err)" "<stdin>:3: 2014: the same series and period as <stdin>:2"
printf 'Indicator,2014\nPlans,5\n' >a.csv
printf 'Indicator,2014\nPlans,6\n' >b.csv
run csv-tidy a.csv b.csv
is "twice in two files: exit" "$status" 2
like "twice in two files: both places" "$err" "b.csv:2: 2014: the same series and period as a.csv:2"
printf 'Indicator,2015\nPlans,6\n' >b.csv
run csv-tidy a.csv b.csv
is "two files, two years" "$status$err$out" "0$h
Plans,,2014,5,
Plans,,2015,6,"
printf 'Indicator,Who,2015\nPlans,me,6\n' >b.csv
run csv-tidy a.csv b.csv
like "a column only the second file has" "$status $err" "^2 .*b.csv:1: Who: "
run csv-tidy b.csv a.csv
like "a column only the first file has" "$status $err" "^2 .*a.csv:1: no column 'Who'"
refuses "a period twice" "in:1: 2014/15 Q1: the same period as an earlier column; expected each period once" -y 2014-15 <<'.'
Indicator,Q1,2014/15 Q1
Plans,5,6
.
refuses "quarters and a year" "in:1: 2014-15: a financial year among the financial quarters" -y 2014-15 <<'.'
Indicator,Q1,Q2,2014-15
Plans,5,6,7
.
refuses "a damaged period" "in:1: Qx: one letter away from the periods next to it; expected a period, or another name" -y 2014-15 <<'.'
Indicator,Qx,Q2
Plans,5,6
.
refuses "a heading run into a row" "in:1: column 4: the heading '139' is a number; expected a name or a period" -y 2014-15 <<'.'
Indicator,Q1,Q2xPlans,139,140
.
# A row that has one period, one number and texts says what is in which column.
cat >in <<'.'
Area,Month,Contacts
Darlington,Jan-22,78
Darlington,Feb-22,c
.
run csv-tidy in
is "a row with one period and one number" "$status $out $err" "0 Area,indicator,category,period,value,percentage
Darlington,Contacts,,2022-01,78,
Darlington,Contacts,,2022-02,c, csv-tidy: note: in:1: read as with -c period='Month' -c value='Contacts'"
run csv-tidy -q -c value=Contacts -c period=Month in
is "and what the message says" "$status $(sed 1d out)" "0 Darlington,Contacts,,2022-01,78,
Darlington,Contacts,,2022-02,c,"
printf 'Contacts by month\n\nQuarter,LA number,Contacts,LA name\nQ1 2022-23,841,78,Darlington\n' >in
run csv-tidy in
is "below a title, with the number of an area" "$status $(sed 1d out)" "0 841,Darlington,Contacts,,2022-23 Q1,78,"
printf 'la_name,time_period,time_identifier,CPP_At31\nDarlington,2023,As at 31 March,98\n' >in
run csv-tidy -q --date-as year in
is "with time_identifier" "$status $(sed 1d out)" "0 Darlington,CPP_At31,,2022-23,98,"
printf 'Year,Month,Contacts\n2022,April,78\n2022,May,80\n' >in
run csv-tidy in
is "a year and the name of a month" "$status $(sed 1d out) $err" "0 Contacts,,2022-04,78,
Contacts,,2022-05,80, csv-tidy: note: in:1: read as with -c period='Year' -c time_identifier='Month' -c value='Contacts'"
printf 'Month,Contacts,Comments\nApr-22,78,\nMay-22,80,late\n' >in
run csv-tidy -q in
is "with a column of comments" "$status $(sed 1d out)" "0 ,Contacts,,2022-04,78,
late,Contacts,,2022-05,80,"
printf 'Month starting,Team,Measure,Count\n01/04/2023,East,Plans,20\n' >in
run csv-tidy --date-as month in
is "a column of periods alone" "$status $(sed 1d out) $err" \
	"0 East,Plans,,2023-04,20, csv-tidy: note: in:1: read as with -c period='Month starting'"
for total in Total 'Grand total' 'TOTALS 2023'; do
	printf "Month,Contacts\nApr-23,5\nMay-23,7\n$total,12\n" >in
	run csv-tidy in
	like "a row of totals below the months: $total" "$err" \
	    "^csv-tidy: in:4: Month: '$total' is not a period but a total; expected rows of periods only: delete the row\$"
done
printf 'Category of abuse,Number of plans,\nNeglect,61,\nPhysical abuse,c,\n' >in
run csv-tidy --set period='2023-24 Q1' in
is "a period for all rows" "$status $(sed 1d out) $err" \
	"0 Number of plans,Neglect,2023-24 Q1,61,
Number of plans,Physical abuse,2023-24 Q1,c, csv-tidy: note: in:1: read as with -c value='Number of plans'"
for row in 'c' '61,5' '61,c' 'Apr-23,5'; do
	printf "Category of abuse,Plans$(printf %s "$row" | tr -dc , | sed 's/,/,Other/')\nNeglect,$row\n" >in
	run csv-tidy --set period='2023-24 Q1' in
	is "a period for all rows, not certain: '$row'" "$status$out" 2
	like "a period for all rows, not certain: '$row': message" "$err" "in:1: no column for the role value; .*"
done
for row in 'c' '' 'TBC' '78,5' '78,' '78,c'; do
	printf "Area,Month,Contacts$(printf %s "$row" | tr -dc , | sed 's/,/,Referrals/')\nDarlington,Jan-22,$row\n" >in
	run csv-tidy in
	is "not certain: '$row'" "$status$out" 2
	like "not certain: '$row': message" "$err" "in:1: .*(no column for the role value|no heading is a period)"
done
for people in 1000 2015; do
	printf "area,Plans open,population\nSaltby,5,$people\n" >in
	run csv-tidy in
	is "a population of $people is not a year" "$status$out" 2
	like "a population of $people is not a year: message" "$err" "in:1: no heading is a period; expected some such as "
done
printf 'area,Financial year,Plans open\nSaltby,2015,5\n' >in
is "the heading may say that it is" "$(csv-tidy -q in | sed 1d)" "Saltby,Plans open,,2015,5,"
printf 'row,col,count\n2015,up to 3 months,40\n' >in
run csv-tidy in
is "2015 may be a number" "$status$out" 2
like "2015 may be a number: message" "$err" "in:1: no column for the role period"
refuses "a heading that lacks more" "in:1: no column for the role value; expected value, count, number, or -c value=NAME; the headings are Area, Period, A, B; did you mean -c value='A' or -c value='B'?" <<'.'
Area,Period,A,B
Darlington,2022,5,6
.
refuses "the same below a title, with several figures" "in:3: no column for the role value; the headings are Area, When, Contacts, Referrals; expected -c value=NAME, or --measures 'Contacts,Referrals' for a series of each, and -c period='When'$" <<'.'
Contacts and referrals

Area,When,Contacts,Referrals
Darlington,Jan-22,78,5
.
refuses "a heading with a number, below a title of as many cells" "in:2: column 3: the heading '5' is a number" <<'.'
Plans,by quarter,
Indicator,2014,5
Plans,6,7
.
tidy --indicator Population <<'.'
"Population estimates"

"Gender","Total"
"measures","value"

"Area","mnemonic","2021","2022"
"Gateshead","E08000037",38500,38700
.
is "Nomis: the measure above the table" "$status $(sed 1d out)" "0 Gateshead,E08000037,Population,,2021,38500,
Gateshead,E08000037,Population,,2022,38700,"
like "Nomis: it is left out" "$err" "in:4: not part of a table, left out: measures, value"
for row in Redcar,5 Redcar,c Redcar,2014 2014,5; do
	refuses "no column for the period ($row)" "in:1: no column for the role period; .* \\(csv-tidy --set period=PERIOD adds it to a table of one period\\); the headings are area, value \\(or --set period=@name where the file's name has it\\)$" <<.
area,value
$row
.
done
refuses "a damaged Indicator" "in:1: the heading 'Indicater' is nearly 'indicator'; expected indicator, -c indicator=NAME, or another heading" -y 2014-15 <<'.'
Indicater,Q1
Plans,5
.
refuses "not a figure" "in:2: Q2: '13x' is not a figure" -y 2014-15 <<'.'
Indicator,Q1,Q2
Plans,5,13x
.
refuses "commas in the wrong place" "in:2: Q1: '1,23' is not a figure" -y 2014-15 <<'.'
Indicator,Q1,Q2
Plans,"1,23",13
.
refuses "a percentage below 0" "in:2: Q1: '5 \(-7%\)' is not a figure" -y 2014-15 <<'.'
Indicator,Q1
Plans,5 (-7%)
.
refuses "not a percentage" "in:2: percentage: 'many' is not a percentage; expected a number of 0 or more" <<'.'
indicator,period,value,percentage
Plans,2014,5,many
.
refuses "infinity is not a figure" "in:2: Q1: 'inf' is not a figure" -y 2014-15 <<'.'
Indicator,Q1
Plans,inf
.
refuses "a row without a label" "in:2: Indicator: blank in the first row; expected a label, or -c category=NAME" -y 2014-15 <<'.'
Indicator,Q1
,5
.
refuses "a later row without a label" "in:3: Q1: '5' in a row without a label in Indicator; expected" -y 2014-15 <<'.'
Indicator,Q1
Plans,5
,5
.
refuses "a row without an indicator, in a table of both" "in:3: indicator: blank; expected the row's indicator" <<'.'
indicator,category,2014
Plans,Neglect,5
,Total,5
.
refuses "of which what" "in:3: Q2: 'Of which 3 were girls' differs from the cell before; expected '... were boys'" -y 2014-15 <<'.'
Indicator,Q1,Q2
Plans,5,6
,Of which 2 were boys,Of which 3 were girls
.
refuses "text alone between rows" "in:4: 'Girls' is alone in its row, but line 5 below it is a row; expected a row of the table" -y 2014-15 <<'.'
Indicator,Q1
Plans,5

Girls,
Ended,6
.
refuses "ragged" "in:3: 3 fields; expected 2 as in the heading on line 1" -y 2014-15 <<'.'
Indicator,Q1
Plans,5
Ended,6,7
.
refuses "a short last row" "in:3: 1 field; expected 2" -y 2014-15 <<'.'
Indicator,Q1
Plans,5
Ende
.
refuses "a figure below no heading" "in:2: column 3: '6' in a column without a heading" -y 2014-15 <<'.'
Indicator,Q1,
Plans,5,6
.
refuses "quarters over nothing" "in:2: column 3: 'Q2 x' in a column without a heading" <<'.'
Indicator,2014/15,
Plans,5,Q2 x
.
refuses "years over quarters, twice" "in:2: Q1 2014/15: columns 2 and 3 both have this heading; expected each heading once" <<'.'
,2014/15,,2015/16
Indicator,Q1,Q1,Q1
Plans,5,6,7
.
refuses "no periods at all" "in:1: no heading is a period" <<'.'
Name,Score
Plans,5
.
refuses "an unclosed quote" "in:2:" -y 2014-15 <<'.'
Indicator,Q1
"Plans,5
.
refuses "a stray quote" "in:2:" -y 2014-15 <<'.'
Indicator,Q1
Pl"ans,5
.
refuses "--set of a column that is there" "--set: the output has a column 'value' already; expected another name" --set value=3 <<'.'
Indicator,2014
Plans,5
.
refuses "--set without a name" "--set: .=3. is not NAME=VALUE" --set =3 <<'.'
Indicator,2014
.
refuses "periods of two lengths in one wide table" "a year among financial quarters cannot be across one table; expected" --wide <<'.'
indicator,period,value
a,2014-15 Q1,4
a,2014,5
.
refuses "a column that would be a period" "could not be read again: 2014: columns 2 and 3 both have this heading" -c period=period --wide <<'.'
indicator,period,value,2014
a,2014,4,x
.
refuses "a column that would be another period" "could not be read again: '2015' would be read as a period; expected another heading for it" -c period=period --wide <<'.'
indicator,period,value,2015
a,2014,4,x
.
refuses "an indicator for some" "expected one for all or none" --wide <<'.'
indicator,period,value
a,2014,4
,2014,5
.
refuses "a mark as a percentage alone has no cell" "'c' is a percentage without a value" --wide <<'.'
indicator,period,value,percentage
a,2014,,c
.

# Months as 202304 or, in the year of -y, April.
months() { # name wanted table option...
	name=$1 wanted=$2
	printf "$3" >in.csv
	shift 3
	run csv-tidy -q "$@" in.csv
	is "$name" "$status$err $(sed 1d out | cut -d, -f3-4 | paste -sd' ' -)" "0 $wanted"
}
months "months across" "2023-12,3 2024-01,4 2024-02,5" 'Indicator,202312,202401,202402\nContacts,3,4,5\n'
months "the last first" "2024-01,3 2023-12,4" 'Indicator,202401,202312\nContacts,3,4\n'
months "names across" "2023-04,3 2024-03,4" 'Indicator,Apr,March\nContacts,3,4\n' -y 2023-24
months "names with percentages" "2023-04,3 2023-05,4" 'Type,April,%%,May,%%\nA,3,1,4,2\n' -y 2023-24
months "names in a column" "2023-12,3 2024-01,4" 'Month,Contacts\nDecember,3\nJanuary,4\n' -y 2023-24
months "numbers in a column" "2023-12,3 2024-01,4" 'Month,Contacts\n202312,3\n202401,4\n'
months "in a column of periods" "2023-12,3" 'period,value\n202312,3\n'
months "a year next to the month" "2023-12,3" 'Year,Month,Contacts\n2023,December,3\n'
months "the months of a quarter in brackets" "2023-24 Q1,3 2023-24 Q4,4" 'Type,Q1 (Apr-Jun),Q4 (January to March) (p)\nA,3,4\n' -y 2023-24
months "a year and a quarter" "2023-24 Q1,3 2024-25 Q1,4" 'Year,Quarter,Number\n2023-24,Q1,3\n2024/25,Q1,4\n'
months "FY and Q" "2023-24 Q1,3 2024-25 Q1,4" 'FY,Q,Contacts\n2023-24,Q1,3\n2024/25,Q1,4\n'
months "a year and a quarter, and that -y" "2023-24 Q1,3" 'Year,Quarter,Number\n2023-24,Q1,3\n' -y 2023-24
months "a calendar year and a quarter, with -y" "2023-24 Q1,3" 'Year,Quarter,Referrals\n2023,Q1,3\n' -y 2023-24
months "a year and a term" "2021-22 Autumn term,5 2021-22 Spring term,6" 'Year,Term,Referrals\n2021/22,Autumn,5\n2021/22,Spring term,6\n'
months "a financial year and a month" "2021-04,5 2022-01,6" 'Financial year,Month,Referrals\n2021/22,Apr,5\n2021/22,Jan,6\n'
months "an academic year and a month" "2022-04,5 2021-10,6" 'Academic year,Month,Referrals\n2021/22,Apr,5\n2021/22,Oct,6\n'
refuses "a year and a quarter, and another -y" "in:2: Year: '2023-24' with 'Q1' is 2023-24 Q1, but -y says 2024-25; expected no -y, as the table has its years" -y 2024-25 <<'.'
Year,Quarter,Number
2023-24,Q1,3
.
refuses "a calendar year and a quarter of referrals" "in:2: Year: '2023' with 'Q1' is a quarter of the calendar or of the financial year; expected 2023-24 for 2023, if that is the year .or -y 2023-24, if all rows are of it., or quarters such as 2014-Q1 in one column" <<'.'
Year,Quarter,Referrals
2023,Q1,3
.
refuses "a calendar year and a term" "in:2: Year: '2023' with 'Autumn' is not a period; expected the academic year, such as 2014/15, if it is a term" <<'.'
Year,Term,Referrals
2023,Autumn,3
.
refuses "an academic year and a quarter" "in:2: Academic year: '2021/22' with 'Q1': a quarter of an academic year; expected one of a financial year, such as 2014-15 with Q1" <<'.'
Academic year,Quarter,Referrals
2021/22,Q1,3
.

months "years as gov.uk writes them" "2021-22,3 2022-23,4" 'Type,2021 to 2022,2022 to 2023 (p)\nA,3,4\n'
months "and their quarters" "2022-23 Q3,3" 'Year,Quarter,Number\n2022 to 2023,Q3,3\n'
months "quarters with their months" "2023-24 Q1,3 2023-24 Q2,4" 'Type,Q1 (Apr-Jun 2023),Q2 (Jul-Sep 2023)\nA,3,4\n'
months "calendar quarters with their months" "2023-Q1,3 2023-Q2,4" 'Type,Q1 (Jan-Mar 2023),Q2 (Apr-Jun 2023)\nA,3,4\n'
months "a year of two digits after an apostrophe" "2022-23 Q4,3 2023-24 Q1,4" "Type,Jan to Mar '23,Apr to Jun '23\nA,3,4\n"
refuses "a change between two years in words" "in:1: .*Change 2022 to 2023: two periods, '2022' and '2023'" <<'.'
Type,Change 2022 to 2023,Change 2023 to 2024
A,3,4
.

# Years down, and their quarters or months across.
years="R,,2022-23 Q1,1, R,,2022-23 Q2,2, R,,2023-24 Q1,3, R,,2023-24 Q2,4,"
printf 'Indicator,Year,Q1,Q2 (p)\nR,2022/23,1,2\nR,23/24,3,4\n' >years.csv
run csv-tidy -q years.csv
is "years down and quarters across" "$status$err $(sed 1d out | paste -sd' ' -)" "0 $years"
run csv-tidy --wide -q years.csv
is "and all of them across" "$status$err $(cat out)" "0 Indicator,2022-23 Q1,2022-23 Q2,2023-24 Q1,2023-24 Q2
R,1,2,3,4"
run csv-tidy -q -y 2023-24 years.csv
like "and another -y" "$status $err" "^2 .*years.csv:2: Year: '2022/23' with 'Q1' is 2022-23 Q1, but -y says 2023-24"
sed '/2022/d' years.csv >one.csv
run csv-tidy -q -y 2023-24 one.csv
is "and the same -y" "$status$err $(sed 1d out | paste -sd' ' -)" "0 R,,2023-24 Q1,3, R,,2023-24 Q2,4,"
cut -d, -f2- years.csv | csv-tidy -q --indicator R - >out
is "without another column" "$(sed 1d out | paste -sd' ' -)" "$years"
sed 's/Indicator/Area/; s/R,/A,/' years.csv | csv-tidy -q --indicator R - >out
is "next to areas" "$(sed 1d out | paste -sd' ' -)" "$(echo "$years" | sed 's/R,/A,R,/g')"
{ cat years.csv; echo; sed 's/R,/S,/' years.csv; } >two.csv
run csv-tidy -q two.csv
is "in two tables" "$status$err $(sed 1d out | paste -sd' ' -)" "0 $years $(echo "$years" | sed 's/R/S/g')"
sed 's/Year/Span/' years.csv >span.csv
run csv-tidy -q span.csv
like "under another heading" "$status $err" "^2 .*span.csv:1: the quarters have no year; give it with -y, as in -y 2014-15, or with -c period=NAME where a column has it"
run csv-tidy -q -c period=Span span.csv
is "and with -c" "$status$err $(sed 1d out | paste -sd' ' -)" "0 $years"
run csv-tidy -q -y 2022-23 span.csv
like "or another year than that of -y" "$status $err" "^2 .*span.csv:3: Span: '23/24'|^2 .*span.csv:3: Span: .* but the figures are of 2022-23"
sed 's/2022.23/2022/' years.csv >calendar.csv
run csv-tidy -q calendar.csv
like "a calendar year" "$status $err" "^2 .*calendar.csv:2: Year: '2022' with 'Q1' is a quarter of the calendar or of the financial year"
sed 's/2022.23//' years.csv >blank.csv
run csv-tidy -q blank.csv
like "a blank year" "$status $err" "^2 .*blank.csv:2: Year: '' is not a year; expected that of the periods across, such as 2014-15"
printf 'Indicator,Year,FY,Q1,Q2\nR,2022,2022/23,1,2\n' >both.csv
run csv-tidy -q both.csv
like "two columns of years" "$status $err" "^2 .*both.csv:1: the years of the periods may be in 'Year' or in 'FY'; expected -c period=NAME"
printf 'Indicator,Year,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb,Mar\nR,2022/23,1,2,3,4,5,6,7,8,9,10,11,12\n' >months.csv
run csv-tidy -q --kind flow --to quarter months.csv
is "years down and months across" "$status$err $(sed 1d out | paste -sd' ' -)" "0 R,,2022-23 Q1,6, R,,2022-23 Q2,15, R,,2022-23 Q3,24, R,,2022-23 Q4,33,"
sed 's/2022.23/2022/' months.csv >wrong.csv
run csv-tidy -q wrong.csv
like "months of two years, and one" "$status $err" "^2 .*wrong.csv:2: Year: '2022', and the months across are of two years; expected a year such as 2014-15"
printf 'Indicator,Year,Jan,Feb\nR,2022,1,2\n' >months.csv
run csv-tidy -q months.csv
is "months of calendar years" "$status$err $(sed 1d out | paste -sd' ' -)" "0 R,,2022-01,1, R,,2022-02,2,"
printf 'Indicator,Year,Jan,Feb\nR,2022/23,1,2\n' >months.csv
run csv-tidy -q months.csv
like "months of either year" "$status $err" "^2 .*months.csv:2: Year: '2022/23' with 'January' may be of a financial or an academic year"
refuses "the months of another quarter" "in:1: Q2 .Apr-Jun.: " -y 2023-24 <<'.'
Type,Q1 (Apr-Jun),Q2 (Apr-Jun)
A,3,4
.
refuses "a calendar year and a quarter" "in:2: Year: '2023' with 'Q1' is a quarter of the calendar or of the financial year" <<'.'
Year,Quarter,Number
2023,Q1,3
.
refuses "names without a year" "in:1: the months have no year; give it with -y" <<'.'
Indicator,April,May
Contacts,3,4
.
refuses "a name in a column without a year" "in:2: Month: 'April' has no year; give it with -y" <<'.'
Month,Contacts
April,3
.
refuses "a quarter in a column without a year" "in:2: Quarter: 'Q1' has no year; give it with -y" <<'.'
Quarter,Contacts
Q1,3
.
refuses "numbers of no months that follow one another" "in:1: no heading is a period" <<'.'
Indicator,202304,202306
Contacts,3,4
.
refuses "and figures like months" "in:1: no heading is a period" <<'.'
Area,Total A,Total B
Redcar,202305,202301
.
printf 'Month,Contacts\nApril,3\nMay,4\n' >in.csv
run qtrend -q -y 2023-24 in.csv
is "a month of -y in another filter" "$status $(sed -n 2p out | cut -d, -f5-6)" "0 2023-04,2023-05"

# Numbers and percentages of each period, in either order.
pairs() { # name heading option...
	name=$1
	printf '%s\nNeglect,130,70,94,68\n' "$2" >in.csv
	shift 2
	run csv-tidy -q "$@" in.csv
	is "$name" "$status$err $(sed 1d out | cut -d, -f2- | paste -sd' ' -)" "0 Neglect,2023-24 Q1,130,70 Neglect,2023-24 Q2,94,68"
}
pairs "Q1 Number, Q1 %" 'Category,2023-24 Q1 Number,2023-24 Q1 %,2023-24 Q2 Number,2023-24 Q2 %'
pairs "Number Q1, % Q1" 'Category,Number 2023-24 Q1,% 2023-24 Q1,Number 2023-24 Q2,% 2023-24 Q2'
pairs "No. (Q1), Percentage (Q1)" 'Category,No. (Q1 2023/24),Percentage (Q1 2023/24),No. (Q2 2023/24),Percentage (Q2 2023/24)'
pairs "Q1: n, %" 'Category,2023-24 Q1: n,%,2023-24 Q2: n,%'
pairs "% of total" 'Category,2023-24 Q1,% of total,2023-24 Q2,% of total'
pairs "% Q1 after Q1" 'Category,2023-24 Q1,% 2023-24 Q1,2023-24 Q2,% 2023-24 Q2'
pairs "Count Q1 and -y" 'Category,Count Q1,% Q1,Count Q2,% Q2' -y 2023-24
pairs "Q1 n" 'Category,2023-24 Q1 n,2023-24 Q1 (%),2023-24 Q2 n,2023-24 Q2 (%)'
refuses "percentages of another period" "2023-24 Q3 %: percentages of 2023-24 Q3, but no column has its counts" <<'.'
Category,Number 2023-24 Q1,% 2023-24 Q3
A,5,6
.
refuses "percentages alone" "in:1: no heading is a period: 2023-24 Q1 %: percentages, and no column has their counts; expected one, or '2023-24 Q1' where each cell has its % sign" <<'.'
Category,2023-24 Q1 %,2023-24 Q2 %
A,5,6
.
refuses "two numbers of a period" "2023-24 Q1: columns 2 and 3 both have this heading" <<'.'
Category,2023-24 Q1,2023-24 Q1 Number,2023-24 Q1 %
A,5,6,7
.
refuses "no % for one period" "% of total: columns 3 and 6 both have this heading; expected each heading once, such as '2023-24 Q1 %' in column 3" <<'.'
Category,2023-24 Q1,% of total,2023-24 Q2,2023-24 Q3,% of total
A,5,6,5,6,5
.
printf 'Type,2023-24 Q1 Referrals,2023-24 Q2 Referrals\nPolice,5,6\n' >in.csv
run csv-tidy in.csv
is "a period before a name" "$status$err $(sed -n 2p out)" "0 Referrals,Police,2023-24 Q1,5,"
for head in 'Children Q1 2023-24,% Q1 2023-24,Children Q2 2023-24,% Q2 2023-24' \
    'Children 2023-24 Q1,Children % 2023-24 Q1,Children 2023-24 Q2,Children % 2023-24 Q2' \
    'Children Q1 2023-24,% of children Q1 2023-24,Children Q2 2023-24,% of children Q2 2023-24' \
    'Q1 2023-24 Children,Q1 2023-24 %,Q2 2023-24 Children,Q2 2023-24 %'; do
	printf 'Reason,%s\nNeglect,3,12.5,4,13.5\n' "$head" >in
	run csv-tidy in
	is "a measure and its percentages: $head" "$status $(sed 1d out)" "0 Children,Neglect,2023-24 Q1,3,12.5
Children,Neglect,2023-24 Q2,4,13.5"
done
printf 'Reason,%% Q1 2023-24,Children Q1 2023-24\nNeglect,12.5,3\n' >in
run csv-tidy in
is "percentages before their measure" "$status $(sed 1d out)" "0 Children,Neglect,2023-24 Q1,3,12.5"
refuses "percentages of a period without its measure" "% Q2 2023-24: percentages of a period, but no column has its counts; expected one headed 'Children' and the period" <<'.'
Reason,Children Q1 2023-24,% Q2 2023-24
Neglect,3,12.5
.
refuses "percentages twice" "% of total Q1 2023-24: 'Children Q1 2023-24' has percentages in another column; expected one" <<'.'
Reason,Children Q1 2023-24,% Q1 2023-24,% of total Q1 2023-24
Neglect,3,12.5,12.5
.
refuses "periods before two names" "2023-24 Q1 Cases: periods of 'Cases', and before of 'Referrals'; expected one measure in a table, and a table for each" <<'.'
Type,2023-24 Q1 Referrals,2023-24 Q1 Cases
A,5,6
.

# The one column of texts in a table of values is that of the categories.
mkdir quarters
printf 'Type of referral,Number\nPolice,"1,021"\nHousing,c\n' >'quarters/Referrals Q1 2023-24.csv'
printf 'Type of referral,Number\nPolice,998\nHousing,6\n' >'quarters/Referrals Q2 2023-24.csv'
run csv-tidy --set period=@name quarters/*
is "the label of rows" "$status $(sed -n 2p out)" "0 Type of referral,Police,2023-24 Q1,1021,"
csv-tidy --set period=@name quarters/* >tidy.csv
run csv-tidy --wide tidy.csv
is "the same, wide" "$status$err $(paste -sd' ' out)" "0 Type of referral,2023-24 Q1,2023-24 Q2 Police,1021,998 Housing,c,6"
run csv-tidy --set period=@name --indicator Referrals quarters/*
is "the same with --indicator" "$status $(sed -n 2p out)" "0 Referrals,Police,2023-24 Q1,1021,"
for heading in Locality LA Council Ward Age 'LA code' Notes; do
	printf '%s,Period,Number\nA,2023,4\n' "$heading" >in.csv
	run csv-tidy in.csv
	is "$heading is no label" "$status $(sed 1q out)" "0 $heading,indicator,category,period,value,percentage"
done
printf 'School,Period,Number\n101,2023,4\n' >in.csv
run csv-tidy in.csv
is "nor is a number" "$status $(sed 1q out)" "0 School,indicator,category,period,value,percentage"
printf 'Team,Type,Period,Number\nA,B,2023,4\nA,C,2023,5\n' >in.csv
run csv-tidy in.csv
is "two columns of texts pass through" "$status $(sed 1q out)" "0 Team,Type,indicator,category,period,value,percentage"
csv-tidy in.csv >tidy.csv
csv-tidy --wide tidy.csv >wide.csv
run csv-tidy wide.csv
is "and are read again from the wide table" "$(cat out)" "$(cat tidy.csv)"
printf 'Area,Type,Period,Number\nA,B,2023,4\n' >in.csv
run csv-tidy in.csv
is "an area and a label" "$status $(sed -n 2p out)" "0 A,Type,B,2023,4,"

printf 'Category of abuse,Number,%%\nNeglect,10,59%%\nPhysical abuse,7,41\n' >'quarters/2023-24 Q1 plans.csv'
run csv-tidy --set period=@name 'quarters/2023-24 Q1 plans.csv'
is "a column of percentages next to the values" "$status$err $(sed 1d out | cut -d, -f2- | paste -sd' ' -)" "0 Neglect,2023-24 Q1,10,59 Physical abuse,2023-24 Q1,7,41"
refuses "a month of a year that may be of two" "in:2: Year: '2023-24' with 'April' may be of a financial or an academic year; expected the month with its own year" <<'.'
Year,Month,Contacts
2023-24,April,3
.
printf 'Quarter,Source of referral,No of referrals,%% of referrals\nQ1 2023/24,Police,10,45.5%%\n' >in.csv
run csv-tidy -q in.csv
is "a number and its share" "$status $(sed -n 2p out)" "0 No of referrals,Police,2023-24 Q1,10,45.5"
printf 'LA,2022,2023\nHartlepool,3,4\n' >in.csv
run csv-tidy --indicator Plans in.csv
is "LA is an area with --indicator" "$status $(sed -n 2p out)" "0 Hartlepool,Plans,,2022,3,"
run csv-tidy in.csv
like "and not a label without" "$status $err" "^2 .*no column names what each row counts; expected one, or --indicator NAME\$"
printf 'Locality,Reason for plan,Q1 2023-24,Q2 2023-24\nNorth,Neglect,3,4\n' >in.csv
run csv-tidy in.csv
is "Locality is an area before a label" "$status $(sed -n 2p out)" "0 North,Reason for plan,Neglect,2023-24 Q1,3,"
refuses "measures of each quarter" "no column for the role value; .* .or --measures 'Police,School,Self' where each measure has a column.$" <<'.'
Quarter,Police,School,Self
Q1 2023/24,10,12,11
.
printf 'Worker,Month,Contacts\nApril,Jan-24,3\n' >in.csv
run csv-tidy -q in.csv
is "nor is a name that is a month's a label" "$status $(sed -n 2p out)" "0 April,Contacts,,2024-01,3,"

# What every filter does

printf '' >empty.csv
run csv-tidy empty.csv
is "no bytes: exit" "$status" 2
like "no bytes: message" "$err" "empty.csv: no data \(zero bytes\)"
printf 'Indicator,2014\n' >in
run csv-tidy in
is "heading only" "$status$out" "0$h"
printf 'Indicator,2014' >in
run csv-tidy --wide in
is "heading only, --wide" "$status$out" "0Indicator,2014"
for table in "$data"/board/*.csv; do
	head -n 1 "$table" >in
	run csv-tidy $y --wide in
	same "${table##*/}: heading only, --wide" out in
done
printf '\357\273\277Indicator,2014\r\nPlans,5\r\n' >in
run csv-tidy in
is "byte order mark and CRLF" "$status$out" "0$h
Plans,,2014,5,"
printf 'Indicator,2014\n"Plans,\nopen",5' >in
run csv-tidy in
is "a quoted newline" "$status$out" "0$h
\"Plans,
open\",,2014,5,"
run csv-tidy -d ';' - <<'.'
Indicator;2014
Plans;1,234,567
.
is "-d" "$out" "$h
Plans,,2014,1234567,"
run csv-tidy -f text a.csv
is "-f text" "$out" "indicator  category  period  value  percentage
---------  --------  ------  -----  ----------
Plans                  2014      5"
tidy -y 2014-15 -f jsonl --set 'by=A "B"' <<'.'
Category of Abuse,Q1,Q2
Neglect,"1,130 (70%)",c (c)
2014,,12345678901234567
.
is "-f jsonl: numbers, marks as strings, null" "$out" \
'{"by":"A \"B\"","indicator":"Category of Abuse","category":"Neglect","period":"2014-15 Q1","value":1130,"percentage":70}
{"by":"A \"B\"","indicator":"Category of Abuse","category":"Neglect","period":"2014-15 Q2","value":"c","percentage":"c"}
{"by":"A \"B\"","indicator":"Category of Abuse","category":"2014","period":"2014-15 Q1","value":null,"percentage":null}
{"by":"A \"B\"","indicator":"Category of Abuse","category":"2014","period":"2014-15 Q2","value":"12345678901234567","percentage":null}'
run csv-tidy -y 2014-15 -f jsonl --wide in
is "-f jsonl --wide" "$out" \
'{"Category of Abuse":"Neglect","Q1":"1130 (70%)","Q2":"c (c)"}
{"Category of Abuse":"2014","Q1":null,"Q2":"12345678901234567"}'
# A heading that is nearly that of percentages.
refuses "percentages that are misspelt" "in:1: the heading '3_months_or_less_percnt' is nearly '3_months_or_less_percent'; expected 3_months_or_less_percent, or another heading if it is not the percentages of '3_months_or_less'" --measures '*_less,6_months' <<'.'
time_period,la_name,3_months_or_less,3_months_or_less_percnt,6_months,6_months_percent
2023,Redcar,5,10,6,12
.
refuses "the same with periods across" "in:1: the heading '2022 precentage' is nearly '2022 percentage'" <<'.'
Area,Measure,2022,2022 precentage,2023
A,Plans,1,2,3
.
refuses "and the name of the figures" "in:1: the heading '3_month_or_less_percent' is nearly '3_months_or_less_percent'" --measures '*_less' <<'.'
time_period,la_name,3_months_or_less,3_month_or_less_percent
2023,Redcar,5,10
.
printf '%s\n' time_period,la_name,1_year,2_year_percent,Neglect,Neglect_percent,Neglects 2023,Redcar,5,10,3,4,5 >in
run csv-tidy --measures 1_year,Neglects in
is "percentages of another column pass through" "$status $(sed -n 2p out)" "0 Redcar,10,3,4,1_year,,2023,5,"

# --until: by the last day of a period.
until_is() { # name until table wanted-periods
	printf '%b' "$3" >in
	run csv-tidy --until "$2" in
	is "--until: $1" "$(printf '%s\n' "$out" | sed 1d | cut -d, -f3 | paste -sd ' ')" "$4"
}
until_is "quarters" "2014-15 Q2" 'a,2014-15 Q1,2014-15 Q2,2014-15 Q3\nx,1,2,3\n' "2014-15 Q1 2014-15 Q2"
until_is "months until a quarter" "2014-15 Q2" 'a,2014-09,2014-10\nx,1,2\n' "2014-09"
until_is "years until a quarter" "2014-15 Q3" 'a,2013-14,2014-15\nx,1,2\n' "2013-14"
until_is "a month that could be a year" "2011-12" 'a,2011-12,2012-01\nx,1,2\n' "2011-12"
until_is "a year that could be a month" "2011-12" 'a,2010-11,2011-12,2012-13\nx,1,2,3\n' "2010-11 2011-12"
until_is "a plain year" "2011/12" 'a,2012-03,2012-04\nx,1,2\n' "2012-03"
until_is "nothing is left" "2010" 'a,2012-03\nx,1\n' ""
printf 'a,2014-15 Q1,2014-15 Q2\nx,1,one\n' >in
run csv-tidy --until '2014-15 Q1' in
is "--until: a fault in what is left out is still one" "$status" 2
run csv-tidy --until Q9 in
is "--until: not a period" "$status $err" \
	"2 csv-tidy: --until: 'Q9' is not a period; expected one such as 2014-15 Q4, 2014-15 or 2015-03"

# Headings that name series, in several files.
for heading in 'Referrals received' 'Referrals Received' 'Referrals  received'; do
	printf "Source,$heading\\nPolice,3\\n" >"a_Q$((${n:-0} + 1))_2324.csv"
	n=$((${n:-0} + 1))
done
run csv-tidy --set period=@name a_Q1_2324.csv a_Q2_2324.csv a_Q3_2324.csv
is "headings that differ by case are two indicators, by blanks one" "$(sed 1d out | cut -d, -f1 | paste -sd, -)" \
	"Referrals received,Referrals Received,Referrals received"
is "and that is said" "$(printf '%s\n' "$err" | grep alike)" "csv-tidy: a_Q2_2324.csv:1: the headings 'Referrals Received' and 'Referrals received' (a_Q1_2324.csv:1) look alike but differ; they are not taken for the same
csv-tidy: a_Q3_2324.csv:1: the headings 'Referrals  received' and 'Referrals received' (a_Q1_2324.csv:1) look alike but differ in blanks alone; the first is taken for both"
printf 'area,period,Plans,plans,Plans  now\nA,2014,1,2,3\n' >in.csv
run csv-tidy --measures 'Plans,plans' in.csv
like "two measures of one file" "$err" "the headings 'plans' and 'Plans' .in.csv:1. look alike but differ; they are not taken"

# A column that has figures in the form given, or states of the figures, is not that of the categories.
label_is() {	# what, options, heading, cell 1, cell 2, rest of the line expected
	printf "Quarter;Plans;$3\\nQ1 2023/24;120;$4\\nQ2 2023/24;98;$5\\n" >in
	run csv-tidy -q $2 in
	is "not a category: $1" "$status$err $(sed 1d out | sed 's/.*\(Plans,.*\)/\1/' | paste -sd' ' -)" \
	    "0 Plans,,2023-24 Q1,120, Plans,,2023-24 Q2,98,"
}
label_is "decimal commas" --decimal-comma Share 59,1 53,8
label_is "thousands" "-c value=Plans" Cases 1,204 1,310
label_is "TBC" "" Aim TBC 90
label_is "a word of --marks" "--marks late" Aim late 90
label_is "money" "" Cost '£1,200' '£900'
for heading in RAG rag Status Target Rate Trend Direction Notes Comment Source; do
	label_is "$heading" "" $heading Green Red
done
printf 'Quarter,Plans,Type,RAG\nQ1 2023/24,120,Neglect,Green\nQ1 2023/24,98,Other,Red\n' >in
run csv-tidy -c value=Plans in
is "the other column is, and that is said" "$status $(sed 1d out) $err" "0 Green,Plans,Neglect,2023-24 Q1,120,
Red,Plans,Other,2023-24 Q1,98, csv-tidy: note: in:1: read as with -c category='Type' (-c category=NAME for another column, --indicator NAME --no-category for none)"
run csv-tidy -c value=Plans -c category=RAG in
is "but where an option says so" "$status $(sed -n 2p out) $err" "0 Neglect,Plans,Green,2023-24 Q1,120, "

# A column that an option gives another role is not that of the categories.
printf 'Neighbourhood,CIN\nA,3\nB,4\n' >in
run csv-tidy --set period=2024 -c value=CIN -c area=Neighbourhood in
is "-c area: a column of areas" "$status $(paste -sd' ' out)$err" "0 Neighbourhood,indicator,category,period,value,percentage A,CIN,,2024,3, B,CIN,,2024,4,"
printf 'Neighbourhood,2024\nA,3\n' >in
run csv-tidy -c area=Neighbourhood in
is "-c area, across: no label" "$status$out $err" "2 csv-tidy: in:1: no column names what each row counts; expected one, or --indicator NAME"

done_testing
