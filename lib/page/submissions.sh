# What is there. The positional parameters are the submissions, in the order of their names.

cr=$(printf '\r')
is_plain() { # name: can it be a cell, and a line of messages
	case $1 in *"$cr"*) return 1 ;; esac
}
set --
for file in submissions/*; do
	[ -e "$file" ] || [ -L "$file" ] || continue
	case $file in
	*.csv)
		[ -f "$file" ] || stop "$file: not a file"
		is_plain "$file" || stop "$file: a carriage return in the name of a file"
		set -- "$@" "$file" ;;
	*) say "$file: not used; expected a name that ends in .csv"
		printf '%s\n' "$file: not used; expected a name that ends in .csv" >>"$t/unused" ;;
	esac
done

printf '%s\n' "$@" "$title" "$note" "$about" | iconv -f UTF-8 -t UTF-8 >/dev/null 2>&1 ||
	stop "submissions: the name of a file, or a text of an option, is not UTF-8"

# Of the submissions and what is read with them; of "outside" also what rules had read elsewhere.
sums() { # file the submissions
	to=$1
	shift
	for file in dictionary.csv populations.csv benchmark.csv neighbours.csv waivers.csv rules/*; do
		[ ! -f "$file" ] || set -- "$@" "$file"
	done
	while IFS= read -r file; do
		set -- "$@" "$file"
	done <"$t/outside"
	sha256sum -- "$@" >"$to" &&
		awk "$csv_awk"'BEGIN { for (i = 1; i < ARGC; i++) print quoted(ARGV[i]) }' "$@" >"$t/paths.csv"
}
: >"$t/outside"
sums "$t/sums.before" "$@" || exit 2
