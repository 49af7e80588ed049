#!/bin/sh
# benchmark-ne: the right method for the data, by the reference values; which areas are compared.
. "${0%/*}/../tap/tap.sh"
reference=$data/reference2
ne=$data/ne-cpp-2013-2015.csv

# The reference values (mpmath with 50 digits, and R): proportions, and the additive spread.
for input in "$reference"/prop_*.input.csv "$reference"/od_*.input.csv; do
	name=${input##*/}
	name=${name%.input.csv}
	region=
	case $name in *small) region="--region R1" ;; *_nw_*) region="--region E12000002" ;; esac
	case $name in prop*) method="--method proportion" ;; *) method= ;; esac
	for wanted in "$reference/$name".expected.*.csv; do
		kind=${wanted%.csv}
		kind=${kind##*.}
		benchmark-ne -q $method $region --detail $kind "$input" >got
		close "$name: --detail $kind" got "$wanted"
	done
done

# The default output has the same figures.
short=$reference/prop_bench_ne_short_2014
by_code() { sed 1d "$1" | sort -t, -k2,2; }
benchmark-ne --method proportion "$short.input.csv" >own
{ head -1 own; by_code own; } >sorted
{
	echo new_la_code,la_name,count,population,rate,lower95,upper95
	sed 1d "$short.expected.prop.csv" | cut -d, -f2-8
} >wanted
close "proportions: percentages and Wilson's limits" sorted wanted
sed 's/odds_ratio,odds_lower95,odds_upper95,p,/rest_ratio,rest_lower95,rest_upper95,rest_p,/' \
	"$short.expected.rest.csv" | cut -d, -f10-13 >rest
sed 's/9[0-9.]*$//' "$short.expected.prop.csv" | cut -d, -f31 | sed 's/9.*//' >class
sed '1d; s/9[0-9.]*$//' "$short.expected.odadd.csv" | cut -d, -f14 | sed '1i od_class' >od
paste -d, rest class od >wanted
close "proportions: the odds against the rest, the classes" sorted wanted
cut -d, -f25-28 "$short.expected.prop.csv" >wanted
close "proportions: the exact funnel" sorted wanted
is "proportions: the method is named, and phi is not theirs" "$(sed 1d own | cut -d, -f9,27 | sort -u)" "Wilson,"
is "what chance alone gives in 37% is similar" "$(printf 'time_period,area_code,count,population
2014,A,0,1000\n2014,B,1,1000\n2014,C,2,1000\n2014,D,1,1000\n' | benchmark-ne -q --areas A,B,C,D |
	cut -d, -f2,25,26 | tail -1)" "A,similar,"

# Which method: as named, or as the dictionary or a unit says; a large part is not a rate.
grep -v National "$reference/prop_bench_small.input.csv" >part.csv
run benchmark-ne --region R1 part.csv
is "a large part is refused" "$status $out" "2 "
is "and the message says what to use" "$err" "benchmark-ne: part.csv:2: count: 180 of 185 is more than a tenth, \
too much for the limits of a rate; expected --method proportion (the count is part of the population) or --method \
poisson (it is not, as events may repeat)"
is "unless Poisson is named" "$(benchmark-ne -q --region R1 --method poisson part.csv | sed -n 3p | cut -d, -f3,6,9)" \
	"Area 1,9729.72972972973,Byars"
is "or implied by a table of rates" "$(benchmark-ne -q --region R1 --detail rates part.csv | sed -n 2p | cut -d, -f3,11)" \
	"Area 1,Byars"
sed '1s/$/,unit/; 2,$s/$/,%/' part.csv >unit.csv
is "a unit of % says that it is a proportion" "$(benchmark-ne -q --region R1 unit.csv | sed -n 3p | cut -d, -f3,6,9)" \
	"Area 1,97.29729729729729,Wilson"
is "whatever the case of its heading" "$(sed '1s/unit/ Unit /' unit.csv | benchmark-ne -q --region R1 | sed -n 3p | cut -d, -f3,6,9)" \
	"Area 1,97.29729729729729,Wilson"
printf 'indicator,unit,polarity\nVisits,%%,high\nPlans,children,low\nBare,,\n' >dictionary.csv
for name in Visits Plans; do
	sed "1s/\$/,indicator/; 2,\$s/\$/,$name/" part.csv >$name.csv
