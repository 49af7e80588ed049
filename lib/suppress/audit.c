#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "suppress/publish.h"
#include "suppress/settle.h"
#include "suppress/suppress.h"

/* What follows from the publications, and what would if any hidden count could be 0. */
struct outlook {
	struct view_options options;
	struct settled settled;
	struct attack *attack, *lenient;
	struct view lenient_view;
};

struct audit {
	const struct suppress *o;
	struct study study;
	struct outlook either;		/* halves of rounded figures were rounded either way */
	struct outlook upwards;		/* upwards; without an attack: nothing can follow from it */
	struct textbuf from;
	size_t hidden, pinned, figures, sensitive, unsure;
};

/* What is found of a cell. */
struct finding {
	int64_t low, high;
	bool pinned;
	bool doubt;			/* a value that is not certain */
};

/* Builds it; say as in settle(). -1: *e, and nothing is to be closed. */
static int
open_outlook(struct audit *a, struct outlook *r, void (*say)(const char *message),
    struct errmsg *e)
{
	bool *all;

	r->options = (struct view_options){.policy = &a->o->policy, .audit = true};
	if (settle(&r->settled, &a->study, &r->options, say, e) != 0) {
		settled_free(&r->settled);
		return -1;
	}
	r->attack = attack_new(&r->settled.view.system, r->settled.hidden);
	all = xmalloc(a->study.ncells * sizeof(*all));
	memset(all, true, a->study.ncells * sizeof(*all));
	r->options.may_be_zero = all;
	view_build(&r->lenient_view, &a->study, &r->options);
	r->lenient = attack_new(&r->lenient_view.system, r->settled.hidden);
	free(all);
	return 0;
}

static void
close_outlook(struct outlook *r)
{
	if (r->attack == NULL)
		return;
	attack_free(r->attack);
	attack_free(r->lenient);
	view_free(&r->lenient_view);
	settled_free(&r->settled);
}

/*
 * Figures rounded to 10, as this program rounds them: where that contradicts the table, halves were
 * not all rounded upwards.
 */
static void
open_upwards(struct audit *a)
{
	struct errmsg none;

	if (study_read_upwards(&a->study, true))
		open_outlook(a, &a->upwards, NULL, &none);
	study_read_upwards(&a->study, false);
}

/*
 * Both, of which each finds for itself what gives way. They are independent of the study's readings
 * once they are open.
 */
static int
open_both(struct audit *a, struct errmsg *e)
{
	struct study *st = &a->study;
	enum reading *first = xcalloc(st->nfacts, sizeof(*first));
	int status;

	for (size_t k = 0; k < st->nfacts; k++)
		first[k] = st->fact[k].reading;
	status = open_outlook(a, &a->either, a->o->say, e);
	if (status == 0 && !a->o->filter->quiet)
		settle_describe(&a->either.settled, st, a->o->say);
	for (size_t k = 0; k < st->nfacts; k++)
		st->fact[k].reading = first[k];
	if (status == 0)
		open_upwards(a);
	free(first);
	return status;
}

/* Where the count can be seen, of a cell that another publication hides. */
static void
say_shown(struct audit *a, uint32_t cell)
{
	const struct study *st = &a->study;

	textbuf_reset(&a->from);
	for (size_t k = 0; k < st->npubs; k++) {
		const struct publication *p = &st->pub[k];

		for (size_t i = 0; i < p->table.n; i++)
			if (p->cell[i] == cell && p->table.row[i].known) {
				textbuf_addf(&a->from, "shown in %s", p->table.file);
				return;
			}
	}
}

/* A limit narrows unless the mark or the policy alone gives it. */
static const char *
status_of(const struct audit *a, uint32_t cell, const struct finding *f)
{
	const struct policy *p = &a->o->policy;
	const struct cell *own = &a->either.settled.view.cell[cell];

	if (f->pinned)
		return "pinned";
	if (f->low == f->high || (f->high != own->high && f->high != p->max) ||
	    (f->low > own->low && f->low > (p->min > 1 ? p->min : 1)))
		return "narrowed";
	return "open";
}

