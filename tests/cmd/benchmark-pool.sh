#!/bin/sh
# benchmark-ne --pool: sums over periods, what cannot be added up, and the words for them.
. "${0%/*}/../tap/tap.sh"
ne=$data/ne-cpp-2013-2015.csv
short=$data/reference2/prop_bench_ne_short_2014.input.csv
printf 'indicator,unit,kind,label\ncount,children,flow,New plans\n' >flow.csv
printf 'indicator,kind\ncount,stock\nplans,stock\n' >stock.csv

# A sum over periods is the same as a single period with the sums for its figures.
added() { # awk: the columns 5 and 6 of all periods added up, as of the last period
	awk -F, -v OFS=, 'NR == 1 { print; next }
		{ k = $2 OFS $3 OFS $4; if (!(k in c)) key[++n] = k; c[k] += $5; p[k] += $6 }
		END { for (i = 1; i <= n; i++) print 2015, key[i], c[key[i]], p[key[i]] }'
}
added <"$ne" >sums.csv
as_one() { # name, options
	name=$1
	shift
	benchmark-ne -q --pool 3 "$@" "$ne" | sed 's/^2013 to 2015/2015/; s/,"\{0,1\}Over 2013.*//' >got
	benchmark-ne -q "$@" sums.csv | sed 's/,"\{0,1\}In 2015 .*//' >wanted
	same "the figures are those of the sums: $name" got wanted
}
as_one "the ranking"
as_one "--totals --level 99.8" --totals --level 99.8
as_one "--areas" --areas "Hartlepool,E06000005,Middlesbrough" --region "North East"
for kind in rates compare summary odlimits odadd odsummary; do
	as_one "--detail $kind" --detail $kind
done
for kind in prop rest odadd odsummary; do
	as_one "proportions, --detail $kind" --method proportion --detail $kind
done
is "the period of every row" "$(benchmark-ne -q --pool 3 --totals "$ne" | cut -d, -f1 | uniq -c | tr -s ' ')" \
	" 1 time_period
 15 2013 to 2015"
is "and in jsonl" "$(benchmark-ne -q --pool 3 -f jsonl "$ne" | head -1 | cut -c1-80)" \
	'{"time_period":"2013 to 2015","new_la_code":"E06000004","la_name":"Stockton-on-T'

# Where the sums end.
periods() { # options
	benchmark-ne -q "$@" | sed 1d | cut -d, -f1 | sort -u | paste -sd' '
}
is "by default no period is in two sums" "$(periods --pool 2 "$ne")" "2014 to 2015"
run benchmark-ne --pool 2 --dictionary flow.csv "$ne"
is "and what is left over is named" "$status $err" "0 benchmark-ne: note: --pool: 2013 is left over at the start and not used"
is "--years names the ends" "$(periods --pool 2 --years 2014,2015,2014 "$ne")" "2013 to 2014 2014 to 2015"
run benchmark-ne --pool 2 --years 2013,2015,2017 --dictionary flow.csv "$ne"
is "an end without its periods is named" "$status $(cut -d, -f1 out | sort -u | paste -sd,) $err" \
"0 2014 to 2015,time_period benchmark-ne: note: 2012 to 2013: not added up: no row of any of the authorities in 2012
benchmark-ne: note: 2016 to 2017: not added up: no row of any of the authorities in 2016, 2017"
grep -v ^2014 "$ne" >gap.csv
run benchmark-ne --pool 2 --dictionary flow.csv gap.csv
is "a period that no area has" "$status $err" "2 benchmark-ne: note: --pool: 2013 is left over at the start and not used
benchmark-ne: note: 2014 to 2015: not added up: no row of any of the authorities in 2014
benchmark-ne: --pool: no sum of 2 periods has rows in each of them; expected a smaller number, or the rows that are missing"
sed 's/^201\([0-9]\),\(.*\)/201\1-Q4,\2/; 1!s/^2014-Q4/2015-Q1/; 1!s/^2015-Q4/2015-Q2/; s/^2013-Q4/2014-Q4/' "$ne" >quarters.csv
is "quarters" "$(periods --pool 3 quarters.csv)" "2014-Q4 to 2015-Q2"
{ head -1 "$ne"; sed 1d "$ne" | sort -r; } >reversed.csv
is "rows in any order" "$(benchmark-ne -q --pool 3 reversed.csv)" "$(benchmark-ne -q --pool 3 "$ne")"

