#include "plans/counts.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/slice.h"
#include "plans/records.h"
#include "plans/sums.h"
#include "table/alike.h"
#include "table/areanames.h"
#include "table/cell.h"
#include "table/keycols.h"
#include "table/points.h"
#include "table/role.h"

#define TOTAL UINT32_MAX	/* in place of a wording: the total row */
#define NOWHERE SIZE_MAX	/* the place of a period that was not asked for */

struct row {
	uint32_t group, wording, period;	/* numbers of the tables below */
	struct mix_cell cell;
	const char *file;
	uint64_t line;
};

struct counts {
	struct input *in;
	const struct mix_options *o;
	const struct category_list *categories;
	bool failed;
	struct roles roles;
	size_t *col, ncols;		/* what identifies groups, besides the indicator */
	bool foreign;			/* each wording is a category */
	int t;				/* the column t of numbered points in time, or -1 */
	struct row *row;
	size_t n, cap;
	struct keybuf key;
	struct intern *groups;		/* composite keys: the columns, then the indicator */
	struct intern *wordings;	/* names of categories, as in the input */
	size_t *cat;			/* each wording's category of the mix */
	const char **label;		/* of each category */
	struct intern *period_keys;
	struct mix_period *period;	/* by number in period_keys */
	size_t nperiods, period_cap;
	size_t *place;			/* each period's place in order of time, or NOWHERE */
	struct intern *others;		/* indicators that were not asked for */
	struct arena texts;		/* the mix's, once there is one */
	struct alike *alike;		/* texts of the groups' columns, and wordings */
	struct areanames names;
	struct mix_notes absent, hidden, gaps;
	struct textbuf group;		/* mix_group_name() */
	struct mix *mix;
};

static void
fail(struct counts *r, const char *message)
{
	r->o->say(message);
	r->failed = true;
}

/* Reports a fault of the row, or of the input where row is NULL. */
static void __attribute__((format(printf, 3, 4)))
fault(struct counts *r, const struct row *row, const char *fmt, ...)
{
	struct errmsg why, e;
	va_list ap;

	va_start(ap, fmt);
	errmsg_vset(&why, fmt, ap);
	va_end(ap);
	if (row != NULL)
		errmsg_set(&e, "%s:%" PRIu64 ": %s", row->file, row->line, why.text);
	else
		errmsg_set(&e, "%s: %s", input_file(r->in), why.text);
	fail(r, e.text);
}

/* Rows */

static int
find_columns(struct counts *r, struct errmsg *e)
{
	const struct slice *h = r->in->heading;
	const struct filter *f = r->o->filter;
	size_t n = r->in->ncols, t = heading_find(h, n, slice_of("t"));
	const int *role = r->roles.col;
	unsigned need = ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE);
	unsigned want = ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE) | ROLE_BIT(ROLE_INDICATOR);
	struct keycols keys;
	struct errmsg why;

	if (r->o->indicator != NULL)
		need |= ROLE_BIT(ROLE_INDICATOR);
	if (roles_find(&r->roles, h, n, need, want, f->chosen, &why) == -1 ||
	    keycols_find(&keys, r->o->keys, h, n, &r->roles, &why) == -1)
		return errmsg_set(e, "%s:1: %s%s", input_file(r->in), why.text,
		    strncmp(why.text, "no column", 9) == 0 ?
		    " (csv-tidy turns a published table into rows)" : "");
	r->col = xcalloc(keys.n + 2, sizeof(*r->col));
	if (role[ROLE_AREA] >= 0)
		r->col[r->ncols++] = (size_t)role[ROLE_AREA];
	if (role[ROLE_AREA_CODE] >= 0)
		r->col[r->ncols++] = (size_t)role[ROLE_AREA_CODE];
	for (size_t i = 0; i < keys.n; i++)
		if ((int)keys.col[i] != role[ROLE_AREA] && (int)keys.col[i] != role[ROLE_AREA_CODE])
			r->col[r->ncols++] = keys.col[i];
	keycols_free(&keys);
	r->t = t < n ? (int)t : -1;
	return 0;
}

/*
 * The row's indicator. Where there is no such column it is what the categories are of: abuse, or
 * whatever the column is called that was chosen or has other categories.
 */
