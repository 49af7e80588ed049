# csv-check: the board's rules, every example rule of quarterly-rules(5), the built-in checks, options.
. "${0%/*}/../tap/tap.sh"

rules=$src/lib/packs
mine=$data/csv-check

# The findings as rule:line, in order.
found() {
	awk -F, 'NR > 1 && $1 ~ /^[A-Z]+[0-9]+$/ { printf "%s%s:%s", n++ ? " " : "", $1, $4 }' "${1:-out}"
}

# --- The published tables of the board.
csv-tidy --year 2014-15 "$data"/board/*.csv >board.csv
run csv-check -r "$rules/board.rules" board.csv
is 'board: one note, and what was not checked' "$status $(cut -d, -f1,2,4,7-10 out)" '0 rule,severity,line,found,expected,difference,allowance
EH01,note,2,not checked,checked,,
CP04,note,26,19,18.378378,0.621622,0.5'
is 'board: nothing on standard error' "$err" ''

# Changing any digit of any cell of the category table to any other digit is an error.
mkdir digits
perl -e '
	open my $f, "<", $ARGV[0] or die; local $/; my $t = <$f>;
	my $body = index($t, "\n") + 1; my $n = 0;
	for my $i ($body .. length($t) - 1) {
		next unless substr($t, $i, 1) =~ /\d/;
		for my $d (0 .. 9) {
			next if $d eq substr($t, $i, 1);
			my $u = $t; substr($u, $i, 1) = $d;
			open my $o, ">", sprintf("digits/%04d.csv", $n++) or die; print $o $u; close $o;
		}
	}' "$data/board/cp-categories.csv"
csv-tidy --year 2014-15 "$data"/board/c[ah]*.csv "$data"/board/cp-plans.csv "$data"/board/[ln]*.csv >rest.csv
missed=
for f in digits/*.csv; do
	{ cat rest.csv; csv-tidy --year 2014-15 "$f" 2>/dev/null | sed 1d; } | csv-check -q -r "$rules/board.rules"
	[ $? = 1 ] || missed="$missed ${f##*/}"
done
is "every changed digit of the category table is an error ($(ls digits | wc -l) tried)" "$missed" ''

# --- Every example rule of quarterly-rules(5): a correct return, and one planted fault for each
# rule.
mkdir cases
base=return.csv
plant() { # rule, sed commands, findings wanted
	sed "$2" "$mine/$base" >"cases/$1.fail.csv"
	cp "$mine/$base" "cases/$1.pass.csv"
	{ echo rule,line; printf '%s\n' "$3" | tr ' :' '\n,'; } >"cases/$1.fail.expected"
}
plant HD01 '1s/,rate$/,region/' HD01:1
plant KY01 '42p' KY01:43
plant SY01 '24s/Started,Total,18/&/; 29s/,Total,18,/,Total,n\/a,/' SY01:29
plant CL01 '55s/Northborough/Northboro/' CL01:55
plant CP01 '42s/,42,40.8,/,44,,/' CP01:42
plant PC01 '43s/10.7/10.9/' PC01:43
plant PC02 '50s/4.8/4.9/' PC02:50
plant OW01 '95s/,3,/,500,/' OW01:82
plant SF01 '54s/,17,/,27,/' SF01:47
plant QT01 '48,52d' 'QT01:8 QT01:9 QT01:10 QT01:11 QT01:12'
plant QC01 '56s/104/131/' 'QC01:56 QC01:96'
plant EV01 '97,111d' EV01:
plant RT01 '47s/38.1/38.3/' RT01:47
plant RG01 '72,76s/,[0-9.]*,,$/,,,/; 77s/,210,100.0/,220,/' RG01:47
plant DC01 '44s/,5,4.9,/,c,c,/' DC01:42
cat >cases/DT01.pass.csv <<'END'
child,start_date,end_date
1,2014-04-01,2014-06-30
2,2014-04-01,
3,01/05/2014,01/05/2014
END
cat >cases/DT01.fail.csv <<'END'
child,start_date,end_date
1,2014-04-01,2014-03-31
2,31/05/2014,02/06/2014
3,02/06/2014,31/05/2014
END
printf 'rule,line\nDT01,2\nDT01,4\n' >cases/DT01.fail.expected
run csv-check -r "$mine/return.rules" -r "$mine/episodes.rules" --selftest cases
is 'the examples of quarterly-rules(5), with a fault planted for each' \
    "$status $err $(grep -v '^ok' out)" '0  32 cases, 0 not as expected'

# The same faults in the full report: the values and the words are right.
values() { # rule: found, expected, difference, allowance, message of each finding
	csv-check -f jsonl -r "$mine/return.rules" "cases/$1.fail.csv" 2>err | grep "\"rule\":\"$1\"" |
	    perl -pe 's/.*"found":"?(.*?)"?,"expected":"?(.*?)"?,"difference":(.*?),"allowance":(.*?),"message":"(.*)"\}$/$1|$2|$3|$4|$5/; s/null//g'
}
is 'CP01: values' "$(values CP01)" '105|103|2|0|categories total 105, plans 103, difference 2'
is 'PC01: values' "$(values PC01)" \
    '10.9|10.679612|0.220388|0.05|Physical abuse: 10.9 printed, 11 of 103 is 10.68'
is 'PC02: values' "$(values PC02 | cut -d'|' -f1-4)" '4.9|4.8|0.1|0'
is 'OW01: values' "$(values OW01 | cut -d'|' -f1-4)" '500|102|398|0'
is 'SF01: values' "$(values SF01)" '93|103|-10|0|100 + 20 - 27 is 93, return shows 103'
is 'QC01: values' "$(values QC01)" '131|100|31|20|Referrals went from 100 to 131
102|131|-29|26.2|Referrals went from 131 to 102'
is 'RG01: values' "$(values RG01 | cut -d'|' -f1-4)" '207|220|-13|5'
is 'RT01: values' "$(values RT01)" \
    '38.3|38.148148|0.151852|0.05|38.3 printed, 103 / 27000 x 10,000 is 38.148'
is 'QT01: values' "$(values QT01 | head -1 | cut -d'|' -f1-4)" '|2024-25 Q2||'
is 'EV01: values' "$(values EV01)" '|a row|||Every area in the list has every quarter: no row for region \"Middle\", la_code \"E06000902\", quarter \"2024-25 Q3\"'
is 'SY01: values' "$(values SY01)" \
    'n/a|a number or a symbol|||\"n/a\" is neither a number nor one of the agreed symbols'
