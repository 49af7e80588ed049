#include "plans/mixin.h"

static struct mix *
refuse(const struct mix_say *say, const struct errmsg *e)
{
	say->say(say->ctx, MIX_FAULT, e->text);
	return NULL;
}

/* NULL, freeing m, when a column of -k would stand in the output beside one of its own under that name. */
static struct mix *
refuse_clash(struct mix *m, const struct mix_say *say)
{
	static const char *const own[] = {"indicator", "category", "period", "value", "percentage",
		"lower95", "upper95"};
	struct errmsg e;

	for (size_t i = 0; m != NULL && i < m->ncols; i++)
		for (size_t k = 0; k < sizeof own / sizeof own[0]; k++)
			if (slice_caseeq(slice_of(m->col[i]), slice_of(own[k]))) {
				errmsg_set(&e, "-k: the output has a column '%s' of its own; expected "
				    "other columns", own[k]);
				mix_free(m);
				return refuse(say, &e);
			}
	return m;
}

/* The kind of counts that were made from plan records before, by their indicators. */
static enum kind
kind_of(const struct mix *m)
{
	enum kind kind = KIND_UNSAID, next;

	for (size_t g = 0; g < m->ngroups; g++) {
		next = planmix_kind(slice_of(m->indicator[g]));
		if (g > 0 && next != kind)
			return KIND_UNSAID;
		kind = next;
	}
	return kind;
}

struct mix *
mixin(struct input *in, struct mixin_options *o, const struct mix_say *say)
{
	const struct planmix_options *r = &o->records;
	struct mixread_options *c = &o->counts;
	struct errmsg e;
	int records = planmix_records(in, r->choice, r->nchoices, &e);
	struct mix *m;

	if (records == -1)
		return refuse(say, &e);
	if (records) {
		if (o->counts_only == NULL)
			return refuse_clash(planmix(in, r, say), say);
		errmsg_set(&e, "--%s is for counts; the input has plan records", o->counts_only);
		return refuse(say, &e);
	}
	if (o->records_only != NULL) {
		errmsg_set(&e, "--%s is for plan records; the input has no column for a plan's start "
		    "(-c plan_start=NAME)", o->records_only);
		return refuse(say, &e);
	}
	c->choice = r->choice;
	c->nchoices = r->nchoices;
	c->keys = r->keys;
	c->categories = r->categories;
	c->from = r->from;
	c->to = r->to;
	if ((m = refuse_clash(mixread(in, c, say), say)) != NULL && m->kind == KIND_UNSAID)
		m->kind = kind_of(m);
	return m;
}
