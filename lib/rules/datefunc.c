#include "rules/datefunc.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/memory.h"
#include "rules/binder.h"
#include "rules/codelist.h"
#include "rules/eval.h"
#include "rules/why.h"

enum { YEARS = 10000 };

/* The holidays of a list that are not at a weekend, in order, and the years that it has. */
struct calendar {
	int32_t *day;
	size_t n;
	bool year[YEARS];
};

bool
datefunc_day(const struct value *v, int32_t *day)
{
	if (v->kind == VALUE_TEXT)
		return date_parse(v->text, day) != DATE_NONE;
	*day = v->ord;
	return v->kind == VALUE_ORDER;
}

void
datefunc_weekday(struct applied *a)
{
	value_set_number(a->v, figure_int(date_weekday(a->day)));
}

void
datefunc_period(struct applied *a)
{
	value_set_none(a->v);
	a->v->kind = VALUE_ORDER;
	a->v->ord = period_of_day(a->call->form->freq, a->day).ord;
}

void
datefunc_age(struct applied *a)
{
	int year, month, mday, at_year, at_month, at_mday;

	a->known = a->whole[0] >= a->day;
	if (!a->known)
		return;
	date_civil(a->day, &year, &month, &mday);
	date_civil((int32_t)a->whole[0], &at_year, &at_month, &at_mday);
	at_year -= at_month < month || (at_month == month && at_mday < mday);
	value_set_number(a->v, figure_int(at_year - year));
}

static int
by_day(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int
year_of(int32_t day)
{
	int year, month, mday;

	date_civil(day, &year, &month, &mday);
	return year;
}

/* The first text of the list that is not a date; NULL: the calendar is filled. */
static const struct code *
fill_calendar(struct calendar *c, const struct codelist *list)
{
	size_t n = 0;
	int32_t day;

	for (size_t i = 0; i < list->n; i++) {
		if (date_parse(list->code[i].cell[0], &day) == DATE_NONE)
			return &list->code[i];
		c->year[year_of(day)] = true;
		if (date_weekday(day) <= 5)
			c->day[n++] = day;
	}
	if (n > 0)
		qsort(c->day, n, sizeof(*c->day), by_day);
	for (size_t i = 0; i < n; i++)
		if (c->n == 0 || c->day[i] != c->day[c->n - 1])
			c->day[c->n++] = c->day[i];
	return NULL;
}

void
datefunc_bind_holidays(struct binder *b, struct node *call)
{
	struct node *arg = call->a->next->next;
	struct calendar *c = arena_alloc(&b->program->mem, sizeof(*c));
	const struct code *bad;
	struct errmsg place = {0}, first = {0};

	call->calendar = c;
	if (arg->op != N_LIST || (arg->list = name_bind_list(b, arg->text, arg->line)) == NULL)
		return;
	if (arg->list->dated) {
		REMARK(b, call, "@%.*s is valid by period; expected a list of days without 'valid'",
		    SLICE_ARG(arg->text));
		return;
	}
	c->day = arena_alloc(&b->program->mem, arg->list->n * sizeof(*c->day));
	if ((bad = fill_calendar(c, arg->list)) == NULL)
		return;
	if (bad->line > 0)
		errmsg_set(&place, "%.*s:%llu: ", SLICE_ARG(arg->list->decl->from),
		    (unsigned long long)bad->line);
	if (arg->list->width > 1)
		errmsg_set(&first, " in '%.*s', the first of its columns",
		    SLICE_ARG(arg->list->decl->columns.name[0]));
	REMARK(b, call, "list '%.*s': %s'%.*s' is not a date; expected one such as 2014-12-25%s",
	    SLICE_ARG(arg->text), place.text, SLICE_ARG(bad->cell[0]), first.text);
}

/* The days from Monday to Friday up to this one. */
static int64_t
weekdays_to(int32_t day)
{
	int64_t since = (int64_t)day + YEARS * INT64_C(366) / 7 * 7 + 3;	/* a Monday */
	int64_t rest = since % 7 + 1;

	return since / 7 * 5 + (rest < 5 ? rest : 5);
}

/* The holidays up to this day. */
static int64_t
holidays_to(const struct calendar *c, int32_t day)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->day[middle] <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return (int64_t)low;
}

/* Has the list a date in that day's year? */
static bool
has_year(const struct calendar *c, int32_t day)
{
	int year = year_of(day);

	return year >= 0 && year < YEARS && c->year[year];
}

void
datefunc_working_days(struct applied *a)
{
	const struct calendar *c = a->call->calendar;
	int32_t from = a->day, to = (int32_t)a->whole[0];

	a->known = from <= to && has_year(c, from) && has_year(c, to);
	for (int y = a->known ? year_of(from) : 0; a->known && y < year_of(to); y++)
		a->known = c->year[y];
	if (a->known)
		value_set_number(a->v, figure_int(weekdays_to(to) - weekdays_to(from) -
		    holidays_to(c, to) + holidays_to(c, from)));
}

void
datefunc_months_later(struct applied *a)
{
	const int64_t most = 12 * 9999, months = a->whole[0];
	int year, month, mday, after;

	date_civil(a->day, &year, &month, &mday);
	after = months >= -most && months <= most ? 12 * year + month - 1 + (int)months : 0;
	a->known = after >= 12 && after < 12 * 10000;
	if (a->known)
		*a->v = (struct value){.kind = VALUE_ORDER, .text = {"", 0},
		    .ord = date_add_months(a->day, (int)months)};
}

static int32_t
argument_day(struct eval *ev, const struct node *arg)
{
	struct value v;
	int32_t day = 0;

	eval_value(ev, arg, &v);
	datefunc_day(&v, &day);
	return day;
}

void
datefunc_why_earlier(struct eval *ev, const struct node *call, struct why *w)
{
	const struct node *from = call->a, *to = from->next;

	if (argument_day(ev, to) >= argument_day(ev, from))
		return;
	w->kind = WHY_EARLIER;
	w->node = to;
	w->column = node_is_column(to) ? to->index : -1;
	w->than = from;
}

void
datefunc_why_days(struct eval *ev, const struct node *call, struct why *w)
{
	const struct node *from = call->a, *at;

	datefunc_why_earlier(ev, call, w);
	if (w->kind == WHY_EARLIER)
		return;
	at = has_year(call->calendar, argument_day(ev, from)) ? from->next : from;
	w->kind = WHY_HOLIDAYS;
	w->node = at;
	w->column = node_is_column(at) ? at->index : -1;
	w->than = from->next->next;
}
