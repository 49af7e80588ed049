# csv-check: what is no table, and rows that are not rows of the table (S07, S18 to S21, S23).
. "${0%/*}/../tap/tap.sh"

# The findings as rule:line, in order.
found() {
	awk -F, 'NR > 1 && $1 ~ /^[A-Z]+[0-9]+$/ { printf "%s%s:%s", n++ ? " " : "", $1, $4 }' out
}

shape() { # name, data, findings, status, options
	printf '%b' "$2" >f.csv
	name=$1 wanted="$4 $3"
	shift 4
	csv-check "$@" f.csv >out 2>err
	is "$name" "$? $(found)$(cat err)" "$wanted"
}

# --- S18: pages, XML, JSON; whatever follows is not reported.
for start in '<!DOCTYPE html>' '<!doctype HTML PUBLIC "-//W3C">' '<html lang="en">' '<HTML>' '<head>' \
    '<?xml version="1.0"?>' '<!-- saved -->' '<rows>\n<row>' '{"a": 1, "b": 2}' '[{"a": "x"},' '[\n{"a": 1}]' \
    '[1, 2, 3]' '{\n  "a": 1\n}' '{\\rtf1 x}'; do
	shape "S18: $start" "$start\nx, \"y\" z\n\0\n" S18:1 1
done
shape 'S18: below blank lines, after a byte order mark' '\0357\0273\0277\n  \n<!doctype html>\n' S18:3 1
shape 'no S18: headings in brackets' '[area],[count]\nA,1\n' '' 0
shape 'no S18: headings that begin with a sign' '<5,5 to 9\n1,2\n' '' 0
shape 'no S18: a heading between signs' '<area>,<count>\nA,1\n' '' 0

for start in 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345' '%%!PS-Adobe-3.0\n%%%%Title: x' \
    'INSERT INTO t (a, b) VALUES (1, 2);\nINSERT INTO t (a, b) VALUES (3, 4);' 'create table t (a int);' \
    'area    value  total\nA           1      2\nB          10     22' 'area    value\nA       10\nBath    2' \
    'This is a sentence on plans.\nThe second line is one too.'; do
	shape "S18: $start" "$(printf '%s' "$start" | sed 's/%%/%/g')\n" S18:1 1
done
shape 'no S18: a column of sentences' 'note\nThis is a sentence on plans.\nThe second line is one too.\n' '' 0
shape 'no S18: a column with runs of blanks' 'area  code\nA B  1\nA\n' '' 0
shape 'no S18: a heading that begins with a word of SQL' 'insert into plan,count\nA,1\n' '' 0
shape 'S05: numbers in place of headings' '1,2,3\n4,5,6\n' S05:1 1
shape 'S05: and signs, points and blanks' '-1, 2.5 ,\n4,5,6\n' 'S05:1 S05:1 S10:1' 1
shape 'no S05: years' '2014,2015,2016\n4,5,6\n' '' 0
shape 'no S05: numbers beside a heading' 'area,1,2\nA,5,6\n' '' 0

# --- S18: another delimiter.
shape "S18: ';'" 'area;count;population\nA;5;1000\nB;6;1000\n' S18:1 1
like "S18: ';': which to use" "$(cat out)" "looks separated by ';'; did you mean -d ';'\\?"
shape "S18: ';' between quotes" '"area";"count"\n"A, B";"5"\n"C ""x""";"6"\n' S18:1 1
shape "S18: ';' and decimal commas" 'area;rate\nA;1,5\nB;2,5\nC;3\n' S18:1 1
shape 'S18: tabs' 'area\tcount\nA\t5\nB\t6\n' S18:1 1
like 'S18: tabs: which to use' "$(cat out)" 'looks separated by tabs; did you mean -d tab\?'
shape "S18: '|'" 'area|count\nA|5\n' S18:1 1
shape "S18: ',' where -d says ';'" 'area,count\nA,5\n' S18:1 1 -d ';'
shape 'S18: a heading alone' 'area;count;population\n' S18:1 1
shape 'S18: below a title' 'Plans\n\narea;count;population\nA;5;1000\nB;6;1000\n' S18:1 1
shape 'S18: a column of one separator now and then is a column' 'note\nfirst; second\nthird\n' '' 0
shape 'S18: a title with separators is a title' 'Plans; by area; 2014\narea,count\nA,5\n' S07:1 1
shape 'S18: no more than a heading with one' 'note; area\n' S14:1 1
shape 'S18: where the delimiter is there too' 'area,note; more\nA,1; 2\n' '' 0
printf 'area;count;rate\nA;1;2\n' >f.csv
printf 'key area\nrule A1 error\n  check: count != ""\n' >a.rules
run csv-check -r a.rules f.csv
is 'S18: the rules say nothing of columns' "$status $(found) $err" '1 S18:1 '
printf 'area,count\nA,1\n' >good.csv
run csv-check --unchecked error -r a.rules good.csv f.csv
is 'S18: counts as not checked' "$(grep '^A1' out)" \
    'A1,error,f.csv,1,,,not checked,checked,,,1 row not checked: not readable as data'
