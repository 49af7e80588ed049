# csv-check --accepted: what a return changes in the one accepted before it (S24 to S26), and accepted() in the rules.
. "${0%/*}/../tap/tap.sh"

mine=$data/csv-check
cp "$mine/las.csv" .
cp "$mine/return.csv" new.csv
cp "$mine/return.rules" .
grep -v '2024-25 Q3' new.csv >old.csv

# The findings as rule:line:column, in order.
found() {
	awk -F, 'NR > 1 && $1 ~ /^[A-Z]+[0-9]+$/ { printf "%s%s:%s:%s", n++ ? " " : "", $1, $4, $5 }' "${1:-out}"
}

check() { # file: against old.csv
	run csv-check -r return.rules --accepted old.csv "$1"
}

check new.csv
is 'a return with one new quarter: a note' "$status $(sed 1d out)" \
    '0 S26,note,new.csv,82,quarter,quarter=2024-25 Q3,2024-25 Q3,,,,"a new period, of 40 rows"'
run csv-check -q --pass -r return.rules --accepted old.csv new.csv
same '--pass: the new return, byte for byte' out new.csv
sed 's/\(.*\),\(.*\)/\2,\1/' old.csv >moved.csv
run csv-check -r return.rules --accepted moved.csv new.csv
is 'columns in another order are no change' "$status $(found)" '0 S26:82:quarter'
sed 's/\(.*\),\(.*\)/\2,\1/' new.csv >moved.csv
check moved.csv
is 'nor in the new return' "$status $(found)" '0 S26:82:quarter'
{ head -1 new.csv; sed 1d new.csv | sort -r; } >sorted.csv
check sorted.csv
is 'nor are rows in another order' "$status $(found | cut -d: -f1,3)" '0 S26:quarter'
sed 's/$/\r/' new.csv >crlf.csv
check crlf.csv
is 'nor other line ends' "$status $(found)" '0 S26:82:quarter'

# --- Every digit of every period already sent: a change, and all else stays silent.
perl -e '
	open my $f, "<", "new.csv" or die; my @line = <$f>; my $n = 0;
	mkdir "digits";
	for my $i (1 .. $#line) {
		next if $line[$i] =~ /2024-25 Q3/;
		while ($line[$i] =~ /\d/g) {
			my $at = pos($line[$i]) - 1; my @new = @line;
			substr($new[$i], $at, 1) = (substr($line[$i], $at, 1) + 1) % 10;
			open my $o, ">", sprintf("digits/%04d.csv", $n++) or die; print $o @new; close $o;
		}
	}'
missed=
for f in digits/*.csv; do
	csv-check -r return.rules --accepted old.csv "$f" 2>/dev/null | grep -q '^S2[45]' || missed="$missed ${f##*/}"
done
is "every changed digit of the quarters already sent is found ($(ls digits | wc -l) tried)" "$missed" ''

# --- Other faults, planted.
sed '3s/,10,10.0,/,12,12.0,/; 7s/37.0$/&1/' new.csv >changed.csv
check changed.csv
is 'S24: one finding a cell, in words' "$(grep S24 out)" \
    'S24,query,changed.csv,3,value,la_code=E06000901; region=Middle; quarter=2024-25 Q1; measure=Plans at quarter end; category=Physical abuse,12,10,2,,"value is 12; expected 10, as accepted (old.csv:3; difference 2)"
S24,query,changed.csv,3,percentage,la_code=E06000901; region=Middle; quarter=2024-25 Q1; measure=Plans at quarter end; category=Physical abuse,12.0,10.0,2,,"percentage is 12.0; expected 10.0, as accepted (old.csv:3; difference 2)"
S24,query,changed.csv,7,rate,la_code=E06000901; region=Middle; quarter=2024-25 Q1; measure=Plans at quarter end; category=Total,37.01,37.0,0.01,,"rate is 37.01; expected 37.0, as accepted (old.csv:7; difference 0.01)"'
sed '2s/,40,40.0,/,40.0,40,/; 3s/,10,/,+10,/' new.csv >same.csv
check same.csv
is 'numbers are compared by value' "$status $(found)" '0 S26:82:quarter'
sed '3s/,10,10.0,/,c,c,/; 4s/,5,5.0,/,,,/; 5s/Northborough/Northboro/' new.csv >texts.csv
check texts.csv
is 'symbols, blanks and texts are changes' "$(grep S24 out | cut -d, -f4,5,7-)" \
    '3,value,c,10,,,"value is c; expected 10, as accepted (old.csv:3)"
