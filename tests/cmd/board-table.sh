#!/bin/sh
# board-table: CSV as text, Markdown, HTML and LaTeX. The expected output was written by hand.
. "${0%/*}/../tap/tap.sh"

run board-table "$data/board/cp-categories.csv"
is "text, as published" "$out" "Category of Abuse         Q1        Q2        Q3        Q4
-----------------  ---------  --------  --------  --------
Neglect            130 (70%)  94 (68%)  73 (62%)  83 (69%)
Physical abuse       13 (7%)    6 (4%)  15 (13%)  17 (14%)
Sexual abuse          6 (3%)    6 (4%)    0 (0%)    3 (3%)
Emotional abuse     34 (19%)  33 (24%)  29 (25%)  17 (14%)
Mixed categories      2 (1%)    0 (0%)    0 (0%)    0 (0%)
Total                    185       139       117       120"

# Every character that is markup in some style; wide and combining characters; a newline; control
# characters.
printf 'name,n\n' >in.csv
printf '"a|b \\ `c` *d* _e_ f_g ~h~ <i> [j](k) & $l$ {m} #n ^o %%p ""q"" r--s\nt",1\n' >>in.csv
printf '北京,22\nnai\314\210ve,c\n\033[31mred\302\2331m,-3.5\n[c],"1,234"\n' >>in.csv

run board-table in.csv
is "text: markup is plain, a newline is a blank" "$(sed -n 3p out)" \
	"$(printf '%-66s  %5s' 'a|b \ `c` *d* _e_ f_g ~h~ <i> [j](k) & $l$ {m} #n ^o %p "q" r--s t' 1)"
is "text: a wide character has two columns" "$(sed -n 4p out)" "北京$(printf '%62s  %5s' '' 22)"
is "text: a combining one none" "$(sed -n 5p out)" "$(printf 'nai\314\210ve%61s  %5s' '' c)"
is "text: control characters cannot command a terminal" "$(sed -n 6p out)" \
	"\x1b[31mred\u009b1m$(printf '%47s  %5s' '' -3.5)"
is "text: no line ends in blanks" "$(grep -c ' $' out)" 0

run board-table -f markdown in.csv
is "markdown: escapes" "$(sed -n 3p out | sed 's/ *1 |$//; s/ *|$//')" \
	'| a\|b \\ \`c\` \*d\* \_e\_ f_g \~h\~ \<i\> \[j\](k) \& \$l\$ {m} #n ^o %p "q" r--s<br>t'
like "markdown: figures to the right" "$(sed -n 2p out)" '^\| -+ \| -+: \|$'
is "markdown: every line has the same bars" "$(sed 's/\\|//g' out | tr -dc '|\n' | sort -u)" '|||'

run board-table -f html in.csv
is "html: escapes" "$(sed -n 6p out)" \
	'<tr><th scope="row" style="text-align: left">a|b \ `c` *d* _e_ f_g ~h~ &lt;i&gt; [j](k) &amp; $l$ {m} #n ^o %p &quot;q&quot; r--s<br>t</th><td class="figure" style="text-align: right">1</td></tr>'
for e in table thead tbody tr th td; do
	is "html: $e is closed" "$(grep -o "<$e[ >]" out | wc -l)" "$(grep -o "</$e>" out | wc -l)"
done
run board-table -f latex in.csv
is "latex: escapes" "$(sed -n 5p out)" \
	'a\textbar{}b \textbackslash{} \textasciigrave{}c\textasciigrave{} {*}d{*} \_e\_ f\_g \textasciitilde{}h\textasciitilde{} \textless{}i\textgreater{} {[}j](k) \& \$l\$ \{m\} \#n \textasciicircum{}o \%p {\char34}q{\char34} r-{}-s t & 1 \\'
is "latex: a mark in brackets is no argument" "$(sed -n 9p out)" '{[}c] & 1,234 \\'
is "latex: columns" "$(sed -n 1p out)" '\begin{tabular}{lr}'
is "latex: the rest" "$(sed -n '2p;4p;10,$p' out)" '\hline
\hline
\hline
\end{tabular}'

