#!/bin/sh
# Files of populations as they are published, with -P: ONS single years of age, Nomis extracts, codes of another year; and
# DfE's list of statistical neighbours.
. "${0%/*}/../tap/tap.sh"

# single FACTOR: an ONS file in which the population of each area is spread over single years of age and the sexes.
# Standard input: code,name,population at mid-2013,population at mid-2014
single() {
	awk -F'\t' 'BEGIN { OFS = ","; print "ladcode23,laname23,country,sex,age,population_2013,population_2014" }
		{
			q = index($2, ",") ? "\"" : ""
			for (s = 1; s <= 2; s++)
				for (a = 0; a <= 20; a++) {
					k = 2 * a + s - 1
					for (y = 3; y <= 4; y++) {
						n[y] = int($y / 36) + (k < $y % 36)
						if (a > 17) n[y] = 1000 + a
					}
					print $1, q $2 q, "E", s == 1 ? "F" : "M", a, n[3], n[4]
				}
		}'
}
tab=$(printf '\t')
refused() { # name pattern command...: status 2, nothing on standard output, the message
	name=$1
	pattern=$2
	shift 2
	run "$@"
	like "$name" "$status [$out] $err" "^2 \[\] .*$pattern"
}

cat >areas <<END
E06000003${tab}Redcar and Cleveland${tab}27501${tab}27360
E06000002${tab}Middlesbrough${tab}31709${tab}31757
E06000001${tab}Hartlepool${tab}20179${tab}19985
END
single <areas >ons.csv
cat >counts.csv <<'END'
time_period,new_la_code,la_name,count
2014,E06000003,Redcar and Cleveland,217
2014,E06000002,Middlesbrough,235
END

# ONS: years in the headings, single years of age, sexes.
run csv-rate -P ons.csv --ages 0-17 --population-lag 1 counts.csv
is "ONS: the published population, and rate" "$status $(sed -n 2p out)" \
	"0 2014,E06000003,Redcar and Cleveland,217,27501,78.90622159194211,68.75576338001636,90.13293576517907,Byars"
is "ONS: another area" "$(cell 2 population out)" 31709
is "ONS: the ages and sexes are said" "$err" \
	"csv-rate: note: counts of 2014 with the population of 2013 in ons.csv (a lag of 1 year; ages 0 to 17; both sexes added)"
is "ONS: a part of the ages" "$(csv-rate -P ons.csv --ages 18-19 counts.csv 2>&1 | sed -n 's/.*217,\([0-9]*\),.*/\1/p')" 4074
sed 's/^2014,/2014-15,/' counts.csv >fyear.csv
run csv-rate -P ons.csv --ages 0-17 --population-lag 1 fyear.csv
is "a financial year takes the mid-year in which it begins, with a lag of 1" "$(cell 1 population out)" 27360
sed 's/^2014,/31 March 2014,/' counts.csv >march.csv
run csv-rate -P ons.csv --ages 0-17 --population-lag 1 march.csv
is "31 March takes the mid-year before, with a lag of 1" "$(cell 1 population out)" 27501
sed '1s/ladcode23,laname23,country,sex,age/Code,Name,Country,Gender,Age/' ons.csv >renamed.csv
run csv-rate -P renamed.csv -c population.area_code=Code -c population.area=Name --ages 0-17 counts.csv
is "other headings, with -c" "$(cell 1 population out)" 27360
sed '1s/population_/Population /g' ons.csv >blank.csv
run csv-rate -P blank.csv --ages 0-17 counts.csv
is "a blank in the year's heading" "$status $(cell 1 population out)" "0 27360"
sed '1s/population_/Mid-/g' ons.csv >mid.csv
run csv-rate -P mid.csv --ages 0-17 counts.csv
is "a mid-year as the heading" "$status $(cell 1 population out)" "0 27360"

run csv-rate -P - --ages 0-17 counts.csv <ons.csv
is "standard input is called so" "$(cell 1 population out) $err" \
	"27360 csv-rate: note: counts of 2014 with the population of 2014 in standard input (no lag; ages 0 to 17; both sexes added)"
sed '1s/_2014/_2012/' ons.csv >before.csv
run csv-rate -P - --ages 0-17 counts.csv <before.csv
is "and where it lacks a population" "$status $(tail -2 err)" "2 csv-rate: counts.csv:2: no population for 'Redcar and Cleveland' in 2014; \
standard input has it for 2012 and 2013; --population-lag 1 takes the population of the year before for every row, here that of 2013; 2 such rows
csv-rate: <stdin>: no population for any row"
# One thing wrong.
refused "ONS without --ages" "ons.csv:3: age: several ages \\('0', '1', ...\\); expected one, or those to add up, such as --ages 0-17" \
	csv-rate -P ons.csv counts.csv
grep -v 'Middlesbrough,E,M' ons.csv >nomales.csv
refused "a sex missing" "nomales.csv:44: no males for 'Middlesbrough' in 2013; expected both sexes, or persons" \
	csv-rate -P nomales.csv --ages 0-17 counts.csv
grep -v 'Redcar and Cleveland,E,F,7,' ons.csv >noage.csv
refused "an age missing" "noage.csv:2: no females aged 7 for 'Redcar and Cleveland' in 2013; expected rows that add up to ages 0 to 17" \
	csv-rate -P noage.csv --ages 0-17 counts.csv
