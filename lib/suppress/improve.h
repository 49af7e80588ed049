#ifndef SUPPRESS_IMPROVE_H
#define SUPPRESS_IMPROVE_H

#include "suppress/greedy.h"

/*
 * A better choice by trial: shows again what is hidden in one constraint after the other, protects
 * the targets anew by other cells, and keeps what is better. Until none is, or the work is done.
 * weight: what hiding a cell costs.
 */
void improve(struct greedy *g, const double *weight, unsigned char *hidden);

#endif
