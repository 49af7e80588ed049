#ifndef RULES_STATE_H
#define RULES_STATE_H

#include "base/intern.h"
#include "base/slice.h"
#include "rules/eval.h"
#include "rules/packed.h"
#include "rules/run.h"
#include "rules/units.h"
#include "rules/watch.h"

/*
 * What a run keeps between rows, shared by its parts. rules/run.c takes each row to each rule;
 * rules/group.c numbers groups, and finds the row or group of the period before; rules/waiting.c
 * has the rows that wait for their group, decide.c the conditions on these, order.c their orders;
 * rules/accepted.c has the last accepted submission; rules/tests.c takes rows to the tests that are
 * not conditions: unique.c has unique and ->, gaps.c no gaps, every.c every, overlap.c no overlap;
 * rules/words.c has the words of findings, about the part of a check that rules/failing.c finds;
 * rules/finding.c what becomes of them, and needs.
 */

#define NO_GROUP UINT32_MAX
/* Rules with the same `by` share the numbering of their groups. */
struct grouper {
	struct columns by;
	bool typed;			/* one of them is compared by value */
	size_t leading;			/* columns_leading() of by, if there are any */
	struct intern *keys;		/* the texts of each group's first row, by its values */
	struct rising *rising;		/* they come in rising order, without index; or NULL */
	uint32_t last_gid;		/* asked for last, or NO_GROUP */
	uint32_t *next;			/* by group: the one asked for after it, or NO_GROUP */
	size_t nnext;
	uint32_t missed;		/* wrong guesses on end */
	uint32_t gid;			/* of the live row numbered `at`, from 1 */
	uint64_t at;
	bool rewritten;			/* it is written unlike the group's texts */
	bool guessed;			/* a guess was made of the row at work */
	struct fp key;			/* of the live row numbered `fetched` */
	uint64_t fetched;
	struct fptable previous;	/* gid by the key without the period, and its ordinal */
	uint32_t nindexed;		/* groups in it */
};

struct first {
	uint64_t line;
	uint32_t file : 31;
	bool with_by : 1;		/* its image has those of by: too, written unlike the key */
	uint32_t gid;
};

/* Rows of a group that came one after the other, as did their images. May be as many as rows. */
struct entry {
	uint32_t gid;
	uint8_t n, size;		/* bytes of their images; ENTRY_LARGE: many, of one row */
} __attribute__((packed, aligned(2)));

enum { ENTRY_LARGE = UINT8_MAX };

/* Rows that wait; and where images are that do not follow those of the entry before. */
struct entries {
	struct entry *v;
	size_t n, cap;
	struct jump {
		size_t to;		/* the entry */
		const char *image;
	} *jump;
	size_t njumps, jump_cap;
};

struct span {
	uint32_t gid;
	int32_t lo, hi;
};

/* What an edge compares, if the finding says all of it. */
struct fault {
	bool known;
	struct fp fp;
};

/* A finding of a rule that needs others: held until those are done. */
struct pending {
	struct finding finding;
	struct fault *fault;		/* by edge */
};

struct edge {				/* rule `by` holds back where `of` is at fault */
	size_t by, of;
	const struct hold_back *how;
	struct fptable faults;
};

/* A rule with previous() of a row, and a part of its where: with one truth for all of a series. */
struct looks_back {
	const struct bound *rule;
	const struct node *part;
};

/* The rows of a series by their period, for previous(). */
struct chain {
	struct link {
		int32_t ord;
		const char *image;
	} *link;
	size_t n, cap;
	bool unsorted;
};

/*
 * The values of an axis of every(), by group; of those with the same in all, group 0. What goes
 * together is one value.
 */
struct axis_values {
	struct intern *keys;		/* group and value */
	struct axis_group {
		struct axis_value {
			const char *texts;		/* row_load_texts(): as first written */
			struct slice key;		/* of the value */
		} *v;
		size_t n;
	} *group;
	size_t ngroups;
};

/* Rows of one key, from the second on: S17 reports them together. */
/* What a -> b first found for an a. */
struct first_pair {
	struct fp to;
	uint64_t place;
	struct slice text;
};

