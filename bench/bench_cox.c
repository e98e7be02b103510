/* Cox fits: integer days and continuous time, strata, rows that enter late. */
#include "bench/bench_fit.h"

struct shape {
    const char *name;
    size_t n, p;
    int days; /* follow-up in whole days; 0: continuous */
    int strata;
    int late; /* 1: each life cut into rows that enter late */
    int concordance, clustered;
};

static void one(const struct shape *shape, lc_team *team)
{
    size_t n = shape->n;
    struct bench_design d = bench_design(n, shape->p, 7);
    double *stop = malloc(n * sizeof *stop), *start = malloc(n * sizeof *start);
    int32_t *cause = malloc(n * sizeof *cause), *stratum = malloc(n * sizeof *stratum);
    int32_t *cluster = malloc(n * sizeof *cluster);
    uint64_t state = 99;
    double span = shape->days ? shape->days : 3650;
    for (size_t i = 0; i < n; i++) {
        double t = -log(bench_unit(&state)) * 4000 * exp(-d.eta[i]);
        double c = bench_unit(&state) * span * 1.2;
        c = c < span ? c : span;
        start[i] = shape->late ? (double)(bench_word(&state) % 300) : 0;
        cause[i] = t < c;
        stop[i] = cause[i] ? t : c;
        stop[i] = shape->days ? floor(stop[i]) + 1 : stop[i];
        start[i] = start[i] < stop[i] ? start[i] : stop[i] - 1;
        stratum[i] =
            shape->strata ? (int32_t)(bench_word(&state) % (uint64_t)shape->strata) : 0;
        cluster[i] = (int32_t)(i / 3);
    }
    struct lc_sample s = { .n = n,
                           .x = { n, shape->p, d.column },
                           .name = d.name,
                           .stop = stop,
                           .cause = cause,
                           .strata = 1,
                           .start = shape->late ? start : NULL,
                           .cluster = cluster,
                           .clusters = n / 3 + 1 };
    if (shape->strata) {
        s.stratum = stratum;
        s.strata = (size_t)shape->strata;
    }
    double times[] = { 365, 730, 1095 };
    struct lc_fit_options options = lc_fit_defaults();
    options.team = team;
    options.concordance = shape->concordance;
    options.variance = shape->clustered ? LC_CLUSTERED : LC_MODEL_BASED;
    options.times = times;
    options.times_count = 3;
    bench_fit(shape->name, &lc_family_cox, &s, &options, BENCH_RUNS);
    free(start);
    free(stop);
    free(cause);
    free(stratum);
    free(cluster);
    bench_design_free(&d);
}

int main(int argc, char **argv)
{
    static const struct shape shapes[] = {
        { "cox_days", 100000, 50, 3650, 0, 0, 0, 0 },
        { "cox_days_concordance", 100000, 50, 3650, 0, 0, 1, 0 },
        { "cox_days_clustered", 100000, 50, 3650, 0, 0, 0, 1 },
        { "cox_days", 1000000, 50, 3650, 0, 0, 0, 0 },
        { "cox_days_concordance", 1000000, 50, 3650, 0, 0, 1, 0 },
        { "cox_days_strata", 1000000, 50, 3650, 100, 0, 0, 0 },
        { "cox_continuous", 1000000, 50, 0, 0, 0, 0, 0 },
        { "cox_late", 1217199, 30, 3650, 0, 1, 0, 0 },
    };
    const char *only = argc > 1 ? argv[1] : ""; /* shapes whose name begins so */
    lc_begin();
    for (int threads = 1; threads <= 2; threads++) {
        lc_team *team;
        if (lc_team_new(&team, threads, NULL))
            return 1;
        for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
            if (strncmp(shapes[i].name, only, strlen(only)) == 0)
                one(shapes + i, team);
        lc_team_free(team);
    }
    return 0;
}
