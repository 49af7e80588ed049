#!/bin/sh
# accept.sh FOLDER: each submission in FOLDER/drop that passes replaces the last one in
# FOLDER/accepted. Prints what there is to say about the others, for cron to mail.
PATH=$PATH:/usr/local/bin
cd "$1" || exit 2
for file in drop/*.csv; do
	[ -e "$file" ] || [ -L "$file" ] || continue
	name=${file##*/}
	new=accepted/.$name.new
	report=$(csv-check -f text --pass -r return.rules "$file" 2>&1 >"$new")
	status=$?
	case $status in
	0) verdict=accepted; mv -f "$new" "accepted/$name" || verdict='not replaced' ;;
	1) verdict=rejected ;;
	*) verdict='could not be checked' ;;
	esac
	rm -f "$new"
	[ "$verdict" = accepted ] && [ -z "$report" ] && continue
	printf '%s: %s\n%s\n\n' "$file" "$verdict" "$report"
done
