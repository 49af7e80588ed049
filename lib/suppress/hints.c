#include "suppress/hints.h"

#include <stdlib.h>
#include <string.h>

#include "base/visible.h"
#include "suppress/labels.h"
#include "table/ages.h"
#include "table/authority.h"

static const char *const whole_words[] = {"total", "totals", "all", "any", "both", "either",
    "overall", "year", "annual", "annually", "combined", "altogether", NULL};
static const char *const except_words[] = {"excluding", "excl", "except", "without", "less",
    "exclude", "excludes", "minus", NULL};

static const char *const other_words[] = {"other", "others", "rest", "remaining", "remainder",
    "unknown", NULL};

/* Words */

static bool
is_word_byte(char c)
{
	return is_letter(c) || is_digit(c) || (c & 0x80) != 0;
}

/* The next word of a folded text, or false. */
static bool
next_word(struct slice *rest, struct slice *word)
{
	while (rest->n > 0 && !is_word_byte(*rest->p)) {
		rest->p++;
		rest->n--;
	}
	*word = (struct slice){rest->p, 0};
	while (rest->n > 0 && is_word_byte(*rest->p)) {
		rest->p++;
		rest->n--;
		word->n++;
	}
	return word->n > 0;
}

static bool
is_among(struct slice word, const char *const *words)
{
	bool found = false;

	for (size_t i = 0; words[i] != NULL && !found; i++)
		found = slice_is(word, words[i]);
	return found;
}

bool
hints_has_word(struct slice spelt, const char *const *words)
{
	struct slice word;
	bool found = false;

	while (!found && next_word(&spelt, &word))
		found = is_among(word, words);
	return found;
}

/* The words as " reviews in time ", without those of totals if it is for a core. */
static struct slice
spell(struct hints *h, struct slice words, bool core)
{
	struct textbuf fold = {0}, b = {0};
	struct slice rest, word, spelt;

	textbuf_addf(&b, " ");
	visible_fold(&fold, words);
	rest = textbuf_slice(&fold);
	while (next_word(&rest, &word))
		if (!slice_is(word, "of") && !(core && is_among(word, whole_words)))
			textbuf_addf(&b, "%.*s ", SLICE_ARG(word));
	spelt = arena_copy(&h->mem, textbuf_slice(&b));
	textbuf_free(&fold);
	textbuf_free(&b);
	return spelt;
}

void
hints_open(struct hints *h, const struct grid *g, const struct space *s)
{
	*h = (struct hints){.space = s, .grid = g};
	h->label = xcalloc(g->nlabels, sizeof(*h->label));
	for (uint32_t i = 0; i < g->nlabels; i++) {
		struct hints_label *l = &h->label[i];
		struct ages a;

		l->place = &s->dim[g->dim].place[g->place[i]];
		l->words = spell(h, l->place->words, false);
		l->core = spell(h, l->place->words, true);
		l->whole = l->place->words.n == 0 || l->place->apart ||
		    labels_is_like_total(l->place->words) || hints_has_word(l->words, whole_words);
		l->other = hints_has_word(l->words, other_words);
		l->whole &= !l->other;
		/* A year among its terms, say. */
		l->whole |= s->dim[g->dim].kind == DIMENSION_PERIOD && l->place->dated &&
		    l->place->last - l->place->first > 300;
		l->authority = s->dim[g->dim].kind == DIMENSION_AREA &&
		    authority_find(slice_of(""), l->place->words) < AUTHORITY_NORTH_EAST_N;
		l->except = hints_has_word(l->words, except_words);
		l->aged = s->dim[g->dim].kind == DIMENSION_COLUMN &&
		    ages_parse(l->place->words, &a);
		if (l->aged) {
			l->youngest = a.lo;
			l->oldest = a.end - 1;
		}
	}
}

void
hints_close(struct hints *h)
{
	free(h->label);
	arena_free(&h->mem);
}

/* Labels that have all the words of the total, and more. */
static size_t
parts_by_words(const struct hints *h, uint32_t total, const bool *may, uint32_t *part)
{
	const struct slice core = h->label[total].core;
	size_t n = 0;

	for (uint32_t i = 0; i < h->grid->nlabels && core.n > 1; i++)
		if (may[i] && h->label[i].words.n > core.n &&
		    strstr(h->label[i].words.p, core.p) != NULL)
			part[n++] = i;
	return n;
}

