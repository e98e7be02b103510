/* Risks from a fitted model: the rows given (row by row, doubles), no limits asked.
 *
 *   logistic     10,000,000 x 50; cox: 1,000,000 x 50 at a horizon
 *   one_row      one row a call, a million calls
 *
 * The limit is one reading of the rows. */
#include "bench/data.h"
#include "bench/fit.h"
#include "models/binary/binary.h"
#include "models/cox/cox.h"

enum { P = 50, CALLS = 1000000 };

struct work {
    const struct lc_family *family;
    struct lc_fit *fit;
    lc_team *team;
    size_t n;
    double *x, *risk;
};

static void shard(void *context, size_t s, size_t worker)
{
    struct work *w = context;
    size_t first = lc_shard_first(w->n, s, LC_SHARDS);
    size_t end = lc_shard_first(w->n, s + 1, LC_SHARDS);
    struct lc_error err = { 0 };
    (void)worker;
    const struct lc_risk_rows rows = {
        .m = end - first, .p = P, .x = w->x + first * P, .horizon = 365
    };
    const struct lc_risk_out out = { w->risk + first, NULL, NULL };
    bench_must(w->family->risk(w->fit, &rows, &out, &err), &err);
}

static void all_rows(void *context)
{
    struct work *w = context;
    lc_team_run(w->team, LC_SHARDS, shard, w);
}

static void one_row(void *context)
{
    struct work *w = context;
    struct lc_error err = { 0 };
    const struct lc_risk_out out = { w->risk, NULL, NULL };
    for (size_t i = 0; i < CALLS; i++) {
        const struct lc_risk_rows row = {
            .m = 1, .p = P, .x = w->x + i % w->n * P, .horizon = 365
        };
        bench_must(w->family->risk(w->fit, &row, &out, &err), &err);
    }
}

static void fit_model(struct work *w, const char *set)
{
    struct bench_data d = bench_data(set);
    struct lc_sample s = bench_sample(&d);
    struct lc_fit_options options = lc_fit_defaults();
    struct lc_error err = { 0 };
    s.y = d.y;
    s.stop = d.days;
    s.cause = d.status;
    options.team = w->team;
    options.concordance = 0;
    bench_must(w->family->fit(&w->fit, &s, &options, &err), &err);
    bench_data_free(&d);
}

static void make_rows(struct work *w, size_t n)
{
    uint64_t state = 3;
    w->n = n;
    w->x = bench_memory(n * P, sizeof *w->x);
    w->risk = bench_memory(n, sizeof *w->risk);
    for (size_t i = 0; i < n * P; i++)
        w->x[i] = 2 * bench_unit(&state) - 1;
}

static void one(const struct bench *b, const char *name, const char *set,
                const struct lc_family *family, size_t n, void (*work)(void *),
                double rows)
{
    struct work w = { .family = family, .team = b->team };
    if (!bench_wants(b, name))
        return;
    fit_model(&w, set);
    make_rows(&w, n);
    double gb = 8e-9 * P * rows, limit = gb / bench_read_rate(b->team);
    struct bench_timing t = bench_time(work, &w);
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += w.risk[i];
    bench_row(&(struct bench_case){ name, (size_t)rows, P,
                                    work == one_row ? 1 : b->threads, gb, "GB", limit,
                                    sum / (double)n, 0 },
              t);
    lc_fit_free(w.fit);
    free(w.x);
    free(w.risk);
}

int main(int argc, char **argv)
{
    struct bench b = bench_begin(argc, argv);
    one(&b, "logistic", "logit_1e5_50", &lc_family_logistic, 10000000, all_rows, 1e7);
    one(&b, "cox", "cox_1e5_50", &lc_family_cox, 1000000, all_rows, 1e6);
    one(&b, "logistic_row", "logit_1e5_50", &lc_family_logistic, 1000, one_row, CALLS);
    one(&b, "cox_row", "cox_1e5_50", &lc_family_cox, 1000, one_row, CALLS);
    bench_end(&b);
    return 0;
}
