/* The DfE's payload purges a thing by its own number, and all that lies in it goes;
 * worked out by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "store/erase.h"
#include "support/imports.h"
#include "support/payload.h"
#include "support/stores.h"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(nested_purge, .init = begin, .fini = end);

static void take(const char *payload, const char *day)
{
    imports_add(&im, "day.json", payload, 0);
    imports_take(&im, day);
}

#define ALL                                                                            \
    "adoption_plan 1, assessment 1, care 1, cin 2, cin_plan 1, factor 1, leaver 1, "   \
    "person 1, placement 1, referral 2, sdq 2"

Test(nested_purge, an_episode_goes_with_all_that_lies_in_it)
{
    take(WHOLE, "2024-06-01");
    imports_stand(&im, ALL);
    char *before = imports_seen(&im, day_of("2024-06-02"));
    take(GONE("E1"), "2024-06-02");
    imports_stand(&im, "cin 1, cin_plan 1, person 1, referral 1, sdq 2");
    /* the episode; assessment, factors, care, placement, adoption, leaver */
    cr_expect(eq(ulong, imports_file(&im, "day.json")->withdrawn, 7));
    cr_expect(zero(sz, imports_findings(&im, "nested", 0)));
    /* what was known the day before was known, and rests on what was done by it */
    char *then = imports_seen(&im, day_of("2024-06-02"));
    cr_expect(eq(str, then, before));
    free(before);
    free(then);
    /* once more, there is nothing to take */
    take(GONE("E1"), "2024-06-03");
    imports_count(&im, "day.json", 0, 1, 0, 0);
    /* and what is said again is there again */
    take(WHOLE, "2024-06-04");
    imports_stand(&im, ALL);
}

/* The status of an unaccompanied child begins with its first day in care, whichever
 * that is then: 2023-02-01 in the first episode, 2023-07-01 in the second. */
Test(nested_purge, what_begins_with_care_begins_with_another)
{
#define UNACCOMPANIED                                                                  \
    "\"child_details\":{\"date_of_birth\":\"2010-05-06\",\"sex\":\"F\",\"uasc_flag\":" \
    "true}"
#define LATER                                                                          \
    ",\"child_looked_after_placements\":[{\"child_looked_after_placement_id\":\"L2\"," \
    "\"start_date\":\"2023-07-01\",\"start_reason\":\"S\",\"placement_type\":\"U4\"}]"
    take(CHILD(UNACCOMPANIED "," EPISODES(FIRST(ENTERED) "," SECOND(LATER))),
         "2024-06-01");
    imports_hold(&im, "uasc", "uasc 2023-02-01 - known 2023-02-08 - UASC\n");
    take(GONE("E1"), "2024-06-02");
    imports_hold(&im, "uasc",
                 "uasc 2023-02-01 - known 2023-02-08 2024-06-02 UASC\n"
                 "uasc 2023-07-01 - known 2024-06-02 - UASC\n");
    /* said again it is no other */
    take(CHILD(UNACCOMPANIED "," EPISODES(SECOND(LATER))), "2024-06-03");
    imports_hold(&im, "uasc",
                 "uasc 2023-02-01 - known 2023-02-08 2024-06-02 UASC\n"
                 "uasc 2023-07-01 - known 2024-06-02 - UASC\n");
    take(GONE("E2"), "2024-06-04");
    cr_expect(zero(sz, imports_standing(&im, "uasc")));
}

/* A status that had ended before the care with which it now begins ends as it begins,
 * as a row that says so is read. */
