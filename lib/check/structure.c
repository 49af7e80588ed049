#include "check/structure.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/errmsg.h"
#include "base/intern.h"
#include "base/memory.h"
#include "base/visible.h"
#include "check/cells.h"
#include "rules/binder.h"

enum { LONGEST = 200 };		/* of a line that a finding shows */

struct structure {
	const struct rules *rules;
	struct builtins b;

	struct arena mem;		/* of what belongs to a file: */
	struct slice *heading;
	size_t ncols;
	size_t trailing;		/* where the blank headings at the end begin */
	bool *trailing_used;
	uint64_t heading_line, rows;
	uint64_t blank_line, blanks;	/* a run of blank rows, not yet reported */
	bool sep;			/* the first line was reported as S18 */
	uint64_t like[256];		/* lengths of headings by first byte: may_be_heading() */
	struct totals totals;
	struct several {
		uint64_t n, line;	/* how many; the first */
		struct slice text;
	} headings, notes, sums;	/* S19, S20, S21 */
};

struct structure *
structure_new(const struct rules *rules, const struct finding_sink *sink)
{
	struct structure *s = xcalloc(1, sizeof(*s));

	s->rules = rules;
	builtins_init(&s->b, rules, sink);
	return s;
}

void
structure_free(struct structure *s)
{
	arena_free(&s->mem);
	totals_free(&s->totals);
	free(s);
}

void
structure_file(struct structure *s, unsigned file, const char *name)
{
	arena_free(&s->mem);
	s->b.file = file;
	s->b.name = name;
	s->ncols = s->trailing = 0;
	s->heading_line = s->rows = s->blanks = 0;
	s->sep = false;
	s->headings = s->notes = s->sums = (struct several){0};
}

#define report(s, ...) builtins_report(&(s)->b, __VA_ARGS__)
#define report_line(s, ...) builtins_report_line(&(s)->b, __VA_ARGS__)

/* The line without its end. */
static struct slice
strip_end(struct slice line)
{
	while (line.n > 0 && (line.p[line.n - 1] == '\n' || line.p[line.n - 1] == '\r'))
		line.n--;
	return line;
}

/* The first line of a text, or the beginning of a long one. */
static struct slice
line_of(struct slice text)
{
	const char *newline = memchr(text.p, '\n', text.n);

	if (newline != NULL)
		text.n = (size_t)(newline - text.p);
	text = strip_end(text);
	if (text.n > LONGEST)
		for (text.n = LONGEST; (text.p[text.n] & 0xc0) == 0x80; text.n--)
			;
	return text;
}

bool
structure_begin(struct structure *s, struct slice head, char delimiter)
{
	struct errmsg why;
	enum shape shape = shape_of(head, delimiter, &why);
	struct slice text = head;
	uint64_t line = 1;

	if (shape == SHAPE_TABLE)
		return true;
	for (; text.n > 0 && memchr(" \t\r\n", text.p[0], 4) != NULL; text.p++, text.n--)
		line += text.p[0] == '\n';
	report(s, S18, line, NOTHING, line_of(text), NOTHING, "%s", why.text);
	s->sep = shape == SHAPE_SEP;
	if (shape == SHAPE_SEP || s->b.severity[S18] < SEV_ERROR)
		return true;
	builtins_lose(&s->b, S18, line);
	return false;
}

void
structure_blank(struct structure *s, uint64_t line)
{
	report_line(s, S08, line, "a blank row above the heading");
}

void
structure_title(struct structure *s, uint64_t line, struct slice text)
{
	if (!s->sep || line > 1)
		report(s, S07, line, NOTHING, strip_end(text), slice_of("the heading"),
		    "a line above the heading; expected the heading first");
}

static struct intern *
intern_all(const struct slice *names, size_t n)
{
	struct intern *set = intern_new();

	for (size_t i = 0; i < n; i++)
		intern_id(set, names[i]);
	return set;
}

/* A column that is missing is an error where a rule needs it. */
static void
report_missing(struct structure *s, struct slice name, const struct program *program)
{
	enum severity severity = s->b.severity[S12];
	char near[SUGGEST_SIZE];

	for (size_t i = 0; i < program->nleft_out; i++)
		if (slice_eq(program->left_out[i].column, name))
			s->b.severity[S12] = SEV_ERROR;
	if (s->rules->link != NULL && names_have(&s->rules->link->fields, name))
		s->b.severity[S12] = SEV_ERROR;
	report(s, S12, s->heading_line, name, NOTHING, name, "the column '%.*s' is missing%s",
	    SLICE_ARG(name), suggest(near, name, s->heading, s->ncols));
	s->b.severity[S12] = severity;
}

