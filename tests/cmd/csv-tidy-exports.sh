#!/bin/sh
# csv-tidy on what people send: exports of spreadsheets, notes, periods in many forms, files of one
# quarter each. Each layout also with one thing wrong: a message, or the right answer.
. "${0%/*}/../tap/tap.sh"
. "$src/tests/tap/tidy.sh"

h='indicator,category,period,value,percentage'
rows() { # output without its heading and the blank percentages
	sed '1d; s/,$//' out
}

# Periods with notes

for p in '2015 (p)' '2015 [p]' '2015 [note 1]' '2015 (provisional)' '2015¹' 2015r '2015*' \
    'Provisional 2015' '2015 prov.' '2015 - revised'; do
	printf 'Indicator,2013,2014,%s\nPlans,5,6,7\n' "$p" >in
	run csv-tidy in
	is "heading $p" "$status $(rows | tail -n 1)" "0 Plans,,2015,7"
	like "heading $p: its flag is counted" "$err" "^csv-tidy: 1 figure with flags, which are left out: .* \(1\); --flags"
	printf 'indicator,period,value\nPlans,2014,6\nPlans,%s,7\n' "$p" >in
	run csv-tidy in
	is "cell $p" "$status $(rows | tail -n 1)" "0 Plans,,2015,7"
done
run csv-tidy -q in
is "-q: flags are not counted" "$status$err" 0
for p in '2015 (target)' '2015 [2014]' '2015 [note 2014]' 2015x 20l5 '2014 and 2015' \
    '2014 to 2015' '23/24' 'Year ending June 2015' 'H1 2015' '2015 (o)' '2015 provisonal'; do
	printf 'Indicator,2013,2014,%s\nPlans,5,6,7\n' "$p" >in
	run csv-tidy in
	is "heading $p is refused" "$status$out" 2
	case $err in
	*"in:1: $p: "*) ok "heading $p is named" ;;
	*) not_ok "heading $p is named"; echo "# $err" ;;
	esac
done
refuses "a heading that is a figure" "in:1: column 4: the heading '2015 \(16\)' is a number" <<'.'
Indicator,2013,2014,2015 (16)
Plans,5,6,7
.
refuses "a heading that is a figure of one digit" "in:1: column 4: the heading '2015 \\(5\\)' is a number" <<'.'
Indicator,2013,2014,2015 (5)
Plans,5,6,7
.
refuses "two letters swapped" "in:1: Mya-23: two swapped letters from the period 'May-23'; expected a period, or another name" <<'.'
Area,Measure,Apr-23,Mya-23,Jun-23
Redcar,Plans,5,6,7
.
while IFS='|' read -r text as; do
	printf 'Indicator,%s,%s\nPlans,5,6\n' "$as" "$text" >in
	run csv-tidy -y 2023-24 in
	like "heading $text" "$status$out $err" "^2 csv-tidy: in:1: $text: (two swapped letters from the period|a quarter in words|one letter away from the periods)"
done <<'.'
Jna 2023|Feb 2023
Janaury 2023|Feb 2023
Jul-Spe 2023|Apr-Jun 2023
Autmun term 2023/24|Spring term 2023/24
Qaurter 1 2023-24|Q2 2023-24
Qurater 3|Q2
3Q|Q2
Mdi-2022|Mid-2021
QIII|Q2
Second quarter|Q1
2nd Quarter|Q1
Quarter two|Q1
.
tidy <<'.'
Indicator,Type,Area code,2013,Score,2014
Plans,a,1,5,6,7
Starts,b,2,8,c,9
Ends,2,3,8,[x],9
.
is "a column of figures that passes through: said" "$err" "csv-tidy: in:1: Score: not read as a period; passed through as it is, although it has only figures"
is "a column of figures that passes through" "$(sed -n 2p out)" "a,1,6,Plans,,2013,5,"
run csv-tidy -q in
is "-q: columns of figures are not said" "$status$err" 0
tidy <<'.'
Indicator,Score,2013
Plans,6,5

Indicator,Score,2014
Plans,high,5
.
is "a column of figures: by table" "$err" "csv-tidy: in:1: Score: not read as a period; passed through as it is, although it has only figures"
while IFS='|' read -r heading year; do
	printf 'Indicator,%s\nPlans,5,6\n' "$heading" >in
	run csv-tidy in
	like "years $heading" "$status$out $err" "^2 csv-tidy: in:1: ${heading#*,}: '${heading#*,}' is of the year $year[;,] "
	printf 'period,value\n%s,5\n%s,6\n' "${heading%,*}" "${heading#*,}" >in
	run csv-tidy in
	like "years $heading, in cells" "$status $err" "^2 csv-tidy: in:3: period: '${heading#*,}' is of the year $year[;,] "
