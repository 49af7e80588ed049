#!/bin/sh
# benchmark-ne: the reference values, the real files, which authorities are in and which are
# missing, messages.
. "${0%/*}/../tap/tap.sh"
ne=$data/ne-cpp-2013-2015.csv
reference=$data/reference

# The reference values (from R, and an independent program with 40 digits).
for input in "$reference"/bench_*.input.csv; do
	name=${input##*/}
	name=${name%.input.csv}
	for kind in rates compare summary odlimits; do
		benchmark-ne --detail $kind "$input" >got
		close "$name: --detail $kind" got "$reference/$name.expected.$kind.csv"
	done
done

# The default output.
benchmark-ne "$ne" >got
is "the columns" "$(head -1 got)" "time_period,new_la_code,la_name,count,population,rate,lower95,upper95,\
method,rank,n_ranked,rank_best,rank_worst,quartile,region_rate,region_ratio,region_class,rest_ratio,\
rest_lower95,rest_upper95,rest_p,england_rate,england_ratio,england_class,funnel_class,od_class,phi,symbol,\
funnel_lower95,funnel_upper95,funnel_lower998,funnel_upper998,sentence"
is "twelve authorities in each of three years, oldest first" \
	"$(sed 1d got | cut -d, -f1 | uniq -c | tr -s ' ')" " 12 2013
 12 2014
 12 2015"
is "highest rate first" "$(grep ^2014 got | cut -d, -f10 | tr '\n' ' ')" "1 2 3 4 5 6 7 8 9 10 11 12 "

# The same figures as in the reference, where the authorities are in another order.
by_code() { sed 1d "$1" | sort -t, -k2,2; }
expected=$reference/bench_ne_cpp_2014.expected
grep -e ^time -e ^2014 got >own
{ head -1 own; by_code own; } >sorted
{
	echo new_la_code,la_name,count,population,rate,lower95,upper95,method,rank,n_ranked,rank_best,rank_worst,quartile
	sed 1d $expected.rates.csv | cut -d, -f2-8,11,16-20
} >wanted
close "rates and places are those of --detail" sorted wanted
grep ,rest, $expected.compare.csv | cut -d, -f10-12,25 >rest
grep ,region, $expected.compare.csv | cut -d, -f7,10,13 >region
grep ,england, $expected.compare.csv | cut -d, -f7,10,13 >england
exact=$data/reference2/od_ne_cpp_2014.expected.odadd.csv
sed 1d $exact | cut -d, -f18 | sed 's/9.*//' >funnel
sed 1d $exact | cut -d, -f19 | sed 's/9.*//' >od
{
	echo "region_rate,region_ratio,region_class,rest_ratio,rest_lower95,rest_upper95,rest_p,\
england_rate,england_ratio,england_class,funnel_class,od_class,phi"
	paste -d, region rest england funnel od | sed 's/$/,7.79794367560972/'
} >wanted
close "comparisons are those of --detail" sorted wanted

# Another level: the 99.8% limits of the reference, and the ranks and classes that follow from them.
benchmark-ne --level 99.8 --years 2014 "$ne" >own
{ head -1 own; by_code own; } >sorted
{ echo rate,lower998,upper998; sed 1d $expected.rates.csv | cut -d, -f6,9,10; } >wanted
close "--level 99.8: the limits" sorted wanted
{ echo region_class; grep ,region, $expected.compare.csv | cut -d, -f14; } >wanted
close "--level 99.8: the interval rule" sorted wanted
is "--level 99.8: places" "$(sed -n 2p own | cut -d, -f12,13)" "1,10"
is "--per" "$(benchmark-ne --per 1,000 --years 2014 "$ne" | sed -n 2p | cut -d, -f6 | cut -c1-15)" 7.8906221591942

# Several years, totals.
is "--until" "$(benchmark-ne --until 2014 "$ne" | sed 1d | cut -d, -f1 | uniq | tr '\n' ' ')" "2013 2014 "
is "--until: a quarter before the year's end leaves the year out" \
	"$(benchmark-ne --until '2014-15 Q2' "$ne" | sed 1d | cut -d, -f1 | uniq | tr '\n' ' ')" "2013 "
is "--until: in text, in sums and in --years too" "$(benchmark-ne -f text --until 2014 "$ne" | grep -c 2015) $(
	benchmark-ne -q --pool 2 --until 2014 "$ne" | sed 1d | cut -d, -f1 | uniq) $(
	benchmark-ne -q --years 2013,2015 --until 2014 "$ne" | sed 1d | cut -d, -f1 | uniq)" "0 2013 to 2014 2013"
run benchmark-ne --until 2012 "$ne"
is "--until: nothing so early" "$status $(wc -l <out) $err" \
	"0 1 benchmark-ne: note: --until: nothing ends by 2012, so there is nothing to compare"
run benchmark-ne --until Q9 "$ne"
is "--until: not a period" "$status $out$err" \
	"2 benchmark-ne: --until: 'Q9' is not a period; expected one such as 2014-15 Q4, 2014-15 or 2015-03"
is "--years" "$(benchmark-ne --years 2015,2013 "$ne" | sed 1d | cut -d, -f1 | uniq | tr '\n' ' ')" "2013 2015 "
is "--totals: region and England as published, the unrounded sum" \
	"$(benchmark-ne --totals --years 2014 "$ne" | tail -3 | cut -d, -f1-5)" \
"2014,E12000001,North East,3110,523477
2014,E92000001,England,48300,11473080
2014,,Sum of 12 authorities,3108,523477"
benchmark-ne --detail summary "$ne" >got
is "--detail: a row for each year" "$(cut -d, -f1-4 got)" "time_period,n,sum_count,sum_population
2013,12,2681,524101
2014,12,3108,523477
2015,12,3123,522928"