struct repeat {
	uint64_t first;			/* where the first one is */
	const char *image;		/* of the second */
	uint32_t rows;
};

/* What all findings of a rule have, and the one at work; the columns of their key. */
struct spot {
	struct finding finding;
	int *key;
};

/* The parts of a finding while it is put together. */
enum part { FOUND, EXPECTED, DIFFERENCE, ALLOWANCE, MESSAGE, PARTS };

/* A row that passes where: is decided, added to its group, kept until the end, or tests_row(). */
enum passing { PASSING_IS_DECIDED, PASSING_IS_ADDED, PASSING_WAITS, PASSING_IS_TESTED };

struct state {
	const struct bound *rule;
	const struct node *filter;	/* where:, or what of it needs no row before; or NULL */
	enum passing passing;		/* what becomes of a row that passes it */
	enum truth truth;		/* of the filter, or check:, in the row before: it lasts */
	size_t lasting;			/* while this number of its first columns is the same */
	size_t index;
	int column;			/* that a finding names, or -1 */
	struct spot *spot[ABOUTS];	/* NULL: without a finding yet */
	const struct node *failed;	/* the part of the check that failed last, */
	int failed_column;		/* the column that it names, */
	struct textbuf opening, expecting;	/* and the words around what was found */
	struct grouper *grouper;
	uint32_t *local;		/* by group: 0, or its place in first[], from 1 */
	size_t nlocal, local_cap;
	struct first *first;		/* of the groups in which a row passes where */
	const char **image;		/* of the first nimages of these, or NULL: columns that */
	size_t nimages, image_cap;	/* say names */
	struct columns held_by;		/* rule->held and by: */
	struct acc *acc;		/* naggs for each of them */
	struct adder *adder;		/* of each of these */
	size_t nfirst, first_cap, acc_cap;
	struct entries wait;		/* rows that wait; no overlap: all */
	struct columns kept;		/* of these rows */
	struct arena images;		/* of them */
	const char *image_end;		/* where the next one follows the last */
	struct unnumbered *unnumbered;	/* of these, those whose group is not known yet, */
	size_t nunnumbered;
	uint32_t last_gid;		/* of the row that waits last, or NO_GROUP: of these; */
	uint64_t last_waits;		/* and its number, if it was a live one */
	struct keybuf texts;		/* and what by: has in them; and these */
	bool *doubtful;			/* by group: before() and after() are unknown in it */
	size_t ndoubtful, doubtful_cap;
	struct fptable seen;		/* unique, ->, every, distinct */
	struct fp key;			/* unique: of the live row */
	struct grouper *key_group;	/* unique: instead of some of its columns, or NULL */
	struct columns key_cols;	/* and the others */
	struct grid *grid;		/* unique: has the keys instead of seen, or NULL; */
	uint32_t *place;		/* and the live row's in it */
	size_t expected;		/* unique: rows, or 0 */
	struct fptable only_reported;	/* groups and slots of only() with a finding */
	struct fptable repeated;	/* S17: keys that occur again, with their place in */
	struct repeat *repeat;
	size_t nrepeats;
	uint64_t *far;			/* unique: places that have no room in a table */
	size_t nfar;
	struct first_pair *first_pair;	/* -> */
	size_t nfirst_pairs;
	struct span *span, *more;	/* no gaps: by group; the rest */
	size_t nspans, nmore;
	struct axis_values *axis;	/* every: by axis */
	struct arrival *arrival;	/* and combinations that are being looked up */
	size_t narrivals;
	uint64_t *vague;		/* every: sets of columns that some row has no value in */
	size_t nvague;
	bool may_be_vague;
	bool may_fill;			/* no gaps: there are rows whose where: is unknown */
	struct pending *pending;
	size_t npending;
	struct run_counts counts;	/* of a condition on each row: without those that passed */
	uint64_t concluded;		/* of it: rows that did not */
	struct finding unchecked[2];	/* the first row or group; and of the misfits */
	struct reason {
		unsigned kind;		/* enum why_kind */
		int column;
		const struct node *node;
	} reason[2];			/* of these */
	unsigned compared;		/* reasons, with the first */
};

