/*
 * Finds in another way what the reader must do with some bytes: libcsv is given one byte at a time,
 * utf8proc examines the characters, and each event is recorded as a line of text. The same is
 * recorded for the reader; the two must be equal. Include it in one translation unit of a program,
 * like tap.h.
 */
#ifndef ORACLE_H
#define ORACLE_H

#include <csv.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utf8proc.h>

#include "base/memory.h"
#include "csv/foreign.h"
#include "csv/reader_state.h"

struct field {
	char *p;
	size_t n, from;		/* from: its first byte, including the quote */
	bool quoted;
};

struct oracle {
	const unsigned char *p;
	size_t n, at;		/* the byte that libcsv is processing */
	size_t bom;
	char delimiter;
	size_t max_fields;
	struct csv_parser parser;
	struct field field[4096];
	size_t nfields, from;	/* from: where the next field begins */
	bool ended;		/* libcsv ended a row */
	struct reader_ends ends;
	FILE *out;
};

static struct reader_position
oracle_position(const struct oracle *o, size_t at)
{
	struct reader_position w = {1, 1, at};

	for (size_t i = o->bom; i < at; i++) {
		w.column++;
		if (o->p[i] == '\n') {
			w.line++;
			w.column = 1;
		}
	}
	return w;
}

static void
event_position(FILE *out, struct reader_position w)
{
	fprintf(out, " %" PRIu64 ":%" PRIu64 "@%" PRIu64, w.line, w.column, w.byte);
}

static void
event_field(FILE *out, struct slice s, bool quoted, struct reader_position w)
{
	fprintf(out, " %c", quoted ? 'q' : 'u');
	for (size_t i = 0; i < s.n; i++)
		fprintf(out, "%02x", (unsigned char)s.p[i]);
	event_position(out, w);
}

static void
oracle_field(void *p, size_t n, void *data)
{
	struct oracle *o = data;
	struct field *f;

	if (o->nfields == sizeof(o->field) / sizeof(o->field[0]))
		abort();
	f = &o->field[o->nfields++];
	f->p = xmemdup(p, n);
	f->n = n;
	f->quoted = p != NULL && o->from < o->n && o->p[o->from] == '"';
	f->from = o->from;
	o->from = o->at + 1;
}

static void
oracle_row(int c, void *data)
{
	struct oracle *o = data;

	(void)c;
	o->ended = true;
}

static void
oracle_clear(struct oracle *o)
{
	for (size_t i = 0; i < o->nfields; i++)
		free(o->field[i].p);
	o->nfields = 0;
}

/* The first byte of from..to that is NUL, not UTF-8, or the bare CR at cr; otherwise to. */
static size_t
oracle_content(const struct oracle *o, size_t from, size_t to, size_t cr, enum reader_fault *fault)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t len;

	for (; from < to; from += (size_t)len) {
		*fault = from == cr ? READER_BARE_CR : o->p[from] == 0 ? READER_NUL : READER_UTF8;
		if (*fault != READER_UTF8)
			return from;
		len = utf8proc_iterate(o->p + from, (utf8proc_ssize_t)(to - from), &c);
		if (len <= 0)
			return from;
	}
	*fault = READER_OK;
	return to;
}

static void
event_fault(FILE *out, enum reader_fault fault, struct reader_position w)
{
	fprintf(out, "fault %d", (int)fault);
	event_position(out, w);
	fputc('\n', out);
}

static void
oracle_row_event(struct oracle *o, size_t start, size_t end, size_t next, bool blank)
{
	bool crlf = end > start && o->p[end - 1] == '\r' && next > end;
	uint64_t line = oracle_position(o, end).line;

	fprintf(o->out, "row %" PRIu64 " %zu bytes", oracle_position(o, start).line, next - start);
	for (size_t i = 0; i < o->nfields && !blank; i++)
		event_field(o->out, (struct slice){o->field[i].p, o->field[i].n},
		    o->field[i].quoted,
		    oracle_position(o, o->field[i].from));
	event_position(o->out, oracle_position(o, end - crlf));
	fputc('\n', o->out);
	if (next == end)
		o->ends.none++;
	else if (crlf && o->ends.crlf++ == 0)
		o->ends.first_crlf = line;
	else if (!crlf && o->ends.lf++ == 0)
		o->ends.first_lf = line;
}

static void
oracle_restart(struct oracle *o)
{
	csv_free(&o->parser);
	fault_start_libcsv(&o->parser, o->delimiter);
}

/* Reads the record at start; returns where the next one begins. */
static size_t
oracle_record(struct oracle *o, size_t start)
{
	size_t cr = SIZE_MAX, at, bad, end;
	enum reader_fault fault = READER_OK, content;
	bool structural = false;

	oracle_clear(o);
	oracle_restart(o);
	o->from = start;
	for (at = start; at < o->n; at++) {
		o->at = at;
		o->ended = false;
		if (csv_parse(&o->parser, o->p + at, 1, oracle_field, oracle_row, o) != 1) {
			fault = o->p[at] == '"' ? READER_STRAY_QUOTE : READER_AFTER_QUOTE;
			structural = true;
			break;
		}
		if (!o->ended)
			continue;
		if (o->p[at] == '\n')
			break;
		/* A CR ended the row for libcsv: part of CRLF, or a fault in an unquoted field. */
		if (at + 1 == o->n || o->p[at + 1] != '\n') {
			if (cr == SIZE_MAX)
				cr = at;
			oracle_restart(o);
			csv_parse(&o->parser, "x", 1, NULL, NULL, NULL);
		} else {
			at++;
			break;
		}
	}
	end = at;
	if (at == o->n && !structural) {
		o->at = at;
		if (csv_fini(&o->parser, oracle_field, oracle_row, o) != 0) {
			fault = READER_OPEN_QUOTE;
			structural = true;
			at = o->from;
		}
	}
	bad = oracle_content(o, start, structural ? at : end, cr, &content);
	if (content != READER_OK) {
		event_fault(o->out, content, oracle_position(o, bad));
	} else if (structural) {
		event_fault(o->out, fault, oracle_position(o, at));
		bad = at;
	}
	if (structural) {
		while (bad < o->n && o->p[bad] != '\n')
			bad++;
		return bad < o->n ? bad + 1 : o->n;
	}
	if (content == READER_OK && o->nfields > o->max_fields)
		event_fault(o->out, READER_TOO_WIDE,
		    oracle_position(o, o->field[o->max_fields].from));
	else if (content == READER_OK)
		oracle_row_event(o, start, end, end < o->n ? end + 1 : end,
		    end == start || (end == start + 1 && o->p[start] == '\r'));
	return end < o->n ? end + 1 : end;
}

