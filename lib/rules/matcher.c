#include "rules/matcher.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"

enum { SEEN = 1024 };

struct matcher {
	regex_t re;
	struct {
		struct fp text;
		bool known, hit;
	} seen[SEEN];		/* columns repeat their cells */
};

/* The end of the bracket expression at p, such as [a-z] or []^[:alpha:]]. */
static const char *
skip_bracket(const char *p)
{
	const char *end;

	p += p[1] == '^' ? 2 : 1;
	p += *p == ']';
	for (; *p != '\0' && *p != ']'; p++)
		if (*p == '[' && p[1] != '\0' && strchr(":.=", p[1]) != NULL && p[2] != '\0' &&
		    (end = strchr(p + 3, ']')) != NULL)
			p = end;
	return p + (*p == ']');
}

/*
 * The first \d, (?: or the like of other dialects, which regcomp() accepts but would read as
 * something else; NULL: there is none.
 */
static const char *
find_foreign(const char *s)
{
	const char *bracket = s;	/* its end */

	for (; *s != '\0'; s++) {
		if (*s == '[' && s >= bracket)
			bracket = skip_bracket(s);
		if (*s == '\\' && s[1] != '\0' &&
		    strchr(s < bracket ? "dDwWsS" : "dDnrtpPhHvVxuzAZ", s[1]) != NULL)
			return s;
		if (s >= bracket && s[0] == '(' && s[1] == '?')
			return s;
		s += s >= bracket && s[0] == '\\' && s[1] != '\0';
	}
	return NULL;
}

struct matcher *
matcher_new(struct slice pattern, struct errmsg *e)
{
	char *s = slice_dup(pattern), why[200];
	const char *unknown = find_foreign(s);
	struct matcher *m = NULL;
	int r;

	if (unknown != NULL) {
		errmsg_set(e, "'%.2s' is not in POSIX extended expressions; expected such as "
		    "[0-9], [^ ] or [[:alpha:]]", unknown);
	} else {
		m = xcalloc(1, sizeof(*m));
		if ((r = regcomp(&m->re, s, REG_EXTENDED | REG_NOSUB)) != 0) {
			regerror(r, &m->re, why, sizeof(why));
			errmsg_set(e, "\"%.100s\" is not a regular expression: %s", s, why);
			free(m);
			m = NULL;
		}
	}
	free(s);
	return m;
}

bool
matcher_test(struct matcher *m, struct slice text)
{
	struct fp h = fp_of(text.p, text.n);
	size_t at = h.lo % SEEN;
	regmatch_t all = {.rm_so = 0, .rm_eo = (regoff_t)text.n};

	if (!m->seen[at].known || m->seen[at].text.lo != h.lo || m->seen[at].text.hi != h.hi) {
		m->seen[at].text = h;
		m->seen[at].known = true;
		m->seen[at].hit = regexec(&m->re, text.p != NULL ? text.p : "", 1, &all,
		    REG_STARTEND) == 0;
	}
	return m->seen[at].hit;
}

void
matcher_free(struct matcher *m)
{
	if (m == NULL)
		return;
	regfree(&m->re);
	free(m);
}
