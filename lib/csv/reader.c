#include "csv/reader.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "csv/index.h"
#include "csv/libcsv.h"
#include "csv/source.h"
#include "base/utf8.h"

/*
 * The buffer holds the unfinished record and a read's worth of text behind it; csvindex finds the
 * separators of each read in one go, and a row is a stretch of them. What only few rows need (quotes
 * to undouble, UTF-8 to check, line numbers) is worked out for those rows alone.
 */
#define READ_SIZE ((size_t)128 * 1024)
#define LEAD ((size_t)CSVINDEX_BLOCK)		/* text begins behind this much */
#define SLACK ((size_t)3 * CSVINDEX_BLOCK)	/* behind the text: a newline, padding, a byte to look at */
#define SMALL_STEP ((size_t)4096)
#define HEAD 16
#define RARE __attribute__((noinline))	/* so that what is done for every row needs no stack */

struct reader {
	struct reader_row row;	/* first: see reader_row() */
	struct csvindex index;
	size_t first;		/* the separator (of index.sep) before the next record */
	size_t next_end;	/* the next record's newline, in index.end */
	size_t next_special;	/* the next block of index.special */
	size_t next_doubled;	/* the same of index.doubled */
	uint32_t watch;		/* a row that ends here or later is looked at closely */
	uint32_t row_end;	/* its newline */
	bool row_cr;		/* CRLF: its last separator was moved to the CR */
	struct reader_options opt;
	struct reader_ends ends;

	char *buf;
	size_t cap;		/* SLACK not counted */
	size_t end;		/* of the text */
	size_t indexed;		/* how far it is indexed */
	size_t step;		/* how much to index at once */
	uint32_t virtual_end;	/* a newline of ours for a last row without, or CSVINDEX_NONE */
	uint64_t base;		/* byte of the stream at buf[0]; may wrap below 0 */
	/* A record began at mark, on mark_line; mark_end of index.end's were before it. */
	size_t mark, mark_end;
	uint64_t mark_line;
	uint64_t first_line;	/* on which the index's first record begins */

	struct source *source;
	bool begun, eof, bom;
	int read_errno;		/* of a read that failed, or 0 */
	char head[HEAD];	/* how the stream begins */
	size_t nhead;

	struct csvlib lib;
	char *plain;		/* this row's unquoted fields, each as far in as it is in the row */
	size_t plain_cap;

	enum reader_fault fault;
	bool resync;		/* the fault broke the index: go on behind the newline from resume on */
	bool resumed;
	size_t resume;
	struct reader_position where;
	char what[384];
	struct errmsg error;
};

static bool
bad_delimiter(char c)
{
	return c == '"' || c == '\r' || c == '\n' || (unsigned char)c > 0x7f;
}

static void
set_options(struct reader *in, const struct reader_options *opt)
{
	if (opt != NULL)
		in->opt = *opt;
	if (in->opt.delimiter == '\0')
		in->opt.delimiter = ',';
	if (in->opt.max_record == 0)
		in->opt.max_record = (size_t)64 << 20;
	if (in->opt.max_record > (size_t)1 << 30)
		in->opt.max_record = (size_t)1 << 30;
	if (in->opt.max_fields == 0)
		in->opt.max_fields = 65536;
	if (in->opt.read_size == 0)
		in->opt.read_size = READ_SIZE;
}

/* Aligned: read(2) to a place a few bytes into a page is slower on some machines. */
static char *
page_alloc(size_t n)
{
	char *p = aligned_alloc(4096, (n + 4095) / 4096 * 4096);

	return p != NULL ? p : xmalloc(n);
}

static void
before_read(void *arg, int fd)
{
	struct reader *in = arg;

	in->opt.tick(in->opt.tick_arg, in, fd);
}

