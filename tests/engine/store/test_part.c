/* Loading a part of a store: what is wanted comes bit for bit, nothing else comes, and
 * the seal is of the whole file. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/memory.h"
#include "store/store.h"
#include "support/stores.h"

TestSuite(part, .init = lc_begin);

static const char text[] =
    "covers care 2015-01-01 2025-01-01\n"
    "covers cin 2018-01-01 2025-01-01\n"
    "care 0 2020-01-01 2020-05-01 code C2 placement U1 ceased X1\n"
    "care 2 2021-01-01 - code C1 placement K2 ceased E4A\n"
    "cin 1 2021-03-04 - code open level 3 source police\n"
    "missing 2 2021-06-01 2021-06-03\n";

struct saved {
    struct lc_store store;
    char *folder, *path;
};

static struct saved saved(void)
{
    struct saved s = { .store = store_of(3, text), .folder = test_folder() };
    s.path = lc_alloc(strlen(s.folder) + 64, 1);
    sprintf(s.path, "%s/part.h5", s.folder);
    cr_assert(eq(int, lc_store_save(&s.store, s.path, NULL), LC_OK));
    return s;
}

static void done(struct saved *s)
{
    lc_store_free(&s->store);
    free(s->folder);
    free(s->path);
}

/* Of care: start, code and "ceased". */
static bool wants(const void *context, const char *history, const char *column)
{
    (void)context;
    return strcmp(history, "care") == 0
           && (!column || !strcmp(column, "start") || !strcmp(column, "code")
               || !strcmp(column, "ceased"));
}

static const struct lc_store_part some = { wants, NULL };

Test(part, what_is_wanted_comes_and_nothing_else)
{
    struct saved s = saved();
    struct lc_store part;
    struct lc_error err = { 0 };
    int code = lc_store_load_part(&part, s.path, &some, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    cr_assert(eq(sz, part.histories, 1));
    const struct lc_history *got = part.history,
                            *all = lc_store_history(&s.store, "care");
    cr_assert(eq(str, got->name, "care"));
    cr_assert(eq(sz, got->n, 2));
    cr_assert(eq(int, memcmp(got->child, all->child, 2 * sizeof *got->child), 0));
    cr_assert(eq(int, memcmp(got->start, all->start, 2 * sizeof *got->start), 0));
    cr_assert(eq(str, (char *)lc_codes_name(&got->codes, got->code[1]), "C1"));
    cr_assert(eq(int, memcmp(got->offset, all->offset, 4 * sizeof *got->offset), 0));
    cr_assert(got->end == NULL && got->known_from == NULL && got->key == NULL
              && got->content == NULL && got->file == NULL && got->line == NULL);
    cr_assert(eq(sz, got->attributes, 1));
    cr_assert(eq(str, got->attribute->name, "ceased"));
    cr_assert(
        eq(str, (char *)lc_codes_name(&got->attribute->codes, got->attribute->value[1]),
           "E4A"));
    cr_assert(eq(sz, part.records, 3));
    cr_assert(eq(u32, part.record[2].child, 2));
    cr_assert(eq(sz, part.sources, 2));
    cr_assert(eq(str, part.source[1].history, "cin"));
    lc_store_free(&part);
    done(&s);
}

Test(part, a_part_cannot_be_saved)
{
    struct saved s = saved();
    struct lc_store part, whole;
    cr_assert(eq(int, lc_store_load_part(&part, s.path, &some, NULL), LC_OK));
    cr_assert(eq(int, lc_store_save(&part, s.path, NULL), LC_REFUSED));
    cr_assert(eq(int, lc_store_load(&whole, s.path, NULL), LC_OK));
    cr_assert(store_same(&whole, &s.store));
    lc_store_free(&part);
    lc_store_free(&whole);
    done(&s);
}

/* A changed byte anywhere, in what is read or not, is found before anything is read. */
Test(part, the_seal_is_of_the_whole_file)
{
    struct saved s = saved();
    struct lc_store part;
    char *data;
    size_t size;
    cr_assert(eq(int, lc_file_read(s.path, 1 << 24, &data, &size, NULL), LC_OK));
    for (size_t i = 0; i < size; i += 997) {
        struct lc_error err = { 0 };
        data[i] ^= 16;
        cr_assert(eq(int, lc_file_write(s.path, true, data, size, NULL), LC_OK));
        data[i] ^= 16;
        cr_assert(eq(int, lc_store_load_part(&part, s.path, &some, &err), LC_DAMAGED),
                  "byte %zu", i);
    }
    free(data);
    done(&s);
}
