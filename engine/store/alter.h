/* What would a store say had some children's events been known at other times? For who
 * asks why a risk has changed: in place, a few children's rows alone, and taken back.
 * The order of rows stays what history.h says, as the days of one history move together
 * and keep theirs. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

struct lc_alteration {
    struct lc_store *store;
    size_t children;
    const uint32_t *child; /* borrowed */
    int32_t *kept;         /* known_from and known_to of every row, as they were */
};

/* For children child[children], each once; the histories must be sorted. Those of a
 * store that was loaded in part without both days of knowledge stay as they are.
 * O(their rows). */
int lc_alter_begin(struct lc_alteration *a, struct lc_store *store, size_t children,
                   const uint32_t *child, struct lc_error *err) LC_MUST_CHECK;

/* On landmark t (and any before it) all is known that is known on landmark `day`, and
 * in the words of that day; t <= day. */
void lc_alter_known(struct lc_alteration *a, int32_t t, int32_t day);

/* Nothing that started on or after `from` was ever known. */
void lc_alter_until(struct lc_alteration *a, int32_t from);

void lc_alter_restore(struct lc_alteration *a); /* to be altered anew */
void lc_alter_end(struct lc_alteration *a);     /* restores, and frees what it kept */
