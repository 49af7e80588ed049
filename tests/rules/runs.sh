# Rows that begin as the row before: what depends on these cells alone is not looked at again, and every row
# has its findings and counts all the same. Each case: rules, data, the findings as rule:line.
. "${0%/*}/../tap/tap.sh"

sem() { # name, rules, data, wanted
	printf '%b' "$2" >r.rules
	printf '%b' "$3" >d.csv
	csv-check --unchecked allow -r r.rules d.csv >out 2>err
	is "$1" "$(awk -F, 'NR > 1 { printf "%s:%s ", $1, $4 }' out)$(sed -n 's/.*as allowed: //p' err)$(
	    grep -v 'as allowed' err | tr '\n' ';')" "$4"
}

rows='a,b,n\nx,1,1\nx,1,2\nx,1,3\ny,1,3\nx,1,3\n'
sem 'a check that fails' 'rule A1 error\n check: a != "x"\n' "$rows" 'A1:2 A1:3 A1:4 A1:6 '
sem 'one that passes, and then fails' 'rule A1 error\n check: a != "y"\n' "$rows" 'A1:5 '
sem 'one of two columns' 'rule A1 error\n check: a = "y" or n = "3"\n' "$rows" 'A1:2 A1:3 '
sem 'one with a let' 'rule A1 error\n let: it = a\n check: it != "x"\n' "$rows" 'A1:2 A1:3 A1:4 A1:6 '
sem 'where' 'number n\nrule A1 error\n where: a = "x"\n check: n > 2\n' "$rows" 'A1:2 A1:3 '
sem 'no where' 'number n\nrule A1 error\n where: a = "y"\n check: n > 3\n' "$rows" 'A1:5 '
sem 'what is unknown' 'number n\nrule A1 error\n where: n > 1\n check: a = "y"\n' \
    'n,a\n2,x\n2,y\n,x\n,y\n1,x\n' 'A1:2 A1 2 of 4'
sem 'a number of too many digits' 'number n\nrule A1 error\n check: n * 9 > 1\n' \
    'n,a\n999999999999999999,x\n999999999999999999,y\n99999999999999999999,x\n99999999999999999999,y\n' \
    'A1:4 S15:4 A1:5 S15:5 '
printf 'a\nx\nz\n' >l.csv
sem 'a list' 'list l from "l.csv" columns a\nrule A1 error\n check: a in @l\n' "$rows" 'A1:5 '
sem 'a pattern' 'rule A1 error\n check: a matches "[a-x]"\n' "$rows" 'A1:5 '
sem 'a period made of a date' 'date a\nperiod q from a as quarter\nrule A1 error\n check: q <= "2014 Q2"\n' \
    'a,b\n2014-06-30,1\n2014-06-30,2\n2014-07-01,2\n2014-07-01,3\n' 'A1:4 A1:5 '
sem 'dates as cells' 'date d, e\nrule A1 error\n check: d <= e\n' \
    'd,e\n2014-06-30,2014-07-01\n2014-06-30,2014-06-01\n31/06/2014,2014-06-01\n31/06/2014,2014-06-02\n' \
    'A1:3 S15:4 S15:5 A1 2 of 4'
sem 'rounded as another column says' 'number n\nrounded n to 10 where b = "y"\nrule A1 error\n check: n = 5 within rounding\n' \
    'n,b\n1,x\n1,y\n1,y\n1,x\n' 'A1:2 A1:5 '
sem 'a group' 'number n\nrule A1 error\n by: a, b\n let: s = sum(n)\n check: s < 6\nrule A2 error\n by: a\n let: s = sum(n)\n check: s > 3\n' \
    "$rows" 'A1:2 A2:5 '
sem 'the group of a where' 'number n\nrule A1 error\n where: n > 1\n by: a, b\n let: s = sum(n)\n check: s = 8\n' \
    "$rows" 'A1:5 '
sem 'the period before' 'key a\nperiod b as "YYYY"\nnumber n\nrule A1 error\n check: n < 9\nrule A2 error\n where: a = "x"\n check: n >= previous(n)\n' \
    'a,b,n\nx,2014,5\nx,2015,4\ny,2014,5\ny,2015,4\n' 'A2:3 '

# What comes between: the row before is then another.
sem 'a blank row, a short one, the heading and a fault' 'rule A1 error\n check: b = "1"\nrule A2 error\n where: a = "x"\n check: b = "2"\n' \
    'a,b\nx,1\n\nx,1\nx\nx,1\na,b\nx,1\nx,"1"1\nx,1\n' 'A2:2 S08:3 A2:4 S03:5 A2:6 S19:7 A2:8 S04:9 A2:10 '
sem 'rows that may be notes' 'rule A1 error\n check: c is not blank\nrule A2 error\n check: a != "x"\n' \
    'a,b,c\nx,1,1\nx,,\nx,,\nx,1,2\nSource: the council,,\n' 'A2:2 A1:3 A2:3 A1:4 A2:4 A2:5 S20:6 '
printf 'a,b,n\nx,1,1\nx,1,2\n' >1.csv
printf 'n,b,a\nx,1,y\nx,1,x\n' >2.csv
printf 'rule A1 error\n check: a != "x"\nrule A2 error\n check: n != "x"\n' >r.rules
csv-check -r r.rules 1.csv 2.csv 1.csv >out 2>err
is 'a file with its columns in another order' "$(awk -F, 'NR > 1 { printf "%s:%s:%s ", $1, $3, $4 }' out)" \
    'A1:1.csv:2 A1:1.csv:3 A2:2.csv:2 A1:2.csv:3 A2:2.csv:3 A1:1.csv:2 A1:1.csv:3 '
sem 'texts that look alike' 'columns a, b\nkey a, b\nrule A1 error\n check: a is not blank\n' \
    'a,b\nLeeds,1\nLeeds,2\nleeds,2\nleeds,3\nLeeds,4\n' 'S22:4 '

# The input is read in parts: the row before may not be at hand.
awk 'BEGIN { print "a,b,n"; for (i = 0; i < 60000; i++) print "x,y," i % 7; print "z,y,1" }' >long.csv
printf 'number n\nrule A1 error\n check: a != "x"\nrule A2 error\n where: a = "x"\n check: n < 6\n' >r.rules
csv-check -r r.rules long.csv >out 2>err
is 'a long file' "$(awk -F, 'NR > 1 { n[$1]++; last = $4 } END { print n["A1"], n["A2"], last }' out)" '60000 8571 60001'

# A key that occurs again is said to be on the line where it first was, also far down, or in a late file.
printf 'rule A1 error\n check: unique(a)\nrule A2 error\n check: a -> b\n' >r.rules
awk 'BEGIN { print "a,b\nx,1"; printf "y,\""; for (i = 0; i < 17000000; i++) print ""; print "\"\nz,1\nx,2\nz,2" }' >far.csv
csv-check -r r.rules far.csv >out 2>err
is 'far down' "$(sed -n '/^A/s/.* on line \([0-9]*\).*/\1 /p' out | tr -d '\n')" \
    '2 2 17000004 17000004 '
rm far.csv
for i in $(seq 130); do
	printf 'a,b\nk%s,%s\n' "$i" "$i" >f$i.csv
done
printf 'a,b\nk1,2\nk130,2\n' >last.csv
csv-check -r r.rules $(seq -f 'f%g.csv' 130) last.csv >out 2>err
is 'in a late file' "$(sed -n 's/.* in \(f[0-9]*.csv, on line [0-9]*\).*/\1;/p' out | tr -d '\n')" \
    'f1.csv, on line 2;f1.csv, on line 2;f130.csv, on line 2;f130.csv, on line 2;'
done_testing
