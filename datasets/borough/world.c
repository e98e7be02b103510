#include "datasets/borough/world_inside.h"

#include <math.h>
#include <string.h>

#include "base/day.h"
#include "base/hash.h"

/* Streams are numbered; these ranges keep them apart. */
#define FAMILY_STREAMS (UINT64_C(1) << 48)
#define DIRT_STREAMS   (UINT64_C(1) << 52)
#define WORLD_STREAM   (UINT64_C(1) << 60)

static const double year_days = 365.25;
static const double family_size_mean = 1.97; /* of draw_size(), before twins */

static size_t count_alone(struct lc_world *world)
{
    struct lc_random r;
    int years = world->years + LC_RUN_IN_YEARS;
    size_t rows = LC_TREND_YEARS, total = 0;
    lc_random_init(&r, world->seed, WORLD_STREAM);
    for (int y = 0; y < years; y++) {
        /* the window ends with the table's last year; before its first, its first */
        long row = (long)rows - years + y;
        double mean = world->truth->alone[row < 0 ? 0 : row] * world->children / 75000;
        for (; mean > 400; mean -= 400) /* a Poisson mean is at most 500 at a time */
            total += lc_random_poisson(&r, 400);
        total += lc_random_poisson(&r, mean);
        world->alone_by_year[y] = total;
    }
    return total;
}

void lc_world_days(struct lc_world *world, int years, double dirt)
{
    memset(world, 0, sizeof *world);
    world->years = years;
    world->dirt = dirt;
    world->until = world->ends = lc_day_of(2025, 4, 1);
    world->from = lc_day_add_months(world->until, -12 * years);
    world->feeds = lc_day_add_months(world->from, -12);
    world->run_in = lc_day_add_months(world->from, -12 * LC_RUN_IN_YEARS);
    world->earlier = dirt > 0 ? lc_day_add_months(world->until, -1) : LC_NO_DAY;
}

int lc_world_year(const struct lc_world *world, int k, int32_t *from, int32_t *to)
{
    *from = lc_day_add_months(world->run_in, 12 * k);
    *to = lc_day_add_months(world->run_in, 12 * (k + 1));
    return 2025 - (world->years + LC_RUN_IN_YEARS) + k + 1;
}

void lc_world_init(struct lc_world *world, const struct lc_coefficients *truth,
                   uint64_t seed, int children, int years, double dirt)
{
    double n = children, span = years + LC_RUN_IN_YEARS;
    double moves = truth->figure[LC_F_MOVES_AWAY];
    lc_world_days(world, years, dirt);
    world->truth = truth;
    world->seed = seed;
    world->children = children;
    for (int k = 0; k < LC_MISTAKE_COUNT; k++)
        world->mistake[k] = dirt;
    /* first births are spread evenly over the years from 24 before the run-in, so that
     * those of 0 to 17 number `children` at any time */
    world->settled = (size_t)ceil(n * (span + 24) / (18 * family_size_mean));
    world->arriving = (size_t)ceil(n * moves * span / 1.55);
    world->alone = count_alone(world);
    world->families = world->settled + world->arriving + world->alone;
}

bool lc_world_only(struct lc_world *world, const char *kind)
{
    static const char *const names[] = {
#define X(constant, name, meaning) [constant] = name,
        LC_MISTAKES(X)
#undef X
    };
    bool found = strcmp(kind, "none") == 0;
    world->only = kind;
    for (int k = 0; k < LC_MISTAKE_COUNT; k++) {
        bool is = strcmp(kind, names[k]) == 0;
        found |= is;
        world->mistake[k] = is ? world->dirt : 0;
    }
    return found;
}

void lc_world_child_stream(const struct lc_world *world, uint32_t child,
                           struct lc_random *r)
{
    lc_random_init(r, world->seed, child);
}

static void world_family_stream(const struct lc_world *world, uint32_t family,
                                struct lc_random *r)
{
    lc_random_init(r, world->seed, FAMILY_STREAMS + family);
}