/* Compares the headings with the declared columns, both ways. */
static void
check_columns(struct structure *s, const struct program *program)
{
	const struct names *want = &s->rules->columns, *may = &s->rules->optional;
	struct intern *wanted = intern_all(want->name, want->n);
	struct intern *there = intern_all(s->heading, s->ncols);
	char near[SUGGEST_SIZE];

	for (size_t i = 0; i < want->n; i++)
		if (intern_find(there, want->name[i]) == INTERN_NONE)
			report_missing(s, want->name[i], program);
	for (size_t i = 0; i < may->n; i++)
		intern_id(wanted, may->name[i]);
	for (size_t i = 0; i < s->ncols; i++) {
		if (s->heading[i].n == 0 || intern_find(wanted, s->heading[i]) != INTERN_NONE)
			continue;
		report(s, S12, s->heading_line, s->heading[i], s->heading[i], NOTHING,
		    "the column '%.*s' is not among the columns declared%s",
		    SLICE_ARG(s->heading[i]), suggest(near, s->heading[i], want->name, want->n));
	}
	intern_free(wanted);
	intern_free(there);
}

/* Do the rules use the name? It would mean the first of the columns. */
static bool
is_used(const struct structure *s, const struct program *p, struct slice name)
{
	int col = p != NULL ? name_column(p, name) : -1;

	return (col >= 0 && p->col[col].used) ||
	    (s->rules->link != NULL && names_have(&s->rules->link->fields, name));
}

/* The heading i is the same as, or looks like, the first. */
static void
report_repeat(struct structure *s, size_t i, size_t first, const struct program *program)
{
	enum severity severity = s->b.severity[S06];
	bool same = slice_eq(s->heading[i], s->heading[first]);
	struct textbuf text = {0};

	visible_add_all(&text, s->heading[i]);
	if (same && is_used(s, program, s->heading[i]))
		s->b.severity[S06] = SEV_ERROR;
	report(s, S06, s->heading_line, s->heading[i], s->heading[i],
	    slice_of("one column of that name"), "the heading '%s' of column %zu %s that of "
	    "column %zu", text.p, i + 1, same ? "repeats" : "looks like", first + 1);
	s->b.severity[S06] = severity;
	textbuf_free(&text);
}

/* Compares each heading with the first that looks like it. */
void
structure_repeats(struct structure *s, const struct program *program, const struct slice *named,
    size_t nnamed)
{
	struct intern *seen = intern_new();
	size_t *first = xcalloc(s->ncols, sizeof(*first));
	struct textbuf text = {0};

	for (size_t i = 0; i < s->ncols; i++) {
		uint32_t n = intern_count(seen), id;
		size_t k = 0;

		visible_fold(&text, s->heading[i]);
		if (text.n == 0)
			continue;
		if ((id = intern_id(seen, textbuf_slice(&text))) == n) {
			first[id] = i;
			continue;
		}
		while (k < nnamed && !slice_eq(named[k], s->heading[i]))
			k++;
		if (k == nnamed || !slice_eq(s->heading[i], s->heading[first[id]]))
			report_repeat(s, i, first[id], program);
	}
	textbuf_free(&text);
	intern_free(seen);
	free(first);
}

static void
report_blank_heading(struct structure *s, size_t i)
{
	report(s, S05, s->heading_line, NOTHING, s->heading[i], slice_of("a heading"),
	    "the heading of column %zu is blank", i + 1);
}

typedef uint8_t bytes16 __attribute__((vector_size(16)));	/* in GCC and Clang, anywhere */
typedef int8_t signed16 __attribute__((vector_size(16)));

/* Which of the bytes are usual: as signed numbers, with DEL at the lower end. */
static inline bytes16
usual_at(const char *p)
{
	bytes16 bytes;

	memcpy(&bytes, p, sizeof(bytes));
	return (bytes16)((signed16)(bytes + 1) > ' ');
}

/* The same for any 16 bytes or more, from all of them at once. */
static inline bool
is_usual_long(struct slice s)
{
	const char *p = s.p, *end = p + s.n - sizeof(bytes16);
	bytes16 usual = usual_at(end);
	uint64_t half[2];

	for (; p < end; p += sizeof(bytes16))
		usual &= usual_at(p);
	memcpy(half, &usual, sizeof(half));
	return (half[0] & half[1]) == UINT64_MAX;
}

