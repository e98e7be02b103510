/* What lies in what, and what a purge leaves, where the files of a day speak of one
 * thing: worked out by hand. */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "support/imports.h"
#include "support/payload.h"

static struct imports im;

static void begin(void)
{
    imports_begin(&im);
}

static void end(void)
{
    imports_end(&im);
}

TestSuite(nested_days, .init = begin, .fini = end);

static void take(const char *payload, const char *day)
{
    imports_add(&im, "day.json", payload, 0);
    imports_take(&im, day);
}

/* Two commands of one day have no order: what one takes back the other may not say. */
Test(nested_days, the_order_of_a_day)
{
    take(WHOLE, "2024-06-01");
    take(GONE("E1"), "2024-06-02");
    imports_add(&im, "more.json",
                CHILD(EPISODES("{\"social_care_episode_id\":\"E1\"," ASSESSED "}")), 0);
    cr_assert(eq(int, imports_run(&im, "2024-06-02"), LC_REFUSED));
    imports_add(&im, "more.json", CHILD("\"child_details\":{\"purge\":true}"), 0);
    imports_take(&im, "2024-06-02");
    imports_add(&im, "more.json", CHILD(DETAILS), 0);
    cr_assert(eq(int, imports_run(&im, "2024-06-02"), LC_REFUSED));
}

/* The same of a part that has no number. */
Test(nested_days, the_order_of_a_day_of_a_part)
{
#define ADOPTED "{\"social_care_episode_id\":\"E1\",\"adoption\":"
    take(WHOLE, "2024-06-01");
    imports_add(&im, "day.json", CHILD(EPISODES(ADOPTED "{\"purge\":true}}")), 0);
    imports_add(&im, "leaver.json",
                CHILD(EPISODES("{\"social_care_episode_id\":\"E1\","
                               "\"care_leavers\":{\"purge\":true}}")),
                0);
    imports_take(&im, "2024-06-02");
    imports_stand(&im, "assessment 1, care 1, cin 2, cin_plan 1, factor 1, person 1, "
                       "placement 1, referral 2, sdq 2");
    imports_add(&im, "more.json",
                CHILD(EPISODES(ADOPTED "{\"initial_decision_date\":\"2023-03-02\"}}")),
                0);
    cr_assert(eq(int, imports_run(&im, "2024-06-02"), LC_REFUSED));
    imports_add(
        &im, "more.json",
        CHILD(EPISODES("{\"social_care_episode_id\":\"E1\",\"care_leavers\":{"
                       "\"contact_date\":\"2023-04-02\",\"activity\":\"F2\"}}")),
        0);
    cr_assert(eq(int, imports_run(&im, "2024-06-02"), LC_REFUSED));
    /* what else lies in the episode, or such a part of another, was not taken back */
    imports_add(
        &im, "more.json",
        CHILD(EPISODES(FIRST(
            ",\"closure_date\":\"2024-05-01\"," ASSESSED) ","
                                                          "{\"social_care_episode_id\":"
                                                          "\"E2\",\"adoption\":{"
                                                          "\"initial_decision_date\":"
                                                          "\"2022-02-01\"}}")),
        0);
    imports_take(&im, "2024-06-02");
    cr_expect(eq(sz, imports_standing(&im, "adoption_plan"), 1));
    take(CHILD(EPISODES(ADOPTED "{\"initial_decision_date\":\"2023-03-02\"}}")),
         "2024-06-03");
    cr_expect(eq(sz, imports_standing(&im, "adoption_plan"), 2));
}

/* And of a child whom the store does not know yet. */
Test(nested_days, the_order_of_a_day_of_the_unknown)
{
    take(CHILD("\"child_details\":{\"purge\":true}"), "2024-06-01");
    imports_count(&im, "day.json", 0, 1, 0, 0);
    imports_add(&im, "more.json", CHILD(DETAILS), 0);
    cr_assert(eq(int, imports_run(&im, "2024-06-01"), LC_REFUSED));
    imports_anew(&im);
    take(CHILD("\"child_details\":{\"purge\":true}"), "2024-06-01");
    imports_add(&im, "more.json",
                "[{\"la_child_id\":\"P2\"," DETAILS
                "},{\"la_child_id\":\"P1\"," EPISODES(FIRST("")) "}]",
                0);
    imports_take(&im, "2024-06-01"); /* another child, and no details */
    take(CHILD(DETAILS), "2024-06-02");
    cr_expect(eq(sz, imports_standing(&im, "person"), 2));
}

