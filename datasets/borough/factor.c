#include "datasets/borough/factor_inside.h"

#include <math.h>
#include <string.h>

/* share: of assessments at propensity 0; slope: log odds a unit of propensity; the
 * ages, and the days of authorisation, at which the code is used */
struct row {
    double share, slope;
    int age_from, age_to, year_from, year_to; /* years ending 31 March */
};

/* clang-format off */
#define FACTORS(X) \
    X("1A",  0.010, 0.5, 11, 18, 0, 9999)    X("1B",  0.11,  0.2, 0, 18, 0, 9999) \
    X("1C",  0.02,  0.2, 0,  18, 0, 9999)    X("2A",  0.025, 0.5, 11, 18, 0, 9999) \
    X("2B",  0.12,  0.3, 0,  18, 0, 9999)    X("2C",  0.03,  0.2, 0, 18, 0, 9999) \
    X("3A",  0.06,  0.2, 0,  18, 0, 9999)    X("3B",  0.30,  0.3, 0, 18, 0, 9999) \
    X("3C",  0.05,  0.2, 0,  18, 0, 9999)    X("4A",  0.06,  0.2, 6, 18, 0, 9999) \
    X("4B",  0.24,  0.2, 0,  18, 0, 9999)    X("4C",  0.04,  0.1, 0, 18, 0, 9999) \
    X("5A",  0.06,  0,   3,  18, 0, 9999)    X("5B",  0.02,  0,   0, 18, 0, 9999) \
    X("5C",  0.02,  0,   0,  18, 0, 9999)    X("6A",  0.05,  0,   0, 18, 0, 9999) \
    X("6B",  0.06,  0,   0,  18, 0, 9999)    X("6C",  0.02,  0,   0, 18, 0, 9999) \
    X("7A",  0.02,  0,   6,  18, 0, 9999)    X("9A",  0,     0,   0, 18, 0, 9999) \
    X("10A", 0.001, 0.5, 10, 18, 0, 9999)    X("11A", 0.002, 0.5, 10, 18, 0, 9999) \
    X("12A", 0.001, 0.3, 0,  18, 0, 9999)    X("13A", 0.004, 0.5, 10, 18, 0, 9999) \
    X("14A", 0.08,  0.4, 8,  18, 0, 9999)    X("15A", 0.05,  0.2, 9, 18, 0, 9999) \
    X("16A", 0.16,  0.4, 0,  18, 0, 9999)    X("17A", 0.18,  0.3, 0, 18, 0, 9999) \
    X("18A", 0.11,  0.2, 0,  18, 0, 2020)    X("18B", 0.02,  0.2, 4, 18, 2021, 9999) \
    X("18C", 0.10,  0.2, 0,  18, 2021, 9999) X("19A", 0.05,  0.2, 0, 18, 0, 2020) \
    X("19B", 0.02,  0.2, 4,  18, 2021, 9999) X("19C", 0.03,  0.2, 0, 18, 2021, 9999) \
    X("20",  0.10,  0,   0,  18, 0, 9999)    X("21",  0,     0,   0, 18, 0, 9999) \
    X("22A", 0.003, 0,   0,  18, 0, 9999)    X("23A", 0.003, 0,   0, 18, 0, 9999) \
    X("24A", 0.001, 0.4, 10, 18, 2022, 9999)
#define CODE(code, share, slope, a, b, c, d) code,
#define ROW(code, share, slope, a, b, c, d) { share, slope, a, b, c, d },
/* clang-format on */

const char *const lc_factors[] = { FACTORS(CODE) NULL };
static const struct row rows[] = { FACTORS(ROW) };
enum { COUNT = sizeof rows / sizeof *rows };

size_t lc_factors_count(void)
{
    return COUNT;
}

static uint64_t bit(const char *code)
{
    for (size_t i = 0; i < COUNT; i++)
        if (strcmp(lc_factors[i], code) == 0)
            return UINT64_C(1) << i;
    return 0;
}

uint64_t lc_factors_abuse(void)
{
    enum { FIRST = 6 }; /* 3A, 3B, 3C stand together; the test of the table says so */
    return UINT64_C(7) << FIRST;
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
            set |= bit(seen[k].code);
    }
    return set;
}

static uint64_t draw_rows(struct lc_life *life, int32_t day)
{
    uint64_t set = 0;
    int age = lc_day_age(life->born, day);
    for (size_t i = 0; i < COUNT; i++) {
        double odds =
            rows[i].share / (1 - rows[i].share) * exp(rows[i].slope * life->propensity);
        if (lc_life_chance(life, odds / (1 + odds)) && age >= rows[i].age_from)
            set |= UINT64_C(1) << i;
    }
    return set;
}

uint64_t lc_factors_draw(struct lc_life *life, int32_t day)
{
    uint64_t set = draw_rows(life, day), used = 0;
    set |= draw_seen(life, day);
    int year = lc_day_collection_year(day);
    if (life->uasc)
        set |= bit("9A");
    for (size_t i = 0; i < COUNT; i++)
        if (rows[i].year_from <= year && year <= rows[i].year_to)
            used |= UINT64_C(1) << i;
    set &= used;
    return set ? set : bit("21");
}
