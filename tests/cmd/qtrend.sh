#!/bin/sh
# qtrend against the reference values (testdata/reference, from R and checked with mpmath), those of
# NIST, and some computed by hand.
. "${0%/*}/../tap/tap.sh"
ref=$data/reference

# near NAME GOT WANTED [PATTERN]: same rows and cells; numbers within 1e-12 (relative; 1e-9 for p-values and where the
# statistic's name matches PATTERN), or 1e-11 from 0.
near() {
	awk -F, -v name="$1" -v loose="${4:-^$}" '
		function number(s) { return s ~ /^-?[0-9.]+([eE][-+]?[0-9]+)?$/ }
		function abs(x) { return x < 0 ? -x : x }
		NR == FNR { want[NR] = $0; n = NR; next }
		FNR == 1 { next }
		{
			m = split(want[FNR], w, ",")
			if (m != NF) { print "# " FNR ": " $0 " for " want[FNR]; bad++; next }
			for (i = 1; i <= NF; i++) {
				if ($i == w[i]) continue
				tol = w[2] ~ /(^|_)p(_|$)/ || w[2] ~ loose ? 1e-9 : 1e-12
				if (number($i) && number(w[i]) &&
				    (abs($i - w[i]) <= tol * abs(w[i]) || (abs(w[i]) < 1e-11 && abs($i) < 1e-11)))
					continue
				print "# " FNR ": " $0 " for " want[FNR]; bad++; break
			}
		}
		END { if (FNR != n) { print "# " FNR " rows for " n; bad++ }; exit bad > 0 }
	' "$3" "$2" >differences && ok "$1" || { not_ok "$1"; head -20 differences; }
}

