#!/bin/sh
# board-page: a page for a board, from a folder with a submission from each agency. Every figure is a
# filter's; this program only arranges what they print.
set -u
export LC_ALL=C
unset CDPATH
version=0.1
newline='
'

#include "page/options.sh"

# Next to the new folder, in one that takes its name at the very end.
#include "page/folder.sh"
#include "page/run.sh"

# The submissions, each against its rules; those accepted as one table; what the filters say of it.
#include "page/submissions.sh"
#include "page/gate.sh"
#include "page/tables.sh"
#include "page/benchmark.sh"
#include "page/usable.sh"
#include "page/charts.sh"

# index.html and board.md.
#include "page/write.sh"

# Nothing that was read may have changed meanwhile, and the new folder gets its name.

sums "$t/sums.after" "$@" || exit 2
{ cmp -s "$t/sums" "$t/sums.after" && head -n "$(wc -l <"$t/sums.before")" "$t/sums" | cmp -s - "$t/sums.before"; } || stop "$folder: a file changed while it was read"
[ ! -e "$out" ] && [ ! -L "$out" ] || stop "--out: $out exists already; expected the name of a new folder"
mv "$new" "$out" || exit 2
status=0
i=0
for file do
	i=$((i + 1))
	case $accepted in
	*" $i "*)
		case $parted in *" $i "*) ;; *) continue ;; esac
		case $emptied in
		*" $i "*) say "$file: not used; see index.html" ;;
		*) say "$file: not all of it is used; see index.html" ;;
		esac ;;
	*) say "$file: not accepted; see index.html" ;;
	esac
	status=1
done
exit $status
