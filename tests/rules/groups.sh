# Groups whose rows come in rising order, as in a sorted file, or for a while, or not: each row is in the group
# of its values, as awk has it.
. "${0%/*}/../tap/tap.sh"

printf 'period q as "YYYY-YY Qn"\nnumber n\ndate d\n' >head
for by in q,g g,q g d,g n,g; do
	{ cat head; printf 'rule A1 error\n by: %s\n check: count() = 0 and sum(n) != 0\n say: {count()} {sum(n)}\n' "$by"
	} >"$by.rules"
done

# Rows g,q,n,d: three for each group, of which the first two come together.
table() { # order
	awk -v order="$1" '
		function date(x) { return sprintf("2014-%02d-%02d", int(x / 28) + 1, x % 28 + 1) }
		function put(x, again,    g, q) {
			g = int(x / 8); q = x % 8
			printf "%s,%d-%02d Q%d,%s,%s\n", g < 1 ? "" : sprintf("g%03d", g), 2014 + int(q / 4), (15 + int(q / 4)) % 100,
			    q % 4 + 1, again ? x ".0" : x + 0, date(x % 300)
		}
		function two(x) { put(x, 0); put(x, 1) }
		BEGIN {
			print "g,q,n,d"
			n = 400
			for (i = 0; i < n; i++)
				if (order == "falling") two(n - i)
				else if (order == "mixed") two(i * 7 % n)
				else if (order == "late" && i > n - 3) two(n - i)
				else if (order == "periods" && i == 200) print "g025,many,1,2014-01-01"
				else two(i)
			if (order != "rising")
				for (i = 0; i < n; i++) put(i * (order == "twice" ? 1 : 3) % n, 1)
		}'
}
# By group, in the order of its first row: line, rows, sum.
wanted() { # columns of by
	awk -F, -v by="$1" 'NR > 1 {
		k = ""
		for (i = split(by, c, ","); i > 0; i--) k = k SUBSEP (c[i] == "g" ? $1 : c[i] == "q" ? $2 : c[i] == "d" ? $4 : $3 + 0)
		if (!(k in line)) { line[k] = NR; key[++m] = k }
		rows[k]++; sum[k] += $3
	} END { for (i = 1; i <= m; i++) print line[key[i]] ":" rows[key[i]] " " sum[key[i]] }' rows.csv | sort | cksum
}

for order in rising twice falling mixed late periods; do
	table $order >rows.csv
	for by in q,g g,q g d,g n,g; do
		csv-check -r "$by.rules" rows.csv >out 2>err
		is "$order, by $by" "$(sed -n 's/^A1,error,[^,]*,\([0-9]*\),.*,\([0-9]* [0-9]*\)$/\1:\2/p' out | sort | cksum)" "$(wanted "$by")"
	done
done

# The groups of a second file go on with those of the first, or come again.
printf 'g,q,n,d\na,2014-15 Q1,1,2014-01-01\nb,2014-15 Q1,2,2014-01-01\n' >1.csv
printf 'g,q,n,d\nb,2014-15 Q2,4,2014-01-01\nb,2014-15 Q1,8,2014-01-01\na,2014-15 Q1,16,2014-01-01\n' >2.csv
csv-check -r q,g.rules 1.csv 2.csv >out
is 'two files' "$(sed -n 's/^A1,error,\([^,]*,[0-9]*\),.*,\([0-9]* [0-9]*\)$/\1:\2/p' out | tr '\n' ' ')" '1.csv,2:2 17 1.csv,3:2 10 2.csv,2:1 4 '

# Aggregates whose where: is the opposite of the one before, or looks like that; of a short text and of a long one.
long='Emotional abuse and neglect'
cat >parts.csv <<END
g,kind,other,n
a,Total,x,1
a,$long,Total,2
a,,x,4
b,$long,Total,8
b,total,x,16
b,x,x,32
END
parts() { # text
	is="kind = \"$1\"" not="kind != \"$1\""
	printf 'number n\nrule A1 error\n by: g\n check: sum(n) < 0\n say:' >parts.rules
	for where in "$is" "$not" "$is" "$is" "other != \"$1\"" "other = \"$1\"" 'n > 2' 'n <= 2' "$not"; do
		printf ' {sum(n where %s)}' "$where" >>parts.rules
	done
	echo >>parts.rules
	csv-check -r parts.rules parts.csv >out 2>err
	got=$(sed -n 's/^A1,error,.*,\([0-9 ]*\)$/\1/p' out | tr '\n' ';')$(cat err)
}
parts Total
is 'where: and its opposite, of a short text' "$got" '1 6 1 1 5 2 4 3 6;0 56 0 0 48 8 56 0 56;'
parts "$long"
is 'and of a long one' "$got" '2 5 2 2 7 0 4 3 5;8 48 8 8 56 0 56 0 48;'
done_testing
