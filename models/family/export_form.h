/* How a family's risk follows from its linear predictor L, as export tells it: in one
 * of three ways.
 *
 *     link      risk = f(L)                    PMML's RegressionModel
 *     hazard    risk = 1 - exp(-H(T) exp(L))   PMML's CoxRegression
 *     page      anything else, in words and numbers for people, and as fields of
 *               arithmetic for PMML, which has no element for it
 */
#pragma once

#include "base/memory.h"
#include "base/text.h"
#include "formula/terms_algebra.h"
#include "models/family/family.h"

/* A model as it is told. Borrowed from the model, or the arena's. */
struct lc_exported {
    const struct lc_export_form *form;
    const struct lc_fit *fit;
    const lc_terms *terms;
    int cause;                     /* the event of interest */
    const struct lc_node **column; /* [lc_terms_count], less the fit's centre */
    size_t causes;                 /* linear predictors: as many as the fit's causes */
    double *beta;                  /* [causes * lc_terms_count], 0 where aliased */
    double constant;               /* of the event of interest, at the centre */
    size_t strata; /* of baselines or scales: the formula's, or open's */
    size_t times;
    const double *time; /* [times] ascending: when the risk is told; may be none */
    const void *own;    /* what open made of the fit */
};

/* Takes fields one after another, in the order in which they are worked out. An
 * expression is written into text, as R has it, of numbers, the fields before, and the
 * field named by horizon; put ends it. A field is one expression, or the sum of its
 * expressions. Failures are kept, and reported once at the end. */
struct lc_export_writer {
    const char *horizon;
    struct lc_text text;
    lc_arena *arena;
    int code; /* the first failure */
    struct lc_error *err;
    void (*open)(struct lc_export_writer *w, const char *name, bool sum);
    void (*put)(struct lc_export_writer *w);
    void (*close)(struct lc_export_writer *w); /* of what open began */
};

struct lc_export_form {
    /* link: the normalizationMethod of PMML 4.4 that f is (logit, probit, cloglog,
     * loglog, cauchit), and f itself, with L in it, as R has it. */
    const char *link, *risk;
    /* hazard: the cumulative hazard at the centre. */
    double (*hazard)(const struct lc_exported *e, int32_t stratum, double time);
    /* page: "The risk ..." and all that is needed for it, L being worked out before;
     * fields: up to `risk`, of the fields linear_predictor (linear_predictor_2 ...). */
    int (*page)(const struct lc_exported *e, lc_arena *arena, struct lc_text *out,
                struct lc_error *err);
    void (*fields)(const struct lc_exported *e, struct lc_export_writer *w);
    /* Of page: it wants times to be told. A hazard always does; a link never. */
    bool timed;
    /* What the form needs of the fit, into e->own and e->strata; or NULL. The times are
     * there. LC_FORMAT, LC_USAGE, LC_RANGE for what cannot be told. */
    int (*open)(struct lc_exported *e, lc_arena *arena, struct lc_error *err);
};

/* A form's open and hazard where the fit has a curve a stratum: LC_USAGE if none. */
int lc_export_open_curves(struct lc_exported *e, lc_arena *arena,
                          struct lc_error *err) LC_MUST_CHECK;
double lc_export_curve(const struct lc_exported *e, int32_t stratum, double time);

/* --- for pages -------------------------------------------------------------------- */

/* A line that names the stratum, where there are several. */
void lc_export_stratum(const struct lc_exported *e, size_t stratum,
                       struct lc_text *out);
/* "  risk = ...", and what Phi is if it is in it. */
void lc_export_risk(const char *expression, struct lc_text *out);
/* "  H(365) = 0.12" */
void lc_export_named(const char *name, double time, double value, struct lc_text *out);

/* --- for fields ------------------------------------------------------------------- */

/* The number, into the expression at hand. */
void lc_export_number(struct lc_export_writer *w, double value);
/* A whole field. */
void lc_export_field(struct lc_export_writer *w, const char *name,
                     const char *expression);
/* The sum called name_1 for i = 0, and so on; what is put adds to it; then close it. */
void lc_export_open_part(struct lc_export_writer *w, const char *name, size_t i);
/* field = name_1 + ..., each where the horizon has come to its time. */
void lc_export_add_parts(const struct lc_exported *e, struct lc_export_writer *w,
                         const char *field, const char *name);
