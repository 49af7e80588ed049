function is_later(key,   n, i, pair) {
	n = split(key, pair, "; ")
	for (i = 1; i <= n; i++)
		if (sub(/^[^=]*=/, "", pair[i]) && pair[i] in later)
			return 1
	return 0
}