static struct slice
indicator(const struct counts *r)
{
	const char *file = r->o->category_file;
	int col = r->roles.col[ROLE_INDICATOR];

	if (col >= 0)
		return slice_trim(input_field(r->in, (size_t)col));
	if (r->o->filter->chosen[ROLE_CATEGORY] == NULL && (file == NULL || file[0] == '+'))
		return slice_of(CATEGORY_HEADING);
	return slice_trim(r->in->heading[r->roles.col[ROLE_CATEGORY]]);
}

static uint32_t
read_group(struct counts *r)
{
	const int *role = r->roles.col;
	size_t nareas = (role[ROLE_AREA] >= 0) + (role[ROLE_AREA_CODE] >= 0);
	uint32_t known = intern_count(r->groups), id;

	keybuf_reset(&r->key);
	if (role[ROLE_AREA] >= 0)
		keybuf_add(&r->key, slice_trim(roles_area(&r->roles, r->in)));
	if (role[ROLE_AREA_CODE] >= 0)
		keybuf_add(&r->key, slice_trim(roles_area_code(&r->roles, r->in)));
	for (size_t i = nareas; i < r->ncols; i++)
		keybuf_add(&r->key, slice_trim(input_field(r->in, r->col[i])));
	keybuf_add(&r->key, indicator(r));
	id = intern_id(r->groups, keybuf_key(&r->key));
	for (size_t i = 0; id == known && i < r->ncols; i++)
		(i < nareas ? alike_cell : alike_key)(r->alike, r->in, r->col[i],
		    slice_trim(input_field(r->in, r->col[i])));
	if (id == known && role[ROLE_INDICATOR] >= 0)
		alike_cell(r->alike, r->in, (size_t)role[ROLE_INDICATOR], indicator(r));
	return id;
}

/* The number of the row's period. With a column t, which gives the order, any label will do. */
static int
read_period(struct counts *r, uint32_t *id, struct errmsg *e)
{
	struct slice label = slice_trim(input_field(r->in, (size_t)r->roles.col[ROLE_PERIOD]));
	struct slice t = {"", 0};
	struct period p = {0};
	struct num number = {0};
	char full[PERIOD_SIZE];

	if (roles_period(&r->roles, r->in, r->o->filter->fyear, &p, e) == -1 &&
	    (r->t < 0 || label.n == 0))
		return -1;
	if (p.freq != PERIOD_NONE && roles_has_own_year(&r->roles, r->in)) {
		period_format(full, p);
		label = slice_of(full);
	}
	if (r->t >= 0) {
		t = slice_trim(input_field(r->in, (size_t)r->t));
		if (cell_parse(t, CELL_PLACE, &number) != NUM_VALUE)
			return cell_fault(r->in, (size_t)r->t, t, CELL_PLACE, e);
		points_look_at(r->in, (size_t)r->t, t);
	}
	keybuf_reset(&r->key);
	keybuf_add(&r->key, (struct slice){(const char *)&p.freq, sizeof(p.freq)});
	keybuf_add(&r->key, p.freq == PERIOD_NONE ? label :
	    (struct slice){(const char *)&p.ord, sizeof(p.ord)});
	*id = intern_id(r->period_keys, keybuf_key(&r->key));
	if (*id == r->nperiods) {
		r->period = xgrow(r->period, &r->period_cap, ++r->nperiods, sizeof(*r->period));
		r->period[*id] = (struct mix_period){arena_copy(&r->texts, label).p, p,
		    arena_copy(&r->texts, t).p, number.value};
	} else if (r->t >= 0 && r->period[*id].score != number.value) {
		return input_fault(r->in, (size_t)r->t, e, "'%.*s' for %.*s; expected %s, as in an "
		    "earlier row", SLICE_ARG(t), SLICE_ARG(label), r->period[*id].t);
	}
	return 0;
}

/* A mark or blank is kept as it is. */
static int
read_count(struct counts *r, struct mix_cell *cell, struct errmsg *e)
{
	size_t col = (size_t)r->roles.col[ROLE_VALUE];
	struct slice s = slice_trim(input_field(r->in, col));
	struct num num;

	if (cell_read(r->in, col, CELL_COUNT, &num, e) != 0)
		return -1;
	if (num.kind == NUM_VALUE)
		*cell = (struct mix_cell){.count = num.figure.n / num.figure.d,
		    .state = MIX_COUNT};
	else
		*cell = (struct mix_cell){.hidden = arena_copy(&r->texts, s).p,
		    .state = MIX_HIDDEN};
	return 0;
}

