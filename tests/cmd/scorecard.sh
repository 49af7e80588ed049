#!/bin/sh
# board-scorecard: a row for each indicator. tests/cmd/scorecard-trend.sh compares its icons with
# qtrend's; the expected cells here were written by hand.
. "${0%/*}/../tap/tap.sh"

# The heading's names in one row of the output, "|" between: cells FILE ROW NAME...
cells() {
	file=$1 row=$2
	shift 2
	for name; do
		printf '%s|' "$(cell "$row" "$name" "$file")"
	done | sed 's/|$//'
}
figures="period value previous year_ago year_to_date"

# The board's four quarters as published.
csv-tidy --year 2014-15 "$data"/board/*.csv >tidy.csv
dictionary=$data/board-scorecard/dictionary.csv
run board-scorecard --dictionary "$dictionary" tidy.csv
is "exit" "$status" 0
is "the columns" "$(head -1 out)" "priority,indicator,label,unit,agency,period,value,previous,year_ago,year_to_date,\
target,tolerance,rag,direction,variation,assurance,region,england,rank,n_ranked,submitted,findings,note,polarity,best,best_area,top_quartile"
is "a row for each entry, in order" "$(board-table -f csv --columns indicator out)" \
	"$(board-table -f csv --columns indicator "$dictionary")"
is "the other rows are named" "$err" "board-scorecard: note: 4 rows without an entry in the dictionary, so not on the \
scorecard: 'Category of Abuse: Total'"
is "a stock has no sum" "$(cells out 4 label $figures)" "Child protection plans|2014-15 Q4|120|117||"
is "a flow has one, since April" "$(cells out 2 label $figures target tolerance rag direction note)" \
	"CAFs completed|2014-15 Q4|171|207||716|180|18|amber|declined_within_tolerance|target made up"
is "a percentage from two counts" "$(cells out 3 value previous year_to_date rag direction)" \
	"$(awk 'BEGIN { printf "%.15g", 14500 / 171 }')|$(awk 'BEGIN { printf "%.16g", 15200 / 207 }')||green|improved"
is "a category is an entry" "$(cells out 5 indicator value previous direction)" "Category of Abuse: Neglect|83|73|up"
is "no change" "$(cells out 9 value direction)" "0|no_change"
is "polarity target" "$(cells out 10 value target tolerance rag direction)" "184|180|5|green|improved"
is "polarity low" "$(cells out 11 value previous target tolerance rag direction)" "18|23|20|2|green|improved"
is "its agency submitted" "$(cell 1 submitted out)" yes
run board-scorecard -q --dictionary "$dictionary" --period '2014-15 Q2' tidy.csv
is "an earlier quarter" "$(cells out 2 $figures rag direction)" "2014-15 Q2|154|184||338|red|declined"
is "-q: no notes" "$err" ""
awk -F, '$3 != "2014-15 Q3" && $3 != "2014-15 Q4"' tidy.csv >half.csv
cp out want
run board-scorecard -q --dictionary "$dictionary" half.csv
same "what comes after a period takes no part" out want
run board-scorecard -q --dictionary "$dictionary" --period '2014-15 Q3' tidy.csv
cp out want
sed 's/\(2014-15 Q4,\)[0-9.]*/\1999999/' tidy.csv >after.csv
run board-scorecard -q --dictionary "$dictionary" --period '2014-15 Q3' after.csv
same "whatever it is" out want

