# Cases of the rule language, for tests/rules: rules and data with \\n for the ends of their lines.

unchecked() { # "A1 1 of 2, ..." of the report
	sed -n 's/^\([A-Z0-9]*\),note,.*,not checked,checked,,,\(.*[^0-9]\)*\([0-9]* of [0-9]*\) [a-z]* not checked: .*/\1 \3/p' out |
	    sort | sed -e :a -e '$!N; s/\n/, /; ta'
}

sem() { # name, rules, data, wanted
	printf '%b' "$2" >r.rules
	printf '%b' "$3" >d.csv
	csv-check -r r.rules d.csv >out 2>err
	is "$1" "$(grep -v ',not checked,checked,' out |
	    awk -F, 'NR > 1 && $1 ~ /^[A-Z]+[0-9]+$/ { printf "%s:%s ", $1, $4 }')$(
	    unchecked)$(grep -v 'held back' err | tr '\n' ';')" "$4"
}

wrong() { # name, rules, message without the program's name: exit 2 and nothing on standard output
	printf '%b' "$2" >r.rules
	run csv-check -r r.rules sample.csv
	is "$1" "$status $out $err" "2  csv-check: $3"
}

why() { # name, rules, data, "line column message" of the rule's finding
	printf '%b' "$2" >r.rules
	printf '%b' "$3" >d.csv
	csv-check -f jsonl -r r.rules d.csv >out 2>err
	is "not checked: $1" "$(sed -n 's/"column":null/"column":""/; s/.*"rule":"A1".*"line":\([0-9]*\),"column":"\([^"]*\)".*"found":"not checked".*"message":"\(.*\)"}$/\1 \2 \3/p' out)" "$4"
}