static COLD bool
is_usual_short(struct slice s)
{
	char padded[sizeof(bytes16)];

	memset(padded, 'x', sizeof(padded));
	memcpy(padded, s.p, s.n);
	return is_usual_long((struct slice){padded, sizeof(padded)});
}

/* Has a row no control character, and nothing but ASCII? See cells_check(). */
static inline bool
is_usual(struct slice line)
{
	return line.n < sizeof(bytes16) ? is_usual_short(line) : is_usual_long(line);
}

/* Notes the length and the first letter of a heading, in either case; a blank one has none. */
static void
add_like(struct structure *s, struct slice heading)
{
	const uint64_t length = UINT64_C(1) << heading.n % 64;

	for (size_t i = 0; heading.n == 0 && i < LENGTH(s->like); i++)
		s->like[i] |= length;
	if (heading.n == 0)
		return;
	s->like[(unsigned char)*heading.p] |= length;
	if (is_letter(*heading.p))
		s->like[(unsigned char)*heading.p ^ ('a' ^ 'A')] |= length;
}

/* Quick, and false for nearly every cell. An empty one is followed by its separator. */
static inline bool
may_be_heading(const struct structure *s, struct slice cell)
{
	return (s->like[(unsigned char)*cell.p] >> cell.n % 64 & 1) != 0;
}

void
structure_heading(struct structure *s, const struct record *rec, bool missing,
    const struct program *program)
{
	const struct slice *cell = rec->cell;
	size_t n = rec->n;

	s->heading = arena_alloc(&s->mem, n * sizeof(*s->heading));
	s->trailing_used = arena_alloc(&s->mem, n * sizeof(*s->trailing_used));
	s->ncols = s->trailing = n;
	s->heading_line = rec->line;
	for (size_t i = 0; i < n; i++)
		s->heading[i] = arena_copy(&s->mem, cell[i]);
	while (s->trailing > 0 && slice_trim(cell[s->trailing - 1]).n == 0)
		s->trailing--;
	for (size_t i = 0; i < s->trailing; i++)
		if (slice_trim(cell[i]).n == 0)
			report_blank_heading(s, i);
	if (shape_is_numbers(rec) && s->rules->columns.n == 0)
		report(s, S05, rec->line, NOTHING, line_of(rec->raw), slice_of("headings"),
		    "numbers in place of headings; is the row of headings missing?");
	totals_begin(&s->totals, n);
	memset(s->like, 0, sizeof(s->like));
	for (size_t i = 0; i < n; i++)
		add_like(s, slice_trim(cell[i]));
	if (n > 0)			/* of a further file with a byte order mark */
		s->like[0xef] |= UINT64_C(1) << (cell[0].n + 3) % 64;
	cells_check(&s->b, rec, s->heading, true);
	if (missing && s->rules->columns.n > 0)
		check_columns(s, program);
}

/* Reports the run of blank rows, if there is one. */
static void
end_blanks(struct structure *s, const char *where)
{
	if (s->blanks == 1)
		report_line(s, S08, s->blank_line, "a blank row%s", where);
	else if (s->blanks > 1)
		report_line(s, S08, s->blank_line, "%" PRIu64 " blank rows%s", s->blanks, where);
	s->blanks = 0;
}

/* Counts one of several rows that have a finding in common, and keeps the first. */
static void
add_several(struct structure *s, struct several *several, const struct record *rec)
{
	if (several->n++ > 0)
		return;
	several->line = rec->line;
	several->text = arena_copy(&s->mem, line_of(rec->raw));
}

void
structure_note(struct structure *s, const struct record *rec)
{
	end_blanks(s, "");
	add_several(s, &s->notes, rec);
	builtins_lose(&s->b, S20, rec->line);
}

/*
 * Which rows are headings is looked at where one of the first two cells may be one, or a cell has
 * blanks around it.
 */
static inline bool
begins_like_heading(const struct structure *s, const struct record *rec)
{
	return may_be_heading(s, rec->cell[0]) || may_be_heading(s, rec->cell[rec->n > 1]);
}

/* Counts a row that goes to the rules. */
static inline bool
count_row(struct structure *s, const struct record *rec)
{
	s->rows++;
	for (size_t i = s->trailing; i < rec->n; i++)
		s->trailing_used[i] |= rec->cell[i].n > 0;
	if (s->totals.rows < TOTALS_ROWS && totals_row(&s->totals, rec->cell))
		add_several(s, &s->sums, rec);
	return true;
}

