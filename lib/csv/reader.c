#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "csv/reader_state.h"

#define READ_SIZE ((size_t)128 * 1024)
#define HEAD_SIZE ((size_t)4096)
#define SLACK ((size_t)3 * CSVINDEX_BLOCK)	/* after the text: a newline, padding */
#define SMALL_STEP ((size_t)4096)
#define SMALL_READ ((size_t)1024)

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
	in->small = in->opt.max_record < in->opt.max_fields ? in->opt.max_record :
	    in->opt.max_fields;
}

/* How much to read at once: of a small file all, so that its buffer is small, too. */
static size_t
read_size(const struct stat *of)
{
	const bool small = S_ISREG(of->st_mode) && of->st_size > 0 &&
	    of->st_size < (off_t)(READ_SIZE - SMALL_READ);

	return small ? ((size_t)of->st_size / SMALL_READ + 1) * SMALL_READ : READ_SIZE;
}

struct reader *
reader_open(const char *path, const struct reader_options *opt, struct errmsg *e)
{
	struct reader *in = xcalloc(1, sizeof(*in));
	size_t size;

	set_options(in, opt);
	if (bad_delimiter(in->opt.delimiter))
		errmsg_set(e, "the delimiter cannot be a quote, a newline or a byte over 0x7F");
	else
		in->source = source_open(path, in->opt.encoding, e);
	if (in->source == NULL) {
		reader_close(in);
		return NULL;
	}
	in->info.name = in->source->name;
	in->info.opened = &in->source->opened;
	size = read_size(in->info.opened);
	if (in->opt.read_size == 0)
		in->opt.read_size = size;
	in->cap = READER_LEAD + 2 * (in->opt.read_size > size ? in->opt.read_size : size);
	in->buf = xmalloc(in->cap + SLACK);
	memset(in->buf, '\n', READER_LEAD);
	in->end = in->indexed = in->mark = READER_LEAD;
	in->base = -(uint64_t)READER_LEAD;
	in->mark_line = in->first_line = 1;
	in->step = READ_SIZE;
	in->virtual_end = CSVINDEX_NONE;
	csvindex_init(&in->index, (enum csvindex_path)in->opt.path, in->opt.plain,
	    (uint32_t)READER_LEAD);
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
	free(in->buf);
	free(in->plain);
	free(in);
}

/* Positions */

/* Newlines in p[0..n). A byte counts up to 255, so the inner loop can use vectors of bytes. */
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

void
reader_mark(struct reader *in, size_t start)
{
	size_t before = start == reader_next_start(in) ? in->next_end : in->next_end - 1;

	if (in->index.quoted_newlines == 0)
		in->mark_line += before - in->mark_end;
	else
		in->mark_line += count_newlines(in->buf + in->mark, start - in->mark);
	in->mark = start;
	in->mark_end = before;
}

struct reader_position
reader_position(const struct reader *in, size_t at)
{
	const char *newline = memrchr(in->buf + in->mark, '\n', at - in->mark);
	size_t line = newline != NULL ? (size_t)(newline + 1 - in->buf) : in->mark;

	return (struct reader_position){
		.line = in->mark_line + count_newlines(in->buf + in->mark, at - in->mark),
		.column = at - line + 1,
		.byte = in->base + at,
	};
}

/* Reading */

/*
 * Moves the mark to the unfinished record, with which the index is to begin. The index has counted
 * newlines; only those of that record, which it will pass again, have to be looked for.
 */
static void
mark_unfinished(struct reader *in)
{
	size_t start = reader_next_start(in);
	uint64_t *quoted = &in->index.quoted_newlines, here = 0;

	if (*quoted > 0)
		here = count_newlines(in->buf + start, in->indexed - start);
	in->first_line += in->next_end + *quoted - here;
	*quoted = here;
	in->mark = start;
	in->mark_line = in->first_line;
}

/*
 * Makes room for a read: moves the unfinished record to the front, so that the read begins a block;
 * grows the buffer if it must.
 */