is 'CL01: values' "$(values CL01 | cut -d'|' -f1-4)" 'E06000901, Northboro|one of the list @las||'
is 'DC01: values' "$(values DC01 | cut -d'|' -f1-4)" '1|not 1||'

# --- The rules for the Department for Education's open data, with a fault for each.
mv cases return-cases
mkdir cases
base=ees.csv
plant TP01 '2s/201415/2014-15/' TP01:2
plant TP02 '2s/201415/201416/' TP02:2
plant TP03 '2s/Financial year/Financial yr/' TP03:2
plant TP04 '2,7s/Financial year/Calendar year/' 'TP04:2 TP04:3 TP04:4 TP04:5 TP04:6 TP04:7'
plant TP05 '2s/Financial year/Academic year/' TP05:2
plant GL01 '4s/Local authority/Local Authority/' GL01:4
plant GL02 '4s/E92000001/E92000009/' GL02:4
plant GL03 '4s/England/Engeland/' GL03:4
plant GL04 '2s/England,,,/England,E12000001,North East,/' GL04:2
plant GL05 '3s/E12000001/E12000099/' GL05:3
plant GL06 '3s/,,,6/,E06000003,Redcar and Cleveland,6/' GL06:3
plant GL07 '4s/E06000003/E01000003/' GL07:4
plant GL08 '4s/807/87/' GL08:4
plant GL09 '4s/North East/North-East/' GL09:4
plant GL10 '7s/Redcar and Cleveland/Redcar \& Cleveland/' GL10:7
plant VN01 '1s/value/val ue/' VN01:1
plant VN02 '1s/value/Value/' VN02:1
run csv-check -r "$rules/ees.rules" --selftest cases
is 'ees.rules, with a fault planted for each' "$status $err $(grep -v '^ok' out)" '0  34 cases, 0 not as expected'
rm -r cases
mv return-cases cases

# --- The DfE's figures, as published.
if need_data dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv 'DfE: plans by duration'; then
	dfe=$shared/dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv
	run csv-check -r "$rules/cpp-durations.rules" "$dfe"
	is 'DfE: bands against total, percentages against counts: nothing found' \
	    "$status $(sed 1d out | grep -vc ',not checked,checked,')" '0 0'
	is 'DfE: what is hidden is not checked' \
	    "$(sed -n 's/^\(DU0[12]\),note.*: \([0-9]* of [0-9]* rows\) not checked.*/\1 \2/p' out)" \
	    'DU01 4 of 2132 rows
DU02 13 of 2132 rows'
	run csv-check -r "$rules/ees.rules" "$dfe"
	is 'DfE: the form of the open data: notes on names alone' "$status $(sed 1d out | cut -d, -f1,2 | sort | uniq -c | tr -s ' ')" \
	    '0  7 VN02,note'
	# Adds 1 to the total in every authority's row of 2014 that has no symbol: each is found.
	perl -pe 'if (/^2014,[^,]*,Local authority,/ && !/,(?:[cxzu:]|)(?:,|$)/ &&
	    s/(by length of time,)(\d+)/$1 . ($2 + 1)/e) { print STDERR "$.\n" }' "$dfe" >planted.csv 2>planted
	run csv-check --unchecked allow -r "$rules/cpp-durations.rules" planted.csv
	is "DfE: a planted +1 is found on each of $(wc -l <planted) rows" \
	    "$(awk -F, '$1 == "DU01" { print $4 }' out)" "$(cat planted)"
fi

# --- The checks of the structure.
structure() { # name, data, findings, status
	printf '%b' "$2" >f.csv
	csv-check f.csv >out 2>err
	is "$1" "$? $(found)$(cat err)" "$4 $3"
}
structure 'S01: not UTF-8' 'area,value\nA\0205,1\nB,2\n' S01:2 1
like 'S01: says what it looks like' "$(cat out)" 'byte 0x85 at line 2 column 2: not UTF-8; looks like windows-1252'
structure 'S02: a byte order mark is a note' '\0357\0273\0277area,value\nA,1\n' S02:1 0
structure 'S03: ragged rows' 'area,value\nA,1,2\nB\nC,3\n' 'S03:2 S03:3' 1
structure 'S04: a stray quote, then a good row, then text behind a quote' \
    'area,value\nA "x",1\nB,2\nC,"3"x\nD,4\n' 'S04:2 S04:4' 1
structure 'S04: an open quote, where it opened' 'area,value\nA,1\n"B,3\nC,4\n' S04:3 1
printf 'a,b\n"x,1\ny,2\n"z",3\n' >lost.csv
run csv-check lost.csv
like 'S04: a quote lost some lines above' "$out" 'S04,error,lost.csv,4,.*in quotes that opened on line 2; expected'
structure 'S05: a blank heading' 'area,,value\nA,1,2\n' S05:1 1
structure 'S06: repeated headings, but for case and blanks' 'area,value, Area ,value\nA,1,2,3\n' \
    'S06:1 S06:1 S10:1' 1
structure 'S07: titles above the heading' 'Table 1: plans\n\narea,value\nA,1\n' 'S07:1 S08:2' 1
structure 'S08: blank rows above the heading' '\n,\narea,value\nA,1\n' 'S08:1 S08:2' 0
structure 'S08: blank rows' 'area,value\nA,1\n\n,\nB,2\n\n\n' 'S08:3 S08:6' 0
structure 'S09: empty columns at the end' 'area,value,,\nA,1,,\nB,2,,\n' 'S09:1 S09:1' 0
structure 'S05 for a column at the end that has cells' 'area,value,\nA,1,x\n' S05:1 1
structure 'S10: blanks and hard spaces' 'area,value\n A,1\nB\0302\0240C,2\nD ,3\n' 'S10:2 S10:3 S10:4' 0
# Wherever the cell is in its row, whatever is next to it: a delimiter, a quote, an end.
edges=
for n in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 31 32 33 47; do
	x=$(printf '%*s' "$n" '' | tr ' ' x)
	printf 'a;b;c\n%s;1;2\n %s;1;2\n%s ;1;2\n%sy;x ;2\n%sy; x;2\n%sy;"x ";2\n%sy;" x";2\n%sy;"1; 2";2\n%sy;1; 2\n%sy;1;2 \n' \
	    "$x" "$x" "$x" "$x" "$x" "$x" "$x" "$x" "$x" "$x" >f.csv
	edges="$edges $(csv-check -d ';' f.csv | awk -F, '$1 == "S10" { printf "%s,", $4 }')"
	tr -d ' ' <f.csv | csv-check -d ';' - | grep -q S10 && edges="$edges none"
