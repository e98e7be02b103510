/* A model for other programs, and for people: as PMML 4.4, and as a page of plain
 * arithmetic. Both say the terms as terms_algebra.h writes them out, and both are held
 * to the engine's own risks by tests/command/test_export.sh.
 *
 * PMML (https://dmg.org/pmml/v4-4): a yes or no is a RegressionModel whose
 * normalisation gives the risk; hazards in proportion are a GeneralRegressionModel of
 * type CoxRegression with the baseline's cumulative hazard at the times asked for. It
 * has no element for the others: there the risk is itself a DerivedField, in
 * arithmetic, and the RegressionModel hands it on. */
#ifndef LC_EXPORT_EXPORT_H
#define LC_EXPORT_EXPORT_H

#include "base/text.h"
#include "formula/formula.h"
#include "models/aft/aft_rows.h"
#include "models/fit/model.h"

/* How a risk comes of a linear predictor L and a time T. */
enum lc_export_kind {
    LC_EXPORT_LOGIT,   /* 1 / (1 + exp(-L)) */
    LC_EXPORT_CLOGLOG, /* 1 - exp(-exp(L)) */
    LC_EXPORT_HAZARD,  /* 1 - exp(-H(T) exp(L)) */
    LC_EXPORT_TIME,    /* F((log T - L) / s) */
    LC_EXPORT_PRODUCT, /* 1 - prod 1 / (1 + exp(A_k + L)) over intervals by T */
    LC_EXPORT_CAUSES   /* sum of S h_k exp(L_k) over the event times by T */
};

/* What either form says; the arena's. */
struct lc_exported {
    const struct lc_model *model;
    int kind;                      /* an lc_export_kind */
    const struct lc_node **column; /* [p] */
    size_t causes;                 /* linear predictors: 1 but for CAUSES */
    double *beta;                  /* [causes * p], 0 where aliased */
    double constant;
    size_t strata; /* of baselines or scales */
    size_t times;
    const double *time;     /* [times] when the risk is told */
    struct lc_aft_kind aft; /* TIME */
    double *scale;          /* [strata] TIME */
    size_t intervals;       /* of a discrete-time hazard */
    double grid, *level;    /* [intervals]; -infinity: no hazard there */
};

/* time[times]: when the risk is told; the model's own horizons if times is 0.
 * LC_REFUSED for a family or an offset that cannot be told, LC_USAGE for a term that
 * cannot or where a time is needed, LC_RANGE for a time beyond the model's. Borrowed
 * from model, time and arena. */
int lc_export_open(struct lc_exported *out, const struct lc_model *model,
                   const double *time, size_t times, lc_arena *arena,
                   struct lc_error *err) LC_MUST_CHECK;

/* HAZARD: the cumulative hazard at covariates 0. */
double lc_export_hazard(const struct lc_exported *e, int32_t stratum, double time);

/* CAUSES: the event times of a stratum by `last`, all causes together. */
struct lc_export_steps {
    size_t n, causes;
    double *time; /* [n] ascending */
    double *rise; /* [n * causes] of the cumulative hazards */
};
int lc_export_steps(struct lc_export_steps *steps, const struct lc_exported *e,
                    int32_t stratum, double last, lc_arena *arena,
                    struct lc_error *err) LC_MUST_CHECK;

int lc_export_arithmetic(const struct lc_exported *e, lc_arena *arena,
                         struct lc_text *out, struct lc_error *err) LC_MUST_CHECK;
/* LC_REFUSED also for strata; LC_USAGE for a function that PMML has not. */
int lc_export_pmml(const struct lc_exported *e, lc_arena *arena, struct lc_text *out,
                   struct lc_error *err) LC_MUST_CHECK;

#endif
