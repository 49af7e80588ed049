#include "tidy/longer.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/note.h"
#include "base/num.h"
#include "tidy/parts.h"

/* A series in a longer period. */
struct whole {
	uint32_t series;
	struct period period;
	uint32_t parts;			/* a bit each of those that were read, from the first */
	bool unknown;			/* one of a sum has no number */
	struct figure sum;
	struct slice value, percentage;	/* of a stock, once the last part was read */
	struct textbuf flag;
};

/* What an observation says of its series. */
struct kept {
	struct slice *pass, indicator, category;
};

struct longer {
	enum period_freq freq;		/* of the parts */
	enum period_freq ambiguous;	/* of one that may be a month or a year, or PERIOD_NONE */
	struct intern *series;		/* to a number in kept[]; */
	struct intern *keys;		/* and with the period to one in whole[] */
	struct keybuf key;
	struct whole *whole;
	struct kept *kept;		/* by series */
	size_t n, cap, nkept, kept_cap, next;
	struct arena mem;
	char text[PERIOD_SIZE], number[FIGURE_TEXT];
};

static enum period_freq
wanted(const struct tidy *t)
{
	return t->opt->to == PERIOD_AS_QUARTER ? PERIOD_FQUARTER : PERIOD_FYEAR;
}

static struct slice
name_of(const struct kept *k)
{
	return k->category.n > 0 ? k->category : k->indicator;
}

/* All of them are months, or quarters of one kind, and shorter than --to. */
static int
take_length(struct tidy *t, struct longer *l, struct period *p)
{
	const bool to_year = wanted(t) == PERIOD_FYEAR;

	if (p->or_month) {
		l->ambiguous = p->freq;
		period_settle(p, PERIOD_MONTH);
	} else {
		l->freq = l->freq == PERIOD_NONE ? p->freq : l->freq;
	}
	if (p->freq == PERIOD_MONTH && (l->freq == PERIOD_MONTH || l->freq == PERIOD_NONE))
		return 0;
	if (to_year && p->freq == l->freq && l->ambiguous == PERIOD_NONE &&
	    (p->freq == PERIOD_QUARTER || p->freq == PERIOD_FQUARTER))
		return 0;
	return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "a period that is a %s; expected %s, all "
	    "of one length, for --to %s%s", period_freq_name(p->freq), to_year ?
	    "months or quarters" : "months", to_year ? "year" : "quarter",
	    p->freq == PERIOD_DAY ? " (--date-as month reads the first or last day as its month)" :
	    "");
}

/* The number of its series, of which notes on a row say nothing. */
static uint32_t
series_of(const struct tidy *t, struct longer *l, const struct observation *o)
{
	struct kept *k;
	uint32_t id;

	keybuf_reset(&l->key);
	keybuf_add(&l->key, o->indicator);
	keybuf_add(&l->key, o->category);
	for (size_t i = 0; i < t->npass; i++)
		if (!heading_is_of_notes(t->pass_name[i]))
			keybuf_add(&l->key, o->pass[i]);
	id = intern_id(l->series, keybuf_key(&l->key));
	if (id < l->nkept)
		return id;
	l->kept = xgrow(l->kept, &l->kept_cap, l->nkept + 1, sizeof(*l->kept));
	k = &l->kept[l->nkept++];
	*k = (struct kept){arena_alloc(&l->mem, (t->npass + 1) * sizeof(*k->pass)),
	    arena_copy(&l->mem, o->indicator), arena_copy(&l->mem, o->category)};
	for (size_t i = 0; i < t->npass; i++)
		k->pass[i] = heading_is_of_notes(t->pass_name[i]) ? (struct slice){"", 0} :
		    arena_copy(&l->mem, o->pass[i]);
	return id;
}

static struct whole *
whole_of(struct longer *l, uint32_t series, struct period p)
{
	const int32_t key[] = {(int32_t)series, p.ord};
	const uint32_t id = intern_id(l->keys, (struct slice){(const char *)key, sizeof(key)});

	if (id == l->n) {
		l->whole = xgrow(l->whole, &l->cap, l->n + 1, sizeof(*l->whole));
		l->whole[l->n++] = (struct whole){.series = series, .period = p,
		    .sum = figure_int(0)};
	}
	return &l->whole[id];
}

