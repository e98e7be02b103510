/* Lasso paths of 100 lambdas, and their cross-validation in ten folds. A case is SET or
 * SET:cv. The log-likelihood printed is that of the path's last point. */
#include "bench/data.h"
#include "bench/fit.h"
#include "models/binary/binary.h"
#include "models/cox/cox.h"

static void one(const struct bench *b, const char *set, const char *name, int folds)
{
    struct bench_data d = bench_data(set);
    struct lc_sample s = bench_sample(&d);
    struct lc_fit_options options = lc_fit_defaults();
    bool cox = strncmp(set, "cox", 3) == 0;
    s.y = cox ? NULL : d.y;
    s.stop = cox ? d.days : NULL;
    s.cause = cox ? d.status : NULL;
    options.team = b->team;
    options.path = 100;
    options.folds = folds;
    options.concordance = 0;
    options.ties = LC_BRESLOW; /* the peer has no other */
    bench_fit(name, cox ? &lc_family_cox : &lc_family_logistic, &s, &options);
    bench_data_free(&d);
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name, *set;
        int folds;
    } cases[] = { { "logit_1e5_200", "logit_1e5_200", 0 },
                  { "cox_1e5_200", "cox_1e5_200", 0 },
                  { "logit_1e5_200:cv", "logit_1e5_200", 10 },
                  { "cox_1e5_200:cv", "cox_1e5_200", 10 } };
    struct bench b = bench_begin(argc, argv);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (bench_wants(&b, cases[i].name))
            one(&b, cases[i].set, cases[i].name, cases[i].folds);
    bench_end(&b);
    return 0;
}