done
is 'S10: a blank at any edge' "$(echo "$edges" | tr ' ' '\n' | sed '/^$/d' | sort -u)" "3,4,5,6,7,8,10,11,"

structure 'S10: other blanks, and characters without a width' \
    'area,value\nA\0342\0200\0211B,1\nNor\0302\0255th,2\nNor\0342\0201\0240th,3\nNor\0343\0205\0244th,4\nNorth\0360\0237\0217\0264,5\n' \
    'S10:2 S10:3 S10:4 S10:5' 0
structure 'no S10: accents, composed or not' 'area,value\nM\0303\0264n,1\nYo\0314\0202n,2\n' '' 0
structure 'S11: the direction of text, and a character that was lost' \
    'area,value\nA\0342\0200\0256B,1\nA\0342\0201\0246B,2\nA\0342\0200\0250B,3\nM\0357\0277\0275n,4\n' \
    'S11:2 S11:3 S11:4 S11:5' 0
structure 'S11: newlines and control characters' 'area,value\n"A\nx",1\nB\0001,2\n' 'S11:2 S11:4' 0
structure 'S13: a NUL byte' 'area,value\nA\0000B,1\nB,2\n' S13:2 1
structure 'S14: a heading and no rows' 'area,value\n' S14:1 1
structure 'S16: line ends of both kinds' 'area,value\nA,1\r\nB,2\n' S16:2 0
structure 'CRLF throughout' 'area,value\r\nA,1\r\nB,2\r\n' '' 0
structure 'one column' 'area\nA\nB\n' '' 0
structure 'a heading that cannot be read' 'area,va"lue\nA,1\n' \
    'S04:1csv-check: f.csv: the heading cannot be read, so nothing below it can be checked' 2
printf 'columns area, value, extra\nnumber value\n' >s.rules
printf 'area,value,xtra\nA,"1,234",x\nB,\302\2435,x\nC,#N/A,x\n' >f.csv
run csv-check -r s.rules f.csv
is 'S12 and S15' "$status $(found)" '1 S12:1 S12:1 S15:2 S15:3 S15:4'
like 'S12: a suggestion' "$out" "the column 'extra' is missing; did you mean 'xtra'?"
printf 'number n\ndate d\nperiod q as "YYYY-YY Qn"\nsymbols c\n' >t.rules
printf 'n,d,q\n12x,2014-13-01,2014-15 Q5\nc,2014-12-01,2014-15 Q1\n4,,\nz,x,2014\n1,2014-01-31,2014-15 Q4\n' >t.csv
run csv-check -r t.rules t.csv
is 'S15: a cell that its column cannot hold' "$status $(cut -d, -f1,4,5 out | sed 1d | tr '\n' ' ')" \
    '1 S15,2,n S15,2,d S15,2,q S15,5,n S15,5,d S15,5,q '
printf 'rule SY error\n  check: n is number or n is symbol or n is blank\n' >>t.rules
run csv-check -r t.rules t.csv
is 'S15 leaves a cell that a rule names to the rule' "$(cut -d, -f1,4,5 out | sed 1d | tr '\n' ' ')" \
    'SY,2,n S15,2,d S15,2,q SY,5,n S15,5,d S15,5,q '
printf 'builtin S12 off\nbuiltin S15 note\n' >>s.rules
run csv-check -r s.rules f.csv
is 'builtin changes severities' "$status $(cut -d, -f1,2 out | sed 1d | tr '\n' ' ')" '0 S15,note S15,note S15,note '

# --- Columns that are declared and absent: S12, and the rules that need them do not run.
cat >absent.rules <<'.'
columns  area, la, period, value, total, level
optional rate, [n 1], [n 2]
key      la, area
period   period as "YYYY"
number   value, total, rate, [n 1]
rounded  total to 10 where level = "Regional"
list     areas = "A", "B"
param    most = 5

rule V1 error
  check: value > 0
rule V2 error
  needs: T1
  check: value < most
rule T1 error
  check: value <= total
rule P1 error
  check: value >= previous(value)
rule N1 error
  each: x = value, rate
  check: x > 1
rule N2 error
  each: x = columns matching "^n "
  check: x is not blank
rule E1 error
  check: every(area in @areas, period)
rule R1 error
  by: la
  let: s = sum(rate)
  check: s < 1
.
absent() { # name, heading, row, status, findings, not checked and left out
	printf '%s\n%s\n' "$2" "$3" >f.csv
	run csv-check -r absent.rules f.csv
	is "columns that are absent: $1" "$status $(found) $err" "$4 $5 $6"
}
absent 'none' 'area,la,period,value,total,level,rate,n 1,n 2' 'A,x,2014,1,1,,2,,y' 1 'N1:2 N2:2 R1:2 E1:'
absent 'optional ones, all of what a pattern matches among them' 'area,la,period,value,total,level' 'A,x,2014,1,1,' 1 \
    'N1:2 E1:' "csv-check: left out, as the file has no column 'rate': N1, R1
csv-check: left out, as the file has no column 'n 1': N2
csv-check: left out, as the file has no column 'n 2': N2"
absent 'the condition of a rounding, a key, a period' 'area,value,total,rate,n 1,n 2' 'A,9,1,2,1,1' 1 \
    'S12:1 S12:1 S12:1 T1:1 P1:1 E1:1 R1:1 S17:1 V2:2'
is 'and the reasons' "$(sed -n 's/^\([A-Z0-9]*\),note,.*,not checked,checked,.*not checked: /\1: /p' out)" \
    "T1: the file has no column 'level'
P1: the file has no column 'period'
E1: the file has no column 'period'
R1: the file has no column 'la'
S17: the file has no column 'la'"
absent 'all of them, and there are others' 'x,most' 'A,9' 1 \
    'S12:1 S12:1 S12:1 S12:1 S12:1 S12:1 S12:1 S12:1 V1:1 V2:1 T1:1 P1:1 N1:1 E1:1 R1:1 S17:1' \
    "csv-check: left out, as the file has no column 'rate': N1
csv-check: left out, as the file has no column 'n 1': N2
csv-check: left out, as the file has no column 'n 2': N2"
run csv-check -f text -r absent.rules f.csv
is 'columns that are absent: the text' "$(sed -n '/^V1/,/^$/p; /not checked  /,$p' out)" "V1 note
  f.csv:1: value: note: not checked: the file has no column 'value'

  not checked    0
  left out       N1 (no column 'rate')
  left out       N2 (no column 'n 1')
  left out       N2 (no column 'n 2')
  waived         0"
