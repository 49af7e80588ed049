# The rules of testdata/returns, which are of the kinds that the public validators of the children in need census
# and of SSDA903 have: each with a case that passes, often only just, and one that fails.
. "${0%/*}/../tap/tap.sh"

for of in cin/Header ssda903/Episodes; do
	return=${of%/*}
	rules=$data/returns/$return/$return.rules
	input=$data/returns/$of.csv
	run csv-check --strict-rules --fail-on note --unchecked error -r "$rules" "$input"
	is "$return: the return has no finding, and nothing that was not checked" \
	    "$status $(sed 1d out) $err" '0  '
	n=$(grep -c '^rule ' "$rules")
	run csv-check --strict-rules -r "$rules" --selftest "$data/returns/$return/cases"
	is "$return: its cases, of which each rule has two or more" "$status $(tail -n 1 out) $err" \
	    "0 $((2 * n)) cases, 0 not as expected "
	like "$return: at least 22 rules" "$n" '^(2[2-9]|[3-9][0-9])$'
	run csv-check --explain -r "$rules" "$input"
	is "$return: each rule in words" "$status $(grep -c '^  wants  ' out) $err" "0 $n "
done

# Real returns have columns that no rule needs, and systems differ in them: these do not make a return fail.
cp -R "$data/returns" copied
cd copied || exit 1
awk -F, -v OFS=, '{ print $0, NR == 1 ? "SourceLevel" : "L" }' cin/Header.csv >in.csv && mv in.csv cin/Header.csv
awk -F, -v OFS=, '{ print $1, $2, $3, NR == 1 ? "AssessmentInternalReviewDate" : "", $4, $5 }' cin/Assessments.csv >in.csv &&
    mv in.csv cin/Assessments.csv
sed 's/,[^,]*$//' cin/ChildProtectionPlans.csv >in.csv && mv in.csv cin/ChildProtectionPlans.csv
run csv-check -r cin/cin.rules --param year_start=2014-04-01 --param year_end=2015-03-31 cin/Header.csv
is 'cin: columns more or less that no rule needs are notes, and the folder needs no other' "$status $(cut -d, -f 1,2,5 out | tr '\n' ' ')" \
    '0 rule,severity,column S12,note,SourceLevel S12,note,AssessmentInternalReviewDate S12,note,NumberOfPreviousCPP '
sed 's/ReasonForClosure/Reason/' cin/CINdetails.csv >in.csv && mv in.csv cin/CINdetails.csv
run csv-check -r cin/cin.rules cin/Header.csv
like 'cin: a column that a rule needs is an error' "$status $(tr '\n' ' ' <out)" "^1 .*S12,error,.*'ReasonForClosure' is missing"
awk -F, -v OFS=, '{ print $0, NR == 1 ? "PLACE_PROVIDER" : "PR1" }' ssda903/Episodes.csv >in.csv && mv in.csv ssda903/Episodes.csv
run csv-check -r ssda903/ssda903.rules ssda903/Episodes.csv
is 'ssda903: a column that no rule needs is a note' "$status $(cut -d, -f 1,2,5 out | tr '\n' ' ')" \
    '0 rule,severity,column S12,note,PLACE_PROVIDER '
cd ..

aloud() { # rule, a line of --explain, wanted
	run csv-check --explain -r "$data/returns/$3" "$data/returns/$4"
	is "$1 aloud" "$(awk -v rule="$1" '/^[A-Z]/ { on = $1 == rule } on && / '"$2"' /' out | sed 's/^ *[a-z]*  *//')" "$5"
}
aloud CIN8606 wants cin/cin.rules cin/Header.csv '(born is not blank and CINreferralDate is no earlier than born - 280) or (due is not blank and CINreferralDate is no earlier than due - 280)'
aloud CIN8863 wants cin/cin.rules cin/Header.csv 'the span from AssessmentActualStartDate to AssessmentAuthorisationDate, both included, overlaps with that of no other row'
aloud CIN8675 runs cin/cin.rules cin/Header.csv 'once for each row of s47 where DateOfInitialCPC is blank and ICPCnotRequired is "0" or "false"'
aloud CIN1510 wants cin/cin.rules cin/Header.csv 'the first character of UPN equals character ((the remainder of total after division by 23) + 1) of "ABCDEFGHJKLMNPQRTUVWXYZ"'
aloud SSDA304 wants ssda903/ssda903.rules ssda903/Episodes.csv 'the age in years on (DUC - 1) of someone born on DOB is less than 18'
aloud SSDA352 wants ssda903/ssda903.rules ssda903/Episodes.csv 'the age in years on DECOM of someone born on (children.DOB of the row of children where children.CHILD equals CHILD) is less than 18'
aloud SSDA502 wants ssda903/ssda903.rules ssda903/Episodes.csv 'if open equals 1 then the earliest DECOM equals (last_year.DECOM of the row of last_year where last_year.CHILD equals CHILD and last_year.DEC is blank)'

# Other ways of putting a set, and texts.
cat >in.rules <<'.'
list a = "x", "y"
rule A error
  where: k not in ("x", "y") and k not in ("x", "y", @a) and k in ("x") and k not in @a
  check: length(trim(k)) = 2 or right(k, 3) != mid(k, 2, 4) or lower(left(k, 2)) = "a" or weekday(d) < 3
rule B error
  check: round(n / 3, 1) = abs(n) and round(n, 0) * 2 > number(k) and d <= max(d) and k in ("x", "y", @a)
number n
date d
.
printf 'k,n,d\nx,1,2014-01-01\n' >in.csv
is 'sets, texts and numbers in words' "$(csv-check --explain -r in.rules in.csv 2>/dev/null | sed -n 's/^  //p')" \
    'runs   once for each row where k is neither "x" nor "y" and k is none of "x", "y" and those in the list a and k is "x" and k is not in the list a
wants  the number of characters of (k without the blanks around it) equals 2 or the end of k (3 characters) differs from the part of k from character 2 on (4 characters) or (the start of k (2 characters)) in small letters equals "a" or the weekday of d (1 for Monday) is less than 3
runs   once for each row, together with all rows
wants  (n / 3) rounded to 1 decimal equals the absolute value of n and (n rounded to 0 decimals) * 2 is more than k read as a number and d is no later than the latest d and k is one of "x", "y" or those in the list a'

done_testing
