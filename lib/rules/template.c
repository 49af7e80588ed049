#include <string.h>

#include "base/memory.h"
#include "rules/expr.h"

/* The text of say: "{expression}" and "{expression:0.00}"; "{{" and "}}" are braces themselves. */

/* ":0", ":0.00" behind an expression: how many decimals. */
static int
parse_decimals(struct parser *p, struct slice form, int *decimals)
{
	*decimals = (int)form.n - 2;
	if (form.n == 1 && form.p[0] == '0')
		*decimals = 0;
	else if (form.n < 3 || form.p[0] != '0' || form.p[1] != '.' || form.n > 14 ||
	    strspn(form.p + 2, "0") < form.n - 2)
		return errmsg_set(p->e, "%s:%u: '%.*s' after ':' in say; 0 or 0.00 expected",
		    p->file, p->lx.line, SLICE_ARG(form));
	return 0;
}

/* Where the first of these marks stands, or the end: not one within a text or a bracketed name. */
static size_t
find_mark(struct slice s, const char *marks)
{
	char within = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (within != 0)		/* a doubled mark ends it and begins it again */
			within = s.p[i] == within ? 0 : within;
		else if (strchr(marks, s.p[i]) != NULL)
			return i;
		else if (s.p[i] == '"' || s.p[i] == '[')
			within = s.p[i] == '[' ? ']' : '"';
		else if (s.p[i] == ']' && i > 0 && s.p[i - 1] == ']')
			within = ']';
	}
	return s.n;
}

static struct piece *
add_piece(struct rule *rule)
{
	rule->say = xgrow(rule->say, &rule->say_cap, rule->nsay + 1, sizeof(*rule->say));
	rule->say[rule->nsay] = (struct piece){.decimals = -1};
	return &rule->say[rule->nsay++];
}

/* What stands between the braces. */
static int
parse_value(struct parser *p, struct slice inside, unsigned line, struct rule *rule)
{
	size_t colon = find_mark(inside, ":");
	struct piece *piece = add_piece(rule);

	lex_start(&p->lx, (struct slice){inside.p, colon}, line);
	p->depth = 0;
	if ((piece->expr = parse_expr(p)) == NULL)
		return -1;
	if (p->lx.token != T_END)
		return parse_error(p, "'}' or ':' expected in say");
	if (colon == inside.n)
		return 0;
	return parse_decimals(p, slice_trim((struct slice){inside.p + colon + 1,
	    inside.n - colon - 1}), &piece->decimals);
}

int
parse_template(struct parser *p, struct slice text, unsigned line, struct rule *rule)
{
	size_t at = 0, n;

	while (at < text.n) {
		struct slice rest = {text.p + at, text.n - at};

		for (n = 0; n < rest.n && rest.p[n] != '{' && rest.p[n] != '}'; n++)
			;
		if (n + 1 < rest.n && rest.p[n + 1] == rest.p[n]) {
			add_piece(rule)->text = (struct slice){rest.p, n + 1};
			at += n + 2;
			continue;
		}
		if (n > 0)
			add_piece(rule)->text = (struct slice){rest.p, n};
		at += n;
		if (n == rest.n)
			break;
		if (rest.p[n] == '}')
			return errmsg_set(p->e, "%s:%u: '}' without '{' in say; '}}' stands for a brace",
			    p->file, line);
		rest = (struct slice){rest.p + n + 1, rest.n - n - 1};
		n = find_mark(rest, "}");
		if (n == rest.n)
			return errmsg_set(p->e, "%s:%u: '{' without '}' in say; '{{' stands for a brace",
			    p->file, line);
		if (parse_value(p, (struct slice){rest.p, n}, line, rule) != 0)
			return -1;
		at += n + 2;
	}
	return 0;
}