static int
read_row(struct counts *r, struct errmsg *e)
{
	struct slice s = slice_trim(input_field(r->in, (size_t)r->roles.col[ROLE_CATEGORY]));
	struct row row = {.file = input_file(r->in), .line = input_line(r->in)};

	if (r->o->indicator != NULL && !slice_caseeq(indicator(r), slice_of(r->o->indicator))) {
		intern_id(r->others, indicator(r));
		return 0;
	}
	if (roles_want_row(&r->roles, r->in, true, e) == -1)
		return -1;
	if (s.n == 0)
		return input_fault(r->in, (size_t)r->roles.col[ROLE_CATEGORY], e, "blank; expected "
		    "a category, or --indicator NAME");
	if (read_period(r, &row.period, e) == -1 || read_count(r, &row.cell, e) == -1)
		return -1;
	areanames_row(&r->names, r->in, &r->roles);
	row.group = read_group(r);
	row.wording = slice_caseeq(s, slice_of("Total")) ? TOTAL : intern_id(r->wordings, s);
	row.cell.row = r->n;
	r->row = xgrow(r->row, &r->cap, r->n + 1, sizeof(*r->row));
	r->row[r->n++] = row;
	return 0;
}

/* There are rows, but none of the indicator that was asked for. */
static void
no_indicator(struct counts *r)
{
	size_t n = intern_count(r->others);
	struct slice *name = xcalloc(n, sizeof(*name));
	char near[SUGGEST_SIZE];

	for (size_t i = 0; i < n; i++)
		name[i] = intern_key(r->others, (uint32_t)i);
	if (suggest(near, slice_of(r->o->indicator), name, n)[0] != '\0')
		fault(r, NULL, "no rows of the indicator '%s'%s", r->o->indicator, near);
	else
		fault(r, NULL, "no rows of the indicator '%s'; expected one such as '%.*s'",
		    r->o->indicator, SLICE_ARG(name[0]));
	free(name);
}

static void
read_rows(struct counts *r)
{
	struct errmsg e;
	int more;

	if (find_columns(r, &e) == -1) {
		fail(r, e.text);
		return;
	}
	while ((more = input_next(r->in)) == 1)
		if (read_row(r, &e) == -1)
			fail(r, e.text);
	if (more == -1)
		fail(r, r->in->error.text);
	if (!r->failed && r->n == 0 && intern_count(r->others) > 0)
		no_indicator(r);
}

/* Categories */

/* Whether no name is a known category, or near one: the table is about something else. */
static bool
is_foreign(const struct counts *r)
{
	struct slice s;

	for (uint32_t w = 0; w < intern_count(r->wordings); w++) {
		s = intern_key(r->wordings, w);
		if (category_find(r->categories, s) != CATEGORY_UNKNOWN ||
		    category_nearest(r->categories, s) != NULL)
			return false;
	}
	return true;
}

/* Of a table about something else: each wording is a category. */
static void
look_at_wordings(struct counts *r)
{
	size_t col = (size_t)r->roles.col[ROLE_CATEGORY];
	struct errmsg what, e;

	for (const struct row *row = r->row; row < r->row + r->n; row++) {
		if (row->wording == TOTAL || !alike_add(r->alike, col,
		    intern_key(r->wordings, row->wording), row->file, row->line, &what))
			continue;
		errmsg_set(&e, "%s:%" PRIu64 ": category: %s", row->file, row->line, what.text);
		if (!r->o->filter->quiet)
			r->o->say(e.text);
	}
}

/*
 * Gives each wording its category of the mix, in the input's order, and each category its first
 * wording, or its label in the list, as its label. Returns how many there are.
 */
