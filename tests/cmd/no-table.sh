#!/bin/sh
# What no filter may take in silence: pages, other delimiters, notes and headings among the rows, a
# file given twice, a column in two roles, a row of nobody.
. "${0%/*}/../tap/tap.sh"

readers='csv-rate cp-categorise qtrend benchmark-ne board-table'
refuses() { # filters, name, what standard error matches, input (for printf) [option ...]
	for f in $1; do
		filter=$f name=$2 pattern=$3
		printf "$4" >in.csv
		(shift 4 && "$filter" "$@" in.csv >out 2>err)
		status=$?
		like "$filter, $name" "$status $(cat err)" "^2 $filter: $pattern"
		[ "$filter" = csv-rate ] || is "$filter, $name: no table" "$(cat out)" ""
	done
}
takes() { # filter, name, lines of standard output, input (for printf) [option ...]
	filter=$1 name=$2 lines=$3
	printf "$4" >in.csv
	shift 4
	"$filter" "$@" in.csv >out 2>err
	is "$filter, $name" "$? $(wc -l <out | tr -d ' ') $(cat err)" "0 $lines "
}

refuses "$readers csv-tidy" 'an HTML page' 'in.csv:1: an HTML page, not a table; expected CSV$' \
	'<!DOCTYPE html>\n<html><body>\n<table><tr><td>a,b</td></tr>\n'
refuses "$readers csv-tidy" 'a page below blank lines' 'in.csv:3: an HTML page' '\n\n<html>\n<body>\n'
refuses "$readers csv-tidy" 'JSON' 'in.csv:1: JSON, not a table' '[{"area": "A",\n"value": 1}]\n'
refuses "$readers" 'semicolons' "in.csv:1: 'area;period;value' looks separated by ';'; did you mean -d ';'[?]$" \
	'area;period;value\nA;2014;5\nB;2014;6\n'
refuses "$readers" 'tabs' "in.csv:1: 'area.*value' looks separated by tabs; did you mean -d tab[?]$" \
	'area\tperiod\tvalue\nA\t2014\t5\nB\t2014\t6\n'
refuses "$readers csv-tidy" 'commas with -d tab' "in.csv:1: 'area,period,value' looks separated by ','; did you mean -d ','[?]$" \
	'area,period,value\nA,2014,5\nB,2014,6\n' -d tab
refuses "$readers" 'a line sep=;' "in.csv:1: a line for spreadsheets, .*; did you mean -d ';', without this line" \
	'sep=;\narea;value\nA;5\n'
refuses "$readers" 'a line sep=,' 'in.csv:1: a line for spreadsheets, .*; expected the heading' \
	'sep=,\narea,value\nA,5\n'
takes board-table 'one column with a semicolon in a row' 4 'Note\na; b\nc\n' -f text
h='area,category,period,value,population\n'
r='A,Neglect,2014,5,1000\n'
refuses "$readers" 'a source among the rows' "in.csv:3: 'Source: DfE' is a note; expected a row of the table" \
	"${h}${r}Source: DfE,,,,\n$r"
refuses "$readers" 'a note at the end' "in.csv:3: 'c = suppressed' is a note" "${h}${r}c = suppressed,,,,\n"
refuses "$readers" 'a sentence at the end' "in.csv:3: 'Figures are rounded to 5.' is a note" \
	"${h}${r}Figures are rounded to 5.,,,,\n"
refuses "$readers" 'the heading again' 'in.csv:3: the heading again; expected a row' "$h$r$h$r"
refuses "$readers" 'the heading again in capitals' 'in.csv:3: the heading again' \
	"$h${r}AREA,CATEGORY,PERIOD,VALUE,POPULATION\n"
refuses 'csv-rate qtrend benchmark-ne board-table' 'a source in another column' \
	"in.csv:3: 'Source: DfE' is a note" 'period,value,population,area\n2014,5,1000,A\n,,,Source: DfE\n'
refuses board-table 'lines in quotes as a whole' 'in.csv:2: the whole line is one cell in quotes; expected' \
	'"area,value"\n"A,5"\n'
takes board-table 'one column with commas' 3 '"Name, first"\nA\n' -f text
takes board-table 'a label whose figures are missing' 4 'Measure,2014,2015\n1. Plans,,\nKeyworkers,,\n' -f text

printf "$h$r" >a.csv
ln -s a.csv b.csv
cp a.csv c.csv
for f in $readers csv-tidy; do
	run "$f" a.csv ./a.csv
	like "$f, a file twice" "$status $err" "^2 .*: ./a.csv: the same file as a.csv; expected each file once$"
	run "$f" a.csv b.csv
	like "$f, a file and a link to it" "$status $err" "^2 .*: b.csv: the same file as a.csv"
