#ifndef AREA_BANDS_H
#define AREA_BANDS_H

#include "base/intern.h"

/*
 * Says of age bands, all written as ages, that the first two overlap, or which ages between them
 * are in none: a rate standardised by them is of other people than its name says.
 */
void bands_note(const struct intern *bands, void (*say)(const char *message));

#endif
