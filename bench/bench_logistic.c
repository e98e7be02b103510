/* Logistic fits: common and rare outcomes, long and wide. */
#include "bench/bench_fit.h"

static void one(const char *name, size_t n, size_t p, double intercept, lc_team *team)
{
    struct bench_design d = bench_design(n, p, 7);
    double *y = malloc(n * sizeof *y);
    uint64_t state = 99;
    for (size_t i = 0; i < n; i++)
        y[i] = bench_unit(&state) < 1 / (1 + exp(-intercept - d.eta[i]));
    struct lc_sample s = { .n = n, .x = { n, p, d.column }, .name = d.name, .y = y };
    struct lc_fit_options options = lc_fit_defaults();
    options.team = team;
    bench_fit(name, &lc_family_logistic, &s, &options,
              n * p > 100000000 ? 3 : BENCH_RUNS);
    free(y);
    bench_design_free(&d);
}

int main(int argc, char **argv)
{
    lc_begin();
    for (int threads = 1; threads <= 2; threads++) {
        lc_team *team;
        if (lc_team_new(&team, threads, NULL))
            return 1;
        one("logistic", 100000, 50, -0.5, team);
        one("logistic", 1000000, 50, -0.5, team);
        one("logistic_rare", 1000000, 50, -5.2, team);
        if (argc > 1 && strcmp(argv[1], "wide") == 0)
            one("logistic", 1000000, 200, -0.5, team);
        lc_team_free(team);
    }
    return 0;
}
