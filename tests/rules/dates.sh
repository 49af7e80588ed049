# Dates and periods in the language of the rules. Expected values were computed by hand.
. "${0%/*}/../tap/tap.sh"
. "$src/tests/tap/language.sh"

printf 'born,start,end\n' >sample.csv
# The bank holidays of two years, one of them written day first, and one on a Saturday.
cat >holidays.csv <<'END'
date,title
2014-01-01,New Year's Day
18/04/2014,Good Friday
2014-04-21,Easter Monday
2014-12-25,Christmas Day
2014-12-26,Boxing Day
2015-01-01,New Year's Day
2015-12-26,Boxing Day
END
head='date born, start, end\n'
list='list holidays from "holidays.csv" columns date\n'

# --- Periods of dates. The financial year begins on 1 April.
sem 'the quarter, with or without a period in the file' "$head"'rule A1 error\n check: quarter(start) = "2013-14 Q4"\nrule A2 error\n check: quarter(start) = "2014-Q1"\nrule A3 error\n check: quarter(start) = quarter(end)\n' \
    'born,start,end\n,2014-01-01,31/03/2014\n,2014-03-31,2014-04-01\n,2014-04-01,2014-06-30\n,2013-12-31,2014-01-01\n' \
    'A3:3 A1:4 A2:4 A1:5 A2:5 A3:5 '
sem 'the quarter of a file with quarters' 'period q as "YYYY-YY Qn"\ndate d\nrule A1 error\n check: quarter(d) = q\nrule A2 error\n check: q >= quarter(d)\n' \
    'q,d\n2014-15 Q1,2014-06-30\n2014-15 Q1,2014-07-01\n2014-15 Q2,2014-06-30\n' 'A1:3 A2:3 A1:4 '
sem 'the quarter of a file with calendar quarters' 'period q as "Qn YYYY"\ndate d\nrule A1 error\n check: quarter(d) = q\nrule A2 error\n check: quarter(d) != "2014-15 Q1"\n' \
    'q,d\nQ2 2014,2014-06-30\nQ3 2014,2014-06-30\n' 'A2:2 A1:3 A2:3 '
is 'which is written as in the file' "$(sed -n 3p out)" 'A1,error,d.csv,3,d,q=Q3 2014,Q2 2014,Q3 2014,-1,,quarter(d) is Q2 2014; expected Q3 2014 (difference -1)'
sem 'month, year and financial year' "$head"'rule A1 error\n check: month(start) = "2014-03"\nrule A2 error\n check: year(start) = 2014\nrule A3 error\n check: financial_year(start) in ("2013-14", "2015-16")\nrule A4 error\n check: financial_year(start) = financial_year(end)\n' \
    'born,start,end\n,2014-03-31,2014-03-01\n,2014-04-01,2014-03-31\n,2013-12-31,2013-04-01\n' \
    'A1:3 A3:3 A4:3 A1:4 A2:4 '
sem 'of a column that is not declared' 'rule A1 error\n check: year(d) >= 2014\n' 'd\n2014-01-01\n31.12.2013\nsoon\n\n' 'A1:3 S08:5 A1 1 of 3'
sem 'a named period, previous ones, and a set of them' 'key k\nperiod y as "YYYY"\ndate d\nrule A1 error\n let: q = quarter(d)\n check: q > previous(q)\nrule A2 error\n by: k\n check: max(month(d)) <= "2015-01" and distinct(year(d)) = 2\n' \
    'k,y,d\na,2014,2014-12-31\na,2015,2015-01-01\nb,2014,2014-02-01\nb,2015,2014-03-01\n' 'A2:4 A1:5 '
printf 'date d\nrule A1 error\n check: d < "2014-01-01"\n say: {quarter(d)}, {month(d)}, {year(d)}, {financial_year(d)}, {d - 1}\n' >r.rules
printf 'd\n2014-03-01\n' >d.csv
is 'periods in a message' "$(csv-check -r r.rules d.csv | sed -n '2s/.*,"/"/p')" '"2013-14 Q4, 2014-03, 2014, 2013-14, 2014-02-28"'
sem 'the names are columns too' 'number quarter, month, year, age, working_days\nrule A1 error\n check: quarter + month + year + age + working_days + financial_year > 15\nnumber financial_year\n' \
    'quarter,month,year,financial_year,age,working_days\n1,2,3,4,5,6\n1,2,3,4,5,0\n' 'A1:3 '
wrong 'periods of two frequencies' "$head"'rule A1 error\n check: quarter(start) = month(end)\n' \
    "r.rules:3: rule A1, check: 'quarter(start)' is a period of the form \"YYYY-YY Qn\" and 'month(end)' of the form \"YYYY-MM\"; expected periods of the same length"
