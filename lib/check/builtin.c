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

enum builtin_id
builtins_id(struct slice id)
{
	return rules_builtin(id) ? (enum builtin_id)((id.p[1] - '0') * 10 + id.p[2] - '0') : 0;
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
