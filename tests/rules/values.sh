# Numbers, dates and periods are compared by value wherever rows are distinguished; the rest as written.
# Each case: rules, data, the findings as rule:line or rule:line[key].
. "${0%/*}/../tap/tap.sh"

sem() { # name, rules, data, wanted
	printf '%b' "$2" >r.rules
	printf '%b' "$3" >d.csv
	csv-check --unchecked allow -r r.rules d.csv >out 2>err
	is "$1" "$(awk -F, 'NR > 1 && $1 ~ /^[A-Z]+[0-9]+$/ { printf "%s:%s ", $1, $4 }' out)$(
	    sed -n 's/.*as allowed: //p' err)$(grep -v 'as allowed\|held back' err | tr '\n' ';')" "$4"
}

keys() { # name, rules, data, wanted: line and key of each finding
	printf '%b' "$2" >r.rules
	printf '%b' "$3" >d.csv
	csv-check -r r.rules d.csv >out 2>err
	is "$1" "$(awk -F, 'NR > 1 { printf "%s:%s[%s] ", $1, $4, $6 }' out)" "$4"
}

numbers='k,v\na,5\nb,5\na,5.0\na,05\na,+5.00\na,50\na,-0\na,0\n'
sem 'unique numbers' 'number v\nrule A1 error\n check: unique(k, v)\n' "$numbers" 'A1:4 A1:5 A1:6 A1:9 '
sem 'as written if not declared' 'rule A1 error\n check: unique(k, v)\n' "$numbers" ''
sem 'unique dates' 'date v\nrule A1 error\n check: unique(v)\n' 'v\n2014-04-01\n01/04/2014\n04/01/2014\n' 'A1:3 '
sem 'unique dates of a form' 'date v as "DD/MM/YYYY"\nrule A1 error\n check: unique(v)\n' 'v\n01/04/2014\n01/04/2014\n2014-04-01\n' 'A1:3 S15:4 '
sem 'unique periods' 'period q as "YYYY-YY Qn"\nrule A1 error\n check: unique(q)\n' 'q\n2014-15 Q1\n2014-15 Q2\n2014-15 Q1\n' 'A1:4 '
sem 'unique by' 'number v\ndate d\nrule A1 error\n by: d\n check: unique(v)\n' 'd,v\n2014-04-01,1\n01/04/2014,1.0\n2014-04-02,1\n' 'A1:3 '
sem 'with the number of a group in the key' 'number v,w\nrule A0 note\n by: v\n let: s = sum(w)\n check: s > 0\nrule A1 error\n check: unique(v, w)\n' 'v,w\n5,1\n5.0,1.0\n5,2\n' 'A1:3 '
sem 'the figure as printed' 'number v\nprinted v\nrule A1 error\n check: unique(v)\n' 'v\n5\n5.0\n5.00\n5.4\n' 'A1:3 A1:4 '
sem 'the figure as rounded' 'number v\nrounded v to 5\nrule A1 error\n check: unique(v)\n' 'v\n5\n5.0\n10\n' 'A1:3 '
sem 'symbols and bad cells are texts' 'number v\nsymbols c x\nrange c 5 to 5\nrule A1 error\n check: unique(v)\n' 'v\n5\nc\nx\n#N/A\nc\n#N/A\n' 'S15:5 A1:6 A1:7 S15:7 '
sem 'numbers of too many digits are texts' 'number v\nrule A1 error\n check: unique(v)\n' 'v\n99999999999999999999\n099999999999999999999\n99999999999999999999\n0.00000000000000000000000000000000000001\n0.000000000000000000000000000000000000010\n' 'S15:2 S15:3 A1:4 S15:5 S15:6 '
small='0.000000025317807984289895\n-0.0000000000000000001\n0.000000000000000001\n0.0000000000000000010\n0.000000000000000000012345678901234567\n'
sem 'small numbers of up to 36 places' 'number v\nrule A1 error\n check: v > 0\nrule A2 error\n check: unique(v)\nrule A3 error\n check: v * 2 < 0.0000001\n' "v\n$small" 'A1:3 A2:5 '
sem 'small numbers, rounded' 'number v\nrounded v to 0.1\nrule A1 error\n check: v = 0 within rounding\n' "v\n${small}0.06\n" 'A1:7 '
sem 'a rounded column of more than 18 places' 'number v\nprinted v\nrule A1 error\n check: v < 1\n' 'v\n0.0000000000000000001\n0.000000000000000001\n' 'A1:2 S15:2 '
sem '18 digits' 'number v\nprinted v\nrule A1 error\n check: unique(v)\n' 'v\n999999999999999999\n999999999999999998\n+999999999999999999\n0.999999999999999999\n0.999999999999999998\n' 'A1:4 '
sem 'a number is no text that has its bytes' 'number v\nrule A1 error\n check: unique(v)\n' 'v\n3544385890265608753\n49\n"1"\n' 'S15:2 '