wrong 'a month by its number' "$head"'rule A1 error\n check: month(start) = 3\n' \
    'r.rules:3: rule A1, check: "3" is not a period of the form "YYYY-MM"'
wrong 'the quarter of a number' 'number born\nrule A1 error\n check: quarter(born) = "2014-15 Q1"\n' \
    "r.rules:3: rule A1, check: 'born' is a number; expected a date"

# --- Days. A parameter or a text that is a date takes part in arithmetic.
census='param census = "2014-03-31"\n'
sem 'a parameter in arithmetic' "$census$head"'rule A1 error\n check: census - start <= 90\nrule A2 error\n check: start >= census - 90\nrule A3 error\n let: late = census\n check: end <= late + 1 and end < "2014-04-01" + 1\n' \
    'born,start,end\n,2013-12-31,2014-04-01\n,2013-12-30,2014-04-02\n' 'A1:3 A2:3 A3:3 '
printf 'born,start,end\n,2014-01-01,\n' >d.csv
is 'given with --param' "$(csv-check -r r.rules --param census=31/12/2013 d.csv 2>&1 | cut -d, -f1,4,7,8 | grep A)" \
    'A3,2,not checked,checked'
is 'and a wrong one' "$(csv-check -r r.rules --param census=2014-02-30 d.csv 2>&1 | head -1)" \
    "csv-check: --param: census: '2014-02-30' is not a date; expected one that exists, such as 2014-03-31"
wrong 'undeclared, and perhaps dates' 'rule A1 error\n check: end - start < 3\n' \
    "r.rules:2: rule A1, check: 'end' is not declared; expected it in the heading 'number' or 'date'
csv-check: r.rules:2: rule A1, check: 'start' is not declared; expected it in the heading 'number' or 'date'"
wrong 'the last of undeclared ones' 'rule A1 error\n check: max(start) = 3\n' \
    "r.rules:2: rule A1, check: 'start' is not declared; expected it in the heading 'number' or 'date'"
wrong 'two dates added' "$census$head"'rule A1 error\n check: start + census > 3\n' \
    "r.rules:4: rule A1, check: 'start' and 'census' are dates, which cannot be added; expected a number of days"
wrong 'a date that does not exist' "$head"'rule A1 error\n check: start < "2014-02-30"\n' \
    'r.rules:3: rule A1, check: "2014-02-30" is not a date; expected one that exists, such as 2014-03-31'
wrong 'in the form of the column' 'date start as "DD.MM.YYYY"\nrule A1 error\n check: start + 1 < "2014/02/03"\n' \
    'r.rules:3: rule A1, check: "2014/02/03" is not a date; expected one that exists, such as DD.MM.YYYY'
wrong 'a text less days' "$head"'rule A1 error\n check: start - "soon" > 5\n' \
    'r.rules:3: rule A1, check: "soon" is not a date; expected one such as 2014-03-31'
wrong 'days from a column that is not declared' 'date start\nrule A1 error\n check: start - end > 5\n' \
    "r.rules:3: rule A1, check: 'end' is not declared; expected it in the heading 'date', or in 'number' for a number of days"
wrong 'a word of another language' 'rule A1 error\n check: datediff(start, end) > 5\n' \
    "r.rules:2: no function called 'datediff'; expected '-' between two dates, for days; or age(birth, at)"
wrong 'another' 'rule A1 error\n check: networkdays(start, end) > 5\n' \
    "r.rules:2: no function called 'networkdays'; expected working_days(a, b, @holidays), which does not count the day a"

# --- Age. Someone born on 29 February is a year older on 1 March where there is no such day.
sem 'the day before a birthday, and on it' "$head"'rule A1 error\n check: age(born, start) = 16\n' \
    'born,start,end\n1998-06-30,2014-06-29,\n1998-06-30,2014-06-30,\n1998-06-30,2015-06-29,\n1998-06-30,2015-06-30,\n' 'A1:2 A1:5 '
sem 'born on 29 February' "$head"'rule A1 error\n check: age(born, start) = 18\n' \
    'born,start,end\n1996-02-29,2014-02-28,\n1996-02-29,2014-03-01,\n1996-02-29,2015-02-28,\n1996-02-29,2016-02-28,\n1992-02-29,2012-02-29,\n' 'A1:2 A1:5 A1:6 '
sem 'age 0 and a century' "$head"'rule A1 error\n check: age(born, start) = 0 or age(born, start) > 99\n' \
    'born,start,end\n2014-01-01,2014-01-01,\n1900-03-01,2000-02-29,\n1900-03-01,2000-03-01,\n' 'A1:3 '
