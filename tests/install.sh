#!/bin/sh
# make install and uninstall: everything is installed, works where it is installed, and is removed
# again.
. "${0%/*}/tap/tap.sh"

unset MAKEFLAGS MAKELEVEL MFLAGS
in_source() {
	make -s -C "$src" B="${bin#"$src"/}" DESTDIR="$work/root" PREFIX=/usr "$@" >out 2>err
	is "make $*: status 0, nothing to say" "$? $(cat err)" "0 "
}

in_source install
for cmd in "$src"/cmd/*.c "$src"/cmd/*.sh; do
	cmd=${cmd##*/}
	cmd=${cmd%.*}
	is "$cmd works where it is installed" "$("$work/root/usr/bin/$cmd" --version)" "$cmd (quarterly) 0.1"
	[ -r "$work/root/usr/share/man/man1/$cmd.1" ] && ok "$cmd.1 is installed" || not_ok "$cmd.1 is installed"
done
for page in man5/quarterly-rules.5 man7/quarterly.7 man7/quarterly-recipes.7; do
	[ -r "$work/root/usr/share/man/$page" ] && ok "$page is installed" || not_ok "$page is installed"
done
csv-tidy --year 2014-15 "$data"/board/*.csv >tidy.csv
run "$work/root/usr/bin/csv-check" -q -r "$work/root/usr/share/quarterly/packs/board.rules" tidy.csv
is "the installed rules work" "$status $err" "0 "
examples=$work/root/usr/share/quarterly/examples
run "$work/root/usr/bin/csv-check" -q --fail-on note -r "$examples/csv-check/recipes.rules" \
	"$examples/csv-check/return.csv"
is "the installed examples work" "$status $err" "0 "
. "$src/tests/tap/examples.sh"
cp -R "$work/root/usr/share/quarterly" share
ln -s share/examples data
for page in "$work"/root/usr/share/man/man?/*; do
	examples "$page" >blocks
	replay <blocks
	[ ! -s shown ] || same "${page##*/}: its examples work with the files that are installed" came shown
done
is "the pages name the places of the files" "$(grep -l /usr/local/share "$work"/root/usr/share/man/man?/* |
    xargs -r -n1 basename)" ""
is "every file of the examples is installed" \
	"$(cd "$data" && find csv-check recipes board-page -type f -exec cmp {} "$examples/{}" \; 2>&1)" ""
in_source uninstall
is "uninstall leaves no file" "$(find root -type f)" ""
is "uninstall leaves no folder of ours" "$(find root -path '*quarterly*')" ""
done_testing
