#ifndef SUPPRESS_HINTS_H
#define SUPPRESS_HINTS_H

#include "base/memory.h"
#include "suppress/grid.h"

/* What labels say of the sums that they may be. */
enum hint {
	HINT_WORDS,	/* Reviews: Reviews in time, Late reviews */
	HINT_AGES,	/* 0-9: 0-4, 5-9 */
	HINT_CODES,	/* 1.2: 1.2.1, 1.2.2 */
	HINT_DAYS,	/* a year, a half: the longest periods that fill it, or all within it */
	HINT_EXCEPT,	/* All excluding Hartlepool: all others */
	HINT_SPAN,	/* 2012 to 2014: 2012, 2013, 2014 */
	HINT_HALF,	/* 2014-15 H1: 2014-15 Q1, 2014-15 Q2 */
	HINT_N
};

struct hints {
	const struct space *space;
	const struct grid *grid;
	struct hints_label {
		const struct place *place;
		struct slice words;	/* in small letters, with a space before and after each */
		struct slice core;	/* without words such as all */
		bool whole;		/* has such a word, is blank, or names a region */
		bool except;		/* says what is left out */
		bool other;		/* is what is left: other, unknown */
		bool authority;		/* is one of the North East */
		bool aged;
		int32_t youngest, oldest;
	} *label;
	struct arena mem;
};

void hints_open(struct hints *h, const struct grid *g, const struct space *s);
void hints_close(struct hints *h);

/*
 * The labels that would make the total, into part[] (as long as there are labels): how many; 0: it
 * says nothing. Only those in may[], by label.
 */
size_t hints_parts(const struct hints *h, enum hint hint, uint32_t total, const bool *may,
    uint32_t *part);

/*
 * Whether the label is of another kind than each of the parts: a year among quarters. Of anything
 * but periods, true.
 */
bool hints_differs(const struct hints *h, uint32_t total, const uint32_t *part, size_t n);

/* Whether one of the words is in the text, spelt as above; NULL ends the list. */
bool hints_has_word(struct slice spelt, const char *const *words);

#endif
