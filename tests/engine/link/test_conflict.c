/* Merges that are listed for what the two records say: another number of those that a
 * child has one of, and two spells in care at one time. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "link/cards.h"
#include "link/link.h"
#include "link/run_inside.h"
#include "support/stores.h"

TestSuite(conflict, .init = lc_begin);

/* Pupil numbers whose check letters hold, as in test_twins.c. */
#define ONE "K304016353761"
#define TWO "P304036274254"
#define NHS "9434765919"

struct number {
    const char *type, *value;
};

static const struct number one = { "Unique Pupil Number", ONE },
                           two = { "Unique Pupil Number", TWO },
                           nhs = { "NHS Number", NHS }, unsaid = { NULL, NULL };

/* Three records: Sarah twice, with these numbers, and a stranger. */
static void add(struct lc_identities *ids, uint32_t record, const struct number *number)
{
    struct lc_identity row = { .record = record,
                               .forename = record < 2 ? "Sarah" : "Zoe",
                               .surname = record < 2 ? "Okafor" : "Quirke",
                               .born = day_of(record < 2 ? "2008-03-14" : "2004-07-01"),
                               .sex = "F",
                               .postcode = record < 2 ? "E8 1EA" : "W1 1AA",
                               .other_type = number->type,
                               .other_value = number->value };
    cr_assert(eq(int, lc_identities_add(ids, &row, NULL), LC_OK));
}

/* How many rows of the list say so, of records 0 and 1, which are joined. */
static size_t listed(struct lc_store *store, const struct number *a,
                     const struct number *b, const char *words)
{
    struct lc_identities ids;
    struct lc_link_report report;
    struct lc_error err = { 0 };
    size_t count = 0;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    add(&ids, 0, a);
    add(&ids, 1, b);
    add(&ids, 2, &unsaid);
    cr_assert(eq(int, lc_link_run(&report, store, &ids, 0, &err), LC_OK), "%s",
              err.text);
    cr_assert(eq(u32, store->record[1].child, 0));
    cr_assert(eq(u32, store->record[2].child, 2));
    for (size_t i = 0; i < report.reviews; i++)
        if (strstr(report.review[i].why, words)) {
            count++;
            cr_expect(report.review[i].joined);
            cr_expect(eq(u32, report.review[i].record, 0));
            cr_expect(eq(u32, report.review[i].other, 1));
            cr_expect(eq(dbl, report.review[i].missed, 0.0));
        }
    lc_link_report_free(&report);
    lc_identities_free(&ids);
    return count;
}

/* Of two agencies, as one's own numbers would keep the two apart. A decision of the
 * pair is the last word. */
Test(conflict, another_number_of_one_child_is_listed)
{
    static const char systems[] = "system education 1\n", another[] = "another number";
    struct lc_store store = store_of(3, systems);
    cr_expect(eq(sz, listed(&store, &one, &two, another), 1));
    cr_expect(eq(sz, listed(&store, &one, &two, another), 1), "and each time anew");
    cr_assert(eq(int, lc_link_decide(&store, 0, 1, true, 0, NULL), LC_OK));
    cr_expect(eq(sz, listed(&store, &one, &two, another), 0), "somebody decided");
    lc_store_free(&store);
    store = store_of(3, systems);
    cr_expect(eq(sz, listed(&store, &one, &one, another), 0));
    cr_expect(eq(sz, listed(&store, &one, &nhs, another), 0), "of another kind");
    lc_store_free(&store);
}

static size_t meeting(const char *events)
{
    struct lc_store store = store_of(3, events);
    size_t count = listed(&store, &nhs, &nhs, "in care at one time");
    lc_store_free(&store);
    return count;
}

/* Spells are half open: one that begins on the day on which another ends goes on from
 * it. What is said no more says nothing, and a stranger's is a stranger's. */