/* All but those that it names as left out. */
static size_t
parts_by_exception(const struct hints *h, uint32_t total, const bool *may, uint32_t *part)
{
	const struct hints_label *l = &h->label[total];
	size_t n = 0, out = 0;

	for (uint32_t i = 0; i < h->grid->nlabels && l->except; i++) {
		const struct slice words = h->label[i].words;

		if (may[i] && words.n > 1 && strstr(l->words.p, words.p) != NULL)
			out++;
		else if (may[i] && !h->label[i].whole)
			part[n++] = i;
	}
	return out > 0 ? n : 0;
}

/* Codes */

/* What comes before the first blank, if it has a digit. */
static struct slice
code_of(struct slice words)
{
	struct slice code = {words.p, 0};
	bool digits = false;

	for (; code.n < words.n && words.p[code.n] != ' '; code.n++)
		digits |= is_digit(words.p[code.n]);
	return digits ? code : (struct slice){words.p, 0};
}

static size_t
parts_by_codes(const struct hints *h, uint32_t total, const bool *may, uint32_t *part)
{
	const struct slice code = code_of(h->label[total].place->words);
	size_t n = 0;

	for (uint32_t i = 0; i < h->grid->nlabels && code.n > 0; i++) {
		const struct slice longer = code_of(h->label[i].place->words);

		if (may[i] && longer.n > code.n + 1 && longer.p[code.n] == '.' &&
		    slice_caseeq((struct slice){longer.p, code.n}, code) &&
		    memchr(longer.p + code.n + 1, '.', longer.n - code.n - 1) == NULL)
			part[n++] = i;
	}
	return n;
}

/* Intervals */

struct interval {
	int32_t first, last;
};

static bool
read_interval(const struct hints *h, enum hint hint, uint32_t label, struct interval *i)
{
	const struct hints_label *l = &h->label[label];

	*i = hint == HINT_DAYS ? (struct interval){l->place->first, l->place->last} :
	    (struct interval){l->youngest, l->oldest};
	return hint == HINT_DAYS ? l->place->dated : l->aged;
}

/* The longest that starts there and ends by then, other than the whole; or nlabels. */
static uint32_t
longest_from(const struct hints *h, enum hint hint, const bool *may, int32_t first,
    struct interval whole)
{
	struct interval best = {0, 0}, i;
	uint32_t found = h->grid->nlabels;

	for (uint32_t l = 0; l < h->grid->nlabels; l++)
		if (may[l] && read_interval(h, hint, l, &i) && i.first == first &&
		    i.last <= whole.last && (i.first > whole.first || i.last < whole.last) &&
		    (found == h->grid->nlabels || i.last > best.last)) {
			best = i;
			found = l;
		}
	return found;
}

/* Those within the whole, if they are of one length: three quarters of a year. */
static size_t
all_within(const struct hints *h, const bool *may, struct interval whole, uint32_t *part)
{
	int32_t length = 0;
	struct interval i;
	size_t n = 0;

	for (uint32_t l = 0; l < h->grid->nlabels; l++) {
		if (!may[l] || !read_interval(h, HINT_DAYS, l, &i) || i.first < whole.first ||
		    i.last > whole.last || i.last - i.first >= whole.last - whole.first)
			continue;
		if (n > 0 && abs(i.last - i.first - length) > 4)
			return 0;
		length = i.last - i.first;
		part[n++] = l;
	}
	return n;
}

static size_t
parts_by_interval(const struct hints *h, enum hint hint, uint32_t total, const bool *may,
    uint32_t *part)
{
	struct interval whole, i;
	int32_t next;
	size_t n = 0;

	if (!read_interval(h, hint, total, &whole))
		return 0;
	for (next = whole.first; next <= whole.last; next = i.last + 1) {
		const uint32_t l = longest_from(h, hint, may, next, whole);

		if (l == h->grid->nlabels || !read_interval(h, hint, l, &i))
			return hint == HINT_DAYS ? all_within(h, may, whole, part) : 0;
		part[n++] = l;
	}
	return n;
}

/* Ends */