# How areas are recognised: by level, code, name, or a former code.
benchmark-ne "$ne" >wanted
cut -d, -f1,3- "$ne" | benchmark-ne >got
same "without geographic_level the codes say what a row is" got wanted
cut -d, -f1,4- "$ne" | benchmark-ne >got
sed 's/,E0[0-9]*,/,,/' wanted >blank
same "without codes the names do" got blank
sed 's/E06000057/E06000048/; s/E08000037/E08000020/' "$ne" | benchmark-ne | cut -d, -f3- >got
cut -d, -f3- wanted >names
same "codes that ended in 2013 are the same authorities" got names
{ cat "$ne"; echo "2014,Local authority,E06000010,\"Kingston upon Hull, City of\",400,54000"; } | benchmark-ne >got
same "other authorities do not matter" got wanted
{ head -1 "$ne"; sed 1d "$ne" | sort -r; } | benchmark-ne >got
same "nor does the order of the rows" got wanted

# A missing authority, a mark, a blank: all twelve are shown.
sed '/2014.*Hartlepool/d; s/\(2014.*Darlington\),140/\1,c/; s/\(2014.*Sunderland\),306/\1,/' "$ne" >gaps.csv
run benchmark-ne --years 2014 gaps.csv
is "gaps: status 0" "$status" 0
is "gaps: nine of twelve are ranked" "$(sed 1d out | cut -d, -f11 | sort -u)" 9
is "gaps: the others are listed, without numbers" "$(tail -3 out | cut -d, -f2-28 | tr -s ,)" \
"E06000005,Darlington,22732,9,c
E08000024,Sunderland,54482,9,blank
E06000001,Hartlepool,9,absent"
is "gaps: and said" "$err" "benchmark-ne: note: 2014: 9 of 12 authorities have a rate; without one: \
Darlington (c), Sunderland (blank), Hartlepool (absent)"
run benchmark-ne -q --years 2014 gaps.csv
is "gaps: -q says nothing" "$err" ""
is "gaps: the sum says of how many" "$(benchmark-ne -q --totals --years 2014 gaps.csv | tail -1 |
	cut -d, -f3)" "Sum of 9 of 12 authorities"
benchmark-ne -q --detail rates --years 2014 gaps.csv >got
is "gaps: --detail has NA, and only rows of the input" "$(grep -c ^2014 got) $(grep Darlington got)" \
	"11 2014,E06000005,Darlington,NA,22732,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,NA,9,NA,NA,NA,NA"
like "gaps: text says so" "$(benchmark-ne -q -f text --years 2014 gaps.csv)" \
	"the highest of the 9 North East authorities with a rate;.* There is no rate for \
Darlington \(hidden\), Sunderland \(blank\) or Hartlepool \(not in the data\)\.$"
sed '/Regional/d' "$ne" >noregion.csv
run benchmark-ne --years 2014 noregion.csv
like "no row for the region: the sum stands for it" "$(sed -n 2p out)" ",59.37223602947216,1.32900875[0-9]*,higher,"
is "and that is said" "$err" \
	"benchmark-ne: note: 2014: no row for the region North East: the sum of its 12 authorities is used"
run benchmark-ne --detail compare --years 2014 noregion.csv
is "but not in --detail" "$(grep -c ',region,NA,NA,NA' out) $err" "12 "
sed '/National/d' "$ne" | benchmark-ne --years 2014 >got
is "no row for England: blank" "$(sed -n 2p got | cut -d, -f22-24)" ",,"

# Almost nothing to compare.
head -3 "$ne" >few.csv
echo 2013,Local authority,E06000005,Darlington,60,22730 >>few.csv
is "one authority alone is not compared with itself" \
	"$(benchmark-ne -q few.csv | sed -n 2p | cut -d, -f10-21,25-27)" \
	"1,1,1,1,,51.13518195920252,0.5162166510168034,lower,,,,,,,"
sed 's/,60,/,c,/' few.csv >none.csv
is "none with a rate: no sum" "$(benchmark-ne -q --totals none.csv | tail -1 | tr -s ,)" \
	"2013,Sum of 0 of 12 authorities,"
like "none with a rate: text" "$(benchmark-ne -q -f text none.csv)" "^In 2013 there is no rate for any of the 12 authorities\.$"
sed 's/,\(2680\|60\),/,0,/' few.csv >zero.csv
echo 2013,Local authority,E06000001,Hartlepool,0,20312 >>zero.csv
run benchmark-ne -q zero.csv
is "no events anywhere: places are shared, ratios undefined" "$status $(sed -n 2,3p out | cut -d, -f6,10-21,25-27)" \
"0 0,1,2,1,2,,0,,similar,,,,,similar,,
0,1,2,1,2,,0,,similar,,,,,similar,,"

# Authorities that hardly differ: phi is below 1, so 1 is used, which gives the normal funnel.
cat >alike.csv <<'END'
time_period,area_code,area_name,count,population
2014,E06000001,Hartlepool,100,10000
2014,E06000002,Middlesbrough,200,20000
2014,E06000003,Redcar and Cleveland,301,30001
END
benchmark-ne -q --detail odlimits alike.csv | cut -d, -f6-10 >got
benchmark-ne -q --detail compare alike.csv | grep ,la_sum, | cut -d, -f20-23 >normal
{ echo phi_used,od_lower95,od_upper95,od_lower998,od_upper998; sed 's/^/1,/' normal; } >wanted
same "phi below 1 widens nothing" got wanted
is "and is shown as it is; three areas show no usual spread" \
	"$(benchmark-ne -q alike.csv | sed -n 2,4p | cut -d, -f26,27 | cut -c1-9)" ",0.000378
