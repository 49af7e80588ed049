#!/bin/sh
# qtrend: the method that fits the data. Expected values: testdata/reference2, from mpmath with 50 digits, confirmed in R; others by hand
# or from the program named.
. "${0%/*}/../tap/tap.sh"
ref=$data/reference2

# cells ROW FILE COLUMN ...: joined by |
cells() {
	row=$1 file=$2
	shift 2
	for c; do cell "$row" "$c" "$file"; done | paste -sd '|'
}
series() { # period value: lines of the arguments, years from 2001; _ is blank
	echo period,value
	year=2000
	for v; do
		year=$((year + 1))
		[ "$v" = _ ] && v=
		echo "$year,$v"
	done
}
quarters() { # the same from 2013-Q1
	echo period,value
	i=0
	for v; do
		[ "$v" = _ ] && v=
		echo "$((2013 + i / 4))-Q$((i % 4 + 1)),$v"
		i=$((i + 1))
	done
}

# Charts of proportions and rates (Laney), small counts, stocks.
for screen in 1 0; do
	[ $screen = 1 ] && word=yes || word=no
	for kind in p u; do
		awk -F, -v k=$kind 'NR == 1 || $4 == k' "$ref/spc_laney_small.input.csv" >in.csv
		awk -F, -v k=$kind -v s=$screen 'NR == FNR { if ($4 == k) of[$1]; next }
			FNR == 1 || ($3 == s && ($1 in of))' "$ref/spc_laney_small.input.csv" "$ref/spc_laney_small.expected.spc.csv" >want
		qtrend --points --chart $kind --screen $word in.csv >got
		close "--chart $kind --screen $word" got want
		is "--chart $kind: the columns" "$(sed 1q got)" "$(sed 1q want)"
	done
	awk -F, -v s=$screen 'NR == 1 || $3 == s' "$ref/spc_stock_small.expected.spc.csv" >want
	qtrend --points --chart stock --screen $word "$ref/spc_stock_small.input.csv" >got
	close "--chart stock --screen $word" got want
done
qtrend --points --chart c "$ref/spc_c_small.input.csv" >got
close "--chart c" got "$ref/spc_c_small.expected.spc.csv"
is "--chart c: the columns" "$(sed 1q got)" "$(sed 1q "$ref/spc_c_small.expected.spc.csv")"

# Trends of proportions and rates; seasons; icons; lines.
for form in trend_prop trend_rate season icons; do
	detail=${form%_*}
	qtrend -q --detail $detail "$ref/${form}_small.input.csv" >got
	close "--detail $detail of ${form}_small" got "$ref/${form}_small.expected.$detail.csv"
	is "--detail $detail of ${form}_small: the columns" "$(sed 1q got)" "$(sed 1q "$ref/${form}_small.expected.$detail.csv")"
done
# The reference's names of a line's statistics, and those of --detail trend.
qtrend -q --detail trend "$ref/ols_ill_small.input.csv" | sed -n 's/,ols_\(next_[a-z0-9]*\|slope_[a-z0-9]*\|[a-z0-9]*\),/,\1,/p' |
	grep -v ,next_se_pred, | sed 's/,df,.*//' | sort >trend
cut -d, -f1-3 "$ref/ols_ill_small.expected.ols.csv" | sed 1d | grep -E ',(slope|intercept|r2|sigma|slope_se|t|p|slope_lower95|slope_upper95|next_t|next_fit|next_lower95|next_upper95),' | sort >line
{ echo series,statistic,value; cat line; } >want
{ echo series,statistic,value; grep , trend | grep -vE '^[a-z_]*$'; } >got
close "lines that are nearly flat, or far from 0: --detail trend" got want
for s in no_slope large_t; do
	{ echo x,y; grep "^$s," "$ref/ols_ill_small.input.csv" | cut -d, -f2,3; } >line.csv
	qtrend -q --detail linear line.csv | sed -n "s/^ss_regression/$s,ss_regression/p; s/^r_squared/$s,r2/p; s/^f_statistic/$s,f/p" | sort >got
	grep "^$s,\(r2\|f\|ss_regression\)," "$ref/ols_ill_small.expected.ols.csv" | cut -d, -f1-3 | sort >want
	sed -i '1i series,statistic,value' got want
	close "$s: --detail linear" got want
done