/* Texts that differ in their digits only, as quarters do. */
static bool
have_one_form(struct slice a, struct slice b)
{
	bool same = a.n == b.n;

	for (size_t i = 0; i < a.n && same; i++)
		same = (is_digit(a.p[i]) && is_digit(b.p[i])) || a.p[i] == b.p[i];
	return same;
}

/* Whether the text is the first label, something like "to", and the last. */
static bool
is_span(struct slice text, struct slice first, struct slice last)
{
	struct slice between;

	if (text.n <= first.n + last.n || first.n == 0 || last.n == 0 ||
	    !slice_caseeq((struct slice){text.p, first.n}, first) ||
	    !slice_caseeq((struct slice){text.p + text.n - last.n, last.n}, last))
		return false;
	between = slice_trim((struct slice){text.p + first.n, text.n - first.n - last.n});
	return slice_is(between, "to") || slice_is(between, "-") || slice_is(between, "/") ||
	    slice_is(between, "\xe2\x80\x93");
}

/* The labels from one to another, of their form. */
static size_t
parts_by_span(const struct hints *h, uint32_t total, const bool *may, uint32_t *part)
{
	const struct slice text = h->label[total].place->words;
	const uint32_t n = h->grid->nlabels;

	for (uint32_t a = 0; a < n; a++) {
		const struct slice first = h->label[a].place->words;
		size_t nparts = 0;

		if (!may[a] || first.n >= text.n ||
		    !slice_caseeq((struct slice){text.p, first.n}, first))
			continue;
		for (uint32_t z = a; z < n; z++) {
			const struct slice last = h->label[z].place->words;

			if (may[z] && have_one_form(first, last))
				part[nparts++] = z;
			if (may[z] && z > a && is_span(text, first, last))
				return nparts;
		}
	}
	return 0;
}

/* The label that has the words, but for one of two letters, at that place; or nlabels. */
static uint32_t
find_instead(const struct hints *h, struct slice words, size_t at, const char *instead,
    const bool *may)
{
	uint32_t i = 0;

	for (; i < h->grid->nlabels; i++) {
		const struct slice w = h->label[i].words;

		if (may[i] && w.n == words.n && memcmp(w.p, words.p, at) == 0 &&
		    memcmp(w.p + at, instead, 2) == 0 &&
		    memcmp(w.p + at + 2, words.p + at + 2, w.n - at - 2) == 0)
			break;
	}
	return i;
}

/* The two quarters of a half. */
static size_t
parts_by_half(const struct hints *h, uint32_t total, const bool *may, uint32_t *part)
{
	static const char *const quarters[2][2] = {{"q1", "q2"}, {"q3", "q4"}};
	const struct slice words = h->label[total].words;

	for (size_t half = 0; half < 2; half++) {
		const char *at = strstr(words.p, half == 0 ? " h1 " : " h2 ");
		size_t n = 0;

		for (size_t i = 0; i < 2 && at != NULL; i++) {
			part[n] = find_instead(h, words, (size_t)(at + 1 - words.p),
			    quarters[half][i], may);
			n += part[n] < h->grid->nlabels;
		}
		if (n == 2)
			return n;
	}
	return 0;
}

size_t
hints_parts(const struct hints *h, enum hint hint, uint32_t total, const bool *may,
    uint32_t *part)
{
	switch (hint) {
	case HINT_WORDS:
		return parts_by_words(h, total, may, part);
	case HINT_EXCEPT:
		return parts_by_exception(h, total, may, part);
	case HINT_CODES:
		return parts_by_codes(h, total, may, part);
	case HINT_SPAN:
		return parts_by_span(h, total, may, part);
	case HINT_HALF:
		return parts_by_half(h, total, may, part);
	case HINT_AGES:
	case HINT_DAYS:
		return parts_by_interval(h, hint, total, may, part);
	case HINT_N:
		break;
	}
	return 0;
}

bool
hints_differs(const struct hints *h, uint32_t total, const uint32_t *part, size_t n)
{
	const struct place *t = h->label[total].place;
	bool differs = true;

	if (h->space->dim[h->grid->dim].kind != DIMENSION_PERIOD)
		return true;
	for (size_t i = 0; i < n && differs; i++) {
		const struct place *p = h->label[part[i]].place;

		differs = t->dated && p->dated ? t->last - t->first > p->last - p->first + 4 :
		    !have_one_form(t->words, p->words);
	}
	return differs;
}
