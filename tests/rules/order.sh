# Rows in their order within a group: before, after, first, last; no overlap; rolling. Expected values
# were computed by hand.
. "${0%/*}/../tap/tap.sh"

sem() { # name, rules, data ... : findings as RULE:line, then "RULE not checked: n of m, why"
	case=$1 wanted=$4
	printf '%b' "$2" >r.rules
	printf '%b' "$3" >d.csv
	csv-check -r r.rules d.csv >out 2>err
	is "$case" "$(grep -v ',not checked,checked,' out | awk -F, 'NR > 1 { printf "%s:%s ", $1, $4 }')$(
	    sed -n 's/^\([A-Z0-9]*\),note,[^,]*,\([0-9]*\),.*,not checked,checked,,,\([0-9]* of [0-9]*\) [a-z]* not checked: \(.*\)/\1:\2 \3 \4/p' out |
	    sed 's/ (first on line [0-9]*)$//')$(tr '\n' ';' <err)" "$wanted"
}

wrong() { # name, rules, message without the program's name: exit 2 and nothing on standard output
	printf '%b' "$2" >r.rules
	run csv-check -r r.rules sample.csv
	is "$1" "$status $out $err" "2  csv-check: $3"
}

messages() { # name, what follows the key in the findings of `out`
	is "$1" "$(sed 1d out | cut -d, -f1,4,5,7-)" "$2"
}

explains() { # name, what --explain says from "runs" on
	is "$1" "$(csv-check -r r.rules --explain d.csv | sed 1d | sed 's/^  //')" "$2"
}

