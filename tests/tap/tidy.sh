# csv-tidy on tables given on standard input, for tests/cmd.

tidy() { # table on standard input, options: as run does
	cat >in
	run csv-tidy "$@" in
}

refuses() { # name pattern options: the table on standard input
	name=$1 pattern=$2
	shift 2
	tidy "$@"
	is "$name: exit 2" "$status" 2
	like "$name: message" "$err" "$pattern"
}
