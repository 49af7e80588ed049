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

# A text on one line, without what could command a terminal.
visible() {
	printf '%s' "$1" | tr '\000-\037\177' '?'
}

stop() {
	printf 'board-page: %s\n' "$(visible "$1")" >&2
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

# Runs a command with its output in a file, and its messages after those of the others.
into() { # file command...
	to=$1
	shift
	line=
	for word do
		quote "$word"
		line="$line $quoted"
	done
	quote "$to"
	printf '%s\n' "${line# } >$quoted" >>"$t/commands"
	"$@" >"$to" 2>"$t/said"
	code=$?
	[ ! -s "$t/said" ] || cat "$t/said" >>"$t/messages"
	return $code
}

must() { # file command...
	into "$@" || fail
}

fail() {
	cat "$t/said" >&2
	exit 2
}
: >"$t/messages"
: >"$t/commands"
: >"$t/unused"

# A reader of CSV for awk: csv(file) puts the next record into F[1..], heading(file) the first into
# at[name, file]; cell(file, name) is a cell of the record.
csv_awk='
function csv(file,   line, more, n, q) {
	if ((getline line < file) <= 0)
		return 0
	sub(/\r$/, "", line)
	if (line !~ /"/) {
		n = split(line, F, ",")
		if (n == 0)
			F[n = 1] = ""
		return n
	}
	while (gsub(/"/, "&", line) % 2 && (getline more < file) > 0) {
		sub(/\r$/, "", more)
		line = line "\n" more
	}
	for (n = 0; ; line = substr(line, RLENGTH + 2)) {
		if (line ~ /^"/ && match(line, /^"([^"]|"")*"/)) {
			q = substr(line, 2, RLENGTH - 2)
			gsub(/""/, "\"", q)
		} else {
			match(line, /^[^,]*/)
			q = substr(line, 1, RLENGTH)
		}
		F[++n] = q
		if (substr(line, RLENGTH + 1, 1) != ",")
			return n
	}
}
function heading(file,   i, n, name) {
	n = csv(file)
	sub(/^\357\273\277/, "", F[1])
	for (i = 1; i <= n; i++) {
		name = tolower(F[i])
		gsub(/^[ \t]+|[ \t]+$/, "", name)
		if (!((name, file) in at))
			at[name, file] = i
	}
	return n
}
function cell(file, name) {
	return (name, file) in at ? F[at[name, file]] : ""
}
function quoted(s) {
	if (s ~ /[",\n]/) {
		gsub(/"/, "\"\"", s)
		s = "\"" s "\""
	}
	return s
}
function record(width,   i, s) {
	for (i = 1; i <= width; i++)
		s = s (i > 1 ? "," : "") quoted(F[i])
	return s
}
function trimmed(s) {
	gsub(/^[ \t]+|[ \t]+$/, "", s)
	return s
}
BEGIN { t = ENVIRON["t"]; new = ENVIRON["new"] }
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
	into "$new/findings/$agency.csv" csv-check -v --today "$today" ${rules:+-r} ${rules:+"$rules"} \
		${waivers:+-w} ${waivers:+"$waivers"} "$file"
	case $? in
	0) accepted="$accepted $i " ;;
	1)
		rejected="$rejected $i "
		csv-check -f text --max-findings 50 --today "$today" ${rules:+-r} ${rules:+"$rules"} \
			${waivers:+-w} ${waivers:+"$waivers"} "$file" >"$t/text.$i" 2>/dev/null ;;
	*) cp "$t/said" "$t/why.$i" || exit 2 ;;
	esac
	cp "$t/said" "$t/check.$i" || exit 2
	case $rules in '') echo none ;; rules/board.rules) echo board ;; *) echo own ;; esac >>"$t/rules"
done
: >>"$t/rules"
for file in dictionary.csv populations.csv benchmark.csv waivers.csv; do
	[ ! -f "$file" ] || csv-check -q -v "$file" >/dev/null 2>"$t/rows.$file"
