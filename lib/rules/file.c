#include "rules/rules.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "rules/parser.h"
#include "base/utf8.h"

enum { DEEPEST_INCLUDE = 16, LARGEST = 16 * 1024 * 1024 };

static int read_file(struct rules *r, const char *path, int depth, const char *from, unsigned line,
    struct errmsg *e);

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
begins_with(struct slice s, const char *word)
{
	size_t n = strlen(word);

	return s.n >= n && memcmp(s.p, word, n) == 0 && (s.n == n || strchr(" \t", s.p[n]) != NULL);
}

/* The next heading, rule line or clause; false at the end of the file. */
static bool
next_piece(struct rule_reader *rd, struct piece_of_file *out)
{
	struct slice body, more;
	unsigned indent;

	for (;; pass_line(rd)) {
		if (rd->p >= rd->end)
			return false;
		out->indent = indent_of(this_line(rd), &body);
		if (body.n > 0 && body.p[0] != '#')
			break;
	}
	out->line = rd->line;
	out->text = body;
	pass_line(rd);
	if (out->indent == 0 && begins_with(body, "rule"))
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

int
parse_unknown_word(struct parser *p, const char *what, struct slice got, const char *const *names,
    size_t n)
{
	struct slice known[16] = {{0}};
	size_t i;

	for (i = 0; i < n; i++)
		known[i] = slice_of(names[i]);
	i = slice_nearest(got, known, n);
	return errmsg_set(p->e, "%s:%u: no %s called '%.*s'%s%s%s", p->file, p->lx.at, what,
	    (int)(got.n < 60 ? got.n : 60), got.p, i < n ? "; did you mean '" : "",
	    i < n ? names[i] : "", i < n ? "'?" : "");
}

int
parse_one_name(struct parser *p, struct slice *name, const char *what)
{
	if (!parse_is_name(p))
		return parse_error(p, "%s expected", what);
	*name = parse_take_name(p);
	return 0;
}

int
parse_end(struct parser *p, const char *what)
{
	if (p->lx.token != T_END)
		return parse_error(p, "the end of %s expected", what);
	return 0;
}

static int
read_rule_line(struct rule_reader *rd, const struct piece_of_file *f)
{
	struct parser *p = &rd->parser;
	struct rules *r = rd->rules;
	struct rule *rule;
	static const char *const severities[] = {"error", "query", "note"};

	lex_start(&p->lx, f->text, f->line);
	lex_next(&p->lx);
	rule = ADD(r->rule, r->nrules, r->rule_cap);
	rd->rule = rule;
	rule->file = p->file;
	rule->line = f->line;
	if (p->lx.token != T_WORD)
		return errmsg_set(p->e, "%s:%u: the rule's id, a letter first, expected%s%.*s%s", p->file,
		    f->line, p->lx.token == T_END ? "" : ", found '", SLICE_ARG(p->lx.src),
		    p->lx.token == T_END ? "" : "'");
	rule->id = p->lx.text;
	if (rules_builtin(rule->id))
		return errmsg_set(p->e, "%s:%u: '%.*s' is a built-in check; another id expected",
		    p->file, f->line, SLICE_ARG(rule->id));
	for (size_t i = 0; i + 1 < r->nrules; i++)
		if (slice_eq(r->rule[i].id, rule->id))
			return errmsg_set(p->e, "%s:%u: there is a rule '%.*s' already, at %s:%u",
			    p->file, f->line, SLICE_ARG(rule->id), r->rule[i].file, r->rule[i].line);
	lex_next(&p->lx);
	if (p->lx.token != T_WORD)
		return parse_error(p, "error, query or note expected");
	if (!severity_parse(p->lx.text, &rule->severity))
		return parse_unknown_word(p, "severity", p->lx.text, severities, 3);
	lex_next(&p->lx);
	return parse_end(p, "the line");
}

int
read_include(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	unsigned line = p->lx.at;
	struct slice s;
	char *path;
	int r;

	if (parse_string(p, &s) != 0)
		return -1;
	path = rules_path(p->file, s);
	r = read_file(rd->rules, path, rd->depth + 1, p->file, line, p->e);
	free(path);
	return r;
}

static int
rule_complete(struct rule_reader *rd)
{
	struct parser *p = &rd->parser;
	const struct rule *rule = rd->rule;

	if (rule == NULL)
		return 0;
	if (rule->check_src.p == NULL)
		return errmsg_set(p->e, "%s:%u: rule %.*s has no 'check:'", rule->file, rule->line,
		    SLICE_ARG(rule->id));
	return 0;
}

static int
read_pieces(struct rule_reader *rd)
{
	struct piece_of_file f;
	unsigned seen = 0;
	int r;

	while (next_piece(rd, &f)) {
		rd->parser.depth = 0;
		if (f.indent > 0) {
			if (rd->rule == NULL)
				return errmsg_set(rd->parser.e, "%s:%u: an indented line outside a "
				    "rule; a heading or 'rule' expected", rd->parser.file, f.line);
			r = read_clause(rd, &f, &seen);
		} else {
			if (rd->rule != NULL && clause_begins(f.text))
				return errmsg_set(rd->parser.e, "%s:%u: a clause of a rule is indented",
				    rd->parser.file, f.line);
			if (rule_complete(rd) != 0)
				return -1;
			rd->rule = NULL;
			seen = 0;
			r = begins_with(f.text, "rule") ? read_rule_line(rd, &f) :
			    read_heading(rd, &f);
		}
		if (r != 0)
			return -1;
	}
	return rule_complete(rd);
}

/* The whole file into the region. */
static int
slurp(struct arena *mem, const char *path, struct slice *text, struct errmsg *e)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char *buf = NULL;
	size_t n = 0, cap = 0;

	if (f == NULL)
		return errmsg_set(e, "%s", strerror(errno));
	do {
		buf = xgrow(buf, &cap, n + 8192, 1);
		n += fread(buf + n, 1, cap - n, f);
	} while (!feof(f) && !ferror(f) && n < LARGEST);
	if (ferror(f) != 0 || n >= LARGEST) {
		errmsg_set(e, "%s", ferror(f) != 0 ? strerror(errno) : "a rules file of over 16 MiB");
		n = SIZE_MAX;
	} else {
		*text = arena_copy(mem, (struct slice){buf, n});
	}
	free(buf);
	if (f != stdin)
		fclose(f);
	return n == SIZE_MAX ? -1 : 0;
}

