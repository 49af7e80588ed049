#!/bin/sh
# csv-tidy --to: months as quarters, months or quarters as years.
. "${0%/*}/../tap/tap.sh"

cat >months.csv <<'END'
Area,Indicator,Apr-22,May-22,Jun-22,Jul-22,Aug-22,Sep-22,Mar-22
Saltby,Contacts,1,2,3,4,c,6,9
Fenwick,Contacts,10,20,30,40.5,50.25,0,
Fenwick,Referrals,"1,000",2,3,4,5,6,7
END
run csv-tidy --to quarter --kind flow months.csv
is "a flow is added up" "$status $out" "0 Area,indicator,category,period,value,percentage
Saltby,Contacts,,2022-23 Q1,6,
Saltby,Contacts,,2022-23 Q2,,
Saltby,Contacts,,2021-22 Q4,,
Fenwick,Contacts,,2022-23 Q1,60,
Fenwick,Contacts,,2022-23 Q2,90.75,
Fenwick,Contacts,,2021-22 Q4,,
Fenwick,Referrals,,2022-23 Q1,1005,
Fenwick,Referrals,,2022-23 Q2,15,
Fenwick,Referrals,,2021-22 Q4,,"
is "what is blank is said" "$err" "csv-tidy: note: 4 quarters left blank, as a month of each is missing, blank or hidden: the first is 'Contacts' in 2022-23 Q2"
run csv-tidy -q --to quarter --kind flow months.csv
is "-q" "$err" ""
run csv-tidy --to quarter --kind stock months.csv
is "a stock is that of the last month" "$status $(cut -d, -f 1,4,5 out | sed 1d)" "0 Saltby,2022-23 Q1,3
Saltby,2022-23 Q2,6
Saltby,2021-22 Q4,9
Fenwick,2022-23 Q1,30
Fenwick,2022-23 Q2,0
Fenwick,2021-22 Q4,
Fenwick,2022-23 Q1,3
Fenwick,2022-23 Q2,6
Fenwick,2021-22 Q4,7"
is "a stock's blank" "$err" "csv-tidy: note: 1 quarter left blank, as the last month of it is missing or blank: 'Contacts' in 2021-22 Q4"
run csv-tidy --to quarter --kind flow --wide months.csv
is "--wide" "$status $(head -2 out)" "0 Indicator,Area,2021-22 Q4,2022-23 Q1,2022-23 Q2
Contacts,Saltby,,6,"
csv-tidy months.csv >tidy.csv
csv-tidy -q --to quarter --kind flow months.csv >wanted
csv-tidy -q --to quarter --kind flow tidy.csv >got
same "from the tidy form" got wanted

# The mark of a stock's last month stays; those of a flow leave no sum.
printf 'indicator,period,value\nPlans,2022-04,5\nPlans,2022-05,c\nPlans,2022-06,c\n' >marks.csv
is "a stock that is hidden" "$(csv-tidy --to quarter --kind stock marks.csv | sed 1d)" "Plans,,2022-23 Q1,c,"
is "a flow that is hidden" "$(csv-tidy -q --to quarter --kind flow marks.csv | sed 1d)" "Plans,,2022-23 Q1,,"

# Years, from months or quarters.
{ echo indicator,period,value
	for m in 04 05 06 07 08 09 10 11 12; do echo "Contacts,2022-$m,1"; done
	for m in 01 02 03; do echo "Contacts,2023-$m,10"; done; } >year.csv
is "months as a year" "$(csv-tidy --to year --kind flow year.csv | sed 1d)" "Contacts,,2022-23,39,"
is "months as quarters as a year" "$(csv-tidy --to quarter --kind flow year.csv | csv-tidy --to year --kind flow | sed 1d)" \
	"Contacts,,2022-23,39,"