cat >marks.csv <<'.'
area,plans,note
A,c (c),x
B,[z],y
C,<5,
D,c,
.
run board-table --caption 'Plans & ends' --legend marks.csv
is "text: caption and legend" "$out" "Plans & ends

area  plans  note
----  -----  ----
A     c (c)  x
B       [z]  y
C        <5
D         c

c: confidential; [z]: not applicable; <5: suppressed small number"
run board-table --caption 'Plans & ends' --legend -f markdown marks.csv
is "markdown: caption" "$(head -1 out)" '**Plans \& ends**'
is "markdown: legend" "$(tail -1 out)" \
	'c: confidential; \[z\]: not applicable; \<5: suppressed small number'
run board-table --caption 'Plans & ends' --legend -f html marks.csv
is "html: caption and legend" "$(sed -n '2p;$p' out)" '<caption>Plans &amp; ends</caption>
<p class="legend">c: confidential; [z]: not applicable; &lt;5: suppressed small number</p>'
run board-table --caption 'Plans & ends' --legend -f latex marks.csv
is "latex: caption" "$(sed -n 3p out)" '\caption{Plans \& ends}'
is "latex: legend" "$(tail -3 out)" '\smallskip
c: confidential; {[}z]: not applicable; \textless{}5: suppressed small number
\end{table}'
run board-table --legend "$data/board/cp-plans.csv"
is "no marks, no legend" "$(wc -l <out)" 3

# table NAME WANTED CSV OPTIONS...: what board-table makes of the CSV, as CSV if no format is given.
table() {
	name=$1 wanted=$2
	printf -- "$3" >t.csv
	shift 3
	run board-table -f csv "$@" t.csv
	is "$name" "$out" "$(printf -- "$wanted")"
}

# Beside words a mark is explained; but letters that are codes, and levels, are no marks.
legend() { # NAME WANTED CELL...
	name=$1 wanted=$2
	shift 2
	{ echo area,x; printf 'A,%s\n' "$@"; } >t.csv
	is "legend: $name" "$(board-table --legend t.csv | sed '1,/^A/d; /^A/d; /^$/d')" "$wanted"
}
legend "a mark among numbers and words" "c: confidential" 12 c "see note"
legend "a mark among words" "[x]: not available; ..: not available" "see note" "[x]" ..
legend "codes of one letter" "" m f u
legend "levels" "" Low Medium High
legend "low among numbers" "low: rounds to zero but is not zero" low 5 "see note"
printf 'Area,n,Flag\nA,5,p; note 1\nB,c,r\nC,7,P\n' >flags.csv
is "legend: flags" "$(board-table --legend flags.csv | tail -n 1)" "c: confidential; p: provisional; r: revised"
is "legend: flags in html" "$(board-table --legend -f html flags.csv | tail -n 1)" '<p class="legend">c: confidential; p: provisional; r: revised</p>'
is "legend: no flags" "$(sed 's/Flag/Group/; s/,c,/,6,/' flags.csv | board-table --legend | wc -l)" 5
legend "each mark once" "c: confidential; <5: suppressed small number" c "<5" c "<6"

cat >rates.csv <<'.'
la_name,count,rate,p,a=b
Redcar and Cleveland,217,78.90622158,2.675e-3,1
Darlington,137,c,0.0005,2
England,48300,42.1,1,3
.
run board-table --columns 'la_name=Authority,rate=Rate per 10000' --decimals rate=1 rates.csv
is "--columns and --decimals" "$out" "Authority             Rate per 10000
--------------------  --------------
Redcar and Cleveland            78.9
Darlington                         c
England                         42.1"
run board-table -f csv --columns p,count --decimals 3 rates.csv
is "--decimals for all: whole columns stay" "$out" "p,count
0.003,217
0.001,137
1.000,48300"
printf 'p\n1.6e-2\n2\n' >exponent.csv
run board-table -f csv --decimals 2 exponent.csv
is "--decimals with an exponent" "$out" "p
0.02
2.00"
# Figures are rounded as decimals, half away from zero, in the form that they have.
table "--decimals: halves" 'v\n0.29\n1.01\n2.68\n-1.01\n0.00\n' 'v\n0.285\n1.005\n2.675\n-1.005\n-0.004\n' --decimals 2
table "--decimals: long numbers" 'v,id\n1234567890123456781.3,1234567890123456781\n' \
	'v,id\n1234567890123456781.25,1234567890123456781\n' --decimals 1
