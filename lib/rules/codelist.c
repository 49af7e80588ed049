#include "rules/codelist.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "csv/reader.h"
#include "table/role.h"

enum { ALWAYS_FROM = INT32_MIN, ALWAYS_TO = INT32_MAX };

struct codelist_index {
	size_t col[WIDEST_LIST], n;
	struct intern *key;
	uint32_t *first, *next;	/* row + 1 by key id; by row */
	size_t first_cap;
};

static struct code *
add(struct codelist *l)
{
	l->code = xgrow(l->code, &l->cap, l->n + 1, sizeof(*l->code));
	l->code[l->n] = (struct code){.from = ALWAYS_FROM, .to = ALWAYS_TO};
	return &l->code[l->n++];
}

/* A period of the file's form, or a day, as its first or last day. Blank leaves *day. */
static bool
read_limit(struct slice s, const struct periodform *form, bool last, int32_t *day)
{
	struct period p;

	s = slice_trim(s);
	if (s.n == 0)
		return true;
	if (form->freq != PERIOD_NONE && periodform_read(form, s, &p)) {
		*day = last ? period_last_day(p) : period_first_day(p);
		return true;
	}
	return date_parse(s, day) != DATE_NONE;
}

/* Which fields hold the list's columns and its limits. */
static int
find_columns(struct reader *in, const struct list_decl *decl, size_t col[WIDEST_LIST + 2],
    struct errmsg *e)
{
	size_t n = reader_nfields(in), want = decl->columns.n;
	struct slice *heading = xcalloc(n + 1, sizeof(*heading));
	struct errmsg why;
	int r = 0;

	for (size_t i = 0; i < n; i++)
		heading[i] = reader_field(in, i);
	for (size_t i = 0; i < WIDEST_LIST + 2 && r == 0; i++) {
		struct slice name = i < want ? decl->columns.name[i] : (struct slice){0};

		if (i == WIDEST_LIST)
			name = decl->valid_from;
		if (i == WIDEST_LIST + 1)
			name = decl->valid_to;
		if (name.p == NULL)
			continue;
		col[i] = heading_find(heading, n, name);
		if (col[i] == n) {
			heading_missing(heading, n, name, &why);
			r = errmsg_set(e, "%s:%u: list '%.*s': %s: %s", decl->at.file,
			    decl->at.line, SLICE_ARG(decl->name), reader_name(in), why.text);
		}
	}
	free(heading);
	return r;
}

static int
read_row(struct codelist *l, struct reader *in, const struct list_decl *decl,
    const size_t col[WIDEST_LIST + 2], const struct periodform *form, struct errmsg *e)
{
	struct code *c = add(l);

	for (size_t i = 0; i < l->width; i++)
		c->cell[i] = arena_copy(&l->mem, reader_field(in, col[i]));
	if (decl->valid_from.p == NULL)
		return 0;
	if (read_limit(reader_field(in, col[WIDEST_LIST]), form, false, &c->from) &&
	    read_limit(reader_field(in, col[WIDEST_LIST + 1]), form, true, &c->to))
		return 0;
	return errmsg_set(e, "%s:%llu: list '%.*s': '%.*s' to '%.*s'; expected %s%.*s%sdates or "
	    "blanks", reader_name(in), (unsigned long long)reader_line(in), SLICE_ARG(decl->name),
	    SLICE_ARG(reader_field(in, col[WIDEST_LIST])),
	    SLICE_ARG(reader_field(in, col[WIDEST_LIST + 1])),
	    form->text.n > 0 ? "periods of the form " : "", SLICE_ARG(form->text),
	    form->text.n > 0 ? ", " : "");
}

static int
read_file(struct codelist *l, const struct list_decl *decl, const struct periodform *form,
    struct errmsg *e)
{
	char *path = rules_path(decl->at.file, decl->from);
	struct errmsg why;
	struct reader *in = reader_open(path, &(struct reader_options){0}, &why);
	size_t col[WIDEST_LIST + 2] = {0}, width = 0;
	int r = 0;

