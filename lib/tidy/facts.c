/* Titles that say of what sex or age all figures are: "gender","Female". Columns hold them. */
#include <inttypes.h>
#include <string.h>

#include "table/ages.h"
#include "tidy/parts.h"
#include "tidy/title.h"

enum { AGE, SEX };		/* in fact[] */

static const enum role roles[TIDY_NFACTS] = {[AGE] = ROLE_AGE_BAND, [SEX] = ROLE_SEX};

/* Whether the value is ages, or one sex: figures of persons are those of all. */
static bool
is_part(size_t k, struct slice value)
{
	struct ages a;

	if (k == AGE)
		return ages_parse(value, &a);
	return sex_parse(value) == SEX_FEMALE || sex_parse(value) == SEX_MALE;
}

static bool
is_same(size_t k, struct slice a, struct slice b)
{
	struct ages x, y;

	if (slice_caseeq(a, b))
		return true;
	if (k == AGE)
		return ages_parse(a, &x) && ages_parse(b, &y) && x.lo == y.lo && x.end == y.end;
	return sex_parse(a) == sex_parse(b) && sex_parse(a) != SEX_UNKNOWN;
}

/* What the record's two cells say: of which sex or ages, or of when. */
static bool
read(const struct tidy *t, struct pair *pair)
{
	size_t n = 0, k = 0;

	*pair = (struct pair){.line = input_line(t->in)};
	for (size_t i = 0; i < t->ncells; i++) {
		struct slice s = slice_trim(t->cell[i]);

		if (s.n > 0 && n++ < 2)
			*(n == 1 ? &pair->name : &pair->value) = s;
	}
	while (n == 2 && k < TIDY_NFACTS && !heading_fills(pair->name, ROLE_BIT(roles[k])))
		k++;
	pair->fact = k;
	if (n == 2 && k < TIDY_NFACTS)
		return is_part(k, pair->value) ||
		    (k == SEX && sex_parse(pair->value) == SEX_ALL);
	return n == 2 && dated_is_pair(t, pair->name, pair->value, &pair->period);
}

bool
facts_is_pair(const struct tidy *t)
{
	struct pair pair;

	return read(t, &pair);
}

bool
facts_read_pair(const struct tidy *t, struct arena *mem, struct pair *pair)
{
	if (!read(t, pair))
		return false;
	pair->name = arena_copy(mem, pair->name);
	pair->value = arena_copy(mem, pair->value);
	return true;
}

void
facts_begin_file(struct tidy *t)
{
	for (size_t k = 0; k < TIDY_NFACTS; k++)
		t->fact[k].line = t->fact[k].other_line = 0;
	t->people = t->opt->head.indicator != NULL &&
	    title_has_word(slice_of(t->opt->head.indicator), "population");
	dated_begin_file(t);
}

/* Keeps it, and a second one that says something else. Two cells say more than words. */
static void
keep(struct tidy *t, size_t k, struct slice name, struct slice value, uint64_t line, bool in_words)
{
	struct fact *f = &t->fact[k];

	if (f->line > 0 && !is_same(k, value, textbuf_slice(&f->value))) {
		f->other_line = line;
		textbuf_reset(&f->other);
		textbuf_add(&f->other, value);
	}
	if (f->line > 0)
		return;
	f->in_words = in_words;
	f->line = line;
	textbuf_reset(&f->name);
	textbuf_add(&f->name, name);
	textbuf_reset(&f->value);
	textbuf_add(&f->value, value);
}

void
facts_keep_pair(struct tidy *t, const struct pair *pair)
{
	if (pair->fact < TIDY_NFACTS) {
		if (is_part(pair->fact, pair->value))
			keep(t, pair->fact, pair->name, pair->value, pair->line, false);
	} else if (!t->set_period && t->title_line > 0 &&
	    !period_same(pair->period, t->one_period)) {
		t->title_line = SEVERAL_DATES;
	} else if (!t->set_period) {
		t->one_period = pair->period;
		t->title_line = pair->line;
	}
}

void
facts_take_title(struct tidy *t, struct slice text, uint64_t line)
{
	struct slice word;
	struct ages a;
	enum sex sex;

	dated_take_title(t, text, line);
	t->people |= title_has_word(text, "population");
	if (facts_is_line(t, line))
		return;
	sex = title_sex(text, &word);
	if (sex == SEX_FEMALE || sex == SEX_MALE)
		keep(t, SEX, slice_of("sex"), word, line, true);
	if (title_ages(text, &a, &word))
		keep(t, AGE, slice_of("age"), word, line, true);
}