run csv-check -q --pass --unchecked allow -r absent.rules f.csv
is 'columns that are absent: S12 alone is enough for status 1' "$status $out $err" '1  '
run csv-check --explain -r absent.rules
is 'columns that are absent: rules in words have the optional ones' "$status $(grep -c '^[A-Z]' out) $err" '0 10 '
run csv-check --explain -r absent.rules f.csv
is 'columns that are absent: rules that do not run, in words' "$(sed -n '1,5p' out)" "V1 error
  does not run, as the file has no column 'value'

V2 error
  does not run, as the file has no column 'value'"
printf 'A,1\n' >good.csv
for severity in off note query; do
	printf 'columns area, value, other\nnumber value\nbuiltin S12 %s\nrule A1 error\n check: value > 0\n' $severity >sev.rules
	printf 'area,extra\nA,1\n' >f.csv
	run csv-check -r sev.rules f.csv
	is "S12 $severity: a column that a rule needs is an error all the same" "$status $(grep -c ',error,' out) $(grep -c ",$severity," out)" \
	    "1 1 $(case $severity in off) echo 0 ;; note) echo 3 ;; query) echo 2 ;; esac)"
done
printf 'area,value\nA,1\n' >f.csv
run csv-check --pass -q --strict-rules -r absent.rules f.csv
is '--pass writes nothing then' "$status $out" '1 '
printf 'columns area\noptional value\nnumber value\nlist l = "A"\nrule A1 error\n where: value > 0\n check: area in @l\n' >opt.rules
printf 'area\nA\n' >f.csv
run csv-check --pass --strict-rules -r opt.rules f.csv
is '--pass writes a file that lacks an optional column' "$status $out $err" "0 area
A csv-check: left out, as the file has no column 'value': A1"
run csv-check --pass -q --strict-rules -r opt.rules f.csv
is 'with -q it is said too' "$status $err" "0 csv-check: left out, as the file has no column 'value': A1"
run csv-check --pass -q --unchecked allow -r opt.rules f.csv
is 'unless it is allowed' "$status $err" '0 '
printf 'columns a, b\noptional c, b\n' >opt.rules
run csv-check -r opt.rules f.csv
is 'a column that is both' "$status $err" "2 csv-check: opt.rules:2: 'b' is in 'columns' and 'optional'; expected it in one of them"
printf 'columns a\nnumber b\nrule A1 error\n check: c = "x"\n' >opt.rules
run csv-check -r opt.rules f.csv
is 'a name that is declared nowhere' "$status $(echo "$err" | wc -l)" '2 1'
printf 'columns a, v\noptional w\nnumber v, w\nrule A1 error\n check: w = "x" and v = 1\n' >opt.rules
run csv-check -r opt.rules f.csv
is 'a mistake about a column that is absent' "$status $err" "2 csv-check: opt.rules:5: rule A1, check: 'w' is a number and \"x\" is a text; expected a number, or a text declared with 'symbols'"
printf 'columns a, v\noptional r\nnumber v, r\nbuiltin S12 note\nrule A1 error\n check: r > v\n' >opt.rules
run csv-check -r opt.rules f.csv
is 'a rule that lacks an optional column and one that is not' "$status $(found) $(grep -c S12,error out) $err" "1 S12:1 S12:1 S12:1 A1:1 1 "
mkdir absent
printf 'columns a, v\noptional w\nnumber v, w\nrule A1 error\n check: v > 1\nrule B1 error\n check: w > 1\n' >opt.rules
printf 'a\nx\n' | tee absent/S12.fail.csv >absent/A1.fail.csv
printf 'a,v\nx,2\n' | tee absent/S12.pass.csv >absent/A1.pass.csv
printf 'a,v,w\nx,2,0\n' >absent/B1.fail.csv
run csv-check -q --selftest absent -r opt.rules
is '--selftest: a case may lack columns, but not those of its rule' "$status $out" "1 not ok - A1.fail.csv: opt.rules:5: rule A1, check: no column 'v' in the file; expected a
ok - A1.pass.csv: no finding
ok - B1.fail.csv: B1:2 
ok - S12.fail.csv: S12:1 
ok - S12.pass.csv: no finding
5 cases, 1 not as expected"

# --- Rules in words: brackets where there could be two readings, and the values of parameters.
cat >words.rules <<'.'
key area
period quarter as "YYYY-YY Qn"
number value
param m = 20%
param low = -5
rule W1 error
  by: area, quarter
  let: big = max(value where area = "B") - min(value)
  check: sum(value) / 2 != sum(value / 2) and previous(big + 1) > low within m
rule W2 error
  check: value <= sum(value) + -(value + 1) and not (area = "x" or value - (2 - 1) > -value)
.
printf 'area,quarter,value\n' >words.csv
run csv-check -r words.rules --explain words.csv
is '--explain: nothing reads two ways' "$out" 'W1 error
  runs   once for each area and quarter
  with   big is (the greatest value over the rows where area equals "B") - (the least value)
  wants  (the sum of value) / 2 differs from the sum of (value / 2) and (big + 1) of the period before is more than low (-5) within m (20%)

W2 error
  runs   once for each row, together with all rows
  wants  value is at most (the sum of value) + -(value + 1) and not (area equals "x" or value - (2 - 1) is more than -value)'

# --- Reports, limits, waivers, exit status.
bad=cases/CP01.fail.csv
printf 'rule,la_code,quarter,reason,who,expires\nCP01,E06000901,2024-25 Q2,late record,A. Smith,2026-12-31\n' >w.csv
run csv-check -r "$mine/return.rules" -w w.csv --today 2026-12-31 "$bad"
is 'a waiver on its last day' "$status $(sed -n 's/^CP01,waived,.*waived: //p' out)" '0 late record (A. Smith)"'
run csv-check --unchecked allow -r "$mine/return.rules" -w w.csv --today 2027-01-01 "$bad"
is 'a waiver that is over' "$status $(found) $(grep -c 'w.csv:2: the waiver for CP01 expired on 2026-12-31' err)" \
    '1 CP01:42 1'
run csv-check -r "$mine/return.rules" -w w.csv --today 2026-01-01 "$mine/return.csv"
is 'a waiver that fits nothing' "$status $(grep -c 'w.csv:2: the waiver for CP01 matches no finding' err)" '0 1'
for far in 2000-01-01 2999-12-31; do
	sed "s/2026-12-31/$far/" w.csv >far.csv
	run csv-check -r "$mine/return.rules" -w far.csv "$bad"
	is "without --today the calendar tells: a waiver until $far" "$status $(grep -c 'expired on' err)" \
	    "$([ $far = 2999-12-31 ] && echo '0 0' || echo '1 1')"
