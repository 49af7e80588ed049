# The language of the rules. Each case has rules, data, and the findings as rule:line, then what was
# not checked, then messages. Expected values were computed by hand.
. "${0%/*}/../tap/tap.sh"
. "$src/tests/tap/language.sh"

sem 'decimals are exact' 'number a,b,c\nrule A1 error\n check: a + b = c\n' 'a,b,c\n0.1,0.2,0.3\n0.1,0.2,0.30\n0.1,0.2,0.31\n' 'A1:4 '
sem 'ratios are exact' 'number a,b,c,d\nrule A1 error\n check: a / b = c / d\n' 'a,b,c,d\n1,3,2,6\n1,3,333333333,1000000000\n' 'A1:3 '
sem 'division by zero is not checked' 'number a,b\nrule A1 error\n check: a / b = 1\n' 'a,b\n1,0\n1,1\n' 'A1 1 of 2'
sem 'overflow names the rule' 'number a\nrule A1 note\n check: a*a*a*a*a*a*a*a > 0\n' 'a\n999999999999999999\n2\n' 'A1:2 '
sem 'a number of 19 digits' 'number a\nrule A1 error\n check: a > 0\n' 'a\n9999999999999999999\n2\n' 'A1:2 S15:2 '
sem 'half up closed interval' 'number n,t,p\nprinted p\nrule A1 error\n check: p = 100 * n / t within rounding\n' 'n,t,p\n3,120,3\n3,120,2\n3,120,4\n3,120,2.5\n3,120,2.4\n' 'A1:4 A1:6 '
sem 'printed to 1' 'number p\nprinted p to 1\nrule A1 error\n check: p = 30.04 within rounding\n' 'p\n30\n30.1\n30.0\n' 'A1:3 '
sem 'printed with 18 decimals' 'number p\nprinted p\nrule A1 error\n check: p = 0.417403327326608706 within rounding\nrule A2 error\n check: p = 0.417403327326608707 within rounding\n' 'p\n0.417403327326608706\n' 'A2:2 '
sem 'too many digits are told, whatever stands beside' 'number a,b\nrule A1 error\n check: a > b\n' 'a,b\n,99999999999999999999\n99999999999999999999,\n' 'A1:2 S15:2 A1:3 S15:3 '
sem 'rounding that hangs on the figure itself' 'number a\nrounded a to 5 where round(a, 0) > 3\nrule A1 error\n check: round(a, 0) = 12 within rounding\nrule A2 error\n check: a = 12 within rounding\n' 'a\n10\n9\n3\n' 'A2:3 A1:4 A2:4 '
sem 'every in a list though no row passes where' 'list l = "A", "Z"\nrule A1 error\n where: k = "Q"\n check: every(k in @l)\nrule A2 error\n where: k = "Q"\n by: g\n check: every(k in @l)\n' 'g,k\n1,A\n' "A1: A1: csv-check: r.rules:3: rule A1: no row passes 'where: k = \"Q\"' (warning);csv-check: r.rules:6: rule A2: no row passes 'where: k = \"Q\"' (warning);"
sem 'a column of each where no row passes' 'number a,b\nrule A1 error\n each: x = a, b\n where: x > 5\n check: x < 9\n' 'a,b\n1,6\n' "csv-check: r.rules:4: rule A1: no row passes 'where: x > 5' (x being 'a') (warning);"
sem 'too many digits do not hide a cell that is no number' 'number v, n\nrule A1 error\n check: n = v within 20%\n' 'v,n\n99999999999999999999,bad\n' 'A1:2 S15:2 S15:2 '
# A figure used twice. With n and m in 7.5 to 12.5, 100n/(n+m) is between 37.5 and 62.5.
head='number n,m,p\nrounded n,m to 5\n'
sem 'a figure used twice' "$head"'rule A1 error\n check: p = 100 * n / (n + m) within rounding\n' 'n,m,p\n10,10,75\n10,10,62.6\n10,10,62.5\n10,10,37.5\n10,10,37.4\n' 'A1:2 A1:3 A1:6 '
is 'and the allowance in the finding' "$(sed -n 2p out)" 'A1,error,d.csv,2,p,,75,50,25,12.5,"p is 75; expected 50 (difference 25, allowance 12.5)"'
sem 'a figure on both sides' "$head"'rule A1 error\n check: 100 * n = p * (n + m) within rounding\nrule A2 error\n check: n + m = m + n + p within rounding\nrule A3 error\n check: n > n + m - 8 within rounding\n' 'n,m,p\n10,10,62.5\n10,10,62.6\n10,15,0\n10,20,0\n' 'A2:2 A1:3 A2:3 A1:4 A3:4 A1:5 A3:5 '
sem 'through lets, and back in time' 'key k\nperiod q as "YYYY"\n'"$head"'rule A1 error\n let: d = n - previous(n)\n check: p = 100 * d / previous(n) within rounding\n' 'k,q,n,m,p\na,2001,100,,15.5\na,2002,110,,15.3\na,2003,110,,15.3\na,2004,110,,-4.5\n' 'A1:4 A1:5 '
sem 'aggregates, and a total of many figures' "$head"'rule A1 error\n by: k\n let: s = sum(n)\n check: s / (s + sum(m)) = 0.25 within rounding\nrule A2 error\n by: k\n let: s = sum(n)\n check: s / (s + sum(m)) = 0.24 within rounding\n' 'k,n,m,p\na,5,15,\na,5,15,\nb,100,300,\nb,100,300,\n' 'A2:4 '
sem 'a sum that occurs only as a whole is one figure' 'number n,p,a,b,c,d,e,f,g\nrounded n,a,b,c,d,e,f,g to 2\nrule A1 error\n let: t = n + a + b + c + d + e + f + g\n check: p = 100 * n / t within rounding\n' 'n,p,a,b,c,d,e,f,g\n10,16.2,10,10,10,10,10,10,10\n10,14.9,10,10,10,10,10,10,10\n10,14.8,10,10,10,10,10,10,10\n' 'A1:2 A1:3 '
sem 'a symbol used twice is one number' 'number n,m\nsymbols c\nrange c 0 to 4\nrule A1 error\n check: n < n + 1\nrule A2 error\n check: n / (n + m) <= 0.8\nrule A3 error\n check: n / (n + m) <= 1\n' 'n,m\nc,1\nc,c\n4,c\n' 'A2 2 of 3'
sem 'a power, where it is known to rise' "$head"'rule A1 error\n check: p = n * n within rounding\n' 'n,m,p\n10,,156.25\n10,,156.3\n-10,,56.25\n-10,,56.2\n0,,6.25\n0,,-6.25\n0,,-6.3\n' 'A1:3 A1:5 A1:8 '
like 'and where it is not, the finding says that the allowance is wide' "$(tail -1 out)" "allowance 6.25\); the allowance is wider than need be, as 'n' is used more than once"
sem 'a figure inside a function and outside' "$head"'rule A1 error\n check: abs(n - m) + n = p within rounding\n say: own words\n' 'n,m,p\n10,10,30\n' 'A1:2 '
like 'and what the message says' "$(tail -1 out)" "own words; the allowance is wider than need be, as 'n' is used more than once\"$"
sem 'corners that do not fit' 'number n,m,p\nprinted n,m\nrule A1 error\n check: p = n / (m * 7 + n / 3) / (11 * n + m / 7) within rounding\n' 'n,m,p\n123456789.123456789,123456789.123456788,9\n' 'A1:2 '
like 'and the message' "$(tail -1 out)" 'wider than need be'
sem 'within N' 'number a,b\nrule A1 error\n check: a = b within 2\n' 'a,b\n5,7\n5,8\n9,7\n10,7\n' 'A1:3 A1:5 '
sem 'within N%' 'number a,b\nrule A1 error\n check: a = b within 20%\n' 'a,b\n80,100\n120,100\n79,100\n121,100\n' 'A1:4 A1:5 '
sem '<= within' 'number a,b\nrule A1 error\n check: a <= b within 1\n' 'a,b\n5,4\n6,4\n' 'A1:3 '
sem 'symbol without range' 'number a\nsymbols c\nrule A1 error\n check: a > 1\n' 'a\nc\n2\n' 'A1 1 of 2'
sem 'symbol range definite' 'number a\nsymbols low\nrange low 0 to 5\nrule A1 error\n check: a <= 10\nrule A2 error\n check: a > 5\nrule A3 error\n check: a < 3\n' 'a\nlow\n' 'A2:2 A3 1 of 1'
sem 'symbol range in a sum' 'number v\nsymbols c\nrange c 0 to any\nrule A1 error\n by: g\n let: s = sum(v where k != "T")\n let: t = only(v where k = "T")\n check: s = t within rounding\n' 'g,k,v\n1,a,c\n1,b,5\n1,T,4\n2,a,c\n2,b,5\n2,T,9\n' 'A1:2 '
sem 'blank is not checked' 'number a\nrule A1 error\n check: a > 1\n' 'a,b\n,1\n2,1\n' 'A1 1 of 2'
sem 'is tests' 'number a\nsymbols c\nrule A1 error\n check: a is number\nrule A2 error\n check: a is symbol\nrule A3 error\n check: a is blank\nrule A4 error\n check: a is not whole\n' 'a,b\n1,x\nc,x\n,x\n1.5,x\nzz,x\n' 'A2:2 A3:2 A4:2 A1:3 A3:3 A1:4 A2:4 A2:5 A3:5 A1:6 A2:6 A3:6 '
sem 'if then' 'number a\nrule A1 error\n check: if a > 5 then b = "x"\n' 'a,b\n6,x\n6,y\n4,y\n,y\n' 'A1:3 A1 1 of 4'
sem 'Kleene or' 'number a\nrule A1 error\n check: a > 5 or b = "x"\n' 'a,b\n,x\n,y\n1,y\n' 'A1:4 A1 1 of 3'
sem 'in list of texts and not in' 'list l = "a", "b"\nrule A1 error\n check: k in @l\nrule A2 error\n check: k not in ("a", @l)\n' 'k\na\nc\n' 'A2:2 A1:3 '
sem 'number in items' 'number a\nrule A1 error\n check: a in (1, 2.0, 3)\n' 'a\n1\n2\n2.50\n' 'A1:4 '
sem 'a long list of items' "number a\nrule A1 error\n check: a in ($(seq -s ', ' 1 500))\n" 'a\n0\n500\n' 'A1:2 '
is 'and what a finding shows of it' "$(tail -1 out | cut -d'"' -f2)" "one of $(seq -s ', ' 1 20), ... (500 in all)"
sem 'quotes and commas' 'rule A1 error\n check: k = "a ""b"", c"\n' 'k\n"a ""b"", c"\nx\n' 'A1:3 '
sem 'what remains' 'number a, b\nprinted b\nrule A1 error\n check: remainder(a, 23) = 3\nrule A2 query\n check: remainder(b, 5) = 4 within rounding\n' \
    'a,b\n26,1.5\n-20,1.5\n3,7\n-3,4\n2.5,9.0\n100000000000000003,9.0\n11.5,9.0\n' 'A1:5 A1:6 A1:7 A1:8 '
