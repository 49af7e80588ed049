#!/bin/sh
# The rooms of lib/ and the direction of their includes, as planned in lib/README. An include names
# its room; none goes up, sideways between rooms of one floor, or round in a circle.
. "${0%/*}/tap/tap.sh"

cd "$src" || exit 1

# Each room and the rooms that it may include; cmd may include all of them.
cat >"$work/rooms" <<'EOF'
base
csv base
stat base
table base csv
rules base csv table stat
check base csv table stat rules
tidy base csv table
plans base csv table stat
trend base csv table stat
area base csv table stat
board base csv table stat trend area
suppress base csv table stat
cmd base csv table stat rules check tidy plans trend area board suppress
EOF

grep -n '^[[:space:]]*#[[:space:]]*include "' cmd/*.[ch] lib/*/*.[ch] >"$work/includes"

is "every include names its room" "$(grep -v '"[a-z]*/[a-z0-9_]*\.h"$' "$work/includes")" ""

is "no include goes up or sideways" "$(awk '
	NR == FNR { may[$1, $1] = 1; for (i = 2; i <= NF; i++) may[$1, $i] = 1; next }
	{
		split($0, part, ":"); sub(/^lib\//, "", part[1])
		from = part[1]; sub(/\/.*/, "", from)
		to = $0; sub(/.*include "/, "", to); sub(/\/.*/, "", to)
		if (!may[from, to])
			print
	}' "$work/rooms" "$work/includes")" ""

# tsort names the members of a circle; a header and its own .c are one.
circles() {
	tsort 2>&1 >/dev/null | sed -n 's/^tsort: //p'
}
headers='s/^lib\/\([a-z0-9_/]*\)\.h:[0-9]*:[^"]*"\(.*\)\.h"$/\1 \2/p'
is "no includes in a circle" "$(sed -n "$headers" "$work/includes" |
    awk '$1 != $2' | circles)" ""

# A switch lists every value of its enum (-Wswitch-enum), so that the compiler finds the places where a new one is missing.
is "no switch has a default" "$(grep -nE '^[[:space:]]*default:' cmd/*.c lib/*/*.[ch])" ""

# How far lib/ may go: out of memory, and options_parse() for main().
is "only cmd/ ends the program" "$(grep -nE '(^|[^a-z_])(errx?|exit|message_stop)\(' lib/*/*.c |
    grep -vE '^lib/(base/(memory|message)|table/options)\.c:')" ""

# Texts of the data would reach the terminal raw; --progress prints numbers, and a file's name visibly.
is "messages leave by base/message.c" "$(grep -nE 'err\.h|warnx?\(|errx?\(|perror|stderr' cmd/*.c lib/*/*.c |
    grep -vE '^lib/(base/(memory|message)|table/(options|rows|progress)|check/job)\.c:')" ""

# A program holds the C library, and what that would load of the installed one may be of another version.
is "nothing is loaded at run time" "$(grep -nE '<(iconv|dlfcn|pwd|grp|netdb)\.h>' cmd/*.c lib/*/*.[ch])" ""

is "no line has more than 100 columns" "$(for f in cmd/*.[ch] lib/*/*.[ch]; do
	expand "$f" | awk -v f="$f" 'length($0) > 100 { print f ":" FNR }'
done)" ""

is "no command has more than 150 lines" "$(wc -l cmd/*.c | awk '$1 > 150 && $2 != "total"')" ""

is "lib/README names files that exist" "$(grep -oE '[a-z0-9_/-]+\.(sh|[ch15-7])\b' lib/README | sort -u |
    while read -r f; do
	ls "lib/$f" "lib"/*/"$f" "$f" "tests/$f" 2>/dev/null | grep -q . || echo "$f"
done)" ""

is "every test of a module lies in its room" "$(for f in tests/*/*.c; do
	case $f in tests/bench/* | tests/fuzz/* | tests/tap/*) continue ;; esac
	[ -d "lib/$(basename "$(dirname "$f")")" ] || echo "$f"
done)" ""
# Calls between the files of lib/rules, by the symbols that each object defines and wants.
calls() {
	for c in lib/rules/*.c; do
		c=$(basename "$c" .c)
		nm -g "$bin/lib/rules/$c.o" | awk -v file="$c" '
			NF == 3 && $2 ~ /[TDRBC]/ { print "has", file, $3 }
			NF == 2 && $1 == "U" { print "wants", file, $2 }'
	done | awk '$1 == "has" { at[$3] = $2 } $1 == "wants" { want[++n] = $2 " " $3 }
		END { for (i = 1; i <= n; i++) { split(want[i], w, " "); if (w[2] in at) print w[1], at[w[2]] } }'
}
is "no calls in a circle between the files of lib/rules" "$(calls | sort -u | circles)" ""
done_testing