# --- before and after.
head='date s, e\n'
rows='k,s,e,c\nA,2024-03-01,,x\nA,2024-01-01,2024-02-01,y\nB,2024-01-05,2024-02-01,z\nA,2024-02-01,2024-02-15,x\n'
sem 'the row before, whatever the order of the file' "$head"'rule A1 error\n by: k\n check: s = before(e by s)\n' "$rows" 'A1:2 '
messages 'and the finding' 'A1,2,s,2024-03-01,2024-02-15,15,,s is 2024-03-01; expected 2024-02-15 (difference 15)'
sem 'the row after' "$head"'rule A1 error\n by: k\n check: after(s by s) - e <= 10\n' "$rows" 'A1:5 '
sem 'the first and the last row are not due' "$head"'rule A1 error\n by: k\n check: before(e by s) = e or after(e by s) = e\n' 'k,s,e\nA,2024-01-01,2024-02-01\nB,2024-01-01,2024-02-01\n' ''
sem 'texts, and a value worked out' 'number n\nrule A1 error\n by: k\n check: c != before(c by n)\nrule A2 error\n by: k\n check: before(lower(c) by n) != after(lower(c) by n)\n' 'k,n,c\nA,1,x\nA,2,y\nA,10,X\nA,20,X\n' 'A2:3 S22:4 A1:5 '
sem 'numbers by value: 9 before 10, 2.50 as 2.5' 'number n\nrule A1 error\n by: k\n check: n > before(n by n) and n < 100\n' 'k,n\nA,10\nA,9\nA,2.50\nA,100.0\n' 'A1:5 '
sem 'in two orders at once' 'number n, m\nrule A1 error\n by: k\n check: before(c by n) = before(c by m)\n' 'k,n,m,c\nA,1,1,x\nA,2,2,y\nA,3,4,z\nA,4,3,w\n' 'A1:4 A1:5 '
sem 'backwards, and by a let' 'number n\nrule A1 error\n by: k\n let: back = -n\n check: before(n by back) = n + 1\n' 'k,n\nA,3\nA,2\nA,0\n' 'A1:4 '
sem 'periods' 'period q as "YYYY-YY Qn"\nnumber n\nrule A1 error\n by: k\n check: n >= before(n by q)\n' 'k,q,n\nA,2023-24 Q4,5\nA,2024-25 Q1,4\nA,2022-23 Q1,6\n' 'A1:2 A1:3 '
sem 'rows that share a place, and those beside them' "$head"'rule A1 error\n by: k\n check: s > before(s by s)\n' 'k,s,e\nA,2024-01-01,\nA,2024-01-02,\nA,2024-01-02,\nA,2024-01-03,\nA,2024-01-04,\n' 'A1:3 3 of 4 s is the same in several rows of the group'
sem 'two days in two forms are one' "$head"'rule A1 error\n by: k\n check: s > before(s by s)\n' 'k,s,e\nA,2024-01-02,\nA,02/01/2024,\n' 'A1:2 2 of 2 s is the same in several rows of the group'
sem 'a blank has no place, and is passed over' "$head"'rule A1 error\n by: k\n check: e >= before(e by s)\n' 'k,s,e\nA,2024-01-01,2024-02-01\nA,,2024-02-15\nA,2024-01-03,2024-01-31\n' 'A1:4 A1:3 1 of 2 s is blank'
sem 'nor has what is no date, which S15 says' "$head"'rule A1 error\n by: k\n check: e >= before(e by s)\n' 'k,s,e\nA,2024-01-01,2024-02-01\nA,soon,2024-02-15\nA,2024-01-03,2024-01-31\n' 'S15:3 A1:4 '
sem 'nor a symbol, whatever its range' 'number n\nsymbols c\nrange c 0 to 5\nrule A1 error\n by: k\n check: n >= before(n by n) + 2\n' 'k,n\nA,1\nA,c\nA,2\n' 'A1:4 A1:3 1 of 2 n has no single place in the order'
sem 'a blank in the row before' "$head"'rule A1 error\n by: k\n check: s >= before(e by s)\n' 'k,s,e\nA,2024-01-01,\nA,2024-01-03,2024-01-31\n' 'A1:3 1 of 1 e is blank in the row before'
sem 'and in the row after' "$head"'rule A1 error\n by: k\n check: s <= after(e by s)\n' 'k,s,e\nA,2024-01-03,2024-01-31\nA,2024-01-04,\n' 'A1:2 1 of 1 e is blank in the row after'
sem 'only rows that pass where' "$head"'rule A1 error\n by: k\n where: c = "x"\n check: before(e by s) = s\n' "$rows" 'A1:2 '
sem 'a row that may pass or not' "$head"'number n\nrule A1 error\n by: k\n where: n > 0\n check: s > before(s by s)\n' 'k,s,e,n\nA,2024-01-01,,1\nA,2024-01-02,,1\nA,2024-01-03,,\nB,2024-01-04,,1\nB,2024-01-05,,1\n' 'A1:2 3 of 4 where is not known in a row of the group (first on line 2; others for other reasons)'
sem 'too many digits' 'number n\nrule A1 error\n by: k\n check: n > before(n by n * n * n * n * n * n * n * n)\n' 'k,n\nA,999999999999999999\nA,2\nA,3\n' 'A1:2 '
sem 'beside a total of the group and previous()' 'key k\nperiod q as "YYYY"\nnumber n\nrule A1 error\n by: g\n check: n - before(n by q) < sum(n) and n >= previous(n)\n' 'g,k,q,n\n1,a,2001,5\n1,a,2002,4\n1,a,2003,9\n1,b,2004,40\n' 'A1:3 A1:5 1 of 3 there is no single row of the period before'
sem 'where previous() chooses the rows' 'key k\nperiod q as "YYYY"\nnumber n\nrule A1 error\n by: k\n where: n > previous(n)\n check: n < 2 * before(n by q)\n' 'k,q,n\na,2001,1\na,2002,3\na,2003,2\na,2004,4\na,2005,8\n' 'A1:6 '
sem 'needs and unchecked' "$head"'rule K1 error\n check: unique(k, s)\nrule A1 error\n needs: K1\n by: k\n unchecked: allow\n check: s = before(e by s)\n' 'k,s,e\nA,2024-01-01,\nA,2024-01-01,\nB,2024-01-01,2024-01-31\nB,2024-02-01,\n' 'K1:3 A1:5 csv-check: not checked, as allowed: A1 2 of 3;'
sem 'a share, and the row before' 'number n, p\nrule A1 error\n by: k\n check: p = apportion(n, 100, 0) and n > before(n by n)\n' 'k,n,p\nA,1,25\nA,3,75\n' ''
sem 'within rounding' 'number n, p\nrounded n to 5\nrule A1 error\n by: k\n check: n - before(n by p) = 0 within rounding\n' 'k,n,p\nA,10,1\nA,15,2\nA,25,3\n' 'A1:4 '
sem 'one figure twice, in one order' 'number n, p\nrounded n to 5\nrule A1 error\n by: k\n let: b = before(n by p)\n check: n / (n + b) <= 0.2 within rounding\n' 'k,n,p\nA,10,1\nA,10,2\n' 'A1:3 '
messages 'without "wider than need be"' 'A1,3,n,0.5,0.2,0.3,0.125,"n / (n + b) is 0.5; expected at most 0.2 (difference 0.3, allowance 0.125)"'
sem 'words of the language are names' 'number before, after, first, last, rolling, by, overlap\nrule A1 error\n by: no\n check: before(by by by) < by + rolling + first and last = overlap\n' 'no,before,after,first,last,rolling,by,overlap\n1,1,1,1,1,1,1,1\n1,1,1,1,1,1,2,1\n1,1,1,1,2,1,3,1\n' 'A1:4 '
printf '%b' "$head"'rule A1 error\n by: k\n check: s = before(e by s)\n' >r.rules
printf 'k,s,e\nA,2024-01-01,2024-01-09\n' >one.csv
printf 'k,s,e\nA,2024-01-07,\n' >two.csv
run csv-check -r r.rules two.csv one.csv
is 'a group of several files' "$(sed 1d out | cut -d, -f1,3,4,7,8)" 'A1,two.csv,2,2024-01-07,2024-01-09'
run csv-check -r r.rules one.csv
is 'nothing due' "$status $(sed 1d out)" '0 '

