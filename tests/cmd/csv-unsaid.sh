# csv-check: what no rule has checked is named in every format, and a message that is lost is status 2.
. "${0%/*}/../tap/tap.sh"

# The findings as rule,severity, then the status and the messages.
outcome() {
	csv-check -r g.rules "$@" >out 2>err
	status=$?
	echo "$(awk -F, 'NR > 1 && $1 ~ /^[A-Z]+[0-9]+$/ { printf "%s%s,%s", n++ ? " " : "", $1, $2 }' out)"
	echo "$status $(cat err)"
}

# --- Rows that no rule gets, where their finding does not count.
printf 'number v\nrule A1 error\n about: low\n check: v < 9\nrule A2 error\n check: v > 0\n' >clean.rules
for fault in 'S01:b,\2001' 'S03:b' 'S04:"b"x,1' 'S13:b,\0001' 'S19:k,v' 'S20:Source: DfE,'; do
	id=${fault%%:*}
	printf "k,v\na,1\n${fault#*:}\nc,2\n" >$id.csv
	echo "rule,reason,who,expires
$id,known,A. Smith," >w.csv
	severity=error
	[ $id = S20 ] && severity=query
	cp clean.rules g.rules
	is "$id: its own finding is enough" "$(outcome $id.csv | head -1)" "$id,$severity"
	is "$id waived: the rules are named" "$(outcome -w w.csv $id.csv)" "$id,waived A1,note A2,note
0 "
	like "$id waived: with the line" "$(grep A1 out)" ",$id.csv,3,,,not checked,checked,,,low: 1 row not checked"
	is "$id waived: --fail-on note" "$(outcome -w w.csv --fail-on note $id.csv | tail -1)" '1 '
	csv-check -r g.rules -w w.csv -f jsonl $id.csv >out
	is "$id waived: -f jsonl" "$(grep -c '"rule":"A[12]","severity":"note"' out)" 2
	is "$id waived: -f text" "$(csv-check -r g.rules -w w.csv -f text $id.csv | grep -c 'note: .*1 row not checked')" 2
	is "$id waived: only counted" "$(outcome -w w.csv --unchecked allow $id.csv)" "$id,waived
0 csv-check: not checked, as allowed: A1 1 of 3, A2 1 of 3"
	[ $id = S20 ] && continue
	echo "builtin $id query" | cat - clean.rules >g.rules
	is "$id as a query: the rules are named" "$(outcome $id.csv)" "$id,query A1,note A2,note
0 "
done
echo 'rule,reason,who,expires
S03,known,A. Smith,
A1,known,A. Smith,
A2,known,A. Smith,' >w.csv
cp clean.rules g.rules
is 'waived too' "$(outcome -w w.csv --fail-on note S03.csv)" 'S03,waived A1,waived A2,waived
0 '

# --- Several files: each heading is a table of its own.
printf 'k,v\na,1\n' >one.csv
printf 'k,v\nb,2\n' >two.csv
printf 'rule H1 error\n on: header\n check: unique(name)\nrule H2 query\n on: header\n check: position < 2\nnumber v\nrule A1 error\n check: v < 9\n' >g.rules
run csv-check -v -r g.rules one.csv two.csv
is 'a rule on the headings of several files' "$status $(cut -d, -f1-5,11 out | sed 1d) $err" \
    '0 H2,query,one.csv,1,v,position is 2; expected less than 2
H2,query,two.csv,1,v,position is 2; expected less than 2 csv-check: 2 rows, 3 rules'
printf 'k,v,k\nb,2,x\n' >three.csv
run csv-check -r g.rules one.csv three.csv
is 'one of which is repeated' "$status $(cut -d, -f1-5 out | grep -v H2 | sed 1d)" '1 H1,error,three.csv,1,k'
cp clean.rules g.rules

# --- Standard error that takes no messages.
printf 'k,v\na,1\nb,\n' >blank.csv
if [ -w /dev/full ]; then
	for options in '-q --pass' --pass '--pass -f text' '-q --pass --unchecked error' \
	    '--unchecked allow' '-q --pass -f jsonl'; do
		csv-check -r g.rules $options blank.csv >out 2>/dev/full
		is "a message that is lost, $options: status 2" $? 2
		case $options in *--pass*) is "a message that is lost, $options: no data" "$(cat out)" '' ;; esac
	done
	csv-check -r g.rules blank.csv >out 2>/dev/full
	is 'no message, nothing lost' "$?" 0
	csv-check -r g.rules -q --pass blank.csv 2>/dev/full >/dev/full
	is 'neither data nor message' "$?" 2
fi
csv-check -r g.rules -q --pass blank.csv >out 2>&-
is '--pass: a message for a standard error that is closed: status 2, no data' "$? $(cat out)" '2 '
csv-check -r g.rules --unchecked allow blank.csv >out 2>&-
is 'without --pass a closed standard error takes no messages' "$?" 0
# --- --pass is for data alone.
for option in --explain '--selftest .'; do
	run csv-check --pass $option -r g.rules blank.csv
	is "--pass $option" "$status $out $err" "2  csv-check: --pass cannot be combined with ${option% .}"
done
done_testing
