#include "area/query.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/authority.h"
#include "table/register.h"
#include "table/sidefile.h"

/* Adds the area, with its number where the register has its code. */
static void
add(struct areas_query *q, struct area_name a)
{
	const struct registered *r = register_by_code(a.code);

	if (a.old_code.n == 0 && r != NULL)
		a.old_code = slice_of(r->number);
	q->list = xgrow(q->list, &q->list_cap, q->nlist + 1, sizeof(*q->list));
	q->list[q->nlist++] = a;
}

int
areas_query_areas(struct areas_query *q, const char *arg, struct errmsg *e)
{
	struct slice rest = slice_of(arg), word;

	q->all = slice_is(rest, "all");
	q->named = !q->all;
	while (slice_next(&rest, ',', &word)) {
		word = slice_trim(word);
		if (word.n == 0)
			return errmsg_set(e, "'%s' is not a list of names or codes: one is empty",
			    arg);
		for (size_t i = 0; i < q->nlist; i++)
			if (slice_caseeq(q->list[i].name, word))
				return errmsg_set(e, "'%.*s' is listed twice; expected each once",
				    SLICE_ARG(word));
		add(q, (struct area_name){.code = word, .name = word});
	}
	if (q->all)
		q->nlist = 0;
	if (!q->all && q->nlist == 0)
		return errmsg_set(e, "'%s' is not a list of names or codes", arg);
	return 0;
}

int
areas_query_method(enum areas_method *method, const char *arg, struct errmsg *e)
{
	static const char *const names[] = {
		[AREAS_AUTO] = "auto",
		[AREAS_POISSON] = "poisson",
		[AREAS_PROPORTION] = "proportion",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (slice_is(slice_of(arg), names[i])) {
			*method = (enum areas_method)i;
			return 0;
		}
	return errmsg_set(e, "'%s' is not %sauto, poisson or proportion", arg,
	    slice_is(slice_of(arg), "mean") ? "available, because tables of means seldom have "
	    "their standard errors; expected " : "");
}

static int
read_years(struct areas_query *q, struct errmsg *e)
{
	struct slice rest = slice_of(q->years_arg), word = {"", 0};
	struct period p;

	do {
		slice_next(&rest, ',', &word);
		if (!period_parse(word, q->filter->fyear, &p))
			return errmsg_set(e, "--years: '%.*s' is not a period such as 2014",
			    SLICE_ARG(word));
		q->years = xgrow(q->years, &q->years_cap, q->nyears + 1, sizeof(*q->years));
		q->years[q->nyears++] = p;
	} while (rest.n > 0);
	return 0;
}

static int
read_until(struct areas_query *q, struct errmsg *e)
{
	if (period_parse(slice_of(q->until_arg), q->filter->fyear, &q->until))
		return 0;
	return errmsg_set(e, "--until: '%s' is not a period; expected one such as 2014-15 Q4, "
	    "2014-15 or 2015-03", q->until_arg);
}

/* The columns of a table of neighbours, under any of these headings; and SN_1 and so on. */
static const char *const columns[] = {
	"old_la_code", "LA number", "LA num", "la_code", "la_name", "LA name",
};
enum { CODES = 4, COLUMNS = 6 };

/* The first of the columns from `from` to `to` that the file has, or `to`. */
static size_t
find_column(const struct sidefile *f, size_t from, size_t to)
{
	while (from < to && f->col[from] == SIDEFILE_NONE)
		from++;
	return from;
}

/* SN1 or SN_1, not SN_1P. */
static bool
is_neighbour_column(struct slice s)
{
	size_t i = 2 + (s.n > 2 && s.p[2] == '_'), digits = i;

	while (i < s.n && isdigit((unsigned char)s.p[i]))
		i++;
	return i == s.n && i > digits && slice_caseeq((struct slice){s.p, 2}, slice_of("SN"));
}

/*
 * SNP, SN_1P, SNP1, SN1P, SNP.1 (of R, where headings are the same) or "SN1 closeness", after a
 * neighbour's column.
 */
static bool
is_closeness_column(struct slice s)
{
	char letters[12];
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (is_digit(s.p[i]) || strchr("_. -", s.p[i]) != NULL)
			continue;
		if (n == sizeof(letters))
			return false;
		letters[n++] = s.p[i];
	}
	return slice_caseeq((struct slice){letters, n}, slice_of("SNP")) ||
	    slice_caseeq((struct slice){letters, n}, slice_of("SNcloseness"));
}