# --- first and last.
sem 'the first and the last of a group' "$head"'rule A1 error\n by: k\n check: first(c by s) = last(c by s)\n' 'k,s,e,c\nA,2024-01-02,,much longer than the others\nA,2024-01-01,,x\nA,2024-01-03,,x\nB,2024-01-01,,y\nB,2024-01-09,,z\nB,2024-01-05,,y\n' 'A1:5 '
sem 'in a rule of rows' "$head"'rule A1 error\n by: k\n check: s - first(s by s) <= 10\n' 'k,s,e\nA,2024-01-20,\nA,2024-01-01,\nB,2024-01-11,\n' 'A1:2 '
sem 'of some rows' "$head"'number n\nrule A1 error\n by: k\n check: last(n by s where c = "x") = 2\n' 'k,s,e,c,n\nA,2024-01-20,,x,2\nA,2024-02-01,,y,3\nB,2024-02-01,,x,3\n' 'A1:4 '
sem 'several in one place' "$head"'rule A1 error\n by: k\n check: first(c by s) = "x"\n' 'k,s,e,c\nA,2024-01-01,,x\nA,2024-01-01,,x\nB,2024-01-02,,x\nB,2024-01-02,,x\nB,2024-01-01,,x\n' 'A1:2 1 of 2 s is the same in several rows of the group'
sem 'no place, no value, too many digits' "$head"'number n\nrule A1 error\n by: k\n check: first(n by s) > 0\n' 'k,s,e,n\nA,,,1\nB,2024-01-02,,\nB,2024-01-03,,4\nC,2024-01-03,,99999999999999999999\nD,,,5\nD,2024-01-03,,6\n' 'A1:5 S15:5 A1:2 2 of 4 first(n by s) has no value in the group (first on line 2; others for other reasons)'
sem 'a row that may pass or not, again' "$head"'number n\nrule A1 error\n by: k\n where: n > 0\n check: first(n by s) > 5\n' 'k,s,e,n\nA,2024-01-01,,1\nA,2024-01-03,,\nB,2024-01-04,,1\n' 'A1:4 A1:2 1 of 2 where is not known in a row of the group'

# --- no overlap.
over='key k, i\n'"$head"'rule O1 error\n by: k\n check: no overlap(s, e)\n'
sem 'closed intervals: touching overlaps, a day apart does not' "$over" 'k,i,s,e\nA,1,2024-01-01,2024-01-31\nA,2,2024-01-31,2024-02-01\nA,3,2024-02-02,2024-02-03\nB,1,2024-01-31,2024-02-01\n' 'O1:3 '
messages 'the finding names the other line' 'O1,3,s,2024-01-31,after 2024-01-31,0,,2024-01-31 to 2024-02-01 overlaps with 2024-01-01 to 2024-01-31 on line 2'
sem 'whatever their order, with the one that reaches furthest' "$over" 'k,i,s,e\nA,1,2024-03-01,2024-03-02\nA,2,2024-02-01,2024-02-02\nA,3,2024-01-01,2024-12-31\n' 'O1:2 O1:3 '
is 'which is the same for both' "$(grep -c 'overlaps with 2024-01-01 to 2024-12-31 on line 4' out)" 2
sem 'a blank end has no end' "$over" 'k,i,s,e\nA,1,2024-03-01,2024-03-02\nA,2,2024-02-01,\nA,3,2024-01-01,2024-01-31\nA,4,2025-01-01,\n' 'O1:2 O1:5 '
messages 'and the words for that' 'O1,2,s,2024-03-01,no row from 2024-02-01 on,,,2024-03-01 to 2024-03-02 overlaps with 2024-02-01 onwards on line 3
O1,5,s,2025-01-01,no row from 2024-02-01 on,,,2025-01-01 onwards overlaps with 2024-02-01 onwards on line 3'
sem 'the end before the start' "$over" 'k,i,s,e\nA,1,2024-03-01,2024-02-01\nA,2,2024-02-15,2024-03-15\nA,3,2024-04-01,2024-04-01\n' 'O1:2 '
messages 'is a finding of its own, about the end' 'O1,2,e,2024-02-01,2024-03-01 or later,,,2024-03-01 to 2024-02-01 ends before it begins'
sem 'the same start, the same interval' "$over" 'k,i,s,e\nA,1,2024-03-01,2024-03-04\nA,2,2024-03-01,2024-03-04\nA,3,2024-03-01,2024-03-01\n' 'O1:3 O1:4 '
sem 'a start that is blank or no date' "$over" 'k,i,s,e\nA,1,,2024-03-04\nA,2,x,2024-03-04\nA,3,2024-03-01,2024-03-01\n' 'S15:3 O1:2 1 of 3 s is blank'
sem 'an end that is no date' "builtin S15 off\n$over" 'k,i,s,e\nA,1,2024-03-01,x\nA,2,2024-03-01,2024-03-04\n' 'O1:2 1 of 2 e is not a date'
sem 'dates of every form, and of any year' "$over" 'k,i,s,e\nA,1,1919-12-31,1920-01-01\nA,2,1920-01-01,06/06/2099\nA,3,2099-06-06,2099-06-07T00:00:00\nA,4,2099-06-07,9999-12-31\nA,5,9999-12-31,\nB,1,01-02-2024, 2024-02-03 \nB,2,2024-02-03,2024-02-04\n' 'O1:3 O1:4 O1:5 O1:6 S10:7 O1:8 '
messages 'as they are written' 'O1,3,s,1920-01-01,after 1920-01-01,0,,1920-01-01 to 06/06/2099 overlaps with 1919-12-31 to 1920-01-01 on line 2
O1,4,s,2099-06-06,after 06/06/2099,0,,2099-06-06 to 2099-06-07T00:00:00 overlaps with 1920-01-01 to 06/06/2099 on line 3
O1,5,s,2099-06-07,after 2099-06-07T00:00:00,0,,2099-06-07 to 9999-12-31 overlaps with 2099-06-06 to 2099-06-07T00:00:00 on line 4
O1,6,s,9999-12-31,after 9999-12-31,0,,9999-12-31 onwards overlaps with 2099-06-07 to 9999-12-31 on line 5
S10,7,e, 2024-02-03 ,2024-02-03,,,a blank at the start of the cell
O1,8,s,2024-02-03,after  2024-02-03 ,0,,2024-02-03 to 2024-02-04 overlaps with 01-02-2024 to 2024-02-03 on line 7'
sem 'numbers, periods' 'period s as "YYYY"\nnumber n, m\nrule O1 error\n by: k\n check: no overlap(n, m)\n' 'k,s,n,m\nA,2001,1,2.5\nA,2001,2.50,3\nA,2001,9,10\nA,2001,10.01,12\n' 'O1:3 '
sem 'a range is no end' 'number n, m\nsymbols c\nrange c 1 to 5\nrule O1 error\n by: k\n check: no overlap(n, m)\n' 'k,n,m\nA,1,c\nA,2,3\n' 'O1:2 1 of 2 m has no single place in the order'
sem 'too many digits in an interval' 'number n, m\nrule O1 error\n by: k\n check: no overlap(n, m)\n' 'k,n,m\nA,1,99999999999999999999\nA,2,3\n' 'O1:2 S15:2 '
sem 'only rows that pass where, with a message of its own' "$head"'rule O1 error\n by: k\n where: c = "x"\n check: no overlap(s, e)\n say: {k}: {s} of {c}\n' 'k,s,e,c\nA,2024-01-01,2024-12-31,y\nA,2024-02-01,2024-12-31,x\nA,2024-03-01,,x\n' 'O1:4 '
is 'which is printed' "$(sed -n 's/^O1.*,,//p' out)" 'A: 2024-03-01 of x'
sem 'where previous() chooses the intervals' 'key k\nperiod q as "YYYY"\nnumber n, m\nrule O1 error\n by: k\n where: n > previous(n)\n check: no overlap(n, m)\n' 'k,q,n,m\na,2001,1,9\na,2002,3,4\na,2003,4,5\n' 'O1:4 '
sem 'needs holds it back' "$head"'rule K1 error\n check: e is not blank\nrule O1 error\n needs: K1\n by: k\n check: no overlap(s, e)\n' 'k,s,e\nA,2024-01-01,2024-01-31\nA,2024-01-02,\nB,2024-01-01,2024-01-31\nB,2024-01-02,2024-01-03\n' 'K1:3 O1:5 csv-check: held back (a rule that it needs has a finding): O1 1;'
printf '%b' "$over" >r.rules
printf 'k,i,s,e\nA,1,2024-01-01,2024-01-09\n' >one.csv
printf 'k,i,s,e\nA,2,2024-01-07,\n' >two.csv
run csv-check -r r.rules two.csv one.csv
is 'intervals of several files' "$(sed -n 's/^O1.*,"//p' out)" '2024-01-07 onwards overlaps with 2024-01-01 to 2024-01-09 in one.csv, on line 2"'
sem 'no and overlap are names' 'number no, overlap\nrule A1 error\n check: no > overlap\n' 'no,overlap\n1,1\n' 'A1:2 '

