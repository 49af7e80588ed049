#!/bin/sh
# Every sentence that benchmark-ne can say: singular and plural, one and two, ties, absent, hidden, nought.
. "${0%/*}/../tap/tap.sh"
ne=$data/ne-cpp-2013-2015.csv
short=$data/reference2/prop_bench_ne_short_2014.input.csv
long=$data/reference2/prop_bench_ne_long_2019.input.csv
small=$data/reference2/prop_bench_small.input.csv
grep -e ^time_period -e ^2014 "$ne" >y14
printf 'indicator,unit,polarity,kind\ncount,children,low,stock\n' >low.csv
printf 'indicator,unit,polarity\ncount,%%,high\n' >high.csv
cat >changes <<'END'
time_period,area_code,area_name,count,population
2013,A,Alpha,2,1000
2014,A,Alpha,0,1000
2015,A,Alpha,12,1000
2016,A,Alpha,25,1000
2017,A,Alpha,50,1000
2018,A,Alpha,60,1000
2019,A,Alpha,60,1000
2020,A,Alpha,5,1000
2021,A,Alpha,2,90000000
2022,A,Alpha,40,1000
2023,A,Alpha,100,1000
2024,A,Alpha,70,1000
END

says() { # name, options; the table is in.csv, the sentences are on standard input
	cat >wanted
	eval "benchmark-ne -qf text $2 in.csv" | grep -e '^In ' -e '^At ' -e '^From ' >got
	same "$1" got wanted
}

cat y14 >in.csv
says "the highest" "" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was higher than the North East (59.4) and England (42.1). Its rate was within the usual spread between authorities.
END

sed 's/,235,31709/,217,27501/' y14 >in.csv
says "two first" "" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the joint highest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was higher than the North East (59.4) and England (42.1). Its rate was within the usual spread between authorities.
END

sed -E 's/(,E0.*),[0-9]+,[0-9]+$/\1,100,30000/' y14 >in.csv
says "all equal" "" <<'END'
In 2014 Redcar and Cleveland had 33.3 in every 10,000 (100 among 30,000; 95% interval 27.1 to 40.5), the same as the other eleven; its interval overlaps those of all the others: it may rank anywhere from 1st to 12th. It was lower than the North East (59.4) and England (42.1). Its rate was within the usual spread between authorities.
END

sed -E 's/(,E0.*),[0-9]+,([0-9]+)$/\1,0,\2/' y14 >in.csv
says "no events anywhere" "" <<'END'
In 2014 Redcar and Cleveland had none among 27,501 (95% interval 0.0 to 1.3 in every 10,000), the same as the other eleven; its interval overlaps those of all the others: it may rank anywhere from 1st to 12th. It was lower than the North East (59.4) and England (42.1).
END

sed /Regional/d y14 >in.csv
says "no row for the region" "" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was higher than the North East (59.4, its 12 authorities together) and England (42.1). Its rate was within the usual spread between authorities.
END

sed /National/d y14 >in.csv
says "no row for England" "" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was higher than the North East (59.4). Its rate was within the usual spread between authorities.
END

sed '/National/d; /Regional/d; /Hartlepool/d' y14 >in.csv
says "neither" "" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 11 North East authorities with a rate; its interval overlaps those of six others: it may rank anywhere from 1st to 7th. It was higher than the other ten together (58.1). Its rate was within the usual spread between authorities. There is no rate for Hartlepool (not in the data).
END

sed '/Redcar/s/,217,/,c,/' y14 >in.csv
says "its own figure is hidden" "" <<'END'
In 2014 Middlesbrough had 74.1 in every 10,000 (235 among 31,709; 95% interval 64.9 to 84.2), the highest of the 11 North East authorities with a rate; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was higher than the North East (59.4) and England (42.1). Its rate was within the usual spread between authorities. There is no rate for Redcar and Cleveland (hidden).
END

sed '/Redcar/s/,217,/,c,/' y14 >in.csv
says "asked for, and hidden" "--about 'Redcar and Cleveland'" <<'END'
In 2014 there is no rate for Redcar and Cleveland (hidden).
END