done
is "so does the dictionary" "$(benchmark-ne -q --region R1 --dictionary dictionary.csv Visits.csv |
	sed -n 3p | cut -d, -f6,9)" "97.29729729729729,Wilson"
run benchmark-ne --region R1 --dictionary dictionary.csv Plans.csv
is "or that it is not" "$status" 2
is "by the heading of the count" "$(sed '1s/count/Visits/' part.csv | benchmark-ne -q --region R1 -c value=Visits \
	--dictionary dictionary.csv | sed -n 3p | cut -d, -f9)" Wilson
sed '1s/$/,unit/; 2,$s/$/,days/; s/,185/,18500/' part.csv >days.csv
run benchmark-ne --region R1 days.csv
is "a measure is not a count" "$status $out$err" "2 benchmark-ne: days.csv:2: count: the unit is 'days', and means and sums \
of measures are not compared; expected counts, or --method poisson to take them as such"
is "unless Poisson is named" "$(benchmark-ne -q --region R1 --method poisson days.csv | sed -n 2p | cut -d, -f9)" Exact
is "but counts may be made into a rate" "$(sed 's/days$/rate/; s/,250,/,2500,/' days.csv | grep -e time_period -e 'Area [13]' |
	benchmark-ne -q --region R1 | cut -d, -f9 | tail -1)" Exact
run benchmark-ne --region R1 --method proportion --dictionary dictionary.csv part.csv
like "an indicator without an entry is said" "$err" "note: the dictionary has no entry for 'count'"
sed 's/,180,185/,186,185/; s/,7,7/,7,7.5/; s/,1,3/,1,0/' part.csv >bad.csv
run benchmark-ne --region R1 --method proportion bad.csv
is "more than all, a part of a person, nobody: status 2, each with its place" "$status $(echo "$err" | head -3)" \
"2 benchmark-ne: bad.csv:2: count: 186 is more than the population of 185; expected a part of it
benchmark-ne: bad.csv:5: a population of 7.5; expected a whole number that includes the count
benchmark-ne: bad.csv:6: population: '0' is not a population; expected a number of 1 or more, or a mark such as x"
while IFS='|' read -r wrong message; do
	run benchmark-ne --region R1 $wrong part.csv
	is "benchmark-ne $wrong" "$status $out $err" "2  benchmark-ne: $message"
done <<'END'
--method best|--method: 'best' is not auto, poisson or proportion
--method mean|--method: 'mean' is not available, because tables of means seldom have their standard errors; expected auto, poisson or proportion
--method proportion --per 1000|--per: proportions are percentages; expected 100, or --method poisson
--method poisson --detail prop|--detail: that table is of proportions; expected --method proportion, or another table
--method proportion --detail rates|--detail: that table is of rates; expected prop, rest, odadd or odsummary for proportions
--dictionary no.csv|--dictionary: no.csv: No such file or directory
--min-count -1|--min-count: '-1' is not a whole number of 0 or more
END
is "--method proportion --per 100 is allowed" "$(benchmark-ne -q --region R1 --method proportion --per 100 part.csv |
	wc -l)" 7

# Small numbers.
run benchmark-ne --min-count 150 --years 2014 "$ne"
is "--min-count: too few events, no rate" "$(tail -2 out | cut -d, -f3-6,10,11,28)" "Darlington,140,22732,,,10,under 150
Hartlepool,128,20179,,,10,under 150"
is "--min-count: and that is said" "$err" "benchmark-ne: note: 2014: 10 of 12 authorities have a rate; without one: \
Darlington (under 150), Hartlepool (under 150)"

# Which areas: common spellings; what is not used is named.
for name in "Redcar & Cleveland" "Redcar and Cleveland Borough Council" "REDCAR AND CLEVELAND"; do
	printf 'period,area,count,population\n2014,%s,217,27501\n' "$name" | benchmark-ne -q | sed -n 2p |
		cut -d, -f3,4 >got
	is "'$name' is found" "$(cat got)" "$name,217"
