/* How a fit goes: the options that families read, and their rows in one table, from
 * which the verbs, a study's models and the help take them. A family says which it
 * reads (family.h). */
#pragma once

#include <stddef.h>

#include "base/knob.h"
#include "parallel/team.h"

enum lc_ties { LC_EFRON, LC_BRESLOW, LC_EXACT };
enum lc_variance { LC_MODEL_BASED, LC_HC0, LC_HC1, LC_CLUSTERED };
enum lc_time_baseline { LC_STEPS, LC_SPLINE, LC_POLYNOMIAL };
enum lc_dist {
    LC_WEIBULL,
    LC_EXPONENTIAL,
    LC_LOGNORMAL,
    LC_LOGLOGISTIC,
    LC_RAYLEIGH,
    LC_GAUSSIAN,
    LC_LOGISTIC,
    LC_EXTREME
};

struct lc_fit_options {
    int ties;          /* lc_ties */
    int variance;      /* lc_variance, beside the model-based one */
    int dist;          /* lc_dist, AFT */
    double scale;      /* AFT: hold the scale at this; 0: learn it */
    double tolerance;  /* stop when the score test U' I^-1 U falls below this */
    int max_steps;     /* Newton steps before LC_DIVERGED */
    double ridge;      /* L2 penalty: ridge / 2 * sum of squared coefficients */
    int firth;         /* Jeffreys-prior penalty */
    double alpha;      /* elastic net: 1 lasso, 0 ridge */
    double lambda;     /* elastic net at one lambda; negative: not asked */
    int path;          /* elastic net at this many lambdas; 0: not asked */
    int folds;         /* cross-validation folds over clusters; 0: none */
    int cause;         /* which cause is the event of interest */
    int product_limit; /* cause-specific: S in absolute risks as a product */
    double grid;       /* discrete-time hazard: length of an interval */
    int baseline;      /* discrete-time hazard: an lc_time_baseline */
    int degree;        /* of a polynomial or spline baseline */
    int concordance;   /* survival families: 0 leaves Harrell's C out, as NaN */
    int seed;
    const double *times; /* [times_count] where the baseline is wanted, ascending */
    size_t times_count;
    lc_team *team; /* NULL: this thread */
};

struct lc_fit_options lc_fit_defaults(void);

/* Each ends with NULL and is indexed by its enum above. */
extern const char *const lc_ties_names[];
extern const char *const lc_variance_names[];
extern const char *const lc_baseline_names[];
extern const char *const lc_dist_names[];

/* The options as knobs of any struct: LC_FIT_KNOBS(struct settings, options.) for a
 * verb whose settings hold a struct lc_fit_options called options. seed, times and team
 * are not among them: the verb sets them from what it has in common with others. */
/* clang-format off */
#define LC_FIT_KNOB(type, in, field, what, def, least, most, ...) \
    { .name = #field, .offset = offsetof(type, in field), .kind = (what), .fallback = (def), \
      .low = (least), .high = (most), .help = __VA_ARGS__ }
#define LC_FIT_CHOICE(type, in, field, def, names, ...) \
    { .name = #field, .offset = offsetof(type, in field), .kind = LC_CHOICE, .fallback = (def), \
      .choices = (names), .help = __VA_ARGS__ }
#define LC_NET    "lambda|path|lambdas"
#define LC_NO_NET "!lambda|path|lambdas"
#define LC_FIT_KNOBS(type, in) \
    LC_FIT_CHOICE(type, in, ties,     LC_EFRON,       lc_ties_names,     "tied event times"), \
    LC_FIT_CHOICE(type, in, variance, LC_MODEL_BASED, lc_variance_names, "variance beside the model's own", "!robust !firth " LC_NO_NET), \
    LC_FIT_CHOICE(type, in, dist,     LC_WEIBULL,     lc_dist_names,     "distribution of the times; gaussian, logistic and extreme are of time itself"), \
    LC_FIT_KNOB(type, in, scale,       LC_REAL,  0, 0, 1e12,         "hold the scale at this; 0: learn it"), \
    LC_FIT_KNOB(type, in, tolerance,   LC_REAL,  1e-16, 1e-20, 1e-2, "stop when the score test falls below this", LC_NO_NET), \
    LC_FIT_KNOB(type, in, max_steps,   LC_COUNT, 60, 0, 1000,        "Newton steps before giving up", LC_NO_NET), \
    LC_FIT_KNOB(type, in, ridge,       LC_REAL,  0, 0, 1e12,         "penalty: half of this times the squared coefficients", "!firth " LC_NO_NET), \
    LC_FIT_KNOB(type, in, firth,       LC_FLAG,  0, 0, 1,            "Firth's penalty (Jeffreys prior)", LC_NO_NET), \
    LC_FIT_KNOB(type, in, alpha,       LC_REAL,  1, 0, 1,            "elastic net: 1 is lasso, 0 is ridge", LC_NET), \
    LC_FIT_KNOB(type, in, lambda,      LC_REAL,  -1, -1, 1e12,       "elastic net at this lambda; -1: not asked", "!path|lambdas"), \
    LC_FIT_KNOB(type, in, path,        LC_COUNT, 0, 0, 10000,        "elastic net at this many lambdas", "!lambdas"), \
    LC_FIT_KNOB(type, in, folds,       LC_COUNT, 0, 0, 1000,         "cross-validation folds", "!fold " LC_NET), \
    LC_FIT_KNOB(type, in, cause,       LC_COUNT, 1, 1, 1000,         "which cause is the event of interest"), \
    LC_FIT_KNOB(type, in, product_limit, LC_FLAG, 0, 0, 1,           "survival as a product of 1 - dH in absolute risks, as riskRegression has it", "output"), \
    LC_FIT_KNOB(type, in, grid,        LC_REAL,  1, 1e-9, 1e9,       "length of an interval of time"), \
    LC_FIT_CHOICE(type, in, baseline, LC_STEPS,       lc_baseline_names, "shape of the hazard over time"), \
    LC_FIT_KNOB(type, in, degree,      LC_COUNT, 3, 1, 9,            "of a polynomial or spline baseline", "baseline"), \
    LC_FIT_KNOB(type, in, concordance, LC_COUNT, 1, 0, 1,            "work out the concordance: 1 or 0", LC_NO_NET)
/* clang-format on */

extern const struct lc_knobs lc_fit_knobs; /* of struct lc_fit_options itself */
