# The benchmark: a part for each indicator in it.

n_parts=0
joined=
if [ -f benchmark.csv ]; then
	awk "$csv_awk"'
#include "page/parts.awk"
' || exit 2
	read -r n_parts joined <"$t/parts"
	[ "$joined" = 1 ] || joined=
	[ -n "$about" ] || about='Redcar and Cleveland'
fi
k=0
while [ $k -lt "$n_parts" ]; do
	k=$((k + 1))
	peers() { # file options...
		to=$1
		shift
		must "$to" benchmark-ne ${joined:+--dictionary} ${joined:+dictionary.csv} --about "$about" \
			${lag:+--population-lag} ${lag:+"$lag"} ${ages:+--ages} ${ages:+"$ages"} \
			"$@" "$t/part.$k.in"
	}
	populations=
	[ ! -f populations.csv ] || populations=populations.csv
	peers "$t/part.$k.csv" ${populations:+-P} $populations
	peers "$t/part.$k.txt" -f text -q ${populations:+-P} $populations
	for type in ranked funnel; do
		must "$t/$type.$k.csv" board-chart --type $type --out "$t/$type.$k" --id "b$k$type" \
			--highlight "la_name=$about" --highlight "new_la_code=$about" "$t/part.$k.csv"
	done
done
if [ "$n_parts" -gt 0 ]; then
	to=$new/benchmark.csv joined=$joined parts=$n_parts awk "$csv_awk"'
#include "page/peers.awk"
' || exit 2
fi