Test(conflict, two_spells_in_care_at_one_time_are_listed)
{
#define COVERS "covers care 2015-01-01 2025-01-01\n"
    cr_expect(eq(sz,
                 meeting(COVERS "care 0 2020-01-01 2020-05-01\n"
                                "care 1 2020-04-30 2020-09-01\n"),
                 1));
    cr_expect(eq(sz,
                 meeting(COVERS "care 0 2020-01-01 2020-05-01\n"
                                "care 1 2020-05-01 2020-09-01\n"),
                 0));
    cr_expect(eq(sz,
                 meeting(COVERS "care 0 2020-01-01 -\n"
                                "care 1 2024-05-01 2024-09-01\n"),
                 1),
              "an open one meets all that come");
    cr_expect(eq(sz,
                 meeting(COVERS "care 1 2020-01-01 2020-12-01\n"
                                "care 1 2020-02-01 2020-03-01\n"
                                "care 0 2020-06-01 2020-07-01\n"
                                "care 0 2020-08-01 2020-09-01\n"),
                 1),
              "a long one that others stand in is met, and a pair is listed once");
    cr_expect(eq(sz,
                 meeting(COVERS "care 0 2020-01-01 2020-05-01\n"
                                "care 0 2020-04-01 2020-09-01\n"),
                 0),
              "of one record");
    cr_expect(
        eq(sz,
           meeting(COVERS "care 0 2020-01-01 2020-05-01 known 2020-01-08 2021-01-01\n"
                          "care 1 2020-04-01 2020-09-01\n"),
           0),
        "withdrawn");
    cr_expect(eq(sz,
                 meeting(COVERS "care 0 2020-01-01 2020-05-01\n"
                                "care 2 2020-04-01 2020-09-01\n"),
                 0),
              "a stranger's");
}

/* Joined as its numbers, and records 0 and 2 by a decision. */
static void link_three(struct lc_store *store, struct lc_identities *ids,
                       const struct number *number, const struct number *third,
                       struct lc_link_report *report)
{
    cr_assert(eq(int, lc_identities_init(ids, NULL), LC_OK));
    add(ids, 0, number);
    add(ids, 1, number);
    add(ids, 2, third);
    cr_assert(eq(int, lc_link_decide(store, 0, 2, true, 0, NULL), LC_OK));
    cr_assert(eq(int, lc_link_run(report, store, ids, 0, NULL), LC_OK));
    cr_assert(eq(u32, store->record[1].child, 0));
    cr_assert(eq(u32, store->record[2].child, 0));
}

/* Sarah's two were compared, and have a weight; one of hers and the stranger whom a
 * decision puts with the other were not, and no 0 says that they are two. */