for input in "$ref"/trend_*.input.csv "$data"/qtrend/trend_*.input.csv; do
	base=${input%.input.csv}
	name=${base##*/}
	qtrend -q --detail trend "$input" >got
	# Of a series of one point or none, only what exists.
	awk -F, 'FNR == NR { if ($2 == "n") few[$1] = $3 < 2; next }
		!few[$1] || ($3 != "NA" && $2 !~ /change$/)' "$base.expected.trend.csv" "$base.expected.trend.csv" >want
	near "$name: --detail trend" got want '^(pois|quasi)'
	is "$name: --detail trend has the heading" "$(head -1 got)" "series,statistic,value"
	qtrend -q --detail trend -k series -x t "$input" >again
	same "$name: the same with -k series -x t" again got
	qtrend -q --detail moving "$input" >got
	near "$name: --detail moving" got "$base.expected.moving.csv"
done
for input in "$ref"/spc_*.input.csv "$data"/qtrend/spc_*.input.csv; do
	base=${input%.input.csv}
	name=${base##*/}
	for screen in yes no; do
		qtrend --points --screen $screen "$input" >got
		awk -F, -v screen=$screen 'NR == 1 || $4 == (screen == "yes")' "$base.expected.spc.csv" >want
		near "$name: --points --screen $screen" got want
		is "$name: --points has the heading" "$(head -1 got)" "$(head -1 want)"
	done
done
for n in norris lottery; do
	[ $n = norris ] && kind=linear || kind=univariate
	qtrend -q --detail $kind "$ref/nist_$n.input.csv" >got
	near "NIST $n" got "$ref/nist_$n.expected.$kind.csv"
done
qtrend -q --detail linear --through-origin "$ref/nist_noint1.input.csv" >got
near "NIST NoInt1" got "$ref/nist_noint1.expected.linear.csv"
is "--detail linear begins with" "$(head -1 got)" "statistic,value"
run qtrend --detail linear "$ref/nist_norris.input.csv"
like "--detail warns" "$err" "without qtrend's refusals"

verdict() { cell 1 verdict "$1"; }
reason() { cell 1 reason "$1"; }

csv-tidy -y 2014-15 "$data"/board/cp-plans.csv >tidy.csv
qtrend tidy.csv >board
is "the row's columns" "$(head -1 board)" "series,kind,n,n_missing,first_period,last_period,first,last,change,pct_change,last_vs_previous,pct_vs_previous,year_ago,year_on_year,mean,min,max,sen_slope,sen_lower,sen_upper,sen_confidence,mk_s,mk_p,mk_p_min,ols_slope,ols_lower95,ols_upper95,rate_ratio,rr_lower95,rr_upper95,phi,xmr_mean,xmr_lower,xmr_upper,signals,verdict,reason,chart,centre,lower,upper,variation,assurance,sentence,seasonal_p"
is "plans: what four quarters say" \
	"$(for c in n first_period last_period first last change verdict reason; do cell 1 $c board; done | paste -sd '|')" \
	"4|2014-15 Q1|2014-15 Q4|185|120|-65|too_few|four quarters are too few to show a trend"
like "plans: percentage change" "$(cell 1 pct_change board)" "^-35.1351351351351"
is "plans: no p-value, no limits that do not exist" \
	"$(for c in mk_p mk_p_min sen_lower sen_upper sen_confidence rate_ratio; do cell 1 $c board; done | tr -d '\n')" ""
for kind in stock flow; do
	qtrend --kind $kind tidy.csv >board
	is "plans as a $kind: no p-value from four points" "$(cell 1 mk_p board)" ""
done
is "as a flow: the smallest p-value that could be" "$(cell 1 mk_p_min board | cut -c1-6)" "0.0833"
is "in text: one sentence" "$(qtrend -f text tidy.csv)" \
	"Number of children subject to a CP plan.  █▃▁▁  From 185 to 120 between 2014-15 Q1 and 2014-15 Q4, a fall of 35%; four quarters are too few to show a trend."
csv-tidy -y 2014-15 "$data"/board/caf-completed.csv >caf.csv
qtrend caf.csv >board
is "a blank value is missing, not 0" "$(cell 2 n board) $(cell 2 n_missing board) $(cell 2 first board)" "3 1 102"
like "a missing value is named" "$(cell 2 reason board)" "no value for 2014-15 Q1"

# flow VALUE ...: yearly values from 2001; blank for _
yearly() {
	echo period,value
	year=2000
	for v; do
		year=$((year + 1))
		[ "$v" = _ ] && v=
		echo "$year,$v"
	done
}
# says NAME KIND WANTED-VERDICT PATTERN VALUE ...: the verdict of qtrend on a series
says() {
	name=$1 kind=$2 want=$3 pattern=$4
	shift 4
	yearly "$@" | qtrend $kind >row 2>err
	is "$name: status 0, no message" "$? $(cat err)" "0 "
	is "$name: verdict" "$(verdict row)" "$want"
	like "$name: reason" "$(reason row)" "$pattern"
}
says "a rising flow" "--kind flow" rising "^Mann-Kendall p < 0.001; rate ratio" 20 25 31 36 41 48 55 61
says "a falling flow" "--kind flow" falling "^Mann-Kendall p < 0.001; rate ratio" 61 55 48 41 36 31 25 20
says "a steady flow" "--kind flow" no_signal "^no trend shown: Mann-Kendall p = " 50 53 48 51 49 52 50
says "the same as a stock" "--kind stock" no_signal "not tested for trend" 50 53 48 51 49 52 50
says "kind not said" "" not_tested "not said whether" 20 25 31 36 41 48 55 61
says "a stock: only points beyond its limits are signals" "--kind stock" no_signal "^no special cause within trial limits; a stock is not tested for trend, and a slow drift is not seen" 20 21 22 23 24 25 26 27 28
says "a short stock" "--kind stock" no_signal "^no special cause within trial limits" 100 104 99 103 98 101
says "four points" "--kind flow" too_few "^four years are too few .* no order of them has a p-value below 0.0833" 185 139 117 120
says "zero variance" "--kind flow" no_signal "all values are equal" 5 5 5 5 5 5
says "all zero" "--kind flow" no_signal "all values are equal" 0 0 0 0 0 0
says "two points" "--kind flow" too_few "^two years" 3 4
says "one point" "--kind flow" too_few "^one year" 3
says "no point" "--kind flow" too_few "^no value for 2001, 2002$" _ _
says "marks" "--kind flow" too_few "^no value for 2001 \(confidential\)$" c
says "a stock called a flow" "--kind flow" unclear "^no trend shown: .*; less scatter than chance would give \\(phi 0.0[0-9]*\\), a sign of a stock$" 182 185 185 184 183 185 184 182
says "percentages" "--kind flow" unclear "not whole counts" 10.5 12 13 14 15 16 17.5
says "whole percentages are not counts" "--kind flow" unclear "but no Poisson trend: percentages are not counts" 10% 12% 13% 14% 15% 16% 18%
yearly 10 12 13 14 15 16 18 >whole.csv
printf 'indicator,unit\nvalue,%%\n' >unit.csv
qtrend --kind flow --dictionary unit.csv whole.csv >row
like "nor those that a dictionary calls so" "$(reason row)" "but no Poisson trend: percentages are not counts"
is "nor have they a rate ratio" "$(cell 1 rate_ratio row)$(cell 1 phi row)" ""
says "negative values" "--kind flow" unclear "negative" -5 -4 -3 -2 -1 0 1
says "near 1e300" "--kind stock" no_signal "no special cause" 1e300 2e300 1.5e300 1.2e300 1.7e300 1.1e300 1.9e300
is "near 1e300: the mean" "$(cell 1 mean row)" "1.4857142857142857e+300"
says "near 1e-300" "--kind stock" not_tested "^a stock that is not a count has no limits" 1e-300 2e-300 1.5e-300 1.2e-300 1.7e-300 1.1e-300 1.9e-300
says "too large to write" "--kind stock" not_tested "too large to be written" 1.7e308 -1.7e308 1.7e308 -1.7e308 1.7e308 -1.7e308 1.7e308
for kind in "" "--kind stock"; do
	says "no p-value ($kind)" "$kind" "$([ "$kind" ] && echo unclear || echo not_tested)" . 20 25 31 36 41 48 55 61 70
	is "no p-value, no rate ratio ($kind)" "$(cell 1 mk_p row)$(cell 1 mk_p_min row)$(cell 1 rate_ratio row)$(cell 1 rr_lower95 row)" ""
done
says "a gap" "--kind flow" rising "; no value for 2004$" 20 25 31 _ 41 48 55 61 64
is "a gap is counted" "$(cell 1 n row) $(cell 1 n_missing row)" "8 1"

# Refused input: the message and its place.
refuses() { # name pattern input-line ... (options in $opts)
	name=$1 pattern=$2
	shift 2
	printf '%s\n' "$@" >in.csv
	run qtrend $opts in.csv
	is "$name: status 2" "$status" 2
	like "$name: said" "$err" "$pattern"
}
opts=
refuses "NaN spelt out" "^qtrend: in.csv:3: value: 'NaN' is not a figure" period,value 2014,1 2015,NaN
refuses "inf spelt out" "in.csv:2: value: 'inf' is not a figure" period,value 2014,inf
refuses "a population of 0" "in.csv:3: population: '0' is not a population; expected a number of 1 or more" \
	period,value,population 2014,1,100 2015,2,0
is "and left out" "$(qtrend --skip-bad in.csv 2>&1 | cut -d, -f1-4 | paste -sd ' ')" \
	"qtrend: 1 row left out (--skip-bad) series,kind,n,n_missing value,,1,0"
refuses "half a child, with a population" "in.csv:2: value: '2.5' is not a count; expected a whole number of 0 or more, or a mark such as c; to judge a rate, leave out the population" period,value,population 2014,2.5,100
refuses "two rows for a period" "in.csv:4: 'a' has a row for '2014' already, on line 2; .*not in the key \(-k\): 'sex'" \
	indicator,sex,period,value a,m,2014,1 a,m,2015,1 a,f,2014,2
refuses "two rows for a period, apart" "line 2" period,value 2014,1 2015,2 2014,3
refuses "mixed frequencies" "in.csv:3: the series has the financial year '2014-15' after periods by year \\(line 2\\)" period,value 2014,1 2014-15,2
refuses "a slip in a year" "in.csv:4: the series goes from '2015' to '9016' \\(line 3\\)" period,value 2014,1 2015,2 9016,3
refuses "no period" "no column for the role period" when,value 2014,1
refuses "not a period" "in.csv:2: period: 'spring' is not a period" period,value spring,1
refuses "a bare quarter" "give it with -y" period,value Q1,1
printf 'period,value\n2014,1\n' >one.csv
printf 'value,period\n2,2014\n' >two.csv
run qtrend one.csv two.csv
is "two rows for a period, in two files" "$status $err" \
	"2 qtrend: two.csv:2: the series has a row for '2014' already, on line 2 of one.csv; expected one row per series and period"
printf 'x,y\n3,1\n3,2\n' >flat.csv
run qtrend --detail linear flat.csv
is "no line: NA" "$status $(sed -n '2p;4p;13p' out | paste -sd '|')" "0 b0,NA|b1,NA|model,y=b0+b1*x"
like "no line: said" "$err" "qtrend: y: no line: too few points, or x does not vary"
opts="-x when"
refuses "no such x" "no column 'when'" period,value 2014,1
opts="-x period"
refuses "x is no number" "in.csv:2: period: '2014-15' is not a number" period,value 2014-15,1
opts="--rebase 2017"
refuses "rebase at no row" "--rebase: no row has the period '2017'" period,value 2014,1
opts="--sorted"
refuses "not sorted" "in.csv:4: 'a' comes back" indicator,period,value a,2014,1 b,2014,1 a,2015,1
opts=
for wrong in "--sorted --fail-on-signal" "--kind both" "--fix-after 11" "--screen maybe" "--detail all" "--max-change 5" "--points --detail trend" \
	"--fail-on-signal --detail trend" "--through-origin" "--target x" "--population-lag 1" "--fail-on-signal --max-change x"; do
	run qtrend $wrong "$ref"/spc_example_24.input.csv
	is "$wrong: status 2" "$status" 2
done

# The output of --points can be read again, including NA.
qtrend --points "$data"/qtrend/spc_more.input.csv >points
qtrend --points points >again
cut -d, -f1-3,5-6 points >a
cut -d, -f1-3,5-6 again >b
is "--points of --points: the same points" "$(cut -d, -f1-3,5 a)" "$(cut -d, -f1-3,5 b)"

# Rows left out on request.
yearly 1 x 3 | sed 's/2003/spring/' >in.csv
run qtrend --skip-bad in.csv
is "--skip-bad: status 0" "$status" 0
is "--skip-bad: says how many" "$err" "qtrend: 1 row left out (--skip-bad)"

# Keys, order, several series, numbers with marks and percentages.
cat >in.csv <<'END'
area,indicator,category,sex,period,value
A,Plans,Neglect,m,2014-15 Q2,"1,130 (70%)"
A,Plans,Neglect,m,2014-15 Q1,[c]
A,Plans,Physical,m,2014-15 Q1,7
B,Plans,Neglect,m,2014-15 Q1,8
END
run qtrend in.csv
is "told apart by area, indicator and category" "$(cut -d, -f1 out | sed 1d | paste -sd '|')" \
	"A: Plans: Neglect|A: Plans: Physical|B: Plans: Neglect"
is "a count with its percentage" "$(cell 1 last out)" 1130
is "out of order is said" "$err" "qtrend: 1 series had rows out of order; put in order"
run qtrend -k sex,category,area in.csv
is "told apart by -k, in its order" "$(sed -n 2p out | cut -d, -f1)" "m: Neglect: A"
run qtrend --sorted in.csv
cp out sorted
qtrend in.csv >out 2>err
same "--sorted gives the same" sorted out
printf 'x,y\n1,2\n2,3\n3,5\n' >xy.csv
run qtrend -x x -c value=y xy.csv
is "-x, -c value: slope" "$(cell 1 ols_slope out)" 1.5
is "-x, -c value: name" "$(cell 1 series out)" y
is "-x: the ends are named by x" "$(cell 1 first_period out) $(cell 1 last_period out)" "1 3"

printf 't,period,value\n,P0,50\n2,P2,4\n1,P1,3\nNA,P9,8\n' >noplace.csv
qtrend -q --detail trend noplace.csv >out
is "a point without a place is counted, not used" "$(sed -n '2,5p' out | cut -d, -f2,3 | paste -sd '|')" "n_input,4|n,2|first,3|last,4"
qtrend -q --detail moving noplace.csv >out
is "and comes last" "$(cut -d, -f2,3 out | sed 1d | paste -sd '|')" "1,3|2,4|NA,50|NA,8"
qtrend -q noplace.csv >out
like "and is named" "$(reason out)" "no value for P0 \\(no place\\), P9 \\(no place\\)"

# The value a year ago, for each kind of period.
for p in "2013-Q1 2013-Q2 2013-Q3 2013-Q4 2014-Q1" "2013-14 2014-15" "201314Q1 201314Q2 201415Q1" "2016-02-29 2017-02-28" "2015-02-28 2016-02-29" "2013-06 2014-03 2014-06" "2013 2014" "2013-03-31 2014-03-31"; do
	i=0
	{
		echo period,value
		for q in $p; do i=$((i + 1)); echo "$q,$((i * i))"; done
	} | qtrend >row
	is "a year ago of $p" "$(cell 1 year_ago row)" 1
done

# Dictionary, target, text. The rate ratio is from R's glm(family = quasipoisson).
# The period before the last, if x is from a column.
printf 't,period,value\n1,2014-Q1,5\n2,2014-Q2,6\n4,2014-Q4,9\n' | qtrend >row
is "-x: two periods back is not the period before" "$(cell 1 last_vs_previous row)" ""
printf 't,value\n1,5\n2,6\n4,9\n' | qtrend >row
is "-x: nor where t says so" "$(cell 1 last_vs_previous row)" ""
printf 't,value\n0.1,5\n0.2,6\n0.3,9\n' | qtrend >row
is "-x: one step back is" "$(cell 1 last_vs_previous row)" 3
{ echo score,period,value; yearly 5 6 9 12 15 25 35 50 | sed '1d; s/^200\(.\)/\10,&/'; } >score.csv
qtrend --kind flow -x score score.csv >row
like "-x: what is not a year is not called one" "$(reason row)" "rate ratio 1.035 a unit of x \\("
{ echo t,period,value; yearly 5 6 9 12 15 25 35 50 | sed '1d; s/^200\(.\)/\1,&/'; } >score.csv
qtrend --kind flow score.csv >row
# R: glm(y ~ t, poisson) has exp(b) = 1.417391; with t = 10, 20 ... 1.035
like "-x: and what is, is" "$(reason row)" "rate ratio 1.417 a year \\("
says "a stock in two pieces" "--kind stock" no_signal "^no special cause within trial limits; .*; no value for 2006" 4 2 3 3 2 _ 4 3 3 2 4

cat >dictionary.csv <<'END'
indicator,label,kind,polarity,target
value,Referrals,flow,lower,30
END
yearly 18 29 27 33 45 41 60 58 >in.csv
run qtrend -f text --dictionary dictionary.csv in.csv
is "a dictionary: label, kind, polarity, target" "$out" \
	"Referrals  ▁▃▂▃▆▅██  From 18 to 58 between 2001 and 2008; rising by about 17% a year, which is worse; 2008 misses the target of 30.

Note: A trend is reported where Mann-Kendall's test (p at most 0.05) and, for counts, a Poisson or logistic trend agree. No percentage change is given from a number below 20."
printf 'indicator,unit,polarity,target\nvalue,%%,high_is_good,70%%\n' >percent.csv
yearly 52.5 61 >two.csv
run qtrend -f text --dictionary percent.csv two.csv
is "a percentage: its change is in points" "$out" \
	"value  ▁█  From 52.5% to 61% between 2001 and 2002, a rise of 8.5 percentage points; two years are too few to show a trend; 2002 misses the target of 70%."
yearly 52.5% 53.5% >two.csv
run qtrend -f text --target 70% two.csv
is "printed with %: the same without a dictionary" "$out" \
	"value  ▁█  From 52.5% to 53.5% between 2001 and 2002, a rise of 1 percentage point; two years are too few to show a trend; 2002 is below the target of 70%."
# sentence NAME WANTED VALUE ...: the first clauses of the sentence
sentence() {
	name=$1 want=$2
	shift 2
	yearly "$@" >sentence.csv
	run qtrend -f text sentence.csv
	like "sentence: $name" "$(sed 1q out)" " $want; two years are too few to show a trend.\$"
}
sentence "no fall of 100% that leaves something" "From 1,000 to 4 between 2001 and 2002, a fall of 99.6%" 1000 4
sentence "nor by a hair" "From 100,000 to 1 between 2001 and 2002, a fall of 99.999%" 100000 1
sentence "a fall to 0" "From 5 to none between 2001 and 2002" 5 0
sentence "a rise from 0" "From none to 5 between 2001 and 2002" 0 5
sentence "a rise from below 0" "From -5 to 3 between 2001 and 2002, a rise of 8" -5 3
sentence "a fall below 0" "From 5 to -3 between 2001 and 2002, a fall of 8" 5 -3
sentence "no change" "5 in both 2001 and 2002" 5 5
sentence "a percentage too large to write" "From 1e-300 to 1e\\+300 between 2001 and 2002, a rise of 1e\\+300" 1e-300 1e300
yearly 5 >one.csv
is "sentence: one point" "$(qtrend -f text --kind flow one.csv)" "value  ▄  5 in 2001; one year cannot show a change."
is "one point has no change" "$(qtrend one.csv >row; for c in first last change pct_change last_vs_previous; do cell 1 $c row; done | paste -sd '|')" "5|5|||"
yearly 0 5e-324 1e-300 >tiny.csv
like "sentence: the smallest numbers there are" "$(qtrend -f text tiny.csv)" "^value  ▁▁█  From 0 to 1e-300 between"
# R: glm(y ~ t + offset(log(p)), quasipoisson) has exp(b) = 0.7888
printf 'period,value,population\n2001,20,1000\n2002,22,1200\n2003,23,1500\n2004,22,1900\n2005,20,2400\n2006,21,3000\n2007,18,3700\n2008,18,4100\n' >rate.csv
qtrend --kind flow rate.csv >row
like "a rate falls faster than its count" "$(reason row)" "^Mann-Kendall p < 0.001; rate ratio 0.7888 a year"
like "and is what the sentence is about" "$(cell 1 sentence row)" \
	"^From 200 per 10,000 \(20 of 1,000\) to 43.9 per 10,000 \(18 of 4,100\) between 2001 and 2008, a fall of 78%; falling by about 21% a year\.$"
cat >areas.csv <<'END'
area,indicator,category,period,value
A,Plans,Neglect,2014,10
B,Plans,Neglect,2014,20
B,Plans,,2014,30
END
printf 'indicator,label,unit\nPlans,Protection plans,children\n' >label.csv
is "a label takes the indicator's place, not the area's" "$(qtrend -f text --dictionary label.csv areas.csv | sed 's/  .*//; /^Note/d; /^$/d')" \
	"A: Protection plans: Neglect
B: Protection plans: Neglect
B: Protection plans"
yearly 18 29 27 33 45 41 60 58 >in.csv
run qtrend -f text --kind flow --target 30 in.csv
is "without one: rising, never worse" "$out" \
	"value  ▁▃▂▃▆▅██  From 18 to 58 between 2001 and 2008; rising by about 17% a year; 2008 is above the target of 30.

Note: A trend is reported where Mann-Kendall's test (p at most 0.05) and, for counts, a Poisson or logistic trend agree. No percentage change is given from a number below 20."
qtrend --dictionary dictionary.csv in.csv >row
is "in CSV a series keeps its name" "$(cell 1 series row) $(cell 1 kind row)" "value flow"
for bad in "x,y" "indicator,polarty
a,higher" "indicator,kind
a,both" "indicator,polarity
a,good" "indicator,target
a,lots" "indicator,kind
a,stock
a,flow"; do
	printf '%s\n' "$bad" >bad.csv
	run qtrend --dictionary bad.csv in.csv
	is "a wrong dictionary: status 2" "$status" 2
	like "a wrong dictionary: located" "$err" "^qtrend: bad.csv:[0-9]+:"
done

printf 'indicator,note,Units\na,x,%%\n' >bad.csv
run qtrend --dictionary bad.csv in.csv
is "a wrong dictionary: a heading that is nearly one" "$status $err" "2 qtrend: bad.csv:1: column 3: 'Units' is not a column of a dictionary; did you mean 'unit'?"

printf 'area,period,value\n"A\nB\033[31m",2014,1\n"A\nB\033[31m",2015,9\nC,2014,1\n' >escape.csv
run qtrend -f text --fail-on-signal --max-change 5 escape.csv
is "-f text: a line for each series, and nothing that commands a terminal" "$(cut -c1-30 out | sed 's/ *▁.*//; s/ *▄.*//; /^$/d; /^Note/d')" "A B\x1b[31m
C"
is "nor in what the gate says" "$(sed 1q err)" "qtrend: A B\x1b[31m: 2015: a change from 1 to 9, beyond 5%"

# A file that grows after its first part was read: the populations come through a pipe, which waits.
{
	echo area,period,value
	awk 'BEGIN { for (i = 0; i < 30000; i++) print "A" i ",2014," i }'
} >grows.csv
mkfifo populations
{
	exec 3>populations
	echo A1,2015,1 >>grows.csv
	printf 'area,period,population\nA1,2014,1000\n' >&3
	exec 3>&-
} &
run qtrend -q -P populations grows.csv
wait
is "a file that grows while it is read: status 2, no output" "$status$out" 2
is "it is said" "$err" "qtrend: grows.csv: changed while it was read; expected a complete file: run \
this again once nothing writes to it"
rm populations

# --fail-on-signal.
yearly 10 11 10 11 10 11 10 11 10 11 30 >in.csv
run qtrend --fail-on-signal in.csv
is "--fail-on-signal: status 1" "$status" 1
is "--fail-on-signal: says which" "$err" "qtrend: value: 2011: special cause, above the upper control limit"
yearly 10 14 9 13 8 40 12 9 13 8 11 >in.csv
run qtrend --fail-on-signal in.csv
is "--fail-on-signal: a signal in the past is none in the last period" "$status" 0
yearly 10 11 10 11 14 >in.csv
run qtrend --fail-on-signal --max-change 20 in.csv
is "--max-change: status 1" "$status" 1
is "--max-change: says what" "$err" "qtrend: value: 2005: a change from 11 to 14, beyond 20%"
run qtrend --fail-on-signal --max-change 30% in.csv
is "--max-change: within" "$status" 0
yearly 0 0 0 1 0 1 >in.csv
run qtrend --fail-on-signal --max-change 900 in.csv
is "--max-change: from 0, any change is beyond" "$status" 1

for exactly in "10 11" "0.3 0.33" "1.1 1.21" "0.1 0.09" "-0.3 -0.33" "0 0"; do
	yearly $exactly >in.csv
	run qtrend --fail-on-signal --max-change 10 in.csv
	is "--max-change: exactly, $exactly" "$status $err" "0 "
done
yearly 1200000 1320001 >in.csv
run qtrend --fail-on-signal --max-change 10 in.csv
is "--max-change: figures as they are" "$status $err" "1 qtrend: value: 2002: a change from 1200000 to 1320001, beyond 10%"
yearly 10 _ 90 >in.csv
run qtrend --fail-on-signal --max-change 5 in.csv
is "--max-change: nothing is compared across a gap" "$status $err" "0 "
cat >in.csv <<'END'
indicator,period,value
ended,2014,10
ended,2015,90
going,2014,10
going,2015,11
going,2016,10
blank,2015,10
blank,2016,
END
run qtrend --fail-on-signal --max-change 20 in.csv
is "--fail-on-signal: the last period of the data, not of a series that has ended" "$status $err" \
	"0 qtrend: note: no value in the last period, so ignored: 2 of 3 series"
run qtrend --fail-on-signal --max-change 5 in.csv
is "--fail-on-signal: only there" "$err" "qtrend: going: 2016: a change from 11 to 10, beyond 5%
qtrend: note: no value in the last period, so ignored: 2 of 3 series"
run qtrend -q --fail-on-signal --max-change 5 in.csv
is "-q: the status alone" "$status $err" "1 "

# Populations from a table.
cat >counts.csv <<'END'
area_code,area,period,count
E1,One,2014,10
E1,One,2015,12
E1,One,2016,9
END
cat >pop.csv <<'END'
area_code,area,period,population
E1,One,2013,1000
E1,One,2014,1200
E1,One,2015,900
END
run qtrend -q --detail trend -P pop.csv --population-lag 1 counts.csv
is "-P: the same rate each year" "$(grep -E 'pois_ratio,' out)" "One,pois_ratio,1"
run qtrend -P pop.csv counts.csv
is "-P: says which years were joined, and which rows found nothing" "$err" "qtrend: note: counts of 2014 to \
2015 with the populations of 2014 to 2015 in pop.csv (no lag)
qtrend: counts.csv:4: no population for 'One' in 2016; pop.csv has it for 2013 to 2015; \
--population-lag 1 takes the population of the year before for every row, here that of 2015; 1 such row"
is "-P: not all joined is status 2" "$status" 2
like "-P: a year without a population is named" "$out" "no value for 2016 \(no population\)"
run qtrend -P pop.csv "$ref"/nist_lottery.input.csv
is "-P without areas: status 2" "$status" 2

# Control limits: rebase and baseline.
run qtrend --points --rebase 2014-06 "$ref"/spc_example_24.input.csv
is "--rebase: the group changes" "$(cut -d, -f5 out | sed 1d | uniq -c | tr -s ' ' | paste -sd '|')" " 14 0| 10 1"
{ echo area,period,value; for m in 01 02 03 04 05 06 07 08; do echo "A,2014-$m,1"; [ $m = 05 ] || echo "B,2014-$m,2"; done; } >gap.csv
run qtrend --points --rebase 2014-05 gap.csv
is "--rebase: in a series without a row there too" "$(grep ^B out | cut -d, -f5 | paste -sd ' ')" "0 0 0 0 1 1 1 1"
run qtrend --points --fix-after 100 "$ref"/spc_example_24.input.csv
is "--fix-after: more than there are: all" "$(cut -d, -f21 out | sed 1d | sort -u)" 24
run qtrend --points --fix-after 12 "$ref"/spc_example_24.input.csv
is "--fix-after: the baseline" "$(cut -d, -f21 out | sed 1d | sort -u)" 12
is "--fix-after: its mean" "$(sed -n 2p out | cut -d, -f7)" "50.833333333333336"

# The last count against others, exactly: R's poisson.test(c(120, 185)), from its binomial, with the
# p-value doubled as in the reference.
csv-tidy -y 2014-15 "$data"/board/cp-plans.csv | qtrend -q --detail compare >out
is "--detail compare: against" "$(cut -d, -f2,3 out | sed 1d | paste -sd '|')" "first,2014-15 Q1|previous,2014-15 Q3"
like "--detail compare: p" "$(sed -n 2p out)" ",0\.0002357376995950"
# Every form as JSON lines: the cells of its CSV, with null for an undefined one.
csv_of_jsonl() {
	sed -E 's/^\{"[a-z0-9_]+":|\}$//g; s/,"[a-z0-9_]+":/,/g; s/(^|,)null/\1/g; s/"([^",]*)"/\1/g' "$1"
}
for form in "" "--kind flow" --points "--detail trend" "--detail moving" "--detail compare" "--detail linear -x t" \
	"--detail linear --through-origin -x t" "--detail univariate"; do
	input=$ref/trend_board_2014_15.input.csv
	qtrend -q $form "$input" | sed -E '1d; s/(^|,)NA/\1/g' >want
	qtrend -q -f jsonl $form "$input" >jsonl
	csv_of_jsonl jsonl >got
	same "-f jsonl $form: as in CSV" got want
	is "-f jsonl $form: its keys are the heading" "$(sed 1q jsonl | sed -E 's/:("[^"]*"|[^",]*)//g; s/[{}"]//g')" \
		"$(qtrend -q $form "$input" | sed 1q)"
done
printf 'series,period,value\na,2014,1\na,2015,2\n' >in.csv
run qtrend -f jsonl in.csv
like "-f jsonl: a period is a string, a value a number, none is null" "$out" \
	'"first_period":"2014","last_period":"2015","first":1,"last":2,.*"mk_p":null,.*"verdict":"too_few",'
run qtrend -f text --points in.csv
like "-f text of points: aligned" "$(sed -n 3p out)" "^a +1 +2014 +1 +0 +1 +1.5"

# All pairs of points have a slope, up to a limit that is reported.
awk 'BEGIN { print "t,value"; for (i = 1; i <= 3000; i++) print i "," 2 * i + (i * 7919) % 1009 }' >long.csv
run qtrend --kind flow long.csv
is "a long series: the median slope is near 2" \
	"$(awk -v b="$(cell 1 sen_slope out)" 'BEGIN { print (b > 1.95 && b < 2.05) }')" 1
awk 'BEGIN { print "t,value"; for (i = 1; i <= 4097; i++) print i "," 2 * i + (i * 7919) % 1009 }' >longer.csv
run qtrend --kind flow longer.csv
is "a longer one has none, but its test" "$status $(cell 1 sen_slope out)$(cell 1 sen_confidence out) $(verdict out)" "0  rising"
is "and that is said" "$err" "qtrend: note: 1 series of more than 4096 points: no median slope"
# Open data as published. The values are from R 4.2, glm(y ~ t + offset(log(p)), quasipoisson,
# epsilon 1e-15), for Redcar and Cleveland, 2013 to 2025.
plans=dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv
people=dfe/ons_mid-year_population_estimates_2012_to_2024.csv
if need_data $plans "plans as published" && need_data $people "plans as published, by population"; then
	run qtrend -q -c value=CPP_At31 --kind flow -P "$shared/$people" --population-lag 1 "$shared/$plans"
	is "plans as published: status" "$status" 0
	{ head -1 out; grep '^Redcar and Cleveland' out; } >row
	is "plans as published: ends" "$(for c in n first_period last_period first last; do cell 1 $c row; done | paste -sd ' ')" \
		"13 2013 2025 55.884167362194724 68.72977199170879"
	for want in rate_ratio=1.03248190563 rr_lower95=0.997777074648 rr_upper95=1.06839384521 phi=8.514812054745 \
		ols_slope=2.27580550830 ols_lower95=-0.111427439254; do
		is "plans as published: ${want%=*}" "$(awk -v a="$(cell 1 "${want%=*}" row)" -v b="${want#*=}" \
			'BEGIN { print (a - b < 1e-10 && b - a < 1e-10) }')" 1
	done
	like "plans as published: a suppressed count is named" "$(grep '^Norfolk' out)" "no value for"
fi

# What does not exist is not written.
years() {
	i=2001
	echo period,value
	for v; do
		echo "$i,$v"
		i=$((i + 1))
	done
}
years 1 0 2 '<5' 3 1 | qtrend -q --kind flow >out
is "all values tied: no p" "$(cell 1 reason out)" "no trend shown: no Mann-Kendall p, as all values are tied; no Poisson trend: \
some counts are hidden; no value for 2004 (below 5)"
is "no nan and no inf of the largest and smallest numbers" "$(for v in 1e308 1e-300 0 -1e308; do
	years 1 2 3 4 1e308 6 7 8 1e-200 5 6 7 $v | sed 's/^\(20..\)/\1-01/' | qtrend -q --kind flow -f jsonl
	years $v 2 3 4 5 6 7 8 1e308 | qtrend -q -f text; done | grep -iE '[^a-z](nan|inf)[^a-z]')" ""
is "--detail trend of one point: what exists" "$(years 5 | qtrend -q --detail trend | cut -d, -f2,3 | xargs)" \
	"statistic,value n_input,1 n,1 first,5 last,5 min,5 max,5 mean,5 median,5"
is "and of none" "$(years c | qtrend -q --detail trend | cut -d, -f2,3 | xargs)" "statistic,value n_input,1 n,0"
is "--detail compare above 1e9: the ratio alone" "$(years 3000000000 4000000000 | qtrend -q --detail compare | sed -n 2p)" \
	"value,first,2001,3000000000,2002,4000000000,1.3333333333333333,NA,NA,NA"
years 12 30 41 >twelve
run qtrend --rounded-to 5 twelve
is "--rounded-to: counts that are not so rounded" "$status $err" \
	"0 qtrend: note: 1 of 1 series with counts that are not multiples of --rounded-to: 'value' (12)"
for option in --pool --rolling; do
	run qtrend $option 4 twelve
	is "$option: too few periods" "$status $err" \
		"0 qtrend: note: 1 of 1 series with too few periods for one sum of --pool or --rolling: 'value'"
	is "$option: and the reason" "$(cell 1 reason out)" "there are no four years to add up"
done
run qtrend --per 1e300 twelve
is "--per: the range" "$status $err" "2 qtrend: --per: '1e300' is not a number above 0, at most 1000000000"
printf '%s\n' period,numerator,denominator 2001,40,20000 2002,41,20000 >rates
like "--per: with an exponent" "$(qtrend -q -f text --chart u --per 1e5 rates)" 'From 200 per 100,000 \(40 of 20,000\)'
for i in 1 2 3; do
	printf '%s\n' 40 52 33 37 44 55 33 41 47 61 36 44 | awk -v s=$i 'NR == 1 && s == 1 { print "series,period,value" }
		{ print s ",20" 13 + int((NR - 1) / 4) "-Q" (NR - 1) % 4 + 1 "," $1 }'
done >seasons
qtrend -q --kind flow seasons >out
is "seasonal_p: of the test that decides" "$(cell 1 seasonal_p out)" \
	"$(qtrend -q --detail season seasons | sed -n 's/^1,smk_p_exact,//p')"
is "none where mk_p decides" "$(years 5 6 9 12 15 25 | qtrend -q --kind flow | sed -n '2s/.*,//p')" ""
like "the note on chance" "$(qtrend -q --kind flow -f text seasons)" \
	'Even if nothing had changed, chance alone would (rarely give any|on average give fewer than one|give about [0-9]+) of these 3 series a trend or a signal\.'

# Counts of areas without a population are not shown beside the rates of others.
cat >mixed.csv <<'.'
area,period,count,population
Redcar,2022,209,
Redcar,2023,189,x
Yarm,2022,50,1000
Yarm,2023,60,1000
.
run qtrend -f text mixed.csv
is "an area without populations" "$(head -1 out)" "Redcar      No value for 2022 (no population) and 2023 (no population)."
run qtrend -f text --sorted mixed.csv
is "the same with --sorted" "$(head -1 out)" "Redcar      No value for 2022 (no population) and 2023 (no population)."
sed 's/2022,50,1000/2022,50,/' mixed.csv >late.csv
run qtrend --sorted late.csv
is "with --sorted, seen too late" "$status $err" "2 qtrend: late.csv:5: a population, where an earlier area has none; with --sorted, expected one for each area of an indicator"
run qtrend -f text -k area mixed.csv
is "-k with an area" "$(head -1 out)" "Redcar      No value for 2022 (no population) and 2023 (no population)."
sed '1s/^/indicator,/; 2,3s/^/Contacts,/; 4,$s/^/Plans,/' mixed.csv >two.csv
run qtrend -f text two.csv
like "another indicator has its counts" "$(head -1 out)" "^Redcar: Contacts .* From 209 to 189 between"
run qtrend -f text -k indicator,area two.csv
like "the same with -k" "$(head -1 out)" "^Contacts: Redcar .* From 209 to 189 between"
printf 'area,period,population\nRedcar,2022,1000\nRedcar,2023,\nYarm,2022,x\n' >pop.csv
run qtrend -f text -P pop.csv mixed.csv
is "a mark or a blank in the file of populations" "$status $(tail -1 out)" "2 Yarm        No value for 2022 (no population) and 2023 (no population)."
printf 'area,period,numerator,denominator\nRedcar,2022,0,0\nRedcar,2023,0,\n' >none.csv
run qtrend -f text none.csv
is "no denominator at all" "$(head -1 out)" "Redcar      No value for 2022 (no denominator) and 2023 (no denominator)."

# Two areas of one name.
cat >wards.csv <<'.'
Ward,Ward Code,LA name,period,count
Coatham,E05001234,Redcar,2022,5
Coatham,E05009999,Kent,2022,7
Coatham,E05001234,Redcar,2023,6
Coatham,E05009999,Kent,2023,8
.
run qtrend wards.csv
is "one name, two codes: the column that tells them apart" "$status $err" "2 qtrend: wards.csv:3: 'Coatham' has a row for '2022' already, on line 2; \
expected one row per series and period; columns that differ but are not in the key (-k): 'Ward Code', 'LA name'"
run qtrend -k 'Ward,Ward Code' wards.csv
is "with it" "$status $(sed 1d out | cut -d, -f1,7,8 | paste -sd' ')" "0 Coatham: E05001234,5,6 Coatham: E05009999,7,8"
sed 's/E05009999/E05001234/; s/Kent/Redcar/' wards.csv | sed '1s/LA name/sex/; 3s/Redcar/F/; 5s/Redcar/F/' >sexes.csv
run qtrend -k Ward sexes.csv
like "one code: not that column" "$err" "\(-k\): 'sex'\$"

done_testing
