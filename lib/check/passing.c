#include "check/passing.h"

void
passing_begin(struct passing *p, bool first)
{
	if (!first && p->last_byte != '\n' && p->last_byte != '\0')
		p->to(p->arg, slice_of(p->crlf ? "\r\n" : "\n"));
	p->passes = first;
	textbuf_reset(&p->waiting);
}

void
passing_take(void *passing, struct slice bytes)
{
	struct passing *p = passing;

	p->last_byte = bytes.p[bytes.n - 1];
	if (p->passes)
		p->to(p->arg, bytes);
	else
		textbuf_add(&p->waiting, bytes);
}

void
passing_heading(struct passing *p, uint64_t end)
{
	struct slice rest = textbuf_slice(&p->waiting);

	if (!p->passes && end < rest.n)
		p->to(p->arg, (struct slice){rest.p + end, rest.n - end});
	p->passes = true;
}

void
passing_end(struct passing *p, struct reader_ends ends)
{
	p->crlf = ends.crlf > 0 && ends.lf == 0;
}

void
passing_free(struct passing *p)
{
	textbuf_free(&p->waiting);
}
