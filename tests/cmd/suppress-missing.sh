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

# By chance one row is the sum of the others: their total has other sums, too.
table chance.csv sex,category,value Girls,Total,6 Boys,Total,30 Total,White,8 Total,Mixed,7 Total,Asian,18 Total,Other,3
run csv-suppress chance.csv
is "a part that is the sum of the others" "$status $(hidden)" "0 Total,Mixed;Total,Other"

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

# Years: the sum of their quarters for one indicator, and not for another.
table years.csv period,indicator,value 2014-15_Q1,Starts,3 2014-15_Q2,Starts,13 2014-15_Q3,Starts,11 2014-15_Q4,Starts,10 \
    2014-15,Starts,37 2014-15_Q1,At_end,43 2014-15_Q2,At_end,43 2014-15_Q3,At_end,41 2014-15_Q4,At_end,40 2014-15,At_end,40
sed -i 's/_Q/ Q/' years.csv
run csv-suppress years.csv
is "years are sums of one indicator" "$status $(hidden)" "0 2014-15 Q1,Starts;2014-15 Q4,Starts"
sed '1s/indicator/category/' years.csv >category.csv
run csv-suppress category.csv
is "years are sums of one category" "$status $(hidden)" "0 2014-15 Q1,Starts;2014-15 Q4,Starts"

# One year that is wrong, among others; and many.
quarters() { # AREA Q1 Q2 Q3 Q4 YEAR
	printf '2014-15 Q1,%s,%s\n2014-15 Q2,%s,%s\n2014-15 Q3,%s,%s\n2014-15 Q4,%s,%s\n2014-15,%s,%s\n' \
	    "$1" "$2" "$1" "$3" "$1" "$4" "$1" "$5" "$1" "$6"
}
{ echo period,area,value; quarters A 3 13 11 10 37; quarters B 13 13 11 10 47; quarters C 13 23 21 10 66; } >wrong.csv
run csv-suppress wrong.csv
is "one wrong year is named" "$status $(cat out) $err" "2  csv-suppress: wrong.csv:16: value: 2014-15, C is not the sum of its parts (4 rows), as others are; expected years that add up: correct it, or the rows of its parts
csv-suppress: 1 year does not add up: check the table first, as with csv-check"
{ cat wrong.csv; quarters D 11 9 8 7 30; quarters E 8 9 7 9 31; } >most.csv
run csv-suppress most.csv
is "few years that add up" "$status $(hidden) $(grep -c 'most.csv: 2 of 5 years are the sum of quarters or months: only these are taken to be' err)" \
    "0 2014-15 Q1,A;2014-15 Q4,A 1"

# The year's total has no row, nor have the sexes of the quarters.
table grand.csv period,sex,value 'Q1,Total,15' 'Q2,Total,12' 'Q3,Total,13' 'Q4,Total,3' ',Girls,23' ',Boys,20'
sed -i '2,$s/^/2014-15 /; s/ ,/,/' grand.csv
run csv-suppress grand.csv
is "a year whose total is missing" "$status $(hidden)" "0 2014-15 Q4,Total;2014-15,Boys"
sed -i 's/Boys,20/Boys,9/' grand.csv
run csv-suppress grand.csv
is "the total of a year that is not the sum" "$status $(hidden)" "0 2014-15 Q4,Total"

# Counts at the end of a year are those of its last quarter, in one publication and in two.
categories() { # PERIOD NEGLECT PHYSICAL SEXUAL
	printf '%s,Neglect,%s\n%s,Physical,%s\n%s,Sexual,%s\n%s,Total,26\n' "$1" "$2" "$1" "$3" "$1" "$4" "$1"
}
{ echo period,category,value; categories '2014-15 Q4' 14 9 3; categories 2014-15 14 9 3; } >stock.csv
run csv-suppress --keep 'period=2014-15;category=Physical' stock.csv
is "a year is its last quarter" "$status $(hidden)" \
    "0 2014-15 Q4,Neglect;2014-15 Q4,Sexual;2014-15,Neglect;2014-15,Sexual"
{ echo period,category,value; categories '2014-15 Q4' c 9 c; } >stock-q4.csv
{ echo period,category,value; categories 2014-15 14 9 3; } >stock-year.csv
run csv-suppress --published stock-q4.csv stock-year.csv
is "a year is its last quarter, which was published" "$status $(hidden)" "0 2014-15,Neglect;2014-15,Sexual"
{ echo period,category,value; categories 2014-15 14 c c; } >stock-c.csv
run csv-suppress -q --audit --against stock-c.csv stock-q4.csv
is "a year is its last quarter, audited" "$status $(grep ',pinned' out | cut -d, -f2-4 | paste -sd' ' -)" \
    "1 Neglect,14,14 Sexual,3,3 Physical,9,9 Sexual,3,3"