struct reader *
reader_open(const char *path, const struct reader_options *opt, struct errmsg *e)
{
	struct reader *in = xcalloc(1, sizeof *in);

	set_options(in, opt);
	if (bad_delimiter(in->opt.delimiter)) {
		errmsg_set(e, "the delimiter cannot be a quote, a newline or a byte over 0x7F");
		reader_close(in);
		return NULL;
	}
	if ((in->source = source_open(path, in->opt.encoding, e)) == NULL) {
		reader_close(in);
		return NULL;
	}
	if (in->opt.tick != NULL)
		source_before_read(in->source, before_read, in);
	in->cap = LEAD + 2 * READ_SIZE;
	in->buf = page_alloc(in->cap + SLACK);
	in->end = in->indexed = in->mark = LEAD;
	in->base = -(uint64_t)LEAD;
	in->mark_line = in->first_line = 1;
	in->step = READ_SIZE;
	in->virtual_end = CSVINDEX_NONE;
	csvindex_init(&in->index, (enum csvindex_path)in->opt.path);
	csvindex_restart(&in->index, (uint32_t)LEAD);
	csvlib_init(&in->lib, in->opt.delimiter);
	return in;
}

void
reader_close(struct reader *in)
{
	if (in == NULL)
		return;
	if (in->source != NULL && in->opt.done != NULL)
		in->opt.done(in->opt.tick_arg, in);
	source_close(in->source);
	csvindex_free(&in->index);
	csvlib_free(&in->lib);
	free(in->buf);
	free(in->plain);
	free(in);
}

/* Positions */

/* Newlines in p[0..n): 255 bytes at most fit a byte's count, so that vectors of bytes will do. */
static uint64_t
count_newlines(const char *p, size_t n)
{
	enum { RUN = 128 };
	uint64_t count = 0;
	unsigned char some;

	for (; n >= RUN; n -= RUN, p += RUN) {
		some = 0;
		for (int i = 0; i < RUN; i++)
			some += p[i] == '\n';
		count += some;
	}
	for (; n > 0; n--, p++)
		count += *p == '\n';
	return count;
}

/* Moves the mark to `at`, where the record behind `before` of index.end's begins. */
static void
move_mark(struct reader *in, size_t at, size_t before)
{
	if (in->index.quoted_newlines == 0)
		in->mark_line += before - in->mark_end;
	else
		in->mark_line += count_newlines(in->buf + in->mark, at - in->mark);
	in->mark = at;
	in->mark_end = before;
}

/* Of a byte at or behind the mark, itself the beginning of a line. */
static struct reader_position
position(const struct reader *in, size_t at)
{
	const char *newline = memrchr(in->buf + in->mark, '\n', at - in->mark);
	size_t line = newline != NULL ? (size_t)(newline + 1 - in->buf) : in->mark;

	return (struct reader_position){
		.line = in->mark_line + count_newlines(in->buf + in->mark, at - in->mark),
		.column = at - line + 1,
		.byte = in->base + at,
	};
}

/* Where the next record begins, or the one that is not finished. */
static size_t
record_start(const struct reader *in)
{
	return in->index.sep[in->first] + (size_t)1;
}

/* Where this row begins. */
static size_t
row_start(const struct reader *in)
{
	return in->row.sep[0] + (size_t)1;
}

/* Faults */

static int
set_fault(struct reader *in, enum reader_fault fault, size_t at, const char *what)
{
	const char *name = source_name(in->source);

	in->row.nfields = 0;
	in->fault = fault;
	in->where = position(in, at);
	snprintf(in->what, sizeof in->what, "%s", what);
	if (fault == READER_UTF8)
		errmsg_set(&in->error, "%s:%" PRIu64 ": %s", name, in->where.line, what);
	else
		errmsg_set(&in->error, "%s:%" PRIu64 ": column %" PRIu64 " (byte %" PRIu64 "): %s",
		    name, in->where.line, in->where.column, in->where.byte, what);
	return -1;
}

static const char *
guess(const struct reader *in, size_t at)
{
	size_t from = at - LEAD > 256 ? at - 256 : LEAD;
	size_t to = in->end - at > 256 ? at + 256 : in->end;

	return utf8_guess((struct slice){in->head, in->nhead},
	    (struct slice){in->buf + from, to - from}, (unsigned char)in->buf[at]);
}

