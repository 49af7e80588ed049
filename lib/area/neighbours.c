#include "area/neighbours.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/intern.h"
#include "base/memory.h"
#include "table/role.h"

struct neighbours {
	struct intern *codes;		/* every code of the table, and those of the neighbours */
	char **name;			/* by code; NULL: it has no row of its own */
	size_t name_cap;
	uint32_t *wanted;		/* the authority's code, then its neighbours' */
	size_t nwanted, wanted_cap;
	struct area_name *list;
	size_t *sn;			/* the neighbours' columns, in order */
	size_t nsn, sn_cap;
	size_t code, la_name;
};

static size_t
find_column(struct input *in, const char *const *names)
{
	for (; *names != NULL; names++)
		for (size_t i = 0; i < input_ncols(in); i++)
			if (slice_caseeq(slice_trim(input_headings(in)[i]), slice_of(*names)))
				return i;
	return input_ncols(in);
}

/* SN1 or SN_1, not SN_1P. */
static bool
is_neighbour_column(struct slice s)
{
	size_t i = 2;

	s = slice_trim(s);
	if (s.n < 3 || !slice_caseeq((struct slice){s.p, 2}, slice_of("SN")))
		return false;
	i += s.p[2] == '_';
	if (i == s.n)
		return false;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i == s.n;
}

static int
find_columns(struct neighbours *nb, struct input *in, struct errmsg *e)
{
	static const char *const codes[] = {"old_la_code", "LA number", "LA num", "la_code", NULL};
	static const char *const names[] = {"la_name", "LA name", NULL};

	nb->code = find_column(in, codes);
	nb->la_name = find_column(in, names);
	for (size_t i = 0; i < input_ncols(in); i++)
		if (is_neighbour_column(input_headings(in)[i])) {
			nb->sn = xgrow(nb->sn, &nb->sn_cap, nb->nsn + 1, sizeof *nb->sn);
			nb->sn[nb->nsn++] = i;
		}
	if (nb->code == input_ncols(in) || nb->la_name == input_ncols(in) || nb->nsn == 0)
		return errmsg_set(e, "%s:1: not a table of neighbours; expected the columns "
		    "old_la_code, la_name, SN_1, SN_2, ...", input_file(in));
	return 0;
}

static uint32_t
code_id(struct neighbours *nb, struct slice code)
{
	uint32_t before = intern_count(nb->codes), id = intern_id(nb->codes, code);

	if (id == before) {
		nb->name = xgrow(nb->name, &nb->name_cap, id + 1, sizeof *nb->name);
		nb->name[id] = NULL;
	}
	return id;
}

static void
want(struct neighbours *nb, uint32_t id)
{
	nb->wanted = xgrow(nb->wanted, &nb->wanted_cap, nb->nwanted + 1, sizeof *nb->wanted);
	nb->wanted[nb->nwanted++] = id;
}

static int
read_row(struct neighbours *nb, struct input *in, struct slice about, struct errmsg *e)
{
	struct slice code = slice_trim(input_field(in, nb->code));
	struct slice name = slice_trim(input_field(in, nb->la_name)), other;
	uint32_t id = code_id(nb, code);

	if (code.n == 0)
		return input_fault(in, nb->code, e, "blank; expected an authority's code");
	if (nb->name[id] != NULL)
		return input_fault(in, nb->code, e, "'%.*s' is there twice; expected one row for each "
		    "authority", SLICE_ARG(code));
	nb->name[id] = slice_dup(name);
	if (!slice_caseeq(name, about) && !slice_eq(code, about))
		return 0;
	want(nb, id);
	for (size_t i = 0; i < nb->nsn; i++)
		if ((other = slice_trim(input_field(in, nb->sn[i]))).n > 0)
			want(nb, code_id(nb, other));
	return 0;
}

static int
make_list(struct neighbours *nb, const char *path, struct slice about, struct errmsg *e)
{
	if (nb->nwanted < 2)
		return errmsg_set(e, "%s: no neighbours of '%.*s'; expected an authority's name or "
		    "three-digit code (--about)", path, SLICE_ARG(about));
	nb->list = xcalloc(nb->nwanted, sizeof *nb->list);
	for (size_t i = 0; i < nb->nwanted; i++) {
		const char *name = nb->name[nb->wanted[i]];

		nb->list[i] = (struct area_name){.code = slice_of(""),
		    .old_code = intern_key(nb->codes, nb->wanted[i]),
		    .name = slice_of(name != NULL ? name : "")};
	}
	return 0;
}

struct neighbours *
neighbours_read(const char *path, const struct input_options *opt, struct slice about,
    struct errmsg *e)
{
	struct input_options loose = *opt;
	char *paths[] = {(char *)path};
	struct neighbours *nb;
	struct input *in;
	int got;

	loose.no_heading_checks = true;		/* the table of 2021 has ten columns SNP, and a blank one */
	if ((in = input_open(paths, 1, &loose, e)) == NULL)
		return NULL;
	nb = xcalloc(1, sizeof *nb);
	nb->codes = intern_new();
	got = find_columns(nb, in, e);
	while (got == 0 && (got = input_next(in)) == 1)
		got = read_row(nb, in, about, e);
	if (got == -1 && input_error(in)[0] != '\0')
		errmsg_set(e, "%s", input_error(in));
	input_close(in);
	if (got == -1 || make_list(nb, path, about, e) != 0) {
		neighbours_free(nb);
		return NULL;
	}
	return nb;
}

const struct area_name *
neighbours_list(const struct neighbours *nb, size_t *n)
{
	*n = nb->nwanted;
	return nb->list;
}

void
neighbours_free(struct neighbours *nb)
{
	if (nb == NULL)
		return;
	for (uint32_t i = 0; i < intern_count(nb->codes); i++)
		free(nb->name[i]);
	intern_free(nb->codes);
	free(nb->name);
	free(nb->wanted);
	free(nb->list);
	free(nb->sn);
	free(nb);
}
