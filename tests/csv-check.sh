# csv-check: the board's rules, every example rule of quarterly-rules(5), the built-in checks, options.
. "${0%/*}/tap/tap.sh"

rules=$src/lib/rules
mine=$data/csv-check

# The findings as rule:line, in order.
found() {
	awk -F, 'NR > 1 && $1 ~ /^[A-Z]+[0-9]+$/ { printf "%s%s:%s", n++ ? " " : "", $1, $4 }' "${1:-out}"
}

# --- The published tables of the board.
csv-tidy --year 2014-15 "$data"/board/*.csv >board.csv
run csv-check -r "$rules/board.rules" board.csv
is 'board: one note' "$status $(cut -d, -f1,2,4,7-10 out)" '0 rule,severity,line,found,expected,difference,allowance
CP04,note,26,19,18.378378,0.621622,0.5'
is 'board: what was not checked is said' "$err" \
    'csv-check: not checked, for a value that is not there: EH01 1 of 4'

# Every digit of every cell of the category table, changed to every other digit, is an error.
mkdir digits
perl -e '
	open my $f, "<", $ARGV[0] or die; local $/; my $t = <$f>;
	my $body = index($t, "\n") + 1; my $n = 0;
	for my $i ($body .. length($t) - 1) {
		next unless substr($t, $i, 1) =~ /\d/;
		for my $d (0 .. 9) {
			next if $d eq substr($t, $i, 1);
			my $u = $t; substr($u, $i, 1) = $d;
			open my $o, ">", sprintf("digits/%04d.csv", $n++) or die; print $o $u; close $o;
		}
	}' "$data/board/cp-categories.csv"
csv-tidy --year 2014-15 "$data"/board/c[ah]*.csv "$data"/board/cp-plans.csv "$data"/board/[ln]*.csv >rest.csv
missed=
for f in digits/*.csv; do
	{ cat rest.csv; csv-tidy --year 2014-15 "$f" 2>/dev/null | sed 1d; } | csv-check -q -r "$rules/board.rules"
	[ $? = 1 ] || missed="$missed ${f##*/}"
done
is "every changed digit of the category table is an error ($(ls digits | wc -l) tried)" "$missed" ''

# --- Every example rule of quarterly-rules(5): a clean return, and one fault planted for each.
mkdir cases
plant() { # rule, sed commands, findings wanted
	sed "$2" "$mine/return.csv" >"cases/$1.fail.csv"
	cp "$mine/return.csv" "cases/$1.pass.csv"
	{ echo rule,line; printf '%s\n' "$3" | tr ' :' '\n,'; } >"cases/$1.fail.expected"
}
plant HD01 '1s/,rate$/,region/' HD01:1
plant KY01 '42p' KY01:43
plant SY01 '24s/Started,Total,18/&/; 29s/,Total,18,/,Total,n\/a,/' SY01:29
plant CL01 '55s/Northborough/Northboro/' CL01:55
plant CP01 '42s/,42,40.8,/,44,,/' CP01:42
plant PC01 '43s/10.7/10.9/' PC01:43
plant PC02 '50s/4.8/4.9/' PC02:50
plant OW01 '95s/,3,/,500,/' OW01:82
plant SF01 '54s/,17,/,27,/' SF01:47
plant QT01 '48,52d' 'QT01:8 QT01:9 QT01:10 QT01:11 QT01:12'
plant QC01 '56s/104/131/' 'QC01:56 QC01:96'
plant EV01 '97,111d' EV01:
plant RT01 '47s/38.1/38.3/' RT01:47
plant RG01 '72,76s/,[0-9.]*,,$/,,,/; 77s/,210,100.0/,220,/' RG01:47
plant DC01 '44s/,5,4.9,/,c,c,/' DC01:42
cat >cases/DT01.pass.csv <<'END'
child,start_date,end_date
1,2014-04-01,2014-06-30
2,2014-04-01,
3,01/05/2014,01/05/2014
END
cat >cases/DT01.fail.csv <<'END'
child,start_date,end_date
1,2014-04-01,2014-03-31
2,31/05/2014,02/06/2014
3,02/06/2014,31/05/2014
END
printf 'rule,line\nDT01,2\nDT01,4\n' >cases/DT01.fail.expected
run csv-check -r "$mine/return.rules" -r "$mine/episodes.rules" --selftest cases
is 'the examples of quarterly-rules(5), with a fault planted for each' \
    "$status $err $(grep -v '^ok' out)" '0  32 cases, 0 not as expected'

# The same faults by the whole report: right values, right words.
values() { # rule: found, expected, difference, allowance, message of each finding
	csv-check -f jsonl -r "$mine/return.rules" "cases/$1.fail.csv" 2>err | grep "\"rule\":\"$1\"" |
	    perl -pe 's/.*"found":"(.*?)","expected":"(.*?)","difference":"(.*?)","allowance":"(.*?)","message":"(.*)"\}$/$1|$2|$3|$4|$5/'
}
is 'CP01: values' "$(values CP01)" '105|103|2|0|categories total 105, plans 103, difference 2'
is 'PC01: values' "$(values PC01)" \
    '10.9|10.679612|0.220388|0.05|Physical abuse: 10.9 printed, 11 of 103 is 10.68'
is 'PC02: values' "$(values PC02 | cut -d'|' -f1-4)" '4.9|4.8|0.1|0'
is 'OW01: values' "$(values OW01 | cut -d'|' -f1-4)" '500|102|398|0'
is 'SF01: values' "$(values SF01)" '93|103|-10|0|100 + 20 - 27 is 93, return shows 103'
is 'QC01: values' "$(values QC01)" '131|100|31|20|Referrals went from 100 to 131
102|131|-29|26.2|Referrals went from 131 to 102'
is 'RG01: values' "$(values RG01 | cut -d'|' -f1-4)" '207|220|-13|5'
is 'RT01: values' "$(values RT01)" \
    '38.3|38.148148|0.151852|0.05|38.3 printed, 103 / 27000 x 10,000 is 38.148'
is 'QT01: values' "$(values QT01 | head -1 | cut -d'|' -f1-4)" '|2024-25 Q2||'
is 'EV01: values' "$(values EV01)" '|a row|||Every area in the list has every quarter: no row for la_code \"E06000902\", quarter \"2024-25 Q3\"'
is 'SY01: values' "$(values SY01)" \
    'n/a|a number or a symbol|||\"n/a\" is neither a number nor one of the agreed symbols'
is 'CL01: values' "$(values CL01 | cut -d'|' -f1-4)" 'E06000901, Northboro|in @las||'
is 'DC01: values' "$(values DC01 | cut -d'|' -f1-4)" '1|not 1||'

# --- The DfE's figures, as published.
if need_data dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv 'DfE: plans by duration'; then
	dfe=$shared/dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv
	run csv-check -r "$mine/durations.rules" "$dfe"
	is 'DfE: bands against total, percentages against counts: nothing found' "$status $(sed 1d out)" '0 '
	# +1 in the total of every authority's row of 2014 that has no symbol, all at once: each is found.
	perl -pe 'if (/^2014,[^,]*,Local authority,/ && !/,(?:[cxzu:]|)(?:,|$)/ &&
	    s/(by length of time,)(\d+)/$1 . ($2 + 1)/e) { print STDERR "$.\n" }' "$dfe" >planted.csv 2>planted
	run csv-check -r "$mine/durations.rules" planted.csv
	is "DfE: a planted +1 is found on each of $(wc -l <planted) rows" \
	    "$(awk -F, '$1 == "DU01" { print $4 }' out)" "$(cat planted)"
fi
done_testing
