#include "table/popjoin.h"

#include "base/visible.h"
#include "table/register.h"

/* "pop.csv has it for 2014 to 2020", a blank cell there, or that it does not have the area. */
static void
say_why(const struct population *t, struct slice code, struct slice name, struct period p,
    bool known, struct slice other, struct textbuf *b)
{
	const uint64_t blank = population_blank(t, code, name, p);
	const struct registered *r = code.n > 0 ? register_by_code(code) : register_by_name(name);
	struct textbuf periods = {0};
	char near[SUGGEST_SIZE];
	struct errmsg text;

	textbuf_addf(b, "%s ", population_file(t));
	if (blank > 0)
		textbuf_addf(b, "has a blank for it on line %llu", (unsigned long long)blank);
	if (blank > 0 && known)
		textbuf_addf(b, ", and ");
	if (known) {
		textbuf_addf(b, "has it for ");
		population_periods(t, code, name, false, b);
	} else if (blank > 0) {
		/* that is the reason */
	} else if (other.p != NULL) {
		textbuf_addf(b, "has '");
		visible_add_all(b, other);
		textbuf_addf(b, "', which looks alike but differs");
	} else {
		textbuf_addf(b, "has no row of that area");
		if (population_periods(t, code, name, true, &periods))
			textbuf_addf(b, "; it has populations of %s", periods.p);
		if (code.n == 0)
			textbuf_addf(b, "%s", population_suggest(t, name, near));
	}
	if (r != NULL && register_describe_change(r, &text))
		textbuf_addf(b, "; %s", text.text);
	textbuf_free(&periods);
}

/* Which lag finds a population of that area, where one before p is there. */
static void
add_lag(const struct population_join *j, struct slice code, struct slice name, struct period p,
    struct textbuf *b)
{
	const int before = population_years_before(j->table, code, name, p);
	const int lag = j->lag + before;
	char period[PERIOD_SIZE];

	if (before == 0)
		return;
	p.ord -= before * period_per_year(p.freq);
	period_format(period, p);
	textbuf_addf(b, "; --population-lag %d takes the population of %s before for every row, "
	    "here that of %s", lag, lag == 1 ? "the year" : plural((uint64_t)lag, "year").text,
	    period);
}

static void
add_missing(struct population_join *j, struct input *in, struct slice code, struct slice name,
    struct period p)
{
	bool known = population_has_area(j->table, code, name);
	struct population_missing *m = known ? &j->no_period : &j->no_area;
	struct slice who = name.n > 0 ? name : code, other;
	struct textbuf shown = {0}, why = {0};
	char period[PERIOD_SIZE];

	if (m->n++ > 0)
		return;
	period_format(period, p);
	other = population_alike(j->table, who);
	(other.p != NULL ? visible_add_all : visible_add)(&shown, who);
	say_why(j->table, code, name, p, known, other, &why);
	if (known)
		add_lag(j, code, name, p, &why);
	input_fault(in, INPUT_WHOLE_ROW, &m->first, "no population for %s%s%s in %s; %s",
	    who.n > 0 ? "'" : "", who.n > 0 ? shown.p : "a blank area", who.n > 0 ? "'" : "",
	    period, why.p);
	textbuf_free(&shown);
	textbuf_free(&why);
}

static void
add_rename(struct population_join *j, const struct roles *r, struct input *in, struct slice code,
    struct slice name, struct slice theirs)
{
	struct textbuf shown = {0};
	struct errmsg where;

	if (j->renamed++ >= POPULATION_SHOWN)
		return;
	visible_add(&shown, name);
	textbuf_addf(&shown, "' is called '");
	visible_add(&shown, theirs);
	input_fault(in, (size_t)r->col[ROLE_AREA], &where, "'%s' in %s, under the same code "
	    "%.*s", shown.p, population_file(j->table), SLICE_ARG(code));
	errmsg_set(&j->rename[j->renamed - 1], "note: %s", where.text);
	textbuf_free(&shown);
}

static struct slice
cell_of(const struct population_join *j, struct input *in, int which)
{
	return j->column[which] == in->ncols ? (struct slice){"", 0} :
	    slice_trim(input_field(in, j->column[which]));
}

/* Whether the count is of one sex where the population is of both, or of other ages. */
static bool
is_of_others(struct population_join *j, struct input *in)
{
	struct ages counted, ages;
	char text[AGES_SIZE];
	bool both = population_people(j->table, &ages), sex, age;
	struct slice s;

	if (j->width != in->ncols) {
		j->width = in->ncols;
		j->column[0] = role_last(ROLE_SEX, in->heading, in->ncols);
		j->column[1] = role_last(ROLE_AGE_BAND, in->heading, in->ncols);
	}
	s = cell_of(j, in, 0);
	sex = both && (sex_parse(s) == SEX_FEMALE || sex_parse(s) == SEX_MALE);
	age = !sex && ages.end > 0 && ages_parse(s = cell_of(j, in, 1), &counted) &&
	    (counted.lo > 0 || counted.end < AGES_END) &&
	    (counted.lo != ages.lo || counted.end != ages.end);
	if (!(sex || age) || j->people.n++ > 0)
		return sex || age;
	ages_format(text, ages);
	input_fault(in, j->column[age], &j->people.first, "'%.*s', and the population in %s is "
	    "that of %s; expected both of the same people", SLICE_ARG(s),
	    population_file(j->table), sex ? "both sexes" : text);
	return true;
}

bool
population_join(struct population_join *j, const struct roles *r, struct input *in,
    struct period p, struct num *num)
{
	struct slice code = slice_trim(roles_area_code(r, in));
	struct slice name = slice_trim(roles_area(r, in));
	struct period when = population_period(j->table, p, j->lag);
	struct slice theirs;

	if (is_of_others(j, in)) {
		j->missing++;
		return false;
	}
	if (!population_find(j->table, code, name, when, num)) {
		j->missing++;
		add_missing(j, in, code, name, when);
		return false;
	}
	if (population_other_name(j->table, name, &theirs))
		add_rename(j, r, in, code, name, theirs);
	if (j->found == 0 || p.ord < j->first.ord)
		j->first = p;
	if (j->found == 0 || p.ord > j->last.ord)
		j->last = p;
	j->found++;
	return true;
}

void
population_join_missing(const struct population_join *j, void (*say)(const char *message))
{
	const struct population_missing *each[] = {&j->no_period, &j->no_area, &j->people};
	struct errmsg text;

	for (int i = 0; i < 3; i++) {
		errmsg_set(&text, "%s; %s", each[i]->first.text,
		    plural(each[i]->n, "such row").text);
		if (each[i]->n > 0)
			say(text.text);
	}
}

void
population_join_renames(const struct population_join *j, void (*say)(const char *message))
{
	struct errmsg text;

	if (j->renamed == 0)
		return;
	for (size_t i = 0; i < j->renamed && i < POPULATION_SHOWN; i++)
		say(j->rename[i].text);
	errmsg_set(&text, "note: %s with another name in %s", plural(j->renamed - POPULATION_SHOWN,
	    "more area").text, population_file(j->table));
	if (j->renamed > POPULATION_SHOWN)
		say(text.text);
}

void
population_join_notes(const struct population_join *j, void (*say)(const char *message))
{
	if (j->found > 0)
		population_notes(j->table, j->first, j->last, j->lag, say);
	population_join_renames(j, say);
	population_join_missing(j, say);
}