sem 'a -> b' 'number v\ndate d\nrule A1 error\n check: v -> d\nrule A2 error\n check: d -> v\n' 'v,d\n5,2014-04-01\n5.0,01/04/2014\n5.00,02/04/2014\n6,2014-04-02\n' 'A1:4 A2:5 '
sem 'a -> b says the first as written' 'number v\nrule A1 error\n check: k -> v\n' 'k,v\na,5.0\na,5\na,6\n' 'A1:4 '
is 'in its message' "$(tail -1 out)" 'A1,error,d.csv,4,k,,6,5.0,,,"k ""a"" has v ""6"" here, and ""5.0"" on line 2"'

group='number v,n\nrule A1 error\n by: v\n let: s = sum(n)\n check: s = 3\n'
keys 'groups by number, shown as first written' "$group" 'v,n\n5.0,1\n5,2\n6,1\n06,1\n' 'A1:4[v=6] '
keys 'groups by number in turn' "$group" 'v,n\n5,1\n6,1\n5.0,1\n6.0,1\n5,1\n6,2\n5.00,1\n' 'A1:2[v=5] A1:3[v=6] '
keys 'shown as the first row of the rule has it' 'number v,n\nrule A0 note\n by: v\n let: s = sum(n)\n check: s < 9\nrule A1 error\n where: n > 1\n by: v\n let: s = sum(n)\n check: s < 2\n' 'v,n\n5,1\n5.0,2\n' 'A1:3[v=5.0] '
keys 'and so with what its message names' 'number v,n\nperiod q as "YYYY"\nrule A0 note\n by: v, q\n let: s = sum(n)\n check: s < 9\nrule A1 error\n where: n > 1\n by: v, q\n let: s = sum(n)\n check: s < 2\n say: {v} in {q} of {k}: {s}\n' 'k,q,v,n\na,2014,5,1\nb,2014,5.0,2\n' 'A1:3[v=5.0; q=2014] '
is 'in its message' "$(tail -1 out | sed 's/.*,//')" '5.0 in 2014 of b: 2'
keys 'rows within a group show their own' 'number v,n\nrule A1 error\n by: v\n let: s = sum(n)\n check: n > s / 2\n' 'v,n\n5,3\n5.0,1\n' 'A1:3[v=5.0] '
sem 'needs, by the same group' 'number v,n\nrule K1 error\n by: v\n let: s = sum(n where k = "a")\n check: s > 1\nrule A1 error\n needs: K1\n by: v\n let: s = sum(n)\n check: s > 9\n' 'v,n,k\n5.0,1,a\n5,2,b\n6.0,3,a\n' 'K1:2 A1:4 '
sem 'distinct' 'number v\ndate d\nrule A1 error\n check: distinct(v) = 2\nrule A2 error\n check: distinct(d) = 1\n' 'v,d\n5,2014-04-01\n5.0,01/04/2014\nbad,\n' 'S15:4 '

