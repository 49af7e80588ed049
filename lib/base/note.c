#include "base/note.h"

#include <string.h>

enum { MOST_NOTES = 4 };

/* The letters are those of the Government Statistical Service. */
static const char words[][14] = {
	"p", "r", "e", "f", "b", "u", "provisional", "prov", "prov.", "revised", "rev", "rev.",
	"estimate", "estimated", "est", "est.", "forecast", "final", "draft", "unaudited",
	"preliminary",
};
enum { NLETTERS = 6, NWORDS = sizeof(words) / sizeof(words[0]) };

static const char *const symbols[] = {
	"*", "#", "\u2020", "\u2021", "\u00a7", "\u00b6", "\u00b9", "\u00b2", "\u00b3", "\u2070",
	"\u2074", "\u2075", "\u2076", "\u2077", "\u2078", "\u2079", "\u1d56", "\u02b3", "\u1d49",
};

static bool
is_word(struct slice s, int from)
{
	for (int i = from; i < NWORDS; i++)
		if (slice_caseeq(s, slice_of(words[i])))
			return true;
	return false;
}

/* The length of the symbol at the end of s, or 0. */
static size_t
symbol_at_end(struct slice s)
{
	for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
		size_t n = strlen(symbols[i]);

		if (s.n >= n && memcmp(s.p + s.n - n, symbols[i], n) == 0)
			return n;
	}
	return 0;
}

/* Numbers of at most two digits, with blanks, commas, & or "and" between. */
static bool
is_numbers(struct slice s)
{
	static const char *const between[] = {" ", ",", "&", "and", "."};
	bool any = false;
	size_t i, n;

	while (s.n > 0) {
		for (n = 0; n < s.n && is_digit(s.p[n]); n++)
			continue;
		any |= n > 0;
		if (n > 2)
			return false;
		for (i = 0; n == 0 && i < sizeof(between) / sizeof(between[0]); i++) {
			struct slice b = slice_of(between[i]);

			if (s.n >= b.n && slice_caseeq((struct slice){s.p, b.n}, b))
				n = b.n;
		}
		if (n == 0)
			return false;
		s = (struct slice){s.p + n, s.n - n};
	}
	return any;
}

/* "note 1", "see notes 1 and 2", "footnote 3" */
static bool
is_reference(struct slice s)
{
	static const char *const begins[] = {"see ", "footnotes", "footnote", "notes", "note"};
	bool named = false;

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]) && !named; i++) {
		struct slice b = slice_of(begins[i]);

		if (s.n < b.n || !slice_caseeq((struct slice){s.p, b.n}, b))
			continue;
		s = slice_trim((struct slice){s.p + b.n, s.n - b.n});
		named = i > 0;
	}
	return named && (s.n == 0 || is_numbers(s));
}

static bool
is_one(struct slice s)
{
	return is_word(s, 0) || is_reference(s) || (s.n > 0 && symbol_at_end(s) == s.n);
}

/* "provisional, see notes 1, 2": notes with commas between, some of which are within one. */
static bool
is_listed(struct slice s)
{
	struct slice before, after;

	for (size_t i = 0; i < s.n; i++) {
		before = slice_trim((struct slice){s.p, i});
		after = slice_trim((struct slice){s.p + i + 1, s.n - i - 1});
		if (s.p[i] == ',' && is_one(before) && (is_one(after) || is_listed(after)))
			return true;
	}
	return false;
}

/* One note, or several with "; " between, as note_add() joins them, or commas. */
static bool
is_notes(struct slice s, bool number)
{
	struct slice one;

	if (s.n == 0)
		return false;
	while (slice_next(&s, ';', &one)) {
		one = slice_trim(one);
		if (!is_one(one) && !is_listed(one) &&
		    (!number || one.n != 1 || !is_digit(one.p[0])))
			return false;
	}
	return true;
}

/* (p), [note 1], [1]: in brackets. */
static bool
take_bracketed(struct slice *s, enum note_of of, struct slice *note)
{
	char close = s->p[s->n - 1], open = close == ')' ? '(' : '[';
	const char *at = close == ')' || close == ']' ? memrchr(s->p, open, s->n) : NULL;
	struct slice in;

	if (at == NULL)
		return false;
	in = slice_trim((struct slice){at + 1, (size_t)(s->p + s->n - 2 - at)});
	if (!is_notes(in, of == NOTE_OF_PERIOD && open == '['))
		return false;
	*note = in;
	s->n = (size_t)(at - s->p);
	return true;
}

