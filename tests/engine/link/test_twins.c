/* Twins, brothers and sisters who are called alike: a name is told from a slip of it by
 * numbers of which a person has one, and by an agency that has both. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <string.h>

#include "base/begin.h"
#include "link/link.h"
#include "support/stores.h"

TestSuite(twins, .init = lc_begin);

/* Pupil numbers whose check letters hold (K: 2*3 + 3*0 + 4*4 + ... + 13*1 is 9 more
 * than a multiple of 23), and one whose does not. */
#define ONE   "K304016353761"
#define TWO   "P304036274254"
#define FAILS "A304036274254"

struct who {
    const char *forename, *surname, *born, *sex, *postcode, *pupil, *nhs;
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void add(struct lc_identities *ids, uint32_t record, const struct who *who)
{
    const char *const number[2][2] = { { "Unique Pupil Number", who->pupil },
                                       { "NHS Number", who->nhs } };
    struct lc_identity row = { .record = record,
                               .forename = who->forename,
                               .surname = who->surname,
                               .born = day_of(who->born),
                               .sex = who->sex,
                               .postcode = who->postcode };
    cr_assert(eq(int, lc_identities_add(ids, &row, NULL), LC_OK));
    for (int i = 0; i < 2; i++) {
        struct lc_identity other = { .record = record,
                                     .born = LC_NO_DAY,
                                     .other_type = number[i][0],
                                     .other_value = number[i][1] };
        if (number[i][1])
            cr_assert(eq(int, lc_identities_add(ids, &other, NULL), LC_OK));
    }
}

/* systems: as stores.h has them, for the records of who[n]; child[n] is found. The
 * reason of the first pair to look at is put into why. */
static void find(const char *systems, size_t n, const struct who *who, uint32_t *child,
                 char *why, size_t room)
{
    struct lc_identities ids;
    struct lc_link_report report;
    struct lc_error err = { 0 };
    struct lc_store store = store_of(n, systems);
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    for (size_t i = 0; i < n; i++)
        add(&ids, (uint32_t)i, who + i);
    cr_assert(eq(int, lc_link_run(&report, &store, &ids, 0, &err), LC_OK), "%s",
              err.text);
    for (size_t i = 0; i < n; i++)
        child[i] = store.record[i].child;
    snprintf(why, room, "%s", report.reviews ? report.review[0].why : "");
    lc_link_report_free(&report);
    lc_identities_free(&ids);
    lc_store_free(&store);
}

struct pair {
    struct who a, b;
    bool one;
};

static void holds(const char *systems, size_t count, const struct pair *pairs)
{
    for (size_t i = 0; i < count; i++) {
        const struct who who[] = { pairs[i].a, pairs[i].b };
        uint32_t child[2];
        char why[160];
        find(systems, 2, who, child, why, sizeof why);
        cr_expect(eq(int, child[1] == 0, pairs[i].one), "pair %zu", i);
        cr_expect(eq(int, strstr(why, "twins?") != NULL, !pairs[i].one), "pair %zu: %s",
                  i, why);
    }
}

/* clang-format off */
/* Of two agencies: with another pupil number each an alike name is another's, with one
 * number, or none, or one that is nobody's, it is a slip of the same. */
Test(twins, numbers_tell_a_name_from_a_slip)
{
    static const struct pair pairs[] = {
        { { "Tarjeet Singh", "Gill", "2011-01-31", "M", "NW10 4SN", ONE, NULL },
          { "Tarveer Singh", "Gill", "2011-01-31", "M", "NW10 4SN", TWO, NULL }, false },
        { { "Tarjeet Singh", "Gill", "2011-01-31", "M", "NW10 4SN", ONE, NULL },
          { "Tarveer Singh", "Gill", "2011-01-31", "M", "NW10 4SN", ONE, NULL }, true },
        { { "Tarjeet Singh", "Gill", "2011-01-31", "M", "NW10 4SN", ONE, NULL },
          { "Tarveer Singh", "Gill", "2011-01-31", "M", "NW10 4SN", NULL, NULL }, true },
        { { "Santiago", "Ferreira Lopes", "2000-01-20", "M", "NW9 6SN", ONE, NULL },
          { "Tiago", "Ferreira Lopes", "2000-01-20", "M", "NW9 6SN", TWO, NULL }, false },
        { { "Santiago", "Ferreira Lopes", "2000-01-20", "M", "NW9 6SN", ONE, NULL },
          { "Tiago", "Ferreira Lopes", "2000-01-20", "M", "NW9 6SN", FAILS, NULL }, true },
        { { "Oliver", "Bogescu", "2008-07-22", "M", "HA9 8UR", ONE, NULL },
          { "Ollie", "Bogescu", "2008-07-22", "M", "HA9 8UR", TWO, NULL }, false },
        { { "Oliver", "Bogescu", "2008-07-22", "M", "HA9 8UR", ONE, NULL },
          { "Ollie", "Bogescu", "2008-07-22", "M", "HA9 8UR", ONE, NULL }, true },
        /* a number in common does not speak against another one */
        { { "Tarjeet Singh", "Gill", "2011-01-31", "M", "NW10 4SN", ONE, "9434765919" },
          { "Tarveer Singh", "Gill", "2011-01-31", "M", "NW10 4SN", TWO, "9434765919" }, false },
    };
    holds("system education 1\n", COUNT(pairs), pairs);
}

/* Of two words one is a brother's too: a number of the other's by mistake, as social
 * care has it of twins, does not make one of the two. */
Test(twins, names_of_several_words_are_told_word_by_word)
{
#define OF(name, postcode) { name, "Lau", "2006-08-09", "M", postcode, ONE, NULL }
    static const struct pair pairs[] = {
        { OF("Ho Yu", "W9 6XE"), OF("Ho Xuan", "HA9 9WR"), false },
        { OF("Mohammed Ali", "W9 6XE"), OF("Mohammed Bilal", "W9 6XE"), false },
        { OF("Mohammed-Ali", "W9 6XE"), OF("Mohammed Bilal", "W9 6XE"), false },
        /* a word more, a slip in one, the two of it, a short form, one that sounds so */
        { OF("Ho Yu", "W9 6XE"), OF("Ho", "W9 6XE"), true },
        { OF("Ho Xuan", "W9 6XE"), OF("Ho Xaun", "W9 6XE"), true },
        { OF("Muhamed Rahim", "W9 6XE"), OF("Mohammad Rahim", "W9 6XE"), true },
        { OF("Mo Adam", "W9 6XE"), OF("Mohammed Adam", "W9 6XE"), true },
        { OF("Amal Noor", "W9 6XE"), OF("Amal Nur", "W9 6XE"), true },
        { OF("Abdul-Ahmad", "W9 6XE"), OF("Abdul-Rahman Ahmed", "W9 6XE"), true },
    };
#undef OF
    holds("system education 1\n", COUNT(pairs), pairs);
}

/* Of one agency: it has two, who are called no more than alike, though their NHS number
 * is one; a slip is a slip. */
Test(twins, an_agency_that_has_both_says_that_there_are_two)
{
    static const struct pair pairs[] = {
        { { "Berfin", "Ito", "2006-12-16", "F", "NW2 4FH", ONE, "9434765919" },
          { "Ecrin", "Ito", "2004-12-16", "F", "NW2 4FH", FAILS, "9434765919" }, false },
        { { "Berfin", "Ito", "2006-12-16", "F", "NW2 4FH", NULL, "9434765919" },
          { "Berfim", "Ito", "2004-12-16", "F", "NW2 4FH", NULL, "9434765919" }, true },
    };
    holds("", COUNT(pairs), pairs);
}
/* clang-format on */

/* A pair that may be one child's joins nobody whose other records say that it is not:
 * Natalia is Nathaniel's sister, for the police have both. */
Test(twins, the_rest_of_a_child_tells)
{
    static const struct who nathaniel[] = {
        { "Nathaniel", "Woolwaite", "2006-11-04", "M", "NW6 2ZL", ONE, NULL },
        { "Natalia", "Woolwaite", "2006-11-04", "U", "NW6 2ZL", NULL, NULL },
        { "Nathaniel", "Woolwaite", "2006-11-04", "M", "NW6 2ZL", NULL, NULL },
    };
    static const struct who khatera[] = {
        { "Khatera", "Safi", "2003-09-22", "F", "NW10 9PS", ONE, NULL },
        { "Khatera Farida", "Safi", "2003-09-22", "F", NULL, NULL, NULL },
        { "Khatera Farida", "Safi", "2003-09-22", "F", "NW10 9PS", TWO, NULL },
    };
    uint32_t child[3];
    char why[160];
    find("system education 0\nsystem police 1 2\n", 3, nathaniel, child, why,
         sizeof why);
    cr_expect(eq(u32, child[1], 1));
    cr_expect(eq(u32, child[2], 0));
    find("system education 0\nsystem police 1\n", 2, nathaniel, child, why, sizeof why);
    cr_expect(eq(u32, child[1], 0), "by themselves they are one");
    find("system education 0\nsystem police 1\n", 3, khatera, child, why, sizeof why);
    cr_expect(eq(u32, child[1], 1));
    cr_expect(eq(u32, child[2], 1));
    find("system education 0\nsystem police 1\n", 2, khatera, child, why, sizeof why);
    cr_expect(eq(u32, child[1], 0), "by themselves they are one");
}

/* A record that says no more than what the two have in common makes them one no more
 * than they are by themselves: without a number, or with one that all say. */
Test(twins, a_name_in_common_does_not_make_brothers_one)
{
#define OF(name, pupil)                                                                \
    {                                                                                  \
        name, "Lau", "2006-08-09", "M", "W9 6XE", pupil, NULL                          \
    }
    static const struct who none[] = { OF("Mohammed Ali", NULL),
                                       OF("Mohammed Bilal", NULL),
                                       OF("Mohammed", NULL) };
    static const struct who all[] = { OF("Mohammed Ali", ONE),
                                      OF("Mohammed Bilal", ONE), OF("Mohammed", ONE) };
    static const struct who one[] = { OF("Mohammed Ali", NULL),
                                      OF("Mohammed Ali", NULL), OF("Mohammed", NULL) };
#undef OF
    static const char systems[] = "system education 0\nsystem police 2\n";
    uint32_t child[3];
    char why[160];
    find(systems, 3, none, child, why, sizeof why);
    cr_expect(eq(u32, child[1], 1));
    find(systems, 3, all, child, why, sizeof why);
    cr_expect(eq(u32, child[1], 1));
    find(systems, 3, one, child, why, sizeof why);
    cr_expect(eq(u32, child[1], 0));
    cr_expect(eq(u32, child[2], 0), "a name in part is no other's");
}

/* A slip makes a name that nobody else bears; two that are others' too are two names.
 * The others are of other families, and the same in all three but for who bears what.
 */
Test(twins, two_names_that_others_bear_are_two)
{
    static const struct {
        const char *third, *fourth;
        bool one;
    } rows[] = { { "Tianna", "Tanisha", false },
                 { "Tianna", "Oliver", true },
                 { "Oliver", "Tanisha", true } };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct who who[] = {
            { "Tianna", "Douglas", "2010-12-05", "F", "NW10 9PQ", NULL, NULL },
            { "Tanisha", "Douglas", "2010-12-05", "F", "NW10 9PQ", NULL, NULL },
            { rows[i].third, "Bogescu", "2008-07-22", "F", "HA9 8UR", NULL, NULL },
            { rows[i].fourth, "Ferreira", "2000-01-20", "F", "NW9 6SN", NULL, NULL },
        };
        uint32_t child[4];
        char why[160];
        find("system education 1\n", 4, who, child, why, sizeof why);
        cr_expect(eq(int, child[1] == child[0], rows[i].one), "%zu", i);
        cr_expect(eq(int, strstr(why, "others bear either") != NULL, !rows[i].one),
                  "%zu: %s", i, why);
        cr_expect(
            eq(int, strstr(why, "joined, and the first names") != NULL, rows[i].one),
            "%zu: what is joined is not shown: %s", i, why);
    }
}