/* A row that is not as nearly all are: whether it goes to the rules. */
static __attribute__((noinline)) bool
look_closely(struct structure *s, const struct record *rec)
{
	const bool usual = rec->plain || is_usual(strip_end(rec->raw));
	const struct slice *cell = rec->cell;
	size_t i, n = rec->n;

	for (i = 0; i < n && cell[i].n == 0; i++)
		;
	if (i == n) {
		if (s->blanks++ == 0)
			s->blank_line = rec->line;
		return false;
	}
	if (s->blanks > 0)
		end_blanks(s, "");
	if ((rec->edge || n != s->ncols || begins_like_heading(s, rec)) &&
	    shape_is_heading(rec, s->heading, s->ncols)) {
		add_several(s, &s->headings, rec);
		builtins_lose(&s->b, S19, rec->line);
		return false;
	}
	if (n != s->ncols) {
		s->rows++;
		builtins_lose(&s->b, S03, rec->line);
		report(s, S03, rec->line, NOTHING, slice_of(plural(n, "field").text),
		    slice_of(plural(s->ncols, "field").text), "%s, where the heading has %zu",
		    plural(n, "field").text, s->ncols);
		return false;
	}
	if (rec->edge || !usual)
		cells_check(&s->b, rec, s->heading, !usual);
	return count_row(s, rec);
}

bool
structure_row(struct structure *s, const struct record *rec)
{
	if (!rec->plain || rec->n != s->ncols || rec->cell[0].n == 0 || s->blanks > 0 ||
	    begins_like_heading(s, rec))
		return look_closely(s, rec);
	return count_row(s, rec);
}

void
structure_fault(struct structure *s, struct reader *in)
{
	struct reader_position at = reader_info(in)->where;
	enum reader_fault fault = reader_info(in)->fault;
	enum builtin_id id = fault == READER_UTF8 ? S01 : fault == READER_NUL ? S13 :
	    fault == READER_TOO_WIDE ? S03 : S04;

	end_blanks(s, "");
	s->rows++;
	builtins_lose(&s->b, id, at.line);
	if (fault == READER_UTF8)		/* whose text has its place */
		report_line(s, id, at.line, "%s", reader_info(in)->what);
	else
		report_line(s, id, at.line, "column %" PRIu64 ", byte %" PRIu64 ": %s",
		    (uint64_t)at.column, (uint64_t)at.byte, reader_info(in)->what);
}

/* One finding for all of a kind: the first, and how many more there are. */
static void
report_several(struct structure *s, enum builtin_id id, const struct several *several,
    const char *what, const char *expected)
{
	char more[80] = "";

	if (several->n > 1)
		snprintf(more, sizeof(more), " (and %s more)",
		    plural(several->n - 1, "row").text);
	if (several->n > 0)
		report(s, id, several->line, NOTHING, several->text, NOTHING, "%s%s; expected %s",
		    what, more, expected);
}

void
structure_end(struct structure *s, struct reader *in)
{
	struct reader_ends ends = reader_info(in)->ends;

	if (reader_info(in)->bom)
		report_line(s, S02, 1, "the file begins with a byte order mark");
	end_blanks(s, " at the end");
	for (size_t i = s->trailing; i < s->ncols; i++)
		if (s->trailing_used[i])
			report_blank_heading(s, i);
		else
			report_line(s, S09, s->heading_line,
			    "column %zu is empty: no heading and no cell", i + 1);
	report_several(s, S19, &s->headings, "the heading again", "it once, above all rows");
	report_several(s, S20, &s->notes, "a note, not a row of the table", "rows alone");
	if (totals_hold(&s->totals))
		report_several(s, S21, &s->sums, "a row of totals without a label",
		    "a label");
	if (ends.none > 0)
		report_line(s, S23, ends.none_line, "no newline at the end of the file, so it may "
		    "be cut in its last number");
	if (s->rows == 0)
		report(s, S14, s->heading_line, NOTHING, slice_of("0 rows"), slice_of("rows"),
		    s->ncols == 0 ? "nothing in the file" : "a heading and no rows");
	if (ends.first_lf > 0 && ends.first_crlf > 0)
		report_line(s, S16,
		    ends.first_lf > ends.first_crlf ? ends.first_lf : ends.first_crlf,
		    "line ends of both kinds: %s with LF, %s with CRLF; expected one kind",
		    plural(ends.lf, "row").text, plural(ends.crlf, "row").text);
}

const struct builtins *
structure_builtins(const struct structure *s)
{
	return &s->b;
}
