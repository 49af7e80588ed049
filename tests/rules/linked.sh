# Linked files: file NAME from "PATH", look-ups in them, and rules on them. The tables are those of the children in
# need census (DfE); the rules are of the kinds that its public validators have.
. "${0%/*}/../tap/tap.sh"

cat >children.csv <<'END'
LAchildID,PersonBirthDate,PersonDeathDate
K1,2010-05-03,
K2,12/07/2012,
K3,2014-06-01,2014-08-20
END
cat >cin.csv <<'END'
LAchildID,CINdetailsID,CINreferralDate,CINclosureDate
K1,1,2014-01-10,
K2,1,2014-02-11,2014-09-30
K3,1,2014-06-10,
K3,2,2014-06-11,
END
cat >plans.csv <<'END'
LAchildID,CINdetailsID,CPPID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,NumberOfPreviousCPP
K1,1,1,2014-04-01,,NEG,0
K2,1,1,2014-03-01,2014-05-31,EMO,0
K2,1,2,01/07/2014,2014-10-31,EMO,1
K3,1,1,2014-05-20,,PHY,2
END
cat >reviews.csv <<'END'
LAchildID,CINdetailsID,CPPID,CPPreviewDate
K1,1,1,2014-05-01
K2,1,1,2014-06-15
K2,1,2,30/06/2014
K9,1,1,2014-07-01
END

facts='columns LAchildID, CINdetailsID, CPPID, CPPreviewDate
date CPPreviewDate
key LAchildID, CPPID, CPPreviewDate
'
files='file plans from "plans.csv"
  columns LAchildID, CINdetailsID, CPPID, CPPstartDate, CPPendDate,
          InitialCategoryOfAbuse, NumberOfPreviousCPP
  key     LAchildID, CPPID
  date    CPPstartDate, CPPendDate
  number  NumberOfPreviousCPP
file children from "children.csv"
  key  LAchildID
  date PersonBirthDate, PersonDeathDate
file cin from "cin.csv"
  key  LAchildID, CINdetailsID
  date CINreferralDate, CINclosureDate
'

# Findings as RULE:FILE:LINE, those not checked with a ?, then what standard error says.
found() {
	csv-check "$@" >out 2>err
	status=$?
	got=$(awk -F, 'NR > 1 { sub(/\.csv$/, "", $3)
		printf "%s:%s:%s%s ", $1, $3, $4, $7 == "not checked" ? "?" : "" }' out)$(tr '\n' ';' <err)
}

on_reviews() { # name, rules (clauses of one or more), wanted
	printf '%s%s%b' "$facts" "$files" "$2" >r.rules
	found -r r.rules reviews.csv
	is "$1" "$(printf %s "$got" | sed "s/csv-check: r.rules:[0-9]*: no rule uses the file '[a-z]*' (warning);//g")" "$3"
}

# Of the input, with a value or rows of another file.
on_reviews 'a review after the start of its plan' 'rule A error
 let: start = lookup(plans.CPPstartDate where plans.LAchildID = LAchildID and plans.CPPID = CPPID)
 check: CPPreviewDate >= start
' 'A:reviews:4 A:reviews:5? '
is 'the finding ends in the row looked up' "$(sed -n 2p out | sed 's/.*,"//')" \
    'CPPreviewDate is 30/06/2014; expected no earlier than 01/07/2014 (plans.csv, line 4)"'
is 'none: not checked, and why' "$(sed -n 3p out | sed 's/.*checked: //')" \
    'lookup(plans.CPPstartDate where plans.LAchildID = LAchildID and plans.CPPID = CPPID) finds no row in plans.csv'
on_reviews 'a blank in the row found' 'rule A error
 check: CPPreviewDate <= lookup(plans.CPPendDate where plans.LAchildID = LAchildID and plans.CPPID = CPPID)
' 'A:reviews:2? A:reviews:3 '
like 'why, with the row' "$(sed -n 2p out)" '2 of 4 rows not checked: plans.CPPendDate is blank in plans.csv, line 2 '
on_reviews 'if there is an end' 'rule A error
 let: end = lookup(plans.CPPendDate where plans.LAchildID = LAchildID and plans.CPPID = CPPID)
 check: end is blank or CPPreviewDate <= end
' 'A:reviews:3 A:reviews:5? '
on_reviews 'more than one' 'rule A error
 check: CPPreviewDate >= lookup(plans.CPPstartDate where plans.LAchildID = LAchildID)
' 'A:reviews:3 A:reviews:4 A:reviews:5? '
is 'says which' "$(sed -n 2p out | cut -d, -f 7,8,11-)" \
    '2 rows,1 row,"lookup(plans.CPPstartDate where plans.LAchildID = LAchildID) finds 2 rows in plans.csv, on lines 3 and 4; expected exactly one"'
on_reviews 'the rest of the condition chooses' 'rule A error
 check: CPPreviewDate >= lookup(plans.CPPstartDate where plans.LAchildID = LAchildID and
   plans.CPPID = "1" and not plans.InitialCategoryOfAbuse in ("PHY"))
' 'A:reviews:5? '
on_reviews 'or is not settled' 'rule A error
 check: lookup(plans.CPPID where plans.LAchildID = LAchildID and plans.CPPendDate >= CPPreviewDate) = CPPID
' 'A:reviews:2? A:reviews:3 '
like 'as a date is blank' "$(sed -n 2p out)" 'plans.CPPendDate is blank in plans.csv, line 2'
on_reviews 'only() wants a row, too' 'rule A error
 check: only(plans.CPPID where plans.LAchildID = LAchildID) = CPPID
' 'A:reviews:3 A:reviews:4 A:reviews:5 '
on_reviews 'in a file' 'rule A error
 check: LAchildID in children.LAchildID
rule B error
 where: CINdetailsID not in plans.CPPID or LAchildID not in cin.LAchildID
 check: LAchildID = "K1"
' 'A:reviews:5 B:reviews:5 '
on_reviews 'rows counted' 'rule A error
 check: count(plans where plans.LAchildID = LAchildID and plans.CPPstartDate <= CPPreviewDate) > 0
rule B error
 check: count(plans.InitialCategoryOfAbuse where plans.LAchildID = LAchildID) < 2
