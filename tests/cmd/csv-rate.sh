#!/bin/sh
# csv-rate: the reference values, levels and methods, marks, populations from a file, standardised rates.
. "${0%/*}/../tap/tap.sh"
reference=$data/reference

# The reference values (from R, and an independent program with 40 digits).
for input in "$reference"/rate_*.input.csv; do
	name=${input##*/}
	name=${name%.input.csv}
	csv-rate --detail "$input" >got
	close "$name: --detail" got "$reference/$name.expected.rates.csv"
	cut -d, -f1-6,7 "$reference/$name.expected.rates.csv" >wanted
	csv-rate --level 95,99.8 "$input" >got
	close "$name: two levels, the method chosen by the count" got wanted
	cut -d, -f1,2,8,9 "$reference/$name.expected.rates.csv" | sed 's/exact_//g' >wanted
	csv-rate --method exact "$input" >got
	close "$name: exact limits" got wanted
	cut -d, -f1,2,10,11 "$reference/$name.expected.rates.csv" | sed 's/byar_//g' >wanted
	csv-rate --method byar "$input" >got
	close "$name: Byar's limits" got wanted
done

# Proportions: Wilson's limits, from mpmath with 30 digits.
printf 'area,count,population\nA,34,185\n' >wilson.csv
cat >wanted <<'END'
area,rate,lower95,upper95,method
A,0.18378378378378379,0.13460281913919561,0.2458298425725948,Wilson
END
csv-rate --method wilson --per 1 wilson.csv >got
close "Wilson's limits of a proportion" got wanted
printf 'area,count,population\nA,186,185\n' >wilson.csv
run csv-rate --method wilson wilson.csv
is "Wilson's limits of more than all" "$status $err" \
	"2 csv-rate: wilson.csv:2: count: more than the population; expected a part of it for Wilson's limits"
printf 'count,population\n1000000000,5000000000\n1000000001,5000000000\n' >huge.csv
run csv-rate huge.csv
is "a count above 1e9: refused" "$status $(sed 1d out | grep -c ,Byars) $err" \
	"2 1 csv-rate: huge.csv:3: count: too large for the methods; expected at most 1,000,000,000"

# Marks and blanks: no numbers, exit 0 (1,200 and 0 from mpmath). A cell that is not a count:
# reported, the row is passed through, exit 2.
cat >marks.csv <<'END'
la,count,population
A,c,100
B,,100
C,5,x
D,"1,200","100,000"
E,0,200
END
cat >wanted <<'END'
la,count,population,rate,lower95,upper95,method
A,c,100,,,,
B,,100,,,,
C,5,x,,,,
D,"1,200","100,000",120,113.30564438992057,126.98659722886119,Byars
E,0,200,0,0,184.4439727056968,Exact
END
run csv-rate marks.csv
close "marks stay marks" out wanted
is "and are no fault" "$status $err" "0 "
is "--detail has NA where nothing is defined" "$(csv-rate --detail marks.csv | sed -n 2p)" \
	"A,c,100,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA"
cat >bad.csv <<'END'
la,count,population
A,-3,100
B,5,0
C,twelve,100
D,12,100
END
run csv-rate bad.csv
is "what is no count is status 2" "$status" 2
is "each is named" "$err" \
"csv-rate: bad.csv:2: count: '-3' is not a count; expected a number of 0 or more, or a mark such as c
csv-rate: bad.csv:3: population: '0' is not a population; expected a number of 1 or more, or a mark such as x
csv-rate: bad.csv:4: count: 'twelve' is not a count; expected a number of 0 or more, or a mark such as c"
is "the rows pass through" "$(cut -d, -f1-4 out)" "la,count,population,rate
A,-3,100,
B,5,0,
C,twelve,100,
D,12,100,1200"
run csv-rate --skip-bad bad.csv
is "--skip-bad: status 0" "$status" 0
like "--skip-bad: how many" "$err" "3 rows without a rate \(--skip-bad\)"

# Columns.
printf 'a,count,population,rate\nx,1,2,3\n' >taken.csv
run csv-rate taken.csv
is "a column that is there already" "$status $out $err" "2  csv-rate: taken.csv:1: rate: the input already \
has a column of this name; expected another heading"
run csv-rate "$data/board/cp-categories.csv"
is "no count, no population: status 2" "$status $out" "2 "
like "no count: the role is named" "$err" "no column for the role value"
is "quoted newlines pass through" "$(printf 'a,count,population\n"x\ny",1,10000\n' | csv-rate | head -3 |
	cut -d, -f1-4)" 'a,count,population,rate