done <<'.'
2021,2203|2203
2021,3023|3023
Apr-23,MAy-32|1932
2014,1014|1014
31/03/2014,31/03/1914|1914
.
printf 'Indicator,1971,2021,2047,2072,2100\nPlans,5,6,7,8,9\n' >in
run csv-tidy in
is "projections" "$status" 0
tidy <<'.'
Indicator,2013,2014,Change since 2013
Plans,5,6,1
.
is "a column that names a period" "$status$(sed -n 2p out)" "01,Plans,,2013,5,"
is "a column that names a period is said" "$err" "csv-tidy: in:1: Change since 2013: names a period among other words; passed through as it is, not read as a period"
refuses "the label's heading" "in:1: Ql: one letter away from the period 'Q1'" -y 2014-15 <<'.'
Ql,Q2,Q3
Plans,5,6
.
refuses "the same period with and without a note" "in:1: 2014 \(r\): the same period as an earlier column" <<'.'
Indicator,2014,2014 (r)
Plans,5,6
.
tidy --flags -y 2014-15 <<'.'
Indicator,Q1,Quarter 2,Qtr 3 (r),Q4 (p) [note 1]
Plans,5,6 [r],7,8 [e]
Rate,82.9%,c,TBC,83%
.
is "--flags" "$out" "$h,flag
Plans,,2014-15 Q1,5,,
Plans,,2014-15 Q2,6,,r
Plans,,2014-15 Q3,7,,r
Plans,,2014-15 Q4,8,,p; note 1; e
Rate,,2014-15 Q1,82.9%,,
Rate,,2014-15 Q2,c,,
Rate,,2014-15 Q3,x,,r; TBC
Rate,,2014-15 Q4,83%,,p; note 1"
cp out t.csv
run csv-tidy --flags t.csv
same "--flags, again" out t.csv
run csv-tidy t.csv
is "a column of flags, without --flags" "$(sed -n '1p;3p' out) $err" "$h
Plans,,2014-15 Q2,6, csv-tidy: 5 figures with flags, which are left out: r (3), p (2), note 1 (2), e (1), TBC (1); --flags adds a column of them"
run csv-tidy --wide t.csv
is "a column of flags, --wide" "$out $err" "Indicator,2014-15 Q1,2014-15 Q2,2014-15 Q3,2014-15 Q4
Plans,5,6,7,8
Rate,82.9%,c,x,83% csv-tidy: 5 figures with flags, which are left out: r (3), p (2), note 1 (2), e (1), TBC (1); --flags adds a column of them"
sed 's/flag$/Flag/' t.csv >f.csv
run csv-tidy --flags f.csv
same "a column called Flag" out t.csv
run csv-tidy --flags --wide t.csv
like "--flags --wide" "$status $err" "^2 .*--flags cannot be combined with --wide"
tidy --flags <<'.'
,2013/14 (p),,2014/15
Category,Q3,Q4,Q1 (r)
Neglect,5,6,7
.
is "notes in a heading of two rows" "$(rows)" "Category,Neglect,2013-14 Q3,5,,p
Category,Neglect,2013-14 Q4,6,,p
Category,Neglect,2014-15 Q1,7,,r"
while IFS='|' read -r years quarters periods; do
	printf '%s\nArea,%s\nRedcar,1,2,3,4\n' "$years" "$quarters" >in
	run csv-tidy --indicator Plans in
	is "years $years above $quarters" "$status $(rows | cut -d, -f4 | tr '\n' ' ')" "0 $periods "
done <<'.'
,2022-23,2022-23,2023-24,2023-24|Q3,Q4,Q1,Q2|2022-23 Q3 2022-23 Q4 2023-24 Q1 2023-24 Q2
,2022-23,2022-23,2022-23,2022-23|Q1,Q2,Q3,Q4|2022-23 Q1 2022-23 Q2 2022-23 Q3 2022-23 Q4
,2023-24,,2022-23,|Q2,Q1,Q4,Q3|2023-24 Q2 2023-24 Q1 2022-23 Q4 2022-23 Q3
,2022-23,2022-23,2023-24,2023-24|Q1,Q1 %,Q1,Q1 %|2022-23 Q1 2023-24 Q1
,2022-23,,2023-24,|Q1,Q1 percent,Q1,Q1 (%)|2022-23 Q1 2023-24 Q1
.
while IFS='|' read -r years quarters pattern; do
	printf '%s\nArea,%s\nRedcar,1,2,3,4\n' "$years" "$quarters" >in
	run csv-tidy --indicator Plans in
	like "years $years above $quarters" "$status$out $err" "^2 csv-tidy: in:$pattern"
done <<'.'
,2022-23,2023-24,,|Q3,Q4,Q1,Q2|2: Q1: after Q4 under '2023-24'; expected the quarters of one year under it, and each year above its first quarter
,2022-23,,,2023-24|Q3,Q4,Q1,Q2|2: Q1: after Q4 under '2022-23'
,2022-23,,,2023-24|Q1,Q3,Q2,Q1|2: Q2: after Q3 under '2022-23'
,2022-23,2022-23,2023-24,2022-23|Q1,Q2,Q1,Q3|1: 2022-23: columns 2 and 5 both have this heading
,2022-23,2022-23,2022-23,2022-23|A,B,C,D|1: column 5 repeats the heading of the column before it; expected each heading once, or quarters below the years
.
printf 'Plans by area,2022-23,,\nArea,Q1,Q2,Q3\nRedcar,1,2,3\n' >in
run csv-tidy --indicator Plans in
is "a title beside the year" "$status $(rows)$err" "0 Redcar,Plans,,2022-23 Q1,1
Redcar,Plans,,2022-23 Q2,2
Redcar,Plans,,2022-23 Q3,3csv-tidy: in:1: not part of a table, left out: Plans by area"
run csv-tidy --indicator Plans -y 2023-24 in
like "a year above the quarters, and -y" "$status$out $err" "^2 csv-tidy: in:2: 2022-23: the year above the quarters, and -y 2023-24; expected one of them"
run csv-tidy --indicator Plans -y 2022-23 in
is "a year above the quarters, and the same -y" "$status" 0
tidy -y 2014-15 <<'.'
Indicator,Q1,Q1 %,Q2 (p),Q2 %
Plans,5,1,6,2
.
is "the percentages of a period with a note" "$out" "$h
Plans,,2014-15 Q1,5,1
Plans,,2014-15 Q2,6,2"

# Other forms

while IFS='|' read -r text period; do
	printf 'Indicator,%s\nPlans,5\n' "$text" >in
	run csv-tidy in
	is "period $text" "$(rows)" "Plans,,$period,5"