refused "an age beyond the file" "no females aged 21 for 'Redcar" csv-rate -P ons.csv --ages 18-24 counts.csv
sed 's/F,7,/F,07-Sep,/' ons.csv >excel.csv
refused "an age that a spreadsheet changed" "excel.csv:9: age: '07-Sep' is not an age" csv-rate -P excel.csv --ages 0-17 counts.csv
sed 's/,M,/,Man,/' ons.csv >sex.csv
refused "an unknown sex" "sex.csv:23: sex: 'Man' is not a sex; expected M, F or Persons" \
	csv-rate -P sex.csv --ages 0-17 counts.csv
sed '1s/population_2013/population_2012_2013/' ons.csv >two.csv
refused "two years in one heading" "two.csv:1: 'population_2012_2013' is not a population of one year" \
	csv-rate -P two.csv --ages 0-17 counts.csv
sed '1s/population_2013/Mid-2014/' ons.csv >again.csv
refused "a year twice" "again.csv:1: 'Mid-2014' and 'population_2014' are the same year" \
	csv-rate -P again.csv --ages 0-17 counts.csv
sed 's/^\(E06000003.*F,7\),[0-9]*/\1,many/' ons.csv >word.csv
refused "a word for a number" "word.csv:9: population_2013: 'many' is not a population" \
	csv-rate -P word.csv --ages 0-17 counts.csv
{ cat ons.csv; sed -n 2p ons.csv; } >twice.csv
refused "a row twice" "twice.csv:128: population_2013: a second population for 'E06000003', females, age 0 in 2013 \(the first is on line 2\); expected one$" \
	csv-rate -P twice.csv --ages 0-17 counts.csv
refused "--ages: not ages" "--ages: '17-0' is not a range of ages, such as 0-17 or 18\+" csv-rate -P ons.csv --ages 17-0 counts.csv
refused "--ages without -P" "--ages needs --population" csv-rate --ages 0-17 counts.csv
printf 'area,period,population\nRedcar and Cleveland,2014,5\n' >plain.csv
refused "--ages without ages" "--ages: plain.csv has no column of ages" csv-rate -P plain.csv --ages 0-17 counts.csv
printf 'area,period,population,sxe\nRedcar and Cleveland,2014,5,F\nRedcar and Cleveland,2014,6,M\n' >sxe.csv
refused "a column of the sex that is misspelt" "sxe.csv:3: a second population for 'Redcar and Cleveland' in 2014 \(the first is on line 2\); expected one, or a column of ages or of the sex; did you mean 'sxe'\?$" \
	csv-rate -P sxe.csv counts.csv
sed '1s/sex/GENDR/' ons.csv >gendr.csv
refused "the same of GENDER" "gendr.csv:1: the heading 'GENDR' is nearly 'gender'; expected gender, -c population.sex=NAME, or another heading if it is not the sex$" \
	csv-rate -P gendr.csv --ages 0-17 counts.csv
sed '1s/age/aeg/' ons.csv >aeg.csv
refused "the same of ages" "--ages: aeg.csv has no column of ages; .*; did you mean 'aeg'\?$" csv-rate -P aeg.csv --ages 0-17 counts.csv
sed 's/^\(E06000003.*F,7\),[0-9]*/\1,x/' ons.csv >mark.csv
run csv-rate -P mark.csv --ages 0-17 --population-lag 1 counts.csv
is "a hidden part hides the sum" "$status $(sed -n 2p out)" "0 2014,E06000003,Redcar and Cleveland,217,x,,,,"
printf 'GEOGRAPHY,GEOGRAPHY_NAME,DATE,DATE_NAME,OBS_VLAUE\n7,Redcar and Cleveland,9,2014,5\n' >vlaue.csv
refused "a misspelt OBS_VALUE" "vlaue.csv:1: the heading 'OBS_VLAUE' is nearly 'obs_value'; expected obs_value, or another heading if it is not the obs_value$" \
	csv-rate -P vlaue.csv counts.csv
printf 'area,when,population\nRedcar and Cleveland,2014,5\n' >when.csv
refused "-c of the other file" "when.csv:1: no column for the role period; .*, or -c population.period=NAME" csv-rate -P when.csv counts.csv
# A first row that is no heading, and numbers that are no years.
headless() { # name, file, message
	printf "$2" >headless.csv
	refused "$1" "headless.csv:$3" csv-rate -P headless.csv counts.csv
}
headless "no heading" 'Redcar,2014,1000\nYarm,2014,2015\n' \
	"1: no column for an area's code or name; .*; the headings are Redcar, 2014, 1000; if that is a row, add a heading above it$"
headless "no heading, and a population of 2015" 'Redcar,2015\nYarm,2030\n' \
	"1: no column for an area's code or name; .*; the headings are Redcar, 2015; if that is a row, add a heading above it$"
headless "a population of 1000 as a heading" 'area,1000\nRedcar,2014\n' \
	"1: no column for the role period; .* are area, 1000; if that is a row, add a heading above it$"
headless "a number that is no year" 'area,period,people_1000\nRedcar,2014,1000\n' \
	"1: no column for the role population; expected .*, denominator, or -c population.population=NAME; the headings are area, period, people_1000$"
