# needs: and every() with columns that go together. Expected values were computed by hand.
. "${0%/*}/../tap/tap.sh"

check() { # rules, data, options: "RULE:line ..." of what is reported, then what is held back
	printf '%b' "$1" >r.rules
	printf '%b' "$2" >d.csv
	shift 2
	csv-check -r r.rules "$@" d.csv >out 2>err
	status=$?
	awk -F, 'NR > 1 && $7 != "not checked" { printf "%s:%s ", $1, $4 }' out
	sed -n 's/^csv-check: held back (a rule that it needs has a finding): /held back: /p' err
}

holds() { # name, rules, data, wanted, options
	case=$1 of=$2 table=$3 wanted=$4
	shift 4
	is "$case" "$(check "$of" "$table" "$@")" "$wanted"
}

explains() { # name, rules, data, the lines on silence
	printf '%b' "$2" >r.rules
	printf '%b' "$3" >d.csv
	run csv-check -r r.rules --explain d.csv
	is "$1" "$status $err $(sed -n 's/^  \(.*silen.*\)/\1/p' out)" "0  $4"
}

# An authority of R1 is absent in 2014; the totals of both regions are wrong.
printf 'region,la\nR1,A\nR1,B\nR2,C\nR2,D\n' >las.csv
rows='level,region,la,quarter,v\nla,R1,A,2014,5\nregion,R1,,2014,11\nla,R2,C,2014,5\nla,R2,D,2014,6\nregion,R2,,2014,99\n'
rules() { # severity of EV01, its test, severity of RG01, its by:
	printf '%s\n' 'number v' 'list las from "las.csv" columns region, la' "rule EV01 $1" \
	    ' where: level = "la"' " check: $2" "rule RG01 $3" ' needs: EV01' " by: $4" \
	    ' let: areas = sum(v where level = "la")' ' let: total = only(v where level = "region")' \
	    ' check: areas = total'
}
pairs='every((region, la) in @las, quarter)'
holds 'the total of the region with an absent authority is held back, another is not' \
    "$(rules error "$pairs" error 'region, quarter')" "$rows" 'RG01:4 EV01: held back: RG01 1'
is 'that authority is named with its region' "$(sed -n 's/^EV01,[^,]*,,,,//p' out)" \
    'region=R1; la=B; quarter=2014,,a row,,,"no row for region ""R1"", la ""B"", quarter ""2014"""'
holds 'without its region nothing is held back' \
    "$(rules error 'every(la in @las, quarter)' error 'region, quarter')" "$rows" 'RG01:2 RG01:4 EV01: '
holds 'a query does not silence an error' \
    "$(rules query "$pairs" error 'region, quarter')" "$rows" 'RG01:2 RG01:4 EV01: '
check "$(rules query 'every(la in @las, quarter)' error 'region, quarter')" "$rows" >/dev/null
is 'and the status says so' "$status" 1
holds 'a note does not silence a query' \
    "$(rules note "$pairs" query 'region, quarter')" "$rows" 'RG01:2 RG01:4 EV01: '
holds 'a query silences a query' \
    "$(rules query "$pairs" query 'region, quarter')" "$rows" 'RG01:4 EV01: held back: RG01 1'
holds 'an error silences a note' \
    "$(rules error "$pairs" note 'region, quarter')" "$rows" 'RG01:4 EV01: held back: RG01 1'
holds 'fewer columns than the finding has' \
    "$(rules error "$pairs" error region)" "$rows" 'RG01:4 EV01: held back: RG01 1'
holds 'a column that it does not have' \
    "$(rules error "$pairs" error 'region, quarter, more')" \
    "$(printf '%b' "$rows" | sed '1s/$/,more/; 1!s/$/,x/')\n" 'RG01:2 RG01:4 EV01: '
holds 'the quarter alone' "$(rules error "$pairs" error quarter)" "$rows" 'EV01: held back: RG01 1'
holds 'columns of by: are known, too' \
    "$(rules error 'every(la in @las, quarter)' error 'region, quarter' | sed 's/^ where.*/&\n by: region/')" \
    "$rows" 'EV01: EV01: EV01: EV01: EV01: held back: RG01 2'

