# -v kind=NAME: the declarations and the section of that kind, whose clauses are of a rule K unless it
# says `rule` itself. Without a kind: the names of all.
/^# kind: / {
	name = $3
	ruled = 0
	if (kind == "")
		print name
	next
}
kind != "" && (name == "declarations" || name == kind) {
	if ($1 == "rule")
		ruled = 1
	if (name == kind && kind != "declarations" && $1 ~ /:$/ && !ruled++)
		print "rule K note"
	print
}
