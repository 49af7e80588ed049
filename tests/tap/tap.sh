# TAP output for tests in shell. A test file sources this, makes its checks, and ends with
# `done_testing`.
#	. "${0%/*}/tap/tap.sh"		(from a room: ../tap/tap.sh)
# It changes to a new folder, which is removed at the end, and puts the built filters first in PATH.
# $src is the checkout, $data the testdata folder, and $shared the real open data (see need_data).
export LC_ALL=C
src=$(cd "${0%/*}" && while [ ! -d tests/tap ]; do cd ..; done && pwd)
bin=$(cd "$src" && cd "${B:-build}" && pwd) || exit 1
PATH=$bin:$PATH
data=$src/testdata
shared=${QUARTERLY_DATA:-$src/../shared/data}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
cd "$work" || exit 1
tests=0
failed=0

ok() { # name: passes
	tests=$((tests + 1))
	echo "ok $tests - $1"
}

not_ok() { # name, then lines that explain on standard input (or none)
	tests=$((tests + 1))
	failed=$((failed + 1))
	echo "not ok $tests - $1"
}

skip() { # name reason
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

is() { # name got wanted
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1"
		printf '%s\n' "got:" "$2" "wanted:" "$3" | sed 's/^/# /'
	fi
}

same() { # name file-got file-wanted: byte for byte
	if cmp -s "$2" "$3"; then
		ok "$1"
	else
		not_ok "$1"
		diff "$3" "$2" 2>&1 | head -20 | sed 's/^/# /'
	fi
}

cell() { # row (from 1) column file: a cell of a CSV file, by its heading
	awk -v row="$1" -v col="$2" '
		function cut(s,    n, q) {
			for (n = 0; s != "";) {
				if (s ~ /^"/) { match(s, /^"([^"]|"")*"/); q = substr(s, 2, RLENGTH - 2); gsub(/""/, "\"", q) }
				else { match(s, /^[^,]*/); q = substr(s, 1, RLENGTH) }
				f[++n] = q
				s = substr(s, RLENGTH + 2)
			}
			return n
		}
		{ n = cut($0) }
		NR == 1 { for (i = 1; i <= n; i++) if (f[i] == col) c = i; next }
		NR == row + 1 { print (c <= n ? f[c] : ""); exit }' "$3"
}

close() { # name file-got file-wanted: the same figures (tests/tap/close.awk)
	is "$1" "$(awk -f "$src/tests/tap/close.awk" -v wanted="$3" "$2")" ""
}

like() { # name text pattern (grep -E)
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then
		ok "$1"
	else
		not_ok "$1"
		printf '%s\n' "got:" "$2" "wanted a match of: $3" | sed 's/^/# /'
	fi
}

run() { # command...: fills $out, $err (as files out, err too) and $status
	"$@" >out 2>err
	status=$?
	out=$(cat out)
	err=$(cat err)
}

need_data() { # file in the open data, test: 0 if the file exists; if not, prints a skip for the test
	[ -r "$shared/$1" ] && return 0
	skip "$2" "no open data at \$QUARTERLY_DATA/$1"
	return 1
}

done_testing() {
	echo "1..$tests"
	[ "$failed" = 0 ]
	exit
}
