# The benchmark: a part for each indicator in it.

n_parts=0
joined=
spine=0
if [ -f benchmark.csv ]; then
	awk "$csv_awk"'
#include "page/parts.awk"
' || exit 2
	read -r n_parts joined <"$t/parts"
	[ "$joined" = 1 ] && [ "$n_parts" -gt 0 ] || joined=
	[ -n "$about" ] || about='Redcar and Cleveland'
fi
draw() { # file type table options...
	to=$1 type=$2 table=$3
	shift 3
	must "$to" board-chart --type "$type" --highlight "la_name=$about" --highlight "new_la_code=$about" "$@" "$table"
}
populations=
[ ! -f populations.csv ] || populations=populations.csv
neighbours=
[ ! -f neighbours.csv ] || neighbours='--neighbours neighbours.csv'
k=0
while [ $k -lt "$n_parts" ]; do
	k=$((k + 1))
	peers() { # file options...
		to=$1
		shift
		must "$to" benchmark-ne ${joined:+--dictionary} ${joined:+dictionary.csv} --about "$about" \
			${areas:+--areas} ${areas:+"$areas"} ${region:+--region} ${region:+"$region"} $neighbours \
			${lag:+--population-lag} ${lag:+"$lag"} ${ages:+--ages} ${ages:+"$ages"} \
			${year:+--year} ${year:+"$year"} ${period:+--until} ${period:+"$period"} "$@" "$t/part.$k.in"
	}
	peers "$t/part.$k.csv" ${populations:+-P} $populations
	peers "$t/part.$k.txt" -f text -q ${populations:+-P} $populations
done
if [ "$n_parts" -gt 0 ]; then
	export about
	to=$new/benchmark.csv joined=$joined parts=$n_parts awk "$csv_awk"'
#include "page/peers.awk"
' || exit 2
	read -r compared spine <"$t/compared"
	[ "$compared" = 1 ] || joined=
	[ "$spine" = 0 ] || draw "$t/spine.csv" spine "$t/spine.in" --dictionary dictionary.csv --out "$t/spine" --id spine --size 640x150
fi
while [ $k -gt 0 ]; do
	[ "$(wc -l <"$t/newest.$k.csv")" = 1 ] || {
		draw "$t/ranked.$k" ranked "$t/newest.$k.csv" --id "ranked$k"
		draw "$t/funnel.$k" funnel "$t/newest.$k.csv" --id "funnel$k" --title 'The same rates, by population'
	}
	k=$((k - 1))
done