done <<'.'
Mid-2015|2015
Quarter 1 2023-24|2023-24 Q1
Q1 23/24|2023-24 Q1
Apr-23|2023-04
01-Apr-2023|2023-04-01
Apr-Jun 2023|2023-24 Q1
Year ending March 2023|2022-23
Autumn term 2023/24|2023-24 Autumn term
2014–15|2014-15
.
tidy <<'.'
ladcode23,laname23,sex,age,population_2022,population_2023
E06000003,Redcar and Cleveland,F,0,600,"1,610"
.
is "a name and a year" "$out" "ladcode23,laname23,sex,age,$h
E06000003,Redcar and Cleveland,F,0,population,,2022,600,
E06000003,Redcar and Cleveland,F,0,population,,2023,1610,"
refuses "two names and years" "in:1: starts_2014: periods of 'starts', and before of 'plans'" <<'.'
area,plans_2014,starts_2014
A,5,6
.
tidy --date-as quarter <<'.'
Indicator,30/06/2014,31 December 2014
Plans,5,6
.
is "--date-as quarter" "$(rows)" "Plans,,2014-15 Q1,5
Plans,,2014-15 Q3,6"
refuses "--date-as: not the end of one" "in:1: 29/06/2014: neither the first nor the last day of a quarter; expected" --date-as quarter <<'.'
Indicator,29/06/2014
Plans,5
.
refuses "--date-as in cells" "in:2: period: '2014-06-29' is neither the first nor the last day of a month; expected" --date-as month <<'.'
indicator,period,value
Plans,2014-06-29,5
.
refuses "two days of one quarter" "in:1: 01/04/2014: the same period as an earlier column" --date-as quarter <<'.'
Indicator,01/04/2014 (p),01/04/2014
Plans,5,6
.
refuses "first and last days" "in:1: 01/01/2024: the first day of a quarter, but 2023-06-30 is the last; expected only \
first days, or only last days" --date-as quarter <<'.'
Measure,30/06/2023,30/09/2023,01/01/2024
Plans,240,238,251
.
refuses "after a name" "in:1: plans_2024-03-31: the last day of a month, but 2024-02-01 is the first" --date-as month <<'.'
area,plans_2024-02-01,plans_2024-03-31
A,240,238
.
refuses "in cells" "in:3: period: '01/04/2024' is the first day of a year, but 2023-03-31 is the last" --date-as year <<'.'
indicator,period,value
Plans,31/03/2023,5
Plans,01/04/2024,5
.
printf 'indicator,value\nPlans,5\n' >2023-06-30.csv
cp 2023-06-30.csv 2023-07-01.csv
run csv-tidy --date-as quarter --set period=@name 2023-06-30.csv 2023-07-01.csv
like "in files' names" "$status [$(sed 1,2d out)] $err" "^2 \[\] .*--set period: '2023-07-01' is the first day of a quarter, but"
run csv-tidy --date-as week in
like "--date-as week" "$status $err" "^2 .*--date-as: 'week' is not quarter, month or year"

# Messages

refuses "a title above a heading without a label" "in:2: no column names what each row counts; expected one, or --indicator NAME \\(line 1 looks like a title\\)" <<'.'
Plans by area, 2023-24
Area,Q1 2023-24,Q2 2023-24
Redcar,5,6
.
refuses "percentages without counts" "in:1: Q1 2023-24 %: percentages of Q1 2023-24, but no column has its counts" <<'.'
Indicator,Q1 2023-24 %,Q2 2023-24,Q2 2023-24 %
Plans,5,6,7
.
refuses "a term without the word" "in:1: Autumn 2023: not a period; expected one such as 'Autumn term 2014/15', if it is a term" <<'.'
Indicator,Autumn 2023,Spring 2024
Plans,5,6
.
refuses "a quarter of which year" "in:1: Q1 2023: a quarter of the calendar or of the financial year; expected one such as 2014-Q1 or Q1 2014-15" <<'.'
Area,Q1 2023,Q1 2024
Redcar,5,6
.
refuses "measures without --measures" "in:1: no column for the role value; .*\\(or --measures NAME,... where each measure has a column\\)" <<'.'
time_period,time_identifier,geographic_level,la_name,CPP_At31,CPP_percent
2023,Reporting year,Local authority,Redcar,5,6
.
refuses "a period with another word" "in:1: no heading is a period \\('2022/23 outturn' has other words, too\\); expected" <<'.'
Area,2022/23 outturn
Redcar,5
.

# Which column is the label

while IFS='|' read -r options heading row wanted; do
	printf '%s\n%s\n' "$heading" "$row" >in
	run csv-tidy $options in
	is "label of $heading $options" "$status $(sed 2q out | tr '\n' ' ')" "0 $wanted "