done
cat >odd.csv <<'.'
rule,la_code,lacode,reason,who,expires
CP01,E06000901,,late record,A. Smith,
CP01,E06000901,,again,B. Jones,
CP01,,E06000901,a slip,C. Brown,
XX01,E06000901,,another file's,D. Green,
S03,E06000901,,no key,E. White,
CP01,E06000902,,not wrong,F. Black,
.
run csv-check -r "$mine/return.rules" -w odd.csv cases/CP01.fail.csv
is 'waivers that fit nothing, and why' "$(grep -o 'odd.csv.*' err)" \
    "odd.csv:3: the waiver for CP01 matches no finding that line 2 does not waive: again (B. Jones)
odd.csv:4: the waiver for CP01 matches no finding, as their key has no column 'lacode': a slip (C. Brown)
odd.csv:5: the waiver for XX01 matches no finding, as there is no such rule: another file's (D. Green)
odd.csv:6: the waiver for S03 matches no finding, as their key has no column 'la_code': no key (E. White)
odd.csv:7: the waiver for CP01 matches no finding: not wrong (F. Black)"
printf 'rule,reason,who,expires\nCP011,late,A. Smith,\n' >near.csv
run csv-check -r "$mine/return.rules" -w near.csv "$bad"
like 'a waiver of a rule that is spelt otherwise' "$err" \
    "near.csv:2: the waiver for CP011 matches no finding, as there is no such rule [(]did you mean 'CP01'[?][)]: late"
printf 'rule,la_code,reason,who,expires\n,E06000901,late record,A. Smith,\n' >none.csv
run csv-check -r "$mine/return.rules" -w none.csv "$bad"
is 'a waiver of no rule' "$status $out $err" "2  csv-check: none.csv:2: rule: blank; expected a rule's id"
run csv-check --unchecked allow -f text -r "$mine/return.rules" -w w.csv --today 2026-12-31 "$bad"
is 'text: the summary' "$(sed -n '/^Summary/,$p' out)" 'Summary
  rows read      120
  rules run      15
  errors         0
  queries        0
  notes          0
  not checked    1
    allowed      PC01 1 of 54
  not due        18
  waived         1'
is 'text: nothing on standard error' "$err" ''
printf 'a,b\n1\n1\n1\n1\n' >many.csv
run csv-check --max-findings 2 many.csv
is '--max-findings: the first, and how many were left out' "$status $(found) $err" \
    '1 S03:2 S03:3 csv-check: 2 findings left out (--max-findings)'
run csv-check -r "$mine/return.rules" cases/QC01.fail.csv
is 'queries alone are status 0' "$status" 0
run csv-check --fail-on query -r "$mine/return.rules" cases/QC01.fail.csv
is '--fail-on query' "$status" 1
run csv-check --param max_change=30% -r "$mine/return.rules" cases/QC01.fail.csv
is '--param' "$(found)" 'QC01:56'
run csv-check --param max_chnge=30% -r "$mine/return.rules" cases/QC01.fail.csv
is '--param of no parameter' "$status $out" '2 '
run csv-check --param max_change=30 -r "$mine/return.rules" cases/QC01.fail.csv
is '--param: a number for a percentage' "$status $out$err" \
    "2 csv-check: --param: max_change: '30' is not a percentage; expected one as in the rules, such as 20%"
printf 'param m = -5\nparam t = "x"\nnumber v\nrule A1 error\n  check: v > m\nrule A2 error\n  check: v2 = t\n' >param.rules
printf 'v,v2\n-6,30%%\n' >param.csv
run csv-check --param m=-7 --param t=30% -r param.rules param.csv
is '--param: a sign; a text needs no quotes' "$status $(found)" '0 '
for value in 5% '"5"' five '' 5x; do
	run csv-check --param m="$value" -r param.rules param.csv
	like "--param: '$value' for a number" "$status $err" "^2 .*m: '$value' is not a number; expected one as in the rules, such as -5"
done
printf 'number v\nkey k\nrule A1 error\n  check: unique(v)\n' >huge.rules
printf 'k,v\na,123456789012345678\nb,123456789012345678.0\n' >huge.csv
run csv-check -r huge.rules huge.csv
is 'S15: more than 18 digits, written twice' "$status $(found)" '1 S15:3'
printf 'k,v\na,1234567890123456789\nb,1234567890123456789.0\nc,000000000000000000000012.50000\n' >huge.csv
run csv-check -r huge.rules huge.csv
is 'S15: more than 18 digits' "$status $(found)" '1 S15:2 S15:3'
like 'S15: and why' "$out" 'too many digits to be compared exactly'
run csv-check -q -r "$mine/return.rules" "$bad"
is '-q says nothing but the status' "$status $out$err" '1 '
csv-check --unchecked allow -f jsonl -r "$mine/return.rules" "$bad" 2>/dev/null >out
is 'jsonl: members in their order' "$(perl -ne 'print join(" ", /"(\w+)":/g), "\n"' out | cut -d' ' -f1-5)" \
    'rule severity file line column'

# --- What was not checked is a finding.
cat >parts.rules <<'END'
number part, whole
key k
rule P1 error
  check: part <= whole
rule P2 error
  unchecked: allow
  check: part < 100
rule P3 error
  needs: P1
  check: part >= 0 and whole < 7
rule P4 error
  unchecked: query
  check: whole is blank or part + whole > 0
END
printf 'k,part,whole\na,1,2\nb,5,\nc,,7\n' >parts.csv
run csv-check -r parts.rules parts.csv
is 'not checked: a finding for each rule' "$status $err
$out" '1 csv-check: not checked, as allowed: P2 1 of 3
rule,severity,file,line,column,key,found,expected,difference,allowance,message
P1,note,parts.csv,3,whole,k=b,not checked,checked,,,2 of 3 rows not checked: whole is blank (first on line 3; others for other reasons)
P3,note,parts.csv,3,whole,k=b,not checked,checked,,,1 of 3 rows not checked: whole is blank
P3,error,parts.csv,4,whole,k=c,7,7,0,0,whole is 7; expected less than 7
P4,query,parts.csv,4,part,k=c,not checked,checked,,,1 of 3 rows not checked: part is blank'
run csv-check -f text -r parts.rules parts.csv
is 'not checked: text, last of its rule, with its own severity' "$(sed -n '/^P3/,$p' out)" 'P3 error
  parts.csv:4: whole: whole is 7; expected less than 7 [k=c]
  parts.csv:3: whole: note: 1 of 3 rows not checked: whole is blank [k=b]

