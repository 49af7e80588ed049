#!/bin/sh
# Every sentence of qtrend, and every note: a table of series and what is said of each, read by a person; and all clauses of
# lib/trend/sentence.c must occur in it.
. "${0%/*}/../tap/tap.sh"

# make FIRST-PERIOD UNIT POLARITY TARGET VALUES: a series; _ is blank, 3/10 a numerator of a denominator
make() {
	case $5 in */*) heading=numerator,denominator ;; *) heading=value ;; esac
	awk -v first="$1" -v values="$5" -v rest=",$2,$3,$4" -v heading="$heading" 'BEGIN {
		print "period," heading ",unit,polarity,target"
		n = split(values, v, " "); y = substr(first, 1, 4)
		per = first ~ /Q/ ? 4 : first ~ /-/ ? 12 : 1
		for (i = 0; i < n; i++) {
			p = y + i
			if (per == 4) p = int(y + i / 4) "-Q" i % 4 + 1
			if (per == 12) p = sprintf("%d-%02d", y + i / 12, i % 12 + 1)
			x = v[i + 1]; if (x == "_") x = ""
			if (heading != "value") sub("/", ",", x)
			print p "," x rest
		}
	}'
}

# FIRST-PERIOD|KIND|OPTIONS|UNIT|POLARITY|TARGET|VALUES, then the sentence.
cat >table <<'END'
2001|flow|||||5
	5 in 2001; one year cannot show a change.
2001|flow|||||_ c
	No value for 2001 and 2002 (confidential).
2001|flow|||||<5
	One year cannot show a change; fewer than 5 in 2001.
2001|flow|||||<5 6
	6 in 2002; two years are too few to show a trend; fewer than 5 in 2001.
2001|flow|||||5 5
	5 in both 2001 and 2002; two years are too few to show a trend.
2001|flow|||||0 0
	None in both 2001 and 2002; two years are too few to show a trend.
2001|flow|||||0 0 0 0 0
	None in every year from 2001 to 2005.
2001|flow|||||30 40 30
	30 in 2003, as in 2001; three years are too few to show a trend.
2001|flow|||||2 0
	From 2 to none between 2001 and 2002; two years are too few to show a trend.
2001|flow||child|||0 1
	From none to 1 child between 2001 and 2002; two years are too few to show a trend.
2001|stock||children|||1185 1186
	From 1,185 to 1,186 children between 2001 and 2002, a rise of 0.084%; two years are too few to show a trend.
2013-Q1|flow|||||185 139 117 120
	From 185 to 120 between 2013-Q1 and 2013-Q4, a fall of 35%; four quarters are too few to show a trend.
2001|flow|||||20 40
	From 20 to 40 between 2001 and 2002, twice as high; two years are too few to show a trend.
2001|flow|||||20 41
	From 20 to 41 between 2001 and 2002, more than twice as high; two years are too few to show a trend.
2001|flow|||||20 79
	From 20 to 79 between 2001 and 2002, 4 times as high; two years are too few to show a trend.
2001|flow|||||52% 53%
	From 52% to 53% between 2001 and 2002, a rise of 1 percentage point; two years are too few to show a trend.
2001|flow||%|||53.5 51
	From 53.5% to 51% between 2001 and 2002, a fall of 2.5 percentage points; two years are too few to show a trend.
2001|flow|||||150/185 180/185
	From 81.1% (150 of 185) to 97.3% (180 of 185) between 2001 and 2002, a rise of 16.2 percentage points (95% interval 10.1 to 22.7); two years are too few to show a trend.
2001|stock|||||180/185 150/185
	From 97.3% (180 of 185) to 81.1% (150 of 185) between 2001 and 2002, a fall of 16.2 percentage points; two years are too few to show a trend.
2001|flow|||||180/185 150/185
	From 97.3% (180 of 185) to 81.1% (150 of 185) between 2001 and 2002, a fall of 16.2 percentage points (95% interval 10.1 to 22.7); two years are too few to show a trend.
2001|flow|||||3/10 4/10
	From 30% (3 of 10) to 40% (4 of 10) between 2001 and 2002, a rise of 10 percentage points (95% interval from a fall of 28.2 percentage points to a rise of 44.6 percentage points); two years are too few to show a trend.
2001|stock|||||4999/5000 5000/5000
	From 99.98% (4,999 of 5,000) to 100% (5,000 of 5,000) between 2001 and 2002, a rise of 0.02 percentage points; two years are too few to show a trend.
2001|flow|--chart u||||50/20000 50/9500
	From 25 per 10,000 (50 of 20,000) to 52.6 per 10,000 (50 of 9,500) between 2001 and 2002, more than twice as high; two years are too few to show a trend.
2001|flow|--chart u||||2/90000000 3/90000000
	From 0.000222 per 10,000 (2 of 90,000,000) to 0.000333 per 10,000 (3 of 90,000,000) between 2001 and 2002; two years are too few to show a trend.
2001|flow|||||5 6 9 12 15 25 35 50
	From 5 to 50 between 2001 and 2008; rising by about 42% a year.
2001|flow|||low||5 6 9 12 15 25 35 50
	From 5 to 50 between 2001 and 2008; rising by about 42% a year, which is worse.
2001|flow|||high||50 35 25 15 12 9 6 5
	From 50 to 5 between 2001 and 2008, a fall of 90%; falling by about 29% a year, which is worse.
2001|flow|||||20 35 30 45 40 55 60 65
	From about 20 to about 65 between 2001 and 2008, 3.3 times as high; rising by about 5 a year.
2001|flow|||||65 60 55 40 45 30 35 20
	From about 65 to about 20 between 2001 and 2008, a fall of 69%; falling by about 5 a year.
2001|flow|||high|90|150/185 161/190 170/192 166/188 175/190 180/185
	From 81.1% (150 of 185) to 97.3% (180 of 185) between 2001 and 2006, a rise of 16.2 percentage points (95% interval 10.1 to 22.7); rising by about 3.1 percentage points a year, which is better; 2006 meets the target of 90%.
2001|flow|||high||40/80 41/80 42/80 43/80 43/80 44/80 45/80 46/80 46/80 47/80 48/80 49/80
	From 50% (40 of 80) to 61.3% (49 of 80) between 2001 and 2012, a rise of 11.3 percentage points (95% interval from a fall of 4.1 percentage points to a rise of 25.8 percentage points); but taken together, the twelve years show a rise of about 1 percentage point a year, which is better.
2001|flow|||low||49/80 48/80 47/80 46/80 46/80 45/80 44/80 43/80 43/80 42/80 41/80 40/80
	From 61.3% (49 of 80) to 50% (40 of 80) between 2001 and 2012, a fall of 11.3 percentage points (95% interval from a fall of 25.8 percentage points to a rise of 4.1 percentage points); but taken together, the twelve years show a fall of about 1 percentage point a year, which is better.
2001|flow|||high|90|180/185 175/190 166/188 170/192 161/190 150/185
	From 97.3% (180 of 185) to 81.1% (150 of 185) between 2001 and 2006, a fall of 16.2 percentage points (95% interval 10.1 to 22.7); falling by about 3.1 percentage points a year, which is worse; 2006 misses the target of 90%.
2001|flow|||||50 61 42 57 39 63 52
	From 50 to 52 between 2001 and 2007, a rise of 4%; no trend was found, and no single year stands out from the usual variation.
2001|flow|||||10 11 12 13 14 15
	From 10 to 15 between 2001 and 2006; taken together, the six years show signs of a rise, but not enough to be sure of a trend; the figures vary less than independent events would by chance.
2001|flow|||||15 14 13 12 11 10
	From 15 to 10 between 2001 and 2006; taken together, the six years show signs of a fall, but not enough to be sure of a trend; the figures vary less than independent events would by chance.
2001|flow|||||182 185 185 184 183 185 184 182
	182 in 2008, as in 2001; no trend was found; the figures vary less than independent events would by chance.
2001||||||50 61 42 57 39 63 60
	From 50 to 60 between 2001 and 2007, a rise of 20%; no single year stands out from the usual variation.
2001|stock||days|||2.5 3 4.5 3 4.5
	From 2.5 to 4.5 days between 2001 and 2005, a rise of 80%; how much these figures usually vary is not known.
2001|flow|||||-5 3
	From -5 to 3 between 2001 and 2002, a rise of 8; two years are too few to show a trend.
2001|flow|||||5 -3
	From 5 to -3 between 2001 and 2002, a fall of 8; two years are too few to show a trend.
2001|stock|||||30 31 _ 29 28 25
	From 30 to 25 between 2001 and 2006, a fall of 17%; no single year stands out from the usual variation; no value for 2003.
2001|flow|--pool 2||||3 4 5 6 7 9
	From 7 to 16 between the two years to 2002 and the two years to 2006; three periods are too few to show a trend.
2013-Q1|flow|--rolling 4||||3 4 5 6 7 9
	From 18 to 27 between the four quarters to 2013-Q4 and the four quarters to 2014-Q2; the sums that do not overlap are too few to show a trend.
2013-01|flow|--rolling 12||||3 4 5 6 7 9 3 4 5 6 7 9 3 4 5 6 7 9 3 4 5 6 7 9
	68 in every period from the twelve months to 2013-12 to the twelve months to 2014-12; the sums that do not overlap are too few to show a trend.
2001|||||50|50 52 49 51 50
	50 in 2005, as in 2001; no single year stands out from the usual variation; 2005 is on the target of 50.
2001|||||40|50 52 49 51 50
	50 in 2005, as in 2001; no single year stands out from the usual variation; 2005 is above the target of 40.
2001|||||60|50 52 49 51 50
	50 in 2005, as in 2001; no single year stands out from the usual variation; 2005 is below the target of 60.
2001|flow|||||50 52 49 51 50 48 51 50 52 49 50 70
	From 50 to 70 between 2001 and 2012, a rise of 40%; no trend was found; 2012 was higher than the usual variation explains.
2001|flow|||||50 52 49 51 50 48 51 50 52 49 50 30
	From 50 to 30 between 2001 and 2012, a fall of 40%; no trend was found; 2012 was lower than the usual variation explains.
2001|stock|||||160 155 162 158 150 155 240 250 255
	From 160 to 255 between 2001 and 2009, a rise of 59%; 2007 to 2009 were higher than the usual variation explains.
2001|stock|||||255 250 240 160 155 162 158 150 155
	From 255 to 155 between 2001 and 2009, a fall of 39%; 2001 to 2003 were higher than the usual variation explains.
2001|flow|||||52 48 53 47 60 48 53 62 63 64 65 66 67 68
	From 52 to 68 between 2001 and 2014, a rise of 31%; rising by about 2.8% a year.
2001|flow|||||68 62 53 67 60 68 53 52 51 50 49 48 47 46
	From 68 to 46 between 2001 and 2014, a fall of 32%; falling by about 2.8% a year.
2001|flow|||||52 48 50 51 49 50 53 80 82 79 81 83 80 82 80 81
	From 52 to 81 between 2001 and 2016, a rise of 56%; a step up in 2008 rather than a steady rise.
2001|flow|||high||80 82 79 81 83 80 82 80 81 52 48 50 51 49 50 53
	From 80 to 53 between 2001 and 2016, a fall of 34%; a step down in 2010 rather than a steady fall, which is worse.
2013-Q1|flow|--chart p||high||52/100 48/100 50/100 51/100 49/100 50/100 53/100 80/100 82/100 79/100 81/100 83/100 80/100 82/100 80/100 81/100
	From 52% (52 of 100) to 81% (81 of 100) between 2013-Q1 and 2016-Q4, a rise of 29 percentage points (95% interval 16 to 40.7); a step up in 2014-Q4 rather than a steady rise, which is better; 2016-Q4 was 2 percentage points lower than the same quarter a year before (83%).
2001|flow|--rebase 2010||||52 48 50 51 49 50 53 80 82 79 81 83 80 82 80 81
	From 52 to 81 between 2001 and 2016, a rise of 56%; rising by about 4.3% a year; the average was 57.2 up to 2009 and has been 80.9 since 2010.
2001||||||44 50 46 47 45 49 46 58 57 59 58 57 59 58
	From 44 to 58 between 2001 and 2014, a rise of 32%; every year since 2008 has been above the average: a step up.
2001||||||58 57 59 58 57 59 58 44 50 46 47 45 49 46
	From 58 to 46 between 2001 and 2014, a fall of 21%; every year since 2008 has been below the average: a step down.
2001||||||58 57 59 58 57 59 58 58 44 50 46 47 45 49 58 46 57
	From 58 to 57 between 2001 and 2017, a fall of 1.7%; every year from 2001 to 2008 was above the average.
2013-Q1|flow|||||40 52 33 37 44 55 33 41 47 61 36 44
	From 40 to 44 between 2013-Q1 and 2015-Q4, a rise of 10%; taken together, the twelve quarters show signs of a rise, but not enough to be sure of a trend; 2015-Q4 was 7.3% higher than the same quarter a year before (41).
2013-Q1|flow|||||47 61 36 44 44 55 33 41 40 52 33 37
	From 47 to 37 between 2013-Q1 and 2015-Q4, a fall of 21%; taken together, the twelve quarters show signs of a fall, but not enough to be sure of a trend; 2015-Q4 was 9.8% lower than the same quarter a year before (41).
2013-Q1|flow|||||40 52 33 37 44 55 33 44 47 61 36 44
	From 40 to 44 between 2013-Q1 and 2015-Q4, a rise of 10%; taken together, the twelve quarters show signs of a rise, but not enough to be sure of a trend; 2015-Q4 was no different from the same quarter a year before.
2013-Q1|flow|||||4 5 3 3 4 5 3 4 4 6 3 4
	4 in 2015-Q4, as in 2013-Q1; no trend was found, and no single quarter stands out from the usual variation; 2015-Q4 was no different from the same quarter a year before.
2013-Q1|flow|||||4 5 3 3 4 5 3 1 4 6 3 4
	4 in 2015-Q4, as in 2013-Q1; no trend was found, and no single quarter stands out from the usual variation; 2015-Q4 compares with 1 in the same quarter a year before.
2013-Q1|flow||%|||40 52 33 37 44 55 33 41 47 61 36 44
	From 40% to 44% between 2013-Q1 and 2015-Q4, a rise of 4 percentage points; taken together, the twelve quarters show signs of a rise, but not enough to be sure of a trend; 2015-Q4 was 3 percentage points higher than the same quarter a year before (41%).
2013-Q1|flow||%|||47 61 36 44 44 55 33 41 40 52 33 37
	From 47% to 37% between 2013-Q1 and 2015-Q4, a fall of 10 percentage points; taken together, the twelve quarters show signs of a fall, but not enough to be sure of a trend; 2015-Q4 was 4 percentage points lower than the same quarter a year before (41%).
2001|flow|||||0 0 0 1 0 0 9 0 1 0
	None in 2010, as in 2001; no trend was found; 2007 was higher than the usual variation explains.
2001|stock|||||30/200 32/210 29/190 31/200 60/200
	From 15% (30 of 200) to 30% (60 of 200) between 2001 and 2005, a rise of 15 percentage points; 2005 was higher than the usual variation explains.
2001||||||20 60 20 60 20 60 20 100 20 60 20 100 5 100 20 60 200
	From about 20 to about 200 between 2001 and 2017, 10 times as high; no single year stands out from the usual variation.
2001||||||50 60 45 65 40 70 48 50 51 52 53 54 55 56 57
	From 50 to 57 between 2001 and 2015, a rise of 14%; the figure rose year after year up to 2015.
2001||||||57 70 45 65 40 60 58 57 56 55 54 53 52 51 50
	From 57 to 50 between 2001 and 2015, a fall of 12%; the figure fell year after year up to 2015.
2001|flow|||||0 1 0 0 0 9 0 1 0 0 8 0 0 1 0 9 0 0 0 0 8 0 1 0
	None in 2024, as in 2001; no trend was found; 1 earlier signal; 2011, 2016 and 2021 were higher than the usual variation explains.
2001||||||58 44 50 46 47 45 49 58 46 57 70 44 45 46 44 45 43 45 80 46
	From 58 to 46 between 2001 and 2020, a fall of 21%; 2011 was higher than the usual variation explains; every year from 2012 to 2018 was below the average; 2019 was higher than the usual variation explains.
2013-01|flow|--rolling 12||||3 4 5 6 7 9 3 4 5 6 7 9 3 4 5 6 7 9 3 4 5 6 7 8
	From 68 to 67 between the twelve months to 2013-12 and the twelve months to 2014-12, a fall of 1.5%; the sums that do not overlap are too few to show a trend.
2001||||||49 51 49 51 49 51 49 51 49 51 49 51 55 52 55
	From 49 to 55 between 2001 and 2015, a rise of 12%; two of three successive years, 2015 among them, were near the top of the usual variation.
2001||||||51 49 51 49 51 49 51 49 51 49 51 49 45 48 45
	From 51 to 45 between 2001 and 2015, a fall of 12%; two of three successive years, 2015 among them, were near the bottom of the usual variation.
2001||||||51 49 51 49 51 49 51 49 51 49 51 49 45 48 45 51 49 51 49 51
	51 in 2020, as in 2001; two of three successive years, 2015 among them, were near the bottom of the usual variation.
2001||||high|40|50 52 49 51 50 48 51 50 52 49 50 51
	From 50 to 51 between 2001 and 2012, a rise of 2%; no single year stands out from the usual variation; 2012 meets the target of 40; all of the usual variation meets it.
2001||||low|40|50 52 49 51 50 48 51 50 52 49 50 51
	From 50 to 51 between 2001 and 2012, a rise of 2%; no single year stands out from the usual variation; 2012 misses the target of 40; all of the usual variation misses it.
2001||||high|50|50 52 49 51 50 48 51 50 52 49 50 51
	From 50 to 51 between 2001 and 2012, a rise of 2%; no single year stands out from the usual variation; 2012 meets the target of 50; the usual variation sometimes meets it and sometimes misses it.
2001|stock|||||160 155 162 158 150 155 162 158 90 80 70
	From 160 to 70 between 2001 and 2011, a fall of 56%; 2009 to 2011 were lower than the usual variation explains.
2001|flow|--chart u||||50/20000 52/20000 48/20000 60/20000 51/20000 49/20000
	From 25 per 10,000 (50 of 20,000) to 24.5 per 10,000 (49 of 20,000) between 2001 and 2006, a fall of 2%; no trend was found, and no single year stands out from the usual variation.
2001|flow|--chart u --per 1000||||0/20000 2/20000 1/20000 0/20000 1/20000 1/20000
	From 0 per 1,000 (0 of 20,000) to 0.05 per 1,000 (1 of 20,000) between 2001 and 2006; no trend was found, and no single year stands out from the usual variation.
2001|stock|--chart u||||127/40345 133/42263
	From 31.5 per 10,000 (127 of 40,345) to 31.5 per 10,000 (133 of 42,263) between 2001 and 2002, hardly any change; two years are too few to show a trend.
2001|stock|||||160 155 162 158 150 155 240 250 160
	160 in 2009, as in 2001; 2007 and 2008 were higher than the usual variation explains.
2001|flow|--chart u||||0/400 0/400
	0 per 10,000 (0 of 400) in both 2001 and 2002; two years are too few to show a trend.
2001|flow|||||0/10 0/12
	0% (0 of 12) in both 2001 and 2002; two years are too few to show a trend.
2001|flow|||||1/3 2/3 3/3 c/4 0/3
	From 33.3% (1 of 3) to 0% (0 of 3) between 2001 and 2005, a fall of 33.3 percentage points (95% interval from a fall of 79.2 percentage points to a rise of 29.1 percentage points); four years are too few to show a trend; no value for 2004 (confidential).
2001||||||93 96 99 102 105 108 111 114
	From 93 to 114 between 2001 and 2008, a rise of 23%; the figure rose year after year up to 2008.
2001||||||40 60 10 11 12 13 41 42 43 44 43 44 43 44 43 44
	From 40 to 44 between 2001 and 2016, a rise of 10%; 2002 was higher than the usual variation explains; the figure rose year after year up to 2010; every year since 2007 has been above the average: a step up.
2001||||||60 40 61 39 62 38 40 42 44 46 48 50 52 54 53 55 54 56 55
	From 60 to 55 between 2001 and 2019, a fall of 8.3%; the figure rose year after year up to 2014; every year since 2012 has been above the average: a step up.
2001|flow|||||40 47 46 53 52 59 58 65 64 71 70 77 76 83 82 89 88 95 94 101
	From 40 to 101 between 2001 and 2020, more than twice as high; rising by about 4.4% a year.
2001||||||40 47 46 53 52 59 58 65 64 71 70 77 76 83 82 89 88 95 94 101
	From 40 to 101 between 2001 and 2020, more than twice as high; every year from 2001 to 2009 was below the average; every year since 2012 has been above the average: a step up.
2001|flow|||||198 190 180 170 160 <5 150 140 133
	From 198 to 133 between 2001 and 2009, a fall of 33%; a falling trend was found; fewer than 5 in 2006.
2001|flow|||high||131 140 150 <5 160 170 180 190 198
	From 131 to 198 between 2001 and 2009, a rise of 51%; a rising trend was found, which is better; fewer than 5 in 2004.
2013-Q1|flow|--pool 30||||1 2 3 4 5
	There are no 30 quarters to add up.
2001|flow|--rolling 2||||5
	There are no two years to add up.
2001|flow|||||30 29999
	From 30 to 29,999 between 2001 and 2002, 1,000 times as high; two years are too few to show a trend.
2001|flow|||||29 101
	From 29 to 101 between 2001 and 2002, 3.5 times as high; two years are too few to show a trend.
2001|flow|||||30 299
	From 30 to 299 between 2001 and 2002, 10 times as high; two years are too few to show a trend.
2001|flow|||||20 2500
	From 20 to 2,500 between 2001 and 2002, 125 times as high; two years are too few to show a trend.
2001|stock|||||790/100000 764/100000
	From 0.79% (790 of 100,000) to 0.76% (764 of 100,000) between 2001 and 2002, a fall of 0.03 percentage points; two years are too few to show a trend.
2001|flow|||||790/100000 764/100000
	From 0.79% (790 of 100,000) to 0.76% (764 of 100,000) between 2001 and 2002, a fall of 0.03 percentage points (95% interval from a fall of 0.1 percentage points to a rise of 0.05 percentage points); two years are too few to show a trend.
2001|flow|||||32/55 39/67
	From 58.2% (32 of 55) to 58.2% (39 of 67) between 2001 and 2002, hardly any change (95% interval from a fall of 17 percentage points to a rise of 17.2 percentage points); two years are too few to show a trend.
2001|stock|||high|75|7500/10000 7499/10000
	From 75% (7,500 of 10,000) to 74.99% (7,499 of 10,000) between 2001 and 2002, hardly any change; two years are too few to show a trend; 2002 misses the target of 75%.
2001|stock|||high|0.1|1/900 1/1001
	From 0.1111% (1 of 900) to 0.0999% (1 of 1,001) between 2001 and 2002, a fall of 0.0112 percentage points; two years are too few to show a trend; 2002 misses the target of 0.1%.
2001|stock|--chart u||low|20|40/20000 40004/20000000
	From 20 per 10,000 (40 of 20,000) to 20.002 per 10,000 (40,004 of 20,000,000) between 2001 and 2002, hardly any change; two years are too few to show a trend; 2002 misses the target of 20 per 10,000.
2001||--rebase 2006||||50% 51% 49% 50% 52% 81% 80% 82% 81% 83%
	From 50% to 83% between 2001 and 2010, a rise of 33 percentage points; no single year stands out from the usual variation; the average was 50.4% up to 2005 and has been 81.4% since 2006.
2001|stock|--rebase 2006||||50/100 51/100 49/100 50/100 52/100 81/100 80/100 82/100 81/100 83/100
	From 50% (50 of 100) to 83% (83 of 100) between 2001 and 2010, a rise of 33 percentage points; no single year stands out from the usual variation; the average was 50.4% up to 2005 and has been 81.4% since 2006.
2001|flow|--rebase 2006||||50 61 42 57 39 163 152 149 171 158
	From 50 to 158 between 2001 and 2010, 3.2 times as high; taken together, the ten years show signs of a rise, but not enough to be sure of a trend; the average was 49.8 up to 2005 and has been 159 since 2006.
2013-Q1|flow|||||40 52 33 37 44 55 33 41 40 52 33 137
	From 40 to 137 between 2013-Q1 and 2015-Q4, 3.4 times as high; no trend was found; 2015-Q4 was higher than the usual variation explains; 2015-Q4 was 3.3 times as high as the same quarter a year before (41).
2013-Q1|flow|||||40 52 33 37 44 55 33 41 40 52 33 63
	From 40 to 63 between 2013-Q1 and 2015-Q4, a rise of 58%; no trend was found, and no single quarter stands out from the usual variation; 2015-Q4 was 54% higher than the same quarter a year before (41).
2001|flow|--chart u --pool 2||||5/13000 4/13001 4/13500 5/13506
	From 3.46 per 10,000 (9 in 26,001 person-years) to 3.33 per 10,000 (9 in 27,006 person-years) between the two years to 2002 and the two years to 2004; two periods are too few to show a trend.
2013-Q1|flow|--chart u --pool 4||||5/13000 4/13001 4/13500 5/13506
	3.4 per 10,000 (18 in 53,007 person-quarters) in the four quarters to 2013-Q4; one period cannot show a change.
2001||||||50 50 70 70 51 49 50 51 50 49 50 51 75 50 49 51 50
	50 in 2017, as in 2001; 2003 and 2004 were higher than the usual variation explains; every year from 2005 to 2012 was below the average; 2013 was higher than the usual variation explains.
END
: >said
while IFS='|' read -r first kind options unit polarity target values && IFS='	' read -r want; do
	make "$first" "$unit" "$polarity" "$target" "$values" >series.csv
	qtrend -q ${kind:+--kind $kind} $options series.csv >row
	is "$first $kind $options $unit $polarity $target $values" "$(cell 1 sentence row)" "$want"
	qtrend -q -f text ${kind:+--kind $kind} $options series.csv >>said
done <table
printf 'series,period,value\n' >two.csv
for s in a b; do
	for i in 1 2 3 4 5 6 7; do echo "$s,200$i,5$i"; done
done >>two.csv
qtrend -q -f text --kind stock two.csv >>said

# A clause as a pattern: what is filled in can be anything. The first word may be a capital.
sed -n '/sentence_words\[SENTENCE_N\]/,/^};/p' "$src/lib/trend/sentence.c" | tr -d '\n' | sed 's/"[[:space:]]*"//g; s/",/"\n/g' |
	sed -n 's/.*\[\(SAY_[A-Z_]*\|NOTE_[A-Z_]*\)\] = "\(.*\)"$/\1 \2/p' >clauses
is "the clauses are found" "$(awk 'END { print (NR > 60) }' clauses)" 1
while read -r name words; do
	pattern=$(printf '%s\n' "$words" | sed 's|[].*^$()+?[]|\\&|g; s|{[a-z_]*}|.+|g; s|^[a-z]|.|')
	grep -Eq -e "$pattern" said && ok "$name is said" || { not_ok "$name is said"; echo "# $pattern"; }
done <clauses

# No code, no name of an option or a file's column, no grammar of a machine.
is "no option and no code in a sentence" "$(grep -nE -e '--|[a-z]_[a-z]|\b(nan|inf|NA|xmr|mk|phi|null)\b' said)" ""
is "no doubled words, blanks or marks" "$(sed 's/^[a-z]*  [^A-Z0-9]*  //' said | grep -nE '  |;;|\.\.|, ,| ,| ;|\b([a-z]+) \1\b|\b1 [a-z]+s\b')" ""
done_testing