done <<.
--indicator Plans|Area,LA number,2022|Redcar,807,5|Area,LA number,$h Redcar,807,Plans,,2022,5,
--indicator Plans|Area,Region,2022|Redcar,NE,5|Area,Region,$h Redcar,NE,Plans,,2022,5,
--indicator Plans|Local authority,Ward,2022|Redcar,Coatham,5|Local authority,Ward,$h Redcar,Coatham,Plans,,2022,5,
--indicator Plans|Area,Population,2022|Redcar,1000,5|Area,Population,$h Redcar,1000,Plans,,2022,5,
--indicator Plans|Area,2022,Trend|Redcar,5,up|Area,Trend,$h Redcar,up,Plans,,2022,5,
--indicator Plans|Area,2022,Notes|Redcar,5,|Area,Notes,$h Redcar,,Plans,,2022,5,
--indicator Plans|LA number,LA and Regions,2022,Trend|807,Redcar,5,|LA number,LA and Regions,Trend,$h 807,Redcar,,Plans,,2022,5,
|Area,LA number,Sex,2022|Redcar,807,F,5|Area,LA number,$h Redcar,807,Sex,F,2022,5,
|Area,Sex,Type,2022|Redcar,F,new,5|Area,Type,$h Redcar,new,Sex,F,2022,5,
-c category=Type|Area,Sex,Type,2022|Redcar,F,new,5|Area,Sex,$h Redcar,F,Type,new,2022,5,
--indicator Plans -c category=Type|Area,Sex,Type,2022|Redcar,F,new,5|Area,Sex,$h Redcar,F,Plans,new,2022,5,
--indicator Plans --no-category|Area,Sex,2022|Redcar,F,5|Area,Sex,$h Redcar,F,Plans,,2022,5,
--indicator Plans --no-category|Area,Category,period,value|Redcar,F,2022,5|Area,Category (published),$h Redcar,F,Plans,,2022,5,
|Region,2022|NE,5|$h Region,NE,2022,5,
|Category of abuse,period,value|Neglect,2022,5|$h Category of abuse,Neglect,2022,5,
|Category,period,value|Neglect,2022,5|$h ,Neglect,2022,5,
--set period=2022|Category of abuse,Number|Neglect,5|$h Category of abuse,Neglect,2022,5,
.
refuses "no label, and no --indicator" "in:1: no column names what each row counts" <<'.'
Area,LA number,2022,Trend
Redcar,807,5,up
.
refuses "--no-category without --indicator" "--no-category needs --indicator" --no-category <<'.'
Area,2022
Redcar,5
.
printf 'Category of abuse,Number\nNeglect,5\n' >in
csv-tidy --set period=2022 in | cp-categorise -f text >out
is "cp-categorise: the title" "$(head -n 1 out)" "Category of abuse      2022"

# Columns that are called as those of the output

printf 'Area Code,Time period,Indicator Name,Value,Count\nE1,2023,Plans,50,5\n' >ft.csv
run csv-tidy -c value=Count ft.csv
is "Fingertips" "$out" "Area Code,Value (published),$h
E1,50,Plans,,2023,5,"
is "Fingertips: said" "$err" "csv-tidy: ft.csv:1: Value: passed through as 'Value (published)', as the output has a column 'value' of its own"
sed 's/Value/value/;s/2023/2024/' ft.csv >ft2.csv
run csv-tidy -c value=Count ft2.csv
is "Fingertips, value" "$(sed 1d out)" "E1,50,Plans,,2024,5,"
cp ft.csv ft3.csv
run csv-tidy -q -c value=Count ft.csv ft3.csv
like "Fingertips, twice" "$status $err" "^2 .*ft3.csv:2: Count: the same series and period"
refuses "a column called as one of the output" "in:1: value: the output has a column of this name already; expected -c ROLE=NAME" <<'.'
Indicator,value,2014
Plans,6,5
.
refuses "the other name, too" "in:1: Value \\(published\\): the output has a column of this name already" -c value=Count <<'.'
period,Count,Value,Value (published)
2014,5,6,7
.
run csv-tidy --set Value=3 ft.csv
like "--set, in another case" "$status $err" "^2 .*--set: the output has a column 'Value' already"

# Lines above and below

tidy -y 2014-15 <<'.'
Children in need,North East,,
"Report date",31/03/2015,,
,,,
Category of Abuse,Q1,Q2,Q3

Neglect,5,6,7
,,,
Produced by,the performance team,,
Source: DfE,see the guidance,,
.
is "titles and notes of several cells" "$status $(rows)" "0 Category of Abuse,Neglect,2014-15 Q1,5
Category of Abuse,Neglect,2014-15 Q2,6
Category of Abuse,Neglect,2014-15 Q3,7"
is "titles and notes are said" "$err" "csv-tidy: in:1: not part of a table, left out: Children in need, North East
csv-tidy: in:2: not part of a table, left out: Report date, 31/03/2015
csv-tidy: in:8: not part of a table, left out: Produced by, the performance team
csv-tidy: in:9: not part of a table, left out: Source: DfE, see the guidance"
refuses "a title with a figure of its own" "in:1: no heading is a period" <<'.'
Children in need,5
Category,2014
.
refuses "a damaged heading is not a title" "in:1: no heading is a period" <<'.'
Name,Score
Plans,2014
.
refuses "a note that holds a number" "in:3: 'Source: DfE' begins like a note, and the row has figures" <<'.'
Category,2014,2015
Neglect,5,6
Source: DfE,2015,
.
refuses "text below, then a row" "in:3: 'Girls, see below' is alone in its row" <<'.'
Category,2014,2015

Girls,see below,
Neglect,5,6
.
tidy --indicator Plans <<'.'
Area,2014,2015
Redcar,5,c
z = not applicable
[low] rounds to 0,,
c = suppressed,x = not available,
.
is "what marks mean, below a table" "$status $(grep -c , out) $err" "0 3 csv-tidy: in:3: not part of a table, left out: z = not applicable
csv-tidy: in:4: not part of a table, left out: [low] rounds to 0
csv-tidy: in:5: not part of a table, left out: c = suppressed, x = not available"
tidy --indicator Plans <<'.'
Area,2014,2015
[c],5,6
Age = 5,5,6
A = B,5,6
c,,
.
is "names that are not what a mark means" "$status $(sed 1d out | cut -d, -f1 | uniq | paste -sd' ' -)" "0 [c] Age = 5 A = B c"
refuses "a note with a number beside it" "in:3: 'Notes' begins like a note, and the row has figures" <<'.'
Category,2014,2015
Neglect,5,6
Notes,3,
.
tidy --indicator Plans <<'.'
Area,2014,2015
Redcar,5,6
Yarm,,
Redcar East,7,8
Figures exclude 12 duplicates,,
See the guidance,,
note,,

