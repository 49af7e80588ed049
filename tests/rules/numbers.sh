# Columns of numbers in a form of their own. Expected values were computed by hand.
. "${0%/*}/../tap/tap.sh"
. "$src/tests/tap/language.sh"

printf 'rate,n,d,change\n' >sample.csv
head='number rate as "0.0%"\nnumber n, d as "1,234"\nnumber change as "(5)"\n'
rule='rule A1 error\n check: '

# 1,000 / 1,206 is 82.9187%: within 82.85 and 82.95, and outside 82.75 and 82.85.
sem 'a percentage is what the literal is' "$head${rule}rate = 82.9%\\n" 'rate,n,d,change\n82.9%,,,\n 82.90% ,,,\n83%,,,\n0.829%,,,\n' 'S10:3 A1:4 A1:5 '
sem 'its rounding as printed' "${head}printed rate\\n${rule}rate = n / d within rounding\\n" \
    'rate,n,d,change\n82.9%,"1,000","1,206",\n82.8%,1000,1206,\n83%,"1,000","1,206",\n83.0%,"1,000","1,206",\n' 'A1:3 A1:5 '
is 'a finding has the figures in their form, and plain differences' "$(sed -n 2p out)" \
    'A1,error,d.csv,3,rate,,82.8%,82.918740%,-0.001187,0.0005,"rate is 82.8%; expected 82.918740% (difference -0.118740%, allowance 0.05%)"'
sem 'the ends of the interval' "${head}printed rate\\n${rule}rate = 0.8285 within rounding and rate = 82.95% within rounding\\nrule A2 error\\n check: rate = 0.8284 within rounding or rate = 0.8296 within rounding\\n" \
    'rate,n,d,change\n82.9%,,,\n' 'A2:2 '
sem 'printed to decimals, and rounded to a percentage' "number a as \"0.0%\"\\nnumber b as \"0%\"\\nprinted a to 1\\nrounded b to 5%\\n${rule}a = 0.3004 within rounding\\nrule A2 error\\n check: b = 0.325 within rounding\\nrule A3 error\\n check: b = 0.326 within rounding\\n" \
    'a,b\n30%,30%\n31%,35%\n' 'A3:2 A1:3 '
sem 'thousands' "$head${rule}n + d = 1234567\\n" 'rate,n,d,change\n,"1,234,000",567,\n,1234000,"567",\n,"1,234,000.0",567.00,\n,"1,234",567,\n' 'A1:5 '
is 'and a sum is written with them' "$(sed -n 2p out)" 'A1,error,d.csv,5,n,,"1,801",1234567,-1232766,0,"n + d is 1,801; expected 1234567 (difference -1,232,766)"'
sem 'parentheses' "$head${rule}change = -5\\n" 'rate,n,d,change\n,,,(5)\n,,,-5\n,,,( 5.0 )\n,,,5\n' 'A1:5 '
sem 'several at once' "number a as \"(1,234.0%)\"\\n${rule}a = -1234%\\n" 'a\n"(1,234%)"\n-1234.0%\n"1,234%"\n' 'A1:4 '
sem 'cells of another form' "${head}symbols c\\nrange c 0 to 5\\n${rule}rate > 1% and n > 1 and change > -9\\n" \
    'rate,n,d,change\n82.9,5,1,1\n82.9%,"1,23",1,1\n82.9%,5,1,(-5)\n82.9%,5,1,(5\nc,5,1,1\n£5%,5,1,1\n,5,1,1\n%,5,1,1\n' \
    'S15:2 S15:3 S15:4 S15:5 S15:7 S15:9 A1 2 of 8'
is 'and what was expected' "$(sed -n 2p out)" \
    "S15,error,d.csv,2,rate,,82.9,\"a number of the form \"\"0.0%\"\"\",,,\"'82.9' is neither a number of the form \"\"0.0%\"\" nor a symbol that the rules declare\""
printf 'number v\n' >r.rules
printf 'v\n5\n67.5%%\nmany\n1,2%%\n' | csv-check -d ';' -r r.rules - >out
is 'percentages in a plain column, and other words' "$(sed 1d out | cut -d, -f7-)" \
    "67.5%,a plain number,,,\"'67.5%' is a percentage in a number column; expected a declaration as \"\"0.0%\"\" if all are percentages, or none, and number() in the rules\"
