/* In which order extracts are imported. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "import/schema_inside.h"

struct ranking {
    size_t count;
    struct lc_schema *const *all;
    const struct lc_schema *of;
    int deep, rank;
};

static const struct lc_schema *named(const struct ranking *r, const char *name)
{
    for (size_t i = 0; name && i < r->count; i++)
        if (strcmp(r->all[i]->name, name) == 0)
            return r->all[i];
    return NULL;
}

static int rank_of(struct ranking *r, struct lc_error *err);

/* Raises the rank above that of the other, if one is named. */
static int above(struct ranking *r, const char *other, struct lc_error *err)
{
    const struct lc_schema *schema = named(r, other);
    if (!other)
        return LC_OK;
    if (!schema)
        return LC_FAIL(err, LC_FORMAT, "schema '%s' names '%s', which is not there",
                       r->of->name, other);
    struct ranking theirs = { r->count, r->all, schema, r->deep + 1, 0 };
    int code = rank_of(&theirs, err);
    if (!code && theirs.rank >= r->rank)
        r->rank = theirs.rank + 1;
    return code;
}

/* What can take back what lies in it comes after all that does; and what it takes. */
static int above_taken(struct ranking *r, struct lc_error *err)
{
    const struct lc_schema *s = r->of;
    int code = LC_OK;
    for (size_t i = 0; i < r->count && !code; i++)
        if (r->all[i]->within && strcmp(r->all[i]->within->schema, s->name) == 0)
            code = above(r, r->all[i]->name, err);
    for (unsigned i = 0; i < s->takes_count && !code; i++)
        code = above(r, s->takes[i], err);
    return code;
}

/* Merged numbers first, by which all others are read; then births, for events are
 * checked against them; and whoever joins or follows comes after the other. */
static int rank_of(struct ranking *r, struct lc_error *err)
{
    const struct lc_schema *s = r->of;
    r->rank = s->into_at != LC_NO_COLUMN ? 0 : lc_schema_says_birth(s) ? 1 : 3;
    if (r->deep > 8)
        return LC_FAIL(err, LC_FORMAT, "schema '%s' joins or follows in a circle",
                       s->name);
    int code = above(r, s->join ? s->join->schema : NULL, err);
    for (unsigned i = 0; i < s->follows_count && !code; i++)
        code = above(r, s->follows[i], err);
    if (!code)
        code = above(r, s->after, err);
    if (!code)
        code = above_taken(r, err);
    return code ? code : above(r, s->same_as, err);
}

static int by_rank(const void *a, const void *b)
{
    const struct lc_schema *x = *(struct lc_schema *const *)a;
    const struct lc_schema *y = *(struct lc_schema *const *)b;
    int order = x->rank != y->rank ? x->rank - y->rank : strcmp(x->name, y->name);
    return order ? order : x->variant - y->variant;
}

int lc_schemas_rank(size_t count, struct lc_schema **row, struct lc_error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct ranking r = { .count = count, .all = row, .of = row[i] };
        int code = rank_of(&r, err);
        if (code)
            return code;
        row[i]->rank = r.rank;
    }
    if (count)
        qsort(row, count, sizeof *row, by_rank);
    return LC_OK;
}

/* --- by name ---------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
    const struct lc_schema *x = *(struct lc_schema *const *)a;
    const struct lc_schema *y = *(struct lc_schema *const *)b;
    int order = strcmp(x->name, y->name);
    return order ? order : x->variant - y->variant;
}

int lc_schemas_order_names(size_t count, struct lc_schema **row,
                           struct lc_schema ***named, struct lc_error *err)
{
    free(*named);
    *named = lc_alloc(count + 1, sizeof **named);
    if (!*named)
        return LC_FAIL_NOMEM(err);
    if (count)
        memcpy(*named, row, count * sizeof *row);
    qsort(*named, count, sizeof **named, by_name);
    return LC_OK;
}

const struct lc_schema *lc_schemas_find_name(size_t count,
                                             struct lc_schema *const *named,
                                             const char *name)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(named[middle]->name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && !strcmp(named[low]->name, name) ? named[low] : NULL;
}
