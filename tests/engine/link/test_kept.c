/* What a linkage rested on is kept with the store, and read back as it was. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "link/link.h"
#include "support/stores.h"

TestSuite(link_kept, .init = lc_begin);

/* Record r is of child r % children, with all that is said of it. */
static void link_people(struct lc_store *store, uint32_t children, int32_t day)
{
    static const char *const forename[] = { "Zoe",  "Max",    "Imran", "Grace",
                                            "Owen", "Thomas", "Ifa",   "Beatrix" };
    struct lc_link_report report;
    struct lc_identities ids;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    for (uint32_t r = 0; r < store->records; r++) {
        struct lc_identity row = { .record = r,
                                   .forename = forename[r % children],
                                   .surname = "Braun",
                                   .postcode = "E8 1EA",
                                   .born = 13000 + 40 * (int32_t)(r % children) };
        cr_assert(eq(int, lc_identities_add(&ids, &row, NULL), LC_OK));
    }
    cr_assert(eq(int, lc_link_run(&report, store, &ids, day, &err), LC_OK), "%s",
              err.text);
    lc_link_report_free(&report);
    lc_identities_free(&ids);
}

static json_t *kept(const struct lc_store *store)
{
    json_t *document;
    cr_assert(eq(int, lc_link_kept_json(store, &document, NULL), LC_OK));
    return document;
}

static json_t *linkage(const json_t *document, size_t i)
{
    return json_array_get(json_object_get(document, "linkages"), i);
}

/* Each field's m and u are shares: they add up to 1. */
static void add_to_one(const json_t *fields)
{
    size_t f, l;
    json_t *levels, *share;
    json_array_foreach(fields, f, levels)
    {
        double sum = 0;
        json_array_foreach(levels, l, share) sum += json_number_value(share);
        cr_expect(fabs(sum - 1) < 1e-3, "field %zu: %f", f, sum);
    }
}

static long long count(const json_t *row, const char *name)
{
    return json_integer_value(json_object_get(row, name));
}

static bool is_of_one(const json_t *row)
{
    return strcmp(json_string_value(json_object_get(row, "system")),
                  json_string_value(json_object_get(row, "other")))
           == 0;
}

/* Eight children, each in both systems: 64 pairs, 8 of them of one child, told as the
 * nearest sixes; and 28 within either, none of them of one child, which have no m. */
Test(link_kept, m_and_u_of_each_two_systems)
{
    struct lc_store store = store_of(16, "system education 8 9 10 11 12 13 14 15\n");
    link_people(&store, 8, 20000);
    json_t *document = kept(&store), *row;
    cr_assert(eq(sz, json_array_size(json_object_get(document, "linkages")), 1));
    json_t *parameters = json_object_get(linkage(document, 0), "parameters");
    cr_expect(epsilon_eq(
        dbl, json_number_value(json_object_get(parameters, "joined_from")), 0.6, 1e-9));
    const json_t *between = json_object_get(parameters, "between");
    size_t i, fields = json_array_size(json_object_get(parameters, "fields"));
    cr_assert(eq(sz, json_array_size(between), 3)); /* each with itself and the other */
    json_array_foreach(between, i, row)
    {
        bool two = !is_of_one(row);
        cr_expect(eq(llong, count(row, "pairs"), two ? 66 : 30));
        cr_expect(eq(llong, count(row, "one_child"), two ? 6 : 0));
        cr_expect(eq(sz, json_array_size(json_object_get(row, "m")), two ? fields : 0));
        cr_expect(eq(sz, json_array_size(json_object_get(row, "u")), fields));
        add_to_one(json_object_get(row, "m"));
        add_to_one(json_object_get(row, "u"));
    }
    json_decref(document);
    lc_store_free(&store);
}

/* The same again is not kept twice; another day's other linkage is kept beside it, and
 * what is loaded says what was saved. */
Test(link_kept, each_linkage_once_and_through_the_file)
{
    struct lc_store store = store_of(8, "system education 4 5 6 7\n"), loaded = { 0 };
    char *folder = test_folder(), path[300];
    struct lc_error err = { 0 };
    link_people(&store, 4, 20000);
    size_t pieces = store.linkages;
    link_people(&store, 4, 20001);
    cr_expect(eq(sz, store.linkages, pieces));
    link_people(&store, 3, 20002);
    cr_expect(store.linkages > pieces);
    snprintf(path, sizeof path, "%s/s.h5", folder);
    cr_assert(eq(int, lc_store_save(&store, path, &err), LC_OK), "%s", err.text);
    cr_assert(eq(int, lc_store_load(&loaded, path, &err), LC_OK), "%s", err.text);
    json_t *saved = kept(&store), *read = kept(&loaded);
    cr_expect(json_equal(saved, read));
    cr_assert(eq(sz, json_array_size(json_object_get(read, "linkages")), 2));
    cr_expect(eq(str,
                 (char *)json_string_value(json_object_get(linkage(read, 1), "day")),
                 "2024-10-06"));
    for (size_t i = 0; i < store.linkages; i++)
        cr_expect(strlen(store.linkage[i].parameters) <= LC_LINKAGE_PIECE);
    json_decref(saved);
    json_decref(read);
    lc_store_free(&store);
    lc_store_free(&loaded);
    free(folder);
}

/* Of all pieces of what is kept. */
static bool keeps(const struct lc_store *store, const char *what)
{
    struct lc_text all = { 0 };
    for (size_t i = 0; i < store->linkages; i++)
        lc_text_add(&all, store->linkage[i].parameters);
    bool there = strstr(lc_text_held(&all), what);
    lc_text_free(&all);
    return there;
}

/* Four children in both systems: their pairs are few, and so is nobody told what these
 * say; the six pairs within a system are none of one child's. The store keeps all. */
Test(link_kept, few_pairs_are_not_told)
{
    struct lc_store store = store_of(8, "system education 4 5 6 7\n");
    link_people(&store, 4, 20000);
    json_t *document = kept(&store), *row;
    size_t i, few = 0;
    json_array_foreach(
        json_object_get(json_object_get(linkage(document, 0), "parameters"), "between"),
        i, row)
    {
        cr_expect_null(json_object_get(row, "m"));
        if (is_of_one(row))
            continue;
        few++;
        cr_expect(
            eq(str, (char *)json_string_value(json_object_get(row, "one_child")), "c"));
        cr_expect_not_null(json_object_get(row, "u"));
    }
    cr_expect(eq(sz, few, 1));
    cr_expect(keeps(&store, "\"m\":"));
    json_decref(document);
    lc_store_free(&store);
}
