#!/bin/sh
# Figures between semicolons: 1.204 and 1,204 may be 1204 or 1.204, and every filter refuses them alike.
. "${0%/*}/../tap/tap.sh"

first='expected csv-tidy first, with --decimal-comma if it is'
as="as fields are separated by ';'"
printf 'indicator;period;value\nA;2014;%s\nA;2015;7\n' 1.204 >point
printf 'indicator;period;value\nA;2014;%s\nA;2015;7\n' 1,204 >comma

# The status and message of a filter on a file, with the doubt's number of others.
outcome() { # filter and options
	run "$@"
	echo "$status $err"
}
for filter in 'qtrend --kind flow' 'board-table --decimals 1' 'board-table --thousands' 'board-table --sort value' \
	board-chart; do
	is "$filter: a point" "$(outcome $filter -d ';' point)" \
		"2 ${filter%% *}: point:2: value: '1.204' may be 1204 or 1.204, $as; $first 1204, --decimal-point if it is 1.204"
	is "$filter: a comma" "$(outcome $filter -d ';' comma)" \
		"2 ${filter%% *}: comma:2: value: '1,204' may be 1204 or 1.204, $as; $first 1.204, --decimal-point if it is 1204"
	# One figure that can be read in one way only says what the others are.
	for v in 1.5 0.204 1234.567 1,204.5 1,234,567; do
		for file in point comma; do
			sed "s/;7$/;$v/" $file >in
			is "$filter: a $file beside $v" "$(outcome $filter -d ';' in | grep 'may be')" ""
		done
	done
done
is "board-table as it is" "$(outcome board-table -d ';' point)" "0 "

printf 'area;period;count;population\nRedcar;2014;%s;20000\nYarm;2014;3;30000\n' 1.204 >point
printf 'area;period;count;population\nRedcar;2014;%s;20000\nYarm;2014;3;30000\n' 1,204 >comma
is "csv-rate: a point" "$(outcome csv-rate -d ';' point)" \
	"2 csv-rate: point:2: count: '1.204' may be 1204 or 1.204, $as; $first 1204, --decimal-point if it is 1.204"
is "csv-rate --skip-bad" "$(outcome csv-rate --skip-bad -d ';' point | cut -c 1-40)" "2 csv-rate: point:2: count: '1.204' may "
for filter in csv-rate 'benchmark-ne --areas all' 'qtrend --kind flow'; do
	is "$filter: a count with a comma" "$(outcome $filter -d ';' comma | tail -1)" \
		"2 ${filter%% *}: comma:2: count: '1,204' may be 1204 or 1.204, $as; $first 1.204, --decimal-point if it is 1204"
done
like "benchmark-ne: a count with a point is none" "$(outcome benchmark-ne --areas all -d ';' point)" \
	"point:2: count: '1.204' is not a count; expected .*, or csv-tidy first, with --decimal-comma if it is 1204$"
sed 's/1.204/12,5/' point >in
like "a decimal comma is said" "$(outcome csv-rate -d ';' in)" \
	"in:2: count: '12,5' is not a count; expected .*, or csv-tidy first, with --decimal-comma if it is 12.5$"
is "two fields: 2.5 has no hint" "$(sed 's/1.204/2.5/' point >in; outcome benchmark-ne --areas all -d ';' in | grep -c tidy)" 0
is "a population with a comma" "$(sed 's/1.204/5/;s/;20000/;20,000/' point >in; outcome csv-rate -d ';' in)" \
	"2 csv-rate: in:2: population: '20,000' may be 20000 or 20.000, $as; $first 20.000, --decimal-point if it is 20000"
is "csv-tidy first" "$(csv-tidy -d ';' --decimal-comma point | csv-rate | sed -n 2p | cut -d, -f 1-6)" \
	"Redcar,20000,,,2014,1204"

printf 'category;period;count;t\nNeglect;Q1;5;1.204\nNeglect;Q2;6;7\n' >in
like "cp-categorise: an order" "$(outcome cp-categorise -y 2014-15 --categories any -d ';' in)" "in:2: t: '1.204' may be 1204 or 1.204"
printf 'category;period;count\nNeglect;2014-15 Q1;1,204\n' >in
like "cp-categorise: a count" "$(outcome cp-categorise -d ';' in)" "in:2: count: '1,204' may be 1204 or 1.204"

# Of csv-suppress no message has a figure.
printf 'area;period;count\nRedcar;2014;1,204\nYarm;2014;5\n' >in
is "csv-suppress: a count" "$(outcome csv-suppress -d ';' in)" \
	"2 csv-suppress: in:2: count: a point or a comma may be a decimal one or separate thousands, $as; expected csv-tidy first, with --decimal-point or --decimal-comma"
sed 's/1,204/1.204/' in >in2
like "csv-suppress: a point" "$(outcome csv-suppress -d ';' in2)" "in2:2: count: not a count; .* --decimal-comma if it is written with a decimal comma$"

printf 'indicator;target;tolerance\nA;1.204;\n' >dictionary.csv
printf 'indicator;period;value\nA;2014;5\nA;2015;7\n' >in
like "a dictionary" "$(outcome qtrend --dictionary dictionary.csv -d ';' in)" "dictionary.csv:2: target: '1.204' may be 1204 or 1.204"

# csv-check: a finding, unless the rules say what the column's numbers are.
check() { # file, declaration
	printf "${2:-number value}\nrule R1 error\n  check: value >= -9\n" >n.rules
	csv-check -f jsonl -d ';' -r n.rules "$1" >out 2>&1
	echo "$? $(grep -o '"rule":"[^"]*".*"line":[0-9]*,"column":"[^"]*"' out) $(grep -o "'1.204' may be [^;]*;[^;]*" out)"
}
printf 'indicator;period;value\nA;2014;7\nA;2015;1.204\nA;2016;-3.141\n' >in
is "csv-check: S15" "$(check in)" \
	"1 \"rule\":\"S15\",\"severity\":\"error\",\"file\":\"in\",\"line\":3,\"column\":\"value\" '1.204' may be 1204 or 1.204, $as (and so may 1 other)"
is "csv-check: printed to 3 decimals" "$(check in 'number value\nprinted value to 3')" "0  "
sed 's/-3/3/' in >in2
is "csv-check: a declared form says it" "$(check in2 'number value as "1,234"')" "0  "
is "csv-check: one without commas does not" "$(check in2 'number value as "(5)"' | cut -c 1-15)" '1 "rule":"S15",'
is "csv-check: between commas" "$(tr ';' , <in2 >in3; csv-check -r n.rules in3 >out; echo $?)" 0
sed 's/3.141/3.14/' in >in2
is "csv-check: another figure says it" "$(check in2)" "0  "
printf 'indicator;period;value\nA;2014;1.204\n' >in4
is "csv-check: each file" "$(csv-check -d ';' -r n.rules in2 in4 | cut -d, -f 1-4 | tail -n +2)" "S15,error,in4,2"
done_testing
