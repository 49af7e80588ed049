#!/bin/sh
# board-page: the folder that it makes, the figures on the page, submissions that are rejected or
# missing, hostile texts, and what happens when it is stopped.
. "${0%/*}/../tap/tap.sh"

. "$src/tests/tap/page.sh"

run board-page --help
is "--help: status 0, no message" "$status $err" "0 "
like "--help: begins with the usage line" "$(head -1 out)" "^usage: board-page "
is "--help: 80 columns" "$(awk 'length > 80' out)" ""
run board-page --version
is "--version: that of the filters" "$status $out" "0 board-page$(csv-check --version | sed 's/csv-check//')"
folder=$data/board-page
for args in "--nonsense $folder" "$folder" "--out new" "--out= $folder" "--out new $folder $folder" "--out new --today May $folder" \
	"--out new none" "--out new $data/board/cp-plans.csv" "--out new $data/board" "--out none/new $folder" "--quiet=1 --out new $folder" "--out"; do
	run board-page $args
	is "'$(echo "$args" | sed "s,$data,,g")': status 2, no folder" "$status $out $(ls -d new* 2>&1 | grep -c '^new')" "2  0"
	like "'$(echo "$args" | sed "s,$data,,g")': a message" "$err" "^(board-page|mkdir): "
done
run board-page --nonsense
is "an unknown option" "$err" "board-page: --nonsense: no such option"
while IFS='|' read -r args wanted; do
	run board-page $args
	is "$args: one that is meant" "$status $err" "2 board-page: $wanted"
done <<'END'
--perod x|--perod: no such option; did you mean '--period'?
--tody=2015-05-01|--tody: no such option; did you mean '--today'?
--a,b|--a,b: no such option
-z|-z: no such option
END

# The board's four quarters.
make_page "$folder"
is "a rejected submission: status 1" "$status $out" "1 "
is "a rejected submission: named" "$err" "board-page: submissions/Health.csv: not accepted; see index.html"
is "the folder" "$(ls new | paste -sd ' ')" \
	"benchmark.csv board.md charts findings index.html manifest.csv scorecard.csv tidy.csv trends.csv"
is "the findings" "$(ls new/findings | paste -sd ,)" "Children's social care.csv,Department for Education.csv,Early help.csv,Health.csv"
is "nothing is left next to it" "$(ls -d new*)" "new"
sound "the board"
cp -R new first
run board-page $today --out=again "$folder"
is "the same bytes on two runs" "$(diff -r new again)" ""
(cd "$folder" && env -i PATH="$PATH" board-page $today -q --out "$work/bare" .)
is "with an empty environment, from the folder itself" "$? $(diff -r new bare)" "1 "
cd new || exit 1
is "manifest.csv: the sums are those of sha256sum" "$(board-table -f csv --columns path,sha256 manifest.csv |
	sed '1d; /,$/d; s/^"\(.*\)",/\1,/' | awk -F, '{ print $2 "  " $1 }' | (cd "$folder" && sha256sum -c --quiet 2>&1))" ""
is "manifest.csv: what became of each" "$(board-table -f csv --columns agency,status,rows manifest.csv | sed 1d | head -4 | paste -sd ' ')" \
	"Children's social care,accepted,40 Department for Education,accepted,3 Early help,accepted,8 Health,rejected,3"
like "manifest.csv: an agency without a file" "$(cat manifest.csv)" '^submissions/Police.csv,Police,not submitted,,$'
csv-check -r "$folder/rules/board.rules" "$folder/submissions/Health.csv" 2>/dev/null | sed "s,$folder/,," >../wanted
same "findings are csv-check's" findings/Health.csv ../wanted
cd "$folder" && csv-tidy --flags submissions/[!H]*.csv >"$work/sent.csv"
cd "$work" || exit 1
printf 'CAFs by early help agencies,,2014-15 Q%d,,,\n' 1 2 3 4 >>sent.csv
same "tidy.csv is csv-tidy's, and rows for the percentage that the dictionary makes" new/tidy.csv sent.csv
qtrend -q -k indicator,category --dictionary "$folder/dictionary.csv" sent.csv >wanted
same "trends.csv is qtrend's" new/trends.csv wanted
board-scorecard -q --group priority --dictionary "$folder/dictionary.csv" --rejected Health --findings first/findings/Health.csv \
	--benchmark new/benchmark.csv --area 'Redcar and Cleveland' sent.csv | board-table -f csv --columns indicator,value,rag,region,rank,note >wanted
board-table -f csv --columns indicator,value,rag,region,rank,note new/scorecard.csv >got
same "scorecard.csv is board-scorecard's" got wanted

