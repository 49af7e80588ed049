#!/bin/sh
# qtrend against the reference values (testdata/reference, made by R and checked with mpmath), NIST's, and by hand.
. "${0%/*}/tap/tap.sh"
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

for input in "$ref"/trend_*.input.csv; do
	base=${input%.input.csv}
	name=${base##*/}
	qtrend -q --detail trend "$input" >got
	near "$name: --detail trend" got "$base.expected.trend.csv" '^(pois|quasi)'
	is "$name: --detail trend has the heading" "$(head -1 got)" "series,statistic,value"
	qtrend -q --detail trend -k series -x t "$input" >again
	same "$name: the same with -k series -x t" again got
	qtrend -q --detail moving "$input" >got
	near "$name: --detail moving" got "$base.expected.moving.csv"
done
for input in "$ref"/spc_*.input.csv; do
	base=${input%.input.csv}
	name=${base##*/}
	qtrend --points "$input" >got
	qtrend --points --screen no "$input" | sed 1d >>got
	near "$name: --points, screened and not" got "$base.expected.spc.csv"
	is "$name: --points has the heading" "$(head -1 got)" "$(head -1 "$base.expected.spc.csv")"
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

# cell ROW COLUMN FILE: by the heading's name
cell() {
	awk -F, -v row="$1" -v col="$2" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == col) c = i }
	    NR == row + 1 { print $c }' "$3"
}

csv-tidy -y 2014-15 "$data"/board/cp-plans.csv >tidy.csv
qtrend tidy.csv >board
is "the row's columns" "$(head -1 board)" "series,kind,n,n_missing,first_period,last_period,first,last,change,pct_change,last_vs_previous,pct_vs_previous,year_ago,year_on_year,mean,min,max,sen_slope,sen_lower,sen_upper,sen_confidence,mk_s,mk_p,mk_p_min,ols_slope,ols_lower95,ols_upper95,rate_ratio,rr_lower95,rr_upper95,phi,xmr_mean,xmr_lower,xmr_upper,signals,verdict,reason"
is "plans: what four quarters say" \
	"$(for c in n first_period last_period first last change verdict reason; do cell 1 $c board; done | paste -sd '|')" \
	"4|2014-15 Q1|2014-15 Q4|185|120|-65|too_few|four quarters cannot show whether this is a trend"
like "plans: percentage change" "$(cell 1 pct_change board)" "^-35.1351351351351"
is "plans: no p-value, no limits that do not exist" \
	"$(for c in mk_p mk_p_min sen_lower sen_upper sen_confidence rate_ratio; do cell 1 $c board; done | tr -d '\n')" ""
for kind in stock flow; do
	qtrend --kind $kind tidy.csv >board
	is "plans as a $kind: no p-value from four points" "$(cell 1 mk_p board)" ""
done
is "as a flow: the smallest p-value that could be" "$(cell 1 mk_p_min board | cut -c1-6)" "0.0833"
is "in text: one sentence" "$(qtrend -f text tidy.csv)" \
	"Number of children subject to a CP plan.  █▃▁▁  185 to 120 between 2014-15 Q1 and 2014-15 Q4, a fall of 35%; four quarters cannot show whether this is a trend."
csv-tidy -y 2014-15 "$data"/board/caf-completed.csv >caf.csv
qtrend caf.csv >board
is "a blank value is missing, not 0" "$(cell 2 n board) $(cell 2 n_missing board) $(cell 2 first board)" "3 1 102"
like "a missing value is named" "$(cell 2 reason board)" "no value for 2014-15 Q1"
done_testing
