#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/random.h"
#include "link/link.h"
#include "store/check.h"
#include "support/stores.h"

TestSuite(link, .init = lc_begin);

/* Rows of identities, short: NULL is not said, born 0 is not said. */
struct who {
    uint32_t record;
    const char *local, *forename, *surname, *postcode, *sex;
    int32_t born;
    const char *type, *value;
};

static struct lc_identities identities(size_t n, const struct who *who)
{
    struct lc_identities ids;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    for (size_t i = 0; i < n; i++) {
        struct lc_identity row = { .record = who[i].record,
                                   .local = who[i].local,
                                   .forename = who[i].forename,
                                   .surname = who[i].surname,
                                   .postcode = who[i].postcode,
                                   .sex = who[i].sex,
                                   .born = who[i].born ? who[i].born : LC_NO_DAY,
                                   .other_type = who[i].type,
                                   .other_value = who[i].value };
        cr_assert(eq(int, lc_identities_add(&ids, &row, NULL), LC_OK));
    }
    return ids;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct lc_link_report run(struct lc_store *store, size_t n,
                                 const struct who *who)
{
    struct lc_link_report report;
    struct lc_error err = { 0 };
    struct lc_identities ids = identities(n, who);
    cr_assert(eq(int, lc_link_run(&report, store, &ids, 20000, &err), LC_OK), "%s",
              err.text);
    lc_identities_free(&ids);
    return report;
}

static void children_are(const struct lc_store *store, const uint32_t *child)
{
    for (size_t r = 0; r < store->records; r++)
        cr_assert(eq(u32, store->record[r].child, child[r]), "record %zu", r);
}

/* Records 0 (social care) and 3 (police) share a name, birth date and postcode, written
 * differently; 1 (social care) says the pupil number that 4 (education) has as its own;
 * 2 has the name of 0 but another birth date, of three years later: to be looked at. So
 * the children are 0 {0, 3}, 1 {1, 4} and 2, and the event of record 3 becomes child
 * 0's.
 */
static const char five[] = "system police 3\n"
                           "system education 4\n"
                           "offence 3 2020-01-01 -\n"
                           "care 0 2020-02-01 -\n";
static const struct who five_who[] = {
    { 0, "S0", "Zo\xc3\xab", "O'Neil", "E8 1EA", "F", 14000, NULL, NULL },
    { 1, "S1", "Max", "Braun", "E8 2AA", "M", 13000, NULL, NULL },
    { 1, "S1", .type = "Unique Pupil Number", .value = "A123 4567" },
    { 2, "S2", "Zoe", "Oneil", "E8 1EA", "F", 15200, NULL, NULL },
    { 3, "P3", "ZOE", "ONEIL", "e81ea", NULL, 14000, NULL, NULL },
    { 4, "a1234567", "Maxi", "Brown", NULL, "M", 13000, NULL, NULL },
};

Test(link, joins_by_number_and_by_name)
{
    struct lc_store store = store_of(5, five);
    struct lc_link_report report = run(&store, COUNT(five_who), five_who);
    children_are(&store, (uint32_t[]){ 0, 1, 2, 0, 1 });
    const struct lc_history *h = lc_store_history(&store, "offence");
    cr_assert(eq(u32, h->child[0], 0));
    cr_assert(eq(u32, h->record[0], 3));
    cr_assert(eq(u64, h->offset[1], 1));
    cr_assert(eq(sz, report.before, 5));
    cr_assert(eq(sz, report.children, 3));
    cr_assert(eq(sz, report.by_number, 1));
    cr_assert(eq(sz, report.by_weight, 1));
    cr_assert(eq(sz, report.reviews, 1));
    cr_assert(eq(u32, report.review[0].record, 2));
    cr_assert(eq(u32, report.review[0].other, 3));
    cr_assert(eq(sz, store.links, 2));
    cr_assert(eq(u32, store.link[0].record, 0));
    cr_assert(eq(u32, store.link[0].other, 3));
    cr_assert(
        eq(str, (char *)lc_codes_name(&store.passes, store.link[0].pass), "weight"));
    cr_assert(eq(i32, store.link[0].day, 20000));
    cr_assert(
        eq(str, (char *)lc_codes_name(&store.passes, store.link[1].pass), "number"));
    cr_assert(store.linked);
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* Each step of the linkage is kept with its chance, and so is a pair that is not joined
 * and to be looked at; a decision is no step, and what is kept apart no pair. */
Test(link, keeps_how_sure_its_steps_are)
{
    struct lc_store store = store_of(5, five);
    struct lc_identities ids = identities(COUNT(five_who), five_who);
    struct lc_link_report report;
    cr_assert(eq(int, lc_link_run(&report, &store, &ids, 20000, NULL), LC_OK));
    lc_link_report_free(&report);
    cr_assert(eq(sz, store.candidates, 3));
    static const uint32_t want[3][3] = { { 0, 3, 0 }, { 1, 4, 0 }, { 2, 3, 1 } };
    for (size_t i = 0; i < 3; i++) {
        const struct lc_candidate *c = store.candidate + i;
        cr_expect(eq(u32, c->record, want[i][0]));
        cr_expect(eq(u32, c->other, want[i][1]));
        cr_expect(eq(u32, c->listed, want[i][2]));
        cr_expect(i == 2 ? c->chance < 600000 : c->chance >= 600000, "chance %u",
                  (unsigned)c->chance);
    }
    cr_assert(eq(int, lc_link_decide(&store, 2, 3, false, 20001, NULL), LC_OK));
    cr_assert(eq(int, lc_link_decide(&store, 1, 4, true, 20001, NULL), LC_OK));
    cr_assert(eq(int, lc_link_run(&report, &store, &ids, 20001, NULL), LC_OK));
    lc_link_report_free(&report);
    cr_assert(eq(sz, store.candidates, 1));
    cr_expect(eq(u32, store.candidate[0].other, 3));
    cr_assert(eq(int, lc_link_undo(&store, 20400, NULL), LC_OK));
    cr_expect(eq(sz, store.candidates, 0));
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* Any order of the identity rows gives the same children and the same links. */
Test(link, order_of_rows_does_not_matter)
{
    struct lc_random r;
    struct who shuffled[COUNT(five_who)];
    uint32_t order[COUNT(five_who)] = { 0, 1, 2, 3, 4, 5 };
    lc_random_init(&r, 5, 0);
    for (int round = 0; round < 20; round++) {
        struct lc_store store = store_of(5, five);
        lc_random_shuffle(&r, COUNT(order), order);
        for (size_t i = 0; i < COUNT(order); i++)
            shuffled[i] = five_who[order[i]];
        struct lc_link_report report = run(&store, COUNT(shuffled), shuffled);
        children_are(&store, (uint32_t[]){ 0, 1, 2, 0, 1 });
        cr_assert(eq(sz, store.links, 2));
        lc_link_report_free(&report);
        lc_store_free(&store);
    }
}

/* A second run a year later changes nothing, not even the days of the merges. */
Test(link, again_is_the_same_and_undo_takes_it_back)
{
    struct lc_store store = store_of(5, five), plain = store_of(5, five);
    struct lc_identities ids = identities(COUNT(five_who), five_who);
    struct lc_link_report report = run(&store, COUNT(five_who), five_who), second;
    cr_assert(eq(int, lc_link_run(&second, &store, &ids, 20365, NULL), LC_OK));
    children_are(&store, (uint32_t[]){ 0, 1, 2, 0, 1 });
    cr_assert(eq(sz, second.before, 3));
    cr_assert(eq(sz, store.links, 2));
    cr_assert(eq(i32, store.link[0].day, 20000));
    cr_assert(eq(i32, store.link[1].day, 20000));
    cr_assert(eq(int, lc_link_undo(&store, 20400, NULL), LC_OK));
    cr_assert(not(store.linked));
    store.linked = plain.linked;
    cr_assert(store_same(&store, &plain));
    cr_assert(eq(sz, store.links, 0));
    lc_link_report_free(&report);
    lc_link_report_free(&second);
    lc_identities_free(&ids);
    lc_store_free(&plain);
    lc_store_free(&store);
}

/* 0 and 1 share name, birth date and postcode, but have different pupil numbers: not
 * joined, shown. 2 and 3 share a pupil number though their birth dates differ: joined,
 * and shown too. */
Test(link, conflicts_are_shown)
{
    static const struct who who[] = {
        { 0, "a", "Ann", "Lee", "E8 1EA", "F", 14000, "UPN", "H801200001001" },
        { 1, "b", "Ann", "Lee", "E8 1EA", "F", 14000, "UPN", "X801200001002" },
        { 2, "c", "Bo", "Ray", NULL, "M", 13000, "UPN", "B00003" },
        { 3, "d", "Bo", "Rey", NULL, "M", 13031, "UPN", "B00003" },
    };
    struct lc_text out = { 0 };
    struct lc_store store = store_of(4, "");
    struct lc_link_report report = run(&store, COUNT(who), who);
    children_are(&store, (uint32_t[]){ 0, 1, 2, 2 });
    cr_assert(eq(sz, report.refused, 1));
    lc_link_print_reviews(&report, &out);
    static const char head[] =
        "record_a,record_b,pass,why,joined,weight,probability,forename,surname,birth "
        "date,sex,postcode,unique pupil "
        "number,social care number,same\n";
    cr_assert(zero(int, strncmp(out.data, head, strlen(head))));
    cr_assert_not_null(strstr(out.data, "\n0,1,weight,unique pupil number,0,"));
    cr_assert_not_null(strstr(out.data, "\n2,3,number,different birth dates,1,"));
    lc_text_free(&out);
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* By name 1 would bring together 0 (born day 13000) and 2 (day 14000): 1 said both
 * dates at different times. 1 joins 0 first: {13000, 14000} holds all that 0 says. Then
 * 2 adds nothing that the group does not say. All three are one; but 3, who shares 2's
 * date and says a third one, is refused: each of {13000, 14000} and {14000, 15000} has
 * what the other lacks. */
Test(link, a_name_brings_no_further_birth_date)
{
    static const struct who who[] = {
        { 0, "a", "Ann", "Lee", NULL, "F", 13000, NULL, NULL },
        { 1, "b", "Ann", "Lee", NULL, "F", 13000, NULL, NULL },
        { 1, "b", "Ann", "Lee", NULL, "F", 14000, NULL, NULL },
        { 2, "c", "Ann", "Lee", NULL, "F", 14000, NULL, NULL },
        { 3, "d", "Ann", "Lee", NULL, "F", 14000, NULL, NULL },
        { 3, "d", "Ann", "Lee", NULL, "F", 15000, NULL, NULL },
    };
    struct lc_store store = store_of(4, "");
    struct lc_link_report report = run(&store, COUNT(who), who);
    children_are(&store, (uint32_t[]){ 0, 0, 0, 3 });
    cr_assert(ge(sz, report.reviews, 1));
    cr_assert(eq(str, (char *)report.review[0].why, "different birth dates"));
    cr_assert(eq(u32, report.review[0].other, 3));
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* No person is named by: a court case, a placeholder, or a name without a birth date. A
 * name and birth date alone do, though the postcode is shorter than one. */
Test(link, what_names_nobody_joins_nobody)
{
    static const struct who who[] = {
        { 0, NULL, .type = "Court Case Number", .value = "ZE24C00001" },
        { 1, NULL, .type = "Court Case Number", .value = "ZE24C00001" },
        { 2, NULL, .type = "NHS Number", .value = "0000000000" },
        { 3, NULL, .type = "NHS Number", .value = "0000000000" },
        { 4, NULL, .type = "UPN", .value = "UNKNOWN" },
        { 5, NULL, .type = "UPN", .value = "unknown" },
        { 6, NULL, "Jo", "Ash", "E8 1EA", "M", 0, NULL, NULL },
        { 7, NULL, "Jo", "Ash", "E8 1EA", "M", 0, NULL, NULL },
        { 8, NULL, "Al", "Ash", "E8", "U", 12345, NULL, NULL },
        { 9, NULL, "Al", "Ash", "E8", "U", 12345, NULL, NULL },
        { 10, NULL, "", "Ash", "E8 1EA", "M", 12346, NULL, NULL },
        { 11, NULL, "-", "Ash", "E8 1EA", "M", 12346, NULL, NULL },
    };
    struct lc_store store = store_of(12, "");
    struct lc_link_report report = run(&store, COUNT(who), who);
    children_are(&store, (uint32_t[]){ 0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 10, 11 });
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* Record 2 is of two persons: its number was given anew. It goes with one of them, and
 * joins the two to each other by no means. */
Test(link, a_record_of_two_persons_joins_neither_to_the_other)
{
    static const struct who who[] = {
        { 0, "a", "Krish", "Patel", "E8 1EA", "M", 14940, NULL, NULL },
        { 1, "b", "Raj", "Sharma", "W9 1GB", "M", 10180, NULL, NULL },
        { 2, "c", "Krish", "Patel", "E8 1EA", "M", 14940, NULL, NULL },
        { 2, "c", "Raj", "Sharma", "W9 1GB", "M", 10180, NULL, NULL },
    };
    struct lc_store store = store_of(3, "");
    struct lc_link_report report = run(&store, COUNT(who), who);
    cr_expect(ne(u32, store.record[0].child, store.record[1].child));
    cr_expect(eq(sz, report.children, 2));
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* Thirteen records of one name, birth date and sex: no person has so many. */
Test(link, a_key_shared_by_too_many_is_shown_and_not_used)
{
    struct who who[13];
    struct lc_store store = store_of(13, "");
    for (uint32_t i = 0; i < 13; i++)
        who[i] = (struct who){ i, NULL, "Ann", "Lee", NULL, "F", 14000, NULL, NULL };
    struct lc_link_report report = run(&store, 13, who);
    cr_assert(eq(sz, report.children, 13));
    cr_assert(eq(sz, report.reviews, 13 * 12 / 2));
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* The reviewer says 0 and 3 are two people, 1 and 2 one: and so it stays. */
Test(link, decisions_hold)
{
    struct lc_store store = store_of(5, five);
    struct lc_link_report report;
    cr_assert(eq(int, lc_link_decide(&store, 3, 0, false, 19000, NULL), LC_OK));
    cr_assert(eq(int, lc_link_decide(&store, 1, 2, false, 19000, NULL), LC_OK));
    cr_assert(eq(int, lc_link_decide(&store, 1, 2, true, 19001, NULL), LC_OK));
    report = run(&store, COUNT(five_who), five_who);
    children_are(&store, (uint32_t[]){ 0, 1, 1, 3, 1 });
    cr_assert(eq(sz, report.accepted, 1));
    cr_assert(eq(sz, report.apart, 1));
    cr_assert(eq(sz, report.kept_apart, 1));
    lc_link_report_free(&report);
    report = run(&store, COUNT(five_who), five_who);
    children_are(&store, (uint32_t[]){ 0, 1, 1, 3, 1 });
    cr_assert(eq(int, lc_link_undo(&store, 20400, NULL), LC_OK));
    children_are(&store, (uint32_t[]){ 0, 1, 1, 3, 4 });
    cr_assert(eq(int, lc_link_decide(&store, 1, 1, true, 0, NULL), LC_RANGE));
    cr_assert(eq(int, lc_link_decide(&store, 1, 5, true, 0, NULL), LC_RANGE));
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* 0-1 and 1-2 share numbers, and 0 and 2 are kept apart: whichever pair comes second in
 * order of record gives way, so 1 stays with 0. */
Test(link, apart_holds_through_a_third)
{
    static const struct who who[] = {
        { 0, NULL, .type = "UPN", .value = "X0001" },
        { 1, NULL, .type = "UPN", .value = "X0001" },
        { 1, NULL, .type = "NHS Number", .value = "9434765919" },
        { 2, NULL, .type = "NHS Number", .value = "9434765919" },
    };
    struct lc_store store = store_of(3, "");
    cr_assert(eq(int, lc_link_decide(&store, 0, 2, false, 0, NULL), LC_OK));
    struct lc_link_report report = run(&store, COUNT(who), who);
    children_are(&store, (uint32_t[]){ 0, 0, 2 });
    lc_link_report_free(&report);
    lc_store_free(&store);
}

/* Accepted 0-1 and 1-2, and 0 and 2 kept apart: 1-2 gives way, and a check finds
 * nothing wrong with it; with 1 a child of its own nothing stands between 0 and 1. */
Test(link, a_decision_that_gives_way_is_no_damage)
{
    struct lc_store store = store_of(3, "");
    struct lc_text found = { 0 };
    cr_assert(eq(int, lc_link_decide(&store, 0, 1, true, 0, NULL), LC_OK));
    cr_assert(eq(int, lc_link_decide(&store, 1, 2, true, 0, NULL), LC_OK));
    cr_assert(eq(int, lc_link_decide(&store, 0, 2, false, 0, NULL), LC_OK));
    struct lc_link_report report = run(&store, 0, NULL);
    children_are(&store, (uint32_t[]){ 0, 0, 2 });
    cr_assert(eq(sz, report.reviews, 1));
    cr_assert(eq(sz, store.links, 3));
    cr_assert(zero(sz, lc_store_check(&store, &found)), "%s", found.data);
    store.record[1].child = 1;
    cr_assert(eq(sz, lc_store_check(&store, &found), 1));
    lc_text_free(&found);
    lc_link_report_free(&report);
    lc_store_free(&store);
}

Test(link, a_reviewed_list_is_read_back)
{
    struct lc_store store = store_of(5, five);
    char *folder = test_folder(), path[300];
    size_t count;
    struct lc_error err = { 0 };
    static const char good[] = "record_b,same,record_a,note\n3,0,0,no\n2,1,1,\n4,,1,\n";
    static const char bad[] = "record_a,record_b,same\n0,1,1\n0,2,maybe\n";
    static const char none[] = "record_a,record_b\n0,1\n";
    snprintf(path, sizeof path, "%s/review.csv", folder);
    cr_assert(eq(int, lc_file_write(path, true, good, strlen(good), NULL), LC_OK));
    cr_assert(eq(int, lc_link_accept(&store, path, 1, &count, &err), LC_OK), "%s",
              err.text);
    cr_assert(eq(sz, count, 2));
    cr_assert(eq(sz, store.links, 2));
    cr_assert(eq(int, lc_file_write(path, true, bad, strlen(bad), NULL), LC_OK));
    cr_assert(eq(int, lc_link_accept(&store, path, 1, &count, &err), LC_FORMAT));
    cr_assert_not_null(strstr(err.text, "review.csv:3: same is not 1, 0 or empty"));
    err.code = LC_OK;
    cr_assert(eq(int, lc_file_write(path, true, none, strlen(none), NULL), LC_OK));
    cr_assert(eq(int, lc_link_accept(&store, path, 1, &count, &err), LC_FORMAT));
    cr_assert_not_null(strstr(err.text, "has no column 'same'"));
    free(folder);
    lc_store_free(&store);
}

/* An identity of a record that the store does not have: two imports mixed up. */
Test(link, strangers_are_an_error)
{
    static const struct who who[] = { { 7, "x", "A", "B", NULL, "M", 14000, NULL,
                                        NULL } };
    struct lc_store store = store_of(3, "");
    struct lc_identities ids = identities(1, who);
    struct lc_link_report report;
    cr_assert(eq(int, lc_link_run(&report, &store, &ids, 0, NULL), LC_DAMAGED));
    lc_identities_free(&ids);
    lc_store_free(&store);
}
