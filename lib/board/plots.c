#include "board/plots.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/message.h"
#include "board/glyph.h"
#include "board/plot.h"
#include "table/sidefile.h"
#include "trend/series.h"

enum { LEAST_WIDTH = 240, LEAST_HEIGHT = 150, MOST_SIZE = 4000, NAMED = 4, NAME_WIDTH = 400 };

struct plots {
	const struct plots_options *o;
	struct plotin in;
	struct intern *names;		/* of --sentences */
	struct slice *sentence;		/* by name */
	size_t nsentences, cap;
	struct arena text;
};

int
plots_take_size(void *options, char *arg, struct errmsg *e)
{
	struct plots_options *o = options;
	struct slice rest = slice_of(arg), width;
	char number[8] = "";
	int64_t w, h;

	if (slice_next(&rest, 'x', &width) && width.n < sizeof(number)) {
		memcpy(number, width.p, width.n);
		number[width.n] = '\0';
	}
	if (number[0] == '\0' || rest.n == 0 ||
	    !num_parse_int(number, LEAST_WIDTH, MOST_SIZE, &w) ||
	    !num_parse_int(rest.p, LEAST_HEIGHT, MOST_SIZE, &h))
		return errmsg_set(e, "'%s' is not a size; expected WIDTHxHEIGHT, from %dx%d to "
		    "%dx%d", arg, LEAST_WIDTH, LEAST_HEIGHT, MOST_SIZE, MOST_SIZE);
	o->width = (int)w;
	o->height = (int)h;
	return 0;
}

/* Letters and digits, with single marks between them; the first is a letter. */
static bool
is_name(const char *s, const char *marks, size_t most)
{
	size_t n = strlen(s);

	if (n == 0 || n > most || !is_letter(s[0]) || strchr(marks, s[n - 1]) != NULL)
		return false;
	for (size_t i = 1; i < n; i++)
		if (!is_letter(s[i]) && !is_digit(s[i]) &&
		    (strchr(marks, s[i]) == NULL || strchr(marks, s[i - 1]) != NULL))
			return false;
	return true;
}

int
plots_take_lang(void *lang, char *arg, struct errmsg *e)
{
	if (!is_name(arg, "-", 35))
		return errmsg_set(e, "'%s' is not a language tag; expected one such as en-GB", arg);
	*(const char **)lang = arg;
	return 0;
}

int
plots_take_id(void *id, char *arg, struct errmsg *e)
{
	if (!is_name(arg, "-_", 64))
		return errmsg_set(e, "'%s' is not a prefix; expected a letter, then letters and "
		    "digits, with - or _ between them", arg);
	*(const char **)id = arg;
	return 0;
}

static int
read_sentences(struct plots *ps, struct errmsg *e)
{
	static const char *const name[] = {"series", "sentence"};
	struct sidefile *f;
	uint32_t id;
	int got;

	ps->names = intern_new();
	if (ps->o->sentences == NULL)
		return 0;
	if ((f = sidefile_open(ps->o->sentences, &ps->o->filter->input, name, 2, 2, e)) == NULL)
		return -1;
	while ((got = sidefile_next(f, e)) == 1) {
		id = intern_id(ps->names, sidefile_cell(f, 0));
		ps->sentence = xgrow(ps->sentence, &ps->cap, id + 1, sizeof(*ps->sentence));
		ps->sentence[id] = arena_copy(&ps->text, sidefile_cell(f, 1));
	}
	sidefile_close(f);
	return got;
}

/* The filters' own sentence on this series, or on the area that is highlighted; or "". */
static struct slice
find_sentence(const struct plots *ps, const struct plot *p, struct slice name)
{
	uint32_t id = intern_find(ps->names, name);

	if (id != INTERN_NONE)
		return ps->sentence[id];
	for (size_t i = 0; i < p->n; i++)
		if (p->row[i]->sentence.n > 0 && p->type != PLOTIN_SPINE &&
		    (ps->in.shape != PLOTIN_AREAS || p->row[i]->highlit))
			return p->row[i]->sentence;
	return slice_of("");
}

/* The finding as a headline; further sentences ("It was ...", "Its rate ...") follow in print. */
static void
split_sentence(struct frame *f, struct slice s)
{
	const char *at = memmem(s.p, s.n, ". It", 4);

	f->title = s;
	if (at == NULL)
		return;
	f->title.n = (size_t)(at + 1 - s.p);
	f->more = slice_trim((struct slice){at + 1, s.n - f->title.n});
}