table "--decimals: codes with an E stay" 'ward,n\n1E5,5.3\nA12,1000.0\n1E-5,7.0\n' \
	'ward,n\n1E5,5.25\nA12,1e3\n1E-5,7\n' --decimals 1
table "--decimals: an exponent alone is no decimal" 'n\n5\n1e3\n' 'n\n5\n1e3\n' --decimals 1
table "--decimals: commas and percent signs are kept" 'v\n"1,234.6"\n"1,000.0"\n12.3%%\nc\n"2,000.0"\nTBC\n' \
	'v\n"1,234.56"\n999.95\n12.25%%\nc\n"2,000"\nTBC\n' --decimals 1
table "--decimals: a count and its percentage apart" 'v\n130 (70.3%%)\n6 (4.0%%)\nc (c)\nx (1.5%%)\n12\n' \
	'v\n130 (70.25%%)\n6 (4%%)\nc (c)\nx (1.49%%)\n12\n' --decimals 1
table "--decimals: both" 'v\n130 (70%%)\n14\n' 'v\n130 (70.25%%)\n13.5\n' --decimals v=0

# Commas between thousands: not in years and codes, unless they are named.
table "--thousands" 'year,la_code,n,ref no,p\n2014,1234567,"1,234",5555,"1,234.5%%"\n2015,1234568,"12,345,678.25",6666,c\n' \
	'year,la_code,n,ref no,p\n2014,1234567,1234,5555,1234.5%%\n2015,1234568,12345678.25,6666,c\n' --thousands
table "--thousands: years by their size, numbers with zeros in front, and words" \
	'a,b,c,d,number\n2014,01234,1234567890123456,1234,"2,100"\n1999,11234,1,TBC,1\n' \
	'a,b,c,d,number\n2014,01234,1234567890123456,1234,2100\n1999,11234,1,TBC,1\n' --thousands
table "--thousands of named columns" 'a,d,n\n"2,014","1,234",5000\n' 'a,d,n\n2014,1234,5000\n' --thousands=a,d
table "--thousands and --decimals" 'n\n"1,234.6"\n"-9,999,999.0"\n' 'n\n1234.56\n-9999999\n' --thousands --decimals 1
run board-table --thousands -f jsonl t.csv
like "--thousands: not in JSON" "$status $err" "^2 .*--thousands cannot be combined with --format jsonl"
run board-table --thousands=x t.csv
like "--thousands: a column that is not there" "$status $err" "^2 .*no column 'x'"

