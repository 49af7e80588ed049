# For tests of board-page. Sourced after tap.sh.

check=$src/tests/cmd/page.pl
today='--today 2015-05-01'
sound() { # name: the page of the last run is well-formed, with everything in its place
	is "$1: the page is well-formed" "$(perl "$check" new/index.html 2>&1 | head -5)" ""
}
has() { # name file pattern: a line of the file matches
	[ "$2" != joined.html ] || tr -d '\n' <new/index.html >joined.html
	if grep -Eq -e "$3" "$2"; then
		ok "$1"
	else
		not_ok "$1"
		echo "# no line of $2 matches $3"
	fi
}
make_page() { # folder options...
	rm -rf new
	in=$1
	shift
	run board-page $today --out new "$@" "$in"
}
