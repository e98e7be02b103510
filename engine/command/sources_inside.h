/* What a verb is given to read is what it takes there. */
#pragma once

#include "command/verb.h"

/* Every argument that is a file is known by its content (a store, a study, a model, a
 * panel's list, a table, a page ...), whatever its name. One that stands where the verb
 * takes another kind: LC_USAGE with the order of the arguments, where it would be right
 * elsewhere and nothing right is there; else LC_FORMAT. What cannot be told (a damaged
 * file, a pipe, nothing at all) is left to the verb. Reads at most 64 KB of each. */
int lc_sources_check(const struct lc_verb *verb, int count, char *const *argv,
                     struct lc_error *err) LC_MUST_CHECK;
