/* Inside of phrase.h: how an answer opens a key file. */
#pragma once

#include "store/phrase.h"
#include "store/wrapped_inside.h"

/* Who is asked from now on (NULL: nobody); what was answered before is forgotten. */
void lc_phrase_begin(lc_passphrase_asker *ask, void *context);

/* Argon2id: key->key of key->kdf. LC_NOMEM where there is not so much memory. */
int lc_phrase_derive(struct lc_phrase_key *key, const struct lc_passphrase *phrase,
                     const char *path, struct lc_error *err) LC_MUST_CHECK;

/* The 32 bytes into bytes[LC_KEY], and the ways in that are known with that: by the
 * passphrase, if it was that (else none), and the public halves. LC_REFUSED if nobody
 * can be asked or the answer does not open it, which costs one Argon2id a way; once in
 * a process for each salt. */
int lc_phrase_open(unsigned char *bytes, struct lc_ways *ways,
                   const struct lc_wrapped *wrapped, const char *path,
                   struct lc_error *err) LC_MUST_CHECK;
