#include "board/plotin.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/intern.h"
#include "base/message.h"
#include "base/numeral.h"
#include "board/axis.h"
#include "table/cell.h"
#include "trend/series.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A column under the first of these headings that is there, and the member that its cells fill. */
struct column {
	const char *name[2];
	size_t at;
	bool number;
};

#define TEXT(member, ...) {{__VA_ARGS__}, offsetof(struct plotin_row, member), false}
#define NUMBER(member, ...) {{__VA_ARGS__}, offsetof(struct plotin_row, member), true}

static const struct column columns_anywhere[] = {
	TEXT(unit, "unit"), TEXT(polarity, "polarity"), TEXT(sentence, "sentence"),
	NUMBER(target, "target"),
};

static const struct column columns_of_points[] = {
	TEXT(series, "series"), TEXT(label, "period"), TEXT(cause, "special_cause"),
	NUMBER(x, "t"), NUMBER(centre, "centre", "mean"), NUMBER(lower, "lower", "lower_limit"),
	NUMBER(upper, "upper", "upper_limit"), NUMBER(group, "group"),
	NUMBER(trial, "trial_limits"),
};

static const struct column columns_of_areas[] = {
	TEXT(label, "time_period"), TEXT(area, "la_name"), TEXT(indicator, "indicator"),
	TEXT(region, "region_name"), TEXT(method, "method"), TEXT(england_class, "england_class"),
	NUMBER(count, "count"), NUMBER(population, "population"), NUMBER(ranked, "n_ranked"),
	NUMBER(quartile, "quartile"), NUMBER(region_rate, "region_rate"),
	NUMBER(england_rate, "england_rate"), NUMBER(lower95, "funnel_lower95"),
	NUMBER(upper95, "funnel_upper95"), NUMBER(lower998, "funnel_lower998"),
	NUMBER(upper998, "funnel_upper998"),
};

static const struct column columns_of_tidy[] = {TEXT(series, "series")};

static const struct {
	const struct column *column;
	size_t n;
} columns_of[] = {
	[PLOTIN_POINTS] = {columns_of_points, COUNT(columns_of_points)},
	[PLOTIN_AREAS] = {columns_of_areas, COUNT(columns_of_areas)},
	[PLOTIN_TIDY] = {columns_of_tidy, COUNT(columns_of_tidy)},
};

static const struct {
	const char *name;
	unsigned shapes;	/* bits of enum plotin_shape */
} types[] = {
	[PLOTIN_AUTO] = {"", 0},
	[PLOTIN_RUN] = {"run", 1 << PLOTIN_POINTS | 1 << PLOTIN_TIDY},
	[PLOTIN_CONTROL] = {"control", 1 << PLOTIN_POINTS},
	[PLOTIN_FUNNEL] = {"funnel", 1 << PLOTIN_AREAS},
	[PLOTIN_RANKED] = {"ranked", 1 << PLOTIN_AREAS},
	[PLOTIN_SPINE] = {"spine", 1 << PLOTIN_AREAS},
	[PLOTIN_STACKED] = {"stacked", 1 << PLOTIN_TIDY},
};

enum { MOST_COLUMNS = 32, MOST_HIGHLIGHTS = 16 };

/* What is read of a row, and from where. */
struct plan {
	struct {
		const struct column *is;
		size_t col;
	} column[MOST_COLUMNS];
	size_t n;
	size_t value, lower, upper;	/* columns that are found otherwise, or INPUT_WHOLE_ROW */
	size_t mark;
	struct roles roles;		/* of PLOTIN_TIDY */
	struct {
		size_t col;
		struct slice value;
	} highlight[MOST_HIGHLIGHTS];
	size_t nhighlights;
};

const char *
plotin_type_name(enum plotin_type t)
{
	return types[t].name;
}

int
plotin_fault(const struct plotin_row *r, struct errmsg *e, const char *fmt, ...)
{
	struct errmsg what;
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&what, fmt, ap);
	va_end(ap);
	return errmsg_set(e, "%s:%ju: %s", r->file, (uintmax_t)r->line, what.text);
}

static size_t
find_heading(const struct input *in, const char *name)
{
	for (size_t c = 0; c < in->ncols && name != NULL; c++)
		if (slice_caseeq(slice_trim(in->heading[c]), slice_of(name)))
			return c;
	return INPUT_WHOLE_ROW;
}