# Waived, waived until yesterday, waived elsewhere.
waive() { # expires, region
	printf 'rule,region,reason,who,expires\nEV01,%s,agreed,me,%s\n' "$2" "$1" >w.csv
}
waive '' R1
holds 'a waived finding holds nothing back' "$(rules error "$pairs" error 'region, quarter')" "$rows" \
    'RG01:2 RG01:4 EV01: ' -w w.csv
is 'and it stays waived, once' "$(grep -c '^EV01,waived' out) $(grep -v '^csv-check: held' err)" '1 '
waive 2014-12-31 R1
holds 'until the waiver ends' "$(rules error "$pairs" error 'region, quarter')" "$rows" \
    'RG01:2 RG01:4 EV01: ' -w w.csv --today 2014-12-31
holds 'a waiver that has expired' "$(rules error "$pairs" error 'region, quarter')" "$rows" \
    'RG01:4 EV01: held back: RG01 1' -w w.csv --today 2015-01-01
waive '' R2
holds 'a waiver for another region' "$(rules error "$pairs" error 'region, quarter')" "$rows" \
    'RG01:4 EV01: held back: RG01 1' -w w.csv
holds 'the same without a report' "$(rules error "$pairs" error 'region, quarter')" "$rows" '' -q -w w.csv
is 'has the same status' "$status" 1
printf 'rule,reason,who,expires\nB1,agreed,me,\n' >w.csv
chain='number v\nrule C1 error\n needs: B1\n check: v < 0\nrule B1 error\n needs: A1\n check: v < 1\nrule A1 error\n check: v < 2\n'
holds 'a finding that is held back holds others back' "$chain" 'v\n2\n-1\n0\n' 'A1:2 C1:4 held back: C1 1, B1 1'
holds 'not if it is waived' "$chain" 'v\n2\n-1\n0\n' 'C1:2 A1:2 C1:4 held back: B1 1' -w w.csv
is 'though that waiver is not used' "$(grep -c 'waiver for B1 matches no finding' err)" 1
holds 'in a chain, a query between errors holds nothing back' \
    "$(printf '%b' "$chain" | sed 's/rule B1 error/rule B1 query/')" 'v\n2\n' 'C1:2 A1:2 held back: B1 1'

# Rules for each row, and what is only known of a group.
holds 'the very row' 'number v\nrule A1 error\n check: v is number\nrule B1 error\n needs: A1\n check: k = "x"\n' \
    'k,v\ny,z\ny,1\nx,1\n' 'A1:2 B1:3 held back: B1 1'
holds 'the very row, of another column of each:' \
    'number a,b\nrule A1 error\n each: c = a, b\n check: c < 5\nrule B1 error\n needs: A1\n each: c = a, b\n check: c < 3\n' \
    'a,b\n1,9\n4,1\n1,1\n' 'A1:2 B1:3 held back: B1 1'
holds 'rows of a group that is at fault' \
    'number v\nrule A1 error\n by: k\n let: s = sum(v)\n check: s < 9\nrule B1 error\n needs: A1\n check: v < 4\n' \
    'k,v\na,5\na,5\nb,5\n' 'A1:2 B1:4 held back: B1 2'
holds 'a row does not know what by: lacks' \
    'number v\nrule A1 error\n by: k\n let: s = sum(v)\n check: s < 9\nrule B1 error\n needs: A1\n by: k, n\n check: v < 4\n' \
    'k,n,v\na,1,5\na,2,5\nb,1,5\n' 'A1:2 B1:2 B1:3 B1:4 '
holds 'a row at fault in the group' \
    'number v\nrule A1 error\n check: n != "x"\nrule B1 error\n needs: A1\n by: k\n let: s = sum(v)\n check: s < 4\n' \
    'k,n,v\na,x,2\na,y,3\nb,y,5\n' 'A1:2 B1:4 held back: B1 1'