# Every figure of the tables is the filters', and every sentence.
cell_of() { # label: the figures of its table
	awk -v label="$1" 'index($0, ">" label) && /<caption/ { on = 1 } on && /<td/ { print; exit }' new/index.html |
		sed 's/<td[^>]*>/ /g; s/<[^>]*>//g'
}
is "the figures of plans" "$(cell_of 'Child protection plans (children)')" "2014-15 185 139 117 120"
is "the figures of a percentage made from counts" "$(cell_of 'CAFs completed by early help agencies (%)')" "2014-15  66.2 73.4 84.8"
is "the figures by year" "$(cell_of 'Children on a plan at 31 March (per 10,000)')" "Figure 55.9 78.9 43.9"
board-table -f csv --columns series,sentence new/trends.csv | sed 1d >sentences
while read -r line; do
	sentence=$(printf '%s\n' "$line" | sed 's/^"[^"]*",//; s/^[^,]*,//; s/^"//; s/"$//')
	case $line in *': of which'* | *Total,*) continue ;; esac
	grep -qF -e "$sentence" new/index.html && grep -qF -e "$(printf %.40s "$sentence")" new/board.md ||
		not_ok "on the page: $sentence"
done <sentences
ok "every sentence of qtrend is on the pages"
is "a chart for each indicator with figures" "$(ls new/charts/[0-9]* | wc -l) $(grep -c '<div class="chart"' new/index.html)" "12 14"
is "the charts are in the page" "$(for f in new/charts/*.svg; do
	sed -n 4,40p "$f" | while IFS= read -r line; do
		grep -qxF -e "$line" new/index.html || echo "$f: $line"
	done
done)" ""
is "a figure of a rejected submission is nowhere but in its findings" \
	"$(grep -c 'Emergency visits' new/tidy.csv new/trends.csv | paste -sd ' ')$(grep -c '>26<' new/index.html)" "new/tidy.csv:0 new/trends.csv:00"
has "why it was rejected: a finding and its rule" joined.html \
	'line 3: Emergency visits .*28\.5.*Rule: A figure is a whole number'
has "Markdown: the same" new/board.md '^- \*\*error\*\* line 3: Emergency visits .*rule: A figure is a whole number'
has "an agency that did not submit" new/index.html '>Police</th><td[^>]*>Did not submit<'
has "Markdown: a chart" new/board.md '^!\[Chart: Child protection plans\]\(charts/[0-9]*\.svg\)$'
has "a finding at its indicator" joined.html 'Plans for emotional abuse.*34 of 185 is 18.4%.*Plans for mixed'
has "status and icons at the indicator" joined.html 'id="indicator2"><h3>[^/]*/h3><p class="from">[^/]*/p><p class="board badges"><span><span class="rag amber">Amber</span></span> <span><svg class="icon"'
has "Markdown: in words" new/board.md '^Status: Amber\. Variation: common cause\.$'
has "the commands" new/index.html "<code>csv-tidy --flags .submissions/Children.&#39;&#39;s social care.csv|<code>csv-tidy --flags"
is "no path of this machine" "$(grep -rlF "$work" new)" ""

# An earlier quarter: nothing later is on the page.
make_page "$folder" --period '2014-15 Q2' --title 'Half a year' --note 'Provisional'
has "--period: on the page" new/index.html '<p class="lead">As of 2014-15 Q2\. Made on 2015-05-01\.'
is "--period: the latest figures" "$(cell_of 'Child protection plans (children)')" "2014-15 185 139"
has "--title" new/index.html '<h1>Half a year</h1>'
has "--note" new/index.html '<p class="notice">Provisional</p>'
sound "an earlier quarter"

# Waivers, and populations from a file of their own.
cp -R "$folder" more && chmod -R u+w more
printf '%s\n' rule,reason,who,expires,indicator 'BD01,estimates,Ann,2015-04-30,Emergency visits' \
	'BD04,closed in Q3,Ann,,Emergency visits' >more/waivers.csv
awk -F, 'BEGIN { OFS = "," } NR == 1 { print "area_code,period,population" } /^"/ { print $(NF - 3), $3, $NF }' \
	more/benchmark.csv | tr -d '"' >more/populations.csv
sed 's/,[^,]*$//' "$folder/benchmark.csv" >more/benchmark.csv
rm -rf new
run board-page --today 2015-04-30 --out new more
is "waivers: nothing is rejected on the last day of one" "$status$err" "0"
same "populations.csv: the same benchmark" new/benchmark.csv first/benchmark.csv
is "waivers and populations: in the manifest" "$(grep -cE '^(waivers|populations).csv,,read,(2|42),[0-9a-f]{64}$' new/manifest.csv)" 2
sound "waivers and populations"
make_page more
is "waivers: rejected on the day after" "$status" 1
make_page more --about Hartlepool --population-lag 0
has "--about" new/index.html 'In 2014-15 Hartlepool had '
is "--about: the scorecard is about it too" "$(board-table -f csv --columns rank new/scorecard.csv | grep -c '^5$')" 1