"x
y",1,10000,1'

# Populations from a file.
cat >pop.csv <<'END'
time_period,geographic_level,area_code,area_name,population_estimate
2013,Local authority,E06000003,Redcar and Cleveland,27501
2014,Local authority,E06000003,Redcar and Cleveland,27360
2014,Local authority,E06000002,Middlesbrough,x
END
cat >counts.csv <<'END'
time_period,area_code,area_name,count
2014,E06000003,Redcar and Cleveland,217
2014,E06000002,Middlesbrough,235
2014,E06000001,Hartlepool,128
END
run csv-rate -P pop.csv --population-lag 1 counts.csv
is "-P: the year before" "$(sed -n 2p out | cut -d, -f4-6)" "217,27501,78.90622159194211"
is "-P: no row of that year, no rate" "$(sed 1,2d out | cut -d, -f4-)" "235,,,,,
128,,,,,"
is "-P: says which years, and what is missing" "$err" \
"csv-rate: note: counts of 2014 with the population of 2013 in pop.csv (a lag of 1 year)
csv-rate: counts.csv:3: no population for 'Middlesbrough' in 2013; pop.csv has it for 2014; 1 such row
csv-rate: counts.csv:4: no population for 'Hartlepool' in 2013; pop.csv has no row of that area; it has populations of 2013 and \
2014; 1 such row"
is "-P: not all joined is status 2" "$status" 2
run csv-rate --skip-bad -P pop.csv counts.csv
is "-P: not all joined, with --skip-bad" "$status" 0
run csv-rate -P pop.csv counts.csv
is "-P: the same year" "$(sed -n 2p out | cut -d, -f4-6)" "217,27360,79.31286549707602"
is "-P: a mark stays one" "$(sed -n 3p out | cut -d, -f4-)" "235,x,,,,"
sed 's/,E0600000.,/,,/' counts.csv >names.csv
csv-rate -qP pop.csv names.csv >got
sed 's/,E0600000.,/,,/' out >wanted
same "-P: by name where there is no code" got wanted
cat >coded.csv <<'END'
time_period,area_code,area_name,population
2014,E12000001,North East,523477
2014,E06000003,Redcar and Cleveland,27360
2014,E08000020,Gateshead,39942
2014,E06000059,Dorset,69000
END
cat >mixed.csv <<'END'
time_period,area_code,area_name,count
2014,,North East,3110
2014,,Redcar and Cleveland,217
2014,E08000037,Gateshead,276
2014,E10000009,Dorset,305
END
csv-rate -qP coded.csv mixed.csv >out 2>err
is "-P: names find coded rows, an earlier code of the twelve its later one; a name never another code" \
	"$(sed 1d out | cut -d, -f3-5)" "North East,3110,523477
Redcar and Cleveland,217,27360
Gateshead,276,39942
Dorset,305,"
like "-P: and that is said" "$(cat err)" "mixed.csv:5: no population for 'Dorset'"
sed 's/^2014/1999/' counts.csv >old.csv
run csv-rate -P pop.csv old.csv
is "-P: none found at all is status 2" "$status" 2
like "-P: and said" "$err" "pop.csv: no population for any row"
{ cat pop.csv; tail -1 pop.csv; } >twice.csv
run csv-rate -P twice.csv counts.csv
is "-P: an area twice in a period" "$status" 2
like "-P: where" "$err" "twice.csv:5: a second population for 'E06000002'.*line 4"
run csv-rate --population-lag 1 counts.csv
is "a lag needs -P" "$status $err" "2 csv-rate: --population-lag needs --population"
sed 's/^2014/2014-15 Q4/' counts.csv >quarters.csv
is "-P: a quarter takes the year in which it ends" \
	"$(csv-rate -qP pop.csv --population-lag 1 quarters.csv | sed -n 2p | cut -d, -f5)" 27360

if need_data dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv "the files as published"; then
	csv-rate -c value=CPP_At31 --population-lag 1 \
		-P "$shared/dfe/ons_mid-year_population_estimates_2012_to_2024.csv" \
		"$shared/dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv" >got 2>err
	is "the files as published: every row; 21 counts and 21 populations are marks" \
		"$(wc -l <got) $(grep -c ",$" got)" "2133 42"
	is "the files as published: Redcar and Cleveland 2014" \
		"$(grep '^2014.*Redcar' got | rev | cut -d, -f1-5 | rev)" \
		"27501,78.90622159194211,68.75576338001636,90.13293576517907,Byars"
	is "the files as published: England 2014" "$(grep '^2014.*National' got | rev | cut -d, -f1-5 | rev)" \
		"11473080,42.09854720789884,41.72393242600423,42.475688565551245,Byars"
	like "the files as published: the years" "$(cat err)" \
		"counts of 2013 to 2025 with the populations of 2012 to 2024 in .*\(a lag of 1 year; ages 0 to 17\)"
