#!/bin/sh
# board-page: a page for a board, from a folder with a submission from each agency. Every figure is a
# filter's; this program only arranges what they print.
set -u
export LC_ALL=C
unset CDPATH
version=0.1
newline='
'

usage() {
	cat <<'END'
usage: board-page [options] --out new folder
Makes a page for a board from the submissions of its agencies.
      --out NEW           the folder to make: index.html, board.md, ...
      --period PERIOD     as of this period (default: the newest)
      --today DATE        the date on the page, and for waivers (default: today)
      --title TEXT        the title of the page
      --note TEXT         a notice at the top, such as what is made up
      --about NAME        the authority that the benchmark is about
      --population-lag N  populations of N years before the benchmark's counts
      --ages A-B          the ages to add up in the populations
  -y, --year YEAR         the year of quarters that have none, such as 2014-15
  -q, --quiet             no messages but errors
  -h, --help              print this help
  -V, --version           print the version
Status: 0 the page was made, 1 it was, but a submission was rejected, 2 no page.
END
}

# A text on one line, as board-table shows it: without what could command a terminal.
visible() {
	printf 'x\n"%s"\n' "$(printf '%s' "$1" | sed 's/"/""/g')" | board-table -q 2>/dev/null | sed 1,2d
}

stop() {
	shown=$(visible "$1")
	printf 'board-page: %s\n' "${shown:-$(printf '%s' "$1" | tr -c '[:print:]' '?')}" >&2
	exit 2
}

say() {
	[ -n "$quiet" ] || printf 'board-page: %s\n' "$(visible "$1")" >&2
}

# Arguments

out= period= today= title= note= about= lag= ages= year= quiet= folder= n_folders=0

take() { # option value
	[ -n "$2" ] || stop "$1: no value; expected one, as in board-page --help"
	case $1 in
	--out) out=$2 ;;
	--period) period=$2 ;;
	--today) today=$2 ;;
	--title) title=$2 ;;
	--note) note=$2 ;;
	--about) about=$2 ;;
	--population-lag) lag=$2 ;;
	--ages) ages=$2 ;;
	--year) year=$2 ;;
	esac
}

operand() {
	folder=$1
	n_folders=$((n_folders + 1))
}

while [ $# -gt 0 ]; do
	case $1 in
	-h | --help) usage && exit 0 || exit 2 ;;
	-V | --version) echo "board-page (quarterly) $version" && exit 0 || exit 2 ;;
	-q | --quiet) quiet=1 ;;
	--out | --period | --today | --title | --note | --about | --population-lag | --ages | --year | -y)
		[ $# -gt 1 ] || stop "$1: no value; expected one, as in board-page --help"
		[ "$1" = -y ] && take --year "$2" || take "$1" "$2"
		shift ;;
	--out=* | --period=* | --today=* | --title=* | --note=* | --about=* | --population-lag=* | --ages=* | --year=*)
		take "${1%%=*}" "${1#*=}" ;;
	-y?*) take --year "${1#-y}" ;;
	--help=* | --version=* | --quiet=*) stop "${1%%=*} takes no value" ;;
	--)
		shift
		for a do operand "$a"; done
		break ;;
	-?*) stop "${1%%=*}: no such option" ;;
	*) operand "$1" ;;
	esac
	shift
done
[ -n "$out" ] || stop "no folder to make; expected --out NEW"
[ "$n_folders" = 1 ] && [ -n "$folder" ] || stop "$n_folders folders; expected one, with the submissions"
for tool in csv-check csv-tidy qtrend benchmark-ne board-scorecard board-chart board-table; do
	command -v "$tool" >/dev/null || stop "$tool: not found; expected the filters of quarterly in PATH"
done
[ -n "$today" ] || today=$(date +%Y-%m-%d) || exit 2
case $today in
[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]) ;;
*) stop "--today: '$today' is not a date; expected one such as 2015-04-30" ;;
esac
csv-check --today "$today" --version >/dev/null || exit 2
[ -z "$year$period" ] || echo indicator,period,value | csv-tidy ${year:+--year} ${year:+"$year"} \
	${period:+--until} ${period:+"$period"} >/dev/null || exit 2

# Folders: all work is done next to the new one, in a folder that takes its name at the very end.

here=$(pwd && echo .) || exit 2
here=${here%"$newline".}
while :; do
	case $out in
	?*/) out=${out%/} ;;
	*) break ;;
	esac
