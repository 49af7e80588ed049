#include "table/sidefile.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/visible.h"
#include "table/role.h"

static bool
is_called(const struct sidefile *f, size_t col, const char *name)
{
	return visible_alike(f->in->heading[col], slice_of(name));
}

/* The column called so, or SIDEFILE_NONE. -1: there are two (*e). */
static int
find(const struct sidefile *f, const char *name, size_t *col, struct errmsg *e)
{
	struct textbuf a = {0}, b = {0};
	size_t again;

	for (*col = 0; *col < f->in->ncols && !is_called(f, *col, name);)
		++*col;
	for (again = *col + 1; again < f->in->ncols && !is_called(f, again, name);)
		again++;
	if (*col >= f->in->ncols)
		*col = SIDEFILE_NONE;
	if (*col == SIDEFILE_NONE || again >= f->in->ncols)
		return 0;
	visible_add_all(&a, f->in->heading[*col]);
	visible_add_all(&b, f->in->heading[again]);
	errmsg_set(e, "%s:1: two columns could be %s: '%s' and '%s'; expected one",
	    input_file(f->in), name, a.p, b.p);
	textbuf_free(&a);
	textbuf_free(&b);
	return -1;
}

/* The name is ours, and so none of the headings is expected in its place. */
static void
missing(const struct sidefile *f, const char *name, struct errmsg *e)
{
	char near[SUGGEST_SIZE];
	struct textbuf all = {0};

	for (size_t i = 0; i < f->in->ncols; i++)
		textbuf_addf(&all, "%s%.*s", i > 0 ? ", " : "", SLICE_ARG(f->in->heading[i]));
	suggest(near, slice_of(name), f->in->heading, f->in->ncols);
	errmsg_set(e, "%s:1: no column '%s' among %s%s", input_file(f->in), name, all.p,
	    near[0] != '\0' ? near : "; expected it too");
	textbuf_free(&all);
}

struct sidefile *
sidefile_open(const char *path, const struct input_options *opt, const char *const *name, size_t n,
    size_t need, struct errmsg *e)
{
	struct input_options side = opt != NULL ? *opt : (struct input_options){0};
	struct sidefile *f = xcalloc(1, sizeof(*f));

	side.progress = false;
	f->path[0] = (char *)path;
	f->col = xcalloc(n, sizeof(*f->col));
	f->name = name;
	f->n = n;
	if ((f->in = input_open(f->path, 1, &side, e)) == NULL) {
		sidefile_close(f);
		return NULL;
	}
	for (size_t k = 0; k < n; k++) {
		if (find(f, name[k], &f->col[k], e) != 0) {
			sidefile_close(f);
			return NULL;
		}
		if (f->col[k] != SIDEFILE_NONE || k >= need)
			continue;
		missing(f, name[k], e);
		sidefile_close(f);
		return NULL;
	}
	return f;
}

int
sidefile_next(struct sidefile *f, struct errmsg *e)
{
	int r = input_next(f->in);

	return r == -1 ? errmsg_set(e, "%s", f->in->error.text) : r;
}

struct slice
sidefile_cell(struct sidefile *f, size_t k)
{
	return f->col[k] == SIDEFILE_NONE ? (struct slice){"", 0} :
	    slice_trim(input_field(f->in, f->col[k]));
}

int
sidefile_fault(struct sidefile *f, size_t k, struct errmsg *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	input_vfault(f->in, f->col[k], e, fmt, ap);
	va_end(ap);
	return -1;
}

bool
sidefile_is_named(const struct sidefile *f, size_t col)
{
	for (size_t k = 0; k < f->n; k++)
		if (is_called(f, col, f->name[k]))
			return true;
	return false;
}

void
sidefile_close(struct sidefile *f)
{
	input_close(f->in);
	free(f->col);
	free(f);
}