static bool
has_heading(const struct input *in, const char *name)
{
	return find_heading(in, name) != INPUT_WHOLE_ROW;
}

static void
add_columns(struct plan *plan, const struct input *in, const struct column *column, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t c = find_heading(in, column[i].name[0]);

		if (c == INPUT_WHOLE_ROW)
			c = find_heading(in, column[i].name[1]);
		if (c == INPUT_WHOLE_ROW)
			continue;
		plan->column[plan->n].is = &column[i];
		plan->column[plan->n++].col = c;
	}
}

/* The limits of a rate: "lower95", or of whatever level they are. */
static size_t
find_limit(const struct input *in, const char *side, char level[8])
{
	for (size_t c = 0; c < in->ncols; c++) {
		struct slice s = slice_trim(in->heading[c]);
		size_t n = slice_of(side).n, digits = s.n - n;

		if (s.n <= n || !slice_caseeq((struct slice){s.p, n}, slice_of(side)) ||
		    !is_digit(s.p[n]) || digits > 5)
			continue;
		snprintf(level, 8, "%.2s%s%.*s", s.p + n, digits > 2 ? "." : "",
		    digits > 2 ? (int)digits - 2 : 0, s.p + n + 2);
		return c;
	}
	return INPUT_WHOLE_ROW;
}

static int
find_tidy(struct plotin *p, struct plan *plan, struct input *in, const struct plotin_options *o,
    struct errmsg *e)
{
	unsigned need = ROLE_BIT(ROLE_PERIOD), want = ROLE_BIT(ROLE_AREA) |
	    ROLE_BIT(ROLE_INDICATOR) | ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_VALUE) |
	    ROLE_BIT(ROLE_PERCENTAGE);
	struct errmsg why;

	if (roles_find(&plan->roles, in->heading, in->ncols, need, want,
	    o->filter->chosen, &why) != 0)
		return errmsg_set(e, "%s:1: %s; or the points of qtrend, or the table of "
		    "benchmark-ne", input_file(in), why.text);
	p->has_value = plan->roles.col[ROLE_VALUE] != -1;
	p->has_percentage = plan->roles.col[ROLE_PERCENTAGE] != -1;
	if (!p->has_value && !p->has_percentage)
		return errmsg_set(e, "%s:1: no column for the value; expected value, count or "
		    "percentage", input_file(in));
	return 0;
}

static int
find_highlight(struct plan *plan, struct input *in, const char *item, struct errmsg *e)
{
	struct slice value = slice_of(item), name;
	struct errmsg why;
	size_t c;

	slice_next(&value, '=', &name);
	c = heading_find(in->heading, in->ncols, name);
	if (c == in->ncols) {
		heading_missing(in->heading, in->ncols, name, &why);
		return errmsg_set(e, "--highlight: %s", why.text);
	}
	if (plan->nhighlights == MOST_HIGHLIGHTS)
		return errmsg_set(e, "--highlight: expected at most %d of them", MOST_HIGHLIGHTS);
	plan->highlight[plan->nhighlights].col = c;
	plan->highlight[plan->nhighlights++].value = slice_trim(value);
	return 0;
}

static int
make_plan(struct plotin *p, struct plan *plan, struct input *in, const struct plotin_options *o,
    struct errmsg *e)
{
	bool limits = has_heading(in, "lower") || has_heading(in, "lower_limit");

	plan->value = plan->lower = plan->upper = plan->mark = INPUT_WHOLE_ROW;
	p->shape = has_heading(in, "series") && has_heading(in, "value") &&
	    (limits || has_heading(in, "special_cause")) ? PLOTIN_POINTS :
	    has_heading(in, "la_name") && has_heading(in, "rate") &&
	    has_heading(in, "n_ranked") ? PLOTIN_AREAS : PLOTIN_TIDY;
	add_columns(plan, in, columns_anywhere, COUNT(columns_anywhere));
	add_columns(plan, in, columns_of[p->shape].column, columns_of[p->shape].n);
	switch (p->shape) {
	case PLOTIN_POINTS:
		plan->value = find_heading(in, "value");
		plan->mark = find_heading(in, "mark");
		break;
	case PLOTIN_AREAS:
		plan->value = find_heading(in, "rate");
		plan->mark = find_heading(in, "symbol");
		plan->lower = find_limit(in, "lower", p->level);
		plan->upper = find_limit(in, "upper", p->level);
		break;
	case PLOTIN_TIDY:
		if (find_tidy(p, plan, in, o, e) != 0)
			return -1;
		break;
	}
	for (size_t i = 0; i < o->highlight->n; i++)
		if (find_highlight(plan, in, o->highlight->item[i], e) != 0)
			return -1;
	return 0;
}

