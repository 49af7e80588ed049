#include "table/figures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/num.h"
#include "base/numeral.h"
#include "table/cell.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2099 };

/* What the values, or the percentages, of a column have in common. */
struct part {
	int decimals;		/* the most of any */
	int exponent_decimals;	/* of any with an exponent */
	bool commas;		/* some have them */
	bool codes;		/* some begin with 0 or have more than 15 digits */
	bool quantities;	/* some have thousands, and cannot be years */
	struct numeral_form form;
};

struct figures {
	struct part value, percentage;
	bool words;
	bool chosen;		/* something is done */
};

static void
raise_to(int *most, int n)
{
	*most = n > *most ? n : *most;
}

static void
survey_part(struct part *p, const struct num *num, struct slice s)
{
	bool whole, exponent;
	int decimals;
	size_t i;

	if (num->kind != NUM_VALUE)
		return;
	decimals = numeral_decimals(s, &exponent);
	whole = decimals == 0;
	if (exponent) {
		raise_to(&p->exponent_decimals, decimals);
		return;
	}
	raise_to(&p->decimals, decimals);
	i = s.p[0] == '-' || s.p[0] == '+';
	p->commas = p->commas || memchr(s.p, ',', s.n) != NULL;
	p->codes = p->codes || (s.n > i + 1 && s.p[i] == '0' && s.p[i + 1] != '.') ||
	    (whole && fabs(num->value) >= 1e15);
	p->quantities = p->quantities || (fabs(num->value) >= 1000 &&
	    !(whole && num->value >= FIRST_YEAR && num->value <= LAST_YEAR));
}

static bool
is_among(char c, const char *others)
{
	return (c >= '0' && c <= '9') || c == ' ' || c == '\t' || c == others[0] ||
	    c == others[1] || c == others[2];
}

/* Whether the cell begins and ends as "-5", "70%" and "c (70%)" do, or with a blank. */
static bool
may_have_number(struct slice s)
{
	return s.n > 0 && is_among(s.p[s.n - 1], "%)%") &&
	    (s.p[s.n - 1] == ')' || is_among(s.p[0], "+-."));
}

struct figures *
figures_new(void)
{
	return xcalloc(1, sizeof(struct figures));
}

void
figures_free(struct figures *f)
{
	free(f);
}

void
figures_look(struct figures *f, struct slice cell)
{
	struct cell_figure c;

	if (f->words && !may_have_number(cell))
		return;
	if (!cell_parse_figure(cell, &c)) {
		f->words = true;
		return;
	}
	survey_part(&f->value, &c.value, c.value_text);
	survey_part(&f->percentage, &c.percentage, c.percentage_text);
}

/* The last word is preceded by another, or may be alone. */
bool
figures_is_code_heading(struct slice heading)
{
	static const struct {
		char word[12];
		bool alone;
	} words[] = {
		{"code", true}, {"id", true}, {"ref", true}, {"urn", true}, {"uprn", true},
		{"upn", true}, {"year", true}, {"period", true}, {"quarter", true}, {"month", true},
		{"date", true}, {"number", false}, {"no", false},
	};
	size_t at;

	heading = slice_trim(heading);
	for (at = heading.n; at > 0 && strchr(" _-.", heading.p[at - 1]) == NULL; at--)
		continue;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if ((at > 0 || words[i].alone) && slice_caseeq(slice_of(words[i].word),
		    (struct slice){heading.p + at, heading.n - at}))
			return true;
	return false;
}

/* Decides what is done with the values, or the percentages. False: nothing. */
static bool
choose_form(struct part *p, bool words, struct slice heading, struct figures_form wanted)
{
	struct numeral_form f = {.decimals = NUMERAL_AS_PRINTED};

	if (wanted.decimals >= 0 && (p->decimals > wanted.decimals ||
	    (!words && p->exponent_decimals > wanted.decimals)))
		f.decimals = wanted.decimals;
	f.commas = wanted.commas == COMMAS_ALWAYS || (wanted.commas == COMMAS_IN_FIGURES &&
	    !words && !p->codes && p->quantities && !figures_is_code_heading(heading));
	p->form = f;
	return f.decimals >= 0 || f.commas;
}

/* Adds the cell up to the end of `text`, a part of it, which is set in its form; moves *at on. */
static void
add_part(struct textbuf *b, const char **at, struct slice text, const struct num *num,
    const struct part *p, bool words)
{
	struct numeral_form form = p->form;
	bool exponent = false;

	if (num->kind == NUM_VALUE && words)
		numeral_decimals(text, &exponent);
	if (num->kind != NUM_VALUE || exponent)
		return;
	form.commas |= p->commas && fabs(num->value) < 1000;	/* 999.95 may become 1,000.0 */
	textbuf_add(b, (struct slice){*at, (size_t)(text.p - *at)});
	numeral_add(b, text, form);
	*at = text.p + text.n;
}

void
figures_choose(struct figures *f, struct slice heading, struct figures_form form)
{
	bool values = choose_form(&f->value, f->words, heading, form);
	bool percentages = choose_form(&f->percentage, f->words, heading, form);

	f->chosen = values || percentages;
}

struct slice
figures_set(const struct figures *f, struct slice cell, struct textbuf *b)
{
	struct slice s = slice_trim(cell);
	const char *at = s.p;
	struct cell_figure c;

	if (!f->chosen || !may_have_number(cell) || !cell_parse_figure(cell, &c))
		return cell;
	textbuf_reset(b);
	add_part(b, &at, c.value_text, &c.value, &f->value, f->words);
	add_part(b, &at, c.percentage_text, &c.percentage, &f->percentage, f->words);
	if (at == s.p)
		return cell;
	textbuf_add(b, (struct slice){at, (size_t)(s.p + s.n - at)});
	return textbuf_slice(b);
}
