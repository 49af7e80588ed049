#!/bin/sh
# csv-suppress: breakdowns, by sex and by age, that share one total.
. "${0%/*}/../tap/tap.sh"

hidden() { # of `out`: its rows that have c, between semicolons
	grep ',c$' out | sed 's/,c$//' | paste -sd';' -
}

table() { # HEADINGS TYPE-OF-TOTAL TOTAL FEMALE MALE: writes t.csv, of 131 children
	cat >t.csv <<-EOF
	la_name,time_period,$1,value
	North Tyneside,2021,$2,$3,131
	North Tyneside,2021,Sex,Female,$4
	North Tyneside,2021,Sex,Male,$5
	North Tyneside,2021,Age group,Under 5,41
	North Tyneside,2021,Age group,5 to 15,60
	North Tyneside,2021,Age group,16 and over,30
	EOF
}

both='North Tyneside,2021,Sex,Female;North Tyneside,2021,Sex,Male'
for names in category_type,characteristic breakdown_topic,breakdown kind,what; do
	table "$names" Total Total 4 127
	run csv-suppress t.csv
	is "one total for two breakdowns, $names" "$status $(hidden)" "0 $both"
done
is "no total is said to be missing" "$err" \
    "csv-suppress: 6 cells: 1 primary, 1 secondary hidden; optimal; lower bound 1; narrowest range of 5 values"

for names in "All All" "All All children" "Total All children" " " "Total " " Total"; do
	table category_type,characteristic "${names%% *}" "${names#* }" 4 127
	run csv-suppress t.csv
	is "the total is called '$names'" "$status $(hidden)" "0 $both"
done
table category_type,characteristic Total Total 4 127
run csv-suppress -q -c category=characteristic t.csv
is "a role that tells the rows apart" "$status $(hidden)" "0 $both"

# Each type has the total as well
{
	cat t.csv
	echo North Tyneside,2021,Sex,Total,131
	echo North Tyneside,2021,Age group,Total,131
} >own.csv
run csv-suppress -q own.csv
is "the total of each type is the same count" "$status $(hidden)" "0 $both"
sed 's/^\(.*\),131$/\1,c/; 2s/c$/131/' own.csv >hidden.csv
run csv-suppress --audit hidden.csv
is "in an audit too" "$status $(grep -c 'Total,131,131,pinned' out)" "0 2"

# Audits
table category_type,characteristic Total Total c 127
run csv-suppress --audit t.csv
is "audit: one less the other" "$status $(sed -n '2s/,narrowed.*//;2s/,pinned.*/,pinned/p' out)" \
    "1 North Tyneside,2021,Sex,Female,4,4,pinned"
table category_type,characteristic Total Total c c
run csv-suppress --audit t.csv
is "audit: both hidden" "$status $(sed -n 's/.*Sex,\(.*\),narrowed.*/\1/p' out | paste -sd';' -)" \
    "0 Female,1,130;Male,1,130"

# Incomplete ones
table category_type,characteristic Total Total 4 120
run csv-suppress t.csv
is "a category is missing: said" "$status $(sed -n 1p err)" \
    "0 csv-suppress: t.csv:2: characteristic: the rows of 'Sex' make less than the total, that of Total, Total: there they are not tied to it; expected a row for the rest, such as 'Not known'"
is "and not tied" "$(hidden)" "North Tyneside,2021,Sex,Female"
table category_type,characteristic Total Total 4 130
run csv-suppress t.csv
is "more than the total: said" "$status $(grep -c "'Sex' make more than the total" err)" "0 1"

# Several publications
table category_type,characteristic Total Total c c
grep -v Age t.csv >earlier.csv
table category_type,characteristic Total Total 4 127
grep -v 'Sex\|Total' t.csv | sed 's/41$/3/; s/60$/98/' >now.csv
run csv-suppress -q --published earlier.csv now.csv
is "the total was published before" "$status $(hidden)" \
    "0 North Tyneside,2021,Age group,Under 5;North Tyneside,2021,Age group,16 and over"