static size_t
settle_categories(struct counts *r)
{
	size_t known = r->categories->n, n = 0, i;
	uint32_t nwords = intern_count(r->wordings);
	const bool foreign = r->categories->any || (r->o->any_category && is_foreign(r));
	size_t *number = xcalloc(known + nwords, sizeof(*number));
	const struct category *item = r->categories->item;
	const struct row *row;
	struct errmsg why;

	r->foreign = foreign;
	if (foreign)
		look_at_wordings(r);
	r->cat = xcalloc(nwords, sizeof(*r->cat));
	r->label = xcalloc(nwords, sizeof(*r->label));
	for (uint32_t w = 0; w < nwords; w++) {
		struct slice s = intern_key(r->wordings, w);

		i = foreign ? known + w : category_find(r->categories, s);
		if (i == CATEGORY_UNKNOWN) {
			category_unknown(r->categories, s, &why);
			for (row = r->row; row->wording != w;)
				row++;
			fault(r, row, "%s", why.text);
			continue;
		}
		if (number[i] == 0) {
			if (!foreign && (r->o->category_file != NULL ||
			    slice_caseeq(s, slice_of(item[i].code))))
				s = slice_of(item[i].label);
			r->label[n] = arena_copy(&r->texts, s).p;
			number[i] = ++n;
		}
		r->cat[w] = number[i] - 1;
	}
	free(number);
	return n;
}

/* Periods */

static int
earlier(const void *a, const void *b)
{
	const struct mix_period *p = *(const struct mix_period *const *)a;
	const struct mix_period *q = *(const struct mix_period *const *)b;

	if (p->score != q->score)
		return p->score < q->score ? -1 : 1;
	return (p->period.ord > q->period.ord) - (p->period.ord < q->period.ord);
}

/* All periods must have one frequency, unless a column t gives their order. */
static void
check_frequency(struct counts *r)
{
	const enum period_freq wanted = r->o->from.freq;
	enum period_freq freq = PERIOD_NONE;
	struct mix_period *p;

	for (size_t i = 0; i < r->nperiods; i++)
		if (r->period[i].period.freq == PERIOD_MONTH)
			freq = PERIOD_MONTH;
	for (size_t i = 0; i < r->nperiods; i++) {
		p = &r->period[i];
		period_settle(&p->period, freq);
		if (freq == PERIOD_NONE)
			freq = p->period.freq;
		if (p->period.freq != freq && r->t < 0) {
			fault(r, NULL, "'%s' is a %s but '%s' is not; expected periods of one kind",
			    r->period[0].label, period_freq_name(freq), p->label);
			return;
		}
	}
	if (wanted != PERIOD_NONE && freq != PERIOD_NONE && freq != wanted)
		fault(r, NULL, "'%s' is a %s; expected a %s (--quarters)", r->period[0].label,
		    period_freq_name(freq), period_freq_name(wanted));
}

/* Sorts the periods that were asked for by time. Returns how many there are. */
static size_t
settle_periods(struct counts *r, struct mix_period **sorted)
{
	const struct period *from = &r->o->from, *to = &r->o->to;
	size_t n = 0;
	int32_t ord;

	r->place = xcalloc(r->nperiods, sizeof(*r->place));
	check_frequency(r);
	for (size_t i = 0; i < r->nperiods; i++) {
		ord = r->period[i].period.ord;
		if (r->t < 0)
			r->period[i].score = ord;
		r->place[i] = NOWHERE;
		if (from->freq == PERIOD_NONE || (ord >= from->ord && ord <= to->ord))
			sorted[n++] = &r->period[i];
	}
	if (n > 0)
		qsort(sorted, n, sizeof(*sorted), earlier);
	for (size_t i = 0; i < n; i++)
		r->place[sorted[i] - r->period] = i;
	return n;
}

/* Notes periods without a row that were asked for, or come between the first and the last. */
static void
note_gaps(struct counts *r)
{
	const struct mix *m = r->mix;
	int32_t missing, wanted = r->o->to.ord - r->o->from.ord + 1;

	if (r->o->from.freq != PERIOD_NONE && (int32_t)m->nperiods < wanted) {
		mix_say(r->o, MIX_NOTE, "%s: rows for %zu of the %s asked for", input_file(r->in),
		    m->nperiods, plural((uint64_t)wanted, "quarter").text);
		return;
	}
	for (size_t i = 1; i < m->nperiods; i++) {
		const struct mix_period *p = &m->period[i - 1], *q = &m->period[i];

		missing = q->period.ord - p->period.ord - 1;
		if (missing > 0 && q->period.freq == p->period.freq)
			mix_note(r->o, &r->gaps, "%s: no rows for %s between %s and %s",
			    input_file(r->in), plural((uint64_t)missing,
			    period_freq_name(q->period.freq)).text, p->label, q->label);
	}
}