# An opening count is the closing count before.
table opening.csv quarter,indicator,category,value Q1,End,Neglect,12 Q1,End,Physical,9 Q1,End,Sexual,3 Q1,End,Total,24 \
    Q2,Start,Neglect,12 Q2,Start,Physical,9 Q2,Start,Sexual,3 Q2,Start,Total,24
sed -i '1s/quarter/period/; 2,$s/^/2014-15 /' opening.csv
run csv-suppress --keep 'indicator=Start;category=Physical' opening.csv
is "an opening count is a closing count" "$status $(hidden)" \
    "0 2014-15 Q1,End,Neglect;2014-15 Q1,End,Sexual;2014-15 Q2,Start,Neglect;2014-15 Q2,Start,Sexual"
sed 's/Start,Neglect,12/Start,Neglect,13/; s/Start,Physical,9/Start,Physical,10/; s/Start,Total,24/Start,Total,26/' opening.csv >moved.csv
run csv-suppress --keep 'indicator=Start;category=Physical' moved.csv
is "other counts are not" "$status $(hidden)" \
    "0 2014-15 Q1,End,Physical;2014-15 Q1,End,Sexual;2014-15 Q2,Start,Neglect;2014-15 Q2,Start,Sexual"

# A label that is a total in most groups is one in all: the others are wrong.
table persons.csv area,sex,value A,Female,3 A,Male,12 A,Persons,15 B,Female,13 B,Male,12 B,Persons,25 C,Female,13 C,Male,12 \
    C,Persons,26
run csv-suppress persons.csv
is "one wrong total of a label" "$status $(cat out) $(sed -n 1p err | cut -d, -f1-2)" \
    "2  csv-suppress: persons.csv:10: value: C, Persons is not the sum of its parts (2 rows); expected totals that add up: correct it"
sed 's/B,Persons,25/B,Persons,27/' persons.csv >persons-part.csv
run csv-suppress persons-part.csv
is "also where two of three are nearly right" "$status $(cat out) $(grep -c 'Persons is not the sum' err)" "2  2"
sed 's/B,Persons,25/B,Persons,7/; s/C,Persons,26/C,Persons,9/' persons.csv >persons-part.csv
run csv-suppress persons-part.csv
is "a label that is mostly no total" "$status $(hidden) $(grep -c "'Persons' does not add up as a total" err)" "0 A,Female 1"
table unnamed.csv area,category,value A,Neglect,3 A,Physical,12 A,Sexual,8 A,Plans,23 B,Neglect,13 B,Physical,12 B,Sexual,8 \
    B,Plans,33 C,Neglect,13 C,Physical,12 C,Sexual,8 C,Plans,34
run csv-suppress unnamed.csv
is "a total by its figures alone is none where it does not add up, and no error" \
    "$status $(hidden) $(grep -c '13: value: C, Plans is not the sum of the others, as it is elsewhere' err)" "0 A,Neglect;A,Sexual 1"
table link.csv area,indicator,category,value A,Plans,Neglect,3 A,Plans,Physical,12 A,Plans,Sexual,18 A,End,,33 \
    B,Plans,Neglect,13 B,Plans,Physical,12 B,Plans,Sexual,18 B,End,,43 C,Plans,Neglect,13 C,Plans,Physical,12 \
    C,Plans,Sexual,18 C,End,,44
run csv-suppress link.csv
is "one wrong total of another indicator" "$status $(hidden)" "0 A,Plans,Neglect;A,Plans,Physical"
is "one wrong total of another indicator is named" "$(sed -n '/link.csv:13/p' err)" \
    "csv-suppress: link.csv:13: value: C, End is not the sum of the rows of 'Plans', as it is elsewhere: only there it is taken to be"

# Of two counts that were hidden earlier one is small: which, the totals show.
table pairs.csv category,age_band,value Sexual,0-4,8 Sexual,5-9,c Neglect,0-4,14 Neglect,5-9,c Total,Total,31
table totals.csv category,age_band,value Sexual,Total,10 Neglect,Total,21 Total,0-4,22 Total,5-9,9
run csv-suppress --published pairs.csv totals.csv
is "which of two was small" "$status $(hidden)" "0 Sexual,Total;Neglect,Total"
echo Total,Total,31 >>totals.csv
run csv-suppress --published pairs.csv totals.csv
is "which of two was small, with the total" "$status $(hidden)" "0 Sexual,Total;Neglect,Total"