is 'of less than 0, and of decimals' "$(sed -n '2,5s/,[^,]*$//p' out | cut -d, -f7)" '20
2.5
20
11.5'
printf 'a\n' >sample.csv
wrong 'what remains of a division by 0' 'number a\nrule A1 error\n check: remainder(a, 0) = 0\n' "r.rules:3: rule A1, check: remainder() after division by '0'; expected a whole number above 0"
wrong 'of a division by a column' 'number a\nrule A1 error\n check: remainder(a, a) = 0\n' "r.rules:3: rule A1, check: remainder() after division by 'a'; expected a whole number above 0"
wrong 'by another name' 'number a\nrule A1 error\n check: mod(a, 2) = 0\n' "r.rules:3: no function called 'mod'; expected remainder(x, n)"
sem 'functions' 'number a\nrule A1 error\n check: length(k) = 3\nrule A2 error\n check: left(k,1) = "A"\nrule A3 error\n check: right(k,2) = "BC"\nrule A4 error\n check: mid(k,2,1) = "B"\nrule A5 error\n check: lower(k) = "abc"\nrule A6 error\n check: abs(a) = 2\nrule A7 error\n check: round(a, 0) = -2\nrule A8 error\n check: trim(k) = k\n' 'k,a\nABC,-2\n' ''
sem 'texts of computed numbers' 'number a\nrule A1 error\n check: length(a + 1) = 4\nrule A2 error\n check: left(2 * a, 3) = "-5"\nrule A3 error\n check: length(a) = 5\n' 'k,a\nABC,-2.50\n' ''
sem 'utf8 length' 'rule A1 error\n check: length(k) = 3\nrule A2 error\n check: mid(k,2,1) = "é"\n' 'k\naéb\n' ''
sem 'small letters of every alphabet' 'rule A1 error\n check: lower(a) = b\n' 'a,b\nÉCOLE,école\nYNYS MÔN,ynys môn\nΣΩΜΑ,σωμα\nЁЖ,ёж\nẞ,ß\nȺK,ⱥk\nǅ,ǆ\nİ,i\nnaïve 7!,naïve 7!\nÉ,e\n' 'A1:11 '
sem 'weekday' 'date d\nrule A1 error\n check: weekday(d) <= 5\n' 'd\n2026-11-23\n2026-11-22\n' 'A1:3 '
sem 'dates' 'date s, e\nrule A1 error\n where: e is not blank\n check: s <= e\n' 's,e\n2014-04-01,2014-03-31\n01/04/2014,2014-04-02\n2014-04-01,\n2014-13-01,2014-01-01\n' 'A1:2 S15:5 '
sem 'date as' 'date s as "DD/MM/YYYY"\nrule A1 error\n check: s >= "01/02/2014"\n' 's\n31/01/2014\n01/02/2014\n2014-05-05\n' 'A1:2 S15:4 '
sem 'days' 'date s, e\nrule A1 error\n check: e - s <= 30\nrule A2 error\n check: e <= s + 30\n' 's,e\n2014-01-01,2014-01-31\n2014-01-01,2014-02-01\n' 'A1:3 A2:3 '
sem 'periods' 'period q as "YYYY-YY Qn"\nrule A1 error\n check: q >= "2014-15 Q2"\n' 'q\n2014-15 Q1\n2014-15 Q2\n2015-16 Q1\n2014-15 Q5\n' 'A1:2 S15:5 '
sem 'no gaps' 'period q as "YYYY-YY Qn"\nrule A1 error\n by: k\n check: no gaps(q)\n' 'k,q\na,2014-15 Q3\na,2014-15 Q1\nb,2014-15 Q4\nb,2015-16 Q1\nc,2013-14 Q1\nc,bad\n' 'A1:2 A1:7 '
sem 'unique and by' 'rule A1 error\n check: unique(k, v)\n' 'k,v\na,b\n"a,b",\na,b\n"a",b\n' 'A1:4 A1:5 '
sem 'depends' 'rule A1 error\n check: code -> name\n' 'code,name\n1,a\n2,b\n1,a\n1,c\n' 'A1:5 '
sem 'every' 'list l = "a", "b"\nrule A1 error\n check: every(k in @l, q)\n' 'k,q\na,1\na,2\nb,1\n' 'A1: '
sem 'only none and two' 'number v\nrule A1 error\n by: g\n let: t = only(v where k = "T")\n check: t > 0\n' 'g,k,v\n1,a,5\n2,T,1\n2,T,2\n3,T,4\n' 'A1:2 A1:3 '
sem 'only row grain once' 'number v\nrule A1 error\n by: g\n let: t = only(v where k = "T")\n check: v <= t\n' 'g,k,v\n1,a,5\n1,b,6\n2,T,3\n2,a,4\n' 'A1:2 A1:5 '
sem 'previous rows unordered' 'key k\nperiod q as "YYYY"\nnumber v\nrule A1 error\n check: v >= previous(v)\n' 'k,q,v\na,2015,5\na,2014,6\nb,2014,1\na,2016,5\n' 'A1:2 '
sem 'previous group' 'period q as "YYYY"\nnumber v\nrule A1 error\n by: k, q\n let: s = sum(v)\n check: s >= previous(s)\n' 'k,q,v\na,2015,2\na,2015,3\na,2014,6\nb,2014,1\n' 'A1:2 '
sem 'needs' 'number v\nrule K1 error\n check: unique(k)\nrule A1 error\n needs: K1\n by: k\n let: s = sum(v)\n check: s < 5\n' 'k,v\na,3\na,3\nb,9\n' 'K1:3 A1:4 '
sem 'each' 'number a, b\nrule A1 error\n each: x = a, b\n check: x > 1\n' 'a,b\n1,2\n2,1\n' 'A1:2 A1:3 '
sem 'each matching' 'number n_a, n_b\nrule A1 error\n each: x = columns matching "^n_"\n check: x > 1\n' 'n_a,n_b,z\n1,2,0\n2,1,0\n' 'A1:2 A1:3 '
sem 'header' 'rule H1 error\n on: header\n check: name matches "^[a-z]+$"\nrule H2 error\n on: header\n check: if position = 1 then name = "k"\n' 'k,B\n1,2\n' 'H1:1 '
sem 'aggregates' 'number v\nrule A1 error\n check: count(where v > 1) = 2\nrule A2 error\n check: min(v) = 1 and max(v) = 3 and mean(v) = 2\nrule A3 error\n check: distinct(k) = 2\nrule A4 error\n check: count(k) = 2\n' 'k,v\na,1\nb,2\n,3\n' 'S21:4 '
# The median: sorted values 1 2 2 3 9, 1 2 2.5 4 and 7; then rows of which one is not known.
rows='g,v,t\na,9,2\na,2,2\na,1,2\na,3,2\na,2,2\nb,4,2.25\nb,1,2.25\nb,2.5,2.25\nb,2,2.25\nc,7,7\n'
sem 'the median of odd, even and single counts, with ties' 'number v,t\nrule A1 error\n by: g, t\n check: median(v) = t\nrule A2 error\n by: g\n check: v < median(v)\n' "$rows" 'A2:2 A2:3 A2:5 A2:6 A2:7 A2:9 A2:11 '
sem 'the median of those that pass where' 'number v,t\nrule A1 error\n by: g\n check: median(v where v < 4) = 2\n' "$rows" 'A1 1 of 3'
sem 'the median is an exact ratio' 'number v,n\nrule A1 error\n by: g\n check: median(v / n) = 5 / 12\n' 'g,v,n\na,1,3\na,1,2\nb,5,12\nc,1,3\nc,1,2\nc,9,1\n' 'A1:5 '
sem 'the median with a blank, a symbol, no row' 'number v\nsymbols c z\nrange c 2 to 4\nrule A1 error\n by: g\n check: median(v) <= 4\nrule A2 error\n by: g\n check: median(v) > 3\nrule A3 error\n by: g\n check: median(v where v > 100) = 0\n' 'g,v\na,1\na,\na,2\nb,1\nb,z\nc,1\nc,c\nc,9\n' 'A1 2 of 3, A2 3 of 3, A3 3 of 3'
sem 'the median of printed figures' 'number v\nprinted v\nrule A1 error\n by: g\n check: median(v) = 1.75 within rounding\nrule A2 error\n by: g\n check: median(v) = 1.751 within rounding\n' 'g,v\na,1.0\na,1.7\na,1.7\na,9\nb,1\nb,2.0\n' 'A2:2 '
sem 'the median of too many digits' 'number v\nrule A1 error\n by: g\n check: median(v) > 0\n' 'g,v\na,1\na,9999999999999999999\nb,1\n' 'A1:2 S15:3 '
printf 'g,v\n' >d.csv
is 'the median in words' "$(csv-check --explain -r r.rules d.csv | grep wants)" '  wants  the median of v is more than 0'

sem 'true lines' 'number v\nrule A1 error\n check: v > 1\n' 'k,v\n"a\n\nb",2\nc,1\n' 'S11:2 A1:5 '
sem 'apportion tie' 'number v, p\nrule A1 error\n check: p = apportion(v, 100, 1)\n' 'v,p\n1,34\n1,33\n1,33\n' ''
sem 'apportion tie wrong' 'number v, p\nrule A1 error\n check: p = apportion(v, 100, 1)\n' 'v,p\n1,35\n1,33\n1,33\n' 'A1:2 '
sem 'apportion one decimal' 'number v, p\nrule A1 error\n check: p = apportion(v, 100, 1)\n' 'v,p\n1,33.4\n1,33.3\n1,33.3\n' ''
sem 'param percent' 'number v\nparam m = 20%\nrule A1 error\n check: v = 100 within m\n' 'v\n120\n121\n' 'A1:3 '
sem 'rounded where' 'number a,b\nrounded a to 10 where l = "R"\nrule A1 error\n check: a = b within rounding\n' 'l,a,b\nR,210,205\nR,210,204\nL,210,205\n' 'A1:3 A1:4 '
sem 'builtin off' 'builtin S11 off\nbuiltin S10 error\n' 'a,b\n"1\n0",1\n 2,3\n' 'S10:4 '
sem 'continuation' 'number a,\n  b\n# note\nrule A1 error\n  check: a\n    # inside\n    =\n      b\n' 'a,b\n1,1\n1,2\n' 'A1:3 '
sem 'brackets' 'number [2 years]\nrule A1 error\n check: [2 years] > 1\n' '2 years\n1\n2\n' 'A1:2 '
sem 'crlf rules' 'number a\r\nrule A1 error\r\n  check: a > 1\r\n' 'a\n1\n' 'A1:2 '
sem 'symbol text' 'number a\nsymbols c ".."\nrule A1 error\n check: a != "c"\nrule A2 error\n check: a in (1, "..")\n' 'a\nc\n..\n1\n' 'A1:2 A2:2 '
sem 'negative' 'number a\nrule A1 error\n check: -a < 3 and a - -1 = 0\n' 'a\n-1\n5\n' 'A1:3 '
sem 'precedence' 'rule A1 error\n check: a = "1" or a = "2" and b = "x"\n' 'a,b\n1,y\n2,y\n2,x\n' 'A1:3 '

