# The benchmark: a part for each indicator in it.

n_parts=0
joined=
spine=0
if [ -f benchmark.csv ]; then
	awk "$csv_awk"'
#include "page/parts.awk"
' || exit 2
	read -r n_parts joined <"$t/parts"
	[ "$joined" = 1 ] || joined=
	[ -n "$about" ] || about='Redcar and Cleveland'
fi
areas() { # series type dictionary table
	must "$t/$1.csv" board-chart --type "$2" --out "$t/$1" --id "$1" ${3:+--dictionary} $3 \
		--highlight "la_name=$about" --highlight "new_la_code=$about" "$4"
}
k=0
while [ $k -lt "$n_parts" ]; do
	k=$((k + 1))
	peers() { # file options...
		to=$1
		shift
		must "$to" benchmark-ne ${joined:+--dictionary} ${joined:+dictionary.csv} --about "$about" \
			${lag:+--population-lag} ${lag:+"$lag"} ${ages:+--ages} ${ages:+"$ages"} \
			${year:+--year} ${year:+"$year"} ${period:+--until} ${period:+"$period"} "$@" "$t/part.$k.in"
	}
	populations=
	[ ! -f populations.csv ] || populations=populations.csv
	peers "$t/part.$k.csv" ${populations:+-P} $populations
	peers "$t/part.$k.txt" -f text -q ${populations:+-P} $populations
	areas ranked-$k ranked '' "$t/part.$k.csv"
	areas funnel-$k funnel '' "$t/part.$k.csv"
done
if [ "$n_parts" -gt 0 ]; then
	export about
	to=$new/benchmark.csv joined=$joined parts=$n_parts awk "$csv_awk"'
#include "page/peers.awk"
' || exit 2
	read -r compared spine <"$t/compared"
	[ "$compared" = 1 ] || joined=
	[ "$spine" = 0 ] || areas spine spine dictionary.csv "$t/spine.in"
fi
