/* What tells a number of a child, a postcode or a social worker apart, and says no
 * more. */
#pragma once

#include "base/hash.h"
#include "base/slice.h"

enum { LC_VEIL = 16, LC_VEIL_CODE = 7 /* bytes of a code at most */ };

/* What a text becomes: a mark, and 12 digits that are the same for the same text (in
 * capitals) under the same key. Blank stays blank. Into out[LC_VEIL], of which the
 * answer is a slice.
 *
 *     lc_veil_pupil     + has the form of a pupil number, - has not; UN1 to UN5, the
 *                       reasons for having none, stay as they are
 *     lc_veil_worker    S begins with SW, X with XX (1, 2: shorter than four), - neither
 *     lc_veil           + */
struct lc_slice lc_veil_pupil(struct lc_slice text, const struct lc_key *key,
                              char *out);
struct lc_slice lc_veil_worker(struct lc_slice text, const struct lc_key *key,
                               char *out);
struct lc_slice lc_veil(struct lc_slice text, const struct lc_key *key, char *out);

/* What no rule knows as a code may be a name or a number in the wrong column: as it is
 * stays a text of at most four characters with a digit (a number, a code that there is
 * not), and one of thirteen of digits, Z, / - and . with a Z or / (a date of which a
 * part is not known). All else is ~ and 12 digits. */
struct lc_slice lc_veil_code(struct lc_slice text, const struct lc_key *key, char *out);

/* Any of these, a code of at most seven bytes, or a day, in 64 bits and back; 0: blank.
 * *day LC_NO_DAY: it is a text, into out[LC_VEIL]. */
uint64_t lc_veil_pack(struct lc_slice text, int32_t day);
struct lc_slice lc_veil_unpack(uint64_t packed, char *out, int32_t *day);
