#!/bin/sh
# board-page: whose file is whose, figures that an agency should not have sent, tables of different
# columns, notes and warnings, pages as of an earlier period, and the manifest.
. "${0%/*}/../tap/tap.sh"
. "$src/tests/tap/page.sh"

submit() { # agency heading rows...
	to=in/submissions/$1.csv
	shift
	printf '%s\n' "$@" >"$to"
}
begin() { # rows of the dictionary, of indicator and agency
	rm -rf in && mkdir -p in/submissions
	printf '%s\n' indicator,agency "$@" >in/dictionary.csv
}
states() {
	board-table -f csv --columns path,agency,status new/manifest.csv | sed -n 's,^submissions/,,p' | paste -sd ' '
}
figures() {
	board-table -f csv --columns indicator,period,value new/tidy.csv | sed 1d | paste -sd ' '
}

# --- Whose is it?
begin Plans,Care Visits,Health Calls,Police
submit Care indicator,period,value 'Plans,2014-15 Q1,5' 'Plans,2014-15 Q2,6' 'Visits,2014-15 Q1,77' 'Visits,2014-15 Q2,78'
submit Health indicator,period,value 'Visits,2014-15 Q1,8'
make_page in
is "an indicator of another agency: status 1" "$status $err" "1 board-page: submissions/Care.csv: not all of it is used; see index.html"
is "its figures are not used" "$(figures)" "Plans,2014-15 Q1,5 Plans,2014-15 Q2,6 Visits,2014-15 Q1,8"
is "what became of the files" "$(states)" \
	"Care.csv,Care,accepted in part Health.csv,Health,accepted Police.csv,Police,not submitted"
has "the page says it" joined.html 'Care: accepted in part</h3>.*&quot;Visits&quot; is an indicator of Health in the dictionary; its 2 rows are not used'
has "at the indicator too, with the agency" joined.html '<h3>[0-9]\. Visits</h3>.*its 2 rows are not used \(Care\)'
is "the finding is in its file" "$(cut -d, -f1-8 new/findings/Care.csv | sed 1d)" "P01,error,submissions/Care.csv,,,indicator=Visits,Care,Health"
is "and counts on the scorecard" "$(board-table -f csv --columns indicator,findings new/scorecard.csv | sed 1d | paste -sd ' ')" \
	"Plans,0 Visits,1 Calls,0"
is "none of its figures is on the page" "$(grep -c '7[78]' new/tidy.csv new/scorecard.csv | paste -sd ' ')" "new/tidy.csv:0 new/scorecard.csv:0"
sound "an indicator of another agency"

submit Care indicator,period,value 'Visits,2014-15 Q1,77'
make_page in
is "nothing left: rejected" "$status $(states)" \
	"1 Care.csv,Care,rejected Health.csv,Health,accepted Police.csv,Police,not submitted"
is "nothing left: said" "$err" "board-page: submissions/Care.csv: not used; see index.html"
has "nothing left: on the scorecard" new/scorecard.csv '^,Plans,.*,no,0,Care: submission rejected,,,,$'

# --- Nobody's.
begin Shared, Plans,Care
submit Care indicator,period,value 'Plans,2014-15 Q1,5' 'Shared,2014-15 Q1,61' 'Shared,2014-15 Q2,62'
submit Health indicator,period,value 'Shared,2014-15 Q2,63'
make_page in
is "the same figure from two agencies: neither is used" "$status $(figures)" "1 Plans,2014-15 Q1,5"
has "said of the one" joined.html 'Care: accepted in part</h3>.*&quot;Shared&quot; was also sent by Health, and the dictionary does not say whose it is; its 2 rows are not used'
has "and of the other" joined.html 'Health: rejected</h3>.*&quot;Shared&quot; was also sent by Care'
is "no figure of either is there" "$(grep -c '6[123]' new/tidy.csv)" 0
sound "the same figure from two agencies"
submit Health indicator,period,value 'Shared,2014-15 Q3,63'
make_page in
is "different periods of a series without an agency" "$status $(figures)" \
	"0 Plans,2014-15 Q1,5 Shared,2014-15 Q1,61 Shared,2014-15 Q2,62 Shared,2014-15 Q3,63"
submit Health indicator,period,value 'Shared,2013-14,63'
make_page in
is "quarters from one and years from another: neither is used" "$status $(figures)" "1 Plans,2014-15 Q1,5"
submit Health indicator,period,value 'Children,2014-15 Q1,900'
submit Care indicator,period,value 'Plans,2014-15 Q1,5' 'Children,2014-15 Q1,901'
make_page in
is "one that is not on the page: a note, status 0" "$status $(figures) $(cut -d, -f1,2 new/findings/Care.csv | sed 1d)" \
	"0 Plans,2014-15 Q1,5 P02,note"
