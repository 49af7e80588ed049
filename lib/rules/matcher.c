#include "rules/matcher.h"

#include <regex.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/memory.h"

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

/* The end of the bracket expression at i, such as [a-z] or []^[:alpha:]]. */
static size_t
skip_bracket(struct slice s, size_t i)
{
	i++;
	i += i < s.n && s.p[i] == '^';
	i += i < s.n && s.p[i] == ']';
	for (; i < s.n && s.p[i] != ']'; i++) {
		if (s.p[i] != '[' || i + 1 >= s.n || memchr(":.=", s.p[i + 1], 3) == NULL)
			continue;
		for (i += 2; i + 1 < s.n && s.p[i + 1] != ']'; i++)
			;
		i += i < s.n;
	}
	return i + (i < s.n);
}

/* A class such as \d of other dialects, also in brackets, which POSIX takes for a letter. */
static bool
foreign_class(struct slice s, size_t i, bool bracket)
{
	if (s.p[i] != '\\' || i + 1 >= s.n)
		return false;
	return memchr(bracket ? "dDwWsS" : "dDnrtpPhHvVxuzAZ", s.p[i + 1], bracket ? 6 : 16) !=
	    NULL;
}

/* What regcomp() accepts but reads otherwise than its writer meant; NULL: nothing. */
static struct slice
foreign(struct slice s)
{
	size_t i = 0, end;

	while (i < s.n) {
		end = s.p[i] == '[' ? skip_bracket(s, i) : i + 1;
		for (bool bracket = s.p[i] == '['; i < end; i++) {
			if (foreign_class(s, i, bracket))
				return (struct slice){s.p + i, 2};
			if (!bracket && s.p[i] == '(' && i + 1 < s.n && s.p[i + 1] == '?')
				return (struct slice){s.p + i, 2};
			if (!bracket && s.p[i] == '\\')
				end = ++i + 1;
		}
	}
	return (struct slice){NULL, 0};
}

struct matcher *
matcher_new(struct slice pattern, struct errmsg *e)
{
	struct slice unknown = foreign(pattern);
	struct matcher *m;
	char *s, why[200];
	int r;

	if (unknown.n > 0) {
		errmsg_set(e, "'%.*s' is not in POSIX extended expressions; expected such as "
		    "[0-9], [^ ] or [[:alpha:]]", SLICE_ARG(unknown));
		return NULL;
	}
	m = xcalloc(1, sizeof(*m));
	s = slice_dup(pattern);
	r = regcomp(&m->re, s, REG_EXTENDED | REG_NOSUB);
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
