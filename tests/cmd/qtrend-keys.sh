#!/bin/sh
# qtrend: further columns of texts that are part of the key.
. "${0%/*}/../tap/tap.sh"

# Further columns of texts that tell the rows of one period apart are part of the key.
keys() { # the series and their numbers of points
	sed 1d out | cut -d, -f1,3 | paste -sd'|' -
}
further() { # name, status, series, what standard error matches, input (for printf) [option ...]
	name=$1 want="$2 $3" says=$4
	printf "$5" >in.csv
	shift 5
	(qtrend "$@" in.csv >out 2>err)
	is "$name" "$? $(keys)" "$want"
	like "$name, said" "$(cat err)" "$says"
}
grid='Team,Concern,indicator,period,value\nN,a,I,2021,1\nN,b,I,2021,2\nS,a,I,2021,3\nN,a,I,2022,4\nN,b,I,2022,5\nS,a,I,2022,6\n'
further 'two further columns' 0 'I: N: a,2|I: N: b,2|I: S: a,2' \
	"^qtrend: note: a series for each combination of 'Team' and 'Concern', as only these tell rows of one period apart: 3 series .-k chooses other columns.\$" "$grid"
further 'the same without a word' 0 'I: N: a,2|I: N: b,2|I: S: a,2' '^$' "$grid" -q
further 'no other key' 0 'N,2|S,2' "a series for each 'Team', as only that column tells" \
	'Team,period,value\nN,2021,1\nN,2022,2\nS,2021,3\nS,2022,4\n'
further 'a note is no key' 0 'I: N,2|I: S,2' "a series for each 'Team'," \
	'Note,Team,indicator,period,value\nx,N,I,2021,1\ny,S,I,2021,2\nx,N,I,2022,3\nz,S,I,2022,4\n'
further 'columns that say the same' 0 'I: N,2|I: S,2' "a series for each 'Team'," \
	'Team,Manager,indicator,period,value\nN,x,I,2021,1\nS,y,I,2021,2\nN,x,I,2022,3\nS,y,I,2022,4\n'
further 'a period without a row' 0 'I: N,2|I: S,3' "a series for each 'Team'," \
	'Team,indicator,period,value\nN,I,2021,1\nS,I,2021,2\nS,I,2022,2\nN,I,2023,3\nS,I,2023,4\n'
stop='has a row for .2021. already.*not in the key .-k.: '
further 'rows that are alike even so' 2 '' "$stop'Team'\$" \
	'Team,indicator,period,value\nN,I,2021,1\nN,I,2021,2\nS,I,2021,3\nN,I,2022,1\nS,I,2022,2\n'
further 'a team that was renamed' 2 '' "$stop'Team'\$" \
	'Team,indicator,period,value\nN,I,2021,1\nS,I,2021,2\nNorth,I,2022,3\nS,I,2022,4\n'
further 'a note on a figure given twice' 2 '' "$stop'Note'\$" \
	'Note,indicator,period,value\ndraft,I,2021,1\nfinal,I,2021,2\nfinal,I,2022,3\n'
further 'one period shows nothing' 2 '' "$stop'Team'\$" 'Team,indicator,period,value\nN,I,2021,1\nS,I,2021,2\n'
further 'a blank cell' 2 '' "$stop'Team'\$" \
	'Team,indicator,period,value\nN,I,2021,1\n,I,2021,2\nN,I,2022,3\n,I,2022,4\n'
further 'quarters without their years' 2 '' "$stop'Quarter'\$" \
	'Year,Quarter,indicator,value\n2021,Q1,I,1\n2021,Q2,I,2\n2022,Q1,I,3\n2022,Q2,I,4\n' -c period=Year
further 'columns of numbers' 2 '' "$stop'Team'\$" \
	'Team,indicator,period,value\n1,I,2021,1\n2,I,2021,2\n1,I,2022,3\n2,I,2022,4\n'
further 'a key that was chosen' 2 '' "$stop'Team'\$" \
	'Team,indicator,period,value\nN,I,2021,1\nS,I,2021,2\nN,I,2022,3\nS,I,2022,4\n' -k indicator
further 'rows read series by series' 2 '' "$stop'Team'\$" \
	'Team,indicator,period,value\nN,I,2021,1\nS,I,2021,2\nN,I,2022,3\nS,I,2022,4\n' --sorted
printf 'Team,indicator,period,value,target\nN,I,2021,1,5\nS,I,2021,2,6\nN,I,2022,3,5\nS,I,2022,4,6\n' >in.csv
is 'each has its target' "$(qtrend -q in.csv | cksum)" "$(qtrend -q -k indicator,Team in.csv | cksum)"
printf 'Team,area,period,value,population\nN,A,2021,1,100\nS,A,2021,2,\nN,A,2022,3,100\nS,A,2022,4,\n' >in.csv
is 'and its kind of figures' "$(qtrend -q in.csv | cksum)" "$(qtrend -q -k area,Team in.csv | cksum)"

done_testing
