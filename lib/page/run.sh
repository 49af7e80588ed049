# Running the filters. Each command is kept as a person would type it, for the manifest.

quote() { # text: sets $quoted
	quoted=${1#"$t"/}
	quoted=${quoted#"$new"/}
	case $quoted in
	'' | *[!A-Za-z0-9_./=,:@%+-]*) ;;
	*) return ;;
	esac
	rest=$quoted
	quoted=
	while :; do
		case $rest in
		*\'*)
			quoted=$quoted${rest%%\'*}"'\\''"
			rest=${rest#*\'} ;;
		*) break ;;
		esac
	done
	quoted="'$quoted$rest'"
}

# Runs a command with its output in a file, and its messages in one of their own, $said.
into() { # file command...
	to=$1
	shift
	line=
	for word do
		quote "$word"
		line="$line $quoted"
	done
	quote "$to"
	commands=$commands${line# }" >$quoted$newline"
	n_said=$((n_said + 1))
	said=${said_as:-$t/said.$n_said}
	"$@" >"$to" 2>"$said"
}

must() { # file command...
	into "$@" || fail
}

fail() {
	places 'the figures of the submissions together' "$said" >&2
	exit 2
}

# Messages, without names of files in the folder that is removed.
places() { # what to call the table of the figures, file
	whose=$1 said=$2 awk "$csv_awk"'
#include "page/places.awk"
'
}
: >"$t/unused"
commands= said= said_as= n_said=1000

csv_awk='
#include "page/csv.awk"
'
export t new