# --- rolling.
head='key k\nperiod q as "YYYY-YY Qn"\nnumber v, y\n'
rows='k,q,v,y\nA,2023-24 Q1,1,\nA,2023-24 Q2,2,9\nA,2023-24 Q3,3,\nA,2023-24 Q4,4,10\nA,2024-25 Q1,5,15\nB,2023-24 Q4,4,10\n'
sem 'the sum of four quarters' "$head"'rule R1 error\n check: y = rolling(v, 4)\n' "$rows" 'R1:6 R1:7 1 of 3 there is no single row of the period before'
sem 'whatever the order of the file' "$head"'rule R1 error\n check: y = rolling(v, 4)\n' "$(printf '%b' "$rows" | awk '{ l[NR] = $0 } END { printf "%s", l[1]; for (i = 6; i > 1; i--) printf "\\n%s", l[i]; printf "\\n%s", l[7] }')\n" 'R1:2 R1:7 1 of 3 there is no single row of the period before'
sem 'a blank on the way, and in the row' "$head"'rule R1 error\n check: y = rolling(v, 3)\n' 'k,q,v,y\nA,2023-24 Q1,,1\nA,2023-24 Q2,2,1\nA,2023-24 Q3,3,5\nB,2023-24 Q1,1,1\nB,2023-24 Q2,2,1\nB,2023-24 Q3,,5\n' 'R1:4 2 of 2 v is blank 2 periods before'
sem 'a period that comes twice, and one that is missing' "$head"'rule R1 error\n check: y = rolling(v, 3)\n' 'k,q,v,y\nB,2023-24 Q1,1,1\nA,2023-24 Q1,2,1\nA,2023-24 Q3,3,5\nA,2023-24 Q4,3,5\nA,2024-25 Q1,3,5\nA,2024-25 Q1,3,5\nA,2024-25 Q2,3,5\n' 'R1:6 R1:7 S17:7 R1:4 3 of 5 there is no single row of the period before'
sem 'of one period, and by a parameter' "$head"'param n = 2\nrule R1 error\n check: rolling(v, 1) = v\nrule R2 error\n check: rolling(v, n) < 9\n' "$rows" 'R2:6 R2:7 1 of 5 there is no single row of the period before'
sem 'of groups' "$head"'rule R1 error\n by: q\n let: all = sum(v)\n check: rolling(all, 2) < 10\n' "$rows" 'R1:5 R1:6 '
sem 'in where, and of a value worked out' "$head"'rule R1 error\n where: rolling(v, 2) > 4\n check: rolling(2 * v, 2) < 15\n' "$rows" 'R1:6 R1:7 1 of 4 there is no single row of the period before'
sem 'within rounding' "$head"'rounded v to 2\nrule R1 error\n check: y = rolling(v, 2) within rounding\n' 'k,q,v,y\nA,2023-24 Q1,4,\nA,2023-24 Q2,4,10\nA,2023-24 Q3,4,10.1\n' 'R1:4 '
sem 'of symbols' "$head"'symbols c z\nrange c 1 to 2\nrule R1 error\n check: rolling(v, 2) <= 6\n' 'k,q,v,y\nA,2023-24 Q1,c,\nA,2023-24 Q2,4,\nA,2023-24 Q3,5,\nA,2023-24 Q4,z,\n' 'R1:4 R1:5 1 of 3 v is a symbol without a range'
sem 'too many digits' "$head"'rule R1 error\n check: rolling(v * v * v * v * v * v * v, 2) < 0\n' 'k,q,v,y\nA,2023-24 Q1,999999999999999999,\nA,2023-24 Q2,4,\n' 'R1:2 R1:3 '

