#include "check/cells.h"

#include <string.h>

#include "base/date.h"
#include "base/errmsg.h"
#include "base/visible.h"

/* Whether a byte is a control character or part of a character that is not ASCII. */
static bool
is_unusual(struct slice c)
{
	for (size_t i = 0; i < c.n; i++)
		if ((unsigned char)(c.p[i] - ' ') > '~' - ' ')
			return true;
	return false;
}

static bool
begins_with(struct slice s, const char *text)
{
	size_t n = strlen(text);

	return s.n >= n && memcmp(s.p, text, n) == 0;
}

static void
check_unusual(const struct builtins *b, struct slice c, uint64_t line, struct slice column)
{
	static const struct {
		unsigned what;
		enum builtin_id id;
		const char *message;
	} table[] = {
		{VISIBLE_BLANK, S10, "a non-breaking or zero-width space in the cell; expected "
		    "plain spaces"},
		{VISIBLE_WIDTHLESS, S10, "a character without a width, which cannot be seen, in "
		    "the cell"},
		{VISIBLE_CONTROL, S11, "a control character in the cell"},
		{VISIBLE_NEWLINE, S11, "a newline in the cell"},
		{VISIBLE_LOST, S11, "U+FFFD in the cell: a character was lost when the text was "
		    "converted"},
	};
	unsigned all = visible_hides(c);

	for (size_t i = 0; i < LENGTH(table); i++)
		if ((all & table[i].what) != 0)
			builtins_report(b, table[i].id, line, column, c, NOTHING, "%s",
			    table[i].message);
}

static inline bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
check_cell(const struct builtins *b, struct slice c, bool unusual, uint64_t line,
    struct slice column)
{
	if (is_blank(c.p[0]) || is_blank(c.p[c.n - 1]))
		builtins_report(b, S10, line, column, c, slice_trim(c),
		    "a blank at the %s of the cell", is_blank(c.p[0]) ? "start" : "end");
	if (unusual && is_unusual(c))
		check_unusual(b, c, line, column);
}

void
cells_check(const struct builtins *b, const struct record *rec, const struct slice *heading,
    bool unusual)
{
	for (size_t i = 0; i < rec->n; i++)
		if (rec->cell[i].n > 0)
			check_cell(b, rec->cell[i], unusual, rec->line, heading[i]);
}

static bool
has_currency(struct slice c)
{
	static const struct {
		size_t n;
		char text[4];
	} signs[] = {{2, "\xc2\xa3"}, {3, "\xe2\x82\xac"}, {1, "$"}, {3, "GBP"}, {3, "EUR"}};
	bool has = false;

	if (begins_with(c, "-"))
		c = (struct slice){c.p + 1, c.n - 1};
	for (size_t i = 0; i < LENGTH(signs); i++) {
		size_t n = signs[i].n;

		has |= c.n > n && (memcmp(c.p, signs[i].text, n) == 0 ||
		    memcmp(c.p + c.n - n, signs[i].text, n) == 0);
	}
	return has;
}

static bool
is_spreadsheet_error(struct slice c)
{
	static const char errors[][16] = {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?",
	    "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA"};

	if (c.n == 0 || c.p[0] != '#')
		return false;
	return SLICE_IS_AMONG(c, errors);
}

static bool
is_percentage(struct slice c)
{
	struct num num;

	return c.n > 0 && c.p[c.n - 1] == '%' &&
	    num_parse(c, NUM_COMMAS | NUM_PERCENT, &num) == NUM_VALUE;
}

/* Why a cell of a number column is not a number, if that is known. */
static bool
report_number(const struct builtins *b, struct slice cell, struct slice column, uint64_t line)
{
	struct slice c = slice_trim(cell);
	const char *what = NULL;
	struct num num;

	if (has_currency(c))
		what = "a currency sign";
	else if (is_spreadsheet_error(c))
		what = "a spreadsheet error";
	else if (memchr(c.p, ',', c.n) != NULL && num_parse(c, NUM_COMMAS, &num) == NUM_VALUE)
		what = "a thousands comma";
	if (what != NULL)
		builtins_report(b, S15, line, column, cell, slice_of("a plain number"),
		    "%s in a number column", what);
	else if (is_percentage(c))
		builtins_report(b, S15, line, column, cell, slice_of("a plain number"),
		    "'%.*s' is a percentage in a number column; expected a declaration as "
		    "\"0.0%%\" if all are percentages, or none, and number() in the rules",
		    SLICE_ARG(c));
	return what != NULL || is_percentage(c);
}

