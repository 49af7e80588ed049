#include "rules/codelist.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "base/visible.h"
#include "rules/value.h"
#include "table/input.h"
#include "table/role.h"

enum { ALWAYS_FROM = INT32_MIN, ALWAYS_TO = INT32_MAX };

/* Cells that were looked up, if they are short, and the answer for any time. */
struct answer {
	char text[WIDEST_LIST][40];
	size_t n[WIDEST_LIST];
	bool known, has;
};

struct codelist_index {
	size_t col[WIDEST_LIST], n;
	struct column as[WIDEST_LIST];
	bool typed;		/* some are read as values */
	struct answer last;	/* rows come in runs */
	struct intern *key;
	uint32_t *first, *next;	/* row + 1 by key id; by row */
	size_t nkeys;
};

static struct code *
add(struct codelist *l)
{
	struct code *c = RULES_ADD(&l->mem, l->code, l->n);

	*c = (struct code){.from = ALWAYS_FROM, .to = ALWAYS_TO};
	return c;
}

/* A period of one of the forms, or a day, as its first or last day. Blank leaves *day. */
static bool
read_limit(struct slice s, const struct periodform *form, bool last, int32_t *day)
{
	struct period p;

	s = slice_trim(s);
	if (s.n == 0)
		return true;
	for (size_t i = 0; i < 2; i++)
		if (form[i].freq != PERIOD_NONE && periodform_read(&form[i], s, &p)) {
			*day = last ? period_last_day(p) : period_first_day(p);
			return true;
		}
	return date_parse(s, day) != DATE_NONE;
}

static int
limits_fault(struct input *in, struct slice from, struct slice to, const struct periodform *form,
    struct errmsg *e)
{
	struct slice text = form[0].text.n > 0 ? form[0].text : form[1].text;

	return input_fault(in, INPUT_WHOLE_ROW, e, "'%.*s' to '%.*s'; expected %s%.*s%sdates or "
	    "blanks", SLICE_ARG(from), SLICE_ARG(to), text.n > 0 ? "periods of the form " : "",
	    SLICE_ARG(text), text.n > 0 ? ", " : "");
}

/* "Source: ...": a line below the table. */
static bool
is_footnote(struct slice s)
{
	static const char *const words[] = {"source:", "sources:", "note:", "notes:", "footnote:",
	    "footnotes:", "data source:"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);

		if (s.n >= n && slice_caseeq((struct slice){s.p, n}, slice_of(words[i])))
			return true;
	}
	return false;
}

/*
 * A blank entry would make blank cells valid. One with characters that cannot be seen would match
 * no cell, so that a where: of that list leaves out its rows.
 */
static int
check_text(struct input *in, struct slice entry, size_t col, struct errmsg *e)
{
	struct textbuf t = {0};

	if (slice_trim(entry).n == 0)
		return input_fault(in, col, e, "a blank entry; expected a text, as blank cells "
		    "would be on the list");
	if (slice_trim(entry).n == entry.n && (visible_hides(entry) & ~VISIBLE_NEWLINE) == 0)
		return 0;
	visible_add_all(&t, entry);
	input_fault(in, col, e, "'%s' has blanks around it, or characters that cannot be seen; "
	    "expected the text as the data have it", t.p);
	textbuf_free(&t);
	return -1;
}

/* A note below the table would be an entry. */
static int
check_texts(struct input *in, const struct code *c, const size_t *col, size_t n, struct errmsg *e)
{
	struct slice first = slice_trim(c->cell[0]);

	if (is_footnote(first) || is_footnote(slice_trim(input_field(in, 0))))
		return input_fault(in, INPUT_WHOLE_ROW, e, "a note, not an entry of the list; "
		    "expected the list alone");
	for (size_t i = 0; i < n; i++)
		if (check_text(in, c->cell[i], col[i], e) != 0)
			return -1;
	return 0;
}

static int
read_row(struct codelist *l, struct input *in, const size_t *col, const struct periodform *form,
    struct errmsg *e)
{
	struct code *c = add(l);
	struct slice from, to;

	c->line = input_line(in);
	for (size_t i = 0; i < l->width; i++)
		c->cell[i] = arena_copy(&l->mem, input_field(in, col[i]));
	if (check_texts(in, c, col, l->width, e) != 0)
		return -1;
	if (!l->dated)
		return 0;
	from = input_field(in, col[l->width]);
	to = input_field(in, col[l->width + 1]);
	if (read_limit(from, form, false, &c->from) && read_limit(to, form, true, &c->to))
		return c->from <= c->to ? 0 : input_fault(in, INPUT_WHOLE_ROW, e, "valid from "
		    "'%.*s' to '%.*s'; expected the end after the start", SLICE_ARG(from),
		    SLICE_ARG(to));
	return limits_fault(in, from, to, form, e);
}