' 'B:reviews:3 B:reviews:4 A:reviews:5 '
on_reviews 'sums and the like' 'rule A error
 check: sum(plans.NumberOfPreviousCPP where plans.LAchildID = LAchildID) = 0
rule B error
 check: max(plans.CPPstartDate where plans.LAchildID = LAchildID) <= "2014-06-30"
rule C error
 check: mean(plans.NumberOfPreviousCPP where plans.LAchildID = LAchildID) = 0
rule D error
 check: distinct(plans.InitialCategoryOfAbuse where plans.LAchildID = LAchildID) = 1
' 'A:reviews:3 B:reviews:3 C:reviews:3 A:reviews:4 B:reviews:4 C:reviews:4 D:reviews:5 B:reviews:5? C:reviews:5? '
on_reviews 'the last of a child' 'rule A error
 check: CPPID = last(plans.CPPID by plans.CPPstartDate where plans.LAchildID = LAchildID)
rule B error
 check: last(plans.CPPID by plans.NumberOfPreviousCPP where plans.InitialCategoryOfAbuse = "EMO") = "2"
' 'A:reviews:3 A:reviews:5? '
on_reviews 'once for each group' 'rule A error
 by: LAchildID
 check: count() = count(plans where plans.LAchildID = LAchildID)
' 'A:reviews:5 '
on_reviews 'within an aggregate of the rows' 'rule A error
 by: LAchildID
 let: late = count(where CPPreviewDate > lookup(plans.CPPendDate where plans.LAchildID = LAchildID and plans.CPPID = CPPID))
 let: n = sum(lookup(plans.NumberOfPreviousCPP where plans.LAchildID = LAchildID and plans.CPPID = CPPID))
 check: late = 0 and n < 1
' 'A:reviews:2? A:reviews:3 '
on_reviews 'two of an aggregate' 'rule A error
 by: LAchildID
 check: sum(lookup(plans.NumberOfPreviousCPP where plans.LAchildID = LAchildID)) = 0
' 'A:reviews:3 A:reviews:3? A:reviews:4 '
on_reviews 'within where, and within another' 'rule A error
 where: lookup(children.PersonBirthDate where children.LAchildID = LAchildID) < "2012-01-01"
 check: lookup(cin.CINreferralDate where cin.LAchildID = LAchildID and
   cin.CINdetailsID = lookup(plans.CINdetailsID where plans.LAchildID = LAchildID and plans.CPPID = CPPID)) > "2014-01-31"
 say: {LAchildID}: {lookup(cin.CINreferralDate where cin.LAchildID = LAchildID and cin.CINdetailsID = CINdetailsID)}
' 'A:reviews:2 A:reviews:5? '
is 'in the message' "$(sed -n 2p out | sed 's/.*,//')" 'K1: 2014-01-10'

# Rules on a linked file.
on_reviews 'on a file, with another' 'rule A error
 on: plans
 about: No plan starts before birth
 check: CPPstartDate >= lookup(children.PersonBirthDate where children.LAchildID = LAchildID)
rule B error
 on: cin
 where: LAchildID in plans.LAchildID
 check: count(plans where plans.LAchildID = LAchildID and plans.CINdetailsID = CINdetailsID) > 0
' 'A:plans:5 B:cin:5 '
is 'with its key' "$(sed -n 2p out | cut -d, -f 5,6)" 'CPPstartDate,LAchildID=K3; CPPID=1'
on_reviews 'all tests and clauses' 'rule A error
 on: plans
 by: LAchildID
 check: count() < 2
rule B error
 on: plans
 check: unique(InitialCategoryOfAbuse)
rule C error
 on: plans
 check: LAchildID -> InitialCategoryOfAbuse
rule D error
 on: cin
 each: d = CINreferralDate, CINclosureDate
 check: d is not blank
 unchecked: error
rule E error
 on: plans
 needs: B
 check: InitialCategoryOfAbuse != "EMO"
' 'A:plans:3 E:plans:3 B:plans:4 D:cin:2 D:cin:4 D:cin:5 csv-check: held back (a rule that it needs has a finding): E 1;'
like 'explained' "$(csv-check --explain -r r.rules reviews.csv | tr '\n' ' ')" \
    'runs   once for each LAchildID of plans .*once for each row of plans .*once for each row of cin'
on_reviews 'needs a rule on other rows' 'rule A error
 on: plans
 check: unique(CPPID)
rule B error
 needs: A
 check: CPPID = "1"
' "csv-check: r.rules:20: rule B needs 'A', which is not on the same rows; expected a rule with the same 'on:';"
printf '%s%srule A error\n check: CPPstartDate > lookup(plans.CPPstartDate where plans.LAchildID = LAchildID and plans.CPPID = CPPID)\n on: plans\n' "$facts" "$files" >r.rules
found -r r.rules reviews.csv
is 'not the file itself' "$got" "csv-check: r.rules:4: the rules on file 'plans' look it up again (plans -> plans); expected them to look up other files, or a second 'file' from the same path;"
printf '%s%sfile again from "plans.csv"\n date CPPstartDate\nrule A error\n on: plans\n where: CPPID != "1"\n check: CPPstartDate > lookup(again.CPPstartDate where again.LAchildID = LAchildID and again.CPPID = "1")\n' "$facts" "$files" >r.rules
found -q -r r.rules reviews.csv
is 'but the same under another name' "$status$got" 0
printf '%srule A error\n on: plans\n check: LAchildID in cin.LAchildID\nrule B error\n on: cin\n check: LAchildID in plans.LAchildID\n' "$files" >r.rules
found -r r.rules reviews.csv
like 'no circle' "$got" "r.rules:10?: the rules on file '(plans|cin)' look it up again \((plans -> cin -> plans|cin -> plans -> cin)\)"

# Values.
sem() { # name, rules, file, data, wanted
	printf '%b' "$2" >r.rules
	printf '%b' "$3" >f.csv
	printf '%b' "$4" >d.csv
	found -r r.rules d.csv
	is "$1" "$got" "$5"
}
f='file f from "f.csv"\n'
sem 'numbers by value' "number v\n$f number k\n symbols c\nrule A error\n check: v in f.k\nrule B error\n check: count(f where f.k = v) = 1\n" \
    'k\n5.0\n07\nc\n' 'v\n5\n7.00\n8\nc\n' 'A:d:4 B:d:4 S15:d:5 '
