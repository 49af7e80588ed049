# The page, made twice by the same program. The first time it only collects: all texts that it will
# show, the figures of its tables, and the rows of the others. board-table sets these, and is what
# makes every text harmless, in HTML and in Markdown. The second time it puts them in their places.

page='
#include "page/text.awk"
#include "page/input.awk"
#include "page/figures.awk"
#include "page/agencies.awk"
#include "page/sections.awk"
#include "page/tables.awk"
#include "page/page.awk"
'
printf %s "$commands" >"$t/commands" && cat "$t/unused" "$t"/said.1* >"$t/reported" &&
	places '' "$t/reported" >"$t/messages" || exit 2
export parts=$n_parts accepted spine kinds title note period today about version
[ -n "$title" ] || title='Indicators for the board'
board-table --style >"$t/style.css" || exit 2

# Of a file that is no agency's: one that is called nearly so.
: >"$t/near"
agencies=$(phase=0 awk "$csv_awk$page" "$@") || exit 2
while read -r i; do
	eval "file=\${$i#submissions/}"
	printf '%s %s\n' "$i" "$(suggest "${file%.csv}" "$agencies")" >>"$t/near"
	say "submissions/$file: no agency of the dictionary is called so$(suggest "${file%.csv}" "$agencies")"
done <"$t/strangers"

# The newest period may be one that has not ended: a year of a figure on one of its days.
export unended=
if [ -z "$period" ] && csv-tidy --until "$today" "$t/period.csv" >"$t/ended.csv" 2>/dev/null &&
	[ "$(wc -l <"$t/ended.csv")" = 1 ]; then
	unended=$(sed -n '2s/^x,\(.*\),1$/\1/p' "$t/period.csv")
	[ -z "$unended" ] || say "the newest period, $unended, ends after $today; if that is not meant, expected --period"
fi

phase=1 awk "$csv_awk$page" "$@" || exit 2

set_table() { # name options...
	table=$t/$1
	[ "$1" != manifest ] || table=$new/manifest
	to=$t/$1
	shift
	board-table -q -f html "$@" "$table.csv" >"$to.html" && board-table -q -f markdown "$@" "$table.csv" >"$to.md" ||
		exit 2
}
set_table texts
set_table figures --legend $(cat "$t/decimals")
set_table submissions --caption 'What each agency sent'
set_table manifest --caption 'Files that were read'
k=0
while [ $k -lt "$n_parts" ]; do
	k=$((k + 1))
	remark=
	[ ! -f "$t/marked.$k" ] || remark='--columns symbol=Remark'
	set_table newest.$k --caption "$(cat "$t/caption.$k")" --decimals 1 --thousands=count,population \
		--highlight "la_name=$about" \
		--columns 'la_name=Authority,rank=Rank,count=Count,population=Population' \
		--columns 'rate=Rate,lower95=95% from,upper95=95% to,rank_best=Rank from,rank_worst=Rank to' $remark
done
phase=2 awk "$csv_awk$page" "$@" || exit 2
