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
	'<tr><th scope="row" style="text-align: left">a|b \ `c` *d* _e_ f_g ~h~ &lt;i&gt; [j](k) &amp; $l$ {m} #n ^o %p &quot;q&quot; r--s<br>t</th><td style="text-align: right">1</td></tr>'
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
<p>c: confidential; [z]: not applicable; &lt;5: suppressed small number</p>'
run board-table --caption 'Plans & ends' --legend -f latex marks.csv
is "latex: caption" "$(sed -n 3p out)" '\caption{Plans \& ends}'
is "latex: legend" "$(tail -3 out)" '\smallskip
c: confidential; {[}z]: not applicable; \textless{}5: suppressed small number
\end{table}'
run board-table --legend "$data/board/cp-plans.csv"
is "no marks, no legend" "$(wc -l <out)" 3

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
like "an unknown format" "$status $err" "^2 .*--format: .pdf. is not text, markdown, html, latex, csv or jsonl"

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

done_testing