sem 'a value that is worked out' "number v\n$f number k\nrule A error\n check: count(f where f.k = v / 3 + 1) = 1\n" 'k\n5.0\n1\n' 'v\n12\n0\n1\n' 'A:d:4 '
sem 'texts as written' "${f}rule A error\n check: v in f.k\n" 'k\n5.0\n07\n' 'v\n5\n07\n' 'A:d:2 '
sem 'dates by value, one of them declared' "date v\n${f}rule A error\n check: v in f.k\n" 'k\n01/04/2014\n2014-05-01\n' 'v\n2014-04-01\n01/05/2014\n2014-06-01\n' 'A:d:4 '
sem 'the other' "$f date k\nrule A error\n check: count(f where f.k = v) = 1\n" 'k\n01/04/2014\n2014-05-01\n' 'v\n2014-04-01\n01/05/2014\n2014-06-01\n' 'A:d:4 '
sem 'a form' "date v as \"DD/MM/YYYY\"\n$f date k as \"YYYY-MM-DD\"\nrule A error\n check: v in f.k\n" 'k\n2014-04-01\n' 'v\n01/04/2014\n02/04/2014\n' 'A:d:3 '
sem 'periods' "period q as \"YYYY-YY Qn\"\nnumber v\n$f period p as \"YYYY-YY Qn\"\n number n\nrule A error\n check: v = lookup(f.n where f.p = q)\n" \
    'p,n\n2014-15 Q1,5\n2014-15 Q2,6\n' 'q,v\n2014-15 Q1,5\n2014-15 Q2,7\n' 'A:d:3 '
sem 'periods of another length' "period q as \"YYYY-YY Qn\"\nnumber v\n$f period p as \"YYYY\"\n number n\nrule A error\n check: v = lookup(f.n where f.p = q)\n" \
    'p,n\n2014,5\n' 'q,v\n2014-15 Q1,5\n' "csv-check: r.rules:7: rule A, check: 'f.p' is a period of the form \"YYYY\" and 'q' of the form \"YYYY-YY Qn\"; expected periods of the same length;"
sem 'a period before' "period q as \"YYYY\"\nkey k\nnumber v\n$f period p as \"YYYY\"\n number n\nrule A error\n check: v >= previous(lookup(f.n where f.p = q))\n" \
    'p,n\n2014,5\n2015,7\n' 'k,q,v\na,2014,5\na,2015,6\na,2016,6\n' 'A:d:4 '
sem 'figures as rounded' "number v\n$f number n\n rounded n to 10 where f.level = \"x\"\n columns k, n, level\nrule A error\n check: v = lookup(f.n where f.k = k) within rounding\n" \
    'k,n,level\na,10,x\nb,10,y\n' 'k,v\na,14\nb,14\n' "csv-check: r.rules:4: 'f.level' outside a look-up; expected it as in lookup(f.level where f.KEY = KEY);"
sem 'by its own columns' "number v\n$f number n\n rounded n to 10 where level = \"x\"\nrule A error\n check: v = lookup(f.n where f.k = k) within rounding\n" \
    'k,n,level\na,10,x\nb,10,y\n' 'k,v\na,14\nb,14\n' 'A:d:3 '
sem 'blanks are texts' "${f}rule A error\n check: v in f.k\n" 'k,n\n,1\n' 'v,w\n,1\nx,1\n' 'A:d:3 '
sem 'any number of keys' "number c\n${f} number c\nrule A error\n check: count(f where f.a = a and b = f.b and f.c = c and f.d = \"x\") = 1\n" \
    'a,b,c,d\n1,2,3,x\n1,2,3.0,y\n1,2,4,x\n' 'a,b,c\n1,2,3.00\n1,2,4\n1,2,5\n2,1,3\n' 'A:d:4 A:d:5 '
awk 'BEGIN { print "k,n"; for (i = 0; i < 3000; i++) print i % 3 "," i }' >f.csv
printf 'number v\nfile f from "f.csv"\n number n\nrule A error\n check: v = sum(f.n where f.k = k)\nrule B error\n check: count(f where f.k = k and f.n < v) = 1000\nrule C error\n check: lookup(f.n where f.k = k) = v\n' >r.rules
printf 'k,v\n0,1498500\n1,1499500\n2,1500500\n2,1500500\n1,1499499\n3,0\n' >d.csv
found -r r.rules d.csv
is 'many rows of a key' "$got" 'C:d:2 C:d:3 C:d:4 C:d:5 A:d:6 C:d:6 B:d:7 C:d:7? '
like 'said of a look-up' "$(sed -n 2p out)" '100 rows or more,1 row,.*finds 100 rows or more in f.csv, the first on lines 2 and 5; expected'


# Keys with 1 to 40 rows, which grow at the same time.
awk 'BEGIN { print "k,i,n"; for (i = 1; i <= 40; i++) for (k = i; k <= 40; k++) print k "," i "," k * i }' >f.csv
awk 'BEGIN { print "k,c,s,first,last"; for (k = 0; k <= 41; k++) {
	n = k == 41 ? 0 : k; print k "," n "," k * n * (n + 1) / 2 "," (n ? 1 : "") "," (n ? n : "") } }' >d.csv
cat >r.rules <<'.'
number c, s, first, last
file f from "f.csv"
  number i, n
rule A error
  check: count(f where f.k = k) = c
rule B error
  check: sum(f.n where f.k = k) = s
rule C error
  where: c > 0
  check: first(f.i by f.n where f.k = k) = first and lookup(f.i where f.k = k and f.i = c) = last
rule D error
  check: count(f) = 820
.
found -r r.rules d.csv
is 'keys of any number of rows' "$got" ''
sed 's/where f.k = k and f.i = c/where f.k = k/' r.rules >r2.rules
is 'in the order of the file' "$(csv-check -r r2.rules d.csv | sed -n 's/.*finds \(.*\) in f.csv.*lines \(.*\); exp.*/\1: \2/p' | tail -1)" '40 rows: 41 and 80'