# Status and direction of random figures, against tenths counted in whole numbers.
awk 'function draw(n) { seed = (seed * 16807) % 2147483647; return int(n * seed / 2147483647) }
	function tenths(v) { return (v < 0 ? "-" : "") int((v < 0 ? -v : v) / 10) "." (v < 0 ? -v : v) % 10 }
	function miss(v) { return p == "high" ? t - v : p == "low" ? v - t : v > t ? v - t : t - v }
	function word(v) {
		if (t == "") return ""
		if (miss(v) <= (p == "target" ? tol + 0 : 0)) return "green"
		return p != "target" && tol != "" && miss(v) <= tol ? "amber" : "red"
	}
	BEGIN {
	seed = 3; split("high low target none", polarities, " ")
	print "indicator,polarity,target,tolerance" >"d.csv"; print "indicator,period,value" >"random.csv"
	for (i = 1; i <= 3000; i++) {
		p = polarities[i % 4 + 1]; t = draw(9) ? 10 + draw(20) : ""; tol = t != "" && draw(4) ? draw(6) : ""
		v = 8 + draw(24) - 4 * !draw(30); w = draw(7) ? 8 + draw(24) : v
		print "s" i "," p "," (t == "" ? "" : tenths(t)) "," (tol == "" ? "" : tenths(tol)) >"d.csv"
		print "s" i ",2014,"  tenths(w) "\ns" i ",2015," tenths(v) >"random.csv"
		rag = p == "none" ? "" : word(v)
		better = p == "target" ? miss(w) - miss(v) : p == "high" ? v - w : w - v
		d = rag == "green" || rag == "amber" ? "declined_within_tolerance" : "declined"
		if (better >= 0) d = better > 0 ? "improved" : "no_change"
		if (p == "none" || (p == "target" && t == "")) d = v > w ? "up" : "down"
		if (v == w) d = "no_change"
		print "s" i "," rag "," d >"want"
	}
}' /dev/null
board-scorecard --dictionary d.csv random.csv | board-table -f csv --columns indicator,rag,direction | sed 1d >got
same "status and direction of 3,000 random figures" got want
is "each of them occurs" "$(cut -d, -f2 want | sort -u | paste -sd ' ') $(cut -d, -f3 want | sort -u | paste -sd ' ')" \
	" amber green red declined declined_within_tolerance down improved no_change up"

# Frequencies, marks, flags, agencies.
cat >d.csv <<'.'
indicator,label,unit,kind,polarity,agency,priority,target,tolerance,decimals,frequency,note
Plans,,children,stock,low,Social care,A,100,5%,,quarter,
Attendance,,%,,high,Schools,A,90,0.1,1,year,
Calls,,,flow,high,Police,B,,,,month,counted by hand
Visits,,,flow,,Health,B,10,,,,
Days,,days,flow,low,Social care,,,,,,
.
cat >data.csv <<'.'
area,indicator,category,period,value,flag
Here,Plans,,2013-14 Q3,90,
Here,Plans,,2014-15 Q1,c,
Here,Plans,,2014-15 Q2,<5,
Here,Plans,,2014-15 Q3,105,p; TBC
Here,Plans,,2014-15 Q4,~,
Here,Attendance,,2012-13,90.05,
Here,Attendance,,2013-14,89.9,
Here,Attendance,,2014-15,99,
Here,Calls,,2014-04,0.1,
Here,Calls,,2014-05,0.2,
Here,Calls,,2014-06,3,
Here,Calls,,2014-08,4,
Here,Visits,,2014-15 Q2,7,
Here,Days,,2014-15 Q1,3.5,
Here,Days,,2014-15 Q2,4.5,
.
at() {
	run board-scorecard -q --dictionary d.csv --period "$@" data.csv
}
at '2014-15 Q3'
is "a year ago, a mark before" "$(cells out 1 $figures tolerance rag direction note)" \
	"2014-15 Q3|105|<5|90||5|amber||provisional, flagged 'TBC'"
is "of years the last that has ended; 89.9 is within 0.1 of 90" "$(cells out 2 $figures rag direction)" \
	"2013-14|89.9|90.05|90.05||amber|declined_within_tolerance"
is "no row" "$(cells out 3 $figures submitted note)" "2014-12|||||no|Police did not submit for 2014-15 Q3; counted by hand"
is "an agency that did not submit" "$(cells out 4 $figures target submitted note)" \
	"2014-15 Q3||7|||10|no|Health did not submit for 2014-15 Q3"
is "one that did, but not this" "$(cells out 5 value previous submitted note)" "|4.5|yes|no row for this period"
at '2014-15 Q4'
is "hidden is not 0" "$(cells out 1 $figures rag direction variation submitted note)" "2014-15 Q4|~|105||||||yes|hidden: suppressed"
at '2014-15 Q2'
is "below a number" "$(cells out 1 value previous note)" "<5|c|hidden: below 5"
is "no sum of days" "$(cells out 5 value year_to_date)" "4.5|"
at '2014-06'
is "months, and decimals as they are added by hand" "$(cells out 3 $figures submitted)" "2014-06|3|0.2||3.3|yes"
at '2014-07'
is "of months that are missing no sum" "$(cells out 3 value previous year_to_date)" "|3|"
at '2014-08'
is "nor if one before is missing" "$(cells out 3 value year_to_date)" "4|"
at '2012-13'
is "a year for which nothing else was due" "$(cells out 2 period value submitted)|$(cells out 1 period value submitted)" \
	"2012-13|90.05|yes|2012-13 Q4||no"