Area,2016
Redcar,5
All boys,
.
is "lines directly below a table" "$status $err" "0 csv-tidy: in:7: not part of a table, left out: note
csv-tidy: in:5: Figures exclude 12 duplicates: the last 2 rows have no figures, but are read as such; a note begins with Source or Note, or comes after a blank line
csv-tidy: in:11: All boys: the last row has no figures, but is read as one; a note begins with Source or Note, or comes after a blank line"
run csv-tidy -q --indicator Plans in
is "lines directly below a table, -q" "$status $err" "0 "
tidy <<'.'
Area,Indicator,2014
,Contacts,4
Redcar,Contacts,5
,Plans,6
Yarm,Contacts,5
,Starts,6
.
is "merged cells are said" "$status $err" "0 csv-tidy: in:4: Area: 2 rows without an area, the first here; --fill-down 'Area' where cells were merged"
tidy <<'.'
geographic_level,la_name,Indicator,2014
Local authority,Redcar,Contacts,5
National,,Contacts,6
.
is "rows of another level have no area" "$status$err" 0
# A delimiter that is not given is found, and said; one that is given is kept to.
for d in ';' '\t' '|'; do
	printf "Indicator$d""2014\nPlans$d""5\n" >in
	run csv-tidy in
	is "separated by $d" "$status $(sed 1d out)" "0 Plans,,2014,5,"
	like "separated by $d: said" "$err" "^csv-tidy: note: in: read as separated by .* \(-d ('.'|tab)\)$"
	run csv-tidy -d , in
	is "separated by $d, with -d ," "$status$out" 2
done
printf 'Indicator;2014\nPlans;5\n' >in
run csv-tidy -d , in
like "the message with -d ," "$err" "in:1: 'Indicator;2014' looks separated by ';'; did you mean -d ';'\?"
printf 'Indicator,2014\nOther,6\n' >in2
run csv-tidy in2 in
is "files with two delimiters" "$status $(sed 1d out)" "0 Other,,2014,6,
Plans,,2014,5,"
tidy -y 2014-15 <<'.'
,,,
,Table 1,,
,Category,Q1,Q2
,,,
,Neglect,5,6
,Total,7,8
,Source: the board,,
.
is "a blank first column" "$status $(rows)" "0 Category,Neglect,2014-15 Q1,5
Category,Neglect,2014-15 Q2,6
Category,Total,2014-15 Q1,7
Category,Total,2014-15 Q2,8"
refuses "a first column that is not blank after all" "in:3: column 1: 'x' in a column without a heading" <<'.'
,Category,2014
,Neglect,5
x,Total,7
.

# Cells

cp "$data/csv-tidy/export.csv" .
run csv-tidy -y 2014-15 --decimal-comma export.csv
like "merged cells, without --fill-down" "$status $err" "export.csv:8: Quarter 1: the same series .*\\(no area; --fill-down 'Area' where cells were merged\\)$"
printf 'Area,Category,2014\nRedcar,Neglect,5\n,Total,7\n' >in
run csv-tidy --fill-down Area in
is "--fill-down" "$(sed 1d out)" "Redcar,Category,Neglect,2014,5,
Redcar,Category,Total,2014,7,"
run csv-tidy --fill-down Areas in
like "--fill-down: no such column" "$status $err" "^2 .*in:1: --fill-down: no column 'Areas'; .* did you mean 'Area'"
run csv-tidy --fill-down 2014 in
like "--fill-down: figures" "$status $err" "^2 .*in:1: 2014: --fill-down: a column of figures"
printf 'Area,Category,2014\n,Neglect,5\n' >in
run csv-tidy --fill-down Area in
like "--fill-down: nothing above" "$status $err" "^2 .*in:2: Area: --fill-down: blank, and no cell above it"
printf 'sep=;\r\nCategory;2014;2015\r\nNeglect;5,5;1.234\r\nTotal;82,9%%;"7 (3,5%%)"\r\n' >in
run csv-tidy --decimal-comma in
is "sep= and --decimal-comma" "$out" "$h
Category,Neglect,2014,5.5,
Category,Neglect,2015,1234,
Category,Total,2014,,82.9
Category,Total,2015,7,3.5"
run csv-tidy in
like "decimal commas unsaid" "$status $err" "^2 .*in:3: 2014: '5,5' is not a figure.*--decimal-comma"
tidy -d ';' --decimal-comma <<'.'
area;ref;period;count;population;share
Redcar;1.1;2023-24;1.234;20.312;82,9%
Yarm;1.2;2023-24;5;-1.020,50;x
.
is "--decimal-comma in columns that pass through" "$out" "area,ref,population,share,$h
Redcar,1.1,20312,82.9%,,,2023-24,1234,
Yarm,1.2,-1020.50,x,,,2023-24,5,"
points="'1.204' may be 1204 or 1.204, as fields are separated by ';'"
printf 'sep=;\nCategory;2014;2015\nNeglect;1.204;812\nTotal;12.500;-\n' >in
run csv-tidy in
like "points that may separate thousands" "$status $err" "^2 .*in:3: 2014: $points \\(and so may 1 other\\); expected --decimal-comma if it is 1204, --decimal-point if it is 1.204$"
run csv-tidy --wide in
like "points that may separate thousands, --wide" "$status$out $err" "^2 .*in:3: 2014: $points"
run csv-tidy --decimal-point in
is "--decimal-point" "$status $(sed -n 2p out)" "0 Category,Neglect,2014,1.204,"
run csv-tidy --decimal-comma in
is "--decimal-comma for the same" "$status $(sed -n 2p out)" "0 Category,Neglect,2014,1204,"
run csv-tidy --decimal-comma --decimal-point in
is "--decimal-comma --decimal-point" "$status" 2
sed 1d in >in2
run csv-tidy -d ';' in2
like "points that may separate thousands, -d" "$status $err" "^2 .*in2:2: 2014: $points"
tr ';' , <in2 >in3
run csv-tidy in3
is "points between commas" "$status $err" "0 "
for v in 1.5 0.204 1204.500 '7 (1.5%)' '1,204.500'; do
	printf 'sep=;\nCategory;2014;2015\nNeglect;1.204;812\nTotal;%s;-\n' "$v" >in
	run csv-tidy in
	is "$v: points are decimal" "$status $(sed -n 2p out)" "0 Category,Neglect,2014,1.204,"
