#!/bin/sh
# The manual pages: mandoc has no warnings, synopsis and options are those of --help, and every
# example gives the output shown. Examples are in literal blocks, where "$ " begins a command;
# commands run in a copy of testdata/, which they may write to, and only where the programs that
# they call besides ours are installed.
. "${0%/*}/tap/tap.sh"
. "$src/tests/tap/examples.sh"
cp -R "$data" data
ln -s "$src/lib" lib

# The same for one section of recipes, without the blocks of commands: a rules file.
recipes() { # page, section
	awk -v title=".Sh $2" '/^\.Sh/ { here = $0 == title } here' "$1" >section
	examples section | awk -v RS='\001\n' '!/^\$ / { printf "%s%s", sep, $0; sep = "\n" }'
}

# A section of recipes has the rules of that file, and a finding of each; then the options that give these.
recipes_hold() { # section, rules, options
	title=$1 list=$2
	shift 2
	recipes "$rules" "$title" >came
	same "quarterly-rules.5, $title: those of $list" came "data/csv-check/$list"
	(cd data && csv-check -f text -r "csv-check/$list" "$@") >findings
	sed -n 's/^\.Dl //p' section | sed 's/\\(dq/"/g' >lines
	is "quarterly-rules.5, $title: shows a finding of each" \
		"$(grep -c . lines)" "$(grep -c ^rule "data/csv-check/$list")"
	while IFS= read -r line; do
		grep -qF -e "$line" findings || printf '%s\n' "$line"
	done <lines >unknown
	is "quarterly-rules.5, $title: the findings are those of csv-check" "$(cat unknown)" ""
}

squeeze() {
	tr -s ' \n' '  ' | sed 's/^ //; s/ $//'
}

for page in "$src"/man/*.[1-9]; do
	name=${page##*/}
	if command -v mandoc >/dev/null; then
		is "$name: mandoc has nothing to say" \
			"$(mandoc -Tlint -Wwarning "$page" 2>&1 | sed "s,$src/,,")" ""
		is "$name: no quotation within another (.Pq Ql a , Ql b)" \
			"$(mandoc -Tutf8 "$page" | col -b | grep '’’')" ""
	else
		skip "$name: mandoc has nothing to say" "no mandoc here"
		skip "$name: no quotation within another" "no mandoc here"
	fi
	if command -v groff >/dev/null; then
		is "$name: each table has room in groff" "$(groff -K utf8 -t -mdoc -Tutf8 -ww "$page" 2>&1 >/dev/null |
		    grep -E "can't break|wider than|not defined|ignored")" ""
	else
		skip "$name: each table has room in groff" "no groff here"
	fi
	examples "$page" >blocks
	replay <blocks
	if [ -s shown ]; then
		same "$name: the examples give what the page shows" came shown
	fi
	[ "${name##*.}" = 1 ] || continue
	cmd=${name%.1}
	"$cmd" --help >help
	if command -v mandoc >/dev/null; then
		mandoc -Tascii -Owidth=78 "$page" | sed 's/.\x08//g' >plain
		is "$name: the synopsis is that of --help" \
			"$(sed -n '/^SYNOPSIS/,/^DESCRIPTION/p' plain | sed '1d;$d' | squeeze)" \
			"$(sed -n '1s/^usage: //p' help | squeeze)"
		for option in $(grep -oE '(^|[ ,])--[a-z][a-z0-9-]*' help | tr -d ' ,' |
			sort -u); do
			grep -qE -e "$option([^a-z0-9-]|\$)" plain || echo "$option"
		done >undescribed
		is "$name: describes every option of --help" "$(cat undescribed)" ""
		for option in $(grep -oE '^ +(-[A-Za-z], )?--[a-z][a-z0-9-]*' plain |
			grep -oE -e '--.*' | sort -u); do
			grep -qE -e "$option([^a-z0-9-]|\$)" help || echo "$option"
		done >unknown
		is "$name: describes no option that --help lacks" "$(cat unknown)" ""
	fi
done
rules=$src/man/quarterly-rules.5
recipes_hold RECIPES recipes.rules csv-check/faults.csv
recipes_hold 'RECIPES FOR RETURNS ABOUT CHILDREN' child-recipes.rules --file plans=csv-check/child-plans-faults.csv \
	--file counts=csv-check/child-counts-faults.csv csv-check/child-reviews-faults.csv
for cmd in "$src"/cmd/*.c "$src"/cmd/*.sh; do
	cmd=${cmd##*/}
	cmd=${cmd%.*}
	[ -f "$src/man/$cmd.1" ] && ok "$cmd has a manual page" || not_ok "$cmd has a manual page"
done
done_testing
