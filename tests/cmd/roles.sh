#!/bin/sh
# Columns by role: the field's own headings, and those of the file of -P.
. "${0%/*}/../tap/tap.sh"

cat >fingertips.csv <<'.'
Indicator Name,Area Code,Area Name,Time period,Count,Denominator
Plans,E06000003,Redcar and Cleveland,2014,50,10000
.
run csv-rate fingertips.csv
is "Fingertips" "$status $(sed -n 2p out | cut -d, -f7)" "0 50"
cat >nomis.csv <<'.'
DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,OBS_VALUE
2014,Redcar and Cleveland,E06000003,10000
.
printf 'la-name,Local Authority Code,Time_Period,Number\nRedcar and Cleveland,E06000003,2014,50\n' >counts.csv
sed -i 's/Local Authority Code/New LA-code/' counts.csv
run csv-rate -P nomis.csv -c population=OBS_VALUE counts.csv
is "-c population=NAME is of the file of -P" "$status $(sed -n 2p out | cut -d, -f4-6)" "0 50,10000,50"
run benchmark-ne --years 2014 -P nomis.csv -c population=OBS_VALUE counts.csv
like "the same of benchmark-ne" "$status $(grep Redcar out)" "^0 .*,50,"
printf 'ladname,people,when\nRedcar and Cleveland,10000,2014\n' >odd.csv
run csv-rate -P odd.csv -c population=people -c population.area=ladname counts.csv
like "its other columns are missing" "$status $err" "^2 .*odd.csv:1: no column for the role period; .*, or -c population.period=NAME; the headings are ladname, people, when$"
cut -d, -f1,3- counts.csv >named.csv
run csv-rate -P odd.csv -c population.population=people -c population.period=when -c population.area=ladname named.csv
is "-c population.ROLE" "$status $(sed -n 2p out | cut -d, -f3-5)" "0 50,10000,50"
run csv-rate -P odd.csv -c population.area=ladnam named.csv
like "-c population.ROLE: no such column" "$status $err" "^2 .*odd.csv:1: no column 'ladnam'; .*did you mean 'ladname'"
run csv-rate -P odd.csv -c population.are=x named.csv
like "-c population.ROLE: no such role" "$status $err" "^2 .*--column: no role 'are'; expected one of area, .*; did you mean 'area'"
printf 'la_name,indicator,value,population\nRedcar,Plans,5,1000\nYarm,Plans,6,1000\n' >undated.csv
for filter in benchmark-ne qtrend cp-categorise board-chart; do
	run $filter undated.csv
	like "$filter: no period" "$status $err" "^2 .*undated.csv:1: no column for the role period; expected period, .*, or -c period=NAME \\(csv-tidy --set period=PERIOD adds it to a table of one period\\); the headings are la_name, indicator, value, population"
done
csv-tidy --set period=2014-15 undated.csv >dated.csv
run csv-rate dated.csv
is "and with --set period" "$status $(grep -c 2014-15 out)" '0 2'
run csv-rate -c population.area=x fingertips.csv
like "-c population.ROLE without -P" "$status $err" "^2 .*--column population.ROLE=x needs --population"
printf 'LA name,Ward,Number,population\nRedcar,Coatham,5,1000\nRedcar,Dormanstown,6,1000\n' >wards.csv
run qtrend -c period=Number wards.csv
run csv-rate wards.csv
is "wards within an authority" "$status$err" 0
printf 'area,District,Number,population\nRedcar,Coatham,5,1000\n' >two.csv
run benchmark-ne --years 2014 two.csv
is "two columns of areas" "$status" 2