begin 'Rate,Care' && printf '%s\n' indicator,agency,numerator,denominator Rate,Care,Part,Whole >in/dictionary.csv
submit Care indicator,period,value 'Part,2014-15 Q1,5' 'Whole,2014-15 Q1,10'
submit Health indicator,period,value 'Whole,2014-15 Q1,11'
make_page in
is "a count of an indicator: an error" "$status $(figures)" "1 Part,2014-15 Q1,5 Rate,2014-15 Q1,"

# --- Names of files.
begin 'Plans,Early help' Visits,Health
submit 'early Help' indicator,period,value 'Plans,2014-15 Q1,5'
submit Helth indicator,period,value 'Visits,2014-15 Q1,5'
submit Other indicator,period,value 'Calls,2014-15 Q1,5'
make_page in
is "the case of a name does not matter" "$(states)" \
	"Helth.csv,Helth,rejected Other.csv,Other,accepted early Help.csv,Early help,accepted Health.csv,Health,not submitted"
is "a file of no agency: said" "$err" "board-page: submissions/Helth.csv: no agency of the dictionary is called so; did you mean 'Health'?
board-page: submissions/Other.csv: no agency of the dictionary is called so
board-page: submissions/Helth.csv: not used; see index.html"
has "a file of no agency: on the page" new/index.html 'No agency of the dictionary is called &quot;Helth&quot;; did you mean .*Health.*\? A file is named'
has "a file of no agency: another" new/index.html 'No agency of the dictionary is called &quot;Other&quot;\. A file is named'
sound "a file of no agency"
rm in/submissions/Helth.csv in/submissions/Other.csv
make_page in
is "then all is well" "$status$err" 0
begin Plans,
submit Whatever indicator,period,value 'Plans,2014-15 Q1,5'
make_page in
is "a dictionary without agencies asks for no names" "$status$err $(grep -c 'No agency' new/index.html)" "0 0"

# --- Tables of different columns.
begin Plans,A Visits,B
submit A area,indicator,period,value,comment 'Hartlepool,Plans,2014-15 Q1,5,good' 'Hartlepool,Plans,2014-15 Q2,6,"bad, or so"'
submit B indicator,period,value,population 'Visits,2014-15 Q1,7,1000' 'Visits,2014-15 Q2,8,1000'
make_page in
is "columns that one file has: a page" "$status$err" 0
is "figures and rates each as sent" "$(board-table -f csv --columns indicator,value new/scorecard.csv | sed 1d | paste -sd ' ')" "Plans,6 Visits,80"
submit B indicator,period,value,la_name 'Visits,2014-15 Q1,7,Darlington'
make_page in
is "two areas: no page" "$status $(ls -d new* 2>/dev/null)" "2 "

# --- Notes and warnings.
mkdir in/rules
printf '%s\n' 'number value' 'rule Q1 query' ' check: value < 6' ' say: {indicator} is {value}' 'rule N1 note' ' check: value < 7' \
	'rule E1 error' ' where: indicator = "None"' ' check: value < 7' \
	'rule A1 error' ' unchecked: allow' ' check: value < 100' >in/rules/board.rules
begin_rows='area,indicator,period,value'
submit A "$begin_rows" 'x,Plans,2014-15 Q1,5' 'x,Other a,2014-15 Q1,6' 'x,Other b,2014-15 Q1,7' 'x,Other c,2014-15 Q1,8' 'x,Other d,2014-15 Q1,'
rm in/submissions/B.csv
make_page in
is "queries and notes: status 0" "$status$err" 0
has "how many, and the first" joined.html 'A: accepted</h3><p>3 queries, 4 notes\. The first three:</p><ul class="findings"><li><strong>query</strong> line 3: Other a is 6</li>'
has "where the rest is" joined.html '<p>All findings: findings/A.csv</p>'
has "what is only counted" joined.html '<li>csv-check: not checked, as allowed: A1 1 of 5</li>'
has "rules that apply to no row" new/index.html '>the board.*s \(one applies to no row of it\)<'
has "Markdown too" new/board.md '^3 queries, 4 notes\. The first three:$'
sound "queries and notes"