/* Whether the value follows only because zeros are shown, which the table itself does not say. */
static bool
needs_no_zero(struct outlook *r, uint32_t cell)
{
	int64_t low, high;

	return attack_range(r->lenient, cell, &low, &high) != ATTACK_DONE || low != high;
}

static bool
is_shown(const struct audit *a, uint32_t cell)
{
	const struct cell *c = &a->either.settled.view.cell[cell];

	return (a->study.cell[cell].row->known || a->study.cell[cell].shown) &&
	    (a->either.settled.hidden[cell] ? c->low == c->high : c->shown_low == c->shown_high);
}

static enum attack_result
find_range(struct outlook *r, uint32_t cell, struct finding *f)
{
	const struct cell *own = &r->settled.view.cell[cell];
	enum attack_result result = attack_range(r->attack, cell, &f->low, &f->high);

	if (result == ATTACK_UNKNOWN || result == ATTACK_CONTRADICTION) {
		f->low = r->settled.hidden[cell] ? own->low : own->shown_low;
		f->high = r->settled.hidden[cell] ? own->high : own->shown_high;
	}
	return result;
}

/* Of a cell with one possible value, what that follows from. */
static void
find_pin(struct audit *a, struct outlook *r, uint32_t cell, struct finding *f)
{
	f->doubt = settle_reasons(&a->study, &r->settled, r->attack, cell, f->low, f->high,
	    &a->from);
	f->pinned = !f->doubt;
}

static void
add_conditions(struct audit *a, struct outlook *r, uint32_t cell)
{
	const bool upwards = r == &a->upwards, zero = needs_no_zero(r, cell);

	if (upwards || zero)
		textbuf_addf(&a->from, "; if %s%s%s", upwards ? "halves were rounded upwards" : "",
		    upwards && zero ? " and " : "", zero ? "no hidden count is 0" : "");
}

/* Whether the cell is pinned if halves were rounded upwards, as this program does. */
static bool
is_pinned_upwards(struct audit *a, uint32_t cell, struct finding *f)
{
	struct finding up = {0};

	if (a->upwards.attack == NULL || find_range(&a->upwards, cell, &up) != ATTACK_DONE ||
	    up.low != up.high)
		return false;
	find_pin(a, &a->upwards, cell, &up);
	if (up.pinned) {
		add_conditions(a, &a->upwards, cell);
		*f = up;
	}
	return up.pinned;
}

/* What can be derived of the cell, and from what. */
static struct finding
look_at(struct audit *a, uint32_t cell)
{
	struct finding f = {0};
	enum attack_result result;

	textbuf_reset(&a->from);
	textbuf_addf(&a->from, "%s", "");
	result = find_range(&a->either, cell, &f);
	if (is_shown(a, cell)) {
		say_shown(a, cell);
		f.pinned = true;
		return f;
	}
	a->unsure += result != ATTACK_DONE;
	if (f.low == f.high) {
		find_pin(a, &a->either, cell, &f);
		if (f.pinned)
			add_conditions(a, &a->either, cell);
	}
	if (f.pinned || is_pinned_upwards(a, cell, &f))
		return f;
	if (strcmp(status_of(a, cell, &f), "open") != 0)
		settle_reasons(&a->study, &a->either.settled, a->either.attack, cell, f.low,
		    f.high, &a->from);
	else if (a->study.cell[cell].row->known || a->study.cell[cell].shown)
		say_shown(a, cell);
	return f;
}

static void
put_cell(struct audit *a, uint32_t cell, const struct finding *f, struct rows *out)
{
	publish_place(&a->study, cell, out);
	rows_int(out, f->low);
	if (f->high == SYSTEM_NO_HIGH)
		rows_str(out, "");
	else
		rows_int(out, f->high);
	rows_str(out, status_of(a, cell, f));
	rows_text(out, textbuf_slice(&a->from));
	a->pinned += f->pinned;
	a->sensitive += f->pinned && policy_is_sensitive(&a->o->policy, f->low);
}