P4 query
  parts.csv:4: part: query: 1 of 3 rows not checked: part is blank [k=c]

Summary
  rows read      3
  rules run      4
  errors         1
  queries        1
  notes          2
  not checked    5
    allowed      P2 1 of 3
  waived         0'
run csv-check -f jsonl -r parts.rules parts.csv
is 'not checked: jsonl' "$(sed -n 1p out)" '{"rule":"P1","severity":"note","file":"parts.csv","line":3,"column":"whole","key":{"k":"b"},"found":"not checked","expected":"checked","difference":null,"allowance":null,"message":"2 of 3 rows not checked: whole is blank (first on line 3; others for other reasons)"}'
sed '/^c/d' parts.csv >part.csv
gate() { # options: the status, and the rules that did not check all, with their severities
	run csv-check -r parts.rules "$@"
	echo "$status $(sed -n 's/^\([A-Z0-9]*,[a-z]*\),.*,not checked,checked,.*/\1/p' out | xargs)"
}
is '--unchecked: note unless said' "$(gate part.csv)" '0 P1,note P3,note'
is '--fail-on note' "$(gate --fail-on note part.csv)" '1 P1,note P3,note'
is '--unchecked query' "$(gate --unchecked query --fail-on query part.csv)" '1 P1,query P3,query'
is '--unchecked error' "$(gate --unchecked error part.csv)" '1 P1,error P3,error'
is '--unchecked error: the clause of a rule goes before' "$(gate --unchecked error parts.csv)" '1 P1,error P3,error P4,query'
is '--unchecked allow' "$(gate --unchecked allow part.csv)" '0 '
run csv-check --unchecked nothing -r parts.rules part.csv
is '--unchecked of no severity' "$status $out$err" "2 csv-check: --unchecked: 'nothing' is not error, query, note or allow"
run csv-check -q --pass -r parts.rules part.csv
is '--pass -q says what was not checked' "$status $err" '0 csv-check: not checked: P1 1 of 2, P3 1 of 2'
is '--pass -q passes it all the same' "$out" "$(cat part.csv)"
run csv-check -q --pass --unchecked error -r parts.rules part.csv
is '--pass -q --unchecked error' "$status $out$err" '1 csv-check: not checked: P1 1 of 2, P3 1 of 2'
run csv-check -q --pass --unchecked allow -r parts.rules part.csv
is '--pass -q --unchecked allow: nothing is said' "$status $err" '0 '
run csv-check -q --unchecked error -r parts.rules part.csv
is '-q alone: the status says it' "$status $out$err" '1 '
printf 'rule,k,reason,who,expires\nP1,b,known,A. Smith,\nP3,,known,A. Smith,\n' >w2.csv
is 'a waiver of all findings of a rule is for what it did not check, one of a row is not' \
    "$(gate --unchecked error -w w2.csv part.csv)" '1 P1,error P3,waived'
is 'unchecked: in words' "$(csv-check --explain -r parts.rules parts.csv | grep 'cannot check')" \
    '  what it cannot check is only counted
  what it cannot check is a query'
mkdir unchecked
printf 'k,part,whole\na,1,2\nb,5,\n' >unchecked/P1.pass.csv
is 'not checked is nothing to --selftest' "$(csv-check --selftest unchecked -r parts.rules 2>/dev/null)" \
    'ok - P1.pass.csv: no finding
1 case, 0 not as expected'
# The structural checks come first, each rule is headed once, also where linked files have findings under the same numbers.
cat >linked.rules <<'.'
columns id, n
key    id
number n
file other from "other.csv"
  key    id
  number n
rule A1 error
  check: n > 0
rule A2 error
  check: n < lookup(other.n where other.id = id)
rule A3 query
  check: n != 3
.
printf '\357\273\277id,n\na,0\nb,3\nb,9\n' >f.csv
printf '\357\273\277id,n\na,5\nb,1\nd,7\nd,8\n' >other.csv
run csv-check -f text -r linked.rules f.csv
is 'text: each rule is headed once, structural checks first' "$(grep '^[A-Z][0-9]* ' out | cut -d' ' -f1,2 | tr -d : | tr '\n' ' ')" \
	'S02 note S17 error A1 error A2 error A3 query '
is 'text: under each its files in order' "$(sed -n '/^S17/,/^$/p' out | cut -d: -f1-2 | sed 1d)" "  f.csv:4
  other.csv:5"

# --- What is waived, or less severe, silences nothing else.
gated() { # options: rule,severity of each finding; then the status and words of -q --pass
	csv-check -r g.rules "$@" g.csv 2>/dev/null | sed -n 's/^\([A-Z0-9]*,[a-z]*\),.*/\1/p' | xargs
	run csv-check -q --pass -r g.rules "$@" g.csv
	echo "$status $err"
}
printf 'v,w\n4x,5\n' >g.csv
for n in error query note; do
	printf 'number v, w\nrule N1 %s\n check: v is number or v is blank\nrule A1 error\n check: v < w\n' $n >g.rules
	want="N1,$n S15,error"
	[ $n = error ] && want=N1,error
	is "S15 after a finding of a rule about the cell: $n" "$(gated)" "$want
1 csv-check: not checked: A1 1 of 1"
done
sed -i 's/ note$/ error/' g.rules
printf 'rule,reason,who,expires\nN1,known,A. Smith,\n' >gw.csv
is 'S15 after a waived one' "$(gated -w gw.csv)" 'N1,waived S15,error
1 csv-check: not checked: A1 1 of 1'
printf 'S15,known,A. Smith,\n' >>gw.csv
is 'not checked for a cell whose finding is waived' "$(gated -w gw.csv --fail-on note)" 'N1,waived S15,waived A1,note
1 csv-check: not checked: A1 1 of 1'

printf 'v,v,z,z\n4,50,1,1\n' >g.csv
printf 'number v\nrule A1 error\n check: v < 9\n' >a.rules
for n in error query note; do
	{ cat a.rules; printf 'rule H1 %s\n on: header\n check: unique(name)\n' $n; } >g.rules
	want="H1,$n H1,$n S06,error S06,error"
	[ $n = error ] && want='H1,error H1,error'
	is "S06 besides unique(name): $n" "$(gated | head -1)" "$want"
done
printf 'rule,reason,who,expires\nH1,known,A. Smith,\n' >gw.csv
sed -i 's/ note$/ error/' g.rules
is 'S06 besides a waived one' "$(gated -w gw.csv)" 'H1,waived H1,waived S06,error S06,error
1 '
for use in 'number v' 'key v' 'date v' 'period v as "YYYY"' 'exact v' 'rule B1 error
 check: z = v' 'rule B1 error
 check: unique(v)' 'rule B1 error
 each: x = v, z
 check: x = x' 'rule B1 error
 by: v
 check: count() > 0'; do
	printf 'builtin S06 query\n%s\n' "$use" >g.rules
	like "S06: a name used by ${use%%