sed -E '/Redcar|Hartlepool/!s/(,E0.*),[0-9]+,([0-9]+)$/\1,c,\2/; /Hartlepool/d' y14 >in.csv
says "the only one with a rate" "" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the only one of the 12 North East authorities with a rate. It was higher than the North East (59.4) and England (42.1). There is no rate for County Durham, Darlington, Gateshead, Middlesbrough, Newcastle upon Tyne, North Tyneside, Northumberland, South Tyneside, Stockton-on-Tees or Sunderland: hidden; nor for Hartlepool: not in the data.
END

sed -E 's/(,E0.*),[0-9]+,([0-9]+)$/\1,c,\2/' y14 >in.csv
says "none has a rate" "" <<'END'
In 2014 there is no rate for any of the 12 authorities.
END

sed 's/,217,27501/,<5,27501/; s/,306,/,u,/; s/,140,22732/,140,x/; s/,128,/,z,/; s/,157,/,,/' y14 >in.csv
says "every reason" "" <<'END'
In 2014 Middlesbrough had 74.1 in every 10,000 (235 among 31,709; 95% interval 64.9 to 84.2), the highest of the 7 North East authorities with a rate; its interval overlaps those of five others: it may rank anywhere from 1st to 6th. It was higher than the North East (59.4) and England (42.1). There is no rate for Darlington (not available), Hartlepool (not applicable), North Tyneside (blank), Redcar and Cleveland (fewer than 5) or Sunderland (unreliable).
END

cat y14 >in.csv
says "too few events" "--min-count 130" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 11 North East authorities with a rate; its interval overlaps those of six others: it may rank anywhere from 1st to 7th. It was higher than the North East (59.4) and England (42.1). Its rate was within the usual spread between authorities. There is no rate for Hartlepool (fewer than 130 events).
END

cat y14 >in.csv
says "one" "--areas 'Redcar and Cleveland'" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1). It was higher than England (42.1).
END

cat y14 >in.csv
says "two" "--areas 'Hartlepool,Redcar and Cleveland'" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the higher of the two. It was higher than England (42.1) but not distinguishable from the other (63.4).
END

cat y14 >in.csv
says "two of two, distinct" "--areas 'North Tyneside,Redcar and Cleveland' --about 'North Tyneside'" <<'END'
In 2014 North Tyneside had 38.8 in every 10,000 (157 among 40,476; 95% interval 33.0 to 45.4), the lower of the two. It was lower than the other (78.9) but not distinguishable from England (42.1).
END

cat y14 >in.csv
says "two against the region, their intervals overlap" "--areas 'Middlesbrough,Redcar and Cleveland' --region 'North East'" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the higher of the two; its interval overlaps that of the other: it may rank 1st or 2nd. It was higher than the North East (59.4) and England (42.1).
END

printf 'time_period,area_code,count,population\n2014,A,130,10000\n2014,B,97,10000\n' >in.csv
says "two that differ, though their intervals overlap" "--areas A,B" <<'END'
In 2014 A had 130.0 in every 10,000 (130 among 10,000; 95% interval 108.6 to 154.4), the higher of the two. It was higher than the other (97.0).
END

sed 's/,128,20179/,217,27501/' y14 >in.csv
says "two alike" "--areas 'Hartlepool,Redcar and Cleveland'" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the same as the other. It was higher than England (42.1) but not distinguishable from the other (78.9).
END

cat y14 >in.csv
says "three" "--areas 'Redcar and Cleveland,Hartlepool,County Durham'" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 3 authorities compared; its interval overlaps that of one other: it may rank 1st or 2nd. It was higher than the other two together (48.5) and England (42.1).
END

cat y14 >in.csv
says "three against the region" "--areas 'Redcar and Cleveland,Hartlepool,County Durham' --region 'North East'" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 3 authorities compared; its interval overlaps that of one other: it may rank 1st or 2nd. It was higher than the North East (59.4) and England (42.1).
END

