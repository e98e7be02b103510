/* Logistic fits: common and rare outcomes, long and wide. A case is a set's name. */
#include "bench/data.h"
#include "bench/fit.h"
#include "models/binary/binary.h"

static void one(const struct bench *b, const char *set)
{
    struct bench_data d = bench_data(set);
    struct lc_sample s = bench_sample(&d);
    struct lc_fit_options options = lc_fit_defaults();
    s.y = d.y;
    options.team = b->team;
    bench_fit(set, &lc_family_logistic, &s, &options);
    bench_data_free(&d);
}

int main(int argc, char **argv)
{
    static const char *const sets[] = { "logit_1e5_50", "logit_1e6_50", "rare_1e6_50",
                                        "logit_1e6_200" };
    struct bench b = bench_begin(argc, argv);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (bench_wants(&b, sets[i]))
            one(&b, sets[i]);
    bench_end(&b);
    return 0;
}