/* Who is called nearly as one twin and more as the other is not the one's in silence:
 * nor with a number in common, if the name is just the other's, as social care has one
 * twin's number for the other's. Whom no number tells from the first is no twin. */
Test(twins, a_twin_beside_bears_the_name)
{
#define OF(name, pupil, nhs)                                                           \
    {                                                                                  \
        name, "Abdirahman", "2003-06-09", "F", "NW9 6SN", pupil, nhs                   \
    }
    static const struct who three[][3] = {
        { OF("Mohamed Hassan", ONE, NULL), OF("Mohammed", NULL, NULL),
          OF("Mohammed Yusuf", TWO, NULL) },
        { OF("Fatima", ONE, NULL), OF("Faduma", ONE, NULL), OF("Faduma", TWO, NULL) },
        { OF("Fatima", ONE, NULL), OF("Faduma", ONE, NULL), OF("Faduma", NULL, NULL) },
    };
#undef OF
    static const char systems[] = "system education 1\n";
    for (size_t i = 0; i < COUNT(three); i++) {
        uint32_t child[3];
        char why[160];
        find(systems, 2, three[i], child, why, sizeof why);
        cr_expect(eq(u32, child[1], 0), "%zu: by themselves they are one", i);
        find(systems, 3, three[i], child, why, sizeof why);
        cr_expect(eq(int, child[1] == child[0], i == 2), "%zu: %s", i, why);
    }
}

