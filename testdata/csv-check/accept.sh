#!/bin/sh
# accept.sh FOLDER: each submission in FOLDER/drop that passes replaces the last one in
# FOLDER/accepted, with which it is compared. Prints what there is to say, for cron to mail.
PATH=$PATH:/usr/local/bin
cd "$1" || exit 2
new=accepted/.new.$$
for file in drop/*.csv; do
	[ -e "$file" ] || [ -L "$file" ] || continue
	last=accepted/${file##*/}
	cmp -s "$file" "$last" && continue
	set -- -f text --pass --strict-rules --fail-on query -r return.rules
	[ -e "$last" ] && set -- "$@" --accepted "$last"
	report=$(csv-check "$@" "$file" 2>&1 >"$new")
	case $? in
	0) verdict=accepted; mv -f "$new" "$last" || verdict='not replaced' ;;
	1) verdict=rejected ;;
	*) verdict='could not be checked' ;;
	esac
	rm -f "$new"
	[ "$verdict" = accepted ] && [ -z "$report" ] && continue
	printf '%s' "$file" | LC_ALL=C tr -c '[:print:]' '?'
	printf ': %s\n%s\n\n' "$verdict" "$report"
done