is "months as a year, a stock" "$(csv-tidy --to year --kind stock year.csv | sed 1d)" "Contacts,,2022-23,10,"
is "a month less" "$(sed 5d year.csv | csv-tidy -q --to year --kind flow | sed 1d)" "Contacts,,2022-23,,"
# 2009-10 to 2011-12 are months among months.
printf 'indicator,period,value\nA,2011-10,1\nA,2011-11,2\nA,2011-12,3\n' >or.csv
is "2011-12 as a month" "$(csv-tidy --to quarter --kind flow or.csv | sed 1d)" "A,,2011-12 Q3,6,"
printf 'indicator,period,value\nA,2012-01,1\nA,2012-02,2\nA,2012-03,3\nA,2011-10,1\nA,2011-11,2\nA,2011-12,3\n' >or.csv
is "2011-12 among months" "$(csv-tidy --to quarter --kind flow or.csv | sed 1d)" "A,,2011-12 Q4,6,
A,,2011-12 Q3,6,"
is "days that are months' ends" "$(printf 'indicator,date,value\nA,30/04/2022,1\nA,31/05/2022,2\nA,30/06/2022,3\n' |
	csv-tidy --date-as month --to quarter --kind stock | sed 1d)" "A,,2022-23 Q1,3,"
is "flags" "$(printf 'indicator,Apr-22,May-22 (p),Jun-22 (p)\nA,1,2 [r],3\n' |
	csv-tidy --flags --to quarter --kind flow | sed 1d)" "A,,2022-23 Q1,6,,p; r"
is "fractions stay exact" "$(printf 'indicator,Apr-22,May-22,Jun-22\nA,0.1,0.2,-0.3\nB,123456789012345678,1,1\n' |
	csv-tidy --to quarter --kind flow | sed 1d)" "A,,2022-23 Q1,0,
B,,2022-23 Q1,123456789012345680,"

# Notes on a month are not part of what the series is.
printf 'Month,Area,Contacts,Note\nApr-22,East,1,\nMay-22,East,2,late\nJun-22,East,3,\n' >notes.csv
is "a column of notes" "$(csv-tidy -q --to quarter --kind flow notes.csv)" "Area,Note,indicator,category,period,value,percentage
East,,Contacts,,2022-23 Q1,6,"

refuses() { # name, message, options; the file is standard input
	name=$1 message=$2
	shift 2
	cat >in
	run csv-tidy "$@" in
	is "$name: exit 2" "$status" 2
	like "$name: message" "$err" "$message"
}
refuses "a percentage" "in:3: 'A' has a percentage, and these cannot be added up; expected counts, or --kind stock for that of the last part$" \
	--to quarter --kind flow <<'.'
indicator,period,value
A,2022-04,5
A,2022-05,5 (10%)
.
refuses "a share" "in:2: 'A' has a percentage" --to quarter --kind flow <<'.'
indicator,Apr-22,May-22
A,5%,6%
.
refuses "quarters to quarters" "in:2: a period that is a financial quarter; expected months, all of one length, for --to quarter$" \
	--to quarter --kind flow <<'.'
indicator,period,value
A,2022-23 Q1,5
.
refuses "a year among months" "in:3: a period that is a financial quarter; expected months or quarters, all of one length, for --to year$" \
	--to year --kind flow <<'.'
indicator,period,value
A,2022-04,5
A,2022-23 Q1,5
.
refuses "years alone" "the periods are financial years; expected shorter ones for --to$" --to quarter --kind flow <<'.'
indicator,2010-11,2011-12
A,5,6
.
refuses "a month twice" "in:3: value: the same series and period as in:2 " --to quarter --kind flow <<'.'
indicator,period,value
A,2022-04,5
A,Apr-22,5
.
refuses "a month twice, with another note" "in:3: 'A' has 2022-04 twice, with other notes; expected each month once$" \
	--to quarter --kind flow <<'.'
indicator,period,value,note
A,2022-04,5,
A,Apr-22,5,late
.
run csv-tidy --to quarter months.csv
is "no --kind" "$status $err" "2 csv-tidy: --to needs --kind"
run csv-tidy --kind flow months.csv
is "no --to" "$status $err" "2 csv-tidy: --kind needs --to"
run csv-tidy --to month --kind flow months.csv
is "another length" "$status $err" "2 csv-tidy: --to: 'month' is not quarter or year"