void lc_world_dirt_stream(const struct lc_world *world, int agency, uint32_t child,
                          struct lc_random *r)
{
    lc_random_init(r, world->seed, DIRT_STREAMS * (uint64_t)(agency + 1) + child);
}

static const struct lc_ethnicity *draw_people(const struct lc_world *world, bool alone,
                                              struct lc_random *r)
{
    double u = lc_random_unit(r);
    const struct lc_coefficients *truth = world->truth;
    const struct lc_ethnicity *people = alone ? truth->people_alone : truth->people;
    size_t i = 0, count = alone ? truth->peoples_alone : truth->peoples;
    for (; i + 1 < count && u > people[i].share; i++)
        u -= people[i].share;
    return people + i;
}

static int draw_size(struct lc_random *r)
{
    double u = lc_random_unit(r);
    return u < 0.35 ? 1 : u < 0.75 ? 2 : u < 0.93 ? 3 : 4;
}

static bool chance(const struct lc_world *world, struct lc_random *r, int figure)
{
    return lc_random_unit(r) < world->truth->figure[figure];
}

static void add_member(struct lc_household *family, double born, int birth, int father)
{
    if (family->members == LC_FAMILY_MOST)
        return;
    family->member[family->members] = (struct lc_member){
        .born = (int32_t)born,
        .child = family->number * LC_FAMILY_MOST + (uint32_t)family->members,
        .birth = birth,
        .father = father,
        .adopted = LC_OPEN,
    };
    family->members++;
}

/* Births are at least ten months apart; some are of twins, few of triplets. */
static void draw_births(const struct lc_world *world, struct lc_random *r, int births,
                        double first, struct lc_household *family)
{
    int father = 0;
    for (int k = 0; k < births; k++) {
        if (k && !father)
            father = chance(world, r, LC_F_OTHER_FATHER);
        add_member(family, first, k, father);
        if (chance(world, r, LC_F_TWINS)) {
            add_member(family, first, k, father);
            if (chance(world, r, LC_F_TRIPLETS))
                add_member(family, first, k, father);
        }
        first += 300 + 700 * lc_random_exponential(r);
    }
}

static double draw_stay(const struct lc_world *world, struct lc_random *r)
{
    double rate = world->truth->figure[LC_F_MOVES_AWAY];
    double stays = lc_random_exponential(r);
    return rate > 0 ? stays / rate * year_days : 1e9;
}

static void draw_settled(const struct lc_world *world, struct lc_random *r,
                         struct lc_household *family)
{
    double begin = world->run_in - 24 * year_days;
    double span = world->until - begin;
    int births = draw_size(r);
    draw_births(world, r, births, begin + span * lc_random_unit(r), family);
    double stays = draw_stay(world, r);
    double here = fmax(world->run_in, family->member[0].born);
    if (here + stays < world->until)
        family->leaves = (int32_t)(here + stays) + 1;
}

static void draw_arriving(const struct lc_world *world, struct lc_random *r,
                          struct lc_household *family)
{
    double span = world->until - world->run_in;
    family->arrives = world->run_in + (int32_t)(span * lc_random_unit(r));
    int births = draw_size(r);
    double age = 17.5 * year_days * lc_random_unit(r);
    draw_births(world, r, births, family->arrives - age, family);
    double stays = draw_stay(world, r);
    if (family->arrives + stays < world->until)
        family->leaves = family->arrives + (int32_t)stays + 1;
}

/* Most unaccompanied children come at 16 or 17. */
static void draw_alone(const struct lc_world *world, size_t which, struct lc_random *r,
                       struct lc_household *family)
{
    int year = 0;
    while (which >= world->alone_by_year[year])
        year++;
    int32_t from = lc_day_add_months(world->run_in, 12 * year);
    int32_t to = lc_day_add_months(world->run_in, 12 * (year + 1));
    family->arrives = from + (int32_t)lc_random_below(r, (uint64_t)(to - from));
    double age = fmin(16.5 + 0.9 * lc_random_normal(r), 17.9);
    family->alone = true;
    add_member(family, family->arrives - year_days * fmax(age, 11), 0, 0);
}