/* The table */

static void
name_groups(const struct counts *r)
{
	struct mix *m = r->mix;

	for (size_t i = 0; i < m->ncols; i++)
		m->col[i] = arena_copy(&m->memory, r->in->heading[r->col[i]]).p;
	for (size_t g = 0; g < m->ngroups; g++) {
		mix_name_group(m, g, intern_key(r->groups, (uint32_t)g));
		if (strcmp(m->indicator[g], m->indicator[0]) != 0)
			m->by_indicator = true;
	}
}

/* Suggests the columns that may distinguish the two rows. */
static void
two_rows(struct counts *r, const struct row *first, const struct row *row, const char *cat)
{
	const struct slice *h = r->in->heading;
	struct textbuf columns = {0};
	bool used;

	textbuf_reset(&columns);
	for (size_t i = 0; i < r->in->ncols; i++) {
		used = (int)i == r->t || slice_caseeq(h[i], slice_of("percentage"));
		for (int k = 0; k < ROLE_N; k++)
			used = used || r->roles.col[k] == (int)i;
		for (size_t k = 0; k < r->ncols; k++)
			used = used || r->col[k] == i;
		if (!used)
			textbuf_addf(&columns, "%s '%.*s'", columns.n > 0 ? " or" :
			    ", or a column that distinguishes them: -k", SLICE_ARG(h[i]));
	}
	fault(r, row, "a second row for %s in %s, after line %" PRIu64 " of %s; expected one%s",
	    cat, r->period[row->period].label, first->line, first->file, columns.p);
	textbuf_free(&columns);
}

/* Moves the rows' cells to their places. */
static void
place_rows(struct counts *r)
{
	const struct mix *m = r->mix;
	struct mix_cell *to;
	size_t cat, place;

	for (const struct row *row = r->row; row < r->row + r->n; row++) {
		if ((place = r->place[row->period]) == NOWHERE)
			continue;
		cat = row->wording == TOTAL ? m->ncats : r->cat[row->wording];
		to = mix_cell(m, row->group, cat, place);
		if (to->state == MIX_ABSENT)
			*to = row->cell;
		else
			two_rows(r, &r->row[to->row], row, m->cat[cat]);
	}
}

/* A category that the group has, but not in this period, is 0. */
static void
fill_absent(struct counts *r, size_t g, size_t p)
{
	const struct mix *m = r->mix;
	bool confirmed = mix_total(m, g, p)->state == MIX_COUNT;
	struct mix_cell *cell;

	for (size_t c = 0; c < m->ncats; c++) {
		cell = mix_cell(m, g, c, p);
		if (cell->state != MIX_ABSENT || !mix_has_category(m, g, c))
			continue;
		cell->state = MIX_COUNT;
		if (!confirmed)
			mix_note(r->o, &r->absent, "%s: %sno row for %s in %s; counted as 0",
			    input_file(r->in), r->group.p, m->cat[c], m->period[p].label);
	}
}

/* Compares the sum of one group and period with its total row, or makes it the total. */
static void
check_total(struct counts *r, size_t g, size_t p, const struct row *row)
{
	const struct mix *m = r->mix;
	struct mix_cell *total = mix_total(m, g, p);
	bool hidden = false;
	int64_t sum = 0;

	for (size_t c = 0; c < m->ncats; c++) {
		hidden = hidden || mix_cell(m, g, c, p)->state == MIX_HIDDEN;
		if (__builtin_add_overflow(sum, mix_cell(m, g, c, p)->count, &sum)) {
			fault(r, row, "the counts add up to more than %" PRId64, INT64_MAX);
			return;
		}
	}
	if (total->state == MIX_COUNT && (hidden ? sum > total->count : sum != total->count))
		fault(r, row, "the total for %.60s is %" PRId64 "; expected %s%" PRId64 ", the sum "
		    "of its categories", m->period[p].label, total->count,
		    hidden ? "at least " : "", sum);
	else if (total->state == MIX_ABSENT)
		*total = hidden ? (struct mix_cell){.hidden = "", .state = MIX_HIDDEN} :
		    (struct mix_cell){.count = sum, .state = MIX_COUNT};
	if (hidden)
		mix_note(r->o, &r->hidden, "%s: %sa count for %s is hidden; that period has no "
		    "percentages and no tests", row->file, r->group.p, m->period[p].label);
}