3,percentage,c,10.0,,,"percentage is c; expected 10.0, as accepted (old.csv:3)"
4,value,,5,,,"value is blank; expected 5, as accepted (old.csv:4)"
4,percentage,,5.0,,,"percentage is blank; expected 5.0, as accepted (old.csv:4)"
5,la_name,Northboro,Northborough,,,"la_name is Northboro; expected Northborough, as accepted (old.csv:5)"'
sed 4d new.csv >gone.csv
check gone.csv
is 'S25: a row that is gone has its key and no line' "$(grep S25 out)" \
    'S25,query,,,,la_code=E06000901; region=Middle; quarter=2024-25 Q1; measure=Plans at quarter end; category=Sexual abuse,no row,a row,,,the row is gone; expected it as accepted (old.csv:4)'
{ cat new.csv; sed -n '2s/Neglect/Neglected/p' new.csv; } >added.csv
check added.csv
is 'S24: a row added to a period already sent' "$(grep S24 out | cut -d, -f1-5,7-)" \
    "S24,query,added.csv,122,,a row,no row,,,a new row in a period already sent; expected only those of old.csv"
cp old.csv again.csv
check again.csv
is "last quarter's return again is a query" "$status $(sed 1d out)" \
    '0 S24,query,,,quarter,,no new period,a period after 2024-25 Q2,,,no new period: the input has only periods of old.csv; expected a period after 2024-25 Q2'
run csv-check -q --fail-on query --pass -r return.rules --accepted old.csv again.csv
is 'with --fail-on query it does not pass' "$status $out" '1 '
{ cat new.csv; grep E06000902 new.csv; } >doubled.csv
check doubled.csv
like "an authority's rows doubled" "$status $(found)" '^1 .*KY01:12[2-9]'
for n in 100 2000 4000 6000 8000 11000; do
	head -c $n new.csv >cut.csv
	check cut.csv
	like "a return cut after $n bytes" "$(found)" 'S0[34]|S2[45]'
done
grep -v 'Q1' new.csv >fewer.csv
check fewer.csv
is 'a quarter that is gone: each of its rows' "$(found | tr ' ' '\n' | grep -c '^S25::$')" 40
sed 's/2024-25 Q3/2024-25 Q4/' new.csv | tail -40 >>new.csv
check new.csv
is 'S26: one finding a period' "$(grep S26 out | cut -d, -f4,6,11-)" \
    '82,quarter=2024-25 Q3,"a new period, of 40 rows"
122,quarter=2024-25 Q4,"a new period, of 40 rows"'
cp "$mine/return.csv" new.csv
sed '3s/2024-25 Q1/2024-25 Q9/' new.csv >unread.csv
check unread.csv
is 'a row whose period cannot be read is not compared: S24 says so, and the row of its key is gone' "$status $(found | tr ' ' '\n' | grep -v '^[CPOD]' | tr '\n' ' ')" \
    '1 QT01:3:quarter S24:3:quarter S26:82:quarter S25:: '
{ cat new.csv; sed -n '41,43s/2024-25 Q.//p' new.csv; } >blank.csv
check blank.csv
is 'rows without a period are counted' "$(grep ^S24 out | cut -d, -f1-5,7-)" \
    'S24,query,blank.csv,122,quarter,,a period,,,"3 rows, from here on, not compared with those accepted; expected a period"'

# --- Rows of the accepted submission without a period; a period before all of those accepted.
printf 'key la\nperiod q as "YYYY"\nnumber v\n' >gap.rules
printf 'la,q,v\nA,2014,1\nB,,2\nC, ,3\n' >gap-old.csv
printf 'la,q,v\nA,2014,1\nA,2015,1\n' >gap-new.csv
run csv-check -r gap.rules --accepted gap-old.csv gap-new.csv
is 'rows of the accepted submission without a period are counted' "$status $(grep ^S24 out)" \
    '0 S24,query,,,q,,,a period,,,"2 rows of gap-old.csv without a period, first on line 3, not compared; expected a period"'
printf 'builtin S15 query\n' | cat gap.rules - >gap15.rules
printf 'la,q,v\nA,2014,1\nB,Q9,2\n' >gap-old.csv
run csv-check -r gap15.rules --accepted gap-old.csv gap-new.csv
is 'and those whose period cannot be read' "$status $(grep -c '1 row of gap-old.csv without a period, first on line 3' out)" '0 1'
printf 'la,q,v\nA,2014,1\n' >gap-old.csv
printf 'la,q,v\nA,2014,1\nA,2012,1\n' >gap-new.csv
run csv-check -r gap.rules --accepted gap-old.csv gap-new.csv
is 'an earlier period is new, and not the new one' "$status $(grep '^S2' out | cut -d, -f1,7-)" \
    '0 S26,2012,,,,"a new period, of 1 row"
