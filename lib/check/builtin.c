#include "check/builtin.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const enum severity defaults[NBUILTINS] = {
	[S01] = SEV_ERROR, [S02] = SEV_NOTE, [S03] = SEV_ERROR, [S04] = SEV_ERROR,
	[S05] = SEV_ERROR, [S06] = SEV_ERROR, [S07] = SEV_ERROR, [S08] = SEV_QUERY,
	[S09] = SEV_QUERY, [S10] = SEV_QUERY, [S11] = SEV_QUERY, [S12] = SEV_ERROR,
	[S13] = SEV_ERROR, [S14] = SEV_ERROR, [S15] = SEV_ERROR, [S16] = SEV_QUERY,
	[S17] = SEV_ERROR, [S18] = SEV_ERROR, [S19] = SEV_ERROR, [S20] = SEV_QUERY,
	[S21] = SEV_QUERY, [S22] = SEV_QUERY, [S23] = SEV_NOTE, [S24] = SEV_QUERY,
	[S25] = SEV_QUERY, [S26] = SEV_NOTE,
};

static const char *const titles[NBUILTINS] = {
	[S01] = "bytes that are not UTF-8",
	[S02] = "a byte order mark",
	[S03] = "a row with more or fewer fields than the heading",
	[S04] = "a quote or a line end out of place, or a record too long",
	[S05] = "a heading that is blank, or numbers in place of all headings",
	[S06] = "a repeated heading",
	[S07] = "title lines above the heading",
	[S08] = "blank rows",
	[S09] = "a blank column at the end",
	[S10] = "blanks around or in a cell, or characters without a width",
	[S11] = "a control character, a newline or a lost character in a cell",
	[S12] = "a column that is missing or not declared",
	[S13] = "a NUL byte",
	[S14] = "a heading and no rows",
	[S15] = "a cell that does not fit its column",
	[S16] = "line ends of both kinds",
	[S17] = "a key and period in more than one row",
	[S18] = "no table",
	[S19] = "the heading again among the rows",
	[S20] = "a note or a source line",
	[S21] = "a row of totals without a label",
	[S22] = "cells that look alike but differ",
	[S23] = "no newline at the end of the file",
	[S24] = "differences from the accepted submission",
	[S25] = "rows of the accepted submission that are gone",
	[S26] = "a new period",
};

enum builtin_id
builtins_id(struct slice id)
{
	return rules_builtin(id) ? (enum builtin_id)((id.p[1] - '0') * 10 + id.p[2] - '0') : 0;
}

const char *
builtins_title(struct slice id)
{
	const char *title = titles[builtins_id(id)];

	return title != NULL ? title : "";
}

void
builtins_init(struct builtins *b, const struct rules *rules, const struct finding_sink *sink)
{
	*b = (struct builtins){.sink = *sink, .lost = {.unit = "row", .said = true, .lost = true}};
	memcpy(b->severity, defaults, sizeof(defaults));
	for (size_t i = 0; i < rules->nbuiltins; i++)
		b->severity[builtins_id(rules->builtin[i].id)] = rules->builtin[i].severity;
}

void
builtins_lose(struct builtins *b, enum builtin_id id, uint64_t line)
{
	const struct finding at = {.file = b->file, .file_name = slice_of(b->name), .line = line,
	    .message = slice_of("not readable as data")};

	unchecked_join(&b->lost, 1, &at);
	b->lost.said &= b->severity[id] >= defaults[id];
	b->lost_by |= UINT32_C(1) << id;
}

void
builtins_tell(const struct builtins *b, enum builtin_id id, struct finding *f)
{
	char name[8];

	f->severity = b->severity[id];
	f->order = (unsigned)id;
	if (f->severity == SEV_OFF)
		return;
	snprintf(name, sizeof(name), "S%02u", (unsigned)id);
	f->rule = slice_of(name);
	b->sink.take(b->sink.arg, f);
}

void
builtins_report(const struct builtins *b, enum builtin_id id, uint64_t line, struct slice column,
    struct slice found, struct slice expected, const char *fmt, ...)
{
	char message[600];
	struct finding f = {.file = b->file, .line = line, .file_name = slice_of(b->name),
	    .column = column, .found = found, .expected = expected};
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	f.message = slice_of(message);
	builtins_tell(b, id, &f);
}
