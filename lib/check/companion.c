#include "check/companion.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/intern.h"
#include "base/memory.h"
#include "rules/linked.h"

enum { ORDERS = 1 << 20 };	/* findings of rules on linked files come after the others */

struct companion {
	struct companions *all;
	struct rules *rules;
	unsigned number;
	struct check *check;		/* or NULL */
	struct errmsg no_table;		/* S18, or "" */
	struct lost_row lost;		/* the first that could not be read as data */
	bool is_there;			/* with this device and number, */
	dev_t device;
	ino_t inode;
	bool twice;			/* and the file is read more than once */
};

struct companions {
	struct rules *rules;
	struct check_options opt;
	struct companion *file;
	struct linked **linked;
	size_t n;
	struct intern *said;		/* of files that are read twice: what was found in them */
	struct keybuf key;
};

static void
move_behind(const struct companion *f, struct finding *to)
{
	to->file += COMPANION_FILES + f->number;
	if (!rules_builtin(to->rule))
		to->order += (f->number + 1) * ORDERS;
}

/* It has the delimiter of the input: another is not advised. */
static void
no_table(struct companion *f, const struct finding *s18)
{
	struct slice what = s18->message;
	const char *advice = memmem(what.p, what.n, "; did you mean", 14);

	if (advice != NULL)
		what.n = (size_t)(advice - what.p);
	errmsg_set(&f->no_table, "%.*s:%llu: %.*s%s", SLICE_ARG(s18->file_name),
	    (unsigned long long)s18->line, SLICE_ARG(what), advice == NULL ? "" :
	    "; expected the delimiter of the input");
}

/* Of a check that keeps rows from the rules: the first row, and what it is. */
static void
note_lost(struct companion *f, const struct finding *finding)
{
	static const struct {
		const char *id, *what;
	} losing[] = {
		{"S01", "is not UTF-8"},
		{"S03", "has another number of fields than the heading"},
		{"S04", "is malformed"},
		{"S13", "has a NUL byte"},
		{"S19", "is the heading again"},
		{"S20", "is a note"},
	};

	for (size_t i = 0; i < LENGTH(losing); i++)
		if (slice_is(finding->rule, losing[i].id) &&
		    (f->lost.what == NULL || finding->line < f->lost.line))
			f->lost = (struct lost_row){losing[i].what, finding->line};
}

/* The first companion that is this file, or n. */
static size_t
find_file(const struct companions *all, const struct stat *st)
{
	size_t i = 0;

	while (i < all->n && !(all->file[i].is_there && all->file[i].device == st->st_dev &&
	    all->file[i].inode == st->st_ino))
		i++;
	return i;
}

/* The first companion that is the same file. */
static size_t
first_of(const struct companion *f)
{
	const struct stat st = {.st_dev = f->device, .st_ino = f->inode};

	return f->is_there ? find_file(f->all, &st) : f->number;
}

size_t
companions_find(const struct companions *all, const char *path)
{
	struct stat st;

	return all != NULL && stat(path, &st) == 0 ? find_file(all, &st) : SIZE_MAX;
}

bool
companions_say_again(struct companions *all, size_t file, const struct finding *f)
{
	const uint64_t where[] = {file, f->line};
	uint32_t known;

	if (all == NULL || file >= all->n || !all->file[file].twice || !rules_builtin(f->rule))
		return false;
	if (all->said == NULL)
		all->said = intern_new();
	keybuf_reset(&all->key);
	keybuf_add(&all->key, (struct slice){(const char *)where, sizeof(where)});
	keybuf_add(&all->key, f->rule);
	keybuf_add(&all->key, f->column);
	keybuf_add(&all->key, f->message);
	for (size_t i = 0; i < f->nkeys; i++)
		keybuf_add(&all->key, f->key_value[i]);
	known = intern_count(all->said);
	return intern_id(all->said, keybuf_key(&all->key)) < known;
}

static void
take_finding(void *companion, const struct finding *finding)
{
	struct companion *f = companion;
	const struct finding_sink *sink = &f->all->opt.sink;
	struct finding moved = *finding;

	if (slice_is(finding->rule, "S18")) {
		no_table(f, finding);
		return;
	}
	note_lost(f, finding);
	if (companions_say_again(f->all, first_of(f), finding))
		return;
	move_behind(f, &moved);
	sink->take(sink->arg, &moved);
}

static bool
is_waived(void *companion, const struct finding *finding)
{
	const struct companion *f = companion;
	const struct finding_sink *sink = &f->all->opt.sink;

	return sink->is_waived != NULL && sink->is_waived(sink->arg, finding);
}

struct companions *
companions_new(struct rules *rules, const struct check_options *opt)
{
	struct companions *all = xcalloc(1, sizeof(*all));

	all->rules = rules;
	all->opt = *opt;
	all->n = rules->nlinked;
	all->file = xcalloc(all->n + 1, sizeof(*all->file));
	all->linked = xcalloc(all->n + 1, sizeof(struct linked *));
	for (size_t i = 0; i < all->n; i++)
		all->file[i] = (struct companion){.all = all, .rules = rules->linked[i],
		    .number = (unsigned)i};
	return all;
}

void
companions_free(struct companions *all)
{
	if (all == NULL)
		return;
	for (size_t i = 0; i < all->n; i++) {
		linked_free(all->linked[i]);
		if (all->file[i].check != NULL)
			check_free(all->file[i].check);
	}
	if (all->said != NULL)
		intern_free(all->said);
	keybuf_free(&all->key);
	free(all->linked);
	free(all->file);
	free(all);
}

struct linked *const *
companions_linked(const struct companions *all)
{
	return all->linked;
}

