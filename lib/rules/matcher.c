#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/matcher.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/value.h"

enum {
	SEEN = 1024, SHORT = 38,
	STEPS = 1000000, LEAST_STEPS = 10000,
	HEAP_KIB = 64 * 1024,
	OFTEN = 100,			/* texts after which to compile to machine code */
};

/* A text with what came of it. */
struct seen {
	bool known;
	unsigned char truth, n;
	char text[SHORT];
};

struct matcher {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	uint32_t steps;
	bool looks_back;		/* has \1 or the like */
	unsigned tested;
	struct errmsg why;		/* of the last UNKNOWN */
	struct seen seen[SEEN];		/* columns repeat their cells */
};

static void *
allocate(size_t n, void *arg)
{
	(void)arg;
	return xmalloc(n);
}

static void
release(void *p, void *arg)
{
	(void)arg;
	free(p);
}

/* The end of the bracket expression at p, such as [a-z] or []^[:alpha:]]. */
static const char *
skip_bracket(const char *p)
{
	const char *end;

	p += p[1] == '^' ? 2 : 1;
	p += *p == ']';
	for (; *p != '\0' && *p != ']'; p++)
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (*p == '[' && p[1] == ':' && (end = strstr(p + 2, ":]")) != NULL)
			p = end + 1;
	return p + (*p == ']');
}

/* The length of {3}, {3,} or {3,5} at p; 0: it is none of them. */
static size_t
repeat_length(const char *p)
{
	size_t n = 1 + strspn(p + 1, "0123456789");

	if (n == 1)
		return 0;
	if (p[n] == ',')
		n += 1 + strspn(p + n + 1, "0123456789");
	return p[n] == '}' ? n + 1 : 0;
}

/* \p{L}, \x{e9}, \g{1} and the like at p: after its braces; else after the escaped character. */
static const char *
skip_escape(const char *p)
{
	const char *end = p[2] == '{' && strchr("pPxogkN", p[1]) != NULL ? strchr(p, '}') : NULL;

	return end != NULL ? end + 1 : p + 2;
}

/*
 * Refuses what POSIX or GNU expressions have and PCRE2 silently reads as something else: \< where
 * a word begins, {,3}, a brace as itself.
 */
static int
want_own(const char *s, struct errmsg *e)
{
	size_t n;

	while (*s != '\0')
		if (*s == '[') {
			s = skip_bracket(s);
		} else if (*s == '\\' && s[1] != '\0') {
			if (strchr("<>`'", s[1]) != NULL)
				return errmsg_set(e, "'%.2s' in a regular expression; expected %s",
				    s, s[1] == '<' || s[1] == '>' ? "\\b where a word begins or "
				    "ends" : "^ or $");
			s = skip_escape(s);
		} else if (*s != '{') {
			s++;
		} else if ((n = repeat_length(s)) > 0) {
			s += n;
		} else {
			return errmsg_set(e, "'%.4s' in a regular expression; expected %s", s,
			    s[1] == ',' ? "a first number, as in {0,3}" :
			    "a number of times, as in {3}, or \\{ for a brace");
		}
	return 0;
}

static pcre2_code *
compile(struct slice pattern, pcre2_general_context *memory, struct errmsg *e)
{
	const uint32_t options = PCRE2_UTF | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY |
	    PCRE2_NEVER_BACKSLASH_C;
	pcre2_compile_context *context = pcre2_compile_context_create(memory);
	char why[200];
	PCRE2_SIZE at;
	pcre2_code *code;
	int error;

	code = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n, options, &error, &at, context);
	pcre2_compile_context_free(context);
	if (code != NULL)
		return code;
	pcre2_get_error_message(error, (PCRE2_UCHAR *)why, sizeof(why));
	if (at < pattern.n)
		errmsg_set(e, "\"%.100s\" is not a regular expression: %s, after '%.*s'",
		    pattern.p, why, (int)at, pattern.p);
	else
		errmsg_set(e, "\"%.100s\" is not a regular expression: %s", pattern.p, why);
	return NULL;
}

