#include "suppress/table.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/numeral.h"
#include "suppress/lower.h"
#include "suppress/own.h"
#include "suppress/space.h"
#include "suppress/unnamed.h"
#include "table/authority.h"
#include "table/cell.h"
#include "table/points.h"
#include "table/rolename.h"

#define NUMBERS (NUM_COMMAS | NUM_PERCENT | NUM_EXPONENT | NUM_MARKS)

/* Sums of this many counts stay within 63 bits, whatever their coefficients. */
static const int64_t greatest = 10000000000;

bool
table_decimal(struct slice s, int64_t *digits, int *decimals)
{
	struct num num;
	bool exponent;

	s = num_without_percent(s);
	if (num_parse(s, NUMBERS & ~NUM_PERCENT, &num) != NUM_VALUE || !num.exact ||
	    num.figure.d == 0)
		return false;
	*decimals = numeral_decimals(s, &exponent);
	if (*decimals > 18 || figure_power[*decimals] % num.figure.d != 0 ||
	    !FITS_MUL(num.figure.n, figure_power[*decimals] / num.figure.d, digits))
		return false;
	return *digits >= 0;
}

bool
table_is_number(struct slice s)
{
	struct num num;

	return num_parse(s, NUMBERS, &num) == NUM_VALUE;
}

bool
table_is_word(struct slice s)
{
	struct num num;

	return num_parse(s, NUMBERS, &num) == NUM_BAD;
}

/* Also where one column, called area, has the areas of all levels. */
static void
find_region(struct table *t)
{
	static const char names[][2][16] = {{"region_name", "region"},
	    {"region_code", "region_code"}};

	struct folded f;

	folded_make(&f, t->heading, t->ncols);
	memcpy(t->region, t->roles.by_level[LEVEL_REGIONAL], sizeof(t->region));
	for (int i = 0; i < 2; i++)
		for (size_t k = 0; k < 2 && t->roles.col[ROLE_GEOGRAPHIC_LEVEL] >= 0; k++)
			for (size_t c = 0; c < t->ncols && t->region[i] < 0; c++)
				if (folded_is(f.fold[c], names[i][k]) &&
				    !space_has_role(t, c))
					t->region[i] = (int)c;
	folded_free(&f);
}

static int
find_columns(struct table *t, const struct filter *f, struct errmsg *e)
{
	const unsigned want = ROLE_BIT(ROLE_AREA) | ROLE_BIT(ROLE_AREA_CODE) |
	    ROLE_BIT(ROLE_PERIOD) | ROLE_BIT(ROLE_INDICATOR) | ROLE_BIT(ROLE_CATEGORY) |
	    ROLE_BIT(ROLE_AGE_BAND) | ROLE_BIT(ROLE_PERCENTAGE) | ROLE_BIT(ROLE_POPULATION);
	const unsigned need = ROLE_BIT(ROLE_VALUE) | ROLES_BY_WORDS;
	struct errmsg why;

	/* A population need not be there, and is looked for as where it must be. */
	if (roles_find(&t->roles, t->heading, t->ncols, need | ROLE_BIT(ROLE_POPULATION), want,
	    f->chosen, &why) != 0 && roles_find(&t->roles, t->heading, t->ncols, need, want,
	    f->chosen, &why) != 0)
		return errmsg_set(e, "%s:1: %s (csv-tidy turns a published table into rows)",
		    t->file, why.text);
	roles_say(&t->roles, t->heading, f->quiet, false, filter_say);
	t->count = (size_t)t->roles.col[ROLE_VALUE];
	t->percentage = t->roles.col[ROLE_PERCENTAGE];
	t->population = t->roles.col[ROLE_POPULATION];
	t->rate = t->parent = -1;
	find_region(t);
	for (size_t i = 0; i < t->ncols && t->rate < 0; i++)
		if (slice_caseeq(slice_trim(t->heading[i]), slice_of("rate")))
			t->rate = (int)i;
	return 0;
}

/* What a mark may stand for: k and low are above 0, <5 is 0 to 4. */
static void
read_mark(struct row *r, const struct num *num)
{
	r->known = false;
	r->low = num->mark == MARK_K || num->mark == MARK_LOW;
	r->high = TABLE_NO_HIGH;
	if (num->mark == MARK_BELOW && num->figure.d == 1 && num->figure.n > 0)
		r->high = num->figure.n - 1;
}

