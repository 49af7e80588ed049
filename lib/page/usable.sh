# The table of the accepted submissions. One that the filters cannot read is found by trying each.

usable() { # the submissions
	join "$@" && { complete "$t/own.csv" "$new/tidy.csv" || exit 2; } &&
		trends "$new/tidy.csv" "$new/trends.csv" && card "$new/tidy.csv" "$new/scorecard.csv" csv "$@"
}

awk 'FNR > 1 || !head++' "$new"/findings/* >"$t/checked.csv" 2>/dev/null
[ -s "$t/checked.csv" ] ||
	echo rule,severity,file,line,column,key,found,expected,difference,allowance,message >"$t/checked.csv"
if [ -n "$period" ] && awk "$csv_awk"'
#include "page/later.awk"
' && csv-tidy --until "$period" ${year:+--year} ${year:+"$year"} "$t/when.csv" >"$t/until.csv" 2>/dev/null; then
	awk "$csv_awk"'
#include "page/early.awk"
' && mv "$t/early.csv" "$t/checked.csv" || exit 2
fi
tidy "$@"
before=$commands
said_before=$n_said
if ! usable "$@"; then
	all=$t/said.all
	cp "$said" "$all" || exit 2
	together=$accepted
	accepted=
	usable "$@" || fail	# the submissions are not to blame
	good=
	for j in $together; do
		accepted=" $j "
		if usable "$@"; then
			good="$good $j "
		else
			eval "file=\${$j}"
			places "the figures of $file, as csv-tidy writes them" "$said" >"$t/why.$j" || exit 2
		fi
	done
	[ "$good" != "$together" ] || { said=$all && fail; }
	accepted=$good
	commands=$before
	while [ $n_said -gt $said_before ]; do
		: >"$t/said.$n_said"
		n_said=$((n_said - 1))
	done
	usable "$@" || fail
fi
card "$new/tidy.csv" "$t/scorecard.html" html "$@" && card "$new/tidy.csv" "$t/scorecard.md" markdown "$@" || fail
awk "$csv_awk"'
#include "page/counts.awk"
' >"$t/kinds.csv" || exit 2
must "$t/trends.txt" qtrend -q -f text -k indicator,category --dictionary "$t/kinds.csv" "$new/tidy.csv"

# The findings of the page join those of csv-check.
awk "$csv_awk"'
#include "page/refused.awk"
' || exit 2