const struct program *
companions_program(const struct companions *all, size_t *at)
{
	while (*at < all->n) {
		const struct check *check = all->file[(*at)++].check;

		if (check != NULL && check_program(check) != NULL)
			return check_program(check);
	}
	return NULL;
}

static const char *
path_of(const struct companion *f)
{
	const char *given = f->all->opt.paths != NULL ? f->all->opt.paths[f->number] : NULL;

	return given != NULL ? given : f->rules->link->path;
}

/* Some rules may be left out; those that need this file, which is not there, are. */
static bool
is_left_out(const struct companion *f)
{
	const struct rules *r = f->all->rules;
	size_t must = RULES_FIND(r->rule, r->nrules, f->all->opt.must);

	return f->all->opt.some && access(path_of(f), F_OK) != 0 && (must == r->nrules ||
	    !slice_eq(r->rule[must].on, f->rules->link->name));
}

static void
begin(struct companion *f)
{
	struct check_options opt = {.csv = f->all->opt.csv, .remarks = f->all->opt.remarks,
	    .some = f->all->opt.some, .must = f->all->opt.must, .linked = f->all->linked,
	    .into = &f->all->linked[f->number], .sink = {take_finding, f, is_waived}};

	opt.csv.tick = NULL;
	opt.csv.done = NULL;
	f->check = check_new(f->rules, &opt);
}

static int
fault(const struct companion *f, const struct errmsg *why, struct errmsg *e)
{
	const struct file_link *link = f->rules->link;
	struct errmsg other = {0};

	if (why->text[0] == '\0')
		return errmsg_set(e, "%s", "");
	if (access(path_of(f), F_OK) != 0)
		errmsg_set(&other, "; expected the linked file (--file %.*s=PATH gives another)",
		    SLICE_ARG(link->name));
	return errmsg_set(e, "%s:%u: file '%.*s': %s%s", link->at.file, link->at.line,
	    SLICE_ARG(link->name), why->text, other.text);
}

/* Checks the file, whose rows go to linked. */
static int
read_file(struct companion *f, struct errmsg *e)
{
	char *paths[] = {(char *)path_of(f)};
	struct errmsg why;

	begin(f);
	if (check_files(f->check, paths, 1, &why) != 0)
		return fault(f, &why, e);
	if (f->no_table.text[0] != '\0')
		return fault(f, &f->no_table, e);
	if (check_lost(f->check) > 0)
		linked_lose(f->all->linked[f->number], f->lost);
	return 0;
}

/* Which of them are one file, or the input. */
static void
find_twins(struct companions *all, char *const input[], size_t n)
{
	struct stat st;
	size_t first;

	for (size_t i = 0; i < all->n; i++) {
		struct companion *f = &all->file[i];

		if (stat(path_of(f), &st) != 0)
			continue;
		if ((first = find_file(all, &st)) < all->n)
			all->file[first].twice = true;
		f->is_there = true;
		f->device = st.st_dev;
		f->inode = st.st_ino;
	}
	for (size_t i = 0; i < n; i++)
		if ((first = companions_find(all, input[i])) < all->n)
			all->file[first].twice = true;
}

int
companions_read(struct companions *all, char *const input[], size_t n, struct errmsg *e)
{
	find_twins(all, input, n);
	for (size_t i = 0; i < all->n; i++)
		if (!is_left_out(&all->file[i]) && read_file(&all->file[i], e) != 0)
			return -1;
	return 0;
}

uint64_t
companions_rows(const struct companions *all)
{
	uint64_t rows = 0;

	for (size_t i = 0; i < all->n; i++)
		if (all->file[i].check != NULL && first_of(&all->file[i]) == i)
			rows += check_rows(all->file[i].check);
	return rows;
}

void
companions_say(const struct companions *all, void (*say)(const char *message))
{
	struct errmsg text;

	for (size_t i = 0; i < all->n; i++) {
		const struct companion *f = &all->file[i];

		if (f->check == NULL)
			continue;
		errmsg_set(&text, "read %s: %s", path_of(f),
		    plural(check_rows(f->check), "row").text);
		say(text.text);
	}
}

/* Does a rule run over the columns that rows of the file name? */
static bool
names_columns(const struct companion *f)
{
	const struct rules *r = f->all->rules;
	bool names = false;

	for (size_t i = 0; i < r->nrules; i++)
		names |= r->rule[i].each_field != NULL &&
		    slice_eq(r->rule[i].each_field->table, f->rules->link->name);
	return names;
}

int
companions_bind(struct companions *all, struct errmsg *e)
{
	for (size_t i = 0; i < all->n; i++) {
		struct companion *f = &all->file[i];
		bool there = access(path_of(f), R_OK) == 0;
		struct errmsg why;

		if (there && names_columns(f)) {
			if (read_file(f, e) != 0)
				return -1;
			continue;
		}
		begin(f);
		if (check_bind(f->check, there || f->rules->columns.n == 0 ? path_of(f) : NULL,
		    &why) != 0)
			return fault(f, &why, e);
		if (all->opt.remarks->fatal)
			return errmsg_set(e, "%s", "");
	}
	return 0;
}

struct check_rule *
companions_sum_up(struct companions *all, struct remarks *m, struct check_rule *sum, size_t *n,
    size_t *cap)
{
	for (size_t i = 0; i < all->n; i++) {
		struct companion *f = &all->file[i];
		size_t more = 0;
		struct check_rule *own = f->check == NULL ? NULL :
		    check_sum_up(f->check, m, &more);

		for (size_t k = 0; k < more; k++) {
			for (size_t part = 0; part < own[k].nparts; part++)
				move_behind(f, &own[k].part[part].first);
			sum = xgrow(sum, cap, *n + 1, sizeof(*sum));
			sum[(*n)++] = own[k];
		}
		free(own);
	}
	return sum;
}
