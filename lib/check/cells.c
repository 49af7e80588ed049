#include "check/cells.h"

#include <string.h>

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
	for (size_t i = 0; i < LENGTH(errors); i++)
		if (slice_caseeq(c, slice_of(errors[i])))
			return true;
	return false;
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
	return what != NULL;
}

static void
report_misfit(const struct builtins *b, struct slice cell, const struct column *column,
    uint64_t line)
{
	struct errmsg want = {0};
	bool number = type_is_number(column->type);

	errmsg_set(&want, "a %s", number ? "number" : column->type == TYPE_DATE ? "date" :
	    "period");
	if (number && column->numform != NULL)
		errmsg_set(&want, "a number of the form \"%.*s\"",
		    SLICE_ARG(column->numform->text));
	if (number)
		builtins_report(b, S15, line, column->name, cell, slice_of(want.text),
		    "neither %s nor a symbol that the rules declare", want.text);
	else
		builtins_report(b, S15, line, column->name, cell, slice_of(want.text),
		    "not %s as declared", want.text);
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
	if (fit == RUN_MISFIT && !said)
		report_misfit(b, cell, column, line);
}