,0.000378
,0.000378"

# Rows that cannot be used: all are reported, and the others are written.
sed '5s/,60,/,6o,/; 6s/,40161/,0/; 7s/,136,/,-1,/; 8s/,272,/,2.5,/' "$ne" >bad.csv
run benchmark-ne --years 2013,2014 bad.csv
is "bad rows: status 2" "$status" 2
is "bad rows: each has its place" "$(printf '%s\n' "$err" | cut -c1-62 | head -4)" \
"benchmark-ne: bad.csv:5: count: '6o' is not a count; expected 
benchmark-ne: bad.csv:6: population: '0' is not a population; 
benchmark-ne: bad.csv:7: count: '-1' is not a count; expected 
benchmark-ne: bad.csv:8: count: '2.5' is not a count; expected"
is "bad rows: the others are written" "$(grep -c ^2014 out) $(grep '^2013,.*Byars' out | wc -l)" "12 8"
run benchmark-ne --skip-bad bad.csv
is "--skip-bad: status 0" "$status" 0
like "--skip-bad: how many" "$err" "4 rows left out \(--skip-bad\)"
{ cat "$ne"; sed -n 5p "$ne"; } >twice.csv
run benchmark-ne twice.csv
is "an authority twice: status 2" "$status" 2
like "an authority twice: where" "$err" "twice.csv:44: a second row for 'Darlington'.*on line 5"
{ cat "$ne"; sed -n 2,11p "$ne"; } >ten.csv
run benchmark-ne ten.csv
is "many second rows: three are named, and the rest counted" "$status $(echo "$err" | grep -c 'a second row for')
$(echo "$err" | grep -A1 'ten.csv:46')" "2 3
benchmark-ne: ten.csv:46: a second row for 'County Durham' in the same period (the first is on line 4); expected one: the same area twice, as the two differ in nothing but figures
benchmark-ne: 7 more rows for an area and period that already have one (-v for all)"
is "many second rows: all with -v" "$(benchmark-ne -v ten.csv 2>&1 >out | grep -c 'a second row for\|more row')" 10
like "a second row for the region: so no rate" "$err" "note: 2013: North East has two rows or more, and so no rate
"
printf 'area,indicator,category,period,value,population\nDarlington,Plans,Neglect,2024,4,100\nDarlington,Plans,Other,2024,4,100
Darlington,Plans,,2024,4,100\n' >choice.csv
run benchmark-ne -q choice.csv
is "a second row: which to keep" "$(echo "$err" | sed 's/.*expected one: //')" \
"category is 'Neglect' there and 'Other' here; keep the rows of one, as with sed -n '1p; /,Neglect,/p' choice.csv
category is 'Neglect' there and blank here; keep the rows of one, as with sed -n '1p; /,Neglect,/p' choice.csv"
cat >sexes.csv <<'END'
Sex,area_code,area,period,value,population,Age
Male,E06000005,Darlington,2024,4,100,"0, to 17"
Persons,E06000005,Darlington,2024,9,200,"0, to 17"
Persons,E06000005,Darlington,2024,2,50,O'Brien's [1.5]
Persons,E06000001,Hartlepool,2024,2,50,"0, to 17"
END
cp sexes.csv next.csv
for want in "Sex is 'Male' there and 'Persons' here; keep the rows of one, as with sed -n '1p; /^Persons,/p' sexes.csv" \
	"Age is '0, to 17' there and 'O'Brien's [1.5]' here; keep the rows of one, as with sed -n '1p; /,\"0, to 17\"[[:space:]]*$/p' next.csv"; do
	benchmark-ne -q next.csv 2>&1 >out | sed -n 's/.*expected one: //p' | sed 's/next.csv$/&/; 1q' >said
	is "a second row: the column that differs, both cells, and what to type" "$(cat said)" "$(echo "$want" | sed s/sexes.csv/next.csv/)"
	sh -c "$(sed 's/.*as with //' said)" >kept.csv
	cp kept.csv next.csv
done
run benchmark-ne -q next.csv
is "a second row: what was typed keeps one" "$(cut -d, -f3-5 out | grep 2) $err" "$(printf '%s\n' Darlington,9,200 Hartlepool,2,50) "
printf "area,period,value,population,Type\nDarlington,2024,4,100,'x'/y.*\nDarlington,2024,5,100,z\n" >odd.csv
eval "$(benchmark-ne -q odd.csv 2>&1 >out | sed -n 's/.*as with //p')" >kept.csv
is "a second row: characters that mean something" "$(wc -l <kept.csv | tr -d ' ') $(tail -1 kept.csv)" "2 Darlington,2024,4,100,'x'/y.*"
is "a second row: standard input" "$(benchmark-ne -q <choice.csv 2>&1 >out | sed -n '1s/.*expected one: //p')" \
	"category is 'Neglect' there and 'Other' here; keep the rows of one, as with sed -n '1p; /,Neglect,/p'"
