#!/bin/sh
# Input that no filter can use: one message, exit status 2, in bounded memory and time.
. "${0%/*}/../tap/tap.sh"

# The arguments with which a filter can read standard input.
arguments() {
	case $1 in
	csv-tidy) echo "--year 2014-15" ;;
	board-scorecard) echo "--dictionary $data/board-scorecard/dictionary.csv" ;;
	*) echo "" ;;
	esac
}

# The address space is limited to 1 GiB, except with AddressSanitizer, which reserves terabytes.
limited() {
	if nm "$bin/$filter" 2>/dev/null | grep -q __asan_init; then
		timeout 120 "$@"
	else
		(ulimit -v 1048576 && exec timeout 60 "$@")
	fi
}

refused() { # name; the filter reads standard input
	limited "$filter" $(arguments "$filter") >out 2>err
	is "$filter, $1: status 2" "$?" 2
	is "$filter, $1: one message" "$(wc -l <err)" 1
}

printf 'a,b\n1,"2\n' >unclosed
yes 3,4 | head -n 1000000 >>unclosed
head -c 1000000 /dev/zero >nuls
yes c, | head -n 10000000 | tr -d '\n' >columns

for filter in "$src"/cmd/*.c; do
	filter=${filter##*/}
	filter=${filter%.c}
	refused "/dev/zero" </dev/zero
	refused "/dev/urandom" </dev/urandom
	refused "a directory" <"$work"
	refused "no bytes" </dev/null
	refused "standard input closed" <&-
	run "$filter" $(arguments "$filter") "$work/no such file"
	is "$filter, no such file: status 2" "$status" 2
	like "$filter, no such file: says so" "$err" "no such file: No such file or directory"
	# csv-check reports faults as findings, and continues after them.
	[ "$filter" = csv-check ] && continue
	refused "an unclosed quote and a million rows" <unclosed
	refused "NULs" <nuls
	refused "10 million columns" <columns
done

# Bytes that happen to hold a separator twice are no table with that separator.
printf '\377;\001;\002\n\003;\000;\004\n' >bytes
run csv-tidy --year 2014-15 bytes
is "csv-tidy: no separator is looked for in binary data" "$status $(wc -l <err | tr -d ' ')" "2 1"

# What takes longer is tested on one filter, because all read through the same module.
filter=board-table
if [ -x "$bin/$filter" ]; then
	mkfifo gib
	(printf 'a,b\n1,'; yes xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | tr -d '\n' | head -c 1073741824) >gib 2>/dev/null &
	refused "a record of 1 GiB" <gib
	wait
	like "it names the limit" "$(cat err)" "<stdin>:2: column 1 \(byte 4\): a record of more than 67108864 bytes; .*--max-record"
	printf 'a,b\n1,"23456789"\n' >ten
	run "$filter" --max-record 5 ten
	is "--max-record: status 2" "$status" 2
	like "--max-record: the message" "$err" "ten:2: column 1 \(byte 4\): a record of more than 5 bytes"
	run "$filter" --max-fields 1 ten
	is "--max-fields: status 2" "$status" 2
	like "--max-fields: the message" "$err" "ten:1: column 3 \(byte 2\): a record of more than 1 field;"
	if [ "$(id -u)" = 0 ]; then
		skip "a file that may not be read" "root may read any file"
	else
		: >secret
		chmod 0 secret
		run "$filter" secret
		is "a file that may not be read: status 2" "$status" 2
		like "a file that may not be read: says so" "$err" "secret: Permission denied"
	fi
fi
# Every path through the index gives the same output of a filter.
awk 'BEGIN { print "a,b,c"; for (i = 0; i < 20000; i++) printf "%d,\"x \"\"%d\"\", y\",%s\n", i, i, i % 7 ? "plain" : "\"two\nlines \302\243\"" }' >rows.csv
board-table -f csv rows.csv >wanted
for path in plain sse2 ssse3 avx2 avx512; do
	QUARTERLY_CSVINDEX=$path board-table -f csv rows.csv >out
	same "the same rows by the path $path, where this machine has it" out wanted
done
done_testing
