/* Cox fits by Efron, without concordance unless the case says so (no peer's fit alone
 * gives it): whole days, continuous time, 100 strata, robust by cluster of ten rows,
 * rows that enter late. A case is SET or SET:VARIANT. */
#include "bench/data.h"
#include "bench/fit.h"
#include "models/cox/cox.h"

enum variant { DAYS, CONTINUOUS, STRATA, ROBUST, CONCORDANCE };

struct shape {
    const char *name;
    const char *set;
    int variant;
};

static int32_t *tens(const struct bench_data *d)
{
    int32_t *cluster = bench_memory(d->n, sizeof *cluster);
    for (size_t i = 0; i < d->n; i++)
        cluster[i] = (int32_t)(i % (d->n / 10));
    return cluster;
}

static void drop(void *array)
{
    void **at = array;
    free(*at);
    *at = NULL;
}

/* What the case does not read is not held, so that the peak is the fit's. */
static void drop_unread(struct bench_data *d, const struct shape *shape)
{
    drop(shape->variant == CONTINUOUS ? (void *)&d->days : (void *)&d->time);
    drop(&d->y);
    drop(&d->id);
    if (shape->variant != STRATA)
        drop(&d->stratum);
    if (strncmp(shape->set, "cp", 2) != 0)
        drop(&d->start);
}

static void one(const struct bench *b, const struct shape *shape)
{
    static const double times[] = { 365, 730, 1095 };
    struct bench_data d = bench_data(shape->set);
    struct lc_sample s = bench_sample(&d);
    struct lc_fit_options options = lc_fit_defaults();
    int32_t *cluster = shape->variant == ROBUST ? tens(&d) : NULL;
    drop_unread(&d, shape);
    s.stop = shape->variant == CONTINUOUS ? d.time : d.days;
    s.start = strncmp(shape->set, "cp", 2) == 0 ? d.start : NULL;
    s.cause = d.status;
    s.cluster = cluster;
    s.clusters = cluster ? d.n / 10 : 0;
    if (shape->variant == STRATA) {
        s.stratum = d.stratum;
        s.strata = 100;
    }
    options.team = b->team;
    options.variance = shape->variant == ROBUST ? LC_CLUSTERED : LC_MODEL_BASED;
    options.concordance = shape->variant == CONCORDANCE;
    options.times = times;
    options.times_count = 3;
    bench_fit(shape->name, &lc_family_cox, &s, &options);
    free(cluster);
    bench_data_free(&d);
}

int main(int argc, char **argv)
{
    static const struct shape shapes[] = {
        { "cox_1e5_50", "cox_1e5_50", DAYS },
        { "cox_1e5_50:robust", "cox_1e5_50", ROBUST },
        { "cox_1e5_50:concordance", "cox_1e5_50", CONCORDANCE },
        { "cox_1e6_50", "cox_1e6_50", DAYS },
        { "cox_1e6_50:continuous", "cox_1e6_50", CONTINUOUS },
        { "cox_1e6_50:strata", "cox_1e6_50", STRATA },
        { "cox_1e6_50:concordance", "cox_1e6_50", CONCORDANCE },
        { "cp_1e6_30", "cp_1e6_30", DAYS },
    };
    struct bench b = bench_begin(argc, argv);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (bench_wants(&b, shapes[i].name))
            one(&b, shapes + i);
    bench_end(&b);
    return 0;
}