done
cat "$t/unused" >"$t/messages"

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
	BEGIN {
		d = "dictionary.csv"
		heading(d)
		while (csv(d)) {
			name = trimmed(cell(d, "indicator"))
			if (trimmed(cell(d, "numerator")) != "")
				part[name] = trimmed(cell(d, "numerator"))
			all[++n] = name
		}
		tidy = ENVIRON["from"]
		out = ENVIRON["to"]
		width = heading(tidy)
		while (csv(tidy)) {
			i = cell(tidy, "indicator")
			c = cell(tidy, "category")
			name = c == "" ? i : i ": " c
			sent[name]
			if (!((name, cell(tidy, "period")) in seen)) {
				seen[name, cell(tidy, "period")]
				periods[name, ++m[name]] = cell(tidy, "period")
			}
		}
		close(tidy)
		while ((getline line < tidy) > 0)
			print line > out
		for (k = 1; k <= n; k++) {
			name = all[k]
			if (!(name in part) || name in sent)
				continue
			for (p = 1; p <= m[part[name]]; p++) {
				row = ""
				for (i = 1; i <= width; i++)
					row = row (i > 1 ? "," : "") (i == at["indicator", tidy] ? quoted(name) : \
					    i == at["period", tidy] ? quoted(periods[part[name], p]) : "")
				print row > out
			}
		}
		exit close(out) != 0
	}'
}

# The benchmark: a part for each indicator in it.

n_parts=0
joined=
if [ -f benchmark.csv ]; then
	awk "$csv_awk"'
	BEGIN {
		b = "benchmark.csv"
		width = heading(b)
		head = record(width)
		for (i = 1; i <= width; i++)
			known[F[i]]
		by = ("indicator", b) in at
		if (!by) {
			d = "dictionary.csv"
			heading(d)
			while (csv(d))
				if (cell(d, "indicator") in known)
					only = cell(d, "indicator")
			name[n = 1] = only
			print head > (t "/part.1.in")
		}
		while (csv(b)) {
			i = by ? cell(b, "indicator") : only
			if (by && !(i in nth)) {
				name[nth[i] = ++n] = i
				print head > (t "/part." n ".in")
			}
			print record(width) > (t "/part." (by ? nth[i] : 1) ".in")
		}
		print "indicator" > (t "/parts.csv")
		for (i = 1; i <= n; i++)
			print quoted(name[i]) > (t "/parts.csv")
		print n + 0, (by || only != "") > (t "/parts")
	}
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
	BEGIN {
		out = ENVIRON["to"]
		csv(t "/parts.csv")
		for (k = 1; k <= ENVIRON["parts"]; k++) {
			csv(t "/parts.csv")
			name = quoted(F[1])
			file = t "/part." k ".csv"
			width = heading(file)
			if (k == 1)
				print (ENVIRON["joined"] != "" ? "indicator," : "") record(width) > out
			newest = 0
			while (csv(file)) {
				if (ENVIRON["joined"] != "")
					printf "%s,", name > out
				print record(width) > out
				line[++newest] = F[1]
				text[newest] = record(width)
			}
			last = t "/newest." k ".csv"
			close(file)
			heading(file)
			print record(width) > last
			for (i = 1; i <= newest; i++)
				if (line[i] == line[newest])
					print text[i] > last
		}
	}
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
cp "$t/messages" "$t/messages.0" && cp "$t/commands" "$t/commands.0" || exit 2
if ! usable "$@"; then
	cp "$t/said" "$t/said.all" || exit 2
	together=$accepted
	good=
	for j in $together; do
		accepted=" $j "
		if usable "$@"; then
			good="$good $j "
		else
			cp "$t/said" "$t/why.$j" || exit 2
		fi
	done
	[ "$good" != "$together" ] || { cp "$t/said.all" "$t/said"; fail; }
	accepted=$good
	cp "$t/messages.0" "$t/messages" && cp "$t/commands.0" "$t/commands" || exit 2
	usable "$@" || fail
fi
: >"$t/said"
card "$new/tidy.csv" "$t/scorecard.html" html "$@" && card "$new/tidy.csv" "$t/scorecard.md" markdown "$@" || fail
must "$t/trends.txt" qtrend -q -f text -k indicator,category --dictionary dictionary.csv "$new/tidy.csv"

# A chart of each series, by the kind of chart that qtrend chose for it.

awk "$csv_awk"'
BEGIN {
	d = "dictionary.csv"
	heading(d)
	while (csv(d)) {
		name = trimmed(cell(d, "indicator"))
		wanted[name]
		up[name] = trimmed(cell(d, "numerator"))
		down[name] = trimmed(cell(d, "denominator"))
	}
	trends = new "/trends.csv"
	heading(trends)
	while (csv(trends)) {
		name = cell(trends, "series")
		if (name in wanted)
			chart[name] = cell(trends, "chart")
	}
	tidy = new "/tidy.csv"
	width = heading(tidy)
	head = record(width)
	while (csv(tidy)) {
		name = series()
		p = cell(tidy, "period")
		value[name, p] = cell(tidy, "value")
		if (!(name in chart))
			continue
		kind = chart[name] == "" ? "none" : chart[name]
		if (kind == "p" && up[name] != "") {
			keep[++n] = name
			period[n] = p
			kept[n] = quoted(cell(tidy, "indicator")) "," quoted(cell(tidy, "category")) "," quoted(p)
		} else {
			if (kind == "p")
				kind = "percent"
			if (!(kind in begun)) {
				begun[kind]
				print head > (t "/chart." kind ".csv")
			}
			print record(width) > (t "/chart." kind ".csv")
		}
	}
	if (n > 0)
		print "indicator,category,period,numerator,denominator" > (t "/chart.p.csv")
	for (i = 1; i <= n; i++)
		print kept[i] "," quoted(value[up[keep[i]], period[i]]) "," quoted(value[down[keep[i]], period[i]]) > (t "/chart.p.csv")
}
function series(   c) {
	c = cell(tidy, "category")
	return cell(tidy, "indicator") (c == "" ? "" : ": " c)
}' || exit 2
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
function html(s) { if (phase == 2) print s > (new "/index.html") }
function md(s) { if (phase == 2) print s > (new "/board.md") }