# Functions of dates, of rows that are looked up and within look-ups.
dates='k,s,e\na,2014-05-01,2014-05-07\nb,2013-05-05,\nc,2014-06-01,2014-05-01\n'
at='k,at\na,2014-05-06\nb,2014-05-05\nc,2014-05-05\n'
days="date at\n$f date s, e\n"
h='list h = "2013-01-01", "2014-01-01", "2014-05-05"\n'
sem 'the age of a date looked up' "${days}rule A error\n check: age(lookup(f.s where f.k = k), at) < 1\n" "$dates" "$at" 'A:d:3 A:d:4? '
like 'a date before it: why' "$(sed -n 3p out)" 'at is before lookup\(f.s where f.k = k\)'
sem 'the age at a date looked up' "${days}rule A error\n check: age(at, lookup(f.e where f.k = k)) > 0\n" "$dates" "$at" 'A:d:2 A:d:3? '
like 'a blank: why' "$(sed -n 3p out)" '2 of 3 rows not checked: f.e is blank in f.csv, line 3'
sem 'ages in a look-up' "${days}rule A error\n check: count(f where f.k = k and age(f.s, at) >= 1) = 0\nrule B error\n check: max(age(f.s, f.e) where f.k = k) > 0\n" \
    "$dates" "$at" 'B:d:2 A:d:3 B:d:3? A:d:4? '
like 'why' "$(sed -n 5p out)" 'at is before f.s in f.csv, line 4'
sem 'working days from a date looked up' "$days${h}rule A error\n check: working_days(lookup(f.s where f.k = k), at, @h) <= 1\n" "$dates" "$at" 'A:d:2 A:d:3 A:d:4? '
is 'without the holiday' "$(sed -n 2p out | cut -d, -f7,8)" '2,1'
sem 'working days in a look-up' "$days${h}rule A error\n check: sum(working_days(f.s, f.e, @h) where f.k = k) = 2\nrule B error\n check: count(f where f.k = k and working_days(f.s, at, @h) > 1) = 0\n" \
    "$dates" "$at" 'A:d:2 B:d:2 B:d:3 A:d:3? B:d:4? '
like 'why' "$(sed -n 5p out)" '2 of 3 rows not checked: f.e is blank in f.csv, line 3'
sem 'the quarter, and days added' "${days}rule A error\n check: quarter(lookup(f.s where f.k = k)) = quarter(at)\nrule B error\n check: count(f where f.k = k and f.s + 3 < at) = 1\n" \
    "$dates" "$at" 'A:d:3 B:d:4 '

# All rows of a file, worked out once.
all='k,n,d\na,1,2014-05-01\nb,2,\nc,5,2014-04-01\n'
typed="$f number n\n date d\n"
sem 'all rows' "number v\n${typed}rule A error\n check: v = count(f)\nrule B error\n check: v = sum(f.n)\n" "$all" 'v\n3\n8\n' 'B:d:2 A:d:3 '
sem 'all rows, of which no column is named' "number v\n${typed}rule A error\n check: v = count(f)\n" "$all" 'v\n3\n0\n' 'A:d:3 '
sem 'those that have something' "number v\n${typed}rule A error\n check: count(f where f.n > 1) = v and max(f.n where f.d is not blank) = 5\nrule B error\n check: count() + 1 = distinct(f.k)\nrule C error\n check: first(f.k by f.d) = \"a\"\n" "$all" 'v\n2\n3\n' 'C:d:2 A:d:3 '
like 'in words' "$(csv-check --explain -r r.rules d.csv | tr '\n' ' ')" 'the number of rows of f where f.n is more than 1.*once for the file  *wants  .the number of rows. \+ 1 equals the number of different values of f.k'
sem 'of which one is not known' "${typed}rule A error\n check: count(f where f.d > \"2014-04-15\") = 1\n" "$all" 'v\n2\n' 'A:d:2? '
like 'why' "$(sed -n 2p out)" 'f.d is blank in f.csv, line 3'
sem 'rows lost' "${typed}rule A error\n check: count(f) = 1\n" "$all"'d\n' 'v\n2\n' 'A:d:2? S03:f:5 '
awk 'BEGIN { print "k,n,d"; for (i = 0; i < 3000; i++) print "a,1,2014-01-01" }' >f.csv
csv-check -q -r r.rules d.csv >out 2>err
sed 's/count(f) = 1/count(f) = 3000 and sum(f.n) = 3000/' r.rules >many.rules
is 'many rows' "$(csv-check -r many.rules d.csv | sed 1d)" ''
sem 'a file named as a column is' "${typed}rule A error\n check: count(f) = 1\n" "$all" 'f\n2\n' ''

# Rules on many rows, which are decided for several rows at once, and keys of which a part is enough to find a row.
awk 'BEGIN { print "id,g,v"; for (i = 0; i < 300; i++) print (i % 20 == 7 ? i - 1 : i) "," i % 5 (i % 3 ? "" : ".0") "," i % 11 + (i % 17 == 0) }' >f.csv
awk 'BEGIN { print "id,g,v"; for (i = 0; i < 333; i++) print i "," (i % 13 ? i % 5 : i % 4 ? "" : "x") "," i % 11 }' >d.csv
cat >one.rules <<'.'
number g, v
symbols x
file f from "f.csv"
  number g, v
rule B error
  check: v = lookup(f.v where f.id = id and f.g = g)
  say: {id}: {lookup(f.v where f.id = id and f.g = g)}
rule C error
  where: v > 3
  check: count(f where f.g = g + 1 and f.id = id) = 0 and sum(f.v where f.g = g and f.id = id) < 9
  unchecked: query
rule D error
  where: id in f.id
  check: count(f where f.id = id and f.g = g - 1 and f.v > 5) < 1
rule E error
  by: g
  check: max(v) > lookup(f.v where f.id = id and f.g = g)
.
{ sed '/^rule B/,$d' one.rules; printf 'rule A note\n check: id in f.id\n'; sed -n '/^rule B/,$p' one.rules; } >two.rules
csv-check -r one.rules d.csv >one.out
csv-check -r two.rules d.csv | grep -v '^A,' >two.out
same 'a part of a key finds the same rows' two.out one.out
is 'among them' "$(grep -v unchecked one.out | cut -d, -f1,2,7 | sed 's/,[0-9.]*$//' | sort | uniq -c | tr -s ' \n' ' ')" ' 15 B,error 1 B,note,not checked 56 C,error 1 C,query,not checked 1 D,note,not checked 25 E,error 1 E,note,not checked 1 rule,severity,found '
is 'in the order of the lines' "$(cut -d, -f4 one.out | sed 1d)" "$(cut -d, -f4 one.out | sed 1d | sort -n)"

