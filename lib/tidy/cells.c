#include <inttypes.h>
#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "base/note.h"
#include "table/cell.h"
#include "table/points.h"
#include "tidy/parts.h"

enum { MOST_NOTES = 4, MOST_FLAGS = 6 };

/* Words in place of a figure: x is written for them. */
static const char words[][16] = {
	"TBC", "TBA", "to be confirmed", "not available", "n.a.", "n/k",
};

static bool
is_word(const struct tidy *t, struct slice s)
{
	if (SLICE_IS_AMONG(s, words))
		return true;
	for (size_t i = 0; i < t->opt->marks.n; i++)
		if (slice_caseeq(s, slice_trim(slice_of(t->opt->marks.item[i]))))
			return true;
	return false;
}

/* 1.234,5 as 1,234.5: points and commas change places. */
static struct slice
with_points(struct textbuf *b, struct slice s)
{
	bool digit = false;

	textbuf_reset(b);
	textbuf_add(b, s);
	for (size_t i = 0; i < s.n; i++)
		digit |= s.p[i] >= '0' && s.p[i] <= '9';
	for (size_t i = 0; i < s.n && digit; i++)
		b->p[i] = s.p[i] == ',' ? '.' : s.p[i] == '.' ? ',' : s.p[i];
	return textbuf_slice(b);
}

struct slice
cells_with_point(struct tidy *t, struct textbuf *b, struct slice cell)
{
	struct slice s = with_points(&t->comma[0], slice_trim(cell)), part;
	struct cell_figure f;

	if (slice_eq(s, slice_trim(cell)) || !cell_parse_figure(s, &f))
		return cell;
	textbuf_reset(b);
	while (slice_next(&s, ',', &part))
		textbuf_add(b, part);
	return textbuf_slice(b);
}

bool
cells_parse_of_which(struct slice cell, struct cell_figure *f, struct slice *what)
{
	const struct slice begin = slice_of("of which "), middle = slice_of(" were ");
	struct slice s = slice_trim(cell), count;

	if (s.n < begin.n || !slice_caseeq((struct slice){s.p, begin.n}, begin))
		return false;
	s = (struct slice){s.p + begin.n, s.n - begin.n};
	for (count = (struct slice){s.p, 0}; count.n + middle.n <= s.n; count.n++)
		if (slice_caseeq((struct slice){s.p + count.n, middle.n}, middle)) {
			*what = (struct slice){s.p + count.n + middle.n,
			    s.n - count.n - middle.n};
			return what->n > 0 && slice_trim(count).n > 0 &&
			    cell_parse_figure(count, f);
		}
	return false;
}

/* A figure with notes, or a word for one; adds the notes to *flags, which may be NULL. */
static bool
parse_noted(const struct tidy *t, struct slice s, struct cell_figure *f, struct textbuf *flags)
{
	struct slice note[MOST_NOTES];
	size_t n = 0;

	for (s = slice_trim(s); !cell_parse_figure(s, f); n++)
		if (is_word(t, s)) {
			*f = (struct cell_figure){.value.kind = NUM_MARK, .value.mark = MARK_X,
			    .value_text = slice_of("x")};
			if (flags != NULL)
				note_add(flags, s);
			break;
		} else if (n == MOST_NOTES || !note_take(&s, NOTE_OF_FIGURE, &note[n]) ||
		    s.n == 0) {
			return false;
		}
	while (n > 0 && flags != NULL)
		note_add(flags, note[--n]);
	return true;
}

static inline bool
parse(struct tidy *t, struct slice *s, struct cell_figure *f, struct textbuf *flags)
{
	if (t->opt->decimal_comma)
		*s = with_points(&t->comma[0], *s);
	return cell_parse_figure(*s, f) || parse_noted(t, *s, f, flags);
}

bool
cells_parse(struct tidy *t, struct slice s, struct cell_figure *f)
{
	return parse(t, &s, f, NULL);
}

bool
cells_is_figure(struct tidy *t, struct slice s)
{
	struct cell_figure f;

	return parse(t, &s, &f, NULL);
}

