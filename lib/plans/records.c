#include "plans/records.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/num.h"
#include "plans/children.h"
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

/* What can be wrong with a record, as in "left out 2 plans: 1 without a start". */
enum plan_fault {
	PLAN_OK,
	PLAN_NO_CHILD,
	PLAN_NO_START,
	PLAN_NOT_A_DATE,
	PLAN_TWO_FORMATS,
	PLAN_FAR_DATE,
	PLAN_END_FIRST,
	PLAN_NO_CATEGORY,
	PLAN_UNKNOWN_CATEGORY,
	PLAN_NO_NUMBER,
	PLAN_TWICE,
	PLAN_OVERLAP,
	PLAN_FAULTS		/* how many there are */
};

static const char *const fault_names[PLAN_FAULTS] = {
	[PLAN_NO_CHILD] = "without a child id",
	[PLAN_NO_START] = "without a start",
	[PLAN_NOT_A_DATE] = "with a cell that is not a date",
	[PLAN_TWO_FORMATS] = "with a date in a second format",
	[PLAN_FAR_DATE] = "with a date outside 1900 to 2078",
	[PLAN_END_FIRST] = "with an end before the start",
	[PLAN_NO_CATEGORY] = "without a category",
	[PLAN_UNKNOWN_CATEGORY] = "of an unknown category",
	[PLAN_NO_NUMBER] = "with a cell that is not a number of previous plans",
	[PLAN_TWICE] = "given twice",
	[PLAN_OVERLAP] = "open at the same time as another of the child",
};

#define MOST_MESSAGES 1000	/* about faults, unless -v */
#define QUIET_DAYS 31		/* at the end of the last quarter, without a start or end: a note */

/* Whether the child had earlier plans, by the record's own number. */
enum { EARLIER_UNSAID, EARLIER_NONE, EARLIER_SOME };

struct records {
	struct input *in;
	const struct mix_options *o;
	const struct mix_say *say;
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
	uint64_t only_said;		/* plans after others only by the record's number */
	uint64_t denied;		/* plans after others, for which the number is 0 */
	uint64_t faults[PLAN_FAULTS];	/* how many of each */
	uint64_t nfaults;
	bool broken;			/* the input could not be read to its end */
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