#define PLAN(number, start)                                                            \
    "{\"child_in_need_plan_id\":\"" number "\",\"start_date\":\"" start "\"}"
#define PLANS(episode, these)                                                          \
    "{\"social_care_episode_id\":\"" episode "\",\"child_in_need_plans\":[" these "]}"

/* Neither of two rows that contradict each other is taken: nor does either move what
 * both are about. */
Test(nested_days, what_is_rejected_moves_nothing)
{
    take(CHILD(DETAILS "," EPISODES(PLANS("E1", PLAN("N1", "2023-01-06")))),
         "2024-06-01");
    take(CHILD(EPISODES(
             PLANS("E2", PLAN("N1", "2023-01-07") "," PLAN("N1", "2023-01-08")))),
         "2024-06-02");
    imports_count(&im, "day.json", 0, 0, 0, 2);
    take(GONE("E2"), "2024-06-03");
    cr_expect(eq(sz, imports_standing(&im, "cin_plan"), 1));
    take(GONE("E1"), "2024-06-04");
    cr_expect(zero(sz, imports_standing(&im, "cin_plan")));
}

static const char *const in_one[] = {
    CHILD(EPISODES(PLANS("E1", PLAN("N1", "2023-01-06")))),
    CHILD(EPISODES(PLANS("E2", PLAN("N1", "2023-01-06")))),
};

/* As the episode's or the other's, or, of 2, nothing. */
static void know(int known)
{
    imports_anew(&im);
    if (known < 2)
        take(in_one[known], "2024-06-01");
}

/* Two commands of a day say it of two episodes: neither is the later, whichever comes
 * first. */
Test(nested_days, one_thing_in_two_episodes)
{
    for (int first = 0; first < 2; first++)
        for (int known = 0; known < 3; known++) {
            know(known);
            take(in_one[first], "2024-06-02");
            imports_add(&im, "two.json", in_one[!first], 0);
            cr_expect(eq(int, imports_run(&im, "2024-06-02"), LC_REFUSED));
            cr_expect(ne(ptr, strstr(im.err.text, "lies in another thing"), NULL));
        }
}

/* Of one command, which may be all that came over some days, the last has the word, as
 * of its events, in whatever order the files are given: and it is asked about. */
Test(nested_days, what_moved_while_nobody_imported)
{
    for (int last = 0; last < 2; last++)
        for (int known = 0; known < 3; known++)
            for (int turned = 0; turned < 2; turned++) {
                know(known);
                if (turned)
                    imports_add(&im, "sunday.json", in_one[last], 0);
                imports_add(&im, "friday.json", in_one[!last], 0);
                imports_add(&im, "saturday.json", in_one[!last], 0);
                if (!turned)
                    imports_add(&im, "sunday.json", in_one[last], 0);
                imports_take(&im, "2024-06-02");
                cr_expect(eq(sz, imports_findings(&im, "nested twice", 0), 1));
                take(last ? GONE("E1") : GONE("E2"), "2024-06-03");
                cr_expect(eq(sz, imports_standing(&im, "cin_plan"), 1));
                take(last ? GONE("E2") : GONE("E1"), "2024-06-04");
                cr_expect(zero(sz, imports_standing(&im, "cin_plan")));
            }
}

/* What lies in another thing may have another start there. */
Test(nested_days, one_thing_of_two_starts)
{
    static const char *const said[] = {
        CHILD(EPISODES(PLANS("E1", PLAN("N1", "2023-01-06")))),
        CHILD(EPISODES(PLANS("E2", PLAN("N1", "2023-01-07")))),
    };
    for (int first = 0; first < 2; first++) {
        imports_anew(&im);
        take(said[0], "2024-06-01");
        take(said[first], "2024-06-02");
        imports_add(&im, "two.json", said[!first], 0);
        cr_expect(eq(int, imports_run(&im, "2024-06-02"), LC_REFUSED));
    }
}