static int
utf8_fault(struct reader *in, size_t at)
{
	struct reader_position w = position(in, at);
	char what[sizeof in->what];

	snprintf(what, sizeof what, "byte 0x%02X at line %" PRIu64 " column %" PRIu64 ": not UTF-8; "
	    "looks like %s", (unsigned char)in->buf[at], w.line, w.column, guess(in, at));
	return set_fault(in, READER_UTF8, at, what);
}

static int
nul_fault(struct reader *in, size_t at)
{
	const char *looks = guess(in, at);
	bool text = strncmp(looks, "windows", 7) == 0;
	char what[sizeof in->what];

	snprintf(what, sizeof what, "a NUL byte; expected text%s%s", text ? "" : "; looks like ",
	    text ? "" : looks);
	return set_fault(in, READER_NUL, at, what);
}

/* After the fault reading goes on behind the line that has `at`. */
static void
resync_behind(struct reader *in, size_t at)
{
	in->resync = true;
	in->resume = at;
}

/* Where the fault is, in the buffer. */
static size_t
fault_at(const struct reader *in)
{
	return (size_t)(in->where.byte - in->base);
}

/* The first CR outside quotes that no newline of the file follows, or `to`. A record begins at from. */
static size_t
find_bare_cr(const struct reader *in, size_t from, size_t to)
{
	bool quoted = false;

	if (memchr(in->buf + from, '\r', to - from) == NULL)
		return to;
	for (; from < to; from++)
		if (in->buf[from] == '"')
			quoted = !quoted;
		else if (in->buf[from] == '\r' && !quoted &&
		    (in->buf[from + 1] != '\n' || from + 1 == in->virtual_end))
			break;
	return from;
}

/*
 * The first NUL, bare CR or byte that is not UTF-8 of the record (or its beginning) in
 * buf[from..to): the fault, or 0. A character cut off at `to` passes when not `whole`.
 */
static int
content_fault(struct reader *in, size_t from, size_t to, bool whole)
{
	struct slice s = {in->buf + from, to - from};
	size_t bad = from + utf8_valid(s), cr;
	const char *nul;

	if (!whole && to - bad < 4)
		bad = to;
	if ((nul = memchr(s.p, '\0', bad - from)) != NULL)
		bad = (size_t)(nul - in->buf);
	if ((cr = find_bare_cr(in, from, bad)) < bad)
		return set_fault(in, READER_BARE_CR, cr,
		    "a carriage return without a newline; expected LF or CRLF at the end of a line");
	if (bad == to)
		return 0;
	return nul != NULL ? nul_fault(in, bad) : utf8_fault(in, bad);
}

/* Has the record in buf[from..to) none of these faults? */
static bool
content_passes(const struct reader *in, size_t from, size_t to)
{
	struct slice s = {in->buf + from, to - from};

	return utf8_valid(s) == s.n && memchr(s.p, '\0', s.n) == NULL && find_bare_cr(in, from, to) == to;
}

/* Where the last field of the record that is not finished begins. */
static size_t
last_field(const struct reader *in)
{
	return in->index.sep[in->index.nsep - 1] + (size_t)1;
}

/* A quote lost some lines above is the usual reason, so the message has the line of the first. */
static void
after_quote_fault(struct reader *in, size_t at)
{
	uint64_t open = last_field(in) <= at ? position(in, last_field(in)).line : 0;
	char what[sizeof in->what], since[64] = "";

	if (open > 0 && open < position(in, at).line)
		snprintf(since, sizeof since, ", in quotes that opened on line %" PRIu64, open);
	snprintf(what, sizeof what, "text behind a closing quote%s; expected a delimiter or the end of "
	    "the line, or quotes within the field doubled", since);
	set_fault(in, READER_AFTER_QUOTE, at, what);
}

