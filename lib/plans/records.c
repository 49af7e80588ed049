#include "plans/records.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"
#include "plans/children.h"
#include "table/alike.h"
#include "table/cell.h"
#include "table/keycols.h"
#include "table/role.h"

/* What each measure counts, and under which names. No rows: the list's categories. */
#define MAX_ROWS PLAN_BANDS
static const struct {
	const char *indicator, *row[MAX_ROWS];
	enum kind kind;
	bool of_which;		/* the rows are only some of the total, which is one more row */
} measures[] = {
	[PLAN_AT_END] = {.indicator = "Child protection plans at quarter end", .kind = KIND_STOCK},
	[PLAN_STARTED] = {.indicator = "Child protection plans started", .kind = KIND_FLOW},
	[PLAN_ENDED] = {.indicator = "Child protection plans ended", .kind = KIND_FLOW},
	[PLAN_DURING] = {.indicator = "Child protection plans open during the quarter",
	    .kind = KIND_STOCK},
	[PLAN_DURATION] = {"Child protection plans at quarter end by duration",
	    {"3 months or less", "Over 3 to 6 months", "Over 6 months to under 1 year",
	    "1 year to under 2 years", "2 years or more"}, KIND_STOCK, false},
	[PLAN_ENDED_DURATION] = {"Child protection plans ended by duration",
	    {"2 years or more"}, KIND_FLOW, true},
	[PLAN_SUBSEQUENT] = {"Child protection plans started by earlier plans",
	    {"Second or later plan", "Second or later plan: within two years of the last"},
	    KIND_FLOW, true},
};

#define MOST_MESSAGES 1000	/* about faults, unless -v */
#define QUIET_DAYS 31		/* at the end of the last quarter, without a start or end: a note */
#define MOST_FAULTS 16		/* kinds of fault */

/* Whether the child had earlier plans, by the record's own number. */
enum { EARLIER_UNSAID, EARLIER_NONE, EARLIER_SOME };

struct records {
	struct input *in;
	const struct mix_options *o;
	const struct category_list *categories;
	struct keycols keys;
	int child, start, end;		/* columns; -1: not read */
	int category, fallback;		/* the fallback's where the first is blank */
	int earlier;			/* a number of plans */
	enum date_format format;	/* of the first date; every other must be like it */
	size_t rows;			/* of the table, totals not counted */
	struct quarters *count;
	struct intern *groups;		/* composite keys */
	struct keybuf key;
	struct children *children;	/* NULL without child checks */
	size_t nplans;			/* without a fault of their own */
	uint64_t only_said;		/* plans after others only by the record's number */
	struct alike *alike;		/* texts of the groups' columns */
	uint64_t denied;		/* plans after others, for which the number is 0 */
	struct {
		const char *what;	/* "without a start" */
		uint64_t n;
	} fault[MOST_FAULTS];
	uint64_t nfaults;
};

enum kind
records_kind(struct slice indicator)
{
	for (size_t i = 0; i < sizeof(measures) / sizeof(measures[0]); i++)
		if (slice_caseeq(indicator, slice_of(measures[i].indicator)))
			return measures[i].kind;
	return KIND_UNSAID;
}

/* Columns */

int
records_found(struct input *in, const struct mix_options *o, struct errmsg *e)
{
	struct roles found;
	struct errmsg why;

	if (roles_find(&found, in->heading, in->ncols, 0, ROLE_BIT(ROLE_PLAN_START),
	    o->filter->chosen, &why) == -1)
		return errmsg_set(e, "%s:1: %s", input_file(in), why.text);
	return found.col[ROLE_PLAN_START] >= 0;
}

/* The columns of the category to count by; both -1 for measures without categories. */
static int
find_category(struct records *r, const int *col, struct errmsg *e)
{
	int any = col[ROLE_CATEGORY], initial = col[ROLE_CATEGORY_INITIAL];
	int latest = col[ROLE_CATEGORY_LATEST];

	r->category = r->fallback = -1;
	if (measures[r->o->measure].row[0] != NULL)
		return 0;
	if (any >= 0 && (initial >= 0 || latest >= 0))
		return errmsg_set(e, "a category as well as an initial or latest category; "
		    "expected one of them, or -c category=NAME");
	if (any < 0 && initial < 0 && latest < 0)
		return errmsg_set(e, "no column for the category of abuse; expected category, "
		    "InitialCategoryOfAbuse or LatestCategoryOfAbuse, or -c category=NAME");
	if (any >= 0) {
		r->category = any;
	} else if (latest < 0 || (r->o->measure == PLAN_STARTED && initial >= 0)) {
		r->category = initial;
	} else {
		r->category = latest;
		r->fallback = initial;
	}
	return 0;
}

