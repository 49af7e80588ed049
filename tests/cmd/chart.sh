#!/bin/sh
# board-chart: every kind of chart is well-formed, has the texts and numbers of its input and no others, and the same bytes
# everywhere; hidden cells are not 0; hostile texts; what it refuses.
. "${0%/*}/../tap/tap.sh"

# Whether a file is well-formed XML: by xmllint or, where there is none, that tags nest, attributes are quoted and nothing
# else has a < or an & that is no entity.
well_formed() {
	if command -v xmllint >/dev/null; then
		xmllint --noout "$1" 2>&1
		return
	fi
	tr '\n' ' ' <"$1" | awk '{
		while (match($0, /<[^<>]*>/)) {
			text = substr($0, 1, RSTART - 1); tag = substr($0, RSTART + 1, RLENGTH - 2)
			$0 = substr($0, RSTART + RLENGTH)
			gsub(/&(amp|lt|gt|quot|#39);/, "", text)
			if (text ~ /[<>&]/) print "text: " text
			if (tag ~ /^\//) { if (open[n--] != substr(tag, 2)) print "closes: " tag; continue }
			name = tag; sub(/[ \/].*/, "", name); rest = substr(tag, length(name) + 1)
			gsub(/ [a-zA-Z0-9:-]+="[^"]*"/, "", rest)
			if (rest !~ /^\/?$/) print "tag: " tag
			if (rest == "") open[++n] = name
		}
		if (n != 0 || $0 ~ /[<&]/) print "left open"
	}'
}

# The texts of an element, one a line, as a reader sees them.
texts() { # element file
	tr '\n' ' ' <"$2" | sed "s/<$1[ >]/\n&/g" | sed -n "s/^<$1[^>]*>//p" | sed "s/<\/$1>.*//; s/<title>.*<\/title>//" |
		sed "s/&lt;/</g; s/&gt;/>/g; s/&quot;/\"/g; s/&#39;/'/g; s/&amp;/\&/g"
}

# What holds for every chart.
sound() { # name file
	is "$1: well-formed" "$(well_formed "$2")" ""
	like "$1: an image with a title and a description" "$(head -1 "$2")" \
		'^<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 [0-9]+ [0-9]+" .*role="img" aria-labelledby="([a-z0-9-]+)-title \1-desc" lang="'
	is "$1: both are there, once, and not empty" "$(grep -cE '<title id="[^"]+-title">.|<desc id="[^"]+-desc">.' "$2")" 2
	is "$1: no script, style, link or outside font" "$(grep -ciE '<(script|style|image|a|foreignObject|use)[ >]|href|@import| on[a-z]+="[^&]' "$2")" 0
	is "$1: no number that is not finite" "$(grep -ciE '"[^"]*(nan|inf)' "$2")" 0
}

board() {
	csv-tidy -q -y 2014-15 "$data/board/$1.csv"
}

# Four quarters, as a control chart.
board cp-plans >plans.csv
qtrend -q plans.csv >sentences.csv
qtrend -q --points plans.csv >points.csv
run board-chart --sentences sentences.csv --source 'Source: the board' points.csv
is "four quarters: status 0, nothing to say" "$status $err" "0 "
cp out four.svg
sound "four quarters" four.svg
is "the title is qtrend's sentence" "$(texts title four.svg)" "$(cell 1 sentence sentences.csv)"
like "the subtitle names the series and its periods" "$(texts text four.svg)" \
	"^Number of children subject to a CP plan, 2014-15 Q1 to 2014-15 Q4$"
like "the source is below" "$(texts text four.svg)" "^Source: the board$"
for n in 185 139 117 120 "average 140.3" "lower 77.3" "upper 203.2"; do
	like "a label $n" "$(texts text four.svg)" "^$n$"
done
printf 'indicator,period,value\n%s\n%s\n' 'Income,2014-15 Q1,1234567' 'Income,2014-15 Q2,1134568.5' | qtrend -q --points |
	board-chart >wide.svg
is "large numbers are not cut" "$(texts text wide.svg | grep -cE '^(average|lower|upper) .*[0-9]$') $(texts text wide.svg | grep -c '…')" "3 0"
is "each number is a tick, a value or a limit" "$(texts text four.svg | grep -v Q | grep -oE '[0-9.]+$' | grep '[0-9]' | sort -n | tr '\n' ' ')" \
	"0 50 77.3 100 117 120 139 140.3 150 185 200 203.2 250 "
like "the description has all of them" "$(texts desc four.svg)" \
	"^Control chart of 4 points, 2014-15 Q1 to 2014-15 Q4. Values: 2014-15 Q1, 185; 2014-15 Q2, 139; 2014-15 Q3, 117; 2014-15 Q4, 120. At the last point the average is 140.3 and the limits are 77.3 and 203.2. No point has a special cause."
like "limits of few points are trial limits" "$(texts text four.svg)" "^trial limits$"
is "a few KB" "$([ "$(wc -c <four.svg)" -lt 6000 ] && echo yes)" yes
for where in LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8 TZ=Asia/Tokyo; do
	env "$where" board-chart --sentences sentences.csv --source 'Source: the board' points.csv >again
	same "the same bytes with $where" again four.svg
done
board-chart points.csv >out
is "without a sentence the title claims nothing" "$(texts title out)" "Number of children subject to a CP plan."
board-chart --type run points.csv >out
sound "a run chart of points" out
is "a run chart has no limits" "$(texts text out | grep -cE 'average|lower|upper|limits')" 0

# Special causes, a rebase, a target, a polarity.
referrals=$data/reference/spc_example_24.input.csv
qtrend -q --points --rebase 2014-04 "$referrals" | board-chart --target 65 >out
sound "24 points" out
like "a special cause: its shape has a title" "$(grep '<path' out)" '<title>2014-06: 82, above the upper control limit</title>'
like "and is described" "$(texts desc out)" "Special causes: 2014-06, 82 \(above the upper control limit\)\."
like "the key names it" "$(texts text out)" "^special cause, high$"
like "limits start afresh" "$(texts text out)" "^new limits$"
like "the last limits are labelled" "$(texts text out)" "^upper 80.5$"
like "the target is labelled" "$(texts text out)" "^target 65$"
printf 'indicator,label,unit,polarity,target\nreferrals,Referrals made,children,low,60\n' >d.csv
qtrend -q --points "$referrals" | board-chart --dictionary d.csv >out
is "the dictionary's label, unit and target" "$(texts text out | grep -cE '^Referrals made$|^children$|^target 60$')" 3
like "and its polarity" "$(texts text out)" "^special cause, high: concern$"
sed 's/low/high/' d.csv >e.csv
qtrend -q --points "$referrals" | board-chart --dictionary e.csv >out
like "the other polarity, another shape" "$(grep -A1 'fill="#fff" stroke="#0072C6"' out)" "stroke"
like "the other polarity, another word" "$(texts text out)" "^special cause, high: improvement$"

# Limits that vary; with --labels qtrend gives these charts their periods.
qtrend -q --points --labels --chart p "$data/reference2/spc_laney_small.input.csv" | board-chart --series on_time >out
sound "a p chart" out
like "its periods" "$(texts text out)" "^2013-Q1$"
is "its limits are steps" "$([ "$(grep -c 'stroke-dasharray="5 3"' out)" -ge 3 ] && echo yes)" yes
for chart in c:one_event stock:board_plans; do
	qtrend -q --points --labels --chart ${chart%:*} "$data/reference2/spc_${chart%:*}_small.input.csv" |
		board-chart --series ${chart#*:} >out
	sound "--chart ${chart%:*}" out
done

qtrend -q --points --chart p "$data/reference2/spc_laney_small.input.csv" >bare.csv
run board-chart --series on_time bare.csv
like "without periods: said" "$status $err" "^0 board-chart: note: no column period, so the points are numbered; qtrend --labels adds one$"
sound "without periods" out

# Hidden values and gaps.
cat >hidden.csv <<'END'
indicator,period,value
Referrals,2013-04,52
Referrals,2013-05,c
Referrals,2013-06,55
Referrals,2013-07,<5
Referrals,2013-08,
Referrals,2013-09,z
Referrals,2013-11,58
Referrals,2013-12,50
END
board-chart hidden.csv >out
sound "hidden cells" out
is "each kind is in the key" "$(texts text out | grep -E ': ' | sort | tr '\n' '|')" \
	"<5: hidden, less than 5|blank: no value|c: confidential|z: not applicable|"
is "each is hatched, at the axis" "$(grep -c '<rect.*fill="url(#chart-fill6)"' out)" 8
is "the line breaks at each, and where there is no row" \
	"$(sed -n 's/^<path d="\([^"]*\)" fill="none" stroke="#12436D".*/\1/p' out | tr -cd M)" MMM
is "none of them is a point" "$(grep -c '<circle' out)" 4
like "the axis says that it does not begin at 0" "$(texts text out)" "^The vertical axis does not begin at 0, but at 4[0-9].$"
like "they are described" "$(texts desc out)" "2013-05, c: confidential; 2013-06, 55; 2013-07, <5: hidden, less than 5; 2013-08, blank: no value"
qtrend -q --points hidden.csv | board-chart >out
sound "hidden cells in points" out
like "qtrend's NA" "$(texts text out)" "^NA: no value"
qtrend -q --points --labels hidden.csv | board-chart >out
is "and its marks" "$(texts text out | grep -E ': |no row' | sort -u | tr '\n' '|')" \
	"<5: hidden, less than 5|blank: no value|c: confidential|no row|z: not applicable|"
sed '2,$s/,[^,]*$/,c/' hidden.csv | board-chart >out
sound "all hidden" out
like "all hidden: said" "$(texts text out)" "^No value to show$"

# Areas: a funnel, ranked bars, a spine.
ne=$data/ne-cpp-2013-2015.csv
benchmark-ne -q --years 2014 "$ne" >ne.csv
board-chart --highlight 'la_name=Redcar and Cleveland' ne.csv >funnel.svg
sound "a funnel" funnel.svg
like "the title is the highlighted area's sentence" "$(texts title funnel.svg)" "^In 2014 Redcar and Cleveland had 78.9 in every 10,000 .* from 1st to 8th\.$"
is "all its words are there" "$(texts text funnel.svg | tr '\n' ' ' | grep -c 'It was higher than the North East (59.4) and England (42.1). Its rate was within the usual spread between authorities.')" 1
is "a mark for each area" "$(grep -o '<title>[^<]*: [0-9.]*</title>' funnel.svg | sort -u | wc -l | tr -d ' ')" 12
for row in 1 2 3 4 5 6 7 8 9 10 11 12; do
	name=$(cell $row la_name ne.csv)
	outside=$(texts desc funnel.svg | grep -c -e "$name, [0-9.]* (9")
	wanted=$(cell $row funnel_class ne.csv | grep -cE 'higher|lower')
	is "$name: outside the funnel where funnel_class says so" "$outside" "$wanted"
done
board-chart --type ranked --highlight 'la_name=Redcar and Cleveland' ne.csv >ranked.svg
sound "ranked bars" ranked.svg
is "every rate, as in the table" "$(texts text ranked.svg | grep -E '^[0-9]+\.[0-9]$' | tr '\n' ' ')" \
	"$(cut -d, -f6 ne.csv | sed 1d | awk '{ printf "%.1f ", $1 }')"
like "England and the region in the key" "$(texts text ranked.svg | tr '\n' '|')" "\|region 59.4\|England 42.1\|"
{ printf 'indicator,'; head -1 ne.csv; sed '1d; s/^/Plans,/' ne.csv; sed '1d; s/^/Others,/' ne.csv; } >spine.csv
printf 'indicator,label,polarity\nPlans,Children on a plan,low\n' >d.csv
board-chart --dictionary d.csv --highlight 'la_name=Redcar and Cleveland' spine.csv >out
sound "a spine" out
is "a row for each indicator" "$(texts text out | grep -cE '^(Children on a plan|Others)$')" 2
like "worse by the polarity" "$(texts desc out)" "Children on a plan: 78.9, England 42.1, worse than England, areas from 38.8 to 78.9\. Others: 78.9, England 42.1, different from England"
like "England in the middle" "$(texts text out | tr '\n' '|')" "\|England\|.*with England in the middle"
sed '/England/d' "$ne" | benchmark-ne -q --about 'Redcar and Cleveland' --areas all --years 2014 >alone.csv
{ printf 'indicator,'; head -1 alone.csv; sed '1d; s/^/Plans,/' alone.csv; sed '1d; s/^/Others,/' alone.csv; } >no-england.csv
board-chart --highlight 'la_name=Redcar and Cleveland' no-england.csv >out
sound "a spine without England" out
is "no line, column or key of it" "$(texts text out | grep -cx England) $(grep -o 'stroke-width="1.6"' out | wc -l | tr -d ' ')" "0 0"
like "the median is in the middle" "$(texts text out | tr '\n' ' ')" "with the median of the areas in the +middle\."
like "not compared with it" "$(texts text out | tr '\n' '|')" "\|not compared with England\|"
{ head -1 ne.csv | sed 's/^/indicator,/'; sed '1d; s/^/Plans,/' ne.csv; sed '1d; s/^/Others,/' alone.csv; } >some.csv
board-chart --highlight 'la_name=Redcar and Cleveland' some.csv >out
sound "a spine partly without England" out
is "a line in its row alone" "$(texts text out | grep -cx England) $(grep -o 'stroke-width="1.6"' out | wc -l | tr -d ' ')" "2 2"
like "what is in the middle" "$(texts text out | tr '\n' ' ')" "England or, where there is no figure of it, the +median of the areas"
run board-chart spine.csv
like "a spine is about one area" "$status $err" "^2 board-chart: --type: 'spine' is about one area; expected --highlight"
sed '/Middlesbrough/s/,[0-9]*,31709/,c,31709/; /England/d' "$ne" | benchmark-ne -q --years 2014 >hidden-area.csv
for type in funnel ranked; do
	board-chart --type $type hidden-area.csv >out
	sound "$type: a hidden area" out
	like "$type: a hidden area is named, with its mark" "$(texts text out | paste -sd '|' -)" \
		"Not shown: Middlesbrough \(c\)|\|Middlesbrough\|c$"
done
cut -d, -f1-27 ne.csv >short.csv
run board-chart short.csv
is "without a funnel: bars" "$status $(grep -c '<rect' out)" "0 13"
run board-chart --type funnel short.csv
like "no funnel in the input: said" "$status $err" "^2 .*needs the columns funnel_lower95"
benchmark-ne -q --method proportion --years 2014 "$data/reference2/prop_bench_ne_short_2014.input.csv" >prop.csv
board-chart prop.csv >out
sound "proportions" out
like "proportions are percentages" "$(texts text out | tr '\n' '|')" "\|per cent\|"

# Categories by quarter.
board cp-categories >categories.csv
board-chart categories.csv >stacked.svg
sound "stacked" stacked.svg
is "the totals are those of the input" "$(texts text stacked.svg | grep -xE '185|139|117|120' | tr '\n' ' ')" "185 139 117 120 "
is "the key has the categories, the top of the stack first" "$(texts text stacked.svg | grep -E '^[A-Z][a-z]+( abuse| categories)?$' | tr '\n' '|')" \
	"Mixed categories|Emotional abuse|Sexual abuse|Physical abuse|Neglect|"
like "the description has every value" "$(texts desc stacked.svg)" "2014-15 Q4: Neglect 83; Physical abuse 17; Sexual abuse 3; Emotional abuse 17; Mixed categories 0\."
board-chart --share categories.csv >out
sound "shares" out
is "shares are the percentages of the input" "$(texts text out | grep -oE '^[0-9]+%$' | tr '\n' ' ')" \
	"70% 7% 19% 68% 24% 62% 13% 25% 69% 14% 14% "
sed '/Sexual abuse,2014-15 Q1/s/6,3$/c,c/; /Sexual abuse,2014-15 Q2/s/6,4$/<5,c/' categories.csv >some.csv
board-chart some.csv >out
sound "stacked: hidden cells" out
is "a hidden category has a hatched block" "$(grep -c '<rect.*fill="url(#chart-fill6)"' out)" 4
is "and its mark" "$(texts text out | grep -cxE 'c|<5')" 2
awk 'BEGIN { print "indicator,category,period,value"; for (i = 1; i < 8; i++) print "A,c" i ",2014-15 Q1,5" }' >seven.csv
run board-chart seven.csv
like "seven categories" "$status $err" "^2 board-chart: seven.csv:8: 'c7' is category number 7; expected at most 6, .*--type run --out DIR"

# All series at once.
qtrend -q --points categories.csv >all.csv
run board-chart all.csv
like "several series" "$status $out$err" "^2 board-chart: all.csv: 6 series: 'Category of Abuse: Neglect', .*, \.\.\.; expected --series NAME or --out DIR$"
run board-chart --out charts --id plans all.csv
is "--out: the list" "$status $out" "0 file,series
$(cut -d, -f1 all.csv | sed 1d | uniq | awk '{ print NR ".svg," $0 }')"
is "--out: the files, and nothing else" "$(ls -A charts | tr '\n' ' ')" "1.svg 2.svg 3.svg 4.svg 5.svg 6.svg "
for n in 1 6; do
	sound "--out: $n.svg" charts/$n.svg
done
is "--out: no id occurs twice" "$(cat charts/*.svg | grep -o ' id="[^"]*"' | sort | uniq -d)" ""
board-chart --id plans1 --series 'Category of Abuse: Neglect' all.csv >out
same "--out: the same as --series" out charts/1.svg
rm charts/1.svg
cp charts/2.svg kept
run board-chart --out charts all.csv
like "--out replaces no file" "$status $out$err" "^2 board-chart: charts/2.svg: already exists"
is "and then writes none" "$(ls charts | head -1)$(cmp kept charts/2.svg)" "2.svg"
run board-chart --out no/such all.csv
like "--out: no folder to make it in" "$status $err" "^2 board-chart: no/such: No such file"
run board-chart --out twice seven.csv
is "--out: one that cannot be drawn: none is written" "$status $(ls twice 2>/dev/null)" "2 "
run board-chart -f jsonl --out more all.csv
is "--out -f jsonl" "$(head -1 out)" '{"file":"1.svg","series":"Category of Abuse: Neglect"}'
run board-chart --series 'Category of Abuse: Neglekt' all.csv
like "--series misspelt" "$status $err" "^2 .*; did you mean 'Category of Abuse: Neglect'\?$"

# Hostile texts, in every place.
evil='<script>alert("1")</script>&'"$(printf '\001\033\342\200\256\357\277\276')"
printf 'indicator,category,period,value,unit,sentence\n' >evil.csv
for q in 1 2 3; do
	printf '%s,"%s",2014-15 Q%s,%s,%s,%s\n' "\"$(printf %s "$evil" | sed 's/"/""/g')\"" x$q 1 $q '<b>' "<i onload='x'>" >>evil.csv
done
for option in --title --subtitle --source; do
	board-chart "$option" "$evil" evil.csv >out
	sound "hostile text in the data and in $option" out
done
is "nothing of it is raw" "$(LC_ALL=C grep -c "$(printf '[\001\033]\|\357\277\276\|\342\200\256')" out)" 0
sed "s/x1/أطفال محتاجون للحماية/; s/x2/$(awk 'BEGIN { for (i = 0; i < 200; i++) printf "W" }')/; s/x3/児童保護計画/" evil.csv | board-chart >out
sound "Arabic, Chinese, 200 letters" out
like "a long name is cut, and whole in a title" "$(cat out)" "<title>W{200}</title>W+…"
for wrong in '--lang=en"' --lang= '--id=a b' '--id=1' --size=100x100 --size=640 --size=640x --size=9999x9999 --type=pie --target=x '--highlight=nosuch=1'; do
	run board-chart "$wrong" plans.csv
	like "$wrong: status 2, said" "$status $out$err" "^2 board-chart: --[a-z]+: .*"
done
run board-chart --share plans.csv
like "--share of a line" "$status $err" "^2 board-chart: --share: the type is run; expected stacked"
run board-chart --type funnel plans.csv
like "a type that does not fit" "$status $err" "^2 board-chart: --type: 'funnel' cannot be drawn: plans.csv has tidy rows; expected run or, with categories, stacked"
run board-chart --highlight 'period=2014-15 Q9' plans.csv
like "a highlight that no row has" "$status $err" "^0 board-chart: note: --highlight: no row has period=2014-15 Q9; did you mean '2014-15 Q1'\?"

# Extremes.
draws() { # name lines of CSV
	printf 'indicator,period,value\n%b' "$2" >in.csv
	run board-chart in.csv
	is "$1: drawn" "$status $err" "0 "
	sound "$1" out
}
draws "no rows" ''
like "no rows: said" "$(texts text out)" "^No rows to draw$"
draws "one point" 'R,2014-15 Q1,12\n'
draws "all equal" 'R,2014-15 Q1,12\nR,2014-15 Q2,12\n'
draws "all 0" 'R,2014-15 Q1,0\nR,2014-15 Q2,0\n'
draws "negative" 'R,2014-15 Q1,-12\nR,2014-15 Q2,7\n'
draws "large" 'R,2014-15 Q1,-1e15\nR,2014-15 Q2,1e15\n'
draws "small" 'R,2014-15 Q1,1e-300\nR,2014-15 Q2,2e-300\n'
draws "over 100%" 'R,2014-15 Q1,103.5%\nR,2014-15 Q2,99%\n'
draws "not in order" 'R,2014-15 Q2,2\nR,2014-15 Q1,1\n'
like "in order of time" "$(texts desc out)" "Values: 2014-15 Q1, 1; 2014-15 Q2, 2"
draws "words for periods" 'R,Spring return,2\nR,Autumn return,1\n'
draws "dates" 'R,2014-06-30,2\nR,2014-09-30,1\nR,2015-03-31,1\n'
awk 'BEGIN { print "indicator,period,value"; for (i = 0; i < 400; i++) printf "R,%d-%02d,%d\n", 1990 + i / 12, i % 12 + 1, 100 + i * 7919 % 31 }' >long.csv
qtrend -q --points long.csv | board-chart >out
sound "400 points" out
is "400 points: at most 40 KB" "$([ "$(wc -c <out)" -lt 40000 ] && echo yes)" yes
is "periods thinned to whole years" "$(texts text out | grep -E '^[0-9]{4}-[0-9]{2}$' | grep -vc -e '-01$')" 0
for bad in "twice:R,2014-15 Q1,1\nR,2014-15 Q1,2\n:'2014-15 Q1' occurs twice \(first on line 2\)" \
	"huge:R,2014-15 Q1,1e300\n:value: '1e300' is too large to draw" "word:R,2014-15 Q1,five\n:value: 'five' is not a figure" \
	"far:R,1000,1\nR,9000,1\n:'9000' is 8000 periods after the first"; do
	rows=${bad#*:}
	printf 'indicator,period,value\n%b' "${rows%%:*}" >in.csv
	run board-chart in.csv
	like "${bad%%:*}: status 2, with its place" "$status $out$err" "^2 board-chart: in.csv:[0-9]+: ${rows#*:}"
done
printf 'indicator,category,period,value\nA,a,2014-15 Q1,-5\n' | board-chart >out 2>err
like "stacked: below 0" "$? $(cat err)" "^2 board-chart: <stdin>:2: -5 is below 0"
cat ne.csv >double.csv
sed 1d ne.csv >>double.csv
run board-chart double.csv
like "an area twice" "$status $err" "^2 board-chart: double.csv:14: 'Redcar and Cleveland' occurs twice \(first on line 2\)"
sed '3s/,77\.[0-9]*,203\.[0-9]*,/,,,/' points.csv | board-chart >out
sound "limits missing at a point" out
for size in 240x150 320x260 1200x300; do
	board-chart --size $size --highlight 'la_name=Redcar and Cleveland' ne.csv >out
	sound "$size" out
	board-chart --size $size categories.csv >out
	like "$size: its width" "$(head -1 out)" "viewBox=\"0 0 ${size%x*} "
done
board-chart --lang cy --id w points.csv >out
like "--lang, --id" "$(head -1 out)" 'aria-labelledby="w-title w-desc" lang="cy" xml:lang="cy"'
if command -v rsvg-convert >/dev/null; then
	is "rsvg-convert makes a PDF" "$(rsvg-convert -f pdf four.svg | head -c 4)" "%PDF"
else
	skip "rsvg-convert makes a PDF" "no rsvg-convert here"
fi
done_testing
