#!/bin/sh
# csv-suppress: what is no row of the table, but follows from it: missing totals, years and their quarters.
. "${0%/*}/../tap/tap.sh"

table() { # FILE, then rows
	file=$1
	shift
	printf '%s\n' "$@" >"$file"
}

hidden() { # of `out`: its rows that have c, between semicolons
	grep ',c\(,\|$\)' out | sed 's/,c.*//' | paste -sd';' -
}

# A total without a row is one number, whatever adds up to it: here by area and by sex.
table corner.csv area,sex,value A,Total,14 B,Total,48 Total,Girls,5 Total,Boys,57
run csv-suppress corner.csv
is "a missing total of two dimensions" "$status $(hidden)" "0 A,Total;Total,Girls"
sed 's/,5$/,c/' corner.csv >corner-c.csv
run csv-suppress -q --audit corner-c.csv
is "a missing total in an audit" "$status $(grep -c 'Total,Girls,5,5,pinned,"Total of Total less A, B; Total of Total less Boys"' out)" "1 1"
for label in Persons ''; do
	sed "2,3s/,Total,/,$label,/" corner.csv >labels.csv
	run csv-suppress labels.csv
	is "a missing total called '$label'" "$status $(hidden)" "0 A,$label;Total,Girls"
done
table star.csv area,sex,age_band,value A,Girls,,3 A,Boys,,12 A,,0-4,7 A,,5-9,8
run csv-suppress star.csv
is "blanks that have no total of all" "$status $(hidden)" "0 A,Girls,;A,Boys,"

# A total of totals that are missing, too: no row has two areas and one sex.
table cube.csv area,category,age_band,value A,Physical,All,18 A,Neglect,All,38 A,Total,All,56 B,Physical,All,14 \
    B,Neglect,All,4 B,Total,All,18 Total,Physical,All,32 Total,Neglect,All,42 Total,Total,0-4,19 Total,Total,5-9,55
run csv-suppress cube.csv
is "a missing total of three dimensions" "$status $(hidden)" \
    "0 A,Physical,All;A,Neglect,All;B,Physical,All;B,Neglect,All"

# Sums that differ are not of one total: some children have no age here.
table differ.csv area,sex,age_band,value A,Girls,Total,3 A,Boys,Total,12 A,Total,0-4,7 A,Total,5-9,7 Total,Total,Total,40
run csv-suppress differ.csv
is "sums that differ make no total" "$status $(hidden)" "0 A,Girls,Total"

# Nothing is added by a total that follows from others.
table full.csv area,sex,value A,Girls,3 A,Boys,12 A,Total,15 B,Girls,9 B,Boys,8 B,Total,17 Total,Girls,12 Total,Boys,20
run csv-suppress full.csv
is "a missing corner of a table" "$status $(hidden)" "0 A,Girls;A,Total;Total,Girls"

# In two publications, and of two indicators.
table by-sex.csv area,sex,age_band,value A,Girls,Total,c A,Boys,Total,12 B,Girls,Total,13 B,Boys,Total,12
table by-age.csv area,sex,age_band,value A,Total,0-4,7 A,Total,5-9,8 B,Total,0-4,17 B,Total,5-9,8
run csv-suppress --published by-sex.csv by-age.csv
is "a missing total of two publications" "$status $(hidden)" "0 A,Total,0-4"
run csv-suppress -q --audit --against by-age.csv by-sex.csv
is "a missing total of two publications, audited" "$status $(sed -n 2p out | cut -d, -f1-6)" "1 A,Girls,Total,3,3,pinned"
table indicators.csv area,indicator,category,value A,By_sex,Girls,3 A,By_sex,Boys,12 A,By_age,0-4,7 A,By_age,5-9,8 \
    B,By_sex,Girls,13 B,By_sex,Boys,12 B,By_age,0-4,17 B,By_age,5-9,8
run csv-suppress indicators.csv
is "indicators of one missing total" "$status $(hidden)" "0 A,By_sex,Girls;A,By_age,0-4"
sed 's/5-9,8/5-9,9/' indicators.csv >other.csv
run csv-suppress other.csv
is "indicators of two missing totals" "$status $(hidden)" "0 A,By_sex,Girls"

# With marks, sums are of one total only if they have all places that there are.
table marks.csv area,sex,age_band,value A,Girls,All,c B,All,All,30 C,All,All,9 A,Boys,All,9 Total,Girls,0-4,7 Total,Girls,5-9,8
run csv-suppress -q --audit marks.csv
is "a missing row is no nought" "$status $(sed -n 2p out | cut -d, -f1-6)" "0 A,Girls,All,1,,open"
done_testing