run board-scorecard --dictionary d.csv data.csv
like "the newest period, by default" "$(cell 1 period out)" '^2014-15 Q4$'
run board-scorecard --dictionary d.csv --period '2015-16 Q2' data.csv
is "a period after the data: status 0, said" "$status $err" \
	"0 board-scorecard: note: --period: the data end with 2014-15 Q4, before the end of 2015-16 Q2"
is "nobody submitted, but for last year" "$(board-table -f csv --columns agency,submitted out | sed 1d | sort -u | paste -sd ' ')" \
	"Health,no Police,no Schools,yes Social care,no"
run board-scorecard -y 2014-15 --period Q1 --dictionary d.csv data.csv
is "--period Q1 with --year" "$(cell 1 period out)" "2014-15 Q1"

# Dates.
printf '%s\n' indicator,period,value Plans,2014-03-31,5 Plans,2014-06-29,7 Plans,2014-06-30,8 Plans,2014-07-02,9 >days.csv
run board-scorecard -q --dictionary d.csv --period '2014-15 Q1' days.csv
is "the last date of the quarter" "$(cells out 1 period value previous)" "2014-06-30|8|7"
run board-scorecard -q --dictionary d.csv days.csv
is "a scorecard of a day" "$(cells out 1 period value previous)" "2014-07-02|9|8"
run board-scorecard -q --dictionary d.csv --period '2014-15 Q4' days.csv
is "no date in the quarter" "$(cells out 1 period value previous)" "2014-15 Q4||"
# An agency whose submission was rejected has no figures in the data, as one that sent nothing.
printf '%s\n' indicator,agency,note Days,A, Calls,B,new Visits,C, >rejected-d.csv
printf '%s\n' indicator,period,value Days,2014-15,3 >rejected.csv
run board-scorecard -q --dictionary rejected-d.csv --rejected B --rejected Z rejected.csv
is "--rejected: the note says so" "$(board-table -f csv --columns submitted,note out | sed 1d | paste -sd '|')" \
	"yes,|no,B: submission rejected; new|no,C did not submit for 2014-15"
run board-scorecard -q --dictionary rejected-d.csv --group agency -f markdown rejected.csv
is "-f markdown: a table for each group" "$(grep -c '^\*\*[ABC], 2014-15\*\*$' out) $(grep -c '^| ---' out)" "3 3"

# A month, where the data are by month.
printf '%s\n' indicator,period,value Calls,2011-11,5 Calls,2011-12,6 Calls,2012-01,7 >months.csv
run board-scorecard -q --dictionary d.csv --period 2011-12 months.csv
is "2011-12 among months" "$(cells out 3 period value previous)" "2011-12|6|5"

# Counts of a percentage: hidden, missing, impossible.
printf '%s\n' indicator,unit,numerator,denominator 'In time,%,Done,Due' >of.csv
cat >share.csv <<'.'
indicator,period,value
In time,2014,50
In time,2015,69
Done,2014,5
Done,2015,c
Due,2014,11
Due,2015,13
.
run board-scorecard -q --dictionary of.csv share.csv
is "a hidden count: the percentage as sent" "$(cells out 1 value previous)" "69|45.45454545454545"
grep -v '^In time,2015' share.csv | sed 's/^In time.*/In time,2015,/' >blank.csv
run board-scorecard -q --dictionary of.csv blank.csv
is "without that, the mark" "$(cells out 1 value note)" "c|hidden: confidential"
grep -v '^In time' share.csv >counts.csv
run board-scorecard -q --dictionary of.csv --period 2014 counts.csv
is "from its counts alone" "$(cells out 1 value note)" "45.45454545454545|"
grep -v '^Due,2015' counts.csv | sed 's/,c/,5/' >undue.csv
run board-scorecard -q --dictionary of.csv undue.csv
is "no denominator" "$(cells out 1 value note)" "|no denominator for this period"
sed 's/,11$/,3/' counts.csv >more.csv
run board-scorecard --dictionary of.csv --period 2014 more.csv
like "a numerator above its denominator" "$status $err" "^2 .*'In time' has a numerator of 5 for a denominator of 3"