# With a population everything is of the rate.
run qtrend --kind flow "$ref/trend_rate_small.input.csv"
is "50 in every quarter of a population that halves" "$(cells 1 out first last verdict chart)" "25|52.63157894736842|rising|u"
like "in words" "$(cell 1 sentence out)" "^From 25 per 10,000 \(50 of 20,000\) to 52.6 per 10,000 \(50 of 9,500\) between 2013-Q1 and 2014-Q4, more than twice as high; rising by about 11% a quarter"
is "--per" "$(qtrend --kind flow --per 100 "$ref/trend_rate_small.input.csv" >got; cells 1 got first last)" "0.25|0.5263157894736842"
run qtrend --kind flow "$ref/trend_rate_small.input.csv"
is "fewer swings than chance do not narrow the limits" "$(cells 2 out verdict rate_ratio rr_lower95 rr_upper95 | sed 's/\([0-9]\.[0-9]\{6\}\)[0-9]*/\1/g')" \
	"unclear|1.083631|0.948388|1.238159"
printf 'series,period,value,population\na,2014,5,100\na,2015,6,100\nb,2014,5,\nb,2015,6,\n' >mixed.csv
is "--detail trend: counts where some series has no population" "$(qtrend -q --detail trend mixed.csv | grep -c ',n_input,')" 2
is "and --sorted, for each series alone" "$(qtrend -q --sorted --detail trend mixed.csv | grep -c ',n_input,')" 1

# Percentages.
run qtrend --kind flow "$ref/trend_prop_small.input.csv"
is "numerator and denominator" "$(cells 1 out first last change pct_change verdict chart)" "81.08108108108108|97.29729729729729|16.216216216216218||rising|p"
like "in points, with limits" "$(cell 1 sentence out)" "from 81.1% \(150 of 185\) to 97.3% \(180 of 185\)|^From 81.1% \(150 of 185\) to 97.3% \(180 of 185\) between 2013-Q1 and 2014-Q2, a rise of 16.2 percentage points \(95% interval 10.1 to 22.7\)"
qtrend --kind stock "$ref/trend_prop_small.input.csv" >out
is "a stock has no limits of a difference, nor p, nor a trend" "$(cells 1 out mk_p rate_ratio ols_lower95 sen_lower)|$(cell 1 sentence out | grep -c interval)" "||||0"
printf 'period,due,done\n2014,10,5\n2015,0,0\n2016,4,3\n' >share.csv
run qtrend -c numerator=done -c denominator=due share.csv
is "-c; a denominator of 0 is a missing point" "$status $(cells 1 out n n_missing last)" "0 2|1|75"
is "and is reported" "$err" "qtrend: note: 1 row with a denominator of 0: no percentage there"
like "and named" "$(cell 1 reason out)" "no value for 2015 \(no denominator\)"
printf 'period,numerator,denominator\n2014,5,10\n2015,6,\n2016,7,c\n2017,8,10\n' >share.csv
qtrend share.csv >out
like "a denominator that is missing or hidden" "$(cells 1 out n reason)" "^2\|.*no value for 2015 \(no denominator\), 2016 \(no denominator\)"
refuses() { # name pattern options -- lines
	name=$1 pattern=$2
	shift 2
	opts=
	while [ "$1" != -- ]; do opts="$opts $1"; shift; done
	shift
	printf '%s\n' "$@" >in.csv
	run qtrend $opts in.csv
	is "$name: status 2" "$status" 2
	like "$name: says" "$err" "$pattern"
}
refuses "a numerator above its denominator" "^qtrend: in.csv:3: numerator: a numerator of 12 for a denominator of 10; expected no more than the denominator" -- \
	period,numerator,denominator 2014,5,10 2015,12,10
