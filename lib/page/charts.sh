# A chart of each series, by the kind of chart that qtrend chose for it.

awk "$csv_awk"'
#include "page/kinds.awk"
' || exit 2
kinds=
for kind in xmr p percent u c stock none; do
	table=$t/chart.$kind.csv
	[ -f "$table" ] || continue
	kinds="$kinds $kind"
	case $kind in percent) chart=p type= ;; none) chart=xmr type=run ;; *) chart=$kind type= ;; esac
	must "$t/points.$kind.csv" qtrend -q --points --labels --chart $chart -k indicator,category \
		--dictionary dictionary.csv "$table"
	must "$t/charts.$kind.csv" board-chart ${type:+--type} $type --out "$t/charts.$kind" --id "$kind" \
		--size 640x340 --sentences "$new/trends.csv" --dictionary dictionary.csv "$t/points.$kind.csv"
done