# For people.
run board-scorecard -q --dictionary d.csv --period '2014-15 Q3' --group priority -f text data.csv
is "text: a table for each priority" "$(grep -B3 '^-' out | grep -v '^$' | grep ', ')" "A, 2014-15 Q3
B, 2014-15 Q3
Other indicators, 2014-15 Q3"
like "text: the row" "$(cat out)" "^1\. Plans \(children\) +Social care +105 +2014-15 Q3 +<5 +90 +lower +100 +5 +Amber +provisional, flagged 'TBC'$"
like "text: direction in words" "$(cat out)" "^2. Attendance \(%\) +Schools +89.9 .* Amber +↓ declined within tolerance +common cause$"
is "text: notes once" "$(grep -c '^Status: ' out)" 1
is "text: nothing of columns that are blank" "$(grep -cE 'Region|Findings|Assurance' out)" 0
run board-scorecard -q --dictionary d.csv --group agency data.csv
is "--group agency: together, in the order of the dictionary" "$(board-table -f csv --columns indicator out | sed 1d | paste -sd ' ')" \
	"Plans Days Attendance Calls Visits"
printf '%s\n' indicator,polarity,target,decimals a,high,90,0 b,high,90,1 c,,, d,,,2 >round.csv
printf '%s\n' indicator,period,value a,2014,89.96 b,2014,1234567.25 c,2014,1234.5 d,2014,1.005 >few.csv
run board-scorecard --dictionary round.csv -f text few.csv
like "as many decimals as show that it misses" "$(grep "^1. a" out)" "^1\. a +89.96 +2014 +higher +90 +Red"
like "decimals of the dictionary, commas" "$(grep "^2. b" out)" "^2\. b +1,234,567.3 +2014 +higher +90 +Green"
like "decimals of the data" "$(grep "^3. c" out)" "^3. c +1,234.5 +2014"
like "rounded as printed" "$(grep "^4. d" out)" "^4. d +1.01 +2014"
run board-scorecard --dictionary round.csv -f jsonl few.csv
is "jsonl: numbers, null" "$(sed -n 1p out | grep -o '"value.*"year_to')" '"value":89.96,"previous":null,"year_ago":null,"year_to'

# Hostile texts, in every format for people.
evil='<script>alert(1)</script>"&<!--'
cell=$(printf %s "$evil" | sed 's/"/""/g')
long=$(printf '%0200d' 7)
cat >evil.csv <<.
indicator,label,unit,agency,priority,note,target,polarity
"$cell","$cell","$cell","$cell","$cell","$cell",5,high
$long,,,$long,$long,$long,5,high
تقارير,تقارير الشرطة,طفل,الشرطة,أولوية,ملاحظة,5,high
.
cat >evil-data.csv <<.
area,indicator,period,value,flag
"$cell","$cell",2014 ,7,"$cell"
"$cell",$long,2014,7,
"$cell",تقارير,2014,7,
.
for group in priority agency; do
	run board-scorecard --dictionary evil.csv --group $group -f html evil-data.csv
	is "html by $group: no markup of the data" "$status $(grep -c '<script\|<!--' out)" "0 0"
	is "html by $group: its tags are ours" "$(grep -o '<[a-z][a-z]*' out | sort -u | paste -sd ' ')" "<caption <p <span <table <tbody <td <th <thead <tr"
	for e in table caption tr th td span p; do
		is "html by $group: $e is closed" "$(grep -o "<$e[ >]" out | wc -l)" "$(grep -o "</$e>" out | wc -l)"
	done
done
like "html: the words are there" "$(cat out)" '<td style="text-align: left"><span class="rag green">Green</span></td>'
run board-scorecard --dictionary evil.csv -f text evil-data.csv
is "text of 200 characters and Arabic" "$(grep -c "^[0-9]*\. $long \|^[0-9]*\. تقارير الشرطة (طفل)" out)" 2
is "a long name in csv" "$(board-scorecard --dictionary evil.csv evil-data.csv | board-table -f csv --columns indicator | sed -n 3p)" "$long"

