#include "plans/read.h"

#include "plans/counts.h"
#include "plans/records.h"

/* The kind that all indicators have, if records_read() made these counts. */
static enum kind
kind_of(const struct mix *m)
{
	enum kind kind = KIND_UNSAID, next;

	for (size_t g = 0; g < m->ngroups; g++) {
		next = records_kind(slice_of(m->indicator[g]));
		if (g > 0 && next != kind)
			return KIND_UNSAID;
		kind = next;
	}
	return kind;
}

static struct mix *
read_either(struct input *in, const struct mix_options *o, const struct category_list *categories,
    const struct mix_say *say)
{
	struct errmsg e;
	struct mix *m = NULL;
	int records = records_found(in, o, &e);

	if (records == -1)
		mix_say(say, MIX_FAULT, "%s", e.text);
	else if (records && o->counts_only != NULL)
		mix_say(say, MIX_FAULT, "--%s is for counts; the input has plan records",
		    o->counts_only);
	else if (records)
		m = records_read(in, o, categories, say);
	else if (o->records_only != NULL)
		mix_say(say, MIX_FAULT, "--%s is for plan records; the input has no column for a "
		    "plan's start (-c plan_start=NAME)", o->records_only);
	else
		m = counts_read(in, o, categories, say);
	if (m != NULL && m->kind == KIND_UNSAID)
		m->kind = kind_of(m);
	return m;
}

struct mix *
mix_read(struct input *in, const struct mix_options *o, const struct mix_say *say)
{
	struct errmsg e;
	struct category_list *categories = category_open(o->category_file, &e);
	struct mix *m;

	if (categories == NULL) {
		mix_say(say, MIX_FAULT, "%s", e.text);
		return NULL;
	}
	m = read_either(in, o, categories, say);
	category_free(categories);
	return m;
}