struct run {
	const struct program *program;
	struct finding_sink sink;
	struct row row, held, before;	/* the live one, one that waited, its previous */
	struct columns typed;		/* numbers, dates and periods */
	size_t same;			/* cells of the live row: see run_row() */
	struct eval ev, before_ev;
	struct state *state;
	struct state **turn;		/* nchecks of rows alone; others up to nfirst; unique */
	size_t nchecks, nfirst, nturns;
	struct state **key_turn;	/* nkeys of unique without a grid; others up to */
	size_t nkeys, ngrouped_keys;
	struct grouper **grouper;
	size_t ngroupers;
	struct grouper **every_row;	/* those that every row is looked up in */
	size_t nevery_row;
	struct edge *edge;
	size_t nedges;
	struct state *at;		/* the rule at work, and its group */
	uint32_t gid;
	const char *before_image;	/* that r->before holds, or NULL */
	bool previous_always;		/* rules may look back to rows of every series */
	struct looks_back *looks_back;	/* else these may, besides those whose where: looks back */
	size_t nlooks_back;
	struct grouper *series;		/* by key without the period */
	struct chain *chain;		/* by series */
	size_t nchains;
	struct chain *row_chain;	/* of the live row, if row_indexed is its number */
	uint64_t row_indexed;
	struct accepted *accepted;	/* the last accepted submission, or NULL */
	struct waiting *waiting;	/* rows of a group, or NULL */
	struct ordering *ordering;	/* before() and after(), or NULL */
	struct keybuf key;
	struct arena mem;
	struct textbuf words[PARTS];
	struct slice opening, between;	/* see struct finding */
	struct ahead *ahead;		/* rules that look up rows for many rows at once, or NULL */
	struct watch *watch;
	bool watching;
	struct units *units;
	struct slice *file_name;
	size_t nfiles;
	uint64_t rows;
	bool fits;			/* the live row has no misfit and no symbol */
	bool new_group;			/* and is the first of some group */
	int32_t first_period;		/* of all rows */
};

/* rules/group.c: cells as written, one after the other; added to a key, or in r->key. */
void row_add_texts(struct keybuf *b, const struct row *row, struct columns c);
struct slice row_texts(struct run *r, const struct row *row, struct columns c);

static inline struct slice
texts_next(const char **p)
{
	uint32_t n;

	memcpy(&n, *p, sizeof(n));
	*p += sizeof(n) + n;
	return (struct slice){*p - n, n};
}

/* Does the row have such texts? */
static inline bool
has_texts(const char *texts, struct columns c, const struct row *row)
{
	for (size_t i = 0; i < c.n; i++)
		if (!same_text(texts_next(&texts), row->text[c.col[i]]))
			return false;
	return true;
}

/* Puts them into a row. */
static inline void
row_load_texts(struct row *row, const char *texts, struct columns c)
{
	for (size_t i = 0; i < c.n; i++)
		row->own[c.col[i]] = texts_next(&texts);
}

/* A row that is kept, see packed_row(). */
static inline const char *
run_keep_row(struct run *r, struct row *row, struct columns c)
{
	return packed_row(&r->mem, row, c).p;
}

/* Keys in r->key: begins one with a number, and adds cells, by their values. */
void key_begin(struct run *r, uint32_t number);
void row_key(struct run *r, struct row *row, struct columns c);
struct fp row_fingerprint(struct run *r, struct row *row, struct columns c);

static inline struct fp
key_fingerprint(const struct run *r)
{
	return fp_of(r->key.p, r->key.n);
}

/* Does every row get its group? */
bool groups_every_row(const struct bound *u);

struct grouper *run_grouper(struct run *r, struct columns by);
struct grouper *grouper_new(struct run *r, struct columns by);	/* that no rule shares */
void group_load(struct row *row, const struct grouper *g, uint32_t gid);	/* its by: */
uint32_t group_find(struct run *r, struct grouper *g, struct row *row);
void group_fetch(struct run *r, struct grouper *g);	/* looks the live row's up, or starts to */
void groups_free(struct run *r);

