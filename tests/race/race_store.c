/* A store large enough to be sealed, read and indexed by several threads: loaded twice,
 * it is the same both times and the same as what was saved. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "store/history_inside.h"
#include "store/store.h"

enum { RECORDS = 20000, HISTORIES = 4, EVENTS = 90000 };

static void need(int code, const struct lc_error *err)
{
    if (code) {
        fprintf(stderr, "race_store: %s\n", err->text);
        exit(1);
    }
}

static void fill(struct lc_random *r, struct lc_history *h)
{
    struct lc_error err = { 0 };
    for (uint32_t i = 0; i < EVENTS; i++) {
        struct lc_event event = { .child = (uint32_t)lc_random_below(r, RECORDS),
                                  .start = (int32_t)lc_random_below(r, 9000),
                                  .end = LC_OPEN,
                                  .known_to = LC_OPEN,
                                  .level = LC_NO_LEVEL,
                                  .line = i,
                                  .key = lc_random_word(r) };
        need(lc_history_append(h, &event, &err), &err);
    }
}

static void build(struct lc_store *store)
{
    struct lc_random r;
    struct lc_error err = { 0 };
    struct lc_history *h;
    char name[16];
    lc_random_init(&r, 1, 0);
    store->record = lc_alloc(RECORDS, sizeof *store->record);
    store->records = store->record ? RECORDS : 0;
    for (uint32_t i = 0; i < store->records; i++)
        store->record[i].child = i;
    for (int k = 0; k < HISTORIES; k++) {
        snprintf(name, sizeof name, "h%d", k);
        need(lc_store_add_history(store, name, &h, &err), &err);
        fill(&r, h);
    }
}

static int differ(const struct lc_store *a, const struct lc_store *b)
{
    for (int k = 0; k < HISTORIES; k++) {
        const struct lc_history *x = a->history + k, *y = b->history + k;
        if (x->n != y->n
            || memcmp(x->offset, y->offset, (RECORDS + 1) * sizeof *x->offset))
            return 1;
        for (size_t i = 0; i < LC_FIELDS; i++)
            if (memcmp(lc_field_array(x, lc_fields + i),
                       lc_field_array(y, lc_fields + i), x->n * lc_fields[i].size))
                return 1;
    }
    return 0;
}

int main(void)
{
    char folder[] = "/tmp/race_store_XXXXXX", path[64], command[64];
    struct lc_store store = { 0 }, one = { 0 }, two = { 0 };
    struct lc_error err = { 0 };
    lc_begin();
    build(&store);
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/s.h5", folder);
    need(lc_store_save(&store, path, &err), &err);
    need(lc_store_load(&one, path, &err), &err);
    need(lc_store_load(&two, path, &err), &err);
    int wrong = differ(&store, &one) || differ(&one, &two);
    lc_store_free(&store);
    lc_store_free(&one);
    lc_store_free(&two);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) != 0 || wrong;
}
