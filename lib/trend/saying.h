#ifndef TREND_SAYING_H
#define TREND_SAYING_H

#include "trend/sentence.h"

/* A sentence under way. */
struct saying {
	struct result *r;
	struct textbuf *b;
	struct sentence_said *said;
	const struct verdict_run *run;	/* of the signals to be said at once */
	size_t nruns;
	size_t rebased;			/* where the last stretch of the chart begins */
	size_t earlier;			/* runs before those that are said */
};

/* Adds a clause of sentence_words[], with its separator. */
void say(const struct saying *y, enum sentence_clause clause);

/* Whether row i has no figure and (below) is, or (not below) is not, known to be below a number. */
bool saying_is_hidden(const struct result *r, size_t i, bool below);

#endif
