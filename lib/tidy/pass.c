/* The columns that pass through. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "table/points.h"
#include "tidy/parts.h"

/* Room for the columns that pass through: those of --set and, at most, all of the first table. */
static int
make_room(struct tidy *t)
{
	size_t most = t->nsets + t->head.n;

	t->source = xcalloc(most, sizeof(*t->source));
	t->pass = xcalloc(most, sizeof(*t->pass));
	t->pass_name = xcalloc(most, sizeof(*t->pass_name));
	t->passed = xcalloc(most, sizeof(*t->passed));
	for (; t->npass < t->nsets; t->npass++)
		t->pass_name[t->npass] = intern_key(t->names, (uint32_t)t->npass);
	return sets_take_file(t);
}

/* Whether -c says which column has the role of the output's column of that name. */
static bool
is_chosen(const struct tidy *t, struct slice name)
{
	static const enum role roles[] = {
		ROLE_INDICATOR, ROLE_CATEGORY, ROLE_PERIOD, ROLE_VALUE, ROLE_PERCENTAGE,
	};

	if (t->opt->head.no_category && role_is_named(ROLE_CATEGORY, name))
		return true;
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (role_is_named(roles[i], name) && t->opt->head.chosen[roles[i]] != NULL)
			return true;
	return false;
}

/*
 * What the column is called in the output: Value, with -c value=Count, is "Value (published)", as
 * headings compare without case. Empty: it cannot be there.
 */
static struct slice
name_in_output(struct tidy *t, size_t c, struct textbuf *b)
{
	const struct slice name = t->head.name[c];

	textbuf_reset(b);
	textbuf_add(b, name);
	if (!sets_is_column(t, name))
		return textbuf_slice(b);
	if (slice_eq(name, sets_column(t, name)) && !is_chosen(t, name))
		return (struct slice){"", 0};
	textbuf_add(b, slice_of(" (published)"));
	return textbuf_slice(b);
}

/* The column's place among those that pass through; INTERN_NONE: *t->e. */
static uint32_t
place_of(struct tidy *t, size_t c, bool first)
{
	const uint32_t known = intern_count(t->names);
	struct textbuf b = {0};
	struct slice name = name_in_output(t, c, &b);
	uint32_t i = name.n > 0 ? intern_find(t->names, name) : INTERN_NONE;

	if (name.n == 0 || i < t->nsets || (first && i != INTERN_NONE)) {
		heading_fault(t, c, "the output has a column of this name already; expected -c "
		    "ROLE=NAME to say what it is, or another name in --set");
		i = INTERN_NONE;
	} else if (!first && i == INTERN_NONE) {
		heading_fault(t, c, "neither a period nor a column of the first table (%s); "
		    "expected the same columns", input_file_name(t->in, 0));
	} else if (first && (i = intern_id(t->names, name)) == known) {
		t->pass_name[t->npass++] = intern_key(t->names, i);
		if (!slice_eq(name, t->head.name[c]) && t->opt->left_out != NULL) {
			heading_fault(t, c, "passed through as '%.*s', as the output has a column "
			    "'%.*s' of its own", SLICE_ARG(name),
			    SLICE_ARG(sets_column(t, t->head.name[c])));
			t->opt->left_out(t->e->text);
		}
	}
	textbuf_free(&b);
	return i;
}

/* Finds this table's columns that pass through. The first table says which there must be. */
int
pass_map(struct tidy *t)
{
	const struct tabhead *h = &t->head;
	const size_t nsets = t->nsets;
	const bool first = t->source == NULL;
	size_t found = nsets;

	if (first && make_room(t) != 0)
		return -1;
	if (first)
		t->first_head_line = t->head_line;
	t->nblank = 0;
	t->named = false;
	for (size_t i = 0; i < t->npass; i++) {
		t->source[i] = SIZE_MAX;
		t->passed[i].figures = t->passed[i].others = 0;
	}
	for (size_t c = 0; c < h->n; c++) {
		uint32_t i;

		if (h->column[c].kind != COLUMN_PASS)
			continue;
		if ((i = place_of(t, c, first)) == INTERN_NONE)
			return -1;
		t->source[i] = c;
		t->passed[i].people = heading_fills(h->name[c], ROLE_BIT(ROLE_POPULATION) |
		    ROLE_BIT(ROLE_DENOMINATOR));
		found++;
	}
	for (size_t i = nsets; found < t->npass; i++)
		if (t->source[i] == SIZE_MAX)
			return heading_fault(t, INPUT_WHOLE_ROW, "no column '%.*s', which "
			    "the first table (%s, heading on line %" PRIu64 ") has; expected the "
			    "same columns", SLICE_ARG(t->pass_name[i]), input_file_name(t->in, 0),
			    t->first_head_line);
	return 0;
}