static void
event_ends(FILE *out, struct reader_ends e, bool bom)
{
	fprintf(out,
	    "ends lf %" PRIu64 " %" PRIu64 " crlf %" PRIu64 " %" PRIu64 " none %" PRIu64 "%s\n",
	    e.lf, e.first_lf, e.crlf, e.first_crlf, e.none, bom ? " bom" : "");
}

/* All events of the bytes, as a string that the caller frees. */
static char *
oracle_events(const char *p, size_t n, char delimiter, size_t max_fields)
{
	struct oracle *o = xcalloc(1, sizeof(*o));
	char *text;
	size_t len;

	o->p = (const unsigned char *)p;
	o->n = n;
	o->bom = n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	o->delimiter = delimiter;
	o->max_fields = max_fields;
	fault_start_libcsv(&o->parser, delimiter);
	o->out = open_memstream(&text, &len);
	for (size_t at = o->bom; at < n;)
		at = oracle_record(o, at);
	event_ends(o->out, o->ends, o->bom > 0);
	fclose(o->out);
	oracle_clear(o);
	csv_free(&o->parser);
	free(o);
	return text;
}

/*
 * The same from the reader, which reads the file open as fd. It is asked for the last field first: no
 * field may change another.
 */
static char *
reader_events(int fd, const struct reader_options *opt)
{
	static struct slice fields[4096];
	char path[32], *text;
	struct reader *in;
	struct slice raw;
	FILE *out;
	size_t len;
	int r;

	snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	if ((in = reader_open(path, opt, NULL)) == NULL)
		abort();
	out = open_memstream(&text, &len);
	while ((r = reader_next(in)) != 0) {
		if (r == -1) {
			event_fault(out, reader_info(in)->fault, reader_info(in)->where);
			if (reader_info(in)->fault == READER_READ)
				break;
			continue;
		}
		raw = reader_record(in);
		fprintf(out, "row %" PRIu64 " %zu bytes", reader_line(in), raw.n);
		for (size_t i = reader_nfields(in); i-- > 0;)
			fields[i] = reader_field(in, i);
		for (size_t i = 0; i < reader_nfields(in); i++)
			event_field(out, fields[i], *reader_raw(in, i).p == '"',
			    reader_where(in, i));
		event_position(out, reader_where(in, reader_nfields(in)));
		fputc('\n', out);
	}
	event_ends(out, reader_info(in)->ends, reader_info(in)->bom);
	reader_close(in);
	fclose(out);
	return text;
}

static void
print_difference(const char *got, const char *want)
{
	const char *a = got, *b = want, *line_a = got, *line_b = want;

	for (; *a != '\0' && *a == *b; a++, b++)
		if (*a == '\n') {
			line_a = a + 1;
			line_b = b + 1;
		}
	printf("# the reader:  %.*s\n# oracle: %.*s\n", (int)strcspn(line_a, "\n"), line_a,
	    (int)strcspn(line_b, "\n"), line_b);
}

/*
 * Compares the two on every path that this machine has, with the delimiter, limit and size of reads
 * that `choice` selects. False: the difference has been printed as TAP comments.
 */
static bool
oracle_agrees(const char *p, size_t n, unsigned choice)
{
	static const char delimiters[] = {',', ',', ',', ';', '\t', 'a'};
	static const size_t read_sizes[] = {1, 7, 64, 100, 256, 4096, 0};
	struct reader_options opt = {
		.delimiter = delimiters[choice % sizeof(delimiters)],
		.max_fields = choice % 5 == 0 ? 3 : 4096,
		.read_size = read_sizes[choice % (sizeof(read_sizes) / sizeof(read_sizes[0]))],
	};
	int fd = memfd_create("csv", MFD_CLOEXEC);
	struct errmsg e;
	char *want, *got;
	bool same = true;

	if (foreign_check((struct slice){p, n}, NULL, &e) != 0)
		n = 0;		/* it begins as a compressed file does, and is refused */
	want = oracle_events(p, n, opt.delimiter, opt.max_fields);
	if (fd == -1 || write(fd, p, n) != (ssize_t)n)
		abort();
	for (opt.path = CSVINDEX_PLAIN; opt.path < CSVINDEX_PATHS && same; opt.path++) {
		if (!csvindex_has((enum csvindex_path)opt.path))
			continue;
		got = reader_events(fd, &opt);
		same = strcmp(got, want) == 0;
		if (!same) {
			printf("# path %d, choice %u, input (%zu bytes): ", opt.path, choice, n);
			for (size_t i = 0; i < n; i++)
				printf("\\x%02x", (unsigned char)p[i]);
			putchar('\n');
			print_difference(got, want);
		}
		free(got);
	}
	close(fd);
	free(want);
	return same;
}

#endif