/* Of the live row, also if it is that of the row before. */
static inline bool
group_is_known(const struct run *r, struct grouper *g, const struct row *row)
{
	if (row != &r->row)
		return false;
	if (g->leading <= r->same && g->at + 1 == r->rows)
		g->at++;
	return g->at == r->rows;
}

static inline uint32_t
group_number(struct run *r, struct grouper *g, struct row *row)
{
	return group_is_known(r, g, row) ? g->gid : group_find(r, g, row);
}

/*
 * rules/rising.c: is the row above all groups of the order? Then it may raise that. texts: the key
 * of its group, which lives on. NULL: they have no order.
 */
struct rising *rising_new(const struct program *p, struct arena *mem, struct columns by);
bool rising_is_above(const struct rising *x, struct row *row);
void rising_raise(struct rising *x, struct row *row, struct columns by, const char *texts);

/* The number of a new group, above all others while they come in rising order; or NO_GROUP. */
uint32_t group_raise(struct run *r, struct grouper *g, struct row *row);

/* The number of a group with that row_fingerprint(): it has no texts yet if it is new. */
uint32_t group_add(struct run *r, struct grouper *g, struct fp key, bool *found);

/*
 * Of a grouper whose rows all wait: notes the group asked for after the last; and tries the one
 * that came after the last before, or NO_GROUP.
 */
void group_follows(struct grouper *g, uint32_t gid);
uint32_t group_guess(struct grouper *g, const struct row *row);

/*
 * rules/waiting.c: a row waits for the end, in its group; image: as it is kept already, or none.
 * The columns kept are those that the rule needs, without texts that all rows of the group have.
 * The numbers of groups are looked up for many rows at once, as memory is slow to answer:
 * wait_number() has to be called at the end.
 */
struct columns wait_columns(struct run *r, const struct bound *u);
void wait_row(struct run *r, struct state *s, struct row *row, struct slice image);
void wait_number(struct run *r, struct state *s);

/* The same in a group that is known. */
void wait_in_group(struct state *s, struct row *row, struct slice image, uint32_t gid);

/* The state's rows that wait, for entries_free(): none waits any more. */
struct entries wait_take(struct state *s);
void entries_free(struct entries *e);

/* Entry after entry, from the first: the image of its first row. */
struct walk {
	const struct entries *in;
	size_t at, jump;
	const char *image;
};

static inline const char *
walk_next(struct walk *w)
{
	const struct entries *in = w->in;
	const char *image;

	if (w->jump < in->njumps && in->jump[w->jump].to == w->at)
		w->image = in->jump[w->jump++].image;
	image = w->image;
	w->image += in->v[w->at++].size;
	return image;
}

/*
 * Takes the groups of the rows that wait to a function, one after the other: r->gid, of n rows.
 * wait_at() makes the i-th of them the present one, and wait_beside() gives it or another. They are
 * loaded when they are looked at, the first time in their order, and stay: so many (slots, a power
 * of 2) as are looked at again.
 */
void wait_groups(struct run *r, struct state *s, size_t slots, void (*group)(void *arg, size_t n),
    void *arg);
void waiting_load(struct run *r, size_t i, size_t slot);	/* called by wait_at(), */
struct row *waiting_beside(struct run *r, size_t i);		/* and by wait_beside() */
void waiting_free(struct run *r);

/* The most slots of rows, and one for a row that would take the place of the present one. */
enum { WAITING_ROWS = 64 };

struct waiting {
	const char **image;			/* by row of the group; NULL: not looked at yet */
	size_t image_cap;
	size_t at;				/* the present one */
	const char *by_texts;			/* of all of them */
	size_t mask;				/* of the slots */
	struct row row[WAITING_ROWS + 1];
	size_t nrows;				/* those that are set up, the first ones */
	size_t loaded[WAITING_ROWS + 1];	/* which they are, from 1; 0: none, not even by: */
};

static inline struct row *
wait_at(struct run *r, size_t i)
{
	struct waiting *w = r->waiting;
	size_t slot = i & w->mask;

	w->at = i;
	if (w->loaded[slot] != i + 1)
		waiting_load(r, i, slot);
	return &w->row[slot];
}