# Areas without a figure in one of the periods.
sed 's/^2014\(.*Darlington\),140,/2014\1,c,/; /^2013.*Hartlepool/d; s/^2015\(.*North East\),[0-9]*,/2015\1,,/' "$ne" >holes.csv
run benchmark-ne --pool 3 --dictionary flow.csv holes.csv
is "are named, and have no rank" "$status $(tail -2 out | cut -d, -f3-6,10,11,28-30 | paste -sd' ')" \
	'0 Darlington,,68126,,,10,c in 2014,, Hartlepool,,,,,10,absent in 2013,,'
is "on standard error too" "$err" "benchmark-ne: note: 2013 to 2015: North East has no rate (blank in 2015)
benchmark-ne: note: 2013 to 2015: 10 of 12 authorities have a rate; without one: Darlington (c in 2014), Hartlepool (absent in 2013)"
awk -F, -v OFS=, '/Darlington/ && $1 > 2013 { $5 = "x" } { print }' "$ne" >twice.csv
is "in several periods" "$(benchmark-ne -q --pool 3 twice.csv | tail -1 | cut -d, -f3,28,29)" 'Darlington,"x in 2014, 2015"'
sed 's/^2014\(.*Darlington\),140,/2014\1,c,/' "$ne" >hidden.csv
run benchmark-ne --pool 3 --totals --dictionary flow.csv hidden.csv
like "the one hidden figure is not given away" "$err" "^benchmark-ne: note: 2013 to 2015: one figure is hidden"
is "so there is no sum and no rest" "$(grep -c "Sum of" out) $(sed -n 2p out | cut -d, -f18-21)" "0 ,,,"
awk -F, -v OFS=, '/Darlington/ && $1 == 2013 { $5 = "" } /Darlington/ && $1 == 2014 { $5 = "c" } { print }' "$ne" >both.csv
run benchmark-ne --pool 3 --dictionary flow.csv both.csv
like "nor where it is blank in another period" "$err" "one figure is hidden"
is "0 of 0 in one period adds nothing" "$(printf 'time_period,area_code,count,population
2014,A,0,0\n2014,B,1,1000\n2015,A,2,1000\n2015,B,1,1000\n' | benchmark-ne -q --areas A,B --pool 2 | sed 1d | cut -d, -f2,4-6)" \
"A,2,1000,20
B,2,2000,10"
is "0 of 0 in all of them has no rate" "$(printf 'time_period,area_code,count,population
2014,A,0,0\n2014,B,1,1000\n2015,A,0,0\n2015,B,1,1000\n' | benchmark-ne -q --areas A,B --pool 2 | tail -1 | cut -d, -f2,4-6,28)" \
	"A,0,0,,0 of 0"
is "--min-count is about the sum" "$(benchmark-ne -q --pool 3 --min-count 400 "$ne" | tail -1 | cut -d, -f3,4,6,28)" \
	"Darlington,286,,under 400"
is "an area that begins later is not added up from fewer periods" "$(printf 'time_period,area_code,region_code,count,population
2014,A,R,5,1000\n2014,B,R,6,1000\n2015,A,R,5,1000\n2015,C,R,1,1000\n' | benchmark-ne -q --region R --pool 2 | cut -d, -f2,4,28)" \
"new_la_code,count,symbol
A,10,
C,,absent in 2014
B,,absent in 2015"
is "a region by its own rows only" "$(benchmark-ne -q --pool 3 holes.csv | sed -n 2p | cut -d, -f15-17,22)" ",,,41.01121396477023"