# Of those that may have been small one is presumed that leaves more than one value.
table quarter.csv area,category,period,value "A,Neglect,2014-15 Q1,c" "A,Physical,2014-15 Q1,c" "A,Total,2014-15 Q1,27" \
    "B,Neglect,2014-15 Q1,c" "B,Physical,2014-15 Q1,c" "B,Total,2014-15 Q1,34" "Total,Neglect,2014-15 Q1,38" \
    "Total,Physical,2014-15 Q1,23" "Total,Total,2014-15 Q1,61"
table next.csv area,category,period,value "A,Neglect,2014-15 Q2,3" "A,Physical,2014-15 Q2,15" "A,Total,2014-15 Q2,18" \
    "B,Neglect,2014-15 Q2,26" "B,Physical,2014-15 Q2,35" "B,Total,2014-15 Q2,61" "Total,Neglect,2014-15 Q2,29" \
    "Total,Physical,2014-15 Q2,50" "Total,Total,2014-15 Q2,79"
run csv-suppress --published quarter.csv next.csv
is "which count was small earlier is open" "$status $(hidden)" \
    "0 A,Neglect,2014-15 Q2;A,Physical,2014-15 Q2;B,Neglect,2014-15 Q2;B,Physical,2014-15 Q2"

# A table with one area, or one category, and totals.
table one.csv area,category,value A,Neglect,18 A,Total,40 B,Neglect,4 B,Total,54 Total,Neglect,22 Total,Total,94
run csv-suppress one.csv
is "one part and the total only" "$status $(hidden) $(grep -c 'category: the total is more than Neglect, its only row: this is taken as one of its parts' err)" \
    "0 A,Neglect;B,Neglect 1"
sed 's/A,Total,40/A,Total,17/; s/Total,Total,94/Total,Total,71/' one.csv >more.csv
run csv-suppress more.csv
is "one part that is more than the total" "$status $(grep -c 'is not the sum of its parts (1 row)' err)" "2 3"

# With marks any sum seems to add up: one that leaves out rows is none.
table marks.csv area,sex,age_band,value A,Female,0-1,c A,Female,1-4,12 A,Male,0-1,c A,Male,1-4,c A,Male,Total,c \
    B,Female,0-1,144 B,Female,1-4,c B,Male,0-1,23 B,Male,1-4,c B,Male,Total,146 B,Total,1-4,c Total,Male,1-4,c \
    Total,Total,Total,c
run csv-suppress --audit marks.csv
is "marks and totals without rows do not clash" "$status $(grep -c contradicts err) $(grep pinned out | cut -d, -f1-5)" \
    "0 0 B,Male,1-4,123,123"
table marks.csv area,sex,age_band,value A,Female,0-1,40 A,Female,1-4,33 A,Female,Total,73 A,Male,0-1,0 A,Male,1-4,98 \
    A,Male,Total,98 A,Total,1-4,131 B,Female,0-1,4 B,Female,1-4,0 B,Female,Total,c B,Male,0-1,16 B,Male,1-4,29 \
    B,Male,Total,45 B,Total,Total,49 Total,Male,1-4,127 Total,Total,1-4,160 Total,Total,Total,c
run csv-suppress marks.csv
is "nor where counts are hidden" "$status $(grep -c contradicts err)" "0 0"
# Nor does a sum that leaves out rows show that counts hidden earlier were revised.
table year.csv area,sex,age_band,value A,Female,0-1,3 A,Female,Total,3 A,Male,0-1,10 A,Male,1-4,35 A,Total,Total,48 \
    B,Female,0-1,2 B,Female,1-4,16 B,Male,Total,146 Total,Male,0-1,10 Total,Total,0-1,15 Total,Total,Total,212
run csv-suppress year.csv
cp out year-before.csv
run csv-suppress --published year-before.csv year.csv
is "a publication of the same table" "$status $(cmp out year-before.csv && echo same)" "0 same"
# A total of zeros that has no row is a part, as zeros may be hidden.
table nought.csv area,sex,value A,Female,20 A,Male,31 A,Total,51 B,Female,0 B,Male,0 C,Female,54 C,Male,12 C,Total,66 \
    Total,Female,74 Total,Male,43 Total,Total,117
run csv-suppress --policy srs nought.csv
is "a total of zeros without a row" "$status $(hidden)" "0 A,Female;A,Male;A,Total;B,Female;B,Male"
table nought.csv area,sex,age_band,value A,Female,0-1,129 A,Female,1-4,70 A,Male,0-1,0 A,Male,1-4,0 A,Total,Total,199 \
    B,Female,0-1,9 B,Female,1-4,37 B,Female,Total,46 B,Male,0-1,7 B,Male,1-4,2 B,Male,Total,9 Total,Female,0-1,138 \
    Total,Female,Total,245 Total,Total,Total,254
run csv-suppress --policy srs nought.csv
is "also of two dimensions" "$status $(grep -c ',c$' out)" "0 9"

done_testing
