/* Who is of one family, and when: by hand on both clocks, and against a slow reader
 * that asks the two clocks of every event on every day. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"
#include "store/kin_inside.h"
#include "store/seen.h"
#include "support/stores.h"

TestSuite(kin, .init = lc_begin);

/* "RECORD SINCE KNOWN POSTCODE HOME" a line. */
static struct lc_identities homes_of(const char *text)
{
    struct lc_identities ids;
    char *copy = lc_strdup(text), *lines = NULL;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    for (char *line = strtok_r(copy, "\n", &lines); line;
         line = strtok_r(NULL, "\n", &lines)) {
        char since[16], known[16], postcode[16], home[80];
        unsigned record;
        cr_assert(eq(int,
                     sscanf(line, "%u %15s %15s %15s %79[^\n]", &record, since, known,
                            postcode, home),
                     5));
        struct lc_identity row = { .record = record,
                                   .known_from = day_of(known),
                                   .born = LC_NO_DAY,
                                   .postcode = postcode,
                                   .home = home,
                                   .since = day_of(since) };
        cr_assert(eq(int, lc_identities_add(&ids, &row, NULL), LC_OK));
    }
    free(copy);
    return ids;
}

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

/* --- against a slow reader -------------------------------------------------------- */

enum { CHILDREN = 30, NUMBERS = 6, HOUSES = 10, STAYS = 3, DAYS = 120 };

struct town {
    struct lc_store store;
    struct lc_identities ids;
    struct {
        int32_t since;
        unsigned house;
    } stay[CHILDREN][STAYS];
    bool had[HOUSES][NUMBERS + 1]; /* has the house had the number? */
};

static void add_dates(struct lc_text *text, struct lc_random *r, int32_t start)
{
    char a[LC_DAY_ROOM], b[LC_DAY_ROOM] = "-", k[LC_DAY_ROOM], e[LC_DAY_ROOM] = "-";
    int32_t known = start + (int32_t)lc_random_below(r, 20);
    if (lc_random_below(r, 2))
        lc_day_print(start + (int32_t)lc_random_below(r, 60), b);
    if (lc_random_below(r, 2))
        lc_day_print(known + (int32_t)lc_random_below(r, 60), e);
    lc_text_addf(text, "%s %s known %s %s", lc_day_print(start, a), b,
                 lc_day_print(known, k), e);
}

static void add_child(struct town *town, unsigned c, uint64_t seed, struct lc_random *r,
                      struct lc_text *text, struct lc_text *homes)
{
    char day[LC_DAY_ROOM];
    lc_text_addf(text, "contact %u %s -\n", c,
                 lc_day_print((int32_t)lc_random_below(r, 30), day));
    for (unsigned i = 0; i < 4; i++) {
        /* one number in two of a placeholder's */
        uint64_t says = seed % 2 && i ? 1 : 1 + lc_random_below(r, NUMBERS);
        lc_text_addf(text, "family %u ", c);
        add_dates(text, r, (int32_t)lc_random_below(r, DAYS));
        lc_text_addf(text, " says %d\n", (int)says);
    }
    for (unsigned i = 0; i < STAYS; i++) {
        int32_t since = (int32_t)(40 * i + lc_random_below(r, 40));
        town->stay[c][i].since = since;
        town->stay[c][i].house = (unsigned)lc_random_below(r, HOUSES);
        lc_text_addf(text, "address %u ", c);
        add_dates(text, r, since);
        lc_text_addf(homes, "%u %s 1970-01-01 E8-1EA {\"HOUSE\": \"%u\"}\n", c,
                     lc_day_print(since, day), town->stay[c][i].house);
        lc_text_add(text, "\n");
    }
}

/* Numbers and houses of random children on both clocks; some of more children than
 * bind, and in two towns of three most houses are hostels soon. */
static void random_town(struct town *town, uint64_t seed)
{
    struct lc_random r;
    struct lc_text text = { 0 }, homes = { 0 };
    memset(town, 0, sizeof *town);
    lc_random_init(&r, seed, 1);
    for (unsigned c = 0; c < CHILDREN; c++)
        add_child(town, c, seed, &r, &text, &homes);
    town->store = store_of(CHILDREN, text.data);
    town->ids = homes_of(homes.data);
    lc_text_free(&text);
    lc_text_free(&homes);
}

static bool slow_met(const struct lc_store *s, uint32_t child, int32_t t)
{
    const struct lc_history *met = lc_store_history(s, "contact");
    bool all = true;
    for (size_t i = 0; i < met->n; i++)
        all &= met->child[i] != child || lc_seen(met, i, t);
    return all;
}

/* Is the child at the number on day t, and was anything known of it? */
static bool slow_at(const struct lc_store *s, uint32_t child, uint64_t says, int32_t t)
{
    const struct lc_history *h = lc_store_history(s, "family");
    bool at = false;
    for (size_t i = 0; i < h->n; i++)
        at |= h->child[i] == child && h->content[i] == says << 1 && lc_seen(h, i, t)
              && h->start[i] < t && t <= h->end[i];
    return at && slow_met(s, child, t);
}