/* "2014-15 Q1 to 2014-15 Q4": the first and the last label, by time where they are periods. */
static struct slice
span_of(const struct plot *p)
{
	const struct plotin_row *first = p->row[0], *last = p->row[0];

	for (size_t i = 1; i < p->n; i++) {
		const struct plotin_row *r = p->row[i];
		bool timed = r->period.freq != PERIOD_NONE && r->period.freq == last->period.freq;

		if (timed && r->period.ord < first->period.ord)
			first = r;
		if (!timed || r->period.ord > last->period.ord)
			last = r;
	}
	if (slice_eq(first->label, last->label))
		return first->label;
	return plot_text(p, "%.*s to %.*s", SLICE_ARG(first->label), SLICE_ARG(last->label));
}

static size_t
count_areas(const struct plot *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += !isnan(p->row[i]->ranked);
	return n;
}

/* What the numbers are: "rate per 10,000", "children", "%". */
static struct slice
measure_of(const struct plot *p)
{
	char per[AXIS_TEXT];
	double n;

	if (p->share)
		return slice_of("per cent of each period");
	if (p->in->shape != PLOTIN_AREAS)
		return unit_is_percent(p->unit) ? slice_of("per cent") : p->unit;
	if (p->type == PLOTIN_SPINE)
		return slice_of("");
	if (unit_is_percent(p->unit))
		return slice_of("per cent");
	if ((n = plot_per(p)) == 0)
		return slice_of("rate");
	axis_format(per, n, 0);
	return plot_text(p, "rate per %s", per);
}

/* Adds a part to a list with commas, without a full stop at its end; "" is none. */
static void
add_part(struct textbuf *t, struct slice s)
{
	if (s.n > 1 && s.p[s.n - 1] == '.')
		s.n--;
	if (s.n > 0)
		textbuf_addf(t, "%s%.*s", t->n > 0 ? ", " : "", SLICE_ARG(s));
}

/* "Rates of 12 areas, 2014"; of a spine, "Indicators of Redcar and Cleveland, 2014". */
static struct slice
name_areas(const struct plot *p)
{
	struct slice indicator = p->row[0]->indicator.n > 0 ? p->name : slice_of("Rates"), name;
	struct textbuf t = {0};

	if (p->type == PLOTIN_SPINE)
		textbuf_addf(&t, "Indicators");
	else
		textbuf_addf(&t, "%.*s of %s", SLICE_ARG(indicator),
		    plural(count_areas(p), "area").text);
	for (size_t i = 0; i < p->n && p->type == PLOTIN_SPINE; i++)
		if (p->row[i]->highlit) {
			textbuf_addf(&t, " of %.*s", SLICE_ARG(p->row[i]->area));
			break;
		}
	add_part(&t, p->row[0]->region);
	add_part(&t, p->row[0]->label);
	name = arena_copy(p->text, textbuf_slice(&t));
	textbuf_free(&t);
	return name;
}

/* Without a sentence the title claims nothing: it names the series and its periods. */
static void
set_words(struct plots *ps, struct plot *p, struct slice name)
{
	const struct plots_options *o = ps->o;
	struct slice sentence = find_sentence(ps, p, name), measure = measure_of(p), what = p->name;
	struct frame *f = p->frame;
	struct textbuf t = {0};

	if (p->in->shape == PLOTIN_AREAS)
		what = name_areas(p);
	if (o->title != NULL)
		f->title = slice_of(o->title);
	else if (sentence.n > 0)
		split_sentence(f, sentence);
	else
		f->title = what.n > 0 ? what : slice_of("Values by period");
	if (!slice_eq(f->title, what))
		add_part(&t, what);
	add_part(&t, measure);
	if (p->in->shape != PLOTIN_AREAS)
		add_part(&t, span_of(p));
	f->subtitle = o->subtitle != NULL ? slice_of(o->subtitle) :
	    arena_copy(&ps->text, textbuf_slice(&t));
	if (p->type != PLOTIN_RANKED && p->type != PLOTIN_SPINE)
		f->unit = measure;
	textbuf_free(&t);
}

