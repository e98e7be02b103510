/* Likely breaks of a store's histories (store/breaks.h), and those that schemas declare
 * (store/declared.h), as describe says them. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "import/schema.h"

/* What the program's schemas declare of what the store holds. */
struct lc_known_breaks {
    lc_schemas *schemas;
    struct lc_declarations declared; /* rows of the schemas' */
};

/* Filled anew; free it in any case. */
int lc_known_breaks_load(struct lc_known_breaks *known, const struct lc_store *store,
                         struct lc_error *err) LC_MUST_CHECK;
void lc_known_breaks_free(struct lc_known_breaks *known);

/* Of which store, by which declarations; exact: true counts. Borrowed. */
struct lc_breaks_of {
    const struct lc_store *store;
    const struct lc_declarations *declared;
    bool exact;
};

/* A line each, after a heading; nothing where there is none. */
int lc_breaks_add(struct lc_text *out, const struct lc_breaks_of *of,
                  struct lc_error *err) LC_MUST_CHECK;

/* Of one history: [{ from, seen, attribute, code, declared, text }], NULL: out of
 * memory. */
json_t *lc_breaks_json(const struct lc_breaks_of *of, const char *history);