sem 'a blank number is neither in nor out' 'number a\nrule A1 error\n check: a in (1, 2)\nrule A2 error\n check: a not in (1, 2)\n' 'a,b\n1,x\n,x\n3,x\n' 'A2:2 A1:4 A1 1 of 3, A2 1 of 3'
sem 'overflow in where names the rule' 'number a\nrule A1 error\n where: a*a*a*a*a*a*a > 5\n check: a = 1\n' 'a\n999999999999999999\n1\n2\n' 'A1:2 A1:4 '
sem 'overflow in where that the other side settles' 'number a\nrule A1 error\n where: a*a*a*a*a*a*a > 5 or b = "1"\n check: a > 1\n' 'a,b\n999999999999999999,1\n2,1\n' ''
sem 'different numbers, not spellings' 'number a\nrule A1 error\n by: g\n check: distinct(a) = 2\n' 'g,a\n1,1\n1,1.0\n1,01\n2,1\n2,1.5\n3,-0\n3,0\n' 'A1:2 A1:7 '
sem 'different dates, not spellings' 'date d\nrule A1 error\n check: distinct(d) = 1\n' 'd\n2024-02-29\n29/02/2024\n' ''
sem 'two rows for only, whatever a third is' 'number v,w\nrule A1 error\n by: g\n check: only(v where w > 1) > 0\n' 'g,v,w\n1,1,2\n1,1,2\n1,1,\n2,1,2\n2,1,\n3,1,\n' 'A1:2 A1 2 of 3'
sem 'previous of a period that came twice' 'key k\nperiod q as "YYYY"\nnumber v\nrule A1 error\n check: v = previous(v)\n' 'k,q,v\na,2001,1\na,2001,9\na,2002,1\n' 'S17:3 A1 1 of 1'
sem 'apportion tie within' 'number v, p\nrule A1 error\n check: p = apportion(v, 100, 0) within 1\n' 'v,p\n1,35\n1,32\n1,31\n' 'A1:4 '
sem 'apportion tie at least' 'number v, p\nrule A1 error\n check: p >= apportion(v, 100, 0)\n' 'v,p\n1,33\n1,34\n1,32\n' 'A1:4 '
sem 'apportion tie not equal' 'number v, p\nrule A1 error\n check: p != apportion(v, 100, 0)\n' 'v,p\n1,33\n1,34\n1,32\n' 'A1:2 A1:3 '
sem 'a row that where may pass or not leaves its group unknown' 'number v,w\nrule A1 error\n where: w > 5\n by: g\n check: sum(v) = 3\n' 'g,v,w\n1,1,6\n1,2,\n1,9,1\n2,1,6\n2,1,7\n3,1,\n4,3,6\n' 'A1:5 A1 2 of 4'
sem 'the same for a rule of rows' 'number v,w\nrule A1 error\n where: w > 5\n by: g\n check: v = max(v)\n' 'g,v,w\n1,1,6\n1,2,\n1,9,1\n2,1,6\n2,2,7\n' 'A1:5 A1 2 of 4'
sem 'a message that begins on the next line' 'rule A1 error\n check: a = "1"\n say:\n   one\n   two\n' 'a\n2\n' 'A1:2 '
is 'and no blank before it' "$(sed -n 's/.*,,//p' out)" 'one two'
sem 'braces and brackets' 'number [a]]b:}]\nrule A1 error\n check: [a]]b:}] > 7\n say: {{x}} {[a]]b:}]:0.0}}} {{{left("}:]", 2)}\n' 'k,a]b:}\n1,2\n' 'A1:2 '
is 'and the message' "$(tail -1 out)" 'A1,error,d.csv,2,a]b:},,2,7,-5,0,{x} 2.0} {}:'
sem 'expressions POSIX has' 'rule A1 error\n check: k matches "^[]^[:alpha:](?]+$" or k matches "^\\\\d$" or k matches "^\\(\\?x$"\n' 'k\n]^z(?\n\\d\n(?x\n9\n' 'A1:5 '
sem 'a parameter in a finding is its value' 'number a\nparam most = 5\nrule A1 error\n check: a <= most\n' 'a\n6\n' 'A1:2 '
is 'and not its name' "$(tail -1 out)" 'A1,error,d.csv,2,a,,6,5,1,0,a is 6; expected at most 5'
sem 'a parameter beside a period' 'period y as "YYYY"\nparam from = 2015\nrule A1 error\n check: y >= from\n' 'y\n2014\n2015\n' 'A1:2 '
sem 'numbers looked for in texts' 'rule A1 error\n check: k in ("-1", "20%", "3")\n' 'k,v\n-1,x\n20%,x\n3,x\n,x\n1,x\n' 'A1:5 A1:6 '
sem 'a row that where may pass or not is not absent' 'number w\nperiod q as "YYYY"\nrule E1 error\n where: w > 1\n check: every(a, q)\n' 'a,q,w\nA,2001,2\nA,2002,\nB,2002,2\nA,2003,2\nB,2003,2\nC,2004,\n' 'E1: E1 2 of 8'
sem 'nor does it hide what occurs' 'number w\nrule E1 error\n where: w > 1\n check: every(a, b)\n' 'a,b,w\nx,1,\nx,1,2\ny,2,2\n' 'E1: E1: E1 1 of 5'

# Results that depend on other rows: needs, previous, lists, groups.
printf 'code,f,t\na,,2015\nb,2014,\n' >l.csv
printf 'a,b\n1,2\n' >p.csv
sem 'needs on the same row' 'number v\nrule A1 error\n check: v is number\nrule B1 error\n needs: A1\n check: k = "x"\n' 'k,v\ny,z\ny,1\nx,1\n' 'A1:2 B1:3 '
is 'needs: what was held back is said' "$(cat err)" 'csv-check: held back (a rule that it needs has a finding): B1 1'
sem 'needs global' 'number v\nrule A1 error\n let: s = sum(v)\n check: s = 3\nrule B1 error\n needs: A1\n check: k = "x"\n' 'k,v\ny,1\ny,1\n' 'A1:2 '
sem 'needs chain' 'number v\nrule C1 error\n needs: B1\n check: v < 0\nrule B1 error\n needs: A1\n check: v < 0\nrule A1 error\n check: v < 0\n' 'k,v\ny,1\nz,-1\n' 'A1:2 '
sem 'previous in where with a sum' 'key k\nperiod q as "YYYY"\nnumber v\nrule A1 error\n where: v > previous(v)\n by: k\n let: s = sum(v)\n check: s < 10\n' 'k,q,v\na,2016,7\na,2014,1\na,2015,4\nb,2014,50\n' 'A1:2 '
sem 'previous in where with unique' 'key k\nperiod q as "YYYY"\nnumber v\nrule A1 error\n where: v > previous(v)\n check: unique(n)\n' 'k,q,v,n\na,2016,7,x\na,2014,1,x\na,2015,4,x\n' 'A1:4 '
sem 'previous through let' 'key k\nperiod q as "YYYY"\nnumber v, w\nrule A1 error\n let: d = v - w\n check: d >= previous(d)\n' 'k,q,v,w\na,2014,7,2\na,2015,7,3\n' 'A1:3 '
sem 'dated list' 'period q as "YYYY"\nlist l from "l.csv" columns code valid f to t\nrule A1 error\n check: code in @l\n' 'code,q\na,2014\na,2015\na,2016\nb,2010\nz,2014\n' 'A1:4 A1:5 A1:6 '
sem 'dated every' 'period q as "YYYY"\nlist l from "l.csv" columns code valid f to t\nrule A1 error\n check: every(code in @l, q)\n' 'code,q\na,2014\nb,2014\nb,2015\nb,2016\n' 'A1: '
sem 'whole file sums' 'number v\nrule A1 error\n let: s = sum(v)\n check: s = 6\nrule A2 error\n let: s = sum(v)\n check: v <= s / 2\n' 'v\n1\n2\n4\n' 'A1:2 A2:4 '
sem 'say with a column in a group' 'number v\nrule A1 error\n by: k\n let: s = sum(v)\n check: s < 1\n say: {n} {k} {s:0.00}\n' 'k,n,v\na,first,1\na,second,2\n' 'A1:2 '
sem 'multiple of one group in turn' 'number v\nrule A1 error\n by: k\n let: s = sum(v)\n check: s = 3\n' 'k,v\na,1\nb,3\na,2\nb,1\n' 'A1:3 '
sem 'a text aggregate' 'number v\nrule A1 error\n by: k\n let: n = only(name where v = 1)\n check: n = "x"\n' 'k,name,v\na,x,1\na,y,2\nb,y,1\n' 'A1:4 '
sem 'min of dates' 'date d\nrule A1 error\n by: k\n let: m = min(d)\n check: d >= m + 1\n' 'k,d\na,2014-01-02\na,2014-01-01\n' 'A1:3 '
sem 'cond let' 'number v\nrule A1 error\n let: big = v > 5\n check: if big then k = "x"\n' 'k,v\ny,6\ny,5\n' 'A1:2 '
sem 'percent arithmetic' 'number v\nrule A1 error\n check: v * 50% = 3\n' 'v\n6\n7\n' 'A1:3 '
sem 'nested if' 'number v\nrule A1 error\n check: if v > 1 then if v > 2 then k = "x"\n' 'k,v\ny,2\ny,3\n' 'A1:3 '
sem 'not' 'rule A1 error\n check: not (k = "x" or k = "y")\n' 'k\nx\nz\n' 'A1:2 '
sem 'blank text equals' 'rule A1 error\n check: k = ""\n' 'k,z\n,1\nx,1\n' 'A1:3 '
sem 'undeclared dates' 'rule DT01 error\n where: end_date is not blank\n check: start_date <= end_date\n' 'start_date,end_date\n2014-02-01,2014-01-01\n2014-02-01,\n' 'DT01:2 '
sem 'column named count' 'number count\nrule A1 error\n check: count > 1 and count(where count > 0) = 2\n' 'count\n1\n2\n' 'A1:2 '
sem 'tuple not in' 'list l from "p.csv" columns a, b\nrule A1 error\n check: (x, y) not in @l\n' 'x,y\n1,2\n1,3\n' 'A1:2 '
sem 'sum with blank is not checked' 'number v\nrule A1 error\n by: k\n let: s = sum(v)\n check: s = 1\n' 'k,v\na,1\na,\nb,1\n' 'A1 1 of 2'
sem 'within on dates' 'date a, b\nrule A1 error\n check: a = b within 3\n' 'a,b\n2014-01-01,2014-01-04\n2014-01-01,2014-01-05\n' 'A1:3 '
sem 'lf in text compare' 'rule A1 error\n check: k = "a"\n' 'k\n"a"\na\n a\n' 'A1:4 S10:4 S22:4 '
sem '!= within rounding' 'number a\nprinted a\nrule A1 error\n check: a != 5 within rounding\n' 'a\n5\n6\n5.4\n' 'A1:2 '
sem 'gap of months' 'period m as "YYYY-MM"\nrule A1 error\n check: no gaps(m)\n' 'm\n2014-11\n2015-02\n' 'A1:2 '
sem 'duplicate heading used' 'number v\nrule A1 error\n check: v > 1\n' 'v,v\n1,5\n' 'S06:1 A1:2 '
sem 'ragged row skipped' 'number v\nrule A1 error\n check: v > 1\n' 'k,v\n1\n1,1\n' 'S03:2 A1:3 '

# --- Mistakes in the rules: reported before the first row, with file, line, clause and the nearest
# name.
printf 'area,quarter,value\nA,2014-15 Q1,5\nA,2014-15 Q2,x\nB,2014-15 Q1,\n' >sample.csv
wrong 'an unknown heading' 'colums area\n' "r.rules:1: no heading called 'colums'; did you mean 'columns'?"
wrong 'an unknown severity' 'number value\nrule A1 eror\n check: value > 1\n' \
    "r.rules:2: no severity called 'eror'; did you mean 'error'?"
wrong 'an unknown clause' 'number value\nrule A1 error\n chek: value > 1\n' \
    "r.rules:3: no clause called 'chek'; did you mean 'check'?"
wrong 'no check' 'number value\nrule A1 error\n where: value > 1\n' "r.rules:2: rule A1 has no 'check:'; expected the condition that its rows meet, as in check: value >= 0"
wrong 'a clause of SQL' 'number value\nrule A1 error\n group by: area\n check: value > 1\n' "r.rules:3: no clause called 'group by'; did you mean 'by'?"
wrong 'a kind without its value' 'rule A1 error\n check: area is number and not blank\n' "r.rules:2: rule A1, check: no column 'blank'; expected a value and 'is' before it, as in NAME is not blank"
wrong 'names without a comma' 'number value other\n' "r.rules:1: found 'other'; expected a comma before another name, or the end of the heading"
wrong 'an unknown column' 'number value\nrule A1 error\n check: valu > 1\n' \
    "r.rules:3: rule A1, check: no column 'valu'; did you mean 'value'?"
wrong 'an unknown column in where' 'number value\nrule A1 error\n where: are = "A"\n check: value > 1\n' \
    "r.rules:3: rule A1, where: no column 'are'; did you mean 'area'?"
