#include "table/rolefault.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/visible.h"
#include "table/rolecount.h"

static const char *
name_of(enum role role)
{
	return rolename(role, 0);
}

/* "a, b, c", with "..." for the rest of a long list. */
static void
add_headings(struct textbuf *b, const struct slice *headings, size_t n)
{
	const size_t most = b->n + 600;
	const char *comma = "";

	for (size_t i = 0; i < n; i++) {
		if (headings[i].n == 0)
			continue;
		if (b->n + headings[i].n > most) {
			textbuf_addf(b, "%s...", comma);
			return;
		}
		textbuf_addf(b, "%s%.*s", comma, SLICE_ARG(headings[i]));
		comma = ", ";
	}
}

int
heading_missing(const struct slice *headings, size_t n, struct slice name, struct errmsg *e)
{
	return heading_missing_in(headings, n, name, "", e);
}

int
heading_missing_in(const struct slice *headings, size_t n, struct slice name, const char *in,
    struct errmsg *e)
{
	char near[SUGGEST_SIZE];
	struct textbuf b = {0};

	textbuf_addf(&b, "no column '%.*s'%s; expected %s", SLICE_ARG(name), in,
	    n > 1 ? "one of " : "");
	add_headings(&b, headings, n);
	errmsg_set(e, "%s%s", b.p, suggest(near, name, headings, n));
	textbuf_free(&b);
	return -1;
}

/* Sets near[] to the heading that is most like the name, of those that have no meaning so far. */
static void
suggest_heading(char near[SUGGEST_SIZE], const char *name, const struct folded *f)
{
	struct slice *heading = xcalloc(f->n + 1, sizeof(*heading));
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		if (!folded_is_authority(f->fold[i]) && !rolename_is_any(f->fold[i]))
			heading[n++] = f->heading[i];
	suggest(near, slice_of(name), heading, n);
	free(heading);
}

/* "; did you mean -c value='Referrals' or -c value='Enquiries'?" */
static void
add_choices(struct textbuf *b, enum role role, const struct folded *f, const int *col)
{
	enum { SHOWN = 3 };
	int found[SHOWN];
	const size_t n = folded_candidates(f, col, found, SHOWN);

	for (size_t i = 0; i < n; i++)
		textbuf_addf(b, "%s-c %s='%.*s'%s", i == 0 ? "; did you mean " : i + 1 < n ? ", " :
		    " or ", name_of(role), SLICE_ARG(slice_trim(f->heading[found[i]])),
		    i + 1 < n ? "" : "?");
}

int
rolefault_none(enum role role, const struct folded *f, const int *col, struct errmsg *e)
{
	const struct slice *headings = f->heading;
	const size_t n = f->n;
	char near[SUGGEST_SIZE] = "";
	struct textbuf b = {0};
	const char *name;
	enum { SHOWN_NAMES = 3 };

	textbuf_addf(&b, "no column for the role %s; expected ", name_of(role));
	for (int i = 0; i < SHOWN_NAMES && (name = rolename(role, i)) != NULL; i++) {
		textbuf_addf(&b, "%s, ", name);
		if (near[0] == '\0')
			suggest_heading(near, name, f);
	}
	textbuf_addf(&b, "%sor -c %s=NAME%s; the heading%s ", role == ROLE_POPULATION ?
	    ROLEFAULT_POPULATIONS : "", name_of(role),
	    role == ROLE_PERIOD && near[0] == '\0' ? ROLEFAULT_ONE_PERIOD : "",
	    n == 1 ? " is" : "s are");
	add_headings(&b, headings, n);
	if (n == 1)
		textbuf_addf(&b, "; if that is a title, remove the lines above the heading "
		    "(csv-tidy reads them)");
	else if (near[0] == '\0' && role == ROLE_VALUE)
		add_choices(&b, role, f, col);
	errmsg_set(e, "%s%s", b.p, near);
	textbuf_free(&b);
	return -1;
}

int
roles_no_area(const struct slice *headings, size_t n, struct errmsg *e)
{
	struct textbuf b = {0};
	struct folded f;

	folded_make(&f, headings, n);
	textbuf_addf(&b, "no column for an area's code or name; expected area_code, new_la_code, "
	    "area_name or la_name, or -c area=NAME; the headings are ");
	add_headings(&b, headings, n);
	errmsg_set(e, "%s", b.p);
	textbuf_free(&b);
	folded_free(&f);
	return -1;
}

/* "-c value='A' or -c value='B'"; of a year and a month both are needed. */
static void
say_choices(const struct folded *f, int a, int b, const char *role, struct errmsg *how)
{
	const struct slice *h = f->heading;
	int year = slice_is(f->fold[a], "year") ? a : b, month = year == a ? b : a;

	if (slice_is(f->fold[year], "year") && slice_is(f->fold[month], "month"))
		errmsg_set(how, "-c period='%.*s' -c time_identifier='%.*s'",
		    SLICE_ARG(slice_trim(h[year])), SLICE_ARG(slice_trim(h[month])));
	else
		errmsg_set(how, "-c %s='%.*s' or -c %s='%.*s'", role, SLICE_ARG(slice_trim(h[a])),
		    role, SLICE_ARG(slice_trim(h[b])));
}

int
rolefault_two(const struct folded *f, int a, int b, const char *role, bool choosable,
    struct errmsg *e)
{
	const bool alike = slice_eq(f->fold[a], f->fold[b]);
	struct textbuf x = {0}, y = {0};
	struct errmsg how = {""}, choices;

	(alike ? visible_add_all : visible_add)(&x, f->heading[a]);
	(alike ? visible_add_all : visible_add)(&y, f->heading[b]);
	if (choosable && alike)		/* what is hidden is hard to type */
		errmsg_set(&how, ", or -c %s=NAME", role);
	else if (choosable) {
		say_choices(f, a, b, role, &choices);
		errmsg_set(&how, ", or %s", choices.text);
	}
	errmsg_set(e, "two columns could be the %s: '%s' and '%s'; expected one%s", role, x.p, y.p,
	    how.text);
	textbuf_free(&x);
	textbuf_free(&y);
	return -1;
}

int
rolefault_misspelt(const struct folded *f, int col, const char *name, const char *role,
    bool choosable, struct errmsg *e)
{
	struct textbuf b = {0};

	visible_add(&b, f->heading[col]);
	errmsg_set(e, "the heading '%s' is nearly '%s'; expected %s%s%s%s, or another heading if "
	    "it is not the %s", b.p, name, name, choosable ? ", -c " : "", choosable ? role : "",
	    choosable ? "=NAME" : "", role);
	textbuf_free(&b);
	return -1;
}

int
rolefault_both(enum role chosen, enum role other, struct slice heading, struct errmsg *e)
{
	return errmsg_set(e, "'%.*s' cannot be the %s and the %s; expected a column for each (-c "
	    "%s=NAME)", SLICE_ARG(heading), name_of(chosen), name_of(other), name_of(chosen));
}
