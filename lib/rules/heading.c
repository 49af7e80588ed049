#include <string.h>

#include "base/intern.h"
#include "base/memory.h"
#include "rules/parser.h"

/* A number, with a sign perhaps. */
static int
one_number(struct parser *p, struct dec *out)
{
	bool minus = parse_take(p, T_MINUS);

	if (p->lx.token != T_NUMBER)
		return parse_error(p, "a number expected");
	*out = p->lx.num;
	if (minus)
		out->digits = -out->digits;
	lex_next(&p->lx);
	return 0;
}

static int
head_date(struct rule_reader *rd)
{
	struct rules *r = rd->rules;
	struct date_decl *d = ADD(r->date, r->ndates, r->date_cap);

	if (parse_names(&rd->parser, &d->names) != 0)
		return -1;
	return parse_take_word(&rd->parser, "as") ? parse_string(&rd->parser, &d->form) : 0;
}

static int
head_period(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;

	if (rd->rules->period.p != NULL)
		return errmsg_set(p->e, "%s:%u: the period is declared twice, first at %s:%u",
		    p->file, p->lx.at, rd->rules->period_at.file, rd->rules->period_at.line);
	rd->rules->period_at = parse_place(p);
	if (parse_one_name(p, &rd->rules->period, "the period's column") != 0)
		return -1;
	if (!parse_take_word(p, "as"))
		return parse_error(p, "'as \"PATTERN\"' expected");
	return parse_string(p, &rd->rules->period_form);
}

static int
head_symbols(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	struct slice s;
	struct num num;

	if (p->lx.token == T_END)
		return parse_error(p, "one symbol or more expected");
	while (p->lx.token != T_END) {
		lex_word(&p->lx);
		s = p->lx.text;
		if (p->lx.token == T_STRING) {
			if (parse_string(p, &s) != 0)
				return -1;
		} else {
			lex_next(&p->lx);
		}
		if (num_parse(s, 0, &num) == NUM_VALUE)
			return errmsg_set(p->e, "%s:%u: '%.*s' is a number and would be read as one; a "
			    "symbol that is none expected", p->file, p->lx.at, SLICE_ARG(s));
		names_add(&rd->rules->symbols, s, parse_place(p));
	}
	return 0;
}

static int
head_range(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	struct symbol_range *g = ADD(rd->rules->range, rd->rules->nranges, rd->rules->range_cap);

	g->at = parse_place(p);
	lex_word(&p->lx);
	g->symbol = p->lx.text;
	if (p->lx.token == T_STRING ? parse_string(p, &g->symbol) != 0 : (lex_next(&p->lx), false))
		return -1;
	for (size_t i = 0; i + 1 < rd->rules->nranges; i++)
		if (slice_eq(rd->rules->range[i].symbol, g->symbol))
			return errmsg_set(p->e, "%s:%u: the range of '%.*s' is declared twice, first at "
			    "%s:%u", p->file, g->at.line, SLICE_ARG(g->symbol),
			    rd->rules->range[i].at.file, rd->rules->range[i].at.line);
	if (one_number(p, &g->lo) != 0)
		return -1;
	if (!parse_take_word(p, "to"))
		return parse_error(p, "'to' expected");
	if ((g->any = parse_take_word(p, "any")))
		return 0;
	if (one_number(p, &g->hi) != 0)
		return -1;
	if (rat_cmp(rat_of_dec(g->lo), rat_of_dec(g->hi)) > 0)
		return errmsg_set(p->e, "%s:%u: the range of '%.*s' ends before it begins",
		    p->file, g->at.line, SLICE_ARG(g->symbol));
	return 0;
}

