#include "table/rolecount.h"

#include <string.h>

#include "base/period.h"

static bool
fills_role(const struct folded *f, const int *col, size_t c)
{
	for (enum role role = 0; role < ROLE_N; role++)
		if (col[role] == (int)c)
			return true;
	return f->fold[c].n == 0 || folded_is_authority(f->fold[c]) || rolename_is_any(f->fold[c]);
}

/* The only column that fills no role, or -1. */
static int
find_other(const struct folded *f, const int *col)
{
	int other = -1;

	for (size_t c = 0; c < f->n; c++)
		if (!fills_role(f, col, c)) {
			if (other >= 0)
				return -1;
			other = (int)c;
		}
	return other;
}

/* The next word of a folded heading, taken off it: false at its end. */
static bool
next_word(struct slice *rest, struct slice *word)
{
	if (rest->n == 0)
		return false;
	*word = (struct slice){rest->p, 0};
	while (word->n < rest->n && rest->p[word->n] != '_')
		word->n++;
	*rest = (struct slice){rest->p + word->n, rest->n - word->n};
	if (rest->n > 0)
		*rest = (struct slice){rest->p + 1, rest->n - 1};
	return true;
}

/*
 * A number or percentage in a heading makes it another figure, but for that of section 47 and of a
 * day, as in "at 31 March".
 */
static bool
has_digit(struct slice word, struct slice rest)
{
	enum { ANY_YEAR = 2000 };
	struct slice next = {"", 0};
	struct period p;

	for (size_t i = 0; i < word.n; i++)
		if (is_digit(word.p[i]) || word.p[i] == '%')
			return !slice_is(word, "47") && !slice_is(word, "s47") &&
			    !(word.n <= 4 && next_word(&rest, &next) && !is_digit(next.p[0]) &&
			    period_parse_month(next, ANY_YEAR, &p));
	return false;
}

/* "plan_number", "referral_rate": it says that the figure is of another kind than counts. */
static bool
is_other_figure(struct slice fold)
{
	static const char other[][16] = {"average", "change", "code", "date", "days", "difference",
	    "duration", "end", "estimated", "expected", "gss", "id", "incidence", "index", "length",
	    "mean", "median", "months", "name", "note", "notes", "per", "percent", "percentage",
	    "population", "prevalence", "proportion", "rank", "rate", "ratio", "ref", "score",
	    "share", "start", "status", "target", "type", "weeks", "worker"};
	struct slice rest = fold, word;

	while (next_word(&rest, &word))
		if (SLICE_IS_AMONG(word, other) ||
		    (word.p > fold.p && slice_is(word, "number")))
			return true;
	return false;
}

/* "ward_gss", "team_code": no figures at all. */
static bool
is_code(struct slice fold)
{
	static const char codes[][16] = {"code", "codes", "gss", "id", "postcode", "ref", "urn"};
	struct slice rest = fold, word;

	while (next_word(&rest, &word))
		if (SLICE_IS_AMONG(word, codes))
			return true;
	return false;
}

/* "Referrals 2023/24": whether it ends in a period, after a blank. */
static bool
is_dated(struct slice heading)
{
	struct period p;

	for (size_t i = 1; i < heading.n; i++)
		if (heading.p[i - 1] == ' ' && period_parse((struct slice){heading.p + i,
		    heading.n - i}, PERIOD_NO_YEAR, &p))
			return true;
	return false;
}

/* "number_of_plans", "children_in_need": yes; "children_aged_0_17": no. */
static bool
is_counted(const struct folded *f, size_t col)
{
	static const char counted[][16] = {"admissions", "assessments", "cases", "cin", "cla",
	    "conferences", "contacts", "cpp", "enquiries", "episodes", "exclusions", "incidents",
	    "investigations", "lac", "notifications", "offences", "plans", "referrals",
	    "suspensions"};
	static const char *const phrases[] = {"in_need", "looked_after", "on_a_plan", "on_plan",
	    "on_cp_plan", "on_register", "on_the_register", "protection_register", "subject_to"};
	const struct slice fold = f->fold[col];
	const bool dated = is_dated(f->heading[col]);
	struct slice rest = fold, word;
	bool found = false;

	while (next_word(&rest, &word)) {
		if (!dated && has_digit(word, rest))
			return false;
		found |= SLICE_IS_AMONG(word, counted);
	}
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		found |= memmem(fold.p, fold.n, phrases[i], strlen(phrases[i])) != NULL;
	return found && !is_other_figure(fold);
}

int
folded_counted(const struct folded *f, const int *col, bool any)
{
	enum { ANY_YEAR = 2000 };
	const int other = find_other(f, col);
	struct period p;

	if (other < 0)
		return -1;
	any = any && !is_other_figure(f->fold[other]) &&
	    !period_parse(f->heading[other], ANY_YEAR, &p);
	return any || is_counted(f, (size_t)other) ? other : -1;
}

/* In the end a figure of another kind may be meant, too, or a count of children of some ages. */
static bool
may_be_value(const struct folded *f, const int *col, size_t c, bool lenient)
{
	if (!fills_role(f, col, c))
		return !is_code(f->fold[c]) && (lenient || !is_other_figure(f->fold[c]));
	return lenient && rolename_spare_level(ROLE_POPULATION, f->fold[c]) >= 0;
}

size_t
folded_candidates(const struct folded *f, const int *col, int *found, size_t most)
{
	size_t n = 0;
	int counted = -1, ncounted = 0;

	for (size_t c = 0; c < f->n; c++)
		if (!fills_role(f, col, c) && is_counted(f, c)) {
			counted = (int)c;
			ncounted++;
		}
	if (ncounted == 1) {
		found[0] = counted;
		return 1;
	}
	for (int pass = 0; pass < 2 && n == 0; pass++) {
		for (size_t c = 0; c < f->n; c++)
			if (may_be_value(f, col, c, pass > 0) && n++ < most)
				found[n - 1] = (int)c;
		if (n > (pass > 0 ? 1 : most))
			return 0;
	}
	return n;
}