/* The index found what strict quoting forbids: libcsv has the last word on where. */
static int
quote_fault(struct reader *in)
{
	size_t start = record_start(in), at = in->index.fault, n = at + 1 - start, verdict;

	move_mark(in, start, in->next_end);
	if (content_fault(in, start, at, true) == 0) {
		verdict = csvlib_judge(&in->lib, (struct slice){in->buf + start, n});
		if (verdict < n)
			at = start + verdict;
		if (in->buf[at] == '"')
			set_fault(in, READER_STRAY_QUOTE, at, "a quote inside an unquoted field; "
			    "expected the whole field in quotes, and each quote in it doubled");
		else
			after_quote_fault(in, at);
	}
	resync_behind(in, fault_at(in));
	return -1;
}

static int
open_quote_fault(struct reader *in)
{
	size_t start = record_start(in), open = last_field(in);

	move_mark(in, start, in->next_end);
	if (content_fault(in, start, open, true) == 0)
		set_fault(in, READER_OPEN_QUOTE, open, "a quote that is never closed; "
		    "expected a closing quote");
	resync_behind(in, fault_at(in));
	return -1;
}

static int
long_fault(struct reader *in, size_t start, size_t open)
{
	char what[sizeof in->what];
	struct reader_position w;
	int n;

	n = snprintf(what, sizeof what, "a record of more than %zu bytes", in->opt.max_record);
	if (open != 0) {
		w = position(in, open);
		n += snprintf(what + n, sizeof what - (size_t)n, ", with a quote open since line %" PRIu64
		    " column %" PRIu64, w.line, w.column);
	}
	snprintf(what + n, sizeof what - (size_t)n, "; expected its end before (see --max-record)");
	return set_fault(in, READER_TOO_LONG, start, what);
}

static int
wide_fault(struct reader *in, size_t at)
{
	char what[128];

	snprintf(what, sizeof what, "a record of more than %zu fields; expected fewer (see --max-fields)",
	    in->opt.max_fields);
	return set_fault(in, READER_TOO_WIDE, at, what);
}

/*
 * Is the unfinished record past saving: too long, or, looked for only before the buffer would have to
 * grow for it, too wide or not text? Its fault, or 0.
 */
static int
unfinished_fault(struct reader *in)
{
	size_t start = record_start(in), open = in->index.inside != 0 ? last_field(in) : 0;
	size_t indexed = in->indexed < in->end ? in->indexed : in->end;	/* without padding */
	bool full = in->cap - in->end < in->opt.read_size && start <= 2 * LEAD;
	size_t fields = in->index.nsep - in->first;

	if (indexed > start + in->opt.max_record) {
		move_mark(in, start, in->next_end);
		resync_behind(in, open != 0 ? open : indexed);
		return long_fault(in, start, open);
	}
	if (!full || indexed <= start)
		return 0;
	move_mark(in, start, in->next_end);
	if (in->index.special.n > 0 && content_fault(in, start, indexed - 1, false) != 0)
		resync_behind(in, fault_at(in));
	else if (fields > in->opt.max_fields) {
		wide_fault(in, in->index.sep[in->first + in->opt.max_fields] + (size_t)1);
		resync_behind(in, in->end);
	} else
		return 0;
	return -1;
}

/* Reading */

/*
 * Moves the mark to the unfinished record, with which the index is to begin. The index has counted: only that
 * record's newlines, which are to be passed again, need to be looked for.
 */
static void
mark_unfinished(struct reader *in)
{
	size_t start = record_start(in);
	uint64_t *quoted = &in->index.quoted_newlines, here = 0;

	if (*quoted > 0)
		here = count_newlines(in->buf + start, in->indexed - start);
	in->first_line += in->next_end + *quoted - here;
	*quoted = here;
	in->mark = start;
	in->mark_line = in->first_line;
}