/* Not among the role's names: in the published table they are the indicator, or an index. */
static bool
is_category(struct slice heading)
{
	static const char names[][20] = {CATEGORY_HEADING, "cat", "cat of abuse",
	    "abuse category", "plan category", "category of plan", "cp category", "cp cat"};

	return SLICE_IS_AMONG(slice_trim(heading), names);
}

/* The roles, the -k columns and the category's. -1: *e. */
static int
find_columns(struct records *r, struct errmsg *e)
{
	const struct slice *h = r->in->heading;
	const struct filter *f = r->o->filter;
	size_t n = r->in->ncols;
	unsigned need = ROLE_BIT(ROLE_PLAN_START) | ROLE_BIT(ROLE_PLAN_END), want;
	bool chosen = f->chosen[ROLE_CATEGORY] != NULL;
	struct roles roles;

	want = chosen ? 0 : ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_CATEGORY_INITIAL) |
	    ROLE_BIT(ROLE_CATEGORY_LATEST);
	if (r->o->measure == PLAN_SUBSEQUENT)
		want |= ROLE_BIT(ROLE_PREVIOUS_PLANS);
	if (!r->o->no_child_checks)
		need |= ROLE_BIT(ROLE_CHILD_ID);
	if (roles_find(&roles, h, n, need, want, f->chosen, e) == -1)
		return -1;
	for (size_t i = 0; i < n && roles.col[ROLE_CATEGORY] < 0 && !chosen; i++)
		if (is_category(h[i]))
			roles.col[ROLE_CATEGORY] = (int)i;
	if (keycols_find(&r->keys, r->o->keys, h, n, &roles, e) == -1 ||
	    find_category(r, roles.col, e) == -1)
		return -1;
	r->child = r->o->no_child_checks ? -1 : roles.col[ROLE_CHILD_ID];
	r->start = roles.col[ROLE_PLAN_START];
	r->end = roles.col[ROLE_PLAN_END];
	r->earlier = roles.col[ROLE_PREVIOUS_PLANS];
	return 0;
}

static void
say_columns(const struct records *r)
{
	const struct slice *h = r->in->heading;

	if (r->category >= 0 && r->fallback >= 0)
		mix_say(r->o, MIX_DETAIL, "plan records, categories from '%.*s', where blank from "
		    "'%.*s'", SLICE_ARG(h[r->category]), SLICE_ARG(h[r->fallback]));
	else if (r->category >= 0)
		mix_say(r->o, MIX_DETAIL, "plan records, categories from '%.*s'",
		    SLICE_ARG(h[r->category]));
	else if (r->earlier >= 0)
		mix_say(r->o, MIX_DETAIL, "plan records, earlier plans also from '%.*s'",
		    SLICE_ARG(h[r->earlier]));
	else
		mix_say(r->o, MIX_DETAIL, "plan records");
}

/* One record */

/* Counts a fault under what such plans are, and reports it unless enough have been. */
static void
add_fault(struct records *r, const char *what, const struct errmsg *e)
{
	uint64_t most = r->o->filter->verbose ? UINT64_MAX : r->o->skip_bad ? 0 : MOST_MESSAGES;
	size_t i = 0;

	while (r->fault[i].what != NULL && r->fault[i].what != what)
		i++;
	r->fault[i].what = what;
	r->fault[i].n++;
	if (r->nfaults++ < most)
		mix_say(r->o, r->o->skip_bad ? MIX_NOTE : MIX_FAULT, "%s", e->text);
}

