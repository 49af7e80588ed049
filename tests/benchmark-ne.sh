#!/bin/sh
# benchmark-ne: the reference values, the real files, who is in and who is missing, messages.
. "${0%/*}/tap/tap.sh"
ne=$data/ne-cpp-2013-2015.csv
reference=$data/reference

close() { # name got wanted: the same figures (tests/tap/close.awk)
	is "$1" "$(awk -f "$src/tests/tap/close.awk" -v wanted="$3" "$2")" ""
}

# The reference values (R, and an independent program at 40 digits).
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