# Sorting.
words='a,n\nx,10\nB,c\na,9\ny,\nc,TBC\nz,10\n'
table "--sort: numbers, words, marks, blanks" 'a,n\na,9\nx,10\nz,10\nc,TBC\nB,c\ny,\n' "$words" --sort n
table "--sort -NAME" 'a,n\nx,10\nz,10\na,9\nc,TBC\nB,c\ny,\n' "$words" --sort -n
table "--sort: two columns" 'a,n\nz,10\nx,10\na,9\nc,TBC\nB,c\ny,\n' "$words" --sort=-n --sort -a
table "--sort: words in alphabetical order" 'a,n\na,9\nB,c\nc,TBC\nx,10\ny,\nz,10\n' "$words" --sort a
table "--sort: by a column that is not printed" 'a\na\nx\nz\nc\nB\ny\n' "$words" --sort n --columns a
table "--sort: before rounding" 'v\n1\n1\n2\n' 'v\n1.2\n1.6\n1.1\n' --sort v --decimals 0
printf 'p\nFeb 2014\nApr 2014\n""\nDec 2013\n' >t.csv
run board-table -f csv --sort p t.csv
is "--sort: periods in order of time" "$out" 'p
Dec 2013
Feb 2014
Apr 2014
""'
table "--sort: counts with percentages, thousands" 'v\n9 (50%%)\n130 (7%%)\n"1,000"\n' 'v\n"1,000"\n130 (7%%)\n9 (50%%)\n' --sort v
table "--sort: letters that are no marks" 'v\na\nc\nd\nx\n' 'v\nx\nd\nc\na\n' --sort v
table "--sort: a heading with a hyphen in front" '-v,v\n1,2\n3,1\n' '-v,v\n3,1\n1,2\n' --sort -v
printf -- '-v,v\n1,2\n' >t.csv
run board-table --sort w t.csv
like "--sort: a column that is not there" "$status $err" "^2 .*t.csv:1: no column 'w'; expected one of -v, v"

# Highlighting, in each style.
printf 'la,n\nA & B,1\nHull,\nA & B,22.5\n' >marked.csv
run board-table --highlight 'la=A & B' --legend marked.csv
is "--highlight: text" "$out$err" '  la        n
  -----  ----
> A & B     1
  Hull
> A & B  22.5'
run board-table -f md --highlight la=Hull marked.csv
is "--highlight: markdown" "$(sed -n 4p out)" '| **Hull** |      |'
run board-table -f latex --highlight 'la=A & B' marked.csv
is "--highlight: latex" "$(sed -n 5p out)" '\textbf{A \& B} & \textbf{1} \\'
run board-table -f html --highlight la=Hull marked.csv
is "--highlight: html" "$(sed -n 7p out)" '<tr class="highlight"><th scope="row" style="text-align: left"><strong>Hull</strong></th>'\
'<td class="figure" style="text-align: right"></td></tr>'
run board-table -f csv --highlight la=Hull marked.csv
same "--highlight: CSV stays" out marked.csv
run board-table --highlight la=Hul marked.csv
is "--highlight: no such row: status" "$status" 0
like "--highlight: no such row" "$err" "note: --highlight: no row has la=Hul; did you mean 'Hull'\?"
run board-table -q --highlight la=Hul marked.csv
is "--highlight -q" "$err" ""
run board-table --highlight x=1 marked.csv
like "--highlight: no such column" "$status $err" "^2 .*no column 'x'"
run board-table --highlight la marked.csv
like "--highlight: no value" "$status $err" "^2 .*--highlight: 'la' is not NAME=VALUE"

run board-table -f md rates.csv
cp out md
run board-table -f markdown rates.csv
same "-f md is -f markdown" out md
run board-table --style
like "--style: a style sheet" "$status $out" 'table\.board'
is "--style: its braces pair" "$(tr -dc '{' <out | wc -c)" "$(tr -dc '}' <out | wc -c)"
for class in table.board .figure tr.highlight p.legend '@media print'; do
	grep -qF -e "$class" out && ok "--style: $class" || not_ok "--style: $class"
done
run board-table --style marked.csv
like "--style with a file" "$status $err" "^2 .*--style prints the style sheet alone; expected no file"

# Widths that are given: the same bytes where they are what the cells need, and no row is held.
for f in text markdown html latex csv jsonl; do
	run board-table -f $f --legend marks.csv
	cp out measured
	run board-table -f $f --legend --widths 4,5r --widths 4 marks.csv
	same "--widths, $f" out measured
done
run board-table --widths 4,5r,4 --sort -plans --highlight area=B marks.csv
cp out given
run board-table --sort -plans --highlight area=B marks.csv
same "--widths with --sort and --highlight" given out
run board-table --widths 3r,6,1 marks.csv
is "--widths: a cell that is wider is whole" "$status $out" '0 area  plans   note
---  ------  -
  A  c (c)   x
  B  [z]     y
  C  <5
  D  c'