done
cat >names.csv <<'END'
period,area,count,population
2014,Durham,446,100299
2014,Newcastle-upon-Tyne,360,56000
2014,Stockton on Tees,296,42431
2014,Hartlpool,128,20180
2014,Leeds,12,1000
2014,York,12,1000
2014,Hull,12,1000
2014,Total,1000,200000
2014,Wales,1000,200000
END
run benchmark-ne names.csv
is "other spellings, and rows that are not used" "$(sed -n 2,4p out | cut -d, -f3 | paste -sd,) $(echo "$err" | head -4)" \
"Stockton on Tees,Newcastle-upon-Tyne,Durham benchmark-ne: note: names.csv:5: 'Hartlpool' is not one of the twelve North \
East authorities; the row is not used; did you mean 'Hartlepool'?
benchmark-ne: note: names.csv:6: 'Leeds' is not one of the twelve North East authorities; the row is not used
benchmark-ne: note: names.csv:7: 'York' is not one of the twelve North East authorities; the row is not used
benchmark-ne: note: 1 more area not used (-v for all)"
is "all with -v" "$(benchmark-ne -v names.csv 2>&1 >/dev/null | grep -c 'is not used')" 4
run benchmark-ne --areas "Hartlepool,Durham" names.csv
is "--areas: one that is missing is an error, with what it may be" "$status $(echo "$err" | head -1)" \
	"2 benchmark-ne: --areas: no row for 'Hartlepool'; did you mean 'Hartlpool'?"
run benchmark-ne -f text --about Sunderland names.csv
is "--about: the same" "$status $(echo "$err" | head -1)" "2 benchmark-ne: --about: no row for 'Sunderland'"

# All areas of a file, and what is never one.
cat >wards.csv <<'END'
time_period,geographic_level,area_code,area_name,count,population
2014,Ward,E05000001,Coatham,12,1000
2014,Ward,E05000002,Dormanstown,15,1500
2014,Ward,E05000003,Eston,9,1200
2014,National,E92000001,England,900,90000
2014,Regional,E12000001,North East,90,9000
END
run benchmark-ne --areas all --totals wards.csv
is "--areas all: wards" "$status $(cut -d, -f3,10,11 out | sed 1d | paste -sd' ')" \
	"0 Coatham,1,3 Dormanstown,2,3 Eston,3,3 England,, Sum of 3 areas,,"
like "--areas all: they are areas in text" "$(benchmark-ne -qf text --areas all wards.csv)" \
	"the highest of the 3 areas compared; its interval overlaps those of all the others"
sed '3s/Ward/Borough/' wards.csv >levels.csv
run benchmark-ne --areas all levels.csv
is "--areas all: of one level" "$status $err" "2 benchmark-ne: levels.csv:3: geographic_level: 'Borough', and the rows above have 'Ward'; \
expected areas of one level with --areas all: delete the row, or leave it out with --skip-bad"
sed '3s/Ward/Local authorty/' wards.csv >levels.csv
run benchmark-ne --areas all levels.csv
is "a level that is misspelt" "$status $err" "2 benchmark-ne: levels.csv:3: geographic_level: 'Local authorty' is nearly 'Local authority'; expected that, \
or another level"
cut -d, -f1,3- wards.csv | sed '5s/.*/2014,E06000003,Redcar and Cleveland,90,9000/' >levels.csv
run benchmark-ne --areas all levels.csv
is "--areas all: of one level, by the codes" "$status $err" "2 benchmark-ne: levels.csv:5: area_code: 'E06000003' is a code of authorities, \
and the rows above have codes of wards; expected areas of one level with --areas all: delete the row, or leave it out with --skip-bad"
run benchmark-ne --skip-bad --areas all levels.csv
is "--areas all: the row is left out, and that suffices" "$status" 0
is "--areas all: the row is left out" "$(cut -d, -f3,11 out | sed 1d | paste -sd' ')" "Coatham,3 Dormanstown,3 Eston,3"

