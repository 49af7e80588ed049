#include <csv.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "csv/reader_state.h"

/* Sets the fault at `at`, which is at or after the mark; fmt says what it is. */
static int __attribute__((format(printf, 4, 5)))
set_fault(struct reader *in, enum reader_fault fault, size_t at, const char *fmt, ...)
{
	struct reader_info *info = &in->info;
	struct reader_position w = reader_position(in, at);
	va_list ap;

	info->row.nfields = 0;
	info->fault = fault;
	info->where = w;
	va_start(ap, fmt);
	vsnprintf(info->what, sizeof(info->what), fmt, ap);
	va_end(ap);
	if (fault == READER_UTF8)	/* whose text has its place */
		return errmsg_set(&info->error, "%s:%" PRIu64 ": %s", info->name, w.line,
		    info->what);
	return errmsg_set(&info->error, "%s:%" PRIu64 ": column %" PRIu64 " (byte %" PRIu64 "): %s",
	    info->name, w.line, w.column, w.byte, info->what);
}

/* After the fault, reading continues after the line that has `at`. */
static int
resync_after(struct reader *in, size_t at)
{
	in->resync = true;
	in->resume = at;
	return -1;
}

static int
resync_after_fault(struct reader *in)
{
	return resync_after(in, (size_t)(in->info.where.byte - in->base));
}

static const char *
guess(const struct reader *in, size_t at)
{
	size_t from = at - READER_LEAD > 256 ? at - 256 : READER_LEAD;
	size_t to = in->end - at > 256 ? at + 256 : in->end;

	return utf8_guess((struct slice){in->head, in->nhead},
	    (struct slice){in->buf + from, to - from}, (unsigned char)in->buf[at]);
}

static int
utf8_fault(struct reader *in, size_t at)
{
	struct reader_position w = reader_position(in, at);

	return set_fault(in, READER_UTF8, at, "byte 0x%02X at line %" PRIu64 " column %" PRIu64
	    ": not UTF-8; looks like %s", (unsigned char)in->buf[at], w.line, w.column,
	    guess(in, at));
}

static int
nul_fault(struct reader *in, size_t at)
{
	const char *looks = guess(in, at);
	bool text = strncmp(looks, "windows", 7) == 0;

	return set_fault(in, READER_NUL, at, "a NUL byte; expected text%s%s",
	    text ? "" : "; looks like ", text ? "" : looks);
}

/* The first CR outside quotes that no newline of the file follows, or `to`. */
static size_t
find_bare_cr(const struct reader *in, size_t start, size_t to)
{
	bool quoted = false;

	if (memchr(in->buf + start, '\r', to - start) == NULL)
		return to;
	for (; start < to; start++)
		if (in->buf[start] == '"')
			quoted = !quoted;
		else if (in->buf[start] == '\r' && !quoted &&
		    (in->buf[start + 1] != '\n' || start + 1 == in->virtual_end))
			break;
	return start;
}

int
fault_content(struct reader *in, size_t start, size_t to, bool whole)
{
	struct slice s = {in->buf + start, to - start};
	size_t bad = start + utf8_valid(s), cr;
	const char *nul;

	if (!whole && to - bad < 4)
		bad = to;
	if ((nul = memchr(s.p, '\0', bad - start)) != NULL)
		bad = (size_t)(nul - in->buf);
	cr = find_bare_cr(in, start, bad);
	if (cr == to)
		return 0;
	reader_mark(in, start);
	if (cr < bad)
		return set_fault(in, READER_BARE_CR, cr, "a carriage return without a newline; "
		    "expected LF or CRLF at the end of a line");
	return nul != NULL ? nul_fault(in, bad) : utf8_fault(in, bad);
}

/* Where the last field of the record that is not finished begins. */
static size_t
last_field(const struct reader *in)
{
	return in->index.sep[in->index.nsep - 1] + (size_t)1;
}

/* The message has the line of the first quote: one lost some lines above is the usual reason. */
static int
after_quote_fault(struct reader *in, size_t at)
{
	uint64_t open = last_field(in) <= at ? reader_position(in, last_field(in)).line : 0;
	char since[64] = "";

	if (open > 0 && open < reader_position(in, at).line)
		snprintf(since, sizeof(since), ", in quotes that opened on line %" PRIu64, open);
	return set_fault(in, READER_AFTER_QUOTE, at, "text after a closing quote%s; expected a "
	    "delimiter or the end of the line, or quotes within the field doubled", since);
}

/*
 * CSV_STRICT refuses stray quotes, CSV_STRICT_FINI an unclosed one, CSV_REPALL_NL reports blank
 * lines (and a second one after each CR), CSV_EMPTY_IS_NULL tells an empty field from "". libcsv
 * would drop the spaces around a field, and accept spaces around quotes: so no character is a space
 * to it.
 */