# Texts that a column of the file never has.
cats='k,cat,n\na,Neglect,1\nb,Emotional,2\nc,Physical,3\n'
never() { # name, a check, the warning
	sem "$1" "${f} number n\nrule A error\n check: $2\n" "$cats" 'k\na\nb\n' \
	    "${3:+csv-check: r.rules:4: rule A: no row has f.cat $3 (warning);}"
}
never 'misspelt in a condition' 'count(f where f.k = k and f.cat = "Neglct") = 0' "= \"Neglct\"; did you mean 'Neglect'?"
never 'over all rows' 'sum(f.n where f.cat != "Emotionnal") = 6' "= \"Emotionnal\"; did you mean 'Emotional'?"
never 'as part of a key' 'count(f where f.cat = "Neglekt" and f.n = 1) = 0' "= \"Neglekt\"; did you mean 'Neglect'?"
never 'a list, none of which occurs' 'count(f where f.k = k and f.cat in ("Neglekt", "Sexual")) = 0' "in (\"Neglekt\", \"Sexual\"); did you mean 'Neglect'?"
never 'a list of which one occurs' 'count(f where f.k = k and f.cat in ("Neglekt", "Physical")) = 0' ''
never 'a text like no other' 'count(f where f.k = k and f.cat = "Sexual") = 0' ''
never 'compared with what is looked up' 'lookup(f.cat where f.k = k) != "Neglct"' "= \"Neglct\"; did you mean 'Neglect'?"
never 'which is a finding anyway' 'lookup(f.cat where f.k = k) in ("Neglect", "Emotional")' ''
csv-check --strict-rules -r r.rules d.csv >out 2>err
is 'nothing to stop for' "$?" 0
printf '%b' "${f}rule A error\n check: count(f where f.k = k and f.cat = \"Neglct\") = 0\n" >r.rules
csv-check -q --strict-rules -r r.rules d.csv >out 2>err
is '--strict-rules stops' "$?" 2
awk 'BEGIN { print "k,cat,n"; for (i = 0; i < 1500; i++) print "a,Neglect" i ",1" }' >f.csv
csv-check -q --strict-rules -r r.rules d.csv >out 2>err
is 'a column of too many values is not examined' "$?$(cat err)" 0

# each: over the columns that a file names, as the DfE's pair of data and data.meta has them.
meta='number v, w\nfile meta from "f.csv"\n number dp\n'
names='col_name,col_type,dp\nv,Indicator,0\nw,Indicator,1\nk,Filter,\nv,Indicator,0\n,Indicator,0\n'
sem 'each: columns in a file' "${meta}rule A error\n each: c = columns in meta.col_name where meta.col_type = \"Indicator\"\n check: c > 0\n" \
    "$names" 'k,v,w\na,1,0\nb,0,2\n' 'A:d:2 A:d:3 '
sem 'all of them, one of which is absent' "${meta}rule A error\n each: c = columns in meta.col_name\n check: c != \"\"\n" \
    "$names"'z,Filter,\n' 'k,v,w\na,1,0\n,0,2\n' 'A:d:1? A:d:3 '
sem 'a condition that is not known' "${meta}rule A error\n each: c = columns in meta.col_name where meta.dp = 0\n check: c > 0\n" \
    "$names" 'k,v,w\na,1,0\n' "csv-check: r.rules:5: rule A, each: 'meta.dp = 0' is not known on line 4 of the linked file 'meta'; expected a condition that holds or not;"
sem 'or on rows' "${meta}rule A error\n each: c = columns in meta.col_name where meta.dp = v\n check: c > 0\n" \
    "$names" 'k,v,w\na,1,0\n' "csv-check: r.rules:5: rule A, each: 'meta.dp = v' needs a row of the file; expected columns of the linked file alone;"
sem 'no column' "${meta}rule A error\n each: c = columns in meta.col_name where meta.col_type = \"None\"\n check: c > 0\n" \
    "$names" 'k,v,w\na,1,0\n' "csv-check: r.rules:5: rule A, each: no row of 'meta' names a column where meta.col_type = \"None\"; expected one or more in 'meta.col_name';"
is 'exits 2' "$status" 2
sem 'no row' "${meta}rule A error\n each: c = columns in meta.col_name\n check: c > 0\n" \
    'col_name,col_type,dp\n,,0\n' 'k,v,w\na,1,0\n' "csv-check: r.rules:5: rule A, each: no row of 'meta' names a column; expected one or more in 'meta.col_name';"
sem 'a row that is lost may name others' "${meta}rule A error\n each: c = columns in meta.col_name\n check: c != \"\"\n" \
    'col_name,col_type,dp\nv,Indicator,0\nw,Ind\n' 'k,v,w\na,,0\n' 'A:d:1? A:d:2 S03:f:3 '
is 'why' "$(sed -n 2p out | sed 's/.*not checked: //; s/"$//')" "rows that 'meta.col_name' is in could not be read, and may name other columns"
sem 'headings in a file' "${meta}rule A error\n on: header\n check: name in meta.col_name\n" "$names" 'k,v,x,w\na,1,0,1\n' 'A:d:1 '

# What is wrong with a file.
one="${f}rule A error\n check: k in f.k\n"
sem 'no data' "$one" '' 'k\n1\n' "csv-check: r.rules:1: file 'f': f.csv: no data (zero bytes); expected a heading;"
is 'exits 2' "$status" 2
sem 'a heading alone' "$one" 'k\n' 'k\n1\n' 'A:d:2 S14:f:1 '
sem 'another delimiter' "$one" 'k;n\n1;2\n2;3\n' 'k\n1\n' "csv-check: r.rules:1: file 'f': f.csv:1: looks separated by ';'; expected the delimiter of the input;"
is 'exits 2' "$status" 2
found -d ';' -r r.rules d.csv
is 'which is that of the input' "$got" ''
sem 'no table' "$one" '<html>\n<body>\n' 'k\n1\n' "csv-check: r.rules:1: file 'f': f.csv:1: an HTML page, not a table; expected CSV;"
sem 'rows lost' "$one"'rule B error\n on: f\n check: n = "1"\nrule C error\n check: count(f where f.k = k) = 1\n' 'k,n\n1,1\n2\n"3"x,1\n' 'k\n1\n2\n' \
    'C:d:2? A:d:3? S03:f:3 S04:f:4 '