done
for v in 1.204%% '1.204 (p)' '"1.204 (70%%)"' -1.204; do
	printf "sep=;\nCategory;2014;2015\nNeglect;812;$v\n" >in
	run csv-tidy in
	is "$v: points may separate thousands" "$status" 2
done
printf 'sep=;\nArea;Category;Population;2014\nYarm;Neglect;20.312;5\n' >in
run csv-tidy in
like "a population whose points may separate thousands" "$status $err" "^2 .*in:3: Population: '20.312' may be 20312 or 20.312, as fields are separated by ';'; expected"
printf 'sep=;\nCategory;2014;2015\nOther;812;-1.204\n' >in
run csv-tidy in3 in
like "points of the second file" "$status $err" "^2 .*in:3: 2015: '-1.204' may be -1204 or -1.204, "
printf '\357\273\277sep=\tCategory\n' >in
run csv-tidy in
is "sep= with more on its line" "$status" 2
printf 'sep=;' >in
run csv-tidy in
like "sep= and nothing else" "$status $err" "^2 .*in: no data"
tidy --marks 'awaited,not yet' --flags <<'.'
Indicator,2013,2014,2015,2016
Plans,n/a,tbc,Awaited,5
Starts,not yet,5*,c [r],[c]
.
is "--marks" "$(rows)" "Plans,,2013,n/a,
Plans,,2014,x,,tbc
Plans,,2015,x,,Awaited
Plans,,2016,5,
Starts,,2013,x,,not yet
Starts,,2014,5,,*
Starts,,2015,c,,r
Starts,,2016,[c],"
refuses "a word that is no mark" "in:2: 2014: 'awaited' is not a figure; .*--marks" <<'.'
Indicator,2014
Plans,awaited
.
refuses "a number in brackets" "in:3: 2014: '5 \\(1\\)': a number in brackets, and no % in the row or heading; expected '5 \\(1%\\)' if it is a percentage, '5 \\[note 1\\]' if it is a note" <<'.'
Indicator,2013,2014
Starts,6 (c),3 (50%)
Plans,5,5 (1)
.
tidy <<'.'
Indicator,2013,2014
Plans (number and per cent),5 (1),6 (2)
Starts,5 (10%),6 (2)
.
is "a number in brackets where a per cent is said" "$status $(sed 1d out)" "0 Plans (number and per cent),,2013,5,1
Plans (number and per cent),,2014,6,2
Starts,,2013,5,10
Starts,,2014,6,2"
tidy -c 'value=Number (%)' <<'.'
period,Number (%)
2013,5 (1)
.
is "a number in brackets under a heading with %" "$status $(sed 1d out)" "0 Number (%),,2013,5,1"
refuses "a figure with a number as its note" "in:2: 2014: '5 \[16\]' is not a figure" <<'.'
Indicator,2014
Plans,5 [16]
.
tidy <<'.'
period,indicator,value
2014,Timely,82.9%
2015,Timely,83%
2014,Plans,5 (5%)
2015,Plans,6%
.
is "a percentage as the value, and not" "$out" "$h
Timely,,2014,82.9%,
Timely,,2015,83%,
Plans,,2014,5,5
Plans,,2015,,6"
cp out t.csv
run csv-tidy t.csv
same "a percentage as the value, again" out t.csv
run qtrend -f text -k indicator t.csv
like "qtrend knows that it is a percentage" "$(grep Timely out)" "82.9% to 83% .* a rise of 0.1 percentage point"
run csv-tidy --wide in
is "--wide keeps percentages" "$out" "Indicator,2014,2015
Timely,82.9%,83%
Plans,5 (5%),6%"
for blank in ' ' '  ' "$(printf '\302\240')" "$(printf '\342\200\257')"; do
	tidy <<.
period,indicator,value
2014,Timely,82.9$blank%
2015,Timely,83$blank%
2014,Plans,5 (5$blank%)
2015,Plans,6$blank%
2015,Visits,400 (>99$blank%)
.
	is "a blank before %" "$status $(echo "$out" | sed 5q)" "0 $(cat t.csv)"
	is "and in a bound" "$(echo "$out" | sed -n 6p)" "Visits,,2015,400,"
done
nb=$(printf '\302\240')
tidy -d ';' --decimal-comma <<.
area;period;count;share
Redcar;2023-24;5;82,9$nb%
.
is "--decimal-comma with a blank before %" "$out" "area,share,$h
Redcar,82.9$nb%,,,2023-24,5,"
printf 'Category;2014\nNeglect;"7 (82,9 %%)"\n' >in
run csv-tidy --decimal-comma in
is "and in brackets" "$(sed 1d out)" "Category,Neglect,2014,7,82.9"
run csv-tidy in
like "and unsaid" "$status $(tail -n 1 err)" "^2 .*'7 \\(82,9 %\\)' is not a figure.*; --decimal-comma if"
printf 'Category;2014\nNeglect;"1,204 %%"\nTotal;-\n' >in
run csv-tidy in
like "a comma that may be a decimal one before a blank and %" "$status $(tail -n 1 err)" \
    "^2 .*in:2: 2014: '1,204 %' may be 1204 or 1.204"
for cell in '70%%' '70 % %' 'c %' '%' ' %' '<5 %' '7 0 %' '70 % 5'; do
	printf 'Category,2014\nNeglect,%s\n' "$cell" >in
	run csv-tidy in
	is "'$cell' is no percentage" "$status$out" 2