static int
add_up(struct tidy *t, struct longer *l, struct whole *w, const struct observation *o)
{
	struct num num;

	if (o->percentage.n > 0 || (o->value.n > 0 && o->value.p[o->value.n - 1] == '%'))
		return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "'%.*s' has a percentage, and "
		    "these cannot be added up; expected counts, or --kind stock for that of the "
		    "last part", SLICE_ARG(name_of(&l->kept[w->series])));
	num_parse(o->value, NUM_COMMAS | NUM_EXPONENT | NUM_MARKS, &num);
	if (num.kind != NUM_VALUE)
		w->unknown = true;
	else if (!num.exact || !figure_add(w->sum, num.figure, &l->mem, &w->sum))
		return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "'%.*s' has too many digits to "
		    "be added up exactly", SLICE_ARG(o->value));
	return 0;
}

static struct period
part_of(const struct whole *w, enum period_freq freq, bool last)
{
	return period_of_day(freq, last ? period_last_day(w->period) : period_first_day(w->period));
}

/* Each once. */
static void
add_flag(struct textbuf *flags, struct slice flag)
{
	struct slice rest = textbuf_slice(flags), one;

	while (slice_next(&rest, ';', &one))
		if (slice_eq(slice_trim(one), flag))
			return;
	note_add(flags, flag);
}

static int
take(struct tidy *t, struct longer *l, const struct observation *o)
{
	const bool flow = t->opt->kind == KIND_FLOW;
	struct period p = o->period;
	struct slice flags = o->flag, one;
	struct whole *w;
	uint32_t part;
	bool last;

	if (take_length(t, l, &p) != 0)
		return -1;
	w = whole_of(l, series_of(t, l, o), period_of_day(wanted(t), period_first_day(p)));
	part = UINT32_C(1) << (p.ord - part_of(w, p.freq, false).ord);
	if ((w->parts & part) != 0)
		return input_fault(t->in, INPUT_WHOLE_ROW, t->e, "'%.*s' has %.*s twice, with "
		    "other notes; expected each month once",
		    SLICE_ARG(name_of(&l->kept[w->series])), SLICE_ARG(o->period_text));
	w->parts |= part;
	last = p.ord == part_of(w, p.freq, true).ord;
	if (flow && add_up(t, l, w, o) != 0)
		return -1;
	if (last && !flow) {
		w->value = arena_copy(&l->mem, o->value);
		w->percentage = arena_copy(&l->mem, o->percentage);
	}
	while ((flow || last) && slice_next(&flags, ';', &one))
		add_flag(&w->flag, slice_trim(one));
	return 0;
}

static uint32_t
all_parts(const struct longer *l, const struct whole *w)
{
	const int n = part_of(w, l->freq, true).ord - part_of(w, l->freq, false).ord + 1;

	return (UINT32_C(1) << n) - 1;
}

/* Whether its figure is known, or is the mark of a stock's last part. */
static bool
is_known(const struct tidy *t, const struct longer *l, const struct whole *w)
{
	return t->opt->kind == KIND_FLOW ? w->parts == all_parts(l, w) && !w->unknown :
	    w->value.n + w->percentage.n > 0;
}

/* A column that series may differ in: one that passes through, from 0, or that of categories. */
static struct slice
name_of_column(const struct tidy *t, size_t column)
{
	return column < t->npass ? t->pass_name[column] : t->head.category >= 0 ?
	    t->head.name[t->head.category] : slice_of("category");
}

