#include "suppress/policy.h"

static const struct {
	int64_t min, max, round;
} presets[] = {
	[POLICY_NONE] = {1, 5, 0},
	[POLICY_DFE] = {1, 5, 10},
	[POLICY_NHS] = {1, 7, 5},
	[POLICY_SRS] = {0, 9, 0},
};

void
policy_settle(struct policy *p)
{
	p->rounds_only = p->round > 0 && p->preset == POLICY_NONE && p->min < 0 && p->max < 0 &&
	    !p->hide_zero;
	if (p->min < 0)
		p->min = presets[p->preset].min;
	if (p->max < 0)
		p->max = presets[p->preset].max;
	if (p->round == 0)
		p->round = presets[p->preset].round;
	p->hide_zero |= p->min == 0;
	if (p->hide_zero)
		p->min = 0;
}

int64_t
policy_base(const struct policy *p, enum role_level level)
{
	switch (p->preset) {
	case POLICY_DFE:
		return level == LEVEL_NATIONAL || level == LEVEL_REGIONAL ? p->round : 0;
	case POLICY_NHS:
		return level == LEVEL_NATIONAL ? 0 : p->round;
	case POLICY_NONE:
	case POLICY_SRS:
		break;
	}
	return p->round;
}

int64_t
policy_round(int64_t count, int64_t base)
{
	return (count + base / 2) / base * base;
}

void
policy_interval(int64_t r, int64_t base, int64_t *low, int64_t *high)
{
	*low = r - base / 2 < 0 ? 0 : r - base / 2;
	*high = r + (base - 1) / 2;
}

void
policy_cut(const struct policy *p, int64_t *low, int64_t *high)
{
	int64_t least = policy_is_sensitive(p, *low) ? p->max + 1 : *low;
	int64_t most = policy_is_sensitive(p, *high) ? p->min - 1 : *high;

	if (least > most)
		return;
	*low = least;
	*high = most;
}
