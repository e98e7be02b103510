/* Who a child is, by hand: three records of one child, one of another, and one erased.
 */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/day.h"
#include "people/people.h"

enum { CARE, POLICE };

static struct lc_record record[5] = {
    { .child = 0 }, { .child = 1 }, { .child = 0 }, { .child = 0 }, { .child = 4 },
};
static struct lc_store store = { .records = 5, .record = record };
static struct lc_identities ids;
static struct lc_error err;

static void add(struct lc_identity row)
{
    cr_assert(eq(int, lc_identities_add(&ids, &row, &err), LC_OK));
}

static void start(void)
{
    uint16_t care, police;
    lc_begin();
    cr_assert(zero(
        int, lc_codes_add(&store.systems, lc_slice_of("social_care"), &care, &err)));
    cr_assert(
        zero(int, lc_codes_add(&store.systems, lc_slice_of("police"), &police, &err)));
    record[0].system = record[1].system = record[3].system = care;
    record[2].system = police;
    cr_assert(eq(int, lc_identities_init(&ids, &err), LC_OK));
    add((struct lc_identity){ .record = 0,
                              .known_from = 100,
                              .local = "C1",
                              .forename = "Ann",
                              .surname = "Smith",
                              .born = 0,
                              .sex = "F",
                              .postcode = "E8 1EA",
                              .since = LC_NO_DAY });
    /* the same name and number again, and an address with its first day */
    add((struct lc_identity){
        .record = 0,
        .known_from = 90,
        .local = "C1",
        .forename = "Ann",
        .surname = "Smith",
        .born = LC_NO_DAY,
        .home =
            "{\"STREET\": \"1 High Road\", \"TOWN\": \"\", \"POSTCODE\": \"NW2 5DD\"}",
        .postcode = "NW2 5DD",
        .since = 120 });
    add((struct lc_identity){ .record = 1,
                              .known_from = 50,
                              .local = "C2",
                              .forename = "Bob",
                              .born = LC_NO_DAY,
                              .since = LC_NO_DAY });
    add((struct lc_identity){ .record = 2,
                              .known_from = 110,
                              .local = "P7",
                              .forename = "Ann",
                              .surname = "Smith",
                              .born = 1,
                              .since = LC_NO_DAY,
                              .other_type = "NHS Number",
                              .other_value = "9434765919" });
    add((struct lc_identity){ .record = 3,
                              .known_from = 130,
                              .local = "C9",
                              .surname = "Jones",
                              .born = LC_NO_DAY,
                              .home = "The Barn",
                              .since = LC_NO_DAY,
                              .family = "F3" });
}

static void finish(void)
{
    lc_identities_free(&ids);
    lc_codes_free(&store.systems);
}

TestSuite(people, .init = start, .fini = finish);

static void is(const struct lc_person *p, enum lc_person_fact kind, size_t i,
               const char *text, const char *system, int32_t first_said, int32_t since)
{
    cr_assert(lt(sz, i, p->count[kind]), "%s %zu", lc_person_key(kind), i);
    const struct lc_person_said *said = p->said[kind] + i;
    cr_expect_str_eq(said->text, text);
    cr_expect_str_eq(said->system, system);
    cr_expect(eq(int, said->first_said, first_said), "%s", text);
    cr_expect(eq(int, said->since, since), "%s", text);
}

Test(people, each_thing_once_for_each_system_the_latest_first)
{
    struct lc_persons people;
    const uint32_t child[] = { 1, 0 };
    cr_assert(eq(int, lc_persons_find(&people, &store, &ids, child, 2, &err), LC_OK));
    const struct lc_person *p = people.person + 1;
    cr_assert(eq(u32, p->child, 0));
    cr_assert(eq(sz, p->count[LC_PERSON_NAME], 3));
    is(p, LC_PERSON_NAME, 0, "Jones", "social_care", 130, LC_NO_DAY);
    is(p, LC_PERSON_NAME, 1, "Ann Smith", "police", 110, LC_NO_DAY);
    is(p, LC_PERSON_NAME, 2, "Ann Smith", "social_care", 90, LC_NO_DAY);
    cr_assert(eq(sz, p->count[LC_PERSON_BORN], 2));
    is(p, LC_PERSON_BORN, 0, "1970-01-02", "police", 110, LC_NO_DAY);
    is(p, LC_PERSON_BORN, 1, "1970-01-01", "social_care", 100, LC_NO_DAY);
    cr_assert(eq(sz, p->count[LC_PERSON_ADDRESS], 3));
    is(p, LC_PERSON_ADDRESS, 0, "The Barn", "social_care", 130, LC_NO_DAY);
    is(p, LC_PERSON_ADDRESS, 1, "1 High Road, NW2 5DD", "social_care", 90, 120);
    is(p, LC_PERSON_ADDRESS, 2, "E8 1EA", "social_care", 100, LC_NO_DAY);
    cr_assert(eq(sz, p->count[LC_PERSON_OWN], 3));
    is(p, LC_PERSON_OWN, 0, "C9", "social_care", 130, LC_NO_DAY);
    is(p, LC_PERSON_OWN, 1, "P7", "police", 110, LC_NO_DAY);
    is(p, LC_PERSON_OWN, 2, "C1", "social_care", 90, LC_NO_DAY);
    cr_assert(eq(sz, p->count[LC_PERSON_NUMBER], 1));
    is(p, LC_PERSON_NUMBER, 0, "NHS Number 9434765919", "police", 110, LC_NO_DAY);
    cr_assert(eq(sz, p->count[LC_PERSON_FAMILY], 1));
    cr_assert(zero(sz, p->count[LC_PERSON_PANEL]));
    cr_assert(eq(sz, p->count[LC_PERSON_SEX], 1));
    cr_assert(eq(sz, people.person[0].count[LC_PERSON_NAME], 1));
    is(people.person, LC_PERSON_NAME, 0, "Bob", "social_care", 50, LC_NO_DAY);
    lc_persons_free(&people);
}