/* How many wholes have all their parts among the series that differ in those columns alone. */
static size_t
count_split(const struct tidy *t, struct longer *l, const bool *without)
{
	struct intern *groups = intern_new();
	uint32_t *parts = xcalloc(l->n, sizeof(*parts)), id, known;
	size_t split = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct whole *w = &l->whole[i];
		const struct kept *k = &l->kept[w->series];
		const uint32_t all = all_parts(l, w);

		keybuf_reset(&l->key);
		keybuf_add(&l->key, k->indicator);
		keybuf_add(&l->key, without[t->npass] ? (struct slice){"", 0} : k->category);
		for (size_t c = 0; c < t->npass; c++)
			if (!without[c])
				keybuf_add(&l->key, k->pass[c]);
		keybuf_add(&l->key, (struct slice){(const char *)&w->period.ord,
		    sizeof(w->period.ord)});
		known = intern_count(groups);
		id = intern_id(groups, keybuf_key(&l->key));
		if (id < known && (parts[id] & w->parts) == 0 && (parts[id] | w->parts) == all)
			split++;
		parts[id] |= w->parts;
	}
	intern_free(groups);
	free(parts);
	return split;
}

/* Marks the one column that differs from month to month. */
static bool
find_splitter(const struct tidy *t, struct longer *l, bool *without)
{
	size_t best = SIZE_MAX, most = 0, n;

	for (size_t c = t->nsets; c <= t->npass; c++) {
		if (heading_is_of_notes(name_of_column(t, c)))
			continue;
		without[c] = true;
		if ((n = count_split(t, l, without)) > most) {
			best = c;
			most = n;
		}
		without[c] = false;
	}
	if (best != SIZE_MAX)
		without[best] = true;
	return best != SIZE_MAX;
}

/* Whether all cells of the column are figures, and not the codes of areas. */
static bool
has_figures(struct tidy *t, const struct longer *l, size_t column)
{
	if (column == t->npass || heading_is_of_area(t->pass_name[column]))
		return false;
	for (size_t i = 0; i < l->nkept; i++)
		if (!cells_is_figure(t, l->kept[i].pass[column]))
			return false;
	return true;
}

/* Marks the columns, of figures or of any kind, that only together differ between the months. */
static bool
find_several(struct tidy *t, struct longer *l, bool figures, bool *without)
{
	size_t most, n;

	for (size_t c = t->nsets; c <= t->npass; c++)
		without[c] = !heading_is_of_notes(name_of_column(t, c)) &&
		    (!figures || has_figures(t, l, c));
	most = count_split(t, l, without);
	for (size_t c = t->nsets; c <= t->npass; c++) {
		if (!without[c])
			continue;
		without[c] = false;
		if ((n = count_split(t, l, without)) < most || most == 0)
			without[c] = most > 0;
		else
			most = n;
	}
	return most > 0;
}

/* 'Referrals' and 'Rate' */
static size_t
add_names(const struct tidy *t, const bool *without, struct textbuf *b)
{
	size_t n = 0, total = 0;

	for (size_t c = 0; c <= t->npass; c++)
		total += without[c];
	for (size_t c = 0; c <= t->npass; c++)
		if (without[c]) {
			textbuf_addf(b, "%s'%.*s'", n == 0 ? "" : n + 1 < total ? ", " : " and ",
			    SLICE_ARG(name_of_column(t, c)));
			n++;
		}
	return n;
}

/* All are blank, because columns that differ between the parts are taken for those of series. */
static int
fault_splitter(const struct tidy *t, const struct longer *l, const bool *without)
{
	const char *noun = wanted(t) == PERIOD_FYEAR ? "year" : "quarter";
	struct textbuf b = {0};
	const bool several = add_names(t, without, &b) > 1;

	errmsg_set(t->e, "%s: no %s has all its %ss, as %s %s between them; expected a file "
	    "without %s (board-table -f csv --columns NAME,... leaves %s out)", input_file(t->in),
	    noun, period_noun(l->freq), b.p, several ? "differ" : "differs", several ?
	    "those columns" : "that column", several ? "them" : "it");
	textbuf_free(&b);
	return -1;
}

/* How many have no figure; *first is one of them. *whole: one has all its parts. */
static uint64_t
count_blanks(const struct tidy *t, const struct longer *l, const struct whole **first, bool *whole)
{
	uint64_t n = 0;

	*whole = false;
	for (size_t i = 0; i < l->n; i++) {
		if (!is_known(t, l, &l->whole[i]) && n++ == 0)
			*first = &l->whole[i];
		*whole |= t->opt->kind == KIND_FLOW ? is_known(t, l, &l->whole[i]) :
		    l->whole[i].parts == all_parts(l, &l->whole[i]);
	}
	return n;
}