# A heading that is nearly a name of a role is no other column.
misspelt() {	# $1 filter and options, $2 file, $3 the heading, $4 the name, $5 the role
	run $1 "$2"
	like "$3 is not $4" "$status $err" \
	    "^2 [a-z-]*: $2:1: the heading '$3' is nearly '$4'; expected $4, -c $5=NAME, or another heading if it is not the $5\$"
}
cat >plans.csv <<'.'
LAchildID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,LatestCategoryOfAbues,NumberOfPreviusCPP
1,2023-04-05,,NEG,EMO,0
2,2023-05-05,,NEG,NEG,1
.
misspelt "cp-categorise" plans.csv LatestCategoryOfAbues LatestCategoryOfAbuse category_latest
sed 's/Abues/Abuse/' plans.csv >plans2.csv
misspelt "cp-categorise --subsequent" plans2.csv NumberOfPreviusCPP NumberOfPreviousCPP previous_plans
run cp-categorise plans2.csv
is "a role that is not used may be misspelt" "$status $(grep -c Emotional.*,1, out)" "0 1"
sed 's/CPPstart/CPPstrt/' plans2.csv >plans3.csv
misspelt cp-categorise plans3.csv CPPstrtDate CPPstartDate plan_start
sed 's/Count/Value,Cuont/; s/,50,/,45,50,/' fingertips.csv >cuont.csv
misspelt csv-rate cuont.csv Cuont count value
run csv-rate -c value=Value cuont.csv
is "the other column may be chosen" "$status $(sed -n 2p out | cut -d, -f8)" "0 45"
printf 'area,period,count,Denominater\nRedcar,2022,209,1000\nRedcar,2023,189,1000\n' >d.csv
misspelt qtrend d.csv Denominater denominator population
run qtrend -c population=Denominater d.csv
is "and the misspelt one" "$status $(sed -n 2p out | cut -d, -f7)" "0 2090"
sed 's/count,Denominater/value,numerater,denominator/; s/,\(1000\)/,10,1000/' d.csv >n.csv
misspelt qtrend n.csv numerater numerator numerator
sed 's/Denominater/populations/' d.csv >p.csv
misspelt qtrend p.csv populations population population
cat >level.csv <<'.'
geographic_levl,region_name,la_name,new_la_code,period,count,population
National,,,E92000001,2023,100,100000
Local authority,North East,Redcar and Cleveland,E06000003,2023,10,1000
.
misspelt benchmark-ne level.csv geographic_levl geographic_level geographic_level
sed 's/levl/level/; s/region_name/Region nmae/' level.csv >region.csv
run benchmark-ne region.csv
is "region_name, too" "$status$err" "2benchmark-ne: region.csv:1: the heading 'Region nmae' is nearly 'region_name'; expected region_name, or another heading if it is not the region_name"
sed 's/levl/level/; s/region_name/Region Name/' level.csv >region.csv
run benchmark-ne --region 'north east' region.csv
like "Region Name is the region" "$status $(sed -n 2p out)" '^0 2023,E06000003,'
printf 'County,Court,Counts,count_2,period,count,population,Measures,Starts\nA,B,1,2,2014,5,100,x,3\n' >words.csv
run csv-rate words.csv
is "words of their own, plurals and numbered columns are not misspelt" "$status$err" 0
run qtrend words.csv
is "the same of qtrend" "$status$err" 0

# A value by the words of its heading, where all other columns have roles.
value_is() { # heading
	printf 'Local authority,LA code,Year,%s,Population,\nHartlepool,E06000001,2023,152,20000,\n' "$1" >value.csv
	printf 'Hartlepool,E06000001,2024,160,20000,\n' >>value.csv
}
value_is 'Children on plans'
for command in csv-rate 'benchmark-ne --areas all' qtrend; do
	run $command value.csv
	is "$command: a value by words" "$status $err" "0 ${command%% *}: note: value is 'Children on plans'"
done
for name in 'Number of plans' 'referrals_received' 'Total Contacts' CASES; do
	value_is "$name"
	run csv-rate value.csv
	is "$name is a value" "$status $err" "0 csv-rate: note: value is '$name'"
	run csv-rate -q value.csv
	is "$name, with -q" "$status $err" "0 "
done
for name in 'Referral rate' 'Plan number' 'Plans per 10 000' 'Children aged 0-17' 'Number of children' Rank \
    'Plans target' 'Case number'; do
	value_is "$name"
	run csv-rate value.csv
	is "$name is no value" "$status$out" 2
	like "$name is no value: message" "$err" "no column for the role value; .*did you mean (-c value=)?'$name'"
done
printf 'area,Plans,Referrals,population\nA,1,2,300\n' >value.csv
run csv-rate value.csv
like "two such columns" "$status$err" "^2csv-rate: value.csv:1: no column for the role value"
run csv-rate -c area=Plans -c value=Referrals value.csv
is "a chosen column is none of them" "$status$err" 0