fi

# Directly standardised rates, by Fay and Feuer: mpmath with 50 digits, and R.
for input in "$data"/reference2/dsr_*.input.csv; do
	name=${input##*/}
	name=${name%.input.csv}
	csv-rate -q --standardise --detail "$input" >got 2>err
	close "$name: --standardise --detail" got "$data/reference2/$name.expected.dsr.csv"
done
like "--standardise --detail: a value that is not in the default is said" "$(csv-rate --standardise --detail \
	"$data/reference2/dsr_small.input.csv" 2>&1 >out)" "note: A: no standardised rate without --detail: it has 2 of the 3 age bands"
cat >wanted <<'END'
area,count,population,rate,lower95,upper95,lower998,upper998,method
North,153,23440,65.1247984956434,55.2113255775587,76.3205364861243,50.0544774307713,83.1172112514828,Fay-Feuer
South,15,8251,18.2266369440196,10.1993873677995,30.1106906081501,7.03805187474798,38.0278698205992,Fay-Feuer
END
csv-rate --standardise --level 95,99.8 "$data/csv-rate/age-bands.csv" >got
close "--standardise" got wanted
sed 's/^North,5-9,42/North,5-9,c/; s/^South,0-4,4/South,0-4,c/' "$data/csv-rate/age-bands.csv" |
	grep -v South,15 >gaps.csv
run csv-rate --standardise gaps.csv
is "--standardise: a mark in a band: no rate" "$(cut -d, -f1,4- out)" "area,rate,lower95,upper95,method
North,,,,
South,,,,"
is "--standardise: and why" "$err" "csv-rate: note: North: no standardised rate: the count of 5-9 is c
csv-rate: note: South: no standardised rate: the count of 0-4 is c"
sed '/^South,15/d' "$data/csv-rate/age-bands.csv" >lacks.csv
run csv-rate --standardise lacks.csv
like "--standardise: a missing band" "$err" "South: no standardised rate: it has 3 of the 4 age bands"
{ cat "$data/csv-rate/age-bands.csv"; tail -1 "$data/csv-rate/age-bands.csv"; } >again.csv
run csv-rate --standardise again.csv
is "--standardise: a band twice" "$status" 2
like "--standardise: where" "$err" "again.csv:10: age_band: '15-17' appears twice"
is "--standardise: and no rate, for which of the two is right?" "$(grep -c Fay-Feuer out)" 1
printf 'age_band,count,population,standard_weight\n0-8,12,100,5\n9-17,-1,100,5\n' >bad.csv
run csv-rate --standardise --skip-bad bad.csv
is "--standardise: no rate from what is left of an area" "$status $(sed 1d out)" "0 12,100,,,,"
sed '/South/s/,3300$/,3301/' "$data/csv-rate/age-bands.csv" >unlike.csv
run csv-rate --standardise unlike.csv
is "--standardise: different standards are said" "$status $err" "0 csv-rate: unlike.csv:9: standard_weight: the weight \
of '15-17' differs from the one further up; expected one standard for all rates"

{ cat "$data/csv-rate/age-bands.csv"; echo North,All,153,23440,19300; echo South,All,15,8251,19300; } >all.csv
run csv-rate --standardise all.csv
is "--standardise: a row of totals is no band" "$(grep -c Fay-Feuer out) $(echo "$err" | head -1)" "0 csv-rate: note: North: \
no standardised rate: one of its rows is the sum of the others; expected age bands only"
is "--standardise --detail: nor there" "$(csv-rate -q --standardise --detail all.csv | sed -n 2p | cut -d, -f1-4,12)" \
	"North,NA,NA,NA,NA"
printf 'age_band,count,population,standard_weight\n0-4,1\n' >short.csv
run csv-rate --standardise short.csv
is "--standardise: a short row" "$status" 2

# Indirectly standardised ratios; the values are from R: O/E with the limits of phe_rate.
cat >wanted <<'END'
area,count,expected,ratio,lower95,upper95,lower998,upper998,method
North,153,115.7737,1.3215436666531344,1.1204246249390277,1.5483341124960317,1.0156956978180847,1.6863011233156868,Byars
South,8,23.1401,0.34572019999913567,0.14925744386361775,0.68120661622868162,0.08516877289814502,0.91426563263944327,Exact
END
csv-rate --indirect --level 95,99.8 "$data/csv-rate/standard-rates.csv" >got
close "--indirect" got wanted
sed '/South,5-9/s/,1,/,c,/' "$data/csv-rate/standard-rates.csv" >gaps.csv
run csv-rate --indirect gaps.csv
is "--indirect: a mark, no ratio" "$status $(sed -n 3p out) $err" "0 South,,23.140099999999997,,,, \
csv-rate: note: South: no standardised ratio: the count of 5-9 is c"
printf 'age_band,count,population,standard_rate\n0-17,3,100,0\n' >none.csv
run csv-rate --indirect none.csv
is "--indirect: nothing expected" "$status $(sed 1d out) $err" \
	"0 3,0,,,, csv-rate: note: no standardised ratio: no events are expected"

is "-v: which column is what" "$(csv-rate -v marks.csv 2>&1 >out)" \
	"csv-rate: value is count, population is population"

# JSON lines: numbers as numbers, marks as strings, missing as null.
is "-f jsonl" "$(csv-rate -f jsonl marks.csv | sed -n '1p;5p' | sed 's/\(184\.44397\)[0-9]*/\1/')" \
	'{"la":"A","count":"c","population":100,"rate":null,"lower95":null,"upper95":null,"method":null}
{"la":"E","count":0,"population":200,"rate":0,"lower95":0,"upper95":184.44397,"method":"Exact"}'
is "-f jsonl --detail: NA is null" "$(csv-rate -f jsonl --detail marks.csv | head -1 | tr , '\n' | grep -c null)" 10
is "-f jsonl -P: a population that is a mark" "$(csv-rate -qf jsonl -P pop.csv counts.csv | sed -n 2p)" \
	'{"time_period":2014,"area_code":"E06000002","area_name":"Middlesbrough","count":235,"population":"x",'\
'"rate":null,"lower95":null,"upper95":null,"method":null}'
is "-f jsonl --standardise" "$(csv-rate -f jsonl --standardise "$data/csv-rate/age-bands.csv" | head -1 |
	sed 's/\([0-9]\.[0-9]\{5\}\)[0-9]*/\1/g')" '{"area":"North","count":153,"population":23440,'\
'"rate":65.12479,"lower95":55.21132,"upper95":76.32053,"method":"Fay-Feuer"}'
is "-f jsonl --indirect" "$(csv-rate -f jsonl --indirect "$data/csv-rate/standard-rates.csv" | tail -1 |
	sed 's/\([0-9]\.[0-9]\{5\}\)[0-9]*/\1/g')" '{"area":"South","count":8,"expected":23.14009,'\
'"ratio":0.34572,"lower95":0.14925,"upper95":0.68120,"method":"Exact"}'
printf 'time_period,area_code,count\n2014,E1,5\n' >codes.csv
like "-P: an area without a name is shown by its code" "$(csv-rate -P pop.csv codes.csv 2>&1 >out)" \
	"codes.csv:2: no population for 'E1' in 2014"

