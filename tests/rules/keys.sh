# unique of rows that another rule groups: its keys are the group and the rest by number while they fill a
# grid, and are in a table from then on. Each shape of rows: the findings are those that awk has.
. "${0%/*}/../tap/tap.sh"

printf 'number n\nrule G error\n by: g\n check: count() >= 1\nrule U error\n check: unique(g, n, c)\n' >rest.rules
printf 'rule G error\n by: c, g\n check: count() >= 1\nrule U error\n check: unique(g, c)\n' >none.rules
printf 'rule G error\n by: g\n check: count() >= 1\nrule U error\n where: c != "3"\n check: unique(g, c)\n' >where.rules

# Rows g,c,n of a shape; "again": each 7th row once more at the end, as numbers are written in two ways.
table() { # shape groups rest
	awk -v shape="$1" -v groups="$2" -v rest="$3" '
		function put(g, c) {
			print "g" g "," c "," g % 3
			if (++rows % 7 == 0) again[++n] = "g" g "," c "," g % 3 ".0"
		}
		BEGIN {
			print "g,c,n"
			if (shape == "groups") for (g = 0; g < groups; g++) for (c = 0; c < rest; c++) put(g, c)
			if (shape == "rest") for (c = 0; c < rest; c++) for (g = 0; g < groups; g++) put(g, c)
			if (shape == "mixed") for (i = 0; i < groups * rest; i++) put(i * 7919 % groups, int(i * 7919 / groups) % rest)
			if (shape == "alone") for (g = 0; g < groups; g++) put(g, g % rest)
			if (shape == "late") for (i = 0; i < 2; i++) for (g = 0; g < groups; g++) put(g, i == 0 ? 0 : g % rest)
			for (i = 1; i <= n; i++) print again[i]
		}'
}
# What unique has to find: the line, and the line of the first.
wanted() { # rules rows
	awk -F, -v rules="$1" 'NR > 1 && (rules != "where" || $2 != 3) {
		k = $1 SUBSEP $2 SUBSEP (rules == "rest" ? $3 + 0 : "")
		if (k in first) print NR ":" first[k]; else first[k] = NR }' "$2" | cksum
}
found() { sed -n 's/^U,error,[^,]*,\([0-9]*\),.* already on line \([0-9]*\);*.*/\1:\2/p' out | cksum; }

for shape in 'groups 3000 5' 'groups 40 300' 'rest 3000 5' 'rest 9 255' 'rest 9 256' 'rest 9 257' 'mixed 400 13' \
    'mixed 7 1000' 'alone 9000 9' 'alone 9000 9000' 'late 2000 250' 'late 5000 5000' 'groups 1 1'; do
	table $shape >rows.csv
	for rules in rest none where; do
		csv-check -r $rules.rules rows.csv >out 2>err
		is "$shape, $rules" "$(found)" "$(wanted $rules rows.csv)"
	done
done

# A column that by: and unique() both name.
printf 'rule G error\n by: c\n check: count() >= 1\nrule U error\n by: g, n\n check: unique(g, n, c)\n' >both.rules
printf 'rule U error\n by: n, g\n check: unique(g, n, c)\n' >alone.rules
for rules in both alone; do
	awk 'BEGIN { print "g,n,c"; for (i = 0; i < 40; i++) print "x," int(i % 6 / 2) "," i % 2 }' >rows.csv
	csv-check -r $rules.rules rows.csv >out 2>err
	is "by: with columns of unique(), $rules" "$(found)" "$(awk 'NR > 7 { print NR ":" (NR - 2) % 6 + 2 }' rows.csv | cksum)"
done

# Also when the keys do not fit a grid.
printf 'rule U error\n by: c, g\n check: unique(n, c)\n' >last.rules
awk 'BEGIN { print "g,c,n"; for (i = 0; i < 340; i++) print "x," i % 300 ",1" }' >rows.csv
csv-check -r last.rules rows.csv >out 2>err
is 'by: with the last column of unique(), many' "$(found)" "$(awk 'BEGIN { for (i = 0; i < 40; i++) print i + 302 ":" i + 2 }' | cksum)"

# A list of columns names each once.
awk 'BEGIN { print "g,n,q,v"; for (i = 0; i < 12; i++) print "x," i % 2 "," 2010 + int(i / 2) "," i }' >rows.csv
while IFS='|' read -r rules said; do
	printf "$rules" >twice.rules
	csv-check -r twice.rules rows.csv >out 2>err
	is "$rules" "$? $(cat out err)" "2 csv-check: twice.rules:$said; expected each column once"
done <<'.'
key g, n, g, q\n|1: 'g' occurs twice in the key
key g, [g]\n|1: 'g' occurs twice in the key
key g\nkey n,\n  g\n|3: 'g' occurs twice in the key
file f from "rows.csv"\n  key g, g\n|2: 'g' occurs twice in the key
rule U error\n each: x = n, v, n\n check: x != ""\n|2: 'n' occurs twice in each:
rule U error\n by: g, g\n check: count() >= 1\n|2: rule U, by: 'g' occurs twice
rule U error\n check: unique(g, n, g)\n|2: rule U, check: 'g' occurs twice
rule U error\n check: every(g, g)\n|2: rule U, check: 'g' occurs twice
rule U error\n check: g, g -> n\n|2: rule U, check: 'g' occurs twice
.
for key in g,n,q "g\nkey n,q"; do
	printf "key $key"'\nperiod q as "YYYY"\nnumber v\nrule U error\n check: v < previous(v)\n' >key.rules
	csv-check -r key.rules rows.csv >out 2>err
	is "key $key" "$(grep -c '^U,error' out)" 10
done

# A key of several files is one, also where they include it from another.
printf 'key g, q\nrule S error\n check: v >= 0\n' >also.rules
csv-check -r key.rules -r also.rules rows.csv >out 2>err
is 'a key in two files' "$(grep -c '^U,error' out)" 10
printf 'key n, g, q\n' >common.rules
for file in 1 2; do
	printf 'include "common.rules"\nnumber v\nrule T%d error\n check: v < 11\n' $file >$file.rules
done
printf 'include "1.rules"\ninclude "2.rules"\nkey q, g\n' >all.rules
for rules in '-r 1.rules -r 2.rules' '-r all.rules' '-r common.rules -r 1.rules -r common.rules -r 2.rules'; do
	csv-check $rules rows.csv >out 2>err
	is "a key in files that include it: $rules" "$? $(cat err; sed 1d out | cut -d, -f 1-6)" '1 T1,error,rows.csv,13,v,n=1; g=x; q=2015
T2,error,rows.csv,13,v,n=1; g=x; q=2015'
done

# The place of the first row is in its own file.
printf 'g,c,n\na,x,1\na,y,1\n' >1.csv
printf 'g,c,n\nb,x,1\na,y,1\n' >2.csv
csv-check -r rest.rules 1.csv 2.csv >out 2>err
is 'several files' "$(sed -n 's/^U,error,\([^,]*,[0-9]*\),.*already in \([^"]*\).*/\1 \2/p' out)" '2.csv,3 1.csv, on line 3'
done_testing
