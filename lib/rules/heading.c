#include <stdlib.h>

#include "rules/parse.h"

/* The headings of a rules file: what it declares of columns, lists, parameters and files. */

static int
declared_twice(struct parser *p, const char *what, struct slice name, struct place at,
    struct place first)
{
	return parse_fault(p, at.line, "the %s '%.*s' is declared twice, first at %s:%u; expected "
	    "it once", what, SLICE_ARG(name), first.file, first.line);
}

/* A number, with a sign perhaps. */
static int
one_number(struct parser *p, struct figure *out)
{
	bool minus = parse_take(p, T_MINUS);

	if (p->lx.token != T_NUMBER)
		return parse_expected(p, "a number");
	*out = p->lx.num;
	if (minus)
		out->n = -out->n;
	lex_next(&p->lx);
	return 0;
}

static int
read_columns(struct parser *p, struct rules *r)
{
	const struct names *names = &r->columns;

	if (parse_names(p, &r->columns) != 0)
		return -1;
	for (size_t i = 0; i < names->n; i++)
		if (RULES_FIND(names->name, names->n, names->name[i]) < i)
			return parse_fault(p, names->at[i].line, "the column '%.*s' is declared "
			    "twice; expected it once", SLICE_ARG(names->name[i]));
	return 0;
}

static int
read_key(struct parser *p, struct rules *r)
{
	return parse_names_once(p, &r->key, "the key");
}

static int
read_number(struct parser *p, struct rules *r)
{
	struct number_decl *d = RULES_ADD(p->mem, r->number, r->nnumbers);
	struct slice form;
	struct errmsg why;
	unsigned line;

	if (parse_names(p, &d->names) != 0)
		return -1;
	if (!parse_take_word(p, "as"))
		return 0;
	line = p->lx.at;
	if (parse_string(p, &form) != 0)
		return -1;
	return numform_set(&d->form, form, &why) == 0 ? 0 : parse_fault(p, line, "%s", why.text);
}

static int
read_date(struct parser *p, struct rules *r)
{
	struct date_decl *d = RULES_ADD(p->mem, r->date, r->ndates);

	if (parse_names(p, &d->names) != 0)
		return -1;
	return parse_take_word(p, "as") ? parse_string(p, &d->form) : 0;
}

/* from DATECOL as quarter, and so on. */
static int
period_from(struct parser *p, struct rules *r)
{
	static const struct {
		const char *word;
		enum period_freq freq;
	} words[] = {
		{"quarter", PERIOD_FQUARTER}, {"month", PERIOD_MONTH}, {"year", PERIOD_YEAR},
	};

	if (parse_name(p, &r->period_from, "a column of dates") != 0 ||
	    parse_want_word(p, "as") != 0)
		return -1;
	if (parse_take_word(p, "financial")) {
		r->period_freq = PERIOD_FYEAR;
		return parse_want_word(p, "year");
	}
	for (size_t i = 0; i < LENGTH(words); i++)
		if (parse_take_word(p, words[i].word)) {
			r->period_freq = words[i].freq;
			return 0;
		}
	return parse_expected(p, "quarter, month, year or financial year");
}

static int
read_period(struct parser *p, struct rules *r)
{
	struct place at = parse_place(p);
	struct slice name;

	if (parse_name(p, &name, "the period's column") != 0)
		return -1;
	if (r->period.p != NULL)
		return declared_twice(p, "period", name, at, r->period_at);
	r->period = name;
	r->period_at = at;
	if (parse_take_word(p, "from"))
		return period_from(p, r);
	if (!parse_take_word(p, "as"))
		return parse_expected(p, "'as' and its form, or 'from' and a column of dates");
	return parse_string(p, &r->period_form);
}

/* A symbol: a text, or all up to the next blank. */
static int
one_symbol(struct parser *p, struct slice *symbol)
{
	lex_word(&p->lx);
	if (p->lx.token == T_STRING)
		return parse_string(p, symbol);
	*symbol = p->lx.text;
	lex_next(&p->lx);
	return 0;
}

static int
read_symbols(struct parser *p, struct rules *r)
{
	struct slice s;
	struct num num;

	if (p->lx.token == T_END)
		return parse_expected(p, "one symbol or more");
	while (p->lx.token != T_END) {
		if (one_symbol(p, &s) != 0)
			return -1;
		if (num_parse(s, 0, &num) == NUM_VALUE)
			return parse_fault(p, p->lx.at, "'%.*s' would be read as a number; "
			    "expected another symbol", SLICE_ARG(s));
		parse_add_name(p, &r->symbols, s, parse_place(p));
	}
	return 0;
}

