#include "rules/declare.h"

#include "base/memory.h"
#include "rules/type.h"

/* A column named in a heading: it may be in `columns` and not in the file, which is S12's to say. */
static int
heading_column(struct binder *b, struct slice name, struct place at)
{
	const struct rules *r = b->program->rules;
	int col = program_column(b->program, name);

	if (col >= 0 || b->opt->some)
		return col;
	for (size_t i = 0; i < r->columns.n; i++)
		if (slice_eq(r->columns.name[i], name))
			return -1;
	b->file = at.file;
	return bind_column(b, name, at.line);
}

static void
declare(struct binder *b, const struct names *names, enum type type, const char *as)
{
	for (size_t i = 0; i < names->n; i++) {
		int col = heading_column(b, names->name[i], names->at[i]);
		enum type *have = col < 0 ? NULL : &b->program->col[col].type;

		if (have == NULL)
			continue;
		if (*have != TYPE_ANY && *have != type)
			remark(b->m, true, "%s:%u: '%.*s' is declared %s and something else before",
			    names->at[i].file, names->at[i].line, SLICE_ARG(names->name[i]), as);
		*have = type;
	}
}

static void
bind_dates(struct binder *b, const struct rules *r)
{
	struct errmsg e;
	int col;

	b->program->date_form = xcalloc(r->ndates + 1, sizeof(*b->program->date_form));
	for (size_t i = 0; i < r->ndates; i++) {
		struct periodform *form = &b->program->date_form[i];
		const struct names *names = &r->date[i].names;

		declare(b, names, TYPE_DATE, "a date");
		if (r->date[i].form.p == NULL)
			continue;
		if (periodform_set(form, r->date[i].form, &e) != 0 || form->freq != PERIOD_DAY)
			remark(b->m, true, "%s:%u: '%.*s' is no form of a date; made of YYYY, MM or "
			    "Mon, DD, as in DD/MM/YYYY", names->at[0].file, names->at[0].line,
			    SLICE_ARG(r->date[i].form));
		for (size_t k = 0; k < names->n; k++)
			if ((col = program_column(b->program, names->name[k])) >= 0)
				b->program->col[col].form = form;
	}
}

static void
bind_period(struct binder *b, const struct rules *r)
{
	struct errmsg e;
	struct program *p = b->program;

	p->period = -1;
	if (r->period.p == NULL)
		return;
	if (periodform_set(&p->form, r->period_form, &e) != 0)
		remark(b->m, true, "%s:%u: %s", r->period_at.file, r->period_at.line, e.text);
	p->period = heading_column(b, r->period, r->period_at);
	if (p->period < 0)
		return;
	p->col[p->period].type = TYPE_PERIOD;
	p->col[p->period].form = &p->form;
}

static void
bind_ranges(struct binder *b, const struct rules *r)
{
	for (size_t i = 0; i < r->nranges; i++)
		if (!rules_symbol(r, r->range[i].symbol))
			remark(b->m, true, "%s:%u: the range of '%.*s', which is not among the "
			    "'symbols'", r->range[i].at.file, r->range[i].at.line,
			    SLICE_ARG(r->range[i].symbol));
}

static void
want_declared_number(struct binder *b, int col, const char *heading, struct place at)
{
	if (b->program->col[col].type != TYPE_NUMBER)
		remark(b->m, true, "%s:%u: '%.*s' is %s but not a number; add it to the heading "
		    "'number'", at.file, at.line, SLICE_ARG(b->program->col[col].name), heading);
}

static void
bind_printed(struct binder *b, const struct rules *r)
{
	for (size_t i = 0; i < r->nprinted; i++)
		for (size_t k = 0; k < r->printed[i].names.n; k++) {
			struct slice name = r->printed[i].names.name[k];
			struct place at = r->printed[i].names.at[k];
			int col = heading_column(b, name, at);
			struct column *c = col < 0 ? NULL : &b->program->col[col];

			if (c == NULL)
				continue;
			want_declared_number(b, col, "printed", at);
			if (c->printed && c->decimals != r->printed[i].decimals)
				remark(b->m, true, "%s:%u: '%.*s' is declared printed before, to other "
				    "decimals", at.file, at.line, SLICE_ARG(name));
			c->printed = true;
			c->decimals = r->printed[i].decimals;
		}
}

static void
bind_rounding(struct binder *b, const struct rules *r)
{
	struct column *c;
	struct half_unit *h;
	int col;

	bind_printed(b, r);
	for (size_t i = 0; i < r->nrounded; i++) {
		struct binder scope = *b;
		struct node *where = node_clone(&b->program->mem, r->rounded[i].where);

		scope.file = r->rounded[i].at.file;
		scope.in_where = true;
		if (where != NULL)
			bind_cond(&scope, where);
		for (size_t k = 0; k < r->rounded[i].names.n; k++) {
			col = heading_column(b, r->rounded[i].names.name[k],
			    r->rounded[i].names.at[k]);
			if (col < 0)
				continue;
			want_declared_number(b, col, "rounded", r->rounded[i].names.at[k]);
			c = &b->program->col[col];
			c->rounded = xrealloc(c->rounded, c->nrounded + 1, sizeof(*c->rounded));
			h = &c->rounded[c->nrounded++];
			h->where = where;
			h->half = rat_of_dec(r->rounded[i].base);
			h->half.d *= 2;
		}
	}
	for (size_t i = 0; i < r->exact.n; i++) {
		col = heading_column(b, r->exact.name[i], r->exact.at[i]);
		if (col >= 0 && (b->program->col[col].printed || b->program->col[col].nrounded > 0))
			remark(b->m, true, "%s:%u: '%.*s' is declared exact, and printed or rounded "
			    "too", r->exact.at[i].file, r->exact.at[i].line, SLICE_ARG(r->exact.name[i]));
	}
}

void
bind_headings(struct binder *b)
{
	struct rules *r = (struct rules *)b->program->rules;
	struct program *p = b->program;
	struct errmsg e;

	bind_period(b, r);
	declare(b, &r->number, TYPE_NUMBER, "a number");
	bind_dates(b, r);
	bind_ranges(b, r);
	p->list = xcalloc(r->nlists + 1, sizeof(*p->list));
	for (size_t i = 0; i < r->nlists; i++)
		if ((p->list[i] = codelist_load(&r->list[i], &p->form, &e)) == NULL)
			remark(b->m, true, "%s", e.text);
	if (b->m->fatal)
		return;
	bind_rounding(b, r);
	p->key = xcalloc(r->key.n + 1, sizeof(*p->key));
	for (size_t i = 0; i < r->key.n; i++) {
		int col = heading_column(b, r->key.name[i], r->key.at[i]);

		if (col >= 0)
			p->key[p->nkey++] = col;
	}
}