S24,no new period,a period after 2014,,,no new period: the input has none after those of gap-old.csv; expected a period after 2014'

# --- Severities, waivers, self-test.
printf 'builtin S24 error\nbuiltin S25 off\nbuiltin S26 off\n' >severe.rules
run csv-check -r return.rules -r severe.rules --accepted old.csv changed.csv
is 'builtin S24 to S26' "$status $(found | tr ' ' '\n' | grep '^S')" '1 S24:3:value
S24:3:percentage
S24:7:rate'
cat >w.csv <<'.'
rule,la_code,quarter,category,lacode,reason,who,expires
S24,E06000901,2024-25 Q1,Physical abuse,,recount,A. Smith,
S25,E06000901,2024-25 Q1,Sexual abuse,,moved,A. Smith,
S24,,,,E06000901,a slip,A. Smith,
.
sed 4d changed.csv >both.csv
run csv-check -r return.rules -w w.csv --accepted old.csv both.csv
is 'waivers: by key and period' "$(grep '^S2[45]' out | cut -d, -f1,2,4,5)
$(sed -n 's/.*w.csv:4/w.csv:4/p' err)" 'S24,waived,3,value
S24,waived,3,percentage
S24,query,6,rate
S25,waived,,
w.csv:4: the waiver for S24 matches no finding, as their key has no column '\''lacode'\'': a slip (A. Smith)'

# --- accepted() in the rules.
cat >small.csv <<'.'
la,quarter,value,note
A,2014-15 Q1,10,x
B,2014-15 Q1,20,
A,2014-15 Q2,30,y
B,2014-15 Q2,40,
.
cat >next.csv <<'.'
note,la,quarter,value
x,A,2014-15 Q1,10.0
,B,2014-15 Q1,25
z,A,2014-15 Q2,30
,B,2014-15 Q2,41
,C,2014-15 Q2,5
,A,2014-15 Q3,50
,B,2014-15 Q3,60
.
head=$(printf 'key la\nperiod quarter as "YYYY-YY Qn"\nnumber value\nbuiltin S24 off\nbuiltin S25 off\nbuiltin S26 off\n')
rules() { # clauses of one rule
	printf '%s\nrule AC01 error\n%s\n' "$head" "$1" >r.rules
	run csv-check -f text -r r.rules --accepted small.csv next.csv
}
told() {
	sed -n '/rows not checked\|groups not checked/d; s/^  next.csv:/next.csv:/p' out
}
rules ' check: value = accepted(value) within 5%'
is 'accepted(): the value of the same key and period' "$status $(told)" \
    '1 next.csv:3: value: value is 25; expected 20 (difference 5, allowance 1) [la=B; quarter=2014-15 Q1]'
rules ' let: was = accepted(value - 1)
 where: accepted(value) >= 20
 check: value - was < 6
 say: {la} went from {was:0.0} to {value}, {accepted(note)}'
is 'in let, in where, of an expression, in say' "$status $(told)" '1 next.csv:3: value: B went from 19.0 to 25, (blank) [la=B; quarter=2014-15 Q1]'
is 'a new period is not due; a new row of an old one is not checked' "$(grep 'not checked\|not due' out)" \
    '  next.csv:6: note: 1 of 4 rows not checked: the accepted submission lacks the row [la=C; quarter=2014-15 Q2]
  not checked    1
  not due        2'
rules ' by: quarter
 check: sum(value) = sum(accepted(value))'
is 'a sum of what was accepted; unknown where a row is new' "$status $(told)" \
    '1 next.csv:2: sum(value) is 35; expected 30 (difference 5) [quarter=2014-15 Q1]'
is 'the same of groups' "$(grep 'not checked\|not due' out)" \
    '  next.csv:4: note: 1 of 2 groups not checked: the accepted submission lacks a row of the group [quarter=2014-15 Q2]
  not checked    1
  not due        1'
rules ' by: quarter
 check: sum(value where la != "C") <= sum(accepted(value) where la != "C") within 1'
is 'where in an aggregate' "$status $(told)" \
    '1 next.csv:2: sum(value where la != "C") is 35; expected at most 30 (difference 5, allowance 1) [quarter=2014-15 Q1]'
