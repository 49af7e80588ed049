usage() {
	cat <<'END'
usage: board-page [options] --out NEW FOLDER
Makes a page for a board from the submissions of its agencies.
      --out NEW           the folder to make: index.html, board.md, ...
      --period PERIOD     as of this period (default: the newest)
      --today DATE        the date on the page, and for waivers (default: today)
      --title TEXT        the title of the page
      --note TEXT         a notice at the top, such as what is made up
      --about NAME        the authority that the benchmark is about
      --areas LIST        the authorities to compare it with, or all in the file
      --region NAME       those of this region (default: the North East)
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

# "; did you mean 'X'?", or nothing, as the filters say it: board-table does for the names of columns.
suggest() { # word names, as a line of CSV
	case $1 in '' | *[,=*?]*) return ;; esac
	printf '%s\n' "$2" | board-table -q --columns "$1" 2>&1 >/dev/null | sed -n "s/.*\(; did you mean '.*'?\)\$/\1/p"
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

out= period= today= title= note= about= areas= region= lag= ages= year= quiet= folder= n_folders=0

take() { # option value
	[ -n "$2" ] || stop "$1: no value; expected one, as in board-page --help"
	case $1 in
	--out) out=$2 ;;
	--period) period=$2 ;;
	--today) today=$2 ;;
	--title) title=$2 ;;
	--note) note=$2 ;;
	--about) about=$2 ;;
	--areas) areas=$2 ;;
	--region) region=$2 ;;
	--population-lag) lag=$2 ;;
	--ages) ages=$2 ;;
	--year) year=$2 ;;
	esac
}

option_names=out,period,today,title,note,about,areas,region,population-lag,ages,year,quiet,help,version

operand() {
	folder=$1
	n_folders=$((n_folders + 1))
}

while [ $# -gt 0 ]; do
	case $1 in
	-h | --help) usage && exit 0 || exit 2 ;;
	-V | --version) echo "board-page (quarterly) $version" && exit 0 || exit 2 ;;
	-q | --quiet) quiet=1 ;;
	--out | --period | --today | --title | --note | --about | --areas | --region | --population-lag | --ages | --year | -y)
		[ $# -gt 1 ] || stop "$1: no value; expected one, as in board-page --help"
		[ "$1" = -y ] && take --year "$2" || take "$1" "$2"
		shift ;;
	--out=* | --period=* | --today=* | --title=* | --note=* | --about=* | --areas=* | --region=* | --population-lag=* | --ages=* | --year=*)
		take "${1%%=*}" "${1#*=}" ;;
	-y?*) take --year "${1#-y}" ;;
	--help=* | --version=* | --quiet=*) stop "${1%%=*} takes no value" ;;
	--)
		shift
		for a do operand "$a"; done
		break ;;
	--*)
		name=${1%%=*}
		name=${name#--}
		near=$(suggest "$name" "$option_names")
		stop "--$name: no such option$(echo "$near" | sed "s/; did you mean '/&--/")" ;;
	-?*) stop "${1%%=*}: no such option" ;;
	*) operand "$1" ;;
	esac
	shift
done
[ -n "$out" ] || stop "no folder to make; expected --out NEW"
[ "$n_folders" = 1 ] && [ -n "$folder" ] || stop "$n_folders folders; expected one, with the submissions"
[ -z "$areas$region" ] || [ -n "$about" ] ||
	stop "no --about; expected the authority of the page, with --areas and --region"
for tool in csv-check csv-tidy qtrend benchmark-ne board-scorecard board-chart board-table; do
	command -v "$tool" >/dev/null || stop "$tool: not found; expected the filters of quarterly in PATH"
done
[ -n "$today" ] || today=$(date +%Y-%m-%d) || exit 2
case $today in
[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]) ;;
*) stop "--today: '$today' is not a date; expected one such as 2015-04-30" ;;
esac
csv-check --today "$today" --version >/dev/null || exit 2
wrong=$(echo indicator,period,value | csv-tidy ${year:+--year} ${year:+"$year"} \
	${period:+--until} ${period:+"$period"} 2>&1 >/dev/null) ||
	stop "$(printf '%s\n' "$wrong" | sed 's/^csv-tidy: //; s/^--until:/--period:/')"