many,a number,,,'many' is neither a number nor a symbol that the rules declare
\"1,2%\",a number,,,\"'1,2%' is neither a number nor a symbol that the rules declare\""
sem 'counts and percentages in one column' 'rule A1 error\n where: m = "%"\n check: number(v) <= 100\nrule A2 error\n where: m = "n"\n check: number(v) = 130\n' \
    'm,v\n%,67.5%\n%,100.5%\nn,130\nn,131\n' 'A1:3 A2:5 '
# A blank before the sign, which may be a no-break one.
for blank in ' ' '  ' '\302\240' '\342\200\257 '; do
	printf "v\\n82.9$blank%%\\n\"1,082.9$blank%%\"\\n" >d.csv
	while read -r rules; do
		printf "builtin S10 off\\n$rules\\n" >r.rules
		csv-check -r r.rules d.csv >out
		is "'$blank' before %: $rules" "$(sed 1d out | cut -d, -f1,4)" 'A1,3'
	done <<'.'
number v as "1,234.0%%"\nrule A1 error\n check: v = 82.9%%
number v as "(1,234.0 %%)"\nrule A1 error\n check: v = 82.9%%
rule A1 error\n check: number(v) = 82.9
.
	printf 'builtin S10 off\nnumber v\n' >r.rules
	is "'$blank' before % in a plain column" "$(csv-check -r r.rules d.csv | grep -c 'is a percentage in a number column')" 2
	printf "v\\n1.204\\n12.50$blank%%\\n" >d.csv
	is "'$blank' before % settles what the point is" "$(csv-check -d ';' -r r.rules d.csv | sed 1d | cut -d, -f1,4)" S15,3
done
printf 'v\n- %%\n%%\n82.9 %% x\n82.9 %%%%\n8 2 %%\n"82,9 %%"\n<5 %%\nc %%\n' >d.csv
printf 'number v as "1,234.0 %%"\n' >r.rules
is 'no percentages' "$(csv-check -r r.rules d.csv | grep -c 'is neither a number of the form')" 8
printf 'rule A1 error\n check: number(v) < 0\n' >r.rules
is 'nor for number()' "$(csv-check -r r.rules d.csv | tail -n 1 | cut -d, -f11)" '8 of 8 rows not checked: v is not a number (first on line 2)'
sem 'too many digits' "$head${rule}n > 0\\nrule A2 error\\n check: rate > 0%\\n" 'rate,n,d,change\n0.12345678901234567%,"99,999,999,999,999,999,999",,\n' 'A1:2 A2:2 S15:2 S15:2 '
sem 'equal values, lists and unique' "${head}list l = \"82.9%\", \"1,000\"\\n${rule}unique(n)\\nrule A2 error\\n check: rate in @l\\nrule A3 error\\n check: n in (1000, 2)\\n" \
    'rate,n,d,change\n82.90%,"1,000",,\n82.8%,1000,,\n' 'A1:3 A2:3 '
sem 'groups, aggregates and is' "$head${rule}rate is number and n is whole\\nrule A2 error\\n by: rate\\n check: count() = 1 and mean(rate) < 90%\\n" \
    'rate,n,d,change\n82.9%,"1,000",,\n82.90%,1.5,,\n95%,1,,\n' 'A2:2 A1:3 A2:4 '
printf 'rate,n,d,change\n82.9%%,"1,000",3,(7)\n' >d.csv
printf '%b' "$head${rule}rate < 1%\\n by: d\\n say: {rate}, {rate:0}, {rate - 5%}, {change - 1000}, {n / d:0.00}\\n" >r.rules
is 'each in its form' "$(csv-check -r r.rules d.csv | sed -n '2s/.*0,"/"/p')" '"82.9%, 83%, 77.9%, (1007), 333.33"'
sem 'as is a name too' "number as as \"0%\"\\n${rule}as > 5%\\n" 'as\n5%\n6%\n' 'A1:2 '

# --- Mistakes of units.
wrong 'a percentage and a plain number' "$head${rule}rate > 20\\n" \
    "r.rules:5: rule A1, check: 'rate' is of the form \"0.0%\", in which 100% is 1, and '20' is a plain number; did you mean '20%'?"
wrong 'in parentheses' "$head${rule}rate not in (20, 1)\\n" \
    "r.rules:5: rule A1, check: 'rate' is of the form \"0.0%\", in which 100% is 1, and '20' is a plain number; did you mean '20%'?"
wrong 'the mean of percentages' "$head${rule}-20 < mean(rate)\\n" \
    "r.rules:5: rule A1, check: 'mean(rate)' is of the form \"0.0%\", in which 100% is 1, and '-20' is a plain number; did you mean '-20%'?"