sed 's/^\(20..\),/\1X,/' "$ne" >unread.csv
run benchmark-ne --years 2014 unread.csv
is "no period can be read: each text once, the rest counted, no usable row" "$status $out$err" \
"2 benchmark-ne: unread.csv:2: time_period: '2013X' is not a period; expected one such as 2014-15 Q1, 2014-Q2, 2014-15, 2014 or Jun 2014
benchmark-ne: unread.csv:16: time_period: '2014X' is not a period; expected one such as 2014-15 Q1, 2014-Q2, 2014-15, 2014 or Jun 2014
benchmark-ne: unread.csv:30: time_period: '2015X' is not a period; expected one such as 2014-15 Q1, 2014-Q2, 2014-15, 2014 or Jun 2014
benchmark-ne: 39 more rows whose period cannot be read (-v for all)
benchmark-ne: none of the twelve North East authorities has a usable row in the input in those years"
is "no period can be read: all with -v" "$(benchmark-ne -v unread.csv 2>&1 | grep -c 'is not a period')" 42
printf 'area,period,count\nDarlington,2014-15 Q1,5\nDarlington,2014-15 Q2,5\n' >quarters.csv
printf 'area,2014\nDarlington,4000\n' >one.csv
run csv-rate -P one.csv quarters.csv
is "one population for several periods" "$status $err" "0 csv-rate: note: counts of 2014-15 Q1 to 2014-15 Q2 with the population of 2014 in one.csv (no lag)"
printf 'Council,Year ending,count,population\nHartlepool,31 March 2023,5,100\nDarlington,31 March 2024,6,100\n' >days.csv
run benchmark-ne --years 2024 days.csv
is "years, and the periods are days" "$status $out$err" "2 benchmark-ne: --years: no row of the input is of '2024'; expected '31 March 2023' or '31 March 2024'"
for y in 2008 2009 2010 2011 2012; do
	echo "Hartlepool,$y,5,100"
done | sed '1i area,period,count,population' >years.csv
run benchmark-ne --years 2015,2016 years.csv
is "years that are not there" "$status $out$err" "2 benchmark-ne: --years: no row of the input is of '2015,2016'; expected '2008', '2009', '2010', '2011' or another period of the input"
printf 'area,period,count,population\nDarlington,2024,100,4000\nHartlepool,2024,4,4000\n' >apart.csv
is "-f text: one place is not a range" "$(benchmark-ne -qf text apart.csv | awk '$2 ~ /Darl|Hartl/ { print $2, $(NF - 1) }')" "Darlington 1
Hartlepool 2"

# Populations from a file.
cut -d, -f1,3- "$ne" | sed '1s/.*/time_period,new_la_code,la_name,count,population/' >all.csv
cut -d, -f1-4 all.csv >counts.csv
cut -d, -f1-3,5 all.csv | sed '/^2013.*Hartlepool/d; s/^\(2014.*Darlington\),.*/\1,x/' >pop.csv
run benchmark-ne -P pop.csv counts.csv
is "-P: no row of that year, and a mark" "$(grep -E '^2013.*Hartlepool|^2014.*Darlington' out | cut -d, -f-28 | tr -s ,)" \
"2013,E06000001,Hartlepool,136,11,no population
2014,E06000005,Darlington,140,11,x"
is "-P: all said" "$err" \
"benchmark-ne: counts.csv:7: no population for 'Hartlepool' in 2013; pop.csv has it for 2014 and 2015; 1 such row
benchmark-ne: note: counts of 2013 to 2015 with the populations of 2013 to 2015 in pop.csv (no lag)
benchmark-ne: note: 2013: 11 of 12 authorities have a rate; without one: Hartlepool (no population)
benchmark-ne: note: 2014: 11 of 12 authorities have a rate; without one: Darlington (x)"
is "-P: not all joined is status 2" "$status" 2
run benchmark-ne --skip-bad -P pop.csv counts.csv
is "-P: not all joined, with --skip-bad" "$status" 0
run benchmark-ne -P pop.csv --population-lag 20 counts.csv
is "-P: none found at all is status 2" "$status $out" "2 "
like "-P: and said" "$err" "pop.csv: no population for any of the areas"

{ cat "$ne"; echo "2014,Local authority,E08000020,Gateshead MBC,276,39942"; } >both.csv
run benchmark-ne both.csv
is "an authority under its old code and its new one: status 2" "$status" 2
is "and no rate, for which of the two is right?" "$(grep '^2014.*Gateshead' out | cut -d, -f3-6,11,28) $(grep -c \
'Gateshead' out)" "Gateshead,,39942,,11,twice 3"
like "an authority under both codes: where" "$err" "both.csv:44: a second row for 'Gateshead MBC'.*on line 20"

{ cat "$ne"; grep '^2014' "$ne"; } >again.csv
run benchmark-ne -q --skip-bad --years 2014 --totals again.csv
is "every row twice, skipped: nothing is ranked" "$status $(cut -d, -f6 out | tr -d '\n')" "0 rate"
is "and each says why" "$(grep -c ',twice,*$' out)" 14

head -1 alike.csv >one.csv
echo 2014,E06000005,Darlington,50,10000 >>one.csv
{ head -2 alike.csv; sed -n 2p alike.csv; } >two.csv
is "a row twice in one file leaves the other file's row on that line alone" \
	"$(benchmark-ne -q one.csv two.csv 2>err | sed -n 2,3p | cut -d, -f3,4,28)" "Darlington,50,
Hartlepool,,twice"

# Other regions and lists.
input=$reference/bench_ne_cpp_2014.input.csv
sed 's/E12000001,North East/E12000009,South West/; s/,E0/,E1/' "$input" >sw.csv
run benchmark-ne sw.csv
is "none of the twelve: status 2" "$status" 2
like "none of the twelve: what to do" "$err" "none of the twelve North East authorities is in the input; \
it has authorities of 'South West'; choose others with --region"
for region in E12000009 "South West" "south west"; do
	benchmark-ne --region "$region" --detail rates sw.csv | cut -d, -f3- >got
	benchmark-ne --detail rates "$input" | cut -d, -f3- >wanted
	same "--region $region" got wanted
