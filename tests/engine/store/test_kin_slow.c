/* Who is of one family, against a slow reader that asks the two clocks of every event
 * on every day. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/random.h"
#include "base/text.h"
#include "store/kin_inside.h"
#include "store/seen.h"
#include "support/homes.h"
#include "support/stores.h"

TestSuite(kin_slow, .init = lc_begin);

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

Test(kin_slow, as_a_slow_reader_says, .timeout = 60)
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