*}" "$(gated | head -1)" 'S06,error'
done
printf 'builtin S06 query\nrule B1 error\n each: x = columns matching "."\n check: x != ""\n' >g.rules
is 'S06: no name used' "$(gated | head -1)" 'S06,query S06,query'
printf 'builtin S06 note\n' >g.rules
like 'S06 cannot be a note' "$(gated)" '2 csv-check: g.rules:1: S06 cannot be note'

printf 'k,q\na,2014\na,2015\na,2015\na,2015\n' >g.csv
printf 'rule,reason,who,expires\nA1,known,A. Smith,\n' >gw.csv
printf 'key k\nperiod q as "YYYY"\nrule A1 error\n check: unique(k)\n' >g.rules
is 'S17 besides unique over fewer columns, waived' "$(gated -w gw.csv)" 'A1,waived A1,waived S17,error A1,waived
1 '
sed -i 's/(k)/(q, k)/' g.rules
is 'S17 leaves it to unique over the same columns' "$(gated)" 'A1,error A1,error
1 '
is 'S17 where that is waived' "$(gated -w gw.csv)" 'A1,waived S17,error A1,waived
1 '
like 'S17 where that is waived: the rows' "$(csv-check -r g.rules -w gw.csv g.csv)" 'S17,error,g.csv,4,.*3 rows have this key and period, the first on line 3'

# --- Rows lost, rules left out and rules without rows are not what allow is for.
printf 'k,v\na,1\nb\nc,\n' >g.csv
printf 'builtin S03 query\nnumber v\nrule A1 error\n unchecked: allow\n check: v < 9\n' >g.rules
is 'rows lost, whatever a rule allows' "$(gated)" 'S03,query A1,note
0 csv-check: not checked: A1 1 of 3'
is 'rows lost, --unchecked error' "$(gated --unchecked error)" 'S03,query A1,error
1 csv-check: not checked: A1 1 of 3'
is 'rows lost, --unchecked allow' "$(gated --unchecked allow)" 'S03,query
0 csv-check: not checked: A1 1 of 3'
run csv-check -r g.rules --unchecked error g.csv
is 'rows lost, and what is allowed' "$err $(tail -1 out)" 'csv-check: not checked, as allowed: A1 1 of 3 A1,error,g.csv,3,,,not checked,checked,,,1 row not checked: not readable as data'
printf 'k,v\na,1\n' >g.csv
printf 'optional q, z\nkey k\nperiod q as "YYYY"\nnumber v, z\nrule A1 error\n check: z < 9\n' >g.rules
is 'left out: said with -q --pass' "$(gated --fail-on note)" "
0 csv-check: left out, as the file has no column 'z': A1
csv-check: left out, as the file has no column 'q': S17"
printf 'optional q\nperiod q as "YYYY"\nnumber v\nrule A1 error\n check: v > previous(v)\n' >g.rules
is 'left out: S17, without a key' "$(gated)" "
0 csv-check: left out, as the file has no column 'q': A1, S17"
printf 'number v\nrule A1 error\n where: v > 5\n check: v < 9\nrule A2 error\n unchecked: allow\n where: v > 5\n check: v < 9\n' >g.rules
is 'no row: said with -q --pass, unless allowed' "$(gated)" '
0 csv-check: applies to no row: A1'
printf 'k,v\n' >g.csv
printf 'builtin S14 off\nnumber v\nrule A1 error\n check: v < 9\n' >g.rules
is 'no row in the file' "$(gated)" '
0 csv-check: applies to no row: A1'
run csv-check -r g.rules --strict-rules g.csv
is 'no row in the file, --strict-rules' "$status $err" '2 csv-check: g.rules:3: rule A1 applies to no row (warning)
csv-check: warnings about the rules (--strict-rules)'
sed -i 1d g.rules
is 'no row in the file, of which S14 says enough' "$(gated --strict-rules)" 'S14,error
1 '

# --- Cases for rules: each is reported, whatever the results of the others.
mkdir st
printf 'number v\nrule A1 error\n check: v > 1\nrule B1 query\n let: odd = v\n check: v < 10\n' >st.rules
printf 'v\n2\n' | tee st/A1.pass.csv >st/B1.pass.csv
printf 'v\n1\n' | tee st/A1.fail.csv st/A1.pass-wrong.csv >st/A1.fail-line.csv
printf 'rule,line\nA1,3\n' >st/A1.fail-line.expected
printf 'v\n11\n' >st/B1.fail.csv
printf '"v\n1\n' >st/A1.fail-open.csv
: >st/A1.fail-empty.csv
printf 'w\n1\n' >st/A1.fail-column.csv
printf 'rule\nA1\n' >st/B1.fail2.expected
printf 'v\n1\n' >st/C1.fail.csv
run csv-check -r st.rules --selftest st
is '--selftest: all cases, and why one is not as expected' "$status $out $err" "1 not ok - A1.fail-column.csv: st.rules:3: rule A1, check: no column 'v' in the file; expected w
not ok - A1.fail-empty.csv: st/A1.fail-empty.csv: no data (zero bytes); expected a heading
not ok - A1.fail-line.csv: A1:2 
# expected: A1:3 
not ok - A1.fail-open.csv: st/A1.fail-open.csv: the heading cannot be read, so nothing below it can be checked
ok - A1.fail.csv: A1:2 
not ok - A1.pass-wrong.csv: A1:2 
ok - A1.pass.csv: no finding
ok - B1.fail.csv: B1:2 
ok - B1.pass.csv: no finding
not ok - C1.fail.csv: no rule called C1
not ok - B1.fail2.expected: its case, st/B1.fail2.csv, is not there
11 cases, 7 not as expected csv-check: st.rules:5: rule B1 does not use 'odd' (warning)"
run csv-check -r st.rules --selftest st v.csv
is '--selftest reads no other file' "$status $out $err" '2  csv-check: v.csv: expected no file besides those in --selftest'
run csv-check -r - <st.rules
is 'rules and data from standard input' "$status $out $err" '2  csv-check: standard input is named 2 times; expected once'

for name in '' //TRANSLIT; do
	run csv-check -E "$name" s.rules
	like "an encoding without a name: '$name'" "$status $out $err" \
	    "^2  csv-check: --encoding: '$name' is not known here; convert the file first \(iconv -f ENCODING -t UTF-8\); \
expected UTF-8, windows-1252, .* or UTF-16BE$"
done