/* A number into *v, NaN where there is none, and then in *mark what is there instead. */
static int
read_number(struct plotin *p, struct input *in, size_t col, double *v, struct slice *mark,
    struct errmsg *e)
{
	char buf[NUM_MARK_SIZE];
	struct num num;

	*v = NAN;
	if (col == INPUT_WHOLE_ROW)
		return 0;
	if (cell_read(in, col, CELL_FIGURE, &num, e) != 0)
		return -1;
	*v = cell_value(&num);
	if (fabs(*v) > AXIS_MOST)
		return input_fault(in, col, e, "'%.*s' is too large to draw; expected at most "
		    "1e15", SLICE_ARG(input_field(in, col)));
	if (mark != NULL && isnan(*v)) {
		num_format_mark(buf, &num);
		*mark = arena_copy(&p->text, slice_of(buf));
	}
	return 0;
}

static int
read_columns(struct plotin *p, const struct plan *plan, struct input *in, struct plotin_row *r,
    struct errmsg *e)
{
	for (size_t i = 0; i < plan->n; i++) {
		const struct column *c = plan->column[i].is;
		void *member = (char *)r + c->at;

		if (!c->number)
			*(struct slice *)member = arena_copy(&p->text,
			    slice_trim(input_field(in, plan->column[i].col)));
		else if (read_number(p, in, plan->column[i].col, member, NULL, e) != 0)
			return -1;
	}
	return 0;
}

/* The decimals of a value as written; -1: there is no value, or it has an exponent. */
static int
decimals_of(struct input *in, size_t col)
{
	struct cell_figure f;
	bool exponent = false;
	int n;

	if (!cell_parse_figure(input_field(in, col), &f) || f.value.kind != NUM_VALUE)
		return 0;
	n = numeral_decimals(f.value_text, &exponent);
	return exponent ? 0 : n;
}

static int
read_tidy(struct plotin *p, const struct plan *plan, struct input *in, struct plotin_row *r,
    int fyear, struct errmsg *e)
{
	const int *col = plan->roles.col;
	size_t value = p->has_value ? (size_t)col[ROLE_VALUE] : (size_t)col[ROLE_PERCENTAGE];
	struct slice label = slice_trim(input_field(in, (size_t)col[ROLE_PERIOD])), identifier;
	char canonical[PERIOD_SIZE];

	identifier = col[ROLE_TIME_IDENTIFIER] == -1 ? slice_of("") :
	    slice_trim(input_field(in, (size_t)col[ROLE_TIME_IDENTIFIER]));
	if (role_read_period(label, identifier, fyear, &r->period, e) != 0)
		r->period.freq = PERIOD_NONE;
	if (r->period.freq != PERIOD_NONE && identifier.n > 0) {
		period_format(canonical, r->period);
		label = slice_of(canonical);
	}
	r->label = arena_copy(&p->text, label);
	r->area = arena_copy(&p->text, slice_trim(roles_area(&plan->roles, in)));
	if (col[ROLE_INDICATOR] != -1)
		r->indicator = arena_copy(&p->text,
		    slice_trim(input_field(in, (size_t)col[ROLE_INDICATOR])));
	if (col[ROLE_CATEGORY] != -1)
		r->category = arena_copy(&p->text,
		    slice_trim(input_field(in, (size_t)col[ROLE_CATEGORY])));
	r->decimals = decimals_of(in, value);
	if (p->has_percentage && read_number(p, in, (size_t)col[ROLE_PERCENTAGE], &r->percentage,
	    &r->share_mark, e) != 0)
		return -1;
	return read_number(p, in, value, &r->value, &r->mark, e);
}

static void
mark_highlit(struct plotin *p, const struct plan *plan, struct input *in, struct plotin_row *r)
{
	for (size_t i = 0; i < plan->nhighlights; i++) {
		struct slice s = slice_trim(input_field(in, plan->highlight[i].col));

		if (i == 0)
			r->sought = arena_copy(&p->text, s);
		r->highlit |= slice_eq(s, plan->highlight[i].value);
	}
}