cat y14 >in.csv
says "lower than the region" "--about Durham" <<'END'
In 2014 County Durham had 45.5 in every 10,000 (453 among 99,624; 95% interval 41.4 to 49.9), the second lowest of the 12 North East authorities; its interval overlaps that of one other: it may rank 11th or 12th. It was lower than the North East (59.4) but not distinguishable from England (42.1). Its rate was within the usual spread between authorities.
END

cat y14 >in.csv
says "outside the usual spread" "--about 'North Tyneside'" <<'END'
In 2014 North Tyneside had 38.8 in every 10,000 (157 among 40,476; 95% interval 33.0 to 45.4), the lowest of the 12 North East authorities; its interval overlaps that of one other: it may rank 11th or 12th. It was lower than the North East (59.4) but not distinguishable from England (42.1). Its rate was outside the usual spread between authorities.
END

cat y14 >in.csv
says "in the middle" "--about Sunderland" <<'END'
In 2014 Sunderland had 56.2 in every 10,000 (306 among 54,482; 95% interval 50.0 to 62.8), the third lowest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 3rd to 10th. It was higher than England (42.1) but not distinguishable from the North East (59.4).
END

cat y14 >in.csv
says "all of England" "--region England" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 12 authorities in England; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was higher than the rest of England (58.3). Its rate was within the usual spread between authorities.
END

cat y14 >in.csv
says "all areas" "--areas all" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 12 areas compared; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was higher than the other eleven together (58.3) and England (42.1). Its rate was within the usual spread between areas.
END

cat y14 >in.csv
says "another level" "--level 99.8" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 99.8% interval 63.4 to 96.9), the highest of the 12 North East authorities; its interval overlaps those of nine others: it may rank anywhere from 1st to 10th. It was higher than the North East (59.4) and England (42.1). Its rate was within the usual spread between authorities.
END

cat y14 >in.csv
says "per head" "--per 1" <<'END'
In 2014 Redcar and Cleveland had 0.0079 per head (217 among 27,501; 95% interval 0.0069 to 0.0090), the highest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was higher than the North East (0.0059) and England (0.0042). Its rate was within the usual spread between authorities.
END

cat y14 >in.csv
says "a label" "--label 'children per 10,000 on a plan'" <<'END'
In 2014 Redcar and Cleveland had 78.9 children per 10,000 on a plan (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was higher than the North East (59.4) and England (42.1). Its rate was within the usual spread between authorities.
END

cat "$ne" >in.csv
says "a polarity, a stock, a unit" "--dictionary low.csv" <<'END'
In 2013 Redcar and Cleveland had 55.9 in every 10,000 (154 children among 27,557; 95% interval 47.4 to 65.4), the fifth highest of the 12 North East authorities; its interval overlaps those of five others: it may rank anywhere from 3rd to 8th. It was worse than England (37.8) but not distinguishable from the North East (51.1).
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 children among 27,501; 95% interval 68.8 to 90.1), the highest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was worse than the North East (59.4) and England (42.1). Its rate was within the usual spread between authorities.
From 2013 to 2014 the rate of Redcar and Cleveland rose from 55.9 to 78.9 in every 10,000, by 41%.
In 2015 Redcar and Cleveland had 43.9 in every 10,000 (120 children among 27,360; 95% interval 36.4 to 52.4), the fourth lowest of the 12 North East authorities; its interval overlaps those of three others: it may rank anywhere from 9th to 12th. It was better than the North East (59.7) but not distinguishable from England (43.1). Its rate was within the usual spread between authorities.
From 2014 to 2015 the rate of Redcar and Cleveland fell from 78.9 to 43.9 in every 10,000, by 44%.
END

