#ifndef RULES_TEXTFUNC_H
#define RULES_TEXTFUNC_H

#include "rules/function.h"

/* The functions of texts, for the table in rules/function.c; they count in characters. */
void textfunc_length(struct applied *a);
void textfunc_left(struct applied *a);
void textfunc_mid(struct applied *a);
void textfunc_right(struct applied *a);
void textfunc_lower(struct applied *a);
void textfunc_trim(struct applied *a);
void textfunc_number(struct applied *a);

#endif