# Icons: a title for each, and colours that can be seen: 4.5 to 1 for letters, 3 to 1 for shapes on white.
awk 'BEGIN { print "indicator,period,value"
	for (y = 1; y <= 16; y++) { split("up down high low same", s, " ")
		for (k = 1; k <= 5; k++) print s[k] "," 2000 + y "," (y == 16 && k < 5 ? (k % 2 ? 90 : 10) : 50 + y % 3) } }' /dev/null >icons.csv
printf '%s\n' indicator,polarity,target,unit up,high,20,days down,high,80,days high,low,52,days low,low,, same,high,40,days >icon-d.csv
run board-scorecard --dictionary icon-d.csv -f html icons.csv
is "icons: their titles" "$(grep -o '<title>[^<]*' out | sed 's/<title>//' | paste -sd '|')" \
	"Variation: improving, high|Assurance: passes the target consistently|Variation: concern, low|Assurance: fails the target consistently|\
Variation: concern, high|Assurance: hit and miss|Variation: improving, low|Variation: common cause|Assurance: passes the target consistently"
is "icons: the words next to them are not read twice" "$(grep -o '</svg> <span aria-hidden="true">' out | wc -l)" "$(grep -o '<svg' out | wc -l)"
{
	board-table --style | sed -n 's/.*\.rag\.[a-z]* { background: \(#[0-9a-f]*\); color: \(#[0-9a-f]*\).*/4.5 \1 \2/p'
	echo '4.5 #0072C6 #fff
4.5 #490092 #fff
4.5 #E46C0A #0b0c0c
4.5 #fff #0b0c0c'
	for fill in '#0072C6' '#E46C0A' '#490092' '#767676'; do
		echo "3 $fill #fff"
	done
} >colours
is "icons: as many pairs of colours as there are" "$(wc -l <colours)" 11
is "icons: no other colours" "$(grep -oE '#[0-9a-fA-F]{3,6}\\?"' "$src/lib/board/badge.c" | tr -d '\\"' | sort -u | paste -sd ' ')" \
	"#0072C6 #0b0c0c #490092 #767676 #E46C0A #fff"
is "icons: contrast" "$(awk '
	function part(h) { h = index("0123456789abcdef", substr(h, 1, 1)) * 16 - 16 + index("0123456789abcdef", substr(h, 2, 1)) - 1
		h /= 255; return h <= 0.03928 ? h / 12.92 : ((h + 0.055) / 1.055) ^ 2.4 }
	function light(c) { c = tolower(substr(c, 2)); if (length(c) == 3) c = substr(c, 1, 1) substr(c, 1, 1) substr(c, 2, 1) substr(c, 2, 1) substr(c, 3, 1) substr(c, 3, 1)
		return 0.2126 * part(substr(c, 1, 2)) + 0.7152 * part(substr(c, 3, 2)) + 0.0722 * part(substr(c, 5, 2)) }
	{ a = light($2) + 0.05; b = light($3) + 0.05; r = a > b ? a / b : b / a; if (r < $1) print $2, $3, r }' colours)" ""

# The benchmark.
benchmark-ne -q "$data/ne-cpp-2013-2015.csv" >bench.csv
printf '%s\n' indicator,polarity 'Plans,low' 'Other,low' >two.csv
printf '%s\n' area,indicator,period,value 'Redcar and Cleveland,Plans,2013,60.1' 'Redcar and Cleveland,Plans,2014,78.9' \
	'Redcar and Cleveland,Other,2014,7' >places.csv