/* The same of the present row. Returns -1. */
static int __attribute__((format(printf, 4, 5)))
fault(struct records *r, const char *what, int col, const char *fmt, ...)
{
	struct errmsg e;
	va_list ap;

	va_start(ap, fmt);
	input_vfault(r->in, (size_t)col, &e, fmt, ap);
	va_end(ap);
	add_fault(r, what, &e);
	return -1;
}

static struct slice
cell(const struct records *r, int col)
{
	return slice_trim(input_field(r->in, (size_t)col));
}

static int
read_date(struct records *r, int col, struct slice s, int32_t *day)
{
	enum date_format format = date_parse(s, day);
	const char *example = r->format == DATE_DMY ? "30/06/2014" : "2014-06-30";

	if (format == DATE_NONE)
		return fault(r, "with a cell that is not a date", col, "'%.*s' is not a date; "
		    "expected one such as %s", SLICE_ARG(s), example);
	if (r->format == DATE_NONE)
		r->format = format;
	if (format != r->format)
		return fault(r, "with a date in a second format", col, "'%.*s' is not in the "
		    "format of the dates before it; expected one such as %s", SLICE_ARG(s),
		    example);
	if (*day < PLAN_FIRST_DAY || *day > PLAN_LAST_DAY)
		return fault(r, "with a date outside 1900 to 2078", col, "'%.*s' is out of range; "
		    "expected a date from 1900 to 2078", SLICE_ARG(s));
	return 0;
}

static int
read_dates(struct records *r, struct childplan *p)
{
	struct slice start = cell(r, r->start), end = cell(r, r->end);

	if (start.n == 0)
		return fault(r, "without a start", r->start, "blank; expected the day the plan "
		    "started");
	p->end = PLAN_OPEN;
	if (read_date(r, r->start, start, &p->start) != 0 ||
	    (end.n > 0 && read_date(r, r->end, end, &p->end) != 0))
		return -1;
	if (p->end < p->start)
		return fault(r, "with an end before the start", r->end, "the plan ends on %.*s, "
		    "before it starts on %.*s; expected an "
		    "end on or after the start", SLICE_ARG(end), SLICE_ARG(start));
	return 0;
}

static int
read_category(struct records *r, struct childplan *p)
{
	int col = r->category;
	struct slice s = cell(r, col);
	struct errmsg why;
	size_t category;

	if (s.n == 0 && r->fallback >= 0) {
		col = r->fallback;
		s = cell(r, col);
	}
	if (s.n == 0)
		return fault(r, "without a category", col, "blank; expected a category of abuse");
	if ((category = category_find(r->categories, s)) == CATEGORY_UNKNOWN) {
		category_unknown(r->categories, s, &why);
		return fault(r, "of an unknown category", col, "%s", why.text);
	}
	p->category = (uint32_t)category;
	return 0;
}

static int
read_earlier(struct records *r, struct childplan *p)
{
	struct num num;
	struct errmsg e;

	if (cell_read(r->in, (size_t)r->earlier, CELL_COUNT, &num, &e) != 0) {
		add_fault(r, "with a cell that is not a number of previous plans", &e);
		return -1;
	}
	if (num.kind == NUM_VALUE)
		p->earlier = num.figure.n > 0 ? EARLIER_SOME : EARLIER_NONE;
	return 0;
}

/* Without key columns all plans are one group. */
static uint32_t
read_group(struct records *r)
{
	uint32_t known = intern_count(r->groups), id;

	if (r->keys.n == 0 && intern_count(r->groups) > 0)
		return 0;
	keybuf_reset(&r->key);
	for (size_t i = 0; i < r->keys.n; i++)
		keybuf_add(&r->key, cell(r, (int)r->keys.col[i]));
	id = intern_id(r->groups, keybuf_key(&r->key));
	for (size_t i = 0; id == known && i < r->keys.n; i++)
		alike_key(r->alike, r->in, r->keys.col[i], cell(r, (int)r->keys.col[i]));
	return id;
}