/* The number of a neighbour's column, or 0. */
static unsigned long
neighbour_number(struct slice s)
{
	unsigned long n = 0;

	for (size_t i = 2; is_neighbour_column(s) && i < s.n && n < 1000; i++)
		if (s.p[i] != '_')
			n = 10 * n + (unsigned long)(s.p[i] - '0');
	return n;
}

/* How many columns have that number; *near: one of the others that may be it, or ncols. */
static size_t
count_numbered(const struct input *in, unsigned long number, size_t *near)
{
	size_t n = 0;
	char name[2][24];

	snprintf(name[0], sizeof(name[0]), "SN%lu", number);
	snprintf(name[1], sizeof(name[1]), "SN_%lu", number);
	*near = in->ncols;
	for (size_t i = 0; i < in->ncols; i++) {
		struct slice s = slice_trim(in->heading[i]);

		n += neighbour_number(s) == number;
		for (int k = 0; k < 2 && !is_neighbour_column(s) && !is_closeness_column(s); k++)
			if (suggest_distance(s, slice_of(name[k]), 1) <= 1)
				*near = i;
	}
	return n;
}

/* The numbers go from 1 to the last, each once, and no other heading may be the next. */
static int
check_numbers(const struct input *in, struct errmsg *e)
{
	unsigned long last = 0;
	size_t n, near;

	for (size_t i = 0; i < in->ncols; i++) {
		unsigned long number = neighbour_number(slice_trim(in->heading[i]));

		last = number > last ? number : last;
	}
	for (unsigned long k = 1; k <= last + 1; k++) {
		n = count_numbered(in, k, &near);
		if (n == 1 || (k > last && near == in->ncols))
			continue;
		if (n > 1)
			return errmsg_set(e, "%s:1: SN%lu occurs twice; expected each neighbour "
			    "once", input_file(in), k);
		return errmsg_set(e, "%s:1: no column SN%lu; expected each neighbour from SN1 "
		    "on%s%.*s%s", input_file(in), k, near < in->ncols ? "; did you mean '" : "",
		    near < in->ncols ? (int)in->heading[near].n : 0, near < in->ncols ?
		    in->heading[near].p : "", near < in->ncols ? "'?" : "");
	}
	return 0;
}

static int
check_columns(const struct sidefile *f, struct errmsg *e)
{
	for (size_t i = 0; i < f->in->ncols; i++)
		if (is_neighbour_column(slice_trim(f->in->heading[i])) &&
		    find_column(f, 0, CODES) < CODES && find_column(f, CODES, COLUMNS) < COLUMNS)
			return check_numbers(f->in, e);
	return errmsg_set(e, "%s:1: not a table of neighbours; expected the columns old_la_code, "
	    "la_name, SN_1, SN_2, ...", input_file(f->in));
}

static bool
has_neighbours(const struct sidefile *f)
{
	for (size_t i = 0; i < f->in->ncols; i++)
		if (is_neighbour_column(slice_trim(f->in->heading[i])) &&
		    slice_trim(input_field(f->in, i)).n > 0)
			return true;
	return false;
}

static bool
is_number(struct slice s)
{
	size_t i = 0;

	while (i < s.n && is_digit(s.p[i]))
		i++;
	return i == s.n && i > 0;
}

/* An authority of the file by its number or name; a neighbour from column i, else i is ncols. */
static int
add_member(struct areas_query *q, struct sidefile *f, struct slice who, size_t i, struct errmsg *e)
{
	const struct registered *r = is_number(who) ? NULL : register_by_name(who);
	struct slice number = r != NULL ? slice_of(r->number) : arena_copy(&q->texts, who);
	struct area_name a = {.code = {"", 0}, .name = {"", 0}, .old_code = number};

	if (who.n == 0)
		return input_fault(f->in, i, e, "blank; expected a neighbour, as in the other "
		    "columns");
	if (!is_number(number))
		return input_fault(f->in, i, e, "'%.*s' is not an authority; expected its number "
		    "or name", SLICE_ARG(who));
	for (size_t k = 0; k < q->nlist; k++)
		if (slice_eq(q->list[k].old_code, number))
			return input_fault(f->in, i, e, "'%.*s' is %s; expected each neighbour "
			    "once", SLICE_ARG(who), k > 0 ? "listed twice" : "its own neighbour");
	if (i + 1 < f->in->ncols && is_closeness_column(slice_trim(f->in->heading[i + 1])))
		a.closeness = arena_copy(&q->texts, slice_trim(input_field(f->in, i + 1)));
	add(q, a);
	return 0;
}

/* "Close", "Very close" and the like. */
static bool
is_closeness(struct slice s)
{
	static const struct slice close = {"close", 5};

	return s.n >= close.n &&
	    slice_caseeq((struct slice){s.p + s.n - close.n, close.n}, close);
}