printf 'builtin S18 query\n' >q.rules
run csv-check -r q.rules f.csv
is 'S18 as a query: the file is read' "$status $(found)" '0 S18:1'
printf 'rule,reason,who,expires\nS18,known,me,\n' >w.csv
run csv-check -w w.csv f.csv
is 'S18 cannot be waived' "$status $(found) $(grep -c 'S18 cannot be waived' err)" '1 S18:1 1'
shape 'sep=; for a comma' 'sep=;\narea;count\nA;5\n' S18:1 1
like 'sep=; for a comma: which to use' "$(cat out)" "did you mean -d ';', without this line\\?"
shape 'sep=; for itself: the rest is checked' 'sep=;\narea;count\nA;5;6\n' 'S18:1 S03:3' 1 -d ';'
shape 'sep= and a tab' '"sep=\t"\narea\tcount\nA\t5\n' S18:1 1

# --- S19: the heading again.
shape 'S19: once' 'area,count\nA,5\narea,count\nB,6\n' S19:3 1
shape 'S19: several times, one finding' 'area,count\nA,5\narea,count\nB,6\narea,count\nC,7\n' S19:3 1
like 'S19: how many' "$(cat out)" 'and 1 row more'
shape 'S19: with a byte order mark' 'area,count\nA,5\n\0357\0273\0277area,count\nB,6\n' S19:3 1
shape 'S19: in another order' 'area,count,rate\nA,5,1\nrate,area,count\n2,B,6\n' S19:3 1
shape 'S19: in other letters' 'area,count\nA,5\nArea,COUNT\nB,6\n' S19:3 1
shape 'S19: with another column' 'area,count\nA,5\narea,count,note\nB,6,x\n' 'S19:3 S03:4' 1
shape 'S19: with a column renamed' 'area,count,population\nA,5,9\narea,plans,population\nB,6,9\n' S19:3 1
shape 'S19: of one column' 'area\nA\narea\nB\n' S19:3 1
shape 'no S19: one word of the heading' 'category,period,value\nperiod,2014,5\ncategory,2014,6\n' '' 0
printf 'number count\nrule A1 error\n  check: count is number\n' >n.rules
printf 'area,count\nA,5\narea,count\nB,6\n' >f.csv
run csv-check --unchecked error -r n.rules f.csv
is 'S19: no rule gets the row, and it says so' "$status $(grep '^A1' out)" \
    '1 A1,error,f.csv,3,,,not checked,checked,,,1 row not checked: not readable as data'

# --- S05: a heading of one cell is no title.
shape 'S05: a heading with one cell' 'area,\nX,2\n' S05:1 1
shape 'S05: with more blanks' 'area,,\nX,2,3\nY,2,3\n' 'S05:1 S05:1' 1
shape 'S05: below a title' 'Plans\n\narea,\nX,2\n' 'S07:1 S08:2 S05:3' 1
shape 'S05: above a blank row' 'area,\n,\nX,2\n' 'S05:1 S08:2' 1
shape 'S05: above a row without a label' 'area,\n,2\nX,3\n' S05:1 1
shape 'S05: of three, the last blank but used' 'area,count,\nX,2,3\n' S05:1 1
shape 'S07: a title with commas' 'Plans,\narea,count\nX,2\n' S07:1 1
shape 'S07: a title with commas, above years' 'Plans,\narea,2014\nX,2\n' S07:1 1
shape 'S07: a title without' 'Plans\narea,1\nX,2\n' S07:1 1

