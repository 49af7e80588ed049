#include "rules/want.h"

const char *const type_words[] = {"text", "text", "a number", "a percentage", "a date",
    "a period", "a condition"};

void
want_number(struct binder *b, const struct node *n)
{
	if (type_is_number(n->type) || b->missing)
		return;
	if ((n->op == N_FIELD || (n->op == N_NAME && n->ref == REF_COLUMN)) &&
	    n->type == TYPE_ANY)
		REMARK(b, n, "'%.*s' is not declared a number; expected it in the heading "
		    "'number'%s", SLICE_ARG(n->src), n->op == N_FIELD ? " of its file" : "");
	else
		REMARK(b, n, "'%.*s' is %s; expected a number", SLICE_ARG(n->src),
		    type_words[n->type]);
}

void
want_number_or_date(struct binder *b, const struct node *n)
{
	if ((node_is_column(n) || n->op == N_FIELD) && n->type == TYPE_ANY && !b->missing)
		REMARK(b, n, "'%.*s' is not declared; expected it in the heading 'number' or "
		    "'date'%s", SLICE_ARG(n->src), n->op == N_FIELD ? " of its file" : "");
	else
		want_number(b, n);
}

void
want_no_share(struct binder *b, const struct node *n)
{
	if ((n->reach & REACH_SHARES) != 0)
		REMARK(b, n, "apportion() within an operation; expected it to be one side of a "
		    "comparison, as at a tie it is either of two shares");
}

/* A text in place of a date; any other in place of days. */
void
want_days(struct binder *b, struct node *n, bool date)
{
	if (n->op == N_STRING && !b->missing)
		REMARK(b, n, "\"%.*s\" is not a date; expected one such as 2014-03-31",
		    SLICE_ARG(n->text));
	else if (date && node_is_column(n) && n->type == TYPE_ANY && !b->missing)
		REMARK(b, n, "'%.*s' is not declared; expected it in the heading 'date', or in "
		    "'number' for a number of days", SLICE_ARG(n->src));
	else
		want_number(b, n);
}

void
want_argument(struct binder *b, struct node *arg, enum argument want)
{
	if (want == ARG_NUMBER)
		want_number(b, arg);
	if (want == ARG_ORDERED && !type_is_ordered(arg->type)) {
		want_number_or_date(b, arg);
		b->missing |= arg->type == TYPE_ANY;	/* lest the result be reported too */
	}
	if (want != ARG_DATE || dated_is_date(b, arg) || arg->type == TYPE_ANY || b->missing)
		return;
	if (arg->op == N_STRING)
		want_days(b, arg, true);
	else
		REMARK(b, arg, "'%.*s' is %s; expected a date", SLICE_ARG(arg->src),
		    type_words[arg->type]);
}

void
want_order(struct binder *b, const struct node *call)
{
	const struct node *by = call->c;

	if (b->missing || by->type == TYPE_COND)
		return;
	if ((node_is_column(by) || by->op == N_FIELD) && by->type == TYPE_ANY)
		REMARK(b, by, "'%.*s' is not declared; expected a date, a period or a number after "
		    "'by'", SLICE_ARG(by->src));
	else if (!type_is_ordered(by->type) && !type_is_number(by->type))
		REMARK(b, by, "'%.*s' is %s; expected a date, a period or a number after 'by'",
		    SLICE_ARG(by->src), type_words[by->type]);
	else if (by->reach != 0)
		REMARK(b, by, "'%.*s' depends on other rows; expected a value of the row after "
		    "'by'", SLICE_ARG(by->src));
	else if (!by->row && call->op != N_LINKED)
		REMARK(b, by, "'%.*s' is the same in all rows of a group; expected a value of "
		    "the row after 'by'", SLICE_ARG(by->src));
}
