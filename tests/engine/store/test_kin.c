/* Who is of one family, and when: by hand on both clocks. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/text.h"
#include "store/kin_inside.h"
#include "support/homes.h"
#include "support/stores.h"

TestSuite(kin, .init = lc_begin);

/* "CHILD FAMILY FROM TO" a line. */
static char *dump(const struct lc_store *store)
{
    struct lc_text out = { 0 };
    for (size_t i = 0; i < store->families; i++) {
        const struct lc_kin *k = store->kin + i;
        char from[LC_DAY_ROOM], to[LC_DAY_ROOM];
        lc_text_addf(&out, "%u %u %s %s\n", (unsigned)k->child, (unsigned)k->family,
                     lc_day_print(k->from, from),
                     k->to == LC_OPEN ? "-" : lc_day_print(k->to, to));
    }
    lc_text_add(&out, "");
    return out.data;
}

static void hold(size_t records, const char *events, const char *homes,
                 const char *want)
{
    struct lc_store store = store_of(records, events);
    struct lc_identities ids = homes_of(homes);
    cr_assert(eq(int, lc_kin_find(&store, &ids, NULL), LC_OK));
    char *got = dump(&store);
    cr_expect_str_eq(got, want, "%s", got);
    free(got);
    lc_identities_free(&ids);
    lc_store_free(&store);
}

/* Of one number, from when the later of the two was known of at all; a number that is
 * corrected binds until the day of the correction. Numbers of their own bind nobody. */
Test(kin, of_one_number)
{
    hold(4,
         "contact 0 2015-01-01 - known 2015-01-08 -\n"
         "contact 1 2016-03-01 - known 2016-03-08 -\n"
         "contact 2 2016-03-01 - known 2016-03-08 -\n"
         "contact 3 2016-03-01 - known 2016-03-08 -\n"
         "family 0 2008-01-15 - known 2008-01-22 - says 7\n"
         "family 1 2010-01-15 - known 2010-01-22 2018-05-01 says 7\n"
         "family 1 2010-01-15 - known 2018-05-01 - says 8\n"
         "family 2 2009-01-15 - known 2009-01-22 - says 9\n"
         "family 3 2009-01-15 - known 2017-02-01 - says 9\n",
         "",
         "0 0 2016-03-08 2018-05-01\n"
         "1 0 2016-03-08 2018-05-01\n"
         "2 2 2017-02-01 -\n"
         "3 2 2017-02-01 -\n");
}

/* A child of whom nothing that happened is known is bound to nobody. */
Test(kin, nothing_is_known_of)
{
    hold(2,
         "contact 0 2015-01-01 -\n"
         "family 0 2008-01-15 - says 7\n"
         "family 1 2010-01-15 - says 7\n",
         "", "");
}

#define MET "contact 0 2010-01-01 -\ncontact 1 2010-01-01 -\ncontact 2 2010-01-01 -\n"

/* At one address, while both are thought to live there: until the end was known on 8
 * May it was thought to go on. */
Test(kin, of_one_address)
{
    hold(3,
         MET "address 0 2015-01-01 - known 2015-01-08 2017-05-08 code home\n"
             "address 0 2015-01-01 2017-05-01 known 2017-05-08 - code home\n"
             "address 1 2016-02-01 - known 2016-02-08 -\n"
             "address 2 2016-02-01 - known 2016-02-08 -\n",
         "0 2015-01-01 2020-01-01 E8-1EA {\"HOUSE\": \"12\"}\n"
         "1 2016-02-01 2020-01-01 e81ea {\"STREET\": \"12 Oak Road\"}\n"
         "2 2016-02-01 2020-01-01 E8-1EA {\"HOUSE\": \"14\"}\n",
         "0 0 2016-02-08 2017-05-08\n"
         "1 0 2016-02-08 2017-05-08\n");
}

/* Over two steps, with the number of the first child who is still of it. */
Test(kin, over_steps)
{
    hold(3,
         MET "address 0 2015-01-01 - known 2015-01-08 2017-05-08\n"
             "address 0 2015-01-01 2017-05-01 known 2017-05-08 -\n"
             "address 1 2015-01-01 - known 2015-01-08 -\n"
             "family 1 2010-01-15 - known 2016-01-01 - says 7\n"
             "family 2 2010-01-15 - known 2016-01-01 - says 7\n",
         "0 2015-01-01 2020-01-01 E8-1EA {\"HOUSE\": \"12\"}\n"
         "1 2015-01-01 2020-01-01 E8-1EA {\"HOUSE\": \"12\"}\n",
         "0 0 2015-01-08 2017-05-08\n"
         "1 0 2015-01-08 2017-05-08\n"
         "1 1 2017-05-08 -\n"
         "2 0 2016-01-01 2017-05-08\n"
         "2 1 2017-05-08 -\n");
}

