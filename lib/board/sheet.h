#ifndef BOARD_SHEET_H
#define BOARD_SHEET_H

#include "base/errmsg.h"
#include "board/card.h"
#include "table/filter.h"

/*
 * Writes a scorecard. CSV and jsonl have a row for each entry, with codes. Text and HTML are for
 * people: words and icons, a table for each group, the columns that have something in them, and
 * below the last table what the words mean.
 *
 * Groups, and rows within a group, are in the order of the dictionary.
 */
enum sheet_group { SHEET_ONE, SHEET_BY_PRIORITY, SHEET_BY_AGENCY };

int sheet_write(struct card *c, enum sheet_group by, const struct filter *f, struct errmsg *e);

/* For board/page.c: the rows of one group, n of order, the first or last of all. */
struct sheet_part {
	const struct card *card;
	enum sheet_group by;
	const struct card_row *const *row;	/* n rows */
	size_t n;
	struct slice name;		/* of the group; "": none */
	bool last;
};

/*
 * Writes a table for people with the columns that are shown[]; below the last, what the columns
 * that are shown anywhere mean.
 */
void page_write(const struct sheet_part *p, const bool *shown, const bool *anywhere,
    struct rows *out);

/* How many columns a page can have; sets shown[] of each to whether the part needs it. */
#define PAGE_COLUMNS 22
void page_columns(const struct sheet_part *p, bool shown[PAGE_COLUMNS]);

#endif
