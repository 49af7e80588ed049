#include "table/popcols.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/num.h"
#include "base/visible.h"
#include "table/rolefault.h"
#include "table/rolename.h"

struct finding_columns {
	struct popcols *c;
	struct input *in;
	int fyear;
	struct errmsg *e;
};

/* The heading without what is before its last words: "population_2023". */
static bool
is_population_of(struct slice heading, size_t at)
{
	struct folded f;
	bool named = false;
	const char *name;

	while (at > 0 && strchr("_ -", heading.p[at - 1]) != NULL)
		at--;
	heading.n = at;
	folded_make(&f, &heading, 1);
	for (int i = 0; !named && (name = rolename(ROLE_POPULATION, i)) != NULL; i++)
		named = folded_is(f.fold[0], name);
	folded_free(&f);
	return named;
}

bool
popcols_is_dated(struct period p)
{
	const int year = period_of_day(PERIOD_YEAR, period_first_day(p)).ord;

	return year >= POPCOLS_FIRST_YEAR && year <= POPCOLS_LAST_YEAR;
}

static bool
is_year(struct period p)
{
	return (p.freq == PERIOD_YEAR || p.freq == PERIOD_FYEAR) && popcols_is_dated(p);
}

/* Is the heading a year, or a population's name and a year? -1: it is neither, but begins so. */
static int
year_heading(struct slice h, int fyear, struct period *p)
{
	bool named = false;

	if (period_parse(h, fyear, p))
		return is_year(*p);
	if (is_population_of(h, h.n))
		return 0;
	for (size_t i = 1; i < h.n; i++) {
		if (strchr("_ -", h.p[i - 1]) == NULL || !is_population_of(h, i))
			continue;
		if (period_parse((struct slice){h.p + i, h.n - i}, fyear, p) && is_year(*p))
			return 1;
		named |= is_digit(h.p[i]);
	}
	return named ? -1 : 0;
}

static int
add_year(struct finding_columns *r, size_t col, struct period p)
{
	struct popcols *f = r->c;
	struct slice h = r->in->heading[col];

	for (size_t i = 0; i < f->nyears; i++) {
		struct slice first = r->in->heading[f->year[i].col];

		if (f->year[i].period.freq != p.freq)
			return errmsg_set(r->e, "%s:1: '%.*s' and '%.*s' are years of two kinds; "
			    "expected one", input_file(r->in), SLICE_ARG(first), SLICE_ARG(h));
		if (f->year[i].period.ord == p.ord)
			return errmsg_set(r->e, "%s:1: '%.*s' and '%.*s' are the same year; "
			    "expected each once", input_file(r->in), SLICE_ARG(first),
			    SLICE_ARG(h));
	}
	f->year = xgrow(f->year, &f->cap, f->nyears + 1, sizeof(*f->year));
	f->year[f->nyears++] = (struct popyear){col, p};
	return 0;
}

static int
find_years(struct finding_columns *r)
{
	struct period p;

	for (size_t i = 0; i < r->in->ncols; i++) {
		struct slice h = slice_trim(r->in->heading[i]);
		int is = year_heading(h, r->fyear, &p);

		if (is < 0)
			return errmsg_set(r->e, "%s:1: '%.*s' is not a population of one year; "
			    "expected a heading such as population_2023", input_file(r->in),
			    SLICE_ARG(h));
		if (is > 0 && add_year(r, i, p) != 0)
			return -1;
	}
	return 0;
}

/* Does a heading end in a year among other words, as in under_18_2023? */
static bool
has_year(const struct slice *h, size_t n)
{
	enum { DIGITS = 4 };
	struct period p;

	for (size_t i = 0; i < n; i++) {
		struct slice s = slice_trim(h[i]), last = {s.p + s.n - DIGITS, DIGITS};

		if (s.n > DIGITS && !is_digit(last.p[-1]) &&
		    period_parse(last, PERIOD_NO_YEAR, &p) && is_year(p))
			return true;
	}
	return false;
}

static bool
is_a_number(struct slice s)
{
	struct num num;

	return num_parse(s, NUM_COMMAS, &num) == NUM_VALUE;
}

/* Whether the first row has a number other than a year, and so is not a heading. */
static bool
has_number(const struct slice *h, size_t n)
{
	struct period p;

	for (size_t i = 0; i < n; i++)
		if (is_a_number(h[i]) && !(period_parse(h[i], PERIOD_NO_YEAR, &p) && is_year(p)))
			return true;
	return false;
}

/* The message, with the name of the option's other side before that of each role of -c. */
static void
add_message(struct textbuf *b, struct slice text)
{
	static const char option[] = "-c ";
	const char *const end = text.p + text.n, *next;

	for (; (next = memmem(text.p, text.n, option, strlen(option))) != NULL;
	    text.n = (size_t)(end - text.p)) {
		textbuf_addf(b, "%.*s-c population.", (int)(next - text.p), text.p);
		text.p = next + strlen(option);
	}
	textbuf_add(b, text);
}

/* What is missing in the heading of this file, which is the file of -P itself. */
static int
fault_of_heading(struct finding_columns *r, const struct errmsg *why)
{
	static const char *const others[] = {ROLEFAULT_POPULATIONS, ROLEFAULT_ONE_PERIOD};
	const struct slice *h = r->in->heading;
	const char *rest = why->text, *part;
	struct textbuf b = {0};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if ((part = strstr(rest, others[i])) != NULL) {
			add_message(&b, (struct slice){rest, (size_t)(part - rest)});
			rest = part + strlen(others[i]);
		}
	add_message(&b, slice_of(rest));
	if (strncmp(why->text, "no column", 9) == 0 && has_number(h, r->in->ncols))
		textbuf_addf(&b, "; if that is a row, add a heading above it");
	else if (strncmp(why->text, "no column", 9) == 0 && has_year(h, r->in->ncols))
		textbuf_addf(&b, "; or years in headings such as population_2023");
	errmsg_set(r->e, "%s:1: %s", input_file(r->in), b.p);
	textbuf_free(&b);
	return -1;
}

