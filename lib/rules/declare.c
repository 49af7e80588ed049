#include <stdlib.h>

#include "base/memory.h"
#include "rules/binder.h"

/* What the headings of a file of rules say of the columns; and the lists. */

/* A column of a heading. */
static struct column *
heading_column(struct binder *b, struct slice name, struct place at)
{
	struct program *p = b->program;
	int col = name_column(p, name);

	b->file = at.file;
	if (col < 0 && !b->opt->some)
		name_unknown(b, name, at.line, true);
	if (col >= 0)
		p->col[col].used = true;
	return col < 0 ? NULL : &p->col[col];
}

static void
remark_place(struct binder *b, struct place at, struct slice name, const char *what)
{
	remark(b->m, true, "%s:%u: '%.*s' %s", at.file, at.line, SLICE_ARG(name), what);
}

static void
declare(struct binder *b, const struct names *names, enum type type, const struct periodform *form)
{
	for (size_t i = 0; i < names->n; i++) {
		struct column *c = heading_column(b, names->name[i], names->at[i]);

		if (c == NULL)
			continue;
		if (c->type != TYPE_ANY && c->type != type)
			remark_place(b, names->at[i], names->name[i], type == TYPE_DATE ?
			    "is declared a date, and something else before; expected one" :
			    "is declared a number, and something else before; expected one");
		c->type = type;
		if (form != NULL)
			c->form = form;
	}
}

/* A column of percentages is of another type, so that 20% and 20 are not mistaken. */
static void
bind_numbers(struct binder *b, const struct rules *r)
{
	for (size_t i = 0; i < r->nnumbers; i++) {
		const struct number_decl *d = &r->number[i];

		declare(b, &d->names, d->form.percent ? TYPE_PERCENT : TYPE_NUMBER, NULL);
		b->program->percentages |= d->form.percent;
		for (size_t k = 0; k < d->names.n && d->form.text.p != NULL; k++) {
			int col = name_column(b->program, d->names.name[k]);

			if (col >= 0)
				b->program->col[col].numform = &d->form;
		}
	}
}

static void
bind_dates(struct binder *b, const struct rules *r)
{
	struct periodform *form = arena_alloc(&b->program->mem, r->ndates * sizeof(*form));
	struct errmsg e;

	for (size_t i = 0; i < r->ndates; i++, form++) {
		const struct date_decl *d = &r->date[i];

		declare(b, &d->names, TYPE_DATE, d->form.p != NULL ? form : NULL);
		if (d->form.p == NULL)
			continue;
		if (periodform_set(form, d->form, &e) != 0 && form->freq == PERIOD_DAY)
			remark(b->m, true, "%s:%u: %s", d->names.at[0].file, d->names.at[0].line,
			    e.text);
		else if (form->freq != PERIOD_DAY)
			remark_place(b, d->names.at[0], d->form, "is not the form of a date; "
			    "expected YYYY or YY, MM, Mon or Month, and DD or D, as in DD/MM/YYYY");
	}
}

/* The form of the period that the rules declare. */
static int
declared_form(const struct rules *r, struct periodform *form, struct errmsg *e)
{
	if (r->period_from.p == NULL)
		return periodform_set(form, r->period_form, e);
	*form = *periodform_of(r->period_freq);
	return 0;
}

static void
bind_period(struct binder *b, const struct rules *r)
{
	struct program *p = b->program;
	struct column *c;
	struct errmsg e;

	if (r->period.p == NULL)
		return;
	if (declared_form(r, &p->form, &e) != 0)
		remark(b->m, true, "%s:%u: %s", r->period_at.file, r->period_at.line, e.text);
	if (r->period_from.p != NULL && heading_column(b, r->period_from, r->period_at) == NULL)
		return;
	if ((c = heading_column(b, r->period, r->period_at)) == NULL)
		return;
	if (r->period_from.p != NULL && p->derived < 0 && c->absent.p == NULL) {
		remark_place(b, r->period_at, r->period, "is a column of the file; expected a new "
		    "name for the period");
		return;
	}
	p->period = (int)(c - p->col);
	c->type = TYPE_PERIOD;
	c->form = &p->form;
}

/* The column of dates that the period is made of need not be declared as one. */
static void
bind_derived(struct binder *b, const struct rules *r)
{
	int col = r->period_from.p != NULL ? name_column(b->program, r->period_from) : -1;
	struct column *c = &b->program->col[col < 0 ? 0 : col];

	if (col < 0)
		return;
	if (c->type != TYPE_ANY && c->type != TYPE_DATE)
		remark_place(b, r->period_at, r->period_from, "is not a date; expected a column of "
		    "dates");
	c->type = TYPE_DATE;
}