static void
init_row(struct plotin_row *r, struct input *in)
{
	const struct slice none = {"", 0};

	*r = (struct plotin_row){.series = none, .label = none, .area = none, .indicator = none,
	    .region = none, .category = none, .sentence = none, .cause = none, .unit = none,
	    .polarity = none, .method = none, .england_class = none, .mark = none,
	    .share_mark = none, .sought = none, .x = NAN, .value = NAN,
	    .percentage = NAN, .target = NAN, .centre = NAN, .lower = NAN, .upper = NAN,
	    .group = NAN, .trial = NAN, .population = NAN, .ranked = NAN, .quartile = NAN,
	    .count = NAN, .region_rate = NAN, .england_rate = NAN, .lower95 = NAN,
	    .upper95 = NAN, .lower998 = NAN, .upper998 = NAN, .file = input_file(in),
	    .line = input_line(in)};
}

static int
read_row(struct plotin *p, const struct plan *plan, struct input *in,
    const struct plotin_options *o, struct errmsg *e)
{
	struct plotin_row *r;
	char number[AXIS_TEXT];

	p->row = xgrow(p->row, &p->cap, p->nrows + 1, sizeof(*p->row));
	init_row(r = &p->row[p->nrows], in);
	if (read_columns(p, plan, in, r, e) != 0)
		return -1;
	mark_highlit(p, plan, in, r);
	p->nrows++;
	if (p->shape == PLOTIN_TIDY)
		return read_tidy(p, plan, in, r, o->filter->fyear, e);
	if (read_number(p, in, plan->value, &r->value, &r->mark, e) != 0 ||
	    (p->shape == PLOTIN_AREAS &&
	    (read_number(p, in, plan->lower, &r->lower, NULL, e) != 0 ||
	    read_number(p, in, plan->upper, &r->upper, NULL, e) != 0)))
		return -1;
	r->decimals = decimals_of(in, plan->value);
	if (plan->mark != INPUT_WHOLE_ROW && isnan(r->value))
		r->mark = arena_copy(&p->text, slice_trim(input_field(in, plan->mark)));
	if (r->label.n == 0 && !isnan(r->x)) {
		axis_format(number, r->x, floor(r->x) == r->x ? 0 : 2);
		r->label = arena_copy(&p->text, slice_of(number));
	}
	if (!period_parse(r->label, o->filter->fyear, &r->period))
		r->period.freq = PERIOD_NONE;
	return 0;
}

static bool
has_categories(const struct plotin *p)
{
	for (size_t i = 0; i < p->nrows; i++)
		if (p->row[i].category.n > 0)
			return true;
	return false;
}

static bool
has_indicators(const struct plotin *p)
{
	for (size_t i = 1; i < p->nrows; i++)
		if (!slice_eq(p->row[i].indicator, p->row[0].indicator))
			return true;
	return false;
}

static bool
has_funnel(const struct plotin *p)
{
	for (size_t i = 0; i < p->nrows; i++)
		if (!isnan(p->row[i].lower95) && !isnan(p->row[i].population))
			return true;
	return false;
}

/* The type by the headings, unless one was named that this table can be drawn as. */
static int
settle_type(struct plotin *p, enum plotin_type wanted, const char *file, struct errmsg *e)
{
	static const char *const table[] = {
		[PLOTIN_POINTS] = "the points of qtrend; expected run or control",
		[PLOTIN_AREAS] = "the table of benchmark-ne; expected funnel, ranked or spine",
		[PLOTIN_TIDY] = "tidy rows; expected run or, with categories, stacked",
	};

	p->type = wanted;
	switch (p->shape) {
	case PLOTIN_POINTS: p->type = PLOTIN_CONTROL; break;
	case PLOTIN_AREAS:
		p->type = has_indicators(p) ? PLOTIN_SPINE : has_funnel(p) ? PLOTIN_FUNNEL :
		    PLOTIN_RANKED;
		break;
	case PLOTIN_TIDY: p->type = has_categories(p) ? PLOTIN_STACKED : PLOTIN_RUN; break;
	}
	if (wanted == PLOTIN_AUTO)
		return 0;
	p->type = wanted;
	if ((types[wanted].shapes >> p->shape & 1) == 0 ||
	    (wanted == PLOTIN_STACKED && p->nrows > 0 && !has_categories(p)))
		return errmsg_set(e, "--type: '%s' cannot be drawn: %s has %s",
		    types[wanted].name, file, table[p->shape]);
	return 0;
}