cat changes >in.csv
says "changes" "--areas Alpha" <<'END'
In 2013 Alpha had 20.0 in every 10,000 (2 among 1,000; 95% interval 2.4 to 72.2).
In 2014 Alpha had none among 1,000 (95% interval 0.0 to 36.9 in every 10,000).
From 2013 to 2014 Alpha went from 2 to none.
In 2015 Alpha had 120.0 in every 10,000 (12 among 1,000; 95% interval 61.9 to 209.6).
From 2014 to 2015 Alpha went from none to 12.
In 2016 Alpha had 250.0 in every 10,000 (25 among 1,000; 95% interval 161.7 to 369.1).
From 2015 to 2016 Alpha went from 12 to 25.
In 2017 Alpha had 500.0 in every 10,000 (50 among 1,000; 95% interval 371.1 to 659.2).
From 2016 to 2017 the rate of Alpha doubled, from 250.0 to 500.0 in every 10,000: 2.0 times what it was (95% interval 1.2 to 3.4).
In 2018 Alpha had 600.0 in every 10,000 (60 among 1,000; 95% interval 457.8 to 772.3).
From 2017 to 2018 the rate of Alpha rose from 500.0 to 600.0 in every 10,000, a difference that chance alone could explain.
In 2019 Alpha had 600.0 in every 10,000 (60 among 1,000; 95% interval 457.8 to 772.3).
From 2018 to 2019 the rate of Alpha stayed at 600.0 in every 10,000.
In 2020 Alpha had 50.0 in every 10,000 (5 among 1,000; 95% interval 16.2 to 116.7).
From 2019 to 2020 the rate of Alpha fell from 600.0 to 50.0 in every 10,000: 92% lower than before (95% interval 79% to 97%).
In 2021 Alpha had 0.00022 in every 10,000 (2 among 90,000,000; 95% interval 0.00003 to 0.00080).
From 2020 to 2021 Alpha went from 5 to 2.
In 2022 Alpha had 400.0 in every 10,000 (40 among 1,000; 95% interval 285.7 to 544.7).
From 2021 to 2022 Alpha went from 2 to 40.
In 2023 Alpha had 1,000.0 in every 10,000 (100 among 1,000; 95% interval 813.6 to 1,216.3).
From 2022 to 2023 the rate of Alpha more than doubled, from 400.0 to 1,000.0 in every 10,000: 2.5 times what it was (95% interval 1.7 to 3.7).
In 2024 Alpha had 700.0 in every 10,000 (70 among 1,000; 95% interval 545.7 to 884.4).
From 2023 to 2024 the rate of Alpha fell from 1,000.0 to 700.0 in every 10,000: 30% lower than before (95% interval 4.0% to 49%).
END

cat "$short" >in.csv
says "proportions" "--method proportion" <<'END'
In 2014 Redcar and Cleveland had 36.4% (79 of 217; 95% interval 30.3% to 43.0%), the second highest of the 12 North East authorities; its interval overlaps those of nine others: it may rank anywhere from 1st to 10th. It was 6.7 percentage points higher than the rest of the North East (0.3 to 13.5) but not distinguishable from England (31.6%). Its percentage was within the usual spread between authorities.
END

cat "$short" >in.csv
says "proportions: the lowest" "--method proportion --about Middlesbrough" <<'END'
In 2014 Middlesbrough had 21.3% (50 of 235; 95% interval 16.5% to 26.9%), the lowest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 5th to 12th. It was 9.6 percentage points lower than the rest of the North East (3.7 to 14.7), and lower than England (31.6%). Its percentage was within the usual spread between authorities.
END

cat "$short" >in.csv
says "proportions: a polarity" "--about Middlesbrough --dictionary high.csv" <<'END'
In 2014 Middlesbrough had 21.3% (50 of 235; 95% interval 16.5% to 26.9%), the lowest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 5th to 12th. It was 9.6 percentage points worse than the rest of the North East (3.7 to 14.7), and worse than England (31.6%). Its percentage was within the usual spread between authorities.
END

cat "$short" >in.csv
says "proportions: two" "--method proportion --areas 'Middlesbrough,Redcar and Cleveland'" <<'END'
In 2014 Redcar and Cleveland had 36.4% (79 of 217; 95% interval 30.3% to 43.0%), the higher of the two. It was 15.1 percentage points higher than the other (6.8 to 23.2) but not distinguishable from England (31.6%).
END

