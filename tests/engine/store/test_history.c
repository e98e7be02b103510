#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "store/history_inside.h"
#include "store/store.h"
#include "support/stores.h"

TestSuite(history, .init = lc_begin);

/* Six events; by (child, start, known_from) the lines come out as
 * child 0: line 2 (start 5) then line 1 (start 9);  child 1: none;
 * child 2: start 3: line 6 (known 3), then known 4: line 3, which has a code, before 5,
 *          then line 4 (start 8).
 * So offset = 0 2 2 6. */
Test(history, sorts_by_child_start_known)
{
    struct lc_store store = store_of(3, "x 0 1970-01-10 -\n"
                                        "x 0 1970-01-06 -\n"
                                        "x 2 1970-01-04 - known 1970-01-05 - code A\n"
                                        "x 2 1970-01-09 - level 4\n"
                                        "x 2 1970-01-04 - known 1970-01-05 - kind K\n"
                                        "x 2 1970-01-04 - known 1970-01-04 -\n");
    const struct lc_history *h = lc_store_history(&store, "x");
    const uint32_t line[] = { 2, 1, 6, 3, 5, 4 };
    const uint32_t offset[] = { 0, 2, 2, 6 };
    cr_assert_not_null(h);
    cr_assert(eq(sz, h->n, 6));
    cr_assert(eq(sz, h->children, 3));
    for (size_t i = 0; i < 6; i++)
        cr_assert(eq(u32, h->line[i], line[i]));
    for (size_t c = 0; c < 4; c++)
        cr_assert(eq(u32, h->offset[c], offset[c]));
    cr_assert(eq(str, (char *)lc_codes_name(&h->codes, h->code[3]), "A"));
    cr_assert(eq(i16, h->level[5], 4));
    cr_assert(eq(i16, h->level[4], LC_NO_LEVEL));
    const struct lc_attribute *kind = h->attribute;
    cr_assert(eq(str, (char *)lc_codes_name(&kind->codes, kind->value[4]), "K"));
    cr_assert(eq(u16, kind->value[3], 0));
    lc_store_free(&store);
}

/* Offsets are of 32 bits: more rows are refused, not counted around. */
Test(history, refuses_more_rows_than_an_offset_holds)
{
    struct lc_history h = { .name = (char[]){ "x" }, .n = (size_t)UINT32_MAX + 1 };
    struct lc_error err = { 0 };
    cr_expect(eq(int, lc_history_index(&h, 1, &err), LC_RANGE));
    cr_expect(ne(ptr, strstr(err.text, "x: 4294967296 rows"), NULL), "%s", err.text);
    cr_expect(eq(ptr, h.offset, NULL));
}

/* Rows equal so far stand by the names of their codes, then by file and line: with the
 * digests the other way round, the order is the same. */
Test(history, no_digest_orders_anything)
{
    for (uint64_t way = 0; way < 2; way++) {
        struct lc_store store = store_of(1, "x 0 1970-01-10 - code B\n"
                                            "x 0 1970-01-10 - code A\n"
                                            "x 0 1970-01-10 -\n"
                                            "x 0 1970-01-10 - code B\n");
        struct lc_history *h = store.history;
        for (size_t i = 0; i < h->n; i++) {
            h->key[i] = way ? 100 - h->line[i] : h->line[i];
            h->content[i] = way ? h->line[i] : 100 - h->line[i];
        }
        /* moved from its place, or nothing would be sorted */
        h->known_from[0]++;
        cr_assert(eq(int, lc_history_sort(h, 1, NULL), LC_OK));
        for (size_t i = 0; i < h->n; i++)
            h->known_from[i] = h->known_from[0];
        cr_assert(eq(int, lc_history_sort(h, 1, NULL), LC_OK));
        const uint32_t line[] = { 2, 1, 4, 3 };
        for (size_t i = 0; i < 4; i++)
            cr_expect(eq(u32, h->line[i], line[i]), "way %d, row %zu", (int)way, i);
        lc_store_free(&store);
    }
}

