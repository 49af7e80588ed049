#include "rules/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/parse.h"
#include "rules/text.h"

/*
 * A rules file is divided into lines that belong together: headings, which are read here, and the
 * clauses of rules (rules/clause.c).
 */

enum { DEEPEST_INCLUDE = 16 };

/* A file being read: its lines, and the one it has come to. */
struct rule_reader {
	struct rules *rules;
	struct parser parser;
	const char *p, *end;	/* what is left */
	unsigned line;		/* of p */
	int depth;		/* of includes */
	struct rule *rule;	/* the one whose clauses follow, or NULL */
	struct rules *linked;	/* the file whose declarations follow, or NULL */
};

/* A heading or a clause with the lines that continue it. */
struct passage {
	struct slice text;	/* from its first word, without the last newline */
	unsigned line, indent;
};

static int read_file(struct rules *r, const char *path, int depth, struct place from,
    struct errmsg *e);

static int
declared_twice(struct parser *p, const char *what, struct slice name, struct place at,
    struct place first)
{
	return parse_fault(p, at.line, "the %s '%.*s' is declared twice, first at %s:%u", what,
	    SLICE_ARG(name), first.file, first.line);
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
			    "twice", SLICE_ARG(names->name[i]));
	return 0;
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
		return parse_fault(p, g->at.line, "the range of '%.*s' ends before it begins",
		    SLICE_ARG(g->symbol));
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

/* from "FILE" columns ... valid ... to ... */
static int
valid_name(struct parser *p, struct slice *name, const char *what)
{
	return parse_name(p, name, lex_is(&p->lx, "to") ? "brackets around a column called 'to', "
	    "as in [to]" : what);
}

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
	{"key", NULL, offsetof(struct rules, key), true},
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

/* include "FILE", found from the folder of this one. */
static int
read_include(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	struct place from = parse_place(p);
	struct slice s;
	char *path;
	int r;

	if (parse_string(p, &s) != 0)
		return -1;
	path = rules_path(p->file, s);
	r = read_file(rd->rules, path, rd->depth + 1, from, p->e);
	free(path);
	return r;
}

static int
read_heading(struct rule_reader *rd, const struct passage *f, struct rules *rules)
{
	struct parser *p = &rd->parser;
	const struct heading *h;
	int i, r;

	lex_start(&p->lx, f->text, f->line);
	if (p->lx.token != T_WORD)
		return parse_expected(p, "a heading such as columns, key or number, or 'rule'");
	i = parse_choose(p, "heading", p->lx.text, headings, LENGTH(headings), sizeof(*headings));
	if (i < 0)
		return -1;
	h = &headings[i];
	if (rules->link != NULL && !h->linked)
		return parse_fault(p, f->line, "'%s' among the declarations of a file; expected "
		    "columns, key, number, date, period, symbols or the like", h->name);
	rd->rules->any |= h->read != NULL || h->names > 0;
	lex_next(&p->lx);
	r = h->read != NULL ? h->read(p, rules) : h->names > 0 ?
	    parse_names(p, (struct names *)((char *)rules + h->names)) : read_include(rd);
	if (h->read == read_linked && r == 0)
		rd->linked = rules->linked[rules->nlinked - 1];
	return r != 0 ? -1 : parse_end(p, "the end of the heading");
}

static struct slice
this_line(const struct rule_reader *rd)
{
	const char *nl = memchr(rd->p, '\n', (size_t)(rd->end - rd->p));

	return (struct slice){rd->p, (size_t)((nl == NULL ? rd->end : nl) - rd->p)};
}

static void
pass_line(struct rule_reader *rd)
{
	struct slice s = this_line(rd);

	rd->p = s.p + s.n + (s.p + s.n < rd->end);
	rd->line++;
}