# A text of the data or of a filter: safe[1] in HTML, safe[2] in Markdown.
function text(s) {
	gsub(/^[ \t\n]+|[ \t\n]+$/, "", s)
	if (s == "")
		safe[1] = safe[2] = ""
	else if (phase == 1) {
		if (!(s in known)) {
			known[s]
			print quoted(s) > (t "/texts.csv")
		}
	} else if (s in in_html) {
		safe[1] = in_html[s]
		safe[2] = in_md[s]
	} else {
		print "board-page: a text that was not collected" > "/dev/stderr"
		failed = 1
		exit 2
	}
}
function plain(s) {	# for a title and an attribute
	gsub(/<br>/, " ", s)
	return s
}
function put(before, s, after, md_before, md_after) {
	text(s)
	html(before safe[1] after)
	md(md_before safe[2] md_after)
}
function line_of(file,   s) {
	s = ""
	getline s < file
	close(file)
	return s
}

# The cell of each text, in the order of texts.csv.
function learn(   h, m, raw) {
	csv(t "/texts.csv")
	while ((getline h < (t "/texts.html")) > 0 && h != "<tbody>")
		;
	for (m = 0; m < 2; m++)
		getline raw < (t "/texts.md")
	while (csv(t "/texts.csv")) {
		raw = F[1]
		getline h < (t "/texts.html")
		getline m < (t "/texts.md")
		sub(/^<tr><th[^>]*>/, "", h)
		sub(/<\/th><\/tr>$/, "", h)
		sub(/^\| /, "", m)
		sub(/ *\|$/, "", m)
		in_html[raw] = h
		in_md[raw] = m
	}
}

# Tables that board-table or board-scorecard set. A wide one scrolls in a region of its own.
function begin_scroll() {
	n_tables++
	html("<div class=\"scroll\" role=\"region\" aria-labelledby=\"table" n_tables "\" tabindex=\"0\">")
}
function include(file,   line) {
	while (phase == 2 && (getline line < (file ".html")) > 0) {
		if (line == "<table class=\"board\">")
			begin_scroll()
		sub(/^<caption>/, "<caption id=\"table" n_tables "\">", line)
		html(line)
		if (line == "</table>")
			html("</div>")
	}
	while (phase == 2 && (getline line < (file ".md")) > 0)
		md(line)
	md("")
}

# Input

