#!/bin/sh
# -E: the files that it applies to, what is refused under it, and where the pieces that are read at once end.
. "${0%/*}/../tap/tap.sh"

run() { # filter, arguments: into $status, out and err
	"$@" >out 2>err
	status=$?
}

# UTF-8 is refused under an encoding of single bytes, wherever a read ends within its first character.
for cut in 0 1 2 3; do
	awk -v cut=$cut 'BEGIN {
		printf "h,i\n"
		for (i = 0; i < 16382; i++)
			printf "a,b\n"
		printf "%.*sx\342\200\223,1\ncaf\303\251,2\n", 5 - cut, ",,,,,"
	}' >edge.csv
	for encoding in windows-1252 MacRoman cp850; do
		run csv-check -E $encoding edge.csv
		is "UTF-8, $cut bytes before the end of a read, is not $encoding" \
			"$status $(sed -n 's/.*: this is UTF-8, not \([^;]*\);.*/\1/p' err | head -1)" \
			"2 $(echo $encoding | sed s/MacRoman/macintosh/)"
	done
done
n=0
for piece in 'a,b\ncaf\303 \251,1\nzo\303\253,2\n' 'a,b\n\342 \200\223,1\n' 'a,b\n\342\200 \223,1\n'; do
	{ printf "${piece% *}"; sleep 0.1; printf "${piece#* }"; } | {
		run board-table -f csv -E windows-1252
		is "UTF-8 in two pieces, $n" "$status $(sed 's/.*: this is \(UTF-8\).*/\1/' err)" "2 UTF-8"
	}
	tests=$((tests + 1)) n=$((n + 1))
done
{ printf 'a,b\ncaf\351'; sleep 0.1; printf ',1\n'; } | board-table -f csv -E windows-1252 >out
is "another text in two pieces" "$(sed -n 2p out)" "café,1"
printf 'a,b\nx,caf\351' >last.csv
is "the last byte of a file" "$(board-table -f csv -E latin1 last.csv | sed -n 2p)" "x,café"

# The names: iconv(1) knows the one in the message.
printf 'a,b\ncaf\303\251,1\n' >u8.csv
for name in macroman Latin-1 windows1252 CP_850 us-ascii 437; do
	run board-table -E $name u8.csv
	iconv -f "$(LC_ALL=C sed 's/.*(iconv -f \([^ ]*\) .*/\1/' err)" -t UTF-8 </dev/null 2>err.iconv
	is "the refusal of UTF-8 under $name" "$status $? $(grep -c 'this is UTF-8' err)" "2 0 1"
done
iconv -f UTF-8 -t UTF-32 u8.csv >u32.csv
run board-table u32.csv
is "UTF-32" "$status $(sed 's/.*looks like //' err)" "2 UTF-32; convert it first (iconv -f UTF-32 -t UTF-8)"
run board-table -f csv -E UTF_8 u8.csv
is "UTF-8 by another spelling" "$status $(sed -n 2p out)" "0 café,1"
printf 'a,b\ncaf\351,1\n' >l1.csv
run board-table -E ascii l1.csv
is "what is not ASCII" "$status $(cat err)" "2 board-table: l1.csv:2: column 4 (byte 7): what follows, 0xE9 at byte 7 of the \
file itself, is not ascii; expected text in that encoding (-E)"
printf 'a,b\n\351\351\351\201,1\n' >place.csv
run board-table -E windows-1252 place.csv
is "the byte in the file itself" "$(sed 's/.*what follows, \(.*\) of the file.*/\1/' err)" "0x81 at byte 7"

# UTF-16, with characters of four bytes where reads end.
awk 'BEGIN { print "a,b"; for (i = 0; i < 40000; i++) printf "%s\360\237\230\200\342\200\223,%d\n", substr("xyz", 1, i % 4), i }' >wide.csv
for encoding in UTF-16 UTF-16LE UTF-16BE; do
	iconv -f UTF-8 -t $encoding wide.csv >wide16.csv
	run board-table -f csv -E $encoding wide16.csv
	same "$encoding" out wide.csv
	head -c 100003 wide16.csv >cut16.csv
	run board-table -f csv -E $encoding cut16.csv
	is "$encoding, cut within a character" "$status $(grep -c "is not $encoding" err)" "2 1"
done
printf 'a,b\n\357\277\276,1\n' >not-a-mark.csv
iconv -f UTF-8 -t UTF-16LE not-a-mark.csv >wide16.csv
run board-table -f csv -E UTF-16LE wide16.csv
same "U+FFFE that is not at the start" out not-a-mark.csv
printf '\376\377\0a\0\n\0001\0\n' >other-order.csv
run board-table -E UTF-16LE other-order.csv
is "a byte order mark of the other order" "$status $(grep -c 'is not UTF-16LE' err)" "2 1"

# It holds for the files that go with the data.
printf 'label\nN\351glect\nOther\n' >categories.csv
printf 'category,period,value\nN\351glect,2014-15 Q1,5\nOther,2014-15 Q1,5\nTotal,2014-15 Q1,10\n' >counts.csv
run cp-categorise -q -E windows-1252 --categories categories.csv counts.csv
is "categories" "$status $(sed -n 2p out)" "0 category,Néglect,2014-15 Q1,5,50"
printf 'rule A1 error\n check: v > 1\n' >a.rules
printf 'number v\nkey k\n' | cat - a.rules >keyed.rules
printf 'k,v\n\351,1\n' >v.csv
printf 'rule,reason,who,expires,k\nA1,d\351j\340,me,2099-01-01,\351\n' >waivers.csv
run csv-check -E windows-1252 -r keyed.rules -w waivers.csv v.csv
is "waivers" "$status $(grep -c 'déjà' out)" "0 1"
done_testing