Test(people, what_a_panel_wrote_is_no_number_and_the_panel_says_it)
{
    struct lc_persons people;
    const uint32_t child = 0;
    add((struct lc_identity){ .record = 2,
                              .known_from = 200,
                              .born = LC_NO_DAY,
                              .since = LC_NO_DAY,
                              .other_type = LC_PERSON_PANEL_TYPE "2025-03-03, by",
                              .other_value = "Ms Quill" });
    cr_assert(eq(int, lc_persons_find(&people, &store, &ids, &child, 1, &err), LC_OK));
    cr_expect(eq(sz, people.person->count[LC_PERSON_NUMBER], 1));
    cr_assert(eq(sz, people.person->count[LC_PERSON_PANEL], 1));
    is(people.person, LC_PERSON_PANEL, 0, "2025-03-03, by: Ms Quill", "the panel", 200,
       LC_NO_DAY);
    lc_persons_free(&people);
}

/* Records 0, 2 and 3 are child 0's; each says its own. */
Test(people, a_record_alone_says_nothing_of_its_child_s_others)
{
    struct lc_persons people;
    const uint32_t asked[] = { 3, 2 };
    cr_assert(
        eq(int, lc_persons_of_records(&people, &store, &ids, asked, 2, &err), LC_OK));
    const struct lc_person *jones = people.person, *ann = people.person + 1;
    cr_assert(eq(u32, jones->record, 3));
    cr_assert(eq(u32, jones->child, 0));
    cr_assert(eq(sz, jones->count[LC_PERSON_NAME], 1));
    is(jones, LC_PERSON_NAME, 0, "Jones", "social_care", 130, LC_NO_DAY);
    is(jones, LC_PERSON_ADDRESS, 0, "The Barn", "social_care", 130, LC_NO_DAY);
    cr_expect(zero(sz, jones->count[LC_PERSON_BORN]));
    cr_expect(zero(sz, jones->count[LC_PERSON_NUMBER]));
    cr_assert(eq(u32, ann->record, 2));
    cr_assert(eq(u32, ann->child, 0));
    cr_assert(eq(sz, ann->count[LC_PERSON_NAME], 1));
    is(ann, LC_PERSON_NAME, 0, "Ann Smith", "police", 110, LC_NO_DAY);
    cr_expect(zero(sz, ann->count[LC_PERSON_ADDRESS]));
    lc_persons_free(&people);
}

Test(people, of_whom_nothing_is_said_there_is_nothing)
{
    struct lc_persons people;
    const uint32_t child = 4;
    cr_assert(eq(int, lc_persons_find(&people, &store, &ids, &child, 1, &err), LC_OK));
    for (int k = 0; k < LC_PERSON_KINDS; k++) {
        cr_expect(zero(sz, people.person->count[k]));
    }
    lc_persons_free(&people);
    cr_assert(eq(int, lc_persons_find(&people, &store, &ids, NULL, 0, &err), LC_OK));
    lc_persons_free(&people);
}

Test(people, a_record_that_the_store_has_not_is_damage)
{
    struct lc_persons people;
    const uint32_t child = 0;
    add((struct lc_identity){ .record = 5,
                              .known_from = 1,
                              .local = "X",
                              .born = LC_NO_DAY,
                              .since = LC_NO_DAY });
    cr_assert(
        eq(int, lc_persons_find(&people, &store, &ids, &child, 1, &err), LC_DAMAGED));
    cr_expect_null(people.person);
}