Test(nested_purge, what_begins_anew_ends_no_earlier)
{
#define ENDED                                                                          \
    "\"child_details\":{\"date_of_birth\":\"2010-05-06\",\"sex\":\"F\",\"uasc_flag\":" \
    "true,\"uasc_end_date\":\"2023-04-01\"}"
    take(CHILD(ENDED "," EPISODES(FIRST(ENTERED) "," SECOND(LATER))), "2024-06-01");
    take(GONE("E1"), "2024-06-02");
    size_t events = lc_store_history(&im.store, "uasc")->n;
    cr_expect(eq(sz, imports_standing(&im, "uasc"), 1));
    take(CHILD(ENDED "," EPISODES(SECOND(LATER))), "2024-06-03");
    cr_expect(eq(sz, imports_standing(&im, "uasc"), 1));
    const struct lc_history *uasc = lc_store_history(&im.store, "uasc");
    cr_expect(eq(sz, uasc->n, events), "said again it is another");
    for (size_t i = 0; i < uasc->n; i++)
        cr_expect(le(i32, uasc->start[i], uasc->end[i]));
}

/* What was said to lie elsewhere since is of that, whatever the payload says first. */
Test(nested_purge, what_moved_stays)
{
    take(WHOLE, "2024-06-01");
    take(CHILD(EPISODES("{\"social_care_episode_id\":\"E1\",\"purge\":true}," SECOND(
             "," ASSESSED))),
         "2024-06-02");
    imports_stand(&im,
                  "assessment 1, cin 1, cin_plan 1, factor 1, person 1, referral 1, "
                  "sdq 2");
    take(GONE("E2"), "2024-06-03");
    imports_stand(&im, "person 1, sdq 2");
}

/* A thing in an episode, by its number alone: of an assessment its factors too. */
Test(nested_purge, a_thing_goes_with_all_that_tables_have_of_it)
{
    take(WHOLE, "2024-06-01");
    take(CHILD(EPISODES("{\"social_care_episode_id\":\"E1\","
                        "\"child_and_family_assessments\":[{"
                        "\"child_and_family_assessment_id\":\"A1\",\"purge\":true}]}")),
         "2024-06-02");
    imports_stand(&im,
                  "adoption_plan 1, care 1, cin 2, cin_plan 1, leaver 1, person 1, "
                  "placement 1, referral 2, sdq 2");
}

/* What has no number is known by what it lies in: one of an episode, or of a child. */
Test(nested_purge, groups_without_a_number)
{
    take(WHOLE, "2024-06-01");
    take(CHILD(
             EPISODES("{\"social_care_episode_id\":\"E2\",\"adoption\":{\"purge\":true}"
                      "}")),
         "2024-06-02");
    imports_stand(&im, ALL); /* that is the other episode's, which had none */
    take(CHILD(
             EPISODES("{\"social_care_episode_id\":\"E1\",\"adoption\":{\"purge\":true}"
                      ",\"care_leavers\":{\"purge\":true}}")),
         "2024-06-03");
    imports_stand(&im, "assessment 1, care 1, cin 2, cin_plan 1, factor 1, person 1, "
                       "placement 1, referral 2, sdq 2");
    take(CHILD("\"health_and_wellbeing\":{\"purge\":true}"), "2024-06-04");
    cr_expect(zero(sz, imports_standing(&im, "sdq")));
    cr_expect(eq(sz, imports_standing(&im, "care"), 1));
}

static size_t named(void)
{
    size_t n = 0;
    for (size_t i = 0; i < im.ids.count; i++)
        n += im.ids.row[i].forename != NULL;
    return n;
}

Test(nested_purge, details_go_without_the_child)
{
    take(WHOLE, "2024-06-01");
    cr_assert(eq(sz, named(), 1));
    take(CHILD("\"child_details\":{\"purge\":true}"), "2024-06-02");
    cr_expect(zero(sz, imports_standing(&im, "person")));
    cr_expect(zero(sz, named()));
    cr_expect(eq(sz, imports_standing(&im, "care"), 1));
    take(CHILD(DETAILS), "2024-06-03");
    imports_stand(&im, ALL);
    cr_expect(eq(sz, named(), 1));
}

