#!/bin/sh
# Random tables, with the rows of a group together and in no order: the rules that keep rows find what awk
# finds by comparing each row with all others.
. "${0%/*}/../tap/tap.sh"

cat >"rules" <<'END'
columns id, g, c, q, day, end, v
key     id
date    day, end
number  v

file other from "other.csv"
  columns k, w
  number  w

rule SUM error
  by:    g
  check: 3 * v <= sum(v)
  say:   {g} {c} {day}
rule DAY error
  by:    day
  check: 3 * v <= sum(v)
  say:   {day}
rule BEFORE error
  by:        g, c
  unchecked: allow
  check:     day > before(end by day)
  say:       {c} {g} {end}
rule BESIDE error
  by:        g
  unchecked: allow
  check:     after(v by day) - before(v by day) <= 20
  say:       {g} {v}
rule OVERLAP error
  by:    g
  check: no overlap(day, end)
  say:   {g} {day}
rule EVERY error
  by:    g
  check: every(c, q)
rule IN error
  check: g in other.k
rule LINK error
  check: v <= sum(other.w where other.k = g)
END

# The rows of a seed, with a random number first; other: the linked file.
table() { # seed
	awk -v seed="$1" '
		function draw(below) { seed = (seed * 16807 + 11) % 2147483647; return int(seed / 7) % below }
		function day(t, dmy,    y, m) {
			y = 2000 + int(t / 336); m = int(t % 336 / 28) + 1
			return dmy ? sprintf("%02d/%02d/%d", t % 28 + 1, m, y) : sprintf("%d-%02d-%02d", y, m, t % 28 + 1)
		}
		BEGIN {
			OFS = ","
			for (g = 0; g < 150; g++) {
				n = g % 50 == 49 ? 150 : draw(12)
				for (i = 0; i < n; i++) {
					t = 3 * draw(200) + i % 3
					print draw(100000), ++id, "G" g, "c" draw(2), "q" draw(3), day(t, draw(3) == 0),
					    draw(8) == 0 ? "" : day(t + draw(60), draw(3) == 0), draw(30)
				}
			}
			print "k,w" >"other.csv"
			for (g = 149; g >= 0; g--)
				for (i = draw(4); i > 0; i--)
					print "G" g, draw(20) >"other.csv"
		}'
}

# What each rule should find, as "RULE ID WORDS"; rows without a tie in their order alone.
expected() { # table
	awk -F, '
		function days(s,    p) {
			if (s == "") return 1e9
			if (s ~ /-/) { split(s, p, "-"); return (p[1] * 12 + p[2]) * 28 + p[3] }
			split(s, p, "/"); return (p[3] * 12 + p[2]) * 28 + p[1]
		}
		FNR == 1 { next }
		FILENAME == "other.csv" { in_other[$1] = 1; total[$1] += $2; next }
		{
			n++
			id[n] = $1; g[n] = $2; c[n] = $3; text[n] = $5; ends[n] = $6; v[n] = $7
			from[n] = days($5); to[n] = days($6)
			sum[$2] += $7; on[days($5)] += $7; have[$2, $3, $4] = 1; cs[$2, $3] = 1; qs[$2, $4] = 1; gs[$2] = 1
		}
		END {
			for (i = 1; i <= n; i++) {
				if (3 * v[i] > sum[g[i]]) print "SUM", id[i], g[i], c[i], text[i]
				if (3 * v[i] > on[from[i]]) print "DAY", id[i], text[i]
				if (!(g[i] in in_other)) print "IN", id[i]
				if (v[i] > total[g[i]]) print "LINK", id[i]
				best = over = tie = low = high = same_day = 0
				for (k = 1; k <= n; k++) {
					if (g[k] != g[i] || k == i) continue
					if ((from[k] < from[i] || from[k] == from[i] && k < i) && to[k] >= from[i]) over = 1
					if (from[k] == from[i]) same_day = 1
					else if (from[k] < from[i]) {
						if (!low || from[k] > from[low]) { low = k; same_low = 0 }
						else if (from[k] == from[low]) same_low = 1
					} else if (!high || from[k] < from[high]) { high = k; same_high = 0 }
					else if (from[k] == from[high]) same_high = 1
					if (c[k] != c[i]) continue
					if (from[k] == from[i]) tie = 1
					else if (from[k] < from[i] && (!best || from[k] > from[best])) { best = k; same = 0 }
					else if (best && from[k] == from[best]) same = 1
				}
				if (over) print "OVERLAP", id[i], g[i], text[i]
				if (low && high && !(same_day || same_low || same_high) && v[high] - v[low] > 20)
					print "BESIDE", id[i], g[i], v[i]
				if (best && !tie && !same && ends[best] != "" && from[i] <= to[best])
					print "BEFORE", id[i], c[i], g[i], ends[i] == "" ? "(blank)" : ends[i]
			}
			for (group in gs)
				for (i = 0; i < 2; i++)
					for (k = 0; k < 3; k++)
						if ((group, "c" i) in cs && (group, "q" k) in qs && !((group, "c" i, "q" k) in have))
							print "EVERY", group, "c" i, "q" k
		}' other.csv "$1" | sort
}

found() { # table...
	csv-check -r rules "$@" 2>messages | awk -F, '
		NR == 1 { next }
		$1 == "EVERY" { split($6, p, /; |=/); print $1, p[2], p[4], p[6]; next }
		{ sub(/^id=/, "", $6) }
		$1 == "IN" || $1 == "LINK" { print $1, $6; next }
		{ print $1, $6, $NF }' | sort
}

for seed in 1 2 3 4; do
	table $seed >rows
	for order in "their order" "no order"; do
		{
			echo id,g,c,q,day,end,v
			[ "$order" = "no order" ] && sort -n rows || cat rows
		} | sed 's/^[0-9]*,\([0-9]*,G\)/\1/' >table.csv
		expected table.csv >wanted
		found table.csv >got
		same "seed $seed, rows in $order: the findings of each rule" got wanted
		is "seed $seed, rows in $order: all rules have some" "$(cut -d" " -f1 got | sort -u | paste -sd,)" \
			BEFORE,BESIDE,DAY,EVERY,IN,LINK,OVERLAP,SUM
	done
done

# The same rows in 200 files: a finding names the file and the line.
awk 'NR > 1 { f = sprintf("part%03d.csv", NR % 200); if (!seen[f]++) print "id,g,c,q,day,end,v" >f; print >f }' table.csv
found part*.csv >got
same "the same rows in 200 files" got wanted
csv-check -r rules part*.csv 2>messages | awk -F, '$1 == "SUM" { sub(/id=/, "", $6); print $3 ":" $4 "," $6 }' >places
is "the file and line of each" "$(while IFS=:, read -r file line id; do
	[ "$(sed -n "$line{s/,.*//;p;}" "$file")" = "$id" ] || echo "$file:$line is not $id"
done <places)" ""
done_testing