is "--widths: and a note says so" "$err" "board-table: note: --widths: 'area' has 3, but its widest cell needs 4
board-table: note: --widths: 'note' has 1, but its widest cell needs 4"
run board-table -q --widths 3r,6,1 marks.csv
is "--widths -q" "$err" ""
run board-table -f html --widths 1r,1,1 marks.csv
is "--widths in html: only r" "$(grep -c 'class="figure" style="text-align: right">[A-D]<' out) $err" "4 "
run board-table --widths 4,5 marks.csv
like "--widths: one for each column" "$status $err" "^2 .*--widths: 2 widths for 3 columns; expected one for each"
for w in x 0 r -1 1.5 10000 5rr 99999999999999999999; do
	run board-table --widths 4,5,$w marks.csv
	like "--widths $w" "$status $err" "^2 .*--widths: '$w' is not a width from 1 to 9999, such as 8, or 8r to the right"
done
# Rows are written as they are read: of an input without an end, until the reader of the output ends.
for f in text markdown html latex csv jsonl; do
	case $f in csv | jsonl) options= ;; *) options='--widths 3,3r' ;; esac
	yes a,1 | sed '1s/.*/a,b/' | timeout 60 "$bin/board-table" -f $f $options 2>err | sed 9q >out
	is "an input without an end, $f" "$(wc -l <out)" 9
done
awk 'BEGIN { for (s = "x"; length(s) < 300; s = s s); print "a,b"; print s ",1"; print "y,2" }' >long.csv
run board-table long.csv
is "a long cell" "$(awk '{ print length($0) }' out)" "$(printf '515\n515\n515\n515')"

run board-table -f csv --columns a=b,a=b=c --decimals a=b=2 rates.csv
is "a heading with an equals sign" "$(head -2 out)" "a=b,c
1,1"
run board-table -f jsonl --decimals rate=1 --columns la_name,rate=Rate,p rates.csv
is "jsonl: numbers, marks as strings" "$out" '{"la_name":"Redcar and Cleveland","Rate":78.9,"p":"2.675e-3"}
{"la_name":"Darlington","Rate":"c","p":0.0005}
{"la_name":"England","Rate":42.1,"p":1}'
run board-table -f jsonl --columns rate,p=rate rates.csv
is "jsonl: two columns of one name: status and output" "$status$out" 2
like "jsonl: two columns of one name" "$err" "two columns are called 'rate'; expected each name once"
run board-table --columns Rate rates.csv
is "a missing column: exit" "$status" 2
like "a missing column: nearest" "$err" "rates.csv:1: no column 'Rate'; expected one of la_name, count, rate, p, a=b; did you mean 'rate'\?"
run board-table --decimals rate=x rates.csv
like "decimals that are not a number" "$status $err" "^2 .*--decimals: .x. is not a whole number from 0 to 15"
run board-table --decimals rat=1 rates.csv
like "decimals of a column that is not there" "$status $err" "^2 .*no column 'rat'"
run board-table --columns la_name,,rate rates.csv
like "an empty name" "$status $err" "^2 .*--columns: .la_name,,rate. is not a list of items"
run board-table -f pdf rates.csv
like "an unknown format" "$status $err" "^2 .*--format: .pdf. is not text, markdown, md, html, latex, csv or jsonl"

printf 'a,b\n' >heading.csv
for f in text markdown html latex csv jsonl; do
	run board-table -f $f heading.csv
	is "heading only, $f" "$status$err" 0
done
printf 'a,,a\n1,2,3\n' >blank.csv
run board-table blank.csv
is "blank and repeated headings" "$out" "a     a
-  -  -
1  2  3"
for option in --columns=a --decimals=a=1 --sort=a --thousands=a --highlight=a=1; do
	run board-table $option blank.csv
	like "$option of two columns" "$status $err" \
		"^2 .*blank.csv:1: two columns are called 'a' \(columns 1 and 3\); expected one"
done

done_testing