# --- S20: notes.
shape 'S20: a source line as wide as the table' 'area,count,rate\nA,5,1\nSource: DfE,,\n' S20:3 0
shape 'S20: one of another width' 'area,count,rate\nA,5,1\nSource: DfE\n' S20:3 0
shape 'S20: one with commas' 'area,count,rate\nA,5,1\nSource: DfE, ONS, NHS, 2014\n' S20:3 0
shape 'S20: one with as many commas as the table' 'area,count,rate\nA,5,1\nSource: DfE, ONS, 2014\n' S20:3 0
shape 'S20: below blank rows, one finding' \
    'area,count,rate\nA,5,1\n,,\nNotes,,\n1. Provisional,,\nAs at March,,\n\n(c) Crown copyright\n' 'S08:3 S20:4 S08:7' 0
like 'S20: how many' "$(cat out)" 'a note, not a row of the table \(and 3 rows more\)'
shape 'S20: a sentence' 'area,count,rate\nA,5,1\nThese figures were provisional.,,\n' S20:3 0
shape 'S20: a symbol' 'area,count,rate\nA,5,1\nc = suppressed,,\n' S20:3 0
shape 'S20: among the rows, where it says so' 'area,count,rate\nA,5,1\n* provisional,,\nB,6,1\n' S20:3 0
shape 'S20: a name at the end that reads as a symbol' 'area,count,rate\nA,5,1\nx = y,,\n' S20:3 0
shape 'no S20: the same with figures' 'area,count,rate\nA,5,1\nx = y,2,\n' '' 0
shape 'no S20: an agency without data' 'area,count,rate\nA,5,1\nB,,\nC,6,1\n' '' 0
shape 'no S20: as the last row' 'area,count,rate\nA,5,1\nB,,\n' '' 0
shape 'no S20: as the last row, below a blank one' 'area,count,rate\nA,5,1\n,,\nB,,\n' S08:3 0
shape 'no S20: as the last row above a note' 'area,count,rate\nA,5,1\nB,,\nSource: x,,\n' S20:4 0
shape 'no S20: a numbered label' 'indicator,count,rate\n1. Plans,5,1\n2. Starts,,\n' '' 0
shape 'no S20: a long label' 'indicator,count\nA,5\nNumber of children on a plan at 31 March 2015,\n' '' 0
shape 'no S20: a label with a star' 'area,count\nA,5\n*Redcar,\n' '' 0
shape 'no S20: a sentence among the rows' 'area,count,rate\nA,5,1\nThese figures were provisional.,,\nB,6,1\n' '' 0
shape 'no S20: a row that was cut' 'area,count,rate\nA,5,1\nRedcar' 'S03:3 S23:3' 1
shape 'no S20: a row that was cut, with a newline' 'area,count,rate\nA,5,1\nRedcar\n' S03:3 1
shape 'no S20: a label that begins like a note' 'area,count,rate\nA,5,1\nSource of referral\n' S03:3 1
shape 'no S20: rows of another width below a note' 'area,count\nA,5\nSource: x\nB,6,7\n' 'S20:3 S03:4' 1
printf 'area,count\nA,5\nSource: x,\nB,\n' >f.csv
run csv-check --unchecked error -r n.rules f.csv
is 'S20: counts as not checked' "$status $(grep '^A1' out)" \
    '1 A1,error,f.csv,3,,,not checked,checked,,,2 rows not checked: not readable as data (first on line 3)'
{ echo area,count; echo A,5; echo Source: x,; i=0; while [ $((i += 1)) -le 1000 ]; do echo "B$i,"; done; echo C,6; } >f.csv
csv-check -f text -r n.rules f.csv >out
is 'S20: any number of rows without figures below a note' "$(grep 'rows read' out | tr -s ' ')" ' rows read 1002'