# --- A file without a column that the board's rules name, and rules that name one that no file has.
printf '%s\n' 'key indicator, category, period' >in/rules/board.rules
submit A indicator,category,period,value 'Plans,,2014-15 Q1,5'
submit B indicator,period,value 'Visits,2014-15 Q1,7'
make_page in
is "a column that the rules name: put aside" "$status $(states)" "1 A.csv,A,accepted B.csv,B,not readable"
has "and said" new/index.html "rules/board.rules:1: no column .*category.*; expected"
printf '%s\n' 'key indicator, categry, period' >in/rules/board.rules
make_page in
is "a mistake in the rules: no page" "$status $(ls -d new* 2>/dev/null)" "2 "
like "and said" "$err" "^csv-check: rules/board.rules:1: no column 'categry'; did you mean 'category'"

# --- As of an earlier period.
rm -rf in && cp -R "$data/board-page" in && chmod -R u+w in
awk -F, -v OFS=, 'NR > 1 { $0 = substr($0, index($0, "March\",") + 7); $4 = $4 ""; $5 += 7; print "Number of Children in Need", $0 }' \
	in/benchmark.csv >more && cat more >>in/benchmark.csv
make_page in
is "two indicators with a benchmark: a spine chart" "$(ls new/charts | grep bench | paste -sd ' ')" \
	"benchmark-1-funnel.svg benchmark-1-ranked.svg benchmark-1.svg benchmark-2-funnel.svg benchmark-2-ranked.svg"
has "the spine chart is on the page" new/index.html 'aria-label="Chart: indicators of Redcar and Cleveland, 2014-15"'
sound "two indicators with a benchmark"
is "no table of the benchmark is called like another" "$(grep -o '<caption[^>]*>[^<]*by rank' new/index.html | sed 's/.*>//' | sort)" \
	"Children in need, 2014-15, by rank
Children on a plan at 31 March, 2014-15, by rank"
has "the scorecard leads to the indicator" new/index.html '<a href="#indicator1">1\. Children in need \(children\)</a>'
has "which is there" joined.html '<article class="indicator" id="indicator1"><h3>1\. Children in need</h3>'
rm in/submissions/Health.csv
make_page in --period '2014-15 Q2'
is "an earlier period: status" "$status$err" 0
is "an earlier period: nothing later, anywhere on the page" \
	"$(sed '/<style>/,/<\/style>/d' new/index.html | grep -cE '2014-15 Q[34]|, 2014-15[<.]|In 2014-15 |43\.9')" 0
is "an earlier period: nothing later in the tables" "$(grep -lE '2014-15 Q[34]|,2014-15,|,43\.9,' new/*.csv new/board.md)" ""
is "an earlier period: the benchmark is that of the year before" \
	"$(board-table -f csv --columns time_period new/benchmark.csv | sed 1d | sort -u | paste -sd ' ')" "2012-13 2013-14"
has "an earlier period: its charts" new/index.html 'aria-label="Chart: indicators of Redcar and Cleveland, 2013-14"'
sound "an earlier period"
make_page in --period Q2 --year 2014-15
has "a bare quarter, with --year" new/index.html '<p class="lead">As of 2014-15 Q2\.'
make_page in --period 2011-12
is "before everything: a page" "$status$err $(grep -c 'No figures up to' new/index.html)" "0 2"
sound "before everything"
printf '%s\n' 'key indicator, category, period' 'period period as "YYYY-YY Qn"' 'number value' 'rule Q1 query' ' check: value < 700' >in/rules/board.rules
make_page in --period '2014-15 Q1'
is "a finding about a later period is not there" "$(grep -cE 'line [23]: value is 7' new/index.html) $(
	grep -c 2014-15 "new/findings/Children's social care.csv")" "1 2"
has "which is said" new/index.html '<p>1 about later periods is not on this page\.</p>'
is "nor counted" "$(board-table -f csv --columns indicator,findings new/scorecard.csv | grep 'Need,')" "Number of Children in Need,1"

# --- A benchmark without rows, without rates, and pages that axe had something against.
rm -rf in && cp -R "$data/board-page" in && chmod -R u+w in
head -1 "$data/board-page/benchmark.csv" >in/benchmark.csv
make_page in
is "a benchmark of a heading: a page" "$status $(ls new/charts | grep -c bench)" "1 0"
sed 1q "$data/board-page/benchmark.csv" | cut -d, -f2- >in/benchmark.csv
make_page in
is "the same without a column of indicators" "$status $(ls new/charts | grep -c bench)" "1 0"
sound "a benchmark of a heading"
sed 's/,[0-9]*,\([0-9]*\)$/,c,\1/' "$data/board-page/benchmark.csv" >in/benchmark.csv
make_page in
is "a benchmark of hidden counts: a page" "$status" 1
is "a row of its table is called by its authority" "$(awk '/by rank<.caption/ { on = 1 } on && /<tr[^>]*><th scope="row"/' new/index.html |
	grep -cE '<th scope="row"[^>]*>(<strong>)?[A-Z]')" 12
