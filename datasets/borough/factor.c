#include "datasets/borough/factor_inside.h"

#include <math.h>
#include <string.h>

static uint64_t bit(const struct lc_coefficients *truth, const char *code)
{
    for (size_t i = 0; i < truth->factors; i++)
        if (strcmp(truth->factor[i].code, code) == 0)
            return UINT64_C(1) << i;
    return 0;
}

/* What the last year's events make an assessor write down, and how often. */
static const struct {
    int kind;
    const char *code;
    double chance;
} seen[] = {
    { LC_KIND_MISSING, "10A", 0.28 }, { LC_KIND_CSE, "11A", 0.85 },
    { LC_KIND_CCE, "24A", 0.75 },     { LC_KIND_TRAFFICKING, "12A", 0.7 },
    { LC_KIND_GANG, "13A", 0.85 },    { LC_KIND_OFFENCE, "14A", 0.6 },
};

static uint64_t draw_seen(struct lc_life *life, int32_t day)
{
    uint64_t set = 0;
    for (size_t k = 0; k < sizeof seen / sizeof *seen; k++) {
        bool found = false;
        for (size_t i = 0; i < life->count && !found; i++)
            found = life->rows[i].kind == seen[k].kind && life->rows[i].recorded < day
                    && life->rows[i].start >= day - 365;
        if (found && lc_life_chance(life, seen[k].chance))
            set |= bit(life->world->truth, seen[k].code);
    }
    return set;
}

static uint64_t draw_rows(struct lc_life *life, int32_t day)
{
    const struct lc_coefficients *truth = life->world->truth;
    uint64_t set = 0;
    int age = lc_day_age(life->born, day);
    for (size_t i = 0; i < truth->factors; i++) {
        const struct lc_factor *f = truth->factor + i;
        double odds = f->share / (1 - f->share) * exp(f->slope * life->propensity);
        if (lc_life_chance(life, odds / (1 + odds)) && age >= f->age_from
            && age <= f->age_to)
            set |= UINT64_C(1) << i;
    }
    return set;
}

uint64_t lc_factors_draw(struct lc_life *life, int32_t day)
{
    const struct lc_coefficients *truth = life->world->truth;
    uint64_t set = draw_rows(life, day), used = 0;
    set |= draw_seen(life, day);
    int year = lc_day_collection_year(day);
    if (life->uasc)
        set |= bit(truth, "9A");
    for (size_t i = 0; i < truth->factors; i++)
        if (truth->factor[i].year_from <= year && year <= truth->factor[i].year_to)
            used |= UINT64_C(1) << i;
    set &= used;
    return set ? set : bit(truth, "21");
}
