#!/bin/sh
# The manual pages: mandoc has no warnings, synopsis and options are those of --help, and every
# example gives the output shown. Examples are in literal blocks, where "$ " begins a command;
# commands run in a copy of testdata/, which they may write to, and only where the programs that
# they call besides ours are installed.
. "${0%/*}/tap/tap.sh"
. "$src/tests/tap/examples.sh"
cp -R "$data" data
ln -s "$src/lib" lib

# The same for RECIPES alone, without the blocks of commands: a rules file.
recipes() {
	sed '/^\.Sh EXAMPLES/,$d' "$1" >page
	examples page | awk -v RS='\001\n' '!/^\$ / { printf "%s%s", sep, $0; sep = "\n" }'
}

squeeze() {
	tr -s ' \n' '  ' | sed 's/^ //; s/ $//'
}

for page in "$src"/man/*.[1-9]; do
	name=${page##*/}
	if command -v mandoc >/dev/null; then
		is "$name: mandoc has nothing to say" \
			"$(mandoc -Tlint -Wwarning "$page" 2>&1 | sed "s,$src/,,")" ""
	else
		skip "$name: mandoc has nothing to say" "no mandoc here"
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
recipes "$rules" >came
same "quarterly-rules.5: its recipes are those of recipes.rules" came "$data/csv-check/recipes.rules"
csv-check -f text -r "$data/csv-check/recipes.rules" "$data/csv-check/faults.csv" >findings
sed -n '/^\.Sh RECIPES/,/^\.Sh LANGUAGE/s/^\.Dl //p' "$rules" | sed 's/\\(dq/"/g' >lines
is "quarterly-rules.5: shows a finding of each recipe" \
	"$(grep -c . lines)" "$(grep -c ^rule "$data/csv-check/recipes.rules")"
while IFS= read -r line; do
	grep -qF -e "$line" findings || printf '%s\n' "$line"
done <lines >unknown
is "quarterly-rules.5: the findings of the recipes are those of csv-check" "$(cat unknown)" ""
for cmd in "$src"/cmd/*.c; do
	cmd=${cmd##*/}
	cmd=${cmd%.c}
	[ -f "$src/man/$cmd.1" ] && ok "$cmd has a manual page" || not_ok "$cmd has a manual page"
done
done_testing
