/* What a kind of model is: a family states what response it needs, fits a sample, and
 * turns a linear predictor into a risk at a horizon.
 *
 * A family is one const struct in its own file and one row of lc_families
 * (families/table.c). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/error.h"
#include "base/text.h"
#include "models/family/fit_options.h"
#include "numeric/matrix.h"

/* --- in: a sample ----------------------------------------------------------------- */

/* Borrowed, never freed here. Arrays not needed by the family are NULL. Rows are in any
 * order; nothing is missing, infinite or negative where that makes no sense (checked by
 * lc_sample_check, which names the row). */
struct lc_sample {
    size_t n;
    struct lc_matrix x;      /* n x p; no intercept column */
    const char *const *name; /* [p] terms, for messages and the fit */
    const double *y;         /* [n] 0/1, or successes where trials is given */
    const double *trials;    /* [n] or NULL: all 1 */
    const double *start;     /* [n] or NULL: enters the risk set after start */
    const double *stop;      /* [n] time of event or censoring */
    const double *stop_high; /* [n] or NULL: censored in (stop, stop_high]; stop -inf or
                                0, high inf: no such end */
    const int32_t *cause;    /* [n] 0 censored, 1 .. causes */
    const double *weight;    /* [n] or NULL: all 1 */
    const double *offset;    /* [n] or NULL: all 0 */
    const int32_t *stratum;  /* [n] 0 .. strata - 1, or NULL: one */
    size_t strata;
    const int32_t *cluster; /* [n] 0 .. clusters - 1, or NULL: each row its own */
    size_t clusters;
    const size_t *shard; /* [LC_SHARDS + 1] first row of each shard; NULL: even cuts */
    bool no_intercept;   /* logistic, cloglog, aft: the columns carry the level */
    const double *penalty_factor; /* [p] or NULL: all 1; 0: not penalised */
    /* [p] or NULL, all 0: where the fit tells levels and baselines (lc_fit.centre);
     * NULL with no_intercept */
    const double *centre;
    const size_t *row; /* [n] rows of the table they were, from 0, for messages; or
                          NULL: the same */
};

/* The number, from 1, by which the person who gave the rows knows row i. */
static inline size_t lc_sample_row(const struct lc_sample *sample, size_t i)
{
    return (sample->row ? sample->row[i] : i) + 1;
}

/* --- out: a fit ------------------------------------------------------------------- */

enum lc_status {
    LC_CONVERGED,
    LC_NOT_CONVERGED, /* steps ran out */
    LC_INFINITE,      /* a coefficient runs to infinity: separation */
    LC_ALIASED        /* converged, but some columns are combinations of others */
};

extern const char *const lc_status_names[]; /* by enum lc_status; ends with NULL */

/* A baseline: the cumulative hazard at the fit's centre, with what its variance at
 * other covariates needs. */
struct lc_curve {
    int cause;
    int32_t stratum;
    size_t n;
    double *time;     /* [n] ascending */
    double *hazard;   /* [n] cumulative */
    double *variance; /* [n] of hazard at the centre with beta known */
    double *mean;     /* [n * p] integral of the risk-set mean, less the centre, over
                         d hazard */
    double last;      /* when the last row of its stratum was seen; 0: not known */
};

/* Weighted pairs of rows whose order of events is known (concordance.h). */
struct lc_pairs {
    double concordant, discordant;
    double tied_risk; /* equal risk, events apart: in C */
    double tied_time; /* both have an event on the day, risks differ: not in C */
    double tied_both; /* and risks equal: not in C */
};

/* How many of a curve's steps are at or before a time; their hazard, 0 before the
 * first. O(log n). */
size_t lc_curve_until(const struct lc_curve *curve, double time);
double lc_curve_hazard(const struct lc_curve *curve, double time);

struct lc_path_point {
    double lambda, df, deviance_ratio, loglik;
    double *estimate; /* [p] */
    double intercept;
    double cv_mean, cv_se; /* NaN without folds */
};

struct lc_fit {
    const struct lc_family *family;
    int status;            /* lc_status */
    char status_text[240]; /* a sentence, naming the columns where some are guilty */
    int iterations;
    size_t n;          /* rows */
    double events;     /* weighted */
    double event_rows; /* the same, each row counting once; 0 where nobody counted */
    size_t causes;     /* for several causes terms repeat cause by cause */
    /* Terms: the intercept and ancillary terms included, in the order printed. */
    size_t terms;
    char **name;        /* [terms] "(Intercept)", "age", "log(scale)" */
    double *estimate;   /* [terms]; NaN where aliased */
    double *se;         /* [terms] model-based */
    double *robust_se;  /* [terms] or NULL */
    double *low, *high; /* [terms] 95%; profile likelihood where the family says so */
    int *column; /* [terms] the matrix column, or -1 for intercept and ancillary */
    /* What risks are worked out from, of columns less their centre: nobody is near 0 in
     * a year or a day number, and digits are lost on the way there and back. `estimate`
     * to `high` are told at covariates zero, as R has them (centre.h). */
    double *centre;       /* [columns] or NULL: all 0 */
    double *at_centre;    /* [terms] the estimates with levels as they are there */
    double *covariance;   /* [terms * terms] of at_centre; robust where it was asked */
    unsigned char *level; /* [terms] 1: moves with the centre, as an intercept does */
    /* Of LC_INFINITE: directions of at_centre along which the likelihood has no
     * maximum. Only what none of them moves has an estimate (endless.h). */
    size_t directions;
    double *direction; /* [directions * terms] or NULL */
    double loglik, loglik_null;
    double lr, wald, score; /* test statistics; NaN where not defined */
    int df;
    double concordance, concordance_se;
    struct lc_pairs pairs; /* behind the concordance; NaN where there is none */
    double saturated; /* log-likelihood with a probability a row; NaN but for a yes or
                         no */
    double aic;       /* NaN where not worked out: under a penalty */
    size_t curves;
    struct lc_curve *curve;
    size_t points, best, one_se; /* elastic-net path; best and one_se index it */
    struct lc_path_point *point;
    json_t *extra; /* what only this family has, for the model file; or NULL */
};

