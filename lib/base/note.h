#ifndef BASE_NOTE_H
#define BASE_NOTE_H

#include <stdbool.h>

#include "base/period.h"
#include "base/slice.h"

/*
 * Notes printed with a period or a figure: (p), [note 1], "provisional", r, *, superscripts. Only
 * what cannot be anything else is a note: not "(target)", nor "[2014]", nor "(5)".
 */
enum note_of { NOTE_OF_PERIOD, NOTE_OF_FIGURE };	/* a figure's: in brackets, or a symbol */

/* Takes a note off *s (blanks trimmed): true and *note, as printed without its brackets. */
bool note_take(struct slice *s, enum note_of of, struct slice *note);

/*
 * period_parse() of a text that may have notes: adds them to *notes, with "; " between, and sets
 * *bare to the period as printed without them. notes and bare may be NULL. A quarter may have its
 * months in brackets: Q1 (Apr-Jun).
 */
bool note_parse_period(struct slice s, int fyear, struct period *p, struct textbuf *notes,
    struct slice *bare);

/* What a letter alone means as a note: p is provisional; NULL: nothing that is known. */
const char *note_meaning(struct slice note);

/* Adds a note to those of a textbuf. */
void note_add(struct textbuf *notes, struct slice note);

#endif
