#!/bin/sh
# make demo: the board's pages. What they must say comes from the published tables, from the reference
# values computed in R, and from the issue that asked for them.
. "${0%/*}/tap/tap.sh"

run env B="$bin" sh "$src/tests/demo/run" demo
is "exit" "$status" 0
cp out printed
cd demo
is "the files, no more" "$(ls | paste -sd ' ')" \
	"benchmark.csv board.md board.txt categories-wide.csv categories.csv categories.txt findings.csv page tidy.csv trends.csv"
for f in *.*; do
	awk -v head="==> demo/$f <==" '
		$0 == head { on = 1; next }
		/^==> |^The page for a browser: / { on = 0 }
		on { print }' ../printed | sed '$d' >../part
	same "$f is printed" ../part "$f"
done

# Every cell of the six tables is in tidy.csv. csv-tidy.sh tests the same in another way.
is "tidy.csv: rows" "$(sed 1d tidy.csv | wc -l)" 48
sed 1d "$data/board/cp-categories.csv" | awk -F, '{
	for (q = 1; q <= 4; q++) {
		split($(q + 1), cell, /[ (%)]+/)
		printf "Category of Abuse,%s,2014-15 Q%d,%s,%s\n", $1, q, cell[1], cell[2]
	}
}' >../want
grep '^Category of Abuse,' tidy.csv >../got
same "tidy.csv: the category table" ../got ../want

# The category table equals the published one, cell by cell.
same "categories-wide.csv is the published table" categories-wide.csv "$data/board/cp-categories.csv"
sed '2d; s/   */,/g' categories.txt >../got
same "categories.txt is the published table" ../got "$data/board/cp-categories.csv"
{ head -1 tidy.csv; cat ../want; } >../want.all
same "categories.csv is it in tidy form" categories.csv ../want.all

# The only fault: 34 of 185, printed as 19%. A blank figure of the first quarter is not checked.
is "findings.csv: two" "$(sed 1d findings.csv | wc -l)" 2
like "findings.csv: what was not checked" "$(sed -n 2p findings.csv)" '^EH01,note,tidy.csv,2,.*,not checked,checked,'
like "findings.csv: a note on Emotional abuse in Q1" "$(sed 1,2d findings.csv)" \
	'^[A-Z0-9]+,note,tidy.csv,26,.*Emotional abuse.*,19,18\.378.*34 of 185'
is "findings.csv: line 26 is that row" "$(sed -n 26p tidy.csv)" "Category of Abuse,Emotional abuse,2014-15 Q1,34,19"

# Four points show no trend. The first and last values and the changes equal those of R in
# reference/, where the series have other names.
is "trends.csv: too few, everywhere" \
	"$(board-table -f csv --columns verdict trends.csv | sed 1d | sort -u)" too_few
board-table -f csv --columns series,first,last,change,pct_change trends.csv >../series.csv
nine_digits() {
	awk -F, '{ printf "%s %s %s %.9g", $2, $3, $4, $5 }'
}
while IFS=, read -r ours theirs; do
	want=
	for s in first last change pct_change; do
		want=$want,$(awk -F, -v name="$theirs" -v s=$s '$1 == name && $2 == s { print $3 }' \
			"$data/reference/trend_board_2014_15.expected.trend.csv")
	done
	got=$(awk -F, -v name="$ours" '$1 == name' ../series.csv | cut -d, -f2-)
	is "trends.csv: $ours" "$(echo ",$got" | nine_digits)" "$(echo "$want" | nine_digits)"
done <<'.'
Number of CAF's completed,cafs
Number of Children in Need,children_in_need
Number of children subject to a CP plan.,child_protection_plans
Numbers of Looked After Children,looked_after
Numbers of new Looked After Children,new_looked_after
Category of Abuse: Neglect,category_neglect
Category of Abuse: Physical abuse,category_physical
Category of Abuse: Sexual abuse,category_sexual
Category of Abuse: Emotional abuse,category_emotional
Category of Abuse: Mixed categories,category_mixed
.