sem 'the key of previous' 'number k,v\nkey k, q\nperiod q as "YYYY"\nrule A1 error\n check: v >= previous(v)\n' 'k,q,v\n5,2014,3\n5.0,2015,2\n05,2016,1\n6,2016,0\n' 'A1:3 A1:4 A1 1 of 3'
sem 'a group before' 'number k,v\nperiod q as "YYYY"\nrule A1 error\n by: k, q\n let: s = sum(v)\n check: s >= previous(s)\n' 'k,q,v\n5,2014,3\n5.0,2015,2\n6,2015,0\n' 'A1:3 A1 1 of 2'
sem 'where: about a text of the series' 'date k\nnumber v\nkey k, q\nperiod q as "YYYY"\nrule A1 error\n where: left(k, 4) = "2014"\n check: v >= previous(v)\n' 'k,q,v\n01/04/2014,2014,3\n2014-04-01,2015,2\n' 'A1:3 '

list='list l = "5.0", "x", "1.50"\n'
sem 'in a list' "number v\n${list}rule A1 error\n check: v in @l\n" 'v\n5\n05.00\n1.5\n6\nx\n' 'A1:5 S15:6 '
sem 'a symbol in a list' "number v\nsymbols x\n${list}rule A1 error\n check: v in @l\n" 'v\n5\nx\n' ''
sem 'in a list, not declared' "${list}rule A1 error\n check: v in @l\n" 'v\n5\n5.0\n' 'A1:2 '
sem 'one list for both' "number v\n${list}rule A1 error\n check: v in @l\nrule A2 error\n check: w in @l\n" 'v,w\n5,5\n5,5.0\n' 'A2:2 '
sem 'dates in a list' 'date d\nlist l = "01/04/2014", "2014-05-01"\nrule A1 error\n check: d in @l\n' 'd\n2014-04-01\n01/05/2014\n2014-06-01\n' 'A1:4 '
sem 'a value that is worked out' 'number v\nlist l = "5", "7"\nrule A1 error\n let: w = v + 1\n check: w in @l\nrule A2 error\n let: w = v + 1\n check: w in (5, 7.0)\n' 'v\n4\n5\n6.0\n' 'A1:3 A2:3 '
printf 'code,day\n7,2014-04-01\n08,01/05/2014\n' >codes.csv
sem 'tuples' 'number n\ndate d\nlist l from "codes.csv" columns code, day\nrule A1 error\n check: (n, d) in @l\n' 'n,d\n7.0,01/04/2014\n8,2014-05-01\n8,2014-04-01\n' 'A1:4 '
sem 'tuples of texts' 'list l from "codes.csv" columns code, day\nrule A1 error\n check: (n, d) in @l\n' 'n,d\n7.0,01/04/2014\n7,2014-04-01\n' 'A1:2 '
sem 'dates in parentheses' 'date d\nrule A1 error\n check: d in ("01/04/2014", "never", "")\n' 'd\n2014-04-01\nnever\n\n2014-04-02\n' 'S15:3 S08:4 A1:5 '
sem 'periods in parentheses' 'period q as "YYYY"\nrule A1 error\n check: q in (2013, "2014")\nrule A2 error\n check: q not in (2013)\n' 'q,k\n2013,a\n2014,a\n2015,a\n' 'A2:2 A1:4 '
sem 'every in a list' 'number k\nlist l = "5.0", "06"\nrule A1 error\n check: every(k in @l, g)\n' 'k,g\n5,a\n6,a\n5,b\n' 'A1: '
is 'names the value as the list has it' "$(tail -1 out | cut -d, -f6)" 'k=06; g=b'
sem 'every of values that occur' 'number k\ndate d\nrule A1 error\n check: every(k, d)\n' 'k,d\n5,2014-04-01\n5.0,2014-04-02\n6,01/04/2014\n06,02/04/2014\n' ''
sem 'every in groups' 'number g\nlist l = "a", "b"\nrule A1 error\n by: g\n check: every(k in @l)\n' 'g,k\n5,a\n5.0,b\n6,a\n' 'A1: '