/* Reads a record and counts it, or keeps it until its child's others are known. */
static void
read_plan(struct records *r)
{
	struct childplan p = {.line = input_line(r->in), .earlier = EARLIER_UNSAID};
	struct slice child = {"", 0};
	struct errmsg e;

	if (input_want_row(r->in, &e) != 0) {
		add_fault(r, "that is a note or the heading", &e);
		return;
	}
	if (r->child >= 0 && (child = cell(r, r->child)).n == 0) {
		fault(r, "without a child id", r->child, "blank; expected the child's id");
		return;
	}
	if (read_dates(r, &p) != 0 || (r->category >= 0 && read_category(r, &p) != 0) ||
	    (r->earlier >= 0 && read_earlier(r, &p) != 0))
		return;
	r->nplans++;
	p.group = read_group(r);
	if (r->children != NULL)
		children_add(r->children, child, input_file(r->in), p);
	else
		quarters_add(r->count, p.group, p.category, p.start, p.end);
}

/* All records */

/* Counts a plan that has been judged among its child's others. */
static void
count_plan(void *ctx, const struct childplan *p, enum childplan_kind kind,
    const struct errmsg *why)
{
	struct records *r = ctx;
	bool first = kind == CHILD_FIRST;

	if (kind == CHILD_TWICE) {
		add_fault(r, "given twice", why);
	} else if (kind == CHILD_OVERLAP) {
		add_fault(r, "open at the same time as another of the child", why);
	} else if (r->o->measure != PLAN_SUBSEQUENT) {
		quarters_add(r->count, p->group, p->category, p->start, p->end);
	} else {
		if (!first || p->earlier == EARLIER_SOME)
			quarters_add(r->count, p->group, 0, p->start, p->end);
		if (kind == CHILD_WITHIN)
			quarters_add(r->count, p->group, 1, p->start, p->end);
		quarters_add(r->count, p->group, 2, p->start, p->end);
		r->only_said += first && p->earlier == EARLIER_SOME;
		r->denied += !first && p->earlier == EARLIER_NONE;
	}
}

/* "left out 3 of 100 plans: 2 without a start, 1 given twice" */
static void
sum_up(const struct records *r)
{
	struct textbuf list = {0};

	if (r->nfaults == 0)
		return;
	for (size_t i = 0; r->fault[i].what != NULL; i++)
		textbuf_addf(&list, "%s%" PRIu64 " %s", i > 0 ? ", " : "", r->fault[i].n,
		    r->fault[i].what);
	if (r->o->skip_bad)
		mix_say(r->o, MIX_NOTE, "left out %" PRIu64 " of %s: %s", r->nfaults,
		    plural(r->in->rows, "plan").text, list.p);
	else
		mix_say(r->o, MIX_FAULT, "%" PRIu64 " of %s at fault%s: %s; --skip-bad leaves them "
		    "out", r->nfaults, plural(r->in->rows, "plan").text,
		    r->nfaults > MOST_MESSAGES && !r->o->filter->verbose ?
		    " (-v lists them all)" : "", list.p);
	textbuf_free(&list);
}

/* 0: the input has been read to its end. */
static int
read_plans(struct records *r)
{
	int more;

	while ((more = input_next(r->in)) == 1)
		read_plan(r);
	if (more == -1)
		r->o->say(r->in->error.text);
	else if (r->children != NULL)
		children_judge(r->children, count_plan, r);
	sum_up(r);
	return more;
}

/* The table */

static int
by_key(const void *a, const void *b, void *ctx)
{
	const struct records *r = ctx;
	struct slice x = intern_key(r->groups, *(const uint32_t *)a), xc;
	struct slice y = intern_key(r->groups, *(const uint32_t *)b), yc;
	int order = 0;

	while (order == 0 && keybuf_next(&x, &xc) && keybuf_next(&y, &yc))
		order = slice_cmp(xc, yc);
	return order;
}

static void
fill_group(const struct records *r, struct mix *m, size_t g, uint32_t id)
{
	struct mix_cell *total;

	m->indicator[g] = measures[r->o->measure].indicator;
	mix_name_group(m, g, intern_key(r->groups, id));
	for (size_t q = 0; q < m->nperiods; q++) {
		total = mix_total(m, g, q);
		total->state = MIX_COUNT;
		for (size_t c = 0; c < m->ncats; c++) {
			*mix_cell(m, g, c, q) = (struct mix_cell){.state = MIX_COUNT,
			    .count = quarters_get(r->count, id, c, q)};
			total->count += mix_cell(m, g, c, q)->count;
		}
		if (!m->whole)
			total->count = quarters_get(r->count, id, m->ncats, q);
	}
}