cat "$short" >in.csv
says "proportions: two against the region" "--method proportion --areas 'Middlesbrough,Redcar and Cleveland' --region 'North East'" <<'END'
In 2014 Redcar and Cleveland had 36.4% (79 of 217; 95% interval 30.3% to 43.0%), the higher of the two; its interval does not overlap that of the other. It was higher than the North East (30.2%) but not distinguishable from England (31.6%).
END

cat "$long" >in.csv
says "proportions: none" "--method proportion" <<'END'
In 2019 Redcar and Cleveland had none of 159 (95% interval 0.0% to 2.4%), the joint lowest of the 10 North East authorities with a percentage; its interval overlaps those of eight others: it may rank anywhere from 2nd to 10th. It was not distinguishable from the other nine together (1.5%) or from England (2.1%). There is no percentage for Stockton-on-Tees or Sunderland: hidden.
END

cat "$small" >in.csv
says "proportions: all" "--method proportion --region R1" <<'END'
In 2020 Area 4 had 100% (7 of 7; 95% interval 64.6% to 100.0%), the highest of the 6 R1 authorities; its interval overlaps those of four others: it may rank anywhere from 1st to 5th. It was not distinguishable from the rest of R1 (84.5%).
END

cat changes >in.csv
says "proportions: changes" "--method proportion --areas Alpha" <<'END'
In 2013 Alpha had 0.20% (2 of 1,000; 95% interval 0.05% to 0.73%).
In 2014 Alpha had none of 1,000 (95% interval 0.00% to 0.38%).
From 2013 to 2014 the percentage of Alpha fell from 0.20% to 0%, by 0.2 percentage points, a difference that chance alone could explain.
In 2015 Alpha had 1.2% (12 of 1,000; 95% interval 0.7% to 2.1%).
From 2014 to 2015 the percentage of Alpha rose from 0% to 1.2%, by 1.2 percentage points (95% interval 0.6 to 2.1).
In 2016 Alpha had 2.5% (25 of 1,000; 95% interval 1.7% to 3.7%).
From 2015 to 2016 the percentage of Alpha rose from 1.2% to 2.5%, by 1.3 percentage points (95% interval 0.1 to 2.6).
In 2017 Alpha had 5.0% (50 of 1,000; 95% interval 3.8% to 6.5%).
From 2016 to 2017 the percentage of Alpha rose from 2.5% to 5.0%, by 2.5 percentage points (95% interval 0.8 to 4.2).
In 2018 Alpha had 6.0% (60 of 1,000; 95% interval 4.7% to 7.6%).
From 2017 to 2018 the percentage of Alpha rose from 5.0% to 6.0%, by 1.0 percentage points, a difference that chance alone could explain.
In 2019 Alpha had 6.0% (60 of 1,000; 95% interval 4.7% to 7.6%).
From 2018 to 2019 the percentage of Alpha stayed at 6.0%.
In 2020 Alpha had 0.50% (5 of 1,000; 95% interval 0.21% to 1.17%).
From 2019 to 2020 the percentage of Alpha fell from 6.0% to 0.50%, by 5.5 percentage points (95% interval 4.0 to 7.2).
In 2021 Alpha had 0.0000022% (2 of 90,000,000; 95% interval 0.0000006% to 0.0000081%).
From 2020 to 2021 the percentage of Alpha fell from 0.50% to 0.0000022%, by 0.5 percentage points (95% interval 0.2 to 1.2).
In 2022 Alpha had 4.0% (40 of 1,000; 95% interval 3.0% to 5.4%).
From 2021 to 2022 the percentage of Alpha rose from 0.0000022% to 4.0%, by 4.0 percentage points (95% interval 3.0 to 5.4).
In 2023 Alpha had 10.0% (100 of 1,000; 95% interval 8.3% to 12.0%).
From 2022 to 2023 the percentage of Alpha rose from 4.0% to 10.0%, by 6.0 percentage points (95% interval 3.8 to 8.3).
In 2024 Alpha had 7.0% (70 of 1,000; 95% interval 5.6% to 8.8%).
From 2023 to 2024 the percentage of Alpha fell from 10.0% to 7.0%, by 3.0 percentage points (95% interval 0.6 to 5.5).
END

