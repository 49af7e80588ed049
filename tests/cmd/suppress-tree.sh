#!/bin/sh
# csv-suppress: rows that are sums of others in the same column, as parents, codes, indentation, levels or order say.
. "${0%/*}/../tap/tap.sh"

table() { # HEADING, then rows on standard input: writes tree.csv
	{
		echo "$1"
		cat
	} >tree.csv
}

hidden() { # of `out`: the first cells of its rows that have c
	sed -n 's/^ *\([^,]*\),.*c$/\1/p' out | paste -sd' ' -
}

areas() { # with the whole of each before its parts
	cat <<-'EOF'
	1,North,,53,Region
	1.1,Alpha,North,23,Authority
	1.1.1,Ash,Alpha,3,Ward
	1.1.2,Birch,Alpha,20,Ward
	1.2,Beta,North,30,Authority
	1.2.1,Cedar,Beta,14,Ward
	1.2.2,Dale,Beta,16,Ward
	EOF
}

pick() { # numbers of the columns of areas(), in their order
	areas | awk -F, -v pick="$1" '{ n = split(pick, c, " "); s = $c[1]; for (i = 2; i <= n; i++) s = s "," $c[i]; print s }'
}

is_safe() { # name [option ...]: two wards are hidden, and an audit of the output pins none
	name=$1
	shift
	run csv-suppress -q "$@" tree.csv
	is "$name" "$status $(sed 's/^ *//' out | grep -c ',c\(,\|$\)') $(grep -c 'Ash.*c\|Birch.*c' out)" "0 2 2"
}

pick '2 3 4' | table area,parent,count
is_safe "parents, the region's blank"
pick '2 3 4' | sed 's/North,,/North,North,/' | table area,parent,count
is_safe "its own name"
pick '2 3 4' | sed 's/North,,/North,England,/' | table area,parent,count
is_safe "one that has no row"
pick '2 3 4' | sort -r | table area,parent,count
is_safe "in any order"
for levels in geographic_level level; do
	table $levels,area,parent,count <<-'EOF'
	Local authority,Gamma,South,55
	Ward,Ash,Alpha,5
	Local authority,Delta,South,9
	Regional,North,England,17
	Regional,South,England,64
	Ward,Cedar,Gamma,30
	Ward,Dale,Gamma,25
	National,England,,81
	Ward,Birch,Alpha,12
	Ward,Elm,Delta,9
	EOF
	run csv-suppress tree.csv
	is "wards of a region whose only authority has no row ($levels)" \
	    "$status $(grep ',c$' out | cut -d, -f2 | paste -sd' ' -)" "0 Ash Birch"
done
areas | awk -F, '{ up = $1; sub(/\.?[0-9]$/, "", up); print $2 ",E" $1 "," (up == "" ? "" : "E" up) "," $4 }' |
    table area,area_code,parent_code,count
is_safe "by codes"
pick '1 2 4' | table code,area,count
is_safe "codes that extend one another"
pick '1 4' | sed 's/^/Group /;s/1[.]1[.]1/& Ash/;s/1[.]1[.]2/& Birch/' | table category,count
is_safe "words that do"
for blank in '  ' '- ' "$(printf '\302\240')"; do
	awk -F, -v blank="$blank" '{ n = gsub(/[.]/, "", $1); for (; n > 0; n--) $2 = blank $2; print $2 "," $4 }' <<-EOF |
	$(areas)
	EOF
	    table area,count
	is_safe "indented by '$blank'"
done
pick '5 2 4' | table kind,area,count
is_safe "levels"
pick '5 2 4' | table geographic_level,area,count
is_safe "a geographic_level"
pick '2 4' | table area,count
is_safe "the order alone"
is "which is said" "$(csv-suppress tree.csv 2>&1 >/dev/null | head -1)" \
    "csv-suppress: tree.csv: area: 'North' is the sum of other rows, and so are 2 others: they are taken as totals"
pick '2 4' | tac | table area,count
is_safe "wholes after their parts"
{
	pick '2 4'
	printf '%s\n' South,70 Elm,30 Fern,40 England,123
} | table area,count
is_safe "a nation at the end"
{
	pick '2 4'
	printf '%s\n' South,70 Elm,30 Fern,40 Total,123
} | table area,count
is_safe "a total of those that are in no other"

# An authority that has no row is the sum of its wards; one that is wrong is an error.
pick '2 3 4' | grep -v ^Beta | table area,parent,count
run csv-suppress -q tree.csv
like "an authority without a row: what is above it is known no better" "$status $(hidden)" "^0 Ash Birch$"
pick '2 3 4' | grep -v ^Beta | sort -r | table area,parent,count
run csv-suppress -q tree.csv
is "in any order: the region is the sum of both authorities" "$status $(hidden)" "0 Birch Ash"
pick '2 3 4' | sed '/^Beta/d;s/Alpha,North,23/Alpha,North,3/;/Alpha,\(3\|20\)$/d;s/,53/,33/' | sort -r |
    table area,parent,count
run csv-suppress -q tree.csv
is "and follows from no other" "$status $(hidden)" "0 Cedar Alpha"
pick '2 3 4' | sed 's/16$/15/' | table area,parent,count
run csv-suppress tree.csv
like "one that does not add up where others do" "$status $err" \
    "^2 .*tree.csv:6: count: Beta is not the sum of its parts .2 rows."
pick '2 3 4' | sed 's/20$/19/;s/16$/15/;s/,30$/,29/' | table area,parent,count
run csv-suppress tree.csv
is "none adds up" "$status $(hidden)" "0 Ash"

# Crossed with categories, which have their own sums.
areas | awk -F, '{ print $2 "," $3 ",N," $4 - 1; print $2 "," $3 ",P,1"; print $2 "," $3 ",Total," $4 }' |
    sed 's/^\(North\),,P,1/\1,,P,4/;s/^North,,N,52/North,,N,49/;s/^\(Alpha\|Beta\)\(.*\),P,1/\1\2,P,2/
	s/Alpha,North,N,22/Alpha,North,N,21/;s/Beta,North,N,29/Beta,North,N,28/' | table area,parent,category,count
run csv-suppress -q tree.csv
is "with categories" "$status $(csv-suppress -q --audit out | grep -c ',pinned,')" "0 0"

# Indentation that adds up comes before an order that does so by chance
table category,count <<-'EOF'
	Abuse,49
	  Neglect,49
	  Physical,0
	Family,9
	  Dysfunction,3
	  Acute stress,6
	Disability,3
	  Illness,3
	  Child disability,0
	Total,61
EOF
run csv-suppress -q tree.csv
is "parts of 0" "$status $(hidden | sed 's/  */ /g')" "0 Family Dysfunction Disability Illness"

# Audits
pick '2 4' | sed 's/,3$/,c/' | table area,count
run csv-suppress -q --audit tree.csv
is "an audit" "$status $(sed 1d out)" "1 Ash,3,3,pinned,Alpha = Ash + Birch (by their figures)"
pick '2 3 4' | sed 's/,3$/,c/' | table area,parent,count
run csv-suppress -q --audit tree.csv
is "of parents" "$status $(sed 1d out)" "1 Ash,3,3,pinned,Alpha less Birch"

# Two publications, of which one has the wards and the other what they add up to.
pick '2 3 4' | grep 'Alpha,\(3\|20\)\|Beta,1' | table area,parent,count
mv tree.csv wards.csv
pick '2 3 4' | grep North | table area,parent,count
run csv-suppress -q --published tree.csv wards.csv
is "the authorities were published before" "$status $(hidden)" "0 Ash Birch"

done_testing