static int
read_file(struct rules *r, const char *path, int depth, const char *from, unsigned line,
    struct errmsg *e)
{
	struct rule_reader rd = {.rules = r, .line = 1, .depth = depth};
	struct errmsg why;
	struct slice text;
	size_t good;

	if (depth > DEEPEST_INCLUDE)
		return errmsg_set(e, "%s:%u: files that include each other over %d deep", from, line,
		    DEEPEST_INCLUDE);
	if (slurp(&r->mem, path, &text, &why) != 0)
		return from == NULL ? errmsg_set(e, "%s: %s", path, why.text) :
		    errmsg_set(e, "%s:%u: %s: %s", from, line, path, why.text);
	if (memchr(text.p, '\0', text.n) != NULL)
		return errmsg_set(e, "%s: a NUL byte; a rules file is plain text", path);
	if (memchr(text.p, '\r', text.n) != NULL && memchr(text.p, '\n', text.n) == NULL)
		return errmsg_set(e, "%s: lines that end in a carriage return alone; LF or CRLF expected",
		    path);
	if ((good = utf8_valid(text)) < text.n) {
		for (size_t i = 0; i < good; i++)
			rd.line += text.p[i] == '\n';
		return errmsg_set(e, "%s:%u: byte 0x%02x: not UTF-8; a rules file is UTF-8 text", path,
		    rd.line, (unsigned char)text.p[good]);
	}
	rd.p = text.p;
	rd.end = text.p + text.n;
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		rd.p += 3;
	rd.parser = (struct parser){.mem = &r->mem, .e = e,
	    .file = arena_copy(&r->mem, slice_of(path)).p};
	if (r->file == NULL)
		r->file = rd.parser.file;
	return read_pieces(&rd);
}

struct rules *
rules_read(char *const paths[], size_t n, struct errmsg *e)
{
	struct rules *r = xcalloc(1, sizeof(*r));

	for (size_t i = 0; i < n; i++)
		if (read_file(r, paths[i], 0, NULL, 0, e) != 0) {
			rules_free(r);
			return NULL;
		}
	return r;
}

int
rules_set_param(struct rules *r, const char *arg, struct errmsg *e)
{
	const char *eq = strchr(arg, '=');
	struct slice value, name;
	struct errmsg why = {0};
	struct parser p = {.file = "--param", .mem = &r->mem, .e = &why};
	struct node *n;
	size_t i;

	if (eq == NULL)
		return errmsg_set(e, "--param %s: NAME=VALUE expected", arg);
	name = (struct slice){arg, (size_t)(eq - arg)};
	for (i = 0; i < r->nparams && !slice_eq(r->param[i].name, name); i++)
		;
	if (i == r->nparams)
		return errmsg_set(e, "--param %s: the rules have no parameter '%.*s'", arg,
		    SLICE_ARG(name));
	value = arena_copy(&r->mem, slice_of(eq + 1));
	lex_start(&p.lx, value, 1);
	n = parse_literal(&p);
	if (n == NULL || p.lx.token != T_END) {		/* not a literal: the text itself */
		n = arena_alloc(&r->mem, sizeof(*n));
		*n = (struct node){.op = N_STRING, .text = value, .src = value, .index = -1,
		    .beside = -1};
	}
	r->param[i].value = n;
	return 0;
}