rules ' by: quarter
 let: all = sum(accepted(value) where la != "C")
 check: if la != "C" then accepted(value) / all < 0.6 and accepted(value) <= value'
is 'beside the total of its group' "$status $(told | cut -d: -f2,3)" '1 3: value'
rules ' check: accepted(note) = note'
is 'of a text' "$status $(told)" '1 next.csv:4: note: accepted(note) is y; expected z [la=A; quarter=2014-15 Q2]'
head="$head
rounded value to 5"
rules ' check: value = accepted(value) within rounding'
is 'within rounding: 25 and 20 rounded to 5 may be equal' "$status $(told)" '0 '
rules ' check: value - accepted(value) = 6 within rounding'
is 'two figures, not one' "$(told | cut -d: -f2,4 | tr '\n' ' ')" \
    '2: value - accepted(value) is 0; expected 6 (difference -6, allowance 5) [la=A; quarter=2014-15 Q1] 4: value - accepted(value) is 0; expected 6 (difference -6, allowance 5) [la=A; quarter=2014-15 Q2] '
rules ' check: accepted(value) - accepted(value) = 1 within rounding'
is 'used twice it is one figure' "$(told | grep -c 'is 0; expected 1 ')" 4
head=${head%
rounded*}
for x in 'value = previous(accepted(value))' 'value = accepted(previous(value))' 'value = accepted(sum(value))' \
    'accepted(accepted(value)) = 1' 'value = apportion(accepted(value), 100, 1)'; do
	rules " check: $x"
	like "no other row of the accepted submission: $x" "$status $out $err" \
	    '^2  csv-check: r.rules:[0-9]+: rule AC01, check: .*(other rows|a value of the row)'
done
printf 'number value\nrule AC01 error\n check: value = accepted(value)\n' >r.rules
run csv-check -r r.rules next.csv
is 'accepted() without a period' "$status $out $err" \
    "2  csv-check: r.rules:3: rule AC01, check: accepted() without a period; expected the heading 'period'"
printf 'rule AC01 error\n on: header\n check: name = accepted(name)\n' >r.rules
run csv-check -r r.rules next.csv
is 'accepted() of a heading' "$status $out $err" \
    "2  csv-check: r.rules:3: rule AC01, check: accepted() in a rule on the headings; expected a rule on rows"
rules ' check: value = accepted(value) within 5%'
run csv-check -r r.rules next.csv
is 'without --accepted the rule is not checked' "$status $(sed 1d out) $err" \
    '0 AC01,note,next.csv,2,,la=A; quarter=2014-15 Q1,not checked,checked,,,7 of 7 rows not checked: there is no accepted submission (--accepted) (first on line 2) '
run csv-check -r r.rules --explain next.csv
is '--explain' "$out" 'AC01 error
  runs   once for each row
  wants  value equals value as last accepted within 5%'
mkdir st
for n in pass1 fail1 fail2; do cp small.csv st/AC01.$n.accepted.csv; done
sed '3s/25/20/' next.csv >st/AC01.pass1.csv
cp next.csv st/AC01.fail1.csv
rm st/AC01.fail2.accepted.csv
cp small.csv st/AC01.fail3.accepted.csv
cp next.csv st/AC01.fail2.csv
run csv-check -r r.rules --selftest st
is '--selftest: a case with the submission accepted before it' "$status $out" '1 ok - AC01.fail1.csv: AC01:3 
not ok - AC01.fail2.csv: no finding
ok - AC01.pass1.csv: no finding
not ok - AC01.fail3.accepted.csv: its case, st/AC01.fail3.csv, is not there
4 cases, 2 not as expected'

# --- What cannot be compared.
printf '%s\nrule AC01 error\n check: value = accepted(value)\n' "$head" | grep -v builtin >r.rules
refused() { # name, message, accepted file, rules
	run csv-check ${4--r r.rules} --accepted "$3" next.csv
	is "$1" "$status $(sed 1d out) $err" "2  csv-check: $2"
}
refused 'no such file' "--accepted: none.csv: No such file or directory" none.csv
: >empty.csv
refused 'an empty file' "empty.csv: no data (zero bytes); expected a heading (--accepted)" empty.csv
head -1 small.csv >heading.csv
refused 'no rows' "heading.csv:1: a heading and no rows (S14); expected the last accepted submission (--accepted)" heading.csv
refused 'a folder' "--accepted: st: is a directory; expected a file" st
cut -d, -f1-3 small.csv >narrow.csv
refused 'a column less' "narrow.csv:1: no column 'note'; expected the headings of the input (--accepted)" narrow.csv
sed 's/$/,1/; 1s/1$/more/' small.csv >wide.csv
refused 'a column more' "wide.csv:1: column 'more' is not in the input; expected the same headings (--accepted)" wide.csv
sed 's/note/notes/' small.csv >renamed.csv
refused 'a column renamed' \
    "renamed.csv:1: no column 'note'; expected the headings of the input; did you mean 'notes'? (--accepted)" renamed.csv