bench() { # what wanted arguments...
	what=$1 wanted=$2
	shift 2
	run board-scorecard -q --dictionary two.csv "$@" places.csv
	is "--benchmark: $what" "$(cells out 1 period region england rank n_ranked)|$(cells out 2 region rank)" "$wanted"
}
y2014="2014|59.4104421015632|42.09854720789884|1|12"
bench "as it is, of one indicator" "$y2014||" --benchmark Plans=bench.csv
sed '1s/^/indicator,/; 1!s/^/Plans,/' bench.csv >named.csv
bench "with a column" "$y2014||" --benchmark named.csv
bench "of an earlier period" "2013|51.13518195920252|37.828931503678106|5|12||" --benchmark named.csv --period 2013
bench "by another area's code" "2014|59.4104421015632|42.09854720789884|2|12||" --benchmark named.csv --area E06000002
sed 1q two.csv >one.csv
echo Plans,low >>one.csv
run board-scorecard -q --dictionary one.csv --benchmark bench.csv -f text places.csv
rates='59.4 per 10,000 +42.1 per 10,000 +38\.8 per 10,000 \(North Tyneside\) +56\.2 per 10,000 +1 of 12'
like "--benchmark: a dictionary of one indicator, in text" "$(cat out)" "^1\. Plans +78.9 .* $rates$"
# With their unit, unless the dictionary says that it is the figure's.
plain=$(echo "$rates" | sed 's/ per 10,000//g')
while IFS='|' read -r unit label wanted; do
	printf '%s\n' indicator,unit,label,polarity "Plans,\"$unit\",\"$label\",low" >unit.csv
	run board-scorecard -q --dictionary unit.csv --benchmark bench.csv -f text places.csv
	like "rates next to a figure in '$unit', '$label'" "$(cat out)" "^1\. .* $wanted$"
done <<.
children||$rates
per 1,000||$rates
%||$rates
per 10,000||$plain
rate per 10000 children||$plain
|Plans per 10,000|$plain
.
sed '1s/value/count,population/; s/,7$/,7,100/; s/,60.1$/,165,27456/; s/,78.9$/,217,27501/' places.csv >counts.csv
run board-scorecard -q --dictionary one.csv --benchmark bench.csv -f text counts.csv
like "rates next to a rate" "$(cat out)" "^1\. Plans \(per 10,000\) +78.9 .* $plain$"
printf '%s\n' indicator,time_period,new_la_code,la_name,count,population,rate,region_rate,england_rate,rank,n_ranked \
	'Plans,2014,E06000003,Redcar and Cleveland,30,40,75,70,65,1,2' >percent.csv
for unit in '%' children; do
	printf '%s\n' indicator,unit "Plans,$unit" >unit.csv
	run board-scorecard -q --dictionary unit.csv --benchmark percent.csv -f text places.csv
	[ $unit = % ] && wanted='70.0 +65.0' || wanted='70.0% +65.0%'
	like "percentages next to a figure in $unit" "$(cat out)" "^1\. .* $wanted +1 of 2$"
done
# What only the benchmark has: its newest period up to the scorecard's.
printf '%s\n' indicator,agency Other,A Plans, Calls,B >only.csv
printf '%s\n' area,indicator,period,value 'Redcar and Cleveland,Other,2014-15 Q4,7' >other.csv
only() {
	board-scorecard -q --dictionary only.csv --benchmark named.csv "$@" other.csv >out
}
only
is "an indicator of the benchmark alone" "$(cells out 2 period value region rank n_ranked submitted note)" \
	"2014||59.4104421015632|1|12||the benchmark only"
is "one of neither" "$(cells out 3 period region note)" "2014-15 Q4||B did not submit for 2014-15 Q4"
only --period '2014-15 Q2'
is "as of an earlier period" "$(cells out 2 period region rank)" "2013|51.13518195920252|5"
{ sed 1q named.csv; sed 1d named.csv | sort -r; } >turned.csv
only
board-scorecard -q --dictionary only.csv --benchmark turned.csv other.csv >turned
is "whatever the order of its rows" "$(cells turned 2 period rank best)" "$(cells out 2 period rank best)"

