#include "area/figures.h"

#include <math.h>
#include <stdio.h>

#include "table/cell.h"

/* The indicator by its column or, without one, by the heading of the count. */
static void
find_entry(struct figures *f, struct arena *texts)
{
	int chosen = f->roles->col[ROLE_INDICATOR];
	size_t n = f->in->ncols, col = chosen >= 0 ? (size_t)chosen : f->indicator;
	struct slice heading = slice_trim(f->in->heading[f->roles->col[ROLE_VALUE]]);
	struct slice name = col < n ? slice_trim(input_field(f->in, col)) : heading;
	struct errmsg e;

	f->name = col >= n && role_is_named(ROLE_VALUE, name) ? "" : arena_copy(texts, name).p;
	if (f->q->dictionary == NULL)
		return;
	f->entry = dictionary_of_series(f->q->dictionary, arena_copy(texts, name).p,
	    (struct slice){"", 0}, NULL);
	if (f->entry == NULL) {
		errmsg_set(&e, "note: the dictionary has no entry for '%.*s'", SLICE_ARG(name));
		f->q->say(e.text);
	}
}

/* By the dictionary or, for an indicator that it does not have, by the row; or "". */
static struct slice
find_unit(const struct figures *f)
{
	return f->entry != NULL ? f->entry->unit : f->unit < f->in->ncols ?
	    slice_trim(input_field(f->in, f->unit)) : (struct slice){"", 0};
}

/* Days or pounds, but not a rate: that may be what the counts are made into. */
static void
refuse_measure(struct figures *f)
{
	static const char *const rates[] = {"rate", "ratio", "points"};
	struct slice unit = find_unit(f);

	for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++)
		if (slice_caseeq(unit, slice_of(rates[i])))
			return;
	if (unit_is_measure(unit))
		input_fault(f->in, (size_t)f->roles->col[ROLE_VALUE], &f->refusal, "the unit is "
		    "'%.*s', and means and sums of measures are not compared; expected counts, or "
		    "--method poisson to take them as such", SLICE_ARG(unit));
}

static void
settle(struct figures *f, struct arena *texts)
{
	f->settled = true;
	find_entry(f, texts);
	switch (f->q->method) {
	case AREAS_AUTO:
		f->proportion = f->entry != NULL ? f->entry->percent :
		    unit_is_percent(find_unit(f));
		refuse_measure(f);
		break;
	case AREAS_POISSON:
		f->proportion = false;
		break;
	case AREAS_PROPORTION:
		f->proportion = true;
		break;
	}
}

/* Why the area has no rate: the printed mark, or the word for a cell that is blank. */
static const char *
mark_of(const struct num *num, struct slice printed, const char *blank, struct arena *texts)
{
	return num->kind == NUM_VALUE ? "" : num->kind == NUM_BLANK ? blank :
	    arena_copy(texts, slice_trim(printed)).p;
}

/* A population of 0 is that of an area where nothing is counted either, or it is refused. */
static int
read_population(struct figures *f, double count, struct num *population, struct errmsg *e)
{
	size_t col = (size_t)f->roles->col[ROLE_POPULATION];
	struct errmsg where, note;

	if (!(count > 0) && cell_parse(input_field(f->in, col), CELL_WEIGHT, population) ==
	    NUM_VALUE && population->value == 0) {
		input_fault(f->in, col, &where, "%s has no rate; taken as missing",
		    count == 0 ? FIGURES_NOUGHT : "a population of 0");
		errmsg_set(&note, "note: %s", where.text);
		if (!f->q->filter->quiet && !(count == 0 && f->q->pool > 0))
			f->q->say(note.text);
		return 0;
	}
	return cell_read(f->in, col, CELL_POPULATION, population, e);
}

static int
check_part(struct figures *f, const struct figure_pair *to, bool is_area, struct errmsg *e)
{
	size_t col = (size_t)f->roles->col[ROLE_VALUE];
	double count = to->count, population = to->population;

	if (isnan(count) || isnan(population))
		return 0;
	if (f->proportion && population != floor(population))
		return input_fault(f->in, INPUT_WHOLE_ROW, e, "a population of %.10g; expected a "
		    "whole number that includes the count", population);
	if (f->proportion && count > population)
		return input_fault(f->in, col, e, "%.10g is more than the population of %.10g; "
		    "expected a part of it", count, population);
	if (!f->proportion && f->q->method == AREAS_AUTO && is_area && f->refusal.text[0] == '\0' &&
	    count > FIGURES_POISSON_MOST * population)
		input_fault(f->in, col, &f->refusal, "%.10g of %.10g is more than a tenth, too "
		    "much for the limits of a rate; expected --method proportion (the count is "
		    "part of the population) or --method poisson (it is not, as events may "
		    "repeat)", count, population);
	return 0;
}

bool
figures_is_hiding(const char *mark)
{
	struct num num;

	return num_parse(slice_of(mark), NUM_MARKS, &num) == NUM_MARK &&
	    (num.mark == MARK_C || num.mark == MARK_STAR || num.mark == MARK_TILDE ||
	    num.mark == MARK_BELOW || num.mark == MARK_K || num.mark == MARK_LOW);
}

const char *
figures_few(const struct figures *f, double count, struct arena *texts)
{
	char text[40];

	if (!(count < (double)f->q->least))
		return "";
	snprintf(text, sizeof(text), "under %lld", (long long)f->q->least);
	return arena_copy(texts, slice_of(text)).p;
}

/* The mark of a missing count comes before that of a missing population. */
int
figures_read(struct figures *f, struct slice code, struct slice name, struct period p,
    bool is_area, struct arena *texts, struct figure_pair *to, struct errmsg *e)
{
	const struct areas_query *q = f->q;
	size_t col = (size_t)f->roles->col[ROLE_VALUE];
	struct num count, population = {.kind = NUM_BLANK};
	char mark[NUM_MARK_SIZE];
	struct slice printed;

	*to = (struct figure_pair){NAN, NAN, FIGURES_COUNT_REFUSED};
	if (!f->settled)
		settle(f, texts);
	if (cell_read(f->in, col, CELL_COUNT, &count, e) != 0)
		return -1;
	to->count = cell_value(&count);
	to->mark = mark_of(&count, input_field(f->in, col), "blank", texts);
	if (q->population == NULL) {
		if (read_population(f, to->count, &population, e) != 0) {
			to->mark = to->mark[0] == '\0' ? FIGURES_POPULATION_REFUSED : to->mark;
			return -1;
		}
		printed = input_field(f->in, (size_t)f->roles->col[ROLE_POPULATION]);
	} else {
		if (is_area)
			population_join(&f->join, f->roles, f->in, p, &population);
		else
			population_find(q->population, code, name,
			    population_period(q->population, p, q->filter->lag), &population);
		num_format_mark(mark, &population);
		printed = slice_of(mark);
	}
	to->population = cell_value(&population);
	if (to->mark[0] == '\0')
		to->mark = to->population == 0 ? FIGURES_NOUGHT :
		    mark_of(&population, printed, "no population", texts);
	if (check_part(f, to, is_area, e) != 0) {
		*to = (struct figure_pair){NAN, NAN, to->population != floor(to->population) ?
		    FIGURES_POPULATION_REFUSED : FIGURES_COUNT_REFUSED};
		return -1;
	}
	if (is_area && q->pool == 0 && to->mark[0] == '\0')
		to->mark = figures_few(f, to->count, texts);
	return 0;
}