# A column that differs from month to month makes a series of each.
printf 'Month,Contacts,Cumulative\nApr-23,100,100\nMay-23,120,220\nJun-23,90,310\nJul-23,5,315\n' >cumulative.csv
for kind in flow stock; do
	run csv-tidy --measures Contacts --to quarter --kind $kind cumulative.csv
	like "$kind: the column is named" "$status $err" "^[02] csv-tidy: .*'Cumulative' differs between"
done
run csv-tidy --measures Contacts --to quarter --kind flow cumulative.csv
is "none has its months: refused" "$status $err" "2 csv-tidy: cumulative.csv: no quarter has all its months, as 'Cumulative' differs between them; \
expected a file without that column (board-table -f csv --columns NAME,... leaves it out)"
board-table -f csv --columns Month,Contacts cumulative.csv | csv-tidy -q -c value=Contacts --to quarter --kind flow >out
is "the way out" "$(sed 1d out)" "Contacts,,2023-24 Q1,310,
Contacts,,2023-24 Q2,,"
printf 'Month,State,Contacts\nApr-23,final,1\nMay-23,final,2\nJun-23,final,3\nJul-23,final,1\nAug-23,final,1\nSep-23,draft,1\n' >states.csv
run csv-tidy -c value=Contacts -c category=State --to quarter --kind flow states.csv
like "some have their months: said" "$status $err" "^0 csv-tidy: note: 2 quarters left blank, .* 'final' in 2023-24 Q2; 'State' differs between months$"
printf 'Month,Team,Contacts\nApr-23,A,1\nMay-23,A,2\nJun-23,A,3\nApr-23,B,1\nMay-23,B,1\nJun-23,C,1\n' >teams.csv
run csv-tidy -c value=Contacts -c category=Team --to quarter --kind flow teams.csv
like "a column of teams is part of a series" "$status $err" "^0 csv-tidy: note: 2 quarters left blank, .* 'B' in 2023-24 Q1$"
printf 'Month,Team,Contacts\nApr-23,A,1\nMay-23,A,2\n' >teams.csv
run csv-tidy -c value=Contacts -c category=Team --to quarter --kind flow teams.csv
like "a month is missing: another reason" "$status $err" "^0 csv-tidy: note: 1 quarter left blank, .* 'A' in 2023-24 Q1$"

# Two columns of figures or more, which only together make a series of each month.
printf 'Area,Month,Contacts,Referrals,Rate\nA,Apr-23,87,29,1\nA,May-23,91,30,2\nA,Jun-23,90,31,3\nB,Apr-23,7,29,1\nB,May-23,9,30,2\nB,Jun-23,8,31,3\n' >two.csv
for kind in flow stock; do
	run csv-tidy --to quarter --kind $kind -c value=Contacts two.csv
	is "$kind, two columns of figures" "$status$out $err" "2 csv-tidy: two.csv: no quarter has all its months, as 'Referrals' and 'Rate' differ between them; \
expected a file without those columns (board-table -f csv --columns NAME,... leaves them out)"
	sed 's/,[0-9]*$/,x/; 1s/Rate/RAG/' two.csv | sed '3s/x$/y/' >texts.csv
	run csv-tidy -q --to quarter --kind $kind -c value=Contacts texts.csv
	like "$kind, figures and texts" "$status$out $err" "^2 csv-tidy: texts.csv: .*, as 'Referrals' (and 'RAG' differ|differs) between"
	cut -d, -f2-4 two.csv | sed 4q >one.csv
	run csv-tidy --to quarter --kind $kind -c value=Contacts one.csv
	like "$kind, one column of figures" "$status$out $err" "^2 csv-tidy: one.csv: .*, as 'Referrals' differs between"
	cut -d, -f1-3 two.csv >none.csv
	run csv-tidy --to quarter --kind $kind -c value=Contacts none.csv
	is "$kind, areas alone" "$status$err $(sed -n 2p out)" "0 A,Contacts,,2023-24 Q1,$([ $kind = flow ] && echo 268 || echo 90),"
done

done_testing