# The best of the ranked areas, and the last in the best quarter, by polarity.
best() { # name wanted dictionary [benchmark]
	printf '%s\n' indicator,polarity "Plans,$3" >one.csv
	run board-scorecard -q --dictionary one.csv --benchmark "${4:-bench.csv}" places.csv
	is "the best: $1" "$(cells out 1 polarity best best_area top_quartile | sed 's/\([0-9]\.[0-9]\)[0-9]*/\1/g')" "$2"
}
best "low is better" "low|38.7|North Tyneside|56.1" low
best "high is better" "high|78.9|Redcar and Cleveland|69.7" high
best "neither is" "|||" none
best "nearest the target is" "target|||" target
sed '/^2014,.*Redcar/d' bench.csv >others.csv
best "the area itself is not there" "low|||" low others.csv
board-table -f csv --columns time_period,new_la_code,la_name,region_rate,england_rate,rank,n_ranked bench.csv >narrow.csv
best "a table without rates" "low|||" low narrow.csv
sed '1s/time_period/time_period,region_name/; 2,$s/,/,North East,/' bench.csv >regions.csv
best "regions that are ranked apart" "low|||" low regions.csv
awk -F, -v OFS=, '/^2014/ && /Durham/ { $6 = 38.764 } /^2014/ && /North Tyneside/ { $6 = 38.764 } { print }' bench.csv >tied.csv
best "two areas" "low|38.7|County Durham; North Tyneside|56.1" low tied.csv
refuses() { # what pattern arguments...
	what=$1 pattern=$2
	shift 2
	run board-scorecard "$@"
	is "$what: status 2, no output" "$status$out" 2
	like "$what" "$err" "$pattern"
}
refuses "--benchmark: of which indicator?" "bench.csv:1: no column 'indicator'; expected one, or --benchmark INDICATOR=bench.csv" \
	--dictionary two.csv --benchmark bench.csv places.csv
refuses "--benchmark: another shape" "places.csv:1: no column 'time_period'" --dictionary two.csv --benchmark Plans=places.csv places.csv
refuses "--benchmark: twice the same" "named.csv:[0-9]+: time_period: a second row of 'Plans' for this area and period; expected one" \
	--dictionary two.csv --benchmark Plans=bench.csv --benchmark named.csv places.csv
refuses "--area: none such" "^board-scorecard: --area: named.csv has no row of 'Redcar & Cleveland'; did you mean 'Redcar and Cleveland'\\?" \
	--dictionary two.csv --benchmark named.csv --area 'Redcar & Cleveland' places.csv
cut -d, -f2- places.csv >nowhere.csv
refuses "--benchmark: of what area?" "the data have no area; expected --area NAME" --dictionary two.csv --benchmark named.csv nowhere.csv
refuses "--area alone" "--area needs --benchmark" --dictionary two.csv --area x places.csv
benchmark-ne -q --pool 3 "$data/ne-cpp-2013-2015.csv" >pool.csv
refuses "--benchmark: of several years together" "pool.csv:[0-9]+: time_period: '2013 to 2015' is not a period; expected" \
	--dictionary two.csv --benchmark Plans=pool.csv places.csv

# Findings.
cat >d.csv <<'.'
indicator,agency
Plans,Social care
Plans: Neglect,Social care
Calls,Police
.
printf '%s\n' indicator,category,period,value Plans,,2014,1 Plans,Neglect,2014,1 Calls,,2014,1 >data.csv
cat >findings.csv <<'.'
rule,severity,file,line,column,key,found,expected,difference,allowance,message
A1,error,any.csv,2,value,indicator=Plans; period=2014,1,2,,,m
A1,query,any.csv,2,value,period=2014; category=Physical; indicator=Plans,1,2,,,m
A1,error,any.csv,2,value,indicator=Plans; category=Neglect; period=2014,1,2,,,m
A1,note,any.csv,2,value,indicator=Plans,1,2,,,m
A1,waived,any.csv,2,value,indicator=Calls,1,2,,,m
S05,error,submissions/police.csv,7,,,1,2,,,m
S05,error,other.csv,8,,,1,2,,,m
S06,error,other.csv,9,,indicator=Stranger,1,2,,,m
.
run board-scorecard --dictionary d.csv --findings findings.csv data.csv
is "findings: by indicator, category, agency" "$(cell 1 findings out) $(cell 2 findings out) $(cell 3 findings out)" "2 1 1"
is "findings: the others are said once" "$err" \
	"board-scorecard: note: findings.csv: 2 findings about no indicator or agency of the dictionary, so not on the scorecard; first other.csv:8: S05"
run board-scorecard --dictionary d.csv data.csv
is "findings: not counted" "$(cell 1 findings out)" ""
sed 1q findings.csv >none.csv
run board-scorecard --dictionary d.csv --findings none.csv data.csv
is "findings: none" "$(cell 1 findings out)" 0
refuses "findings: another shape" "data.csv:1: no column 'rule'" --dictionary d.csv --findings data.csv data.csv
sed 's/waived/bad/' findings.csv >bad.csv
refuses "findings: no severity" "bad.csv:6: severity: 'bad' is not a severity; expected error, query, note or waived" \
	--dictionary d.csv --findings bad.csv data.csv