/* Makes room for a read: slides the unfinished record to the front; grows the buffer if it must. */
static void
make_room(struct reader *in)
{
	size_t start = record_start(in), len = in->end - start;
	size_t to = LEAD + (-len & (CSVINDEX_BLOCK - 1)), by;	/* so that the read goes to a whole block */
	char *bigger;

	if (to < start) {
		by = start - to;
		mark_unfinished(in);
		memmove(in->buf + to, in->buf + start, len);
		csvindex_shift(&in->index, in->first, (uint32_t)by);
		in->first = in->next_end = in->mark_end = in->next_special = in->next_doubled = 0;
		in->end -= by;
		in->indexed -= by;
		in->mark -= by;
		in->base += by;
	}
	if (in->cap - in->end < in->opt.read_size) {
		bigger = page_alloc(2 * in->cap + SLACK);
		memcpy(bigger, in->buf, in->end);
		free(in->buf);
		in->buf = bigger;
		in->cap *= 2;
	}
}

/* The end of the text: gives a last row that lacks it a newline. */
static void
close_last_row(struct reader *in)
{
	in->eof = true;
	if (in->begun && in->end > record_start(in) && in->buf[in->end - 1] != '\n') {
		in->virtual_end = (uint32_t)in->end;
		in->buf[in->end++] = '\n';
	}
}

/* Adds text to the buffer, or sets eof or read_errno. */
static void
read_more(struct reader *in)
{
	ssize_t r;

	make_room(in);
	r = source_read(in->source, in->buf + in->end, in->opt.read_size);
	if (r == -1)
		in->read_errno = errno;
	else if (r == 0)
		close_last_row(in);
	else
		in->end += (size_t)r;
}

/* Takes down how the stream begins; passes over a BOM. */
static void
begin(struct reader *in)
{
	while (in->end - LEAD < HEAD && !in->eof && in->read_errno == 0)
		read_more(in);
	in->nhead = in->end - LEAD < HEAD ? in->end - LEAD : HEAD;
	memcpy(in->head, in->buf + LEAD, in->nhead);
	if (in->nhead >= 3 && memcmp(in->head, "\xef\xbb\xbf", 3) == 0) {
		in->bom = true;
		in->indexed = in->mark = LEAD + 3;
		csvindex_restart(&in->index, (uint32_t)in->indexed);
	}
	in->begun = true;
	if (in->eof)
		close_last_row(in);
}

/* Is the row in one of the blocks? Passes over those that no later row is in. */
static bool
in_blocks(const struct csvindex_blocks *l, size_t *next, uint32_t row_end)
{
	bool in = false;

	for (; *next < l->n && l->at[*next] <= row_end; ++*next) {
		in = true;
		if (l->at[*next] + CSVINDEX_BLOCK > row_end + 1)
			break;
	}
	return in;
}

static void
set_watch(struct reader *in)
{
	const struct csvindex *x = &in->index;

	in->watch = in->virtual_end;
	if (in->next_special < x->special.n && x->special.at[in->next_special] < in->watch)
		in->watch = x->special.at[in->next_special];
	if (in->next_doubled < x->doubled.n && x->doubled.at[in->next_doubled] < in->watch)
		in->watch = x->doubled.at[in->next_doubled];
}

/* Indexes some of the text in the buffer; false when nothing is left but part of a block. */
static bool
index_some(struct reader *in)
{
	size_t n;

	if (in->indexed >= in->end)
		return false;
	n = in->end - in->indexed;
	if (in->eof || in->read_errno != 0)
		n = (n + CSVINDEX_BLOCK - 1) / CSVINDEX_BLOCK * CSVINDEX_BLOCK;
	else
		n = n / CSVINDEX_BLOCK * CSVINDEX_BLOCK;
	if (n == 0)
		return false;
	memset(in->buf + in->end, ' ', CSVINDEX_BLOCK + 1);
	if (n > in->step)
		n = in->step;
	in->step = in->step * 4 < READ_SIZE ? in->step * 4 : READ_SIZE;
	csvindex_add(&in->index, in->buf, (uint32_t)in->indexed, (uint32_t)(in->indexed + n),
	    in->opt.delimiter);
	in->indexed += n;
	set_watch(in);
	return true;
}

