#include "plans/mixform.h"

#include "plans/mixtests.h"
#include "plans/mixverdict.h"

bool
mixform_is_detail(enum mix_form form)
{
	return form == MIX_SHARE_DETAIL || form == MIX_TESTS_DETAIL;
}

int
mixform_csv(const struct mix *m, enum mix_form form, const struct mixout_options *o,
    struct writer *out)
{
	switch (form) {
	case MIX_TABLE: return mixout_tidy(m, o, out);
	case MIX_WIDE: return mixout_wide(m, o, out);
	case MIX_TESTS: return mixverdict_csv(m, out);
	case MIX_SHARE_DETAIL: return mixout_share(m, out);
	case MIX_TESTS_DETAIL: return mixtests_detail(m, out);
	}
	return -1;
}

void
mixform_text(const struct mix *m, enum mix_form form, const struct mixout_options *o,
    struct layout *out)
{
	if (form == MIX_TESTS)
		mixverdict_text(m, out);
	else
		mixout_text(m, o, out);
}