is 'why' "$(sed -n 2p out | sed 's/.*checked: //')" "rows of 'f' could not be read: f.csv, line 3, has another number of fields than the heading (first on line 2)\""
lost() { # what the file ends with, the reason that follows "rows of 'f' could not be read: f.csv, "
	sem "a row lost: $2" "$one" "k,n\\n1,1\\n2,2\\n$1" 'k\n3\n' "A:d:2? ${3:-S20:f:4} "
	is "why: $2" "$(sed -n 2p out | sed 's/.*checked: //; s/"$//')" "rows of 'f' could not be read: f.csv, $2"
}
lost 'Source: DfE,\n' 'line 4, is a note'
lost 'k,n\n3\n' 'line 4, is the heading again' 'S19:f:4 S03:f:5'
lost '3,\0377\n' 'line 4, is not UTF-8' S01:f:4
lost '3,"x"y\n' 'line 4, is malformed' S04:f:4
sem 'the same key twice' "$f key k\n" 'k,n\n1,1\n2,1\n1,1\n' 'k\n1\n' "S17:f:4 csv-check: r.rules:1: no rule uses the file 'f' (warning);"
sem 'cells that do not fit' "$f number n\n date d\n symbols c\nrule A error\n check: lookup(f.n where f.k = k) > 0\n" 'k,n,d\n1,x,2014-02-30\n2,c,\n' 'k\n1\n2\n' 'A:d:2? S15:f:2 S15:f:2 '
sem 'declared and missing' "$f columns k, m, n\nrule A error\n check: lookup(f.m where f.k = k) = \"1\"\nrule B error\n on: f\n check: m = n\nrule C error\n check: k in f.k\n" \
    'k,n,o\n1,x,y\n' 'k\n1\n2\n' 'A:d:1? C:d:3 S12:f:1 S12:f:1 B:f:1? '
sem 'looked up and missing' "${f}rule A error\n check: lookup(f.date where f.k = k) = \"1\"\n" 'k,dat\n1,x\n' 'k\n1\n' \
    "csv-check: r.rules:3: rule A, check: no column 'date' in the linked file 'f'; expected one of k, dat; did you mean 'dat'?;"
sem 'declared nowhere' "$f date d\nrule A error\n check: k in f.k\n" 'k,n\n1,x\n' 'k\n1\n' "csv-check: r.rules:2: no column 'd' in the linked file 'f'; expected one of k, n;"
rm f.csv
found -r r.rules d.csv
is 'missing' "$got" "csv-check: r.rules:1: file 'f': f.csv: No such file or directory; expected the linked file (--file f=PATH gives another);"
is 'exits 2' "$status" 2
mkdir sub
printf 'k\n1\n' >sub/other.csv
printf '%b' "$one" >sub/s.rules
found -r sub/s.rules --file f=sub/other.csv d.csv
is '--file, from here' "$got" ''
found -r sub/s.rules --file f=- d.csv <sub/other.csv
is '--file of standard input' "$got" ''
found -r sub/s.rules --file f=- - <sub/other.csv
like 'which can be read once' "$got" 'standard input is named 2 times'
found -r sub/s.rules --file g=sub/other.csv d.csv
is '--file of a file spelt otherwise' "$(csv-check -r r.rules --file ff=x.csv in.csv 2>&1 | head -1)" \
    "csv-check: --file: 'ff' is not a linked file of the rules; did you mean 'f'?"
is '--file of no file of the rules' "$got" "csv-check: --file: 'g' is not a linked file of the rules; expected the name in 'file NAME from ...';"
cp sub/other.csv sub/f.csv
found -r sub/s.rules d.csv
is 'from the folder of the rules' "$got" ''
cp sub/f.csv f.csv