headless "a year" 'area,period,under_18_2014\nRedcar,2014,1000\n' \
	"1: .* are area, period, under_18_2014; or years in headings such as population_2023$"
headless "columns that are mixed up" 'area,year,population\nRedcar,1000,2014\n' \
	"2: year: '1000' is not of the years 1801 to 2100; expected a period of these, or -c population.period=NAME$"

# What csv-tidy writes.
printf 'area,indicator,category,period,value,percentage\n%s,Population aged 0 to 17,,2014,27360,\n' 'Redcar and Cleveland' >value.csv
run csv-rate -P value.csv counts.csv
is "the value of csv-tidy" "$(cell 1 population out)" 27360
sed 's/Population/Children/' value.csv >children.csv
refused "another indicator" "children.csv:2: indicator: 'Children aged 0 to 17' names no population; expected a name with that word, or -c population=value$" \
	csv-rate -P children.csv counts.csv
run csv-rate -P children.csv -c population=value counts.csv
is "another indicator, with -c" "$(cell 1 population out)" 27360
cut -d, -f 1,4- value.csv >nameless.csv
refused "a value without an indicator" "nameless.csv:1: no column for the role population" csv-rate -P nameless.csv counts.csv

# One encoding for all files.
printf 'area,period,count\nSt\303\251,2014,5\n' >utf8.csv
printf 'area,period,population\nSt\351,2014,1000\n' >latin.csv
refused "another encoding" "latin.csv:2: .*not UTF-8; looks like windows-1252; try -E windows-1252" csv-rate -P latin.csv utf8.csv
run csv-rate -E windows-1252 -P latin.csv utf8.csv
is "-E that is not that of all" "$status [$out] $err" "2 [] csv-rate: utf8.csv: this is UTF-8, not windows-1252; -E is the encoding of all files: \
convert those that need it (iconv -f windows-1252 -t UTF-8) and leave out -E"
iconv -f UTF-8 -t windows-1252 utf8.csv >both.csv
run csv-rate -E windows-1252 -P latin.csv both.csv
is "-E of both" "$status $(sed -n 2p out | cut -d, -f1-5)" "0 $(sed -n 2p utf8.csv),1000,50"
printf 'area,period,count\nSt\351,2014,5\nSt\303\251,2015,5\n' >mixed.csv
run csv-rate -q -E windows-1252 -P latin.csv mixed.csv
like "what is not UTF-8 as a whole is converted" "$out" "Sté,2014"
# A blank is like a missing row.
sed 's/^\(E06000003.*F,7\),[0-9]*/\1,/' ons.csv >blank.csv
refused "a blank part" "blank.csv:2: no females aged 7 for 'Redcar and Cleveland' in 2013 \(blank on line 9\); expected rows that add up to ages 0 to 17$" \
	csv-rate -P blank.csv --ages 0-17 --population-lag 1 counts.csv
sed 's/^\(E06000003.*[FM],[0-9]*\),[0-9]*/\1,/' ons.csv >blank.csv
run csv-rate -P blank.csv --ages 0-17 --population-lag 1 counts.csv
is "an area that is blank in a year" "$status $(sed -n 2p out)" "2 2014,E06000003,Redcar and Cleveland,217,,,,,"
like "which line" "$err" "counts.csv:2: no population for 'Redcar and Cleveland' in 2013; blank.csv has a blank for it on line 2, and has it for 2014; 1 such row"
run qtrend -q -f text -P blank.csv --ages 0-17 --population-lag 1 counts.csv
is "the same in qtrend" "$status" 2
printf 'area,period,population\nRedcar and Cleveland,2014,\nMiddlesbrough,2014,5000\n' >plain.csv
cut -d, -f1,3- counts.csv >named.csv
run csv-rate -P plain.csv named.csv
like "a blank cell" "$err" "named.csv:2: no population for 'Redcar and Cleveland' in 2014; plain.csv has a blank for it on line 2; 1 such row"
printf 'area,period,population\nNewcastle upon Tyne,2014,5000\nNewcastletown Moor,2014,5000\n' >long.csv
printf 'area,period,count\nNewcastle,2014,5\n' >short.csv
run csv-rate -P long.csv short.csv
like "the first word of a name" "$status $err" "^2 .*short.csv:2: no population for 'Newcastle' in 2014; long.csv has no row of that area; it has populations of 2014; did you mean 'Newcastle upon Tyne'\\?; 1 such row"
echo 'Newcastle under Lyme,2014,5000' >>long.csv
run csv-rate -P long.csv short.csv
like "the first word of two names" "$status $err" "^2 .*it has populations of 2014; 1 such row"
sed 's/^2014,E06000002/2009,E06000002/' counts.csv >early.csv
run csv-rate -P ons.csv --ages 0-17 --population-lag 1 early.csv
is "no population: status 2" "$status" 2
like "no population: which year, and which there are" "$err" \
	"early.csv:3: no population for 'Middlesbrough' in 2008; ons.csv has it for 2013 and 2014; 1 such row"
