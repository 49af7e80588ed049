#!/bin/sh
# The conventions that every filter keeps (quarterly(7), CONVENTIONS): help, version, exit status,
# pipes, files, encodings, write errors.
. "${0%/*}/tap/tap.sh"

cat >counts.csv <<'END'
indicator,category,period,value,percentage
Plans,Neglect,2014-15 Q1,130,70
Plans,Physical abuse,2014-15 Q1,55,30
Plans,Neglect,2014-15 Q2,94,68
Plans,Physical abuse,2014-15 Q2,45,32
END
cat >areas.csv <<'END'
time_period,geographic_level,area_code,area_name,count,population
2014,National,E92000001,England,48300,11473080
2014,Regional,E12000001,North East,3110,523477
2014,Local authority,E06000003,Redcar and Cleveland,217,27501
2014,Local authority,E06000002,Middlesbrough,235,31709
END
cat >wide.csv <<'END'
Indicator,Q1,Q2
Number of Children in Need,750,708
Numbers of Looked After Children,182,185
END
cat >any.rules <<'END'
rule ANY error
  about: A value is a number
  check: value is number
END
sed 's/value/count/' any.rules >areas.rules
printf '%s\n' indicator,kind 'Plans: Neglect,stock' 'Plans: Physical abuse,stock' >dictionary.csv

# Prints the sample input of a filter and the arguments that it needs.
sample() {
	case $1 in
	csv-tidy) echo "wide.csv --year 2014-15" ;;
	csv-check) echo "counts.csv -r $work/any.rules" ;;
	board-scorecard) echo "counts.csv --dictionary $work/dictionary.csv" ;;
	csv-rate | benchmark-ne) echo "areas.csv" ;;
	cp-categorise | qtrend | board-table | board-chart | csv-suppress) echo "counts.csv" ;;
	*) echo "" ;;
	esac
}

# Runs the filter on its sample with further arguments.
on_sample() {
	"$filter" $args "$@" >out 2>err
	status=$?
}

# Lists the options that take a value other than a name or text, but do not refuse two commas with
# status 2 and the usual sentence.
refuses_nonsense() {
	"$filter" --help | sed -n 's/^ *\(-[A-Za-z], \)*--\([a-z-]*\) \([^ ]*\).*/\2 \3/p' |
	while read -r option value; do
		case $value in
		'' | FILE | DIR | NAME | '[-]NAME' | NAMES | COLUMN | TEXT | LABEL) continue ;;
		esac
		on_sample "--$option" ,, "$input"
		[ "$status" = 2 ] && grep -q "^$filter: --$option: '.*' is not " err ||
			printf '%s\n' "--$option: $status $(head -1 err)"
	done
}

# What commands a terminal, forges a line or turns text round: C0, C1, bidirectional characters.
harm=$(printf '\033[31m\r\b\177\302\233\342\200\256\342\201\246\330\234\342\200\250')

# How many lines of a file have any of it.
raw() {
	LC_ALL=C awk '/[\001-\011\013-\037\177]|\302[\200-\237]|\330\234|\342\200[\216\217\250-\256]|\342\201[\246-\251]/ {
		n++ } END { print n + 0 }' "$@"
}

# The output for other arguments or input is that of the sample.
unchanged() { # what arguments...
	what=$1
	shift
	on_sample "$@"
	sed '/^S23,note,nonl.csv,/d' out >same	# csv-check says that the last newline is missing
	same "$filter: the same $what" same wanted
}