refuses "something of nothing" "^qtrend: in.csv:2: numerator: a numerator of 3 for a denominator of 0" -- period,numerator,denominator 2014,3,0
refuses "half a count" "in.csv:2: numerator: '2.5' is not a count" -- period,numerator,denominator 2014,2.5,10
refuses "a negative denominator" "in.csv:2: denominator: '-3' is not a count" -- period,numerator,denominator 2014,2,-3
refuses "a numerator alone" "^qtrend: in.csv:1: -c: a numerator needs a denominator" -c numerator=a -- period,value,a 2014,2,3
refuses "--chart p of counts" "^qtrend: --chart p: 'value' has no denominators" --chart p -- period,value 2014,2
refuses "--chart u of counts" "^qtrend: --chart u: 'value' has no populations" --chart u -- period,value 2014,2
refuses "--chart c of measurements" "^qtrend: --chart c: 'value' is not a series of counts" --chart c -- period,value 2014,2.5
refuses "--chart stock of percentages" "^qtrend: --chart stock: 'value' is not a series of counts" --chart stock -- period,value 2014,25%
refuses "--pool of percentages" "^qtrend: --pool: 'value' is of percentages, which cannot be added up" --pool 2 -- period,value 2014,25% 2015,30%
refuses "--rolling of a stock" "^qtrend: --rolling: 'value' is a stock, which cannot be added up" --rolling 2 --kind stock -- period,value 2014,25 2015,30
# The counts of a series without a category, next to others that have one.
printf '%s\n' indicator,category,period,value 'In time,,2014,50' Done,,2014,5 All,,2014,11 All,Boys,2014,6 >in.csv
printf 'indicator,unit,numerator,denominator\nIn time,%%,Done,All\n' >of.csv
run qtrend --dictionary of.csv in.csv
like "a percentage made from two counts, categories blank" "$(cell 1 sentence out)" "^45\.5% \(5 of 11\)"

printf "period,numerator,denominator\n2014,1,2\n2015,c,2\n2016,2,2\n" >in.csv
is "--points --labels: period, rebases and marks" "$(for chart in xmr p; do
	qtrend -q --points --labels --chart $chart --rebase 2015 in.csv >out; for row in 1 2; do cells $row out period group mark; done; done)" \
	"$(printf '2014|0|\n2015|1|c\n2014|0|\n2015|1|c')"
is "--points: a missing point has no cause" "$(qtrend --points --chart p in.csv | cut -d, -f4,20 | sed -n 3p)" "NA,"
refuses "--detail season of years" "^qtrend: --detail season: 'value' is not by quarter or month" -q --detail season -- period,value 2014,25 2015,30
refuses "columns of the indicator in any case" "in.csv:2: POLARITY: 'sideways' is not a polarity" -- 'period,value,POLARITY' "2014,2,sideways"
refuses "one misspelt is not left out" "in.csv:1: the heading 'Targt' is nearly 'target'" -- period,value,Targt 2014,2,5
refuses "nor one of two" "in.csv:1: .*'Unit'" -- period,value,unit,Unit 2014,2,a,b
refuses "rebases, too" "in.csv:2: Rebase: 'x' is not a number" -- period,value,Rebase 2014,2,x
refuses "a polarity that is none" "in.csv:2: polarity: 'up and down' is not a polarity; expected high, low, target, none or blank" -- period,value,polarity "2014,2,up and down"
refuses "a target that is no number" "in.csv:2: target: 'lots' is not a figure" -- period,value,target 2014,2,lots
printf 'period,numerator,denominator\n2014,12,10\n2015,15,10\n' >in.csv
is "--chart u: a rate may exceed 1" "$(qtrend --chart u --per 1 in.csv >out; cells 1 out first last chart)" "1.2|1.5|u"
for wrong in "--chart z" "--chart" "--per 0" "--per x" "--per 5 --chart p" "--pool 1" "--pool x" "--pool 2 --rolling 2" "--rolling 1" "--rolling 4 --points" \
	"--rolling 4 --chart c" "--rolling 4 --detail trend" "--rounded-to 1" "--rounded-to x" "--rounded-to 0" "--detail seasons" "--pool 2 -x t"; do
	run qtrend $wrong in.csv
	is "$wrong: status 2, no output" "$status$out" 2
done

# What may be a mistake is noted, not refused.
series 90% 95% 104% >in.csv
is "percentages above 100" "$(qtrend in.csv 2>&1 >/dev/null)" "qtrend: note: 1 of 1 series with percentages above 100: 'value' (104)"
is "a target that seems to be a fraction" "$(series 85% 95% | qtrend --target 0.9 2>&1 >/dev/null)" \
	"qtrend: note: 1 of 1 series with a target far from the figures, which may be in another unit: 'value' (85 to 95)"