is "no population: the row passes through" "$(sed -n 3p out)" "2009,E06000002,Middlesbrough,235,,,,,"
sed 's/^2014,E06000002/2017,E06000002/' counts.csv >late.csv
run csv-rate -P ons.csv --ages 0-17 --population-lag 1 late.csv
like "no population: the lag that has one" "$err" \
	"late.csv:3: no population for 'Middlesbrough' in 2016; ons.csv has it for 2013 and 2014; --population-lag 3 takes the population of 3 years before for every row, here that of 2014; 1 such row"
sed 's/^2014,E06000002/2024,E06000002/' counts.csv >late.csv
run csv-rate -P ons.csv --ages 0-17 late.csv
like "no population: none for many years" "$err" "in 2024; ons.csv has it for 2013 and 2014; 1 such row"

# Nomis: persons and the sexes, ages that overlap, values and per cent.
awk -F, '
	BEGIN { OFS = ","; print "DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,GENDER_NAME,C_AGE_NAME,MEASURES_NAME,OBS_VALUE,OBS_STATUS_NAME" }
	NR > 1 {
		k = $1 SUBSEP $2
		if (!(k in seen)) { seen[k] = ++n; code[n] = $1; name[n] = $2 }
		all[seen[k], $4] += $6
		if ($5 <= 15) child[seen[k], $4] += $6; else one[seen[k], $4, $5] += $6
	}
	function row(i, sex, age, v) {
		print 2013, name[i], code[i], sex, age, "Value", v, "Normal Value"
		print 2013, name[i], code[i], sex, age, "Percent", 1.5, "Normal Value"
	}
	END {
		for (i = 1; i <= n; i++)
			for (s = 0; s < 3; s++) {
				sex = s == 0 ? "Total" : s == 1 ? "Male" : "Female"
				f = s == 0 ? "MF" : s == 1 ? "M" : "F"
				t = c = a = b = 0
				for (j = 1; j <= length(f); j++) {
					x = substr(f, j, 1)
					t += all[i, x]; c += child[i, x]; a += one[i, x, 16]; b += one[i, x, 17]
				}
				row(i, sex, "All Ages", t); row(i, sex, "Aged 0 to 15", c); row(i, sex, "Age 16", a); row(i, sex, "Age 17", b)
			}
	}' ons.csv >nomis.csv
run csv-rate -P nomis.csv --ages 0-17 --population-lag 1 counts.csv
is "Nomis: the published population, persons once" "$status $(cell 1 population out) $(cell 2 population out)" "0 27501 31709"
is "Nomis: per cent is left out, and that is said" "$err" \
"csv-rate: note: counts of 2014 with the population of 2013 in nomis.csv (a lag of 1 year; ages 0 to 17)
csv-rate: note: nomis.csv: 36 rows of per cent left out (MEASURES_NAME)"
grep -v ,Total, nomis.csv >sexes.csv
run csv-rate -P sexes.csv --ages 0-17 --population-lag 1 counts.csv
is "Nomis: the sexes added" "$status $(cell 1 population out) $(grep -c 'both sexes added' err)" "0 27501 1"
refused "Nomis without --ages" "such as --ages 0-17" csv-rate -P nomis.csv counts.csv
grep -E 'NAME|All Ages' nomis.csv >all.csv
run csv-rate -P all.csv --population-lag 1 counts.csv
is "Nomis: one age group needs no --ages" "$status $(cell 1 population out)" "0 33615"
printf 'DATE_NAME,GEOGRAPHY_CODE,OBS_VALUE\n2022,E06000003,5\n2022-2023,E06000003,6\n' >two-kinds.csv
printf 'period,area_code,count\n31 March 2024,E06000003,5\n' >later.in
run csv-rate -P two-kinds.csv --population-lag 1 later.in
like "years of two kinds: no lag is suggested" "$status $err" \
    "^2 csv-rate: later.in:2: no population for 'E06000003' in 2023; two-kinds.csv has it for 2022 and 2022-23
"
grep -v 'Age 16' nomis.csv >gap.csv
refused "Nomis: an age missing" "no females aged 16 for 'Redcar and Cleveland' in 2013" csv-rate -P gap.csv --ages 0-17 counts.csv
refused "Nomis: ages that no rows add up to" "no persons aged 0 for 'Redcar and Cleveland'" \
	csv-rate -P nomis.csv --ages 0-4 counts.csv

awk -F, 'BEGIN { OFS = "," } { n = NR == 1 ? "DATE,GEOGRAPHY,GENDER,C_AGE,MEASURES" : "2013,1811939329,0,200,20100"; print n, $0 }' \
	nomis.csv >full.csv
run csv-rate -P full.csv --ages 0-17 --population-lag 1 counts.csv
is "Nomis: a full extract, with a number beside each name" "$status $(cell 1 population out)" "0 27501"

# The other filters.
run benchmark-ne --areas E06000003,E06000002 -P ons.csv --ages 0-17 --population-lag 1 counts.csv
is "benchmark-ne" "$status $(cell 1 rate out)" "0 78.90622159194211"
run benchmark-ne --areas all -P ons.csv --ages 0-17 --population-lag 1 early.csv
like "benchmark-ne: an area without a population" "$status $err" \
	"^2 .*early.csv:3: no population for 'Middlesbrough' in 2008; ons.csv has it for 2013 and 2014; 1 such row"
