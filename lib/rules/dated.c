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

bool
dated_reads(struct node *n, enum type type, const struct periodform *form)
{
	struct period p;

	if (type == TYPE_PERIOD) {
		n->form = form;
		return periodform_read(form, n->text, &n->period) ||
		    (period_parse(n->text, PERIOD_NO_YEAR, &n->period) &&
		    (n->period.freq == PERIOD_QUARTER || n->period.freq == PERIOD_FQUARTER) &&
		    period_convert(form->freq, &n->period));
	}
	if (form == NULL || !periodform_read(form, n->text, &p))
		return date_parse(n->text, &n->day) != DATE_NONE;
	n->day = p.ord;
	return true;
}

bool
dated_literal(struct binder *b, struct node *n, enum type type, const struct periodform *form)
{
	put_literal(b, n);
	if (n->op != N_STRING && !(n->op == N_NUMBER && type == TYPE_PERIOD))
		return false;
	if (n->op == N_NUMBER)
		n->text = n->value->text;
	if (dated_reads(n, type, form))
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
	if (n->op == N_STRING && n->type == TYPE_TEXT && dated_reads(n, TYPE_DATE, NULL))
		n->type = TYPE_DATE;
	return n->type == TYPE_DATE;
}