/* Who has neither surname nor postcode in common with either of two is no twin of
 * theirs, though their own surnames differ and no postcode of the third is said. */
Test(twins, a_stranger_of_that_birth_date_is_no_twin)
{
    static const struct who who[] = {
        { "Mohamed Hassan", "Abdirahman", "2003-06-09", "M", "NW9 6SN", ONE, NULL },
        { "Mohammed", "Warsame", "2003-06-09", "M", "NW9 6SN", NULL, NULL },
        { "Mohammed Yusuf", "Claycombe", "2003-06-09", "M", NULL, TWO, NULL },
    };
    static const char systems[] = "system education 0 2\nsystem police 1\n";
    uint32_t without[3], child[3];
    char alone[160], why[160];
    find("system education 0\nsystem police 1\n", 2, who, without, alone, sizeof alone);
    cr_expect(not(zero(ptr, strstr(alone, "another surname"))), "%s", alone);
    find(systems, 3, who, child, why, sizeof why);
    cr_expect(eq(u32, child[1], without[1]));
    cr_expect(eq(u32, child[2], 2));
    cr_expect(eq(int, strcmp(why, alone), 0), "%s", why);
}

/* A slip joins two names that others bear, and says so; beside a number in common, or
 * of a name that nobody else bears, in silence. */
Test(twins, a_slip_between_two_names_is_shown)
{
    static const struct {
        const char *third, *pupil;
        bool shown;
    } rows[] = { { "Sean", NULL, true },
                 { "Oliver", NULL, false },
                 { "Sean", ONE, false } };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct who who[] = {
            { "Senan", "OKeeffe", "2011-10-06", "M", "NW10 9PQ", rows[i].pupil, NULL },
            { "Sean", "OKeeffe", "2011-10-06", "M", "NW10 9PQ", rows[i].pupil, NULL },
            { rows[i].third, "Bogescu", "2008-07-22", "M", "HA9 8UR", NULL, NULL },
            { "Senan", "Ferreira", "2000-01-20", "M", "NW9 6SN", NULL, NULL },
        };
        uint32_t child[4];
        char why[160];
        find("system education 1\n", 4, who, child, why, sizeof why);
        cr_expect(eq(u32, child[1], 0), "%zu", i);
        cr_expect(eq(int, strstr(why, "joined; first names within a slip") != NULL,
                     rows[i].shown),
                  "%zu: %s", i, why);
    }
}