static int
read_fault(struct reader *in)
{
	char what[sizeof in->what];

	move_mark(in, record_start(in), in->next_end);
	if (in->read_errno == EILSEQ && in->opt.encoding != NULL)
		snprintf(what, sizeof what, "what follows is not %s; expected text in that encoding (-E)",
		    in->opt.encoding);
	else
		snprintf(what, sizeof what, "cannot read on: %s", strerror(in->read_errno));
	return set_fault(in, READER_READ, in->end, what);
}

/* Starts the index over at `at`, where a line begins (or the text ends). */
static void
restart(struct reader *in, size_t at)
{
	in->mark_line += count_newlines(in->buf + in->mark, at - in->mark);
	in->first_line = in->mark_line;
	in->mark = in->indexed = at;
	in->mark_end = in->first = in->next_end = in->next_special = in->next_doubled = 0;
	csvindex_restart(&in->index, (uint32_t)at);
}

/*
 * Goes on behind the line of a fault. Short steps at first: each fault starts the index anew, and a
 * file may have one in every line. 1, or 0 when no further line comes, or -1 when the skipped line
 * has no end within a record's limit.
 */
static int
resync(struct reader *in)
{
	uint64_t from = in->base + in->resume;
	const char *newline = memchr(in->buf + in->resume, '\n', in->end - in->resume);

	in->resync = false;
	in->step = SMALL_STEP;
	while (newline == NULL) {
		restart(in, in->end);
		if (in->base + in->end - from > in->opt.max_record)
			return set_fault(in, READER_READ, in->end, "no newline for more than a record's limit behind a "
			    "fault; expected lines of text");
		if (in->read_errno != 0)
			return read_fault(in);
		if (in->eof)
			return 0;
		read_more(in);
		newline = memchr(in->buf + in->indexed, '\n', in->end - in->indexed);
	}
	restart(in, (size_t)(newline + 1 - in->buf));
	return 1;
}

/* Rows */

/*
 * A closer look at a row that is over a limit, or in a block that needs it, or the last one without a
 * newline: its fault, or 0.
 */
static RARE int
look_closely(struct reader *in)
{
	struct reader_row *r = &in->row;
	size_t start = row_start(in);
	bool odd = in_blocks(&in->index.special, &in->next_special, in->row_end);

	r->doubled = in_blocks(&in->index.doubled, &in->next_doubled, in->row_end);
	set_watch(in);
	odd = (odd || in->row_end == in->virtual_end) && !content_passes(in, start, in->row_end);
	if (!odd && in->row_end - start <= in->opt.max_record && r->nfields <= in->opt.max_fields)
		return 0;
	move_mark(in, start, in->next_end - 1);
	if (odd && content_fault(in, start, in->row_end, true) != 0)
		return -1;
	if (in->row_end - start > in->opt.max_record)
		return long_fault(in, start, 0);
	if (r->nfields > in->opt.max_fields)
		return wide_fault(in, r->sep[in->opt.max_fields] + (size_t)1);
	return 0;
}

/* The first row that ends so: its line. */
static RARE void
first_end(struct reader *in)
{
	move_mark(in, row_start(in), in->next_end - 1);
	*(in->row_cr ? &in->ends.first_crlf : &in->ends.first_lf) = position(in, in->row_end).line;
}

/* What is left to do with a row that has no fault. */
static int
finish_row(struct reader *in)
{
	struct reader_row *r = &in->row;
	uint32_t length = in->row_end - r->sep[0] - 1;

	if (length > 0 && in->buf[in->row_end - 1] == '\r') {
		in->row_cr = true;
		in->index.sep[in->first]--;
		length--;
	}
	if (length == 0)
		r->nfields = 0;
	if (in->row_end == in->virtual_end)
		in->ends.none++;
	else if ((*(in->row_cr ? &in->ends.crlf : &in->ends.lf))++ == 0)
		first_end(in);
	return 1;
}

static RARE int
take_row_closely(struct reader *in)
{
	return look_closely(in) != 0 ? -1 : finish_row(in);
}

