/* Any bytes as a reviewed list of a store of twelve records: refused, or so many
 * decisions of pairs that are there, each pair decided once; linking then keeps to
 * them, and the store is as it should be. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "fuzz/scratch.h"
#include "link/link.h"
#include "store/check.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { RECORDS = 12 };

static char *path;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    path = scratch_path("review.csv");
    return 0;
}

static void fill(struct lc_store *store)
{
    uint16_t system;
    *store = (struct lc_store){ .records = RECORDS };
    store->record = calloc(RECORDS, sizeof *store->record);
    if (!store->record
        || lc_codes_add(&store->systems, lc_slice_of("police"), &system, NULL))
        abort();
    for (uint32_t r = 0; r < RECORDS; r++)
        store->record[r] = (struct lc_record){ .system = system, .child = r };
}

static void check_decisions(const struct lc_store *store, size_t count)
{
    if (store->links > count)
        abort();
    for (size_t i = 0; i < store->links; i++)
        for (size_t k = 0; k < i; k++)
            if (store->link[i].record == store->link[k].record
                && store->link[i].other == store->link[k].other)
                abort();
}

static void link_all(struct lc_store *store)
{
    struct lc_identities ids;
    struct lc_link_report report = { 0 };
    struct lc_text found = { 0 };
    if (lc_identities_init(&ids, NULL) || lc_link_run(&report, store, &ids, 9, NULL))
        abort();
    if (lc_store_check(store, &found))
        abort();
    lc_text_free(&found);
    lc_link_report_free(&report);
    lc_identities_free(&ids);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lc_store store;
    struct lc_error err = { 0 };
    size_t count;
    fill(&store);
    scratch_put(path, data, size);
    if (!lc_link_accept(&store, path, 9, &count, &err)) {
        check_decisions(&store, count);
        link_all(&store);
    } else if (!err.text[0]) {
        abort();
    }
    lc_store_free(&store);
    return 0;
}