done
benchmark-ne "$input" >wanted
benchmark-ne --region "North East" "$input" >got
same "--region North East is the default" got wanted
benchmark-ne --region all "$input" >got
is "--region all: names the regions" "$(sed -n 2p got | cut -d, -f1-5)" \
	"2014,E12000001,North East,E06000003,Redcar and Cleveland"
cut -d, -f1,4- got >same
same "--region all: otherwise the same" same wanted
run benchmark-ne --region Wessex "$input"
is "no such region: status 2" "$status $out" "2 "
like "no such region: named" "$err" "none of the authorities of 'Wessex' is in the input; it has authorities \
of 'North East'"
run benchmark-ne --areas "Redcar and Cleveland,E06000002" --years 2014 "$ne"
is "--areas: names and codes" "$(sed 1d out | cut -d, -f3,10,11,15-18 | sed 's/\(\.[0-9]\{5\}\)[0-9]*$/\1/')" \
"Redcar and Cleveland,1,2,,,,1.06469
Middlesbrough,2,2,,,,0.93923"
run benchmark-ne --areas "Redcar and Cleveland,Atlantis" --years 2014 "$ne"
is "--areas: one that is not there is listed, and an error" "$status $(tail -1 out | tr -s ,) $err" \
"2 2014,Atlantis,1,absent, benchmark-ne: --areas: no row for 'Atlantis'
benchmark-ne: note: 2014: 1 of 2 authorities has a rate; without one: Atlantis (absent)"
is "--areas with --region: compared with it" \
	"$(benchmark-ne --areas E06000003,E06000002 --region "North East" --years 2014 "$ne" |
	sed -n 2p | cut -d, -f15)" 59.4104421015632
run benchmark-ne --areas "Redcar and Cleveland,redcar and cleveland" "$ne"
is "--areas: one twice" "$status" 2

# Statistical neighbours: by three-digit code if the input has one, otherwise by name.
neighbours=$data/benchmark-ne/neighbours-2021.csv
cat >counts.csv <<'END'
time_period,old_la_code,new_la_code,la_name,count,population
2014,807,E06000003,Redcar and Cleveland,217,27501
2014,370,E08000016,Barnsley,210,49059
2014,840,E06000047,Durham,453,99624
2014,806,E06000002,Middlesbrough,235,31709
END
run benchmark-ne --neighbours "$neighbours" counts.csv
is "--neighbours: 3 of 11, by code" "$(sed 1d out | grep Byars | cut -d, -f3)" "Redcar and Cleveland
Durham
Barnsley"
like "--neighbours: the others are named" "$err" "3 of 11 authorities have a rate"
is "--neighbours: by the ONS's code" "$(cut -d, -f1,3- counts.csv | benchmark-ne -q --neighbours "$neighbours" |
	grep -c Byars)" 3
is "--neighbours: by name" "$(cut -d, -f1,4- counts.csv | benchmark-ne -q --neighbours "$neighbours" |
	grep -c Byars)" 3
run benchmark-ne --neighbours "$neighbours" --about Barnsley counts.csv
is "--neighbours --about: of another" "$(grep -c Byars out)" 3
run benchmark-ne --neighbours "$neighbours" --about Atlantis counts.csv
is "--neighbours: of one that is not there" "$status $err" "2 benchmark-ne: $neighbours: no neighbours of \
'Atlantis'; expected an authority's name or three-digit code (--about)"
run benchmark-ne --neighbours "$ne" counts.csv
is "--neighbours: another table" "$status" 2

# Text.
benchmark-ne -f text --years 2014 --label "children per 10,000 on a plan" "$ne" >text
like "a sentence for the board" "$(cat text)" "^In 2014 Redcar and Cleveland had 78\.9 children per 10,000 on \
a plan \(217 among 27,501; 95% interval 68\.8 to 90\.1\), the highest of the 12 North East authorities; its interval \
overlaps those of seven others: it may rank anywhere from 1st to 8th\. It was higher than the North East \(59\.4\) \
and England \(42\.1\)\. Its rate was within the usual spread between authorities\.$"
is "no significance without a rule" "$(grep -ci significan text)" 0
is "a bar for each authority" "$(grep -cE '^ +[0-9]+ .*[-:]o[-:]+[ :]+[0-9]+ to [0-9]+ ' text)" 12
like "the bars keep their order" "$(grep Redcar text | head -1)" ': +-+o-+ +1 to 8 '
like "above the region and England, within the usual spread" "$(grep Redcar text | head -1)" '1 to 8 +[+] [+] \.$'
like "Durham: below the region, not distinguishable from England, within the usual spread" \
	"$(grep Durham text)" '11 to 12 +- \. \.$'
like "North Tyneside: below the usual spread" "$(grep 'North Tyneside' text)" '11 to 12 +- \. -$'
is "the table fits 100 columns" "$(awk '/^$/ && NR > 2 { exit } length > 100' text)" ""

# Text in unusual cases; every sentence is in benchmark-words.sh.
grep -e ^time_period -e ^2014 "$ne" >y14.csv
sed '/Regional/d' y14.csv >odd.csv
like "text: the sum stands for the region" "$(benchmark-ne -qf text odd.csv)" "R the North East as its 12 authorities \
together, E England, S the usual spread: \+ higher, - lower, \. not distinguishable\.$"
sed '/National/d' y14.csv >odd.csv
like "text: no England in the key" "$(benchmark-ne -qf text odd.csv)" "R the North East, S the usual spread:"
sed '/Hartlepool/d' y14.csv >absent.csv
like "text: an absent one leaves the counts to the right" "$(benchmark-ne -qf text absent.csv | grep ' absent$')" \
	'^ +Hartlepool {30,}absent$'
