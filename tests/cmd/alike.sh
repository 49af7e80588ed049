#!/bin/sh
# Columns and texts that look alike: two columns for one role stop a filter; two texts that would make
# two series of one are reported, with hidden characters made visible.
. "${0%/*}/../tap/tap.sh"

nbsp=$(printf '\302\240')
zero=$(printf '\342\200\213')
composed=$(printf 'M\303\264n')
decomposed=$(printf 'Mo\314\202n')

# stops WHAT BOTH COMMAND...: status 2, no output, and a message with both columns
stops() {
	what=$1 both=$2
	shift 2
	run "$@"
	is "$1: $what: status 2" "$status$out" 2
	like "$1: $what: both are named" "$err" "in.csv:1: two columns could be .*$both; expected one"
}

# says WHAT TEXT COMMAND...: status 0, and a message
says() {
	what=$1 text=$2
	shift 2
	run "$@"
	is "$1: $what: status 0" "$status" 0
	like "$1: $what: said" "$err" "^$1: in.csv:[0-9]*: $text"
	cp out loud
	run "$@" -q
	is "$1: $what: not with -q" "$status$err" 0
	same "$1: $what: the output does not depend on it" out loud
}

alike=' look alike but differ; they are not taken for the same'

for pair in 'count|Count' 'count|count ' "count|count$nbsp" "coun${zero}t|count"; do
	one=${pair%|*} two=${pair#*|}
	seen="'.*' and '.*'"
	printf 'area,%s,%s,population\nA,5,50,1000\n' "$one" "$two" >in.csv
	stops "$pair" "$seen" csv-rate in.csv
	printf 'area,period,%s,%s\nA,2014,5,50\nA,2015,5,50\n' "$one" "$two" >in.csv
	stops "$pair" "$seen" qtrend in.csv
	[ "$pair" = 'count|count ' ] || stops "$pair" "$seen" csv-tidy in.csv	# to which these are one name
	printf 'category,period,%s,%s\nNeglect,2014,5,50\n' "$one" "$two" >in.csv
	stops "$pair" "$seen" cp-categorise in.csv
	printf 'area,period,%s,%s,population\nA,2014,5,50,1000\n' "$one" "$two" >in.csv
	stops "$pair" "$seen" benchmark-ne in.csv
done
printf 'area,count\302\240,count,population\nA,5,50,1000\n' >in.csv
stops "what is hidden is visible" "the value: 'count.u00a0' and 'count'" csv-rate in.csv
run csv-rate -c value=count in.csv
is "csv-rate: -c chooses one" "$status $(sed -n 2p out | cut -d, -f5)" "0 500"
printf 'area,Category,category,period,value\nA,x,y,2014,5\n' >in.csv
stops "a key" "the category: 'Category' and 'category'" qtrend in.csv
run qtrend -k area in.csv
is "qtrend: -k chooses the keys" "$status" 0
printf 'child_id,plan_start,Plan_Start,plan_end,category\na,2013-01-01,2014-04-02,,Neglect\n' >in.csv
stops "plan records" "the plan_start: 'plan_start' and 'Plan_Start'" cp-categorise --no-child-checks in.csv
printf 'area,period,population,Population\nA,2014,5,6\n' >in.csv
printf 'area,count,period\nA,5,2014\n' >counts.csv
stops "the populations" "the population: 'population' and 'Population'" csv-rate -P in.csv counts.csv

# The heading alone, with blanks or hidden characters, fills its role.
printf 'area, Count,population%s\nA,5,1000\n' "$zero" >in.csv
run csv-rate in.csv
is "a heading with blanks and hidden characters" "$status $(sed -n 2p out | cut -d, -f1-4)" "0 A,5,1000,50"

# Series.
while IFS='|' read -r first second seen; do
	printf 'area,period,value\n%s,2014,5\n%s,2015,6\n' "$first" "$second" >in.csv
	says "$seen" "area: '$seen' and '$first' \(in.csv:2\)$alike" qtrend in.csv
	printf 'area,category,period,value\n%s,Neglect,2014,5\n%s,Neglect,2015,6\n' "$first" "$second" >in.csv
	case $first in
	"$(printf %s "$second" | sed 's/^ *//; s/ *$//')") ;;	# blanks around a name do not count here
	*)
		says "$seen" "area: '.*' and '$first' \(in.csv:2\)$alike" cp-categorise in.csv
		case $seen in
		*u00a0 | *u200b*) taken=' look alike but differ in blanks alone; the first is taken for both' ;;
		*) taken=$alike ;;
		esac
		printf 'indicator,period,value\n%s,2014,5\n%s,2015,6\n' "$first" "$second" >in.csv
		says "$seen" "indicator: '.*' and '$first' \(in.csv:2\)$taken" csv-tidy in.csv
		says "$seen" "indicator: '.*' and '$first' \(in.csv:2\)$taken" csv-tidy --wide in.csv
		;;
	esac
	printf 'area,age_band,count,population,standard_weight\n%s,0-4,10,1000,5000\n%s,0-4,12,900,5000\n' \
		"$first" "$second" >in.csv
	says "$seen" "area: '$seen' and '$first' \(in.csv:2\)$alike" csv-rate --standardise in.csv
