#ifndef BASE_PERIODFORM_H
#define BASE_PERIODFORM_H

#include <stdbool.h>

#include "base/errmsg.h"
#include "base/period.h"
#include "base/slice.h"

/*
 * The one form in which a file writes its periods or dates, such as "YYYY-YY Qn": YYYY, YY
 * (the year after), Qn, MM, DD, Mon, and any other characters as they stand. Unlike
 * period_parse() nothing else is taken for a period.
 */
struct periodform {
	struct slice text;		/* the caller's; must outlive this */
	enum period_freq freq;
};

/* 0, or -1 when the text is no form of a period. */
int periodform_set(struct periodform *f, struct slice text, struct errmsg *e);

bool periodform_read(const struct periodform *f, struct slice s, struct period *p);

#define PERIODFORM_TEXT 128
void periodform_write(const struct periodform *f, struct period p, char buf[PERIODFORM_TEXT]);

#endif
