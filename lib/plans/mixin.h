#ifndef PLANS_MIXIN_H
#define PLANS_MIXIN_H

#include "plans/mix.h"
#include "plans/mixread.h"
#include "plans/planmix.h"
#include "table/input.h"

/*
 * What the two kinds of input are read with. choice, nchoices, keys, categories, from and to hold for
 * both and are taken from `records`.
 */
struct mixin_options {
	struct planmix_options records;
	struct mixread_options counts;
	const char *records_only;	/* names of options that were given and mean nothing to the other */
	const char *counts_only;	/* kind of input; or NULL */
};

/*
 * Reads a mix from plan records (plans/planmix.h) where there is a column for a plan's start, else from counts
 * (plans/mixread.h), whose kind, if it was not said, is known where planmix() made them. NULL after a
 * fault, which was said.
 */
struct mix *mixin(struct input *in, struct mixin_options *o, const struct mix_say *say);

#endif