# --- A number wants a column of numbers: as a text, 0.0 would be another value.
wrong() { # name, rules, message: exit 2 and nothing on standard output
	printf '%b' "$2" >r.rules
	run csv-check -r r.rules n.csv
	is "$1" "$status $out $err" "2  csv-check: r.rules:$3"
}
printf 'v,d,q\n0.0,2014-04-01,2014\n' >n.csv
declare="'v' is not declared a number; expected it in the heading 'number'"
wrong 'compared with a column that is not declared' 'rule A1 error\n check: v = 0\n' "2: rule A1, check: $declare"
wrong 'among items' 'rule A1 error\n check: v not in (0)\n' "2: rule A1, check: $declare"
wrong 'among texts' 'rule A1 error\n check: v in ("c", -0.5)\n' "2: rule A1, check: $declare"
wrong 'a percentage' 'rule A1 error\n where: v in (5%)\n check: d = "x"\n' "2: rule A1, where: $declare"
wrong 'a text' 'rule A1 error\n check: left(v, 1) in (0)\n' "2: rule A1, check: 'left(v, 1)' is text; expected a number"
wrong 'a date' 'date d\nrule A1 error\n check: d in (0)\n' "3: rule A1, check: 'd' is a date; expected a number"
wrong 'a period of another form' 'period q as "YYYY-MM"\nrule A1 error\n check: q in (2013)\n' '3: rule A1, check: 2013 is not a period of the form "YYYY-MM"'
sem 'numbers as texts' 'rule A1 error\n check: v not in ("0")\n' 'v\n0\n0.0\n' 'A1:2 '
sem 'declared' 'number v\nrule A1 error\n check: v not in (0)\n' 'v\n0.0\n1\n' 'A1:2 '

# --- S17: a key that does not identify rows.
head='key k\nperiod q as "YYYY"\nnumber k, v\n'
keys 'key and period twice, by value' "$head" 'k,q,v\n5,2014,1\n6,2014,2\n5,2015,3\n5.0,2014,4\n6,2014,5\n05,2014,6\n' 'S17:5[k=5.0; q=2014] S17:6[k=6; q=2014] '
is 'once a key, with the rows that have it' "$(sed -n 2p out)" \
    'S17,error,d.csv,5,,k=5.0; q=2014,3 rows,1 row,,,"3 rows have this key and period, the first on line 2; expected 1 row for each"'
run csv-check -r r.rules d.csv
is 'an error' "$status" 1
cp d.csv e.csv
run csv-check -r r.rules d.csv e.csv
is 'in several files' "$(cut -d, -f1,3,4,7 out | sed 1d | tr '\n' ' ')$(grep -o 'the first .*;' out | head -1)" \
    'S17,d.csv,5,6 rows S17,d.csv,6,4 rows S17,e.csv,4,2 rows the first on line 2;'
sed -n '1p;4p' d.csv >f.csv
sed -n '1p;4p' d.csv >g.csv
run csv-check -r r.rules f.csv g.csv
is 'in another file' "$(tail -1 out | cut -d'"' -f2)" '2 rows have this key and period, the first in f.csv, on line 2; expected 1 row for each'
csv-check -r r.rules -f text d.csv >text
is 'it is not counted as a rule' "$(sed -n 's/ *rules run *//p' text)" 0
is 'nor explained' "$(csv-check -r r.rules --explain d.csv)" ''
sem 'builtin S17' "${head}builtin S17 note\n" 'k,q,v\n5,2014,1\n5,2014,2\n' 'S17:3 '
is 'changes its severity' "$(tail -1 out | cut -d, -f2)" note
sem 'builtin S17 off' "${head}builtin S17 off\n" 'k,q,v\n5,2014,1\n5,2014,2\n' ''
keys 'a key that has the period' 'key q, k\nperiod q as "YYYY"\n' 'k,q\na,2014\na,2014\nb,2014\n' 'S17:3[q=2014; k=a] '
keys 'a key without a period' 'key k\n' 'k,q\na,2014\na,2015\n' 'S17:3[k=a] '
is 'says so' "$(tail -1 out | cut -d'"' -f2)" '2 rows have this key, the first on line 2; expected 1 row for each'
twice='k,q,v\na,2014,1\na,2014,1\n'
sem 'unique over the same columns says it' 'key k\nperiod q as "YYYY"\nrule A1 error\n check: unique(q, k)\n' "$twice" 'A1:3 '
sem 'not over fewer' 'key k\nperiod q as "YYYY"\nrule A1 error\n check: unique(k)\n' "$twice" 'A1:3 S17:3 '
sem 'or within groups' 'key k\nperiod q as "YYYY"\nrule A1 error\n by: q\n check: unique(k)\n' "$twice" 'A1:3 '
sem 'not over more' 'key k\nperiod q as "YYYY"\nrule A1 error\n check: unique(k, q, v)\n' "$twice" 'A1:3 S17:3 '
sem 'nor in some rows' 'key k\nperiod q as "YYYY"\nrule A1 error\n where: k = "a"\n check: unique(k, q)\n' "$twice" 'A1:3 S17:3 '
sem 'nor as less than an error' 'key k\nperiod q as "YYYY"\nrule A1 query\n check: unique(k, q)\n' "$twice" 'A1:3 S17:3 '
sem 'the same severity' 'key k\nperiod q as "YYYY"\nbuiltin S17 query\nrule A1 query\n check: unique(k, q)\n' "$twice" 'A1:3 '
sem 'a key column that is not in the file' 'columns k, q, n\nkey k, n\nperiod q as "YYYY"\n' 'k,q\na,2014\na,2014\n' 'S12:1 S17'

