#include "board/findings.h"

#include <string.h>

#include "table/role.h"
#include "table/sidefile.h"

enum column { RULE, SEVERITY, FILE_NAME, LINE, KEY };

static const char *const columns[] = {"rule", "severity", "file", "line", "key"};
enum { NCOLUMNS = sizeof(columns) / sizeof(columns[0]) };

struct counting {
	struct card *card;
	struct sidefile *file;
	const char *indicator, *category;	/* chosen headings, or NULL */
	size_t elsewhere;			/* counted nowhere */
	struct textbuf first;
	struct textbuf name;
};

/* The next "; " that another NAME= follows, or the end. */
static size_t
value_end(struct slice s)
{
	for (size_t i = 0; i + 1 < s.n; i++) {
		size_t k = i + 2;

		if (s.p[i] != ';' || s.p[i + 1] != ' ')
			continue;
		while (k < s.n && s.p[k] != '=' && s.p[k] != ';')
			k++;
		if (k < s.n && s.p[k] == '=')
			return i;
	}
	return s.n;
}

/* Takes "NAME=VALUE" off the front of "NAME=VALUE; NAME=VALUE". */
static bool
next_pair(struct slice *rest, struct slice *name, struct slice *value)
{
	const char *equals = rest->n > 0 ? memchr(rest->p, '=', rest->n) : NULL;
	size_t end;

	if (equals == NULL)
		return false;
	*name = slice_trim((struct slice){rest->p, (size_t)(equals - rest->p)});
	*value = (struct slice){equals + 1, rest->n - (size_t)(equals + 1 - rest->p)};
	end = value_end(*value);
	*rest = end < value->n ? (struct slice){value->p + end + 2, value->n - end - 2} :
	    (struct slice){"", 0};
	value->n = end;
	*value = slice_trim(*value);
	return true;
}

static bool
is_role(struct slice name, const char *chosen, enum role role)
{
	return chosen != NULL ? slice_caseeq(name, slice_of(chosen)) : role_is_named(role, name);
}

/* The entry that a key names, or c->n. */
static size_t
find_entry(struct counting *k, struct slice key)
{
	struct slice name, value, indicator = {"", 0}, category = {"", 0};
	size_t at;

	while (next_pair(&key, &name, &value))
		if (is_role(name, k->indicator, ROLE_INDICATOR))
			indicator = value;
		else if (is_role(name, k->category, ROLE_CATEGORY))
			category = value;
	textbuf_reset(&k->name);
	textbuf_add(&k->name, indicator);
	if (category.n > 0) {
		textbuf_addf(&k->name, ": ");
		textbuf_add(&k->name, category);
	}
	at = card_find(k->card, textbuf_slice(&k->name));
	return at < k->card->n ? at : card_find(k->card, indicator);
}

/* "health" of "submissions/health.csv". */
static struct slice
agency_of(struct slice path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/') {
			path = (struct slice){path.p + i, path.n - i};
			break;
		}
	if (path.n > 4 && slice_caseeq((struct slice){path.p + path.n - 4, 4}, slice_of(".csv")))
		path.n -= 4;
	return path;
}

static void
count(struct counting *k)
{
	struct card *c = k->card;
	const size_t at = find_entry(k, sidefile_cell(k->file, KEY));
	const struct slice file = sidefile_cell(k->file, FILE_NAME), agency = agency_of(file);
	bool counted = at < c->n;

	if (counted)
		c->row[at].findings++;
	for (size_t i = 0; i < c->n && at == c->n; i++)
		if (agency.n > 0 && slice_caseeq(c->row[i].entry->agency, agency)) {
			c->row[i].findings++;
			counted = true;
		}
	if (!counted && k->elsewhere++ == 0)
		textbuf_addf(&k->first, "%.*s:%.*s: %.*s", SLICE_ARG(file),
		    SLICE_ARG(sidefile_cell(k->file, LINE)),
		    SLICE_ARG(sidefile_cell(k->file, RULE)));
}

/* Errors and queries count. -1: no such severity. */
static int
is_counted(struct counting *k, struct errmsg *e)
{
	static const struct { char word[8]; int counted; } words[] = {
		{"error", 1}, {"query", 1}, {"note", 0}, {"waived", 0},
	};
	struct slice s = sidefile_cell(k->file, SEVERITY);

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_is(s, words[i].word))
			return words[i].counted;
	return sidefile_fault(k->file, SEVERITY, e, "'%.*s' is not a severity; expected error, "
	    "query, note or waived, as csv-check writes them", SLICE_ARG(s));
}

int
findings_join(struct card *c, const char *path, const char *indicator, const char *category,
    void (*say)(const char *message), struct errmsg *e)
{
	struct counting k = {.card = c, .indicator = indicator, .category = category};
	struct errmsg text;
	int r;

	if ((k.file = sidefile_open(path, NULL, columns, NCOLUMNS, NCOLUMNS, e)) == NULL)
		return -1;
	for (size_t i = 0; i < c->n; i++)
		c->row[i].findings = 0;
	while ((r = sidefile_next(k.file, e)) == 1 && (r = is_counted(&k, e)) >= 0)
		if (r == 1)
			count(&k);
	if (r == 0 && k.elsewhere > 0 && say != NULL) {
		errmsg_set(&text, "note: %s: %s about no indicator or agency of the dictionary, so "
		    "not on the scorecard; first %s", input_path(path),
		    plural(k.elsewhere, "finding").text, k.first.p);
		say(text.text);
	}
	sidefile_close(k.file);
	textbuf_free(&k.first);
	textbuf_free(&k.name);
	return r;
}