holds 'a row that repeats another' \
    'number v\nrule A1 error\n check: unique(k, n)\nrule B1 error\n needs: A1\n by: k, n\n let: s = sum(v)\n check: s < 4\n' \
    'k,n,v\na,x,2\na,x,3\na,y,5\n' 'A1:3 B1:4 held back: B1 1'
holds 'a row that depends' \
    'number v\nrule A1 error\n check: k -> n\nrule B1 error\n needs: A1\n by: k, n\n let: s = sum(v)\n check: s < 4\n' \
    'k,n,v\na,x,5\na,y,5\n' 'B1:2 A1:3 held back: B1 1'
holds 'the file, for a fault anywhere' \
    'number v\nrule A1 error\n check: n != "x"\nrule B1 error\n needs: A1\n let: s = sum(v)\n check: s < 4\n' \
    'n,v\ny,5\nx,1\n' 'A1:3 held back: B1 1'
holds 'only(), in a rule of rows, is about their group' \
    'number v\nrule A1 error\n by: k\n let: t = only(v where n = "t")\n check: v <= t\nrule B1 error\n needs: A1\n by: k, n\n let: s = sum(v)\n check: s < 4\nrule C1 error\n needs: A1\n by: k\n let: s = sum(v)\n check: s < 4\nrule D1 error\n needs: A1\n check: v < 4\n' \
    'k,n,v\na,x,5\na,y,6\nb,t,1\n' 'A1:2 B1:2 D1:2 B1:3 D1:3 held back: C1 1'
holds 'a gap is about its series, not a period' \
    'number v\nperiod q as "YYYY"\nrule A1 error\n by: k\n check: no gaps(q)\nrule B1 error\n needs: A1\n by: k, q\n let: s = sum(v)\n check: s < 4\nrule C1 error\n needs: A1\n by: k\n let: s = sum(v)\n check: s < 4\n' \
    'k,q,v\na,2014,5\na,2016,1\n' 'A1:2 B1:2 held back: C1 1'
holds 'what is absent, for a row with the same values' \
    'number v\nrule A1 error\n where: c = "t"\n check: every(k, q)\nrule B1 error\n needs: A1\n check: v < 4\n' \
    'k,q,c,v\na,1,t,1\na,2,t,1\nb,1,t,1\nb,2,n,5\na,2,n,5\n' 'B1:6 A1: held back: B1 1'
holds 'what is not checked holds nothing back' \
    'number v, w\nrule A1 error\n check: w > 0\nrule B1 error\n needs: A1\n check: v < 4\n' 'v,w\n5,\n' 'B1:2 ' --unchecked error
explains '--explain says what silences' \
    'number v\nperiod q as "YYYY"\nrule A1 error\n check: k != "z"\nrule A2 query\n check: k != "z"\nrule A3 error\n by: k\n check: no gaps(q)\nrule A4 error\n check: every(k, q)\nrule B1 error\n needs: A1, A2, A3, A4\n by: k, q\n let: s = sum(v)\n check: s < 4\n' \
    'k,q,v\na,2014,1\n' 'silent where there is a finding of A1 or A4 about the same k and q
not silenced by A2, which is only a query
not silenced by A3, whose findings do not say the q'

# Columns that go together.
holds 'without a list: the pairs that occur' 'rule A1 error\n check: every((region, la), q)\n' \
    'region,la,q\nR1,A,1\nR1,A,2\nR2,B,1\nR2,C,2\n' 'A1: A1: '
is 'each with its region' "$(sed -n 's/.*no row for \(.*\)"$/\1/p' out | tr -d '"')" \
    'region R2, la B, q 2
region R2, la C, q 1'
holds 'pairs within a group' 'rule A1 error\n by: g\n check: every((a, b), q)\n' \
    'g,a,b,q\n1,x,y,1\n1,x,y,2\n1,x,z,1\n2,w,y,1\n' 'A1: '
holds 'two pairs' 'rule A1 error\n check: every((a, b), (c, d))\n' \
    'a,b,c,d\n1,1,x,x\n1,1,y,y\n2,2,x,x\n2,2,y,y\n' ''