void lc_fit_free(struct lc_fit *fit); /* NULL is allowed */
/* The code that a command ends with for a fit's status: LC_OK, LC_DIVERGED, ... */
int lc_fit_code(const struct lc_fit *fit);
/* As R names it; earlier model files have a small letter, which is read too. */
#define LC_INTERCEPT "(Intercept)"
bool lc_is_intercept(const char *term);
bool lc_fit_has_intercept(const struct lc_fit *fit); /* as its first term */
void lc_fit_drop_curves(struct lc_fit *fit);
/* A baseline of the stratum, or NULL. Borrowed. O(curves), or O(1) where every
 * stratum from 0 has one. */
const struct lc_curve *lc_fit_curve(const struct lc_fit *fit, int32_t stratum);
/* A table of a fit's terms, a line each: estimate, standard error (the robust one where
 * there is one), z, p, and exp of the estimate with its limits where the family's has a
 * name, else the estimate's own. */
void lc_fit_terms_text(const struct lc_fit *fit, struct lc_text *out);
double lc_fit_error(const struct lc_fit *fit, size_t term); /* standard error */
double lc_fit_p(double z);                                  /* two-sided, of a normal */

/* --- the family ------------------------------------------------------------------- */

/* Rows whose risk by `horizon` is asked for. Borrowed. */
struct lc_risk_rows {
    size_t m, p;
    const double *x;      /* [m * p] row-major: the matrix's columns less the centre */
    const double *offset; /* [m] or NULL: all 0 */
    const int32_t *stratum; /* [m] or NULL: the first */
    double horizon;
};

/* Where the answer goes: risk[m]; low and high [m] its 95% limits, or both NULL. */
struct lc_risk_out {
    double *risk, *low, *high;
};

struct lc_recal; /* recalibrate.h */
struct lc_recalibrated;
struct lc_export_form; /* export_form.h */

/* Learns level, spread or baseline anew from w->sample and puts it into w->fit; fills
 * *out but for the rows. Begins with lc_sample_check, as its fit does. LC_USAGE for a
 * method that does not go. */
typedef int lc_recalibrate_way(struct lc_recal *w, struct lc_recalibrated *out,
                               struct lc_error *err);

enum lc_response { LC_BINARY = 1, LC_TIME_TO_EVENT, LC_TIME_TO_CAUSE };

/* A yes or no about a family; 0 is neither, so that a row left empty is found. */
enum lc_yes_no { LC_NO = 1, LC_YES };

enum lc_intercept_rule {
    LC_INTERCEPT_ALWAYS = 1,   /* '- 1' is refused */
    LC_INTERCEPT_UNLESS_TAKEN, /* by '- 1' */
    LC_INTERCEPT_IN_BASELINE   /* which stands in its place */
};

/* Rows of whom it is asked by when given shares of people like each have had the event.
 * Borrowed. */
struct lc_quantile_rows {
    size_t n, p;            /* p: the matrix's columns */
    const double *lp;       /* [n] linear predictor with the constant and the offset */
    const int32_t *stratum; /* [n] or NULL: the first */
    size_t count;
    const double *share; /* [count] within (0, 1) */
};

/* Why a family of a yes or no is without what needs a time. */
#define LC_NO_TIME "it tells whether, not when"

struct lc_net_target; /* net_target.h */
struct lc_net_held;
struct lc_zph_ask; /* cox_zph.h */
struct lc_zph;
struct lc_residuals; /* cox_residuals.h */

/* All that the program knows of a family: nothing outside its room asks which one it
 * is. Every member is filled in (0 and NULL are none; tests/models/families holds each
 * row to that). What a family may be without is a struct whose `without` then says why,
 * in words that are true of it and end the sentence "family F has no ...: "; its
 * functions are NULL. Else `without` is NULL. */
struct lc_family {
    const char *name;    /* "logistic", "cox" */
    const char *title;   /* "Cox proportional hazards" */
    const char *example; /* a formula, for help: "Surv(time, event) ~ age + sex" */