done
run board-table a.csv c.csv
is 'board-table, two files with the same rows are two files' "$status" 0

# Roles.
refuses 'csv-rate cp-categorise qtrend benchmark-ne' 'a value that is the population' \
	".*'population' cannot be the value and the population; expected a column for each [(]-c value=NAME[)]" \
	"$h$r" -c value=population
refuses 'csv-rate qtrend benchmark-ne' 'a population that is the value' \
	".*'value' cannot be the population and the value; expected a column for each [(]-c population=NAME[)]" \
	"$h$r" -c population=value
refuses 'csv-rate qtrend benchmark-ne' 'one column chosen twice' \
	".*'x' cannot be the value and the population" 'area,period,x\nA,2014,5\n' -c value=x -c population=x
refuses 'csv-rate cp-categorise qtrend benchmark-ne' 'a period that is the value' \
	".*'value' cannot be the period and the value" "$h$r" -c period=value
refuses 'csv-rate' 'a value that is the band' ".*'age_band' cannot be the value and the age_band" \
	'age_band,population,standard_weight\n1,10,5\n' -c value=age_band --standardise
takes qtrend 'an indicator that is a category' 2 'category,period,value\nA,2014,5\n' -c indicator=category
takes qtrend 'an area by its code' 2 'area_code,period,value\nE06000003,2014,5\n' -c area=area_code
takes qtrend 'a numerator that is called value' 2 'period,value,population\n2014,5,10\n' \
	-c numerator=value -c denominator=population

refuses cp-categorise 'an end that is the start' ".*'start' cannot be the plan_end and the plan_start" \
	'child_id,start,end,category\n1,2014-04-01,2014-05-01,Neglect\n' -c plan_end=start
for f in csv-rate qtrend benchmark-ne csv-tidy; do
	printf "$h$r" >in.csv
	run "$f" -c child_id=area in.csv
	like "$f, a role of another filter" "$status $err" \
		"^2 $f: --column: the role 'child_id' has no use here; expected one of area, area_code, "
done
run cp-categorise -c population=value in.csv
like 'cp-categorise, a role of another filter' "$status $err" "^2 .*the role 'population' has no use here"
run benchmark-ne -c category=area in.csv
like 'benchmark-ne, a role of another filter' "$status $err" "^2 .*the role 'category' has no use here"
run csv-rate -c vlue=value in.csv
like 'a role spelt otherwise' "$status $err" "^2 .*no role 'vlue'; expected one of .*; did you mean 'value'[?]$"
for key in value population period; do
	refuses qtrend "-k $key" \
		".*--keys: '$key' is a figure or a date, by its role; expected columns that identify" "$h$r" -k $key
done
refuses qtrend '-x value' ".*--x: 'value' is the value; expected another column" "$h$r" -x value
bands='area,period,age_band,value,population,standard_weight\nA,2014,0-4,50,100,10\nA,2014,5-9,60,100,10\n'
refuses csv-rate '--standardise -k value' ".*--keys: 'value' is a figure or a date" "$bands" --standardise -k value
printf "$bands" >in.csv
run csv-rate --standardise -k area in.csv
is 'csv-rate --standardise -k area: once in the output' "$status $(sed -n 1p out)" \
	'0 period,area,count,population,rate,lower95,upper95,method'

# Headings.
refuses "$readers" 'a title above' "in.csv:1: 'Plans, 2014' is alone in its row; expected a heading for each column" \
	'"Plans, 2014",,,\n,,,\narea,period,value,population\nA,2014,5,1000\n'
refuses "$readers" 'no heading' 'in.csv:1: numbers in place of headings; expected a heading' '5,6,7\n8,9,10\n'
takes board-table 'years as headings' 3 '2014,2015\n5,6\n' -f text
takes board-table 'one column' 3 'Plans\nA\n' -f text
takes board-table 'a corner without a heading' 3 ',2014\nA,5\n' -f text

# Rows of nobody.
blank='area,indicator,category,period,value,population\nA,i,Neglect,2014,5,1000\n,i,Neglect,2014,5,1000\n'
refuses 'qtrend cp-categorise' 'a blank area' "in.csv:3: area: blank; expected an area's name or code$" "$blank"
for f in csv-rate benchmark-ne; do
	printf "$blank" >in.csv
	run "$f" in.csv
	like "$f, a blank area" "$status $err" "^2 .*in.csv:3: area: blank; expected an area's name or code"
