# The accepted ones as one table.

tidy() { # the submissions: sent.1.csv, ... and what csv-tidy says, tidy.1, ...
	i=0
	for file do
		i=$((i + 1))
		case $accepted in *" $i "*) ;; *) continue ;; esac
		said_as=$t/tidy.$i
		into "$t/sent.$i.csv" csv-tidy --flags ${year:+--year} ${year:+"$year"} \
			${period:+--until} ${period:+"$period"} "$file" && continue
		mv "$said" "$t/why.$i" || exit 2
		accepted=${accepted%%" $i "*}${accepted#*" $i "}
	done
	said_as=
}

# One table of them, without the figures that their senders should not have sent.
join() { # the submissions
	export accepted
	awk "$csv_awk"'
#include "page/join.awk"
' "$@" || exit 2
	{ cat "$t/checked.csv" && cat "$t/refused.csv"; } >"$t/findings.csv" || exit 2
	parted=$(sed 's/ none$//; s/.*/ & /' "$t/parted" | tr -d '\n')
	emptied=$(sed -n 's/^\(.*\) none$/ \1 /p' "$t/parted" | tr -d '\n')
}

trends() { # table file
	into "$2" qtrend -q -k indicator,category --dictionary dictionary.csv "$1"
}

card() { # table file format the submissions
	table=$1 card=$2 format=$3
	shift 3
	i=0
	for file do
		i=$((i + 1))
		shift
		case $accepted in
		*" $i "*) case $emptied in *" $i "*) ;; *) continue ;; esac ;;
		esac
		agency=${file#submissions/}
		set -- "$@" --rejected "${agency%.csv}"
	done
	[ -z "$joined" ] || set -- "$@" --benchmark "$new/benchmark.csv" --area "$about"
	into "$card" board-scorecard -f "$format" --group priority ${year:+--year} ${year:+"$year"} \
		${period:+--period} ${period:+"$period"} --dictionary dictionary.csv --findings "$t/findings.csv" "$@" "$table"
}

# A percentage of the dictionary that no agency sent gets rows without a value, so that qtrend makes it
# from its two counts, as board-scorecard does.
complete() { # table file
	from=$1 to=$2 awk "$csv_awk"'
#include "page/complete.awk"
'
}