# The words.
benchmark-ne -qf text --pool 3 --dictionary flow.csv "$ne" | grep -e '^Over' -e '^2013' -e '^The counts' | sed 's/ The 95.*//' >got
cat >wanted <<'END'
2013 to 2015, North East
Over 2013 to 2015 Redcar and Cleveland had on average 59.6 new plans in every 10,000 a year (491 children among 82,418 person-years; 95% interval 54.4 to 65.1), the sixth highest of the 12 North East authorities; its interval overlaps those of six others: it may rank anywhere from 3rd to 9th. It was higher than England (41.0) but not distinguishable from the North East (56.7).
The counts and the populations of three years are added up, so the rates are averages per person-year.
END
same "a flow" got wanted
like "of what kind is not known" "$(benchmark-ne -qf text --pool 3 "$ne")" "per person-year\. Of people counted on a day, such \
as 31 March, this is the sum of three such counts and not a number of people: some are counted more than once, and the \
intervals are too narrow\. The 95%"
run benchmark-ne --pool 3 "$ne"
is "and on standard error" "$err" "benchmark-ne: note: --pool: the counts are taken as events within each period; of people \
counted on a day, some are counted more than once, and the limits are too narrow"
benchmark-ne -qf text --pool 3 holes.csv | grep -E '^ +(Darlington|Hartlepool)|^Over' | sed 's/^Over.*(56.9)\.//' >got
cat >wanted <<'END'
       Darlington                                         c in 2014
       Hartlepool                                         absent in 2013
 There is no rate for Darlington (hidden in 2014) or Hartlepool (not in the data in 2013).
END
same "areas without a figure" got wanted
is "without a rate" "$(benchmark-ne -qf text --pool 3 --about Darlington holes.csv | grep ^Over)" \
	"Over 2013 to 2015 there is no rate for Darlington (hidden in 2014). There is no rate for Hartlepool (not in the data in 2013)."
cat >long.csv <<'END'
time_period,area_code,area_name,count,population
2010,A,Alpha,30,1000
2011,A,Alpha,40,1000
2012,A,Alpha,50,1000
2013,A,Alpha,60,1000
END
is "a change from one sum to the next" "$(benchmark-ne -qf text --areas A --pool 2 --dictionary flow.csv long.csv | grep ^Compared)" \
	"Compared with 2010 to 2011, over 2012 to 2013 the rate of Alpha rose from 350.0 to 550.0 in every 10,000 a year: 57% higher \
than before (95% interval 15% to 115%)."
benchmark-ne -qf text --areas A --pool 2 --years 2012,2013 --dictionary flow.csv long.csv >got
is "but not between sums that share a period" "$(grep -c -e ^Compared -e 'limits of changes' got)" 0
is "a percentage is of the denominators" "$(benchmark-ne -qf text --areas A --pool 4 --method proportion long.csv | grep ^Over)" \
	"Over 2010 to 2013 Alpha had 4.5% (180 of 4,000; 95% interval 3.9% to 5.2%)."
is "none, in quarters" "$(printf 'time_period,area_code,count,population\n2014-Q1,A,0,1000\n2014-Q2,A,0,1000\n' |
	benchmark-ne -qf text --areas A --pool 2 | grep ^Over)" \
	"Over 2014-Q1 to 2014-Q2 A had none among 2,000 person-quarters (95% interval 0.0 to 18.4 in every 10,000 a quarter)."

# What cannot be added up.
refuses() { # name message options; the table is on standard input
	name=$1 wanted=$2
	shift 2
	cat >in.csv
	run benchmark-ne -q "$@" in.csv
	is "$name" "$status $out$err" "2 benchmark-ne: $wanted"
}
refuses "a stock" "--pool: 'count' is a stock, which cannot be added up; expected a flow" --pool 3 --dictionary stock.csv <"$ne"
refuses "a stock by its heading" "--pool: 'plans' is a stock, which cannot be added up; expected a flow" --pool 3 \
	--dictionary stock.csv -c value=plans <<END
$(sed '1s/count/plans/' "$ne")
END
refuses "dates" "--pool: '31/03/2013' is a date; expected years, quarters or months" --pool 3 <<END
$(sed '1!s|^|31/03/|' "$ne")
END
refuses "two kinds of periods" "--pool: '2013-14' and '2014' are periods of two kinds (financial year and year); expected one, \
as with --years" --pool 2 <<END
$(sed 's/^2013,/2013-14,/' "$ne")
END
refuses "more than there are" "--pool: no sum of 4 periods has rows in each of them; expected a smaller number, or the rows \
that are missing" --pool 4 <"$ne"
for n in 0 1 -1 2.5 121 x ""; do
	refuses "--pool '$n'" "--pool: '$n' is not a whole number from 2 to 120" --pool "$n" <"$ne"
done
done_testing