sem 'at a parameter, in where and in an aggregate' "$census$head"'rule A1 error\n where: age(born, census) < 18\n check: start is not blank\nrule A2 error\n check: max(age(born, census)) < 18\n' \
    'born,start,end\n1996-04-01,,\n1996-03-31,,\n' 'A1:2 A2:2 '
why 'a birth after the date' "$head"'rule A1 error\n check: age(born, start) < 18\n' \
    'born,start,end\n2014-07-01,2014-06-30,\n' '2 start 1 of 1 row not checked: start is before born'
why 'a blank date of birth' "$head"'rule A1 error\n check: age(born, start) < 18\n' \
    'born,start,end\n,2014-06-30,\n' '2 born 1 of 1 row not checked: born is blank'
why 'a birth after the date, in an aggregate' "$head"'rule A1 error\n check: max(age(born, start)) < 18\n' \
    'born,start,end\n2014-07-01,2014-06-30,\n' '2  1 of 1 group not checked: age(born, start) is counted from a later date in a row of the group'
why 'a second date that is none' 'date born\nrule A1 error\n check: age(born, start) < 18\n' \
    'born,start\n2014-07-01,soon\n' '2 start 1 of 1 row not checked: start is not a date'

# --- Working days after the first date, up to the second. 2014-04-01 was a Tuesday.
days() { # name, first, last, working days
	sem "$1" "$head$list"'rule A1 error\n check: working_days(start, end, @holidays) = '"$4"'\n' "born,start,end\\n,$2,$3\\n" ''
}
days 'the next day' 2014-04-01 2014-04-02 1
days 'the same day' 2014-04-01 2014-04-01 0
days 'over a weekend' 2014-04-04 2014-04-07 1
days 'to a Sunday' 2014-04-04 2014-04-06 0
days 'from a Sunday' 2014-04-06 2014-04-11 5
days 'over Easter' 2014-04-17 2014-04-22 1
days 'to a holiday' 2014-04-17 2014-04-21 0
days 'from a holiday' 2014-04-18 2014-04-22 1
days 'a year, with 5 holidays, of which none is at a weekend' 2014-01-01 2014-12-31 256
days 'two years, with one more, and one on a Saturday' 2014-01-01 2015-12-31 516
why 'the end before the start' "$head$list"'rule A1 error\n check: working_days(start, end, @holidays) <= 15\n' \
    'born,start,end\n,2014-04-02,2014-04-01\n' '2 end 1 of 1 row not checked: end is before start'
why 'a year that the list does not have' "$head$list"'rule A1 error\n check: working_days(start, end, @holidays) <= 15\n' \
    'born,start,end\n,2015-12-31,2016-01-04\n' '2 end 1 of 1 row not checked: end is in a year without a date in the list @holidays'
why 'the year before the list' "$head$list"'rule A1 error\n check: working_days(start, end, @holidays) <= 15\n' \
    'born,start,end\n,2013-12-31,2014-01-04\n' '2 start 1 of 1 row not checked: start is in a year without a date in the list @holidays'
sem 'a list in the rules' 'date start, end\nlist h = "2014-01-01", "2014-01-02"\nrule A1 error\n check: working_days(start, end, @h) = 1\n' \
    'start,end\n2014-01-01,2014-01-03\n' ''
wrong 'a list with a text that is no date' 'date start, end\nlist h = "2014-01-01", "Easter"\nrule A1 error\n check: working_days(start, end, @h) = 1\n' \
    "r.rules:4: rule A1, check: list 'h': 'Easter' is not a date; expected one such as 2014-12-25"
printf 'date\n2014-01-01\n2014-02-30\n' >bad.csv
wrong 'a file with a date that does not exist' 'date start, end\nlist h from "bad.csv" columns date\nrule A1 error\n check: working_days(start, end, @h) = 1\n' \
    "r.rules:4: rule A1, check: list 'h': bad.csv:3: '2014-02-30' is not a date; expected one such as 2014-12-25"
wrong 'no list' 'date start, end\nrule A1 error\n check: working_days(start, end, holidays) = 1\n' \
    "r.rules:3: found 'holidays'; expected a list, such as @holidays"
wrong 'no such list' 'date start, end\nlist holiday = "2014-01-01"\nrule A1 error\n check: working_days(start, end, @holidays) = 1\n' \
    "r.rules:4: rule A1, check: no list '@holidays'; did you mean '@holiday'?"
wrong 'two arguments' 'date start, end\nrule A1 error\n check: working_days(start, end) = 1\n' \
    'r.rules:3: working_days() has 2 arguments; expected 3'
sem 'months later' "$head"'rule A1 error\n check: end = months_later(start, 3)\n' \
    'born,start,end\n,2014-11-30,2015-02-28\n,2014-11-15,15/02/2015\n,2014-11-15,2015-02-14\n,2012-11-30,2013-02-28\n,2011-11-30,2012-02-29\n,,2012-02-29\n' 'A1:4 A1 1 of 6'