static inline struct row *
wait_beside(struct run *r, size_t i)
{
	struct waiting *w = r->waiting;
	size_t slot = i & w->mask;

	return w->loaded[slot] == i + 1 ? &w->row[slot] : waiting_beside(r, i);
}

/* The i-th as it is packed, for one who looks at its cells himself and gives their end. */
static inline const char *
wait_image(const struct run *r, size_t i)
{
	return r->waiting->image[i];
}

static inline void
wait_passed(struct run *r, size_t i, const char *end)
{
	if (r->waiting->image[i + 1] == NULL)
		r->waiting->image[i + 1] = end;
}

/*
 * The first row of a group that passes where represents it: kept, and loaded into r->held. The
 * number is the group's in s->first.
 */
size_t run_add_first(struct run *r, struct state *s, uint32_t gid, struct row *row);

static inline size_t
run_note_first(struct run *r, struct state *s, uint32_t gid, struct row *row)
{
	return gid < s->nlocal && s->local[gid] > 0 ? s->local[gid] - 1 :
	    run_add_first(r, s, gid, row);
}

void run_load_first(struct run *r, struct state *s, uint32_t gid);
const struct first *state_first(const struct state *s, uint32_t gid);
struct acc *state_accs(const struct state *s, uint32_t gid);	/* the aggregates of a group */

/*
 * previous(): sets up the series, and which part of where: chooses among them; notes the live row,
 * which a rule may look back to; and finds the period before, for struct eval.
 */
void previous_init(struct run *r);
bool previous_is_wanted(struct run *r);
void previous_index(struct run *r);
struct eval *previous_find(struct eval *ev, bool row, unsigned back);

/* A row and its place in an order. */
struct ranked {
	struct figure rank;
	uint32_t row;
	enum { RANK_SINGLE, RANK_TIED, RANK_NONE } kind;	/* NONE: past the first or last */
};

/* By rank, and those of one rank by row. */
void order_sort(struct ranked *v, size_t n);

/*
 * rules/order.c, for before() and after(): notes that a row may be in the group or not; puts the n
 * waiting rows of a group in all orders of the rule; and finds a neighbour of the present one, for
 * struct eval.
 */
void order_doubt(struct state *s, uint32_t gid);
void order_group(struct run *r, struct state *s, struct eval *ev, size_t n);
struct eval *beside_find(struct eval *ev, const struct node *call, enum why_kind *why);
void order_free(struct run *r);

/* rules/decide.c: decides a condition for the rows that wait, group after group. */
void decide_waiting(struct run *r, struct state *s, struct eval *ev);

/*
 * rules/ahead.c: rules that look rows up in linked files, and are on each row alone, are decided
 * for many rows at once. wants[i]: whether the i-th of these rules wants the live row, for the
 * caller to set; ahead_row() then keeps it for them, and ahead_finish() decides all that are kept.
 * Before that, what other rules look up for the live row is prepared and fetched.
 */
void ahead_init(struct run *r);
void ahead_free(struct run *r);
bool ahead_has(const struct run *r, const struct bound *u);
void ahead_live(struct run *r);
void ahead_fetch_live(struct run *r);
struct state *const *ahead_rules(const struct run *r, size_t *n, bool **wants);
void ahead_row(struct run *r);
void ahead_finish(struct run *r);

/* rules/computed.c: the columns that are not of the file, in a row that has all those which are. */
void row_compute(struct row *row);

/* rules/accepted.c. */
void accepted_free(struct run *r);

/* rules/tests.c: a row that passes where, one for which it is unknown, and the end of the input. */
void tests_row(struct run *r, struct state *s, struct row *row);
void tests_doubtful(struct run *r, struct state *s, struct row *row);
void tests_finish(struct run *r, struct state *s);

/*
 * rules/unique.c: the same. The key of unique is computed before other rules see the row and looked
 * up after them, so that the memory has time to answer: before all, unless it needs the number of a
 * group, which is looked up likewise. It is set up once all rules have their groupers.
 */