function read_dictionary(   d, name) {
	d = "dictionary.csv"
	heading(d)
	while (csv(d)) {
		name = trimmed(cell(d, "indicator"))
		decimals[name] = trimmed(cell(d, "decimals"))
		if (decimals[name] == "")
			decimals[name] = trimmed(cell(d, "numerator")) != "" ? 1 : 3
		frequency[name] = tolower(trimmed(cell(d, "frequency")))
		origin[name] = trimmed(cell(d, "source"))
	}
}
function read_scorecard(   s) {
	s = new "/scorecard.csv"
	heading(s)
	while (csv(s)) {
		ind[++n_ind] = cell(s, "indicator")
		nth[ind[n_ind]] = n_ind
		label[n_ind] = cell(s, "label")
		unit[n_ind] = cell(s, "unit")
		agency[n_ind] = cell(s, "agency")
		priority[n_ind] = cell(s, "priority")
		remark[n_ind] = cell(s, "note")
		period[n_ind] = cell(s, "period")
		if (agency[n_ind] != "" && !(agency[n_ind] in of_dictionary)) {
			of_dictionary[agency[n_ind]]
			body[++n_bodies] = agency[n_ind]
		}
		if (cell(s, "submitted") == "no")
			silent[agency[n_ind]]
	}
}
function read_submissions(   i, name, line) {
	for (i = 1; i < ARGC; i++) {
		name = ARGV[i]
		sub(/^submissions\//, "", name)
		sub(/\.csv$/, "", name)
		sent[name] = i
		if (!(name in of_dictionary))
			body[++n_bodies] = name
		getline rules[i] < (t "/rules")
		while ((getline line < (t "/check." i)) > 0)
			if (line ~ /^csv-check: [0-9,]+ rows?, [0-9,]+ rules?$/) {
				rows[i] = line
				sub(/^csv-check: /, "", rows[i])
				sub(/ rows?, .*/, "", rows[i])
			}
		state[i] = index(ENVIRON["accepted"], " " i " ") ? "accepted" : \
		    (getline line < (t "/why." i)) > 0 ? "not readable" : "rejected"
		why[i] = line
		sub(/^[a-z-]+: /, "", why[i])
		close(t "/why." i)
	}
}
function read_findings(   f, i, a, k) {
	for (a in sent) {
		i = sent[a]
		f = new "/findings/" a ".csv"
		if (heading(f) < 11)
			continue
		while (csv(f)) {
			k = ++n_found[i]
			count[i, cell(f, "severity")]++
			found[i, k] = cell(f, "message")
			if (cell(f, "line") != "")
				found[i, k] = "line " cell(f, "line") ": " found[i, k]
			grade[i, k] = cell(f, "severity")
			rule[i, k] = cell(f, "rule")
			about_indicator(i, k, cell(f, "key"))
		}
		close(f)
		while ((getline f < (t "/text." i)) > 0)
			if (match(f, /^[A-Za-z][A-Za-z0-9_.-]* (error|query|note|waived): /)) {
				k = f
				sub(/ .*/, "", k)
				about[i, k] = substr(f, RLENGTH + 1)
			}
	}
}

# The indicator that a key names, with its category if the dictionary has that.
function about_indicator(i, k, key,   c, name, best) {
	if (substr(key, 1, 10) != "indicator=")
		return
	key = substr(key, 11) "; "
	for (c = 1; c <= n_ind; c++) {
		name = ind[c]
		if (index(key, name "; ") == 1 && (best == "" || length(name) > length(ind[best])))
			best = c
		while (match(name, /: /)) {
			if (index(key, substr(ind[c], 1, length(ind[c]) - length(name) + RSTART - 1) "; category=" substr(name, RSTART + 2) "; ") == 1)
				best = c
			name = substr(name, RSTART + 2)
		}
	}
	if (best != "" && state[i] == "accepted") {
		under[best, ++n_under[best]] = i SUBSEP k
		placed[i, k]
	}
}
function read_series(   f, n, c, kinds, k) {
	f = new "/trends.csv"
	heading(f)
	while (csv(f))
		if (cell(f, "series") in nth)
			sentence[nth[cell(f, "series")]] = cell(f, "sentence")
	n = split(ENVIRON["kinds"], kinds, " ")
	for (k = 1; k <= n; k++) {
		f = t "/points." kinds[k] ".csv"
		heading(f)
		while (csv(f)) {
			if (!(cell(f, "series") in nth))
				continue
			c = nth[cell(f, "series")]
			when[c, ++points[c]] = cell(f, "period")
			value[c, points[c]] = cell(f, "value")
			if (value[c, points[c]] == "NA")
				value[c, points[c]] = cell(f, "mark")
			if (points[c] > most)
				most = points[c]
		}
		f = t "/charts." kinds[k] ".csv"
		heading(f)
		while (csv(f))
			if (cell(f, "series") in nth)
				drawn[nth[cell(f, "series")]] = t "/charts." kinds[k] "/" cell(f, "file")
	}
}

# The figures of all indicators as one table, a column for each, whose cells are put into many.
function write_figures(   c, p, s, names) {
	for (c = 1; c <= n_ind; c++) {
		s = s ",s" c
		names = names (c > 1 ? "," : "") "s" c
		print "--decimals\ns" c "=" decimals[ind[c]] > (t "/decimals")
	}
	print "--thousands=" names > (t "/decimals")
	print "n" s > (t "/figures.csv")
	for (p = 1; p <= most; p++) {
		s = p
		for (c = 1; c <= n_ind; c++)
			s = s "," (p <= points[c] ? value[c, p] : "")
		print s > (t "/figures.csv")
	}
}
function learn_figures(   c, p, h, m, a, b) {
	while ((getline h < (t "/figures.html")) > 0 && h != "<tbody>")
		;
	getline m < (t "/figures.md")
	getline m < (t "/figures.md")
	for (p = 1; p <= most; p++) {
		getline h < (t "/figures.html")
		getline m < (t "/figures.md")
		split(h, a, /<\/t[hd]>/)
		split(m, b, /\|/)
		for (c = 1; c <= n_ind; c++) {
			sub(/^<[^>]*>/, "", a[c + 1])
			gsub(/^ +| +$/, "", b[c + 2])
			figure[1, c, p] = a[c + 1]
			figure[2, c, p] = b[c + 2]
		}
	}
	while ((getline h < (t "/figures.html")) > 0)
		if (h ~ /^<p/) {
			getline m < (t "/figures.md")
			while (m !~ /[a-z]/ && (getline m < (t "/figures.md")) > 0)
				;
			legend[++n_legends] = h
			legend_md[n_legends] = m
		}
}
# Figures of one indicator: quarters, months and terms in the columns of their years, else a column for
# each period or, of many, a row.
function place(c,   p, y, is_month, w) {
	split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", month, " ")
	is_month = frequency[ind[c]] == "month"
	for (p = 1; p <= points[c]; p++)
		if (when[c, p] ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]$/ &&
		    (substr(when[c, p], 3, 2) + 1) % 100 != substr(when[c, p], 6) + 0)
			is_month = 1
	n_rows = n_columns = 0
	split("", in_row)
	split("", in_column)
	for (p = 1; p <= points[c]; p++) {
		w = when[c, p]
		if (w ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9] ./) {
			y = substr(w, 1, 7)
			w = substr(w, 9)
		} else if (w ~ /^[0-9][0-9][0-9][0-9]-Q[1-4]$/ || (is_month && w ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]$/)) {
			y = substr(w, 1, 4)
			w = substr(w, 6)
			if (w !~ /^Q/)
				w = month[w + 0]
		} else if (points[c] <= 8)
			y = "Figure"
		else {
			y = w
			w = "Figure"
		}
		if (!(y in in_row)) {
			in_row[y] = ++n_rows
			row_name[n_rows] = y
		}
		if (!(w in in_column)) {
			in_column[w] = ++n_columns
			column_name[n_columns] = w
		}
		split("", empty)
		at_cell[c, in_row[y], in_column[w]] = p
	}
	if (is_month && n_rows > 1)
		calendar_columns()
}
# Months from January, wherever the first year begins; in_column keeps the numbers of at_cell.
function calendar_columns(   k, n) {
	for (k = 1; k <= 12; k++)
		if (month[k] in in_column)
			column_name[++n] = month[k]
}
function figures(c,   r, k, line, m, p, rule_line) {
	place(c)
	begin_scroll()
	html("<table class=\"board\">")
	html("<caption id=\"table" n_tables "\">" called(c, 1) "</caption>")
	line = "<tr><th scope=\"col\">Period</th>"
	m = "| Period |"
	rule_line = "| --- |"
	for (k = 1; k <= n_columns; k++) {
		text(column_name[k])
		line = line "<th scope=\"col\" class=\"figure\">" safe[1] "</th>"
		m = m " " safe[2] " |"
		rule_line = rule_line " --: |"
	}
	html("<thead>\n" line "</tr>\n</thead>\n<tbody>")
	md(m)
	md(rule_line)
	for (r = 1; r <= n_rows; r++) {
		text(row_name[r])
		line = "<tr><th scope=\"row\">" safe[1] "</th>"
		m = "| " safe[2] " |"
		for (k = 1; k <= n_columns; k++) {
			p = at_cell[c, r, in_column[column_name[k]]]
			line = line "<td class=\"figure\">" (p ? figure[1, c, p] : "") "</td>"
			m = m " " (p ? figure[2, c, p] : "") " |"
		}
		html(line "</tr>")
		md(m)
	}
	html("</tbody>\n</table>\n</div>")
	md("")
}
function called(c, form) {
	text(unit[c] == "" ? label[c] : label[c] " (" unit[c] ")")
	return safe[form]
}