/* Columns of blanks at the start, a tab going to the next multiple of 8; *body: the rest. */
static unsigned
indent_of(struct slice s, struct slice *body)
{
	unsigned indent = 0;
	size_t i;

	for (i = 0; i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'); i++)
		indent = s.p[i] == '\t' ? (indent | 7) + 1 : indent + 1;
	*body = (struct slice){s.p + i, s.n - i};
	while (body->n > 0 && strchr(" \t\r", body->p[body->n - 1]) != NULL)
		body->n--;
	return indent;
}

static bool
begins_word(struct slice s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && memcmp(s.p, word, n) == 0 &&
	    (s.n == n || s.p[n] == ' ' || s.p[n] == '\t');
}

static bool
is_rule_line(const struct passage *f)
{
	return f->indent == 0 && begins_word(f->text, "rule");
}

/* What is indented below it does not continue it. */
static bool
is_block_line(const struct passage *f)
{
	return is_rule_line(f) || (f->indent == 0 && begins_word(f->text, "file"));
}

/* The next heading, rule line or clause; false at the end of the file. */
static bool
next_passage(struct rule_reader *rd, struct passage *out)
{
	struct slice more;
	unsigned indent;

	for (;; pass_line(rd)) {
		if (rd->p >= rd->end)
			return false;
		out->indent = indent_of(this_line(rd), &out->text);
		if (out->text.n > 0 && out->text.p[0] != '#')
			break;
	}
	out->line = rd->line;
	pass_line(rd);
	if (is_block_line(out))
		return true;
	for (; rd->p < rd->end; pass_line(rd)) {
		indent = indent_of(this_line(rd), &more);
		if (more.n == 0 || more.p[0] == '#')
			continue;
		if (indent <= out->indent)
			break;
		out->text.n = (size_t)(more.p + more.n - out->text.p);
	}
	return true;
}

/* Ends the rule whose clauses were read, if any. */
static int
end_rule(struct rule_reader *rd)
{
	const struct rule *rule = rd->rule;

	rd->rule = NULL;
	if (rule == NULL || rule->check_line > 0)
		return 0;
	return parse_fault(&rd->parser, rule->line, "rule %.*s has no 'check:'",
	    SLICE_ARG(rule->id));
}

/* A passage that begins in the first column. */
static int
read_outer(struct rule_reader *rd, const struct passage *f)
{
	if (rd->rule != NULL && clause_begins(f->text))
		return parse_fault(&rd->parser, f->line, "a clause in the first column; expected "
		    "an indented one");
	rd->linked = NULL;
	if (end_rule(rd) != 0)
		return -1;
	if (!is_rule_line(f))
		return read_heading(rd, f, rd->rules);
	if (clause_rule(&rd->parser, rd->rules, f->text, f->line) != 0)
		return -1;
	rd->rule = &rd->rules->rule[rd->rules->nrules - 1];
	rd->rules->any = true;
	return 0;
}

static int
read_passages(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	struct passage f;

	while (next_passage(rd, &f)) {
		p->depth = 0;
		if (f.indent > 0 && rd->rule == NULL && rd->linked == NULL)
			return parse_fault(p, f.line, "an indented line outside a rule; expected a "
			    "heading or 'rule'");
		if ((f.indent == 0 ? read_outer(rd, &f) : rd->linked != NULL ?
		    read_heading(rd, &f, rd->linked) :
		    clause_read(p, rd->rule, f.text, f.line)) != 0)
			return -1;
	}
	return end_rule(rd);
}

/* from: where it is included; file NULL: nowhere. */
static int
read_file(struct rules *r, const char *path, int depth, struct place from, struct errmsg *e)
{
	struct rule_reader rd = {.rules = r, .line = 1, .depth = depth};
	struct errmsg why;
	struct slice text = {0};

	if (depth > DEEPEST_INCLUDE)
		return errmsg_set(e, "%s:%u: files include each other over %d deep", from.file,
		    from.line, DEEPEST_INCLUDE);
	if (text_read(&r->mem, path, &text, &why) != 0)
		return from.file == NULL ? errmsg_set(e, "%s", why.text) :
		    errmsg_set(e, "%s:%u: %s", from.file, from.line, why.text);
	if (text_check(text, path, e) != 0)
		return -1;
	rd.p = text.p;
	rd.end = text.p + text.n;
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		rd.p += 3;
	rd.parser = (struct parser){.mem = &r->mem, .e = e,
	    .file = arena_copy(&r->mem, slice_of(path)).p};
	if (r->file == NULL)
		r->file = rd.parser.file;
	return read_passages(&rd);
}

/*
 * A column that the file should have cannot be one that may be absent, nor a period that is made of
 * another column.
 */
static int
want_apart(const struct rules *r, struct errmsg *e)
{
	const struct names *names = &r->optional;

	if (r->period_from.p != NULL && (names_have(&r->columns, r->period) ||
	    names_have(&r->optional, r->period)))
		return errmsg_set(e, "%s:%u: '%.*s' is in '%s' too; expected a new name for the "
		    "period from '%.*s'", r->period_at.file, r->period_at.line,
		    SLICE_ARG(r->period), names_have(&r->columns, r->period) ? "columns" :
		    "optional", SLICE_ARG(r->period_from));
	for (size_t i = 0; i < names->n; i++)
		if (names_have(&r->columns, names->name[i]))
			return errmsg_set(e, "%s:%u: '%.*s' is in 'columns' and 'optional'; "
			    "expected it in one of them", names->at[i].file, names->at[i].line,
			    SLICE_ARG(names->name[i]));
	return 0;
}

struct rules *
rules_read(char *const paths[], size_t n, struct errmsg *e)
{
	struct rules *r = xcalloc(1, sizeof(*r));
	int status = 0;

	for (size_t i = 0; i < n && status == 0; i++)
		status = read_file(r, paths[i], 0, (struct place){0}, e);
	if (status == 0 && n > 0 && !r->any)
		status = errmsg_set(e, "%s:1: neither a declaration nor a rule%s; expected "
		    "'rule ID SEVERITY', or 'columns' and the like", r->file,
		    n > 1 ? ", nor in the other files" : "");
	if (status == 0 && want_apart(r, e) == 0 && rules_link(r, e) == 0)
		return r;
	rules_free(r);
	return NULL;
}

enum param_kind { PARAM_NUMBER, PARAM_PERCENT, PARAM_TEXT };

static enum param_kind
param_kind(const struct node *n)
{
	while (n->op == N_NEG)
		n = n->a;
	return n->op == N_STRING ? PARAM_TEXT : n->op == N_PERCENT ? PARAM_PERCENT : PARAM_NUMBER;
}

/* The value as a literal, or NULL. A text needs no quotes. */
static struct node *
read_param_value(struct parser *p, struct slice value, enum param_kind kind)
{
	struct node *n;

	lex_start(&p->lx, value, 1);
	n = parse_literal(p);
	if (n != NULL && p->lx.token == T_END && param_kind(n) == kind)
		return n;
	if (kind != PARAM_TEXT)
		return NULL;
	n = arena_alloc(p->mem, sizeof(*n));
	*n = (struct node){.op = N_STRING, .text = value, .src = value, .index = -1,
	    .compared = -1};
	return n;
}

int
rules_set_param(struct rules *r, const char *arg, struct errmsg *e)
{
	const char *eq = strchr(arg, '=');
	struct slice value, name;
	struct errmsg why = {0};
	struct parser p = {.file = "--param", .mem = &r->mem, .e = &why};
	enum param_kind kind;
	struct node *n;
	size_t i;

	if (eq == NULL)
		return errmsg_set(e, "--param: '%s' is not NAME=VALUE", arg);
	name = (struct slice){arg, (size_t)(eq - arg)};
	if ((i = RULES_FIND(r->param, r->nparams, name)) == r->nparams)
		return errmsg_set(e, "--param: '%.*s' is not a parameter of the rules",
		    SLICE_ARG(name));
	value = arena_copy(&r->mem, slice_of(eq + 1));
	kind = param_kind(r->param[i].value);
	n = read_param_value(&p, value, kind);
	if (n == NULL)
		return errmsg_set(e, "--param: %.*s: '%.*s' is not a %s; expected one as in the "
		    "rules, such as %.*s", SLICE_ARG(name), SLICE_ARG(value),
		    kind == PARAM_PERCENT ? "percentage" : "number",
		    SLICE_ARG(r->param[i].value->src));
	r->param[i].value = n;
	return 0;
}
