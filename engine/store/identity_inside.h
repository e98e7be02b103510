/* Inside of identity.h: what the files of engine/store share. */
#ifndef LC_STORE_IDENTITY_INSIDE_H
#define LC_STORE_IDENTITY_INSIDE_H

#include "store/identity.h"

/* Takes away every row of a record that `gone` says is to go. */
void lc_identities_drop(struct lc_identities *ids,
                        bool (*gone)(void *context, uint32_t record), void *context);

/* Record r becomes to[r]; the rows in order of record, day and texts, so in no order of
 * arrival. A row that says no more than the agency's number goes if the record has
 * another. */
void lc_identities_settle(struct lc_identities *ids, const uint32_t *to);

/* The plain text of the file: a row is record, known_from and born (4 bytes each,
 * little-endian), then eight texts, each its length in 2 bytes (65535: not said) and
 * its bytes. Encode appends one row: LC_RANGE if a text has more than 65,534 bytes.
 * Decode adds all rows of a plain text: LC_DAMAGED if it is not one. */
int lc_identity_encode(struct lc_text *out, const struct lc_identity *row,
                       struct lc_error *err) LC_MUST_CHECK;
int lc_identities_decode(struct lc_identities *ids, const unsigned char *data,
                         size_t size, struct lc_error *err) LC_MUST_CHECK;

#endif