# Nobody, nothing, one.
mkdir -p none/submissions one/submissions
cp "$folder/dictionary.csv" none
make_page none
is "no agency: status 0, a page" "$status$err" "0"
has "no agency: says so" new/index.html 'Did not submit'
sound "no agency"
printf 'indicator\nPlans\n' >one/dictionary.csv
printf 'indicator,period,value\nPlans,2014-15 Q1,5\n' >one/submissions/A.csv
make_page one
is "one indicator, one figure: status 0" "$status$err" "0"
is "one figure" "$(cell_of Plans)" "2014-15 5"
sound "one indicator"
printf 'indicator,period,value\nPlans,2014-15 Q1,c\nPlans,2014-15 Q2,<5\n' >one/submissions/A.csv
make_page one
is "all hidden: status 0" "$status$err" "0"
is "all hidden: the marks" "$(cell_of Plans)" "2014-15 c &lt;5"
has "all hidden: what they mean" new/index.html 'c: confidential; &lt;5: suppressed small number'
sound "all hidden"
awk 'BEGIN { print "indicator,period,value"; for (i = 0; i < 400; i++) printf "Plans,%d-%02d,7\n", 1990 + int(i / 12), i % 12 + 1 }' >one/submissions/A.csv
make_page one --today 2024-05-01
is "400 points, all equal: status 0" "$status$err" "0"
is "400 points: every one is in the table" "$(grep -c . new/tidy.csv) $(awk '/<caption/ { on = /Plans/ } on' new/index.html | grep -o '<td[^>]*>7<' | wc -l)" "401 400"
sound "400 points"
printf 'indicator,period,value\n' >one/submissions/A.csv
make_page one
like "a heading without rows: a page or a message" "$status" "^[01]$"
printf 'indicator,label,numerator,denominator\nA,,B,C\nB,,A,C\nC,,,\n' >none/dictionary.csv
make_page none
is "a cycle of numerator and denominator: status 2, no folder" "$status $(ls -d new* 2>/dev/null)" "2 "
like "a cycle: said" "$err" "dictionary.csv:.*itself"

# A submission that no filter can read is put aside; the others are on the page.
rm -rf two && mkdir -p two/submissions
printf 'indicator,agency\nPlans,A\nVisits,B\nCases,C\nCalls,D\n' >two/dictionary.csv
printf 'indicator,period,value\nPlans,2014-15 Q1,5\n' >two/submissions/A.csv
printf 'indicator,period,value\nVisits,2014-15 Q1,twelve\n' >two/submissions/B.csv
printf 'PK\003\004' >two/submissions/C.csv
printf 'indicator,period,value\nCalls,2014-15 Q1,5\nCalls,2014-06,5\n' >two/submissions/D.csv
echo note >two/submissions/note.txt
make_page two
is "not readable: status 1" "$status" 1
is "not readable: on standard error" "$(printf '%s\n' "$err" | sed 's/:.*not /: not /' | paste -sd ' ')" \
	"board-page: not used; expected a name that ends in .csv board-page: not accepted; see index.html board-page: not accepted; see index.html board-page: not accepted; see index.html"
is "not readable: the others are there" "$(cell_of Plans)" "2014-15 5"
is "not readable: the manifest" "$(board-table -f csv --columns agency,status new/manifest.csv | sed -n '2,5p' | paste -sd ' ')" \
	"A,accepted B,not readable C,not readable D,not readable"
has "not readable: why" new/index.html "twelve"
has "not readable: a file that is not a submission" new/index.html "submissions/note.txt: not used"
sound "not readable"
printf 'indicator,period,value\nPlans,2014-15 Q1,6\n' >two/submissions/B.csv
make_page two
is "a figure of another agency: status 1, a page" "$status $(printf '%s\n' "$err" | grep /B)" "1 board-page: submissions/B.csv: not used; see index.html"

