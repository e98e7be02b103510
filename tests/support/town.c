/* A small town in memory (town.h). */
#include "support/town.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/random.h"
#include "base/text.h"
#include "support/stores.h"

static void add_event(struct lc_text *t, const char *history, size_t child,
                      int32_t from, int32_t to, const char *code)
{
    char a[LC_DAY_ROOM], b[LC_DAY_ROOM];
    lc_text_addf(t, "%s %zu %s %s%s%s\n", history, child, lc_day_print(from, a),
                 to == LC_OPEN ? "-" : lc_day_print(to, b), *code ? " code " : "",
                 code);
}

static void live(struct lc_text *t, struct lc_random *r, size_t child, double strength)
{
    int32_t born = lc_day_of(1999, 1, 15) + 30 * (int32_t)lc_random_below(r, 120);
    int32_t ten = lc_day_birthday(born, 10), end = lc_day_of(2022, 1, 1);
    double trait = lc_random_normal(r);
    int32_t day = lc_day_birthday(born, 13)
                  + (int32_t)(lc_random_exponential(r) * 9000 / exp(strength * trait));
    int year, month, mday;
    lc_day_split(born, &year, &month, &mday);
    add_event(t, "person", child, lc_day_of(year, month, 15), LC_OPEN,
              lc_random_unit(r) < 0.5 ? "F" : "M");
    add_event(t, "referral", child, ten, LC_OPEN, "1A");
    if (lc_day_birthday(born, 14)
        < end) /* or the town's referrals fell silent in 2019 */
        add_event(t, "referral", child, lc_day_birthday(born, 14), LC_OPEN, "1A");
    for (int32_t d = ten; d < end && d < lc_day_birthday(born, 18); d += 30)
        if (lc_random_unit(r) < 0.05 * exp(trait))
            add_event(t, "missing", child, d, d + 1, "M");
    if (day < end && day < lc_day_birthday(born, 18))
        add_event(t, "care", child, day, LC_OPEN, "C2");
}

struct lc_store town_store(uint64_t seed, size_t children, double strength)
{
    static const char *const covered[] = { "person", "care",  "missing",   "referral",
                                           "death",  "moved", "permanence" };
    struct lc_text text = { 0 };
    for (size_t k = 0; k < sizeof covered / sizeof *covered; k++)
        lc_text_addf(&text, "covers %s 2005-01-01 2022-01-01\n", covered[k]);
    for (size_t child = 0; child < children; child++) {
        struct lc_random r;
        lc_random_init(&r, seed, child);
        live(&text, &r, child, strength);
    }
    struct lc_store store = store_of(children, text.data);
    lc_text_free(&text);
    return store;
}

static const char head[] =
    "format: 1\n"
    "study: { name: town, title: First entry at 13 or over, purpose: a test }\n"
    "cohort: { age_from: 13, age_to: 17, known_to: [referral] }\n"
    "landmarks: { every: 3 months, from: 2014-01-01, to: all }\n"
    "outcome: { history: care, first_entry: true, age_floor: 13, uasc: true,\n"
    "  remand: true, horizon: 12 months }\n"
    "competing: [death, moved]\n"
    "predictors:\n"
    "  - { name: age, kind: age, label: age }\n"
    "  - { name: sex, kind: sex, label: sex }\n"
    "  - { name: missing_year, kind: count, history: missing, window: 12 months,\n"
    "      label: missing episodes in the last 12 months }\n"
    "  - { name: referrals, kind: count, history: referral, window: 12 months,\n"
    "      label: referrals in the last 12 months }\n"
    "models:\n"
    "  - { name: logistic, family: logistic,\n"
    "      formula: age + sex + log1p(missing_year) + referrals }\n"
    "  - { name: cox, family: cox,\n"
    "      formula: age + sex + log1p(missing_year) + referrals }\n"
    "validation: { test_last: 24 months, label_delay: 1 month, bootstrap: 100 }\n"
    "panel: { capacity: 10 }\n";

struct lc_study *town_study(const char *acceptance, struct lc_slice *text)
{
    static char all[4000];
    struct lc_study *study;
    struct lc_error err = { 0 };
    int size = snprintf(all, sizeof all, "%s%s", head, acceptance);
    *text = (struct lc_slice){ all, (size_t)size };
    if (lc_study_parse(&study, "town", all, (size_t)size, &err)) {
        fprintf(stderr, "town: %s\n", err.text);
        abort();
    }
    return study;
}
