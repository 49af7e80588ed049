#include "check/revision.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/intern.h"
#include "base/memory.h"
#include "check/cells.h"
#include "rules/accepted.h"

#define ABSENT SIZE_MAX
enum {
	NAMED = 3,		/* keys that a finding names */
	FIGURES = 5,		/* that are not the same by chance */
};

/* A period that the accepted submission does not have. */
struct new_period {
	int32_t ord;
	struct slice text;
	uint64_t line, rows;		/* the first row's, and how many there are */
	bool repeated;			/* all of them have the numbers of the last one accepted, */
	uint64_t figures;		/* of which this number are not 0 */
	unsigned file;
	const char *file_name;
};

struct revision {
	const struct program *program;
	struct run *run;
	const struct builtins *builtins;
	const char *name;		/* of the accepted file */
	size_t *from;			/* its field for each column of the program, or ABSENT */
	struct slice *cell;		/* a row of it, in the program's order */
	struct columns key;		/* in findings: the key, and the period */
	struct slice *key_name, *key_value;
	uint64_t rows;			/* of the input that have a period */
	struct new_period none;		/* those that have none */
	struct left {
		uint64_t n, line;	/* how many; the first */
	} unplaced, unread;		/* rows of the accepted file without a period; malformed */
	struct new_period *period;
	size_t nperiods, cap;
	bool later;			/* one of them is after all that were accepted */
	struct fptable periods;		/* by ordinal: which of those */
	struct slice *gained, *lost;	/* optional columns that only one of the two has */
	size_t ngained, nlost;
	struct errmsg fault;		/* the first, or "" */
	struct textbuf message;
	struct arena mem;
};