is 'the day is shown' "$(sed -n 's/.*"\(.*\)"$/\1/p; s/^A1,error.*,\(end is.*\)$/\1/p' out)" 'end is 2015-02-14; expected 2015-02-15 (difference -1)'
sem 'months earlier, of a text, and in arithmetic' "$head"'rule A1 error\n check: start = months_later("2014-03-31", -1) and months_later(start, 12) + 1 = "2015-03-01" and year(months_later(start, 12)) = 2015\n' \
    'born,start,end\n,2014-02-28,\n,2014-03-01,\n' 'A1:3 '
sem 'an undeclared date, and months of a column' 'number n\nrule A1 error\n check: months_later(d, n) > "2014-06-30"\n' 'd,n\n2014-04-01,3\n2014-04-01,2\n2014-04-01,1.5\nx,1\n2014-04-01,99999999\n' 'A1:3 A1 3 of 5'
wrong 'months of a number' "$head"'rule A1 error\n check: months_later(3, start) > start\n' \
    "r.rules:3: rule A1, check: '3' is a number; expected a date
csv-check: r.rules:3: rule A1, check: 'start' is a date; expected a number"
printf "$head"'rule A1 error\n check: end <= months_later(start, 6)\n' >r.rules
like 'months in words' "$(csv-check --explain -r r.rules sample.csv 2>&1)" 'the day 6 months after start'
wrong 'holidays in the second column' "$head"'list h from "holidays.csv" columns title, date\nrule A1 error\n check: working_days(start, end, @h) = 1\n' \
    "r.rules:4: rule A1, check: list 'h': holidays.csv:2: 'New Year's Day' is not a date; expected one such as 2014-12-25 in 'title', the first of its columns"
wrong 'a list that is valid by period' "$head"'list h from "holidays.csv" columns date valid date to date\nrule A1 error\n check: working_days(start, end, @h) = 1\n' \
    "r.rules:4: rule A1, check: @h is valid by period; expected a list of days without 'valid'"