holds 'a pair alone in a list' 'list l from "las.csv" columns la, region\nrule A1 error\n check: every((region, la) in @l)\n' \
    'region,la\nR1,A\nR1,B\nR2,C\nR1,D\n' 'A1: '
is 'is found by the names of its columns' "$(sed -n 's/^A1,[^,]*,,,,\([^,]*\),.*/\1/p' out)" 'region=R2; la=D'
printf 'x,y,z\n1,05,b\n1.0,6,b\n' >three.csv
holds 'three, one a number' 'number y\nlist l from "three.csv" columns x, y, z\nrule A1 error\n check: every((y, x, z) in @l)\n' \
    'z,y,x\nb,5.0,1\n' 'A1: '
holds 'two of the three' 'list l from "three.csv" columns x, y, z\nrule A1 error\n check: every((z, x) in @l)\n' \
    'z,x\nb,1\n' 'A1: '
printf 'region,la,f,t\nR1,A,,2014\nR2,A,2015,\n' >moved.csv
moved='period q as "YYYY"\nlist l from "moved.csv" columns region, la valid f to t\nrule A1 error\n check: every((region, la) in @l, q)\n'
holds 'an authority that moves' "$moved" 'region,la,q\nR1,A,2014\nR2,A,2015\n' ''
holds 'one that moves too late' "$moved" 'region,la,q\nR1,A,2014\nR1,A,2015\n' 'A1: '
is 'is missed in its new region' "$(sed -n 's/^A1,[^,]*,,,,\([^,]*\),.*/\1/p' out)" 'region=R2; la=A; q=2015'
holds 'where: that is unknown' 'number w\nrule A1 error\n where: w > 1\n check: every((a, b), q)\n' \
    'a,b,q,w\nA,x,2001,2\nA,x,2002,\nB,x,2002,2\n' 'A1: '
run csv-check -r r.rules --explain d.csv
like '--explain has them in parentheses' "$(cat out)" 'every combination of \(a, b\) as they occur together and q$'

wrong() { # name, test, message
	printf 'list las from "las.csv" columns region, la\nlist l = "a"\nrule A1 error\n check: %s\n where: region in @l or la in @las\n' "$2" >r.rules
	printf 'region,la,v,q\nR1,A,1,1\n' >d.csv
	run csv-check -r r.rules d.csv
	is "$1" "$status $out $err" "2  csv-check: r.rules:4: $3"
}
wrong 'one name in parentheses' 'every((region) in @las, q)' \
    "found ')'; expected ',' and a column that goes together with it"
wrong 'a list without such a column' 'every((region, v) in @las, q)' \
    "rule A1, check: no column 'v' in @las; expected 'region' or 'la'"
wrong 'a column twice' 'every((region, region) in @las)' "rule A1, check: 'region' occurs twice; expected each column once"
wrong 'a column twice, once alone' 'every((region, la) in @las, la)' "rule A1, check: 'la' occurs twice; expected each column once"
wrong 'more than the list has' 'every((region, la, v, q) in @las)' \
    'rule A1, check: 4 columns taken together from @las; expected at most 2'
wrong 'a list of texts' 'every((region, la) in @l)' \
    'rule A1, check: 2 columns taken together from @l; expected at most 1'
wrong 'no such column' 'every((region, lq) in @las)' "rule A1, check: no column 'lq'; did you mean 'la'?"
wrong 'no such list' 'every((region, la) in @lass)' "rule A1, check: no list '@lass'; did you mean '@las'?"
wrong 'a list without its sign' 'every((region, la) in las)' "found 'las'; expected @list"
wrong 'parentheses in parentheses' 'every((region, (la, q)))' "found '('; expected a column's name"
wrong 'parentheses left open' 'every((region, la in @las)' "found 'in'; expected ')' or ','"
wrong 'more than 16 columns' "every(($(seq -s, 1 17 | sed 's/[0-9]*/c&/g')))" \
    "found 'c17'; expected at most 16 columns in every()"
done_testing