/* No column is of areas: the file may have no heading, or titles above. */
static int
no_area(struct finding_columns *r)
{
	const struct input *in = r->in;
	struct textbuf b = {0};
	bool number = false;
	struct errmsg why;

	for (size_t i = 0; i < in->ncols; i++)
		number = number || is_a_number(in->heading[i]);
	roles_no_area(in->heading, in->ncols, &why);
	add_message(&b, slice_of(why.text));
	errmsg_set(r->e, "%s:1: %s%s", input_file(in), b.p, number ?
	    "; if that is a row, add a heading above it" : "");
	textbuf_free(&b);
	return -1;
}

static size_t
find_heading(const struct input *in, const char *name)
{
	size_t i = 0;

	while (i < in->ncols && !visible_alike(in->heading[i], slice_of(name)))
		i++;
	return i;
}

/*
 * Where no column is of populations, the one of their figures: OBS_VALUE of Nomis or, with an
 * indicator, the value of csv-tidy. The heading or NULL, which the caller frees; -1: there are two.
 */
static int
find_figures(struct finding_columns *r, char **heading)
{
	static const char *const names[] = {"obs_value", "value"};
	const struct slice *h = r->in->heading;
	const size_t n = r->in->ncols;
	struct errmsg why;
	size_t at = n;

	*heading = NULL;
	r->c->indicator = n;
	if (heading_named(h, n, names[0], &at, &why) != 0 ||
	    (at == n && heading_named(h, n, names[1], &at, &why) != 0))
		return fault_of_heading(r, &why);
	if (at < n && visible_alike(h[at], slice_of(names[1])) &&
	    (r->c->indicator = find_heading(r->in, "indicator")) == n)
		return 0;
	if (at < n)
		*heading = slice_dup(h[at]);
	return 0;
}

/* The column of categories, unless -c gives it a role: it may have parts of the population. */
static size_t
find_category(const struct popcols *c, const struct input *in)
{
	const size_t col = find_heading(in, "category");

	for (enum role role = 0; role < ROLE_N; role++)
		if (c->roles.col[role] == (int)col)
			return in->ncols;
	return col;
}

/* Code and Name of areas, where no column says that it is of areas. */
static void
find_code_and_name(struct finding_columns *r)
{
	const size_t code = find_heading(r->in, "code"), name = find_heading(r->in, "name");

	if (code < r->in->ncols && name < r->in->ncols) {
		r->c->roles.col[ROLE_AREA_CODE] = (int)code;
		r->c->roles.col[ROLE_AREA] = (int)name;
	}
}

static int
find_columns(struct finding_columns *r, const char *const *given)
{
	const unsigned want = ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE) |
	    ROLE_BIT(ROLE_AGE_BAND) | ROLE_BIT(ROLE_SEX);
	const unsigned need = ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_POPULATION);
	const struct slice *h = r->in->heading;
	const size_t n = r->in->ncols;
	const char *chosen[ROLE_N];
	char *figures = NULL;
	struct errmsg why;
	int status;

	memcpy(chosen, given, sizeof(chosen));
	r->c->measures = find_heading(r->in, "measures_name");
	if (given[ROLE_POPULATION] == NULL && find_figures(r, &figures) != 0)
		return -1;
	status = roles_find(&r->c->roles, h, n, ROLES_BY_WORDS, want | need, chosen, &why);
	if (status == 0 && r->c->roles.col[ROLE_PERIOD] < 0 && find_years(r) != 0) {
		free(figures);
		return -1;
	}
	if (status == 0 && r->c->roles.col[ROLE_POPULATION] < 0 && figures != NULL)
		chosen[ROLE_POPULATION] = figures;
	else
		r->c->indicator = n;
	if (status == 0 && r->c->nyears == 0)
		status = roles_find(&r->c->roles, h, n, need | ROLES_BY_WORDS, want, chosen, &why);
	free(figures);
	if (status != 0)
		return fault_of_heading(r, &why);
	if (r->c->roles.col[ROLE_AREA] < 0 && r->c->roles.col[ROLE_AREA_CODE] < 0)
		find_code_and_name(r);
	return r->c->roles.col[ROLE_AREA] < 0 && r->c->roles.col[ROLE_AREA_CODE] < 0 ?
	    no_area(r) : 0;
}

int
popcols_find(struct popcols *c, struct input *in, const char *const *given, int fyear, bool ages,
    struct errmsg *e)
{
	struct finding_columns r = {c, in, fyear, e};
	char near[SUGGEST_SIZE];

	if (in->ncols == 1)
		return errmsg_set(e, "%s:1: '%.*s' is alone in its row; expected a heading for "
		    "each column", input_file(in), SLICE_ARG(in->heading[0]));
	if (find_columns(&r, given) != 0)
		return -1;
	c->category = find_category(c, in);
	if (!ages || c->roles.col[ROLE_AGE_BAND] >= 0)
		return 0;
	if (c->category < in->ncols) {		/* texts that are not ages are refused */
		c->roles.col[ROLE_AGE_BAND] = (int)c->category;
		c->category = in->ncols;
		return 0;
	}
	return errmsg_set(e, "--ages: %s has no column of ages; expected age, age_band or "
	    "age_group, or -c population.age_band=NAME%s", input_file(in),
	    suggest(near, slice_of("age"), in->heading, in->ncols));
}

void
popcols_free(struct popcols *c)
{
	free(c->year);
}
