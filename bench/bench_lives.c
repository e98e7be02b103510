/* Accelerated failure times, Fine-Gray with its variance, Kaplan-Meier and
 * Aalen-Johansen with theirs. A case is a set's name, SET:DIST, or km_1e6_1, aj_1e6_1.
 * The limit of a curve is one reading of its rows. */
#include "bench/data.h"
#include "bench/fit.h"
#include "models/aft/aft.h"
#include "models/curve/aalen_johansen.h"
#include "models/curve/kaplan_meier.h"
#include "models/subhazard/fine_gray.h"

static void fit_one(const struct bench *b, const char *name, const char *set, int dist)
{
    struct bench_data d = bench_data(set);
    struct lc_sample s = bench_sample(&d);
    struct lc_fit_options options = lc_fit_defaults();
    bool aft = strncmp(set, "aft", 3) == 0;
    s.stop = d.time;
    s.cause = d.status;
    options.team = b->team;
    options.dist = dist;
    options.concordance = 0;
    options.variance = aft ? LC_MODEL_BASED : LC_HC0;
    bench_fit(name, aft ? &lc_family_aft : &lc_family_fine_gray, &s, &options);
    bench_data_free(&d);
}

struct curve {
    struct lc_lives lives;
    bool several;
    double at, last;
};

static void curve_once(void *context)
{
    struct curve *c = context;
    struct lc_risk_table *table;
    struct lc_error err = { 0 };
    bench_must(lc_risk_table_new(&table, &c->lives, &err), &err);
    if (c->several) {
        struct lc_aj *aj;
        bench_must(lc_aj_new(&aj, table, &c->lives, &err), &err);
        c->at = aj->incidence[table->times / 2];
        c->last = aj->se[table->times / 2];
        lc_aj_free(aj);
    } else {
        struct lc_km *km;
        bench_must(lc_km_new(&km, table, &err), &err);
        c->at = km->survival[table->times > 999 ? 999 : table->times - 1];
        c->last = km->log_variance[table->times > 999 ? 999 : table->times - 1];
        lc_km_free(km);
    }
    lc_risk_table_free(table);
}

static void curve_one(const struct bench *b, const char *name, const char *set,
                      bool several, bool days)
{
    struct bench_data d = bench_data(set);
    struct curve c = { .lives = { .n = d.n,
                                  .stop = days ? d.days : d.time,
                                  .cause = d.status,
                                  .causes = several ? 2 : 1,
                                  .team = b->team },
                       .several = several };
    double gb = 12e-9 * (double)d.n, rate = bench_read_rate(NULL);
    struct bench_timing t = bench_time(curve_once, &c);
    bench_row(&(struct bench_case){ name, d.n, 1, b->threads, gb, "GB", gb / rate, c.at,
                                    c.last },
              t);
    bench_data_free(&d);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name, *set;
        int dist;
    } fits[] = { { "aft_1e6_20", "aft_1e6_20", LC_WEIBULL },
                 { "aft_1e6_20:lognormal", "aft_1e6_20", LC_LOGNORMAL },
                 { "aft_1e6_20:loglogistic", "aft_1e6_20", LC_LOGLOGISTIC },
                 { "fg_5e3_20", "fg_5e3_20", 0 },
                 { "fg_1e5_20", "fg_1e5_20", 0 },
                 { "fg_1e6_20", "fg_1e6_20", 0 } };
    struct bench b = bench_begin(argc, argv);
    for (size_t i = 0; i < sizeof fits / sizeof *fits; i++)
        if (bench_wants(&b, fits[i].name))
            fit_one(&b, fits[i].name, fits[i].set, fits[i].dist);
    if (bench_wants(&b, "km_days"))
        curve_one(&b, "km_days", "cox_1e6_50", false, true);
    if (bench_wants(&b, "km_times"))
        curve_one(&b, "km_times", "cox_1e6_50", false, false);
    if (bench_wants(&b, "aj_times"))
        curve_one(&b, "aj_times", "fg_1e6_20", true, false);
    bench_end(&b);
    return 0;
}