printf 'indicator,polarity\nPlans,good\n' >two/dictionary.csv
printf 'indicator,period,value\nVisits,2014-15 Q1,6\n' >two/submissions/B.csv
make_page two
is "a mistake in the dictionary: status 2, no folder" "$status $(ls -d new* 2>/dev/null)" "2 "
like "a mistake in the dictionary: said" "$err" "dictionary.csv:2: .*'good'"
echo indicator >two/dictionary.csv
mkdir two/rules
echo 'rule' >two/rules/board.rules
make_page two
is "a mistake in the rules: status 2, no folder" "$status $(ls -d new* 2>/dev/null)" "2 "
like "a mistake in the rules: said" "$err" "csv-check: rules/board.rules:1:"
rm -r two/rules
for args in '--period Q9' '--today 2015-02-30' '--year x'; do
	run board-page --out new $args two
	is "$args: status 2, no folder" "$status $(ls -d new* 2>/dev/null)" "2 "
	like "$args: said" "$err" "^(board-page|csv-check): ${args%% *}: '.*' is not a"
done
printf 'indicator,period,value\nPlans,2014-15 Q1,6\n' >none/submissions/A.csv
echo indicator >none/dictionary.csv
make_page none
is "a dictionary without indicators: a page" "$status$err" "0"
sound "a dictionary without indicators"

# Hostile names and texts: nothing in them becomes markup, and the page shows them.
rm -rf hostile && mkdir -p hostile/submissions hostile/rules
evil='<script>alert(1)</script>"><img src=x onerror=alert(1)>'
long=$(printf 'x%.0s' $(seq 200))
cat >hostile/dictionary.csv <<END
indicator,label,unit,agency,priority,source,note
"$(printf %s "$evil" | sed 's/"/""/g')","a<b>&""c","<i>","-x 'q' ""d""
<b>e","</h2><h1>P","<s>","&lt;x"
"خدمات الأطفال","خدمات","حالات",ق,"<!--","]]>","\${x} \$(date) \`id\`"
"$long",,,"</style>","</main>",,
"a,b: c|d*_#",,,-n,"| p | *q*",,
END
printf 'indicator,period,value\n"%s",2014-15 Q1,5\n' "$(printf %s "$evil" | sed 's/"/""/g')" >"hostile/submissions/-x 'q' \"d\"
<b>e.csv"
printf 'indicator,period,value\nخدمات الأطفال,2014-15 Q1,7\n' >"hostile/submissions/ق.csv"
printf 'indicator,period,value\n%s,2014-15 Q1,8\n' "$long" >"hostile/submissions/<script>alert(2)<!--.csv"
printf 'indicator,period,value\n"a,b: c|d*_#",2014-15 Q1,<img src=x>\n' >"hostile/submissions/-n.csv"
printf 'rule A error\n  about: <u>about</u>\n  check: value is number\n  say: <script>alert(3)</script>\n' >hostile/rules/-n.rules
make_page hostile --title '</title><script>alert(4)</script>' --note '<script>alert(5)</script>'
is "hostile: status 1" "$status" 1
sound "hostile"
is "hostile: no markup" "$(grep -ciE '<(script|img|i|s|u|b)[ >]' new/index.html)" 0
has "hostile: shown as text" new/index.html '<h3>1\. a&lt;b&gt;&amp;&quot;c</h3>'
has "hostile: the message of a rule" new/index.html '&lt;script&gt;alert\(3\)'
has "hostile: the name of a file" new/index.html '&lt;script&gt;alert\(2\)&lt;!--'
has "hostile: Arabic" new/index.html '<h3>[0-9]*\. خدمات</h3>'
is "hostile: Markdown has no markup" "$(grep -vE '^ *(!\[|#|\*\*|[-|>]|1\.|$)' new/board.md | sed 's/<br>//g' | grep -cE '(^|[^\\])<[a-z/!]')" 0
mv hostile './-hostile'
run board-page $today --out ./-new -- -hostile
is "a leading dash" "$status $(ls ./-new | wc -l)" "1 8"
mkdir "a'b
c" && cp -R one/. "a'b
c"
printf 'indicator,period,value\nPlans,2014-15 Q1,5\n' >"a'b
c/submissions/A.csv"
run board-page $today --out "d\"e
f" "a'b
c"
is "a folder whose name has a quote and a newline" "$status$err $(ls "d\"e
f" | wc -l)" "0 8"

# Folders that are there, or cannot be made; a signal.
mkdir taken
run board-page --out taken one
is "an existing folder: status 2, left alone" "$status $(ls taken)" "2 "
like "an existing folder: said" "$err" "taken exists already; expected the name of a new folder"
ln -s nowhere dangling
run board-page --out dangling one
is "a link to nowhere counts as existing" "$status" 2
if [ "$(id -u)" = 0 ]; then
	run board-page --out /proc/new one
else
	mkdir closed && chmod 500 closed
	run board-page --out closed/new one