/* The row that messages about a group and period name: its total, or its first category. */
static const struct row *
row_of(const struct counts *r, size_t g, size_t p)
{
	const struct mix_cell *cell = mix_total(r->mix, g, p);

	for (size_t c = 0; c < r->mix->ncats && cell->state == MIX_ABSENT; c++)
		cell = mix_cell(r->mix, g, c, p);
	return cell->state == MIX_ABSENT ? NULL : &r->row[cell->row];
}

static void
check_sums(struct counts *r)
{
	struct errmsg e;
	int sum;

	if (r->failed || !r->foreign || (sum = sums_check(r->mix, &e)) == 0)
		return;
	if (sum == -1)
		fault(r, NULL, "%s", e.text);
	else
		mix_say(r->o, MIX_NOTE, "%s: %s", input_file(r->in), e.text);
}

static void
fill_table(struct counts *r)
{
	const struct row *row;

	place_rows(r);
	if (r->failed)
		return;
	for (size_t g = 0; g < r->mix->ngroups; g++) {
		mix_group_name(r->mix, g, &r->group);
		for (size_t p = 0; p < r->mix->nperiods; p++)
			if ((row = row_of(r, g, p)) != NULL) {
				fill_absent(r, g, p);
				check_total(r, g, p, row);
			}
	}
	check_sums(r);
	note_gaps(r);
	mix_note_rest(r->o, &r->absent, input_file(r->in));
	mix_note_rest(r->o, &r->hidden, input_file(r->in));
	mix_note_rest(r->o, &r->gaps, input_file(r->in));
}

/* The kind that all indicators have, if cp-categorise made these counts from records. */
static enum kind
kind_of(const struct mix *m)
{
	enum kind kind = KIND_UNSAID, next;

	for (size_t g = 0; g < m->ngroups; g++) {
		next = records_kind(slice_of(m->indicator[g]));
		if (g > 0 && next != kind)
			return KIND_UNSAID;
		kind = next;
	}
	return kind;
}

static void
make_mix(struct counts *r)
{
	struct mix_period **sorted = xcalloc(r->nperiods, sizeof(*sorted));
	size_t nperiods = settle_periods(r, sorted), ncats = settle_categories(r);
	struct mix *m;

	if (!r->failed) {
		m = r->mix = mix_new(r->texts, r->ncols, intern_count(r->groups), ncats, nperiods);
		r->texts = (struct arena){0};
		name_groups(r);
		m->kind = r->o->kind != KIND_UNSAID ? r->o->kind : kind_of(m);
		memcpy(m->cat, r->label, ncats * sizeof(*m->cat));
		for (size_t p = 0; p < nperiods; p++) {
			m->period[p] = *sorted[p];
			if (r->t < 0)
				mix_place(m, p, sorted[p]->score - sorted[0]->score + 1);
		}
		fill_table(r);
	}
	free(sorted);
}

struct mix *
counts_read(struct input *in, const struct mix_options *o, const struct category_list *categories)
{
	struct counts r = {.in = in, .o = o, .categories = categories, .groups = intern_new(),
	    .wordings = intern_new(), .period_keys = intern_new(), .others = intern_new(),
	    .absent.noun = "more missing row", .hidden.noun = "more hidden count",
	    .gaps.noun = "more gap",
	    .alike = alike_new(o->filter->quiet ? NULL : o->say, o->filter->verbose),
	    .names = {.say = o->filter->quiet ? NULL : o->say, .all = o->filter->verbose,
	    .apart = "each name is an area of its own"}};

	mix_say(o, MIX_DETAIL, "counts, by category and period");
	read_rows(&r);
	if (!r.failed)
		make_mix(&r);
	free(r.row);
	free(r.period);
	free(r.col);
	free(r.cat);
	free(r.label);
	free(r.place);
	alike_close(r.alike);
	areanames_close(&r.names);
	keybuf_free(&r.key);
	textbuf_free(&r.group);
	intern_free(r.groups);
	intern_free(r.wordings);
	intern_free(r.period_keys);
	intern_free(r.others);
	arena_free(&r.texts);
	if (r.failed) {
		mix_free(r.mix);
		return NULL;
	}
	return r.mix;
}