/* Adopted, or under a special guardianship, early in life: mostly before 5. */
static void draw_adoptions(const struct lc_world *world, struct lc_random *r,
                           struct lc_household *family)
{
    for (int k = 0; k < family->members && !family->alone; k++)
        if (chance(world, r, LC_F_ADOPTED)) {
            double age = fmin(0.5 + 2.2 * lc_random_exponential(r), 12);
            family->member[k].adopted =
                family->member[k].born + (int32_t)(age * year_days);
        }
}

/* Who they are: everything but where they live. */
static void draw_who(const struct lc_world *world, size_t number,
                     struct lc_household *family, struct lc_random *r)
{
    memset(family, 0, sizeof *family);
    family->number = (uint32_t)number;
    family->arrives = LC_NO_DAY;
    family->leaves = LC_OPEN;
    world_family_stream(world, family->number, r);
    if (number < world->settled)
        draw_settled(world, r, family);
    else if (number < world->settled + world->arriving)
        draw_arriving(world, r, family);
    else
        draw_alone(world, number - world->settled - world->arriving, r, family);
    family->strain = lc_random_normal(r);
    family->people = draw_people(world, family->alone, r);
    family->names = family->surnames = lc_random_word(r);
    draw_adoptions(world, r, family);
}

/* --- addresses -------------------------------------------------------------------- */
enum { HOSTELS = 12 };

/* A house of its own for each stay of each family, in no order: a prime that is above
 * their number leaves no two alike. */
static uint64_t place_of(const struct lc_world *world, uint64_t family, int stay)
{
    const uint64_t prime = UINT64_C(2654435761);
    uint64_t houses = world->families * LC_STAYS_MOST, first = lc_mix64(world->seed);
    uint64_t house = family * LC_STAYS_MOST + (uint64_t)stay + first % houses;
    return house % houses * prime % houses;
}

static bool has_cousins(const struct lc_world *world, const struct lc_household *family,
                        struct lc_random *r)
{
    return !family->alone && family->number % 2
           && chance(world, r, LC_F_SHARED_ADDRESS);
}

/* A family that shares its first address has its neighbour's by number; it is of the
 * same ethnic group, and where two brothers are the fathers, of the same name. */
static uint64_t draw_cousins(const struct lc_world *world, struct lc_random *r,
                             struct lc_household *family)
{
    struct lc_household cousins;
    struct lc_random theirs;
    if (!has_cousins(world, family, r))
        return family->number;
    draw_who(world, family->number - 1, &cousins, &theirs);
    family->people = cousins.people;
    if (chance(world, r, LC_F_COUSINS_NAMED))
        family->surnames = cousins.names;
    return cousins.number;
}

static void draw_stays(const struct lc_world *world, struct lc_random *r,
                       struct lc_household *family)
{
    double rate = world->truth->figure[LC_F_MOVES_WITHIN];
    int32_t at = family->arrives > world->run_in ? family->arrives : world->run_in;
    int32_t end = family->leaves < world->until ? family->leaves : world->until;
    uint64_t first = draw_cousins(world, r, family);
    family->stay[0] =
        (struct lc_stay){ .from = at, .place = place_of(world, first, 0) };
    family->stays = 1;
    while (rate > 0 && family->stays < LC_STAYS_MOST) {
        double years = lc_random_exponential(r) / rate;
        struct lc_stay *last = family->stay + family->stays - 1;
        double days = last->hostel ? 60 + 200 * years * rate : 30 + year_days * years;
        if (at + days >= end)
            return;
        at += (int32_t)days;
        bool hostel = !last->hostel && chance(world, r, LC_F_HOSTEL);
        uint64_t place = hostel ? lc_random_below(r, HOSTELS)
                                : place_of(world, family->number, family->stays);
        family->stay[family->stays++] =
            (struct lc_stay){ .from = at, .place = place, .hostel = hostel };
    }
}

void lc_household_draw(const struct lc_world *world, size_t number,
                       struct lc_household *family)
{
    struct lc_random r;
    draw_who(world, number, family, &r);
    draw_stays(world, &r, family);
}
