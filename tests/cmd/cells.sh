#!/bin/sh
# One answer for a cell in every filter: each form in the table of quarterly(7), "Numbers and
# marks", is given to every filter that reads such a cell, and each is held to the table.
. "${0%/*}/../tap/tap.sh"

# FORM|COUNT|WEIGHTED|FIGURE|POPULATION|PERCENTAGE, blank as nothing.
awk '/^\.Ss/ { here = /Numbers and marks/ }
	here && /^\.It .* Ta / && !/Em form/ {
		sub(/^\.It /, ""); gsub(/ Ta /, "|"); gsub(/\\&/, ""); gsub(/\\-/, "-")
		sub(/^\\ /, " "); sub(/^blank\|/, "|"); print
	}' "$src/man/quarterly.7" >table
like "the manual has at least 30 forms" "$(wc -l <table)" '^ *([3-9][0-9]|[0-9]{3,})$'
is "each with five answers" "$(awk -F'|' 'NF != 6' table)" ""
for answer in mark missing error; do
	like "some are $answer" "$(cut -d'|' -f2- table)" "$answer"
done

# The number as printf's %.12g has it; the cells that are none as they are.
number() { awk -v s="$1" 'BEGIN { print s ~ /^[-+]?[.0-9]*[0-9]/ ? sprintf("%.12g", s) : s }'; }

# What the filter made of the form: "error" where it names cell and kind; else $value, set from
# `out` by the reader, where a mark is "mark" and nothing is "missing" (see `answers`).
hold() { # name of the test, column of the table, kind in messages, reader, answers it tells apart
	: >got
	: >wanted
	while IFS='|' read -r form count weighted figure population percentage <&3; do
		eval "want=\$$2"
		value=
		"$4"
		if [ "$status" = 2 ] && grep -Fq ": '$form' is not a $3; expected " err; then
			value=error
		elif [ "$status" != 0 ]; then
			value="status $status, $err"
		fi
		case $want,$5 in
		mark,none | missing,none) want= ;;
		mark,taken | missing,taken) want=taken ;;
		error,*) ;;
		*,taken) want=taken ;;
		esac
		printf '%s: %s\n' "$form" "$want" >>wanted
		printf '%s: %s\n' "$form" "$value" >>got
	done 3<table
	same "$1" got wanted
}

# A mark in capitals or brackets is the same mark.
plain() { printf '%s' "$1" | tr -d '[]' | tr A-Z a-z; }

# Sets $value to the number in that column or, where it has none, to what `mark` and its column say.
mark_or_number() { # column, the mark as shown, how nothing is shown
	value=$(number "$(cell 1 "$1" out)")
	case $value,$2 in
	?*,*) [ "$want,$(plain "$value")" != "mark,$(plain "$form")" ] || value=mark ;;
	,"$3") value=missing ;;
	,*) [ "$(plain "$2")" != "$(plain "$form")" ] || value=mark ;;
	esac
}

