#include "area/second.h"

#include <string.h>

#include "base/num.h"
#include "base/visible.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* As in the file, with its quotes. */
static struct slice
raw(struct input *in, size_t col)
{
	return reader_raw(in->csv, in->map != NULL ? in->map[col] : col);
}

static struct slice
unquote(struct slice s)
{
	if (s.n >= 2 && s.p[0] == '"')
		s = (struct slice){s.p + 1, s.n - 2};
	return slice_trim(s);
}

/* Numbers are figures, unless the heading says otherwise. */
static bool
is_key_heading(struct slice heading)
{
	static const enum role keys[] = {ROLE_AGE_BAND, ROLE_SEX, ROLE_INDICATOR, ROLE_CATEGORY};
	static const char *const ends[] = {"id", "code"};

	heading = slice_trim(heading);
	for (size_t i = 0; i < LENGTH(keys); i++)
		if (role_is_named(keys[i], heading))
			return true;
	for (size_t i = 0; i < LENGTH(ends); i++) {
		size_t n = strlen(ends[i]);

		if (heading.n >= n && slice_caseeq((struct slice){heading.p + heading.n - n, n},
		    slice_of(ends[i])))
			return true;
	}
	return false;
}

uint32_t
seconds_words(struct seconds *s, struct input *in, const struct roles *r)
{
	const struct slice none = {"", 0};
	struct slice cell;
	struct num num;

	if (s->words == NULL)
		s->words = intern_new();
	keybuf_reset(&s->key);
	for (int c = 0; c < (int)in->ncols; c++) {
		cell = raw(in, (size_t)c);
		if (c == r->col[ROLE_PERIOD] || c == r->col[ROLE_VALUE] ||
		    c == r->col[ROLE_POPULATION] || (!is_key_heading(in->heading[c]) &&
		    num_parse(unquote(cell), NUM_MARKS, &num) != NUM_BAD))
			cell = none;
		keybuf_add(&s->key, cell);
	}
	return intern_id(s->words, keybuf_key(&s->key));
}

/* "Total", "All ages", "Persons" and the like. */
static bool
is_total(struct slice s)
{
	static const char words[][12] = {"Total", "All", "Persons", "Both sexes", "Overall"};

	return SLICE_IS_AMONG(s, words) ||
	    (s.n > 4 && slice_caseeq((struct slice){s.p, 4}, slice_of("All ")));
}

/* Whether some cell of the row is this one, as in the file. */
static bool
has_cell(struct input *in, struct slice cell)
{
	for (size_t c = 0; c < in->ncols; c++)
		if (slice_eq(raw(in, c), cell))
			return true;
	return false;
}

/* A name that the shell takes as it is. */
static bool
is_plain(const char *file)
{
	for (; *file != '\0'; file++)
		if (!is_letter(*file) && !is_digit(*file) && strchr("._/-", *file) == NULL)
			return false;
	return true;
}

/* ", as with sed -n '1p; /,Persons,/p' FILE": the heading and the rows with this cell. */
static void
add_command(struct input *in, size_t col, struct slice cell, struct textbuf *t)
{
	const char *file = input_file(in);
	const char c = in->opt.csv.delimiter;
	char delimiter[] = {c == '\0' ? ',' : c, '\0'};
	const bool is_stdin = strcmp(file, "<stdin>") == 0;
	size_t at = in->map != NULL ? in->map[col] : col;

	if (!(is_plain(file) || is_stdin) || strchr(",;|", delimiter[0]) == NULL ||
	    unquote(cell).n == 0 || visible_hides(cell) != 0)
		return;
	textbuf_addf(t, ", as with sed -n '1p; /%s", at == 0 ? "^" : delimiter);
	for (size_t i = 0; i < cell.n; i++)
		textbuf_addf(t, "%s%c", strchr(".*[]^$\\/", cell.p[i]) != NULL ? "\\" :
		    cell.p[i] == '\'' ? "'\\'" : "", cell.p[i]);
	textbuf_addf(t, "%s/p'%s%s", at + 1 == in->ncols ? "[[:space:]]*$" : delimiter,
	    is_stdin ? "" : " ", is_stdin ? "" : file);
}

static void
add_quoted(struct textbuf *t, struct slice cell)
{
	bool blank = unquote(cell).n == 0;

	textbuf_addf(t, blank ? "blank" : "'");
	visible_add(t, unquote(cell));
	textbuf_addf(t, blank ? "" : "'");
}

/* "Sex is 'Persons' there and 'Male' here; keep the rows of one, as with ..." */
static void
add_difference(struct input *in, size_t col, struct slice first, struct textbuf *t)
{
	struct slice second = raw(in, col);
	bool here = is_total(unquote(second)) && !is_total(unquote(first));

	visible_add(t, slice_trim(in->heading[col]));
	textbuf_addf(t, " is ");
	add_quoted(t, first);
	textbuf_addf(t, " there and ");
	add_quoted(t, second);
	textbuf_addf(t, " here; keep the rows of one");
	if (here || !has_cell(in, first))
		add_command(in, col, here ? second : first, t);
}

int
seconds_explain(struct seconds *s, struct input *in, const struct roles *r, struct slice area,
    uint64_t line, uint32_t first, struct errmsg *e)
{
	struct slice was = intern_key(s->words, first);
	struct slice is = intern_key(s->words, seconds_words(s, in, r)), one, other;
	struct textbuf t = {0};

	for (size_t c = 0; c < in->ncols && t.n == 0; c++)
		if (keybuf_next(&was, &one) && keybuf_next(&is, &other) &&
		    !slice_eq(unquote(one), unquote(other)))
			add_difference(in, c, one, &t);
	input_fault(in, INPUT_WHOLE_ROW, e, "a second row for '%.*s' in the same period (the first "
	    "is on line %llu); expected one: %s", SLICE_ARG(area), (unsigned long long)line,
	    t.n > 0 ? t.p : "the same area twice, as the two differ "
	    "in nothing but figures");
	textbuf_free(&t);
	return -1;
}

void
seconds_free(struct seconds *s)
{
	if (s->words != NULL)
		intern_free(s->words);
	keybuf_free(&s->key);
}