done
refuses "a percentage after counts" "in:3: value: '83%' in a series of counts; expected percentages alone, or counts, which may have percentages as in 130 \\(70%\\)" <<'.'
period,indicator,value
2014,Timely,82
2015,Timely,83%
.
for row in '82.9%,84,c' '84,82.9%,' 'c,82.9%,84'; do
	printf 'Indicator,2013,2014,2015\nTimely,%s\n' "$row" >in
	run csv-tidy in
	like "counts and percentages in one row: $row" "$status$out $err" "^2.* csv-tidy: in:2: 201[34]: '82.9%' in a row of counts"
done
tidy <<'.'
Indicator,2013,2014,2014 %,2015
Plans,70%,5,50%,c (60%)
.
is "percentages alone in a row of counts with percentages" "$status$(rows)" "0Plans,,2013,,70
Plans,,2014,5,50
Plans,,2015,c,60"
printf 'indicator,period,value,percentage\nPlans,2014,5,\nPlans,2015,,6\n' >in
run csv-tidy --wide in
like "--wide: counts, and percentages alone" "$status$out $err" "^2 .*could not be read again: the series 'Plans' has counts, and percentages without a count"
refuses "a count after percentages" "in:3: value: '83' in a series whose figures before are percentages" <<'.'
period,indicator,value
2014,Timely,82.9%
2015,Timely,83
.
printf 'Area,Indicator,2014\nRedcar,Plans  held,5\nRedcar\302\240,Starts,6\nredcar,Plans held,7\n' >in
run csv-tidy in
is "names that differ in blanks are one" "$(sed 1d out)" "Redcar,Plans  held,,2014,5,
Redcar,Starts,,2014,6,
redcar,Plans  held,,2014,7,"
is "names that differ in blanks: said" "$err" "csv-tidy: in:3: Area: 'Redcar\\u00a0' and 'Redcar' (in:2) look alike but differ in blanks alone; the first is taken for both
csv-tidy: in:4: Indicator: 'Plans held' and 'Plans  held' (in:2) look alike but differ in blanks alone; the first is taken for both
csv-tidy: in:4: Area: 'redcar' and 'Redcar' (in:2) look alike but differ; they are not taken for the same"
printf 'Indicator,2014\nPlans  held,5\nPlans held,6\n' >in
run csv-tidy -q in
like "names that differ in blanks, twice" "$status $err" "^2 .*in:3: 2014: the same series and period as in:2"

# One quarter a file

for q in 1 2; do
	printf 'Indicator,Value\nPlans,%s\n' "$q" >"plans-2023-24-Q$q.csv"
done
run csv-tidy --set period=@name plans-2023-24-Q*.csv
is "--set period=@name" "$out" "$h
Plans,,2023-24 Q1,1,
Plans,,2023-24 Q2,2,"
cp plans-2023-24-Q1.csv 'again 2023_24 q1.csv'
run csv-tidy --set period=@name plans-2023-24-Q1.csv 'again 2023_24 q1.csv'
like "two files of one quarter" "$status $err" "^2 .*again 2023_24 q1.csv:2: Value: the same series and period as plans-2023-24-Q1.csv:2"
run csv-tidy --set period=@name '--set=who=@name:^([a-z]+)' plans-2023-24-Q1.csv 'again 2023_24 q1.csv'
is "the same with another column of the name" "$(sed 1d out)" "plans,Plans,,2023-24 Q1,1,
again,Plans,,2023-24 Q1,1,"
while IFS='|' read -r name period; do
	cp plans-2023-24-Q1.csv "$name"
	run csv-tidy --set period=@name "$name"
	is "a file called $name" "$status $(rows)" "0 Plans,,$period,1"
done <<'.'
Q1 23_24 return.csv|2023-24 Q1
cp_202324Q3_v2.csv|2023-24 Q3
return_20240712_Apr-Jun_2023.csv|2023-24 Q1
2023-24 Q1 (Q1 2023-24).csv|2023-24 Q1
plans2023.csv|2023
mid-year 2022.csv|2022
plansQ4_2023-24.csv|2023-24 Q4
2023-24 Q1 (2).csv|2023-24 Q1
20240712 2023-24.csv|2023-24
board table 3 plans 2023-24.csv|2023-24
Plans for the year 2023-24.csv|2023-24
quarterly plans 2023-24.csv|2023-24
plans2324q4.csv|2023-24 Q4
plans 2324-Q4.csv|2023-24 Q4
CP_Q1_2324.csv|2023-24 Q1
CP_Q1-2324 v2.csv|2023-24 Q1
2324_Q1.csv|2023-24 Q1
FY2324_Q1.csv|2023-24 Q1
Qtr 1 FY23-24.csv|2023-24 Q1
2021_Q1.csv|2021-Q1
SSDA903 Q2 2324.csv|2023-24 Q2
SSDA903 2023-24.csv|2023-24
Section 47 Q2 2324.csv|2023-24 Q2
Section 47 2023-24.csv|2023-24
KPI12 Q2 2324.csv|2023-24 Q2
KPI12 Jun 2023.csv|2023-06
MASH_0-25 Q2 2324.csv|2023-24 Q2
Ages 5-11 Q2 2324.csv|2023-24 Q2
.
cp plans-2023-24-Q1.csv CP_Q1_2021.csv
cp plans-2023-24-Q1.csv '2021 Q1.csv'
run csv-tidy --set period=@name -y 2020-21 CP_Q1_2021.csv
is "2021 is 2020-21 where -y says so" "$status $(rows)" "0 Plans,,2020-21 Q1,1"
run csv-tidy --set period=@name -y 2021-22 CP_Q1_2021.csv
is "or 2021-22" "$status $(rows)" "0 Plans,,2021-22 Q1,1"
run csv-tidy --set period=@name -y 2022-23 CP_Q1_2021.csv
like "another -y" "$status $err" "^2 .*has a quarter and 2021, but -y says 2022-23; expected -y 2021-22, or --set 'period=@name:.Q.1-4..' with the year in -y"
run csv-tidy --set 'period=@name:(Q[1-4])' -y 2022-23 CP_Q1_2021.csv
like "and by a pattern" "$status $err" "^2 .*'CP_Q1_2021.csv' has '2021', but -y says 2022-23; expected that year, or --set period='2014-15 Q1' where the name is wrong"
run csv-tidy --set 'period=@name:(Q[1-4])' -y 2021-22 CP_Q1_2021.csv
is "and its way out" "$status $(rows)" "0 Plans,,2021-22 Q1,1"
run csv-tidy --set period=@name -y 2020-21 '2021 Q1.csv'
like "a quarter of the calendar, or of -y" "$status $err" "^2 .*more than one period"
while IFS='|' read -r name pattern; do
	cp plans-2023-24-Q1.csv "$name"
	run csv-tidy --set period=@name "$name"
	like "a file called $name is refused" "$status $err" "^2 .*$name: .*$pattern"