# What is counted, when, and why not.
cat y14 >in.csv
says "a label without its unit" "--label 'children on a plan' --about Sunderland" <<'END'
In 2014 Sunderland had 56.2 children on a plan in every 10,000 (306 among 54,482; 95% interval 50.0 to 62.8), the third lowest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 3rd to 10th. It was higher than England (42.1) but not distinguishable from the North East (59.4).
END

printf 'indicator,label,unit\ncount,Child protection plans,children\n' >labels.csv
says "a dictionary's label" "--dictionary labels.csv --about Sunderland" <<'END'
In 2014 Sunderland had 56.2 child protection plans in every 10,000 (306 children among 54,482; 95% interval 50.0 to 62.8), the third lowest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 3rd to 10th. It was higher than England (42.1) but not distinguishable from the North East (59.4).
END

# The unit of a rate is not what its count is of.
for unit in 'per 10,000' 'plans per 10,000' rate; do
	printf 'indicator,label,unit\ncount,Child protection plans,"%s"\n' "$unit" >labels.csv
	like "a unit of rates: $unit" "$(benchmark-ne -q -f text --dictionary labels.csv --about Sunderland in.csv | grep '^In ')" \
		"\(306 among 54,482; "
done

# A label that has the base of the rate already; one with another base.
while IFS='|' read -r label wanted; do
	printf 'indicator,label\ncount,"%s"\n' "$label" >labels.csv
	like "the label '$label'" "$(benchmark-ne -q -f text --dictionary labels.csv --about Sunderland in.csv | grep '^In ')" \
		" had [0-9.]+ $wanted \(306 among"
done <<'END'
Plans per 10,000|plans per 10,000
Plans in every 10000|plans in every 10000
Plans per 1,000|plans per 1,000 in every 10,000
Plans per 10,000,000|plans per 10,000,000 in every 10,000
END

printf 'indicator,label,unit\ncount,CP plans,children\n' >labels.csv
sed -E 's/(,E0.*),[0-9]+,([0-9]+)$/\1,0,\2/' y14 >in.csv
says "a label of capitals, and none" "--dictionary labels.csv" <<'END'
In 2014 Redcar and Cleveland had none among 27,501 (95% interval 0.0 to 1.3 CP plans in every 10,000), the same as the other eleven; its interval overlaps those of all the others: it may rank anywhere from 1st to 12th. It was lower than the North East (59.4) and England (42.1).
END

printf 'indicator,label,unit\ncount,Plans of three months or less,%%\n' >labels.csv
cat "$short" >in.csv
says "a label of percentages" "--dictionary labels.csv" <<'END'
In 2014 Redcar and Cleveland had 36.4% (Plans of three months or less: 79 of 217; 95% interval 30.3% to 43.0%), the second highest of the 12 North East authorities; its interval overlaps those of nine others: it may rank anywhere from 1st to 10th. It was 6.7 percentage points higher than the rest of the North East (0.3 to 13.5) but not distinguishable from England (31.6%). Its percentage was within the usual spread between authorities.
END

sed '1s/,count,/,CPP_At31,/' y14 >in.csv
says "a name that is no word" "-c value=CPP_At31 --about Sunderland" <<'END'
In 2014 Sunderland had 56.2 in every 10,000 (306 among 54,482; 95% interval 50.0 to 62.8), the third lowest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 3rd to 10th. It was higher than England (42.1) but not distinguishable from the North East (59.4).
END
is "is not in the sentence, and a note says so" "$(benchmark-ne -f text -c value=CPP_At31 in.csv 2>&1 >/dev/null | grep label)" \
	"benchmark-ne: note: 'CPP_At31' is not in the sentences, which have no word for what is counted; --label TEXT gives one, such as --label 'children on a plan'"
