#!/bin/sh
# The cron job of quarterly(7): as cron starts it, with another shell, an empty environment and
# names with blanks; over submissions of which some are good, some wrong, some no data at all.
. "${0%/*}/tap/tap.sh"

shell=$(command -v dash || command -v sh)
accept() { # what it prints to `mail`
	(cd / && env -i PATH="$bin:/usr/bin:/bin" "$shell" "$data/csv-check/accept.sh" "$work/b oard") \
	    >mail 2>&1
	echo "status $?" >>mail
}

mkdir -p 'b oard/drop' 'b oard/accepted'
cat >'b oard/return.rules' <<'.'
columns  area, quarter, plans, total
optional note
key      area
period   quarter as "YYYY-YY Qn"
number   plans, total
builtin  S26 off

rule PL01 error
  about: Plans are part of the total
  check: plans <= total

rule NO01 note
  check: note != "estimated"
.
good='area,quarter,plans,total,note
A,2014-15 Q1,5,6,
A,2014-15 Q2,6,6,'
accept
is 'an empty folder: nothing is said' "$(cat mail)" 'status 0'

printf '%s\n' "$good" >'b oard/drop/north east.csv'
cp 'b oard/drop/north east.csv' 'b oard/drop/$(west) *;.csv'
accept
is 'good submissions: nothing is said' "$(cat mail)" 'status 0'
is 'and they are accepted, byte for byte' "$(cd 'b oard' && diff -r drop accepted && ls -A accepted | wc -l)" 2

# Each is wrong in its own way; what was accepted before stays.
cd 'b oard' || exit 1
for name in 'total wrong' cut column empty binary quoted heading; do
	printf '%s\n' "$good" >"accepted/$name.csv"
done
printf '%s\n' "$good" | sed 's/,5,6/,7,6/' >'drop/total wrong.csv'
printf '%s\n' "$good" | head -c 45 >drop/cut.csv
printf '%s\n' "$good" | sed 's/plans/plan/' >drop/column.csv
printf '%s\n' "$good" | sed 's/,6,/,"6,/' >drop/quoted.csv
printf 'area,quarter\n' >drop/heading.csv
: >drop/empty.csv
printf 'PK\003\004\000\000' >drop/binary.csv
mkdir drop/folder.csv
ln -s nowhere drop/gone.csv
printf '%s\n' "$good" | sed 's/,5,6/,,6/' >'drop/un checked.csv'
printf '%s\n' "$good" | sed 's/,5,6,/,5,6,estimated/' >drop/note.csv
printf '%s\n' "$good" | sed 's/,[^,]*$//' >drop/short.csv
cd ..
accept
is 'which are accepted, which are not' "$(grep '^drop/' mail | sort; tail -1 mail)" \
    'drop/binary.csv: could not be checked
drop/column.csv: rejected
drop/cut.csv: rejected
drop/empty.csv: could not be checked
drop/folder.csv: could not be checked
drop/gone.csv: could not be checked
drop/heading.csv: rejected
drop/note.csv: accepted
drop/quoted.csv: rejected
drop/short.csv: accepted
drop/total wrong.csv: rejected
drop/un checked.csv: accepted
status 0'
is 'the last accepted ones stay' "$(cd 'b oard/accepted' && for f in 'total wrong' cut column empty binary quoted heading; do
	printf '%s\n' "$good" | cmp - "$f.csv" || echo "$f"
done)" ''
is 'nothing else is left there' "$(cd 'b oard/accepted' && ls -A)" "$(printf '%s\n' '$(west) *;.csv' binary.csv \
    column.csv cut.csv empty.csv heading.csv 'north east.csv' note.csv quoted.csv short.csv 'total wrong.csv' \
    'un checked.csv')"
about() { # file: what the mail says of it
	awk -v of="drop/$1.csv: " '/^drop\// { here = index($0, of) == 1 } here' mail
}
like 'the mail has the finding' "$(about 'total wrong')" '^  drop/total wrong.csv:2: plans: Plans are part of the total: plans is 7'
like 'the missing column' "$(about column)" "the column 'plans' is missing; did you mean 'plan'\?"
like 'what was not checked' "$(about 'un checked')" 'PL01'
like 'a note' "$(about note)" 'estimated'
like 'rules that were left out' "$(about short)" "NO01 \(no column 'note'\)"
like 'why there is nothing to check' "$(about empty)" 'drop/empty.csv: no data'
like 'and nothing of the good ones' "$(grep -c 'north\|west' mail)" '^0$'