run benchmark-ne --skip-bad --areas all -P ons.csv --ages 0-17 --population-lag 1 early.csv
is "benchmark-ne --skip-bad" "$status" 0
run qtrend -q -P ons.csv --ages 0-17 --population-lag 1 early.csv
like "qtrend: a row without a population, even with -q" "$status $err" "^2 .*no population for 'Middlesbrough' in 2008"
run qtrend --skip-bad -P ons.csv --ages 0-17 --population-lag 1 early.csv
is "qtrend --skip-bad" "$status" 0

# Codes and names of another year.
cat >later.csv <<'END'
area_code,area_name,population_2013,population_2024
E06000066,Somerset,108780,113024
E06000061,North Northamptonshire,70000,83113
E06000062,West Northamptonshire,80000,100000
E06000059,Dorset,60000,67149
E06000003,Redcar and Cleveland,27501,27499
END
cat >earlier.csv <<'END'
time_period,area_code,area_name,count
2014,E10000027,Somerset,412
2014,E10000021,Northamptonshire,792
2014,E10000009,Dorset,270
END
run csv-rate -P later.csv --population-lag 1 earlier.csv
is "later codes: the same authority, a divided one, not another one" "$status $(sed 1d out | cut -d, -f5 | paste -sd' ')" \
	"2 108780 150000 "
is "later codes: said" "$err" \
"csv-rate: note: counts of 2014 with the population of 2013 in later.csv (a lag of 1 year)
csv-rate: note: E10000027 Somerset became E06000066 in 2023
csv-rate: note: E10000021 Northamptonshire was divided into North Northamptonshire and West Northamptonshire in 2021: their sum is used
csv-rate: earlier.csv:4: no population for 'Dorset' in 2013; later.csv has no row of that area; it has populations of 2013 and 2024; Dorset (E10000009), Poole and Bournemouth became Dorset (E06000059) and Bournemouth, Christchurch and Poole in 2019; 1 such row"
printf 'time_period,la_name,count\n2025,Redcar & Cleveland Borough Council,5\n2025,Somerset Council,5\n2025,Dorset,5\n' >named.csv
run csv-rate -P later.csv --population-lag 1 named.csv
is "names as commonly spelt" "$status $(sed 1d out | cut -d, -f4 | paste -sd' ')" "0 27499 113024 67149"
printf 'time_period,LA number,count\n2025,807,5\n2014,933,5\n' >numbers.csv
run csv-rate -P later.csv --population-lag 1 -c 'area_code=LA number' numbers.csv
is "DfE's numbers" "$status $(sed 1d out | cut -d, -f4 | paste -sd' ')" "0 27499 108780"
printf 'time_period,la_name,count\n2014,Dorset,5\n' >dorset.csv
run csv-rate -P later.csv --population-lag 1 dorset.csv
is "a name that was another authority's then" "$status $(sed -n 2p out)" "2 2014,Dorset,5,,,,,"
printf 'time_period,la_name,count\n2025,Redcar and Clevland,5\n' >typing.csv
run csv-rate -P later.csv --population-lag 1 typing.csv
like "a name that is spelt wrongly" "$status $err" "^2 csv-rate: typing.csv:2: no population for 'Redcar and Clevland' in 2024; later.csv has no row of that area; it has populations of 2013 and 2024; did you mean 'Redcar and Cleveland'\?; 1 such row"

# Districts make a county.
{
	echo area_code,area_name,population_2014
	for d in 234 235 236 237 238 239; do echo "E07000$d,District $d,1$d"; done
} >districts.csv
printf 'time_period,area_code,area_name,count\n2014,E10000034,Worcestershire,380\n' >county.csv
run csv-rate -P districts.csv county.csv
is "a county from its districts" "$status $(cell 1 population out)" "0 7419"
like "a county from its districts: said" "$err" "note: 'Worcestershire' is not in districts.csv: the sum of its 6 districts is used"
sed '/236/d' districts.csv >five.csv
run csv-rate -P five.csv county.csv
is "a district is missing: no population" "$status $(sed -n 2p out)" "2 2014,E10000034,Worcestershire,380,,,,,"

# A reader of DfE's list of 2025 as it is published.
neighbours=$data/benchmark-ne/neighbours-2025.csv
cat >near.csv <<'END'
time_period,area_code,count,population
2025,E06000003,189,27499
2025,E08000024,300,54000
2025,E06000027,100,25000
2025,E06000059,278,67149
2025,E06000057,300,56000
END
run benchmark-ne --neighbours "$neighbours" near.csv
is "neighbours: eleven, with their closeness" "$status $(sed 1d out | wc -l) $(grep -c ',Very close$' out) $(head -1 out | sed 's/.*,//')" \
	"0 11 10 closeness"
like "neighbours: by ONS code alone" "$(grep E06000027 out)" "^2025,E06000027,,100,"
is "neighbours: without them no such column" "$(benchmark-ne -q --areas all near.csv | grep -c closeness)" 0
for who in Redcar\ \&\ Cleveland 807 E06000003; do
	is "neighbours: --about $who" "$(benchmark-ne -q --neighbours "$neighbours" --about "$who" near.csv | grep -c Byars)" 3