wrong 'an unknown column in a heading' 'number valeu\n' "r.rules:1: no column 'valeu'; did you mean 'value'?"
wrong 'an unknown function' 'number value\nrule A1 error\n check: summ(value) > 1\n' \
    "r.rules:3: no function called 'summ'; did you mean 'sum'?"
wrong 'half an expression' 'number value\nrule A1 error\n check: value >\n' \
    'r.rules:3: found the end of the line; expected a name, a number or a text'
wrong 'a number and a text' 'number value\nrule A1 error\n check: value > "a"\n' \
    "r.rules:3: rule A1, check: 'value' is a number and \"a\" is a text; expected a number, or a text declared with 'symbols'"
wrong 'a column that is no number' 'rule A1 error\n check: value > 1\n' \
    "r.rules:2: rule A1, check: 'value' is not declared a number; expected it in the heading 'number'"
wrong 'an unknown list' 'list areas = "A"\nrule A1 error\n check: area in @area\n' \
    "r.rules:3: rule A1, check: no list '@area'; did you mean '@areas'?"
wrong 'a value for a condition' 'rule A1 error\n check: area\n' \
    "r.rules:2: rule A1, check: 'area' is text; expected a condition"
wrong 'a bad expression' 'rule A1 error\n check: area matches "("\n' \
    'r.rules:2: rule A1, check: "(" is not a regular expression: missing closing parenthesis'
wrong 'where it goes wrong' 'rule A1 error\n each: x = columns matching "a**b"\n check: x = "a"\n' \
    "r.rules:2: rule A1, each: \"a**b\" is not a regular expression: quantifier does not follow a repeatable item, after 'a*'"
wrong 'an expression too large' 'rule A1 error\n check: area matches "((a{1,1000}){1,1000}){1,1000}"\n' \
    'r.rules:2: rule A1, check: "((a{1,1000}){1,1000}){1,1000}" is not a regular expression: regular expression is too large'
wrong 'needs nobody' 'rule A1 error\n needs: B2\n check: area = "A"\n' \
    "r.rules:2: rule A1 needs 'B2': no such rule; expected the id of another rule"
wrong 'needs itself' 'rule A1 error\n needs: B1\n check: area = "A"\nrule B1 error\n needs: A1\n check: area = "A"\n' \
    'r.rules:1: rule A1: circular 'needs:' (A1 -> B1 -> A1); expected rules that do not need each other
csv-check: r.rules:4: rule B1: circular 'needs:' (B1 -> A1 -> B1); expected rules that do not need each other'
wrong 'no such list file' 'list las from "nope.csv" columns a\nrule A1 error\n check: area in @las\n' \
    "r.rules:1: list 'las': nope.csv: No such file or directory"
printf 'code,f,t\n' >heading.csv
wrong 'a list of a heading alone' 'list las from "heading.csv" columns code\nrule A1 error\n check: area in @las\n' \
    "r.rules:1: list 'las': heading.csv: a heading and no rows; expected the texts of the list"
printf 'code,f,t\n\n\n' >heading.csv
wrong 'and blank lines' 'list las from "heading.csv" columns code valid f to t\nrule A1 error\n check: area in @las\n' \
    "r.rules:1: list 'las': heading.csv: a heading and no rows; expected the texts of the list"
printf 'code,f,t\nA,2014-01-01,2014-12-31\nB,2015-01-02,2015-01-01\n' >back.csv
printf 'code;name\nA;x\n' >semicolons.csv
printf 'code,code\nA,B\n' >twice.csv
printf 'code,name\nA,x\n,y\n' >gap.csv
printf 'code\nA\nSource: DfE\n' >foot.csv
printf 'code\ncaf\351\n' >latin.csv
list_wrong() { # name, list file and columns, message
	wrong "$1" "list l from \"$2\" columns $3\nrule A1 error\n check: area in @l\n" "r.rules:1: list 'l': $2$4"
}
list_wrong 'a list with semicolons' semicolons.csv code ": no column 'code'; expected code;name separated by commas, not by ';'"
list_wrong 'a list with a heading twice' twice.csv code ": columns 1 and 2 are both headed 'code'; expected each heading once"
list_wrong 'a blank entry of two columns' gap.csv 'code, name' ':3: code: a blank entry; expected a text, as blank cells would be on the list'
list_wrong 'a blank entry of one' gap.csv code ':3: code: a blank entry; expected a text, as blank cells would be on the list'
hidden_entry() { # name, entry in printf, as shown
	printf "code\nA\n$2\n" >hid.csv
	list_wrong "$1" hid.csv code ":3: code: '$3' has blanks around it, or characters that cannot be seen; expected the text as the data have it"
}
hidden_entry 'a list with a blank before an entry' ' B' ' B'
hidden_entry 'a byte order mark within a list' '\357\273\277B' '\ufeffB'
hidden_entry 'a non-breaking space in a list' 'B\302\240C' 'B\u00a0C'
hidden_entry 'a character that was lost in a list' 'B\357\277\275' 'B'"$(printf '\357\277\275')"
list_wrong 'a note below a list' foot.csv code ':3: a note, not an entry of the list; expected the list alone'
list_wrong 'a list that is not UTF-8' latin.csv code ':2: byte 0xE9 at line 2 column 4: not UTF-8; looks like windows-1252; expected a list in UTF-8'
printf 'list L = "Redcar", "Bath\0302\0240Spa"\nrule A1 error\n check: k in @L\nrule A2 error\n check: k = "Redcar" or k = "Bath"\n' >hidden.rules
printf '%b' 'k\nRedcar\0342\0200\0213\nRedcar\0302\0240\nRedcar\n\0303\0211t\0303\0251\n' >hidden.csv
run csv-check -r hidden.rules hidden.csv
is 'hidden characters show in the message' "$(grep -o 'k is .*; expected one of the list @L' out)" \
    "$(printf 'k is Redcar\\u200b; expected one of the list @L\nk is Redcar\\u00a0; expected one of the list @L\nk is \303\211t\303\251; expected one of the list @L')"
cat >either.rules <<'.'
number a, b, c
rule A1 error
  check: a is blank or a <= b
rule A2 error
  check: a is blank or b > a
rule A3 error
  check: a is blank or b > c
rule A4 error
  check: a != 5 or a = b + c
rule A5 error
  check: a in (1, 2) or a not in (5)
.
printf 'a,b,c\n5,3,7\n' >either.csv
run csv-check -r either.rules either.csv
is 'one of two: the value that a comparison is with' "$(cut -d, -f1,8 out | sed 1d; grep -o 'expected [^"]*1, 2 or.*[^"]' out)" \
    'A1,blank or at most 3
A2,blank or less than 3
A3,blank or b > c
A4,not 5 or 10
A5,"one of 1
expected one of 1, 2 or not one of 5'
printf 'period q as "YYYY"\nkey k\nrule A1 error\n check: previous(v) matches "(a|aa)+$"\n' >run.rules
as=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
printf "k,q,v\nx,2014,$as!\nx,2015,z\n" >run.csv
run csv-check -r run.rules run.csv
is 'a pattern that runs away on previous() names the cell there' "$(grep -c "takes too many steps on \"\"$as!\"\"" out)" 1
sem '!= within rounding is the opposite of = within rounding' 'number a,b\nrounded a,b to 5\nrule A1 error\n check: a != b within rounding\nrule A2 error\n check: a = b within rounding\n' 'a,b\n10,10\n10,15\n10,20\n' 'A1:2 A1:3 A2:4 '
printf 'number a,b,c\nrule A1 error\n each: x = a, b, c\n check: sum(x) > 0\n' >each.rules
printf 'a,b,c\n,,1\n,,1\n' >each.csv
run csv-check -r each.rules each.csv
is 'an aggregate of each column, without by: columns are counted' "$(grep -o '[0-9]* of [0-9]* [a-z]* not checked' out)" '2 of 3 columns not checked'
hint() { # check, what is found, what is expected
	wrong "a hint: $1" "columns area\nnumber value\nrule A1 error\n check: $1\n" "r.rules:4: found '$2'; expected $3"
}
hint 'value = .5' .5 'a digit before the point, as in 0.5'
hint 'value = 1e3' 1e3 'a number written out, as 1000 instead of 1e3'
hint 'value > 1.5E-3' 1.5E-3 'a number written out, as 1000 instead of 1e3'
hint 'value > 1,000' , 'a number without commas, as in 1000'
hint 'value > previous value' value 'parentheses, as in previous(value)'
hint 'sum value > 3' value 'parentheses, as in sum(value)'
hint 'unique area' area 'parentheses, as in unique(area)'
hint 'every [the area]' '[the area]' 'parentheses, as in every([the area])'
dated() { # check, the date or period in it
	hint "$1" "$2" "double quotes around a date or period, as in \"$2\""
}
dated 'value > 2014-03-31' 2014-03-31
dated 'value > 2014/03/31' 2014/03/31
dated 'value > 31/03/2014' 31/03/2014
dated 'value > 1/3/2014' 1/3/2014
dated 'value > 2014-15' 2014-15
dated 'value > 1999/00' 1999/00
dated 'value > 2014-03' 2014-03
dated 'value > 2014-2015' 2014-2015
dated 'quarter = 2014-15 Q1' '2014-15 Q1'
dated 'quarter = Q1 2014-15' 'Q1 2014-15'
dated 'quarter in (2014-Q2, 2014-Q3)' 2014-Q2
dated 'value - 2014-03-31 > 5' 2014-03-31
hint 'quarter = 2014 Q1' Q1 'double quotes around a text of several words, as in "2014 Q1"'
hint 'quarter = Jun 2014' 2014 'double quotes around a text of several words, as in "Jun 2014"'
hint 'quarter > 31 March 2014' March 'double quotes around a text of several words, as in "31 March"'
sem 'digits and minus that are no year' 'number v\nrule A1 error\n check: v = 2014-99 or v = 2014 - 15 or v = 10-15 or v = 1000-01\n' 'v\n1915\n1999\n-5\n999\n2014\n' 'A1:6 '
printf 'symbols 2014-15 31/03/2014\nnumber v\nrule A1 error\n check: v is symbol\n' >symbols.rules
printf 'v\n2014-15\n31/03/2014\n' >symbols.csv
run csv-check -r symbols.rules symbols.csv
is 'a symbol may look like a period' "$status" 0
wrong 'a parameter that is a date without quotes' 'param d = 2014-03-31\nrule A1 error\n check: area = "A"\n' \
    'r.rules:1: found '"'2014-03-31'"'; expected double quotes around a date or period, as in "2014-03-31"'
wrong 'number = Total' 'number value\nrule A1 error\n check: value = Total\n' \
    "r.rules:3: rule A1, check: no column 'Total'; did you mean the text \"Total\"?"
wrong 'period = Total' 'period quarter as "YYYY-YY Qn"\nrule A1 error\n check: quarter != Total\n' \
    "r.rules:3: rule A1, check: no column 'Total'; did you mean the text \"Total\"?"
wrong 'period >= Total' 'period quarter as "YYYY-YY Qn"\nrule A1 error\n check: quarter >= Total\n' \
    "r.rules:3: rule A1, check: no column 'Total'; did you mean the text \"Total\"?"
wrong 'number > Total' 'number value\nrule A1 error\n check: value > Total\n' \
    "r.rules:3: rule A1, check: no column 'Total' in the file; expected one of area, quarter, value"
wrong 'a number and its quoted text' 'number value\nrule A1 error\n check: value = "Total"\n' \
    "r.rules:3: rule A1, check: 'value' is a number and \"Total\" is a text; expected a number, or a text declared with 'symbols'"