sed '1s/CPP_At31/Plans/' in.csv >named.csv
like "one that is a word" "$(benchmark-ne -qf text -c value=Plans --about Sunderland named.csv)" '10,000 \(Plans: 306 among'

sed '1s/$/,indicator/; 2,$s/$/,Plans at 31 March/; s/,306,/,0,/' y14 >in.csv
says "the indicator" "--about Sunderland" <<'END'
In 2014 Sunderland had none among 54,482 (Plans at 31 March; 95% interval 0.00 to 0.68 in every 10,000), the lowest of the 12 North East authorities; its interval overlaps none of the others. It was lower than the North East (59.4) and England (42.1). Its rate was outside the usual spread between authorities.
END

grep -e ^time -e ^2013 -e ^2014 "$ne" | sed 's/^201[34]/&-03-31/' >in.csv
says "days, of a stock" "--dictionary low.csv" <<'END'
At 31 March 2013 Redcar and Cleveland had 55.9 in every 10,000 (154 children among 27,557; 95% interval 47.4 to 65.4), the fifth highest of the 12 North East authorities; its interval overlaps those of five others: it may rank anywhere from 3rd to 8th. It was worse than England (37.8) but not distinguishable from the North East (51.1).
At 31 March 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 children among 27,501; 95% interval 68.8 to 90.1), the highest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was worse than the North East (59.4) and England (42.1). Its rate was within the usual spread between authorities.
From 31 March 2013 to 31 March 2014 the rate of Redcar and Cleveland rose from 55.9 to 78.9 in every 10,000, by 41%.
END

sed 's/-03-31/-06/' in.csv >months.csv
mv months.csv in.csv
says "months" "--areas Sunderland" <<'END'
In June 2013 Sunderland had 49.6 in every 10,000 (271 among 54,625; 95% interval 43.9 to 55.9). It was higher than England (37.8).
In June 2014 Sunderland had 56.2 in every 10,000 (306 among 54,482; 95% interval 50.0 to 62.8). It was higher than England (42.1).
From June 2013 to June 2014 the rate of Sunderland rose from 49.6 to 56.2 in every 10,000, a difference that chance alone could explain.
END

sed 's/,217,/,-5,/; s/,128,/,2.5,/; s/,306,54482/,0,0/; s/,140,22732/,140,0/' y14 >in.csv
says "refused, and nobody" "2>/dev/null" <<'END'
In 2014 Middlesbrough had 74.1 in every 10,000 (235 among 31,709; 95% interval 64.9 to 84.2), the highest of the 8 North East authorities with a rate; its interval overlaps those of five others: it may rank anywhere from 1st to 6th. It was higher than the North East (59.4) and England (42.1). There is no rate for Darlington: its population is refused; for Hartlepool or Redcar and Cleveland: its count is refused; nor for Sunderland: 0 of 0.
END

sed 's/,217,/,c,/' y14 >in.csv
says "a list of which one has no rate" "--areas 'Redcar and Cleveland,Darlington,Hartlepool,Sunderland'" <<'END'
In 2014 Hartlepool had 63.4 in every 10,000 (128 among 20,179; 95% interval 52.9 to 75.4), the highest of the 3 authorities that have a rate; its interval overlaps those of all the others: it may rank anywhere from 1st to 3rd. It was higher than England (42.1) but not distinguishable from the other two together (57.8). There is no rate for Redcar and Cleveland (hidden).
END

sed 's/,217,/,c,/; s/,128,/,c,/' y14 >in.csv
says "a list of which only one has" "--areas 'Redcar and Cleveland,Darlington,Hartlepool'" <<'END'
In 2014 Darlington had 61.6 in every 10,000 (140 among 22,732; 95% interval 51.8 to 72.7), the only one of the 3 authorities that has a rate. It was higher than England (42.1). There is no rate for Hartlepool or Redcar and Cleveland: hidden.
END