/* Nor does the order in which its attributes were first met: p goes before q. */
Test(history, attributes_order_by_name)
{
    static const char *const text[] = { "x 0 1970-01-10 - p P2 q Q1\n"
                                        "x 0 1970-01-10 - p P1 q Q2\n",
                                        "x 0 1970-01-10 - q Q1 p P2\n"
                                        "x 0 1970-01-10 - q Q2 p P1\n" };
    for (size_t way = 0; way < 2; way++) {
        struct lc_store store = store_of(1, text[way]);
        struct lc_history *h = store.history;
        cr_assert(eq(str, h->attribute[0].name, way ? "q" : "p"));
        cr_expect(eq(u32, h->line[0], 2));
        cr_expect(eq(u32, h->line[1], 1));
        lc_store_free(&store);
    }
}

/* Whatever the order of arrival, the sorted history is the same: all lines differ. */
Test(history, order_of_arrival_does_not_matter)
{
    struct lc_store a = store_random(7, 40, 1, 3000);
    struct lc_store b = store_random(7, 40, 1, 3000);
    struct lc_history *h = b.history;
    struct lc_random r;
    uint32_t row[3000];
    uint16_t kind;
    lc_random_init(&r, 1, 1);
    for (uint32_t i = 0; i < 3000; i++)
        row[i] = i;
    lc_random_shuffle(&r, 3000, row);
    for (size_t i = 0; i < 3000; i++) {
        size_t k = row[i];
        kind = h->attribute->value[k];
        struct lc_event event = { h->child[k],      h->start[k],    h->end[k],
                                  h->known_from[k], h->known_to[k], h->code[k],
                                  h->level[k],      h->record[k],   h->file[k],
                                  h->line[k],       h->key[k],      h->content[k],
                                  h->assumed[k],    &kind };
        cr_assert(eq(int, lc_history_append(h, &event, NULL), LC_OK));
    }
    for (size_t i = 0; i < LC_FIELDS; i++) {
        char *array = lc_field_array(h, lc_fields + i);
        memmove(array, array + 3000 * lc_fields[i].size, 3000 * lc_fields[i].size);
    }
    memmove(h->attribute->value, h->attribute->value + 3000, 3000 * sizeof(uint16_t));
    h->n = 3000;
    cr_assert(not(lc_history_is_sorted(h, 40)));
    cr_assert(eq(int, lc_history_sort(h, 40, NULL), LC_OK));
    cr_assert(lc_history_is_sorted(h, 40));
    cr_assert(store_same(&a, &b));
    lc_store_free(&a);
    lc_store_free(&b);
}

/* An event of a child that is not there would write beyond the offsets. */
Test(history, a_child_out_of_range_is_an_error)
{
    struct lc_store store = store_of(3, "x 2 1970-01-10 -\n");
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_history_sort(store.history, 2, &err), LC_RANGE));
    cr_assert(eq(str, err.text, "history 'x' has an event of child 2, of 2 children"));
    lc_store_free(&store);
}

Test(history, an_empty_history_has_offsets_of_zero)
{
    struct lc_history h = { 0 };
    cr_assert(eq(int, lc_history_sort(&h, 2, NULL), LC_OK));
    cr_assert(eq(u64, h.offset[0] + h.offset[1] + h.offset[2], 0));
    lc_history_free(&h);
}

Test(history, histories_are_in_order_of_name)
{
    struct lc_store store = store_of(1, "b 0 1970-01-10 -\n"
                                        "c 0 1970-01-10 -\n"
                                        "a 0 1970-01-10 -\n"
                                        "b 0 1970-01-11 -\n");
    cr_assert(eq(sz, store.histories, 3));
    cr_assert(eq(str, store.history[0].name, "a"));
    cr_assert(eq(str, store.history[1].name, "b"));
    cr_assert(eq(sz, store.history[1].n, 2));
    cr_assert(eq(str, store.history[2].name, "c"));
    cr_assert_null(lc_store_history(&store, "d"));
    cr_assert_null(lc_store_history(&store, ""));
    lc_store_free(&store);
}