/* Says of the first column after a neighbour that seems to have its closeness, and is not used. */
static void
note_closeness(const struct areas_query *q, const struct sidefile *f)
{
	struct errmsg what, e;

	for (size_t i = 1; i < f->in->ncols && !q->filter->quiet; i++) {
		struct slice before = slice_trim(f->in->heading[i - 1]);
		struct slice cell = slice_trim(input_field(f->in, i));

		if (!is_neighbour_column(before) || !is_closeness(cell) ||
		    is_closeness_column(slice_trim(f->in->heading[i])))
			continue;
		input_fault(f->in, i, &what, "'%.*s' may be how close '%.*s' is, but the column is "
		    "not used; expected it under the heading %.*sP", SLICE_ARG(cell),
		    SLICE_ARG(slice_trim(input_field(f->in, i - 1))), SLICE_ARG(before));
		errmsg_set(&e, "note: %s", what.text);
		q->say(e.text);
		return;
	}
}

static bool
is_about(struct slice code, struct slice name, struct slice about)
{
	const struct registered *r = register_by_code(about);

	return authority_same_name(name, about) || slice_eq(code, about) ||
	    (r != NULL && slice_is(code, r->number));
}

/* The names of authorities by their three-digit codes. */
struct names {
	struct intern *codes;		/* to a number in name[] */
	struct slice *name;
	size_t cap;
	uint64_t line;			/* of the row whose neighbours are taken */
};

static int
read_neighbours(struct areas_query *q, struct sidefile *f, struct names *names, struct slice about,
    struct errmsg *e)
{
	size_t code_column = find_column(f, 0, CODES);
	struct slice code = sidefile_cell(f, code_column);
	struct slice name = sidefile_cell(f, find_column(f, CODES, COLUMNS));
	uint32_t before = intern_count(names->codes), id;
	struct slice of;

	if (!has_neighbours(f))
		return 0;
	if (code.n == 0)
		return sidefile_fault(f, code_column, e, "blank; expected an authority's code");
	if (register_contradicts(code, name, &of))
		return sidefile_fault(f, find_column(f, CODES, COLUMNS), e, "'%.*s', with the "
		    "number of %.*s (%.*s); expected the name and the number of one authority",
		    SLICE_ARG(name), SLICE_ARG(of), SLICE_ARG(code));
	if ((id = intern_id(names->codes, code)) < before)
		return sidefile_fault(f, code_column, e, "'%.*s' appears twice; expected one row "
		    "for each authority", SLICE_ARG(code));
	names->name = xgrow(names->name, &names->cap, id + 1, sizeof(*names->name));
	names->name[id] = arena_copy(&q->texts, name);
	if (q->nlist > 0 || !is_about(code, name, about))
		return 0;
	names->line = input_line(f->in);
	if (add_member(q, f, code, f->in->ncols, e) != 0)
		return -1;
	note_closeness(q, f);
	for (size_t i = 0; i < f->in->ncols; i++)
		if (is_neighbour_column(slice_trim(f->in->heading[i])) &&
		    add_member(q, f, slice_trim(input_field(f->in, i)), i, e) != 0)
			return -1;
	return 0;
}

/* Gives each member its name, in the file or the register, and its code. -1: it has neither. */
static int
name_members(struct areas_query *q, const struct names *names, struct errmsg *e)
{
	for (size_t i = 0; i < q->nlist; i++) {
		struct area_name *a = &q->list[i];
		const struct registered *r = register_by_code(a->old_code);
		uint32_t id = intern_find(names->codes, a->old_code);

		if (r == NULL && id == INTERN_NONE)
			return errmsg_set(e, "%s:%llu: neighbour '%.*s' of '%.*s' is not the "
			    "number of an authority", input_path(q->neighbours_arg),
			    (unsigned long long)names->line, SLICE_ARG(a->old_code),
			    SLICE_ARG(q->list[0].name));
		a->name = id != INTERN_NONE ? names->name[id] : slice_of(r->name);
		a->code = r != NULL ? slice_of(r->code) : (struct slice){"", 0};
	}
	return 0;
}

