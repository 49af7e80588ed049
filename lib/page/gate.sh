# Each submission against its rules: a line "status rules" for each.

accepted=
rejected=
lacking=	# what is said of a file without a column of the rules
i=0
for file do
	i=$((i + 1))
	agency=${file#submissions/}
	agency=${agency%.csv}
	rules=rules/$agency.rules
	[ -f "$rules" ] || rules=rules/board.rules
	[ -f "$rules" ] || rules=
	waivers=waivers.csv
	[ -f "$waivers" ] && [ -n "$rules" ] || waivers=
	said_as=$t/check.$i
	into "$new/findings/$agency.csv" csv-check -v --today "$today" ${rules:+-r} ${rules:+"$rules"} \
		${waivers:+-w} ${waivers:+"$waivers"} "$file"
	case $? in
	0) accepted="$accepted $i " ;;
	1)
		rejected="$rejected $i "
		csv-check -f text --max-findings 50 --today "$today" ${rules:+-r} ${rules:+"$rules"} \
			${waivers:+-w} ${waivers:+"$waivers"} "$file" >"$t/text.$i" 2>/dev/null ;;
	*)
		case $(sed 1q "$said") in
		"csv-check: rules/"*": no column '"*) [ -n "$lacking" ] || lacking=$said ;;
		"csv-check: rules/"* | "csv-check: waivers.csv"*) fail ;;
		esac
		cp "$said" "$t/why.$i" || exit 2 ;;
	esac
	case $rules in '') echo none ;; rules/board.rules) echo board ;; *) echo own ;; esac >>"$t/rules"
done
: >>"$t/rules"
for file in dictionary.csv populations.csv benchmark.csv neighbours.csv waivers.csv; do
	[ ! -f "$file" ] || csv-check -q -v "$file" >/dev/null 2>"$t/rows.$file"
done
# Where all are without it the mistake is in the rules.
[ -z "$lacking" ] || [ -n "$accepted$rejected" ] || { said=$lacking && fail; }
said_as=

# What the rules had read: linked files, code lists and included rules, as "ROWS PATH".
cat "$t"/check.* /dev/null 2>/dev/null |
	sed -n -e 's/^csv-check: read \(.*\): \([0-9,]*\) rows\{0,1\}$/\2 \1/p' -e t -e 's/^csv-check: read /- /p' |
	awk '!seen[$0]++' >"$t/linked" || exit 2
while read -r rows file; do
	short=${file#rules/../}
	[ ! "$short" -ef "$file" ] || file=$short
	printf '%s %s\n' "$rows" "$file" >>"$t/linked.rows"
	case $file in
	rules/*/* | /*) ;;
	rules/* | submissions/*.csv | dictionary.csv | populations.csv | benchmark.csv | neighbours.csv | waivers.csv) continue ;;
	esac
	if [ ! -f "$file" ]; then
		printf '%s\n' "$file: not in the manifest; expected a name that can be printed" >>"$t/unused"
	elif [ "$file" -nt "$t/sums.before" ]; then
		stop "$folder: a file changed while it was read"
	elif ! grep -qxF -e "$file" "$t/outside"; then
		printf '%s\n' "$file" >>"$t/outside"
	fi
done <"$t/linked"
sums "$t/sums" "$@" || exit 2