sed '/Hartlepool/s/,20179/,x/' y14.csv >nopeople.csv
like "text: no population, yet a count" "$(benchmark-ne -qf text nopeople.csv | grep ' x$')" \
	'Hartlepool +128 +population x$'
sed 's/^2014/Q1/' y14.csv >bare.csv
like "text: a bare quarter gets its year" "$(benchmark-ne -f text -y 2014-15 bare.csv)" "^In 2014-15 Q1 Redcar"
like "text: per 1,000" "$(benchmark-ne -f text --per 1000 y14.csv)" "had 7\.9 in every 1,000 \(217 among 27,501; 95% interval 6\.9 to 9\.0\)"
like "text: another level is said" "$(benchmark-ne -f text --level 99.8 y14.csv)" \
	"had 78\.9 in every 10,000 \(217 among 27,501; 99\.8% interval 63\.4 to 96\.9\), the highest"
{ sed '/Redcar/d' y14.csv; printf '2014,Local authority,E06000003,\033[2JRedcar,217,27501\n'; } >escape.csv
is "text: no name commands the terminal" "$(benchmark-ne -f text escape.csv | tr -dc '\033' | wc -c)" 0
like "text: --about by an earlier code" "$(benchmark-ne -f text --about E08000020 y14.csv)" "^In 2014 Gateshead had"
run benchmark-ne --areas "Hartlepool,e06000001" y14.csv
is "--areas: one by name and by code" "$status $(echo "$err" | head -1)" "2 benchmark-ne: y14.csv:7: 'Hartlepool' is \
listed twice, as 'Hartlepool' and as 'e06000001'; expected each authority once"
is "--areas: what is not there keeps a name a name, a code a code" \
	"$(benchmark-ne -q --areas "Hartlepool,Leeds,E08000016" y14.csv | cut -d, -f2,3 | sed 1,2d)" ",Leeds
E08000016,"
run benchmark-ne --years 2013,2014 y14.csv
is "--years: one that is not there is said" "$status $err" "0 benchmark-ne: note: 2013: no row of any of the authorities"
sed '/Regional/s/,3110,/,c,/; /National/s/,11473080/,x/' y14.csv >wholes.csv
run benchmark-ne wholes.csv
is "the region or England without a rate is said" "$err" \
"benchmark-ne: note: 2014: North East has a row without a rate (c)
benchmark-ne: note: 2014: England has a row without a rate (x)"
run benchmark-ne -f text --about Leeds y14.csv
is "--about one that is not compared" "$status $out$err" \
	"2 benchmark-ne: --about: 'Leeds' is not one of the authorities compared"
run benchmark-ne --about Hartlepol "$data/ne-cpp-2013-2015.csv"
is '--about: a name spelt otherwise' "$status $err" \
	"2 benchmark-ne: --about: 'Hartlepol' is not one of the authorities compared; did you mean 'Hartlepool'?"
printf 'area,period,value,population\nNewcastle upon Tyne,2014,5,100000\nGateshead,2014,6,100000\n' >long.csv
run benchmark-ne --areas Newcastle,Gateshead long.csv
like "--areas: the first word of a name" "$status $err" "^2 .*--areas: no row for 'Newcastle'; did you mean 'Newcastle upon Tyne'\\?"
benchmark-ne -f text "$ne" >text
like "from year to year" "$(cat text)" "^From 2014 to 2015 the rate of Redcar and Cleveland fell from 78\.9 to \
43\.9 in every 10,000: 44% lower than before \(95% interval 30% to 56%\)\.$"
like "--about" "$(benchmark-ne -f text --about e06000005 --years 2014 "$ne")" \
	"^In 2014 Darlington had 61\.6 in every 10,000 .*, the sixth lowest of the 12"
like "--about one without a rate" "$(benchmark-ne -qf text --about Hartlepool --years 2014 gaps.csv)" \
	"^In 2014 there is no rate for Hartlepool \(not in the data\)\."

is "-v: which column is what" "$(benchmark-ne -v "$ne" 2>&1 >out)" "benchmark-ne: area is area_name, \
area_code is area_code, period is time_period, value is count, population is population, \
geographic_level is geographic_level"

# JSON lines: the columns of the CSV in every form, numbers as numbers, missing as null.
keys() { # of the first line
	head -1 | grep -o '"[a-z0-9_]*":' | tr -d '":' | paste -sd,
}
for form in "" --totals "--level 99.8" "--detail rates" "--detail compare" "--detail summary" "--detail odlimits"; do
	is "-f jsonl $form: an object for each row, with its columns" \
		"$(benchmark-ne -qf jsonl $form y14.csv | keys) $(benchmark-ne -qf jsonl $form y14.csv | wc -l)" \
		"$(benchmark-ne -q $form y14.csv | head -1) $(benchmark-ne -q $form y14.csv | sed 1d | wc -l)"
done
is "-f jsonl: numbers and strings" "$(benchmark-ne -f jsonl y14.csv | head -1 | grep -o '.*"rate":[0-9.]*')" \
	'{"time_period":"2014","new_la_code":"E06000003","la_name":"Redcar and Cleveland","count":217,'\
