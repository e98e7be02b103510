/* No verb may write over what it reads. */
#pragma once

#include "command/verb.h"

/* LC_REFUSED where a file to be written (an argument that the verb calls OUT, or an
 * LC_TARGET option) is, by whatever name, one that is read (another argument, or an
 * LC_SOURCE option), belongs to it (a store's key, digest, log, ...), or is written
 * twice; --force does not change that. Files that are not there yet are nobody's. */
int lc_targets_check(const struct lc_verb *verb, int count, char *const *argv,
                     const void *settings, struct lc_error *err) LC_MUST_CHECK;

/* LC_USAGE where the name of such a file ends otherwise than what is written there does
 * (LC_OUTPUT, lc_verb.ends), or is "-" where no standard output is meant; and where a
 * DIR or a STORE is "-". A name without an ending says nothing wrong. */
int lc_targets_check_ends(const struct lc_verb *verb, int count, char *const *argv,
                          const void *settings, struct lc_error *err) LC_MUST_CHECK;