static int
add_neighbours(struct areas_query *q, struct errmsg *e)
{
	const char *about = q->about != NULL ? q->about : AUTHORITY_OWN_NAME;
	struct input_options loose = q->filter->input;
	struct names names = {0};
	struct sidefile *f;
	int got;

	loose.no_heading_checks = true;	/* the table of 2021 has ten columns SNP, and a blank one */
	if ((f = sidefile_open(q->neighbours_arg, &loose, columns, COLUMNS, 0, e)) == NULL)
		return -1;
	names.codes = intern_new();
	got = check_columns(f, e);
	while (got == 0 && (got = sidefile_next(f, e)) == 1)
		got = read_neighbours(q, f, &names, slice_of(about), e);
	if (got == 0 && q->nlist < 2)
		got = errmsg_set(e, "%s: no neighbours of '%s'; expected an authority's name or "
		    "three-digit code (--about)", input_path(q->neighbours_arg), about);
	if (got == 0)
		got = name_members(q, &names, e);
	sidefile_close(f);
	intern_free(names.codes);
	free(names.name);
	return got;
}

int
areas_query_settle(struct areas_query *q, struct errmsg *e)
{
	q->region = slice_of(q->region_arg != NULL ? q->region_arg : "");
	if (q->region_arg != NULL && slice_trim(q->region).n == 0)
		return errmsg_set(e, "--region: '%s' is blank; expected the name or code of a "
		    "region, such as 'North East', or all", q->region_arg);
	if ((q->years_arg != NULL && read_years(q, e) != 0) ||
	    (q->until_arg != NULL && read_until(q, e) != 0) ||
	    (q->neighbours_arg != NULL && add_neighbours(q, e) != 0))
		return -1;
	if (q->all) {
		q->choice = AREAS_ALL;
	} else if (q->nlist > 0) {
		q->choice = AREAS_LIST;
	} else if (q->region.n == 0 || authority_in_region(slice_of(AUTHORITY_NORTH_EAST_CODE),
	    slice_of(AUTHORITY_NORTH_EAST_NAME), q->region)) {
		q->choice = AREAS_NORTH_EAST;
		for (size_t i = 0; i < AUTHORITY_NORTH_EAST_N; i++)
			add(q, (struct area_name){.code = slice_of(authority_north_east[i].code),
			    .name = slice_of(authority_north_east[i].name)});
	} else {
		q->choice = slice_is(q->region, "all") ? AREAS_EVERY_REGION : AREAS_REGION;
	}
	return 0;
}

int
areas_query_not_found(const struct areas_query *q, size_t bad, const char *there,
    struct errmsg *e)
{
	bool north_east = q->choice == AREAS_NORTH_EAST, region = q->choice == AREAS_REGION;

	return errmsg_set(e, "none of %s%s%s %s in the input%s%s%s%s%s",
	    north_east ? "the twelve North East authorities" : region ? "the authorities of '" :
	    "the areas asked for", region ? q->region_arg : "", region ? "'" : "",
	    bad > 0 ? "has a usable row" : "is", q->nyears > 0 ? " in those years" : "",
	    there[0] != '\0' ? "; it has authorities of '" : "", there,
	    there[0] != '\0' ? "'" : "",
	    north_east && bad == 0 ? "; choose others with --region or --areas" : "");
}

int
areas_query_no_period(const struct areas_query *q, const struct period *there, size_t n,
    size_t most, struct errmsg *e)
{
	struct textbuf b = {0};
	char text[PERIOD_SIZE];

	for (size_t i = 0; i < n && i + 1 < most; i++) {
		period_format_words(text, there[i]);
		textbuf_addf(&b, "%s'%s'", i == 0 ? "" : i + 1 == n ? " or " : ", ", text);
	}
	textbuf_addf(&b, "%s", n == most ? " or another period of the input" : "");
	errmsg_set(e, "--years: no row of the input is of '%s'; expected %s", q->years_arg, b.p);
	textbuf_free(&b);
	return -1;
}

void
areas_query_note_later(const struct areas_query *q)
{
	struct errmsg text;

	errmsg_set(&text, "note: --until: nothing ends by %s, so there is nothing to compare",
	    q->until_arg);
	if (!q->filter->quiet)
		q->say(text.text);
}

void
areas_query_note_absent(const struct areas_query *q, const bool *absent)
{
	struct intern *said = intern_new();
	struct errmsg what, e;

	for (size_t i = 0; i < q->nlist && q->choice == AREAS_LIST && !q->filter->quiet; i++) {
		const struct area_name *a = &q->list[i];
		const struct registered *r = a->old_code.n > 0 ? register_by_code(a->old_code) :
		    register_by_name(a->name);
		uint32_t before = intern_count(said);

		if (!absent[i] || r == NULL || !register_describe_change(r, &what) ||
		    intern_id(said, slice_of(what.text)) < before)
			continue;
		errmsg_set(&e, "note: %s", what.text);
		q->say(e.text);
	}
	intern_free(said);
}

void
areas_query_free(struct areas_query *q)
{
	free(q->list);
	free(q->years);
	arena_free(&q->texts);
}