'"population":27501,"rate":78.90622159194211'
is "-f jsonl: missing is null" "$(benchmark-ne -qf jsonl --years 2014 gaps.csv | grep Darlington | tr -d '\n' |
	sed 's/.*"count"/"count"/; s/"rank_best.*"od/"od/')" '"count":null,"population":22732,"rate":null,'\
'"lower95":null,"upper95":null,"method":null,"rank":null,"n_ranked":9,"od_class":null,"phi":null,"symbol":"c",'\
'"funnel_lower95":null,"funnel_upper95":null,"funnel_lower998":null,"funnel_upper998":null,"sentence":null}'
is "-f jsonl --detail: NA is null" "$(benchmark-ne -qf jsonl --detail odlimits --years 2014 gaps.csv |
	grep Darlington | grep -o '"rate":null\|"od_class":null' | paste -sd' ')" '"rate":null "od_class":null'

# Usage.
for wrong in "--level 40" "--per x" "--years never" "--detail all" "--population-lag 1" "--population-lag x" \
	"--areas ,x" "--areas a --neighbours b"; do
	run benchmark-ne $wrong "$ne"
	is "benchmark-ne $wrong: status 2" "$status $out" "2 "
done

# The real files.
dfe=$shared/dfe
if need_data dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv "the files as published"; then
	cd "$dfe" || exit 1
	benchmark-ne -P ons_mid-year_population_estimates_2012_to_2024.csv --population-lag 1 -c value=CPP_At31 \
		--years 2014 < d5_cpps_at31march_by_duration_2013_to_2025.csv >"$work/out" 2>"$work/err"
	status=$?
	is "as typed: Redcar and Cleveland, 78.9 (68.8 to 90.1), first of 12" \
		"$status $(sed -n 2p "$work/out" | cut -d, -f1-11)" "0 2014,E06000003,Redcar and Cleveland,217,27501,\
78.90622159194211,68.75576338001636,90.13293576517907,Byars,1,12"
	is "as typed: the years joined are said" "$(cat "$work/err")" "benchmark-ne: note: counts of 2014 with the \
population of 2013 in ons_mid-year_population_estimates_2012_to_2024.csv (a lag of 1 year; ages 0 to 17)"
	benchmark-ne -P ons_mid-year_population_estimates_2012_to_2024.csv -c value=CPP_At31 --years 2014 \
		<d5_cpps_at31march_by_duration_2013_to_2025.csv >"$work/out" 2>"$work/err"
	is "without the lag: 79.31" "$(sed -n 2p "$work/out" | cut -d, -f5,6)" "27360,79.31286549707602"
	like "without the lag: said too" "$(cat "$work/err")" "counts of 2014 with the population of 2014 in .*\(no lag; ages 0 to 17\)"
	set -- -P ons_mid-year_population_estimates_2012_to_2024.csv --population-lag 1 -c value=CPP_At31
	benchmark-ne "$@" --years 2013,2014,2015 d5_*.csv 2>/dev/null >"$work/out"
	benchmark-ne "$ne" | cut -d, -f1-14,18- >"$work/wanted"
	sed 's/(CPP_At31: /(/' "$work/out" | cut -d, -f1-14,18- >"$work/got"
	same "three years: the same as the small table" "$work/got" "$work/wanted"
	benchmark-ne "$@" --region "South West" --years 2019,2020 d5_*.csv >"$work/out" 2>"$work/err"
	is "a reorganisation: x stays x" "$(grep '^2019.*,x,' "$work/out" | cut -d, -f2-4,11)" \
"E06000028,Bournemouth,136,13
E10000009,Dorset,305,13
E06000029,Poole,74,13"
	is "a reorganisation is said" "$(sed 1d "$work/err")" \
"benchmark-ne: note: 2019: 13 of 16 authorities have a rate; without one: Bournemouth (x), Dorset (x), Poole (x)
benchmark-ne: note: 2019: the last with Bournemouth (E06000028), Dorset (E10000009), Poole (E06000029)
benchmark-ne: note: 2020: the first with Bournemouth, Christchurch and Poole (E06000058), Dorset (E06000059)"
	is "London is Inner and Outer London" "$(benchmark-ne -q "$@" --region London --years 2014 d5_*.csv |
		sed 1d | cut -d, -f11,15 | sort -u | cut -c1-7)" "33,37.4"
	is "every region, every year: nothing lost" "$(benchmark-ne -q "$@" --region all d5_*.csv | sed 1d | wc -l)" \
		"$(grep -c 'Local authority' d5_*.csv)"
	cd "$work" || exit 1
fi

# One hidden cell: no table shows the sum, the rest or their rate, from which it follows.
cat >hid.csv <<'END'
time_period,geographic_level,region_code,region_name,new_la_code,la_name,count,population
2014,Local authority,R1,Rivershire,A1,Alford,c,900
2014,Local authority,R1,Rivershire,B1,Beeford,53,1850
2014,Local authority,R1,Rivershire,C1,Cowden,60,1750
2014,Regional,R1,Rivershire,,,117,4500
END
for options in "--detail compare" "--detail summary" "--detail odlimits" "--detail odsummary" "--detail rest" \
    "--method proportion --detail odsummary" "--method proportion --detail odadd"; do
	benchmark-ne -q --region R1 -f jsonl $options hid.csv |
		grep -vE '"comparator":"(region|england)"' >cells
	is "one hidden cell: $options does not show the sum" \
		"$(grep -cE ':(113|3600|313\.8[0-9]*|3\.13[0-9]*)[,}]|"expected":[0-9]|"rest_[a-z0-9]*":[0-9]' cells)" 0
