/* Titles that say of what sex or age all figures are: "gender","Female". Columns hold them. */
#include <inttypes.h>
#include <string.h>

#include "table/ages.h"
#include "tidy/parts.h"

static const enum role roles[TIDY_NFACTS] = {ROLE_AGE_BAND, ROLE_SEX};

/* Whether the value is a part of all people. */
static bool
is_part(enum role role, struct slice value)
{
	struct ages a;

	if (role == ROLE_AGE_BAND)
		return ages_parse(value, &a) && (a.lo > 0 || a.end < AGES_END);
	return sex_parse(value) == SEX_FEMALE || sex_parse(value) == SEX_MALE;
}

/* The number in roles[] of what the record's two cells say; or TIDY_NFACTS. */
static size_t
read(const struct tidy *t, struct slice *name, struct slice *value)
{
	size_t n = 0;

	*name = *value = (struct slice){"", 0};
	for (size_t i = 0; i < t->ncells; i++) {
		struct slice s = slice_trim(t->cell[i]);

		if (s.n > 0)
			*(n++ == 0 ? name : value) = s;
	}
	for (size_t k = 0; k < TIDY_NFACTS && n == 2; k++)
		if (heading_fills(*name, ROLE_BIT(roles[k])))
			return k;
	return TIDY_NFACTS;
}

void
facts_begin_file(struct tidy *t)
{
	for (size_t k = 0; k < TIDY_NFACTS; k++)
		t->fact[k].line = 0;
}

void
facts_take_title(struct tidy *t)
{
	struct slice name, value;
	const size_t k = read(t, &name, &value);

	if (k == TIDY_NFACTS || !is_part(roles[k], value))
		return;
	textbuf_reset(&t->fact[k].name);
	textbuf_add(&t->fact[k].name, name);
	textbuf_reset(&t->fact[k].value);
	textbuf_add(&t->fact[k].value, value);
	t->fact[k].line = input_line(t->in);
}

int
facts_take_between(struct tidy *t)
{
	struct slice name, value;
	const size_t k = read(t, &name, &value);
	const struct fact *f = &t->fact[k < TIDY_NFACTS ? k : 0];

	if (k == TIDY_NFACTS || (f->line > 0 ? slice_caseeq(value, textbuf_slice(&f->value)) :
	    !is_part(roles[k], value)))
		return 0;
	return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "'%.*s, %.*s' above a further table; "
	    "expected a file for each, or a column of it", SLICE_ARG(name), SLICE_ARG(value));
}

bool
facts_is_line(const struct tidy *t, uint64_t line)
{
	for (size_t k = 0; k < TIDY_NFACTS; k++)
		if (t->fact[k].line == line && line > 0)
			return true;
	return false;
}

/* Whether a column of the table or of --set says it already. */
static bool
has_column(const struct tidy *t, enum role role)
{
	for (size_t c = 0; c < t->head.n; c++)
		if (heading_fills(t->head.name[c], ROLE_BIT(role)))
			return true;
	for (size_t i = 0; i < t->opt->sets.n; i++)
		if (heading_fills((struct slice){t->opt->sets.item[i],
		    strcspn(t->opt->sets.item[i], "=")}, ROLE_BIT(role)))
			return true;
	return false;
}

static void
say(const struct tidy *t, const struct fact *f)
{
	struct errmsg text;

	errmsg_set(&text, "%s:%" PRIu64 ": a title; a column '%s' has '%s' in every row",
	    input_file(t->in), f->line, f->name.p, f->value.p);
	if (t->opt->left_out != NULL)
		t->opt->left_out(text.text);
}

int
facts_take_heading(struct tidy *t)
{
	const bool first = t->source == NULL;
	size_t columns = 0;

	for (size_t k = 0; k < TIDY_NFACTS; k++) {
		struct fact *f = &t->fact[k];

		if (first && f->line > 0 && !has_column(t, roles[k])) {
			f->column = true;
			if (intern_id(t->names, textbuf_slice(&f->name)) != t->nsets++)
				return errmsg_set(t->e, "%s:%" PRIu64 ": '%s': --set has a column "
				    "of this name already; expected another name",
				    input_file(t->in), f->line, f->name.p);
		} else if (!first && f->column != (f->line > 0) && !has_column(t, roles[k])) {
			return errmsg_set(t->e, "%s: %s title '%s', which the first file %s; "
			    "expected the same titles in each", input_file(t->in), f->column ?
			    "no" : "a", f->name.p, f->column ? "has" : "does not have");
		}
		if (f->line > 0 && f->column)
			say(t, f);
		columns += f->column;
	}
	if (t->pass != NULL)
		facts_pass(t, t->nsets - columns);
	return 0;
}

void
facts_pass(struct tidy *t, size_t at)
{
	for (size_t k = 0; k < TIDY_NFACTS; k++)
		if (t->fact[k].column)
			t->pass[at++] = textbuf_slice(&t->fact[k].value);
}

void
facts_free(struct tidy *t)
{
	for (size_t k = 0; k < TIDY_NFACTS; k++) {
		textbuf_free(&t->fact[k].name);
		textbuf_free(&t->fact[k].value);
	}
}