# Headings as councils have them.
for name in 'Population 0 to 17' 'Population (0-17)' 'Child population' 'Under 18s' 'Children aged 0-17'; do
	printf 'LA,Year,Children in need,%s\nRedcar and Cleveland,2014,40,2000\n' "$name" >own.csv
	run csv-rate own.csv
	is "$name" "$status $err $(sed 1d out | cut -d, -f5)" "0 csv-rate: note: value is 'Children in need' 200"
	run benchmark-ne --areas all own.csv
	is "benchmark-ne: $name" "$status $(sed 1d out | cut -d, -f5)" "0 2000"
done
printf 'LA,Year,Children in need,Population 0-17,Under 18s\nA,2014,40,2000,9\n' >own.csv
run csv-rate own.csv
is "two populations" "$status$err" "2csv-rate: own.csv:1: two columns could be the population: 'Population 0-17' and 'Under 18s'; expected one, or -c population='Population 0-17' or -c population='Under 18s'"
run csv-rate -c population='Under 18s' -q own.csv
is "one of them chosen" "$status$(sed 1d out | cut -d, -f6)" "044444.444444444445"
printf 'Team,Year,Count\nA,2014,40\n' >own.csv
for filter in 'csv-rate -P mine.csv' 'benchmark-ne --areas all -P mine.csv' 'qtrend -P mine.csv'; do
	printf 'area,period,population\nA,2014,2000\n' >mine.csv
	run $filter own.csv
	like "$filter: no area" "$status $err" "^2 [a-z-]*: own.csv:1: no column for an area's code or name; .* or -c area=NAME; the headings are Team, Year, Count"
done
sed 's/area/LA/; s/population/Under 18s/; s/period/Year/' mine.csv >theirs.csv
run csv-rate -P theirs.csv -c area=Team own.csv
like "such headings in the file of -P" "$status $(sed 1d out | cut -d, -f1-5)" "^0 A,2014,40,2000,200"
printf 'LA,Year,Calls,Visits,Population\nA,2014,40,3,2000\n' >own.csv
run csv-rate own.csv
like "columns that could be the value" "$status $err" "^2 .*; did you mean -c value='Calls' or -c value='Visits'?"
sed 's/Calls/Referrals made/' own.csv >made.csv
run csv-rate made.csv
like "the one of them that counts" "$status $err" "^2 .*; did you mean -c value='Referrals made'?"
printf 'Ward,Referrals 2023/24,Child pop\nA,41,1930\n' >ward.csv
run csv-rate ward.csv
is "a count and its year" "$status $err" "0 csv-rate: note: value is 'Referrals 2023/24'"
printf 'Council,Financial year,Children on a plan,Population aged 0 to 17\nA,2013-14,41,1930\n' >council.csv
run benchmark-ne --areas all council.csv
is "a financial year" "$status $(sed 1d out | cut -d, -f1,4)" "0 2013-14,41"
printf 'Area,Year,Quarter,count,population\nA,2012-13,Q1,3,400\nA,2013-14,Q1,4,400\n' >quarters.csv
run qtrend quarters.csv
is "qtrend: a year and a quarter" "$status$err $(sed -n 2p out | cut -d, -f5-6)" "0 2012-13 Q1,2013-14 Q1"
run benchmark-ne --areas all quarters.csv
is "benchmark-ne: the same" "$status $(sed 1d out | cut -d, -f1,4 | paste -sd' ' -)" "0 2012-13 Q1,3 2013-14 Q1,4"
run benchmark-ne -q --areas all -c period=Year -c time_identifier=Quarter quarters.csv
is "and with options" "$status $(sed 1d out | cut -d, -f1,4 | paste -sd' ' -)" "0 2012-13 Q1,3 2013-14 Q1,4"
printf 'area,period,population\nA,2012-13 Q1,300\nA,2013-14 Q1,200\n' >people.csv
cut -d, -f1-4 quarters.csv >counts.csv
run csv-rate -q -P people.csv counts.csv
is "csv-rate: the population of that year" "$status $(sed 1d out | cut -d, -f2,5 | paste -sd' ' -)" "0 2012-13,300 2013-14,200"
printf 'category,Year,Quarter,count\nNeglect,2012-13,Q1,3\nEmotional abuse,2012-13,Q1,4\nNeglect,2013-14,Q1,5\nEmotional abuse,2013-14,Q1,6\n' >mix.csv
run cp-categorise mix.csv
is "cp-categorise: the same" "$status $(grep Neglect out | cut -d, -f2-4 | paste -sd' ' -)" "0 Neglect,2012-13 Q1,3 Neglect,2013-14 Q1,5"
printf 'area,Year,Quarter,age_band,count,population,standard_weight\nA,2012-13,Q1,0-4,3,400,5\nA,2013-14,Q1,0-4,4,400,5\n' >bands.csv
run csv-rate --standardise bands.csv
is "csv-rate --standardise: a group for each year" "$status $(cut -d, -f1-3 out | paste -sd' ' -)" "0 Year,Quarter,area 2012-13,Q1,A 2013-14,Q1,A"
for filter in 'csv-rate -P people.csv' 'benchmark-ne --areas all -P people.csv' qtrend; do
	run $filter -y 2013-14 counts.csv
	like "$filter: another -y" "$status $err" "^2 .*counts.csv:2: Year: '2012-13' with 'Q1' is 2012-13 Q1, but -y says 2013-14; expected no -y, as the table has its years"
	sed 's/2012-13/2012/' counts.csv >calendar.csv
	run $filter calendar.csv
	like "$filter: a quarter of 2012" "$status $err" "^2 .*calendar.csv:2: Year: '2012' with 'Q1' is a quarter of the calendar or of the financial year; expected 2012-13 for 2012, if that is the year .or -y 2012-13, if all rows are of it., or quarters such as 2014-Q1 in one column"