static void
make_room(struct reader *in)
{
	size_t start = reader_next_start(in), len = in->end - start;
	size_t to = READER_LEAD + (-len & (CSVINDEX_BLOCK - 1)), by;

	if (to < start) {
		by = start - to;
		mark_unfinished(in);
		memmove(in->buf + to, in->buf + start, len);
		in->buf[to - 1] = '\n';
		csvindex_shift(&in->index, in->first, (uint32_t)by);
		in->first = in->next_end = in->mark_end = in->next_special = in->next_doubled = 0;
		in->start = 0;
		in->end -= by;
		in->indexed -= by;
		in->mark -= by;
		in->base += by;
	}
	if (in->cap - in->end < in->opt.read_size) {
		in->cap *= 2;
		in->buf = xrealloc(in->buf, in->cap + SLACK, 1);
	}
}

/* At the end of the text; gives a last row without a newline one. */
static void
close_last_row(struct reader *in)
{
	in->eof = true;
	if (in->begun && in->end > reader_next_start(in) && in->buf[in->end - 1] != '\n') {
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
	if (in->opt.tick != NULL && !in->source->end)
		in->opt.tick(in->opt.tick_arg, in, in->source->fd);
	r = source_read(in->source, in->buf + in->end, in->opt.read_size);
	if (r == -1)
		in->read_errno = errno;
	else if (r == 0)
		close_last_row(in);
	else if (in->opt.bytes != NULL)
		in->opt.bytes(in->opt.bytes_arg, (struct slice){in->buf + in->end, (size_t)r});
	if (r > 0)
		in->end += (size_t)r;
}

/* "sep=;" on the first line, which begins at in->mark: the delimiter; the line is skipped. */
static void
take_sep_line(struct reader *in)
{
	const char *p = in->buf + in->mark;
	size_t n = in->end - in->mark, end = n > 5 && p[5] == '\r' ? 6 : 5;

	if (n < 5 || memcmp(p, "sep=", 4) != 0 || bad_delimiter(p[4]) ||
	    (n > end ? p[end] != '\n' : n != end || !in->eof))
		return;
	in->opt.delimiter = p[4];
	in->indexed = in->mark += n > end ? end + 1 : end;
	in->mark_line = in->first_line = 2;
	csvindex_restart(&in->index, (uint32_t)in->indexed);
}

/* Notes how the stream begins; skips a BOM. -1: nothing here is for reading. */
static int
begin(struct reader *in)
{
	while (in->end - READER_LEAD < sizeof(in->head) && !in->eof && in->read_errno == 0)
		read_more(in);
	in->nhead = in->end - READER_LEAD;
	if (in->nhead > sizeof(in->head))
		in->nhead = sizeof(in->head);
	memcpy(in->head, in->buf + READER_LEAD, in->nhead);
	if (in->nhead >= 3 && memcmp(in->head, "\xef\xbb\xbf", 3) == 0) {
		in->info.bom = true;
		in->indexed = in->mark = READER_LEAD + 3;
		csvindex_restart(&in->index, (uint32_t)in->indexed);
	}
	if (in->opt.sep_line)
		take_sep_line(in);
	in->begun = true;
	if (in->eof)
		close_last_row(in);
	return in->source->error.text[0] != '\0' ? fault_read(in, NULL) : 0;
}

struct slice
reader_head(struct reader *in)
{
	while (in->end - READER_LEAD < HEAD_SIZE && !in->eof && in->read_errno == 0)
		read_more(in);
	if (!in->begun)
		begin(in);
	return (struct slice){in->buf + in->indexed, in->end - in->indexed};
}

char
reader_delimiter(const struct reader *in)
{
	return in->opt.delimiter;
}

void
reader_set_delimiter(struct reader *in, char delimiter)
{
	in->opt.delimiter = delimiter;
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
	size_t n = in->end > in->indexed ? in->end - in->indexed : 0;

	if (in->eof || in->read_errno != 0)
		n += CSVINDEX_BLOCK - 1;
	n -= n % CSVINDEX_BLOCK;
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

/* Starts the index over at `at`, where a line begins (or the text ends). */
static void
restart(struct reader *in, size_t at)
{
	in->mark_line += count_newlines(in->buf + in->mark, at - in->mark);
	in->first_line = in->mark_line;
	in->mark = in->indexed = at;
	in->start = 0;
	in->mark_end = in->first = in->next_end = in->next_special = in->next_doubled = 0;
	csvindex_restart(&in->index, (uint32_t)at);
}

/*
 * Goes on after the line of a fault. Short steps at first: each fault starts the index over, and a
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
			return fault_read(in, "no newline for more than a record's limit after a "
			    "fault; expected lines of text");
		if (in->read_errno != 0)
			return fault_read(in, NULL);
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
 * A closer look at a row that is over a limit, or in a block that needs it, or the last one without
 * a newline: its fault, or 0.
 */
static int
look_closely(struct reader *in)
{
	struct reader_row *r = &in->info.row;
	size_t start = reader_row_start(in);
	bool special = in_blocks(&in->index.special, &in->next_special, in->row_end);

	r->doubled = in_blocks(&in->index.doubled, &in->next_doubled, in->row_end);
	set_watch(in);
	if ((special || in->row_end == in->virtual_end) &&
	    fault_content(in, start, in->row_end, true) != 0)
		return -1;
	if (in->row_end - start > in->opt.max_record)
		return fault_too_long(in, start, 0);
	if (r->nfields > in->opt.max_fields)
		return fault_too_wide(in, start, r->sep);
	return 0;
}

/* Notes the line of the first row that ends in this way. */
static COLD void
first_end(struct reader *in)
{
	reader_mark(in, reader_row_start(in));
	*(in->row_cr ? &in->info.ends.first_crlf : &in->info.ends.first_lf) =
	    reader_position(in, in->row_end).line;
}

static COLD void
end_without_newline(struct reader *in)
{
	reader_mark(in, reader_row_start(in));
	in->info.row.end--;
	in->info.ends.none++;
	in->info.ends.none_line = in->mark_line;
}

/* The rest of the work on a row without a fault. */
static inline __attribute__((always_inline)) int
finish_row(struct reader *in, bool has_newline)
{
	struct reader_row *r = &in->info.row;
	uint32_t length = in->row_end - in->start;

	if (length > 0 && in->buf[in->row_end - 1] == '\r') {
		in->row_cr = true;
		in->index.sep[in->first]--;
		length--;
	}
	if (length == 0)
		r->nfields = 0;
	if (!has_newline)
		end_without_newline(in);
	else if ((*(in->row_cr ? &in->info.ends.crlf : &in->info.ends.lf))++ == 0)
		first_end(in);
	return 1;
}

static COLD int
take_closely(struct reader *in)
{
	return look_closely(in) != 0 ? -1 : finish_row(in, in->row_end != in->virtual_end);
}

static inline __attribute__((always_inline)) int
take_row(struct reader *in)
{
	struct reader_row *r = &in->info.row;
	const uint32_t end = in->index.end[in->next_end++], last = end & ~CSVINDEX_UNUSUAL;
	uint32_t *sep = in->index.sep + in->first;

	r->text = in->buf;
	r->sep = sep;
	r->nfields = last - in->first;
	r->line = in->index.quoted_newlines == 0 ? in->first_line + in->next_end - 1 : 0;
	r->doubled = false;
	r->unusual = end != last;
	in->before = in->start;
	in->start = sep[0] + 1;
	in->row_end = in->index.sep[last];
	r->end = in->row_end + 1;
	in->first = last;
	if (in->row_end >= in->watch || in->row_end - in->start >= in->small)
		return take_closely(in);
	return finish_row(in, true);
}

/* A row that needs more text, or comes after a fault, or the end. */
static COLD int
next_slowly(struct reader *in)
{
	if (!in->begun && begin(in) != 0)
		return -1;
	for (;;) {
		if (in->next_end < in->index.nend)
			return take_row(in);
		if (in->index.fault != CSVINDEX_NONE)
			return fault_quote(in);
		if (index_some(in))
			continue;
		if (fault_unfinished(in) != 0)
			return -1;
		if (in->read_errno != 0)
			return fault_read(in, NULL);
		if (!in->eof) {
			read_more(in);
			continue;
		}
		return reader_next_start(in) < in->end ? fault_open_quote(in) : 0;
	}
}

/* The first row after a fault. */
static COLD int
next_after_fault(struct reader *in)
{
	int r;

	if (in->info.fault == READER_READ)
		return -1;
	in->info.fault = READER_OK;
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
	if (in->info.fault == READER_OK && in->next_end < in->index.nend)
		return take_row(in);
	in->info.row.nfields = 0;
	return in->info.fault == READER_OK ? next_slowly(in) : next_after_fault(in);
}

/*
 * Copies a quoted text up to its closing quote, at end, with one quote for each doubled one.
 * Reads and writes up to 7 bytes more. Returns the end of what it wrote.
 */
static char *
undouble(char *to, const char *from, const char *end)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), quotes = ones * '"';
	uint64_t differ, hit;
	size_t k;

	for (;;) {
		memcpy(to, from, 8);
		differ = le64toh(slice_load(from, 8)) ^ quotes;
		hit = (differ - ones) & ~differ & ones << 7;	/* lowest bit: the first quote */
		if (hit == 0) {
			to += 8;
			from += 8;
			continue;
		}
		k = (size_t)__builtin_ctzll(hit) / 8;
		if (from + k == end)
			return to + k;
		to += k + 1;
		from += k + 2;
	}
}

