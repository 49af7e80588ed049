#include "plans/planmix.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/intern.h"
#include "base/memory.h"
#include "plans/planacross.h"
#include "plans/planread.h"

/* What each measure counts, and under which names. No rows: the list's categories. */
#define MAX_ROWS PLAN_BANDS
static const struct {
	const char *indicator, *row[MAX_ROWS];
	enum kind kind;
	bool of_which;		/* the rows are not parts of the total, which is one more row */
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

/* A last quarter whose last days, more than these, have no start or end is worth a note. */
#define QUIET_DAYS 31

struct planmix {
	struct input *in;
	const struct planmix_options *o;
	const struct mix_say *say;
	struct keycols keys;
	size_t rows;			/* of the table, totals not counted */
	struct plancount *count;
	struct intern *groups;		/* composite keys */
	struct keybuf key;
	struct planacross *across;	/* NULL without child checks */
	uint64_t faults[PLAN_FAULTS];	/* how many of each */
	uint64_t said;
	bool broken;			/* the input could not be read to its end */
};

static size_t
count_rows(const struct planmix_options *o)
{
	size_t n = 0;

	while (n < MAX_ROWS && measures[o->measure].row[n] != NULL)
		n++;
	return n > 0 ? n : category_count(o->categories);
}

enum kind
planmix_kind(struct slice indicator)
{
	for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
		if (slice_caseeq(indicator, slice_of(measures[i].indicator)))
			return measures[i].kind;
	return KIND_UNSAID;
}

int
planmix_records(struct input *in, const struct role_choice *choice, size_t nchoices, struct errmsg *e)
{
	struct roles found;
	struct errmsg why;

	if (roles_find(&found, input_headings(in), input_ncols(in), 0, ROLE_BIT(ROLE_PLAN_START), choice,
	    nchoices, &why) == -1)
		return errmsg_set(e, "%s:1: %s", input_file(in), why.text);
	return found.col[ROLE_PLAN_START] >= 0;
}

/* The columns of the category to count by; both -1 for measures without categories. */
static int
find_category(const int *col, enum plan_measure measure, struct planread *r, struct errmsg *e)
{
	int any = col[ROLE_CATEGORY], initial = col[ROLE_CATEGORY_INITIAL];
	int latest = col[ROLE_CATEGORY_LATEST];

	r->category = r->fallback = -1;
	if (measures[measure].row[0] != NULL)
		return 0;
	if (any >= 0 && (initial >= 0 || latest >= 0))
		return errmsg_set(e, "a category beside an initial or latest category; name the one to "
		    "count by with -c category=NAME");
	if (any < 0 && initial < 0 && latest < 0)
		return errmsg_set(e, "no column with the category of abuse (category, "
		    "InitialCategoryOfAbuse, LatestCategoryOfAbuse); name one with -c category=NAME");
	if (any >= 0) {
		r->category = any;
	} else if (latest < 0 || (measure == PLAN_STARTED && initial >= 0)) {
		r->category = initial;
	} else {
		r->category = latest;
		r->fallback = initial;
	}
	return 0;
}

/* The roles, the -k columns and the category's. -1: *e. */
static int
find_columns(struct planmix *p, struct planread *r, struct errmsg *e)
{
	const struct slice *h = input_headings(p->in);
	const struct planmix_options *o = p->o;
	unsigned category = ROLE_BIT(ROLE_CATEGORY), optional;
	struct roles roles;

	/* A category named outright is the one; initial and latest are then not looked for. */
	for (size_t i = 0; i < o->nchoices; i++)
		if (o->choice[i].role == ROLE_CATEGORY)
			category = 0;
	if (category != 0)
		category |= ROLE_BIT(ROLE_CATEGORY_INITIAL) | ROLE_BIT(ROLE_CATEGORY_LATEST);
	optional = category;
	if (o->measure == PLAN_SUBSEQUENT)
		optional |= ROLE_BIT(ROLE_PREVIOUS_PLANS);
	if (roles_find(&roles, h, input_ncols(p->in), ROLE_BIT(ROLE_PLAN_START) |
	    ROLE_BIT(ROLE_PLAN_END) | (o->child_checks ? ROLE_BIT(ROLE_CHILD_ID) : 0), optional,
	    o->choice, o->nchoices, e) == -1)
		return -1;
	/* The heading of the published table: no well-known name, as there it is the indicator's. */
	for (size_t i = 0; i < input_ncols(p->in) && roles.col[ROLE_CATEGORY] < 0 && category != 0; i++)
		if (slice_caseeq(h[i], slice_of(MIXREAD_INDICATOR)))
			roles.col[ROLE_CATEGORY] = (int)i;
	if (keycols_find(&p->keys, o->keys, h, input_ncols(p->in), e) == -1 ||
	    find_category(roles.col, o->measure, r, e) == -1)
		return -1;
	r->child = o->child_checks ? roles.col[ROLE_CHILD_ID] : -1;
	r->start = roles.col[ROLE_PLAN_START];
	r->end = roles.col[ROLE_PLAN_END];
	r->earlier = roles.col[ROLE_PREVIOUS_PLANS];
	return 0;
}

static void
tell_columns(const struct planmix *p, const struct planread *r)
{
	const struct slice *h = input_headings(p->in);
	struct errmsg e, more = {""};

	if (r->fallback >= 0)
		errmsg_set(&more, ", where blank from '%.*s'", SLICE_ARG(h[r->fallback]));
	if (r->category >= 0)
		errmsg_set(&e, "plan records, categories from '%.*s'%s", SLICE_ARG(h[r->category]),
		    more.text);
	else if (r->earlier >= 0)
		errmsg_set(&e, "plan records, earlier plans also from '%.*s'", SLICE_ARG(h[r->earlier]));
	else
		errmsg_set(&e, "plan records");
	p->say->say(p->say->ctx, MIX_DETAIL, e.text);
}

/* Counts a fault, and says it unless enough have been said. */
static void
fault(void *ctx, enum plan_fault f, const struct errmsg *e)
{
	struct planmix *p = ctx;

	p->faults[f]++;
	if (p->said++ < p->o->most_messages)
		p->say->say(p->say->ctx, p->o->skip_bad ? MIX_NOTE : MIX_FAULT, e->text);
}

static uint64_t
all_faults(const struct planmix *p)
{
	uint64_t n = 0;

	for (int f = 0; f < PLAN_FAULTS; f++)
		n += p->faults[f];
	return n;
}

/* Reading */

static uint32_t
read_group(struct planmix *p)
{
	keybuf_reset(&p->key);
	for (size_t i = 0; i < p->keys.n; i++)
		keybuf_add(&p->key, slice_trim(input_field(p->in, p->keys.col[i])));
	return intern_id(p->groups, keybuf_key(&p->key));
}

static void
read_plans(struct planmix *p, struct planread *r)
{
	struct plan plan;
	struct errmsg e;
	enum plan_fault f;
	uint32_t group;
	int more;

	while ((more = input_next(p->in)) == 1) {
		if ((f = planread(r, p->in, &plan, &e)) != PLAN_OK) {
			fault(p, f, &e);
			continue;
		}
		group = read_group(p);
		plancount_add(p->count, group, plan.category, plan.start, plan.end, 1);
		if (p->across != NULL && planacross_add(p->across, &plan, group, input_file(p->in),
		    input_line(p->in)) == -1) {
			input_fault(p->in, input_ncols(p->in), &e, "more than 4,294,967,296 plans; "
			    "--no-child-checks counts them without looking across a child's plans");
			p->say->say(p->say->ctx, MIX_FAULT, e.text);
			p->broken = true;
			return;
		}
	}
	if (more == -1) {
		p->say->say(p->say->ctx, MIX_FAULT, input_error(p->in));
		p->broken = true;
	}
}

/* "left out 3 of 100 plans: 2 without a start, 1 that are there already" */
static void
sum_up(struct planmix *p)
{
	uint64_t n = all_faults(p);
	char list[700] = "";
	struct errmsg e;
	size_t at = 0;

	if (n == 0)
		return;
	for (int f = 0; f < PLAN_FAULTS; f++)
		if (p->faults[f] > 0)
			at += (size_t)snprintf(list + at, sizeof list - at, "%s%" PRIu64 " %s",
			    at > 0 ? ", " : "", p->faults[f], plan_fault_name((enum plan_fault)f));
	if (p->o->skip_bad) {
		errmsg_set(&e, "left out %" PRIu64 " of %" PRIu64 " plans: %s", n, input_rows(p->in),
		    list);
		p->say->say(p->say->ctx, MIX_NOTE, e.text);
		return;
	}
	errmsg_set(&e, "%" PRIu64 " of %" PRIu64 " plans have faults%s: %s; --skip-bad leaves them out", n,
	    input_rows(p->in), n > p->o->most_messages ? " (-v names them all)" : "", list);
	p->say->say(p->say->ctx, MIX_FAULT, e.text);
}

/* The table */

static int
by_key(const void *a, const void *b, void *ctx)
{
	const struct planmix *p = ctx;
	struct slice x = intern_key(p->groups, *(const uint32_t *)a), xc;
	struct slice y = intern_key(p->groups, *(const uint32_t *)b), yc;
	int r = 0;

	while (r == 0 && keybuf_next(&x, &xc) && keybuf_next(&y, &yc))
		r = slice_cmp(xc, yc);
	return r;
}

static void
name_group(const struct planmix *p, struct mix *m, size_t g, uint32_t id)
{
	struct slice rest = intern_key(p->groups, id), cell;

	for (size_t i = 0; i < m->ncols && keybuf_next(&rest, &cell); i++)
		m->key[g * m->ncols + i] = slice_dup(cell);
	m->indicator[g] = xstrdup(measures[p->o->measure].indicator);
}

static void
fill_group(const struct planmix *p, struct mix *m, size_t g, uint32_t id)
{
	struct mix_cell *total;

	for (size_t q = 0; q < m->nperiods; q++) {
		total = mix_total(m, g, q);
		*total = (struct mix_cell){.state = MIX_COUNT};
		for (size_t c = 0; c < m->ncats; c++) {
			*mix_cell(m, g, c, q) = (struct mix_cell){.state = MIX_COUNT,
			    .count = plancount_get(p->count, id, c, q)};
			total->count += mix_cell(m, g, c, q)->count;
		}
		if (!m->whole)
			total->count = plancount_get(p->count, id, m->ncats, q);
	}
}

static struct mix *
make_mix(struct planmix *p)
{
	size_t nperiods = plancount_finish(p->count), ngroups = intern_count(p->groups);
	struct mix *m = mix_new(p->keys.n, ngroups, p->rows, nperiods);
	uint32_t *order = xcalloc(ngroups, sizeof *order);
	char label[PERIOD_SIZE];
	const char *row;

	m->kind = measures[p->o->measure].kind;
	m->whole = !measures[p->o->measure].of_which;
	for (size_t i = 0; i < m->ncols; i++)
		m->col[i] = slice_dup(input_headings(p->in)[p->keys.col[i]]);
	for (size_t c = 0; c < m->ncats; c++) {
		row = measures[p->o->measure].row[0] != NULL ? measures[p->o->measure].row[c] :
		    category_label(p->o->categories, c);
		m->cat[c] = xstrdup(row);
	}
	for (size_t q = 0; q < nperiods; q++) {
		m->period[q].period = plancount_period(p->count, q);
		period_format(label, m->period[q].period);
		m->period[q].label = xstrdup(label);
		m->period[q].score = (double)q + 1;
	}
	for (size_t g = 0; g < ngroups; g++)
		order[g] = (uint32_t)g;
	if (ngroups > 0)
		qsort_r(order, ngroups, sizeof *order, by_key, p);
	for (size_t g = 0; g < ngroups; g++) {
		name_group(p, m, g, order[g]);
		fill_group(p, m, g, order[g]);
	}
	free(order);
	return m;
}

/* Warns of a last quarter that the records, as far as their dates go, may know nothing of. */
static void
note_quiet_end(const struct planmix *p, const struct mix *m)
{
	int32_t last_day = plancount_last_day(p->count);
	char day[DATE_SIZE];
	struct errmsg e;

	if (m->ngroups == 0 || m->nperiods == 0 ||
	    period_last_day(m->period[m->nperiods - 1].period) - last_day <= QUIET_DAYS)
		return;
	date_format(day, last_day);
	errmsg_set(&e, "%s: no plan starts or ends after %s: if the records were taken before the end of "
	    "%s, its figures are not final", input_file(p->in), day, m->period[m->nperiods - 1].label);
	p->say->say(p->say->ctx, MIX_NOTE, e.text);
}

struct mix *
planmix(struct input *in, const struct planmix_options *o, const struct mix_say *say)
{
	struct planmix p = {.in = in, .o = o, .say = say, .rows = count_rows(o),
	    .groups = intern_new()};
	struct planread r = {.categories = o->categories, .earlier = -1};
	struct errmsg e, why;
	struct mix *m = NULL;

	p.count = plancount_new(o->measure, o->freq, p.rows + measures[o->measure].of_which, o->from,
	    o->to);
	if (find_columns(&p, &r, &why) == -1) {
		errmsg_set(&e, "%s:1: %s", input_file(in), why.text);
		say->say(say->ctx, MIX_FAULT, e.text);
		p.broken = true;
	} else {
		tell_columns(&p, &r);
		if (o->child_checks)
			p.across = planacross_new(p.count, p.rows, &(struct planacross_options){
			    .take_out = o->skip_bad, .subsequent = o->measure == PLAN_SUBSEQUENT,
			    .groups = o->keys != NULL, .earlier = r.earlier >= 0});
		read_plans(&p, &r);
	}
	if (!p.broken && p.across != NULL)
		planacross_check(p.across, fault, &p);
	sum_up(&p);
	if (!p.broken && (o->skip_bad || all_faults(&p) == 0)) {
		m = make_mix(&p);
		note_quiet_end(&p, m);
		if (p.across != NULL)
			planacross_notes(p.across, say);
	}
	plancount_free(p.count);
	keycols_free(&p.keys);
	intern_free(p.groups);
	keybuf_free(&p.key);
	planacross_free(p.across);
	return m;
}
