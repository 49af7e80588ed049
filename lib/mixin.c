#include "mixin.h"

static struct mix *
refuse(const struct mix_say *say, const struct errmsg *e)
{
	say->say(say->ctx, MIX_FAULT, e->text);
	return NULL;
}

struct mix *
mixin(struct input *in, struct mixin_options *o, const struct mix_say *say)
{
	const struct planmix_options *r = &o->records;
	struct mixread_options *c = &o->counts;
	struct errmsg e;
	int records = planmix_records(in, r->choice, r->nchoices, &e);

	if (records == -1)
		return refuse(say, &e);
	if (records) {
		if (o->counts_only == NULL)
			return planmix(in, r, say);
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
	return mixread(in, c, say);
}