# --- by: with the name of a let.
ids='id,s,e,v\n12345678A,2024-01-01,2024-02-01,1\n12345678B,2024-02-02,,2\n87654321A,2024-02-01,,4\n,2024-02-01,,8\n,2024-02-01,,16\n'
sem 'a part of an id' 'number v\nrule B1 error\n by: child\n let: child = left(id, 8)\n check: sum(v) = 3 or child = ""\n say: {child} has {sum(v)}\n' "$ids" 'B1:4 '
is 'in the key and the message' "$(sed -n 's/^B1,error,d.csv,4,,\(child=[0-9]*\),.*,\(.*\)/\1 \2/p' out)" 'child=87654321 87654321 has 4'
sem 'after the let, in a rule of rows' 'date s, e\nrule B1 error\n let: child = left(id, 8)\n by: child\n check: s = before(e by s)\n' "$ids" 'B1:3 B1:5 2 of 3 s is the same in several rows of the group'
is 'the key of a row has it' "$(sed -n 's/^B1,error,//p' out | cut -d, -f4)" 'child=12345678'
sem 'in where, in no overlap' 'date s, e\nrule B1 error\n by: child\n let: child = left(id, 8)\n where: child != ""\n check: no overlap(s, e)\n' "$(printf '%s' "$ids" | sed 's/02-02/02-01/')" 'B1:3 '
sem 'by a let of a let, with a column' 'number v\nrule B1 error\n let: short = trim(id)\n let: child = left(short, 8)\n by: s, child\n check: count() = 1\n' "$ids" 'B1:5 '
sem 'numbers by value' 'number n\nrule B1 error\n by: half\n let: half = n / 2\n check: count() = 1 or half = 1.25\n' 'n,k\n2.5,a\n2.50,b\n3,c\n3.0,d\n' 'B1:4 '
is 'and as decimals' "$(sed -n 's/^B1,error,//p' out | cut -d, -f4)" 'half=1.5'
sem 'ratios exactly' 'number n, m\nrule B1 error\n by: r\n let: r = n / m\n check: r = 1 / 3 and count() = 2\n' 'n,m\n1,3\n2,6\n333333,1000000\n-1,7\n' 'B1:4 B1:5 '
is 'as such in the key' "$(sed -n 's/^B1,error,//p' out | cut -d, -f4 | tr '\n' ' ')" 'r=0.333333 r=-1/7 '
sem 'as printed, whatever the rounding' 'number n\nrounded n to 5\nrule B1 error\n by: r\n let: r = n + 1\n check: r < 12 within rounding\n' 'n,k\n10,a\n11,b\n' 'B1:3 '
sem 'dates and periods' 'date s, e\nperiod q as "YYYY-YY Qn"\nrule B1 error\n by: d\n let: d = s + 30\n check: d > "2024-01-31" and count() = 1\nrule B2 error\n by: p\n let: p = q\n check: p <= "2024-25 Q1"\n' 's,e,q\n2024-01-01,,2024-25 Q1\n01/01/2024,,2024-25 Q2\n2024-01-02,,2024-25 Q1\n' 'B1:2 B2:3 '
sem 'a date of its own form' 'date s as "MM/DD/YYYY"\nrule B1 error\n by: d\n let: d = s\n check: d = "2024-02-01"\n' 's,k\n02/01/2024,a\n01/02/2024,b\n' 'B1:3 '
sem 'unknown is a blank' 'number n, m\nsymbols c\nrule B1 error\n by: r\n let: r = n / m\n check: count() = 1\n' 'n,m\n1,0\n,1\nc,1\n1,1\n' 'B1:2 '
sem 'each column has its own' 'number v\nrule B1 error\n each: x = a, b\n let: g = left(x, 1)\n by: g\n check: sum(v) < 3\n' 'a,b,v\nxa,ya,1\nxb,yb,1\nya,yc,1\n' 'B1:2 '
sem 'with previous()' 'key id\nperiod q as "YYYY"\nnumber v\nrule B1 error\n by: child, q\n let: child = left(id, 1)\n check: sum(v) >= previous(sum(v))\n' 'id,q,v\na1,2001,1\na2,2001,2\na1,2002,2\nb1,2001,1\nb1,2002,2\n' 'B1:4 '
sem 'with needs, in two rules' 'number v\nrule K1 error\n by: child\n let: child = left(id, 8)\n check: count() < 2\nrule B1 error\n needs: K1\n by: child\n let: child = left(id, 8)\n check: sum(v) < 3\n' "$ids" 'K1:2 B1:4 K1:5 csv-check: held back (a rule that it needs has a finding): B1 2;'
sem 'a rule that lacks its column is left out' 'columns id, s, e, v\noptional w\nnumber v\nrule B1 error\n by: g\n let: g = left(w, 2)\n check: count() = 1\nrule B2 error\n by: g\n let: g = left(id, 4)\n check: count() = 1\n' "$ids" "B2:2 B2:5 csv-check: left out, as the file has no column 'w': B1;"
printf 'id,q,v\na1,2001,1\na2,2001,2\n' >old.csv
printf 'id,q,v\na1,2001,1\na2,2001,5\nb1,2001,1\n' >d.csv
printf 'key id\nperiod q as "YYYY"\nnumber v\nrule B1 error\n by: child\n let: child = left(id, 1)\n check: if accepted(child) = "a" then v = accepted(v)\n' >r.rules
run csv-check --accepted old.csv -r r.rules d.csv
is 'with accepted()' "$(grep -c '^B1,error,d.csv,3,' out) $(grep -c '^B1,error' out)" '1 1'