# --- Cells that are not of the declared form: what is wrong with them (S15).
misfit() { # declaration, cell, the message
	printf '%b\n' "$1" >r.rules
	printf 'd\n%s\n' "$2" >d.csv
	csv-check -f jsonl -r r.rules d.csv >out
	is "misfit: $1: $2" "$(sed 's/.*"expected":"\([^"]*\)".*"message":"\(.*\)"}$/\1|\2/; s/\\"/"/g' out)" "$3"
}
misfit 'date d' '30 June 2014' "2014-06-30 or 30/06/2014|'30 June 2014' is not a date; expected 2014-06-30 or 30/06/2014"
for cell in 31/06/2014 2014-02-30 30.02.2014 '2014-06-31 00:00'; do
	misfit 'date d' "$cell" "a date that exists|'$cell' is not a day of the calendar; expected a date that exists"
done
misfit 'date d' '2014-13-01' "2014-06-30 or 30/06/2014|'2014-13-01' is not a date; expected 2014-06-30 or 30/06/2014"
misfit 'date d as "DD Mon YYYY"' '1 Mar 2014' "a date such as 30 Jun 2014|'1 Mar 2014' is not of the form \"DD Mon YYYY\"; expected a date such as 30 Jun 2014"
misfit 'date d as "DD Mon YYYY"' '31 Jun 2014' "a date that exists|'31 Jun 2014' is not a day of the calendar; expected a date that exists"
misfit 'date d as "DD Month YYYY"' '31 June 2014' "a date that exists|'31 June 2014' is not a day of the calendar; expected a date that exists"
misfit 'date d as "DD Month YYYY"' '31 Mar 2014' "a date such as 30 June 2014|'31 Mar 2014' is not of the form \"DD Month YYYY\"; expected a date such as 30 June 2014"
misfit 'date d as "Month D YYYY"' 'June 31 2014' "a date that exists|'June 31 2014' is not a day of the calendar; expected a date that exists"
misfit 'date d as "DD/MM/YY"' '30/06/2014' "a date such as 30/06/14|'30/06/2014' is not of the form \"DD/MM/YY\"; expected a date such as 30/06/14"
misfit 'period d as "Mon-YY"' 'June-14' "a period such as Jun-14|'June-14' is not of the form \"Mon-YY\"; expected a period such as Jun-14"
misfit 'date d as "MM/DD/YYYY"' '30/06/2014' "a date such as 06/30/2014|'30/06/2014' is not of the form \"MM/DD/YYYY\"; expected a date such as 06/30/2014"
misfit 'period d as "YYYY-YY Qn"' '2014/15 Q2' "a period such as 2014-15 Q1|'2014/15 Q2' is not of the form \"YYYY-YY Qn\"; expected a period such as 2014-15 Q1"
misfit 'period d as "YYYYMM"' '201413' "a period such as 201406|'201413' is not of the form \"YYYYMM\"; expected a period such as 201406"
misfit 'period q from d as quarter' '31/06/2014' "a date that exists|'31/06/2014' is not a day of the calendar; expected a date that exists"
sem 'forms of dates in cells' 'date d\nrule A1 error\n check: d = "2014-06-30"\n' \
    'd\n2014-06-30\n30/06/2014\n30-06-2014\n30.06.2014\n2014-06-30T00:00:00Z\n2014-06-30 00:00\n30/06/2014 00:00:00\n' ''

sem 'months by their names' 'date d as "D Month YYYY"\nrule A1 error\n check: d < "2022-04-01" and d <= "31 March 2022"\n' \
    'd\n31 March 2022\n1 March 2022\n1 april 2022\n' 'A1:4 '
sem 'months in a row, with years of two digits' 'columns m, n\nperiod m as "Mon-YY"\nnumber n\nrule A1 error\n check: n >= previous(n)\n' \
    'm,n\nNov-22,1\nDec-22,2\nJan-23,1\n' 'A1:4 '
sem 'counts on a day of each year, by days' 'key k\nperiod d as "DD Month YYYY"\nnumber n\nrule A1 error\n check: n >= previous(n)\n' \
    'k,d,n\na,31 March 2022,5\na,31 March 2023,4\n' \
    'A1 1 of 1'
like 'and why' "$(cat out)" "there is no single row of the period before, as periods are days; 'period NAME from d as year', month or quarter, has longer ones"
sem 'and by years' 'key k\nperiod y from d as year\ndate d as "DD Month YYYY"\nnumber n\nrule A1 error\n check: n >= previous(n)\n' \
    'k,d,n\na,31 March 2022,5\na,31 March 2023,4\n' 'A1:3 '
for form in 'DD MMM YYYY:MMM' 'DD Monthly YYYY:Monthly' 'DD/MM/YYYYY:YYYYY'; do
	wrong "letters that are no part: $form" "date start as \"${form%:*}\"\n" \
	    "r.rules:1: '${form%:*}': '${form#*:}' is not a part of a form; expected YYYY or YY, MM (06), Mon (Jun) or Month (June), DD (05) or D (5)"
done
wrong 'a date without a day' 'date start as "Month YYYY"\n' \
    "r.rules:1: 'Month YYYY' is not the form of a date; expected YYYY or YY, MM, Mon or Month, and DD or D, as in DD/MM/YYYY"

# --- A text is one day wherever it is, whatever forms columns have.
american='date d as "MM/DD/YYYY"\nparam p = "03/04/2014"\nrule A1 error\n check: '
for check in 'd = p' 'd = p - 0' 'p - 0 = d' 'p = d and d in ("03/04/2014")' 'd - p = 0' 'month(d) = month(p) and weekday(p) = 2' 'd + 1 > p and d < "03/05/2014"'; do
	sem "one reading: $check" "$american$check\\n" 'd\n03/04/2014\n03/05/2013\n' 'A1:3 '
done
sem 'a text that is no date in that form' "${american%%param*}rule A1 error\n check: d <= \"31/03/2014\" and d >= \"2014-03-04\"\n" \
    'd\n03/04/2014\n04/01/2014\n' 'A1:3 '
twofold='"03/04/2014" is 2014-03-04 in the form "MM/DD/YYYY" and otherwise 2014-04-03; expected 2014-03-04 or 2014-04-03'
mv sample.csv sample.csv.old
printf 'd,start\n03/04/2014,03/04/2014\n' >sample.csv
for check in 'd = p' 'start = p' 'start < p - 1' 'weekday(p) = 1'; do
	wrong "two readings: $check" "date start\n$american$check\\n" "r.rules:5: rule A1, check: $twofold"
done
wrong 'two readings: an undeclared column' "$american start < \"03/04/2014\"\n" "r.rules:4: rule A1, check: $twofold"
wrong 'two readings: two forms' "date start as \"DD/MM/YYYY\"\n${american}d = p\n" "r.rules:5: rule A1, check: \"03/04/2014\" is 2014-04-03 in the form \"DD/MM/YYYY\" and 2014-03-04 in the form \"MM/DD/YYYY\"; expected 2014-04-03 or 2014-03-04"
printf 'start\n03/04/2014\n' >f.csv
wrong 'two readings: a linked file' "file f from \"f.csv\"\n date start\n${american}d = p\n" "r.rules:6: rule A1, check: $twofold"
mv sample.csv.old sample.csv

# --- A period made of a date.
head='period q from day as quarter\nkey k\nnumber v\n'
sem 'quarter ends: no gaps, previous, S17' "$head"'rule A1 error\n by: k\n check: no gaps(q)\nrule A2 error\n check: v >= previous(v)\n' \
    'k,day,v\na,30/06/2014,5\na,30/09/2014,4\na,31/03/2015,8\nb,30/06/2014,9\nb,2014-07-01,9\nb,30/09/2014,9\n' \
    'A1:2 A2:3 S17:7 A2 1 of 4'
is 'findings name the column of dates, and the key has the period' "$(sed -n 2,3p out)" \
    'A1,error,d.csv,2,day,k=a,,2014-15 Q3,,,"k ""a"": 2014-15 Q3 is missing"
A2,error,d.csv,3,v,k=a; q=2014-15 Q2,4,5,-1,0,v is 4; expected at least 5'
sem 'by:, every, a text, and a group before' "$head"'rule A1 error\n by: q\n let: s = sum(v)\n check: s >= previous(s)\nrule A2 error\n check: every(k, q)\nrule A3 error\n where: q = "2014-15 Q1"\n check: q in ("2014-Q3") or v > 5\nrule A4 error\n by: q\n check: count() < 2\n' \
    'k,day,v\na,2014-04-01,5\na,30/06/2014,6\nb,01/07/2014,9\n' 'A3:2 A4:2 S17:3 A1:4 A2: A2: '
sem 'month, year, financial year' 'period q from day as financial year\nkey k\nrule A1 error\n by: k\n check: no gaps(q)\nrule A2 error\n check: q = financial_year(day) and q >= "2012-13"\n' \
    'k,day\na,2013-03-31\na,2013-04-01\na,2015-04-01\nb,2012-03-31\n' 'A1:2 A2:5 '
sem 'the month' 'period q from day as month\nrule A1 error\n check: no gaps(q)\n' 'day\n2013-12-31\n2014-01-01\n2014-03-01\n' 'A1:2 '
sem 'the year, with a column that is a date already' 'date day as "DD.MM.YYYY"\nperiod q from day as year\nrule A1 error\n check: q = 2014\n' 'day\n31.12.2013\n01.01.2014\n' 'A1:2 '
sem 'dates that do not exist, and a blank' "$head"'rule A1 error\n check: q >= "2014-15 Q1"\nrule A2 error\n check: v >= previous(v)\n' \
    'k,day,v\na,31/06/2014,1\na,,1\na,2014-03-31,1\n' 'S15:2 A1:4 A1 1 of 3, A2 1 of 2'
why 'no date' "builtin S15 off\\n$head"'rule A1 error\n check: q >= "2014-15 Q1"\n' 'k,day,v\na,31/06/2014,1\n' \
    '2 day 1 of 1 row not checked: day is not a date'
why 'no date, in a row that waited' "builtin S15 off\\n$head"'rule A1 error\n check: v >= previous(v)\n' \
    'k,day,v\na,2014-06-30,1\na,31/06/2014,1\n' '3 day 1 of 1 row not checked: day is not a date'
printf 'k,since,until\na,,2014-15 Q1\n' >valid.csv
sem 'a list that is valid by period' "$head"'list l from "valid.csv" columns k valid since to until\nrule A1 error\n check: k in @l\n' \
    'k,day,v\na,2014-06-30,1\na,2014-07-01,1\n' 'A1:3 '
sem 'a date that is not in the file' 'columns k, day\nperiod q from day as quarter\nrule A1 error\n check: q > "2014-15 Q1"\n' 'k\na\n' 'S12:1 '
wrong 'a name that the file has' 'period end from start as quarter\nrule A1 error\n check: end > "2014-15 Q1"\n' \
    "r.rules:1: 'end' is a column of the file; expected a new name for the period"
wrong 'a name that is declared' 'columns q, start\nperiod q from start as quarter\n' \
    "r.rules:2: 'q' is in 'columns' too; expected a new name for the period from 'start'"
wrong 'a date that is none' 'number start\nperiod q from start as quarter\n' \
    "r.rules:2: 'start' is not a date; expected a column of dates"
wrong 'no such date' 'period q from star as quarter\n' "r.rules:1: no column 'star'; did you mean 'start'?"
wrong 'a form in place of a frequency' 'period q from start as "YYYY"\n' \
    "r.rules:1: found '\"YYYY\"'; expected quarter, month, year or financial year"
wrong 'a frequency alone' 'period q as quarter\n' "r.rules:1: found 'quarter'; expected a text in double quotes"
wrong 'neither' 'period q\n' "r.rules:1: found the end of the line; expected 'as' and its form, or 'from' and a column of dates"
wrong 'its name given to a let' 'period q from start as quarter\nrule A1 error\n let: q = 1\n check: q = 1\n' \
    "r.rules:3: rule A1, let: 'q' is already a column; expected another name"

printf 'date born, start, end\nparam census = "2014-03-31"\nlist h = "2014-01-01"\nrule A1 error\n check: age(born, census) < 18\nrule A2 error\n check: working_days(start, end, @h) <= 15 and quarter(end) = financial_year(end) or 1 = 1\n' >r.rules
sed -i 's/ and quarter(end) = financial_year(end) or 1 = 1/ and quarter(end) >= "2014-15 Q1"/' r.rules
is 'in words' "$(csv-check --explain -r r.rules sample.csv | grep wants)" '  wants  the age in years on census ("2014-03-31") of someone born on born is less than 18
  wants  the number of working days after start up to end without the dates of the list h is at most 15 and the quarter of end is no earlier than "2014-15 Q1"'

sem 'by: a let that is a period, rows in the order of the period' "$head"'rule A1 error\n let: y = financial_year(day)\n by: k, y\n check: sum(v) < 10\nrule A2 error\n by: k\n check: v >= before(v by q)\n' \
    'k,day,v\na,2014-06-30,5\na,30/09/2014,4\na,31/03/2015,2\na,2015-04-01,9\n' 'A1:2 A2:3 A2:4 '
is 'whose key is in its form' "$(sed -n '2s/.*,\(k=[^,]*\),.*/\1/p' out)" 'k=a; y=2014-15'

# --- A linked file has forms and periods of its own.
cat >rates.csv <<'END'
la,day,rate
a,30/06/2014,5.0%
a,30/09/2014,6.0%
b,30/06/2014,5%
END
linked='number share as "0%"\ndate d\nfile rates from "rates.csv"\n  columns la, day, rate\n  key la\n  number rate as "0.0%"\n  period q from day as quarter\n'
sem 'looked up by the quarter of a date' "$linked"'rule A1 error\n check: share = lookup(rates.rate where rates.la = la and rates.q = quarter(d))\nrule A2 error\n on: rates\n by: la\n check: no gaps(q) \nrule A3 error\n on: rates\n check: rate < 6%\n' \
    'la,d,share\na,2014-04-01,5%\na,2014-07-01,5%\nb,2014-07-01,5%\nb,2014-06-30,5%\n' 'A1:3 A3:3 A1 1 of 4'
is 'and written in its form' "$(sed -n 's/^A1,error.*share is/share is/p' out)" 'share is 5%; expected 6.0% (difference -1%) (rates.csv, line 3)"'

# --- The accepted submission has dates, as the input has.
printf '%b' 'period q from day as quarter\nkey k\nnumber v\nrule A1 error\n check: v = accepted(v)\n' >r.rules
printf 'k,day,v\na,2014-06-30,5\nb,30/06/2014,6\nc,2014-06-30,1\n' >old.csv
printf 'k,day,v\na,2014-06-30,5\nb,2014-06-30,7\nd,2014-06-01,1\nb,2014-07-01,7\n' >d.csv
csv-check -r r.rules --accepted old.csv d.csv >out 2>&1
is 'with --accepted' "$(sed 1d out | cut -d, -f1,4-8)" 'A1,3,v,k=b; q=2014-15 Q1,7,6
S24,3,v,k=b; q=2014-15 Q1,7,6
S24,4,,k=d; q=2014-15 Q1,a row,no row
A1,4,,k=d; q=2014-15 Q1,not checked,checked
S25,5,q,q=2014-15 Q2,no row,a row
S26,5,q,q=2014-15 Q2,2014-15 Q2,
S25,,,k=c; q=2014-15 Q1,no row,a row'
printf 'k,day,v\na,31/06/2014,5\n' >old.csv
is 'a date that does not exist in it' "$(csv-check -r r.rules --accepted old.csv d.csv 2>&1)" \
    "csv-check: old.csv:2: day: '31/06/2014' is not a day of the calendar; expected a date that exists (S15) (--accepted)"

# --- Rules of the public validators of the children in need census and of SSDA903.
validator() { # ID and what it is about, rules, heading, a row that passes, a row that fails
	printf 'param census_end = "2014-03-31"\nparam year_start = "2013-04-01"\nlist holidays from "holidays.csv" columns date\n%b' "$2" >r.rules
	printf '%b\n%b\n' "$3" "$4" >d.csv
	run csv-check -q -r r.rules d.csv
	is "$1: a row that passes" "$status $(printf '%s' "$err" | grep -v 'no rule uses')" '0 '
	printf '%b\n%b\n' "$3" "$5" >d.csv
	csv-check -r r.rules d.csv >out 2>/dev/null
	is "$1: one that fails" "$(sed 1d out | cut -d, -f1-2)" "${1%%:*},$(sed -n 's/^rule [A-Z0-9]* //p' r.rules)"
}
validator 'CIN8505: a child twice' 'rule CIN8505 error\n check: unique(LAchildID)\n' \
    'LAchildID,PersonBirthDate' '1,2004-01-01\n2,2004-01-01' '1,2004-01-01\n1,2004-01-02'
validator 'CIN8530: expected birth outside March to December' 'date ExpectedPersonBirthDate\nrule CIN8530 query\n check: ExpectedPersonBirthDate >= census_end - 30 and ExpectedPersonBirthDate <= census_end + 275\n' \
    'LAchildID,ExpectedPersonBirthDate' '1,2014-03-01\n2,2014-12-31' '1,2015-01-01'
validator 'CIN8606: referral over 40 weeks before birth' 'date PersonBirthDate, CINreferralDate\nrule CIN8606 query\n check: CINreferralDate >= PersonBirthDate - 280\n' \
    'PersonBirthDate,CINreferralDate' '2014-10-08,2014-01-01' '2014-10-09,2014-01-01'
validator 'CIN8670: an assessment open for more than 45 working days' 'date AssessmentActualStartDate, AssessmentAuthorisationDate\nrule CIN8670 query\n where: AssessmentAuthorisationDate is blank\n check: working_days(AssessmentActualStartDate, census_end, @holidays) <= 45\n' \
    'AssessmentActualStartDate,AssessmentAuthorisationDate' '2014-01-27,' '2014-01-24,'
validator 'CIN8675: no conference 15 working days after a section 47 enquiry' 'date S47ActualStartDate, DateOfInitialCPC\nrule CIN8675 query\n where: DateOfInitialCPC is blank and ICPCnotRequired != "true"\n check: working_days(S47ActualStartDate, census_end, @holidays) <= 15\n' \
    'S47ActualStartDate,DateOfInitialCPC,ICPCnotRequired' '2014-03-10,,0\n2014-02-01,2014-02-20,0\n2014-02-01,,true' '2014-03-07,,0'
validator 'CIN8870: the target is the 15th working day' 'date S47ActualStartDate, InitialCPCtarget\nrule CIN8870 query\n check: weekday(InitialCPCtarget) <= 5 and working_days(S47ActualStartDate, InitialCPCtarget, @holidays) = 15\n' \
    'S47ActualStartDate,InitialCPCtarget' '2014-04-01,2014-04-24' '2014-04-01,2014-04-22'
validator 'SSDA188: a score under the age of 4' 'date DOB\nrule SSDA188 error\n where: SDQ_SCORE is not blank or SDQ_REASON is not blank\n check: age(DOB, census_end) >= 4\n' \
    'CHILD,DOB,SDQ_SCORE,SDQ_REASON' '1,2010-03-31,7,\n2,2010-04-01,,' '1,2010-04-01,,SDQ1'
validator 'SSDA189: a score at 17 or over' 'date DOB\nrule SSDA189 error\n where: SDQ_SCORE is not blank or SDQ_REASON is not blank\n check: age(DOB, year_start) < 17\n' \
    'CHILD,DOB,SDQ_SCORE,SDQ_REASON' '1,1996-04-02,7,\n2,1990-04-01,,' '1,1996-04-01,7,'
validator 'SSDA210: UN4 after more than a week' 'date DECOM\nrule SSDA210 error\n where: UPN = "UN4"\n check: DECOM > census_end - 7\n' \
    'CHILD,UPN,DECOM' '1,UN4,2014-03-25\n2,A1,2013-04-01' '1,UN4,2014-03-24'
validator 'SSDA301: born after the year' 'date DOB\nrule SSDA301 error\n check: DOB <= census_end\n' \
    'CHILD,DOB' '1,2014-03-31' '1,2014-04-01'
validator 'SSDA620: a mother under the age of 11' 'date DOB\nrule SSDA620 error\n where: MOTHER = "1"\n check: age(DOB, census_end) >= 11\n' \
    'CHILD,DOB,MOTHER' '1,2003-03-31,1\n2,2010-01-01,0' '1,2003-04-01,1'
validator 'SSDA118: decided against adoption outside the year' 'date DATE_PLACED_CEASED\nrule SSDA118 error\n where: DATE_PLACED_CEASED is not blank\n check: financial_year(DATE_PLACED_CEASED) = financial_year(year_start)\n' \
    'CHILD,DATE_PLACED_CEASED' '1,2013-04-01\n2,2014-03-31\n3,' '1,2014-04-01'

done_testing