done
run qtrend -c period=Year -c time_identifier=Quarter calendar.csv
like "and with options" "$status $err" "^2 .*calendar.csv:2: Year: '2012' with 'Q1' is a quarter of the calendar or of the financial year"
sed '3d' calendar.csv >one.csv
run qtrend -y 2012-13 one.csv
is "a quarter of 2012, with -y" "$status$err $(sed -n 2p out | cut -d, -f5)" "0 2012-13 Q1"
printf 'Area,Year,FY,Quarter,count,population\nA,2012,2012-13,Q1,3,400\n' >both.csv
run benchmark-ne --areas all -y 2013-14 both.csv
like "two columns of years" "$status $err" "^2 .*both.csv:2: Quarter: 'Q1' has its year in 'Year' or in 'FY'; expected -c period='Year' -c time_identifier='Quarter', or the other one"
printf 'ONS code,Council name,Reporting year,CIN at 31 March,Pop 0-17\nE06000001,Hartlepool,2014,40,2000\n' >ons.csv
run csv-rate -q ons.csv
is "ONS code, and a day in the heading" "$status $(sed 1d out | cut -d, -f6)" "0 200"
printf 'Code,Name,2014\nE06000001,Hartlepool,2000\n' >pop.csv
run csv-rate -q -P pop.csv ons.csv
is "Code and Name in the file of -P" "$status $(sed 1d out | cut -d, -f6-7)" "0 2000,200"
printf 'Financial year,Month,Referrals\n2013-14,April,41\n' >months.csv
run qtrend months.csv
like "a financial year and a month" "$status $err" "^2 .*two columns could be the period: 'Financial year' and 'Month'"
run qtrend -q -c period='Financial year' -c time_identifier=Month months.csv
is "and both together" "$status$err $(sed -n 2p out | cut -d, -f5)" "0 2013-04"
sed 's/Financial/Academic/' months.csv >academic.csv
run qtrend -q -c period='Academic year' -c time_identifier=Month academic.csv
is "of an academic year" "$status$err $(sed -n 2p out | cut -d, -f5)" "0 2014-04"
sed 's/Financial year/Reporting/' months.csv >either.csv
run qtrend -q -c period=Reporting -c time_identifier=Month either.csv
like "or of either" "$status $err" "^2 .*either.csv:2: Reporting: '2013-14' with 'April' may be of a financial or an academic year; expected the month with its own year, such as April 2014, or a heading such as Financial year"
printf 'Locality,Year,Calls\nA,2014,40\nA,2015,41\nA,2016,38\n' >calls.csv
run qtrend calls.csv
is "qtrend: the only column of figures" "$status $err $(sed -n 2p out | cut -d, -f1)" "0 qtrend: note: value is 'Calls' A"
sed 's/Calls/Calls per day/' calls.csv >per.csv
run qtrend per.csv
like "qtrend: another figure" "$status $err" "^2 .*no column for the role value; .* did you mean -c value='Calls per day'?"
printf 'Category,Q1\nA,5\n' >quarter.csv
run qtrend --detail univariate quarter.csv
like "qtrend: nor a period" "$status $(tail -n 1 err)" "^2 .*no column for the role value; .* did you mean -c value='Q1'?"
printf 'Area,Year,Month,Count\nA,2014,April,40\n' >months.csv
run qtrend months.csv
like "a year and a month" "$status $err" "^2 .*two columns could be the period: 'Year' and 'Month'; expected one, or -c period='Year' -c time_identifier='Month'\$"