/* What the dictionary and the rows say of the series. */
static void
settle_plot(struct plots *ps, struct plot *p, uint32_t id)
{
	struct slice key = ps->in.key[id], name = ps->in.name[id];
	const struct dictionary_entry *entry;
	struct textbuf t = {0};
	size_t cell = SIZE_MAX;

	p->name = ps->in.shape == PLOTIN_AREAS ? p->row[0]->indicator : name;
	p->target = ps->o->target;
	for (size_t i = 0; i < p->n; i++) {
		const struct plotin_row *r = p->row[i];

		p->unit = r->unit.n > 0 ? r->unit : p->unit;
		p->target = isnan(r->target) ? p->target : r->target;
		polarity_parse(r->polarity.n > 0 ? r->polarity : slice_of("none"), &p->polarity);
		if (r->method.n >= 6 && memcmp(r->method.p, "Wilson", 6) == 0)
			p->unit = slice_of("%");
	}
	if (ps->in.shape == PLOTIN_TIDY && !ps->in.has_value)
		p->unit = slice_of("%");
	entry = dictionary_of_series(ps->o->dictionary, name.p, key, &cell);
	if (entry != NULL) {
		p->unit = entry->unit.n > 0 ? entry->unit : p->unit;
		p->target = isnan(entry->target) ? p->target : entry->target;
		p->polarity = entry->polarity != POLARITY_NEUTRAL ? entry->polarity : p->polarity;
	}
	if (entry != NULL && entry->label.n > 0) {
		series_add_name(&t, key, cell, entry->label);
		p->name = cell == DICTIONARY_WHOLE || ps->in.shape == PLOTIN_AREAS ?
		    entry->label : arena_copy(&ps->text, textbuf_slice(&t));
	}
	if (p->share || ps->in.shape == PLOTIN_AREAS)
		p->target = NAN;
	p->decimals = plot_decimals(p->row, p->n);
	textbuf_free(&t);
}

static int
draw(struct plot *p, struct errmsg *e)
{
	switch (p->type) {
	case PLOTIN_AUTO:
	case PLOTIN_RUN:
	case PLOTIN_CONTROL: return lineplot_draw(p, e);
	case PLOTIN_FUNNEL: return funnelplot_draw(p, e);
	case PLOTIN_RANKED: return rankplot_draw(p, e);
	case PLOTIN_SPINE: return spineplot_draw(p, e);
	case PLOTIN_STACKED: return stackplot_draw(p, e);
	}
	return -1;
}

/* Draws series `id` into *out; number: of its file, 0 for none. */
static int
draw_series(struct plots *ps, uint32_t id, size_t number, struct textbuf *out, struct errmsg *e)
{
	const struct plots_options *o = ps->o;
	struct plotin *in = &ps->in;
	char prefix[96];
	struct frame f = {.svg = {.out = out, .id = prefix}, .width = o->width,
	    .height = o->height, .lang = slice_of(o->lang),
	    .source = slice_of(o->source != NULL ? o->source : ""), .more = slice_of(""),
	    .unit = slice_of(""), .subtitle = slice_of(o->subtitle != NULL ? o->subtitle : ""),
	    .title = slice_of(o->title != NULL ? o->title : "No data")};
	struct plot p = {.type = in->type, .in = in, .target = NAN, .dictionary = o->dictionary,
	    .share = o->share, .name = slice_of(""), .unit = slice_of(""), .frame = &f,
	    .text = &ps->text};
	int r = 0;

	snprintf(prefix, sizeof(prefix), number > 0 ? "%s%zu" : "%s", o->id, number);
	p.row = xcalloc(in->nrows + 1, sizeof(*p.row));
	for (size_t i = 0; i < in->nrows; i++)
		if (in->row[i].id == id)
			p.row[p.n++] = &in->row[i];
	if (p.n == 0) {
		plot_empty(&p);
	} else {
		settle_plot(ps, &p, id);
		set_words(ps, &p, in->name[id]);
		r = draw(&p, e);
	}
	free(p.row);
	return r;
}

/* Names some of them. */
static int
refuse_several(const struct plots *ps, struct input *in, struct errmsg *e)
{
	struct textbuf t = {0};
	size_t n = ps->in.nseries;

	for (size_t i = 0; i < n && i < NAMED; i++) {
		struct slice name = ps->in.name[i];
		size_t fit = glyph_fit(name, NAME_WIDTH, 12, false);

		textbuf_addf(&t, "%s'%.*s%s'", i > 0 ? ", " : "", (int)fit, name.p,
		    fit < name.n ? "..." : "");
	}
	errmsg_set(e, "%s: %zu series: %s%s; expected --series NAME or --out DIR",
	    input_file(in), n, t.p, n > NAMED ? ", ..." : "");
	textbuf_free(&t);
	return -1;
}

static int
choose_series(const struct plots *ps, struct input *in, uint32_t *id, struct errmsg *e)
{
	struct slice wanted = slice_of(ps->o->series != NULL ? ps->o->series : "");
	const struct slice *name = ps->in.name;
	char near[SUGGEST_SIZE];

	*id = 0;
	if (ps->o->series == NULL)
		return ps->in.nseries <= 1 ? 0 : refuse_several(ps, in, e);
	for (size_t i = 0; i < ps->in.nseries; i++)
		if (slice_eq(name[i], slice_trim(wanted))) {
			*id = (uint32_t)i;
			return 0;
		}
	return errmsg_set(e, "--series: no series '%s' in %s%s", ps->o->series, input_file(in),
	    suggest(near, wanted, name, ps->in.nseries));
}