/* One file that says it twice has an order, and is asked about. */
Test(nested_days, twice_in_one_file)
{
    take(CHILD(DETAILS "," EPISODES(PLANS("E1", PLAN("N1", "2023-01-06")) "," PLANS(
             "E2", PLAN("N1", "2023-01-06")))),
         "2024-06-01");
    cr_expect(eq(sz, imports_findings(&im, "nested twice", 0), 1));
    take(GONE("E1"), "2024-06-02");
    cr_expect(eq(sz, imports_standing(&im, "cin_plan"), 1));
}

#define ADOPTIONS                                                                      \
    "la_child_id,social_care_episode_id,initial_decision_date,matched_date,"           \
    "placed_date,purge\n"

/* A row that was said without the day of its key is known by the child and no day. */
Test(nested_days, without_the_day_of_its_key)
{
    imports_add(&im, "a.csv",
                ADOPTIONS "P1,,,2023-05-01,,\nP1,,2023-06-01,,,\nP2,,,2023-05-01,,\n",
                0);
    imports_take(&im, "2024-06-01");
    imports_count(&im, "a.csv", 3, 0, 0, 0);
    imports_add(&im, "a.csv", ADOPTIONS "P1,,,,,Y\nP3,,,,,Y\n", 0);
    imports_take(&im, "2024-06-02");
    imports_count(&im, "a.csv", 1, 0, 0, 1); /* of P3 no such row was said */
    imports_hold(&im, "adoption_plan",
                 "adoption_plan 2023-05-01 - known 2023-05-08 - matched\n"
                 "adoption_plan 2023-05-01 - known 2023-05-08 2024-06-02 matched\n"
                 "adoption_plan 2023-06-01 - known 2023-06-08 - decided\n");
    imports_add(&im, "b.csv", ADOPTIONS "P1,,,2023-05-02,,\n", 0);
    cr_assert(eq(int, imports_run(&im, "2024-06-02"), LC_REFUSED));
}

/* So it is where no such row was said: in the other order it would be taken back. */
Test(nested_days, without_the_day_of_its_key_and_nothing_there)
{
    unsigned char digest[2][LC_DIGEST];
    imports_add(&im, "a.csv", ADOPTIONS "P3,,,,,Y\nP4,,2023-01-02,,,Y\n", 0);
    imports_take(&im, "2024-06-02");
    imports_count(&im, "a.csv", 0, 1, 0, 1);
    imports_add(&im, "b.csv", ADOPTIONS "P3,,,2023-05-02,,\n", 0);
    cr_expect(eq(int, imports_run(&im, "2024-06-02"), LC_REFUSED));
    imports_anew(&im);
    imports_add(&im, "b.csv", ADOPTIONS "P3,,,2023-05-02,,\n", 0);
    imports_take(&im, "2024-06-01");
    for (int i = 0; i < 2; i++) { /* the same bytes again say nothing */
        imports_add(&im, "a.csv", ADOPTIONS "P3,,,,,Y\nP4,,2023-01-02,,,Y\n", 0);
        imports_take(&im, "2024-06-02");
        imports_count(&im, "a.csv", !i, i ? 2 : 1, 0, 0);
        imports_contents(&im, digest[i]);
    }
    cr_expect(zero(int, memcmp(digest[0], digest[1], LC_DIGEST)));
}

/* What a cell does not say is no part of what a row is known by; what it lost may be.
 */
Test(nested_days, a_key_that_was_not_said)
{
    imports_add(&im, "a.csv",
                ADOPTIONS "P1,,1900-01-01,2023-05-01,,\nP2,,#REF!,2023-05-01,,\n", 0);
    imports_take(&im, "2024-06-01");
    imports_count(&im, "a.csv", 1, 0, 0, 1);
    imports_add(&im, "a.csv",
                ADOPTIONS "P1,,,2023-05-01,,\nP2,,2023-04-01,2023-05-01,,\n", 0);
    imports_take(&im, "2024-06-08");
    imports_count(&im, "a.csv", 1, 1, 0, 0);
    cr_expect(eq(sz, imports_standing(&im, "adoption_plan"), 3));
}