# --- What is wrong with it.
printf 'k,s,e,c,q,v\nA,2024-01-01,2024-02-01,x,2024,5\n' >sample.csv
d='date s, e\nrule A1 error\n by: k\n'
needs="'by' and a date, a period or a number, as in"
wrong 'no order' "$d"' check: before(e) = s\n' "r.rules:4: found ')'; expected $needs before(e by start_date)"
wrong 'a comma' "$d"' check: after(e, s) = s\n' "r.rules:4: found ','; expected $needs after(e by start_date)"
wrong 'nor of last' "$d"' check: last(e where c = "x") = s\n' "r.rules:4: found 'where'; expected $needs last(e by start_date)"
wrong 'an order where there is none' "$d"' check: max(e by s) = s\n' "r.rules:4: found 'by'; expected 'where' or ')'"
wrong 'in where' "$d"' where: before(e by s) = s\n check: e = s\n' 'r.rules:4: rule A1, where: before() in where; expected it in a let or the check'
wrong 'nested' "$d"' check: before(after(e by s) by s) = s\n' 'r.rules:4: rule A1, check: before() of a value that depends on other rows; expected a value of the row'
wrong 'by what is nested' "$d"' check: before(e by after(e by s)) = s\n' "r.rules:4: rule A1, check: 'after(e by s)' depends on other rows; expected a value of the row after 'by'"
wrong 'of a total' "$d"' check: before(max(e) by s) = s\n' 'r.rules:4: rule A1, check: before() of a value that depends on other rows; expected a value of the row'
wrong 'in an aggregate' "$d"' check: max(before(e by s)) = s\n' 'r.rules:4: rule A1, check: max() of a value that already depends on other rows; expected a value of the row'
wrong 'an order by text' "$d"' check: before(e by lower(c)) = s\n' "r.rules:4: rule A1, check: 'lower(c)' is text; expected a date, a period or a number after 'by'"
wrong 'an order by what is not declared' "$d"' check: first(e by c) = s\n' "r.rules:4: rule A1, check: 'c' is not declared; expected a date, a period or a number after 'by'"
wrong 'the same in all rows' 'date s, e\nrule A1 error\n by: k, s\n check: before(e by s) = e\n' "r.rules:4: rule A1, check: 's' is the same in all rows of a group; expected a value of the row after 'by'"
wrong 'a value that is the same' "$d"' check: before(k by s) = k\n' "r.rules:4: rule A1, check: before() of 'k', which is the same in all rows of a group; expected a value of the row"
wrong 'in the message of a group' "$d"' check: max(s) = min(s)\n say: {before(e by s)}\n' 'r.rules:5: rule A1, say: before() or after() in a rule that runs once for each group; expected a value of the row in the check'
wrong 'previous of it' 'period q as "YYYY"\nkey k\n'"$d"' check: previous(before(e by s)) = s\n' 'r.rules:6: rule A1, check: previous() of a value that already depends on other rows; expected a value of the row or group'
for n in 0 1.5 1001 '"a"' v -1 50%; do
	wrong "rolling over $n" 'key k\nperiod q as "YYYY"\nnumber v\nrule A1 error\n check: rolling(v, '"$n"') > 1\n' \
	    "r.rules:5: rule A1, check: rolling() over '$n'; expected a whole number of periods from 1 to 1,000"
