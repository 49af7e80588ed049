# CSV: csv(file) puts the next record into F[1..] and returns how many fields it has, 0 at the end;
# heading(file) reads the first record, cell(file, name) is a cell of the present one.

function csv(file,   line, more, n, q) {
	if ((getline line < file) <= 0)
		return 0
	sub(/\r$/, "", line)
	if (line !~ /"/) {
		n = split(line, F, ",")
		if (n == 0)
			F[n = 1] = ""
		return n
	}
	while (gsub(/"/, "&", line) % 2 && (getline more < file) > 0) {
		sub(/\r$/, "", more)
		line = line "\n" more
	}
	for (n = 0; ; line = substr(line, RLENGTH + 2)) {
		if (line ~ /^"/ && match(line, /^"([^"]|"")*"/)) {
			q = substr(line, 2, RLENGTH - 2)
			gsub(/""/, "\"", q)
		} else {
			match(line, /^[^,]*/)
			q = substr(line, 1, RLENGTH)
		}
		F[++n] = q
		if (substr(line, RLENGTH + 1, 1) != ",")
			return n
	}
}
function heading(file,   i, n, name) {
	n = csv(file)
	sub(/^\357\273\277/, "", F[1])
	for (i = 1; i <= n; i++) {
		name = tolower(F[i])
		gsub(/^[ \t]+|[ \t]+$/, "", name)
		if (!((name, file) in at))
			at[name, file] = i
	}
	return n
}
function cell(file, name) {
	return (name, file) in at ? F[at[name, file]] : ""
}
function quoted(s) {
	if (s ~ /[",\n]/) {
		gsub(/"/, "\"\"", s)
		s = "\"" s "\""
	}
	return s
}
function record(width,   i, s) {
	for (i = 1; i <= width; i++)
		s = s (i > 1 ? "," : "") quoted(F[i])
	return s
}
function trimmed(s) {
	gsub(/^[ \t]+|[ \t]+$/, "", s)
	return s
}

BEGIN { t = ENVIRON["t"]; new = ENVIRON["new"] }
