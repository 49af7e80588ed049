#include "table/sidefile.h"

#include <stdlib.h>

#include "base/memory.h"
#include "table/role.h"

static bool
is_called(const struct sidefile *f, size_t col, const char *name)
{
	return slice_caseeq(slice_trim(f->in->heading[col]), slice_of(name));
}

static size_t
find(const struct sidefile *f, const char *name)
{
	for (size_t i = 0; i < f->in->ncols; i++)
		if (is_called(f, i, name))
			return i;
	return SIDEFILE_NONE;
}

struct sidefile *
sidefile_open(const char *path, const struct input_options *opt, const char *const *name, size_t n,
    size_t need, struct errmsg *e)
{
	struct input_options side = opt != NULL ? *opt : (struct input_options){0};
	struct sidefile *f = xcalloc(1, sizeof(*f));
	struct errmsg why;

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
		f->col[k] = find(f, name[k]);
		if (f->col[k] != SIDEFILE_NONE || k >= need)
			continue;
		heading_missing(f->in->heading, f->in->ncols, slice_of(name[k]), &why);
		errmsg_set(e, "%s:1: %s", input_file(f->in), why.text);
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