done
wrong 'rolling without a period' 'key k\nnumber v\nrule A1 error\n check: rolling(v, 4) > 1\n' "r.rules:4: rule A1, check: rolling() without a period; expected the heading 'period'"
wrong 'rolling a text' 'key k\nperiod q as "YYYY"\nrule A1 error\n check: rolling(c, 4) > 1\n' "r.rules:4: rule A1, check: 'c' is not declared a number; expected it in the heading 'number'"
wrong 'rolling a group without its period' 'key k\nperiod q as "YYYY"\nnumber v\nrule A1 error\n by: k\n check: rolling(sum(v), 4) > 1\n' "r.rules:6: rule A1, check: rolling() of a group's value; expected the period 'q' in 'by:'"
wrong 'one column' "$d"' check: no overlap(s)\n' "r.rules:4: found ')'; expected two columns, the start and the end, in no overlap()"
wrong 'an interval of text' "$d"' check: no overlap(s, c)\n' "r.rules:4: rule A1, check: 'c' is not declared; expected a date, a period or a number in no overlap()"
wrong 'an interval of two kinds' 'number v\n'"$d"' check: no overlap(s, v)\n' "r.rules:5: rule A1, check: 's' is a date and 'v' is a number; expected a start and an end of one kind in no overlap()"
wrong 'an interval twice' "$d"' check: no overlap(s, s)\n' "r.rules:4: rule A1, check: 's' occurs twice; expected each column once"
wrong 'by a condition' 'number v\nrule A1 error\n by: big\n let: big = v > 2\n check: sum(v) = 2\n' "r.rules:3: rule A1, by: 'big' is a condition; expected a value of the row"
wrong 'by a total' 'number v\nrule A1 error\n by: big\n let: big = sum(v)\n check: sum(v) = 2\n' "r.rules:3: rule A1, by: 'big' depends on other rows; expected a let that needs the row alone"
wrong 'by the row before' 'date s\nrule A1 error\n by: b\n let: b = before(k by s)\n check: count() = 2\n' "r.rules:3: rule A1, by: 'b' depends on other rows; expected a let that needs the row alone"
wrong 'by a let with an unknown column' 'number v\nrule A1 error\n by: big\n let: big = left(kk, 2)\n check: sum(v) = 2\n' "r.rules:4: rule A1, let: no column 'kk'; did you mean 'k'?"
wrong 'by a let that names a later one' 'rule A1 error\n by: b\n let: b = left(a, 2)\n let: a = trim(k)\n check: count() = 2\n' "r.rules:3: rule A1, let: the let 'a' is not defined yet here; expected one from above"
wrong 'by a let that names itself' 'rule A1 error\n by: b\n let: b = left(b, 2)\n check: count() = 2\n' "r.rules:3: rule A1, let: the let 'b' is not defined yet here; expected one from above"
wrong 'by a misspelt let' 'rule A1 error\n by: chidl\n let: child = left(k, 2)\n check: count() = 2\n' "r.rules:2: rule A1, by: no column 'chidl'; did you mean 'child'?"
wrong 'by an expression' 'rule A1 error\n by: left(k, 2)\n check: count() = 2\n' "r.rules:2: found '('; expected a name alone; a 'let:' gives one to an expression, as in let: child = left(id, 8)"
wrong 'as others call it' "$d"' check: lead(s) = e\n' "r.rules:4: no function called 'lead'; expected after(x by date)"
wrong 'by a let twice' 'rule A1 error\n by: a, a\n let: a = left(k, 2)\n check: count() = 2\n' "r.rules:2: rule A1, by: 'a' occurs twice; expected each column once"
for test in 'no overlap(s, e)' 'before(e by s) < s' 'first(c by s) = "x"'; do
	printf 'date s, e\nrule A1 error\n check: %s\n' "$test" >r.rules
	run csv-check -r r.rules sample.csv
	like "a whole file as one group: $test" "$status $err" \
	    "^0 csv-check: r.rules:2: rule A1 has .*\(\)?.* without 'by:', which makes the whole file one group \(warning\)$"
done

# --- Many rows, whose groups come in no order.
cat >many.awk <<'.'
BEGIN {
	print "k,id,s,e,note"
	long = sprintf("%300s", "x")
	gsub(" ", "y", long)
	for (i = 0; i < 4000; i++) {
		id = i * step % 4000
		k = int(id / 5)
		at = k % 7 + id % 5 * (9 + k % 3)
		print (id % 3 == 0 && typed ? k ".0" : k) "," id "," at "," at + 7 + id % 4 * 2 "," \
		    substr(long, 301 - int(id / 2) * 37 % texts)
	}
}
.
cat >many.rules <<'.'
number s, e
rule A error
  by: k
  where: id != "3"
  check: s > before(e by s)
  say: {id}
rule B error
  by: k
  check: no overlap(s, e)
  say: {id}
rule C error
  by: k
  where: id != "17"
  check: count() + e < 60
  say: {id}
rule D error
  by: k
  check: apportion(s, 100, 0) < 45
  say: {id}
rule E error
  by: k
  check: note != before(note by s)
  say: {id}
.
ids() { csv-check --unchecked allow -r many.rules many.csv | sed 1d | sed 's/,.*,/ /' | sort; }
for typed in 0 1; do
	[ $typed = 0 ] || sed -i 's/^number s/number k, s/' many.rules
	texts=$((3 + typed * 297))
	awk -v step=1 -v typed=$typed -v texts=$texts -f many.awk >many.csv
	ids >ordered
	[ "$(wc -l <ordered)" -gt 2000 ] && ok 'many findings' || not_ok 'many findings'
	for step in 1237 2501 3999; do
		awk -v step=$step -v typed=$typed -v texts=$texts -f many.awk >many.csv
		ids >shuffled
		same "the same in another order: $step, $typed" shuffled ordered
	done