# Mistakes in the rules.
mistake() { # name, rules, wanted: without the program's name
	printf '%b' "$2" >r.rules
	csv-check -r r.rules d.csv >out 2>err
	status=$?
	is "$1" "$status $(sed 's/^csv-check: //' err)" "2 $3"
}
mistake 'declared twice' "$f$f" "r.rules:2: the file 'f' is declared twice, first at r.rules:1; expected it once"
mistake 'no path' 'file f "f.csv"\n' "r.rules:1: found '\"f.csv\"'; expected 'from'"
mistake 'a word' 'file where from "f.csv"\n' "r.rules:1: found 'where'; expected the file's name in the rules"
mistake 'a word after on' 'file rows from "f.csv"\n' "r.rules:1: 'rows' has a meaning after 'on:'; expected another name"
mistake 'the name of a column' 'file k from "f.csv"\nrule A error\n check: k in k.k\n' "r.rules:3: rule A, check: 'k' is a linked file and a column; expected another name for the file"
mistake 'the name of a parameter' 'param f = 3\nfile f from "f.csv"\nrule A error\n check: k in f.k\n' "r.rules:4: rule A, check: 'f' is a linked file and a parameter; expected another name for the file"
mistake 'no declaration of a file' "$f list l = \"a\"\n" "r.rules:2: 'list' among the declarations of a file; expected columns, key, number, date, period, symbols or the like"
mistake 'a clause' "$f check: k\n" "r.rules:2: no heading called 'check'; expected columns, optional, key, number, date, period, symbols, range, exact, printed, rounded, file, list, param, builtin, include or rule"
mistake 'no such file' "file plans from \"f.csv\"\nrule A error\n check: k in plan.k\n" "r.rules:3: rule A: no linked file 'plan'; did you mean 'plans'?"
mistake 'on: no such file' "${f}rule A error\n on: plans\n check: k = \"1\"\n" "r.rules:3: rule A: no linked file 'plans'; expected one declared with 'file'"
mistake 'no equality' "${f}rule A error\n check: count(f where f.k > k) = 1\n" "r.rules:3: rule A, check: 'count(f where f.k > k)' does not say which rows are meant; expected 'where f.KEY = KEY', with a column of the file that equals a value"
mistake 'of one row' "${f}rule A error\n check: lookup(f.k where f.k != \"1\") = \"2\"\n" "r.rules:3: rule A, check: 'lookup(f.k where f.k != \"1\")' does not say which rows are meant; expected 'where f.KEY = KEY', with a column of the file that equals a value"
mistake 'all rows, where the row alone decides' "${f}rule A error\n check: count(f where k = \"1\") = 1\n" "r.rules:3: rule A, check: 'count(f where k = \"1\")' does not say which rows are meant; expected 'where f.KEY = KEY', with a column of the file that equals a value"
mistake 'outside' "${f}rule A error\n check: f.k = k\n" "r.rules:3: rule A, check: 'f.k' outside a look-up; expected it as in lookup(f.k where f.KEY = KEY)"
mistake 'a file alone' "${f}rule A error\n check: f = 1\n" "r.rules:3: rule A, check: 'f' is a linked file; expected a look-up in it, as in count(f where f.KEY = KEY), or one of its columns, as in f.NAME"
mistake 'a look-up of a column of the row' "${f}rule A error\n check: k = lookup(k where f.k = k)\n" "r.rules:3: rule A, check: 'k' in 'lookup(k where f.k = k)' names no column of 'f'; did you mean 'f.k'?"
mistake 'an aggregate of a column of the row' "${f}rule A error\n check: max(length(k) + 1 where f.k = k) > 1\n" "r.rules:3: rule A, check: 'length(k) + 1' in 'max(length(k) + 1 where f.k = k)' names no column of 'f'; did you mean 'f.k'?"
mistake 'a sum of ones' "${f}rule A error\n check: sum(1 where f.k = k) = 1\n" "r.rules:3: rule A, check: '1' in 'sum(1 where f.k = k)' names no column of 'f'; expected one, as in f.NAME"
mistake 'an order of the row' "date k\n${f}rule A error\n check: first(f.k by k where f.k = k) = k\n" "r.rules:4: rule A, check: 'k' in 'first(f.k by k where f.k = k)' names no column of 'f'; did you mean 'f.k'?"
mistake 'two files' "${f}file g from \"f.csv\"\nrule A error\n check: lookup(f.k where f.k = g.k) = k\n" "r.rules:4: rule A, check: 'g.k' within a look-up in another file; expected it as in lookup(g.k where g.KEY = KEY)"
mistake 'lookup() of the row' "${f}rule A error\n check: lookup(k where k = \"1\") = k\n" "r.rules:3: found ')'; expected a column of a linked file, as in lookup(FILE.COLUMN where FILE.KEY = KEY)"
mistake 'in what is no column of a file' "${f}rule A error\n check: k in f\n" "r.rules:3: found 'f'; expected @list, FILE.COLUMN or ( after 'in'"
mistake 'a dot with blanks' "${f}rule A error\n check: count(f where f . k = k) = 1\n" "r.rules:3: found '.'; expected a character of the language, or double quotes around a text"
mistake 'types' "number k\n${f}rule A error\n check: k in f.k\n" "r.rules:4: rule A, check: 'f.k' is not declared a number; expected it in the heading 'number' of its file"
mistake 'accepted()' "period q as \"YYYY\"\n${f}rule A error\n on: f\n check: k = accepted(k)\n" "r.rules:5: rule A, check: accepted() in a rule on a linked file; expected a rule on rows"

# Cases with linked tables.
mkdir cases
printf '%brule B error\n on: f\n check: k != "9"\n' "$one" >r.rules
for c in A.pass A.fail B.pass B.fail; do printf 'k\n1\n' >cases/$c.csv; done
printf 'k\n1\n' | tee cases/A.pass.f.csv cases/B.pass.f.csv >/dev/null
printf 'k\n2\n' >cases/A.fail.f.csv
printf 'k\n1\n9\n' >cases/B.fail.f.csv
printf 'rule,line\nB,3\n' >cases/B.fail.expected
is 'cases' "$(csv-check --selftest cases -r r.rules 2>&1)" 'ok - A.fail.csv: A:2 
ok - A.pass.csv: no finding
ok - B.fail.csv: B:3 
ok - B.pass.csv: no finding
4 cases, 0 not as expected'
rm cases/A.fail.f.csv
printf 'k\n1\n' >cases/C.fail.f.csv
mv f.csv hidden.csv
is 'a case without its table, and a table without its case' "$(csv-check --selftest cases -r r.rules 2>&1)" "not ok - A.fail.csv: r.rules:3: rule A, check: f.csv: no such file; expected the linked file 'f'
ok - A.pass.csv: no finding
ok - B.fail.csv: B:3 
ok - B.pass.csv: no finding
not ok - C.fail.f.csv: its case, cases/C.fail.csv, is not there
5 cases, 2 not as expected"
mv hidden.csv f.csv

csv-check -r r.rules --strict-rules d.csv >out 2>err
is 'no warning without a reason' "$?$(cat err)" 0

# Lists that are valid by period: their periods are those of the input, or of a file's own.
printf 'la,q\nE1,2014-15 Q1\nE2,2014-15 Q1\nE3,2014-15 Q1\n' >m.csv
printf 'la,f,t\nE1,,\nE2,2014-15 Q1,\nE3,,2013-14 Q4\n' >areas.csv
printf 'la,month\nE1,2014-03\nE2,2014-03\nE3,2014-03\nE2,2014-04\nE3,2014-04\n' >pop.csv
dated='list areas from "areas.csv" columns la valid f to t\nrule A error\n check: la in @areas\n'
period='period q as "YYYY-YY Qn"\n'
on_areas() { # name, rules, wanted
	printf "$2" >r.rules
	found -r r.rules m.csv
	is "$1" "$got" "$3"
}
unused="csv-check: r.rules:2: no rule uses the file 'pop' (warning);"
on_areas 'dated, with a file that has no period' "${period}file pop from \"pop.csv\"\n$dated" "A:m:4 $unused"
on_areas 'dated, with a file of another period' "${period}file pop from \"pop.csv\"\n period month as \"YYYY-MM\"\n$dated" "A:m:4 $unused"
on_areas 'dated, in a rule on that file' "${period}file pop from \"pop.csv\"\n period month as \"YYYY-MM\"\n$dated on: pop\n" 'A:pop:3 A:pop:6 '
sed 's/2014-15 Q1/2014-04/' areas.csv >new && mv new areas.csv
on_areas 'dated, in a form that neither has' "${period}file pop from \"pop.csv\"\n$dated on: pop\n" \
    "csv-check: r.rules:3: list 'areas': areas.csv:3: '2014-04' to ''; expected periods of the form YYYY-YY Qn, dates or blanks;"

