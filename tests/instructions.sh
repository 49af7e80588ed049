#!/bin/sh
# The reader's instructions per byte, those of the kinds of rules and of the filters per row, and those of a start,
# counted by valgrind: at most 5% more than in tests/bench/instructions, kinds/instructions, filters and starts. Those figures are
# valid for one compiler and processor; with another, or without valgrind, the test is skipped.
. "${0%/*}/tap/tap.sh"

figures=$src/tests/bench/instructions
compiler="$(${CC:-cc} -dumpfullversion 2>/dev/null) $(uname -m)"
recorded=$(sed -n 's/^# measured with //p' "$figures")
why=
command -v valgrind >/dev/null 2>&1 || why="no valgrind here"
[ -n "$why" ] || [ "$compiler" = "$recorded" ] || why="the figures are for gcc $recorded, this is $compiler"
grep -q avx2 /proc/cpuinfo || why=${why:-"the figures are for a processor with AVX2"}
if [ -n "$why" ]; then
	skip "instructions a byte" "$why"
	done_testing
fi

cd "$src" || exit 1
${CC:-cc} -O2 -std=c11 -D_GNU_SOURCE -o "$work/gen" tests/bench/gen.c &&
	${CC:-cc} -O2 -std=c11 -D_GNU_SOURCE -Ilib -o "$work/read" tests/bench/read.c lib/csv/*.c lib/base/*.c -lcsv -lutf8proc -lm || exit 1
cd "$work" || exit 1

# Counted for two sizes; the difference does not include the start of the program.
instructions() { # job file
	valgrind --tool=callgrind --callgrind-out-file=/dev/null ./read "$1" "$2" 2>&1 >/dev/null |
		sed -n 's/.*Collected : *\([0-9]*\).*/\1/p'
}
while read -r job shape figure; do
	case $job in '' | '#') continue ;; esac
	./gen "$shape" 1 >one.csv
	./gen "$shape" 3 >three.csv
	got=$(awk -v a="$(instructions "$job" one.csv)" -v b="$(instructions "$job" three.csv)" \
	    -v n="$(($(wc -c <three.csv) - $(wc -c <one.csv)))" 'BEGIN { printf "%.2f\n", (b - a) / n }')
	if awk -v got="$got" -v figure="$figure" 'BEGIN { exit !(got <= figure * 1.05) }'; then
		ok "$job of the $shape file: $got instructions a byte, recorded $figure"
	else
		not_ok "$job of the $shape file: $got instructions a byte, over 5% more than the recorded $figure"
	fi
done <"$figures"

# The kinds: one size, less the same with the declarations alone. Of the program as it was built, if that was
# by the Makefile's own flags.
kinds=$src/tests/bench/kinds
if ! grep -aq "GNU C11 [ -~]* -g -O2 -std=c11 -fstack-protector-strong -f" "$bin/csv-check"; then
	skip "instructions a row of the kinds of rules" "csv-check was built with other flags"
	done_testing
fi
${CC:-cc} -O2 -std=c11 -D_GNU_SOURCE -I"$src/lib" -o "$work/returns" "$src/tests/bench/returns.c" "$bin/lib.a" || exit 1
rows=4000
./returns $rows >rows.csv
sh "$kinds/lists" rows.csv .
while read -r kind figure; do
	case $kind in '' | '#') continue ;; esac
	echo "$kind"
	awk -v kind="$kind" -f "$kinds/kinds.awk" "$kinds/kinds.rules" >"$kind.rules"
done <"$kinds/instructions" >names
xargs -P 2 -I{} sh -c 'valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file={}.log \
	csv-check -q -r {}.rules rows.csv >/dev/null' <names
collected() { # kind
	sed -n 's/.*Collected : *\([0-9]*\).*/\1/p' "$1.log"
}
while read -r kind figure; do
	case $kind in '' | '#' | declarations) continue ;; esac
	got=$(awk -v a="$(collected declarations)" -v b="$(collected "$kind")" -v n=$rows 'BEGIN { printf "%.0f\n", (b - a) / n }')
	if awk -v got="$got" -v figure="$figure" 'BEGIN { exit !(got <= figure * 1.05) }'; then
		ok "$kind: $got instructions a row, recorded $figure"
	else
		not_ok "$kind: $got instructions a row, over 5% more than the recorded $figure"
	fi
done <"$kinds/instructions"

# The filters, for two sizes.
${CC:-cc} -O2 -std=c11 -D_GNU_SOURCE -I"$src/lib" -o "$work/plans" "$src/tests/bench/plans.c" "$bin/lib.a" || exit 1
make_rows() { # data rows
	case $1 in
	plans | returns) "./$1" "$2" ;;
	long) make_rows tidy "$2" | csv-tidy ;;
	*) awk -v n="$2" -v shape="${1#*:}" -f "$src/tests/bench/${1%:*}/gen.awk" ;;
	esac
}
started() { # command
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
		sed -n 's/.*Collected : *\([0-9]*\).*/\1/p'
}
cp "$src/tests/bench/check/returns.rules" .
awk -F, 'NR == 1 || !seen[$2]++ { print $2 "," $3 }' rows.csv >areas.csv
few=2000 many=6000
while read -r filter figure from arguments; do
	case $filter in '' | '#') continue ;; esac
	make_rows "$from" $few >few.csv
	make_rows "$from" $many >many.csv
	got=$((($(started "$filter" $arguments many.csv) - $(started "$filter" $arguments few.csv)) / (many - few)))
	if awk -v got="$got" -v figure="$figure" 'BEGIN { exit !(got <= figure * 1.05) }'; then
		ok "$filter $arguments: $got instructions a row, recorded $figure"
	else
		not_ok "$filter $arguments: $got instructions a row, over 5% more than the recorded $figure"
	fi
done <"$src/tests/bench/filters"

# A start with a small table, less one that prints the version.
while read -r filter figure arguments; do
	case $filter in '' | '#') continue ;; esac
	got=$(($(cd "$data" && started "$filter" $arguments) - $(started "$filter" --version)))
	if awk -v got="$got" -v figure="$figure" 'BEGIN { exit !(got <= figure * 1.05) }'; then
		ok "$filter with a small table: $got instructions, recorded $figure"
	else
		not_ok "$filter with a small table: $got instructions, over 5% more than the recorded $figure"
	fi
done <"$src/tests/bench/starts"
done_testing
