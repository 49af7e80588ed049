#include "plans/countrows.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/num.h"

static int
find_columns(struct countrows *r, struct errmsg *e)
{
	const struct slice *h = input_headings(r->in);
	const int *role = r->roles.col;
	size_t n = 0;

	if (roles_find(&r->roles, h, input_ncols(r->in),
	    ROLE_BIT(ROLE_CATEGORY) | ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_VALUE) |
	    (r->o->indicator != NULL ? ROLE_BIT(ROLE_INDICATOR) : 0),
	    ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE) | ROLE_BIT(ROLE_INDICATOR),
	    r->o->choice, r->o->nchoices, e) == -1 ||
	    keycols_find(&r->keys, r->o->keys, h, input_ncols(r->in), e) == -1)
		return -1;
	r->col = xcalloc(r->keys.n + 2, sizeof *r->col);
	if (role[ROLE_AREA] >= 0)
		r->col[n++] = (size_t)role[ROLE_AREA];
	if (role[ROLE_AREA_CODE] >= 0)
		r->col[n++] = (size_t)role[ROLE_AREA_CODE];
	for (size_t i = 0; i < r->keys.n; i++)
		if ((int)r->keys.col[i] != role[ROLE_AREA] &&
		    (int)r->keys.col[i] != role[ROLE_AREA_CODE])
			r->col[n++] = r->keys.col[i];
	r->ncols = n;
	n = heading_find(h, input_ncols(r->in), slice_of("t"));
	r->t = n < input_ncols(r->in) ? (int)n : -1;
	return 0;
}

/* The row's indicator; the published table's heading where there is no such column. */
static struct slice
indicator(struct countrows *r)
{
	int col = r->roles.col[ROLE_INDICATOR];

	return col < 0 ? slice_of(MIXREAD_INDICATOR) : slice_trim(input_field(r->in, (size_t)col));
}

static uint32_t
read_group(struct countrows *r)
{
	const struct roles *roles = &r->roles;
	struct slice s;

	keybuf_reset(&r->key);
	for (size_t i = 0; i < r->ncols; i++) {
		if ((int)r->col[i] == roles->col[ROLE_AREA])
			s = roles_area(roles, r->in);
		else if ((int)r->col[i] == roles->col[ROLE_AREA_CODE])
			s = roles_area_code(roles, r->in);
		else
			s = input_field(r->in, r->col[i]);
		keybuf_add(&r->key, slice_trim(s));
	}
	keybuf_add(&r->key, indicator(r));
	return intern_id(r->groups, keybuf_key(&r->key));
}

/*
 * The number of the row's period; -1: not a period (*e). With a column t any label will do, since
 * t gives the order.
 */
static int
read_period(struct countrows *r, uint32_t *id, struct errmsg *e)
{
	struct slice label = slice_trim(input_field(r->in, (size_t)r->roles.col[ROLE_PERIOD]));
	struct slice t = {"", 0};
	struct period p = {0};
	struct num number = {0};

	if (roles_period(&r->roles, r->in, r->o->fyear, &p, e) == -1 &&
	    (r->t < 0 || label.n == 0))
		return -1;
	if (r->t >= 0) {
		t = slice_trim(input_field(r->in, (size_t)r->t));
		if (num_parse(t, NUM_EXPONENT, &number) != NUM_VALUE)
			return input_fault(r->in, (size_t)r->t, e, "'%.*s' is not a number; expected "
			    "the period's place in time", SLICE_ARG(t));
	}
	keybuf_reset(&r->key);
	keybuf_add(&r->key, (struct slice){(const char *)&p.freq, sizeof p.freq});
	keybuf_add(&r->key, p.freq == PERIOD_NONE ? label :
	    (struct slice){(const char *)&p.ord, sizeof p.ord});
	*id = intern_id(r->period_keys, keybuf_key(&r->key));
	if (*id == r->nperiods) {
		r->period = xgrow(r->period, &r->period_cap, ++r->nperiods, sizeof *r->period);
		r->period[*id] = (struct mix_period){slice_dup(label), p,
		    r->t >= 0 ? slice_dup(t) : NULL, number.value};
	} else if (r->t >= 0 && r->period[*id].score != number.value) {
		return input_fault(r->in, (size_t)r->t, e, "'%.*s' for %.*s, which was %s before",
		    SLICE_ARG(t), SLICE_ARG(label), r->period[*id].t);
	}
	return 0;
}