/* An address that is said otherwise of the same first day is another from then on. */
Test(kin, an_address_corrected)
{
    hold(3,
         MET "address 0 2015-01-01 - known 2015-01-08 -\n"
             "address 1 2015-01-01 - known 2015-01-08 -\n",
         "0 2015-01-01 2020-01-01 E8-1EA {\"HOUSE\": \"12\"}\n"
         "1 2015-01-01 2020-01-01 E8-1EA {\"HOUSE\": \"12\"}\n"
         "1 2015-01-01 2021-01-01 E8-1EA {\"HOUSE\": \"13\"}\n",
         "0 0 2015-01-08 2021-01-01\n"
         "1 0 2015-01-08 2021-01-01\n");
}

/* Placements and institutions bind nobody; nor does what is no full address. */
Test(kin, what_binds_nobody)
{
    static const char *const type[] = { "placement", "institution" };
    for (size_t k = 0; k < 2; k++) {
        char text[400];
        snprintf(text, sizeof text,
                 MET
                 "address 0 2015-01-01 - code %s\naddress 1 2015-01-01 - code home\n"
                 "address 2 2015-01-01 - code %s\n",
                 type[k], type[k]);
        hold(3, text,
             "0 2015-01-01 2020-01-01 E8-1EA {\"HOUSE\": \"12\"}\n"
             "1 2015-01-01 2020-01-01 E8-1EA {\"HOUSE\": \"12\"}\n"
             "2 2015-01-01 2020-01-01 E8-1EA {\"HOUSE\": \"12\"}\n",
             "");
    }
    hold(3, MET "address 0 2015-01-01 -\naddress 1 2015-01-01 -\n",
         "0 2015-01-01 2020-01-01 E8-1EA {\"TOWN\": \"12\"}\n"
         "1 2015-01-01 2020-01-01 E8-1EA {\"TOWN\": \"12\"}\n",
         "");
}

/* Eight at one address are bound, nine are a hostel; so are 24 and 25 of one number. */
static void hold_most(const char *event, unsigned most)
{
    struct lc_text text = { 0 }, homes = { 0 }, want = { 0 };
    for (unsigned c = 0; c <= most; c++) {
        lc_text_addf(&text, "contact %u 2010-01-01 -\n", c);
        lc_text_addf(&text, "%s %u 2015-01-01 - known 20%u-01-01 - says 7\n", event, c,
                     c < most ? 15 : 18);
        lc_text_addf(&homes, "%u 2015-01-01 2020-01-01 E8-1EA {\"HOUSE\": \"12\"}\n",
                     c);
        if (c < most)
            lc_text_addf(&want, "%u 0 2015-01-01 2018-01-01\n", c);
    }
    hold(most + 1, text.data, homes.data, want.data);
    lc_text_free(&text);
    lc_text_free(&homes);
    lc_text_free(&want);
}

Test(kin, more_than_a_family_has)
{
    hold_most("address", 8);
    hold_most("family", 24);
}

/* Children 0 to 4 live at one address one after the other, 4 and 5 together, child 5
 * without a number; each of the others has a number of its own from the day on which
 * the given text begins. */
static void hold_turns(const char *numbers, const char *want)
{
    struct lc_text text = { 0 }, homes = { 0 };
    for (unsigned c = 0; c < 6; c++) {
        unsigned year = c < 5 ? 2011 + c : 2015;
        lc_text_addf(&text, "contact %u 2010-01-01 -\n", c);
        lc_text_addf(&text, "address %u %u-01-01 %u-01-01 code home\n", c, year,
                     c < 4 ? year + 1 : 2019);
        lc_text_addf(&homes, "%u %u-01-01 2010-01-01 E8-1EA {\"HOUSE\": \"12\"}\n", c,
                     year);
    }
    lc_text_add(&text, numbers);
    hold(6, text.data, homes.data, want);
    lc_text_free(&text);
    lc_text_free(&homes);
}

#define NUMBER(child, from, to) "family " #child " " from " " to " says " #child "\n"
#define OF_FIRST(to)                                                                   \
    NUMBER(0, "2010-01-01", "-")                                                       \
    NUMBER(1, "2010-01-01", "-") NUMBER(2, "2010-01-01", to)

/* A house that children of four numbers have had in turn is a hostel's: of three it is
 * not, nor by a number that a child had only after it went, or until it came. That a
 * number becomes known later makes it one from then on. */