for filter in "$src"/cmd/*.c; do
	filter=${filter##*/}
	filter=${filter%.c}
	set -- $(sample "$filter")
	if [ $# = 0 ]; then
		not_ok "$filter has a sample in tests/conventions.sh"
		continue
	fi
	input=$1
	shift
	args="$*"

	run "$filter" --help
	is "$filter --help: status 0, no message" "$status $err" "0 "
	cp out out.help
	like "$filter --help: begins with the usage line" "$(head -1 out)" "^usage: $filter "
	is "$filter --help: one screen of 80 columns" \
		"$(awk 'length > 80 || NR > 60 { print NR ": " $0 }' out)" ""
	run "$filter" --version
	is "$filter --version" "$status $out" "0 $filter (quarterly) 0.1"
	run "$filter" --no-such-option
	is "$filter: an unknown option" "$status $out$err" \
		"2 $filter: --no-such-option: no such option"
	run "$filter" --qiet
	is "$filter: an option misspelt" "$status $out$err" \
		"2 $filter: --qiet: no such option; did you mean '--quiet'?"
	if grep -q '^  -c, --column' out.help && ! grep -q -- --measures out.help; then
		run "$filter" --measures CPP_At31
		is "$filter: --measures is csv-tidy's" "$status $out$err" "2 $filter: --measures: no such option; \
expected -c value=NAME, or the output of csv-tidy --measures"
	fi
	run "$filter" -0
	is "$filter: an unknown letter" "$status $out$err" "2 $filter: -0: no such option"
	run "$filter" --quiet=yes
	is "$filter: a value for an option that takes none" "$status $out$err" \
		"2 $filter: --quiet takes no value"
	run "$filter" -f
	like "$filter: no value" "$status $out$err" "^2 $filter: --format: no value; expected .*csv"
	refuses_nonsense >accepted
	is "$filter: each option refuses nonsense, in the one form of words" "$(cat accepted)" ""

	on_sample "$input"
	cp out wanted
	is "$filter: works on its sample" "$status" 0
	[ -s wanted ] || [ "$filter" = csv-check ] && ok "$filter: prints something" ||
		not_ok "$filter: prints something"
	unchanged "from standard input" <"$input"
	cat "$input" | "$filter" $args - >out 2>err
	same "$filter: the same from a pipe and -" out wanted
	{ printf '\357\273\277'; cat "$input"; } >bom.csv
	[ "$filter" = csv-check ] || unchanged "with a BOM" bom.csv	# which notes a BOM
	sed 's/$/\r/' "$input" >crlf.csv
	unchanged "with CRLF" crlf.csv
	case $filter in csv-check | board-table) ;; *)	# which report it, and keep it
		commas=$(head -1 "$input" | tr -cd ,)
		{ cat "$input"; printf '%s\n' "$commas" "$commas"; } >commas.csv
		unchanged "with rows of commas below" commas.csv
		sed 's/$/,/' "$input" >delimiter.csv
		unchanged "with a delimiter at the end of each line" delimiter.csv
		sed '1s/$/,/; 2,$s/$/,x/' "$input" >text.csv
		on_sample text.csv
		is "$filter: text below no heading: status 2" "$status" 2
		like "$filter: text below no heading: said" "$(cat err)" \
			"text.csv:2: .*('x'|text) in a column without a heading; expected"
		;;
	esac
	printf %s "$(cat "$input")" >nonl.csv
	unchanged "without the last newline" nonl.csv
	tr , '\t' <"$input" >tab.csv
	unchanged "with tabs" -d tab tab.csv
	iconv -t UTF-16 "$input" >utf16.csv
	unchanged "from UTF-16" -E UTF-16 utf16.csv
	head -2 "$input" >one.csv
	{ head -1 "$input"; sed 1,2d "$input"; } >two.csv
	unchanged "from two files" one.csv two.csv
	env -i PATH="$PATH" "$filter" $args "$input" >out 2>err
	same "$filter: the same with an empty environment" out wanted
	LC_ALL=de_DE.UTF-8 "$filter" $args "$input" >out 2>err
	same "$filter: the same in another locale" out wanted
	if [ "$filter" != board-chart ]; then	# whose -f is for the list of --out
		on_sample -f text "$input"
		is "$filter -f text: status 0" "$status" 0
		on_sample -f jsonl "$input"
		is "$filter -f jsonl: status 0, an object a line" "$status$(grep -v '^{.*}$' out)" 0
	fi

	# Texts of the data and names of files are harmless wherever people read them.
	evil="evil$harm.csv"
	sed "2s/^[^,]*/\"$harm&\"/; 2s/,\([^,]*\)/,\"\1$harm\"/" "$input" >"$evil"
	{ printf 'x%s,' "$harm"; head -1 "$input"; sed '1d; s/^/1,/' "$input"; } >headed.csv
	formats=$("$filter" --help | sed -n 's/.*-f, --format F *//p' | tr -cd 'a-z \n')
	for format in $formats; do
		case $format in text | markdown | html | latex) ;; *) continue ;; esac
		for file in "$evil" headed.csv "none$harm.csv"; do
			on_sample -f "$format" "$file"
			is "$filter -f $format: nothing raw of $(printf %.4s "$file")" \
				"$(raw out) $(raw err)" "0 0"
		done
	done
	for option in --encoding --format --no-such --progress; do
		on_sample "$option$harm" "$evil"
		is "$filter $option: nothing raw in messages" "$(raw err)" 0
	done
	on_sample -E "x$harm" "$evil"
	is "$filter -E: nothing raw in messages" "$(raw err)" 0
	on_sample --progress "$evil"
	is "$filter --progress: nothing raw in messages" "$(raw err)" 0

	run "$filter" $args /dev/null
	is "$filter: zero bytes are status 2" "$status $out" "2 "
	like "$filter: zero bytes are said" "$err" "no bytes|empty|zero bytes"
	run "$filter" $args no-such-file.csv
	is "$filter: a missing file is status 2" "$status $out" "2 "
	like "$filter: a missing file is named" "$err" "no-such-file.csv"
	run "$filter" $args .
	is "$filter: a directory is status 2" "$status $out" "2 "
	printf 'PK\3\4\24\0\6\0\10\0\0\0!\0a,"\n,\n' >book.xlsx
	printf '\37\213\10\0\0\0\0\0\3,"\n,\n' >in.csv.gz
	for file in book.xlsx in.csv.gz; do
		run "$filter" $args "$file"
		is "$filter: $file is status 2, no output" "$status $out" "2 "
		like "$filter: $file: the command that makes CSV of it" "$err" \
			"^$filter: $file: .*; expected CSV, as from: [^ ]+ -[^ ]+ .*$file"
		is "$filter: $file: one line" "$(printf '%s\n' "$err" | wc -l)" 1
	done
	printf '%%PDF-1.7\n%%\342\343\317\323\n' | "$filter" $args >out 2>err
	is "$filter: a PDF is status 2" "$?$(cat out)" 2
	like "$filter: a PDF is named" "$(cat err)" "^$filter: <stdin>: a PDF; expected CSV"
	if [ "$filter" != csv-check ]; then	# which continues, and reports a finding
		head -1 "$input" >heading.csv
		on_sample heading.csv
		is "$filter: a heading and no rows is status 0" "$status" 0
		for fault in 'ragged:s/^\(.*\),[^,]*$/\1/' 'stray:s/^\([A-Za-z0-9]*\)/\1"x/' \
			'unclosed:s/,/,"/'; do
			sed "\$${fault#*:}" "$input" >fault.csv
			on_sample fault.csv
			is "$filter: ${fault%%:*}: status 2" "$status" 2
			like "$filter: ${fault%%:*}: has its place" "$(cat err)" \
				"fault.csv:$(grep -c '' <"$input"):"
		done
	fi
	# A standard stream that is closed stays closed: no file takes its place.
	"$filter" $args "$input" >out 2>&-
	status=$?
	is "$filter: with standard error closed: status 0" "$status" 0
	same "$filter: with standard error closed: the same" out wanted
	"$filter" $args no-such-file.csv >out 2>&-
	is "$filter: with standard error closed: still status 2" "$?$(cat out)" 2
	"$filter" $args <&- >out 2>err
	is "$filter: with standard input closed: status 2" "$?$(cat out)" 2
	like "$filter: with standard input closed: said" "$(cat err)" "<stdin>.*Bad file descriptor"
	"$filter" $args -f csv "$input" 2>err >&-
	is "$filter: with standard output closed: status 2" "$?" 2
	like "$filter: with standard output closed: said" "$(cat err)" "<stdout>.*Bad file descriptor"
	"$filter" $args -q "$input" 2>err >&-
	is "$filter: with standard output closed: status 2 with -q" "$?" 2
	"$filter" --help 2>/dev/null >&-
	is "$filter --help: with standard output closed: status 2" "$?" 2
	"$filter" $args "$input" <&- >&- 2>&-
	is "$filter: with all three closed: status 2" "$?" 2

	on_sample -f csv "$input" >/dev/null
	if [ -s wanted ] && [ -w /dev/full ]; then
		"$filter" $args "$input" >/dev/full 2>err
		status=$?
		is "$filter: a full disk is status 2" "$status" 2
		if [ "$filter" != board-table ]; then	# which has nothing to say
			"$filter" $args -v "$input" >out 2>/dev/full
			is "$filter: a message lost on a full disk is status 2" "$?" 2
		fi
		like "$filter: a full disk is said" "$(cat err)" "No space left"
		{
			trap '' PIPE
			sleep 0.1
			"$filter" $args "$input" 2>err
			echo $? >status
		} | :
		is "$filter: a closed pipe with SIGPIPE ignored is status 2" "$(cat status)" 2
	fi
done

# Loading shared libraries is most of a start, so a program that names no loader for them starts in less time
# than an empty one that loads the C library.
for filter in $filters; do
	if grep -aqE '__asan_init|libgsl\.so|libcsv\.so' "$bin/$filter"; then
		skip "$filter starts without shared libraries" "built with SHARED=1"
	elif grep -aq '/ld-[-a-z0-9]*\.so' "$bin/$filter"; then
		not_ok "$filter starts without shared libraries"
	else
		ok "$filter starts without shared libraries"
	fi
done
done_testing