wrong 'a parameter' "param most = 20\\n$head${rule}rate > most\\n" \
    "r.rules:6: rule A1, check: 'rate' is of the form \"0.0%\", in which 100% is 1, and 'most' is a plain number; did you mean '20%'?"
wrong 'a hundredfold' "$head${rule}rate = 100 * n / d within rounding\\n" \
    "r.rules:5: rule A1, check: 'rate' is of the form \"0.0%\", in which 100% is 1; expected '100 * n / d' without '100 *'"
wrong 'within points' "$head${rule}rate = n / d within 2\\n" \
    "r.rules:5: rule A1, check: 'within 2' of a percentage, in which 100% is 1; expected 0.01 for one point, or a percentage of the right side"
sem 'what is right' "$head${rule}rate <= 1 and 100 * rate < 90 and rate > 0.5 and rate - 50% = 100 * 0.00329\\n" 'rate,n,d,change\n82.9%,,,\n' ''
units() { # name, check, the figures of pct, whether there is a warning
	printf 'number pct, n\nrule A1 note\n where: n > 0\n check: %s\n' "$2" >r.rules
	printf 'pct,n\n'"$3" >d.csv
	csv-check -r r.rules d.csv >out 2>err
	is "$1" "$(cat err)" "$4"
}
units '20% beside 7.1' 'n > 0 and pct < 20%' '0.5,1\n7.1,1\n8,1\n' "csv-check: r.rules:4: rule A1: pct is compared with 20%, and is 7.1 on line 3; did you mean '20', or number pct as \"0.0%\"? (warning)"
units 'shares, of which some are above 1' 'pct < 20%' '0.5,1\n1.2,1\n1.00,1\n' ''
units 'in rows that where: leaves out' 'pct < 20%' '0.5,1\n7.1,0\n8,0\n' ''
units 'where another condition chooses' 'if n = 1 then pct < 20%' '7,2\n8,2\n' ''
mixed() { # clauses after "rule A1 note", the column of which there is a warning (with the line), or nothing
	printf 'number pct, last, n\nnumber rate as "0.0%%"\nparam most = 20%%\nrule A1 note\n%b' "$1" >r.rules
	printf 'k,pct,last,n,rate\nA,7.1,6,0.1,5%%\nB,24.5,25,0.2,20%%\nC,33.0,30,0.3,30%%\n' >d.csv
	csv-check -r r.rules d.csv >out 2>err
	is "units: $1" "$(sed -n "/no rule uses/d; s/^csv-check: r.rules:\([0-9]*\): rule A1: \([a-z]*\) is \([a-z]* with [^ ,]*\).* did you.*/\1 \2 \3/p; /'where/d" err)" "$2"
}
for check in 'pct >= 20%' '20% <= pct' 'not pct < 20%' 'pct >= most' 'k = "D" or not (pct <= 20%)' 'if n > 0 then pct >= 20%' \
    'round(pct, 0) >= 20%' 'abs(-pct) >= 20%' 'pct + 1 >= 20%' 'pct - last >= 20%' 'max(pct) >= 20%' 'sum(pct) >= 20%' \
    'mean(pct where k != "A") >= 20%' 'pct in (20%)' 'if pct >= 20% then k = "A"' 'sum(n where pct > 20%) = 1'; do
	mixed " check: $check\n" '5 pct compared with 20%'
done
mixed ' check: pct <= last + 20%\n' '5 last combined with 20%'
mixed ' check: pct >= rate\n' '5 pct compared with rate'
mixed ' check: mean(rate) = last - 5\n' '5 last compared with rate'
mixed ' let: p = pct\n let: least = 20%\n check: p >= least and p >= least - 5%\n' '7 pct compared with 20%
7 pct compared with 20%'
mixed ' where: pct >= 20%\n check: k != "A"\n' '5 pct compared with 20%'
mixed ' where: k != "A" and last > 25 and pct >= 20%\n check: k != "A"\n' '5 pct compared with 20%'
for check in 'if k = "D" then pct >= 20%' 'k != "D" or pct >= 20%' 'max(pct where k = "D") >= 20%' 'n < 40%' 'pct / last < 200%' \
    'pct = last within 50%' 'pct <= 110% * last' 'count() < 400%' '1 - n > 20%' 'rate + 1 > 20%' 'if k matches "." then pct > 20%' \
    'if n < 1 then n > 1%'; do
	mixed " check: $check\n" ''