says "percentages, a list of which only two have" "--method proportion --areas 'Redcar and Cleveland,Darlington,Sunderland'" <<'END'
In 2014 Darlington had 0.62% (140 of 22,732; 95% interval 0.52% to 0.73%), the higher of the two with a percentage. It was higher than England (0.42%) but not distinguishable from the other (0.56%). There is no percentage for Redcar and Cleveland (hidden).
END

says "percentages: none" "--method proportion --about Hartlepool" <<'END'
In 2014 there is no percentage for Hartlepool (hidden). There is no percentage for Redcar and Cleveland (hidden).
END

sed 's/,E92000001,England,48300/,E92000001,England,120000/' y14 >in.csv
says "above one and below the other" "" <<'END'
In 2014 Redcar and Cleveland had 78.9 in every 10,000 (217 among 27,501; 95% interval 68.8 to 90.1), the highest of the 12 North East authorities; its interval overlaps those of seven others: it may rank anywhere from 1st to 8th. It was higher than the North East (59.4), but lower than England (104.6). Its rate was within the usual spread between authorities.
END

sed 's/,79,217/,c,217/' "$short" >in.csv
says "percentages: one is hidden, and the rest would give it away" "--method proportion --about Middlesbrough" <<'END'
In 2014 Middlesbrough had 21.3% (50 of 235; 95% interval 16.5% to 26.9%), the lowest of the 11 North East authorities with a percentage; its interval overlaps those of seven others: it may rank anywhere from 4th to 11th. It was lower than the North East (30.2%) and England (31.6%). Its percentage was within the usual spread between authorities. There is no percentage for Redcar and Cleveland (hidden).
END

# The note: of what is compared, and in statements.
note() { # options; the table is in.csv
	eval "benchmark-ne -qf text $1 in.csv" | grep '^The [0-9.]*% intervals'
}
cat y14 >in.csv
like "the note: region and England" "$(note)" "Compared with the region and England, a rate is higher or lower if its interval is wholly above or below the other rate, which is taken as exact\."
like "the note: England alone" "$(note --areas\ all)" "Compared with England, a rate .* Compared with the others together, the exact comparison of the two counts decides\. .*the figures of England, which"
like "the note: neither" "$(sed -i /England/d in.csv; note --areas\ all)" "decides\. The usual spread .* Populations are taken as exact\.$"
sed '/England/d' y14 >in.csv
like "the note: the region alone" "$(note)" "Compared with the region, a rate"
cat "$short" >in.csv
like "the note: percentages" "$(note --method\ proportion)" "^The 95% intervals are Wilson's\. .*Compared with England, a percentage .*Compared with the others together, Fisher's exact comparison decides"
cat "$ne" >in.csv
like "the note: changes" "$(note)" "The limits of changes are those of the exact ratio of the two counts"
like "the note: changes of a stock" "$(note --dictionary\ low.csv)" "Changes are given without limits"
is "the note: changes of a stock have no ratio" "$(note --dictionary\ low.csv | grep -c ratio)" 0
is "the note asks nothing" "$(note | grep -c '?')" 0

# No sentence names a method or an option, has a code, or a number that is none, in any year of any area.
cat "$ne" >in.csv
{
	benchmark-ne -q -f jsonl in.csv
	benchmark-ne -q -f jsonl --method proportion "$short"
	benchmark-ne -q -f jsonl --method proportion "$long"
	benchmark-ne -q -f jsonl --method proportion --region R1 "$small"
	benchmark-ne -q -f jsonl --areas Alpha --method poisson changes
} | sed 's/.*"sentence"://; s/}$//' | grep -v '^null$' >sentences
is "the column sentence has one for each area with a rate" "$(wc -l <sentences)" 76
is "no method, option, code or slip in any" "$(grep -niE -e '--|interval rule|funnel|poisson|wilson|byar|apart|nan|inf[^l]|  | ,|\.\.|,\.|\(\)| \)|similar|higher95|significan' sentences)" ""
is "one comparison with England at most" "$(awk '{ if (gsub(/England/, "") > 1) print }' sentences)" ""
done_testing