	if (in == NULL) {
		errmsg_set(e, "%s:%u: list '%.*s': %s", decl->at.file, decl->at.line,
		    SLICE_ARG(decl->name), why.text);
		free(path);
		return -1;
	}
	while (r == 0 && (r = reader_next(in)) == 1) {
		if (width == 0) {
			width = reader_nfields(in);
			r = find_columns(in, decl, col, e);
		} else if (reader_nfields(in) == width) {
			r = read_row(l, in, decl, col, form, e);
		} else if (reader_nfields(in) == 0) {
			r = 0;
		} else {
			r = errmsg_set(e, "%s:%llu: list '%.*s': %s; expected %zu, as in the "
			    "heading", reader_name(in), (unsigned long long)reader_line(in),
			    SLICE_ARG(decl->name), plural(reader_nfields(in), "field").text, width);
		}
	}
	if (reader_fault(in) != READER_OK)
		r = errmsg_set(e, "%s", reader_error(in));
	else if (r == 0 && width == 0)
		r = errmsg_set(e, "%s:%u: list '%.*s': %s: no heading", decl->at.file,
		    decl->at.line, SLICE_ARG(decl->name), path);
	reader_close(in);
	free(path);
	return r;
}

struct codelist *
codelist_load(const struct list_decl *decl, const struct periodform *form, struct errmsg *e)
{
	struct codelist *l = xcalloc(1, sizeof(*l));

	l->width = decl->from.p == NULL ? 1 : decl->columns.n;
	l->dated = decl->valid_from.p != NULL;
	for (size_t i = 0; i < decl->columns.n; i++)
		l->columns[i] = decl->columns.name[i];
	for (size_t i = 0; i < decl->nitems; i++)
		add(l)->cell[0] = decl->item[i];
	if (decl->from.p != NULL && read_file(l, decl, form, e) != 0) {
		codelist_free(l);
		return NULL;
	}
	return l;
}

void
codelist_free(struct codelist *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->nindexes; i++) {
		intern_free(l->index[i].key);
		free(l->index[i].first);
		free(l->index[i].next);
	}
	keybuf_free(&l->key);
	free(l->index);
	free(l->code);
	arena_free(&l->mem);
	free(l);
}

size_t
codelist_column(const struct codelist *l, struct slice name)
{
	for (size_t i = 0; i < l->width; i++)
		if (slice_eq(l->columns[i], name))
			return i;
	return 0;
}

static struct slice
key_of(struct codelist *l, const struct slice *cells, size_t n)
{
	if (n == 1)
		return cells[0];
	keybuf_reset(&l->key);
	for (size_t i = 0; i < n; i++)
		keybuf_add(&l->key, cells[i]);
	return keybuf_key(&l->key);
}

size_t
codelist_index(struct codelist *l, const size_t *cols, size_t n)
{
	struct slice cell[WIDEST_LIST];
	struct codelist_index *x;
	uint32_t id, known;

	for (size_t i = 0; i < l->nindexes; i++)
		if (l->index[i].n == n && memcmp(l->index[i].col, cols, n * sizeof(*cols)) == 0)
			return i;
	l->index = xgrow(l->index, &l->index_cap, l->nindexes + 1, sizeof(*l->index));
	x = &l->index[l->nindexes++];
	*x = (struct codelist_index){.n = n, .key = intern_new(),
	    .next = xcalloc(l->n + 1, sizeof(*x->next))};
	memcpy(x->col, cols, n * sizeof(*cols));
	for (size_t row = l->n; row-- > 0;) {
		for (size_t i = 0; i < n; i++)
			cell[i] = l->code[row].cell[cols[i]];
		known = intern_count(x->key);
		id = intern_id(x->key, key_of(l, cell, n));
		x->first = xgrow(x->first, &x->first_cap, id + 1, sizeof(*x->first));
		x->next[row] = id < known ? x->first[id] : 0;
		x->first[id] = (uint32_t)row + 1;
	}
	return l->nindexes - 1;
}

bool
codelist_has(struct codelist *l, size_t index, const struct slice *cells, size_t n,
    const struct period *p)
{
	const struct codelist_index *x = &l->index[index];
	uint32_t id = intern_find(x->key, key_of(l, cells, n));

	if (id == INTERN_NONE)
		return false;
	if (p == NULL || !l->dated)
		return true;
	for (uint32_t row = x->first[id]; row != 0; row = x->next[row - 1]) {
		const struct code *c = &l->code[row - 1];

		if (c->from <= period_last_day(*p) && c->to >= period_first_day(*p))
			return true;
	}
	return false;
}