/* Finds a column, which must be the only one of that name. */
static int
find_column(struct input *in, struct slice name, size_t *col, struct errmsg *e)
{
	size_t i = *col = heading_find(in->heading, in->ncols, name);
	struct errmsg why;

	if (i == in->ncols) {
		heading_missing(in->heading, in->ncols, name, &why);
		return errmsg_set(e, "%s: %s%s", input_file(in), why.text, in->ncols == 1 &&
		    memchr(in->heading[0].p, ';', in->heading[0].n) != NULL ?
		    " separated by commas, not by ';'" : in->ncols == 1 &&
		    memchr(in->heading[0].p, '\t', in->heading[0].n) != NULL ?
		    " separated by commas, not by tabs" : "");
	}
	while (++i < in->ncols)
		if (slice_eq(in->heading[i], name))
			return errmsg_set(e, "%s: columns %zu and %zu are both headed '%.*s'; "
			    "expected each heading once", input_file(in), *col + 1, i + 1,
			    SLICE_ARG(name));
	return 0;
}

/* The options for the input, as for its encoding, do not hold for lists. */
static int
set_fault(struct errmsg *e, const char *text)
{
	static const char *const advice[] = {"; try -E", "; name it with -E"};
	const char *end = NULL;

	for (size_t i = 0; i < sizeof(advice) / sizeof(advice[0]) && end == NULL; i++)
		end = strstr(text, advice[i]);
	return errmsg_set(e, "%.*s%s", (int)(end != NULL ? (size_t)(end - text) : strlen(text)),
	    text, end != NULL ? "; expected a list in UTF-8" : "");
}

static int
read_rows(struct codelist *l, struct input *in, const struct periodform *form, struct errmsg *e)
{
	const struct list_decl *decl = l->decl;
	struct slice name[WIDEST_LIST + 2];
	size_t n = l->width, col[WIDEST_LIST + 2];
	int r;

	memcpy(name, decl->columns.name, n * sizeof(*name));
	if (l->dated) {
		name[n++] = decl->valid_from;
		name[n++] = decl->valid_to;
	}
	for (size_t i = 0; i < n; i++)
		if (find_column(in, name[i], &col[i], e) != 0)
			return -1;
	while ((r = input_next(in)) == 1)
		if (read_row(l, in, col, form, e) != 0)
			return -1;
	if (r == 0 && l->n == 0)
		return errmsg_set(e, "%s: a heading and no rows; expected the texts of the list",
		    input_file(in));
	return r == 0 ? 0 : set_fault(e, in->error.text);
}

struct codelist *
codelist_load(const struct list_decl *decl, const struct periodform form[2], struct errmsg *e)
{
	const struct input_options opt = {.no_heading_checks = true, .blank_lines = true};
	struct codelist *l = xcalloc(1, sizeof(*l));
	struct errmsg why;
	struct input *in;
	char *path[1];
	int r = -1;

	l->decl = decl;
	l->width = decl->from.p == NULL ? 1 : decl->columns.n;
	l->dated = decl->valid_from.p != NULL;
	for (size_t i = 0; i < decl->nitems; i++)
		add(l)->cell[0] = decl->item[i];
	if (decl->from.p == NULL)
		return l;
	path[0] = rules_path(decl->at.file, decl->from);
	if ((in = input_open(path, 1, &opt, e)) != NULL)
		r = read_rows(l, in, form, &why);
	else
		set_fault(&why, e->text);
	input_close(in);
	free(path[0]);
	if (r == 0)
		return l;
	codelist_free(l);
	errmsg_set(e, "%s:%u: list '%.*s': %s", decl->at.file, decl->at.line, SLICE_ARG(decl->name),
	    why.text);
	return NULL;
}

void
codelist_free(struct codelist *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->nindexes; i++)
		intern_free(l->index[i].key);
	keybuf_free(&l->key);
	arena_free(&l->mem);
	free(l);
}

size_t
codelist_column(const struct codelist *l, struct slice name)
{
	size_t i = RULES_FIND(l->decl->columns.name, l->decl->columns.n, name);

	return i < l->decl->columns.n ? i : 0;
}