void unique_init(struct run *r, struct state *s);
void unique_expect(struct state *s, size_t rows);
void unique_free(struct state *s);
void unique_prepare(struct run *r, struct state *s);
void unique_prepare_grouped(struct run *r, struct state *s);
void unique_row(struct run *r, struct state *s, struct row *row);
void unique_finish(struct run *r, struct state *s);
void depends_row(struct run *r, struct state *s, struct row *row);

/* rules/gaps.c, rules/every.c and rules/overlap.c: the same for no gaps, every and no overlap. */
void gaps_row(struct run *r, struct state *s, struct row *row);
void gaps_doubtful(struct run *r, struct state *s, struct row *row);
void gaps_finish(struct run *r, struct state *s);
void every_row(struct run *r, struct state *s, struct row *row);
void every_doubtful(struct run *r, struct state *s, struct row *row);
void every_finish(struct run *r, struct state *s);
void overlap_finish(struct run *r, struct state *s);

/*
 * rules/finding.c: counts what came of a condition n with the truth t (where:, which is unknown, or
 * check:) and reports it, or what waited for needs:.
 */
void run_conclude(struct run *r, struct state *s, struct eval *ev, const struct node *n,
    enum truth t);
void run_tell_pending(struct run *r, struct state *s);

/* Decides a condition, which nearly always holds. */
static inline void
run_decide(struct run *r, struct state *s, struct eval *ev, const struct node *n)
{
	enum truth t = eval_cond(ev, n);

	if (t == YES && !ev->overflow && ev->failed_only < 0)
		s->counts.checked++;
	else
		run_conclude(r, s, ev, n, t);
}

/* Reports that the rule cannot be decided at the row: its numbers, or a matches that gave up. */
void run_tell_undecided(struct run *r, struct state *s, struct row *row, enum about about);

/* Reports the finding in r->words, at the row: its key, file and line. */
void run_tell(struct run *r, struct state *s, struct row *row, enum about about);

/* The same, with the rule's own sentence if it has one. */
void run_tell_words(struct run *r, struct state *s, struct row *row, enum about about);

/* Counts the row as not checked, as the test cannot use its cell in that column. */
void run_tell_unknown(struct run *r, struct state *s, struct row *row, int col);

/* Would a finding of the rule about the row be waived? */
bool run_is_waived(struct run *r, struct state *s, const struct row *row);

/*
 * rules/failing.c: the part of the check that does not hold, of a conjunction the first; the value
 * that it looks at, or NULL if it is a combination of several; the column that it names first, or
 * the check, or -1.
 */
const struct node *failing_part(struct eval *ev);
const struct node *failing_subject(const struct node *n);
int failing_column(const struct bound *u, const struct node *n);

/*
 * rules/words.c: the words of a finding, in r->words. words_begin() empties the parts; the message
 * begins with the about: of the rule, unless that is NULL, and with the column of each:, unless it
 * is named all the same.
 */
void words_begin(struct run *r, const struct bound *u, bool named);

/* The same, for the group of r->held: the message goes on with what that is. */
void words_begin_group(struct run *r, const struct bound *u);

/* Cells as `name "text", ...`. */
void words_add_pairs(struct textbuf *t, const struct run *r, const struct row *row,
    struct columns c);

/* A row's file and line in 64 bits; " on line 5", with the file's name when that is another. */
uint64_t run_place(const struct row *row);
void words_add_place(struct textbuf *t, const struct run *r, const struct row *row, uint64_t place);

/*
 * The check does not hold; or its only() has met no row or several. Of the former, returns the
 * column that the part which fails names first, or the check, or -1.
 */
int words_failed(struct run *r, struct state *s, struct eval *ev);
void words_only(struct run *r, struct eval *ev, const struct node *only);

/* It cannot be decided: by n, a look-up or a matches that gave up, or (NULL) its numbers. */
void words_undecided(struct run *r, struct eval *ev, const struct node *n);

/* The message becomes the rule's own sentence, if it has one. */
void words_own(struct run *r, struct eval *ev);

#endif