static int
take_row(struct reader *in)
{
	struct reader_row *r = &in->row;
	uint32_t *sep = in->index.sep + in->first, last = in->index.end[in->next_end++];

	r->text = in->buf;
	r->sep = sep;
	r->nfields = last - in->first;
	r->doubled = false;
	in->row_end = in->index.sep[last];
	in->first = last;
	if (in->row_end >= in->watch || in->row_end - sep[0] - 1 > in->opt.max_record ||
	    r->nfields > in->opt.max_fields)
		return take_row_closely(in);
	return finish_row(in);
}

/* A row that needs more text, or comes after a fault, or the end. */
static RARE int
next_slowly(struct reader *in)
{
	if (!in->begun)
		begin(in);
	for (;;) {
		if (in->next_end < in->index.nend)
			return take_row(in);
		if (in->index.fault != CSVINDEX_NONE)
			return quote_fault(in);
		if (index_some(in))
			continue;
		if (unfinished_fault(in) != 0)
			return -1;
		if (in->read_errno != 0)
			return read_fault(in);
		if (!in->eof) {
			read_more(in);
			continue;
		}
		return record_start(in) < in->end ? open_quote_fault(in) : 0;
	}
}

/* The first row after a fault. */
static RARE int
next_after_fault(struct reader *in)
{
	int r;

	in->resumed = true;
	if (in->fault == READER_READ)
		return -1;
	in->fault = READER_OK;
	in->row.nfields = 0;
	if (in->resync && (r = resync(in)) != 1)
		return r;
	return next_slowly(in);
}

int
reader_next(struct reader *in)
{
	if (in->row_cr) {
		in->index.sep[in->first]++;
		in->row_cr = false;
	}
	if (in->fault != READER_OK)
		return next_after_fault(in);
	in->resumed = false;
	if (in->next_end < in->index.nend)
		return take_row(in);
	in->row.nfields = 0;
	return next_slowly(in);
}

/*
 * The value is written as far into `plain` as the field is in the row, so that each field of the row
 * has its own place, and the same one when asked for again.
 */
struct slice
reader_unquote(struct reader *in, struct slice raw)
{
	struct slice s = {raw.p + 1, raw.n - 2};
	size_t start = row_start(in);

	if (memchr(s.p, '"', s.n) == NULL)
		return s;
	in->plain = xgrow(in->plain, &in->plain_cap, in->row_end - start, 1);
	s.p = in->plain + (raw.p - in->buf - start);
	s.n = csvlib_unquote(&in->lib, raw, in->plain + (raw.p - in->buf - start));
	return s;
}

struct slice
reader_record(const struct reader *in)
{
	size_t start = row_start(in), end = in->row_end + (in->row_end != in->virtual_end);

	return (struct slice){in->buf + start, end - start};
}

struct reader_position
reader_where(struct reader *in, size_t i)
{
	const struct reader_row *r = &in->row;

	move_mark(in, row_start(in), in->next_end - 1);
	if (i >= r->nfields)
		return position(in, in->row_end - in->row_cr);
	return position(in, r->sep[i] + (size_t)1);
}

uint64_t
reader_line(struct reader *in)
{
	move_mark(in, row_start(in), in->next_end - 1);
	return in->mark_line;
}

uint64_t
reader_rows(const struct reader *in)
{
	return in->ends.lf + in->ends.crlf + in->ends.none;
}

uint64_t
reader_bytes(const struct reader *in)
{
	return source_bytes(in->source);
}

bool
reader_had_bom(const struct reader *in)
{
	return in->bom;
}

struct reader_ends
reader_row_ends(struct reader *in)
{
	return in->ends;
}

bool
reader_resumed(const struct reader *in)
{
	return in->resumed;
}

enum reader_fault
reader_fault(const struct reader *in)
{
	return in->fault;
}

struct reader_position
reader_fault_where(struct reader *in)
{
	return in->where;
}

const char *
reader_fault_text(const struct reader *in)
{
	return in->what;
}

const char *
reader_error(const struct reader *in)
{
	return in->error.text;
}

const char *
reader_name(const struct reader *in)
{
	return source_name(in->source);
}
