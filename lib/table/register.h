#ifndef TABLE_REGISTER_H
#define TABLE_REGISTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/errmsg.h"
#include "base/slice.h"

/*
 * The local authorities of England with children's services: the Department for Education's number,
 * the Office for National Statistics' code, the name, the region, and when a code began or ended.
 * Where an authority stays and its code changes, the number stays. Source: DfE's open data for 2013
 * to 2025, whose years end on 31 March; for the two codes that ended in 2013, ONS Code History
 * Database. London is divided into Inner and Outer London, as there.
 */
struct registered {
	char number[4], code[10], region[10], name[36];
	short from, until;	/* 1 April of these years; 0: before the list begins, still */
};

extern const struct registered register_list[];
extern const size_t register_count;

/* The authority with this ONS code or DfE number (then its latest code), or NULL. */
const struct registered *register_by_code(struct slice code);

/* The latest authority of this name, as authority_same_name() compares, or NULL. */
const struct registered *register_by_name(struct slice name);

/*
 * Do the code and the name of a row mean two areas, of these authorities in whichever year, England
 * and its regions? False where either means none of them. *of: whose the code is.
 */
bool register_contradicts(struct slice code, struct slice name, struct slice *of);

/* The authorities that r was divided into, so that together they are r: how many, or 0. */
#define REGISTER_PARTS 2
size_t register_parts(const struct registered *r, const struct registered *part[REGISTER_PARTS]);

/* Did another authority have its name on 1 April of that year? (Dorset) */
bool register_had_other(const struct registered *r, int year);

/* "E10000027 Somerset became E06000066 in 2023": its codes. False: it has had one. */
bool register_describe_code(const struct registered *r, struct errmsg *text);

/*
 * What a reorganisation of areas did to it: "E06000063 Cumberland was part of Cumbria until 2023".
 * False: there was none.
 */
bool register_describe_change(const struct registered *r, struct errmsg *text);

#endif