static struct mix *
make_mix(struct records *r)
{
	size_t nperiods = quarters_finish(r->count), ngroups = intern_count(r->groups);
	struct mix *m = mix_new((struct arena){0}, r->keys.n, ngroups, r->rows, nperiods);
	uint32_t *order = xcalloc(ngroups, sizeof(*order));
	const char *const *row = measures[r->o->measure].row;
	char label[PERIOD_SIZE];

	m->kind = measures[r->o->measure].kind;
	m->whole = !measures[r->o->measure].of_which;
	for (size_t i = 0; i < m->ncols; i++)
		m->col[i] = arena_copy(&m->memory, r->in->heading[r->keys.col[i]]).p;
	for (size_t c = 0; c < m->ncats; c++)
		m->cat[c] = row[0] != NULL ? row[c] : arena_copy(&m->memory,
		    slice_of(r->categories->item[c].label)).p;
	for (size_t q = 0; q < nperiods; q++) {
		m->period[q].period = quarters_period(r->count, q);
		period_format(label, m->period[q].period);
		m->period[q].label = arena_copy(&m->memory, slice_of(label)).p;
		mix_place(m, q, (double)q + 1);
	}
	for (size_t g = 0; g < ngroups; g++)
		order[g] = (uint32_t)g;
	if (ngroups > 0)
		qsort_r(order, ngroups, sizeof(*order), by_key, r);
	for (size_t g = 0; g < ngroups; g++)
		fill_group(r, m, g, order[g]);
	free(order);
	return m;
}

/* Notes what the table cannot show. */
static void
note_limits(const struct records *r, const struct mix *m)
{
	int32_t last_day = quarters_last_day(r->count);
	const struct mix_period *last = m->period + m->nperiods;
	char day[DATE_SIZE];

	date_format(day, last_day);
	if (m->ngroups > 0 && m->nperiods > 0 &&
	    period_last_day((--last)->period) - last_day > QUIET_DAYS)
		mix_say(r->o, MIX_NOTE, "%s: no plan starts or ends after %s; if the records were "
		    "taken before the end of %s, its figures are not final", input_file(r->in),
		    day, last->label);
	if (r->only_said > 0)
		mix_say(r->o, MIX_NOTE, "second or later only by the number of previous plans: %"
		    PRIu64 " of %s; not counted as within two years of the last, whose end is not "
		    "known", r->only_said, plural(r->nplans, "plan").text);
	if (r->denied > 0)
		mix_say(r->o, MIX_NOTE, "0 previous plans, although the input has one: %" PRIu64
		    " of %s; counted as second or later", r->denied,
		    plural(r->nplans, "plan").text);
}

struct mix *
records_read(struct input *in, const struct mix_options *o, const struct category_list *categories)
{
	struct records r = {.in = in, .o = o, .categories = categories, .groups = intern_new(),
	    .alike = alike_new(o->filter->quiet ? NULL : o->say, o->filter->verbose)};
	enum period_freq freq = o->from.freq != PERIOD_NONE ? o->from.freq :
	    o->calendar ? PERIOD_QUARTER : PERIOD_FQUARTER;
	struct errmsg e;
	struct mix *m = NULL;

	while (r.rows < MAX_ROWS && measures[o->measure].row[r.rows] != NULL)
		r.rows++;
	if (r.rows == 0)
		r.rows = categories->n;
	r.count = quarters_new(o->measure, freq, r.rows + measures[o->measure].of_which, o->from,
	    o->to);
	r.children = o->no_child_checks ? NULL : children_new();
	if (find_columns(&r, &e) == -1) {
		mix_say(o, MIX_FAULT, "%s:1: %s", input_file(in), e.text);
	} else {
		say_columns(&r);
		if (read_plans(&r) == 0 && (o->skip_bad || r.nfaults == 0)) {
			m = make_mix(&r);
			note_limits(&r, m);
		}
	}
	quarters_free(r.count);
	keycols_free(&r.keys);
	intern_free(r.groups);
	alike_close(r.alike);
	keybuf_free(&r.key);
	children_free(r.children);
	return m;
}
