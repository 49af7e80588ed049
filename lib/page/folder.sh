# Folders: all work is done next to the new one, in a folder that takes its name at the very end.

here=$(pwd && echo .) || exit 2
here=${here%"$newline".}
while :; do
	case $out in
	?*/) out=${out%/} ;;
	*) break ;;
	esac
done
case $out in /*) ;; *) out=$here/$out ;; esac
case $folder in /*) ;; *) folder=./$folder ;; esac
[ ! -e "$out" ] && [ ! -L "$out" ] || stop "--out: $out exists already; expected the name of a new folder"
[ -d "$folder" ] || stop "$folder: not a folder; expected one with dictionary.csv and submissions/"
cd "$folder" || exit 2
[ -f dictionary.csv ] || stop "$folder: there is no dictionary.csv"
[ -d submissions ] || stop "$folder: there is no folder submissions"

work=$out.part-$$
remove() {
	rm -rf "$work"
}
trap 'exit 2' HUP INT PIPE TERM
mkdir "$work" || stop "--out: $out cannot be made"
trap remove EXIT
new=$work/new
t=$work/work
mkdir "$new" "$new/charts" "$new/findings" "$t" || exit 2
