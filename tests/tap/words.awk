# Prints the comments and the string literals of C files, one piece to a line: FILE:LINE:C:TEXT, FILE:LINE:S:TEXT.
#	awk -f words.awk cmd/*.[ch] lib/*/*.[ch]
FNR == 1 { state = "" }
/^[ \t]*#[ \t]*include/ { next }
{
	piece = ""
	line = $0
	if (state == "C" && line !~ /^[ \t]*\*\//)
		sub(/^[ \t]*\*[ \t]?/, "", line)
	for (i = 1; i <= length(line); i++) {
		two = substr(line, i, 2)
		c = substr(line, i, 1)
		if (state == "C") {
			if (two == "*/") {
				put("C")
				state = ""
				i++
			} else
				piece = piece c
		} else if (state == "S") {
			if (c == "\\") {
				piece = piece two
				i++
			} else if (c == "\"") {
				put("S")
				state = ""
			} else
				piece = piece c
		} else if (two == "/*") {
			state = "C"
			i++
		} else if (two == "//") {
			piece = substr(line, i + 2)
			put("C")
			break
		} else if (c == "\"")
			state = "S"
		else if (c == "'") {
			i += substr(line, i + 1, 1) == "\\" ? 3 : 2
			while (i <= length(line) && substr(line, i, 1) != "'")
				i++
		}
	}
	if (state == "C")
		put("C")
}
function put(kind) {
	if (piece ~ /[^ \t]/)
		print FILENAME ":" FNR ":" kind ":" piece
	piece = ""
}