static int
head_printed(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	struct printed *d = ADD(rd->rules->printed, rd->rules->nprinted, rd->rules->printed_cap);
	struct dec n = {0};
	const char *start;

	d->decimals = -1;
	if (parse_names(p, &d->names) != 0)
		return -1;
	if (!parse_take_word(p, "to"))
		return 0;
	start = p->lx.src.p;
	if (one_number(p, &n) != 0)
		return -1;
	if (n.scale != 0 || n.digits < 0 || n.digits > 12)
		return errmsg_set(p->e, "%s:%u: printed to %.*s decimals; 0 to 12 expected",
		    p->file, p->lx.at, SLICE_ARG(slice_trim((struct slice){start,
		    (size_t)(p->lx.src.p - start)})));
	d->decimals = (int)n.digits;
	return 0;
}

static int
head_rounded(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	struct rounding *d = ADD(rd->rules->rounded, rd->rules->nrounded, rd->rules->rounded_cap);

	d->line = p->lx.at;
	d->file = p->file;
	if (parse_names(p, &d->names) != 0)
		return -1;
	if (!parse_take_word(p, "to"))
		return parse_error(p, "'to' and the base expected");
	if (one_number(p, &d->base) != 0)
		return -1;
	if (d->base.digits <= 0)
		return errmsg_set(p->e, "%s:%u: a base of rounding is more than 0", p->file, d->line);
	if (parse_take_word(p, "where") && (d->where = parse_cond(p)) == NULL)
		return -1;
	return 0;
}

static int
head_list(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	struct list_decl *l = ADD(rd->rules->list, rd->rules->nlists, rd->rules->list_cap);

	l->line = p->lx.at;
	l->file = p->file;
	if (parse_one_name(p, &l->name, "the list's name") != 0)
		return -1;
	for (size_t i = 0; i + 1 < rd->rules->nlists; i++)
		if (slice_eq(rd->rules->list[i].name, l->name))
			return errmsg_set(p->e, "%s:%u: the list '%.*s' is declared twice, first "
			    "at %s:%u", p->file, l->line, SLICE_ARG(l->name),
			    rd->rules->list[i].file, rd->rules->list[i].line);
	if (parse_take(p, T_EQ)) {
		do {
			if (parse_string(p, ADD(l->item, l->nitems, l->item_cap)) != 0)
				return -1;
		} while (parse_take(p, T_COMMA));
		return 0;
	}
	if (!parse_take_word(p, "from"))
		return parse_error(p, "'=' and texts, or 'from \"FILE\"', expected");
	if (parse_string(p, &l->from) != 0)
		return -1;
	if (!parse_take_word(p, "columns"))
		return parse_error(p, "'columns' and the columns of the list expected");
	if (parse_names(p, &l->columns) != 0)
		return -1;
	if (l->columns.n > 3)
		return errmsg_set(p->e, "%s:%u: a list has 1 to 3 columns, not %zu", p->file, l->line,
		    l->columns.n);
	if (!parse_take_word(p, "valid"))
		return 0;
	if (parse_one_name(p, &l->valid_from, "the column with the first valid period") != 0)
		return -1;
	if (!parse_take_word(p, "to"))
		return parse_error(p, "'to' expected");
	return parse_one_name(p, &l->valid_to, "the column with the last valid period");
}

struct node *
parse_literal(struct parser *p)
{
	struct node *n;

	if (p->lx.token != T_NUMBER && p->lx.token != T_PERCENT && p->lx.token != T_STRING &&
	    p->lx.token != T_MINUS) {
		parse_error(p, "a number, a percentage or a text expected");
		return NULL;
	}
	if ((n = parse_expr(p)) == NULL)
		return NULL;
	if (n->op != N_NUMBER && n->op != N_PERCENT && n->op != N_STRING && n->op != N_NEG) {
		errmsg_set(p->e, "%s:%u: a number, a percentage or a text expected, not a sum",
		    p->file, n->line);
		return NULL;
	}
	return n;
}