tr , ';' <small.csv >other.csv
refused 'another delimiter' \
    "other.csv:1: looks separated by ';'; did you mean -d ';'? (S18); expected the last accepted submission (--accepted)" other.csv
{ cat small.csv; echo A,2014-15; } >ragged.csv
refused 'a row cut short' "ragged.csv:6: 2 fields, where the heading has 4 (S03); expected the last accepted submission (--accepted)" ragged.csv
{ cat small.csv; printf 'A,2014-15 Q3,"1\n'; } >open.csv
refused 'a quote that is not closed' \
    "open.csv:6: column 14, byte 105: a quote that is never closed; expected a closing quote (S04) (--accepted)" open.csv
{ cat small.csv; sed -n '2s/10/11/p' small.csv; } >twice.csv
refused 'a key twice' "twice.csv:6: the key and period of line 2 again (la=A; quarter=2014-15 Q1); expected one row for each (--accepted)" twice.csv
sed '3s/Q1/Q5/' small.csv >wrong.csv
refused 'a period of another form' \
    "wrong.csv:3: quarter: '2014-15 Q5' is not of the form \"YYYY-YY Qn\"; expected a period such as 2014-15 Q1 (S15) (--accepted)" wrong.csv
sed '2s/10/x/' small.csv >cell.csv
refused 'a cell that is not a number' \
    "cell.csv:2: value: 'x' is neither a number nor a symbol that the rules declare (S15); expected the last accepted submission (--accepted)" cell.csv
sed '3s/,20,/,"1,200",/' small.csv >comma.csv
refused 'a thousands comma' "comma.csv:3: value: '1,200': a thousands comma in a number column (S15); expected the last accepted submission (--accepted)" comma.csv
refused 'the input itself' \
    "--accepted: './next.csv' is the input itself; expected the last accepted submission, in a file of its own" ./next.csv
refused 'no rules' "--accepted: no rules; expected -r with rules that declare 'key' and 'period', by which rows are found again" small.csv ''
printf 'number value\n' >bare.rules
refused 'rules without key and period' \
    "bare.rules: no 'period'; expected 'period NAME as \"YYYY-YY Qn\"' or the like, and 'key NAME, ...', for --accepted, by which rows are found again" \
    small.csv '-r bare.rules'
run csv-check -r r.rules --accepted - <next.csv
is 'standard input for both' "$status $out $err" '2  csv-check: standard input is named 2 times; expected once'
run csv-check -r r.rules --accepted next.csv <next.csv
is 'the same file from standard input' "$status $out $err" \
    "2  csv-check: --accepted: 'next.csv' is standard input too; expected the last accepted submission, in a file of its own"
run sh -c 'cat small.csv | csv-check -r r.rules --accepted - next.csv | grep -c S24'
is 'the accepted submission from standard input' "$status $out $err" '0 4 '
# --- Without a key the period alone is enough, where it occurs once.
printf 'quarter,value\n2014-15 Q1,10\n2014-15 Q2,20\n' >one.csv
printf 'quarter,value\n2014-15 Q1,10\n2014-15 Q2,25\n2014-15 Q3,30\n' >one-next.csv
printf 'number value\nperiod quarter as "YYYY-YY Qn"\n' >one.rules
run csv-check -r one.rules --accepted one.csv one-next.csv
is 'the period alone' "$status $(cut -d, -f1,4,6-8 out | sed 1d)" '0 S24,3,quarter=2014-15 Q2,25,20
S26,4,quarter=2014-15 Q3,2014-15 Q3,'
printf '2014-15 Q3,30\n' >>one-next.csv
run csv-check -r one.rules --accepted one.csv one-next.csv
is 'and twice in the input: S17' "$status $(found)" '1 S24:3:value S26:4:quarter S17:5:'
run csv-check -r one.rules --accepted one-next.csv one.csv
is 'and twice in the accepted submission' "$status $(sed 1d out) $err" "2  csv-check: one-next.csv:5: the key and period of line 4 again (quarter=2014-15 Q3); expected one row for each, by a 'key' in the rules (--accepted)"