sed 's/,3$/,c/' now.csv >shown.csv
run csv-suppress --audit --against earlier.csv shown.csv
is "an audit of both" "$status $(grep -c 'Under 5,3,3,pinned' out)" "1 1"

# Areas, periods, and a second pair
cat >t.csv <<EOF
la_name,time_period,category_type,characteristic,value
A,2021,Total,Total,20
A,2021,Sex,Female,3
A,2021,Sex,Male,17
A,2021,Age,Under 9,9
A,2021,Age,9 and over,11
B,2021,Total,Total,30
B,2021,Sex,Female,14
B,2021,Sex,Male,16
B,2021,Age,Under 9,12
B,2021,Age,9 and over,18
Total,2021,Total,Total,50
Total,2021,Sex,Female,17
Total,2021,Sex,Male,33
Total,2021,Age,Under 9,21
Total,2021,Age,9 and over,29
EOF
run csv-suppress -q t.csv
is "areas with a total" "$status $(hidden)" "0 A,2021,Sex,Female;A,2021,Sex,Male;B,2021,Sex,Female;B,2021,Sex,Male"
sed 2d t.csv >lacks.csv
run csv-suppress -q lacks.csv
is "one of them without its own: it follows from the others" "$status $(hidden)" \
    "0 A,2021,Sex,Female;A,2021,Sex,Male;B,2021,Sex,Female;B,2021,Sex,Male"
cat >t.csv <<EOF
category_type,characteristic,need_group,need,value
Total,Total,Total,Total,100
Total,Total,Abuse,Yes,60
Total,Total,Abuse,No,40
Total,Total,Plan,Has one,70
Total,Total,Plan,Has none,30
Sex,Female,Total,Total,40
Sex,Female,Abuse,Yes,24
Sex,Female,Abuse,No,16
Sex,Female,Plan,Has one,37
Sex,Female,Plan,Has none,3
Sex,Male,Total,Total,60
Sex,Male,Abuse,Yes,36
Sex,Male,Abuse,No,24
Sex,Male,Plan,Has one,33
Sex,Male,Plan,Has none,27
Age,Young,Total,Total,45
Age,Young,Abuse,Yes,25
Age,Young,Abuse,No,20
Age,Young,Plan,Has one,35
Age,Young,Plan,Has none,10
Age,Old,Total,Total,55
Age,Old,Abuse,Yes,35
Age,Old,Abuse,No,20
Age,Old,Plan,Has one,35
Age,Old,Plan,Has none,20
EOF
run csv-suppress -q t.csv
is "two pairs of columns, crossed" "$status $(hidden)" \
    "0 Sex,Female,Plan,Has one;Sex,Female,Plan,Has none;Sex,Male,Plan,Has one;Sex,Male,Plan,Has none"

# No column has the types
cat >t.csv <<EOF
Group,Q1 2023-24,Q2 2023-24
Total,131,128
Female,60,4
Male,71,124
0-4,41,38
5-15,60,60
16-17,30,30
White,121,117
Other,10,11
EOF
csv-tidy t.csv >tidy.csv
run csv-suppress tidy.csv
is "three breakdowns in one column" "$status $(grep -c ',c,' out) $(grep -c 'Total = .* (by their figures)' err)" "0 2 2"
cut -d, -f1,3 t.csv | csv-tidy - >tidy.csv
run csv-suppress -q tidy.csv
is "in one period" "$status $(grep ',c,' out | cut -d, -f2 | paste -sd';' -)" "0 Female;Male"

# What is no such table
cat >t.csv <<EOF
authority,ward,value
Total,Total,60
A,North,3
A,South,27
B,East,14
B,West,16
EOF
run csv-suppress -q t.csv
is "wards add up together" "$status $(grep -c ',c$' out)" "0 2"
cat >t.csv <<EOF
note,area,value
,A,20
,B,30
EOF
run csv-suppress t.csv
is "blanks in a column of notes" "$status" 0
printf 'area,note,value\nA,,20\nA,late,30\nB,,9\n' >t.csv
run csv-suppress t.csv
is "rows that are alike are an error still" "$status $(grep -c 'the same count as in line 2' err)" "2 1"

done_testing