static void
bind_printed(struct binder *b, struct column *c, const struct rounding *d, size_t i)
{
	if (c->printed && c->decimals != d->decimals)
		remark_place(b, d->names.at[i], d->names.name[i],
		    "is declared printed to other decimals before; expected it once");
	c->printed = true;
	c->decimals = d->decimals;
}

static void
bind_rounding(struct binder *b, const struct rounding *d)
{
	struct arena *mem = &b->program->mem;
	struct binder scope = *b;
	struct node *where = node_clone(mem, d->where);
	struct column_rounding *rounded;
	struct figure half;
	struct column *c;

	scope.file = d->at.file;
	scope.in_where = true;
	scope.absent = (struct slice){0};
	if (where != NULL)
		type_cond(&scope, where);
	for (size_t i = 0; i < d->names.n; i++) {
		if ((c = heading_column(b, d->names.name[i], d->names.at[i])) == NULL)
			continue;
		if (!type_is_number(c->type))
			remark_place(b, d->names.at[i], d->names.name[i], d->printed ?
			    "is printed but not a number; expected it in the heading 'number' too" :
			    "is rounded but not a number; expected it in the heading 'number' too");
		if (d->printed) {
			bind_printed(b, c, d, i);
			continue;
		}
		if (scope.absent.p != NULL && c->absent.p == NULL)
			c->absent = scope.absent;
		if (c->absent.p != NULL)
			continue;
		figure_div(d->base, figure_int(2), mem, &half);
		rounded = RULES_ADD(mem, c->rounded, c->nrounded);
		*rounded = (struct column_rounding){figure_rounding(half, mem), where, d->at.file};
	}
}

static void
bind_exact(struct binder *b, const struct names *names)
{
	const struct column *c;

	for (size_t i = 0; i < names->n; i++) {
		c = heading_column(b, names->name[i], names->at[i]);
		if (c != NULL && (c->printed || c->nrounded > 0))
			remark_place(b, names->at[i], names->name[i],
			    "is declared exact, and printed or rounded too; expected one of them");
	}
}

static void
bind_key(struct binder *b, const struct names *names)
{
	struct program *p = b->program;
	const struct column *c;

	p->key.col = arena_alloc(&p->mem, names->n * sizeof(*p->key.col));
	for (size_t i = 0; i < names->n; i++)
		if ((c = heading_column(b, names->name[i], names->at[i])) != NULL)
			p->key.col[p->key.n++] = (int)(c - p->col);
}

static void
want_symbols(struct binder *b, const struct rules *r)
{
	for (size_t i = 0; i < r->nranges; i++)
		if (!names_have(&r->symbols, r->range[i].symbol))
			remark_place(b, r->range[i].at, r->range[i].symbol,
			    "has a range, and is not a symbol; expected it in 'symbols' too");
}

/*
 * The dates of a list are in the form of the input's period, or of the linked file's own. Headings,
 * which are the rows of rules on them, have no period for lists that are valid by it.
 */
static void
load_lists(struct binder *b, const struct rules *r)
{
	struct program *p = b->program;
	struct periodform form[2] = {{.freq = PERIOD_NONE}, p->form};
	struct errmsg e;

	if (r->input != NULL && r->input->period.p != NULL &&
	    declared_form(r->input, &form[0], &e) != 0)
		remark(b->m, true, "%s:%u: %s", r->input->period_at.file, r->input->period_at.line,
		    e.text);
	p->list = arena_alloc(&p->mem, r->nlists * sizeof(*p->list));
	for (size_t i = 0; i < r->nlists; i++) {
		if (b->opt->header && r->list[i].valid_from.p != NULL)
			continue;
		p->list[i] = codelist_load(&r->list[i], form, &e);
		if (p->list[i] == NULL && !b->opt->header)
			remark(b->m, true, "%s", e.text);
	}
}

bool
declare_bind(struct binder *b)
{
	struct program *p = b->program;
	const struct rules *r = p->rules;

	if (b->opt->header) {
		p->col[1].type = TYPE_NUMBER;
		load_lists(b, r);
		return true;
	}
	bind_period(b, r);
	bind_numbers(b, r);
	bind_dates(b, r);
	bind_derived(b, r);
	want_symbols(b, r);
	load_lists(b, r);
	if (b->m->fatal)
		return false;
	for (size_t i = 0; i < r->nroundings; i++)
		bind_rounding(b, &r->rounding[i]);
	bind_exact(b, &r->exact);
	bind_key(b, &r->key);
	return true;
}

void
program_say_lists(const struct program *p, void (*say)(const char *message))
{
	struct errmsg text;

	for (size_t i = 0; p != NULL && i < p->rules->nlists; i++) {
		const struct codelist *l = p->list[i];
		char *path;

		if (l == NULL || l->decl->from.p == NULL)
			continue;
		path = rules_path(l->decl->at.file, l->decl->from);
		errmsg_set(&text, "read %s: %s", path, plural(l->n, "row").text);
		say(text.text);
		free(path);
	}
}
