/* Where families live: who shares a house, and with whom; and where children who come
 * alone are from. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "datasets/borough/self_inside.h"
#include "datasets/borough/world_inside.h"
#include "support/household.h"

TestSuite(places, .init = household_begin, .fini = household_end, .timeout = 1800);

struct home_at {
    char address[80];
    uint32_t family;
    int stay;
};

static int by_address(const void *a, const void *b)
{
    const struct home_at *x = a, *y = b;
    int order = strcmp(x->address, y->address);
    return order ? order : (x->family > y->family) - (x->family < y->family);
}

static size_t add_homes(size_t n, struct home_at *at)
{
    size_t count = 0;
    struct lc_self self;
    lc_household_draw(&world, n, &home.family);
    for (int s = 0; s < home.family.stays; s++) {
        if (home.family.stay[s].hostel)
            continue;
        lc_self_place(&world, home.family.stay + s, &self);
        snprintf(at[count].address, sizeof at->address, "%s %s", self.postcode,
                 self.street);
        at[count].family = home.family.number;
        at[count++].stay = s;
    }
    return count;
}

static bool near_share(size_t got, size_t of, double chance)
{
    double share = (double)got / (double)of;
    return fabs(share - chance) < 4.5 * sqrt(chance * (1 - chance) / (double)of);
}

/* Nobody shares a house but a family with its neighbour by number, both at their first
 * address: two of a hundred that have one, as truth.yaml says. */
Test(places, a_house_is_one_familys_or_cousins)
{
    lc_world_init(&world, truth, 7, 60000, 10, 0);
    struct home_at *at = calloc(world.families * LC_STAYS_MOST, sizeof *at);
    size_t count = 0, shared = 0, settled = world.settled + world.arriving;
    for (size_t n = 0; n < world.families; n++)
        count += add_homes(n, at + count);
    qsort(at, count, sizeof *at, by_address);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(at[i].address, at[i - 1].address) != 0)
            continue;
        shared++;
        cr_expect(at[i].family % 2 && at[i - 1].family == at[i].family - 1, "%s",
                  at[i].address);
        cr_expect(at[i].stay == 0 && at[i - 1].stay == 0);
    }
    cr_expect(near_share(shared, settled / 2, truth->figure[LC_F_SHARED_ADDRESS]),
              "%zu of %zu", shared, settled / 2);
    free(at);
}

/* Cousins are of one ethnic group, and half of them of one surname; no other family's
 * surname is made of another's. */
Test(places, cousins_share_a_surname_half_of_the_time)
{
    size_t cousins = 0, named = 0;
    truth->figure[LC_F_SHARED_ADDRESS] = 0.5;
    for (size_t n = 1; n < world.settled; n += 2) {
        struct lc_household other;
        lc_household_draw(&world, n - 1, &other);
        lc_household_draw(&world, n, &home.family);
        bool one = other.stay[0].place == home.family.stay[0].place;
        bool alike = other.surnames == home.family.surnames;
        cousins += one;
        named += one && alike;
        cr_expect(one || !alike);
        cr_expect(other.people == home.family.people || !one);
        cr_expect(home.family.names != other.names);
    }
    cr_expect(near_share(cousins, world.settled / 2, 0.5));
    cr_expect(near_share(named, cousins, truth->figure[LC_F_COUSINS_NAMED]));
}

static void name_of(const char *origin, struct lc_household *family,
                    struct lc_name *name)
{
    struct lc_ethnicity people = { .origin = origin };
    family->people = &people;
    lc_name_draw(family, 0, true, LC_NAMED, 0, name);
}

/* The same surname, and forenames of their own; where a surname is the father's and the
 * grandfather's forename, brothers' children have the grandfather's alone in common. */
Test(places, what_cousins_are_called)
{
    size_t forenames = 0, fathers = 0, families = 400;
    for (size_t n = 0; n < families; n++) {
        struct lc_household a, b;
        struct lc_name x, y;
        lc_household_draw(&world, 2 * n, &a);
        lc_household_draw(&world, 2 * n + 1, &b);
        b.surnames = a.surnames;
        name_of("british", &a, &x);
        name_of("british", &b, &y);
        cr_expect(eq(str, x.surname, y.surname));
        forenames += strcmp(x.forename, y.forename) != 0;
        name_of("somali", &a, &x);
        name_of("somali", &b, &y);
        cr_expect(eq(str, strrchr(x.surname, ' '), strrchr(y.surname, ' ')));
        fathers += strcmp(x.surname, y.surname) != 0;
    }
    cr_expect(le(sz, families * 9, forenames * 10)); /* but for two Olivers */
    cr_expect(le(sz, families * 8, fathers * 10));
}

/* Unaccompanied children come from where their own list says, all others from theirs.
 */
Test(places, who_comes_alone_is_from_elsewhere)
{
    size_t alone = 0, afghan = 0;
    lc_world_init(&world, truth, 5, 900000, 14, 0);
    for (size_t n = world.families - world.alone; n < world.families; n++) {
        lc_household_draw(&world, n, &home.family);
        alone++;
        afghan += strcmp(home.family.people->origin, "afghan") == 0;
        cr_expect(home.family.people >= truth->people_alone
                  && home.family.people < truth->people_alone + truth->peoples_alone);
    }
    cr_expect(lt(sz, 5000, alone));
    cr_expect(near_share(afghan, alone, truth->people_alone[0].share));
    lc_household_draw(&world, 0, &home.family);
    cr_expect(home.family.people >= truth->people
              && home.family.people < truth->people + truth->peoples);
}