/* Of whom there is no birth and so no event, a name is known. */
Test(nested_purge, details_of_the_unborn_go)
{
    take(CHILD("\"child_details\":{\"first_name\":\"Ann\",\"surname\":\"Test\","
               "\"expected_date_of_birth\":\"2024-09-01\"}"),
         "2024-06-01");
    cr_expect(eq(sz, named(), 1));
    take(CHILD("\"child_details\":{\"purge\":true}"), "2024-06-02");
    cr_expect(zero(sz, named()));
}

/* A payload of what changed says nothing of the rest: it takes nothing back. */
Test(nested_purge, silence_is_no_purge)
{
    take(WHOLE, "2024-06-01");
    take(
        CHILD(EPISODES("{\"social_care_episode_id\":\"E1\",\"child_in_need_plans\":[{"
                       "\"child_in_need_plan_id\":\"N2\",\"start_date\":\"2024-05-01\"}"
                       "]}")),
        "2024-06-02");
    imports_count(&im, "day.json", 1, 0, 0, 0);
    cr_expect(eq(sz, imports_standing(&im, "person"), 1));
    cr_expect(eq(sz, imports_standing(&im, "cin_plan"), 2));
    take(GONE("E1"), "2024-06-03");
    cr_expect(eq(sz, imports_standing(&im, "cin_plan"), 1));
}

/* Nothing says which of several is meant. */
Test(nested_purge, a_purge_that_names_nothing_is_a_reject)
{
    take(WHOLE, "2024-06-01");
    take(CHILD(EPISODES("{\"social_care_episode_id\":\"E1\","
                        "\"child_in_need_plans\":[{\"purge\":true}]}")),
         "2024-06-02");
    imports_count(&im, "day.json", 0, 0, 0, 1);
    take(CHILD(EPISODES("{\"adoption\":{\"purge\":true}}")), "2024-06-03");
    imports_count(&im, "day.json", 0, 0, 0, 1);
    imports_stand(&im, ALL);
}

/* A store that is older than what it would have to know says so, and is mended by a
 * whole payload. */
Test(nested_purge, a_store_that_does_not_know_says_so)
{
    take(WHOLE, "2024-06-01");
    im.store.nests = 0;
    take(GONE("E1"), "2024-06-02");
    cr_expect(eq(sz, imports_findings(&im, "nested", 0), 1));
    imports_stand(&im,
                  "adoption_plan 1, assessment 1, care 1, cin 1, cin_plan 1, factor 1, "
                  "leaver 1, person 1, placement 1, referral 1, sdq 2");
    take(WHOLE, "2024-06-03");
    imports_stand(&im, ALL);
    take(GONE("E1"), "2024-06-04");
    cr_expect(zero(sz, imports_findings(&im, "nested", 0)));
    imports_stand(&im, "cin 1, cin_plan 1, person 1, referral 1, sdq 2");
}

/* In what a child's rows lay goes with the child, and nobody else's does. */
Test(nested_purge, an_erased_child_lies_in_nothing)
{
    struct lc_erased erased;
    bool going[2] = { false, true };
    char first[1500];
    snprintf(first, sizeof first, "%s", WHOLE);
    take(first, "2024-06-01");
    size_t of_one = im.store.nests;
    cr_assert(eq(sz, of_one, 7)); /* plan; assessment, factors, care, placement, ... */
    *strstr(first, "P1") = 'Q';
    take(first, "2024-06-02");
    cr_assert(eq(sz, im.store.nests, 2 * of_one));
    cr_assert(zero(int, lc_store_erase(&erased, &im.store, &im.ids, going, &im.err)));
    cr_assert(eq(sz, im.store.nests, of_one));
    for (size_t i = 0; i < of_one; i++)
        cr_expect(zero(u32, im.store.nest[i].record));
    take(GONE("E1"), "2024-06-03");
    imports_stand(&im, "cin 1, cin_plan 1, person 1, referral 1, sdq 2");
}
