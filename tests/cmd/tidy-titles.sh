#!/bin/sh
# csv-tidy: what titles say of sex, age and period is not lost, and contradicts nothing unsaid.
. "${0%/*}/../tap/tap.sh"

tidy() { # title..., then after --: options. Sets status, head (its columns), err
	: >in
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		echo "$1" >>in
		shift
	done
	[ $# -eq 0 ] || shift
	printf '\nArea,Code,Total\nSaltby,E06000901,900\nFenwick,E06000902,800\n' >>in
	out=$(csv-tidy "$@" in 2>err)
	status=$?
	head=$(printf '%s\n' "$out" | sed 1q)
	first=$(printf '%s\n' "$out" | sed -n 2p)
	err=$(cat err)
}

# --- One sex, in words.
while IFS='|' read -r title sex; do
	tidy "$title" -- -q --set period=2023
	is "$title" "$status ${head%%,*} ${first%%,*}" "0 $sex"
done <<'.'
MYE2 - Females|sex Females
Population estimates: Males by single year of age|sex Males
Population estimates - Female|sex Female
Male population of the borough|sex Male
"Plans, girls only"|sex girls
Males and females|Area Saltby
Persons|Area Saltby
"Population: persons, males, females"|Area Saltby
Male victims by area|Area Saltby
Violence against women and girls|Area Saltby
Femalesque|Area Saltby
.
tidy 'MYE2 - Females' -- --set period=2023
like "it is said" "$err" "in:1: a title; a column 'sex' has 'Females' in every row"
tidy 'MYE2 - Females' -- --set period=2023 --set sex=Males
is "another sex than that of --set" "$status $(tail -n 1 err)" "2 csv-tidy: in:1: a title of 'Females', but --set says 'Males'; expected the same, or no such line"
tidy 'MYE2 - Females' -- -q --set period=2023 --set sex=F
is "the same as that of --set" "$status ${first%%,*}" "0 F"
tidy 'MYE2 - Females' 'Sheet: Males' -- --set period=2023
is "titles of both sexes" "$status $(tail -n 1 err)" "2 csv-tidy: in:2: a title of 'Males', but that on line 1 is of 'Females'; expected one, or --set sex=VALUE"
printf 'Population estimates: Females\nCode,Name,Geography,0,1,90+\nE06000001,Hartlepool,Unitary,5,6,7\n' >mye2.csv
csv-tidy -q --indicator Population --set period=2023 --measures '?,90+' mye2.csv >tidy.csv
printf 'area_code,period,count\nE06000001,2023,5\n' >counts.csv
csv-rate -P - --ages 0-1 counts.csv <tidy.csv >out 2>err
like "one sex is not taken for persons" "$? $(cat err)" "^2 .*no males for 'Hartlepool' in 2023; expected both sexes, or persons"
printf 'Area,Month,Girls\nSaltby,Jan-24,78\n' >in
is "a heading is no title" "$(csv-tidy -q in | sed 1q)" "Area,indicator,category,period,value,percentage"

# --- Ages, in the words of a title of populations.
while IFS='|' read -r title age; do
	tidy "$title" -- -q --set period=2023
	is "$title" "$status ${head%%,*} ${first%%,*}" "0 $age"
done <<'.'
"Population aged 0 to 17, mid-2023"|age aged 0 to 17
Population under 18|age under 18
Population 0-17|age 0-17
"Population, ages: 0 to 15"|age 0 to 15
Population estimates: all ages|age all ages
Population aged 90 and over|age aged 90 and over
Population by single year of age|Area Saltby
Population estimates 2022-2023|Area Saltby
Plans of children aged 0 to 4|Area Saltby
.
tidy 'Children aged 0 to 4' -- -q --set period=2023 --indicator Population
is "the indicator is a population" "$status ${first%%,*}" "0 aged 0 to 4"
tidy 'Population aged 0 to 4' '"age","Aged 0 to 17"' -- -q --set period=2023
like "ages that differ" "$status $err" "^2 .*in:1: a title of 'aged 0 to 4', but that on line 2 is of 'Aged 0 to 17'; expected one, or --set age=VALUE|^2 .*in:2: a title"
tidy 'Population aged 0 to 4' -- -q --set period=2023 --set age=0-17
like "ages other than those of --set" "$status $err" "^2 .*in:1: a title of 'aged 0 to 4', but --set says '0-17'"

# --- The period of --set, or the year of -y, against that of a title.
while IFS='|' read -r title period; do
	tidy "$title" -- -q --set "period=$period"
	is "$title is of $period" "$status$err" 0
done <<'.'
"Population estimates, mid-2023"|2023
Plans 2023-24|2023-24
Plans 2023/24|2023-24 Q1
"Plans, Q1 2023-24, compared with 2022-23"|2023-24 Q1
Plans at 31 March 2024|2023-24
Plans of the year|2023
"Printed on 15 July 2024, 2024 return"|2023
Source: estimates of 2024|2023
ONS Crown Copyright Reserved [from Nomis on 27 November 2026]|2023
"Plans, 2021 boundaries"|2023
2018-based population|2023
Report of 15 July 2024|2023-24
Plans of 2022 to 2024|2023
"Table 2000, 2023"|2023
.
while IFS='|' read -r title period says other; do
	tidy "$title" -- --set "period=$period"
	is "$title is not of $period" "$status $(tail -n 1 err)" "2 csv-tidy: in:1: a title of '$says', but --set period says $other; expected one period, or no such line"
done <<'.'
"Population estimates, mid-2023"|2022|mid-2023|2022
"Population mid-2023, of the authorities of 2022"|2022|mid-2023|2022
Plans 2023-24|2022-23|2023-24|2022-23
Plans 2023-24 Q2|2023-24 Q1|2023-24 Q2|2023-24 Q1
Plans Q2|2023-24 Q1|Q2|2023-24 Q1
Plans of June 2023|2023-07|June 2023|2023-07
Plans at 31 March 2023|2023-24|at 31 March 2023|2023-24
Autumn term 2023/24|2023-24 Spring term|Autumn term 2023/24|2023-24 Spring term
.
printf 'Plans 2023-24\nArea,Contacts\nSaltby,5\n' >'plans 2022-23.csv'
csv-tidy --set period=@name 'plans 2022-23.csv' >out 2>err
like "the name of the file and its title" "$? $(tail -n 1 err)" "^2 .*a title of '2023-24', but --set period says 2022-23"
while IFS='|' read -r heading period says; do
	printf 'Area,%s\nSaltby,5\n' "$heading" >in
	csv-tidy -q -c value="$heading" --set "period=$period" in >out 2>err
	is "$heading is not of $period" "$? $(cat err)" "2 csv-tidy: in:1: a heading of '$says', but --set period says $period; expected one period"
done <<'.'
Number Q1 2023-24|2023-24 Q2|Q1 2023-24
Q1|2023-24 Q2|Q1
population_2022|2023|2022
.
printf 'Contacts 2023-24\nContacts,Q1,Q2\nSaltby,5,6\n' >in
csv-tidy -y 2022-23 in >out 2>err
is "the year of -y and a title" "$? $(tail -n 1 err)" "2 csv-tidy: in:1: a title of '2023-24', but -y says 2022-23; expected one period, or no such line"
csv-tidy -qy 2023-24 in >out 2>err
is "the same year" "$?$(cat err)" 0
printf 'Contacts 2023-24\nContacts,2021-22 Q1\nSaltby,5\n' >in
csv-tidy -qy 2022-23 in >out 2>err
is "-y is not used" "$?$(cat err)" 0

# --- A column or a label that says another year than the figures have.
while IFS='|' read -r table options fault; do
	printf "$table" >in
	eval "csv-tidy -q $options in" >out 2>err
	is "another year: $fault" "$? $(cat err)" "2 csv-tidy: in:$fault; expected a file for each, or rows of one period"
done <<'.'
Yr,Area,Plans,Q1,Q2\n2023-24,S,A,5,6\n2022-23,S,A,5,6\n|-y 2023-24|3: Yr: '2022-23', but the figures are of 2023-24 Q2 (-y)
Span,Q1,Q2\n2022-23,5,6\n|-y 2023-24 --indicator Plans|2: Span: '2022-23', but the figures are of 2023-24 Q2 (-y)
,Q1,Q2\n2022/23,5,6\n|-y 2023-24|2: column 1: '2022/23', but the figures are of 2023-24 Q2 (-y)
Plans,Q1,Q2\nPlans 2023-24,5,6\nPlans 2022-23,5,6\n|-y 2023-24|3: Plans: 'Plans 2022-23', but the figures are of 2023-24 Q2 (-y)
Year,Plans,Q1 2023-24\n2022-23,A,5\n||2: Year: '2022-23', but the figures are of 2023-24 Q1
Year,Area,Count\n2023,S,5\n2022,S,5\n|--set period=2023|3: Year: '2022', but the figures are of 2023 (--set period)
Month,Area,Count\nJune 2022,S,5\n|--set period=2023|2: Month: 'June 2022', but the figures are of 2023 (--set period)
.
printf 'Year,Area,Plans,Q1,Q2\n2023-24,S,A,5,6\n2022-23,S,A,5,6\n' >in
csv-tidy -qy 2023-24 in >out 2>err
is "another year in a column of years" "$? $(cat err)" "2 csv-tidy: in:3: Year: '2022-23' with 'Q1' is 2022-23 Q1, but -y says 2023-24; expected no -y, as the table has its years"
while IFS='|' read -r table options; do
	printf "$table" >in
	eval "csv-tidy -q $options in" >out 2>err
	is "the same year: ${table%%,*}, $options" "$?$(cat err)" 0
done <<'.'
Year,Area,Plans,Q1,Q2\n2023-24,S,A,5,6\n|-y 2023-24
Year,Area,Plans,Q1,Q2\nYear 7,S,A,5,6\n|-y 2023-24
Year,Plans,2021,2022\n2022,A,5,6\n|
Year of entry,2021,2022\n2019,5,6\n|
Plans,Q1,Q2\nBorn 2010,5,6\n|-y 2023-24
Year,Area,Count\n2022,S,5\n|--set period=2022-23
.

# --- Rows and headings that may be something else are said.
printf 'Area,Plans,2021-22,2022-23\n\nArea,Plans,2023-24,2024-25\nSaltby,Open,5,6\n' >in
csv-tidy in >out 2>err
is "a heading without a row" "$?$(cat err)" "0csv-tidy: in:1: a heading without a row, above another on line 3"
printf 'Category,Q1 23/24\nNeglect,5\n* 3 cases left out,3\n(1) of 4,4\n' >in
csv-tidy in >out 2>err
is "a row that begins like a note" "$?$(cat err)" "0csv-tidy: in:3: '* 3 cases left out' begins like a note, but is read as a row, as it has figures; delete it if it is a note"

# --- Nomis, for one date: the period is in a title.
nomis() { # date, heading of the figures
	cat <<.
"Population estimates - local authority"
"ONS Crown Copyright Reserved [from Nomis on 27 November 2026]"

"date","$1"
"rural urban","Total"
"age","Aged 0 to 17"

"local authority","mnemonic",$2
"Hartlepool","E06000001",18000${2#?Total?}
"Middlesbrough","E06000002",32000${2#?Total?}

"In order to protect against disclosure, numbers have been rounded."
.
}
nomis 2023 '"Total"' >in
csv-tidy --indicator Population in >out 2>err
is "a date in a title" "$? $(cat out)" "0 age,local authority,mnemonic,indicator,category,period,value,percentage
Aged 0 to 17,Hartlepool,E06000001,Population,,2023,18000,
Aged 0 to 17,Middlesbrough,E06000002,Population,,2023,32000,"
like "which is said" "$(cat err)" "in:4: a title; the period of every row is 2023"
csv-tidy -q --indicator Population --set period=2023 in >again 2>&1
is "the same with --set" "$?$(cat again)" "0$(cat out)"
csv-tidy --indicator Population --set period=2022 in >again 2>err
like "another with --set" "$? $(cat err)" "in:4: a title of '2023', but --set period says 2022"
nomis 2022 '"Total"' >second.csv
is "two files, of two dates" "$(csv-tidy -q --indicator Population second.csv in | cut -d, -f2,6,7 | sed 1d | paste -sd' ')" \
	"Hartlepool,2022,18000 Middlesbrough,2022,32000 Hartlepool,2023,18000 Middlesbrough,2023,32000"
nomis 'June 2023' '"Total"' >second.csv
csv-tidy -q --indicator Population in second.csv >out 2>err
like "of two lengths" "$? $(cat err)" "^2 .*second.csv: the title's period: a month, and of the files before a year; expected periods of one length"
nomis 2023 '"Total","Male"' | sed 's/,"Male"$/,5/; s/mnemonic",.*/mnemonic","Total","Male"/' >in
csv-tidy -q --indicator Population --measures Total,Male in >out 2>err
is "measures" "$? $(sed -n 2,3p out)" "0 Aged 0 to 17,Hartlepool,E06000001,Population,Total,2023,18000,
Aged 0 to 17,Hartlepool,E06000001,Population,Male,2023,5,"
printf '"date","2023"\n\n"Area","2022","2023"\n"Saltby",5,6\n' >in
is "the heading has periods of its own" "$(csv-tidy -q --indicator Plans in | sed 1d)" "Saltby,Plans,,2022,5,
Saltby,Plans,,2023,6,"
printf '"date","2022"\n"date","2023"\n\n"Area","Total"\n"Saltby",5\n' >in
csv-tidy -q in >out 2>err
is "two dates" "$?" 2
{ nomis 2022 '"Total"' | sed '/disclosure/d'; nomis 2023 '"Total"'; } >in
csv-tidy -q --indicator Population in >out 2>err
is "another date above a further table" "$?" 2
printf 'Year,2023\nAutumn,5\nSpring,6\n' >in
is "a heading of two columns is no title" "$(csv-tidy -q in)" "indicator,category,period,value,percentage
Year,Autumn,2023,5,
Year,Spring,2023,6,"
printf 'Gender,2022-23\nMale,5\nFemale,6\n' >in
is "nor one of the sex" "$(csv-tidy -q in | sed 1d)" "Gender,Male,2022-23,5,
Gender,Female,2022-23,6,"
done_testing
