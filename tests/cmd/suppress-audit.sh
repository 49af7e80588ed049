#!/bin/sh
# csv-suppress --audit: figures that were rounded, and by which rule of halves.
. "${0%/*}/../tap/tap.sh"

table() { # FILE, then rows: writes the file
	file=$1
	shift
	printf '%s\n' "$@" >"$file"
}

head=geographic_level,region_name,la_name,count
la=Local\ authority,North\ East

# 13 and a hidden count round to 10: as 10 is up to 15, or up to 14 with halves upwards.
table up.csv $head "$la,Hartlepool,c" "$la,Darlington,13" "Regional,North East,,10"
run csv-suppress --audit --policy dfe up.csv
is "pinned if halves were rounded upwards" "$status $(sed 1d out)" \
    "1 $la,Hartlepool,1,1,pinned,North East less Darlington; if halves were rounded upwards and no hidden count is 0"
is "and counted" "$err" "csv-suppress: 3 cells: 1 hidden, 1 pinned, 1 of them from 1 to 5"
run csv-suppress --audit --policy dfe --hide-zero up.csv
is "a hidden count that may be 0 is not" "$status $(sed 1d out)" "0 $la,Hartlepool,0,2,narrowed,North East less Darlington"
sed 's/,13$/,12/' up.csv >wide.csv
run csv-suppress --audit --policy dfe wide.csv
is "a range is the wider one" "$status $(sed 1d out)" "0 $la,Hartlepool,1,3,narrowed,North East less Darlington"
sed 's/,13$/,14/' up.csv >even.csv
run csv-suppress --audit --policy dfe even.csv
is "halves that were not rounded upwards are no condition" "$status $(sed 1d out)" \
    "1 $la,Hartlepool,1,1,pinned,North East less Darlington; if no hidden count is 0"
sed 's/,10$/,5/' up.csv | sed 's/,13$/,6/' >fives.csv
run csv-suppress --audit --policy dfe --round 5 fives.csv
is "fives have no halves" "$status $(sed 1d out)" \
    "1 $la,Hartlepool,1,1,pinned,North East less Darlington; if no hidden count is 0"
sed 's/,13$/,10/' up.csv >tens.csv
run csv-suppress --audit --policy nhs --max 5 --round 10 tens.csv
like "what may be above 10, as all is rounded" "$status $(grep Hartlepool out)" "^0 .*,1,9,narrowed,"

# Two publications, of which neither is enough.
table p1.csv $head "$la,Hartlepool,c" "$la,Darlington,c" "$la,Stockton,21" "Regional,North East,,30"
table p2.csv $head "$la,Hartlepool,c" "$la,Darlington,12" "$la,Stockton,c" "Regional,North East,,30"
for option in --against --published; do
	run csv-suppress --audit --policy dfe $option p2.csv p1.csv
	is "$option: halves upwards" "$status $(grep -c 'pinned,.*; if halves were rounded upwards' out) $(grep Hartlepool out)" \
	    "1 1 $la,Hartlepool,1,1,pinned,\"North East less Darlington, Stockton; if halves were rounded upwards and no hidden count is 0\""
done
table clash.csv $head "$la,Darlington,15" "Regional,North East,,20"
sed 's/,13$/,c/' up.csv >with.csv
run csv-suppress --audit --policy dfe --against clash.csv with.csv
is "two figures of one count, one of which was revised" "$status $(grep -c upwards out)" "0 0"

# Rounding by itself hides nothing; what follows of a small count is listed.
table round.csv area,count A,0 B,0 C,0 Total,20
run csv-suppress --audit --round 10 round.csv
is "a rounded figure that is pinned" "$status $(sed 1d out | paste -sd';' -)" \
    '1 A,5,5,pinned,"Total less B, C";B,5,5,pinned,"Total less A, C";C,5,5,pinned,"Total less A, B"'
is "is counted as such" "$err" \
    "csv-suppress: 4 cells: 0 hidden, 3 pinned, 3 of them from 1 to 5; 3 rounded figures among them"
sed 's/,20$/,10/' round.csv >safe.csv
run csv-suppress --audit --round 10 safe.csv
is "others are not listed" "$status $(sed 1d out)" "0 "

# That rounded figures add up exactly is chance: the order of their rows says nothing.
table order.csv area,category,count A,X,20 A,Y,20 A,Z,20 B,X,10 B,Y,c B,Z,40 C,X,40 C,Y,30 C,Z,30 D,X,30 D,Y,40 D,Z,40
run csv-suppress -q --audit --round 10 --max 7 order.csv
is "no sums of rounded figures by their order" "$status $(sed 1d out)" "0 B,Y,1,,open,"
run csv-suppress -q --audit order.csv
like "of exact figures there are" "$status $(sed 1d out)" "^0 B,Y,40,40,pinned,Y = Z .by their figures"

# Labels alone relate counts unless a group, rounded as it is, contradicts them.
ages='A,0 to 4,20 A,5 to 9,30 A,0 to 9,45 B,0 to 4,20 B,5 to 9,15 C,0 to 4,c C,5 to 9,30 C,0 to 9,55'
for last in '30:21,29,narrowed,0 to 9 = 0 to 4 + 5 to 9 (by their labels) of C' '10:1,,open,'; do
	echo "area,age_band,count $ages B,0 to 9,${last%%:*}" | sed 's/ \([ABC],\)/\n\1/g' >ages.csv
	run csv-suppress -q --audit --policy nhs ages.csv
	is "labels, and ${last%%:*} of 35" "$status $(sed 1d out)" "0 C,0 to 4,${last#*:}"
done

# A value that follows from many sums, of which the last is one by its figures.
awk 'BEGIN {
	print "area,category,count"
	n = split("Q R S U V", c, " ")
	for (a = 1; a <= 12; a++) {
		for (i = p = 0; ++i <= n; p += i < n ? v[i] : 0)
			t[i] += v[i] = 11 + (a * 37 + i * 101 + a * a * i * 13) % 83
		print "A" a ",P," p
		for (i = 1; i <= n; i++)
			print "A" a "," c[i] "," (a < n && i < n && (i == a || i == a + 1) ? "c" : v[i])
	}
	print "Total,P,c"
	for (i = 1; i <= n; i++)
		print "Total," c[i] "," (i == 1 ? "c" : t[i])
}' >many.csv
run csv-suppress -q --audit many.csv
is "sums by figures that are not named are counted" \
    "$status $(sed -n 's/^A2,R,\([0-9,]*pinned\).*; and/\1/p' out)" "0 59,59,pinned 1 other sum (by its figures)\""

# A publication of which every figure is rounded to 0.
table nils.csv area,count A,0 B,0 C,0
table few.csv area,count A,3 B,0 C,0 Total,3
run csv-suppress --round 10 --published nils.csv few.csv
is "rounded, all figures are 0" "$status $err" \
    "0 csv-suppress: 4 cells: each rounded to 10; no count from 1 to 5 is certain"

# What one publication hides and another shows as 0: zeros were hidden.
table shown.csv area,count A,0 B,7 Total,7
table hid.csv area,count A,c B,7 Total,7
for order in "--against shown.csv hid.csv" "--against hid.csv shown.csv"; do
	run csv-suppress --audit $order
	is "$order: shown as 0" "$status $(sed 1d out | cut -d, -f1-4)" "0 A,0,0,pinned"
done

done_testing