period='period q as "YYYY"\nnumber v\n'
keys 'the period alone is a key for previous' "${period}rule A1 error\n check: v >= previous(v)\n" 'q,v\n2015,5\n2014,6\n2016,4\n' 'A1:2[q=2015] A1:4[q=2016] '
keys 'if it identifies a row' "${period}rule A1 error\n check: v >= previous(v)\n" 'q,v\n2014,5\n2014,6\n2015,4\n' 'S17:3[q=2014] A1:4[q=2015] '
is 'or else a key is wanted' "$(sed -n 2p out | cut -d'"' -f2)" \
    "2 rows have this period, the first on line 2; expected 1 row for each, or a 'key' that identifies them"
sem 'without previous it need not' "${period}rule A1 error\n check: v > 0\n" 'q,v\n2014,5\n2014,6\n' ''
sem 'nor for groups' "${period}rule A1 error\n by: q\n let: s = sum(v)\n check: s >= previous(s)\n" 'q,v\n2014,5\n2014,6\n2015,11\n' ''

# --- Findings about rows have the period in their key, and waivers match it.
keys 'the period in the key of a row' "${head}rule A1 error\n check: v > 1\n" 'k,q,v\n5,2014,1\n5,2015,1\n' 'A1:2[k=5; q=2014] A1:3[k=5; q=2015] '
printf 'rule,q,reason,who,expires\nA1,2015,known,A. Smith,\n' >w.csv
run csv-check -r r.rules -w w.csv d.csv
is 'waived for a period' "$status $(cut -d, -f2,4 out | sed 1d | tr '\n' ' ')$err" '1 error,2 waived,3 '
keys 'without a key' "${period}rule A1 error\n by: k\n let: s = sum(v)\n check: v < s\nrule A2 error\n check: unique(k)\n" 'k,q,v\n5,2014,0\n6,2014,1\n6,2015,0\n' 'A1:2[k=5; q=2014] A1:3[k=6; q=2014] A2:4[k=6; q=2015] '
keys 'not of a group' "${head}rule A1 error\n by: k\n let: s = sum(v)\n check: s > 1\n" 'k,q,v\n5,2014,1\n' 'A1:2[k=5] '
keys 'of rows that wait' "${head}rule A1 error\n check: v > max(v) - 1\n" 'k,q,v\n5,2014,1\n5,2015,2\n' 'A1:2[k=5; q=2014] '
printf 'rule,q,x,reason,who,expires\nS17,2014,,known,A. Smith,\nS17,,y,known,A. Smith,\n' >w.csv
printf 'key k\nperiod q as "YYYY"\n' >r.rules
printf "$twice" >d.csv
run csv-check -r r.rules -w w.csv d.csv
is 'S17 waived' "$status $(tail -1 out | cut -d, -f1,2) $err" "0 S17,waived \
csv-check: w.csv:3: the waiver for S17 matches no finding, as their key has no column 'x': known (A. Smith)"
done_testing
