# Each submission against its rules: a line "status rules" for each.

accepted=
rejected=
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
		case $(sed 1q "$said") in "csv-check: rules/"* | "csv-check: waivers.csv"*) fail ;; esac
		cp "$said" "$t/why.$i" || exit 2 ;;
	esac
	case $rules in '') echo none ;; rules/board.rules) echo board ;; *) echo own ;; esac >>"$t/rules"
done
: >>"$t/rules"
for file in dictionary.csv populations.csv benchmark.csv waivers.csv; do
	[ ! -f "$file" ] || csv-check -q -v "$file" >/dev/null 2>"$t/rows.$file"
done
said_as=
