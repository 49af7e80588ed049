#include "plans/planread.h"

#include "base/num.h"

static const char *const names[PLAN_FAULTS] = {
	[PLAN_NO_CHILD] = "without a child id",
	[PLAN_NO_START] = "without a start",
	[PLAN_NOT_A_DATE] = "with something that is not a date",
	[PLAN_TWO_FORMATS] = "with dates in a second format",
	[PLAN_FAR_DATE] = "with a date outside 1900 to 2078",
	[PLAN_END_FIRST] = "that end before they start",
	[PLAN_NO_CATEGORY] = "without a category",
	[PLAN_UNKNOWN_CATEGORY] = "of an unknown category",
	[PLAN_NO_NUMBER] = "with something that is not a number of earlier plans",
	[PLAN_TWICE] = "that are there already",
	[PLAN_OVERLAP] = "open at once with another of the same child",
};

const char *
plan_fault_name(enum plan_fault f)
{
	return names[f];
}

static const char *
example(enum date_format format)
{
	return format == DATE_DMY ? "30/06/2014" : "2014-06-30";
}

static enum plan_fault
read_date(struct planread *r, struct input *in, int col, struct slice s, int32_t *day,
    struct errmsg *e)
{
	enum date_format format = date_parse(s, day);

	if (format == DATE_NONE) {
		input_fault(in, (size_t)col, e, "'%.*s' is not a date; expected one such as %s",
		    SLICE_ARG(slice_trim(s)), example(r->format));
		return PLAN_NOT_A_DATE;
	}
	if (r->format == DATE_NONE)
		r->format = format;
	if (format != r->format) {
		input_fault(in, (size_t)col, e, "'%.*s' is not written like the dates before it; expected "
		    "one such as %s", SLICE_ARG(slice_trim(s)), example(r->format));
		return PLAN_TWO_FORMATS;
	}
	if (*day < PLAN_FIRST_DAY || *day > PLAN_LAST_DAY) {
		input_fault(in, (size_t)col, e, "'%.*s' is far from any plan; expected a year from 1900 to "
		    "2078", SLICE_ARG(slice_trim(s)));
		return PLAN_FAR_DATE;
	}
	return PLAN_OK;
}

static enum plan_fault
read_dates(struct planread *r, struct input *in, struct plan *plan, struct errmsg *e)
{
	struct slice start = input_field(in, (size_t)r->start), end = input_field(in, (size_t)r->end);
	enum plan_fault f;

	if (slice_trim(start).n == 0) {
		input_fault(in, (size_t)r->start, e, "blank; expected the day the plan started");
		return PLAN_NO_START;
	}
	if ((f = read_date(r, in, r->start, start, &plan->start, e)) != PLAN_OK)
		return f;
	plan->end = PLAN_OPEN;
	if (slice_trim(end).n > 0 && (f = read_date(r, in, r->end, end, &plan->end, e)) != PLAN_OK)
		return f;
	if (plan->end < plan->start) {
		input_fault(in, (size_t)r->end, e, "the plan ends on %.*s, before it starts on %.*s",
		    SLICE_ARG(slice_trim(end)), SLICE_ARG(slice_trim(start)));
		return PLAN_END_FIRST;
	}
	return PLAN_OK;
}

static enum plan_fault
read_category(struct planread *r, struct input *in, struct plan *plan, struct errmsg *e)
{
	int col = r->category;
	struct slice s = input_field(in, (size_t)col);
	struct errmsg why;

	if (r->fallback >= 0 && slice_trim(s).n == 0) {
		col = r->fallback;
		s = input_field(in, (size_t)col);
	}
	plan->category = category_find(r->categories, s);
	if (plan->category != CATEGORY_UNKNOWN)
		return PLAN_OK;
	if (slice_trim(s).n == 0) {
		input_fault(in, (size_t)col, e, "blank; expected a category of abuse");
		return PLAN_NO_CATEGORY;
	}
	category_unknown(r->categories, s, &why);
	input_fault(in, (size_t)col, e, "%s", why.text);
	return PLAN_UNKNOWN_CATEGORY;
}

static enum plan_fault
read_earlier(const struct planread *r, struct input *in, struct plan *plan, struct errmsg *e)
{
	struct slice s = slice_trim(input_field(in, (size_t)r->earlier));
	struct num num;

	plan->earlier = EARLIER_UNSAID;
	if (s.n == 0)
		return PLAN_OK;
	if (num_parse(s, 0, &num) != NUM_VALUE || !num.exact || num.dec.scale > 0 || num.dec.digits < 0) {
		input_fault(in, (size_t)r->earlier, e, "'%.*s' is not a number of plans; expected 0, 1 and "
		    "so on, or a blank", SLICE_ARG(s));
		return PLAN_NO_NUMBER;
	}
	plan->earlier = num.dec.digits > 0 ? EARLIER_SOME : EARLIER_NONE;
	return PLAN_OK;
}

enum plan_fault
planread(struct planread *r, struct input *in, struct plan *plan, struct errmsg *e)
{
	enum plan_fault f;

	*plan = (struct plan){0};
	if (r->child >= 0) {
		plan->child = slice_trim(input_field(in, (size_t)r->child));
		if (plan->child.n == 0) {
			input_fault(in, (size_t)r->child, e, "blank; expected the child's id");
			return PLAN_NO_CHILD;
		}
	}
	if ((f = read_dates(r, in, plan, e)) != PLAN_OK)
		return f;
	if (r->category >= 0 && (f = read_category(r, in, plan, e)) != PLAN_OK)
		return f;
	return r->earlier >= 0 ? read_earlier(r, in, plan, e) : PLAN_OK;
}
