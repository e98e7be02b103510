/* A store that is named by a symbolic link. */
#pragma once

#include "command/verb.h"

/* Puts the file's own path in the place of a symbolic link wherever the verb calls an
 * argument STORE: a store's key, digest, lock and log lie beside the file, and a new
 * generation would take the link's place. What cannot be resolved stays as it is. */
void lc_stores_resolve(const struct lc_verb *verb, int count, char **argv);
