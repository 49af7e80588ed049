#include "base/periodform.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

enum part { PART_YEAR, PART_NEXT, PART_QUARTER, PART_MONTH, PART_NAME, PART_DAY, PART_LITERAL };

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
    "Sep", "Oct", "Nov", "Dec"};

/* The part at the start of s, taken off it with its text. */
static enum part
next_part(struct slice *s, struct slice *text)
{
	static const struct { const char *word; enum part part; } table[] = {
		{"YYYY", PART_YEAR}, {"YY", PART_NEXT}, {"Qn", PART_QUARTER},
		{"MM", PART_MONTH}, {"Mon", PART_NAME}, {"DD", PART_DAY},
	};
	enum part part = PART_LITERAL;
	size_t n = 1;

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		size_t len = strlen(table[i].word);

		if (s->n >= len && memcmp(s->p, table[i].word, len) == 0) {
			part = table[i].part;
			n = len;
			break;
		}
	}
	*text = (struct slice){s->p, n};
	s->p += n;
	s->n -= n;
	return part;
}

int
periodform_set(struct periodform *f, struct slice text, struct errmsg *e)
{
	unsigned seen = 0, twice = 0;
	struct slice rest = text, piece;

	while (rest.n > 0) {
		unsigned bit = 1u << next_part(&rest, &piece);

		twice |= bit == 1u << PART_LITERAL ? 0 : seen & bit;
		seen |= bit;
	}
	if ((seen & 1u << PART_NAME) != 0)
		seen |= 1u << PART_MONTH;
	seen &= ~(1u << PART_NAME | 1u << PART_LITERAL);
	*f = (struct periodform){.text = text};
	if (seen == 1u << PART_YEAR)
		f->freq = PERIOD_YEAR;
	else if (seen == (1u << PART_YEAR | 1u << PART_NEXT))
		f->freq = PERIOD_FYEAR;
	else if (seen == (1u << PART_YEAR | 1u << PART_QUARTER))
		f->freq = PERIOD_QUARTER;
	else if (seen == (1u << PART_YEAR | 1u << PART_NEXT | 1u << PART_QUARTER))
		f->freq = PERIOD_FQUARTER;
	else if (seen == (1u << PART_YEAR | 1u << PART_MONTH))
		f->freq = PERIOD_MONTH;
	else if (seen == (1u << PART_YEAR | 1u << PART_MONTH | 1u << PART_DAY))
		f->freq = PERIOD_DAY;
	if (f->freq == PERIOD_NONE || twice != 0 || text.n > 64)
		return errmsg_set(e, "'%.*s' is no form of a period; made of YYYY, YY, Qn, MM, DD, "
		    "Mon, as in YYYY-YY Qn", (int)(text.n < 64 ? text.n : 64), text.p);
	return 0;
}

/* n digits off the start of s. */
static bool
digits(struct slice *s, size_t n, int *v)
{
	if (s->n < n)
		return false;
	*v = 0;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		*v = *v * 10 + (s->p[i] - '0');
	}
	s->p += n;
	s->n -= n;
	return true;
}

static bool
month_name(struct slice *s, int *month)
{
	for (int m = 0; m < 12; m++)
		if (s->n >= 3 && slice_caseeq((struct slice){s->p, 3}, slice_of(months[m]))) {
			*month = m + 1;
			s->p += 3;
			s->n -= 3;
			return true;
		}
	return false;
}

bool
periodform_read(const struct periodform *f, struct slice s, struct period *p)
{
	struct slice rest = f->text, piece;
	int year = 0, next = -1, quarter = 1, month = 1, day = 1;
	bool fine = true;

	while (rest.n > 0 && fine) {
		switch (next_part(&rest, &piece)) {
		case PART_YEAR: fine = digits(&s, 4, &year) && year > 0; break;
		case PART_NEXT: fine = digits(&s, 2, &next); break;
		case PART_QUARTER:
			fine = s.n >= 2 && s.p[0] == 'Q';
			if (fine) {
				s.p++;
				s.n--;
				fine = digits(&s, 1, &quarter) && quarter >= 1 && quarter <= 4;
			}
			break;
		case PART_MONTH: fine = digits(&s, 2, &month) && month >= 1 && month <= 12; break;
		case PART_NAME: fine = month_name(&s, &month); break;
		case PART_DAY: fine = digits(&s, 2, &day); break;
		case PART_LITERAL:
			fine = s.n > 0 && s.p[0] == piece.p[0];
			s.p += fine;
			s.n -= fine;
			break;
		}
	}
	if (!fine || s.n > 0 || (next >= 0 && next != (year + 1) % 100))
		return false;
	*p = (struct period){.freq = f->freq};
	switch (f->freq) {
	case PERIOD_QUARTER:
	case PERIOD_FQUARTER: p->ord = 4 * year + quarter - 1; break;
	case PERIOD_MONTH: p->ord = 12 * year + month - 1; break;
	case PERIOD_DAY:
		if (!date_valid(year, month, day))
			return false;
		p->ord = date_day(year, month, day);
		break;
	default: p->ord = year; break;
	}
	return true;
}

void
periodform_write(const struct periodform *f, struct period p, char buf[PERIODFORM_TEXT])
{
	struct slice rest = f->text, piece;
	int year = p.ord, quarter = 1, month = 1, day = 1;
	size_t n = 0;

	if (p.freq == PERIOD_QUARTER || p.freq == PERIOD_FQUARTER) {
		year = p.ord / 4;
		quarter = p.ord % 4 + 1;
	} else if (p.freq == PERIOD_MONTH) {
		year = p.ord / 12;
		month = p.ord % 12 + 1;
	} else if (p.freq == PERIOD_DAY) {
		date_civil(p.ord, &year, &month, &day);
	}
	while (rest.n > 0 && n < PERIODFORM_TEXT - 16) {
		char *at = buf + n;
		size_t room = PERIODFORM_TEXT - n;

		switch (next_part(&rest, &piece)) {
		case PART_YEAR: n += (size_t)snprintf(at, room, "%04d", year); break;
		case PART_NEXT: n += (size_t)snprintf(at, room, "%02d", (year + 1) % 100); break;
		case PART_QUARTER: n += (size_t)snprintf(at, room, "Q%d", quarter); break;
		case PART_MONTH: n += (size_t)snprintf(at, room, "%02d", month); break;
		case PART_NAME: n += (size_t)snprintf(at, room, "%s", months[month - 1]); break;
		case PART_DAY: n += (size_t)snprintf(at, room, "%02d", day); break;
		case PART_LITERAL: buf[n++] = piece.p[0]; break;
		}
	}
	buf[n] = '\0';
}
