#include "base/date.h"
#include "rules/binder.h"
#include "rules/value.h"

/* Dates and periods in expressions that are bound: their forms, and texts that are read as them. */

const struct periodform *
dated_form(const struct program *p, enum period_freq freq)
{
	struct period any = {.freq = p->form.freq, .ord = 8056};

	return period_convert(freq, &any) || p->form.freq == freq ? &p->form : periodform_of(freq);
}

/* The literal that a let is, in its place. */
static void
put_literal(struct binder *b, struct node *n)
{
	const struct node *of = n;
	struct node literal;

	while (of->op == N_NAME && of->ref == REF_LET)
		of = b->bound->let[of->index];
	if (of == n || of->op != N_STRING)
		return;
	literal = *of;
	literal.next = n->next;
	literal.src = n->src;
	literal.line = n->line;
	*n = literal;
}

/* How a text can be read as a date: in the forms of columns, and without one. */
struct readings {
	unsigned n;
	int32_t day[2];			/* the first, and the first that differs from it */
	struct slice form[2];
	bool plain;			/* a column of dates has no form */
};

static void
add_reading(struct readings *all, struct slice text, const struct periodform *form)
{
	struct slice name = form != NULL ? form->text : (struct slice){0};
	struct period p;
	int32_t day;

	if (form != NULL && form->freq == PERIOD_DAY && periodform_read(form, text, &p))
		day = p.ord;
	else if (form != NULL || date_parse(text, &day) == DATE_NONE)
		return;
	if (all->n == 2 || (all->n == 1 && day == all->day[0]))
		return;
	all->day[all->n] = day;
	all->form[all->n++] = name;
}

/* In the forms of the columns of dates of one file. */
static void
add_declared(struct readings *all, const struct rules *r, struct slice text)
{
	struct periodform form;
	struct errmsg e;

	all->plain |= r->period_from.p != NULL;
	for (size_t i = 0; i < r->ndates; i++) {
		all->plain |= r->date[i].form.p == NULL;
		if (r->date[i].form.p != NULL && periodform_set(&form, r->date[i].form, &e) == 0)
			add_reading(all, text, &form);
	}
}

static void
remark_readings(struct binder *b, const struct node *n, const struct readings *all)
{
	char day[2][DATE_SIZE];
	int with = all->form[0].p == NULL;	/* the reading that has a form */

	date_format(day[0], all->day[0]);
	date_format(day[1], all->day[1]);
	if (all->form[!with].p == NULL)
		REMARK(b, n, "\"%.*s\" is %s in the form \"%.*s\" and otherwise %s; expected %s or "
		    "%s", SLICE_ARG(n->text), day[with], SLICE_ARG(all->form[with]), day[!with],
		    day[with], day[!with]);
	else
		REMARK(b, n, "\"%.*s\" is %s in the form \"%.*s\" and %s in the form \"%.*s\"; "
		    "expected %s or %s", SLICE_ARG(n->text), day[0], SLICE_ARG(all->form[0]),
		    day[1], SLICE_ARG(all->form[1]), day[0], day[1]);
}

bool
dated_reads_date(struct binder *b, struct node *n, bool plain)
{
	const struct rules *r = b->program->rules->input != NULL ? b->program->rules->input :
	    b->program->rules;
	struct readings all = {.plain = plain};

	add_declared(&all, r, n->text);
	for (size_t i = 0; i < r->nlinked; i++)
		add_declared(&all, r->linked[i], n->text);
	if (all.plain || all.n == 0)
		add_reading(&all, n->text, NULL);
	if (all.n == 2)
		remark_readings(b, n, &all);
	if (all.n > 0)
		n->day = all.day[0];
	return all.n > 0;
}

bool
dated_reads(struct binder *b, struct node *n, enum type type, const struct periodform *form)
{
	if (type != TYPE_PERIOD)
		return dated_reads_date(b, n, false);
	n->form = form;
	return periodform_read(form, n->text, &n->period) ||
	    (period_parse(n->text, PERIOD_NO_YEAR, &n->period) &&
	    (n->period.freq == PERIOD_QUARTER || n->period.freq == PERIOD_FQUARTER) &&
	    period_convert(form->freq, &n->period));
}

bool
dated_literal(struct binder *b, struct node *n, enum type type, const struct periodform *form)
{
	put_literal(b, n);
	if (n->op != N_STRING && !(n->op == N_NUMBER && type == TYPE_PERIOD))
		return false;
	if (n->op == N_NUMBER)
		n->text = n->value->text;
	if (dated_reads(b, n, type, form))
		;
	else if (type == TYPE_DATE)
		REMARK(b, n, "\"%.*s\" is not a date; expected one that exists, such as %.*s",
		    SLICE_ARG(n->text), SLICE_ARG(form != NULL ? form->text :
		    slice_of("2014-03-31")));
	else
		REMARK(b, n, "\"%.*s\" is not a period of the form \"%.*s\"", SLICE_ARG(n->text),
		    SLICE_ARG(form->text));
	n->op = N_STRING;
	n->type = type;
	return true;
}

bool
dated_is_date(struct binder *b, struct node *n)
{
	put_literal(b, n);
	if (n->op == N_STRING && n->type == TYPE_TEXT && dated_reads(b, n, TYPE_DATE, NULL))
		n->type = TYPE_DATE;
	return n->type == TYPE_DATE;
}