/* Is it 31 June, or the like, in that form (NULL: one of those of base/date.h)? */
static bool
has_wrong_day(const struct periodform *form, struct slice cell)
{
	char text[PERIODFORM_TEXT];
	struct slice s = slice_trim(cell);
	size_t day = s.n > 4 && s.p[4] == '-' ? 8 : 0;
	int32_t ord;

	if (form != NULL)
		return periodform_is_no_day(form, s);
	if (s.n > sizeof(text) || s.n < day + 2 || !is_digit(s.p[day]) || !is_digit(s.p[day + 1]))
		return false;
	memcpy(text, s.p, s.n);
	memcpy(text + day, "01", 2);
	return date_parse((struct slice){text, s.n}, &ord) != DATE_NONE;
}

/* What a date or a period of the column may look like. */
static void
add_example(struct errmsg *want, const struct column *column)
{
	const int32_t day = date_day(2014, 6, 30);
	char example[PERIODFORM_TEXT];

	if (column->form == NULL) {
		errmsg_set(want, "2014-06-30 or 30/06/2014");
		return;
	}
	periodform_write(column->form, period_of_day(column->form->freq, day), example);
	errmsg_set(want, "a %s such as %s", column->type == TYPE_DATE ? "date" : "period", example);
}

static void
report_dated(const struct builtins *b, struct slice cell, const struct column *column,
    uint64_t line)
{
	bool day = column->form == NULL || column->form->freq == PERIOD_DAY;
	struct errmsg want;

	add_example(&want, column);
	if (day && has_wrong_day(column->form, cell)) {
		errmsg_set(&want, "a date that exists");
		builtins_report(b, S15, line, column->name, cell, slice_of(want.text),
		    "'%.*s' is not a day of the calendar; expected %s", SLICE_ARG(cell), want.text);
	} else if (column->form == NULL) {
		builtins_report(b, S15, line, column->name, cell, slice_of(want.text),
		    "'%.*s' is not a date; expected %s", SLICE_ARG(cell), want.text);
	} else {
		builtins_report(b, S15, line, column->name, cell, slice_of(want.text),
		    "'%.*s' is not of the form \"%.*s\"; expected %s", SLICE_ARG(cell),
		    SLICE_ARG(column->form->text), want.text);
	}
}

static void
report_misfit(const struct builtins *b, struct slice cell, const struct column *column,
    uint64_t line)
{
	struct errmsg want;

	errmsg_set(&want, "a number");
	if (column->numform != NULL)
		errmsg_set(&want, "a number of the form \"%.*s\"",
		    SLICE_ARG(column->numform->text));
	builtins_report(b, S15, line, column->name, cell, slice_of(want.text),
	    "'%.*s' is neither %s nor a symbol that the rules declare", SLICE_ARG(cell), want.text);
}

void
cells_fit(const struct builtins *b, enum run_fit fit, struct slice cell,
    const struct column *column, bool said, uint64_t line)
{
	if (fit == RUN_HUGE && !said)
		builtins_report(b, S15, line, column->name, cell,
		    slice_of("a number of up to 18 digits"),
		    "too many digits to be compared exactly");
	if ((fit == RUN_SYMBOL || fit == RUN_MISFIT) && column->type == TYPE_NUMBER &&
	    column->numform == NULL && report_number(b, cell, column->name, line))
		return;
	if (fit == RUN_MISFIT && !said && type_is_number(column->type))
		report_misfit(b, cell, column, line);
	else if (fit == RUN_MISFIT && !said)
		report_dated(b, cell, column, line);
}