static void
say_count(const struct tidy *t, const struct longer *l, const struct whole *first, uint64_t n,
    const char *why)
{
	const char *noun = wanted(t) == PERIOD_FYEAR ? "year" : "quarter";
	const bool flow = t->opt->kind == KIND_FLOW;
	char period[PERIOD_SIZE];
	struct errmsg text;

	period_format(period, first->period);
	errmsg_set(&text, "note: %s left blank, as %s %s of %s is missing%s: %s'%.*s' in %s%s",
	    plural(n, noun).text, flow ? "a" : "the last", period_noun(l->freq),
	    n == 1 ? "it" : "each", flow ? ", blank or hidden" : " or blank", n == 1 ? "" :
	    "the first is ", SLICE_ARG(name_of(&l->kept[first->series])), period, why);
	t->opt->left_out(text.text);
}

/* -1: none has all its parts, because of columns that differ between these. */
static int
say_blanks(struct tidy *t, struct longer *l)
{
	const struct whole *first = NULL;
	bool *without = xcalloc(t->npass + 1, sizeof(*without)), whole, split;
	struct errmsg why = {""};
	struct textbuf b = {0};
	const uint64_t n = count_blanks(t, l, &first, &whole);
	int r = 0;

	split = n > 0 && (find_splitter(t, l, without) || (!whole &&
	    (find_several(t, l, true, without) || find_several(t, l, false, without))));
	if (split && !whole) {
		r = fault_splitter(t, l, without);
	} else if (n > 0 && t->opt->left_out != NULL) {
		if (split) {
			add_names(t, without, &b);
			errmsg_set(&why, "; %s differs between %ss", b.p, period_noun(l->freq));
		}
		say_count(t, l, first, n, why.text);
	}
	textbuf_free(&b);
	free(without);
	return r;
}

static int
read_all(struct tidy *t)
{
	struct longer *l = xcalloc(1, sizeof(*l));
	struct observation o;
	int r;

	t->longer = l;
	l->series = intern_new();
	l->keys = intern_new();
	while ((r = tidy_read(t, &o)) == 1)
		if (take(t, l, &o) != 0)
			return -1;
	if (r != 0)
		return -1;
	if (l->freq == PERIOD_NONE && l->n > 0)
		return errmsg_set(t->e, "the periods are %ss; expected shorter ones for --to",
		    period_freq_name(l->ambiguous));
	return say_blanks(t, l);
}

int
longer_next(struct tidy *t, struct observation *o)
{
	struct longer *l = t->longer;
	const struct kept *k;
	struct whole *w;

	if (l == NULL && read_all(t) != 0)
		return -1;
	l = t->longer;
	if (l->next == l->n)
		return 0;
	w = &l->whole[l->next++];
	k = &l->kept[w->series];
	*o = (struct observation){.pass = k->pass, .indicator = k->indicator,
	    .category = k->category, .series = w->series, .period = w->period,
	    .period_text = {l->text, 0}, .value = {"", 0}, .percentage = {"", 0},
	    .flag = textbuf_slice(&w->flag)};
	o->when = (uint32_t)w->period.ord;
	period_format(l->text, w->period);
	o->period_text = slice_of(l->text);
	if (!is_known(t, l, w))
		return 1;
	if (t->opt->kind == KIND_FLOW) {
		o->value = (struct slice){l->number, figure_format(l->number, w->sum, -1)};
	} else {
		o->value = w->value;
		o->percentage = w->percentage;
	}
	return 1;
}

void
longer_free(struct longer *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->n; i++)
		textbuf_free(&l->whole[i].flag);
	intern_free(l->series);
	intern_free(l->keys);
	keybuf_free(&l->key);
	free(l->whole);
	free(l->kept);
	arena_free(&l->mem);
	free(l);
}