# --- Several files: one data set; a file that does not exist does not hide faults in the others.
printf 'number v\nrule A1 error\n check: v > 1\nrule U1 error\n check: unique(k)\n' >v.rules
printf 'k,v\n"a\nb",1\nc,0\n' >v1.csv
printf 'v,k\n0,z\n5,c\n' >v2.csv
run csv-check -r v.rules v1.csv v2.csv
is 'several files: lines and names of each' "$status $(grep '^[AU]1,' out | cut -d, -f1,3,4 | tr '\n' ' ')" \
    '1 A1,v1.csv,2 A1,v1.csv,4 A1,v2.csv,2 U1,v2.csv,3 '
like 'several files: a key of another file' "$(grep '^U1' out)" 'k ""c"" is already in v1.csv, on line 4'
run csv-check -r v.rules v1.csv nope.csv v2.csv
is 'several files: one that is not there' "$status $(grep -c '^A1,' out) $err" \
    '2 3 csv-check: nope.csv: No such file or directory'

# --- Conditions on texts are evaluated once for a run of rows with the same texts: each row must be
# judged as it would be in a file of its own.
cat >runs.rules <<'.'
number v
date   d, e
list   pairs = "north", "south-of-the-river-and-beyond-it-as-far-as-the-second-bridge"
rule R1 error
  where: a in @pairs
  check: b != "x"
rule R2 error
  where: a matches "o"
  let:   same = a = b
  check: if same then v > 4
rule R3 error
  where: d is date
  check: if b = "x" then d <= e
rule R4 error
  check: (a = "" or a = "east") or b in ("x", "y", "z", "north", "t", "u", "v", "w")
.
perl -e '
	srand 7; my $long = "south-of-the-river-and-beyond-it-as-far-as-the-";
	my @v = (["north", "east", "", "${long}first-bridge", "${long}second-bridge"], ["x", "y", "north", ""],
	    ["2015-01-01", "2015-02-01", "never"], ["2015-01-01", "2014-12-31"]);
	my @r = ("a", "b", "d", "e"); print "a,b,d,e,v\n";
	for (1 .. 400) { for (0 .. 3) { $r[$_] = $v[$_][rand @{$v[$_]}] if $_ == 3 || rand() < 0.3 }
		print join(",", @r, int rand 9), "\n" }' >runs.csv
csv-check -r runs.rules runs.csv | cut -d, -f1,4 | grep '^R' >runs.found
n=1
sed 1d runs.csv | while IFS= read -r row; do
	n=$((n + 1))
	printf 'a,b,d,e,v\n%s\n' "$row" | csv-check -r runs.rules 2>/dev/null | sed -n "s/^\(R.\),[a-z]*,[^,]*,2,.*/\1,$n/p"
done | sort -t, -k2n -k1 >runs.alone
same 'runs of the same texts: each row judged as alone' runs.alone runs.found
is 'and there are faults of every rule among them' "$(cut -d, -f1 runs.found | sort -u | wc -l)" 4

# --- --pass: exactly the same bytes, or none.
printf '\357\273\277a,b\r\n1,"x ""y"""\r\n,""' >p.csv
csv-check --pass <p.csv >out 2>err
is '--pass: status 0, the note on standard error' "$? $(sed -n 2p err | cut -d, -f1)" '0 S02'
same '--pass: byte for byte' out p.csv
run csv-check --pass -r "$mine/return.rules" "$bad"
is '--pass: nothing after an error' "$status $out" '1 '
like '--pass: findings on standard error' "$err" '^CP01,error,'
printf 'a,b\n1,2' >p1.csv
printf 'a,b\n3,4\n' >p2.csv
run csv-check --pass p1.csv p2.csv
is '--pass of two files: one heading' "$out" 'a,b
1,2
3,4'
# Whatever a check finds but does not refuse: malformed records, titles, blank rows, notes.
printf 'builtin %s query\n' S01 S03 S04 S07 S13 S19 >p.rules
printf '\357\273\277Title\n\n,\na,b\n1,2\n"x"y,3\r\n\200,4\nn\0,5\n\n1,2,3\na,b\rc\n6,"7\n8"\na,b\nSource: x\n\n"open,1' >p3.csv
run csv-check --pass -r p.rules p3.csv
is '--pass: findings of all kinds' "$status $(cut -d, -f1 err | grep '^S' | sort -u | tr '\n' ' ')" \
    '0 S01 S02 S03 S04 S07 S08 S11 S13 S19 S20 '
same '--pass: malformed records and all else, byte for byte' out p3.csv
csv-check -q --pass -r p.rules <p3.csv | cmp - p3.csv
is '--pass: from a pipe too' $? 0
csv-check -q --pass -r p.rules --max-record 100 p3.csv p3.csv >out
{ cat p3.csv; echo; sed 1,4d p3.csv; } >wanted
same '--pass: of a further file, what is below its heading' out wanted
printf 'a,b\r\n1,2' >p4.csv
printf 'a,b\r\n3,4\r\n' >p5.csv
csv-check -q --pass p4.csv p5.csv >out
printf 'a,b\r\n1,2\r\n3,4\r\n' >wanted
same '--pass: the newline between files is of their kind' out wanted
printf 'a,b\n1,\245\n2,\201\n' >p6.csv
run csv-check --pass -E windows-1252 p6.csv
is '--pass and -E: nothing where a byte is not of the encoding' "$status $out $err" \
    '2  csv-check: p6.csv:3: column 3 (byte 11): what follows, 0x81 at byte 10 of the file itself, is not windows-1252; expected text in that encoding (-E)'
perl -e 'print "a,b\n"; for (1 .. 200000) { print $_ % 7 ? "$_,x\n" : "$_,\"x\"y\n" }' >p7.csv
csv-check -q --pass -r p.rules p7.csv | cmp - p7.csv
is '--pass: many malformed records' $? 0
awk 'BEGIN { print "a,b"; for (i = 0; i < 9000000; i++) print "12345,x" }' >large.csv
csv-check --pass -q large.csv | cmp - large.csv
is '--pass: more than memory is given' $? 0
printf '1,2\r\n' >>large.csv
csv-check --pass -q <large.csv 2>&- | cmp - large.csv
is '--pass: the same with standard error closed: the temporary file does not take its place' $? 0
csv-check --pass <large.csv >out 2>&-
is '--pass: a report that cannot be written: status 2, no data' "$? $(wc -c <out)" '2 0'
done_testing