done <<END
Redcar|Redcar |Redcar 
Redcar|redcar|redcar
Redcar|Redcar$nbsp|Redcar.u00a0
Redcar|Red${zero}car|Red.u200bcar
$composed|$decomposed|Mo.u0302n
END

printf 'area,note,indicator,period,value\nA,x,I,2014,5\nA,X,I,2015,6\n' >in.csv
run csv-tidy in.csv
is "csv-tidy: a column that tells nothing apart may differ" "$status $err" "0 "
says "a column that tells series apart" "note: 'X' and 'x' .*$alike" csv-tidy --wide in.csv
printf 'area,period,value\nA,2014,1\na,2014,1\nA ,2014,1\n A,2014,1\nB,2014,1\n"A%s",2014,1\n' "$nbsp" >in.csv
run qtrend in.csv
is "three messages, then a count" "$(wc -l <err) $(tail -1 err)" \
	"4 qtrend: 1 more message about texts that look alike (-v for all)"
run qtrend -v in.csv
is "all with -v" "$(grep -c "$alike" err)" 4

# A wording that is a category of its own.
printf 'category,period,value\nApples,2014,5\napples,2014,6\n' >in.csv
says "a category" "category: 'apples' and 'Apples' .*$alike" cp-categorise --detail share in.csv

# Areas asked for by name.
printf 'time_period,area,count,population\n2014,Hartlepool,1,10\n2014,Redcar%sand Cleveland,2,20\n' "$nbsp" >in.csv
run benchmark-ne in.csv
like "benchmark-ne: an authority that is not taken" "$err" \
	"in.csv:3: area: 'Redcar.u00a0and Cleveland' looks like 'Redcar and Cleveland' but differs, so the row is not used"
run benchmark-ne --areas "Redcar and Cleveland,Hartlepool" in.csv
like "benchmark-ne --areas: the same" "$err" "in.csv:3: area: 'Redcar.u00a0and Cleveland' looks like"
printf 'time_period,area,region_name,count,population\n2014,Derby,East%sMidlands,1,10\n2014,Leicester,East Midlands,2,20\n' \
	"$nbsp" >in.csv
run benchmark-ne --region "East Midlands" in.csv
like "benchmark-ne --region: the region" "$err" "in.csv:2: 'East.u00a0Midlands' looks like 'East Midlands' but differs"
printf 'area,count,period\nRedcar%s,5,2014\nB,5,2014\n' "$nbsp" >counts.csv
printf 'area,period,population\nRedcar,2014,1000\nB,2014,1000\n' >pop.csv
run csv-rate -P pop.csv counts.csv
like "csv-rate -P: a name that is not found" "$err" \
	"counts.csv:2: no population for 'Redcar.u00a0' in 2014; pop.csv has 'Redcar', which looks alike but differs; 1 such row"

# Headings of two files that differ in small words or signs.
while IFS='|' read -r first second message; do
	printf 'area,%s Q1 2023-24\nA,5\n' "$first" >first.csv
	printf 'area,%s Q1 2023-24\nA,6\n' "$second" >second.csv
	run csv-tidy first.csv second.csv
	[ -z "$message" ] || message="csv-tidy: second.csv:1: the headings '$second' and '$first' (first.csv:1) $message; they are not taken for the same"
	is "$first, $second" "$status $(sed -n 2,3p out | cut -d, -f2 | tr '\n' '|') $err" "0 $first|$second| $message"
done <<'.'
Children on plan|Children on a plan|differ only in 'a', 'the', a hyphen or a full stop
The children on plan.|Children on-plan|differ only in 'a', 'the', a hyphen or a full stop
Re_referrals|Re-referrals|differ only in 'a', 'the', a hyphen or a full stop
Visits by an officer|Visits by officer|differ only in 'a', 'the', a hyphen or a full stop
Children on plan|children on plan|look alike but differ
Children on plan|Children on plans|
Plans of type A|Plans of type|
Plans 0-4|Plans 04|
Plans|Plans (%)|
.
run csv-tidy -q first.csv second.csv
is "nothing with -q" "$err" ""
printf 'area,Children on plan Q1 2023-24\nA,5\n' >first.csv
printf 'area,Children on a plan Q1 2023-24\nA,5\n' >second.csv
printf 'area,Children on a plan Q2 2023-24\nA,5\n' >third.csv
run csv-tidy first.csv second.csv third.csv
is "once for each heading" "$(grep -c 'differ only' err)" 1
run csv-tidy -q first.csv second.csv
is "and with -q not at all" "$err" ""
done_testing