#define PROVISION "person_id,start,end,setting,placement_reason,hours,recorded\n"

/* A number of another system is another child's. */
Test(nested_days, one_number_in_two_systems)
{
    imports_add(&im, "ap.csv", PROVISION "P1,2023-01-09,,,,,\n", 0);
    imports_take(&im, "2024-06-01");
    take(CHILD("\"child_details\":{\"purge\":true}"), "2024-06-02");
    imports_add(&im, "more.json", CHILD(DETAILS), 0);
    cr_assert(eq(int, imports_run(&im, "2024-06-02"), LC_REFUSED));
}

#define ADDRESSES                                                                      \
    "addr_table_id,addr_address_json,addr_person_id,addr_address_type,"                \
    "addr_address_start_date,addr_address_end_date,addr_address_postcode\n"
#define NUMBERS                                                                        \
    "link_table_id,link_person_id,link_identifier_type,link_identifier_value,"         \
    "link_valid_from_date,link_valid_to_date\n"

/* What another extract says of who it is was no word of the details. */
Test(nested_days, of_who_it_is_the_rest_stays)
{
    size_t postcodes = 0, numbers = 0;
    take(CHILD("\"child_details\":{\"first_name\":\"Ann\",\"date_of_birth\":"
               "\"2010-05-06\",\"sex\":\"F\",\"postcode\":\"AB1 2CD\"}"),
         "2024-06-01");
    imports_add(&im, "addr.csv",
                ADDRESSES "1,1 High Street,P1,home,2024-01-01,,EF3 4GH\n", 0);
    imports_add(&im, "numbers.csv", NUMBERS "1,P1,NHS Number,9434765919,,\n", 0);
    imports_take(&im, "2024-06-01");
    take(CHILD("\"child_details\":{\"purge\":true}"), "2024-06-02");
    for (size_t i = 0; i < im.ids.count; i++) {
        const struct lc_identity *id = im.ids.row + i;
        cr_expect(eq(ptr, (void *)(uintptr_t)id->forename, NULL));
        cr_expect(eq(i32, id->born, LC_NO_DAY));
        postcodes += id->postcode != NULL;
        numbers += id->other_value != NULL;
        if (id->postcode)
            cr_expect(eq(str, (char *)(uintptr_t)id->postcode, "EF3 4GH"));
    }
    cr_expect(eq(sz, postcodes, 1));
    cr_expect(eq(sz, numbers, 1));
    /* a child that is purged is another matter: an address is said of it still */
    take("[{\"la_child_id\":\"P1\",\"purge\":true}]", "2024-06-03");
    cr_expect(eq(sz, imports_standing(&im, "address"), 1));
}

#define PEOPLE                                                                         \
    "pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,"      \
    "pers_common_child_id,pers_death_date\n"

/* A row that says a number of another agency stays as a whole, and so does its day of
 * birth, by which what comes in the same command is judged. */
Test(nested_days, when_who_stays_was_born)
{
    imports_add(&im, "p.csv", PEOPLE "P1,Ann,Test,F,WBRI,2010-05-06,9434765919,\n", 0);
    imports_take(&im, "2024-06-01");
    imports_add(&im, "p.csv", PEOPLE "P1,Ann,Test,F,WBRI,,9434765919,\n", 0);
    imports_take(&im, "2024-06-02");
    cr_assert(zero(sz, imports_standing(&im, "person")));
    take(CHILD("\"child_details\":{\"purge\":true}," EPISODES(
             "{\"social_care_episode_id\":\"E1\",\"referral_date\":"
             "\"2009-01-05\",\"referral_source\":\"1A\"}")),
         "2024-06-03");
    cr_expect(eq(sz, imports_findings(&im, "before birth", 0), 1));
}