rate_count() {
	printf 'area,count,population\nA,"%s",1\n' "$form" >in.csv
	run csv-rate --per 1 in.csv
	value=$(number "$(cell 1 rate out)")
}
rate_population() {
	printf 'area,count,population\nA,1000,"%s"\n' "$form" >in.csv
	run csv-rate --per 1 in.csv
	value=$(cell 1 rate out)
	[ -z "$value" ] || value=$(awk -v r="$value" 'BEGIN { printf "%.12g", 1000 / r }')
}
standardised() { # count, population
	printf 'area,age_band,count,population,standard_weight\nA,0-17,"%s","%s",%s\n' "$@" >in.csv
	run csv-rate -q --standardise in.csv
}
standardised_count() { standardised "$form" 1000 1; value=$(number "$(cell 1 count out)"); }
standardised_population() { standardised 20 "$form" 1; value=$(number "$(cell 1 population out)"); }
standard_weight() {
	standardised 20 1000 "\"$form\""
	value=taken
}
population_file() { # filter...: the population of A in p.csv
	printf 'area,period,population\nA,2014,"%s"\nB,2014,1000\n' "$form" >p.csv
	printf 'area,period,count\nA,2014,5\nB,2014,5\n' >in.csv
	run "$@" -q -P p.csv in.csv
	# A blank is missing, and as a missing row it is said.
	[ -n "$form" ] || ! grep -q "no population for 'A' in 2014; p.csv has a blank for it on line 2" err || status=$((status - 2))
}
rate_file() {
	population_file csv-rate
	mark_or_number population "$(plain "$(cell 1 population out)")" ""
}
benchmark() { # count, population
	printf 'time_period,area_code,area,count,population\n2014,A,Al,"%s","%s"\n' "$@" >in.csv
	run benchmark-ne -q --method poisson --areas A in.csv
	without_sentence
}
without_sentence() { sed -i -E '1s/,sentence$//; 2,$s/(,"In [^"]*"|,)$//' out; }
benchmark_count() { benchmark "$form" 1000; mark_or_number count "$(cell 1 symbol out)" blank; }
benchmark_population() {
	benchmark 5 "$form"
	mark_or_number population "$(cell 1 symbol out)" "no population"
}
benchmark_file() {
	population_file benchmark-ne --method poisson --areas A,B
	without_sentence
	sed -n '1p; /,A,/p' out >row
	cp row out
	mark_or_number population "$(cell 1 symbol out)" "no population"
}
trend() { # the column of the form, a row with it
	printf 'period,value,population\n%s\n' "$1" >in.csv
	run qtrend in.csv
	value=$(number "$(cell 1 first out)")
	case $value,$(cell 1 reason out) in
	,*'no value for 2014 ('*) value=mark ;;
	,*'no value for 2014'*) value=missing ;;
	esac
}
trend_figure() {
	trend "2014,\"$form\","
	case $want in
	*%*) value=$(echo "$want" | sed "s/^$value\(%\| (.*%)\)\$/&/") ;;
	esac
}
trend_count() { trend "2014,\"$form\",10000"; }	# the rate is the count
trend_population() {
	printf 'period,value,population\n2013,5,1000\n2014,5,"%s"\n' "$form" >in.csv
	run qtrend in.csv
	case $(cell 1 n out) in
	2) value=taken ;;
	1) value= ;;
	*) value="n=$(cell 1 n out)" ;;
	esac
	case $want in
	[0-9]*) want=taken ;;
	esac
}
trend_file() {
	population_file qtrend
	value=taken
}
categorise_count() {
	printf 'category,period,value\nNeglect,2014,"%s"\n' "$form" >in.csv
	run cp-categorise -q in.csv
	mark_or_number value "$(cell 1 value out)" ""
}
categorise_plans() {
	printf 'LAchildID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,NumberOfPreviousCPP\n' >in.csv
	printf '1,2014-04-01,2014-05-01,NEG,"%s"\n' "$form" >>in.csv
	run cp-categorise -q --subsequent --quarters '2014-15 Q1' in.csv
	value=taken
}
tidy_figure() {
	printf 'Indicator,2014\nx,"%s"\n' "$form" >in.csv
	run csv-tidy in.csv
	value=$(number "$(cell 1 value out)") percentage=$(number "$(cell 1 percentage out)")
	case $(cell 1 value out) in
	*[0-9]%) value=$value% ;;
	esac
	case $value,$percentage in
	,) value=missing ;;
	,*) value=$percentage% ;;
	*,) [ "$want" != mark ] || [ "$value" != "$form" ] || value=mark ;;
	*) value="$value ($percentage%)" ;;
	esac
}
tidy_percentage() {
	printf 'indicator,period,value,percentage\nx,2014,7,"%s"\n' "$form" >in.csv
	run csv-tidy --percent-as percent in.csv
	value=$(number "$(cell 1 percentage out)")
	[ "$want" != mark ] || [ "$value" != "$form" ] || value=mark
	[ -n "$value" ] || value=missing
}
tidy_brackets() {
	printf 'Indicator,2014\nx (%%),"7 (%s)"\n' "$form" >in.csv	# the % says what is in brackets
	run csv-tidy --percent-as percent in.csv
	value=$(number "$(cell 1 percentage out)")
	[ "$want" != mark ] || [ "$value" != "$form" ] || value=mark
	[ -n "$form" ] || value=missing		# "7 ()" is not a figure
	status=0
	! grep -Fq "'7 ($form)' is not a figure; expected " err || [ -z "$form" ] || value=error
}
tidy_again() { # what csv-tidy --wide writes says the same
	tidy_figure
	if [ "$status" = 0 ] && [ "$value" != missing ]; then
		cp out tidy.csv
		csv-tidy --wide tidy.csv | csv-tidy >again.csv
		cmp -s again.csv tidy.csv || value="another: $(sed -n 2p again.csv)"
	fi
}
legend() {
	printf 'name,v\nx,"%s"\ny,1\n' "$form" >in.csv
	run board-table --legend in.csv
	value=
	! printf '%s\n' "$out" | grep -Fq -- "$form: " || value=mark
	case $want in
	mark) ;;
	*) want= ;;
	esac
}

hold "csv-rate: the count" weighted count rate_count none
hold "csv-rate: the population" population population rate_population none
hold "csv-rate -P" population population rate_file marks
hold "csv-rate --standardise: the count" weighted count standardised_count none
hold "csv-rate --standardise: the population" population population standardised_population none
hold "csv-rate --standardise: the weight" weighted weight standard_weight taken
hold "benchmark-ne: the count" count count benchmark_count marks
hold "benchmark-ne: the population" population population benchmark_population marks
hold "benchmark-ne -P" population population benchmark_file marks
hold "qtrend: the value" figure figure trend_figure marks
hold "qtrend: the value with a population" count count trend_count marks
hold "qtrend: the population" population population trend_population none
hold "qtrend -P" population population trend_file taken
hold "cp-categorise: the count" count count categorise_count marks
hold "cp-categorise: the number of previous plans" count count categorise_plans taken
hold "csv-tidy: a figure" figure figure tidy_figure marks
hold "csv-tidy: a figure, wide and back" figure figure tidy_again marks
hold "csv-tidy: a percentage" percentage percentage tidy_percentage marks
hold "csv-tidy: a percentage in brackets" percentage figure tidy_brackets marks
hold "board-table: the legend has the marks" figure none legend marks

# A number of more digits than a count can have.
printf 'category,period,value\nNeglect,2014,1000000000000000001\n' >in.csv
run cp-categorise in.csv
like "a count of 19 digits" "$status $err" \
	"^2 cp-categorise: in.csv:2: value: '1000000000000000001' is not a count; expected"
done_testing