static int
write_one(struct plots *ps, struct input *in, struct errmsg *e)
{
	struct textbuf out = {0};
	uint32_t id;
	int r = -1;

	if (choose_series(ps, in, &id, e) == 0 && draw_series(ps, id, 0, &out, e) == 0) {
		fwrite(out.p, 1, out.n, stdout);
		r = rows_close_stdio(e);
	}
	textbuf_free(&out);
	return r;
}

/* Writes a new file whole, or not at all. */
static int
write_file(const char *path, const struct textbuf *text, struct errmsg *e)
{
	struct textbuf part = {0};
	FILE *f;
	int fd, r = 0;

	textbuf_addf(&part, "%s.part", path);
	if ((fd = open(part.p, O_WRONLY | O_CREAT | O_EXCL, 0666)) == -1) {
		r = errmsg_set(e, "%s: %s", part.p, strerror(errno));
	} else {
		f = fdopen(fd, "w");
		fwrite(text->p, 1, text->n, f);
		if ((fflush(f) | ferror(f) | fclose(f)) != 0 || rename(part.p, path) != 0) {
			r = errmsg_set(e, "%s: %s", path, strerror(errno));
			unlink(part.p);
		}
	}
	textbuf_free(&part);
	return r;
}

static void
set_path(const struct plots *ps, size_t number, struct textbuf *path)
{
	textbuf_reset(path);
	textbuf_addf(path, "%s/%zu.svg", ps->o->out, number);
}

/* The folder, which is made if there is none, and in which no file is replaced. */
static int
prepare_folder(const struct plots *ps, struct errmsg *e)
{
	struct textbuf path = {0};
	struct stat st;
	int r = 0;

	if (mkdir(ps->o->out, 0777) == -1 && errno != EEXIST)
		return errmsg_set(e, "%s: %s", ps->o->out, strerror(errno));
	for (size_t i = 0; i < ps->in.nseries && r == 0; i++) {
		set_path(ps, i + 1, &path);
		if (lstat(path.p, &st) == 0)
			r = errmsg_set(e, "%s: already exists; expected a folder without it",
			    path.p);
	}
	textbuf_free(&path);
	return r;
}

static int
write_all(struct plots *ps, struct errmsg *e)
{
	size_t n = ps->in.nseries;
	struct textbuf *chart = xcalloc(n + 1, sizeof(*chart)), path = {0};
	struct rows *index;
	int r = 0;

	for (size_t i = 0; i < n && r == 0; i++)
		r = draw_series(ps, (uint32_t)i, i + 1, &chart[i], e);
	if (r == 0)
		r = prepare_folder(ps, e);
	for (size_t i = 0; i < n && r == 0; i++) {
		set_path(ps, i + 1, &path);
		r = write_file(path.p, &chart[i], e);
	}
	if (r == 0) {
		index = filter_open_rows(ps->o->filter);
		rows_str(index, "file");
		rows_str(index, "series");
		rows_end(index);
		for (size_t i = 0; i < n; i++) {
			set_path(ps, i + 1, &path);
			rows_text(index, slice_of(strrchr(path.p, '/') + 1));
			rows_text(index, ps->in.name[i]);
			rows_end(index);
		}
		r = rows_close_stdout(index, e);
	}
	for (size_t i = 0; i < n; i++)
		textbuf_free(&chart[i]);
	textbuf_free(&path);
	free(chart);
	return r;
}

int
plots_write(struct input *in, const struct plots_options *o, struct errmsg *e)
{
	struct plots ps = {.o = o};
	const struct plotin_options how = {o->filter, o->type, &o->highlight};
	int r;

	if ((r = plotin_read(&ps.in, in, &how, e)) == 0)
		r = read_sentences(&ps, e);
	if (r == 0 && o->share && ps.in.type != PLOTIN_STACKED && ps.in.nrows > 0)
		r = errmsg_set(e, "--share: the type is %s; expected stacked",
		    plotin_type_name(ps.in.type));
	if (r == 0 && o->filter->verbose)
		message_print("%s, %zu series, type %s", plural(ps.in.nrows, "row").text,
		    ps.in.nseries, plotin_type_name(ps.in.type));
	if (r == 0)
		r = o->out != NULL ? write_all(&ps, e) : write_one(&ps, in, e);
	intern_free(ps.names);
	free(ps.sentence);
	arena_free(&ps.text);
	plotin_free(&ps.in);
	return r;
}