wrong 'a severity that is none' 'rule A1 warning\n check: area = "A"\n' \
    "r.rules:1: no severity called 'warning'; expected error, query or note"
wrong 'a severity of a check that is none' 'builtin S17 warning\n' \
    "r.rules:1: no severity called 'warning'; expected error, query, note or off"
wrong 'a function by another name' 'number value\nrule A1 error\n check: total(value) > 1\n' \
    "r.rules:3: no function called 'total'; expected sum(x)"
wrong 'a function far from all' 'rule A1 error\n check: xyzzy(area) = "A"\n' \
    "r.rules:2: no function called 'xyzzy'; expected one of those in quarterly-rules(5)"
wrong 'a clause far from all' 'rule A1 error\n xyzzy: area = "A"\n' \
    "r.rules:2: no clause called 'xyzzy'; expected about, say, on, needs, where, by, each, let, check or unchecked"
wrong 'needs a rule with a letter too few' 'rule A12 error\n check: area = "A"\nrule B1 error\n needs: A1\n check: area = "A"\n' \
    "r.rules:4: rule B1 needs 'A1': no such rule; did you mean 'A12'?"
is 'a file of rules that is missing: which option' "$(csv-check -r nix.rules sample.csv 2>&1)" \
    'csv-check: --rules: nix.rules: No such file or directory'
is 'waivers that are missing: which option' "$(csv-check -w nix.csv sample.csv 2>&1)" \
    'csv-check: --waivers: nix.csv: No such file or directory'
printf 'param least = 1\nnumber value\nrule A1 error\n check: value > least\n' >p.rules
is '--param: a name spelt otherwise' "$(csv-check -r p.rules --param leas=2 sample.csv 2>&1)" \
    "csv-check: --param: 'leas' is not a parameter of the rules; did you mean 'least'?"
wrong 'a hint: a validity column called to' 'list l from "l.csv" columns code valid f to to\n' \
    "r.rules:1: found 'to'; expected brackets around a column called 'to', as in [to]"
never() { # check, what is said of it
	printf 'columns area, value\nrule A1 note\n check: if %b then value = "x"\n' "$1" >r.rules
	csv-check -r r.rules sample.csv >out 2>err
	is "a text that can never be: $1" "$(grep ' never ' err)" "${2:+csv-check: r.rules:3: rule A1: $2 (warning)}"
}
never 'lower(area) = "Total"' 'lower(area) has no capitals and so is never "Total"; expected a text in small letters'
never 'lower(area) in ("total", "\0303\0211t\0303\0251")' "lower(area) has no capitals and so is never \"$(printf '\303\211t\303\251')\"; expected a text in small letters"
never 'lower(area) = "\0303\0251t\0303\0251 3"' ''
never 'left(area, 3) != "Totl"' 'left(area, 3) has at most 3 characters and so is never "Totl"; expected a text as short'
never 'mid(area, 5, 1) = "ab"' 'mid(area, 5, 1) has at most 1 character and so is never "ab"; expected a text as short'
never 'right(area, 3) = "\0303\0251ab" or left(area, 3) = "ab"' ''
one_axis() { # clauses, wanted
	printf 'columns area, value\n%brule A1 error\n%b' "$1" "$2" >r.rules
	csv-check -r r.rules sample.csv >out 2>err
	is "every() of one column: $2" "$(grep -c 'every() of a column without a list' err)" "$3"
}
one_axis '' ' check: every(area)\n' 1
one_axis '' ' by: value\n check: every(area)\n' 1
one_axis '' ' check: every((area, value))\n' 1
one_axis '' ' check: every(area, value)\n' 0
one_axis 'list l = "A"\n' ' check: every(area in @l)\n' 0
one_axis 'period value as "YYYY"\n' ' by: area\n check: every(value)\n' 0
wrong 'a list entry that ends before it begins' 'list las from "back.csv" columns code valid f to t\nrule A1 error\n check: area in @las\n' \
    "r.rules:1: list 'las': back.csv:3: valid from '2015-01-02' to '2015-01-01'; expected the end after the start"
printf 'code,f,t\nA,2014,2014\nB,2016,2015\n' >back.csv
wrong 'one of periods' 'period quarter as "YYYY"\nlist las from "back.csv" columns code valid f to t\nrule A1 error\n check: area in @las\n' \
    "r.rules:2: list 'las': back.csv:3: valid from '2016' to '2015'; expected the end after the start"
for nothing in '' '\n\n' '# notes\n\n# alone\n' '\357\273\277' 'include "none.rules"\n'; do
	printf '# none\n' >none.rules
	wrong "no rules: '$nothing'" "$nothing" \
	    "r.rules:1: no declaration and no rule in the file; expected 'rule ID SEVERITY', or 'columns' and the like"
done
run csv-check -r r.rules -r none.rules sample.csv
is 'no rules in two files' "$status $out $err" "2  csv-check: r.rules:1: no declaration and no rule in any of the files; expected 'rule ID SEVERITY', or 'columns' and the like"
printf 'number value\nsymbols x\n' >some.rules
run csv-check -r none.rules -r some.rules sample.csv
is 'a declaration in one of two' "$status" 0
wrong 'the same id twice' 'rule A1 error\n check: area = "A"\nrule A1 error\n check: area = "A"\n' \
    "r.rules:3: there is already a rule 'A1', at r.rules:1; expected another id"
wrong 'the same clause twice' 'rule A1 error\n check: area = "A"\n check: area = "A"\n' \
    "r.rules:3: a second 'check:' in rule A1; expected one"
wrong 'an open text' 'rule A1 error\n check: area = "A\n' \
    "r.rules:2: found '\"A'; expected a closing quote on this line"
wrong 'an aggregate in where' 'number value\nrule A1 error\n where: sum(value) > 1\n check: value > 1\n' \
    "r.rules:3: rule A1, where: sum() in where; expected a let, and 'if ... then' in the check"
printf 'include "other.rules"\nnumber v\n' >mine.rules
printf 'include "./mine.rules"\n' >other.rules
wrong 'files that include each other' 'include "mine.rules"\n' 'other.rules:1: mine.rules includes itself (mine.rules -> other.rules -> mine.rules); expected each file to include others'
wrong 'a file that includes itself' 'include "r.rules"\n' 'r.rules:1: r.rules includes itself (r.rules -> r.rules); expected each file to include others'
wrong 'a form that is none' 'period quarter as "Quarter"\n' \
    "r.rules:1: 'Quarter' is not a form of a period; expected one made of YYYY, YY, Qn, MM, Mon, Month, DD, D, as in YYYY-YY Qn"
wrong 'rules that are not UTF-8' '# note\nrule A1 error\n check: area = "\0205"\n' \
    'r.rules:3: byte 0x85; expected UTF-8 text'
wrong 'within less than nothing' 'number value\nrule A1 error\n check: value = 1 within -5\n' \
    "r.rules:3: rule A1, check: 'within -5' is below 0; expected a number of 0 or more"
wrong 'arithmetic on a share that may be tied' 'number value\nrule A1 error\n let: s = apportion(value, 100, 0)\n check: value - s = 0\n' \
    'r.rules:4: rule A1, check: apportion() within an operation; expected it to be one side of a comparison, as at a tie it is either of two shares'
wrong 'the beginning of a word as GNU writes it' 'rule A1 error\n check: area matches "\\<a"\n' \
    "r.rules:2: rule A1, check: '\<' in a regular expression; expected \b where a word begins or ends"
wrong 'the beginning of a text as GNU writes it' 'rule A1 error\n check: area matches "\\`a"\n' \
    "r.rules:2: rule A1, check: '\\\`' in a regular expression; expected ^ or \$"
wrong 'at most, without a first number' 'rule A1 error\n check: area matches "^a{,3}$"\n' \
    "r.rules:2: rule A1, check: '{,3}' in a regular expression; expected a first number, as in {0,3}"
wrong 'a brace as itself' 'rule A1 error\n check: area matches "^[{]a{b"\n' \
    "r.rules:2: rule A1, check: '{b' in a regular expression; expected a number of times, as in {3}, or \{ for a brace"
sem 'what Perl has' 'rule A1 error\n check: k matches "^(?:\\d{3}|[\\w-]+)$"\n' 'k\n123\na-b\na b\n' 'A1:4 '

# A pattern that runs away is given up after so many steps: a finding that names rule, row and cell,
# never a match or none.
away=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!
data="g,k,v\n1,$away,5\n1,aa,5\n2,b,5\n"
sem 'a check that runs away' 'rule A1 error\n check: k matches "^(a+)+$"\n' "$data" 'A1:2 A1:4 '
is 'and its words' "$(sed -n 2p out)" \
    "A1,error,d.csv,2,k,,$away,,,,\"rule A1 cannot be decided here: \"\"^(a+)+\$\"\" takes too many steps on \"\"$away\"\"; expected a simpler expression\""
sem 'and its opposite' 'rule A1 error\n check: not k matches "^(a+)+$"\n' "$data" 'A1:2 A1:3 '
sem 'a where' 'rule A1 error\n where: k matches "^(a+)+$"\n check: g = "1"\n' "$data" 'A1:2 '
sem 'an aggregate' 'number v\nrule A1 error\n by: g\n let: s = sum(v where not k matches "^(a+)+$")\n check: s > 4\n' "$data" 'A1:2 A1 1 of 2'
sem 'the where of a rounding' 'number v\nrounded v to 5 where k matches "^(a+)+$"\nrule A1 error\n check: v = 6 within rounding\n' "$data" 'A1:2 A1:4 '
sem 'settled without it' 'rule A1 error\n check: k is not blank or k matches "^(a+)+$"\n' "$data" ''
printf 'rule A1 error\n each: x = columns matching "^(a+)+$"\n check: x = "A"\n' >r.rules
printf 'a,%s\nA,B\n' "$away" >d.csv
run csv-check -r r.rules d.csv
is 'a heading on which each: runs away' "$status $err" \
    "2 csv-check: r.rules:2: rule A1, each: \"^(a+)+\$\" takes too many steps on the heading '$away'; expected a simpler expression"
wrong 'a symbol that is a number' 'symbols c -1\n' \
    "r.rules:1: '-1' would be read as a number; expected another symbol"
wrong 'within of texts' 'rule A1 error\n check: area = "1" within 3\n' \
    "r.rules:2: rule A1, check: 'area' is text; expected a number, a date or a period with 'within'"
wrong 'quotes of a word processor' 'rule A1 error\n check: area = \0342\0200\0234A\0342\0200\0235\n' \
    "r.rules:2: found '“A”'; expected straight double quotes: \"A\""
wrong 'a space that is none' 'rule A1 error\n check: area\0302\0240= "A"\n' \
    "r.rules:2: found '$(printf '\302\240')'; expected an ordinary space, not a non-breaking one"
wrong 'a note behind a clause' 'rule A1 error\n check: area = "A" # so\n' \
    "r.rules:2: found '#'; expected a note on a line of its own"
wrong 'a symbol in order' 'number value\nsymbols c\nrule A1 error\n check: value < "c"\n' \
    "r.rules:4: rule A1, check: \"c\" is a symbol; expected = or !=, without 'within'"
wrong 'before a text' 'rule A1 error\n check: area < "B"\n' \
    "r.rules:2: rule A1, check: 'area' is text and '\"B\"' is text; expected two numbers, dates or periods for <"
wrong 'several columns in parentheses' 'rule A1 error\n check: (area, quarter) in ("A", "B")\n' \
    'r.rules:2: rule A1, check: several columns without a list; expected (area, quarter) in @LIST'
wrong 'a clause that is not indented' 'rule A1 error\ncheck: area = "A"\n' \
    'r.rules:2: a clause in the first column; expected an indented one'
wrong 'several at once' 'rule A1 error\n check: are = "A" and quater = "B"\n' \
    "r.rules:2: rule A1, check: no column 'are'; did you mean 'area'?