    /* 0 and a new *fit whose status says how it ended; or a failure's code and NULL:
     * LC_UNFIT (no event, all events, no column), LC_RANGE (a row is impossible). */
    int (*fit)(struct lc_fit **fit, const struct lc_sample *sample,
               const struct lc_fit_options *options, struct lc_error *err);
    /* Risk of the event of interest. Binary families ignore the horizon. */
    int (*risk)(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                const struct lc_risk_out *out, struct lc_error *err);
    /* The fit's terms for a reader: lc_fit_terms_text, or the family's own. */
    void (*text)(const struct lc_fit *fit, struct lc_text *out);
    const char *document; /* the name of fit->extra in a fit's JSON; "": it is not in */

    /* The options of `fit` that it reads, by name with a space between them;
     * "seed:folds" is read only with that other. Any option that some family reads and
     * this one does not is refused: lc_family_check_options. */
    const char *reads;

    double sense;  /* 1, or -1 where a higher linear predictor is a lower risk */
    int response;  /* lc_response */
    int intercept; /* lc_intercept_rule */
    /* Each an lc_yes_no: */
    int strata;    /* what strata() says of the rows is used; else it is refused */
    int intervals; /* an event may be known to lie between two times */
    int grid;      /* time is whole intervals of options.grid: rows end with the last */
    int ranks;     /* the linear predictor is the log of a hazard or of its odds, so it
                      ranks the rows of a stratum at every horizon */
    int shares;    /* weights that are no whole numbers make the variance robust, as R's
                      function for it has it */
    int likeliest; /* estimates maximise the likelihood: AIC means something */

    /* What exp(sense * coefficient) is: "odds ratio". */
    struct {
        const char *without, *name;
    } ratio;
    /* For an elastic net (net_target.h; held NULL: no row is held out). */
    struct {
        const char *without;
        int (*target)(struct lc_net_target *target, const struct lc_sample *sample,
                      const struct lc_fit_options *options, bool standardise,
                      const struct lc_net_held *held, struct lc_error *err);
    } net;
    /* time[n * count] row-major; NaN where so few ever have the event. */
    struct {
        const char *without;
        int (*times)(const struct lc_fit *fit, const struct lc_quantile_rows *rows,
                     double *time, struct lc_error *err);
    } quantile;
    /* Row i's cumulative hazard by rows->horizon and its variance, for survival with a
     * standard error and a choice of limits; without: those of the risks. */
    struct {
        const char *without;
        int (*at)(const struct lc_fit *fit, const struct lc_risk_rows *rows, size_t i,
                  double *hazard, double *variance, struct lc_error *err);
    } hazard;
    /* Of a fit without a maximum, how far each row's risk by rows->horizon hangs on
     * direction v [terms], into reach[rows->m]: endless.h. */
    struct {
        const char *without;
        int (*reach)(const struct lc_fit *fit, const struct lc_risk_rows *rows,
                     const double *v, double *reach, struct lc_error *err);
    } endless;
    /* Is it proportional hazards, and how far is each row off: cox_zph.h and
     * cox_residuals.h. */
    struct {
        const char *without;
        int (*zph)(struct lc_zph **zph, const struct lc_zph_ask *ask,
                   const struct lc_sample *sample, const struct lc_fit *fit,
                   const struct lc_fit_options *options, struct lc_error *err);
        int (*residuals)(struct lc_residuals **residuals, int kind,
                         const struct lc_sample *sample, const struct lc_fit *fit,
                         const struct lc_fit_options *options, struct lc_error *err);
    } checks;
    /* Of a frozen model: how other rows set its level, and how its risk is told to
     * people and to other programs. These two `without` end a sentence that begins "a
     * model of family F ". */
    struct {
        const char *without;
        lc_recalibrate_way *run;
    } recalibration;
    struct {
        const char *without;
        const struct lc_export_form *form;
    } export;
};

/* LC_UNFIT for no row or no event to learn from, LC_RANGE for an impossible row (rows
 * are named from 1) or for what the response needs and has not. Reads x once. */
int lc_sample_check(const struct lc_sample *sample, int response,
                    struct lc_error *err) LC_MUST_CHECK;
/* The log-likelihood of a yes or no with a probability of its own for every row, the
 * number of ways to have the successes included; y and trials as checked. */
double lc_sample_saturated(const struct lc_sample *sample);
/* Events (of lc_sample.cause 1 .., or of `cause` alone if above 0; successes where
 * there are trials), each row counting once whatever its weight. */
double lc_sample_events(const struct lc_sample *sample, int cause);
/* LC_USAGE where the rows have strata and the family makes nothing of them. */
int lc_sample_check_strata(const struct lc_sample *sample,
                           const struct lc_family *family,
                           struct lc_error *err) LC_MUST_CHECK;
/* The same as lc_sample_check without reading x: for a family whose first pass over x
 * looks anyway. */
int lc_sample_check_outcome(const struct lc_sample *sample, int response,
                            struct lc_error *err) LC_MUST_CHECK;

/* An empty fit of so many terms: arrays allocated, names NULL, numbers NaN; robust_se
 * only if asked. NULL when out of memory. */
struct lc_fit *lc_fit_new(const struct lc_family *family, size_t terms, bool robust);