static int
read_range(struct parser *p, struct rules *r)
{
	struct symbol_range *g = RULES_ADD(p->mem, r->range, r->nranges);
	struct figure lo, hi;
	size_t i;

	g->at = parse_place(p);
	if (one_symbol(p, &g->symbol) != 0)
		return -1;
	if ((i = RULES_FIND(r->range, r->nranges, g->symbol)) + 1 < r->nranges)
		return declared_twice(p, "range of", g->symbol, g->at, r->range[i].at);
	if (one_number(p, &lo) != 0 || parse_want_word(p, "to") != 0)
		return -1;
	if (parse_take_word(p, "any")) {
		g->num = figure_range(lo, NULL, p->mem);
		return 0;
	}
	if (one_number(p, &hi) != 0)
		return -1;
	g->num = figure_range(lo, &hi, p->mem);
	if (figure_order(lo, hi) == FIGURE_GREATER)
		return parse_fault(p, g->at.line, "the range of '%.*s' ends before it begins; "
		    "expected the lower end first", SLICE_ARG(g->symbol));
	return 0;
}

static int
read_printed(struct parser *p, struct rules *r)
{
	struct rounding *d = RULES_ADD(p->mem, r->rounding, r->nroundings);
	struct figure n;
	const char *start;

	d->printed = true;
	d->decimals = -1;
	if (parse_names(p, &d->names) != 0)
		return -1;
	if (!parse_take_word(p, "to"))
		return 0;
	start = p->lx.src.p;
	if (one_number(p, &n) != 0)
		return -1;
	if (n.d != 1 || n.n < 0 || n.n > 12)
		return parse_fault(p, p->lx.at, "printed to %.*s decimals; expected 0 to 12",
		    SLICE_ARG(slice_trim((struct slice){start, (size_t)(p->lx.src.p - start)})));
	d->decimals = (int)n.n;
	return 0;
}

static int
read_rounded(struct parser *p, struct rules *r)
{
	struct rounding *d = RULES_ADD(p->mem, r->rounding, r->nroundings);

	d->at = parse_place(p);
	if (parse_names(p, &d->names) != 0 || parse_want_word(p, "to") != 0)
		return -1;
	if (p->lx.token == T_PERCENT) {
		figure_div(p->lx.num, figure_int(100), p->mem, &d->base);
		lex_next(&p->lx);
	} else if (one_number(p, &d->base) != 0) {
		return -1;
	}
	if (d->base.n <= 0)
		return parse_fault(p, d->at.line, "the base is not above 0; expected one such as "
		    "5");
	return parse_take_word(p, "where") && (d->where = parse_cond(p)) == NULL ? -1 : 0;
}

/* "a", "b", ... */
static int
list_items(struct parser *p, struct list_decl *l)
{
	do {
		if (parse_string(p, RULES_ADD(p->mem, l->item, l->nitems)) != 0)
			return -1;
	} while (parse_take(p, T_COMMA));
	return 0;
}

static int
valid_name(struct parser *p, struct slice *name, const char *what)
{
	return parse_name(p, name, lex_is(&p->lx, "to") ? "brackets around a column called 'to', "
	    "as in [to]" : what);
}

/* from "FILE" columns ... valid ... to ... */
static int
list_file(struct parser *p, struct list_decl *l)
{
	if (!parse_take_word(p, "from"))
		return parse_expected(p, "'=' and texts, or 'from \"FILE\"'");
	if (parse_string(p, &l->from) != 0 || parse_want_word(p, "columns") != 0 ||
	    parse_names(p, &l->columns) != 0)
		return -1;
	if (l->columns.n > WIDEST_LIST)
		return parse_fault(p, l->at.line, "a list of %zu columns; expected 1 to %d",
		    l->columns.n, WIDEST_LIST);
	if (!parse_take_word(p, "valid"))
		return 0;
	if (valid_name(p, &l->valid_from, "the column with the first valid period") != 0 ||
	    parse_want_word(p, "to") != 0)
		return -1;
	return valid_name(p, &l->valid_to, "the column with the last valid period");
}

static int
read_list(struct parser *p, struct rules *r)
{
	struct list_decl *l = RULES_ADD(p->mem, r->list, r->nlists);
	size_t i;

	l->at = parse_place(p);
	if (parse_name(p, &l->name, "the list's name") != 0)
		return -1;
	if ((i = RULES_FIND(r->list, r->nlists, l->name)) + 1 < r->nlists)
		return declared_twice(p, "list", l->name, l->at, r->list[i].at);
	return parse_take(p, T_EQ) ? list_items(p, l) : list_file(p, l);
}