done
mixed ' where: k = "D"\n check: pct >= 20%\n' ''
mixed ' where: k = "D" and pct >= 20%\n check: pct > last\n' ''
printf 'number pct\nnumber rate as "0.0%%"\nrule A1 note\n check: pct < rate\nrule A2 note\n check: rate = pct\n' >r.rules
is 'a finding shows a figure as written, also compared with a percentage' "$(csv-check -r r.rules d.csv 2>&1 | sed -n 's/^A[12],note,d.csv,2,[a-z]*,,//p')" \
    '7.1,5%,7.05,0,pct is 7.1; expected less than 5%
5%,7.1,-7.05,0,rate is 5%; expected 7.1 (difference -705%)'
wrong 'a percentage and a plain number added' "$head${rule}rate <= rate + 2\n" \
    "r.rules:5: rule A1, check: 'rate' is of the form \"0.0%\", in which 100% is 1, and '2' is a plain number; did you mean '2%'?"
wrong 'a plain number by a let' "$head${rule%check: }let: few = 2\n check: max(rate) - 5% > few\n" \
    "r.rules:6: rule A1, check: 'max(rate) - 5%' is of the form \"0.0%\", in which 100% is 1, and 'few' is a plain number; did you mean '2%'?"
wrong 'a hundredfold by a let' "$head${rule%check: }let: share = 100 * n / d\n check: rate = share\n" \
    "r.rules:6: rule A1, check: 'rate' is of the form \"0.0%\", in which 100% is 1; expected '100 * n / d' without '100 *'"
printf 'number rate as "0.0%%"\nrule A1 note\n check: round(rate, 0) = 1 or round(rate, 2) > 1\n' >r.rules
is 'percentages rounded to nothing' "$(csv-check -r r.rules d.csv 2>&1 >out)" "csv-check: r.rules:3: rule A1: 'round(rate, 0)' is of percentages, in which 100% is 1, and so a multiple of 100%; did you mean 'round(rate, 2)'? (warning)"
wrong 'no form' 'number n as "number"\n' "r.rules:1: 'number' is not a form of a number; expected one such as 0.0%, 1,234 or (5)"
wrong 'a plain form' 'number n as "0.0"\n' "r.rules:1: '0.0' is not a form of a number; expected one such as 0.0%, 1,234 or (5)"
wrong 'a form without quotes' 'number n as 0.0%\n' "r.rules:1: found '0.0%'; expected a text in double quotes"
wrong 'two forms' 'number n as "0%"\nnumber n\n' "r.rules:2: 'n' is declared a number, and something else before; expected one"


# Sums and the like of numbers of all sizes: what has no room in the aggregate itself, or no longer.
printf '%s\n' g,v a,140737488355327 a,1 b,-140737488355328 b,-1 c,0.1 c,0.02 c,3 d,900000000000000000 d,99 e,1 e,140737488355327 \
    e,-140737488355327 f,0.000000000000000001 f,5 h,49999999999999999 h,49999999999999999 h,-99999999999999997 i,7 j,-0.5 j,0.5 >d.csv
printf 'number v\nrule A1 error\n by: g\n let: s = sum(v)\n let: t = sum(v / 3) * 3\n let: m = max(v) + min(v)\n check: s != t\n say: {g} {s} {m}\n' >r.rules
csv-check -r r.rules d.csv | sed '1d; s/.*,//' >out
is 'sums of all sizes' "$(tr '\n' ';' <out)" 'a 140737488355328 140737488355328;b -140737488355329 -140737488355329;c 3.12 3.02;d 900000000000000099 900000000000000099;e 1 0;f 5.000000000000000001 5.000000000000000001;h 1 -49999999999999998;i 7 14;j 0 0;'
# 20,000 figures that are printed to one decimal: the total lies within 1,000 of that of the printed ones.
awk 'BEGIN { print "g,v,t"; for (i = 0; i < 20000; i++) print "a,0.1," (i == 0 ? 3000 : "") "\nb,0.1," (i == 0 ? 3000.2 : "") }' >d.csv
printf 'number v, t\nprinted v\nrule A1 error\n by: g\n let: w = sum(t where t is not blank)\n check: sum(v) = w within rounding\n' >r.rules
is 'rounding that adds up' "$(csv-check -r r.rules d.csv | cut -d, -f1,4,6)" 'rule,line,key
A1,3,g=b'
done_testing