# The next quarter's file replaces it without a word; last quarter's, or one that lost a row, does not.
cp -r 'b oard' kept
rm -rf 'b oard/drop/'*
printf '%s\nA,2014-15 Q3,6,6,\n' "$good" >'b oard/drop/north east.csv'
accept
is 'a new period replaces it' "$(cat mail; cmp 'b oard/drop/north east.csv' 'b oard/accepted/north east.csv')" 'status 0'
accept
is 'the same file again is passed over' "$(cat mail)" 'status 0'
printf '%s\n' "$good" >'b oard/drop/north east.csv'
accept
like "last quarter's file" "$(cat mail)" '^drop/north east.csv: rejected'
like 'and why' "$(cat mail)" 'no new period'
printf '%s\nA,2014-15 Q3,6,6,\nA,2014-15 Q4,6,6,\n' "$good" | sed '/Q2/d; s/,5,6/,5,9/' >'b oard/drop/north east.csv'
accept
like 'a row that is gone' "$(cat mail)" 'the row is gone'
like 'a value that changed' "$(cat mail)" 'total is 9; expected 6, as accepted'
is 'the newer one stays' "$(wc -l <'b oard/accepted/north east.csv' | tr -d ' ')" 4
rm -rf 'b oard'
mv kept 'b oard'

# No name forges a line of the mail, or reaches the terminal.
rm -rf 'b oard/drop/'*
forged=$(printf 'b oard/drop/a\ndrop\033[2Jb\302\233: accepted.csv')
printf 'area\n' >"$forged"
accept
is 'a name with a newline and ESC' "$(grep -c . mail; head -1 mail)" "$(grep -c . mail)
drop/a?drop?[2Jb??: accepted.csv: rejected"
is 'no control characters in the mail' "$(LC_ALL=C tr -d '\n[:print:]' <mail | wc -c | tr -d ' ')" 0

# A folder that cannot be written to, a disk that is full, rules with a mistake: nothing is lost.
cp -r 'b oard/accepted' before
rm -rf 'b oard/drop/'*
printf '%s\n' "$good" | sed 's/Q1/Q3/' >'b oard/drop/north east.csv'
mv 'b oard/accepted' away
accept
like 'a new file that cannot be written' "$(cat mail)" 'north east.csv: could not be checked'
mv away 'b oard/accepted'
echo 'rule A1 eror' >>'b oard/return.rules'
accept
like 'a mistake in the rules' "$(cat mail)" "return.rules:.*no severity called 'eror'"
is 'what was accepted stays' "$(diff -r before 'b oard/accepted' 2>&1)" ''
run env -i "$shell" "$data/csv-check/accept.sh" "$work/none"
is 'a folder that does not exist' "$status" 2

# The return of the manual, with its own rules; and the published tables of 2013 to 2025.
cp "$data"/csv-check/return.rules "$data"/csv-check/las.csv 'b oard/'
rm -rf 'b oard/drop/'* 'b oard/accepted'
mkdir 'b oard/accepted'
cp "$data/csv-check/return.csv" 'b oard/drop/'
sed '47s/103,100.0/104,/' "$data/csv-check/return.csv" >'b oard/drop/return of Q2.csv'
accept
is 'the return of csv-check(1)' "$(ls 'b oard/accepted'; cmp 'b oard/drop/return.csv' 'b oard/accepted/return.csv')" return.csv
like 'and one with a wrong total' "$(about 'return of Q2')" 'categories total 103, plans 104, difference -1'
if need_data dfe/d5_cpps_at31march_by_duration_2013_to_2025.csv 'the published plans by duration'; then
	cp "$src/lib/packs/cpp-durations.rules" 'b oard/return.rules'
	rm -rf 'b oard/drop/'* 'b oard/accepted/'*
	cp "$shared"/dfe/d5*.csv 'b oard/drop/plans 2013 to 2025.csv'
	sed '1s/CPP_At31/CPP_at31/' "$shared"/dfe/d5*.csv >'b oard/drop/renamed.csv'
	accept
	is 'the published plans by duration' "$(ls 'b oard/accepted') $(grep '^drop/' mail | grep -v '^drop/plans')" \
	    'plans 2013 to 2025.csv drop/renamed.csv: could not be checked'
fi
done_testing
