#include "rules/rules.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/memory.h"
#include "rules/parse.h"
#include "rules/text.h"

/*
 * A rules file is divided into lines that belong together: headings (rules/heading.c), and the
 * clauses of rules (rules/clause.c).
 */

enum { DEEPEST_INCLUDE = 16 };

/* A file being read: its lines, and the one it has come to. */
struct rule_reader {
	struct rules *rules;
	struct parser parser;
	const char *p, *end;	/* what is left */
	unsigned line;		/* of p */
	const struct including *by;	/* itself, and the files that include it */
	struct rule *rule;	/* the one whose clauses follow, or NULL */
	struct rules *linked;	/* the file whose declarations follow, or NULL */
};

/* A heading or a clause with the lines that continue it. */
struct passage {
	struct slice text;	/* from its first word, without the last newline */
	unsigned line, indent;
};

/* A file being read, and the one that includes it. */
struct including {
	const char *path;
	const struct including *by;	/* or NULL */
	int depth;
	dev_t dev;
	ino_t ino;
};

static int read_file(struct rules *r, const char *path, const struct including *by,
    struct place from, struct errmsg *e);

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
	r = read_file(rd->rules, path, rd->by, from, p->e);
	free(path);
	return r;
}

/* Of the rules, or of the declarations of a linked file. */
static int
read_heading(struct rule_reader *rd, const struct passage *f, struct rules *rules)
{
	struct parser *p = &rd->parser;
	const size_t nlinked = rules->nlinked;
	bool include;
	int r = heading_read(p, rules, f->text, f->line, &include);

	if (r == 0 && include)
		r = read_include(rd);
	if (r != 0)
		return -1;
	rd->rules->any |= !include;
	if (rules->nlinked > nlinked)
		rd->linked = rules->linked[nlinked];
	return parse_end(p, parse_is_name(p) ? "a comma before another name, or the end of the "
	    "heading" : "the end of the heading");
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
	return parse_fault(&rd->parser, rule->line, "rule %.*s has no 'check:'; expected the "
	    "condition that its rows meet, as in check: value >= 0", SLICE_ARG(rule->id));
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

/* "a.rules -> b.rules -> a.rules": from the file, which is included again, down to here. */
static void
add_path(struct textbuf *t, const struct including *by, const struct including *top)
{
	if (by != top)
		add_path(t, by->by, top);
	textbuf_addf(t, "%s -> ", by->path);
}

/* Is it included too deeply, or by itself? */
static int
check_include(const struct including *in, struct place from, struct errmsg *e)
{
	struct textbuf path = {0};

	if (in->depth > DEEPEST_INCLUDE)
		return errmsg_set(e, "%s:%u: files include each other over %d deep; expected %d at "
		    "most", from.file, from.line, DEEPEST_INCLUDE, DEEPEST_INCLUDE);
	for (const struct including *by = in->by; by != NULL && in->ino != 0; by = by->by) {
		if (by->dev != in->dev || by->ino != in->ino)
			continue;
		add_path(&path, in->by, by);
		errmsg_set(e, "%s:%u: %s includes itself (%s%s); expected each file to include "
		    "others", from.file, from.line, by->path, path.p, by->path);
		textbuf_free(&path);
		return -1;
	}
	return 0;
}

/* by: the file that includes it, and from: where; or NULL, and file NULL. */
static int
read_file(struct rules *r, const char *path, const struct including *by, struct place from,
    struct errmsg *e)
{
	struct including in = {.path = path, .by = by, .depth = by != NULL ? by->depth + 1 : 0};
	struct rule_reader rd = {.rules = r, .line = 1, .by = &in};
	struct errmsg why;
	struct slice text = {0};
	const char **included;
	struct stat st;

	if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) {
		in.dev = st.st_dev;
		in.ino = st.st_ino;
	}
	if (check_include(&in, from, e) != 0)
		return -1;
	if (text_read(&r->mem, path, &text, &why) != 0)
		return from.file == NULL ? errmsg_set(e, "--rules: %s", why.text) :
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
	if (by != NULL) {
		included = RULES_ADD(&r->mem, r->included, r->nincluded);
		*included = rd.parser.file;
	}
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
		status = read_file(r, paths[i], NULL, (struct place){0}, e);
	if (status == 0 && n > 0 && !r->any)
		status = errmsg_set(e, "%s:1: no declaration and no rule in %s; expected "
		    "'rule ID SEVERITY', or 'columns' and the like", r->file,
		    n > 1 ? "any of the files" : "the file");
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

static int
no_such_param(const struct rules *r, struct slice name, struct errmsg *e)
{
	struct slice *known = xcalloc(r->nparams + 1, sizeof(*known));
	char near[SUGGEST_SIZE];

	for (size_t i = 0; i < r->nparams; i++)
		known[i] = r->param[i].name;
	errmsg_set(e, "--param: '%.*s' is not a parameter of the rules%s", SLICE_ARG(name),
	    suggest(near, name, known, r->nparams)[0] != '\0' ? near :
	    "; expected the name in 'param NAME = VALUE'");
	free(known);
	return -1;
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
	int32_t day;
	size_t i;

	if (eq == NULL)
		return errmsg_set(e, "--param: '%s' is not NAME=VALUE", arg);
	name = (struct slice){arg, (size_t)(eq - arg)};
	if ((i = RULES_FIND(r->param, r->nparams, name)) == r->nparams)
		return no_such_param(r, name, e);
	value = arena_copy(&r->mem, slice_of(eq + 1));
	kind = param_kind(r->param[i].value);
	n = read_param_value(&p, value, kind);
	if (n == NULL)
		return errmsg_set(e, "--param: %.*s: '%.*s' is not a %s; expected one as in the "
		    "rules, such as %.*s", SLICE_ARG(name), SLICE_ARG(value),
		    kind == PARAM_PERCENT ? "percentage" : "number",
		    SLICE_ARG(r->param[i].value->src));
	if (kind == PARAM_TEXT && date_parse(r->param[i].value->text, &day) != DATE_NONE &&
	    date_parse(n->text, &day) == DATE_NONE)
		return errmsg_set(e, "--param: %.*s: '%.*s' is not a date; expected one that "
		    "exists, such as %.*s", SLICE_ARG(name), SLICE_ARG(value),
		    SLICE_ARG(r->param[i].value->text));
	r->param[i].value = n;
	return 0;
}