/*
 * Each field has its own place in `plain`, and the same one when asked for again: twice as far in
 * as in the row, which leaves room for what undouble() writes after it, unless it has no text.
 */
struct slice
reader_unquote(struct reader *in, struct slice raw)
{
	size_t start = reader_row_start(in);
	char *plain, *to;

	if (raw.n == 2)
		return (struct slice){raw.p + 1, 0};
	in->plain = xgrow(in->plain, &in->plain_cap, 2 * (in->row_end - start) + 8, 1);
	plain = in->plain + 2 * (size_t)(raw.p - in->buf - start);
	to = undouble(plain, raw.p + 1, raw.p + raw.n - 1);
	return (struct slice){plain, (size_t)(to - plain)};
}

struct reader_position
reader_where(struct reader *in, size_t i)
{
	const struct reader_row *r = &in->info.row;

	reader_mark(in, reader_row_start(in));
	if (i >= r->nfields)
		return reader_position(in, in->row_end - in->row_cr);
	return reader_position(in, r->sep[i] + (size_t)1);
}

/* Where no record is before it, there are newlines, with which no row that has fields begins. */
size_t
reader_same(struct reader *in)
{
	const struct reader_row *r = &in->info.row;
	const char *p = in->buf + in->start, *before = in->buf + in->before;
	const char *end = in->buf + in->row_end;
	size_t same = in->same < r->nfields ? in->same : r->nfields;
	uint64_t differ;
	uint32_t to;

	for (; p < end; p += 8, before += 8) {
		differ = slice_load(p, 8) ^ slice_load(before, 8);
		if (differ == 0) {
			p += 8;		/* twice, as many rows are the same for a while */
			before += 8;
			differ = slice_load(p, 8) ^ slice_load(before, 8);
		}
		if (differ != 0) {
			p += __builtin_ctzll(le64toh(differ)) / 8;
			break;
		}
	}
	to = (uint32_t)((p < end ? p : end) - in->buf);
	while (same > 0 && r->sep[same] >= to)
		same--;
	while (same < r->nfields && r->sep[same + 1] < to)
		same++;
	return in->same = same;
}

uint64_t
reader_find_line(struct reader *in)
{
	reader_mark(in, reader_row_start(in));
	return in->mark_line;
}

uint64_t
reader_rows(const struct reader *in)
{
	return in->info.ends.lf + in->info.ends.crlf + in->info.ends.none;
}

uint64_t
reader_bytes(const struct reader *in)
{
	return in->source->bytes;
}
