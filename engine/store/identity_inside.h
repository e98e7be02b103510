/* Inside of identity.h: what the files of engine/store share. */
#pragma once

#include "store/generation.h"
#include "store/identity.h"
#include "store/secrets_inside.h"

/* Takes away every row of a record that `gone` says is to go. */
void lc_identities_drop(struct lc_identities *ids,
                        bool (*gone)(void *context, uint32_t record), void *context);

/* Record r becomes to[r]; the rows in order of record, day and texts, so in no order of
 * arrival. A row that says no more than the agency's number goes if the record has
 * another. */
void lc_identities_settle(struct lc_identities *ids, const uint32_t *to);

/* One identity file. Read: *ours, if its bytes are those of the bond; else it is not
 * opened.  The key is that of store_path. */
int lc_identities_read(struct lc_identities *ids, const char *path,
                       const char *store_path, const struct lc_bond *bond, bool *ours,
                       struct lc_error *err) LC_MUST_CHECK;
/* Written whole or not at all, under the present key or the one that waits; the bond to
 * it. make: the key, if there is none. */
int lc_identities_write(struct lc_bond *bond, const struct lc_identities *ids,
                        const char *path, const char *store_path, enum lc_key_age age,
                        bool make, struct lc_error *err) LC_MUST_CHECK;

/* The steps of lc_store_replace(): the new identity file waits as STORE.identity.next
 * until the new store is in place, then takes the old one's. A kill between the two
 * leaves it waiting, and the bond tells readers which of the two is the store's.
 * Forget: the new store never came. Bond: what the present store is bound to, then the
 * new. */
int lc_identities_prepare(struct lc_bond *bond, const struct lc_identities *ids,
                          const char *store_path, enum lc_key_age age,
                          struct lc_error *err) LC_MUST_CHECK;
int lc_identities_place(const char *store_path, struct lc_error *err) LC_MUST_CHECK;
void lc_identities_forget(const char *store_path);

/* The plain text of the file: a row is record, known_from, born and since (4 bytes
 * each, little-endian), then nine texts, each its length in 2 bytes (65535: not said)
 * and its bytes. Format 1 had neither since nor the ninth text, the home. Encode
 * appends one row, of so many bytes as its size says: LC_RANGE if a text has more than
 * 65,534. Decode adds all rows of a plain text: LC_DAMAGED if it is not one. */
size_t lc_identity_size(const struct lc_identity *row);
int lc_identity_encode(struct lc_text *out, const struct lc_identity *row,
                       struct lc_error *err) LC_MUST_CHECK;
enum { LC_IDENTITY_FORMAT = 2 };
int lc_identities_decode(struct lc_identities *ids, long format,
                         const unsigned char *data, size_t size,
                         struct lc_error *err) LC_MUST_CHECK;