static bool slow_lives(const struct town *town, uint32_t child, unsigned house,
                       int32_t t)
{
    const struct lc_history *h = lc_store_history(&town->store, "address");
    bool at = false;
    for (size_t i = 0; i < h->n; i++)
        for (unsigned k = 0; k < STAYS; k++)
            at |= h->child[i] == child && h->start[i] == town->stay[child][k].since
                  && town->stay[child][k].house == house && lc_seen(h, i, t)
                  && h->start[i] < t && t <= h->end[i];
    return at && slow_met(&town->store, child, t);
}

typedef bool bonds[CHILDREN][CHILDREN];

static void bind_all(const bool *at, bonds bound)
{
    for (uint32_t c = 0; c < CHILDREN; c++)
        for (uint32_t o = 0; o < CHILDREN; o++)
            bound[c][o] |= at[c] && at[o] && c != o;
}

/* Asked day by day from the first on, since a house keeps what it has had. Returns how
 * many houses bound, and how many had too many numbers. */
static void slow_bonds(struct town *town, int32_t t, bonds bound, size_t count[2])
{
    for (uint64_t says = 1; says <= NUMBERS; says++) {
        unsigned n = 0;
        bool at[CHILDREN];
        for (uint32_t c = 0; c < CHILDREN; c++) {
            n += at[c] = slow_at(&town->store, c, says, t);
            for (unsigned h = 0; h < HOUSES && at[c]; h++)
                town->had[h][says] |= slow_lives(town, c, h, t);
        }
        if (n <= LC_NUMBER_MOST)
            bind_all(at, bound);
    }
    for (unsigned h = 0; h < HOUSES; h++) {
        unsigned n = 0, numbers = 0;
        bool at[CHILDREN];
        for (uint32_t c = 0; c < CHILDREN; c++)
            n += at[c] = slow_lives(town, c, h, t);
        for (unsigned says = 1; says <= NUMBERS; says++)
            numbers += town->had[h][says];
        count[0] += n > 1 && n <= LC_ADDRESS_MOST && numbers <= LC_ADDRESS_NUMBERS_MOST;
        count[1] += n > 1 && n <= LC_ADDRESS_MOST && numbers > LC_ADDRESS_NUMBERS_MOST;
        if (n <= LC_ADDRESS_MOST && numbers <= LC_ADDRESS_NUMBERS_MOST)
            bind_all(at, bound);
    }
}

static void slow_families(struct town *town, int32_t t, uint32_t *family,
                          size_t count[2])
{
    bonds bound = { { false } };
    slow_bonds(town, t, bound, count);
    for (uint32_t k = 0; k < CHILDREN; k++) /* Warshall */
        for (uint32_t a = 0; a < CHILDREN; a++)
            for (uint32_t b = 0; b < CHILDREN; b++)
                bound[a][b] |= bound[a][k] && bound[k][b];
    for (uint32_t c = 0; c < CHILDREN; c++) {
        family[c] = UINT32_MAX;
        for (uint32_t o = 0; o < CHILDREN; o++)
            if (bound[c][o] && o < family[c])
                family[c] = o;
    }
}

static uint32_t family_at(const struct lc_store *s, uint32_t child, int32_t t)
{
    for (size_t i = 0; i < s->families; i++)
        if (s->kin[i].child == child && s->kin[i].from < t && t <= s->kin[i].to)
            return s->kin[i].family;
    return UINT32_MAX;
}

static bool tied_at(const struct lc_kin_ties *ties, uint32_t c, uint32_t o, int32_t t)
{
    size_t n = 0;
    for (uint64_t i = ties->offset[c]; i < ties->offset[c + 1]; i++)
        n += ties->tie[i].other == o && ties->tie[i].from < t && t <= ties->tie[i].to;
    cr_assert(le(sz, n, 1), "a tie is there twice");
    return n;
}

Test(kin, as_a_slow_reader_says, .timeout = 60)
{
    size_t families = 0, alone = 0, houses[2] = { 0 };
    for (uint64_t seed = 0; seed < 12; seed++) {
        struct town town;
        random_town(&town, seed);
        struct lc_store s = town.store;
        struct lc_kin_ties ties;
        uint32_t *unit, want[CHILDREN];
        cr_assert(eq(int, lc_kin_find(&s, &town.ids, NULL), LC_OK));
        cr_assert(eq(int, lc_kin_ties_make(&ties, &s, NULL), LC_OK));
        cr_assert(eq(int, lc_kin_units(&s, &unit, NULL), LC_OK));
        for (int32_t t = 0; t < DAYS + 90; t++) {
            slow_families(&town, t, want, houses);
            for (uint32_t c = 0; c < CHILDREN; c++) {
                bool any = want[c] != UINT32_MAX;
                *(any ? &families : &alone) += 1;
                cr_assert(eq(u32, family_at(&s, c, t), want[c]),
                          "seed %d child %u day %d", (int)seed, (unsigned)c, (int)t);
                if (any)
                    cr_assert(eq(u32, unit[c], unit[want[c]]));
                for (uint32_t o = 0; o < CHILDREN; o++)
                    cr_assert(eq(int, tied_at(&ties, c, o, t),
                                 any &&o != c && want[o] == want[c]));
            }
        }
        free(unit);
        lc_kin_ties_free(&ties);
        lc_identities_free(&town.ids);
        lc_store_free(&s);
    }
    cr_assert(lt(sz, 5000, families));
    cr_assert(lt(sz, 5000, alone));
    cr_assert(lt(sz, 500, houses[0])); /* that bind, and that are hostels by numbers */
    cr_assert(lt(sz, 500, houses[1]));
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