# In ONS's estimates Geography is the kind of an area; elsewhere its name.
cat >mye.csv <<'.'
Code,Name,Geography,period,population
E06000001,Hartlepool,Unitary Authority,2023,20000
E06000002,Middlesbrough,Unitary Authority,2023,33000
.
printf 'area,period,count\nHartlepool,2023,152\n' >counts.csv
run csv-rate -P mye.csv counts.csv
is "Code, Name and Geography" "$status $(sed 1d out | cut -d, -f1-5)" "0 Hartlepool,2023,152,20000,76"
cut -d, -f3- mye.csv | sed 's/Unitary Authority,2023,2/Hartlepool,2023,2/' >geography.csv
run csv-rate -P geography.csv counts.csv
is "Geography alone" "$status $(sed 1d out | cut -d, -f1-5)" "0 Hartlepool,2023,152,20000,76"

# In the tidy form ages that were across the top are the category.
cat >wide.csv <<'.'
Code,Name,Geography,All ages,0,1,90+
E06000001,Hartlepool,Unitary Authority,"60,000","10,000","10,000","40,000"
.
csv-tidy -q --indicator Population --set period=2023 --measures '?,90+' wide.csv >ages.csv
run csv-rate -P ages.csv --ages 0-1 counts.csv
is "--ages of the category" "$status $(sed 1d out | cut -d, -f1-5)" "0 Hartlepool,2023,152,20000,76"
sed 's/Population,1,/Population,One,/' ages.csv >no-ages.csv
run csv-rate -P no-ages.csv --ages 0-1 counts.csv
is "a category that is no age" "$status$out" 2
like "a category that is no age: message" "$err" "no-ages.csv:3: category: 'One' is not an age"

# Numbers of authorities are no figures.
printf 'LA number,LA name,Year,Children seen,Population\n805,Hartlepool,2024,300,20000\n' >numbers.csv
run csv-rate numbers.csv
like "the number of an authority is not suggested as the value" "$status $err" "^2 .* did you mean -c value='Children seen'?"
for word in Country County; do
	printf '%s,Area,Quarter,Neglect,Physical\nEngland,Leeds,2014 Q1,12,3\nEngland,York,2014 Q1,14,2\n' $word >word.csv
	run csv-tidy word.csv
	like "a $word is no count" "$status $err" "^2 .* did you mean -c value='Neglect' or -c value='Physical'.*"
done
for filter in csv-rate benchmark-ne csv-suppress qtrend; do
	run "$filter" -c value='LA number' numbers.csv
	like "$filter: nor taken for it" "$status $err" "^2 $filter: numbers.csv:1: 'LA number' is the number of an authority; expected"
done

