#include "matcher.h"

#include <regex.h>
#include <stdint.h>
#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "xalloc.h"

/* Columns repeat their cells: a small table of fingerprints saves most runs of the expression. */
enum { SEEN = 1024 };

struct seen {
	XXH128_hash_t text;
	uint8_t known, hit;
};

struct matcher {
	regex_t re;
	struct seen seen[SEEN];
};

struct matcher *
matcher_new(struct slice pattern, struct errmsg *e)
{
	struct matcher *m = xcalloc(1, sizeof(*m));
	char *s = slice_dup(pattern), why[200];
	int r = regcomp(&m->re, s, REG_EXTENDED | REG_NOSUB);

	free(s);
	if (r == 0)
		return m;
	regerror(r, &m->re, why, sizeof(why));
	free(m);
	errmsg_set(e, "\"%.*s\" is not a regular expression: %s",
	    (int)(pattern.n < 100 ? pattern.n : 100), pattern.p, why);
	return NULL;
}

bool
matcher_test(struct matcher *m, struct slice text)
{
	XXH128_hash_t h = XXH3_128bits(text.p, text.n);
	struct seen *s = &m->seen[h.low64 % SEEN];
	regmatch_t all = {.rm_so = 0, .rm_eo = (regoff_t)text.n};

	if (s->known == 0 || !XXH128_isEqual(s->text, h)) {
		s->text = h;
		s->known = 1;
		s->hit = regexec(&m->re, text.p != NULL ? text.p : "", 1, &all, REG_STARTEND) == 0;
	}
	return s->hit != 0;
}

void
matcher_free(struct matcher *m)
{
	if (m == NULL)
		return;
	regfree(&m->re);
	free(m);
}