# --- A return without a column that the rules declare is reported, and the rest compared.
{ echo 'columns la, quarter, value, note'; cat r.rules; } >c.rules
cut -d, -f2- next.csv >less.csv
run csv-check -r c.rules --accepted small.csv less.csv
is 'a declared column missing in the input' "$status $(found | tr ' ' '\n' | grep '^S')" '1 S12:1:note
S24:3:value
S24:5:value
S24:6:
S26:7:quarter'
{ printf 'columns la, quarter, value\noptional note\n'; cat r.rules; } >o.rules
run csv-check -r o.rules --accepted small.csv less.csv
is 'an optional column that is gone' "$status $(grep '^S24,query,,' out)" \
    "1 S24,query,,,note,,no column,a column,,,the column 'note' is gone; expected the columns accepted (small.csv)"
cut -d, -f1-3 small.csv >small3.csv
run csv-check -r o.rules --accepted small3.csv next.csv
is 'one that is new' "$status $(grep '^S24,query,,' out)" \
    "1 S24,query,,,note,,a column,no column,,,the column 'note' is new; expected the columns accepted (small3.csv)"
{ tail -n +2 small.csv | sed 's/$/,/'; } >rows
{ echo; echo la,quarter,value,note,; cat rows; echo ,,,,; } >loose.csv
sed 's/$/,/' next.csv >loose-next.csv
run csv-check -r r.rules --accepted loose.csv loose-next.csv
is 'blank rows and a blank column do not matter' "$status $(found | tr ' ' '\n' | grep '^S2' | tr '\n' ' ')" \
    '1 S24:3:value S24:4:note S24:5:value S24:6: S26:7:quarter '
{ cat small.csv; printf '\nSource: the board\n'; } >noted.csv
run csv-check -r r.rules --accepted noted.csv next.csv
is 'nor does a source line, which is accepted with a query' "$status $(found | tr ' ' '\n' | grep -c '^S24')" '1 4'
run csv-check -q -r r.rules --accepted small.csv next.csv small2.csv
is 'a second file that is missing' "$status $err" '2 csv-check: small2.csv: No such file or directory'
# An optional column that the accepted submission lacks; rows that it lacks, in count.
printf 'key k\nperiod q as "YYYY"\noptional z\nnumber v, z\nbuiltin S24 off\nrule B1 error\n check: accepted(z) is blank\nrule B2 error\n by: q\n check: count(accepted(v)) = count(v)\nrule B3 error\n check: accepted(v) is number\nrule B4 error\n check: accepted(trim(z)) = "3"\n' >lack.rules
printf 'k,q,v\na,2014,1\nb,2014,1\n' >lacks.csv
printf 'k,q,v,z\na,2014,1,3\nb,2014,1,4\nc,2014,1,3\na,2015,1,2\n' >has.csv
run csv-check --unchecked error -r lack.rules --accepted lacks.csv has.csv
is 'what the accepted submission lacks is not known' "$(cut -d, -f1,2,4,11 out | sed 1d)" 'B1,error,2,3 of 3 rows not checked: z is not known in the accepted submission (first on line 2; others for other reasons)
B2,error,2,1 of 1 group not checked: the accepted submission lacks a row of the group
B4,error,2,3 of 3 rows not checked: z is not known in the accepted submission (first on line 2; others for other reasons)
B3,error,4,1 of 3 rows not checked: the accepted submission lacks the row
S25,query,5,the new period 2015 has no row for '\''b'\'' that 2014 has; expected a row for each that has not ended
S26,note,5,"a new period'


# --- S25: keys of the last period accepted that a new one lacks, such as rows cut off at its end.
silent=
i=82
while [ $i -lt 121 ]; do
	head -$i "$mine/return.csv" >cut.csv
	csv-check -r return.rules --accepted old.csv cut.csv 2>/dev/null |
		grep -q "^S25,query,cut.csv,82,.* $((121 - i - 3)) others\|^S25,query,cut.csv,82,.* that 2024-25 Q2 has" ||
		silent="$silent $i"
	i=$((i + 1))
done
is 'S25: a new quarter cut after any of its rows' "$silent" ''
head -120 "$mine/return.csv" >cut.csv
run csv-check -q --pass --fail-on query -r return.rules --accepted old.csv cut.csv
is 'S25: with --fail-on query its last row is missed' "$status $out" '1 '

