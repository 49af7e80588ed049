#include "table/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static bool
begins_with(struct slice s, const char *text)
{
	size_t n = strlen(text);

	return s.n >= n && slice_caseeq((struct slice){s.p, n}, slice_of(text));
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool
is_any(char c, const char *of)
{
	return c != '\0' && strchr(of, c) != NULL;
}

static struct slice
skip_space(struct slice s)
{
	while (s.n > 0 && is_space(s.p[0]))
		s = (struct slice){s.p + 1, s.n - 1};
	return s;
}

static struct slice
first_line(struct slice s)
{
	const char *newline = memchr(s.p, '\n', s.n);

	if (newline != NULL)
		s.n = (size_t)(newline - s.p);
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

static size_t
count_words(struct slice s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += !is_space(s.p[i]) && (i + 1 == s.n || is_space(s.p[i + 1]));
	return n;
}

/* Pages and data of other kinds */

/* A line that is one tag, above another that begins with one. */
static bool
is_markup(struct slice head)
{
	struct slice line = first_line(head), next = skip_space((struct slice){line.p + line.n,
	    head.n - line.n});

	return line.n > 2 && line.p[0] == '<' && is_letter(line.p[1]) &&
	    memchr(line.p, '>', line.n) == line.p + line.n - 1 && next.n > 0 && next.p[0] == '<';
}

static bool
is_json(struct slice head)
{
	struct slice line = first_line(head), rest = skip_space((struct slice){head.p + 1,
	    head.n - 1});

	if (rest.n == 0)
		return true;
	if (head.p[0] == '{')
		return rest.p[0] == '"' || rest.p[0] == '}';
	return is_any(rest.p[0], "{[]\"") || (memchr(line.p, ']', line.n) == line.p +
	    line.n - 1 && (is_digit(rest.p[0]) || rest.p[0] == '-'));
}

/* "INSERT INTO t (a) VALUES (1);" */
static bool
is_sql(struct slice head)
{
	static const char *const starts[] = {"insert into ", "create table ", "drop table ",
	    "replace into "};
	struct slice line = first_line(head);

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (begins_with(head, starts[i]))
			return memchr(line.p, '(', line.n) != NULL ||
			    memchr(line.p, ';', line.n) != NULL;
	return false;
}

/* What it is instead of a table, or NULL. */
static const char *
other_kind(struct slice head)
{
	static const struct {
		const char *start, *name;
	} kinds[] = {
		{"<!doctype html", "an HTML page"}, {"<html", "an HTML page"},
		{"<head", "an HTML page"}, {"<body", "an HTML page"}, {"<table", "an HTML page"},
		{"<?xml", "XML"}, {"<!doctype", "XML"}, {"<!--", "XML or HTML"},
		{"{\\rtf", "a text for a word processor (RTF)"}, {"%!ps", "PostScript"},
		{"version https://git-lfs", "a pointer of Git LFS, without the file itself"},
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (begins_with(head, kinds[i].start))
			return kinds[i].name;
	if (is_markup(head))
		return "XML or HTML";
	if (is_sql(head))
		return "SQL";
	return head.n > 0 && is_any(head.p[0], "{[") && is_json(head) ? "JSON" : NULL;
}

/* The delimiter */

enum { SAMPLE = 20, MOST_TITLES = 5 };

static const char delimiters[] = {',', ';', '\t', '|'};
enum { NDELIMITERS = sizeof(delimiters) };

/* How often each is in a record, outside quotes; and the one that is used. */
struct separators {
	size_t n[NDELIMITERS], used;
};

/* Counts those of the first records. Returns how many records that are not blank there are. */
static size_t
count_separators(struct slice head, char used, struct separators rec[SAMPLE])
{
	size_t n = 0;
	bool quoted = false, blank = true;

	memset(rec, 0, SAMPLE * sizeof(*rec));
	for (const char *p = head.p; p < head.p + head.n && n < SAMPLE; p++) {
		if (is_digit(*p) || is_letter(*p)) {
			blank = false;
			continue;
		}
		if (*p == '"')
			quoted = !quoted;
		blank &= is_space(*p) && *p != '\t';
		if (quoted)
			continue;
		rec[n].used += *p == used;
		for (size_t i = 0; i < NDELIMITERS; i++)
			rec[n].n[i] += *p == delimiters[i];
		if (*p == '\n' && blank)
			memset(&rec[n], 0, sizeof(*rec));
		else if (*p == '\n')
			n++;
		blank |= *p == '\n';
	}
	return n;
}

/*
 * Whether delimiter i separates what `used` leaves as one column: as often in the heading as in
 * most rows; or several times, and alike, in all that comes after some titles.
 */
static bool
separates(const struct separators *rec, size_t n, size_t i)
{
	size_t heading = rec[0].n[i], same = 0, from = n, used = 0;

	for (size_t k = 1; k < n; k++)
		same += rec[k].n[i] == heading;
	if (rec[0].used == 0 && heading > 0)
		return n == 1 ? heading > 1 : 2 * same >= n - 1;
	for (size_t k = 0; k < n; k++)
		used += rec[k].used;
	while (from > 0 && rec[from - 1].n[i] == rec[n - 1].n[i])
		from--;
	return used == 0 && n >= 3 && rec[n - 1].n[i] >= 2 && from <= MOST_TITLES && n - from >= 2;
}

/* "-d ';'" */
static const char *
option_for(char delimiter, char buf[16])
{
	if (delimiter == '\t')
		return "-d tab";
	memcpy(buf, "-d '?'", 7);
	buf[4] = delimiter;
	return buf;
}

/* The delimiter of a first line such as "sep=;", or 0. */
static char
sep_line(struct slice line)
{
	if (line.n >= 2 && line.p[0] == '"')
		line = (struct slice){line.p + 1, line.n - 2};
	return begins_with(line, "sep=") && line.n == 5 ? line.p[4] : '\0';
}

/* Lines without a delimiter */

enum { LONGEST_LINE = 1000 };

/* Marks where the words that come after two blanks or more begin, and where they end. */
static void
mark_words(struct slice line, bool start[LONGEST_LINE], bool end[LONGEST_LINE])
{
	bool apart = false;

	memset(start, 0, LONGEST_LINE);
	memset(end, 0, LONGEST_LINE);
	for (size_t i = 2; i < line.n; i++) {
		if (line.p[i] == ' ')
			continue;
		if (line.p[i - 1] == ' ') {
			apart = line.p[i - 2] == ' ' && slice_trim((struct slice){line.p, i}).n > 0;
			start[i] = apart;
		}
		end[i] = apart && (i + 1 == line.n || line.p[i + 1] == ' ');
	}
}

/* What all of the first lines, of which none has a delimiter, are: NULL: perhaps one column. */
static const char *
plain_lines(struct slice head)
{
	bool start[LONGEST_LINE], end[LONGEST_LINE], at[2][LONGEST_LINE];
	size_t n = 0, sentences = 0, aligned = 0;
	struct slice line;

	for (; n < SAMPLE && memchr(head.p, '\n', head.n) != NULL; n++) {
		line = first_line(head);
		if (line.n == 0 || line.n > LONGEST_LINE)
			return NULL;
		sentences += is_any(line.p[line.n - 1], ".!?") && count_words(line) >= 4;
		mark_words(line, start, end);
		for (size_t i = 0; i < LONGEST_LINE; i++) {
			at[0][i] = start[i] && (n == 0 || at[0][i]);
			at[1][i] = end[i] && (n == 0 || at[1][i]);
		}
		line.n = (size_t)((const char *)memchr(head.p, '\n', head.n) - head.p) + 1;
		head = (struct slice){head.p + line.n, head.n - line.n};
	}
	for (size_t i = 0; i < LONGEST_LINE && n > 0; i++)
		aligned += at[0][i] + at[1][i];
	return n >= 2 && sentences == n ? "sentences, not a table; expected CSV" :
	    n >= 3 && aligned > 0 ? "columns aligned by blanks; expected CSV" : NULL;
}

char
shape_delimiter(struct slice head, char used)
{
	struct separators rec[SAMPLE];
	size_t n = count_separators(head, used, rec);

	for (size_t i = 0; i < NDELIMITERS && n > 0; i++)
		if (delimiters[i] != used && separates(rec, n, i))
			return delimiters[i];
	return '\0';
}

static bool
has_delimiter(struct slice head, char used)
{
	struct separators rec[SAMPLE];
	size_t n = count_separators(head, used, rec);

	for (size_t i = 0; i < n; i++)
		if (rec[i].used > 0)
			return true;
	return false;
}

enum shape
shape_of(struct slice head, char delimiter, struct errmsg *why)
{
	struct slice line = first_line(skip_space(head));
	const char *kind = other_kind(skip_space(head));
	char sep, option[16];

	if (begins_with(line, "sep=") && line.n == 4 && memchr(head.p, '\t', head.n) != NULL)
		line.n++;			/* a tab, which first_line() takes for a blank */
	if (kind != NULL) {
		errmsg_set(why, "%s, not a table; expected CSV", kind);
		return SHAPE_NONE;
	}
	if ((sep = sep_line(line)) != '\0') {
		errmsg_set(why, "a line for spreadsheets, which names the delimiter; %s%s%s",
		    sep == delimiter ? "expected the heading" : "did you mean ", sep == delimiter ?
		    "" : option_for(sep, option), sep == delimiter ? "" : ", without this line?");
		return sep == delimiter ? SHAPE_SEP : SHAPE_NONE;
	}
	if ((sep = shape_delimiter(head, delimiter)) != '\0') {
		errmsg_set(why, sep == '\t' ? "looks separated by tabs; did you mean -d tab?" :
		    "looks separated by '%c'; did you mean -d '%c'?", sep, sep);
		return SHAPE_NONE;
	}
	if (has_delimiter(head, delimiter))
		return SHAPE_TABLE;
	if ((kind = plain_lines(skip_space(head))) == NULL)
		return SHAPE_TABLE;
	errmsg_set(why, "%s", kind);
	return SHAPE_NONE;
}

/* The heading again */

static bool
is_same(struct slice cell, struct slice heading)
{
	return slice_caseeq(slice_trim(cell), slice_trim(heading));
}

bool
shape_is_heading(const struct record *rec, const struct slice *heading, size_t ncols)
{
	size_t own = 0, some = 0, filled = 0, k;

	for (size_t i = 0; i < rec->n && (filled < 3 || own + some > 0); i++) {
		struct slice cell = slice_trim(rec->cell[i]);

		if (i == 0 && begins_with(cell, "\xef\xbb\xbf"))	/* of a further file */
			cell = (struct slice){cell.p + 3, cell.n - 3};
		if (cell.n == 0)
			continue;
		filled++;
		own += i < ncols && is_same(cell, heading[i]);
		for (k = 0; k < ncols && !is_same(cell, heading[k]); k++)
			;
		some += k < ncols;
	}
	return own + some > 0 && ((own >= 2 && 2 * own >= filled) ||
	    (some == filled && (filled >= 2 || (ncols == 1 && own == 1))));
}

/* Notes */

/* "Source: ...", "Notes", "Note 1. ..." */
static bool
is_headed(struct slice s)
{
	static const char *const words[] = {"data source", "sources", "source", "footnotes",
	    "footnote", "notes", "note", "nb", "caveats", "caveat", "key"};
	size_t i = 0;

	while (i < sizeof(words) / sizeof(words[0]) && !begins_with(s, words[i]))
		i++;
	if (i == sizeof(words) / sizeof(words[0]))
		return false;
	s = (struct slice){s.p + strlen(words[i]), s.n - strlen(words[i])};
	if (s.n == 0)
		return strlen(words[i]) > 3;
	if (s.n > 2 && s.p[0] == ' ' && is_digit(s.p[1]))
		for (s = (struct slice){s.p + 1, s.n - 1}; s.n > 0 && is_digit(s.p[0]);)
			s = (struct slice){s.p + 1, s.n - 1};
	return s.n > 0 && is_any(s.p[0], ":.");
}

/* "(1) ...", "[c] ..." */
static bool
is_bracketed(struct slice s)
{
	size_t i = 1;

	if (s.n < 4 || !is_any(s.p[0], "(["))
		return false;
	while (i < s.n && i < 4 && (is_digit(s.p[i]) || is_letter(s.p[i])))
		i++;
	return i > 1 && i + 1 < s.n && is_any(s.p[i], ")]") && is_space(s.p[i + 1]);
}

/* "c = suppressed" */
static bool
is_symbol(struct slice s)
{
	const char *is = memmem(s.p, s.n, " = ", 3);

	return is != NULL && is - s.p <= 4;
}

static bool
is_marked(struct slice s)
{
	static const char *const signs[] = {"* ", "\xe2\x80\xa0 ", "\xe2\x80\xa1 ", "\xc2\xa9",
	    "crown copyright", "(c) crown", "end of table", "end of data", "# "};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (begins_with(s, signs[i]))
			return true;
	return is_headed(s);
}

/* "1 ...", "1. ...", "1) ..." */
static bool
is_numbered(struct slice s)
{
	size_t i = 0;

	while (i < s.n && is_digit(s.p[i]))
		i++;
	if (i == 0 || i > 2)
		return false;
	if (i < s.n && is_any(s.p[i], ".)"))
		i++;
	return i + 2 < s.n && is_space(s.p[i]) && is_letter(s.p[i + 1]);
}

static enum note
note_text(struct slice s)
{
	if (is_marked(s))
		return NOTE_MARKED;
	if (is_symbol(s) || (s.p[s.n - 1] == '.' && count_words(s) >= 4))
		return NOTE_SENTENCE;
	return is_numbered(s) || is_bracketed(s) || is_any(s.p[0], "*\xe2") ? NOTE_NUMBERED :
	    NOTE_PERHAPS;
}

enum note
shape_note(const struct record *rec, size_t ncols)
{
	struct slice first = rec->n > 0 ? slice_trim(rec->cell[0]) : (struct slice){0};
	size_t others = 0, prose = 0;
	enum note note;

	if (ncols < 2 || first.n == 0)
		return NOTE_NOT;
	for (size_t i = 1; i < rec->n; i++) {
		others += slice_trim(rec->cell[i]).n > 0;
		prose += rec->cell[i].n > 1 && rec->cell[i].p[0] == ' ';
	}
	note = note_text(first);
	if (others == 0)		/* of another width it may be a row that was cut */
		return rec->n == ncols || note == NOTE_MARKED ? note : rec->n > 1 ? NOTE_NOT : note;
	return others == prose && note == NOTE_MARKED ? note : NOTE_NOT;
}

/* Totals without a label */

struct total_column {
	uint64_t filled, numbers;
	double sum, since;		/* of all rows; since the last total */
	double last;
	bool label;			/* blank in a total, but in no row before */
	bool total, running;		/* a sum in one; or the next of running numbers */
};

void
totals_begin(struct totals *t, size_t ncols)
{
	totals_free(t);
	*t = (struct totals){.col = xcalloc(ncols, sizeof(*t->col)), .ncols = ncols};
}

void
totals_free(struct totals *t)
{
	free(t->col);
}

/* 1234, 1,234.5, -3: not as strict as base/num.h, but quick. */
static inline bool
is_number(struct slice s, double *value)
{
	double v = 0, scale = 0;
	size_t i = s.n > 0 && s.p[0] == '-';

	if (i == s.n || !is_digit(s.p[i]))
		return false;
	for (; i < s.n; i++) {
		if (is_digit(s.p[i])) {
			v = v * 10 + (s.p[i] - '0');
			scale *= 10;
		} else if (s.p[i] == '.' && scale == 0) {
			scale = 1;
		} else if (s.p[i] != ',') {
			return false;
		}
	}
	*value = (s.p[0] == '-' ? -v : v) / (scale > 0 ? scale : 1);
	return true;
}

static bool
is_figure(struct slice cell)
{
	double v;

	return is_number(cell, &v) && (cell.n != 4 || v < 1900 || v > 2100);
}

bool
shape_has_figure(const struct record *rec)
{
	for (size_t i = 0; i < rec->n; i++)
		if (is_figure(slice_trim(rec->cell[i])))
			return true;
	return false;
}

bool
shape_is_numbers(const struct record *rec)
{
	double v;

	for (size_t i = 0; i < rec->n; i++) {
		struct slice cell = slice_trim(rec->cell[i]);

		if (cell.n > 0 && !is_number(cell, &v))
			return false;
	}
	return shape_has_figure(rec);
}

/* Equal, or apart by what rounding may do. */
static bool
is_sum(double total, double sum)
{
	return fabs(total - sum) <= fabs(sum) * 0.005 + 1e-9;
}

/* Has it a text in every row? */
static bool
is_label(const struct totals *t, const struct total_column *c)
{
	return c->filled == t->rows && c->numbers == 0;
}

/* Whether the columns of text, of which one has a text in every row, are blank. */
static bool
are_labels_blank(const struct totals *t, const struct slice *cell)
{
	bool label = false;

	for (size_t i = 0; i < t->ncols; i++) {
		if (t->col[i].filled == 0 || t->col[i].numbers > 0)
			continue;
		if (slice_trim(cell[i]).n > 0)
			return false;
		label |= is_label(t, &t->col[i]);
	}
	return label;
}

/* Is v the next of the numbers of the column, which are n, n + 1 and so on? */
static bool
is_next(const struct total_column *c, double v)
{
	double n = (double)c->numbers;

	return v == c->last + 1 && fabs(c->sum - n * (2 * c->last - n + 1) / 2) < 1e-9;
}

/* A total: its labels are blank, and some of its cells are sums. */
static void
note_total(struct totals *t, const struct slice *cell)
{
	double v;

	for (size_t i = 0; i < t->ncols; i++) {
		struct total_column *c = &t->col[i];

		c->label |= is_label(t, c);
		if (is_number(cell[i], &v) && (is_sum(v, c->sum) || is_sum(v, c->since)))
			*(is_next(c, v) ? &c->running : &c->total) = true;
		c->since = 0;
	}
	t->after = 0;
}

bool
totals_hold(const struct totals *t)
{
	bool label = false, sum = false;

	for (size_t i = 0; i < t->ncols; i++) {
		const struct total_column *c = &t->col[i];

		label |= c->label && is_label(t, c);
		sum |= c->total || (c->running && t->after == 0);
	}
	return label && sum;
}

bool
totals_row(struct totals *t, const struct slice *cell)
{
	size_t filled = 0, sums = 0;
	bool total = t->rows >= 2 && are_labels_blank(t, cell);
	double v;

	for (size_t i = 0; i < t->ncols && total; i++) {
		const struct total_column *c = &t->col[i];

		if (cell[i].n == 0)
			continue;
		filled++;
		sums += is_number(cell[i], &v) && v != 0 &&
		    (is_sum(v, c->sum) || is_sum(v, c->since));
	}
	if (total && sums > 0 && 2 * sums >= filled) {
		note_total(t, cell);
		return true;
	}
	t->rows++;
	t->after++;
	for (size_t i = 0; i < t->ncols; i++) {
		struct total_column *c = &t->col[i];

		if (cell[i].n == 0)
			continue;
		c->filled++;
		if (!is_number(cell[i], &v))
			continue;
		c->numbers++;
		c->sum += v;
		c->since += v;
		c->last = v;
	}
	return false;
}