static int
head_param(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	struct param *q = ADD(rd->rules->param, rd->rules->nparams, rd->rules->param_cap);

	q->at = parse_place(p);
	if (parse_one_name(p, &q->name, "the parameter's name") != 0)
		return -1;
	for (size_t i = 0; i + 1 < rd->rules->nparams; i++)
		if (slice_eq(rd->rules->param[i].name, q->name))
			return errmsg_set(p->e, "%s:%u: the parameter '%.*s' is declared twice, "
			    "first at %s:%u", p->file, q->at.line, SLICE_ARG(q->name),
			    rd->rules->param[i].at.file, rd->rules->param[i].at.line);
	if (!parse_take(p, T_EQ))
		return parse_error(p, "'=' expected");
	return (q->value = parse_literal(p)) != NULL ? 0 : -1;
}

static int
head_builtin(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	struct builtin *b = ADD(rd->rules->builtin, rd->rules->nbuiltins, rd->rules->builtin_cap);

	b->at = parse_place(p);
	if (parse_one_name(p, &b->id, "the check's id, S01 to S16,") != 0)
		return -1;
	if (!rules_builtin(b->id))
		return errmsg_set(p->e, "%s:%u: no built-in check '%.*s'; S01 to S16 expected",
		    p->file, b->at.line, SLICE_ARG(b->id));
	for (size_t i = 0; i + 1 < rd->rules->nbuiltins; i++)
		if (slice_eq(rd->rules->builtin[i].id, b->id))
			return errmsg_set(p->e, "%s:%u: the severity of %.*s is declared twice, first at "
			    "%s:%u", p->file, b->at.line, SLICE_ARG(b->id),
			    rd->rules->builtin[i].at.file, rd->rules->builtin[i].at.line);
	if (lex_is(&p->lx, "off"))
		b->severity = SEV_OFF;
	else if (p->lx.token != T_WORD || !severity_parse(p->lx.text, &b->severity))
		return parse_error(p, "error, query, note or off expected");
	lex_next(&p->lx);
	return 0;
}

static int
head_names(struct rule_reader *rd, struct names *names)
{
	return parse_names(&rd->parser, names);
}


static int
head_columns(struct rule_reader *rd)
{
	struct names *names = &rd->rules->columns;
	struct intern *seen;
	uint32_t i = 0;

	if (head_names(rd, names) != 0)
		return -1;
	for (seen = intern_new(); i < names->n && intern_id(seen, names->name[i]) == i; i++)
		;
	intern_free(seen);
	if (i == names->n)
		return 0;
	return errmsg_set(rd->parser.e, "%s:%u: the column '%.*s' is declared twice", names->at[i].file,
	    names->at[i].line, SLICE_ARG(names->name[i]));
}

static int head_key(struct rule_reader *rd) { return head_names(rd, &rd->rules->key); }
static int head_number(struct rule_reader *rd) { return head_names(rd, &rd->rules->number); }
static int head_exact(struct rule_reader *rd) { return head_names(rd, &rd->rules->exact); }

static const char *const heading_names[] = {"columns", "key", "number", "date", "period",
    "symbols", "range", "exact", "printed", "rounded", "list", "param", "include", "builtin",
    "rule"};
static int (*const heading_parsers[])(struct rule_reader *) = {head_columns, head_key, head_number,
    head_date, head_period, head_symbols, head_range, head_exact, head_printed, head_rounded,
    head_list, head_param, read_include, head_builtin};

int
read_heading(struct rule_reader *rd, const struct piece_of_file *f)
{
	struct parser *p = &rd->parser;
	struct slice word;

	lex_start(&p->lx, f->text, f->line);
	word = p->lx.text;
	if (p->lx.token != T_WORD)
		return parse_error(p, "a heading such as columns, key or number, or 'rule', expected");
	for (size_t i = 0; i < LENGTH(heading_parsers); i++) {
		if (!slice_is(word, heading_names[i]))
			continue;
		lex_next(&p->lx);
		return heading_parsers[i](rd) != 0 ? -1 : parse_end(p, "the heading");
	}
	return parse_unknown_word(p, "heading", word, heading_names, LENGTH(heading_names));
}