/* Notes whether the column has figures alone, marks among them. */
static void
look_at(struct tidy *t, struct passed *p, struct slice cell)
{
	bool digit = false;

	if (p->others > 0 || slice_trim(cell).n == 0)
		return;
	for (size_t i = 0; i < cell.n && !digit; i++)
		digit = is_digit(cell.p[i]);
	if (!cells_is_figure(t, cell))
		p->others++;
	else
		p->figures += digit;
}

/* Notes a row without an area after others, as cells that were merged leave it. */
static void
look_at_area(struct tidy *t)
{
	if (t->area < 0 || t->level >= 0)
		return;
	if (slice_trim(t->cell[t->area]).n > 0)
		t->named = true;
	else if (t->named && (t->area_code < 0 || slice_trim(t->cell[t->area_code]).n == 0) &&
	    t->nblank++ == 0)
		t->blank_line = input_line(t->in);
}

void
pass_take_row(struct tidy *t)
{
	look_at_area(t);
	/* All the row's figures share one fingerprint of the cells that pass through. */
	keybuf_reset(&t->key);
	for (size_t i = 0; i < t->nsets; i++)
		keybuf_add(&t->key, t->pass[i]);
	for (size_t i = t->nsets; i < t->npass; i++) {
		t->pass[i] = t->cell[t->source[i]];
		if (t->head.shape == TABHEAD_ACROSS)
			look_at(t, &t->passed[i], t->pass[i]);
		if (t->passed[i].people)
			points_look_at(t->in, t->source[i], slice_trim(t->pass[i]));
		if (t->opt->decimal_comma)
			t->pass[i] = cells_with_point(t, &t->passed[i].text, t->pass[i]);
		keybuf_add(&t->key, t->pass[i]);
	}
	t->pass_fp = t->npass == 0 ? (struct fp){0} : fp_of(t->key.p, t->key.n);
}

/* A column whose figures are expected: of populations, ages, codes or numbers of areas. */
static bool
is_known(struct slice name)
{
	return heading_is_of_area(name) || heading_fills(name, ROLE_BIT(ROLE_AGE_BAND) |
	    ROLE_BIT(ROLE_SEX) | ROLE_BIT(ROLE_POPULATION) | ROLE_BIT(ROLE_DENOMINATOR));
}

static void
say_figures(struct tidy *t)
{
	for (size_t i = t->nsets; i < t->npass && t->head.shape == TABHEAD_ACROSS; i++) {
		const size_t c = t->source[i];
		const struct passed *p = &t->passed[i];

		if (p->figures == 0 || p->others > 0 || t->head.column[c].names_period ||
		    is_known(t->head.name[c]))
			continue;
		heading_fault(t, c, "not read as a period; passed through as it is, although it "
		    "has only figures");
		t->opt->left_out(t->e->text);
	}
}

void
pass_say(struct tidy *t)
{
	struct errmsg e;

	if (t->opt->left_out != NULL)
		say_figures(t);
	if (t->opt->left_out != NULL && t->nblank > 0) {
		errmsg_set(&e, "%s:%" PRIu64 ": %s: %s without an area, the first here; "
		    "--fill-down '%s' where cells were merged", input_file(t->in), t->blank_line,
		    t->head.name[t->area].p, plural(t->nblank, "row").text,
		    t->head.name[t->area].p);
		t->opt->left_out(e.text);
	}
}