is "or a percentage of a count" "$(series 3 4 | qtrend --target 90 2>&1 >/dev/null | cut -c1-40)" "qtrend: note: 1 of 1 series with a targe"
is "but not one that is far but likely" "$(series 30 40 | qtrend --target 90 2>&1)" "$(series 30 40 | qtrend --target 90 2>/dev/null)"
printf 'period,numerator,denominator\n2014,1,2\n2015,150,200\n' >in.csv
is "denominators that vary a hundredfold" "$(qtrend in.csv 2>&1 >/dev/null)" \
	"qtrend: note: 1 of 1 series with denominators that differ a hundredfold, so that the smallest say little: 'numerator' (2 to 200)"
is "-q: none of it" "$(qtrend -q in.csv 2>&1 >/dev/null)" ""

# A percentage whose counts the dictionary names.
cat >dictionary.csv <<'END'
indicator,label,unit,kind,polarity,target,numerator,denominator
On time,Visits in time,%,flow,high,90%,Visits in time,Visits due
END
{
	echo area,indicator,period,value
	i=2001
	for v in 81:150:185 85:161:190 89:170:192 88:166:188 92:175:190 97:180:185; do
		echo "A,On time,$i,${v%%:*}"
		v=${v#*:}
		echo "A,Visits in time,$i,${v%:*}"
		echo "A,Visits due,$i,${v#*:}"
		i=$((i + 1))
	done
} >three.csv
qtrend --dictionary dictionary.csv three.csv >out
is "dictionary: a percentage from its two counts" "$(cells 1 out series first last verdict chart)" "A: On time|81.08108108108108|97.29729729729729|rising|p"
like "and its sentence" "$(cell 1 sentence out)" "rising by about 3.1 percentage points a year, which is better; .*2006 meets the target of 90%"
grep -v 'Visits due' three.csv >two.csv
qtrend --dictionary dictionary.csv two.csv >out
is "dictionary: without one of them, the percentage as it is" "$(cells 1 out first last chart)" "81|97|xmr"
sed 's/Visits due,2003,192/Visits due,2003,100/' three.csv >bad.csv
run qtrend --dictionary dictionary.csv bad.csv
is "dictionary: a numerator above its denominator" "$status $err" "2 qtrend: --dictionary: 'A: On time' has a numerator of 170 for a denominator of 100; expected no more than the denominator"

# --chart auto.
auto() { # name chart options -- values
	name=$1 want=$2
	shift 2
	opts=
	while [ "$1" != -- ]; do opts="$opts $1"; shift; done
	shift
	series "$@" | qtrend $opts >row
	is "auto: $name" "$(cell 1 chart row)" "$want"
}
auto "counts" xmr -- 50 53 48 51 49 52 50
auto "small counts" c -- 0 1 0 2 1 0 3
auto "a stock" stock --kind stock -- 50 53 48 51 49 52 50
auto "measurements" xmr -- 2.5 3 4.25
auto "a stock of measurements" none --kind stock -- 2.5 3 4.25
auto "a stock of percentages" none --kind stock -- 25% 30% 20%
auto "percentages" xmr -- 1% 2% 1%
auto "one named" none --chart none -- 50 53
is "limits of counts are cut at 0" "$(series 6 40 3 30 8 2 33 5 >in.csv; qtrend in.csv >row; cells 1 row lower xmr_lower)" "0|0"
is "limits of percentages at 0 and 100" "$(series 99% 60% 97% 70% 98% 65% >in.csv; qtrend in.csv >row; cells 1 row upper)" "100"
is "a stock has no limits of slopes" "$(series 50 53 48 51 49 52 50 | qtrend --kind stock >row; cells 1 row sen_lower sen_upper ols_lower95 ols_upper95 xmr_lower)" "||||"
is "no signal in one event" "$(series 0 0 0 0 0 0 0 1 | qtrend --kind flow >row; cells 1 row signals verdict)" "|no_signal"
is "a stock that jumps" "$(cut -d, -f1-4 "$ref/spc_stock_small.input.csv" | grep -E '^(series|jump)' | qtrend --kind stock >row; cells 1 row signals verdict)" \
	"Above UCL: 2015-Q2 to 2015-Q4|unclear"
is "a long run of none is named by its length" "$(series 3 $(yes 0 | sed 60q) | qtrend --kind flow >row; cell 1 signals row | sed 's/:.*//')" "Above UCL"

# Icons in the default output: judged at the last value that exists.
series 50 52 49 51 50 48 51 50 52 49 50 70 _ >in.csv
qtrend --target 80 in.csv >row
is "without polarity high, never better; no assurance" "$(cells 1 row last_period variation assurance)" "2012|high|"
for p in high:improving_high:fail low:concern_high:pass target:high: none:high:; do
	printf "indicator,polarity,target\nvalue,%s,80\n" "${p%%:*}" >polarity.csv
	qtrend --dictionary polarity.csv in.csv >row
	p=${p#*:}
	is "polarity: ${p%:*}" "$(cells 1 row variation assurance)" "${p%:*}|${p#*:}"
done
printf "indicator,polarity,target\nvalue,high,50\n" >polarity.csv
series 50 52 49 51 50 48 51 50 52 49 50 >in.csv
is "fewer than 12 points: no assurance" "$(qtrend --dictionary polarity.csv in.csv >row; cells 1 row variation assurance)" "common|"

# Seasons: three whole years, of a flow.
quarters 40 52 33 37 44 55 33 41 47 61 36 44 >in.csv
qtrend --kind flow in.csv >row
like "seasonal Mann-Kendall" "$(cell 1 reason row)" "^seasonal Mann-Kendall p = 0.00309, but rate ratio"
like "the same quarter a year ago" "$(cell 1 sentence row)" "; 2015-Q4 was 7.3% higher than the same quarter a year before \(41\)\.$"
quarters 40 52 33 37 44 55 33 41 47 61 36 >in.csv
like "not below three years" "$(qtrend --kind flow in.csv >row; cell 1 reason row)" "no trend shown: Mann-Kendall p"

# Sums.
quarters 1 2 0 3 1 1 2 4 3 2 5 2 >in.csv
qtrend --kind flow --pool 4 in.csv >row
is "--pool 4: years of quarters" "$(cells 1 row n first last first_period last_period)" "3|6|12|2013-Q4|2015-Q4"
like "in words" "$(cell 1 sentence row)" "^From 6 to 12 between the four quarters to 2013-Q4 and the four quarters to 2015-Q4; three periods are too few"
qtrend --kind flow --rolling 4 in.csv >row
is "--rolling 4: nine sums, tested as three" "$(cells 1 row n first last verdict chart mk_s signals)" "9|6|12|too_few|none|3|"
quarters 1 2 0 3 1 1 2 4 3 2 5 _ >in.csv
is "--pool: a sum needs all its periods" "$(qtrend --pool 4 in.csv >row; cells 1 row n n_missing last)" "2|1|8"
printf 'period,value,population\n2001,1,100\n2002,3,300\n2003,2,100\n2004,2,300\n' >in.csv
is "--pool: rates of person-years" "$(qtrend --pool 2 in.csv >row; cells 1 row first last)" "100|100"
quarters 9 1 2 0 3 >in.csv
is "--pool: what is over at the start is not used" "$(qtrend --pool 2 in.csv >row; cells 1 row n first last)" "2|3|3"

# Rounded and hidden figures.
series 20 35 30 45 40 55 60 65 >in.csv
qtrend --kind flow in.csv >row
is "multiples of 5: judged by order alone" "$(cells 1 row verdict rate_ratio)" "rising|"
like "and said" "$(cells 1 row reason)" "no Poisson trend: the counts are rounded; counts rounded to 5"
like "about" "$(cell 1 sentence row)" "^From about 20 to about 65 "
series 21 35 30 45 40 55 60 65 >in.csv
like "not with one that is none" "$(qtrend --kind flow in.csv >row; cell 1 sentence row)" "^From 21 to 65 "
like "--rounded-to" "$(qtrend --kind flow --rounded-to 3 in.csv >row; cell 1 sentence row)" "^From about 21 "
series '<5' '<5' 6 7 9 12 >in.csv
qtrend --kind flow in.csv >row
is "<5 has a rank" "$(cells 1 row n n_missing mk_s verdict)" "4|2|14|rising"
like "and is said" "$(cell 1 sentence row)" "fewer than 5 in 2001 and 2002"
like "no Poisson trend of it" "$(cell 1 reason row)" "no Poisson trend: some counts are hidden; no value for 2001 \(below 5\), 2002 \(below 5\)"
done_testing
