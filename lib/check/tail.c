#include "check/tail.h"

bool
tail_wants(struct tail *t, const struct record *rec, size_t ncols)
{
	enum note note = shape_note(rec, ncols);
	bool blank = record_filled(rec) == 0;

	if (t->n > 0)
		return note != NOTE_NOT || blank;
	if (blank)
		t->waiting = t->after_blank = true;
	return note >= (t->after_blank ? NOTE_NUMBERED : NOTE_SENTENCE);
}

void
tail_hold(struct tail *t, const struct record *rec)
{
	t->waiting = true;
	t->held[t->n] = *rec;
	record_keep(&t->held[t->n++], &t->mem);
}

bool
tail_is_note(const struct record *rec, size_t ncols, bool end)
{
	enum note note = shape_note(rec, ncols);

	return note == NOTE_MARKED || (end && note != NOTE_NOT);
}

void
tail_clear(struct tail *t)
{
	t->n = 0;
	t->waiting = t->after_blank = false;
	arena_free(&t->mem);
}