done
for how in 's/SN\([0-9]*\),SNP/SN\1,SNP\1/g' 's/SN\([0-9]*\),SNP/SN\1,SN\1 Closeness/g' \
	's/SN\([0-9]*\),SNP/SN\1,SN\1P/g' 's/SN\([0-9]*\),SNP/SN\1,SNP.\1/g; s/SNP\.1,/SNP,/'; do
	sed "1$how" "$neighbours" >headed.csv
	run benchmark-ne -q --neighbours headed.csv near.csv
	is "neighbours: closeness under $(sed 1q headed.csv | cut -d, -f6,8)" "$status $(grep -c ',Very close$' out) $err" "0 10 "
done
sed '1s/SNP/Proximity/2' "$neighbours" >proximity.csv
run benchmark-ne --neighbours proximity.csv near.csv
like "neighbours: a column of closeness under another heading" "$status $(grep -c ',Very close$' out) $err" \
	"^0 9 benchmark-ne: note: proximity.csv:5: Proximity: 'Very close' may be how close '[0-9]*' is, but the column is not used; expected it under the heading SN2P
"
run benchmark-ne -q --neighbours proximity.csv near.csv
is "neighbours: not with -q" "$status $err" "0 "
printf 'area,period,count,population\nRedcar and Cleveland,2025,189,27499\nS. Tyneside,2025,3,100\nNewham,2025,3,100\n' >spelt.csv
run benchmark-ne --neighbours "$neighbours" spelt.csv
is "neighbours: the row that may be an absent one" "$(echo "$err" | grep 'not used')" "benchmark-ne: note: spelt.csv:3: \
'S. Tyneside' is not one of the authorities compared; the row is not used; did you mean 'South Tyneside'?"
run benchmark-ne --neighbours "$neighbours" --about Dorset near.csv
is "neighbours: of two authorities of one name the present one" "$(grep -c '^2025,E06000059,,278,' out)" 1
run benchmark-ne --neighbours "$neighbours" --about Cumbria near.csv
like "neighbours: an abolished authority, below the label" "$status $err" "^2 .*--about: no row for 'Cumbria'"
like "neighbours: what became of it" "$err" "note: E10000006 Cumbria was divided into Cumberland and Westmorland and Furness in 2023"
sed 's/^807\(.*\),880,/807\1,394,/' "$neighbours" >double.csv
refused "neighbours: one twice" "double.csv:5: SN10: '394' is listed twice" benchmark-ne --neighbours double.csv near.csv
sed 's/^807\(.*\),880,/807\1,807,/' "$neighbours" >self.csv
refused "neighbours: itself" "self.csv:5: SN10: '807' is its own neighbour" benchmark-ne --neighbours self.csv near.csv
sed 's/^807\(.*\),880,/807\1,#N\/A,/' "$neighbours" >error.csv
refused "neighbours: no number" "error.csv:5: SN10: '#N/A' is not an authority" benchmark-ne --neighbours error.csv near.csv
sed 's/^807\(.*\),880,/807\1,999,/' "$neighbours" >unknown.csv
refused "neighbours: an unknown number" "unknown.csv:5: neighbour '999' of 'Redcar and Cleveland' is not the number of an authority" \
	benchmark-ne --neighbours unknown.csv near.csv
sed 's/^807\(.*\),880,/807\1,,/' "$neighbours" >blank.csv
refused "neighbours: a blank" "blank.csv:5: SN10: blank; expected a neighbour, as in the other columns" benchmark-ne --neighbours blank.csv near.csv
sed '1s/SN10/SN1O/' "$neighbours" >letter.csv
refused "neighbours: the last heading" "letter.csv:1: no column SN10; expected each neighbour from SN1 on; did you mean 'SN1O'\?$" \
	benchmark-ne --neighbours letter.csv near.csv
sed '1s/SN3/S3/' "$neighbours" >third.csv
refused "neighbours: another heading" "third.csv:1: no column SN3; expected each neighbour from SN1 on; did you mean 'S3'\?$" \
	benchmark-ne --neighbours third.csv near.csv
sed '1s/SN3/SN_4/' "$neighbours" >fourth.csv
refused "neighbours: a heading twice" "fourth.csv:1: no column SN3; expected each neighbour from SN1 on$" benchmark-ne --neighbours fourth.csv near.csv
sed '1s/SN3/SN_2/' "$neighbours" >second.csv
refused "neighbours: the same" "second.csv:1: SN2 occurs twice; expected each neighbour once$" benchmark-ne --neighbours second.csv near.csv
sed 's/^807\(.*\),880,/807\1,Torbay,/' "$neighbours" >name.csv
is "neighbours: a name for a number" "$(benchmark-ne -q --neighbours name.csv near.csv | grep -c Byars)" 3