/* Is it one and the same file? Standard input may be a file too. */
static bool
is_same_file(const char *a, const char *b)
{
	struct stat x, y;

	if ((strcmp(a, "-") == 0 ? fstat(0, &x) : stat(a, &x)) != 0 ||
	    (strcmp(b, "-") == 0 ? fstat(0, &y) : stat(b, &y)) != 0)
		return false;
	return S_ISREG(x.st_mode) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

int
revision_can(const char *accepted, const struct rules *rules, char *const paths[], size_t n,
    struct errmsg *e)
{
	if (rules->file == NULL)
		return errmsg_set(e, "--accepted: no rules; expected -r with rules that declare "
		    "'key' and 'period', by which rows are found again");
	if (rules->period.p == NULL)
		return errmsg_set(e, "%s: no 'period'; expected 'period NAME as \"YYYY-YY Qn\"' "
		    "or the like%s for --accepted, by which rows are found again", rules->file,
		    rules->key.n == 0 ? ", and 'key NAME, ...'," : "");
	for (size_t i = 0; i < n; i++)
		if (is_same_file(accepted, paths[i]))
			return errmsg_set(e, "--accepted: '%s' is the input itself; expected the "
			    "last accepted submission, in a file of its own", accepted);
	if (n == 0 && is_same_file(accepted, "-"))
		return errmsg_set(e, "--accepted: '%s' is standard input too; expected the last "
		    "accepted submission, in a file of its own", accepted);
	return 0;
}

struct revision *
revision_new(const struct program *program, struct run *run, const struct builtins *builtins,
    const char *accepted)
{
	size_t ncols = program->ncols, nkeys = program->key.n;
	struct revision *v;

	if (!accepted_can(program))
		return NULL;
	v = xcalloc(1, sizeof(*v));
	v->program = program;
	v->run = run;
	v->builtins = builtins;
	v->name = strcmp(accepted, "-") == 0 ? "<stdin>" : accepted;
	v->from = arena_alloc(&v->mem, (ncols + 1) * sizeof(*v->from));
	v->cell = arena_alloc(&v->mem, (ncols + 1) * sizeof(*v->cell));
	v->key.col = arena_alloc(&v->mem, (nkeys + 1) * sizeof(*v->key.col));
	v->key_name = arena_alloc(&v->mem, (nkeys + 1) * sizeof(*v->key_name));
	v->key_value = arena_alloc(&v->mem, (nkeys + 1) * sizeof(*v->key_value));
	for (size_t i = 0; i < nkeys; i++)
		v->key.col[v->key.n++] = program->key.col[i];
	if (!has_column(v->key, program->period))
		v->key.col[v->key.n++] = program->period;
	for (size_t i = 0; i < v->key.n; i++)
		v->key_name[i] = program->col[v->key.col[i]].name;
	accepted_begin(run);
	return v;
}

void
revision_free(struct revision *v)
{
	if (v == NULL)
		return;
	free(v->period);
	fptable_free(&v->periods);
	textbuf_free(&v->message);
	arena_free(&v->mem);
	free(v);
}

/* Does S12 report for the input that it has, or lacks, this column? */
static bool
is_wrong(const struct revision *v, struct slice name, bool has)
{
	const struct names *columns = &v->program->rules->columns;

	return columns->n > 0 && names_have(columns, name) != has;
}

static bool
is_optional(const struct revision *v, struct slice name)
{
	return names_have(&v->program->rules->optional, name);
}

static int
missing_column(const struct revision *v, const struct record *rec, struct slice name,
    struct errmsg *e)
{
	char near[SUGGEST_SIZE];

	if (rec->n == 1 && program_fields(v->program) > 1)
		return errmsg_set(e, "%s:%" PRIu64 ": 1 column; expected the %zu of the input, "
		    "with the same delimiter between them", v->name, rec->line,
		    program_fields(v->program));
	return errmsg_set(e, "%s:%" PRIu64 ": no column '%.*s'; expected the headings of the "
	    "input%s", v->name, rec->line, SLICE_ARG(name), suggest(near, name, rec->cell, rec->n));
}

/* Of several columns with one name, in their order. */
int
revision_heading(struct revision *v, const struct record *rec, struct errmsg *e)
{
	const struct program *p = v->program;
	bool *taken = xcalloc(rec->n + 1, sizeof(*taken));
	struct slice name;
	size_t k;
	int r = 0;

	for (size_t i = 0; i < program_fields(p) && r == 0; i++) {
		name = p->col[i].name;
		k = 0;
		while (k < rec->n && (taken[k] || !slice_eq(rec->cell[k], name)))
			k++;
		v->from[i] = k < rec->n ? k : ABSENT;
		if (k == rec->n)
			accepted_lacks(v->run, i);
		taken[k] = true;
		if (k == rec->n && is_optional(v, name))
			*(struct slice *)RULES_ADD(&v->mem, v->gained, v->ngained) = name;
		else if (k == rec->n && !is_wrong(v, name, true))
			r = missing_column(v, rec, name, e);
	}
	for (size_t i = 0; i < rec->n && r == 0; i++) {
		name = rec->cell[i];
		if (!taken[i] && is_optional(v, name))
			*(struct slice *)RULES_ADD(&v->mem, v->lost, v->nlost) =
			    arena_copy(&v->mem, name);
		else if (!taken[i] && !is_wrong(v, name, false))
			r = errmsg_set(e, "%s:%" PRIu64 ": column '%.*s' is not in the input; "
			    "expected the same headings", v->name, rec->line, SLICE_ARG(name));
	}
	free(taken);
	return r;
}

/* "la_code=E06000901; quarter=2024-25 Q1", of cells in the program's order. */
static void
set_key(struct revision *v, const struct slice *cell)
{
	for (size_t i = 0; i < v->key.n; i++)
		v->key_value[i] = cell[v->key.col[i]];
}

static void
report_twice(struct revision *v, uint64_t line, size_t at)
{
	const struct slice *cell = accepted_cells(v->run, at);
	struct textbuf t = {0};

	for (size_t i = 0; i < v->key.n; i++)
		textbuf_addf(&t, "%s%.*s=%.*s", i > 0 ? "; " : "", SLICE_ARG(v->key_name[i]),
		    SLICE_ARG(cell[v->key.col[i]]));
	errmsg_set(&v->fault, "%s:%" PRIu64 ": the key and period of line %" PRIu64 " again (%s); "
	    "expected one row for each%s", v->name, line, accepted_line(v->run, at), t.p,
	    v->program->key.n == 0 ? ", by a 'key' in the rules" : "");
	textbuf_free(&t);
}

/* A row of the accepted submission that is not compared. */
static void
leave(struct left *rows, uint64_t line)
{
	if (rows->n++ == 0)
		rows->line = line;
}

/* Cells of the row just added that do not fit their columns: it cannot have been accepted. */
static void
check_cells(struct revision *v, uint64_t line)
{
	const struct columns typed = run_typed(v->run);
	struct builtins b = *v->builtins;

	b.sink = (struct finding_sink){.take = revision_fault, .arg = v};
	b.name = v->name;
	for (const int *col = typed.col; col < typed.col + typed.n; col++)
		cells_fit(&b, accepted_fit(v->run, (size_t)*col), v->cell[*col],
		    &v->program->col[*col], false, line);
}

void
revision_accept(struct revision *v, const struct record *rec)
{
	struct accepted_place place;

	if (v->fault.text[0] != '\0')
		return;
	for (size_t i = 0; i < program_fields(v->program); i++)
		v->cell[i] = v->from[i] != ABSENT ? rec->cell[v->from[i]] : (struct slice){"", 0};
	place = accepted_add(v->run, v->cell, rec->line);
	if (place.kind == ACCEPTED_FOUND)
		report_twice(v, rec->line, place.at);
	if (v->fault.text[0] == '\0')
		check_cells(v, rec->line);
	if (v->fault.text[0] == '\0' && place.kind == ACCEPTED_UNPLACED)
		leave(&v->unplaced, rec->line);
}

void
revision_fault(void *revision, const struct finding *f)
{
	struct revision *v = revision;
	enum builtin_id id = builtins_id(f->rule);
	struct textbuf whole = {0};
	struct slice message;
	struct errmsg cell = {0};

	if (f->severity != SEV_ERROR && (id == S01 || id == S03 || id == S04 || id == S13))
		leave(&v->unread, f->line);
	if (f->severity != SEV_ERROR || v->fault.text[0] != '\0')
		return;
	if (id == S15)
		errmsg_set(&cell, "%.*s: ", SLICE_ARG(f->column));
	message = finding_message(f, &whole);
	if (id == S15 && message.p[0] != '\'')	/* else it begins with the cell */
		errmsg_set(&cell, "%.*s: '%.*s': ", SLICE_ARG(f->column), SLICE_ARG(f->found));
	errmsg_set(&v->fault, "%s:%" PRIu64 ": %s%.*s (%.*s)", v->name, f->line, cell.text,
	    SLICE_ARG(message), SLICE_ARG(f->rule));
	textbuf_free(&whole);
}

/* Says which file it is about, if the message does not say what was expected. */
static int
set_fault(struct errmsg *e, const char *text)
{
	struct errmsg why;

	errmsg_set(&why, "%s", text);
	return errmsg_set(e, "%s%s", why.text, strstr(why.text, "; expected ") != NULL ?
	    " (--accepted)" : "; expected the last accepted submission (--accepted)");
}

int
revision_ready(const struct revision *v, int result, struct errmsg *e)
{
	const struct program *p = v->program;

	if (result != 0)
		return set_fault(e, e->text);
	if (v->fault.text[0] != '\0')
		return set_fault(e, v->fault.text);
	if (accepted_rows(v->run) > 0)
		return 0;
	errmsg_set(e, "%s: %.*s: blank in all rows; expected a period of the form \"%.*s\"",
	    v->name, SLICE_ARG(p->col[p->period].name), SLICE_ARG(p->form.text));
	return set_fault(e, e->text);
}

/* About the row whose key is set; the message is in v->message. */
static void
tell(struct revision *v, enum builtin_id id, struct finding f)
{
	f.key_name = v->key_name;
	f.key_value = v->key_value;
	f.nkeys = v->key.n;
	f.message = textbuf_slice(&v->message);
	builtins_tell(v->builtins, id, &f);
}

static struct slice
shown(struct slice s)
{
	return s.n > 0 ? s : slice_of("blank");
}

static void
compare_cell(struct revision *v, size_t at, size_t col, struct finding f)
{
	char buf[FIGURE_TEXT];

	if (!accepted_differs(v->run, at, col, buf, &f.difference))
		return;
	f.column = v->program->col[col].name;
	f.expected = accepted_cells(v->run, at)[col];
	textbuf_reset(&v->message);
	textbuf_addf(&v->message, "%.*s is %.*s; expected %.*s, as accepted (%s:%" PRIu64,
	    SLICE_ARG(f.column), SLICE_ARG(shown(f.found)), SLICE_ARG(shown(f.expected)), v->name,
	    accepted_line(v->run, at));
	if (f.difference.n > 0)
		textbuf_addf(&v->message, "; difference %.*s", SLICE_ARG(f.difference));
	textbuf_add(&v->message, slice_of(")"));
	tell(v, S24, f);
}

static void
begin_period(struct revision *v, struct new_period *p, const struct slice *cell, int32_t ord,
    const struct finding *f)
{
	*p = (struct new_period){.ord = ord, .repeated = true,
	    .text = arena_copy(&v->mem, cell[v->program->period]), .line = f->line,
	    .file = f->file, .file_name = f->file_name.p};
}

static void
count_period(struct revision *v, const struct slice *cell, int32_t ord, const struct finding *f)
{
	struct new_period *last = v->nperiods > 0 ? &v->period[v->nperiods - 1] : NULL;
	bool found = last != NULL && last->ord == ord;
	uint64_t at = v->nperiods - 1;

	if (!found)
		at = *fptable_add(&v->periods, fp_of(&ord, sizeof(ord)), v->nperiods, &found);
	if (!found) {
		v->period = xgrow(v->period, &v->cap, v->nperiods + 1, sizeof(*v->period));
		begin_period(v, &v->period[v->nperiods++], cell, ord, f);
	}
	last = &v->period[at];
	last->rows++;
	if (last->repeated)
		last->repeated = accepted_repeats(v->run, &last->figures);
	v->later |= ord > accepted_last_period(v->run);
}

void
revision_row(struct revision *v, unsigned file, const char *name, uint64_t line)
{
	const struct slice *cell = run_cells(v->run);
	struct accepted_place place = accepted_meet(v->run);
	struct finding f = {.file = file, .line = line, .file_name = slice_of(name)};

	v->rows += place.kind != ACCEPTED_UNPLACED;
	switch (place.kind) {
	case ACCEPTED_UNPLACED:
		if (v->none.rows == 0)
			begin_period(v, &v->none, cell, 0, &f);
		v->none.rows++;
		break;
	case ACCEPTED_PERIOD:
		count_period(v, cell, place.ord, &f);
		break;
	case ACCEPTED_NEW:
		set_key(v, cell);
		f.found = slice_of("a row");
		f.expected = slice_of("no row");
		textbuf_reset(&v->message);
		textbuf_addf(&v->message, "a new row in a period already sent; expected only those "
		    "of %s", v->name);
		tell(v, S24, f);
		break;
	case ACCEPTED_FOUND:
		if (accepted_is_same(v->run, place.at))
			break;
		set_key(v, cell);
		for (size_t i = 0; i < program_fields(v->program); i++) {
			f.found = cell[i];
			if (v->from[i] != ABSENT)
				compare_cell(v, place.at, i, f);
		}
	}
}

static void
tell_gone(struct revision *v, size_t at)
{
	struct finding f = {.found = slice_of("no row"), .expected = slice_of("a row")};

	set_key(v, accepted_cells(v->run, at));
	textbuf_reset(&v->message);
	textbuf_addf(&v->message, "the row is gone; expected it as accepted (%s:%" PRIu64 ")",
	    v->name, accepted_line(v->run, at));
	tell(v, S25, f);
}

/* About the rows of a new period, or those that have none. */
static void
tell_period(struct revision *v, enum builtin_id id, const struct new_period *p,
    const char *expected)
{
	const struct program *program = v->program;
	struct finding f = {.file = p->file, .line = p->line, .found = p->text,
	    .expected = slice_of(expected), .file_name = slice_of(p->file_name),
	    .column = program->col[program->period].name};
	struct slice text = p->text;
	struct errmsg what;

	if (id == S26)
		errmsg_set(&what, "a new period, of %s", plural(p->rows, "row").text);
	else
		errmsg_set(&what, "%s, from here on, not compared with those accepted; expected a "
		    "period", plural(p->rows, "row").text);
	f.key_name = &f.column;
	f.key_value = &text;
	f.nkeys = 1;
	f.message = slice_of(what.text);
	builtins_tell(v->builtins, id, &f);
}

/* The period of that number, as the data write it. */
static void
write_period(const struct revision *v, int32_t ord, char buf[PERIODFORM_TEXT])
{
	const struct periodform *form = &v->program->form;

	periodform_write(form, (struct period){.freq = form->freq, .ord = ord}, buf);
}

/* The same file again, or an old one. */
static void
tell_none_new(struct revision *v)
{
	const struct program *p = v->program;
	char last[PERIODFORM_TEXT], expected[PERIODFORM_TEXT + 32];
	struct finding f = {.column = p->col[p->period].name, .found = slice_of("no new period")};

	write_period(v, accepted_last_period(v->run), last);
	snprintf(expected, sizeof(expected), "a period after %s", last);
	f.expected = slice_of(expected);
	textbuf_reset(&v->message);
	textbuf_addf(&v->message, "no new period: the input has %s %s; expected %s",
	    v->nperiods == 0 ? "only periods of" : "none after those of", v->name, expected);
	f.message = textbuf_slice(&v->message);
	builtins_tell(v->builtins, S24, &f);
}

/* Rows of the accepted submission that cannot be compared. */
static void
tell_left(struct revision *v, const struct left *rows, const char *why, const char *expected)
{
	struct finding f = {.expected = slice_of(expected)};

	if (rows->n == 0)
		return;
	if (rows == &v->unplaced)
		f.column = v->program->col[v->program->period].name;
	textbuf_reset(&v->message);
	textbuf_addf(&v->message, "%s of %s %s, first on line %" PRIu64 ", not compared; expected "
	    "%s", plural(rows->n, "row").text, v->name, why, rows->line, expected);
	f.message = textbuf_slice(&v->message);
	builtins_tell(v->builtins, S24, &f);
}

/* An optional column that only one of the two has: its cells have nothing to be compared with. */
static void
tell_column(struct revision *v, struct slice name, bool gained)
{
	struct finding f = {.column = name, .found = slice_of(gained ? "a column" : "no column"),
	    .expected = slice_of(gained ? "no column" : "a column")};

	textbuf_reset(&v->message);
	textbuf_addf(&v->message, "the column '%.*s' is %s; expected the columns accepted (%s)",
	    SLICE_ARG(name), gained ? "new" : "gone", v->name);
	f.message = textbuf_slice(&v->message);
	builtins_tell(v->builtins, S24, &f);
}

/* "'E06000901, Neglect'": of a row of the accepted submission, without its period and blanks. */
static void
add_key(struct revision *v, size_t at)
{
	const struct slice *cells = accepted_cells(v->run, at);
	struct textbuf *t = &v->message;
	size_t n = 0;

	for (size_t i = 0; i < v->key.n; i++) {
		struct slice cell = cells[v->key.col[i]];

		if (v->key.col[i] != v->program->period && slice_trim(cell).n > 0)
			textbuf_addf(t, "%s%.*s", n++ == 0 ? "'" : ", ", SLICE_ARG(cell));
	}
	textbuf_add(t, slice_of(n > 0 ? "'" : "a blank key"));
}

/* About the keys that the last period accepted has and a new one lacks, all in one finding. */
static void
tell_missing(struct revision *v, const struct new_period *p)
{
	struct finding f = {.file = p->file, .line = p->line, .found = slice_of("no row"),
	    .expected = slice_of("a row"), .file_name = slice_of(p->file_name),
	    .column = v->program->col[v->program->period].name};
	struct slice text = p->text;
	char last[PERIODFORM_TEXT];
	size_t n = 0, named[NAMED], at;

	for (size_t i = 0; (at = accepted_missing(v->run, p->ord, &i)) != SIZE_MAX; n++)
		if (n < NAMED)
			named[n] = at;
	if (n == 0)
		return;
	write_period(v, accepted_last_period(v->run), last);
	textbuf_reset(&v->message);
	textbuf_addf(&v->message, "the new period %.*s has no row for ", SLICE_ARG(text));
	for (size_t i = 0; i < n && i < NAMED; i++) {
		textbuf_addf(&v->message, "%s", i == 0 ? "" : i + 1 == n ? " and " : ", ");
		add_key(v, named[i]);
	}
	if (n > NAMED)
		textbuf_addf(&v->message, " and %s", plural(n - NAMED, "other").text);
	textbuf_addf(&v->message, " that %s has; expected a row for each that has not ended", last);
	f.key_name = &f.column;
	f.key_value = &text;
	f.nkeys = 1;
	f.message = textbuf_slice(&v->message);
	builtins_tell(v->builtins, S25, &f);
}

/* The figures of the last period accepted, sent as those of a new one. */
static void
tell_repeated(struct revision *v, const struct new_period *p)
{
	struct finding f = {.file = p->file, .line = p->line, .file_name = slice_of(p->file_name),
	    .found = slice_of("no new figures"), .expected = slice_of("new figures"),
	    .column = v->program->col[v->program->period].name};
	struct slice text = p->text;
	char last[PERIODFORM_TEXT];

	write_period(v, accepted_last_period(v->run), last);
	textbuf_reset(&v->message);
	textbuf_addf(&v->message, "the new period %.*s has the figures of %s in all of its rows "
	    "(%" PRIu64 " that are not 0); expected its own", SLICE_ARG(text), last, p->figures);
	f.key_name = &f.column;
	f.key_value = &text;
	f.nkeys = 1;
	f.message = textbuf_slice(&v->message);
	builtins_tell(v->builtins, S24, &f);
}

/* The periods that come after those accepted should have the same keys as the last of these. */
static void
tell_all_missing(struct revision *v)
{
	if (!v->later || v->builtins->severity[S25] == SEV_OFF || !accepted_recurs(v->run))
		return;
	for (size_t i = 0; i < v->nperiods; i++)
		if (v->period[i].ord > accepted_last_period(v->run))
			tell_missing(v, &v->period[i]);
}

void
revision_end(struct revision *v)
{
	for (size_t i = 0; i < v->ngained; i++)
		tell_column(v, v->gained[i], true);
	for (size_t i = 0; i < v->nlost; i++)
		tell_column(v, v->lost[i], false);
	for (size_t i = 0; i < v->nperiods; i++) {
		tell_period(v, S26, &v->period[i], "");
		if (v->period[i].repeated && v->period[i].figures >= FIGURES)
			tell_repeated(v, &v->period[i]);
	}
	if (v->none.rows > 0)
		tell_period(v, S24, &v->none, "a period");
	tell_left(v, &v->unplaced, "without a period", "a period");
	tell_left(v, &v->unread, "not readable as data", "rows of the table");
	if (!v->later && v->rows > 0)
		tell_none_new(v);
	for (size_t i = 0; i < accepted_rows(v->run); i++)
		if (!accepted_is_met(v->run, i))
			tell_gone(v, i);
	tell_all_missing(v);
}