static int
read_count(struct table *t, struct input *in, struct row *r, struct errmsg *e)
{
	struct slice s = input_field(in, t->count);
	struct num num;

	switch (cell_parse(s, CELL_COUNT, &num)) {
	case NUM_BLANK:
	case NUM_MARK:
		read_mark(r, &num);
		return 0;
	case NUM_VALUE:
		if (num.figure.d == 0 || num.figure.n / num.figure.d > greatest)
			return input_fault(in, t->count, e, "too large; expected at most %" PRId64,
			    greatest);
		r->known = true;
		r->count = r->low = r->high = num.figure.n / num.figure.d;
		return 0;
	case NUM_BAD:
		break;
	}
	input_fault(in, t->count, e, "not a count; expected a whole number of 0 or more, or a mark "
	    "such as c");
	return points_add_hint(in, s, e);
}

static struct slice
copy(struct table *t, struct slice s)
{
	return arena_copy(&t->mem, s);
}

/* Where no column has it, a region's own name; of an authority it may not be known. */
static struct slice
region_of(const struct table *t, const struct row *r)
{
	struct slice s = {"", 0};

	for (int i = 0; i < 2 && s.n == 0; i++)
		if (t->region[i] >= 0)
			s = slice_trim(r->cell[t->region[i]]);
	if (r->level == LEVEL_REGIONAL && s.n == 0)
		return r->area;
	if (t->region[0] >= 0 || t->region[1] >= 0)
		return s;
	return slice_of(authority_find(r->area_code, r->area) < AUTHORITY_NORTH_EAST_N ?
	    AUTHORITY_NORTH_EAST_NAME : "");
}

static int
read_row(struct table *t, struct input *in, struct errmsg *e)
{
	struct slice *cell = arena_alloc(&t->mem, t->ncols * sizeof(*cell));
	struct row *r;

	t->row = xgrow(t->row, &t->cap, t->n + 1, sizeof(*t->row));
	r = &t->row[t->n];
	if (input_want_row(in, e) != 0)
		return -1;
	*r = (struct row){.cell = cell, .place = cell, .line = input_line(in),
	    .file = input_file(in)};
	if (read_count(t, in, r, e) != 0)
		return -1;
	for (size_t i = 0; i < t->ncols; i++) {
		cell[i] = copy(t, input_field(in, i));
		points_look_at(in, i, cell[i]);
	}
	r->level = roles_level(&t->roles, in);
	r->area = slice_trim(copy(t, roles_area(&t->roles, in)));
	r->area_code = slice_trim(copy(t, roles_area_code(&t->roles, in)));
	r->region = region_of(t, r);
	if (t->region[1] >= 0)
		r->region_code = slice_trim(cell[t->region[1]]);
	t->n++;
	return 0;
}

int
table_read(struct table *t, struct input *in, const struct filter *f, struct errmsg *e)
{
	int got;

	*t = (struct table){.ncols = in->ncols, .file = input_file(in)};
	t->heading = xcalloc(in->ncols, sizeof(*t->heading));
	for (size_t i = 0; i < in->ncols; i++)
		t->heading[i] = copy(t, in->heading[i]);
	if (find_columns(t, f, e) != 0)
		return -1;
	while ((got = input_next(in)) == 1)
		if (read_row(t, in, e) != 0)
			return -1;
	lower_find(t);
	return got == 0 ? 0 : errmsg_set(e, "%s", in->error.text);
}

int
table_read_file(struct table *t, const char *path, const struct filter *f, struct errmsg *e)
{
	char *paths[] = {(char *)(uintptr_t)path};
	struct input *in = input_open(paths, 1, &f->input, e);
	int status;

	*t = (struct table){0};
	if (in == NULL)
		return -1;
	status = table_read(t, in, f, e);
	input_close(in);
	return status;
}

void
table_free(struct table *t)
{
	own_forget(t);
	unnamed_forget(t);
	free(t->heading);
	free(t->row);
	arena_free(&t->mem);
	*t = (struct table){0};
}