Test(conflict, a_pair_that_was_not_compared_has_no_weight)
{
    struct lc_store store = store_of(3, COVERS "care 0 2020-01-01 2020-05-01\n"
                                               "care 1 2020-04-01 2020-09-01\n"
                                               "care 2 2020-08-01 2020-10-01\n");
    struct lc_identities ids;
    struct lc_link_report report;
    struct lc_text out = { 0 };
    json_t *document = NULL;
    link_three(&store, &ids, &nhs, &unsaid, &report);
    cr_assert(eq(sz, report.reviews, 2));
    lc_link_print_reviews(&report, &out);
    cr_expect(strstr(out.data, "\n1,2,care,") != NULL);
    cr_expect(strstr(out.data, ",1,,,,") != NULL, "%s", out.data);
    cr_expect(strstr(out.data, ",0.000,") == NULL, "%s", out.data);
    cr_assert(eq(int,
                 lc_link_cards(&report, &store, &ids, (struct lc_cards_told){ 0, 9 },
                               &document, NULL),
                 LC_OK));
    for (size_t i = 0; i < 2; i++) {
        const struct lc_review *row = report.review + i;
        const json_t *card = json_array_get(json_object_get(document, "pairs"), i);
        bool compared = row->record == 0;
        cr_expect(eq(u32, row->other, compared ? 1 : 2));
        cr_expect(eq(int, lc_review_is_compared(row), compared));
        cr_expect(eq(int, row->chance > 0.9, compared));
        cr_expect(eq(int, json_is_number(json_object_get(card, "weight")), compared));
        cr_expect(
            eq(int, json_is_null(json_object_get(card, "probability")), !compared));
    }
    json_decref(document);
    cr_expect(eq(sz, lc_cards_end(&report, (struct lc_cards_told){ 1, 9 }), 2));
    cr_expect(eq(sz, lc_cards_end(&report, (struct lc_cards_told){ 0, 1 }), 1));
    cr_expect(eq(sz, lc_cards_end(&report, (struct lc_cards_told){ 5, 9 }), 5));
    lc_text_free(&out);
    lc_link_report_free(&report);
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* Whoever reads the first rows alone reads these; after them those of two children,
 * nearest to even chances first. */
Test(conflict, joined_pairs_come_first)
{
    static const struct lc_review rows[] = {
        { .record = 2, .other = 3, .chance = 0.5 },
        { .record = 0, .other = 1, .chance = 0.999 },
        { .record = 2, .other = 5, .chance = 0.4 },
        { .record = 1, .other = 4 },
    };
    static const uint32_t first[] = { 0, 1, 2, 2 }, second[] = { 1, 4, 3, 5 };
    struct lc_store store = store_of(6, "");
    struct lc_link_report report = { 0 };
    struct lc_linking run = { .report = &report, .store = &store };
    store.record[1].child = store.record[4].child = 0;
    for (size_t i = 0; i < 4; i++)
        cr_assert(eq(int, lc_link_review(&report, rows + i, NULL), LC_OK));
    lc_link_order_reviews(&run);
    cr_assert(eq(sz, report.reviews, 4));
    for (size_t i = 0; i < 4; i++) {
        cr_expect(eq(u32, report.review[i].record, first[i]), "row %zu", i);
        cr_expect(eq(u32, report.review[i].other, second[i]), "row %zu", i);
        cr_expect(eq(int, report.review[i].joined, i < 2), "row %zu", i);
    }
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* Two accepted pairs say that all three are one child: the third pair is not asked
 * about, whichever rule would list it. Of one accepted pair the others are. */
Test(conflict, what_decisions_put_together_is_settled)
{
    struct lc_store store = store_of(3, COVERS "care 0 2020-01-01 2020-05-01\n"
                                               "care 1 2020-04-01 2020-09-01\n"
                                               "care 2 2020-08-01 2020-10-01\n");
    struct lc_identities ids;
    struct lc_link_report report;
    link_three(&store, &ids, &nhs, &unsaid, &report);
    cr_expect(eq(sz, report.reviews, 2), "0 and 1, 1 and 2");
    lc_link_report_free(&report);
    cr_assert(eq(int, lc_link_decide(&store, 0, 1, true, 0, NULL), LC_OK));
    cr_assert(eq(int, lc_link_run(&report, &store, &ids, 0, NULL), LC_OK));
    cr_expect(eq(u32, store.record[2].child, 0));
    cr_expect(eq(sz, report.reviews, 0));
    lc_link_report_free(&report);
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* How many rows there are, of records 1 and 2, with no weight. */
static size_t through(const struct number *number, const struct number *third)
{
    struct lc_store store = store_of(3, "");
    struct lc_identities ids;
    struct lc_link_report report;
    link_three(&store, &ids, number, third, &report);
    size_t count = report.reviews;
    for (size_t i = 0; i < count; i++) {
        cr_expect(eq(u32, report.review[i].record, 1));
        cr_expect(eq(u32, report.review[i].other, 2));
        cr_expect(strstr(report.review[i].why, "another number") != NULL);
        cr_expect(report.review[i].joined);
        cr_expect(not(lc_review_is_compared(report.review + i)));
    }
    lc_link_report_free(&report);
    lc_identities_free(&ids);
    lc_store_free(&store);
    return count;
}

/* Records 1 and 2 are one child through 0 alone. Of 0 and 2 somebody decided. */
Test(conflict, another_number_of_two_joined_through_a_third_is_listed)
{
    cr_expect(eq(sz, through(&one, &two), 1));
    cr_expect(eq(sz, through(&one, &one), 0));
    cr_expect(eq(sz, through(&one, &nhs), 0), "of another kind");
    cr_expect(eq(sz, through(&one, &unsaid), 0));
}