/* The cells that make it a series. The points of qtrend have them joined by ": ". */
static void
add_key(const struct plotin *p, const struct plotin_row *r, struct keybuf *key)
{
	struct slice rest = r->series;
	const char *colon;

	switch (p->type) {
	case PLOTIN_AUTO:
	case PLOTIN_RUN:
	case PLOTIN_CONTROL:
	case PLOTIN_STACKED:
		if (p->shape == PLOTIN_TIDY) {
			keybuf_add(key, r->area);
			keybuf_add(key, r->series);
			keybuf_add(key, r->indicator);
			if (p->type == PLOTIN_RUN)
				keybuf_add(key, r->category);
			return;
		}
		while ((colon = memmem(rest.p, rest.n, ": ", 2)) != NULL) {
			keybuf_add(key, (struct slice){rest.p, (size_t)(colon - rest.p)});
			rest.n -= (size_t)(colon + 2 - rest.p);
			rest.p = colon + 2;
		}
		keybuf_add(key, rest);
		return;
	case PLOTIN_FUNNEL:
	case PLOTIN_RANKED:
		keybuf_add(key, r->indicator);
		keybuf_add(key, r->region);
		keybuf_add(key, r->label);
		return;
	case PLOTIN_SPINE:
		keybuf_add(key, r->region);
		keybuf_add(key, r->label);
		return;
	}
}

static void
make_series(struct plotin *p)
{
	struct intern *keys = intern_new();
	struct textbuf name = {0};
	struct keybuf key = {0};

	for (size_t i = 0; i < p->nrows; i++) {
		keybuf_reset(&key);
		add_key(p, &p->row[i], &key);
		p->row[i].id = intern_id(keys, keybuf_key(&key));
	}
	p->nseries = intern_count(keys);
	p->name = arena_alloc(&p->text, (p->nseries + 1) * sizeof(*p->name));
	p->key = arena_alloc(&p->text, (p->nseries + 1) * sizeof(*p->key));
	for (size_t i = 0; i < p->nseries; i++) {
		p->key[i] = arena_copy(&p->text, intern_key(keys, (uint32_t)i));
		textbuf_reset(&name);
		series_add_name(&name, p->key[i], SIZE_MAX, slice_of(""));
		p->name[i] = arena_copy(&p->text, textbuf_slice(&name));
	}
	textbuf_free(&name);
	keybuf_free(&key);
	intern_free(keys);
}

/* Says which highlight no row has. */
static void
note_highlight(const struct plotin *p, const struct plan *plan, const struct plotin_options *o)
{
	struct slice *cell;
	char near[SUGGEST_SIZE];

	for (size_t i = 0; i < p->nrows; i++)
		if (p->row[i].highlit)
			return;
	if (plan->nhighlights == 0 || p->nrows == 0 || o->filter->quiet)
		return;
	cell = xcalloc(p->nrows, sizeof(*cell));
	for (size_t i = 0; i < p->nrows; i++)
		cell[i] = p->row[i].sought;
	message_print("note: --highlight: no row has %s%s", o->highlight->item[0],
	    suggest(near, plan->highlight[0].value, cell, p->nrows));
	free(cell);
}

int
plotin_read(struct plotin *p, struct input *in, const struct plotin_options *o, struct errmsg *e)
{
	struct plan plan = {0};
	int got;

	if (make_plan(p, &plan, in, o, e) != 0)
		return -1;
	while ((got = input_next(in)) == 1)
		if (input_want_row(in, e) != 0 || read_row(p, &plan, in, o, e) != 0)
			return -1;
	if (got == -1) {
		*e = in->error;
		return -1;
	}
	if (settle_type(p, o->type, input_file(in), e) != 0)
		return -1;
	make_series(p);
	if (p->shape == PLOTIN_POINTS && p->nrows > 0 && !has_heading(in, "period") &&
	    !o->filter->quiet)
		message_print("note: no column period, so the points are numbered; qtrend "
		    "--labels adds one");
	note_highlight(p, &plan, o);
	return 0;
}

void
plotin_free(struct plotin *p)
{
	free(p->row);
	arena_free(&p->text);
}
