#!/bin/sh
# Rows whose code is one area's and whose name is another's: no figure is made of them. One code with two names: a note.
. "${0%/*}/../tap/tap.sh"

cat >swapped.csv <<'END'
area_code,area,period,value,population
E06000003,Middlesbrough,2024,198,28173
E06000002,Redcar and Cleveland,2024,166,33482
E06000001,Hartlepool Borough Council,2024,123,20834
END
cut -d, -f1-4 swapped.csv >counts.csv
cat >pop.csv <<'END'
area_code,area,period,population
E06000003,Redcar & Cleveland,2024,28173
E06000002,Middlesbrough,2024,33482
E06000001,Hartlepool,2024,20834
END
first="'Middlesbrough', with the code of Redcar and Cleveland (E06000003); expected the name and the code of one area"
second="'Redcar and Cleveland', with the code of Middlesbrough (E06000002); expected the name and the code of one area"


for how in "csv-rate swapped.csv" "csv-rate -P pop.csv counts.csv" "benchmark-ne -q --detail rates swapped.csv" \
	"benchmark-ne -q --detail rates -P pop.csv counts.csv"; do
	filter=${how%% *} file=${how##* }
	run $how
	is "$how: both rows are refused, with both names" "$status $(grep -v note err)" \
		"2 $filter: $file:2: area: $first
$filter: $file:3: area: $second"
	is "$how: the others have their rates" "$(grep -c '123,20834,59.03' out)" 1
	is "$how: and these none" "$(grep -Ec '(198|166).*[0-9]\.[0-9]' out)" 0
done
run csv-rate --skip-bad -P pop.csv counts.csv
is "--skip-bad" "$status $(sed -n '$p' err)" "0 csv-rate: 2 rows without a rate (--skip-bad)"
run qtrend counts.csv
is "qtrend" "$status [$out] $err" "2 [] qtrend: counts.csv:2: area: $first"
run qtrend -P pop.csv counts.csv
is "qtrend -P" "$status [$out] $err" "2 [] qtrend: counts.csv:2: area: $first"
run qtrend -k area_code counts.csv
is "qtrend by code" "$status [$out] $err" "2 [] qtrend: counts.csv:2: area: $first"
run qtrend --skip-bad -P pop.csv counts.csv
is "qtrend --skip-bad" "$status $(cut -d, -f1 out | sed 1d) $(grep left err)" \
	"0 Hartlepool Borough Council qtrend: 2 rows left out (--skip-bad)"
printf '%s\n' area_code,area,period,category,count E06000003,Middlesbrough,2014,Neglect,5 >plans.csv
run cp-categorise plans.csv
is "cp-categorise" "$status [$out] $err" "2 [] cp-categorise: plans.csv:2: area: $first"
printf 'indicator,label\nvalue,Plans\n' >dictionary.csv
run board-scorecard --dictionary dictionary.csv counts.csv
is "board-scorecard" "$status [$out] $err" "2 [] board-scorecard: counts.csv:2: area: $first"
cat >bands.csv <<'END'
area_code,area,age,count,population,standard_weight
E06000003,Middlesbrough,0-4,5,500,1
E06000003,Middlesbrough,5-9,9,500,1
E06000001,Hartlepool,0-4,5,500,1
E06000001,Hartlepool,5-9,9,500,1
END
run csv-rate --standardise bands.csv
like "standardised rates" "$status $(sed 1d out | tr '\n' ' ') $err" \
	"^2 E06000003,Middlesbrough,0,0,,,, E06000001,Hartlepool,14,1000,140.*bands.csv:2: area: 'Middlesbrough', with the code of"

# Side files.
sed 's/Redcar & Cleveland/Middlesbrough/' pop.csv >wrong.csv
run csv-rate -P wrong.csv counts.csv
is "a file of populations" "$status [$out] $err" "2 [] csv-rate: wrong.csv:2: area: $first"
neighbours=$data/benchmark-ne/neighbours-2025.csv
sed 's/^807,Redcar and Cleveland/807,Middlesbrough/' "$neighbours" >list.csv
run benchmark-ne --neighbours list.csv pop.csv
like "a list of neighbours" "$status [$out] $err" \
	"^2 \[\] .*list.csv:[0-9]+: .*: 'Middlesbrough', with the number of Redcar and Cleveland \(807\); expected the name and the number of one authority$"

# Names that mean the code's authority, in whichever year, or none that is known.
cat >fine.csv <<'END'
area_code,area,period,value,population
E06000010,"Kingston upon Hull, City of",2024,9,1000
E06000010,Hull,2023,9,1000
E06000019,Herefordshire,2024,9,1000
E06000019,"Herefordshire, County of",2023,9,1000
E06000023,City of Bristol,2024,9,1000
E09000001,City of London,2024,9,1000
E10000009,Dorset,2018,9,1000
E06000059,Dorset Council,2024,9,1000
835,Dorset,2017,9,1000
E10000006,Cumbria,2022,9,1000
E08000020,Gateshead,2012,9,1000
E06000036,Bracknell,2024,9,1000
E12000003,Yorkshire and the Humber,2024,9,1000
E12000007,London,2024,9,1000
E92000001,ENGLAND,2024,9,1000
E05000001,Middlesbrough,2024,9,1000
,Middlesbrough,2024,9,1000
E06000002,,2024,9,1000
E07000056,Durham,2008,9,1000
W06000015,Cardiff,2024,9,1000
END
run csv-rate fine.csv
is "no false alarm" "$status $err" "0 "
for wrong in E06000002,England E92000001,Middlesbrough E12000001,"North West" E12000007,"Inner London" 806,Hartlepool; do
	printf 'area_code,area,value,population\n%s,9,1000\n' "$wrong" >one.csv
	run csv-rate one.csv
	like "an alarm: $wrong" "$status $err" "^2 .*one.csv:2: area: '${wrong#*,}', with the code of .* \(${wrong%%,*}\); expected"
done
plans=dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv
people=dfe/ons_mid-year_population_estimates_2012_to_2024.csv
if need_data $plans "no false alarm in the published tables" && need_data $people "nor with populations"; then
	for how in "-c population=CPP_At31" "-c area_code=old_la_code -c population=CPP_At31" "--population-lag 1 -P $shared/$people"; do
		run csv-rate -c value=CPP_At31 $how "$shared/$plans"
		is "no false alarm in the published tables: ${how%% -P*}" "$(grep -Ec 'one area|has the code|under the same' err)" 0
	done
fi

# Other areas: the names in the two files, or in one, may be spellings.
cat >wards.csv <<'END'
ward_code,ward,period,value
E05000001,Coulby Newham,2023,5
E05000002,Ayresome,2023,6
E05000003,North Ormesby,2023,6
E05000004,Park,2023,6
E05000005,Acklam,2023,6
E05000006,"Berwick Hills, Central",2023,1
E05000007,Middlesbrough 001A,2023,1
E05000008,Middlesbrough 002A,2023,1
END
cat >people.csv <<'END'
ward_code,ward,period,population
E05000001,Newham South,2023,500
E05000002,Ayresone,2023,600
E05000003,North Ormesby & Brambles,2023,600
E05000004,Linthorpe,2023,600
E05000005,Brambles Farm,2023,600
E05000006,Berwick Hills Central,2023,600
E05000007,Middlesbrough 001B,2023,1000
E05000008,Middlesbrough 002A,2023,1000
END
said="wards.csv:2: ward: 'Coulby Newham' is called 'Newham South' in people.csv, under the same code E05000001
wards.csv:5: ward: 'Park' is called 'Linthorpe' in people.csv, under the same code E05000004
wards.csv:6: ward: 'Acklam' is called 'Brambles Farm' in people.csv, under the same code E05000005
1 more area with another name in people.csv"
for filter in csv-rate "benchmark-ne --areas all" qtrend; do
	run $filter -P people.csv wards.csv
	is "$filter: another name in the file of populations" "$status $(sed -n 's/^[a-z-]*: note: //p' err | grep -e another -e called)" "0 $said"
done
run benchmark-ne -q --areas all -P people.csv wards.csv
is "-q: no such note" "$status $(grep -c called err)" "0 0"

cat >names.csv <<'END'
area_code,area,period,value,population
E06000023,Bristol,2021,5,1000
E06000023,"Bristol, City of",2022,5,1000
E05000001,Park,2021,5,1000
E05000001,Linthorpe,2022,5,1000
E05000001,Linthorpe,2023,5,1000
END
run csv-rate names.csv
is "two names for one code" "$status $err" "0 csv-rate: note: names.csv:5: area: 'Linthorpe' has the code of 'Park' (names.csv:4), E05000001"
run benchmark-ne --areas E05000001 names.csv
like "benchmark-ne: the same" "$status $err" "^0 benchmark-ne: note: names.csv:5: area: 'Linthorpe' has the code of 'Park'"
sed 's/,1000$//; s/,population//' names.csv >series.csv
run qtrend series.csv
is "where names make series, spellings too" "$status $(grep 'has the code' err)" \
	"0 qtrend: note: series.csv:3: area: 'Bristol, City of' has the code of 'Bristol' (series.csv:2), E06000023; each name is a series of its own
qtrend: note: series.csv:5: area: 'Linthorpe' has the code of 'Park' (series.csv:4), E05000001; each name is a series of its own"
awk -F, 'NR == 1 { print; next } { for (i = 1; i <= 5; i++) print "E0500000" NR ",x" i i i "," 2000 + i ",5,10" }' series.csv |
	sed 1s/value/value,population/ >many.csv
run csv-rate many.csv
is "three are named, the rest counted" "$(grep -c 'has the code' err) $(sed -n '$p' err)" \
	"3 csv-rate: note: 17 more names under a code that has another (-v for all)"
done_testing