# The real populations: every authority, spread over ages and sexes, gives the rates that the published file gives.
plans=dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv
people=dfe/ons_mid-year_population_estimates_2012_to_2024.csv
if need_data $plans "the real populations by single years of age" && need_data $people "the same"; then
	csv-rate -c value=CPP_At31 --population-lag 1 -P "$shared/$people" "$shared/$plans" 2>/dev/null >published
	awk -F, '$3 == "Local authority" && ($1 == 2013 || $1 == 2014) { n = $NF; name = $10; for (i = 11; i < NF - 1; i++) name = name "," $i
			gsub(/"/, "", name); p[$9, $1] = n; names[$9] = name }
		END { for (c in names) if (p[c, 2013] ~ /^[0-9]+$/ && p[c, 2014] ~ /^[0-9]+$/)
			print c "\t" names[c] "\t" p[c, 2013] "\t" p[c, 2014] }' "$shared/$people" >areas
	single <areas >real.csv
	grep -E '^(time_period|2014,|2015,)' "$shared/$plans" >two-years.csv
	run csv-rate -c value=CPP_At31 --population-lag 1 -P real.csv --ages 0-17 two-years.csv
	is "real: Redcar and Cleveland 2014" "$(grep '^2014.*Redcar' out | rev | cut -d, -f4,5 | rev)" 27501,78.90622159194211
	grep -E '^201[45],.*Local authority' published | grep -v ',,,,$' | sort >wanted
	grep -E '^201[45],.*Local authority' out | grep -v ',,,,$' | sort >got
	is "real: every authority" "$(wc -l <got | tr -d ' ') $(cmp got wanted && echo same)" "$(wc -l <wanted | tr -d ' ') same"
fi
# Notes below the table.
cp ons.csv noted.csv
line=$(($(wc -l <noted.csv) + 1))
echo 'Source: ONS,,,,,,' >>noted.csv
refused "a note" "noted.csv:$line: 'Source: ONS' is a note; expected a row of the table, without notes below it" \
    csv-rate -P noted.csv --ages 0-17 --population-lag 1 counts.csv
cp ons.csv noted.csv
echo '"Source: ONS"' >>noted.csv
refused "a note of one field" "noted.csv:$line: 'Source: ONS' is a note, with 1 field; expected 7 as in the heading, without notes below the table" \
    csv-rate -P noted.csv --ages 0-17 --population-lag 1 counts.csv

# Rows that overlap and disagree: neither of the sums can be taken for right.
printf 'period,area_code,count\n2014,E06000003,9\n' >one.csv
overlap() { # rows of sex,age,population
	echo period,area_code,area_name,sex,age,population
	printf '%s\n' "$@" | sed 's/^/2014,E06000003,Redcar,/'
}
overlap Persons,0-2,320 Persons,0,100 Persons,1,101 Persons,2,109 >overlap.csv
refused "ages that disagree" \
    "overlap.csv:2: persons, ages 0 to 2 of 'Redcar' in 2014: 320, but the ages within from line 3 on add up to 310; expected the same, or only one of the two" \
    csv-rate -P overlap.csv --ages 0-2 one.csv
overlap F,0-1,210 F,0,100 F,1,101 F,2,109 M,0-2,300 >overlap.csv
refused "ages of one sex that disagree" "females, ages 0 to 1 of 'Redcar' in 2014: 210, but the ages within from line 3 on add up to 201" \
    csv-rate -P overlap.csv --ages 0-2 one.csv
overlap Persons,0-2,621 F,0-2,310 M,0-2,300 >overlap.csv
refused "persons and the sexes that disagree" "overlap.csv:2: persons of 'Redcar' in 2014: 621, but females and males from line 3 on add up to 610" \
    csv-rate -P overlap.csv --ages 0-2 one.csv
overlap Persons,0-2,310 Persons,0,100 Persons,1,101 Persons,2,109 F,0-2,155 M,0-2,155 >overlap.csv
run csv-rate -P overlap.csv --ages 0-2 one.csv
is "rows that agree" "$status $(cell 1 population out)" "0 310"
overlap Persons,0-2,600 Persons,0,200 Persons,1,200 Persons,2,100 >overlap.csv
run csv-rate -P overlap.csv --ages 0-2 one.csv
is "rows that are rounded to hundreds" "$status $(cell 1 population out)" "0 600"
overlap Persons,0-2,320 Persons,0,100 Persons,1,c Persons,2,109 >overlap.csv
run csv-rate -P overlap.csv --ages 0-2 one.csv
is "a part that is not a number" "$status $(cell 1 population out)" "0 320"

# One sex or one age is not taken for all without a word.
printf 'period,area_code,area_name,count\n2023,E06000001,Hartlepool,100\n' >hartlepool.csv
printf 'Area name,Area code,Sex,2022,2023\nHartlepool,E06000001,Females,900,1000\n' >females.csv
females() { csv-tidy -q --indicator Population females.csv | csv-rate -P - "$@" hartlepool.csv; }
refused "csv-tidy's category is a sex" "<stdin>:2: category: 'Females' is a part of the population; \
expected that of all, or -c population.sex='category'" females
refused "and with -c it is of one sex" "no males for 'Hartlepool' in 2022; expected both sexes, or persons" \
    females -c population.sex=category
sed 's/Sex/Age/; s/Females/0 to 15/' females.csv >aged.csv
cp aged.csv females.csv
refused "csv-tidy's category is an age" "category: '0 to 15' is a part of the population; \
expected that of all, or -c population.age_band='category'" females
sed 's/0 to 15/Mid-year estimate/' aged.csv >females.csv
run females
is "another category" "$status $(cell 1 population out)" "0 1000"
run csv-rate -P aged.csv hartlepool.csv
is "a column of one age, without --ages: it is said" "$(cell 1 population out) $err" \
    "1000 csv-rate: note: counts of 2023 with the population of 2023 in aged.csv (no lag; ages 0 to 15)"
titled() { # gender, age
	cat <<.
"Population estimates"
"gender","$1"
"age","$2"

"Area","mnemonic","2022","2023"
"Hartlepool","E06000001",900,1000
.
}
titled Female "Aged 0 to 17" >titled.csv
run csv-tidy --indicator Population titled.csv
is "titles of a sex and an age are columns" "$status $(sed -n 1,2p out)" "0 age,gender,Area,mnemonic,indicator,category,period,value,percentage
Aged 0 to 17,Female,Hartlepool,E06000001,Population,,2022,900,"
like "and that is said" "$err" "titled.csv:2: a title; a column 'gender' has 'Female' in every row"
pipe() { csv-tidy -q --indicator Population titled.csv | csv-rate -P - hartlepool.csv; }
refused "csv-rate does not take one sex for all" "no males for 'Hartlepool' in 2022" pipe
titled Total "Aged 0 to 17" >titled.csv
run pipe
is "it names the ages" "$(cell 1 population out) $err" "1000 csv-rate: note: counts of 2023 with \
the population of 2023 in standard input (no lag; ages 0 to 17)"
titled Total "All ages" >titled.csv
is "all ages: a column; persons: none" "$(csv-tidy -q --indicator Population titled.csv | sed 1q)" \
    "age,Area,mnemonic,indicator,category,period,value,percentage"
run pipe
like "all ages are named" "$status $err" "^0 .*\(no lag; all ages\)$"
refused "all ages are not children" "no persons aged 0 for 'Hartlepool' in 2022; expected rows that add up to ages 0 to 17" \
    eval 'csv-tidy -q --indicator Population titled.csv | csv-rate --ages 0-17 -P - hartlepool.csv'
titled Male 0-4 >titled.csv
is "--set names it" "$(csv-tidy -q --indicator Population --set sex=Boys titled.csv | sed -n 1,2p)" \
    "sex,age,Area,mnemonic,indicator,category,period,value,percentage
Boys,0-4,Hartlepool,E06000001,Population,,2022,900,"
titled Female 0-4 >second.csv
is "each file has its own" "$(csv-tidy -q --indicator Population titled.csv second.csv | cut -d, -f1-3,7 | sed 1d)" \
    "0-4,Male,Hartlepool,2022
0-4,Male,Hartlepool,2023
0-4,Female,Hartlepool,2022
0-4,Female,Hartlepool,2023"
titled Total 0-4 >second.csv
refused "but not only some" "second.csv: no title 'gender', which the first file has; expected" csv-tidy -q --indicator Population titled.csv second.csv
{ titled Male 0-4; echo; titled Female 0-4; } >blocks.csv
refused "another sex above a further table" "blocks.csv:9: 'gender, Female' above a further table; expected a file for each" \
    csv-tidy -q --indicator Population blocks.csv

# Counts of one sex, or of other ages than the population's.
printf 'area_code,sex,age,period,population\nE06000001,F,0-17,2023,500\nE06000001,M,0-17,2023,510\n' >both.csv
printf 'area_code,age,period,population\nE06000001,0-17,2023,500\n' >girls.csv
counts() { printf 'area_code,gender,age_group,period,count\nE06000001,%s,%s,2023,5\n' "$1" "$2" >people.csv; }
while IFS='|' read -r sex age; do
	counts "$sex" "$age"
	run csv-rate -P both.csv --ages 0-17 people.csv
	is "counts of '$sex', '$age'" "$status $(cell 1 population out)" "0 1010"
done <<'.'
Persons|0-17
Total|Total
||
|under 18
all|unknown
.
while IFS='|' read -r sex age of; do
	counts "$sex" "$age"
	run csv-rate -P both.csv --ages 0-17 people.csv
	like "counts of '$sex', '$age': not with this population" "$status $(cell 1 rate out) $err" "^2  csv-rate: people.csv:2: .*, and the population in both.csv is that of $of; expected both of the same people; 1 such row"
done <<'.'
Female|0-17|both sexes
M|Total|both sexes
Total|0-4|ages 0 to 17
Persons|0 to 18|ages 0 to 17
.
counts Female 0-17
run csv-rate -P girls.csv --ages 0-17 people.csv
is "a population without a column of the sex is taken" "$status $(cell 1 population out)" "0 500"
for command in 'benchmark-ne --areas all' 'qtrend'; do
	run $command -P both.csv --ages 0-17 people.csv
	like "$command: the same" "$status $err" "^2 .*'Female', and the population in both.csv is that of both sexes"
done

# Nomis's own headings of areas: the names are checked against the codes.
nomis() { # heading, code
	printf '"%s","mnemonic","2022","2023"\n"Hartlepool","%s",900,1000\n' "$1" "$2" >nomis.csv
	csv-tidy -q --indicator Population nomis.csv | csv-rate -P - hartlepool.csv
}
for heading in "local authority: county / unitary (as of April 2023)" "local authority: district / unitary (as of April 2021)" \
    "local authority" "region"; do
	run nomis "$heading" E06000001
	is "$heading: names" "$status $(cell 1 population out)" "0 1000"
	refused "$heading: a name with another's code" "'Hartlepool', with the code of Stockton-on-Tees .E06000004.; expected" \
	    nomis "$heading" E06000004
done
is "no note on the date in it" "$(csv-tidy --indicator Population nomis.csv 2>&1 >out)" ""

done_testing
