/* Times a store of two million events in twenty histories: save, load, and where the
 * load goes. One row a case: name, seconds (the least of several), bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "store/read.h"
#include "store/store.h"

enum { RECORDS = 150000, HISTORIES = 20, EVENTS = 100000, ROUNDS = 9 };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void need(int code, const struct lc_error *err)
{
    if (code) {
        fprintf(stderr, "bench_store: %s\n", err->text);
        exit(1);
    }
}

static void fill(struct lc_random *r, struct lc_history *h)
{
    struct lc_error err = { 0 };
    size_t which;
    uint16_t code, attribute[2];
    need(lc_history_attribute(h, "first", &which, &err), &err);
    need(lc_history_attribute(h, "second", &which, &err), &err);
    need(lc_codes_add(&h->codes, lc_slice_of("A"), &code, &err), &err);
    need(lc_codes_add(&h->attribute[0].codes, lc_slice_of("A"), &code, &err), &err);
    need(lc_codes_add(&h->attribute[1].codes, lc_slice_of("A"), &code, &err), &err);
    for (uint32_t i = 0; i < EVENTS; i++) {
        uint32_t child = (uint32_t)lc_random_below(r, RECORDS);
        int32_t start = 15000 + (int32_t)lc_random_below(r, 4000);
        uint64_t key = lc_random_word(r), content = lc_random_word(r);
        attribute[0] = attribute[1] = (uint16_t)(i & 1);
        struct lc_event event = {
            .child = child,
            .start = start,
            .end = start + 40,
            .known_from = start,
            .known_to = LC_OPEN,
            .code = 1,
            .level = LC_NO_LEVEL,
            .record = child,
            .line = i,
            .key = key,
            .content = content,
            .attribute = attribute,
        };
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
        snprintf(name, sizeof name, "h%02d", k);
        need(lc_store_add_history(store, name, &h, &err), &err);
        fill(&r, h);
    }
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

int main(void)
{
    char folder[] = "/tmp/bench_store_XXXXXX", path[64], command[64];
    struct lc_store store = { 0 }, again = { 0 };
    struct lc_error err = { 0 };
    struct stat about = { 0 };
    double load = 1e9, open = 1e9, start;
    struct lc_store_file opened;
    lc_begin();
    build(&store);
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/s.h5", folder);
    start = seconds();
    for (size_t i = 0; i < store.histories; i++)
        need(lc_history_sort(store.history + i, store.records, &err), &err);
    double sort = seconds() - start;
    start = seconds();
    need(lc_store_save(&store, path, &err), &err);
    double save = seconds() - start;
    stat(path, &about);
    for (int i = 0; i < ROUNDS; i++) {
        start = seconds();
        need(lc_store_open(&opened, path, &err), &err);
        lc_store_file_close(&opened);
        open = least(open, seconds() - start);
        start = seconds();
        need(lc_store_load(&again, path, &err), &err);
        load = least(load, seconds() - start);
        lc_store_free(&again);
    }
    printf("store_sort\t%.4f\t%lld\nstore_save\t%.4f\t%lld\n", sort,
           (long long)about.st_size, save, (long long)about.st_size);
    printf("store_check_seal\t%.4f\t%lld\nstore_load\t%.4f\t%lld\n", open,
           (long long)about.st_size, load, (long long)about.st_size);
    lc_store_free(&store);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command) != 0;
}