int
facts_take_between(struct tidy *t)
{
	struct pair pair;
	const struct fact *f;

	if (!read(t, &pair))
		return 0;
	f = &t->fact[pair.fact < TIDY_NFACTS ? pair.fact : 0];
	if (pair.fact == TIDY_NFACTS ? t->title_line == 0 ||
	    period_same(pair.period, t->one_period) : f->line > 0 ?
	    slice_caseeq(pair.value, textbuf_slice(&f->value)) : !is_part(pair.fact, pair.value))
		return 0;
	return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "'%.*s, %.*s' above a further table; "
	    "expected a file for each, or a column of it", SLICE_ARG(pair.name),
	    SLICE_ARG(pair.value));
}

bool
facts_is_line(const struct tidy *t, uint64_t line)
{
	for (size_t k = 0; k < TIDY_NFACTS; k++)
		if (t->fact[k].line == line && line > 0 && !t->fact[k].in_words)
			return true;
	return line == t->title_line && t->head_options.one_period;
}

/* What --set says of it, or NULL. */
static const char *
set_for(const struct tidy *t, size_t k)
{
	for (size_t i = 0; i < t->opt->sets.n; i++) {
		const char *set = t->opt->sets.item[i];
		const size_t n = strcspn(set, "=");

		if (heading_fills((struct slice){set, n}, ROLE_BIT(roles[k])))
			return set + n + (set[n] == '=');
	}
	return NULL;
}

/* Whether the measures are ages, or sexes. */
static bool
is_measure(const struct tidy *t, size_t c, size_t k)
{
	const struct slice name = t->head.name[c];
	struct ages a;

	if (t->head.shape != TABHEAD_MEASURES || t->head.column[c].kind != COLUMN_FIGURE)
		return false;
	if (k == SEX)		/* 1 is an age, not males */
		return name.n > 0 && !is_digit(name.p[0]) && is_part(k, name);
	return ages_parse(name, &a) && (a.lo > 0 || a.end < AGES_END);
}

/* Whether a column of the table, of --set or, by their headings, several say it. */
static bool
has_column(const struct tidy *t, size_t k)
{
	for (size_t c = 0; c < t->head.n; c++)
		if (heading_fills(t->head.name[c], ROLE_BIT(roles[k])) || is_measure(t, c, k))
			return true;
	return set_for(t, k) != NULL;
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

/* Titles that say two things, or something else than --set. */
static int
check(const struct tidy *t, size_t k)
{
	const struct fact *f = &t->fact[k];
	const char *set = set_for(t, k);
	const struct slice given = slice_of(set != NULL ? set : "");
	struct ages a;

	if (f->line > 0 && (k == AGE ? ages_parse(given, &a) : sex_parse(given) != SEX_UNKNOWN) &&
	    !is_same(k, given, textbuf_slice(&f->value)))
		return errmsg_set(t->e, "%s:%" PRIu64 ": a title of '%s', but --set says '%s'; "
		    "expected the same, or no such line", input_file(t->in), f->line, f->value.p,
		    set);
	if (f->other_line == 0 || has_column(t, k))
		return 0;
	return errmsg_set(t->e, "%s:%" PRIu64 ": a title of '%s', but that on line %" PRIu64
	    " is of '%s'; expected one, or --set %s=VALUE", input_file(t->in), f->other_line,
	    f->other.p, f->line, f->value.p, k == AGE ? "age" : "sex");
}

static int
take(struct tidy *t, size_t k)
{
	const bool first = t->source == NULL;
	struct fact *f = &t->fact[k];

	if (k == AGE && f->in_words && !t->people && (t->head.fixed == NULL ||
	    !title_has_word(slice_of(t->head.fixed), "population")))
		f->line = f->other_line = 0;
	if (check(t, k) != 0)
		return -1;
	if (first && f->line > 0 && !has_column(t, k)) {
		f->column = true;
		if (intern_id(t->names, textbuf_slice(&f->name)) != t->nsets++)
			return errmsg_set(t->e, "%s:%" PRIu64 ": '%s': --set has a column of this "
			    "name already; expected another name", input_file(t->in), f->line,
			    f->name.p);
	} else if (!first && f->column != (f->line > 0) && !has_column(t, k)) {
		return errmsg_set(t->e, "%s: %s title '%s', which the first file %s; expected the "
		    "same titles in each", input_file(t->in), f->column ? "no" : "a", f->name.p,
		    f->column ? "has" : "does not have");
	}
	if (f->line > 0 && f->column)
		say(t, f);
	return 0;
}

int
facts_take_heading(struct tidy *t)
{
	size_t columns = 0;

	for (size_t k = 0; k < TIDY_NFACTS; k++) {
		if (take(t, k) != 0)
			return -1;
		columns += t->fact[k].column;
	}
	if (t->pass != NULL)
		facts_pass(t, t->nsets - columns);
	return dated_take_heading(t);
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
		textbuf_free(&t->fact[k].other);
	}
}