# What a filter writes another reads as the same number: csv-check's columns take no exponents.
printf 'count,population\n1,1000000\n3,40000000\n' >few.csv
run csv-rate --per 1 few.csv
is "a small rate has no exponent" "$out" 'count,population,rate,lower95,upper95,method
1,1000000,0.000001,0.000000025317807984289895,0.0000055716433909388964,Exact
3,40000000,0.000000075,0.00000001546680307239005,0.00000021918182674355812,Exact'
cp out small.csv
cat >limits.rules <<'.'
number rate, lower95, upper95
rule R1 error
  check: lower95 < rate and rate < upper95
.
run csv-check -q -r limits.rules small.csv
is "csv-check reads it" "$status$err" 0
sed '2s/0.000001,/1,/' small.csv >off.csv
run csv-check -r limits.rules off.csv
like "and sees what is wrong" "$status $out" '^R1,error,off.csv,2,'
run board-table -f csv --decimals 6 --columns rate,upper95 small.csv
is "board-table rounds it" "$out" 'rate,upper95
0.000001,0.000006
0.000000,0.000000'

# Usage.
for wrong in "--level 40" "--level 100" "--level 95,95" "--level x" "--per 0" "--method best" "-k la" \
	"--min-count -1" "--min-count x" "--standardise --indirect" "--indirect --method wilson" "--indirect --detail"; do
	run csv-rate $wrong marks.csv
	is "csv-rate $wrong: status 2" "$status $out" "2 "