# A whole without a code of its level: by its figures, or by its name.
level() { # rows
	{ echo time_period,area_name,count,population; printf '2014,%s\n' "$@"; } >whole.csv
	run benchmark-ne --areas all whole.csv
	left=$(cut -d, -f3,11 out | sed 1d | paste -sd' ')
}
one="expected areas of one level with --areas all: delete the row, or leave it out with --skip-bad"
level Coatham,12,1000 'Redcar and Cleveland,36,3700' Dormanstown,15,1500 Eston,9,1200
is "--areas all: the sum of the others" "$status $err $left" "2 benchmark-ne: whole.csv:3: 'Redcar and Cleveland' has the population and the count \
of the other 3 areas together; $one Coatham,3 Dormanstown,3 Eston,3"
run benchmark-ne --areas all --skip-bad whole.csv
is "--areas all: left out with --skip-bad" "$status $(grep -c . out)" "0 4"
level Coatham,12,1000 'The borough,35,3710' Dormanstown,15,1500 Eston,10,1200
like "--areas all: nearly the sum, under another name" "$status $err" "^2 .*'The borough' has the population and the count"
level Coatham,12,1000 'The borough,35,3700' Dormanstown,15,1500 Eston,c,1200
like "--areas all: the sum, one count hidden" "$status $err" "^2 .*'The borough' has the population and the count"
level Coatham,12,1000 'The borough,20,3700' Dormanstown,15,1500 Eston,c,1200
is "--areas all: less than the others: an area" "$status" 0
level Coatham,12,1000 'The borough,70,3700' Dormanstown,15,1500 Eston,9,1200
is "--areas all: another count: an area" "$status $left" "0 The borough,4 Coatham,4 Dormanstown,4 Eston,4"
level Coatham,12,1000 'Redcar & Cleveland,590,34000' Dormanstown,15,1500
is "--areas all: an authority's name" "$status $err $left" "2 benchmark-ne: whole.csv:3: 'Redcar & Cleveland' is an authority, and the other areas \
are smaller; $one Coatham,2 Dormanstown,2"
level Maidstone,12,180000 Medway,590,280000 Canterbury,15,157000
is "--areas all: an authority among districts" "$status" 0
level Hartlepool,12,20000 'Tees Valley,90,150000' Darlington,15,22000
is "--areas all: authorities" "$status" 0
level Coatham,12,1000 Coatham-by-Sea,12,1000
is "--areas all: two areas that are alike" "$status" 0
printf '%s\n' 2015,Coatham,12,1000 2015,Eston,3,900 '2015,Redcar and Cleveland,15,1900' >>whole.csv
run benchmark-ne --areas all whole.csv
is "--areas all: the sum in one period" "$status $(cut -d, -f1,3,11 out | sed 1d | paste -sd' ')" \
	"2 2014,Coatham,2 2014,Coatham-by-Sea,2 2015,Coatham,2 2015,Eston,2"

level A,4,1000 B,5,1000 'North,9,2000' C,7,1500 D,8,1200 'South,15,2700' 'Redcar and Cleveland,24,4700'
is "--areas all: three levels" "$status $(echo "$err" | sed 's/; expected.*//' | cut -d: -f4-) $left" "2  'North' has the population and the count of the 2 areas above it together
 'South' has the population and the count of the 2 areas above it together
 'Redcar and Cleveland' has the population and the count of the other 4 areas together D,4 B,4 C,4 A,4"
level 'North,9,2000' A,4,1000 B,5,1000 C,7,1500 D,8,1200
is "--areas all: one area that is made of those below it: noted" "$status $err $(echo "$left" | wc -w)" "0 benchmark-ne: note: whole.csv:2: 'North' has the population and \
the count of the 2 areas below it together; delete the row if it is made of them 5"
level A,0,1000 B,0,1000 'North,0,2000' C,7,1500
is "--areas all: not of noughts" "$status$err" 0

# All rows of a period are of one sex and age, those of the region too.
people() { # sex and age of the third row
	printf 'period,area_code,area_name,Sex,Age band,count,population\n2014,E06000001,Hartlepool,Persons,0-17,5,500\n2014,E06000002,Middlesbrough,Total,0 to 17,6,500\n2014,%s,9,900\n' "$1" >people.csv
	run benchmark-ne people.csv
}
people 'E06000003,Redcar and Cleveland,All,Aged 0 to 17'
is "one sex and age" "$status$(echo "$err" | grep -c 'one sex')" 00
people 'E06000003,Redcar and Cleveland,Male,0-17'
is "two sexes" "$status $err" "2 benchmark-ne: people.csv:4: 'Redcar and Cleveland' is of 'Male', and 'Hartlepool' of 'Persons' (line 2); expected rows of one sex"
people 'E12000001,North East,Persons,0-15'
is "two ages" "$status $err" "2 benchmark-ne: people.csv:4: 'North East' is of '0-15', and 'Hartlepool' of '0-17' (line 2); expected rows of one age"
people 'E06000003,Redcar and Cleveland,,unknown'
is "a sex and an age that are not known" "$status" 0