fi
is "a folder that cannot be made: status 2" "$status" 2
like "a folder that cannot be made: said" "$err" "cannot be made"
for signal in TERM INT HUP; do
	mkdir slow
	printf '#!/bin/sh\n: >"%s/slow/started"\nsleep 1\nexec "%s/qtrend" "$@"\n' "$work" "$bin" >slow/qtrend
	chmod +x slow/qtrend
	perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' env PATH="$work/slow:$PATH" board-page $today -q --out killed "$folder" 2>/dev/null &
	pid=$!
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		[ -e slow/started ] && break
		sleep 0.1
	done
	kill -$signal $pid
	wait $pid
	is "stopped by $signal: status 2, nothing is left" "$? $(ls -d killed* 2>/dev/null)" "2 "
	rm -r slow
done
mkdir meanwhile && cp -R one/. meanwhile && mkdir slow
printf '#!/bin/sh\necho >>"%s/meanwhile/submissions/A.csv"\nexec "%s/qtrend" "$@"\n' "$work" "$bin" >slow/qtrend
chmod +x slow/qtrend
run env PATH="$work/slow:$PATH" board-page --out new2 meanwhile
is "a file that changes while it is read: status 2, no page" "$status $(ls -d new2* 2>/dev/null)" "2 "
like "a file that changes while it is read: said" "$err" "a file changed while it was read"

# 300 indicators.
rm -rf many && mkdir -p many/submissions
awk 'BEGIN { print "indicator,agency,priority" > "many/dictionary.csv"; print "indicator,period,value" > "many/submissions/A.csv"
	for (i = 1; i <= 300; i++) {
		print "Indicator " i ",A,Priority " i % 5 > "many/dictionary.csv"
		for (q = 1; q <= 4; q++) print "Indicator " i ",2014-15 Q" q "," i + q * 7 % 5 > "many/submissions/A.csv"
	} }'
make_page many
is "300 indicators: status 0" "$status$err" "0"
is "300 indicators: charts" "$(ls new/charts | wc -l)" 300
sound "300 indicators"

# Colours: 4.5 to 1 for text, 3 to 1 for lines that carry meaning.
is "contrast of the style sheet's colours" "$(board-table --style | perl -ne '
	sub part { my $v = hex(shift) / 255; $v <= 0.03928 ? $v / 12.92 : (($v + 0.055) / 1.055) ** 2.4 }
	sub light { my $c = shift; $c =~ s/(.)/$1$1/g if length $c == 3; my @p = map { part($_) } unpack "(A2)*", $c;
		0.2126 * $p[0] + 0.7152 * $p[1] + 0.0722 * $p[2] }
	sub ratio { my ($a, $b) = sort { $b <=> $a } map { light($_) + 0.05 } @_; $a / $b }
	/background: #([0-9a-f]+); color: #([0-9a-f]+)/ and do { print if ratio($1, $2) < 4.5; next };
	/^ *(?:.*[{ ])?color: #([0-9a-f]+)/ and ratio($1, "ffffff") < 4.5 and print;
	/background: #([0-9a-f]+)/ and ratio($1, "0b0c0c") < 4.5 and print;
	/body\.page|outline|border: 2px|border-top: 3px/ && /solid #([0-9a-f]+)/ and ratio($1, "ffffff") < 3 and print;
')" ""

# axe-core, where it and Chromium are installed: `npm install --prefix build/axe axe-core`.
axe=$bin/axe/node_modules/axe-core/axe.min.js
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
axe_page() { # name folder: of the page there, on a wide and on a narrow window
	cp "$axe" "$src/tests/cmd/page-axe.js" "$2"
	sed 's,</body>,<script src="axe.min.js"></script><script src="page-axe.js"></script></body>,' "$2/index.html" >"$2/axe.html"
	for width in 1200 390; do
		timeout 120 "$chromium" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=$width,1000 \
			--virtual-time-budget=100000 --dump-dom "file://$work/$2/axe.html" >axe.out 2>/dev/null
		like "axe, $1, $width pixels: it ran" "$(grep -E '^(rules passed|end)' axe.out | paste -sd ' ')" '^rules passed: [0-9]{2} end$'
		# What is scrolled out of sight, or a single character, has no contrast to axe: see above.
		is "axe, $1, $width pixels: nothing violated" \
			"$(grep -E '^(violation|undecided)' axe.out | grep -v '^undecided color-contrast' | head -3)" ""
	done
}
if [ -z "$chromium" ] || [ ! -r "$axe" ]; then
	skip "axe finds nothing" "no Chromium, or no axe-core in the build folder's axe/"
else
	axe_page "the board" first
	make_page ./-hostile
	axe_page "hostile" new
	make_page one
	axe_page "one indicator" new
fi
done_testing
