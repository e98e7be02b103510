/* Which numbers are a person's. Part of linkage. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { LC_NUMBER_KINDS = 9 }; /* 0: none */

/* Which kind of personal number (1 ..) a type of identifier is, or 0 if numbers of the
 * type are not known to name one person. */
uint16_t lc_number_kind(const char *type);
/* The kind that a system's own numbers are, or 0. */
uint16_t lc_number_kind_of_system(const char *system);
/* May a person have only one of the kind? */
bool lc_number_is_exclusive(uint16_t kind);
const char *lc_number_name(uint16_t kind); /* "unique pupil number" */

/* Appends the number as it is compared; false, and nothing, if it is nobody's or given
 * for the time being: a pupil's with a letter at its end (DfE, Unique pupil numbers).
 */
bool lc_number_is_said(struct lc_text *out, uint16_t kind, const char *number);

/* Does the number, as it is compared, fail the check of its kind? It is then nobody's,
 * and that it is another than one of the same child is no conflict. */
bool lc_number_fails_check(uint16_t kind, const char *normal, size_t size);
/* The role (match/role.h) that it is compared by. */
const char *lc_number_role(uint16_t kind);