# A chart goes into the page and, as a file of its own, into charts/.
function chart(file, to, name,   line) {
	text("Chart: " name)
	html("<div class=\"chart\" role=\"group\" aria-label=\"" plain(safe[1]) "\" tabindex=\"0\">")
	md("![" safe[2] "](charts/" to ".svg)")
	md("")
	to = new "/charts/" to ".svg"
	while (phase == 2 && (getline line < file) > 0) {
		html(line)
		print line > to
	}
	close(file)
	if (phase == 2)
		close(to)
	html("</div>")
}

# Parts of the page

function finding(i, k, agency_too,   s) {
	s = found[i, k]
	if (agency_too != "")
		s = s " (" agency_too ")"
	html("<li><strong>" grade[i, k] "</strong> ")
	text(s)
	html(safe[1])
	m = "- **" grade[i, k] "** " safe[2]
	if ((i, rule[i, k]) in about && index(found[i, k], about[i, rule[i, k]]) == 0) {
		text(about[i, rule[i, k]])
		html("<br><span class=\"rule\">Rule: " safe[1] "</span>")
		m = m " (rule: " safe[2] ")"
	}
	html("</li>")
	md(m)
}
function heads(   s, p) {
	text(ENVIRON["title"])
	html("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">")
	html("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
	html("<title>" plain(safe[1]) "</title>\n<style>")
	while (phase == 2 && (getline s < (t "/style.css")) > 0)
		html(s)
	html("</style>\n</head>\n<body class=\"page\">\n<a class=\"skip\" href=\"#main\">Skip to the content</a>")
	html("<main id=\"main\">")
	put("<h1>", ENVIRON["title"], "</h1>", "# ", "")
	md("")
	p = newest_period()
	put("<p class=\"lead\">", (p == "" ? "No figures." : "As of " p ".") " Made on " ENVIRON["today"] ".", "</p>", "", "")
	md("")
	if (ENVIRON["note"] != "") {
		put("<p class=\"notice\">", ENVIRON["note"], "</p>", "> ", "")
		md("")
	}
}
# That of the captions of the scorecard.
function newest_period(   s) {
	if (ENVIRON["period"] != "")
		return ENVIRON["period"]
	while ((getline s < (t "/scorecard.html")) > 0)
		if (match(s, /, [0-9][0-9A-Za-z -]*<.caption>$/)) {
			close(t "/scorecard.html")
			return substr(s, RSTART + 2, RLENGTH - 12)
		}
	close(t "/scorecard.html")
	return ""
}
function contents(   c, p, seen) {
	html("<nav aria-label=\"Contents\">\n<ul>")
	html("<li><a href=\"#submissions\">Submissions</a></li>\n<li><a href=\"#scorecard\">Scorecard</a></li>")
	for (p = 1; p <= n_groups; p++) {
		text(group[p])
		html("<li><a href=\"#group" p "\">" safe[1] "</a></li>")
	}
	if (ENVIRON["parts"] > 0)
		html("<li><a href=\"#benchmark\">Benchmark</a></li>")
	html("<li><a href=\"#method\">Notes on method</a></li>\n<li><a href=\"#manifest\">Manifest</a></li>")
	html("</ul>\n</nav>")
}
function standing(a,   i) {
	if (!(a in sent))
		return "Did not submit"
	i = sent[a]
	return state[i] == "rejected" ? "Rejected" : state[i] == "not readable" ? "Could not be read" : \
	    a in silent ? "Accepted, but without figures for the period" : \
	    !(a in of_dictionary) ? "Accepted; not in the dictionary" : "Accepted"
}
function submissions(   b, i, k, n, rest) {
	html("<section id=\"submissions\">")
	put("<h2>", "Submissions", "</h2>", "## ", "")
	md("")
	if (n_bodies == 0) {
		put("<p>", "The dictionary names no agency, and no agency submitted.", "</p>", "", "")
		md("")
	} else
		include(t "/submissions")
	for (b = 1; b <= n_bodies; b++) {
		if (!(body[b] in sent))
			continue
		i = sent[body[b]]
		if (state[i] == "accepted")
			continue
		put("<h3>", body[b] ": " (state[i] == "rejected" ? "rejected" : "could not be read"), "</h3>", "### ", "")
		md("")
		if (state[i] == "not readable") {
			put("<p>", why[i], "</p>", "", "")
			md("")
			continue
		}
		put("<p>", n_found[i] " finding" (n_found[i] == 1 ? "" : "s") " in the file. " \
		    (n_found[i] > 5 ? "The first five errors:" : "Its errors:"), "</p>", "", "")
		md("")
		html("<ul class=\"findings\">")
		for (k = n = 0; k++ < n_found[i] && n < 5;)
			if (grade[i, k] == "error") {
				finding(i, k, "")
				n++
			}
		html("</ul>")
		md("")
		put("<p>", "All findings: findings/" body[b] ".csv", "</p>", "", "")
		md("")
	}
	loose()
	html("</section>")
}
# Findings on accepted submissions that are about no indicator.
function loose(   b, i, k, n) {
	for (b = 1; b <= n_bodies; b++) {
		if (!(body[b] in sent) || state[i = sent[body[b]]] != "accepted")
			continue
		for (k = 1; k <= n_found[i]; k++) {
			if ((i, k) in placed)
				continue
			if (n++ == 0) {
				put("<h3>", "Findings on accepted submissions", "</h3>", "### ", "")
				md("")
				html("<ul class=\"findings\">")
			}
			if (n <= 10)
				finding(i, k, body[b])
		}
	}
	if (n == 0)
		return
	html("</ul>")
	md("")
	if (n > 10) {
		put("<p>", "These are the first 10 of " n "; all are in the folder findings.", "</p>", "", "")
		md("")
	}
}
function scorecard() {
	html("<section id=\"scorecard\">")
	put("<h2>", "Scorecard", "</h2>", "## ", "")
	md("")
	include(t "/scorecard")
	html("</section>")
}
function indicator(c,   k, f, n) {
	html("<article class=\"indicator\">")
	put("<h3>", label[c], "</h3>", "### ", "")
	md("")
	if (agency[c] != "" || origin[ind[c]] != "") {
		put("<p class=\"from\">", (agency[c] == "" ? "" : "From " agency[c] ".") \
		    (origin[ind[c]] == "" ? "" : (agency[c] == "" ? "" : " ") "Source: " origin[ind[c]] "."), "</p>", "", "")
		md("")
	}
	if (c in sentence) {
		put("<p class=\"finding" (c in drawn ? " drawn" : "") "\">", sentence[c], "</p>", "", "")
		md("")
	}
	if (remark[c] != "") {
		put("<p class=\"remark\">", "Note: " remark[c], "</p>", "", "")
		md("")
	}
	if (c in drawn)
		chart(drawn[c], sprintf("%03d", c), label[c])
	if (points[c] > 0)
		figures(c)
	else {
		put("<p>", "No figures.", "</p>", "", "")
		md("")
	}
	if (n_under[c] > 0) {
		html("<h4>Findings</h4>\n<ul class=\"findings\">")
		md("Findings:")
		md("")
		for (k = 1; k <= n_under[c] && k <= 5; k++) {
			split(under[c, k], f, SUBSEP)
			finding(f[1], f[2], "")
		}
		html("</ul>")
		md("")
		if (n_under[c] > 5) {
			put("<p>", "These are the first 5 of " n_under[c] "; all are in the folder findings.", "</p>", "", "")
			md("")
		}
	}
	html("</article>")
}
function indicators(   p, c) {
	for (p = 1; p <= n_groups; p++) {
		html("<section id=\"group" p "\">")
		put("<h2>", group[p], "</h2>", "## ", "")
		md("")
		for (c = 1; c <= n_ind; c++)
			if (priority[c] == priority[first[p]])
				indicator(c)
		html("</section>")
	}
}
# The paragraphs of benchmark-ne -f text that are not tables: sentences, and last the note on method.
function read_paragraphs(k,   line, skip, begun) {
	n_sentences = 0
	while ((getline line < (t "/part." k ".txt")) > 0) {
		if (line ~ /^(place|Bars:)/)
			skip = 1
		if (line == "")
			skip = 0
		else if (!skip && line ~ /[.]$/)
			said[++n_sentences] = line
	}
	close(t "/part." k ".txt")
	method_of_peers = n_sentences > 0 ? said[n_sentences--] : ""
}
function benchmark(   k, s, parts, name) {
	parts = ENVIRON["parts"] + 0
	if (parts == 0)
		return
	html("<section id=\"benchmark\">")
	put("<h2>", "Benchmark", "</h2>", "## ", "")
	md("")
	csv(t "/parts.csv")
	for (k = 1; k <= parts; k++) {
		csv(t "/parts.csv")
		name = F[1] in nth ? label[nth[F[1]]] : F[1] == "" ? "rates" : F[1]
		if (F[1] != "") {
			put("<h3>", name, "</h3>", "### ", "")
			md("")
		}
		read_paragraphs(k)
		html("<ul>")
		for (s = 1; s <= n_sentences; s++)
			put("<li>", said[s], "</li>", "- ", "")
		html("</ul>")
		md("")
		chart(newest(t "/ranked." k), "benchmark-" k "-ranked", name " by rank")
		chart(newest(t "/funnel." k), "benchmark-" k "-funnel", name " by population")
		include(t "/newest." k)
	}
	html("</section>")
}
function newest(dir,   f, last) {
	heading(dir ".csv")
	while (csv(dir ".csv"))
		last = cell(dir ".csv", "file")
	close(dir ".csv")
	return dir "/" last
}
function bullet(s) {
	if (!(s in told)) {
		told[s]
		put("<li>", s, "</li>", "- ", "")
	}
}
function methods(   line, k) {
	html("<section id=\"method\">")
	put("<h2>", "Notes on method", "</h2>", "## ", "")
	md("")
	html("<ul>")
	bullet("Figures of submissions that were rejected, or could not be read, are not on this page.")
	bullet("Sentences, limits and special causes are those of qtrend, the status and icons those of board-scorecard, ranks and intervals those of benchmark-ne; the manual pages of these programs give the methods.")
	bullet("A chart shows the average and the limits within which nearly all figures lie if nothing changes. Triangles are special causes; cells without a number are shown as hidden or missing, never as 0.")
	while ((getline line < (t "/trends.txt")) > 0)
		if (line ~ /^Note: /)
			bullet(substr(line, 7))
	if (ENVIRON["parts"] > 0)
		bullet(method_of_peers)
	split("", told)
	html("</ul>")
	md("")
	for (k = 1; k <= n_legends; k++) {
		html(legend[k])
		md(legend_md[k])
		md("")
	}
	if (phase == 1)
		split("", told)
	line = 0
	while ((getline k < (t "/messages")) > 0) {
		if (k == "" || k in told)
			continue
		if (line++ == 0) {
			put("<h3>", "What the programs reported", "</h3>", "### ", "")
			md("")
			html("<ul>")
		}
		bullet(k)
	}
	if (line > 0) {
		html("</ul>")
		md("")
	}
	html("</section>")
}
function manifest(   line) {
	html("<section id=\"manifest\">")
	put("<h2>", "Manifest", "</h2>", "## ", "")
	md("")
	put("<p>", "What this page was made from, by board-page (quarterly) " ENVIRON["version"] ". The same table is in manifest.csv.", "</p>", "", "")
	md("")
	include(t "/manifest")
	put("<h3>", "Commands", "</h3>", "### ", "")
	md("")
	html("<ol class=\"commands\">")
	while ((getline line < (t "/commands")) > 0)
		put("<li><code>", line, "</code></li>", "1. ", "")
	html("</ol>\n</section>\n</main>\n</body>\n</html>")
}

# Tables for board-table

function number_of(i, severity) {
	return (i, severity) in count ? count[i, severity] : 0
}
function write_submissions(   b, i, f, a) {
	f = t "/submissions.csv"
	print "Agency,Submission,Rows,Errors,Queries,Notes,Rules" > f
	for (b = 1; b <= n_bodies; b++) {
		a = body[b]
		i = a in sent ? sent[a] : 0
		print quoted(a) "," quoted(standing(a)) "," (i ? quoted(rows[i]) "," number_of(i, "error") "," \
		    number_of(i, "query") "," number_of(i, "note") "," (rules[i] == "own" ? "its own" : \
		    rules[i] == "board" ? "the board\047s" : "none: structure only") : ",,,,") > f
	}
}
function write_manifest(   f, p, sum, path, a, n) {
	f = new "/manifest.csv"
	print "path,agency,status,rows,sha256" > f
	for (n = 1; csv(t "/paths.csv"); n++) {
		path = F[1]
		sum = ""
		getline sum < (t "/sums")
		sub(/^\\/, "", sum)
		sub(/ .*/, "", sum)
		a = path
		p = "read"
		if (n < ARGC) {
			sub(/^submissions\//, "", a)
			sub(/\.csv$/, "", a)
			p = state[n]
		} else if (!(sub(/^rules\//, "", a) && sub(/\.rules$/, "", a) && a in sent))
			a = ""
		print quoted(path) "," quoted(a) "," p "," (n < ARGC ? quoted(rows[n]) : rows_of(path)) "," sum > f
	}
	for (p = 1; p <= n_bodies; p++)
		if (!(body[p] in sent))
			print "," quoted(body[p]) ",not submitted,," > f
}
function rows_of(path,   line) {
	getline line < (t "/rows." path)
	if (line !~ /^csv-check: [0-9,]+ rows?/)
		return ""
	sub(/^csv-check: /, "", line)
	sub(/ .*/, "", line)
	return quoted(line)
}

BEGIN {
	phase = ENVIRON["phase"]
	read_dictionary()
	read_scorecard()
	read_submissions()
	read_findings()
	read_series()
	for (c = 1; c <= n_ind; c++)
		if (!(priority[c] in grouped)) {
			grouped[priority[c]]
			first[++n_groups] = c
			group[n_groups] = priority[c] == "" ? (c == 1 && n_groups == 1 ? "Indicators" : "Other indicators") : priority[c]
		}
	if (phase == 1) {
		print "text" > (t "/texts.csv")
		write_figures()
		write_submissions()
		write_manifest()
	} else {
		learn()
		learn_figures()
	}
	heads()
	contents()
	submissions()
	scorecard()
	indicators()
	benchmark()
	methods()
	manifest()
	exit failed
}
'
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