done <<'.'
plans.csv|has no period
plans-Q1.csv|has no year; give it with -y
2023-24 Q1 to 2023-24 Q2.csv|more than one period
2022 and 2023.csv|more than one period
plans Q4 2014-51.csv|a quarter or half of 2014, which may be of the calendar or of the financial year
Plans Q4 2021.csv|a quarter or half of 2021
plans_2023-24_Q5.csv|has the period 2023-24, and 'Q5', which could be part of it
Q44 2023-24.csv|and 'Q44', which
Qaurter 4 2023-24.csv|and 'Qaurter 4', which
Q4 plans 2023-24.csv|and 'Q4', which
H1 2023-24.csv|and 'H1', which
2nd quarter 2023-24.csv|and 'quarter', which
2023-24 Q3 and Q4.csv|has the period 2023-24 Q3, and 'Q4', which
2023-24 Q3-4.csv|and '4', which
Q3 and 4 2023-24.csv|and 'Q3', which
4 2023-24.csv|and '4', which
Week12 2023-24.csv|and '12', which
M3 2023-24.csv|and '3', which
Q2 24 2023-24.csv|and 'Q2 24', which
plans 2023-24_2.csv|and '2', which
faq4 2023-24.csv|and '4', which
march-2023-24-Q4.csv|has the period 2023-03, and '24', which
March plans 2023.csv|and 'March', which
Jna 2023.csv|and 'Jna', which
Autumn 2023.csv|and 'Autumn', which
Autmun term 2023.csv|and 'term', which
plans 2203.csv|has no period
plans 2324.csv|has no period
CP_Q1_2325.csv|has no year
CP_Q1_2021.csv|which may be of the calendar or of the financial year; expected 2014-Q1 or 2014-15-Q1, or --set 'period=@name:\(Q\[1-4\]\)' with the year in -y
Q1_2324_2223.csv|and '2223', which does not fit it
2223_Q1_2324.csv|and '2324', which does not fit it
2324 Q1 to 2324 Q2.csv|more than one period
April 2324.csv|has no period
.
for name in 'SSDA903 Q2 2324.csv' 'Q2_2023-24.csv' 'Q2 plans 2023-2024.csv' 'Q2 return 20230930.csv' 'Q2 plans 2023.csv'; do
	cp plans-2023-24-Q1.csv "$name"
	run csv-tidy --set 'period=@name:(Q[1-4])' -y 2021-22 "$name"
	like "a quarter of $name by a pattern, and another -y" "$status $err" "^2 .*the name '$name' has '.*', but -y says 2021-22"
	run csv-tidy --set 'period=@name:(Q[1-4])' -y 2023-24 "$name"
	is "and that -y" "$status $(rows)" "0 Plans,,2023-24 Q2,1"
done
run csv-tidy --set period=@name plans-2023-24-Q1.csv plans2023.csv
like "files of a quarter and a year" "$status $err" "^2 .*plans2023.csv: --set period: a year, and of the files before a financial quarter; expected periods of one length"
run csv-tidy --set 'period=@name:-(20.*)[.]' plans-2023-24-Q1.csv
like "@name:ERE, not a period as written" "$status $err" "^0 *$"
run csv-tidy --set 'period=@name:(plans)' plans-2023-24-Q1.csv
like "@name:ERE, not a period" "$status $err" "^2 .*--set period: 'plans' is not a period"
run csv-tidy --set 'period=@name:x(.)' plans-2023-24-Q1.csv
like "@name:ERE, no match" "$status $err" "^2 .*does not match 'x\(.\)'"
run csv-tidy --set 'period=@name:x' plans-2023-24-Q1.csv
like "@name:ERE, no group" "$status $err" "^2 .*'x' has no group"
run csv-tidy --set 'period=@name:(' plans-2023-24-Q1.csv
like "@name:ERE, not one" "$status $err" "^2 .*'\(' is not an extended regular expression"
csv-tidy --set period=@name <plans-2023-24-Q1.csv >out 2>err
like "@name of standard input" "$? $(cat err)" "^2 .*standard input has no name"
run csv-tidy --set period='Q1' -y 2023-24 plans-2023-24-Q1.csv
is "--set period" "$(rows)" "Plans,,2023-24 Q1,1"
run csv-tidy --set period=soon plans-2023-24-Q1.csv
like "--set period, not one" "$status $err" "^2 .*--set period: 'soon' is not a period"
refuses "--set period, and periods across" "in:1: --set period: the headings have periods" --set period=2014 <<'.'
Indicator,2014
Plans,5
.
refuses "--set period, and a column of periods" "in:1: --set period: the table has a column of periods, 'period'" --set period=2014 <<'.'
period,value
2014,5
.
done_testing
