# csv-check: structure, rules, findings, exit status.
. "${0%/*}/tap/tap.sh"

rules=$src/lib/rules

check() { # name status findings, arguments of csv-check...: findings as rule:line, one a line
	name=$1
	want=$2
	found=$3
	shift 3
	csv-check "$@" >out 2>err
	got=$?
	is "$name" "$got: $(awk -F, 'NR > 1 && NF > 3 && $1 ~ /^[A-Z]/ { printf "%s:%s ", $1, $4 }' out)$(cat err)" \
	    "$want: $found"
}

# The published tables of the board.
csv-tidy --year 2014-15 "$data"/board/*.csv >board.csv
run csv-check -r "$rules/board.rules" board.csv
is 'board: one note' "$status $(cut -d, -f1,2,4,7-10 out)" '0 rule,severity,line,found,expected,difference,allowance
CP04,note,26,19,18.378378,0.621622,0.5'

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
	{ cat rest.csv; csv-tidy --year 2014-15 "$f" | sed 1d; } | csv-check -q -r "$rules/board.rules"
	[ $? = 1 ] || missed="$missed ${f##*/}"
done
is "every changed digit of the category table is an error ($(ls digits | wc -l) tried)" "$missed" ''

done_testing
