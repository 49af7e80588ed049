#include <string.h>

#include "base/errmsg.h"
#include "base/slice.h"
#include "tidy/parts.h"

enum { MOST_WORDS = 40, LONGEST = 8, ANY_YEAR = 2000, FIRST_YEAR = 1900, LAST_YEAR = 2099 };

/* The words and numbers of a name: how many. */
static size_t
divide(const char *name, struct slice word[MOST_WORDS])
{
	size_t n = 0, len;

	for (const char *p = name; *p != '\0' && n < MOST_WORDS; p += len > 0 ? len : 1) {
		for (len = 0; is_digit(*p) ? is_digit(p[len]) : is_letter(p[len]); len++)
			continue;
		if (len > 0)
			word[n++] = (struct slice){p, len};
	}
	return n;
}

static bool
is_plausible(struct period p)
{
	return p.freq != PERIOD_YEAR || (p.ord >= FIRST_YEAR && p.ord <= LAST_YEAR);
}

/* The words as one period, whatever is between them: how many different ones they could be. */
static int
parse(const struct slice *word, size_t n, int fyear, struct period *p)
{
	struct textbuf b = {0};
	struct period one;
	int found = 0;

	for (unsigned gaps = 0; gaps < 1U << (n - 1); gaps++) {
		textbuf_reset(&b);
		for (size_t i = 0; i < n; i++) {
			if (i > 0)
				textbuf_add(&b, slice_of((gaps >> (i - 1) & 1) != 0 ? "-" : " "));
			textbuf_add(&b, word[i]);
		}
		if (!period_parse(textbuf_slice(&b), fyear, &one) || !is_plausible(one) ||
		    (found > 0 && one.freq == p->freq && one.ord == p->ord))
			continue;
		*p = one;
		found++;
	}
	textbuf_free(&b);
	return found;
}

int
filename_period(const char *path, int fyear, struct period *p, struct errmsg *e)
{
	const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
	struct slice word[MOST_WORDS], first = {NULL, 0};
	size_t n = divide(name, word), k = 0;
	struct period one;
	bool bare = false;
	int found;

	for (size_t i = 0; i < n; i += k) {
		found = 0;
		for (k = n - i < LONGEST ? n - i : LONGEST; k > 0; k--)
			if ((found = parse(word + i, k, fyear, &one)) > 0)
				break;
			else
				bare |= parse(word + i, k, ANY_YEAR, &one) > 0;
		k = k > 0 ? k : 1;
		if (found == 0 || (first.p != NULL && one.freq == p->freq && one.ord == p->ord))
			continue;
		if (found > 1 || first.p != NULL)
			return errmsg_set(e, "the name '%s' has more than one period; expected "
			    "one, or @name:ERE, whose first group is the period", name);
		first = word[i];
		*p = one;
	}
	if (first.p == NULL)
		return errmsg_set(e, bare ? "the quarter in the name '%s' has no year; give it "
		    "with -y, as in -y 2014-15" : "the name '%s' has no period; expected one such "
		    "as 2014-15-Q1, or @name:ERE, whose first group is the period", name);
	return 0;
}