done

# --- Rules of the public validators of the CIN census and of SSDA903, each with a table that passes
# and one that fails, and how it reads aloud.
reads() { # name, rules, table that passes, table that fails, its findings, --explain
	sem "$1: passes" "$2" "$3" ''
	sem "$1: fails" "$2" "$4" "$5"
	explains "$1: read aloud" "$6"
}
reads 'an episode begins when the one before it ends' \
    'date DECOM, DEC\nrule E1 error\n by: CHILD\n check: DECOM = before(DEC by DECOM)\n' \
    'CHILD,DECOM,DEC\n1,2024-04-01,2024-05-01\n1,2024-05-01,\n2,2024-01-01,\n' \
    'CHILD,DECOM,DEC\n1,2024-04-01,2024-05-01\n1,2024-05-04,\n2,2024-01-01,\n' 'E1:3 ' \
    'runs   once for each row, within each CHILD
wants  DECOM equals DEC of the row before in the order of DECOM'
reads 'a review within 183 days of the one before' \
    'date review\nparam most = 183\nrule R1 error\n by: child, plan\n check: review - before(review by review) <= most\n' \
    'child,plan,review\n1,1,2024-01-01\n1,1,2024-07-02\n1,2,2025-07-02\n' \
    'child,plan,review\n1,1,2024-01-01\n1,1,2024-07-03\n1,2,2025-07-02\n' 'R1:3 ' \
    'runs   once for each row, within each child and plan
wants  review - (review of the row before in the order of review) is at most most (183)'
reads 'plans that overlap' \
    'date start, end\nrule P1 error\n by: child\n check: no overlap(start, end)\n' \
    'child,start,end\n1,2024-01-01,2024-02-01\n1,2024-02-02,\n2,2024-01-15,\n' \
    'child,start,end\n1,2024-01-01,2024-02-03\n1,2024-02-02,\n2,2024-01-15,\n' 'P1:3 ' \
    'runs   once for each row, within each child
wants  the span from start to end, both included, overlaps with that of no other row'
reads 'twelve months of figures' \
    'key area\nperiod month as "YYYY-MM"\nnumber starts, year\nrule M1 error\n where: year is not blank\n check: year = rolling(starts, 12)\n' \
    "area,month,starts,year\n$(for m in 01 02 03 04 05 06 07 08 09 10 11; do printf 'A,2024-%s,2,\\n' $m; done)A,2024-12,3,25\n" \
    "area,month,starts,year\n$(for m in 01 02 03 04 05 06 07 08 09 10 11; do printf 'A,2024-%s,2,\\n' $m; done)A,2024-12,3,24\n" 'M1:13 ' \
    'runs   once for each row where year is not blank
wants  year equals the sum of starts over 12 periods'
reads 'the first category against the last' \
    'date start\nrule C1 query\n by: child\n let: initial = first(category by start)\n check: last(category by start) = initial\n' \
    'child,start,category\n1,2024-01-01,NEG\n1,2024-03-01,PHY\n1,2024-06-01,NEG\n' \
    'child,start,category\n1,2024-03-01,PHY\n1,2024-01-01,NEG\n2,2024-06-01,NEG\n' 'C1:2 ' \
    'runs   once for each child
with   initial is the first category in the order of start
wants  the last category in the order of start equals initial'
reads 'an adoption decision is the last episode' \
    'date DECOM\nrule L1 error\n by: CHILD\n check: if REC = "E11" then DECOM = last(DECOM by DECOM)\n' \
    'CHILD,DECOM,REC\n1,2024-01-01,X1\n1,2024-03-01,E11\n' \
    'CHILD,DECOM,REC\n1,2024-01-01,E11\n1,2024-03-01,X1\n' 'L1:2 ' \
    'runs   once for each row, together with all rows of the same CHILD
wants  if REC equals "E11" then DECOM equals the last DECOM in the order of DECOM'

# where: leaves a row without the one before it.
printf 'c,s,d\n1,2013-01-01,2013-02-01\n1,2013-03-01,2013-04-01\n2,2013-03-01,\n' >o.csv
none_due() { # name, clauses, what standard error says
	printf 'date s, d\nrule A1 error\n by: c\n%b' "$2" >r.rules
	csv-check --strict-rules -r r.rules o.csv >out 2>err
	is "no row due: $1" "$? $(sed -n 's/^csv-check: r.rules://p' err)" "$3"
}
none_due 'where' ' where: s > "2013-02-15"\n check: s = before(d by s)\n' "2 4: rule A1: no row was due, as before() and after() look only at rows that satisfy 'where: s > \"2013-02-15\"'; expected 'if ... then' in the check for others to count (warning)"
none_due 'each' ' where: s < "2013-02-15"\n each: x = s, d\n check: s <= after(x by s)\n' "2 4: rule A1: no row was due, as before() and after() look only at rows that satisfy 'where: s < \"2013-02-15\"'; expected 'if ... then' in the check for others to count (warning)"
none_due 'one is' ' where: s > "2012-02-15"\n check: s >= before(d by s)\n' '0 '
none_due 'if ... then' ' check: if s > "2013-02-15" then s >= before(d by s)\n' '0 '
none_due 'no where' ' check: if c = "2" then s >= before(d by s)\n' '0 '

done_testing