done
case $out in /*) ;; *) out=$here/$out ;; esac
case $folder in /*) ;; *) folder=./$folder ;; esac
[ ! -e "$out" ] && [ ! -L "$out" ] || stop "--out: $out exists already; expected the name of a new folder"
[ -d "$folder" ] || stop "$folder: not a folder; expected one with dictionary.csv and submissions/"
cd "$folder" || exit 2
[ -f dictionary.csv ] || stop "$folder: there is no dictionary.csv"
[ -d submissions ] || stop "$folder: there is no folder submissions"

work=$out.part-$$
remove() {
	rm -rf "$work"
}
trap 'exit 2' HUP INT PIPE TERM
mkdir "$work" || stop "--out: $out cannot be made"
trap remove EXIT
new=$work/new
t=$work/work
mkdir "$new" "$new/charts" "$new/findings" "$t" || exit 2

# Running the filters. Each command is kept as a person would type it, for the manifest.

quote() { # text: sets $quoted
	quoted=${1#"$t"/}
	quoted=${quoted#"$new"/}
	case $quoted in
	'' | *[!A-Za-z0-9_./=,:@%+-]*) ;;
	*) return ;;
	esac
	rest=$quoted
	quoted=
	while :; do
		case $rest in
		*\'*)
			quoted=$quoted${rest%%\'*}"'\\''"
			rest=${rest#*\'} ;;
		*) break ;;
		esac
	done
	quoted="'$quoted$rest'"
}

# Runs a command with its output in a file, and its messages in one of their own, $said.
into() { # file command...
	to=$1
	shift
	line=
	for word do
		quote "$word"
		line="$line $quoted"
	done
	quote "$to"
	commands=$commands${line# }" >$quoted$newline"
	n_said=$((n_said + 1))
	said=${said_as:-$t/said.$n_said}
	"$@" >"$to" 2>"$said"
}

must() { # file command...
	into "$@" || fail
}

fail() {
	cat "$said" >&2
	exit 2
}
: >"$t/unused"
commands= said= said_as= n_said=1000

csv_awk='
#include "page/csv.awk"
'
export t new

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

sums() { # the submissions
	for file in dictionary.csv populations.csv benchmark.csv waivers.csv rules/*; do
		[ ! -f "$file" ] || set -- "$@" "$file"
	done
	sha256sum -- "$@" >"$t/sums$again" && [ -n "$again" ] ||
		awk "$csv_awk"'BEGIN { for (i = 1; i < ARGC; i++) print quoted(ARGV[i]) }' "$@" >"$t/paths.csv"
}
again=
sums "$@" || exit 2

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

# The accepted ones as one table.

tidy() { # file the submissions
	to=$1
	shift
	i=0
	for file do
		i=$((i + 1))
		shift
		case $accepted in *" $i "*) set -- "$@" "$file" ;; esac
	done
	if [ $# = 0 ]; then
		echo indicator,category,period,value,percentage,flag >"$to"
	else
		into "$to" csv-tidy --flags ${year:+--year} ${year:+"$year"} \
			${period:+--until} ${period:+"$period"} "$@"
	fi
}

trends() { # table file
	into "$2" qtrend -q -k indicator,category --dictionary dictionary.csv "$1"
}

card() { # table file format the submissions
	table=$1 card=$2 format=$3
	shift 3
	i=0
	for file do
		i=$((i + 1))
		shift
		case $accepted in
		*" $i "*) ;;
		*)
			agency=${file#submissions/}
			set -- "$@" --rejected "${agency%.csv}" ;;
		esac
	done
	[ -z "$joined" ] || set -- "$@" --benchmark "$new/benchmark.csv" --area "$about"
	into "$card" board-scorecard -f "$format" --group priority ${period:+--period} ${period:+"$period"} \
		--dictionary dictionary.csv --findings "$t/findings.csv" "$@" "$table"
}

# A percentage of the dictionary that no agency sent gets rows without a value, so that qtrend makes it
# from its two counts, as board-scorecard does.
complete() { # table file
	from=$1 to=$2 awk "$csv_awk"'
#include "page/complete.awk"
'
}

# The benchmark: a part for each indicator in it.

n_parts=0
joined=
if [ -f benchmark.csv ]; then
	awk "$csv_awk"'
#include "page/parts.awk"
' || exit 2
	read -r n_parts joined <"$t/parts"
	[ "$joined" = 1 ] || joined=
	[ -n "$about" ] || about='Redcar and Cleveland'
fi
k=0
while [ $k -lt "$n_parts" ]; do
	k=$((k + 1))
	peers() { # file options...
		to=$1
		shift
		must "$to" benchmark-ne ${joined:+--dictionary} ${joined:+dictionary.csv} --about "$about" \
			${lag:+--population-lag} ${lag:+"$lag"} ${ages:+--ages} ${ages:+"$ages"} \
			"$@" "$t/part.$k.in"
	}
	populations=
	[ ! -f populations.csv ] || populations=populations.csv
	peers "$t/part.$k.csv" ${populations:+-P} $populations
	peers "$t/part.$k.txt" -f text -q ${populations:+-P} $populations
	for type in ranked funnel; do
		must "$t/$type.$k.csv" board-chart --type $type --out "$t/$type.$k" --id "b$k$type" \
			--highlight "la_name=$about" --highlight "new_la_code=$about" "$t/part.$k.csv"
	done
done
if [ "$n_parts" -gt 0 ]; then
	to=$new/benchmark.csv joined=$joined parts=$n_parts awk "$csv_awk"'
#include "page/peers.awk"
' || exit 2
fi

# The table of the accepted submissions. One that the filters cannot read is found by trying each.

usable() { # the submissions
	tidy "$t/sent.csv" "$@" && { complete "$t/sent.csv" "$new/tidy.csv" || exit 2; } &&
		trends "$new/tidy.csv" "$new/trends.csv" && card "$new/tidy.csv" "$new/scorecard.csv" csv "$@"
}

awk 'FNR > 1 || !head++' "$new"/findings/* >"$t/findings.csv" 2>/dev/null
[ -s "$t/findings.csv" ] ||
	echo rule,severity,file,line,column,key,found,expected,difference,allowance,message >"$t/findings.csv"
before=$commands
said_before=$n_said
if ! usable "$@"; then
	all=$t/said.all
	cp "$said" "$all" || exit 2
	together=$accepted
	accepted=
	usable "$@" || fail	# the submissions are not to blame
	good=
	for j in $together; do
		accepted=" $j "
		if usable "$@"; then
			good="$good $j "
		else
			cp "$said" "$t/why.$j" || exit 2
		fi
	done
	[ "$good" != "$together" ] || { said=$all && fail; }
	accepted=$good
	commands=$before
	while [ $n_said -gt $said_before ]; do
		: >"$t/said.$n_said"
		n_said=$((n_said - 1))
	done
	usable "$@" || fail
fi
card "$new/tidy.csv" "$t/scorecard.html" html "$@" && card "$new/tidy.csv" "$t/scorecard.md" markdown "$@" || fail
must "$t/trends.txt" qtrend -q -f text -k indicator,category --dictionary dictionary.csv "$new/tidy.csv"

# A chart of each series, by the kind of chart that qtrend chose for it.

awk "$csv_awk"'
#include "page/kinds.awk"
' || exit 2
kinds=
for kind in xmr p percent u c stock none; do
	table=$t/chart.$kind.csv
	[ -f "$table" ] || continue
	kinds="$kinds $kind"
	case $kind in percent) chart=p type= ;; none) chart=xmr type=run ;; *) chart=$kind type= ;; esac
	must "$t/points.$kind.csv" qtrend -q --points --labels --chart $chart -k indicator,category \
		--dictionary dictionary.csv "$table"
	must "$t/charts.$kind.csv" board-chart ${type:+--type} $type --out "$t/charts.$kind" --id "$kind" \
		--size 640x340 --sentences "$new/trends.csv" --dictionary dictionary.csv "$t/points.$kind.csv"
done

# The page, made twice by the same program. The first time it only collects: all texts that it will
# show, the figures of its tables, and the rows of the others. board-table sets these, and is what
# makes every text harmless, in HTML and in Markdown. The second time it puts them in their places.

page='
#include "page/text.awk"
#include "page/input.awk"
#include "page/figures.awk"
#include "page/sections.awk"
#include "page/tables.awk"
#include "page/page.awk"
'
printf %s "$commands" >"$t/commands" && cat "$t/unused" "$t"/said.1* >"$t/messages" || exit 2
export parts=$n_parts accepted kinds title note period today about version
[ -n "$title" ] || title='Indicators for the board'
board-table --style >"$t/style.css" || exit 2
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
	set_table newest.$k --caption "The newest period, by rank" --decimals 1 --thousands=count,population \
		--highlight "la_name=$about" \
		--columns 'rank=Rank,la_name=Authority,count=Count,population=Population' \
		--columns 'rate=Rate,lower95=95% from,upper95=95% to,rank_best=Rank from,rank_worst=Rank to'
done
phase=2 awk "$csv_awk$page" "$@" || exit 2

# Nothing that was read may have changed meanwhile, and the new folder gets its name.

again=.again
sums "$@" || exit 2
cmp -s "$t/sums" "$t/sums$again" || stop "$folder: a file changed while it was read"
[ ! -e "$out" ] && [ ! -L "$out" ] || stop "--out: $out exists already; expected the name of a new folder"
mv "$new" "$out" || exit 2
status=0
i=0
for file do
	i=$((i + 1))
	case $accepted in
	*" $i "*) ;;
	*)
		say "$file: not accepted; see index.html"
		status=1 ;;
	esac
done
exit $status