static bool
take_symbols(struct slice *s, struct slice *note)
{
	size_t n = 0, one;

	while ((one = symbol_at_end((struct slice){s->p, s->n - n})) > 0)
		n += one;
	*note = (struct slice){s->p + s->n - n, n};
	s->n -= n;
	return n > 0 && s->n > 0;
}

/* "2015r", "2015 r", "2015 - provisional", "2015 note 1" */
static bool
take_last_words(struct slice *s, struct slice *note)
{
	size_t i = s->n - 1;
	struct slice last = {s->p + i, 1};

	if (i > 0 && is_digit(s->p[i - 1]) && is_word(last, 0) && s->p[i] != 'u') {
		*note = last;
		s->n = i;
		return true;
	}
	for (i = 1; i < s->n; i++) {
		last = (struct slice){s->p + i, s->n - i};
		if (s->p[i - 1] != ' ' || (!is_word(last, 0) && !is_reference(last)))
			continue;
		*note = last;
		for (s->n = i; s->n > 0 && strchr(" -,", s->p[s->n - 1]) != NULL;)
			s->n--;
		return s->n > 0;
	}
	return false;
}

/* "Provisional 2015" */
static bool
take_first_word(struct slice *s, struct slice *note)
{
	const char *blank = memchr(s->p, ' ', s->n);
	size_t n = blank != NULL ? (size_t)(blank - s->p) : 0;

	*note = (struct slice){s->p, n};
	if (n == 0 || !is_word(*note, NLETTERS))
		return false;
	*s = (struct slice){s->p + n, s->n - n};
	return true;
}

bool
note_take(struct slice *s, enum note_of of, struct slice *note)
{
	struct slice rest = slice_trim(*s);
	bool taken = rest.n > 1 && (take_bracketed(&rest, of, note) || take_symbols(&rest, note) ||
	    (of == NOTE_OF_PERIOD && (take_last_words(&rest, note) ||
	    take_first_word(&rest, note))));

	if (taken)
		*s = slice_trim(rest);
	return taken;
}

const char *
note_meaning(struct slice note)
{
	static const char *const meanings[NLETTERS] = {
		"provisional", "revised", "estimated", "forecast", "break in the series",
		"unreliable",
	};

	for (int i = 0; i < NLETTERS; i++)
		if (slice_caseeq(note, slice_of(words[i])))
			return meanings[i];
	return NULL;
}

void
note_add(struct textbuf *notes, struct slice note)
{
	if (notes->n > 0)
		textbuf_add(notes, slice_of("; "));
	textbuf_add(notes, note);
}

/* "Q1 (Apr-Jun)": without the months in brackets, which are those of the quarter; else as it is. */
static struct slice
without_months(struct slice s)
{
	enum { ANY_YEAR = 2000 };
	const char *open = s.n > 0 && s.p[s.n - 1] == ')' ? memrchr(s.p, '(', s.n) : NULL;
	struct textbuf b = {0};
	struct slice rest;
	struct period p, months;
	bool same;

	if (open == NULL)
		return s;
	rest = slice_trim((struct slice){s.p, (size_t)(open - s.p)});
	textbuf_addf(&b, "%.*s 2000", (int)(s.p + s.n - 2 - open), open + 1);
	same = period_parse(rest, ANY_YEAR, &p) && period_parse(textbuf_slice(&b), ANY_YEAR,
	    &months) && p.freq == PERIOD_FQUARTER && months.freq == PERIOD_FQUARTER &&
	    p.ord % 4 == months.ord % 4;
	textbuf_free(&b);
	return same ? rest : s;
}

bool
note_parse_period(struct slice s, int fyear, struct period *p, struct textbuf *notes,
    struct slice *bare)
{
	struct slice note[MOST_NOTES];
	size_t n = 0;

	s = without_months(slice_trim(s));
	if (!slice_has_digit(s))
		return false;
	while (!period_parse(s, fyear, p)) {
		if (n == MOST_NOTES || !note_take(&s, NOTE_OF_PERIOD, &note[n++]))
			return false;
		s = without_months(s);
	}
	while (n > 0 && notes != NULL)
		note_add(notes, note[--n]);
	if (bare != NULL)
		*bare = s;
	return true;
}
