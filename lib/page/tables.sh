# The accepted ones as one table.

tidy() { # file the submissions
	to=$1
	shift
	i=0
	for file do
		i=$((i + 1))
		shift
		case $accepted in *" $i "*) set -- "$@" "$file" ;; esac
	done
	if [ $# = 0 ]; then
		echo indicator,category,period,value,percentage,flag >"$to"
	else
		into "$to" csv-tidy --flags ${year:+--year} ${year:+"$year"} \
			${period:+--until} ${period:+"$period"} "$@"
	fi
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
		*" $i "*) ;;
		*)
			agency=${file#submissions/}
			set -- "$@" --rejected "${agency%.csv}" ;;
		esac
	done
	[ -z "$joined" ] || set -- "$@" --benchmark "$new/benchmark.csv" --area "$about"
	into "$card" board-scorecard -f "$format" --group priority ${period:+--period} ${period:+"$period"} \
		--dictionary dictionary.csv --findings "$t/findings.csv" "$@" "$table"
}

# A percentage of the dictionary that no agency sent gets rows without a value, so that qtrend makes it
# from its two counts, as board-scorecard does.
complete() { # table file
	from=$1 to=$2 awk "$csv_awk"'
#include "page/complete.awk"
'
}
