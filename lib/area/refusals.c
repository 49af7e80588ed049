#include "area/refusals.h"

#include "base/errmsg.h"
#include "base/memory.h"

#define SHOWN 3

/* Is the row one of those that are only counted? */
static bool
is_counted(struct refusals *r, enum refusal kind, struct slice text)
{
	uint32_t known;

	switch (kind) {
	case REFUSAL_OTHER:
		return false;
	case REFUSAL_PERIOD:
		if (r->periods == NULL)
			r->periods = intern_new();
		known = intern_count(r->periods);
		return r->said[kind] == SHOWN || intern_id(r->periods, text) < known;
	case REFUSAL_NAME:
	case REFUSAL_SECOND:
		break;
	}
	return r->said[kind] == SHOWN;
}

void
refusals_add(struct refusals *r, enum refusal kind, struct slice text, const char *message)
{
	if (!r->verbose && is_counted(r, kind, text)) {
		r->left[kind]++;
		return;
	}
	r->said[kind]++;
	r->say(message);
}

void
refusals_close(struct refusals *r)
{
	static const char *const what[REFUSAL_KINDS] = {
		[REFUSAL_NAME] = "whose code and name mean two areas",
		[REFUSAL_PERIOD] = "whose period cannot be read",
		[REFUSAL_SECOND] = "for an area and period that have one",
	};
	struct errmsg e;

	for (size_t k = 0; k < REFUSAL_KINDS; k++) {
		if (r->left[k] == 0)
			continue;
		errmsg_set(&e, "%s %s (-v for all)", plural(r->left[k], "more row").text, what[k]);
		r->say(e.text);
	}
	if (r->periods != NULL)
		intern_free(r->periods);
}

/* The row's cell in that column, as what to choose: " indicator 'Plans'". */
static void
add_choice(struct input *in, const char *heading, struct textbuf *t)
{
	struct slice is = {"", 0};

	for (size_t i = 0; i < in->ncols && is.n == 0; i++)
		if (slice_caseeq(slice_trim(in->heading[i]), slice_of(heading)))
			is = slice_trim(input_field(in, i));
	if (is.n > 0)
		textbuf_addf(t, "%s %s '%.*s'", t->n > 0 ? " and" : "", heading, SLICE_ARG(is));
}

int
refusals_second(struct input *in, struct slice area, uint64_t line, struct errmsg *e)
{
	struct textbuf choice = {0};

	add_choice(in, "indicator", &choice);
	add_choice(in, "category", &choice);
	if (choice.n > 0)
		textbuf_addf(&choice, ", for example with grep");
	input_fault(in, INPUT_WHOLE_ROW, e, "a second row for '%.*s' in the same period (the first "
	    "is on line %llu); expected one: %s%s", SLICE_ARG(area), (unsigned long long)line,
	    choice.n > 0 ? "first keep only the rows of one, such as" :
	    "first keep only the rows of one indicator, category or group",
	    choice.n > 0 ? choice.p : "");
	textbuf_free(&choice);
	return -1;
}