/* Whether a figure that is shown rounded may be one that the policy hides. */
static bool
may_be_sensitive(const struct audit *a, uint32_t cell)
{
	const struct policy *p = &a->o->policy;
	const struct cell *c = &a->either.settled.view.cell[cell];

	return !study_is_missing(&a->study, cell) && c->shown_low < c->shown_high &&
	    c->shown_low <= p->max && c->shown_high >= p->min;
}

/* The hidden counts, and rounded ones that are pinned to what the policy hides. */
static bool
is_listed(struct audit *a, uint32_t cell, struct finding *f)
{
	const struct study_cell *c = &a->study.cell[cell];
	const bool hidden = !c->row->known || c->hidden;

	if (hidden ? study_is_missing(&a->study, cell) : !may_be_sensitive(a, cell))
		return false;
	*f = look_at(a, cell);
	if (!hidden && (!f->pinned || !policy_is_sensitive(&a->o->policy, f->low)))
		return false;
	a->hidden += hidden;
	a->figures += !hidden;
	return true;
}

static void
write_audit(struct audit *a, struct rows *out)
{
	static const char *const headings[] = {"low", "high", "status", "from"};
	const struct study *st = &a->study;

	publish_place_headings(st, out);
	for (size_t i = 0; i < 4; i++)
		rows_str(out, headings[i]);
	if (rows_end(out) != 0)
		return;
	for (uint32_t i = 0; i < st->ncells; i++) {
		struct finding f;

		if (!is_listed(a, i, &f))
			continue;
		put_cell(a, i, &f, out);
		if (rows_end(out) != 0)
			return;		/* rows_close() says why */
	}
}

static void
sum_up(const struct audit *a)
{
	const size_t missing = a->study.pub[a->study.npubs].table.n;
	struct errmsg e, figures = {""}, unsure = {""};

	if (a->figures > 0)
		errmsg_set(&figures, "; %s among them", plural(a->figures, "rounded figure").text);
	if (a->unsure > 0)
		errmsg_set(&unsure, "; of %zu the range may be wider", a->unsure);
	errmsg_set(&e, "%s: %zu hidden, %zu pinned, %zu of them from %" PRId64 " to %" PRId64
	    "%s%s", plural(a->study.ncells - missing, "cell").text, a->hidden, a->pinned,
	    a->sensitive, a->o->policy.min, a->o->policy.max, figures.text, unsure.text);
	a->o->say(e.text);
}

int
suppress_audit(const struct suppress *o, struct input *in, struct rows *out, struct errmsg *e)
{
	struct audit a = {.o = o};
	char **further = xcalloc(o->against.n + o->published.n, sizeof(*further));
	struct study_options so = {.filter = o->filter, .policy = &o->policy,
	    .space = {.labels = &o->totals, .keys = o->keys, .fyear = o->filter->fyear},
	    .further = further,
	    .nfurther = o->against.n + o->published.n, .audit = true, .say = o->say};
	int status;

	for (size_t i = 0; i < o->against.n; i++)
		further[i] = o->against.item[i];
	for (size_t i = 0; i < o->published.n; i++)
		further[o->against.n + i] = o->published.item[i];
	status = study_open(&a.study, in, &so, e);
	if (status == 0 && o->filter->verbose)
		study_describe(&a.study, o->say);
	if (status == 0)
		status = open_both(&a, e);
	if (status == 0) {
		write_audit(&a, out);
		close_outlook(&a.either);
		close_outlook(&a.upwards);
		if (!o->filter->quiet)
			sum_up(&a);
		status = a.sensitive > 0;
	}
	textbuf_free(&a.from);
	study_close(&a.study);
	free(further);
	return status;
}