static int
read_param(struct parser *p, struct rules *r)
{
	struct param *q = RULES_ADD(p->mem, r->param, r->nparams);
	size_t i;

	q->at = parse_place(p);
	if (parse_name(p, &q->name, "the parameter's name") != 0)
		return -1;
	if ((i = RULES_FIND(r->param, r->nparams, q->name)) + 1 < r->nparams)
		return declared_twice(p, "parameter", q->name, q->at, r->param[i].at);
	return parse_want_equals(p) == 0 && (q->value = parse_literal(p)) != NULL ? 0 : -1;
}

static int
read_builtin(struct parser *p, struct rules *r)
{
	struct builtin *b = RULES_ADD(p->mem, r->builtin, r->nbuiltins);
	size_t i;

	b->at = parse_place(p);
	if (parse_name(p, &b->id, "the check's id, " RULES_BUILTIN_IDS) != 0)
		return -1;
	if (!rules_builtin(b->id))
		return parse_fault(p, b->at.line, "no built-in check '%.*s'; expected "
		    RULES_BUILTIN_IDS, SLICE_ARG(b->id));
	if ((i = RULES_FIND(r->builtin, r->nbuiltins, b->id)) + 1 < r->nbuiltins)
		return declared_twice(p, "severity of", b->id, b->at, r->builtin[i].at);
	if (parse_severity(p, SEV_OFF, &b->severity) != 0)
		return -1;
	if (b->severity < rules_builtin_least(b->id))
		return parse_fault(p, b->at.line, "%.*s cannot be %s, as no rule sees what it "
		    "finds; expected error or query", SLICE_ARG(b->id),
		    severity_names[b->severity]);
	return 0;
}

/* file NAME from "PATH": a set of declarations of its own, found from the folder of this one. */
static int
read_linked(struct parser *p, struct rules *r)
{
	struct rules *f = arena_alloc(p->mem, sizeof(*f));
	struct file_link *link = arena_alloc(p->mem, sizeof(*link));
	struct slice s;
	char *path;
	size_t i;

	link->at = parse_place(p);
	if (parse_name(p, &link->name, "the file's name in the rules") != 0)
		return -1;
	if ((i = rules_linked(r, link->name)) < r->nlinked)
		return declared_twice(p, "file", link->name, link->at, r->linked[i]->link->at);
	if (slice_is(link->name, "rows") || slice_is(link->name, "header"))
		return parse_fault(p, link->at.line, "'%.*s' has a meaning after 'on:'; expected "
		    "another name", SLICE_ARG(link->name));
	if (parse_want_word(p, "from") != 0 || parse_string(p, &s) != 0)
		return -1;
	path = rules_path(p->file, s);
	link->path = arena_copy(p->mem, slice_of(path)).p;
	free(path);
	f->file = p->file;
	f->link = link;
	*(struct rules **)RULES_ADD(p->mem, r->linked, r->nlinked) = f;
	return 0;
}

static const struct heading {
	const char *name;
	int (*read)(struct parser *p, struct rules *r);
	size_t names;		/* else where its column names are in struct rules, or 0 */
	bool linked;		/* a linked file may have it too */
} headings[] = {
	{"columns", read_columns, 0, true},
	{"optional", NULL, offsetof(struct rules, optional), false},
	{"key", read_key, 0, true},
	{"number", read_number, 0, true},
	{"date", read_date, 0, true},
	{"period", read_period, 0, true},
	{"symbols", read_symbols, 0, true},
	{"range", read_range, 0, true},
	{"exact", NULL, offsetof(struct rules, exact), true},
	{"printed", read_printed, 0, true},
	{"rounded", read_rounded, 0, true},
	{"file", read_linked, 0, false},
	{"list", read_list, 0, false},
	{"param", read_param, 0, false},
	{"builtin", read_builtin, 0, false},
	{"include", NULL, 0, false},
	{"rule", NULL, 0, false},
};

int
heading_read(struct parser *p, struct rules *r, struct slice text, unsigned line, bool *include)
{
	const struct heading *h;
	int i;

	lex_start(&p->lx, text, line);
	if (p->lx.token != T_WORD)
		return parse_expected(p, "a heading such as columns, key or number, or 'rule'");
	i = parse_choose(p, "heading", p->lx.text, headings, LENGTH(headings), sizeof(*headings));
	if (i < 0)
		return -1;
	h = &headings[i];
	if (r->link != NULL && !h->linked)
		return parse_fault(p, line, "'%s' among the declarations of a file; expected "
		    "columns, key, number, date, period, symbols or the like", h->name);
	lex_next(&p->lx);
	*include = h->read == NULL && h->names == 0;
	if (*include)
		return 0;
	return h->read != NULL ? h->read(p, r) :
	    parse_names(p, (struct names *)((char *)r + h->names));
}
