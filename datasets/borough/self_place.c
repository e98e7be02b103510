/* Addresses: where a family lives, and since when. */
#include <stdio.h>

#include "base/day.h"
#include "base/hash.h"
#include "datasets/borough/self_inside.h"

static const char *const outward[] = { "NW2", "NW6", "NW9", "NW10",
                                       "HA0", "HA3", "HA9", "W9" };
static const char *const roads[] = {
    "Mill Road",           "Station Rise",   "Park View",      "Church Lane",
    "The Avenue",          "High Road",      "Orchard Close",  "Brook Street",
    "Chapel Hill",         "Victoria Road",  "Queens Drive",   "Meadow Way",
    "Harrow View",         "Kingsley Court", "Elm Gardens",    "Manor Park",
    "St Mary's Road",      "Tower Crescent", "Lime Grove",     "Bridge Road",
    "North Circular Road", "Cedar Walk",     "Albert Terrace", "Willow Mews"
};
static const char *const hostels[] = {
    "Harbour House", "Lantern House", "Beacon Lodge", "The Willows",
    "Anchor House",  "Rowan Court",   "Ferry House",  "Linden Lodge",
    "Station House", "Oak House",     "Hope Lodge",   "Mill House"
};
static const char inward[] = "ABDEFGHJLNPQRSTUWXYZ";

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A borough of 75,000 children has about 6,000 postcodes; families are neighbours. A
 * postcode is of houses or a block of flats; which of them, a family's place says. */
enum { POSTCODES = 6000 };

static uint64_t take(uint64_t *bits, uint64_t count)
{
    uint64_t part = *bits % count;
    *bits /= count;
    return part;
}

/* No two units alike: a prime scatters them over all that there are. */
static void make_postcode(const struct lc_world *world, uint64_t unit, char *postcode,
                          size_t room)
{
    const uint64_t all = COUNT(outward) * 9 * 20 * 20;
    uint64_t bits =
        (unit + lc_mix64(world->seed + 1) % all) * UINT64_C(2654435761) % all;
    const char *out = outward[take(&bits, COUNT(outward))];
    unsigned digit = (unsigned)take(&bits, 9) + 1;
    char a = inward[take(&bits, 20)], b = inward[take(&bits, 20)];
    snprintf(postcode, room, "%s %u%c%c", out, digit, a, b);
}

void lc_self_place(const struct lc_world *world, const struct lc_stay *stay,
                   struct lc_self *self)
{
    uint64_t unit = stay->hostel ? POSTCODES + stay->place % COUNT(hostels)
                                 : stay->place % POSTCODES;
    uint64_t of_unit = lc_mix64(unit * UINT64_C(0x5bd1e995) + world->seed);
    make_postcode(world, unit, self->postcode, sizeof self->postcode);
    const char *road = roads[(of_unit >> 40) % COUNT(roads)];
    unsigned first = (unsigned)(of_unit >> 50) % 120 + 1;
    unsigned door = (unsigned)(stay->place / POSTCODES);
    if (stay->hostel)
        snprintf(self->street, sizeof self->street, "%s, %u %s",
                 hostels[stay->place % COUNT(hostels)], first, road);
    else if (lc_mix64(of_unit) % 10 < 4)
        snprintf(self->street, sizeof self->street, "Flat %u, %u %s", door + 1, first,
                 road);
    else
        snprintf(self->street, sizeof self->street, "%u %s", first + door, road);
}

/* Beyond the families' postcodes and the hostels': nobody is placed next door by
 * chance. */
void lc_self_place_away(const struct lc_world *world, double unit, struct lc_self *self)
{
    uint64_t at = POSTCODES + COUNT(hostels) + (uint64_t)(unit * POSTCODES);
    make_postcode(world, at, self->postcode, sizeof self->postcode);
}

static int stay_on(const struct lc_life *life, int32_t day)
{
    int at = 0;
    for (int i = 1; i < life->family->stays; i++)
        if (life->family->stay[i].from <= day)
            at = i;
    return at;
}

void lc_self_live(const struct lc_life *life, int32_t day, struct lc_self *self)
{
    self->stay = stay_on(life, day);
    lc_self_place(life->world, life->family->stay + self->stay, self);
}