# Codes are no figures, whatever their level.
printf 'Electoral Ward,Ward GSS,Open,Closed,Population\nA,E05009301,3,4,1590\n' >gss.csv
run csv-rate gss.csv
like "a column of codes is not suggested as the value" "$status $err" "^2 .* did you mean -c value='Open' or -c value='Closed'.\$"
sed 's/Ward GSS/Team ref/' gss.csv >gss2.csv
run csv-rate gss2.csv
like "nor is one of references" "$status $err" "^2 .* did you mean -c value='Open' or -c value='Closed'.\$"
printf 'Electoral Ward,Ward GSS,No. of children on CP plan at 31 Mar 2024,0-17 population\nA,E05009301,1,"1,590"\n' >wards.csv
run csv-rate -q wards.csv
is "Ward GSS is the code" "$status $(sed 1d out | cut -d, -f6)" "0 6.289308176100629"
printf 'LSOA,LSOA name,Year,Referrals,Children (0-17)\nE01012101,Redcar 001A,2024,17,223\nE01012102,Redcar 001B,2024,20,223\n' >lsoas.csv
run benchmark-ne --areas all lsoas.csv
is "LSOA beside LSOA name is its code" "$status $(sed 1d out | cut -d, -f2,3 | paste -sd' ' -)" \
	"0 E01012102,Redcar 001B E01012101,Redcar 001A"
printf 'Council area,GSS,31 July 2021,31 July 2022\nAngus,S12000041,69,72\n' >council.csv
is "Council area and GSS" "$(csv-tidy -q --indicator 'On register' council.csv | sed -n 2p)" "Angus,S12000041,On register,,2021-07-31,69,"
printf 'Area code,Area,Mid-year,Population 0-17\nW06000001,Anglesey,2021,12900\n' >mid.csv
printf 'LA code,Year ending,Children on the Child Protection Register\nW06000001,31 March 2021,50\n' >register.csv
run csv-rate -q -P mid.csv register.csv
is "Mid-year, and children on the register" "$status $(sed 1d out | cut -d, -f1-4)" "0 W06000001,31 March 2021,50,12900"

# A population may be headed in any of these ways in csv-suppress, too.
printf 'Ward,Children (0-17),indicator,category,period,value,percentage\nA,1590,I,,2024,1,\nB,1298,I,,2024,14,\n' >children.csv
run csv-suppress children.csv
is "csv-suppress: a population of these ages is not hidden" "$status $(sed 1d out | cut -d, -f2,6 | paste -sd' ' -)" "0 1590,c 1298,14"
sed 's/,1590,/,c,/; s/,1298,/,c,/' children.csv >marks.csv
run benchmark-ne --areas all marks.csv
is "benchmark-ne: none has a population: status" "$status" 2
like "benchmark-ne: none has a population" "$err" "^benchmark-ne: no area has a population, so none is ranked; expected areas with a count and a population\$"
run benchmark-ne --areas all --skip-bad marks.csv
is "benchmark-ne --skip-bad: none has a population" "$status" 0

# The year of their boundaries, with or without brackets: the area is the LSOA, and not its ward.
printf 'Ward,Population 0-17,Year\nAbbey,900,2023\n' >wards.csv
for heading in 'LSOA code (2021),LSOA name (2021)' 'LSOA code 2021,LSOA name 2021' 'LSOA21CD,LSOA21NM'; do
	printf "$heading,Ward,Year,Count\\nE01033001,Abbey 001A,Abbey,2023,4\\n" >lsoa.csv
	run csv-rate -q -P wards.csv lsoa.csv
	is "csv-rate: $heading is not of a ward's population" "$status $(sed -n 2p out | cut -d, -f7)" "2 "
done

# A sheet of plans.
for heading in Cat 'Plan category' 'Category of plan'; do
	printf "Child ID,Start,End,$heading\\n1,2023-01-01,,NEG\\n2,2023-01-06,2023-09-06,EMO\\n" >plans.csv
	run cp-categorise -q plans.csv
	is "plans: $heading" "$status $(sed -n 2p out)" "0 Child protection plans at quarter end,Neglect,2022-23 Q4,1,50"
done
printf 'Person ID,CP start date,CP end date,Cat\n1,2023-01-01,,NEG\n2,2023-01-06,2023-09-06,EMO\n' >plans.csv
run cp-categorise -q plans.csv
is "plans: CP start date" "$status $(sed -n 2p out)" "0 Child protection plans at quarter end,Neglect,2022-23 Q4,1,50"
done_testing
