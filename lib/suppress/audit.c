#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "suppress/publish.h"
#include "suppress/settle.h"
#include "suppress/suppress.h"

struct audit {
	const struct suppress *o;
	struct study study;
	struct settled settled;
	struct attack *attack;
	struct view_options options;
	struct attack *lenient;		/* in which any hidden count may be 0; made when needed */
	struct view lenient_view;
	struct textbuf from;
	size_t cells, pinned, sensitive, unsure;
};

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
status_of(const struct audit *a, uint32_t cell, int64_t low, int64_t high)
{
	const struct policy *p = &a->o->policy;
	const struct cell *own = &a->settled.view.cell[cell];

	if (low == high)
		return "pinned";
	if ((high != own->high && high != p->max) ||
	    (low > own->low && low > (p->min > 1 ? p->min : 1)))
		return "narrowed";
	return "open";
}

/* Whether the value follows only because zeros are shown, which the table itself does not say. */
static bool
needs_no_zero(struct audit *a, uint32_t cell)
{
	int64_t low, high;

	if (a->lenient == NULL) {
		bool *all = xmalloc(a->study.ncells * sizeof(*all));

		memset(all, true, a->study.ncells * sizeof(*all));
		a->options.may_be_zero = all;
		view_build(&a->lenient_view, &a->study, &a->options);
		a->lenient = attack_new(&a->lenient_view.system, a->settled.hidden);
		free(all);
	}
	return attack_range(a->lenient, cell, &low, &high) != ATTACK_DONE || low != high;
}

static void
put_cell(struct audit *a, uint32_t cell, struct rows *out)
{
	const struct study_cell *c = &a->study.cell[cell];
	int64_t low = 0, high = SYSTEM_NO_HIGH;
	bool doubt = false, pinned;
	const char *status;

	textbuf_reset(&a->from);
	textbuf_addf(&a->from, "%s", "");
	if (c->row->known || c->shown) {
		low = a->settled.view.cell[cell].low;
		high = a->settled.view.cell[cell].high;
		if (c->row->known) {
			low = a->settled.view.cell[cell].shown_low;
			high = a->settled.view.cell[cell].shown_high;
		}
		say_shown(a, cell);
	} else {
		enum attack_result r = attack_range(a->attack, cell, &low, &high);

		if (r != ATTACK_DONE)
			a->unsure++;
		if (r == ATTACK_UNKNOWN || r == ATTACK_CONTRADICTION) {
			low = a->settled.view.cell[cell].low;
			high = a->settled.view.cell[cell].high;
		}
		if (strcmp(status_of(a, cell, low, high), "open") != 0)
			doubt = settle_reasons(&a->study, &a->settled, a->attack, cell, low, high,
			    &a->from);
	}
	pinned = low == high && !doubt;
	if (pinned && !c->row->known && !c->shown && needs_no_zero(a, cell))
		textbuf_addf(&a->from, "; if no hidden count is 0");
	status = low == high && doubt ? "narrowed" : status_of(a, cell, low, high);
	publish_place(&a->study, cell, out);
	rows_int(out, low);
	if (high == SYSTEM_NO_HIGH)
		rows_str(out, "");
	else
		rows_int(out, high);
	rows_str(out, status);
	rows_text(out, textbuf_slice(&a->from));
	a->cells++;
	a->pinned += pinned;
	a->sensitive += pinned && policy_is_sensitive(&a->o->policy, low);
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
		if ((st->cell[i].row->known && !st->cell[i].hidden) || study_is_missing(st, i))
			continue;
		put_cell(a, i, out);
		if (rows_end(out) != 0)
			return;		/* rows_close() says why */
	}
}

static void
sum_up(const struct audit *a)
{
	const size_t missing = a->study.pub[a->study.npubs].table.n;
	struct errmsg e, unsure = {""};

	if (a->unsure > 0)
		errmsg_set(&unsure, "; of %zu the range may be wider", a->unsure);
	errmsg_set(&e, "%s: %zu hidden, %zu pinned, %zu of them from %" PRId64 " to %" PRId64 "%s",
	    plural(a->study.ncells - missing, "cell").text, a->cells, a->pinned, a->sensitive,
	    a->o->policy.min, a->o->policy.max, unsure.text);
	a->o->say(e.text);
}

int
suppress_audit(const struct suppress *o, struct input *in, struct rows *out, struct errmsg *e)
{
	struct audit a = {.o = o, .options = {.policy = &o->policy, .audit = true}};
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
		status = settle(&a.settled, &a.study, &a.options, o->say, e);
	if (status == 0) {
		a.attack = attack_new(&a.settled.view.system, a.settled.hidden);
		if (!o->filter->quiet)
			settle_describe(&a.settled, &a.study, o->say);
		write_audit(&a, out);
		attack_free(a.attack);
		if (a.lenient != NULL) {
			attack_free(a.lenient);
			view_free(&a.lenient_view);
		}
		if (!o->filter->quiet)
			sum_up(&a);
		status = a.sensitive > 0;
	}
	settled_free(&a.settled);
	textbuf_free(&a.from);
	study_close(&a.study);
	free(further);
	return status;
}