struct matcher *
matcher_new(struct slice pattern, struct errmsg *e)
{
	pcre2_general_context *memory = pcre2_general_context_create(allocate, release, NULL);
	char *s = slice_dup(pattern);
	struct matcher *m = NULL;
	pcre2_code *code = NULL;
	uint32_t back = 0;

	if (want_own(s, e) == 0)
		code = compile((struct slice){s, pattern.n}, memory, e);
	free(s);
	if (code != NULL) {
		m = xcalloc(1, sizeof(*m));
		m->code = code;
		m->data = pcre2_match_data_create(1, memory);
		m->context = pcre2_match_context_create(memory);
		m->steps = STEPS;
		pcre2_pattern_info(code, PCRE2_INFO_BACKREFMAX, &back);
		m->looks_back = back > 0;
		pcre2_set_heap_limit(m->context, HEAP_KIB);
	}
	pcre2_general_context_free(memory);
	return m;
}

/* Every error other than that there is no match. */
static enum truth
give_up(struct matcher *m, int error)
{
	char what[100];

	if (error == PCRE2_ERROR_MATCHLIMIT) {
		m->steps = m->steps / 2 > LEAST_STEPS ? m->steps / 2 : LEAST_STEPS;
		errmsg_set(&m->why, "takes too many steps on");
	} else if (error == PCRE2_ERROR_HEAPLIMIT || error == PCRE2_ERROR_DEPTHLIMIT) {
		errmsg_set(&m->why, "takes too much memory on");
	} else {
		pcre2_get_error_message(error, (PCRE2_UCHAR *)what, sizeof(what));
		errmsg_set(&m->why, "fails (%s) on", what);
	}
	return UNKNOWN;
}

/* A step that compares with a group matched before may take as long as the text. */
static uint32_t
steps_for(const struct matcher *m, size_t n)
{
	if (!m->looks_back || n <= SHORT)
		return m->steps;
	return (uint32_t)(m->steps / (n / SHORT + 1)) + 1;
}

static enum truth
match(struct matcher *m, struct slice text)
{
	PCRE2_SPTR p = (PCRE2_SPTR)(text.p != NULL ? text.p : "");
	int r;

	if (++m->tested == OFTEN)	/* interpreted where that is unavailable */
		pcre2_jit_compile(m->code, PCRE2_JIT_COMPLETE);
	pcre2_set_match_limit(m->context, steps_for(m, text.n));
	r = pcre2_match(m->code, p, text.n, 0, 0, m->data, m->context);
	if (r == PCRE2_ERROR_JIT_STACKLIMIT)
		r = pcre2_match(m->code, p, text.n, 0, PCRE2_NO_JIT, m->data, m->context);
	return r >= 0 ? YES : r == PCRE2_ERROR_NOMATCH ? NO : give_up(m, r);
}

/* Where a short text is remembered: by its first and last bytes. */
static size_t
place_of(struct slice s)
{
	uint64_t first = s.n, last = 0;

	if (s.n >= 8) {
		first += slice_load(s.p, 8);
		last = slice_load(s.p + s.n - 8, 8);
	} else if (s.n >= 4) {
		first += slice_load(s.p, 4) << 8;
		last = slice_load(s.p + s.n - 4, 4);
	} else if (s.n > 0) {
		last = slice_load(s.p, 1) << 16 | slice_load(s.p + s.n / 2, 1) << 8 |
		    slice_load(s.p + s.n - 1, 1);
	}
	return (first * 0x9e3779b97f4a7c15u ^ last * 0xc2b2ae3d27d4eb4fu) >> 32 & (SEEN - 1);
}

enum truth
matcher_test(struct matcher *m, struct slice text)
{
	struct seen *at;

	if (text.n > SHORT)
		return match(m, text);
	at = &m->seen[place_of(text)];
	if (!at->known || !same_text((struct slice){at->text, at->n}, text)) {
		at->known = true;
		at->n = (unsigned char)text.n;
		if (text.n > 0)
			memcpy(at->text, text.p, text.n);
		at->truth = (unsigned char)match(m, text);
	}
	return (enum truth)at->truth;
}

const char *
matcher_why(const struct matcher *m)
{
	return m->why.text;
}

void
matcher_free(struct matcher *m)
{
	if (m == NULL)
		return;
	pcre2_match_context_free(m->context);
	pcre2_match_data_free(m->data);
	pcre2_code_free(m->code);
	free(m);
}