/* Says that it is not a figure, and what might help. */
static int
refuse(struct tidy *t, size_t col, struct slice s)
{
	struct slice other = with_points(&t->comma[0], s);
	struct cell_figure f;
	struct errmsg e;

	cell_fault(t->in, col, s, CELL_FIGURE, &e);
	if (!t->opt->decimal_comma && cell_parse_figure(other, &f))
		return errmsg_set(t->e, "%s; --decimal-comma if the comma is a decimal point",
		    e.text);
	for (size_t i = 0; i < s.n; i++)	/* a damaged figure, or a formula's error */
		if ((s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '#')
			return errmsg_set(t->e, "%s", e.text);
	return errmsg_set(t->e, "%s (--marks names further ones)", e.text);
}

/* The percentage in a column of its own. */
static int
read_percentage(struct tidy *t, size_t col, struct slice p, struct cell_figure *f)
{
	const enum cell_kind kind = f->value.kind == NUM_BLANK ? CELL_PERCENTAGE_ALONE :
	    CELL_PERCENTAGE;
	struct slice note;

	if (f->percentage.kind != NUM_BLANK)
		return input_fault(t->in, col, t->e, "a second percentage, after that of '%.*s'; "
		    "expected one", SLICE_ARG(f->value_text.n > 0 ? f->value_text :
		    f->percentage_text));
	if (t->opt->decimal_comma)
		p = with_points(&t->comma[1], p);
	if (cell_parse(p, kind, &f->percentage) == NUM_BAD &&
	    note_take(&p, NOTE_OF_FIGURE, &note)) {
		cell_parse(p, kind, &f->percentage);
		note_add(&t->flag, note);
	}
	f->percentage_text = p;
	return f->percentage.kind == NUM_BAD ? cell_fault(t->in, col, p, kind, t->e) : 0;
}

static bool
has_percent(const struct slice *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (share_says_percent(text[i]))
			return true;
	return false;
}

/* "5 (1)": a percentage where a heading or the row says so; otherwise perhaps a note. */
static int
check_bracket(struct tidy *t, size_t col, const struct cell_figure *f)
{
	if (f->percentage.kind != NUM_VALUE || f->value_text.n == 0 ||
	    has_percent(&f->percentage_text, 1) || has_percent(t->head.name, t->head.n) ||
	    has_percent(t->cell, t->ncells))
		return 0;
	return input_fault(t->in, col, t->e, "'%.*s': a number in brackets, and no %% in the row "
	    "or heading; expected '%.*s (%.*s%%)' if it is a percentage, '%.*s [note %.*s]' if it "
	    "is a note", SLICE_ARG(slice_trim(t->cell[col])), SLICE_ARG(f->value_text),
	    SLICE_ARG(f->percentage_text), SLICE_ARG(f->value_text),
	    SLICE_ARG(f->percentage_text));
}

/* The value alone, if the cell has it as it is written, as most have. */
static bool
is_plain(const struct tidy *t, size_t col, struct slice s, struct slice percentage)
{
	return percentage.n == 0 && !t->of_which && !t->opt->decimal_comma &&
	    !share_is_named(t, col) && cell_is_digits(s) && s.p[0] != '0';
}

int
cells_read(struct tidy *t, size_t col)
{
	const int pcol = t->head.column[col].percentage;
	struct slice s = t->cell[col], p = pcol < 0 ? (struct slice){"", 0} :
	    slice_trim(t->cell[pcol]), what;
	struct cell_figure f;
	bool of_which;

	if (is_plain(t, col, s, p)) {
		points_look_at(t->in, col, s);
		t->number = true;
		t->value = s;
		t->percentage = (struct slice){"", 0};
		return 0;
	}
	of_which = t->of_which && slice_trim(s).n > 0;
	if (of_which ? !cells_parse_of_which(s, &f, &what) : !parse(t, &s, &f, &t->flag))
		return refuse(t, col, t->cell[col]);
	if (check_bracket(t, col, &f) != 0)
		return -1;
	if (p.n > 0 && !of_which && read_percentage(t, (size_t)pcol, p, &f) != 0)
		return -1;
	points_look_at(t->in, col, f.value_text);
	points_look_at(t->in, col, f.percentage_text);
	t->number = f.value.kind == NUM_VALUE || f.value.kind == NUM_BLANK;
	cell_plain(&t->plain[0], f.value_text, &f.value);
	cell_plain(&t->plain[1], f.percentage_text, &f.percentage);
	if (share_take_value(t, col, &f, &t->plain[0]) != 0 ||
	    share_take_percentage(t, p.n > 0 ? (size_t)pcol : col, &f, &t->plain[1]) != 0)
		return -1;
	t->value = textbuf_slice(&t->plain[0]);
	t->percentage = textbuf_slice(&t->plain[1]);
	return 0;
}

/* A percentage alone in a series whose counts have none. */
static int
fault_percentage(struct tidy *t, size_t col, const char *where)
{
	return input_fault(t->in, col, t->e, "'%.*s' in a %s of counts; expected percentages "
	    "alone, or counts, which may have percentages as in 130 (70%%)",
	    SLICE_ARG(slice_trim(t->cell[col])), where);
}

static void
look_at_row(struct tidy *t)
{
	struct cell_figure f;
	bool counts = false, both = false;

	for (size_t c = 0; c < t->ncells; c++) {
		const struct tabcolumn *h = &t->head.column[c];
		struct slice s = t->cell[c];

		if (h->kind != COLUMN_FIGURE || !parse(t, &s, &f, NULL))
			continue;
		counts |= f.value.kind == NUM_VALUE;
		both |= f.value.kind == NUM_VALUE && (f.percentage.kind != NUM_BLANK ||
		    h->percentage >= 0);
	}
	t->row_kind = both ? ROW_BOTH : counts ? ROW_COUNTS : ROW_PERCENTAGES;
}

/* Of a series with the periods across, whose cell is a percentage alone. */
static int
settle_row(struct tidy *t, size_t col, bool *all)
{
	if (t->row_kind == ROW_UNKNOWN)
		look_at_row(t);
	*all = t->row_kind == ROW_PERCENTAGES;
	return t->row_kind == ROW_COUNTS ? fault_percentage(t, col, "row") : 0;
}

/* Of a series of several rows, with what its figures before were. */
static int
settle_series(struct tidy *t, size_t col, bool *all)
{
	const uint32_t kind = t->value.n == 0 ? ROW_PERCENTAGES : t->percentage.n > 0 ? ROW_BOTH :
	    ROW_COUNTS;
	uint32_t *before = seen_note(t->seen, t->series);

	if (*before == ROW_UNKNOWN)
		*before = kind;
	*all = kind == ROW_PERCENTAGES && *before == kind;
	if (*before == ROW_PERCENTAGES && kind != ROW_PERCENTAGES)
		return input_fault(t->in, col, t->e, "'%.*s' in a series whose figures before are "
		    "percentages; expected percentages alone, or counts",
		    SLICE_ARG(slice_trim(t->cell[col])));
	if (*before == ROW_COUNTS && kind == ROW_PERCENTAGES)
		return fault_percentage(t, col, "series");
	if (kind == ROW_BOTH)
		*before = kind;
	return 0;
}

int
cells_settle(struct tidy *t, size_t col)
{
	const bool percentage = t->value.n == 0 && t->percentage.n > 0;
	bool all = false;

	if (t->of_which || !t->number || (t->value.n == 0 && !percentage) ||
	    (percentage && slice_trim(t->cell[col]).n == 0))	/* in a column of its own */
		return 0;
	if (t->head.shape != TABHEAD_ACROSS ? settle_series(t, col, &all) != 0 :
	    percentage && settle_row(t, col, &all) != 0)
		return -1;
	if (percentage && all) {
		textbuf_add(&t->plain[1], slice_of("%"));
		t->value = textbuf_slice(&t->plain[1]);
		t->percentage.n = 0;
	}
	return 0;
}

void
cells_count_flags(struct tidy *t)
{
	struct slice rest = textbuf_slice(&t->flag), flag;
	uint32_t known, id;

	if (t->opt->head.flags)
		return;
	if (t->flags == NULL)
		t->flags = intern_new();
	t->nflagged++;
	while (slice_next(&rest, ';', &flag)) {
		known = intern_count(t->flags);
		id = intern_id(t->flags, slice_trim(flag));
		t->flag_count = xgrow(t->flag_count, &t->flag_cap, id + 1, sizeof(*t->flag_count));
		t->flag_count[id] = id == known ? 1 : t->flag_count[id] + 1;
	}
}

void
cells_say_flags(struct tidy *t)
{
	struct textbuf b = {0};
	uint32_t n = t->flags != NULL ? intern_count(t->flags) : 0;

	if (t->nflagged == 0 || t->opt->left_out == NULL)
		return;
	textbuf_addf(&b, "%s with flags, which are left out:",
	    plural(t->nflagged, "figure").text);
	for (uint32_t i = 0; i < n && i < MOST_FLAGS; i++)
		textbuf_addf(&b, "%s %.*s (%" PRIu64 ")", i > 0 ? "," : "",
		    SLICE_ARG(intern_key(t->flags, i)), t->flag_count[i]);
	textbuf_addf(&b, "%s; --flags adds a column of them", n > MOST_FLAGS ? ", ..." : "");
	t->opt->left_out(b.p);
	textbuf_free(&b);
	t->nflagged = 0;
}