# The benchmark.
redcar() {
	board-table -f csv --decimals 1 --columns time_period,la_name,rate,lower95,upper95,rank,n_ranked benchmark.csv |
		grep "^$1,Redcar"
}
is "benchmark.csv: 2014" "$(redcar 2014)" "2014,Redcar and Cleveland,78.9,68.8,90.1,1,12"
is "benchmark.csv: 2015" "$(redcar 2015 | cut -d, -f3)" "43.9"
is "benchmark.csv: three years of twelve" "$(sed 1d benchmark.csv | cut -d, -f1 | sort | uniq -c | tr -s ' ' | paste -sd ,)" \
	" 12 2013, 12 2014, 12 2015"

# The pages say it.
for page in board.txt board.md; do
	text=$(cat $page)
	like "$page: the headline" "$text" \
		'^- In 2014 Redcar and Cleveland had 78\.9 .*; 95% interval 68\.8 to 90\.1\), the highest of the 12 North East authorities'
	like "$page: 2015" "$text" '^- In 2015 Redcar and Cleveland had 43\.9 '
	like "$page: the finding" "$text" 'Emotional abuse in 2014-15 Q1: 34 of 185 is 18\.4%, printed as 19%'
	like "$page: the summary of the checks" "$text" \
		'^48 cells checked against [0-9]+ rules: errors 0, queries 0, notes 2; comparisons not made for want of a figure: 1\.$'
	like "$page: plans" "$text" \
		'^- Number of children subject to a CP plan\.: From 185 to 120 .*a fall of 35%; four quarters are too few to show a trend\.'
	like "$page: what does not fit" "$text" \
		'^- At 31 March 2014 .* 217 plans, the board 185 in its first quarter; the documents do not explain the difference\.$'
	like "$page: what fits" "$text" '^- At 31 March 2015 .* 120 plans, as the board does in its fourth quarter\.$'
	is "$page: one sentence for each series" "$(grep -c 'are too few to show a trend' $page)" 12
	is "$page: three league tables of twelve" "$(grep -cE '^[| ]+[0-9]+ [| ]+[A-Z]' $page)" 36
	is "$page: no number went missing" "$(grep -cE '(^|[ |])(nan|inf|NA)([ |]|$)|\(\)|: \.$|  plans' $page)" 0
done
is "both pages say the same" \
	"$(sed 's/^#* //; s/\*\*//g; s/^| //; s/ |$//; s/ *| */  /g; /^-*$/d; /^--/d; s/  */ /g; s/^ //; s/ $//' board.md | grep -v '^[-: ]*$')" \
	"$(sed '/^=*$/d; /^-*$/d; s/  */ /g; s/^ //' board.txt | grep -v '^[-: ]*$')"

# The page for a browser.
is "page: one main part" "$(grep -c '<main' page/index.html)" 1
like "page: what is made up is labelled" "$(cat page/index.html)" '<p class="notice">Made up, .*targets.*Health.*Police'
for text in 'From 185 to 120 children between 2014-15 Q1 and 2014-15 Q4, a fall of 35%' \
	'In 2013-14 Redcar and Cleveland had 78.9 ' 'Emotional abuse in 2014-15 Q1: 34 of 185 is 18.4%, printed as 19%' \
	'<td style="text-align: left">Did not submit</td>' '<td style="text-align: left">Rejected</td>'; do
	grep -qF -e "$text" page/index.html && ok "page: $text" || not_ok "page: $text"
done
csv-tidy --year 2014-15 "$data"/board/[cln]*.csv | grep -v CAF | sort >../wanted
sort "$data/board-page/submissions/Children's social care.csv" >../got
same "page: the submission of Children's social care is the published tables" ../got ../wanted
csv-tidy --year 2014-15 "$data/board/caf-completed.csv" >../wanted
same "page: the submission of Early help is the published table" "$data/board-page/submissions/Early help.csv" ../wanted
{ echo indicator,period,value; benchmark-ne -q "$data/board-page/benchmark.csv" |
	board-table -f csv --decimals 1 --columns new_la_code,time_period,rate |
	sed -n 's/^E06000003,/"Plans per 10,000 at 31 March",/p'; } >../wanted
same "page: the rates are those of the benchmark" "$data/board-page/submissions/Department for Education.csv" ../wanted
sed 's/^2013,/2012-13,/; s/^2014,/2013-14,/; s/^2015,/2014-15,/' "$data/ne-cpp-2013-2015.csv" >../wanted
sed '1s/^indicator,//; s/^"Plans per 10,000 at 31 March",//' "$data/board-page/benchmark.csv" >../got
same "page: the benchmark is the published table" ../got ../wanted

done_testing