# --- S21: totals without a label.
shape 'S21: one' 'area,count,rate\nA,5,1\nB,6,3\n,11,2\n' S21:4 0
shape 'S21: of each group, and of all' 'la,area,count\nX,A,5\nX,B,6\n,,11\nY,C,1\nY,D,2\n,,3\n,,14\n' S21:4 0
shape 'S21: with thousands' 'area,count\nA,"1,000"\nB,2000\n,"3,000"\n' S21:4 0
shape 'S21: half of the cells' 'area,a,b,c,d\nA,5,1,1,1\nB,6,3,1,1\n,11,4,9,9\n' S21:4 0
shape 'no S21: fewer' 'area,a,b,c\nA,5,1,1\nB,6,3,1\n,11,9,9\n' '' 0
shape 'no S21: below one row' 'area,a\nA,5\n,5\n' '' 0
shape 'no S21: a label left out below the first of its rows' 'area,year,count\nA,2014,5\n,2015,6\nB,2014,7\n,2015,8\n' '' 0
shape 'no S21: other rows without a text' 'id,n,d\n1,2,2014-01-01\n2,3,2014-01-01\n3,1,\n4,1,\n5,1,\n' '' 0
shape 'no S21: running numbers' 'id,d\n1,2014-01-01\n2,2014-01-01\n3,\n4,2014-01-01\n' '' 0
shape 'no S21: running numbers with figures' 'id,n,d\n1,4,a\n2,7,b\n3,1,\n4,1,c\n' '' 0
shape 'S21: counts that follow one another' 'area,count\nA,1\nB,2\n,3\n' S21:4 0
shape 'S21: an id, and a total above the rows' 'id,area,n\n1,A,2\n2,B,3\n,,5\n3,C,4\n4,D,5\n,,9\n' S21:4 0
shape 'no S21: with a label' 'area,count\nA,5\nB,6\nTotal,11\n' '' 0
shape 'no S21: another figure' 'area,count\nA,5\nB,6\n,12\n' '' 0
shape 'no S21: numbers alone' 'a,b\n1,2\n1,2\n2,\n' '' 0

# --- S23.
shape 'S23: no newline' 'area,count\nA,5\nB,6' S23:3 0
shape 'S23: in several lines' 'area,count\nA,5\n"B\nC",6' 'S11:3 S23:3' 0
shape 'S23: the heading' 'area,count' 'S14:1 S23:1' 1

# --- S06, S22: what looks alike but differs.
shape 'S06: case, blanks, hidden characters, accents' \
    'Area,area\0302\0240,M\0303\0264n,Mo\0314\0202n,x\0342\0200\0213,X,a b,a  b\n1,2,3,4,5,6,7,8\n' \
    'S06:1 S06:1 S06:1 S06:1 S10:1 S10:1' 1
like 'S06: hidden characters are visible' "$(cat out)" "the heading 'area.u00a0' of column 2 looks like that of column 1"
shape 'S22: case, blanks, hidden characters, accents; one finding a pair' \
    'area,v\nM\0303\0264n,1\nM\0303\0264n,2\nm\0303\0264n,3\nMo\0314\0202n,4\nM\0303\0264n\0302\0240,5\nM\0342\0200\0213\0303\0264n,6\nMo\0314\0202n,7\nm\0303\0264n,8\n' \
    'S22:4 S22:5 S10:6 S22:6 S10:7 S22:7' 0
like 'S22: both, with what is hidden' "$(grep S22 out | sed -n 3p)" \
    "'M.*n.u00a0' and 'M.*n' \(line 2\) look alike but differ; expected one of them"
shape 'S22: case as Unicode has it' 'area,v\nStra\0303\0237e,1\nStrasse,2\n' S22:3 0
shape 'S22: runs of blanks' 'area,v\nA B,1\nA  B,2\n' S22:3 0
shape 'S22: a column of a few rows' 'category,v\nNeglect,1\nneglect,2\n' S22:3 0
shape 'no S22: texts that hardly repeat, as in a column of notes' \
    'id,note\n1,None\n2,none\n3,late\n4,see above\n5,early\n' '' 0