	if (roles_find(&found, input_headings(in), input_ncols(in), 0, ROLE_BIT(ROLE_PLAN_START),
	    o->filter->choice, o->filter->nchoices, &why) == -1)
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
		return errmsg_set(e, "a category as well as an initial or latest category; choose "
		    "one with -c category=NAME");
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

/* The roles, the -k columns and the category's. -1: *e. */
static int
find_columns(struct records *r, struct errmsg *e)
{
	const struct slice *h = input_headings(r->in);
	const struct filter *f = r->o->filter;
	size_t n = input_ncols(r->in);
	unsigned need = ROLE_BIT(ROLE_PLAN_START) | ROLE_BIT(ROLE_PLAN_END), want;
	bool chosen = false;
	struct roles roles;

	for (size_t i = 0; i < f->nchoices; i++)
		chosen = chosen || f->choice[i].role == ROLE_CATEGORY;
	want = chosen ? 0 : ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_CATEGORY_INITIAL) |
	    ROLE_BIT(ROLE_CATEGORY_LATEST);
	if (r->o->measure == PLAN_SUBSEQUENT)
		want |= ROLE_BIT(ROLE_PREVIOUS_PLANS);
	if (!r->o->no_child_checks)
		need |= ROLE_BIT(ROLE_CHILD_ID);
	if (roles_find(&roles, h, n, need, want, f->choice, f->nchoices, e) == -1)
		return -1;
	/* Not among the role's names: in the published table it is the indicator. */
	for (size_t i = 0; i < n && roles.col[ROLE_CATEGORY] < 0 && !chosen; i++)
		if (slice_caseeq(h[i], slice_of(CATEGORY_HEADING)))
			roles.col[ROLE_CATEGORY] = (int)i;
	if (keycols_find(&r->keys, r->o->keys, h, n, e) == -1 ||
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
	const struct slice *h = input_headings(r->in);
	struct errmsg more = {""};

	if (r->fallback >= 0)
		errmsg_set(&more, ", where blank from '%.*s'", SLICE_ARG(h[r->fallback]));
	if (r->category >= 0)
		mix_say(r->say, MIX_DETAIL, "plan records, categories from '%.*s'%s",
		    SLICE_ARG(h[r->category]), more.text);
	else if (r->earlier >= 0)
		mix_say(r->say, MIX_DETAIL, "plan records, earlier plans also from '%.*s'",
		    SLICE_ARG(h[r->earlier]));
	else
		mix_say(r->say, MIX_DETAIL, "plan records");
}

/* One record */

static enum plan_fault
read_date(struct records *r, int col, struct slice s, int32_t *day, struct errmsg *e)
{
	enum date_format format = date_parse(s, day);
	const char *example = r->format == DATE_DMY ? "30/06/2014" : "2014-06-30";

	if (format == DATE_NONE) {
		input_fault(r->in, (size_t)col, e, "'%.*s' is not a date; expected one such as %s",
		    SLICE_ARG(s), example);
		return PLAN_NOT_A_DATE;
	}
	if (r->format == DATE_NONE)
		r->format = format;
	if (format != r->format) {
		input_fault(r->in, (size_t)col, e, "'%.*s' is not in the format of the dates "
		    "before it; expected one such as %s", SLICE_ARG(s), example);
		return PLAN_TWO_FORMATS;
	}
	if (*day < PLAN_FIRST_DAY || *day > PLAN_LAST_DAY) {
		input_fault(r->in, (size_t)col, e, "'%.*s' is out of range; expected a date from "
		    "1900 to 2078", SLICE_ARG(s));
		return PLAN_FAR_DATE;
	}
	return PLAN_OK;
}

static enum plan_fault
read_dates(struct records *r, struct childplan *p, struct errmsg *e)
{
	struct slice start = slice_trim(input_field(r->in, (size_t)r->start));
	struct slice end = slice_trim(input_field(r->in, (size_t)r->end));
	enum plan_fault f;

	if (start.n == 0) {
		input_fault(r->in, (size_t)r->start, e, "blank; expected the day the plan started");
		return PLAN_NO_START;
	}
	if ((f = read_date(r, r->start, start, &p->start, e)) != PLAN_OK)
		return f;
	p->end = PLAN_OPEN;
	if (end.n > 0 && (f = read_date(r, r->end, end, &p->end, e)) != PLAN_OK)
		return f;
	if (p->end < p->start) {
		input_fault(r->in, (size_t)r->end, e, "the plan ends on %.*s, before it starts on "
		    "%.*s", SLICE_ARG(end), SLICE_ARG(start));
		return PLAN_END_FIRST;
	}
	return PLAN_OK;
}

static enum plan_fault
read_category(struct records *r, struct childplan *p, struct errmsg *e)
{
	int col = r->category;
	struct slice s = input_field(r->in, (size_t)col);
	struct errmsg why;
	size_t category;

	if (r->fallback >= 0 && slice_trim(s).n == 0) {
		col = r->fallback;
		s = input_field(r->in, (size_t)col);
	}
	if ((category = category_find(r->categories, s)) != CATEGORY_UNKNOWN) {
		p->category = (uint32_t)category;
		return PLAN_OK;
	}
	if (slice_trim(s).n == 0) {
		input_fault(r->in, (size_t)col, e, "blank; expected a category of abuse");
		return PLAN_NO_CATEGORY;
	}
	category_unknown(r->categories, s, &why);
	input_fault(r->in, (size_t)col, e, "%s", why.text);
	return PLAN_UNKNOWN_CATEGORY;
}

static enum plan_fault
read_earlier(const struct records *r, struct childplan *p, struct errmsg *e)
{
	struct slice s = slice_trim(input_field(r->in, (size_t)r->earlier));
	struct num num;

	if (s.n == 0)
		return PLAN_OK;
	if (num_parse(s, 0, &num) != NUM_VALUE || !num.exact || num.figure.d != 1 ||
	    num.figure.n < 0) {
		input_fault(r->in, (size_t)r->earlier, e, "'%.*s' is not a number of plans; "
		    "expected a whole number of at least 0, or a blank", SLICE_ARG(s));
		return PLAN_NO_NUMBER;
	}
	p->earlier = num.figure.n > 0 ? EARLIER_SOME : EARLIER_NONE;
	return PLAN_OK;
}

static enum plan_fault
read_plan(struct records *r, struct slice *child, struct childplan *p, struct errmsg *e)
{
	enum plan_fault f;

	*p = (struct childplan){.line = input_line(r->in), .earlier = EARLIER_UNSAID};
	if (r->child >= 0) {
		*child = slice_trim(input_field(r->in, (size_t)r->child));
		if (child->n == 0) {
			input_fault(r->in, (size_t)r->child, e, "blank; expected the child's id");
			return PLAN_NO_CHILD;
		}
	}
	if ((f = read_dates(r, p, e)) != PLAN_OK)
		return f;
	if (r->category >= 0 && (f = read_category(r, p, e)) != PLAN_OK)
		return f;
	return r->earlier >= 0 ? read_earlier(r, p, e) : PLAN_OK;
}

/* All records */

/* Counts a fault, and says it unless enough have been said. */
static void
add_fault(struct records *r, enum plan_fault f, const struct errmsg *e)
{
	uint64_t most = r->o->filter->verbose ? UINT64_MAX : r->o->skip_bad ? 0 : MOST_MESSAGES;

	r->faults[f]++;
	if (r->nfaults++ < most)
		r->say->say(r->say->ctx, r->o->skip_bad ? MIX_NOTE : MIX_FAULT, e->text);
}

static uint32_t
read_group(struct records *r)
{
	keybuf_reset(&r->key);
	for (size_t i = 0; i < r->keys.n; i++)
		keybuf_add(&r->key, slice_trim(input_field(r->in, r->keys.col[i])));
	return intern_id(r->groups, keybuf_key(&r->key));
}

static void
read_plans(struct records *r)
{
	struct childplan plan;
	struct slice child;
	struct errmsg e;
	enum plan_fault f;
	int more;

	while ((more = input_next(r->in)) == 1) {
		if ((f = read_plan(r, &child, &plan, &e)) != PLAN_OK) {
			add_fault(r, f, &e);
			continue;
		}
		plan.group = read_group(r);
		if (r->children != NULL)
			children_add(r->children, child, input_file(r->in), plan);
		else
			quarters_add(r->count, plan.group, plan.category, plan.start, plan.end);
	}
	if (more == -1) {
		mix_say(r->say, MIX_FAULT, "%s", input_error(r->in));
		r->broken = true;
	}
}

/* Counts a plan that has been judged among its child's others. */
static void
count_plan(void *ctx, const struct childplan *p, enum childplan_kind kind,
    const struct errmsg *fault)
{
	struct records *r = ctx;
	bool first = kind == CHILD_FIRST;

	if (kind == CHILD_TWICE || kind == CHILD_OVERLAP) {
		add_fault(r, kind == CHILD_TWICE ? PLAN_TWICE : PLAN_OVERLAP, fault);
		return;
	}
	if (r->o->measure != PLAN_SUBSEQUENT) {
		quarters_add(r->count, p->group, p->category, p->start, p->end);
		return;
	}
	if (!first || p->earlier == EARLIER_SOME)
		quarters_add(r->count, p->group, 0, p->start, p->end);
	if (kind == CHILD_WITHIN)
		quarters_add(r->count, p->group, 1, p->start, p->end);
	quarters_add(r->count, p->group, 2, p->start, p->end);
	r->only_said += first && p->earlier == EARLIER_SOME;
	r->denied += !first && p->earlier == EARLIER_NONE;
}

/* "left out 3 of 100 plans: 2 without a start, 1 given twice" */
static void
sum_up(const struct records *r)
{
	char list[700] = "";
	size_t at = 0;

	if (r->nfaults == 0)
		return;
	for (int f = 0; f < PLAN_FAULTS; f++)
		if (r->faults[f] > 0)
			at += (size_t)snprintf(list + at, sizeof(list) - at, "%s%" PRIu64 " %s",
			    at > 0 ? ", " : "", r->faults[f], fault_names[f]);
	if (r->o->skip_bad)
		mix_say(r->say, MIX_NOTE, "left out %" PRIu64 " of %" PRIu64 " plans: %s",
		    r->nfaults, input_rows(r->in), list);
	else
		mix_say(r->say, MIX_FAULT, "%" PRIu64 " of %" PRIu64 " plans at fault%s: %s; "
		    "--skip-bad leaves them out", r->nfaults, input_rows(r->in),
		    r->nfaults > MOST_MESSAGES && !r->o->filter->verbose ?
		    " (-v lists them all)" : "", list);
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
	struct slice rest = intern_key(r->groups, id), cell;
	struct mix_cell *total;

	for (size_t i = 0; i < m->ncols && keybuf_next(&rest, &cell); i++)
		m->key[g * m->ncols + i] = slice_dup(cell);
	m->indicator[g] = xstrdup(measures[r->o->measure].indicator);
	for (size_t q = 0; q < m->nperiods; q++) {
		total = mix_total(m, g, q);
		*total = (struct mix_cell){.state = MIX_COUNT};
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
	struct mix *m = mix_new(r->keys.n, ngroups, r->rows, nperiods);
	uint32_t *order = xcalloc(ngroups, sizeof(*order));
	const char *const *row = measures[r->o->measure].row;
	char label[PERIOD_SIZE];

	m->kind = measures[r->o->measure].kind;
	m->whole = !measures[r->o->measure].of_which;
	for (size_t i = 0; i < m->ncols; i++)
		m->col[i] = slice_dup(input_headings(r->in)[r->keys.col[i]]);
	for (size_t c = 0; c < m->ncats; c++)
		m->cat[c] = xstrdup(row[0] != NULL ? row[c] : r->categories->item[c].label);
	for (size_t q = 0; q < nperiods; q++) {
		m->period[q].period = quarters_period(r->count, q);
		period_format(label, m->period[q].period);
		m->period[q].label = xstrdup(label);
		m->period[q].score = (double)q + 1;
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
	const struct mix_period *last;
	char day[DATE_SIZE];

	if (m->ngroups > 0 && m->nperiods > 0) {
		last = &m->period[m->nperiods - 1];
		date_format(day, last_day);
		if (period_last_day(last->period) - last_day > QUIET_DAYS)
			mix_say(r->say, MIX_NOTE, "%s: no plan starts or ends after %s; if the "
			    "records were taken before the end of %s, its figures are not final",
			    input_file(r->in), day, last->label);
	}
	if (r->only_said > 0)
		mix_say(r->say, MIX_NOTE, "second or later only by the number of previous plans: %"
		    PRIu64 " of %zu plans; not counted as within two years of the last, whose end "
		    "is not known", r->only_said, children_plans(r->children));
	if (r->denied > 0)
		mix_say(r->say, MIX_NOTE, "0 previous plans, although the input has one: %" PRIu64
		    " of %zu plans; counted as second or later", r->denied,
		    children_plans(r->children));
}

struct mix *
records_read(struct input *in, const struct mix_options *o, const struct category_list *categories,
    const struct mix_say *say)
{
	struct records r = {.in = in, .o = o, .say = say, .categories = categories, .earlier = -1,
	    .groups = intern_new()};
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
		mix_say(say, MIX_FAULT, "%s:1: %s", input_file(in), e.text);
		r.broken = true;
	} else {
		say_columns(&r);
		read_plans(&r);
	}
	if (!r.broken && r.children != NULL)
		children_judge(r.children, count_plan, &r);
	sum_up(&r);
	if (!r.broken && (o->skip_bad || r.nfaults == 0)) {
		m = make_mix(&r);
		note_limits(&r, m);
	}
	quarters_free(r.count);
	keycols_free(&r.keys);
	intern_free(r.groups);
	keybuf_free(&r.key);
	children_free(r.children);
	return m;
}