done
is "--min-count: no rate from fewer events" "$(csv-rate --min-count 1 marks.csv | tail -2 | cut -d, -f1-6)" \
"D,\"1,200\",\"100,000\",120
E,0,200,,,"
run csv-rate --standardise --min-count 20 "$data/csv-rate/age-bands.csv"
is "--min-count: of standardised rates too" "$(sed -n 3p out) $err" \
	"South,15,8251,,,, csv-rate: note: South: no standardised rate: fewer events than --min-count"
csv-rate -f text "$data/reference/rate_small.input.csv" >text
like "-f text: few events are marked u" "$(cat text)" '^three +3 +20000 +1\.5 +0\.3 +4\.4 +Exact u$'
like "-f text: and what that means" "$(tail -1 text)" "^u: from fewer than 20 events, not reliable$"
printf 'area,count,population\nA,12,1475\nB,9,1820\nC,41,1930\n' | csv-rate -f text >text
is "-f text: once" "$(grep -c '^u: from' text)" 1
is "-f text: 20 are enough" "$(csv-rate -f text marks.csv | grep -c 'Byars$')" 1
is "-f csv: no mark" "$(csv-rate "$data/reference/rate_small.input.csv" | grep -c ' u')" 0
like "-f text: rounded and aligned" "$(csv-rate -f text marks.csv)" \
	'^D +1,200 +100,000 +120\.0 +113\.3 +127\.0 +Byars'

# For people a small rate keeps two figures, and its limits have as many decimals.
printf 'count,population\n2,90000000\n34,90000000\n1,2\n0,900000\nc,900000\n' >tiny.csv
csv-rate -f text tiny.csv | tr -s ' ' | sed '1,2d; s/^ //; /^$/,$d' >got
cat >wanted <<'END'
2 90000000 0.00022 0.00003 0.00080 Exact u
34 90000000 0.0038 0.0026 0.0053 Byars
1 2 5000.0 126.6 27858.2 Exact u
0 900000 0.000 0.000 0.041 Exact u
c 900000
END
same "text: small rates keep their figures" got wanted
is "--per 1" "$(csv-rate -f text --per 1 --level 95,99.8 tiny.csv | sed -n 3p | tr -s ' ')" \
	" 2 90000000 0.000000022 0.000000003 0.000000080 0.000000001 0.000000125 Exact u"
# Points between thousands, where fields are separated by ';'
point="'20.312' may be 20312 or 20.312, as fields are separated by ';'; expected csv-tidy first, with --decimal-comma if it is 20312, --decimal-point if it is 20.312"
printf 'area;count;population\nRedcar;5;20.312\n' >in
run csv-rate -d ';' in
like "a population that may have a point between thousands" "$status $err" "^2 .*in:2: population: $point"
printf 'area;count;population\nRedcar;5;20.5\n' >in
run csv-rate -d ';' in
is "one that has not" "$status" 0
printf 'area,count,population\nRedcar,5,20.312\n' >in
run csv-rate in
is "one between commas" "$status" 0
printf 'area;period;count\nRedcar;2014;5\n' >in
printf 'area;period;population\nRedcar;2014;20.312\n' >pop.csv
run csv-rate -d ';' -P pop.csv in
like "the same in the table of populations" "$status $err" "^2 .*pop.csv:2:.* $point"
# Age bands with a gap, or that overlap.
bands() { # bands
	echo area,period,age_band,count,population,standard_population
	for band in "$@"; do echo "A,2023,$band,9,1000,500"; done
}
bands 0-4 10-14 >gap.csv
run csv-rate --standardise gap.csv
is "standardised: a band is missing" "$status $err" "0 csv-rate: note: no age band has ages 5 to 9, between the others"
bands 0-4 3-9 >gap.csv
run csv-rate --standardise gap.csv
is "standardised: bands overlap" "$status $err" "0 csv-rate: note: the age bands '0-4' and '3-9' overlap"
for list in '0-4 5-9' '90+ 0-89' 'young old' 5; do
	bands $list >gap.csv
	run csv-rate --standardise gap.csv
	is "standardised: $list" "$(echo "$err" | grep -c 'note: .*age bands* .*[0-9]')" 0
done

done_testing
