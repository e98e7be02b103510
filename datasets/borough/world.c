#include "datasets/borough/world_inside.h"

#include <math.h>
#include <string.h>

#include "base/day.h"

/* Streams are numbered; these ranges keep them apart. */
#define FAMILY_STREAMS (UINT64_C(1) << 48)
#define DIRT_STREAMS   (UINT64_C(1) << 52)
#define WORLD_STREAM   (UINT64_C(1) << 60)

static const double year_days = 365.25;
static const double family_size_mean = 1.97; /* of sizes[] below */
static const double moves_a_year = 0.012;    /* of families, in and out alike */

/* Unaccompanied children starting to be looked after, year ending 31 March 2012 to
 * 2025, in a borough of 75,000 children. 2021 to 2025 as published for Brent; before,
 * what a stock of 55 to 74 at each 31 March needs. */
static const double alone_a_year[] = { 30, 30, 32, 36, 44, 48, 40,
                                       38, 40, 23, 75, 24, 21, 22 };

static const struct {
    const char *code;
    double share;
} ethnicities[] = {
    { "WBRI", 0.14 }, { "WOTH", 0.16 }, { "AIND", 0.13 }, { "APKN", 0.06 },
    { "AOTH", 0.12 }, { "ABAN", 0.02 }, { "BAFR", 0.12 }, { "BCRB", 0.08 },
    { "BOTH", 0.04 }, { "MWBC", 0.03 }, { "MOTH", 0.03 }, { "OOTH", 0.07 },
};

static size_t count_alone(struct lc_world *world)
{
    struct lc_random r;
    int years = world->years + LC_RUN_IN_YEARS;
    size_t rows = sizeof alone_a_year / sizeof *alone_a_year, total = 0;
    lc_random_init(&r, world->seed, WORLD_STREAM);
    for (int y = 0; y < years; y++) {
        /* the window ends with the table's last year; before its first, its first */
        long row = (long)rows - years + y;
        double mean = alone_a_year[row < 0 ? 0 : row] * world->children / 75000;
        for (; mean > 400; mean -= 400) /* a Poisson mean is at most 500 at a time */
            total += lc_random_poisson(&r, 400);
        total += lc_random_poisson(&r, mean);
        world->alone_by_year[y] = total;
    }
    return total;
}

void lc_world_init(struct lc_world *world, uint64_t seed, int children, int years,
                   double dirt)
{
    double n = children, span = years + LC_RUN_IN_YEARS;
    memset(world, 0, sizeof *world);
    world->seed = seed;
    world->children = children;
    world->years = years;
    world->dirt = dirt;
    for (int k = 0; k < LC_MISTAKE_COUNT; k++)
        world->mistake[k] = dirt;
    world->until = lc_day_of(2025, 4, 1);
    world->from = lc_day_add_months(world->until, -12 * years);
    world->feeds = lc_day_add_months(world->from, -12);
    world->run_in = lc_day_add_months(world->from, -12 * LC_RUN_IN_YEARS);
    world->earlier = dirt > 0 ? lc_day_add_months(world->until, -1) : LC_NO_DAY;
    /* first births are spread evenly over the years from 24 before the run-in, so that
     * those of 0 to 17 number `children` at any time */
    world->settled = (size_t)ceil(n * (span + 24) / (18 * family_size_mean));
    world->arriving = (size_t)ceil(n * moves_a_year * span / 1.55);
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

static const char *draw_ethnicity(struct lc_random *r)
{
    double u = lc_random_unit(r);
    size_t rows = sizeof ethnicities / sizeof *ethnicities, i = 0;
    for (; i + 1 < rows && u > ethnicities[i].share; i++)
        u -= ethnicities[i].share;
    return ethnicities[i].code;
}

static int draw_size(struct lc_random *r)
{
    double u = lc_random_unit(r);
    return u < 0.35 ? 1 : u < 0.75 ? 2 : u < 0.93 ? 3 : 4;
}

/* Siblings are at least ten months apart. */
static void draw_births(struct lc_random *r, double first, struct lc_household *family)
{
    for (int k = 0; k < family->members; k++) {
        family->member[k].born = (int32_t)first;
        family->member[k].child = family->number * LC_FAMILY_MOST + (uint32_t)k;
        first += 300 + 700 * lc_random_exponential(r);
    }
}

static void draw_settled(const struct lc_world *world, struct lc_random *r,
                         struct lc_household *family)
{
    double begin = world->run_in - 24 * year_days;
    double span = world->until - begin;
    family->members = draw_size(r);
    draw_births(r, begin + span * lc_random_unit(r), family);
    double stays = lc_random_exponential(r) / moves_a_year * year_days;
    double here = fmax(world->run_in, family->member[0].born);
    if (here + stays < world->until)
        family->leaves = (int32_t)(here + stays) + 1;
}

static void draw_arriving(const struct lc_world *world, struct lc_random *r,
                          struct lc_household *family)
{
    double span = world->until - world->run_in;
    family->arrives = world->run_in + (int32_t)(span * lc_random_unit(r));
    family->members = draw_size(r);
    draw_births(r, family->arrives - 17.5 * year_days * lc_random_unit(r), family);
    double stays = lc_random_exponential(r) / moves_a_year * year_days;
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
    family->members = 1;
    draw_births(r, family->arrives - year_days * fmax(age, 11), family);
}

void lc_household_draw(const struct lc_world *world, size_t number,
                       struct lc_household *family)
{
    struct lc_random r;
    memset(family, 0, sizeof *family);
    family->number = (uint32_t)number;
    family->arrives = LC_NO_DAY;
    family->leaves = LC_OPEN;
    world_family_stream(world, family->number, &r);
    if (number < world->settled)
        draw_settled(world, &r, family);
    else if (number < world->settled + world->arriving)
        draw_arriving(world, &r, family);
    else
        draw_alone(world, number - world->settled - world->arriving, &r, family);
    family->strain = lc_random_normal(&r);
    family->ethnicity = draw_ethnicity(&r);
    family->names = lc_random_word(&r);
}