shape 'no S22: other blanks between digits, other digits' 'n,v\n1 1,1\n11,2\n1 1,3\n' '' 0
printf 'id,v\nA1,1\na1,2\nB1,3\nC1,4\n' >ids.csv
printf 'key id\nrule A1 note\n  check: v != ""\n' >key.rules
run csv-check -r key.rules ids.csv
is 'S22: in the key, whether texts repeat or not' "$(found)" S22:3
printf 'rule A1 note\n  by: id\n  check: count() = 1\n' >by.rules
run csv-check -r by.rules ids.csv
is 'S22: in by' "$(found)" S22:3
printf 'number v\ndate d\nperiod q as "YYYY"\nsymbols c C\n' >types.rules
printf 'v,d,q\nc,2014-01-01,2014\nC,2014-01-01 ,2014 \n1,2014-01-01,2014\n' >f.csv
run csv-check -r types.rules f.csv
is 'no S22: numbers, dates and periods that are declared' "$(grep -c '^S22' out)" 0
printf 'area,v\nRedcar,1\n' >f1.csv
printf 'v,area\n2,REDCAR\n' >f2.csv
run csv-check f1.csv f2.csv
is 'S22: in another file, with its columns in another order' "$(grep -o '^S22.*' out)" \
    "S22,query,f2.csv,2,area,,REDCAR,Redcar,,,\"'REDCAR' and 'Redcar' (of f1.csv, line 2) look alike but differ; expected one of them\""
perl -e 'print "r,c,q,v\n"; for $i (1 .. 30) { for $q (1 .. 4) { for $c ("Neglect", "Total", "") {
	$d = $i == 20 && $q == 2 && $c eq "Total" ? "total" : $c;
	print "Region $i and more,$d,Q$q,$i\n" } } }' >runs.csv
run csv-check runs.csv
is 'S22: one cell among runs of the same texts' "$(found)" S22:$(grep -n ',total,' runs.csv | cut -d: -f1)
perl -e 'print "a,b,v\n"; for (1 .. 3000) { printf "\"T%d\",%s,%d\n", $_ % 5, $_ == 2999 ? "X\"\"" : $_ % 2 ? "\"x\"\"\"" : "y", $_ }' |
    sed 's/X""/"X"""/' >quoted.csv
run csv-check quoted.csv
is 'S22: in quoted cells' "$(found)" S22:3000
perl -e 'print "key,v\n"; for (1 .. 999) { print "K$_,$_\n" } print "k1,0\nK1000,1\nk2,2\n"' >many.csv
sed 's/id/key/' key.rules >many.rules
run csv-check -r many.rules many.csv
is 'S22: among the first 1,000 texts of a column' "$(found)" S22:1001

# --- What keeps rows from the rules is a query at least.
for id in S01 S03 S04 S07 S13 S18 S19 S20; do
	for to in note off; do
		echo "builtin $id $to" >b.rules
		run csv-check -r b.rules good.csv
		is "builtin $id $to" "$status $out $err" "2  csv-check: b.rules:1: $id cannot be $to, as no rule sees what it finds; expected error or query"
	done
	echo "builtin $id query" >b.rules
	run csv-check -r b.rules good.csv
	is "builtin $id query" "$status $err" '0 '
done
printf 'builtin S03 query\nbuiltin S01 query\nbuiltin S04 query\nbuiltin S13 query\n' >>n.rules
cat >>n.rules <<'.'
rule G1 error
  let: n = count()
  check: n > 0
.
printf 'area,count\nA,5\nB,6,7\n\200,1\n"C"x,2\nD\0,3\nE,5\n' >f.csv
run csv-check --unchecked query -r n.rules f.csv
is 'rows lost count as not checked in every rule' "$status $(grep -E '^[AG]1' out)" \
    "0 A1,query,f.csv,3,,,not checked,checked,,,4 rows not checked: not readable as data (first on line 3)
G1,query,f.csv,3,,,not checked,checked,,,4 rows not checked: not readable as data (first on line 3)"
run csv-check -f text -r n.rules f.csv
like 'and in the summary' "$out" 'not checked +8'
csv-check -q --pass -r n.rules f.csv >out 2>err
is 'and with --pass, even if quiet' "$? $(cmp out f.csv) $(grep -c 'A1 4 of 6' err)" '0  1'
shape 'S19: with blanks around it' 'area,q,v\nA,1,2\n area , q,v\nB,1,2\n' 'S19:3' 1
shape 'S19: without those of the first' ' area , q,v\nA,1,2\narea,q,v\n' 'S10:1 S10:1 S19:3' 1
done_testing