done
run benchmark-ne --region R1 hid.csv
is "one hidden cell: no ratio to the rest" "$(sed 1d out | cut -d, -f18-21 | tr -d '\n,')" ""
like "one hidden cell: and a note" "$err" "one figure is hidden, and the count of the whole less the sum of the others would"
is "one hidden cell: the text has no sum" "$(benchmark-ne -q --region R1 -f text hid.csv | grep -cE 'together|-:|:-')" 0
like "one hidden cell: percentages are compared with the region" \
	"$(benchmark-ne -q --region R1 --method proportion -f text --about Beeford hid.csv)" "distinguishable from Rivershire \(2\.6%\)"
like "one hidden cell: of a list that is most of the whole" \
	"$(benchmark-ne --areas A1,B1,C1 --region R1 --detail compare hid.csv 2>&1)" "B1,Beeford,la_sum,NA,NA"
like "one hidden cell: of a list that is not" \
	"$(sed 's/,117,4500/,400,90000/' hid.csv | benchmark-ne -q --areas A1,B1,C1 --region R1 --detail compare)" "B1,Beeford,la_sum,113,3600"
run benchmark-ne --region R1 --detail rates hid.csv
is "one hidden cell: a table without the sum has no such note" "$(grep -c 'one figure is hidden' err)" 0

# A row whose figures are refused is in the table, with the reason; 0 of 0 has no rate.
head -1 "$ne" >h
while IFS='|' read -r edit symbol why; do
	grep '^2014' "$ne" | sed "$edit" | cat h - >refused.csv
	for areas in "North East" all; do
		set -- --areas all
		[ "$areas" = all ] || set --
		run benchmark-ne "$@" -f text refused.csv
		like "$edit, $areas: the sentence says why" "$status $out" "rate for Redcar and Cleveland \($why\)"
		like "$edit, $areas: and so does the table" "$out" "^ +Redcar and Cleveland .*$symbol\$"
		is "$edit, $areas: the symbol" "$(benchmark-ne -q "$@" refused.csv 2>&1 | tail -1 |
			sed 's/,,.*,,\([^,]\)/ \1/; s/,*$//; s/^2014,E06000003,//')" "Redcar and Cleveland $symbol"
	done
done <<'END'
s/,217,/,-5,/|count refused|its count is refused
s/,217,/,2.5,/|count refused|its count is refused
s/,217,/,twelve,/|count refused|its count is refused
END
grep '^2014' "$ne" | sed 's/,27501$/,0/' | cat h - >refused.csv
run benchmark-ne -f text refused.csv
like "a population of 0" "$status $out" "rate for Redcar and Cleveland \(its population is refused\)"
is "a population of 0: an error" "$status" 2
grep '^2014' "$ne" | sed 's/,217,27501$/,0,0/' | cat h - >nought.csv
run benchmark-ne nought.csv
is "0 of 0 is missing" "$status $(tail -1 out | cut -d, -f3-6,28) $err" "0 Redcar and Cleveland,0,0,,0 of 0 \
benchmark-ne: note: nought.csv:12: population: 0 of 0 has no rate; taken as missing
benchmark-ne: note: 2014: 11 of 12 authorities have a rate; without one: Redcar and Cleveland (0 of 0)"
run benchmark-ne --method proportion --detail prop nought.csv
is "0 of 0 of proportions" "$status $(grep -c 'Redcar and Cleveland,0,0,NA,NA' out)" "0 1"
{ cat h; grep 2014 "$ne" | sed 's/,217,/,-5,/'; grep 2014.*Redcar "$ne"; } >again.csv
run benchmark-ne -q again.csv
is "a second row takes the place of one that is refused" "$status $(sed -n 2p out | cut -d, -f3-5)" \
	"2 Redcar and Cleveland,217,27501"
{ cat h; grep 2014 "$ne"; grep 2014.*Redcar "$ne" | sed 's/,217,/,-5,/'; } >again.csv
run benchmark-ne -q again.csv
is "and one that is refused does not" "$status $(sed -n 2p out | cut -d, -f3-5)" "2 Redcar and Cleveland,217,27501"
run benchmark-ne --region "" "$ne"
like "--region: blank" "$status $err" "^2 benchmark-ne: --region: '' is blank; expected the name or code"
run benchmark-ne --label " " "$ne"
like "--label: blank" "$status $err" "^2 benchmark-ne: --label: ' ' is blank; expected what is counted"

# The table: no bar at 0, no sum of one, one sign for England as the region.
is "every rate withheld: no rate of all together" "$(benchmark-ne -qf text --min-count 1000000 --years 2014 "$ne" |
	grep -c ' : ')" 0
sed '/National/d; /Regional/d; /^2014/!{1!d}' "$ne" >la.csv
is "no rate at all: no bars" "$(benchmark-ne -qf text --min-count 1000000 la.csv | grep -cE '^Bars|0 to')" 0
is "one alone: no sum" "$(benchmark-ne -qf text --areas Darlington la.csv | grep -c together)" 0
is "one alone: of the totals" "$(benchmark-ne -q --totals --areas Darlington la.csv | tail -1 | cut -d, -f3)" \
	"Sum of 1 authority"
is "England as the region has one sign" "$(benchmark-ne -qf text --region England --years 2014 "$ne" |
	sed -n 3p | sed 's/.*places *//')" "R S"
is "percentages are not called rates" "$(benchmark-ne -f text --method proportion --years 2014 refused.csv 2>&1 |
	sed 's/rest of//g' | grep -cw rates*)" 0
like "two hidden cells: the sum is shown" \
	"$(sed 's/,60,/,c,/; s/D1/C1/' hid.csv | benchmark-ne -q --region R1 --detail summary)" "^2014,1,53,1850"
done_testing