sound "a benchmark of hidden counts"

# --- Other authorities than the North East's.
begin Plans,A
submit A indicator,period,value 'Plans,2023-24,50'
printf '%s\n' area_name,period,count,population Borchester,2023-24,150,30000 Felpersham,2023-24,c,31000 Ambridge,2023-24,10,5000 >in/benchmark.csv
make_page in
like "none of the North East's: the options to use" "$status $err" "^2 .* choose others with --region or --areas$"
make_page in --areas all
is "--areas without --about" "$status $err" "2 board-page: no --about; expected the authority of the page, with --areas and --region"
make_page in --areas all --about Borchester
is "--areas: status" "$status $(board-table -f csv --columns rank,n_ranked new/scorecard.csv | sed 1d)" "0 1,2"
has "--areas: the sentence" new/index.html 'In 2023-24 Borchester had .* the higher of the two with a rate'
has "an area without a rate has a remark" joined.html 'Felpersham</th>.*>c</td></tr>'
sound "--areas"
printf 'LA number,LA Name,SN1,SNP,SN2,SNP\n807,Redcar and Cleveland,805,Close,370,Close\n' >in/neighbours.csv
printf '%s\n' area_code,area_name,period,count,population 'E06000003,Redcar and Cleveland,2023-24,150,30000' \
	E06000001,Hartlepool,2023-24,90,20000 E08000016,Barnsley,2023-24,300,50000 >in/benchmark.csv
make_page in
is "neighbours.csv: the area among them" "$status $(board-table -f csv --columns rank,n_ranked new/scorecard.csv | sed 1d)" "0 2,3"
is "neighbours.csv: in the manifest" "$(grep -c '^neighbours.csv,,read,1,' new/manifest.csv)" 1

# --- Published tables.
printf '%s\n' 'A return for the board' ',Q1 2023/24,Q2 2023/24' 'Plans,5,6' >in/submissions/A.csv
rm in/neighbours.csv in/benchmark.csv
make_page in
is "a title and a blank heading: rejected" "$status $(states)" "1 A.csv,A,rejected"
mkdir in/rules
printf 'builtin S05 note\nbuiltin S07 query\n' >in/rules/board.rules
make_page in
is "with the two lines of the manual: accepted" "$status $(states) $(figures)" "0 A.csv,A,accepted Plans,2023-24 Q1,5 Plans,2023-24 Q2,6"

# --- The manifest.
begin Plans,A
mkdir in/rules in/rules/lists in/elsewhere
submit A indicator,period,value 'Plans,2014-15 Q1,5'
printf 'k\nPlans\nVisits\n' >in/rules/lists/codes.csv
printf 'k\nPlans\n' >in/elsewhere/known.csv
printf 'k,v\nPlans,1\nVisits,2\nCalls,3\n' >in/rules/linked.csv
printf 'list codes from "lists/codes.csv" columns k\nlist known from "../elsewhere/known.csv" columns k\n' >in/rules/part.rules
printf '%s\n' 'include "part.rules"' 'file linked from "linked.csv"' 'file d from "../dictionary.csv"' 'rule R1 error' \
	' check: indicator in @codes and indicator in @known and indicator in linked.k and indicator in d.indicator' >in/rules/board.rules