csv-check: r.rules:2: rule A1, check: no column 'quater'; did you mean 'quarter'?"

wrong 'an open brace' 'rule A1 error\n check: area = "A"\n say: {area\n' \
    "r.rules:3: '{' without '}' in say; expected '{{' for a brace"
wrong 'a brace that nothing opened' 'rule A1 error\n check: area = "A"\n say: {area}}}}\n' \
    "r.rules:3: '}' without '{' in say; expected '}}' for a brace"
wrong 'an id that begins with a digit' 'rule 1A error\n check: area = "A"\n' \
    "r.rules:1: found '1A'; expected the rule's id, which begins with a letter"
wrong 'half a decimal' 'number value\nprinted value to 1.5\n' 'r.rules:2: printed to 1.5 decimals; expected 0 to 12'
wrong 'two ranges of a symbol' 'symbols c\nrange c 0 to 5\nrange c 0 to 6\n' \
    "r.rules:3: the range of 'c' is declared twice, first at r.rules:2; expected it once"
wrong 'no such built-in check' 'builtin S99 off\n' "r.rules:1: no built-in check 'S99'; expected S01 to S26"
wrong 'a rule named as a built-in check' 'rule S16 error\n check: area = "A"\n' \
    "r.rules:1: 'S16' is a built-in check; expected another id"
sem 'a rule whose id looks like one' 'rule S0A error\n check: a = "1"\n' 'a\n2\n' ''
is 'and is found' "$(sed -n '2s/,.*//p' out)" S0A
wrong 'two severities of a built-in check' 'builtin S03 query\nbuiltin S03 error\n' \
    "r.rules:2: the severity of 'S03' is declared twice, first at r.rules:1; expected it once"
wrong 'lines of a carriage return alone' 'number value\rrule A1 error\r check: value > 1\r' \
    'r.rules: lines that end in a carriage return alone; expected LF or CRLF'
for word in '(' 'abs(' 'sum(' 'not ' '-' 'if value > 1 then '; do
	awk -v w="$word" 'BEGIN { print "number value\nrule A1 error"; printf " check: "
		for (i = 0; i < 100000; i++) printf "%s", w; print "value" }' >r.rules
	run csv-check -r r.rules sample.csv
	is "100,000 times '$word'" "$status $(printf '%s' "$err" | sed 's/ expected, found.*//')" \
	    '2 csv-check: r.rules:3: nested too deeply; expected at most 200 parentheses, calls, signs and nots within each other'
done

wrong 'a let named as a column' 'number value\nrule A1 error\n let: value = 3\n check: value > 4\n' \
    "r.rules:3: rule A1, let: 'value' is already a column; expected another name"
wrong 'a let named as a parameter' 'number value\nparam most = 3\nrule A1 error\n let: most = value\n check: most > 4\n' \
    "r.rules:4: rule A1, let: 'most' is already a parameter; expected another name"
wrong 'a let named as each' 'number value\nrule A1 error\n each: x = value\n let: x = 3\n check: x > 4\n' \
    "r.rules:4: rule A1, let: 'x' is already the name of each:; expected another name (x is 'value')"
wrong 'an each named as a column' 'rule A1 error\n each: area = quarter\n check: area = "A"\n' \
    "r.rules:2: rule A1, each: 'area' is already a column; expected another name"
wrong 'a mistake in a rule of several columns is said once' \
    'rule A1 error\n each: x = columns matching "^.a"\n check: x > 4\n' \
    "r.rules:3: rule A1, check: 'x' is not declared a number; expected it in the heading 'number' (x is 'value')"
wrong 'a let in where' 'number value\nrule A1 error\n where: v > 1\n let: v = value\n check: v > 4\n' \
    "r.rules:3: rule A1, where: the let 'v' is not defined yet here; expected one from above"
wrong 'a let of itself' 'number value\nrule A1 error\n let: v = v + value\n check: v > 4\n' \
    "r.rules:3: rule A1, let: the let 'v' is not defined yet here; expected one from above"
wrong 'previous of what groups are made by' \
    'number value\nperiod quarter as "YYYY-YY Qn"\nrule A1 error\n by: value, quarter\n check: previous(value) = 1 or area = "A"\n' \
    "r.rules:5: rule A1, check: previous() of 'value', which is the same in the group before: rows are grouped by it; expected another column"
wrong 'every value of what groups are made by' 'rule A1 error\n by: area\n check: every(area, quarter)\n' \
    "r.rules:3: rule A1, check: 'area' is in by:, so that each group has only one value of it; expected another column"
for test in 'unique(area)' 'every(area, quarter)' 'no gaps(quarter)' 'area -> value'; do
	wrong "a sum in the message of $test" \
	    'number value\nperiod quarter as "YYYY-YY Qn"\nrule A1 error\n let: s = sum(value)\n check: '"$test"'\n say: {s}\n' \
	    "r.rules:6: rule A1, say: 's' needs other rows, which the message of this test does not have; expected columns"
done
wrong 'a let for a column' 'rule A1 error\n let: v = area\n check: unique(v)\n' \
    "r.rules:3: rule A1, check: 'v' is a let; expected a column"
wrong 'a column twice in a key' 'rule A1 error\n check: unique(area, quarter, area)\n' \
    "r.rules:2: rule A1, check: 'area' occurs twice; expected each column once"
wrong 'a column twice in every' 'rule A1 error\n check: every(area, area)\n' \
    "r.rules:2: rule A1, check: 'area' occurs twice; expected each column once"
wrong 'a column declared twice' 'columns area, value, area\n' "r.rules:1: the column 'area' is declared twice; expected it once"
wrong 'a column printed in two ways' 'number value\nprinted value\nprinted value to 1\n' \
    "r.rules:3: 'value' is declared printed to other decimals before; expected it once"
printf '\nnumber valeu\n' >two.rules
wrong 'a mistake in a file that is included' 'include "two.rules"\nnumber value\n' \
    "two.rules:2: no column 'valeu'; did you mean 'value'?"
printf 'area,f,t\nA,,\n' >dated.csv
wrong 'a dated list of headings' 'list l from "dated.csv" columns area valid f to t\nrule A1 error\n on: header\n check: name in @l\n' \
    "r.rules:4: rule A1, check: @l is valid by period, which headings do not have; expected a list without 'valid'"
{
	printf 'number value\nrule A1 error\n let: x0 = value\n'
	for i in $(seq 1 40); do printf ' let: x%d = x%d + x%d\n' $i $((i - 1)) $((i - 1)); done
	printf ' check: x40 > 1\n'
} >r.rules
run csv-check -r r.rules sample.csv
is 'lets that double' "$status $err" '2 csv-check: r.rules:15: rule A1, let: with its lets, 16381 operations nested 25 deep; expected at most 10000 operations, nested 1000 deep'

# --- What people write who know another language: the message says what to write instead.
hint() { # a check (value is a number), the message after r.rules:3:
	wrong "$1" "number value\nrule A1 error\n check: $1\n" "r.rules:3: $2"
}
no="rule A1, check: no column"
hint 'area = Total' "$no 'Total'; did you mean the text \"Total\"?"
hint 'area != are' "$no 'are'; did you mean 'area', or the text \"are\"?"
hint 'area in (A, B)' "found 'A'; expected a text in double quotes, a number or @list"
hint 'area = North East' "found 'East'; expected double quotes around a text of several words, as in \"North East\""
hint 'value = valeu' "$no 'valeu'; did you mean 'value'?"
for q in "'A'" '‘A’' '“A”' '„A“' '«A»' "“A'"; do
	hint "area = $q" "found '$q'; expected straight double quotes: \"A\""
done
hint "area = 'A" "found '''; expected straight double quotes around a text"
hint 'value > 1 AND value < 3' "found 'AND'; expected 'and'"
hint 'value > 1 Or value < 3' "found 'Or'; expected 'or'"
hint 'NOT area = "A"' "found 'NOT'; expected 'not'"
hint 'value > 1 or NOT area = "A"' "found 'NOT'; expected 'not'"
hint 'NOT(area = "A")' "no function called 'NOT'; expected 'not'"
hint 'AND(value > 1, value < 3)' "no function called 'AND'; expected 'and' between two conditions"
hint 'IF value > 1 then area = "A"' "found 'IF'; expected 'if'"
hint 'IF(value > 1, area = "A")' "no function called 'IF'; expected 'if ... then ...'"
hint 'if value > 1 THEN area = "A"' "found 'THEN'; expected 'then'"
hint 'if value > 1 then area = "A" else area = "B"' \
    "found 'else'; expected another rule for the other rows, or 'and (if not ... then ...)'"
hint 'area IN ("A")' "found 'IN'; expected 'in'"
hint 'area NOT IN ("A")' "found 'NOT'; expected 'not'"
hint 'area is in ("A")' "found 'in'; expected 'in' without 'is', as in x in (1, 2)"
hint 'value =< 3' "found '=<'; expected '<='"
hint 'value => 3' "found '=>'; expected '>='"
hint 'value == 3' "found '=='; expected '='"
hint 'value <> 3' "found '<>'; expected '!='"
hint '!(value = 3)' "found '!'; expected 'not' before a condition, or '!=' between two values"
hint 'value = 3 && value = 4' "found '&&'; expected 'and'"
hint 'value = 3 & value = 4' "found '&'; expected 'and'"
hint 'value = 3 || value = 4' "found '||'; expected 'or'"
hint 'value = 3 | value = 4' "found '|'; expected 'or'"
matches="expected 'matches' and a regular expression, as in x matches"
hint 'area ~ "A"' "found '~'; $matches \"^E\""
hint 'area =~ "A"' "found '=~'; $matches \"^E\""
hint 'area LIKE "A"' "found 'LIKE'; $matches \"^E\""
hint 'area contains "A"' "found 'contains'; $matches \"part\""
hint 'area startswith "A"' "found 'startswith'; $matches \"^start\""
hint 'contains(area, "A")' "no function called 'contains'; expected 'x matches \"part\"'"
hint 'upper(area) = "A"' "no function called 'upper'; expected lower(x), which makes small letters"
hint 'lenght(area) = 1' "no function called 'lenght'; did you mean 'length'?"
hint 'value between 1 and 3' \
    "found 'between'; expected two comparisons joined by 'and', as in x >= 1 and x <= 3"
hint '0 <= value <= 3' "found '<='; expected 'and' before a second comparison, as in 0 <= value and value <= ..."
hint '1 < value + 1 = 3' \
    "found '='; expected 'and' before a second comparison, as in 1 < value + 1 and value + 1 = ..."
hint 'value = 20 %' "found '%'; expected '%' directly after a number, as in 20%"
hint 'value % 2 = 0' "found '%'; expected '%' directly after a number, as in 20%"
hint 'value ^ 2 = 4' "found '^'; expected a product, as in x * x"
hint 'value ** 2 = 4' "found '**'; expected a product, as in x * x"
hint 'area = null' "$no 'null'; expected 'is blank' for a cell that is empty"
hint 'area is NULL' "found 'NULL'; expected 'blank'"
hint 'area is not empty' "found 'empty'; expected 'blank'"
hint 'area is "A"' "found '\"A\"'; expected '=' instead of 'is'"
hint 'value is not 3' "found '3'; expected '!=' instead of 'is not'"
hint 'area = TRUE' "$no 'TRUE'; expected a text in double quotes, or a condition itself"
sem 'such words are names all the same' 'number Between, null, NOT\nrule A1 error\n check: Between = null and NOT > 3 and like = True\n' 'Between,null,NOT,like,True\n1,1,4,x,x\n1,2,4,x,x\n' 'A1:3 '
sem 'only() says where its rule looks' 'number v\nrule A1 error\n where: q = "2"\n by: g\n let: t = only(v where k = "T")\n check: t > 0\nrule A2 error\n where: q = "2"\n let: n = only(v)\n check: n > 0\n' 'g,k,v,q\n1,T,5,1\n1,a,5,2\n2,T,5,2\n' 'A1:3 A2:3 '
is 'with its own condition' "$(sed -n 's/^A1.*,"//p' out)" \
    't: no row where k = ""T"" among the rows where q = ""2""; expected exactly one"'
