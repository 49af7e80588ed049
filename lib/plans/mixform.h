#ifndef PLANS_MIXFORM_H
#define PLANS_MIXFORM_H

#include <stdbool.h>

#include "csv/writer.h"
#include "plans/mix.h"
#include "plans/mixout.h"
#include "table/layout.h"

/* The forms a mix can be written in, by plans/mixout.h, plans/mixverdict.h and plans/mixtests.h. */
enum mix_form { MIX_TABLE, MIX_WIDE, MIX_TESTS, MIX_SHARE_DETAIL, MIX_TESTS_DETAIL };

/* Is the form for statisticians: CSV only, categories taken as they come? */
bool mixform_is_detail(enum mix_form form);

/* As CSV. -1 as soon as a write fails; writer_close() says why. */
int mixform_csv(const struct mix *m, enum mix_form form, const struct mixout_options *o,
    struct writer *out);

/* For people: the tests, or the table. Not for detail. */
void mixform_text(const struct mix *m, enum mix_form form, const struct mixout_options *o,
    struct layout *out);

#endif
