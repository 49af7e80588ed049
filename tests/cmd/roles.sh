#!/bin/sh
# Columns by role: the field's own headings, and those of the file of -P.
. "${0%/*}/../tap/tap.sh"

cat >fingertips.csv <<'.'
Indicator Name,Area Code,Area Name,Time period,Count,Denominator
Plans,E06000003,Redcar and Cleveland,2014,50,10000
.
run csv-rate fingertips.csv
is "Fingertips" "$status $(sed -n 2p out | cut -d, -f7)" "0 50"
cat >nomis.csv <<'.'
DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,OBS_VALUE
2014,Redcar and Cleveland,E06000003,10000
.
printf 'la-name,Local Authority Code,Time_Period,Number\nRedcar and Cleveland,E06000003,2014,50\n' >counts.csv
sed -i 's/Local Authority Code/New LA-code/' counts.csv
run csv-rate -P nomis.csv -c population=OBS_VALUE counts.csv
is "-c population=NAME is of the file of -P" "$status $(sed -n 2p out | cut -d, -f4-6)" "0 50,10000,50"
run benchmark-ne --years 2014 -P nomis.csv -c population=OBS_VALUE counts.csv
like "the same of benchmark-ne" "$status $(grep Redcar out)" "^0 .*,50,"
printf 'ladname,people,when\nRedcar and Cleveland,10000,2014\n' >odd.csv
run csv-rate -P odd.csv -c population=people counts.csv
like "its other columns are missing" "$status $err" "^2 .*odd.csv:1: no column for the role period"
cut -d, -f1,3- counts.csv >named.csv
run csv-rate -P odd.csv -c population.population=people -c population.period=when -c population.area=ladname named.csv
is "-c population.ROLE" "$status $(sed -n 2p out | cut -d, -f3-5)" "0 50,10000,50"
run csv-rate -P odd.csv -c population.area=ladnam named.csv
like "-c population.ROLE: no such column" "$status $err" "^2 .*odd.csv:1: no column 'ladnam'; .*did you mean 'ladname'"
run csv-rate -P odd.csv -c population.are=x named.csv
like "-c population.ROLE: no such role" "$status $err" "^2 .*--column: no role 'are'; expected one of area, .*; did you mean 'area'"
run csv-rate -c population.area=x fingertips.csv
like "-c population.ROLE without -P" "$status $err" "^2 .*--column population.ROLE=x needs --population"
printf 'LA name,Ward,Number,population\nRedcar,Coatham,5,1000\nRedcar,Dormanstown,6,1000\n' >wards.csv
run qtrend -c period=Number wards.csv
run csv-rate wards.csv
is "wards within an authority" "$status$err" 0
printf 'area,District,Number,population\nRedcar,Coatham,5,1000\n' >two.csv
run benchmark-ne --years 2014 two.csv
is "two columns of areas" "$status" 2
done_testing
