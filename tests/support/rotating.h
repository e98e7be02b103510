/* A store with everything beside it, to be rotated: six records, whose agencies'
 * numbers are "0" to "5", and one identity. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "store/store.h"

extern char rotating_folder[260], rotating_path[300]; /* of the store; after begin */

void rotating_begin(void);
/* Writes it, and gives it as it is read. */
struct lc_store rotating_first(void);

/* As the verb does it; turned: it must succeed. */
int rotating_turn(bool of_store, bool of_identity, struct lc_error *err);
void rotating_turned(bool of_store, bool of_identity);

/* The store, its identity file and its log hold, and say what `wanted` does, whatever
 * the keys; the number of its generation. */
uint64_t rotating_holds(const struct lc_store *wanted, const char *when);

/* A line in the log, as score adds one. */
void rotating_look(void);

char *rotating_key(const char *ending); /* its bytes, new */
void rotating_put_key(const char *ending, const char *bytes, size_t size);
bool rotating_is_there(const char *ending); /* beside the store */