done
run csv-rate --skip-bad in.csv
is 'csv-rate --skip-bad: a blank area has no rate' "$status $(cut -d, -f7 out | paste -sd' ' -)" '0 rate 50 '
refuses 'qtrend cp-categorise' 'a blank indicator' "in.csv:3: indicator: blank; expected an indicator's name .csv-tidy --indicator NAME gives one.$" \
	'area,indicator,category,period,value,population\nA,i,Neglect,2014,5,1000\nA,,Neglect,2014,5,1000\n'
takes qtrend 'a blank area with a code' 3 'area,area_code,period,value\nA,E06000001,2014,5\n,E06000002,2014,6\n'
takes qtrend 'a country without a name' 3 \
	'geographic_level,la_name,new_la_code,period,value\nNational,,,2014,5\nLocal authority,A,E06000001,2014,6\n'
printf 'category,sex,period,value\nA,m,2014,5\n,m,2014,6\nA,,2014,5\n' >in.csv
run qtrend -q in.csv
is 'qtrend -q, blank categories are a series' "$status $(wc -l <out | tr -d ' ') $err" '2 0 qtrend: in.csv:4: '"'A' has a row for '2014' already, on line 2; expected one row per series and period; columns that differ but are not in the key (-k): 'sex'"
run qtrend -k category,sex in.csv
is 'qtrend -k, the first blank cell of each key is said' "$status $(wc -l <out | tr -d ' ') $err" \
	'0 4 qtrend: note: in.csv:3: category: blank; such rows are a group of their own
qtrend: note: in.csv:4: sex: blank; such rows are a group of their own'
printf 'category,period,value\n,2014,5\n,2015,6\n' >in.csv
run qtrend in.csv
is 'qtrend, a key that is blank throughout is none' "$status $(wc -l <out | tr -d ' ') $err" '0 2 '
printf 'category,sex,period,value\nNeglect,m,2014,5\nNeglect,,2014,6\n' >in.csv
run cp-categorise -k sex in.csv
is 'cp-categorise -k, a blank key is said' "$status $(wc -l <out | tr -d ' ') $err" \
	'0 5 cp-categorise: note: in.csv:3: sex: blank; such rows are a group of their own'
printf 'child_id,start,end,category,ward\n1,2014-04-01,,Neglect,A\n2,2014-04-01,,Neglect,\nNote: x,,,,\n' >in.csv
run cp-categorise -k ward in.csv
like 'cp-categorise, records: a note is at fault' "$status $err" "^2 .*in.csv:4: 'Note: x' is a note"
run cp-categorise -k ward --skip-bad in.csv
like 'cp-categorise --skip-bad, records: a note is left out' "$status $err" \
	'^0 .*left out 1 of 3 plans: 1 that is a note or the heading'
like 'cp-categorise -k, records: a blank key is said' "$err" 'note: in.csv:3: ward: blank; such rows are a group'
printf "$h${r}Source: DfE,,,,\n$h" >in.csv
run qtrend --skip-bad in.csv
is 'qtrend --skip-bad: a note and the heading again are left out' "$status $(wc -l <out | tr -d ' ') $err" \
	'0 2 qtrend: 2 rows left out (--skip-bad)'
printf 'age_band,value,population,standard_weight\n0-4,5,100,10\n,5,100,10\n' >in.csv
run csv-rate --standardise in.csv
like 'csv-rate --standardise: a blank band' "$status $err" '^2 .*in.csv:3: age_band: blank; expected an age band'
# A title is the only heading of its row.
refuses 'csv-rate qtrend benchmark-ne cp-categorise' 'a title' \
	'in.csv:1: no column for the role .*; the heading is Plans of 2014; if that is a title, remove the lines above the heading .csv-tidy reads them.' \
	'Plans of 2014\narea,period,value\nA,2014,5\n'
printf 'area,period,count\nA,2014,5\n' >in2.csv
printf 'Populations\narea,period,population\nA,2014,500\n' >pop.csv
run csv-rate -P pop.csv in2.csv
like "a title above the populations" "$status $err" \
	"^2 csv-rate: pop.csv:1: 'Populations' is alone in its row; expected a heading for each column: remove the lines above it or, where years are across the top, take -P - after: csv-tidy --indicator Population pop.csv [|]$"
printf 'Populations,,\nFrom a site,,\n,,\narea,2013,2014\nA,490,500\n,,\nSource: a site,,\n' >pop.csv
run csv-rate -P pop.csv in2.csv
like "titles above years across" "$status $err" "^2 csv-rate: pop.csv:1: 'Populations' is alone in its row; .* take -P - after: csv-tidy --indicator Population pop.csv [|]$"
csv-tidy -q --indicator Population pop.csv | csv-rate -P - in2.csv >out 2>err
is "and what the message says" "$(sed 1d out | cut -d, -f 1-5)" "A,2014,5,500,100"
done_testing