sed '5s/.*/2014,E06000003,Total,90,9000/; 6s/.*/2014,,Grand total,90,9000/' levels.csv >totals.csv
run benchmark-ne --areas all totals.csv
is "--areas all: totals, under a code, too" "$status $(cut -d, -f3,11 out | sed 1d | paste -sd' ')" "0 Coatham,3 Dormanstown,3 Eston,3"
cat >uk.csv <<'END'
period,area_code,area,region_name,count,population
2014,W92000004,Wales,,90,9000
2014,W06000001,Isle of Anglesey,Wales,12,1000
2014,W06000002,Gwynedd,Wales,15,1500
2014,S92000003,Scotland,,80,9000
2014,S12000033,Aberdeen City,Scotland,11,1000
2014,K02000001,United Kingdom,,900,90000
2014,E92000001,England,,800,80000
2014,E12000004,East Midlands,,80,8000
2014,E10000007,Derbyshire,East Midlands,50,5000
2014,E07000032,Amber Valley,East Midlands,10,1000
2014,E06000015,Derby,East Midlands,20,2500
2014,E47000001,Greater Manchester,,70,7000
2014,E10000012,Essex,East of England,30,3000
END
sed '/^2014,S92/d; s/,Aberdeen City,Scotland,11,/,Aberdeen City,Scotland,c,/; $a\
2014,S12000034,Aberdeenshire,Scotland,9,1000' uk.csv >scotland.csv
run benchmark-ne --region Scotland scotland.csv
like "a region without a row, and with a hidden count" "$err" "note: 2014: no row for the region Scotland, and not all of its authorities have a rate: nothing is compared with it\$"
names() { benchmark-ne -q "$@" uk.csv | sed 1d | cut -d, -f3 | sort | paste -sd,; }
is "--region Wales" "$(names --region Wales)" "Gwynedd,Isle of Anglesey"
is "and its own row" "$(benchmark-ne -q --region Wales uk.csv | sed -n 2p | cut -d, -f15)" 100
is "--region Scotland" "$(names --region Scotland)" "Aberdeen City"
is "--region England: no county with a district of its own, nothing of Wales or Scotland" "$(names --region England)" \
	"Amber Valley,Derby,Essex"
is "--areas all: no country, region, total or combined authority" "$(names --areas all)" \
	"Aberdeen City,Amber Valley,Derby,Essex,Gwynedd,Isle of Anglesey"
like "a county left out is said" "$(benchmark-ne --areas all uk.csv 2>&1 >/dev/null)" \
	"note: uk.csv:10: 'Derbyshire' is not used, as its districts are there too; 1 row of counties in all"
is "a county that is asked for is compared" "$(names --areas Derbyshire,Derby)" "Derby,Derbyshire"
for kind in rates compare summary odlimits odadd; do
	is "--region all --detail $kind has the region" "$(benchmark-ne -q --region all --detail $kind "$short.input.csv" \
		--method poisson | head -1 | cut -d, -f1-3)" "time_period,region_code,region_name"
done
is "--region all --detail odsummary too" "$(benchmark-ne -q --region all --detail odsummary "$short.input.csv" \
	--method proportion | head -1 | cut -d, -f1-3)" "time_period,region_code,region_name"

# One hidden figure may not be worked out from the region's.
sed 's/\(2014.*Darlington\),140/\1,c/' "$ne" >one.csv
run benchmark-ne --totals --years 2014 one.csv
is "one hidden figure: no sum of the others" "$(tail -1 out | cut -d, -f3) $(echo "$err" | tail -1)" "England \
benchmark-ne: note: 2014: one figure is hidden, and the count of the whole less the sum of the others would give it \
away: nothing that shows the sum or the rest is given"
is "nor in text" "$(benchmark-ne -qf text --years 2014 one.csv | grep -c ' together ')" 0
sed 's/\(2014.*Hartlepool\),128/\1,c/' one.csv >two.csv
is "two: the sum is shown" "$(benchmark-ne -q --totals --years 2014 two.csv | tail -1 | cut -d, -f3)" \
	"Sum of 10 of 12 authorities"
sed 's/\(2014.*Darlington\),140/\1,/' "$ne" >blank.csv
is "one that is blank is not hidden" "$(benchmark-ne -q --totals --years 2014 blank.csv | tail -1 | cut -d, -f3)" \
	"Sum of 11 of 12 authorities"
sed '/^2014,Regional/d' one.csv >noregion.csv
is "without the region's row there is nothing to subtract from" \
	"$(benchmark-ne -q --totals --years 2014 noregion.csv | tail -1 | cut -d, -f3)" "Sum of 11 of 12 authorities"
done_testing