static int
never_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void *
grow(void *p, size_t n)
{
	return xrealloc(p, n, 1);
}

void
fault_start_libcsv(struct csv_parser *parser, char delimiter)
{
	if (csv_init(parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL | CSV_EMPTY_IS_NULL) != 0)
		abort();	/* only for a NULL parser */
	csv_set_delim(parser, (unsigned char)delimiter);
	csv_set_space_func(parser, never_space);
	csv_set_realloc_func(parser, grow);
	csv_set_blk_size(parser, 4096);
}

/* The index of the first byte that libcsv does not accept, or text.n. The text begins a record. */
static size_t
judge(struct slice text, char delimiter)
{
	struct csv_parser parser;
	size_t n;

	fault_start_libcsv(&parser, delimiter);
	n = csv_parse(&parser, text.p, text.n, NULL, NULL, NULL);
	csv_free(&parser);
	return n;
}

/* libcsv has the last word on where the fault is. */
int
fault_quote(struct reader *in)
{
	size_t start = reader_next_start(in), at = in->index.fault, n = at + 1 - start, verdict;

	if (fault_content(in, start, at, true) != 0)
		return resync_after_fault(in);
	verdict = judge((struct slice){in->buf + start, n}, in->opt.delimiter);
	if (verdict < n)
		at = start + verdict;
	reader_mark(in, start);
	if (in->buf[at] == '"')
		set_fault(in, READER_STRAY_QUOTE, at, "a quote inside an unquoted field; "
		    "expected the whole field in quotes, and each quote in it doubled");
	else
		after_quote_fault(in, at);
	return resync_after_fault(in);
}

int
fault_open_quote(struct reader *in)
{
	size_t start = reader_next_start(in), open = last_field(in);

	if (fault_content(in, start, open, true) == 0) {
		reader_mark(in, start);
		set_fault(in, READER_OPEN_QUOTE, open, "a quote that is never closed; "
		    "expected a closing quote");
	}
	return resync_after_fault(in);
}

int
fault_too_long(struct reader *in, size_t start, size_t open)
{
	struct reader_position w;
	char since[80] = "";

	reader_mark(in, start);
	if (open != 0) {
		w = reader_position(in, open);
		snprintf(since, sizeof(since), ", with a quote open since line %" PRIu64
		    " column %" PRIu64, w.line, w.column);
	}
	return set_fault(in, READER_TOO_LONG, start, "a record of more than %zu bytes%s; "
	    "expected its end before (see --max-record)", in->opt.max_record, since);
}

int
fault_too_wide(struct reader *in, size_t start, const uint32_t *sep)
{
	reader_mark(in, start);
	return set_fault(in, READER_TOO_WIDE, sep[in->opt.max_fields] + (size_t)1, "a record of "
	    "more than %s; expected fewer (see --max-fields)",
	    plural(in->opt.max_fields, "field").text);
}

int
fault_unfinished(struct reader *in)
{
	size_t start = reader_next_start(in), open = in->index.inside != 0 ? last_field(in) : 0;
	size_t indexed = in->indexed < in->end ? in->indexed : in->end;	/* without padding */
	bool full = in->cap - in->end < in->opt.read_size && start <= 2 * READER_LEAD;

	if (indexed > start + in->opt.max_record) {
		fault_too_long(in, start, open);
		return resync_after(in, open != 0 ? open : indexed);
	}
	if (!full || indexed <= start)
		return 0;
	if (in->index.special.n > 0 && fault_content(in, start, indexed - 1, false) != 0)
		return resync_after_fault(in);
	if (in->index.nsep - in->first <= in->opt.max_fields)
		return 0;
	fault_too_wide(in, start, in->index.sep + in->first);
	return resync_after(in, in->end);
}

int
fault_read(struct reader *in, const char *what)
{
	if (what != NULL)
		return set_fault(in, READER_READ, in->end, "%s", what);
	reader_mark(in, reader_next_start(in));
	if (in->source->error.text[0] != '\0') {
		set_fault(in, READER_READ, in->end, "%s", in->source->error.text);
		in->info.error = in->source->error;
		return -1;
	}
	if (in->read_errno == EILSEQ && in->opt.encoding != NULL)
		return set_fault(in, READER_READ, in->end, "what follows, 0x%02X at byte %" PRIu64
		    " of the file itself, is not %s; expected text in that encoding (-E)",
		    (unsigned char)in->source->raw[0], in->source->bytes - in->source->nraw,
		    in->opt.encoding);
	return set_fault(in, READER_READ, in->end, "cannot read on: %s", strerror(in->read_errno));
}
