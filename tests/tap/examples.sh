# The examples of the manual pages, for tests: sourced after tap.sh. Examples are in literal blocks, where "$ " begins
# a command; commands run in the folder data, and only where the programs that they call besides ours are installed.

# Whether python3 and jq are here, if the command calls them.
can_run() {
	for tool in python3 jq; do
		case " $1 " in
		*" $tool "*) command -v $tool >/dev/null || return 1 ;;
		esac
	done
}

# Prints the literal blocks of the sections EXAMPLES and RECIPES as plain text.
examples() {
	awk '
		/^\.Sh/ { here = ($2 == "EXAMPLES" || $2 == "RECIPES") }
		!here { next }
		/^\.Bd -literal/ { block = 1; next }
		/^\.Ed/ { if (block) print "\001"; block = 0; next }
		block {
			gsub(/\\&/, ""); gsub(/\\-/, "-"); gsub(/\\\(aq/, "\047")
			gsub(/\\\(dq/, "\""); gsub(/\\e/, "\\")
			print
		}
	' "$1"
}

# Runs the commands of the blocks on standard input. Writes each command with the output shown to
# `shown`, and with its real output to `came`.
replay() {
	: >shown
	: >came
	command= more=
	while IFS= read -r line; do
		case $line in
		'$ '*) command=${line#'$ '} ;;
		"$(printf '\001')") command=; continue ;;
		*)
			if [ -n "$more" ]; then
				command="$command
$line"
			elif [ -n "$command" ]; then
				printf '%s\n' "$line" >>shown
				continue
			else
				continue
			fi ;;
		esac
		case $line in
		*'\') more=1; continue ;;
		esac
		more=
		if ! can_run "$command"; then
			command=
			continue
		fi
		printf '$ %s\n' "$command" >>shown
		printf '$ %s\n' "$command" >>came
		(cd data && sh -c "$command" </dev/null) >>came 2>&1
	done
}