# A mistake in the rules on the input: no finding of a linked file is written before it.
printf 'k\n1\n' >d.csv
sem 'a mistake after findings in a linked file' "$f key k\nrule A error\n check: kk = \"1\"\n" 'k\n1\n1\n' 'k\n1\n' "csv-check: r.rules:4: rule A, check: no column 'kk'; did you mean 'k'?;"
is 'nothing is written' "$status $(cat out)" '2 '

# A row that was not checked: whose cell was at fault, that of the row or that of the file.
printf 'c,s,e,n\n1,,2014-01-01,1\n1,2014-01-02,2014-01-01,1\n' >d.csv
printf 'c,e,v,z\n1,2014-01-01,4,0\n1,,,1\n' >f.csv
facts='date s, e\nnumber n\nfile f from "f.csv"\n date e\n number v, z\nrule A error\n'
fault() { # name, clauses, the first row, column and reason
	printf "$facts$2" >r.rules
	csv-check -f jsonl -r r.rules d.csv >out 2>err
	is "the cell at fault: $1" "$(sed -n 's/"column":null/"column":""/; s/.*"line":\([0-9]*\),"column":"\([^"]*\)".*not checked: \(.*\)"}$/\1 \2 \3/p' out)" "$3"
}
fault 'of the row' ' check: count(f where f.c = c and f.e <= s) = 1\n' '2 s s is blank (first on line 2; others for other reasons)'
fault 'of the file' ' check: count(f where f.c = c and f.e <= e) = 1\n' '2  f.e is blank in f.csv, line 3 (first on line 2)'
fault 'a division of the file' ' check: sum(f.v / f.z where f.c = c) = 1\n' '2  f.v / f.z divides by zero in f.csv, line 2 (first on line 2)'
fault 'a tie of rows' ' by: c\n check: count(f where f.c = c and f.v < before(n by e)) = 1\n' '2 e e is the same in several rows of the group (first on line 2)'
fault 'an argument of the row' ' check: sum(age(s, f.e) where f.c = c) = 1\n' '2 s s is blank (first on line 2; others for other reasons)'
fault 'in an aggregate of the row' ' by: c\n check: sum(e - s) = n\n' '2 s s is blank in a row of the group (first on line 2)'

# What the rules had read, for a manifest.
mkdir -p sub
printf 'k\n1\n' >d.csv
printf 'k,v\n1,2\n3,4\n' >sub/f.csv
printf 'k\n1\n5\n6\n' >codes.csv
printf 'list codes from "../codes.csv" columns k\nfile f from "f.csv"\n' >sub/part.rules
printf 'include "sub/part.rules"\nrule A error\n check: k in @codes and k in f.k\n' >r.rules
run csv-check -v -r r.rules d.csv
is '-v: what was read' "$status $err" '0 csv-check: read sub/part.rules
csv-check: read sub/../codes.csv: 3 rows
csv-check: read sub/f.csv: 2 rows
csv-check: 1 row, 1 rule'

# A column may be called what the language now uses.
printf 'file,lookup,on\n1,2,3\n' >d.csv
printf 'number file, lookup, on\nrule A error\n check: file + lookup = on\n' >r.rules
found -r r.rules d.csv
is 'words as columns' "$got" ''

# A file that is linked under two names, or is the input: what its structure shows is said once.
printf 'k,d\n1,2014-01-01\n1,2014-01-02\n2,soon\n' >twice.csv
mkdir -p links
ln -s ../twice.csv links/other.csv
printf 'k\n1\n' >d.csv
table=' columns k, d\n key k\n date d\n'
printf "columns k\nfile a from \"twice.csv\"\n${table}file b from \"links/other.csv\"\n${table}rule A error\n check: k in a.k and k in b.k\n" >r.rules
found -r r.rules d.csv
is 'linked twice: findings once' "$(echo $got)" 'S17:twice:3 S15:twice:4'
is 'linked twice: the summary' "$(csv-check -f text -r r.rules d.csv | sed -n '/Summary/,/errors/p' | tr -s ' ' | paste -sd,)" \
	'Summary, rows read 1, linked rows 3, rules run 1, errors 2'
sed '1s/.*/columns k, d\nkey k\ndate d/' r.rules >s.rules
found -r s.rules twice.csv
is 'the input is linked, too' "$(echo $got)" 'S17:twice:3 S15:twice:4'
printf "columns k\nfile a from \"twice.csv\"\n columns k, d\nfile b from \"twice.csv\"\n${table}rule A error\n check: k in a.k and k in b.k\n" >r.rules
found -r r.rules d.csv
is 'each name has its own declarations' "$(echo $got)" 'S17:twice:3 S15:twice:4'
cp twice.csv again.csv
printf "columns k\nfile a from \"twice.csv\"\n${table}file b from \"again.csv\"\n${table}rule A error\n check: k in a.k and k in b.k\n" >r.rules
is 'two files that are alike' "$(csv-check -r r.rules d.csv | cut -d, -f1,3,4 | sort | paste -sd' ')" \
	'S15,again.csv,4 S15,twice.csv,4 S17,again.csv,3 S17,twice.csv,3 rule,file,line'

# Many keys: some share a slot of the index, which has 32 bits of each, and are told apart.
seq 200000 | awk 'BEGIN { print "k,n" } { printf "k%06d,%d\n", $1, $1 % 7 }' >f.csv
seq 200000 | awk 'BEGIN { print "k,n,no" } { printf "k%06d,%d,m%06d\n", $1, $1 % 7, $1 }' >d.csv
of='file f from "f.csv"\n columns k, n\n'
printf "columns k, n, no\nnumber n\n$of number n\n"'rule A error\n check: lookup(f.n where f.k = k) = n and k in f.k\nrule B error\n check: sum(f.n where f.k = k and f.n = n) = n\nrule C error\n check: count(f where f.k = lower(k)) = 1 and not (no in f.k)\n' >r.rules
run csv-check -r r.rules d.csv
is 'many keys' "$status $(wc -l <out) $err" '0 1 '

done_testing
