#ifndef SUPPRESS_POOL_H
#define SUPPRESS_POOL_H

#include "suppress/problem.h"

/*
 * Witnesses: tables that an outsider must think possible as long as certain cells are hidden. Each
 * is checked exactly when it comes in, for any choice that hides those cells; so what the pool says
 * of a choice is proved.
 */
struct pool;

struct pool *pool_new(const struct problem *p);
void pool_free(struct pool *w);

/* x: a value for each cell. False: it fits no choice at all, and is not kept. */
bool pool_add(struct pool *w, const int64_t *x);

/*
 * Marks the targets (a byte each) that are protected when the cells of `hidden` are: returns how
 * many are not.
 */
size_t pool_protected(struct pool *w, const unsigned char *hidden, unsigned char *is_protected);

/* Hides what the witnesses need by which a target is protected: those that need least more. */
void pool_need(const struct pool *w, uint32_t target, unsigned char *hidden);

/* A cell of a witness that does not have the value of the base. */
struct deviant {
	uint32_t cell;
	int64_t value;
};

/* Hands over witnesses that show how far each target can move under this choice. */
void pool_prove(struct pool *w, const unsigned char *hidden, void (*take)(void *to,
    const struct deviant *d, size_t n), void *to);

#endif