printf 'rule Z1 note\n check: value is not blank\n' >in/rules/Nobody.rules
printf 'rule,reason,who,expires\nR1,so,Ann,\n' >in/waivers.csv
make_page in
is "all that was read: status" "$status$err" 0
is "all that was read" "$(cut -d, -f1,3,4 new/manifest.csv | sed 1d)" "submissions/A.csv,accepted,1
dictionary.csv,read,1
waivers.csv,read,1
rules/Nobody.rules,not used,
rules/board.rules,read,
rules/linked.csv,read,3
rules/part.rules,read,
rules/lists/codes.csv,read,2
elsewhere/known.csv,read,1"
is "with sums that are those of sha256sum" "$(awk -F, 'NR > 1 { print $5 "  " $1 }' new/manifest.csv | (cd in && sha256sum -c --quiet 2>&1))" ""
rm in/rules/*.*
touch in/neighbours.csv in/populations.csv
make_page in
is "what nothing asks for" "$(cut -d, -f1,3 new/manifest.csv | sed 1d | paste -sd ' ')" \
	"submissions/A.csv,accepted dictionary.csv,read populations.csv,not used neighbours.csv,not used waivers.csv,not used"
printf 'list codes from "lists/codes.csv" columns k\nrule R1 error\n check: indicator in @codes\n' >in/rules/board.rules
mkdir slow
printf '#!/bin/sh\n"%s/csv-check" "$@"\nstatus=$?\necho Late >>"%s/in/rules/lists/codes.csv"\nexit $status\n' "$bin" "$work" >slow/csv-check
chmod +x slow/csv-check
run env PATH="$work/slow:$PATH" board-page $today --out new2 in
is "a linked file that changes meanwhile: no page" "$status $(ls -d new2* 2>/dev/null)" "2 "
like "and said" "$err" "a file changed while it was read"

# --- A percentage made from counts, and areas; no message names a file in the folder that is removed.
rm -rf in && mkdir -p in/submissions
printf '%s\n' indicator,unit,numerator,denominator,agency B,,,,Y Pct,%,N,D,X >in/dictionary.csv
submit X indicator,period,value 'N,2014-15 Q1,5' 'D,2014-15 Q1,8'
submit Y area,indicator,period,value 'Saltmere,B,2014-15 Q1,5'
make_page in
is "counts without an area, another file with one" "$status $err $(states)" "0  X.csv,X,accepted Y.csv,Y,accepted"
has "the percentage is made" new/scorecard.csv '^,Pct,Pct,%,X,2014-15 Q1,62\.5,'
has "its row has the area" new/tidy.csv '^Saltmere,Pct,,2014-15 Q1,,,$'
submit X area,indicator,period,value 'Saltmere,N,2014-15 Q1,5' 'Saltmere,D,2014-15 Q1,8'
make_page in
is "both with an area" "$status $err $(states)" "0  X.csv,X,accepted Y.csv,Y,accepted"
has "the percentage is the same" new/scorecard.csv '^,Pct,Pct,%,X,2014-15 Q1,62\.5,'
submit X area,indicator,period,value 'Saltmere,N,2014-15 Q1,5' 'Otherton,D,2014-15 Q1,8'
make_page in
has "two areas in one file" new/board.md \
	"^the figures of submissions/X.csv, as csv-tidy writes them, line 3: area: 'Otherton', but line 2 has"
submit X area,indicator,period,value 'Otherton,N,2014-15 Q1,5'
make_page in
like "files of two areas" "$status $err" \
	"^2 board-scorecard: the figures of the submissions together, line 3: area: 'Saltmere', but line 2 has"
printf '%s\n' indicator,la_name,period,count,population B,Saltmere,2014,5,100 A,Saltmere,2014,5,100 \
	B,Otherton,2014,5?,100 >in/benchmark.csv
submit X area,indicator,period,value 'Saltmere,N,2014-15 Q1,5'
make_page in --about Saltmere --areas all
like "a mistake in the benchmark is at its line" "$status $err" "^2 benchmark-ne: benchmark.csv:4: count: '5\?'"

# --- The counts of a percentage have its kind.
printf '%s\n' indicator,unit,kind,numerator,denominator,agency Pct,%,flow,N,D,X >in/dictionary.csv
rm in/benchmark.csv in/submissions/Y.csv
awk 'BEGIN { print "indicator,period,value"; for (y = 2003; y < 2013; y++) print "N," y "," y % 5 + 5 "\nD," y ",12" }' \
	>in/submissions/X.csv
make_page in
is "it is known of every series how it is counted" "$status $(grep -c 'it is not known' new/board.md)" "0 0"
printf '%s\n' indicator,unit,numerator,denominator,agency Pct,%,N,D,X >in/dictionary.csv
make_page in
is "or else said" "$status $(grep -c 'it is not known' new/board.md)" "0 1"

# --- A page whose newest period has not ended.
begin Plans,A Visits,A
submit A indicator,period,value 'Plans,2015,5' 'Visits,2014-15 Q4,7'
make_page in
is "the newest period has not ended: said" "$status $err" \
	"0 board-page: the newest period, 2015, ends after 2015-05-01; if that is not meant, expected --period"
has "and on the page" new/board.md '^> The period of this page, 2015, ends after 2015-05-01\. '
sound "a period that has not ended"
make_page in --period 2015
is "with --period it is meant" "$status $err $(grep -c 'ends after' new/board.md)" "0  0"
submit A indicator,period,value 'Plans,2015-03-31,5' 'Visits,2014-15 Q4,7'
make_page in
is "a date of the quarter" "$status $err $(grep -c 'ends after' new/board.md) $(cut -d, -f6,7 new/scorecard.csv | paste -sd ' ')" \
	"0  0 period,value 2015-03-31,5 2014-15 Q4,7"
done_testing