is 'or without one' "$(sed -n 's/^A2.*,"//p' out)" 'n: 2 rows where q = ""2""; expected exactly one"'

# --- Warnings, which make the exit status 2 with --strict-rules.
printf 'rule A1 error\n where: area = "A" and area = "B"\n check: area = "A"\n' >r.rules
run csv-check -r r.rules sample.csv
is 'a where that is never true' "$status $err" \
    "0 csv-check: r.rules:2: rule A1: 'where: area = \"A\" and area = \"B\"' is never true (warning)"
run csv-check --strict-rules -q -r r.rules sample.csv
is 'a where that is never true, strictly' "$status" 2
printf 'rule A1 error\n where: "A" != "K"\n check: area != ""\n' >r.rules
run csv-check -r r.rules sample.csv
is 'two texts that differ are not never unequal' "$status $err" '0 '
printf 'list l = "x"\nrule A1 error\n where: area = "Z"\n check: area = "A"\n' >r.rules
run csv-check -r r.rules sample.csv
is 'a rule that met no row, a list that nobody uses' "$status $err" \
    "0 csv-check: r.rules:3: rule A1: no row passes 'where: area = \"Z\"' (warning)
csv-check: r.rules:1: no rule uses the list '@l' (warning)"
run csv-check --strict-rules -r r.rules sample.csv
is 'a rule that met no row, strictly' "$status" 2
printf 'number value\nrule A1 note\n let: v = value\n check: value > 0\nrule A2 note\n each: x = value\n check: value > 0\n' >r.rules
run csv-check -r r.rules sample.csv
is 'names that a rule never uses' "$(head -2 err)" \
    "csv-check: r.rules:3: rule A1 does not use 'v' (warning)
csv-check: r.rules:6: rule A2 does not use 'x', and is the same for every column (warning)"

# A finding has the column of the part that fails.
printf 'kind,a,b,id\nx,1,2,7\ny,3,3,8\n' >d.csv
printf 'id,dob\n7,2014-01-02\n' >c.csv
column() { # check and lets, the column of the finding, and what it shows
	printf 'number a, b\nfile c from "c.csv"\n date dob\nrule A1 error\n%b' "$1" >r.rules
	csv-check -r r.rules d.csv 2>err >out
	is "the column: $1" "$(sed -n 's/^A1,error,d.csv,2,\([^,]*\),[^,]*,\([^,]*\),.*/\1 \2/p' out)" "$2"
}
column ' check: if kind = "x" then a = b\n' 'a 1'
column ' check: kind = "x" and b < 2\n' 'b 2'
column ' check: a < 9 and (kind = "z" or b < 2)\n' 'kind x'
column ' let: sum = b + a\n check: if a > 0 then sum = 9\n' 'b 3'
column ' let: dob = lookup(c.dob where c.id = id)\n check: b - 1 = 1 and (dob - "2014-01-01") > a\n' 'a 1'
column ' let: dob = lookup(c.dob where c.id = id)\n check: if a = 1 then year(dob) = "2013"\n' 'id 2014'
column ' each: m = a, b\n check: if kind = "x" then m > 1\n' 'a 1'
column ' by: kind\n check: if sum(a) = 1 then a < sum(b) - 1\n' 'a 1'

# Braces in about: are no template.
for about in 'the total of {name of m}' 'at {la' 'la}'; do
	printf '\nrule A1 note\n about: %s\n each: m = kind, id\n check: m != ""\n' "$about" >r.rules
	csv-check -r r.rules d.csv 2>&1 >out
done >err
is 'braces in about' "$(grep about err)" "csv-check: r.rules:2: rule A1: braces in 'about' are written as they are; expected values and names in 'say' (warning)"

# A value compared with itself.
itself() { # clauses, what the warnings say after "csv-check: r.rules:"
	printf 'number a, b\ndate d\nlist l = "x"\nfile f from "f.csv"\n date d\nrule A1 note\n%b' "$1" >r.rules
	printf 'k,a,b,d\nx,1,2,2014-01-01\n' >d.csv
	printf 'k,d\nx,2014-01-01\n' >f.csv
	csv-check -r r.rules d.csv 2>err >out
	is "itself: $1" "$(sed -n '/no rule uses/d; s/^csv-check: r.rules://; s/ (warning)$//p' err)" "$2"
}
value='compares a value with itself'
itself ' check: a = a\n' "7: rule A1: 'a = a' $value; expected another value on one side"
itself ' where: k = k\n check: a < b or [a] + 1.0 >= a + 1\n' "7: rule A1: 'k = k' $value; expected another value on one side
8: rule A1: '[a] + 1.0 >= a + 1' $value; expected another value on one side"
itself ' let: x = sum(a where b = b)\n let: y = x\n check: y = x within rounding\n' "7: rule A1: 'b = b' $value; expected another value on one side
9: rule A1: 'y = x within rounding' $value; expected another value on one side"
itself ' check: count(f where f.k = k and d = d) = 1\n' "7: rule A1: 'd = d' $value; did you mean 'f.d'?"
itself ' check: count(f where f.k = k and f.d = f.d) = 1\n' "7: rule A1: 'f.d = f.d' $value; expected another value on one side"
itself ' each: c = a, b\n check: c != c\n' "8: rule A1: 'c != c' $value; expected another value on one side"
itself ' each: c = a, b\n check: c <= b\n' ''
itself ' check: k -> d, k\n' "7: rule A1: 'k' is on both sides of '->'; expected other columns on the right"
itself ' by: k\n check: a = b or left(k, 1) = left(k, 2) or sum(a) = sum(a where b > 1) or before(a by d) = a or 1 = 1\n' ''
printf 'rule A1 note\n check: k = k\n' >r.rules
run csv-check --strict-rules -r r.rules d.csv
is 'a value compared with itself, strictly' "$status" 2

# A text that no row has, where that makes a rule pass: one value that is spelt almost like it is
# named. What gives findings by itself, codes and periods, and lists of which some occur stay quiet.
rows='la,category,value,kind\nNorth,Total,5,estimate\nNorth,Neglect,5,estimate\nE06000001,Total,7,x\n'
spelt() { # name, rules, what the warnings say after "csv-check: r.rules:"
	printf '%b' "$2" >r.rules
	printf '%b' "$rows" >d.csv
	csv-check -r r.rules d.csv 2>err >out
	is "$1" "$(sed 's/^csv-check: r.rules://; s/ (warning)$//' err)" "$3"
}
spelt 'the where of an aggregate' 'number value\nrule A1 error\n by: la\n let: n = sum(value where category = "Neglct")\n check: n < 9\n' \
    "4: rule A1: no row has category = \"Neglct\"; did you mean 'Neglect'?"
run csv-check --strict-rules -r r.rules d.csv
is 'stops with --strict-rules' "$status" 2
run csv-check -q -r r.rules d.csv
is 'not otherwise' "$status $err" '0 '
spelt 'an aggregate in a check' 'number value\nrule A1 error\n check: count(where kind = "estimates") = 0\n' \
    "3: rule A1: no row has kind = \"estimates\"; did you mean 'estimate'?"
spelt 'if' 'number value\nrule A1 error\n check: if category = "Totl" then value > 100\n' \
    "3: rule A1: no row has category = \"Totl\"; did you mean 'Total'?"
spelt 'if by a let' 'number value\nrule A1 error\n let: t = category = "total"\n check: if t then value > 100\n' \
    "3: rule A1: no row has category = \"total\"; did you mean 'Total'?"
spelt 'letters that changed places' 'number value\nrule A1 error\n check: not category = "Totla" or value > 100\n' \
    "3: rule A1: no row has category = \"Totla\"; did you mean 'Total'?"
spelt 'unequal, and the text first' 'rule A1 error\n check: "Negelct" != category\n' \
    "2: rule A1: no row has category = \"Negelct\"; did you mean 'Neglect'?"
spelt 'not in' 'rule A1 error\n check: category not in ("None", "Totals")\n' \
    "2: rule A1: no row has category in (\"None\", \"Totals\"); did you mean 'Total'?"
spelt 'the where of a rounding' 'number value\nrounded value to 5 where kind = "esimate"\nrule A1 error\n check: value > 0\n' \
    "2: no row has kind = \"esimate\"; did you mean 'estimate'?"
spelt 'a part of where' 'number value\nrule A1 error\n where: category = "Totl" or value > 3\n check: value > 0\n' \
    "3: rule A1: no row has category = \"Totl\"; did you mean 'Total'?"
spelt 'where that no row passes, once' 'number value\nrule A1 error\n where: category = "Totl"\n check: value > 0\n' \
    "3: rule A1: no row passes 'where: category = \"Totl\"'"
spelt 'the same twice in a rule, or by each' 'number value\nrule A1 error\n each: x = la, kind\n let: a = count(where category = "Totl")\n let: b = sum(value where category = "Totl")\n check: a + b > 9 or x != "q"\n' \
    "4: rule A1: no row has category = \"Totl\"; did you mean 'Total'?"
spelt 'a column of each' 'rule A1 error\n each: x = la, category\n check: if x in ("Totl", "none") then x = "b"\n' \
    "3: rule A1: no row has category in (\"Totl\", \"none\"); did you mean 'Total'?"
spelt 'in a heading' 'rule A1 error\n on: header\n check: if name = "categroy" then position = 1\n' \
    "3: rule A1: no row has name = \"categroy\"; did you mean 'category'?"
spelt 'some of a list occur' 'rule A1 error\n check: if category in ("Neglct", "Total") then la != "b"\n' ''
spelt 'a code, a short word' 'number value\nrule A1 error\n check: if la = "E06000002" or kind = "y" or category = "Toll" then value > 9\n' ''
spelt 'a check that gives findings' 'rule A1 note\n check: category in ("total", "Neglct") or category = "Totl"\n' ''
spelt 'a word of four letters in six' 'rule A1 error\n check: if kind = "esti" then la = "b"\n' ''
{
	echo 'k,v'
	seq 1 999 | sed 's/.*/k&,Total/'
} >d.csv
printf 'rule A1 error\n check: if k = "Totla" or v = "Totl" then v = "x"\n' >r.rules
{ cat d.csv; echo Total,Total; } >e.csv
run csv-check -r r.rules e.csv
is 'a thousand values are kept' "$err" \
    "csv-check: r.rules:2: rule A1: no row has k = \"Totla\"; did you mean 'Total'? (warning)
csv-check: r.rules:2: rule A1: no row has v = \"Totl\"; did you mean 'Total'? (warning)"
{ cat e.csv; echo one-more,Total; } >f.csv
run csv-check -r r.rules f.csv
is 'a column of more is not judged' "$err" \
    "csv-check: r.rules:2: rule A1: no row has v = \"Totl\"; did you mean 'Total'? (warning)"
{ cat f.csv; echo Totla,Totl; } >g.csv
run csv-check -r r.rules g.csv
is 'a text that comes late' "$status $err" '1 '

