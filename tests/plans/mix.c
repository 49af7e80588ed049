/* Shares of a mix: roundings, decimals, what is hidden, absent or of no whole. */
#include "plans/mix.h"

#include "tap/tap.h"

/* One group and period of n counts and their total; a count of -1 is hidden, -2 absent. */
static struct mix *
mix_of(size_t n, const int64_t *count, int64_t total)
{
	struct mix *m = mix_new((struct arena){0}, 0, 1, n, 1);

	m->indicator[0] = "made up";
	for (size_t c = 0; c < n; c++) {
		struct mix_cell *cell = mix_cell(m, 0, c, 0);

		m->cat[c] = "one";
		if (count[c] == -1)
			*cell = (struct mix_cell){.hidden = "c", .state = MIX_HIDDEN};
		else if (count[c] >= 0)
			*cell = (struct mix_cell){.count = count[c], .state = MIX_COUNT};
	}
	if (total >= 0)
		*mix_total(m, 0, 0) = (struct mix_cell){.count = total, .state = MIX_COUNT};
	return m;
}

/* The shares as "70 7 3", or "none". */
static const char *
shares(size_t n, const int64_t *count, int64_t total, bool whole, enum mix_rounding how,
    int decimals)
{
	static char text[200];
	struct mix *m = mix_of(n, count, total);
	int64_t share[8];
	size_t at = 0;

	m->whole = whole;
	snprintf(text, sizeof text, "none");
	if (mix_shares(m, 0, 0, how, decimals, share))
		for (size_t c = 0; c < n; c++)
			at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%lld",
			    c > 0 ? " " : "", (long long)share[c]);
	mix_free(m);
	return text;
}

int
main(void)
{
	/* The published first quarter: 34 of 185 printed as 19%. */
	static const int64_t board[5] = {130, 13, 6, 34, 2}, thirds[3] = {1, 1, 1};
	static const int64_t hidden[3] = {5, -1, 6}, absent[3] = {5, -2, 15};
	static const int64_t zeros[2] = {0, 0}, parts[2] = {3, 1}, eighths[2] = {1, 7};
	static const int64_t huge[2] = {3000000000000000000, 6000000000000000000};
	struct mix *m;

	is_str(shares(5, board, 185, true, MIX_LARGEST, 0), "70 7 3 19 1", "largest remainder");
	is_str(shares(5, board, 185, true, MIX_HALF_UP, 0), "70 7 3 18 1", "each on its own");
	is_str(shares(3, thirds, 3, true, MIX_LARGEST, 2), "3334 3333 3333",
	    "decimals; ties to the first");
	is_str(shares(2, eighths, 8, true, MIX_HALF_UP, 0), "13 88", "halves go up");
	is_str(shares(2, zeros, 0, true, MIX_LARGEST, 0), "none", "nothing of nothing");
	is_str(shares(3, hidden, 20, true, MIX_LARGEST, 0), "none", "a hidden count");
	is_str(shares(3, absent, 20, true, MIX_LARGEST, 0), "25 0 75", "an absent one is 0");
	is_str(shares(3, thirds, -1, true, MIX_LARGEST, 0), "none", "no total");
	is_str(shares(2, parts, 8, false, MIX_LARGEST, 0), "38 13", "no whole: each on its own");
	is_str(shares(2, huge, 9000000000000000000, true, MIX_HALF_UP, 6), "33333333 66666667",
	    "64 bits");
	is_str(shares(2, huge, 9000000000000000000, true, MIX_LARGEST, 6), "33333333 66666667",
	    "64 bits");

	m = mix_of(3, (int64_t[]){-2, -2, -2}, -1);
	ok(!mix_has_period(m, 0, 0) && !mix_has_category(m, 0, 1));
	mix_free(m);
	m = mix_of(3, hidden, -1);
	ok(mix_has_period(m, 0, 0) && mix_has_category(m, 0, 1));
	mix_free(m);
	mix_free(NULL);
	return done_testing();
}