Test(kin, a_house_of_many_numbers_in_turn)
{
    const char *bound = "4 4 2015-01-01 2019-01-01\n5 4 2015-01-01 2019-01-01\n";
    hold_turns(OF_FIRST("-"), bound);
    hold_turns(OF_FIRST("-") NUMBER(4, "2010-01-01", "-"), "");
    hold_turns(OF_FIRST("-") NUMBER(3, "2010-01-01", "-"), "");
    hold_turns(OF_FIRST("-") NUMBER(3, "2015-01-01", "-"), bound);
    hold_turns(OF_FIRST("2013-01-01") NUMBER(3, "2010-01-01", "-"), bound);
    hold_turns(OF_FIRST("2013-01-02") NUMBER(3, "2010-01-01", "-"), "");
    hold_turns(OF_FIRST("-") NUMBER(4, "2017-06-01", "-"),
               "4 4 2015-01-01 2017-06-01\n5 4 2015-01-01 2017-06-01\n");
    hold_turns(OF_FIRST("-") NUMBER(4, "2017-06-01", "2018-01-01"),
               "4 4 2015-01-01 2017-06-01\n5 4 2015-01-01 2017-06-01\n");
}

/* --- which address ---------------------------------------------------------------- */

static bool same_address(const char *a, const char *b, bool *whole)
{
    struct lc_identity x = { .postcode = "E8 1EA", .home = a },
                       y = { .postcode = "e81ea", .home = b };
    uint64_t p = 0, q = 1;
    *whole = lc_kin_address(&x, &p) && lc_kin_address(&y, &q);
    return p == q;
}

Test(kin, one_address_in_many_spellings)
{
    static const struct {
        const char *a, *b;
        bool same, whole;
    } rows[] = {
        { "{\"HOUSE\": \"14\", \"STREET\": \"Oak Road\"}",
          "{\"STREET\": \"14, Oak Rd.\", \"TOWN\": \"Leeds\"}", true, true },
        { "{\"FLAT\": \"Flat 2\", \"HOUSE\": \"14\"}",
          "{ \"HOUSE\" : 14 , \"FLAT\" : \"2\" }", true, true },
        { "{\"FLAT\": \"Flat 2\", \"HOUSE\": \"14\"}", "{\"HOUSE\": \"14\"}", false,
          true },
        { "{\"HOUSE\": \"14a\"}", "{\"HOUSE\": \"14A\"}", true, true },
        { "{\"HOUSE\": \"14\"}", "{\"HOUSE\": \"141\"}", false, true },
        { "{\"HOUSE\": \"1\", \"STREET\": \"4\"}", "{\"HOUSE\": \"14\"}", false, true },
        { "{\"HOUSE\": \"Rose Cottage\"}", "{\"HOUSE\": \"ROSE  COTTAGE\"}", true,
          true },
        { "{\"HOUSE\": \"Rose Cottage\"}", "{\"HOUSE\": \"Oak Cottage\"}", false,
          true },
        { "{\"HOUSE\": \"the \\\"Old\\\" 7\"}", "{\"HOUSE\": \"7\"}", true, true },
        { "{\"HOUSE\": null, \"STREET\": \"\"}", "{\"HOUSE\": \"7\"}", false, false },
        { "{\"UPRN\": \"100\"}", "{\"UPRN\": \"100\"}", false, false },
        { "{\"HOUSE\": \"7", "\"HOUSE\"\"7\"", true, true },
        { "\"", "{\"", false, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool whole;
        bool same = same_address(rows[i].a, rows[i].b, &whole);
        cr_expect(eq(int, whole, rows[i].whole), "%s", rows[i].a);
        cr_expect(eq(int, same &&whole, rows[i].same), "%s", rows[i].a);
    }
    struct lc_identity none = { .home = "{\"HOUSE\": \"7\"}" };
    cr_expect(not(lc_kin_address(&none, &(uint64_t){ 0 })));
}

/* Who was never bound to another is a unit alone; over steps in time, all are one. */
Test(kin, units)
{
    struct lc_store store = store_of(6, "x 0 2020-01-01 -\n");
    static const struct lc_kin rows[] = {
        { 1, 1, 10, 20 },
        { 2, 1, 10, 20 },
        { 2, 2, 30, 40 },
        { 4, 2, 30, 40 },
    };
    static const uint32_t want[] = { 0, 1, 1, 3, 1, 5 };
    uint32_t *unit;
    store.kin = lc_alloc(4, sizeof *store.kin);
    memcpy(store.kin, rows, sizeof rows);
    store.families = store.kin_room = 4;
    cr_assert(eq(int, lc_kin_units(&store, &unit, NULL), LC_OK));
    for (size_t c = 0; c < 6; c++)
        cr_expect(eq(u32, unit[c], want[c]));
    free(unit);
    lc_store_free(&store);
}