new() { # rules; accepted; input: as "area period value ..." rows; then the messages of S25, with their line
	printf '%s\n' "$1" >k.rules
	printf 'la,q,v\n%b' "$2" >k-old.csv
	printf 'la,q,v\n%b' "$2$3" >k-new.csv
	csv-check -r k.rules --accepted k-old.csv k-new.csv 2>&1 |
		sed -n 's/^S25,[a-z]*,k-new.csv,\([0-9]*\),.*,no row,a row,,,"\{0,1\}\(.*[^"]\)"\{0,1\}$/\1: \2/p'
}
plain='key la
period q as "YYYY"'
ends='; expected a row for each that has not ended'
five='A,2014,1\nB,2014,1\nC,2014,1\nD,2014,1\nE,2014,1\n'
is 'S25: nothing is missing' "$(new "$plain" "$five" 'E,2015,1\nD,2015,1\nC,2015,1\nB,2015,1\nA,2015,1\nF,2015,1\n')" ''
is 'S25: one' "$(new "$plain" "$five" 'A,2015,1\nC,2015,1\nD,2015,1\nE,2015,1\n')" \
    "7: the new period 2015 has no row for 'B' that 2014 has$ends"
is 'S25: three' "$(new "$plain" "$five" 'A,2015,1\nE,2015,1\n')" \
    "7: the new period 2015 has no row for 'B', 'C' and 'D' that 2014 has$ends"
is 'S25: four' "$(new "$plain" "$five" 'A,2015,1\n')" \
    "7: the new period 2015 has no row for 'B', 'C', 'D' and 1 other that 2014 has$ends"
is 'S25: all' "$(new "$plain" "$five" 'Z,2015,1\n')" \
    "7: the new period 2015 has no row for 'A', 'B', 'C' and 2 others that 2014 has$ends"
is 'S25: each of several new periods, with the last one accepted' \
    "$(new "$plain" "$five" 'A,2015,1\nB,2015,1\nC,2015,1\nD,2015,1\nA,2016,1\nB,2016,1\nC,2016,1\nE,2016,1\n')" \
    "7: the new period 2015 has no row for 'E' that 2014 has$ends
11: the new period 2016 has no row for 'D' that 2014 has$ends"
is 'S25: the rows of a period in between are not compared' "$(new "$plain" "${five}A,2012,1\n" 'A,2013,1\n')" ''
is 'S25: nor with an earlier period, where a key had ended' \
    "$(new "$plain" "Z,2013,1\n$(echo "$five" | sed 's/2014/2013/g')$five" "$(echo "$five" | sed 's/2014/2015/g')")" ''
is 'S25: a key that comes back is missed' "$(new "$plain" 'A,2013,1\nB,2013,1\nA,2014,1\nB,2014,1\nC,2014,1\n' 'A,2015,1\nB,2015,1\n')" \
    "7: the new period 2015 has no row for 'C' that 2014 has$ends"
is 'S25: off' "$(new "$plain
builtin S25 off" "$five" 'A,2015,1\n')" ''
is 'S25: keys of single cases do not recur' "$(new "$plain" 'A,2013,1\nB,2013,1\nC,2014,1\nD,2014,1\nB,2014,1\n' 'E,2015,1\n')" ''
is 'S25: a key with the period in it' "$(new 'key la, q
period q as "YYYY"' "$five" 'A,2015,1\nC,2015,1\nD,2015,1\nE,2015,1\n')" \
    "7: the new period 2015 has no row for 'B' that 2014 has$ends"
is 'S25: a key with the date that the period comes from' "$(new 'key la, q
date q as "YYYY-MM-DD"
period quarter from q as quarter' 'A,2014-01-05,1\nA,2014-04-02,1\n' 'A,2014-07-09,1\n')" ''
is 'S25: the period alone' "$(new 'period q as "YYYY"' 'A,2014,1\n' 'A,2015,1\n')" ''
year='A,2013-14 Q4,1\nY,2013-14 Q4,1\nA,2014-15 Q1,1\nA,2014-15 Q2,1\nA,2014-15 Q3,1\nA,2014-15 Q4,1\n'
quarters='key la
period q as "YYYY-YY Qn"'
is 'S25: a key that has one row a year' "$(new "$quarters" "${year}Y,2014-15 Q4,1\n" 'A,2015-16 Q1,1\n')" ''
is 'S25: and lacks it' "$(new "$quarters" "${year}" 'A,2015-16 Q1,1\n')" ''
is 'S25: a year in which it had other rows too' "$(new "$quarters" "${year}Y,2014-15 Q1,1\nY,2014-15 Q4,1\n" 'A,2015-16 Q1,1\n')" \
    "10: the new period 2015-16 Q1 has no row for 'Y' that 2014-15 Q4 has$ends"