# A part of `where` selects series: only their rows are kept, whatever the order of the input.
rows='k,t,q,v\nA,x,2020-21 Q1,1\nB,x,2020-21 Q1,5\nA,y,2020-21 Q2,9\nB,x,2020-21 Q2,1\nA,x,2020-21 Q2,7\nA,y,2020-21 Q1,1\n'
headings='key k,t,q\nperiod q as "YYYY-YY Qn"\nnumber v\n'
sem 'previous in chosen series' "$headings"'rule A1 error\n where: t = "x" and previous(v) > 0\n check: v >= previous(v)\n' "$rows" 'A1:5 '
sem 'previous in chosen series, said behind' "$headings"'rule A1 error\n where: previous(v) > 0 and t = "x"\n check: v >= previous(v)\n' "$rows" 'A1:5 '
sem 'previous in chosen series and in all' "$headings"'rule A1 error\n where: t = "x"\n check: v >= previous(v)\nrule A2 error\n check: v < 3 * previous(v)\n' "$rows" 'A2:4 A1:5 A2:6 '

# --- What was not checked: the reason of the first row or group, and where that is.
head='key k\nperiod q as "YYYY"\nnumber a,b\nsymbols c d\nrange d 0 to 9\ndate t\n'
why 'a blank' "$head"'rule A1 error\n check: a <= b\n' 'k,q,a,b,t\nx,2014,1,2,\nx,2015,5,,\nx,2016,,,\n' \
    '3 b 2 of 3 rows not checked: b is blank (first on line 3; others for other reasons)'
why 'a symbol' "$head"'rule A1 error\n check: a <= b\n' 'k,q,a,b,t\nx,2014,c,2,\n' \
    '2 a 1 of 1 row not checked: a is a symbol without a range'
why 'a range' "$head"'rule A1 error\n check: a <= b\n' 'k,q,a,b,t\nx,2014,d,2,\n' \
    "2  1 of 1 row not checked: a <= b holds for a part of a symbol's range only"
why 'no number, which S15 says' "$head"'rule A1 error\n check: a + b > 0\n' 'k,q,a,b,t\nx,2014,1,zz,\n' ''
why 'no number, but a query' "$head"'rule A1 error\n unchecked: query\n check: a + b > 0\n' 'k,q,a,b,t\nx,2014,1,zz,\ny,2014,,1,\n' \
    '2 b 1 of 2 rows not checked: a is blank; 1 of 2 rows not checked: b is not a number'
head="builtin S15 off\n$head"
why 'no number' "$head"'rule A1 error\n check: a + b > 0\n' 'k,q,a,b,t\nx,2014,1,zz,\n' \
    '2 b 1 of 1 row not checked: b is not a number'
why 'no date' "$head"'rule A1 error\n check: t >= "2014-01-01"\n' 'k,q,a,b,t\nx,2014,1,2,soon\n' \
    '2 t 1 of 1 row not checked: t is not a date'
why 'a date between dates' "$head"'date u\nrule A1 error\n check: u - t <= 92\n' 'k,q,a,b,t,u\nx,2014,1,2,,2014-02-01\n' \
    '2 t 1 of 1 row not checked: t is blank'
why 'division by zero' "$head"'rule A1 error\n let: r = a / b\n check: r < 1\n' 'k,q,a,b,t\nx,2014,1,0,\n' \
    '2  1 of 1 row not checked: a / b divides by zero'
why 'a group' "$head"'rule A1 error\n by: k\n let: s = sum(b where a > 0)\n check: s < 9\n' 'k,q,a,b,t\nw,2014,1,2,\nx,2014,1,2,\nx,2015,1,,\ny,2014,,2,\n' \
    '3 b 2 of 3 groups not checked: b is blank in a row of the group (first on line 3; others for other reasons)'
why 'where inside an aggregate' "$head"'rule A1 error\n by: k\n let: s = sum(b where a > 0)\n check: s < 9\n' 'k,q,a,b,t\ny,2014,,2,\n' \
    '2 b 1 of 1 group not checked: where is not known in a row of the group'
why 'an aggregate over nothing' "$head"'rule A1 error\n by: k\n let: s = max(b where a > 5)\n check: s < 9\n' 'k,q,a,b,t\ny,2014,1,2,\n' \
    '2  1 of 1 group not checked: max(b where a > 5) has no value in the group'
why 'where' "$head"'rule A1 error\n where: a > 0\n check: b < 9\n' 'k,q,a,b,t\ny,2014,,2,\n' \
    '2 a 1 of 1 row not checked: a is blank'
why 'the first by line, whatever the order of the groups' "$head"'rule A1 error\n by: k\n check: a <= b within 9 * count()\n' 'k,q,a,b,t\nx,2014,1,2,\ny,2014,,2,\nx,2015,,2,\n' \
    '3 a 2 of 3 rows not checked: a is blank (first on line 3)'
why 'no single earlier row' "$head"'rule A1 error\n check: a <= previous(a)\n' 'k,q,a,b,t\nx,2014,1,2,\ny,2015,1,2,\n' \
    '3  1 of 1 row not checked: there is no single row of the period before'
why 'a blank in the period before' "$head"'rule A1 error\n check: a <= previous(a)\n' 'k,q,a,b,t\nx,2014,,2,\nx,2015,1,2,\n' \
    '3 a 1 of 1 row not checked: a is blank in the period before'
why 'not due is no finding' "$head"'rule A1 error\n check: a <= previous(a)\n' 'k,q,a,b,t\nx,2014,,2,\ny,2014,1,2,\n' ''
why 'not due, and a blank that is' "$head"'rule A1 error\n check: a <= previous(a) and b > 0\n' 'k,q,a,b,t\nx,2014,1,,\ny,2014,1,2,\n' \
    '2 b 1 of 1 row not checked: b is blank'
why 'a blank where the period before is not due' "$head"'rule A1 error\n check: previous(a) + b > 0\n' 'k,q,a,b,t\nx,2014,1,,\n' ''
why 'no period' "$head"'rule A1 error\n check: a <= previous(a)\n' 'k,q,a,b,t\nx,2014,1,2,\nx,soon,1,2,\n' \
    '3 q 1 of 1 row not checked: q is not a period of the declared form'
why 'each' "$head"'rule A1 error\n each: n = a, b\n check: n > 0\n' 'k,q,a,b,t\nx,2014,1,,\ny,2014,,,\n' \
    '2 b 3 of 4 cells not checked: b is blank (first on line 2)'
why 'about' "$head"'rule A1 error\n about: A part\n check: a < b\n' 'k,q,a,b,t\nx,2014,,2,\n' \
    '2 a A part: 1 of 1 row not checked: a is blank'
wrong 'unchecked: of no severity' 'rule A1 error\n unchecked: off\n check: area = "A"\n' \
    "r.rules:2: no severity called 'off'; expected error, query, note or allow"
wrong 'unchecked: twice' 'rule A1 error\n unchecked: note\n unchecked: note\n check: area = "A"\n' \
    "r.rules:3: a second 'unchecked:' in rule A1; expected one"
# What is not known is no value of count, distinct, only; nor of is, where there is no earlier row.
sem 'count of what is not known' 'number v\nrule A1 error\n check: count(number(k)) = 3\n' 'k,v\n12x,1\nn/a,1\nthree,1\n' 'A1 1 of 1'
sem 'count and distinct of a quotient' 'number a,b\nrule A1 error\n check: count(a / b) = 3\nrule A2 error\n check: distinct(a / b) = 2\nrule A3 error\n check: count(a / b where b > 0) = 1\n' 'a,b\n1,2\n1,3\n1,0\n' 'A3:2 A1 1 of 1, A2 1 of 1'
sem 'count of a date that is not known, and of a blank cell' 'number a\ndate d\nrule A1 error\n check: count(d + 1) = 2\nrule A2 error\n check: count(d) = 2\n' 'a,d\n1,2014-01-01\n1,\n' 'A2:2 A1 1 of 1'
sem 'is, with no earlier row' 'key k\nperiod q as "YYYY"\nnumber v\ndate d\nrule A1 error\n check: previous(v) is number\nrule A2 error\n check: previous(v) is not whole\nrule A3 error\n check: previous(d) is date\nrule A4 error\n check: previous(v) is not symbol\n' 'k,q,v,d\na,2014,1,\na,2015,2,\nb,2015,1,\n' 'A2:3 A3:3 A1 1 of 2, A2 1 of 2, A3 1 of 2, A4 1 of 2'
sem 'every: a cell that holds no period' 'key k\nperiod q as "YYYY"\nlist l = "a", "b", "c"\nrule A1 error\n check: every(k in @l, q)\nrule A2 error\n by: q\n check: every(k in @l)\n' 'k,q\na,2014\nb,2014\nc,2014\na,2015\nb,zz\nc,\n' 'S15:6 A1 1 of 8, A2 1 of 8'
sem 'every: which of the absent a row may be' 'key k\nperiod q as "YYYY"\nlist l = "a", "b", "c"\nrule A1 error\n check: every(k in @l, q)\n' 'k,q\na,2014\nb,zz\n' 'S15:3 A1: '
sem 'no gaps: a row whose where is unknown' 'key k\nperiod q as "YYYY"\nnumber v\nrule A1 error\n where: v > 5\n by: k\n check: no gaps(q)\n' 'k,q,v\na,2014,6\na,2015,\na,2016,6\nb,2014,6\nb,2016,\nb,2018,9\nc,2014,9\nc,2016,9\nc,2015,1\n' 'A1:5 A1:5 A1:8 A1 2 of 5'
sem 'unchecked is a name as others' 'number unchecked\nrule A1 error\n check: unchecked > 1\n' 'unchecked\n1\n2\n' 'A1:2 '

# --- each: the finding and its message are about the column.
each() { # name, clauses, the column and the message of each finding
	printf '%b' "number a, [b c], total\nrule A1 error\n each: m = a, [b c]\n$2" >r.rules
	printf 'a,b c,total\n1,2,5\n1,3,1\n' >d.csv
	csv-check -f jsonl -r r.rules d.csv >out 2>&1
	is "each: $1" "$(sed -n 's/.*"column":"*\([^",]*\)"*,"key".*"message":"\(.*\)"}$/\1: \2;/p' out | tr -d '\n')" "$3"
}
each 'in a comparison' ' check: abs(m) >= 2\n' \
    'a: abs(a) is 1; expected at least 2;a: abs(a) is 1; expected at least 2;'
each 'on the other side of it' ' check: total >= m\n' 'b c: b c: total is 1; expected at least 3;'
each 'in a let' ' let: d = total - m\n check: d > -2\n' 'b c: b c: d is -2; expected more than -2;'
each 'after about:' ' about: Parts\n let: d = total - m\n check: d > -2\n' \
    'b c: Parts: b c: d is -2; expected more than -2;'
each 'in a list' ' check: m in (1, 2)\n' 'b c: b c is 3; expected one of 1, 2;'
each 'of a group' ' check: sum(m) > 3\n' 'a: sum(a) is 2; expected more than 3;'
each 'only' ' check: only(total where m > 2) > 0\n' \
    'a: a: total: no row where a > 2; expected exactly one;'
each 'unique' ' check: unique(m)\n' 'a: a \"1\" is already on line 2;'
each 'the name of m' ' check: m < 3\n say: {name of m} ({name of total} {total}): {m}\n' \
    'b c: b c (total 1): 3;'
each 'not in the check' ' where: m = 3\n check: total > 1\n' 'total: b c: total is 1; expected more than 1;'
each 'a text, and a name in a text' ' where: m = 3\n check: total = 9 or "m" = "n"\n' \
    'total: b c: total is 1; expected 9 or \"m\" = \"n\";'
sem 'name and of are names as others' 'number name, of\nrule A1 error\n check: of > 1\n say: {name} {of}{name of of}\n' 'name,of\n7,1\n8,2\n' 'A1:2 '
is 'and in its message' "$(sed -n 2p out)" 'A1,error,d.csv,2,of,,1,1,0,0,7 1of'
wrong 'the name of nothing' 'rule A1 error\n check: area = "A"\n say: {name of arae}\n' \
    "r.rules:3: rule A1, say: no column 'arae'; did you mean 'area'?"

done_testing
