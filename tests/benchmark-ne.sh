#!/bin/sh
# benchmark-ne: the reference values, the real files, who is in and who is missing, messages.
. "${0%/*}/tap/tap.sh"
ne=$data/ne-cpp-2013-2015.csv
reference=$data/reference

# The published reference values (R, and an independent program at 40 digits): the same cells; numbers to
# 1e-12, p-values to 1e-9.
close() { # name got wanted
	awk -v csv="$3" '
		function cells(line, to,    n, i, c, q, s) {
			n = 0; s = ""; q = 0
			for (i = 1; i <= length(line); i++) {
				c = substr(line, i, 1)
				if (c == "\"") q = !q
				else if (c == "," && !q) { to[++n] = s; s = "" }
				else s = s c
			}
			to[++n] = s
			return n
		}
		function number(s) { return s ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/ }
		function apart(a, b, tol) {
			if (a == b) return 0
			if (!number(a) || !number(b)) return 1
			a += 0; b += 0
			return b == 0 ? (a > tol || a < -tol) : ((a - b) / b > tol || (b - a) / b > tol) && \
			    ((a - b) / b < -tol || (a - b) / b > tol)
		}
		NR == 1 { heads = cells($0, head) }
		{
			n = cells($0, got)
			if ((getline line < csv) != 1) { print "row " NR " is not wanted"; next }
			m = cells(line, want)
			if (n != m) { print "row " NR ": " n " cells, wanted " m; next }
			for (i = 1; i <= n; i++)
				if (apart(got[i], want[i], head[i] ~ /^p_/ ? 1e-9 : 1e-12))
					print "row " NR " " head[i] ": " got[i] ", wanted " want[i]
		}
		END { if ((getline line < csv) == 1) print "rows are missing" }
	' "$2" >apart
	is "$1" "$(cat apart)" ""
}

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
rest_lower95,rest_upper95,rest_p,england_rate,england_ratio,england_class,funnel_class,od_class,phi,symbol"
is "twelve authorities in each of three years" "$(sed 1d got | cut -d, -f1 | uniq -c | tr -s ' ')" \
	" 12 2013
 12 2014
 12 2015"
done_testing
