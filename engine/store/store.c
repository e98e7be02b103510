/* The store in memory; its file is in save.c and load.c. */
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "store/history_inside.h"

void lc_store_free(struct lc_store *store)
{
    for (size_t i = 0; i < store->histories; i++)
        lc_history_free(store->history + i);
    for (size_t i = 0; i < store->sources; i++) {
        free(store->source[i].schema);
        free(store->source[i].history);
    }
    free(store->history);
    free(store->source);
    free(store->record);
    free(store->link);
    lc_codes_free(&store->systems);
    lc_codes_free(&store->passes);
    *store = (struct lc_store){ 0 };
}

/* The first history whose name is not before `name`. */
static size_t place(const struct lc_store *store, const char *name)
{
    size_t low = 0, high = store->histories;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(store->history[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct lc_history *lc_store_history(const struct lc_store *store, const char *name)
{
    size_t at = place(store, name);
    bool there = at < store->histories && strcmp(store->history[at].name, name) == 0;
    return there ? store->history + at : NULL;
}

int lc_store_add_history(struct lc_store *store, const char *name,
                         struct lc_history **history, struct lc_error *err)
{
    *history = lc_store_history(store, name);
    if (*history)
        return LC_OK;
    int code = LC_GROW(store->history, store->history_room, store->histories + 1, err);
    if (code)
        return code;
    char *copy = lc_strdup(name);
    if (!copy)
        return LC_FAIL_NOMEM(err);
    size_t at = place(store, name);
    struct lc_history *made = store->history + at;
    memmove(made + 1, made, (store->histories - at) * sizeof *made);
    *made = (struct lc_history){ .name = copy };
    store->histories++;
    *history = made;
    return LC_OK;
}

static int compare_spans(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    if (x[0] != y[0])
        return x[0] < y[0] ? -1 : 1;
    return x[1] < y[1] ? -1 : x[1] > y[1];
}

/* Joins sorted spans that meet or overlap, in place; returns how many are left. */
static size_t join(size_t count, int32_t (*span)[2])
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && span[i][0] <= span[kept - 1][1]) {
            if (span[i][1] > span[kept - 1][1])
                span[kept - 1][1] = span[i][1];
            continue;
        }
        span[kept][0] = span[i][0];
        span[kept++][1] = span[i][1];
    }
    return kept;
}

/* Is the name one of those that the list, separated by commas, holds? */
int lc_store_check_clocks(const struct lc_store *store, struct lc_error *err)
{
    if (store->format != 1)
        return LC_OK;
    return LC_FAIL(
        err, LC_REFUSED,
        "the store was made before attributes had clocks (format 1): what it "
        "says of an open spell may tell how it ended; import its extracts "
        "anew into a new store");
}

static bool is_listed(const char *list, const char *name)
{
    size_t size = strlen(name);
    for (const char *at = list; at; at = strchr(at, ',')) {
        at += *at == ',';
        if (strcspn(at, ",") == size && memcmp(at, name, size) == 0)
            return true;
    }
    return false;
}

int lc_store_coverage(const struct lc_store *store, const char *history, size_t *count,
                      int32_t (**spans)[2], struct lc_error *err)
{
    size_t n = 0;
    int32_t(*span)[2] = lc_alloc(store->sources, sizeof *span);
    if (!span)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->sources; i++) {
        const struct lc_source *s = store->source + i;
        if (!is_listed(s->history, history) || s->covers_from >= s->covers_to
            || s->covers_from == LC_NO_DAY)
            continue;
        span[n][0] = s->covers_from;
        span[n++][1] = s->covers_to;
    }
    qsort(span, n, sizeof *span, compare_spans);
    *count = join(n, span);
    *spans = span;
    return LC_OK;
}