is 'S25: a blank in the key, and a number by its value' "$(new 'key la, v
number v
period q as "YYYY"' 'A,2014,\nA,2014,5\n,2014,6\n' 'A,2015,5.0\n')" \
    "5: the new period 2015 has no row for 'A' and '6' that 2014 has$ends"
is 'S25: a key that is blank' "$(new "$plain" ',2014,1\nA,2014,1\nB,2014,1\n' 'A,2015,1\nB,2015,1\n')" \
    "5: the new period 2015 has no row for a blank key that 2014 has$ends"
printf 'rule,q,reason,who,expires\nS25,2015,merged,A. Smith,\n' >k-w.csv
new "$plain" "$five" 'A,2015,1\n' >/dev/null
run csv-check -q --fail-on query -w k-w.csv -r k.rules --accepted k-old.csv k-new.csv
is 'S25: waived by its period' "$status $err" '0 '

# --- Malformed rows of the accepted submission, where they are no errors.
printf 'key la\nperiod q as "YYYY"\nbuiltin S03 query\nbuiltin S13 query\nbuiltin S19 query\n' >m.rules
printf 'la,q,v\nA,2014,1\nB,2014\nC\0,2014,1\nla,q,v\nSource: x,,\n' >m-old.csv
printf 'la,q,v\nA,2014,1\nA,2015,1\n' >m-new.csv
run csv-check -r m.rules --accepted m-old.csv m-new.csv
is 'S24: malformed rows of the accepted submission are counted' "$status $(grep ^S24 out)" \
    '0 S24,query,,,,,,rows of the table,,,"2 rows of m-old.csv not readable as data, first on line 3, not compared; expected rows of the table"'

# --- S24: the figures of the last period accepted, under the name of a new one.
{ cat old.csv; grep '2024-25 Q2' old.csv | sed 's/2024-25 Q2/2024-25 Q3/' | sort; } >stale.csv
check stale.csv
is 'S24: a quarter that repeats the last one' "$(grep '^S24' out)" \
    'S24,query,stale.csv,82,quarter,quarter=2024-25 Q3,no new figures,new figures,,,the new period 2024-25 Q3 has the figures of 2024-25 Q2 in all of its rows (72 that are not 0); expected its own'
sed '120s/Total,/&1/' stale.csv >fresh.csv
check fresh.csv
is 'no S24: one figure is another' "$(grep -c '^S24' out)" 0
repeats() { # accepted; new rows: how many findings of S24
	printf 'key la\nperiod q as "YYYY"\nnumber v, w\nsymbols c\n' >s.rules
	printf 'la,q,v,w,note\n%b' "$1" >s-old.csv
	printf 'la,q,v,w,note\n%b' "$1$2" >s-new.csv
	csv-check -r s.rules --accepted s-old.csv s-new.csv | grep -c 'has the figures of'
}
was='A,2013,9,9,\nA,2014,5,6,x\nB,2014,7,8,\nC,2014,9,c,\nD,2014,0,,\n'
is 'S24: texts and notation do not matter' "$(repeats "$was" 'D,2015,0,,y\nA,2015,5.0,6,\nB,2015,7,8,z\nC,2015,9,c,\n')" 1
is 'S24: nor do rows that are missing' "$(repeats "$was" 'A,2015,5,6,\nB,2015,7,8,z\nC,2015,9,c,\n')" 1
is 'S24: each new period' "$(repeats "$was" 'A,2015,5,6,\nB,2015,7,8,z\nC,2015,9,c,\nA,2016,5,6,\nB,2016,7,8,z\nC,2016,9,c,\n')" 2
is 'no S24: another figure' "$(repeats "$was" 'A,2015,5,6,\nB,2015,7,8,z\nC,2015,9,3,\n')" 0
is 'no S24: a blank' "$(repeats "$was" 'A,2015,5,6,\nB,2015,7,8,z\nC,2015,9,c,\nD,2015,,,\n')" 0
is 'no S24: a new key' "$(repeats "$was" 'A,2015,5,6,\nB,2015,7,8,z\nC,2015,9,c,\nE,2015,0,,\n')" 0
is 'no S24: four figures' "$(repeats "$was" 'A,2015,5,6,\nB,2015,7,8,z\n')" 0
is 'no S24: those of another period' "$(repeats "$was" 'A,2015,9,9,\n')" 0
done_testing
