/* A model as a researcher writes it in one argument:
 *
 *     [name=]family[,option[=value]...]: formula
 *
 * as in 'logistic: y ~ a + b' or 'lasso=cox,path=50,folds=5: Surv(time, event) ~ .'.
 * Options are those of `fit`. */
#pragma once

#include "models/assess/contest.h"

/* Every model of count arguments into variant[count]; common are options for all.
 * *names holds their texts: keep it as long as the variants, then free() it. Equal
 * names get a number. LC_USAGE, quoting the argument. */
int lc_variants_parse(struct lc_variant *variant, char **names, int count, char **argv,
                      const struct lc_fit_options *common,
                      struct lc_error *err) LC_MUST_CHECK;