/* A cell of the list, read as one of a column that is looked up in it. */
static struct sought
read_as(const struct column *as, struct slice cell, struct value *room)
{
	if (as->type == TYPE_ANY)
		return (struct sought){cell, NULL};
	value_read(as, cell, room);
	return (struct sought){cell, room};
}

static struct slice
key_of(struct codelist *l, const struct codelist_index *x, const struct sought *cells, size_t n)
{
	if (n == 1 && !x->typed)
		return cells[0].text;
	keybuf_reset(&l->key);
	for (size_t i = 0; i < n; i++)
		if (x->as[i].type == TYPE_ANY || cells[i].value == NULL)
			keybuf_add(&l->key, cells[i].text);
		else
			value_key(&l->key, cells[i].value);
	return keybuf_key(&l->key);
}

static bool
is_index_of(const struct codelist_index *x, const size_t *cols, const struct column *as, size_t n)
{
	bool is = x->n == n;

	for (size_t i = 0; i < n && is; i++)
		is = x->col[i] == cols[i] && x->as[i].type == as[i].type &&
		    x->as[i].form == as[i].form;
	return is;
}

size_t
codelist_index(struct codelist *l, const size_t *cols, const struct column *as, size_t n)
{
	struct sought cell[WIDEST_LIST];
	struct value room[WIDEST_LIST];
	struct codelist_index *x;
	uint32_t id;

	for (size_t i = 0; i < l->nindexes; i++)
		if (is_index_of(&l->index[i], cols, as, n))
			return i;
	x = RULES_ADD(&l->mem, l->index, l->nindexes);
	*x = (struct codelist_index){.n = n, .key = intern_new(),
	    .next = arena_alloc(&l->mem, l->n * sizeof(*x->next))};
	for (size_t i = 0; i < n; i++) {
		x->col[i] = cols[i];
		x->as[i] = as[i];
		x->typed |= as[i].type != TYPE_ANY;
	}
	for (size_t row = l->n; row-- > 0;) {
		for (size_t i = 0; i < n; i++)
			cell[i] = read_as(&as[i], l->code[row].cell[cols[i]], &room[i]);
		id = intern_id(x->key, key_of(l, x, cell, n));
		if (id == x->nkeys)
			RULES_ADD(&l->mem, x->first, x->nkeys);
		x->next[row] = x->first[id];
		x->first[id] = (uint32_t)row + 1;
	}
	return l->nindexes - 1;
}

/* The row of these cells, + 1; 0: there is none. */
static uint32_t
find_row(struct codelist *l, const struct codelist_index *x, const struct sought *cells, size_t n)
{
	uint32_t id = intern_find(x->key, key_of(l, x, cells, n));

	return id == INTERN_NONE ? 0 : x->first[id];
}

static bool
is_remembered(const struct answer *a, const struct sought *cells, size_t n)
{
	bool same = a->known;

	for (size_t i = 0; i < n && same; i++)
		same = same_text((struct slice){a->text[i], a->n[i]}, cells[i].text);
	return same;
}

/* A value that was computed has no text to know it by. */
static bool
is_written(const struct sought *cells, size_t n)
{
	bool is = true;

	for (size_t i = 0; i < n && is; i++)
		is = cells[i].text.n > 0 || cells[i].value == NULL ||
		    cells[i].value->kind == VALUE_BLANK;
	return is;
}

static void
remember(struct answer *a, const struct sought *cells, size_t n, bool has)
{
	a->known = true;
	a->has = has;
	for (size_t i = 0; i < n; i++) {
		a->n[i] = cells[i].text.n;
		if (a->n[i] > sizeof(a->text[i]))
			a->known = false;
		else if (a->n[i] > 0)
			memcpy(a->text[i], cells[i].text.p, a->n[i]);
	}
}

bool
codelist_has(struct codelist *l, size_t index, const struct sought *cells, size_t n,
    const struct period *p)
{
	struct codelist_index *x = &l->index[index];

	if (x->typed && (p == NULL || !l->dated) && !is_written(cells, n))
		return find_row(l, x, cells, n) != 0;
	if (p == NULL || !l->dated) {
		if (!is_remembered(&x->last, cells, n))
			remember(&x->last, cells, n, find_row(l, x, cells, n) != 0);
		return x->last.has;
	}
	for (uint32_t row = find_row(l, x, cells, n); row != 0; row = x->next[row - 1]) {
		const struct code *c = &l->code[row - 1];

		if (c->from <= period_last_day(*p) && c->to >= period_first_day(*p))
			return true;
	}
	return false;
}