csv-check -r "$src/lib/packs/board.rules" tidy.csv >real.csv
run board-scorecard -q --dictionary "$dictionary" --findings real.csv tidy.csv
is "findings: notes do not count" "$(board-table -f csv --columns findings out | sed 1d | sort -u)" 0

# Bad input.
refuses "no dictionary" "no dictionary; expected --dictionary FILE" data.csv
refuses "no such dictionary" "absent.csv: No such file" --dictionary absent.csv data.csv
printf 'indicator,polarity\nPlans,upwards\n' >words.csv
refuses "a word of no meaning" "words.csv:2: polarity: 'upwards' is not a polarity" --dictionary words.csv data.csv
printf '%s\n' area,indicator,period,value A,Plans,2014,1 B,Calls,2014,2 >areas.csv
refuses "two areas" "^board-scorecard: areas.csv:3: area: 'B', but line 2 has 'A'; expected one area" --dictionary d.csv areas.csv
printf '%s\n' indicator,period,value Plans,2014,1 'Plans,2014-15 Q1,2' >mixed.csv
refuses "two frequencies" "mixed.csv:3: 'Plans' has the financial quarter '2014-15 Q1' after periods by year" --dictionary d.csv mixed.csv
printf 'indicator,frequency\nPlans,month\n' >monthly.csv
refuses "another frequency than the dictionary's" "--dictionary: 'Plans' has the frequency month, but its periods in the data are by year" \
	--dictionary monthly.csv data.csv
printf '%s\n' indicator,category,period,value Plans,Neglect,2014,1 'Plans: Neglect,,2014,2' >same.csv
refuses "two series for one entry" "'Plans: Neglect' is the name of two series in the data; expected one" --dictionary d.csv same.csv
printf '%s\n' indicator,period,value Plans,2014,1 Plans,2014,2 >twice.csv
refuses "two rows for one period" "twice.csv:3: 'Plans' has a row for '2014' already" --dictionary d.csv twice.csv
refuses "--period" "--period: 'soon' is not a period; expected one such as" --dictionary d.csv --period soon data.csv
printf '%s\n' indicator,value Plans,1 >dateless.csv
refuses "no period" "no column for the role period" --dictionary d.csv dateless.csv
run board-scorecard --dictionary d.csv -v data.csv
like "-v" "$err" "3 rows, 3 indicators"
printf '%s\n' indicator,period,value Plan,2014,1 >near.csv
run board-scorecard --dictionary d.csv near.csv
like "an indicator that is nearly one" "$err" "1 row without an entry in the dictionary, so not on the scorecard: 'Plan'; did you mean 'Plans'\\?"
like "no data: named" "$err" "3 indicators of the dictionary without data: 'Plans', 'Plans: Neglect', 'Calls'"
is "no data: a row each" "$status $(sed 1d out | wc -l)" "0 3"
head -1 data.csv >empty.csv
run board-scorecard -q --dictionary d.csv empty.csv
is "no rows at all" "$status $(cells out 1 period value submitted note)" "0 ||no|Social care did not submit"
sed 's/,1$/,c/' data.csv >hidden.csv
run board-scorecard -q --dictionary d.csv -f text hidden.csv
like "all hidden" "$(cat out)" "^3. Calls +Police +c +2014 +hidden: confidential$"
like "all hidden: what the mark means" "$(tail -1 out)" "^c: confidential$"
awk 'BEGIN { print "indicator,priority"; for (i = 1; i <= 300; i++) print "i" i ",P" i % 5 }' /dev/null >many.csv
awk 'BEGIN { print "indicator,period,value"; for (i = 1; i <= 300; i++) for (q = 1; q <= 4; q++) print "i" i ",2014-Q" q "," i * q }' /dev/null >many-data.csv
run board-scorecard --dictionary many.csv --group priority -f text many-data.csv
is "300 indicators in five groups" "$(grep -c '^[0-9]*\. i[0-9]' out) $(grep -c ', 2014-Q4$' out)" "300 5"
done_testing