/* A whole number of at least 0, or a mark or blank kept as it is. */
static int
read_count(struct countrows *r, struct mix_cell *cell, struct errmsg *e)
{
	size_t col = (size_t)r->roles.col[ROLE_VALUE];
	struct slice s = slice_trim(input_field(r->in, col));
	struct num num;

	switch (num_parse(s, NUM_COMMAS | NUM_MARKS, &num)) {
	case NUM_BLANK:
	case NUM_MARK:
		*cell = (struct mix_cell){.hidden = slice_dup(s), .state = MIX_HIDDEN};
		return 0;
	case NUM_VALUE:
		for (; num.exact && num.dec.scale > 0 && num.dec.digits % 10 == 0; num.dec.scale--)
			num.dec.digits /= 10;
		if (num.exact && num.dec.scale == 0 && num.dec.digits >= 0) {
			*cell = (struct mix_cell){.count = num.dec.digits, .state = MIX_COUNT};
			return 0;
		}
		/* FALLTHROUGH */
	default:
		return input_fault(r->in, col, e, "'%.*s' is not a count; expected a whole number of "
		    "at least 0, or a mark such as c", SLICE_ARG(s));
	}
}

static int
read_row(struct countrows *r, struct errmsg *e)
{
	struct slice s = slice_trim(input_field(r->in, (size_t)r->roles.col[ROLE_CATEGORY]));
	struct countrow row = {.file = input_file(r->in), .line = input_line(r->in)};

	if (r->o->indicator != NULL && !slice_caseeq(indicator(r), slice_of(r->o->indicator))) {
		intern_id(r->others, indicator(r));
		return 0;
	}
	if (s.n == 0)
		return input_fault(r->in, (size_t)r->roles.col[ROLE_CATEGORY], e,
		    "blank; expected a category (--indicator NAME takes the rows of one indicator)");
	if (read_period(r, &row.period, e) == -1 || read_count(r, &row.cell, e) == -1)
		return -1;
	row.group = read_group(r);
	row.wording = slice_caseeq(s, slice_of("Total")) ? COUNTROW_TOTAL : intern_id(r->wordings, s);
	r->row = xgrow(r->row, &r->cap, r->n + 1, sizeof *r->row);
	r->row[r->n++] = row;
	return 0;
}

/* Rows, but none of the indicator that was asked for. */
static void
no_indicator(const struct countrows *r, struct errmsg *e)
{
	size_t n = intern_count(r->others), near;
	struct slice *name = xcalloc(n, sizeof *name), s;

	for (size_t i = 0; i < n; i++)
		name[i] = intern_key(r->others, (uint32_t)i);
	near = slice_nearest(slice_of(r->o->indicator), name, n);
	s = name[near < n ? near : 0];
	errmsg_set(e, "%s: no rows of the indicator '%s'; %s '%.*s'", input_file(r->in), r->o->indicator,
	    near < n ? "nearest is" : "there is", SLICE_ARG(s));
	free(name);
}

bool
countrows_read(struct countrows *r, struct input *in, const struct mixread_options *o,
    const struct mix_say *say)
{
	struct errmsg e, why;
	bool sound = true;
	int more;

	*r = (struct countrows){.in = in, .o = o, .groups = intern_new(), .wordings = intern_new(),
	    .period_keys = intern_new(), .others = intern_new()};
	if (find_columns(r, &why) == -1) {
		errmsg_set(&e, "%s:1: %s (csv-tidy makes rows of a table as published)",
		    input_file(in), why.text);
		say->say(say->ctx, MIX_FAULT, e.text);
		return false;
	}
	while ((more = input_next(in)) == 1)
		if (read_row(r, &e) == -1) {
			say->say(say->ctx, MIX_FAULT, e.text);
			sound = false;
		}
	if (more == -1)
		say->say(say->ctx, MIX_FAULT, input_error(in));
	if (sound && more == 0 && r->n == 0 && intern_count(r->others) > 0) {
		no_indicator(r, &e);
		say->say(say->ctx, MIX_FAULT, e.text);
		sound = false;
	}
	return sound && more == 0;
}

void
countrows_free(struct countrows *r)
{
	for (size_t i = 0; i < r->n; i++)
		free(r->row[i].cell.hidden);
	for (size_t i = 0; i < r->nperiods; i++) {
		free(r->period[i].label);
		free(r->period[i].t);
	}
	free(r->row);
	free(r->period);
	free(r->col);
	keycols_free(&r->keys);
	keybuf_free(&r->key);
	intern_free(r->groups);
	intern_free(r->wordings);
	intern_free(r->period_keys);
	intern_free(r->others);
}
