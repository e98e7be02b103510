/* Inside of terms: what the files terms_*.c share. Nothing else includes this. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "formula/formula.h"
#include "formula/formula_eval.h"
#include "formula/terms.h"
#include "numeric/column.h"

enum {
    LC_TERMS_BLOCK = 256, /* rows at a time */
    LC_TERMS_STRATA = 1000000,
    LC_TERMS_ORDER = 8,       /* variables in one interaction */
    LC_TERMS_PRODUCTS = 2000, /* terms of a formula */
    LC_TERMS_COLUMNS = 50000  /* columns of a matrix */
};

enum lc_variable_kind {
    LC_KIND_NUMBER, /* a column or an arithmetic expression */
    LC_KIND_TRUTH,  /* a comparison */
    LC_KIND_FACTOR,
    LC_KIND_STRATUM, /* a factor by name, but never a column of its own */
    LC_KIND_RCS,
    LC_KIND_NS,
    LC_KIND_POLY,
    LC_KIND_RAW, /* poly(x, d, raw = TRUE) */
    LC_KIND_BS,
    LC_KIND_SCALE,
    LC_TERM_KINDS
};

/* A column of the frame that the predictors read. */
struct lc_terms_base {
    const char *name, *label, *unit, *group; /* NULL where the frame has none */
    int indicator; /* which "not observed" column says it is missing; -1: none */
};

struct lc_variable {
    const struct lc_node *node; /* "rcs(age, 4)" */
    const char *text;           /* as printed */
    int kind;
    const struct lc_node *value; /* "age"; NULL for a stratum, which has parts */
    size_t parts;                /* strata(a, b): a factor each */
    struct lc_variable *part;
    bool short_names; /* of strata: "Male" where all parts are text, else "sex=1" */
    size_t bases;
    size_t *base; /* into terms->base */
    /* learnt: */
    size_t levels;        /* FACTOR; STRATUM: combinations that training had */
    const char **level;   /* the reference first */
    double *level_value;  /* [levels] where the levels are numbers; else NULL */
    int32_t *combination; /* STRATUM: [product of the parts' levels] level, or -1 */
    size_t numbers;
    double *number; /* RCS, NS, BS: knots; POLY: constants (terms_basis.h); SCALE: mean
                       and standard deviation */
    double *transform; /* NS: made from the knots */
    size_t width;      /* columns of the basis; a factor's: levels */
};

/* A term: the product of some variables, in ascending order. */
struct lc_product {
    size_t count;
    size_t variable[LC_TERMS_ORDER];
    bool full[LC_TERMS_ORDER]; /* a factor coded in full, not by contrasts */
};

/* Where a matrix column comes from. */
struct lc_origin {
    size_t product;              /* SIZE_MAX: an indicator */
    size_t part[LC_TERMS_ORDER]; /* of each variable's basis, or its level */
    size_t indicator;
};

struct lc_indicator {
    size_t bases;
    size_t *base; /* missing if any of them is */
};

struct lc_terms {
    lc_arena *arena;
    const char *formula;
    bool intercept;
    int missing; /* an lc_missing */
    int outcome;
    const struct lc_node *response[3];
    const char *success, *failure; /* VALUE by a factor: the levels for 1 and 0 */
    const struct lc_node *weight, *cluster;
    size_t offsets;
    const struct lc_node **offset;
    size_t bases, variables, products, columns, indicators;
    struct lc_terms_base *base;
    struct lc_variable *variable;
    struct lc_product *product;
    struct lc_term *term;
    struct lc_origin *origin;
    struct lc_indicator *indicator;
    struct lc_variable *stratum; /* all strata() together, or NULL */
};

/* Growing arrays in an arena: room doubles, old memory stays until the end. */
void *lc_terms_more(struct lc_terms *terms, void *array, size_t count, size_t size);

/* Is the row in the mask? NULL: every row is. */
static inline bool lc_terms_takes(const unsigned char *mask, size_t row)
{
    return !mask || mask[row];
}

/* For qsort of doubles, none of them NaN. */
static inline int lc_by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* terms_dot.c */
bool lc_node_is_sum(const struct lc_node *node);     /* + - * : ^ / %in% ( of a sum */
bool lc_node_is_special(const struct lc_node *node); /* strata(), cluster(), ... */
const struct lc_node *lc_terms_name(struct lc_terms *terms, const char *name,
                                    size_t at); /* a name's node; NULL: memory */
int lc_terms_write_dots(struct lc_terms *terms, const struct lc_formula *formula,
                        const struct lc_frame *frame,
                        const struct lc_terms_options *options,
                        const struct lc_node **right,
                        struct lc_error *err) LC_MUST_CHECK;

/* terms_response.c: fills outcome and response. left NULL: none. */
int lc_terms_response(struct lc_terms *terms, const struct lc_node *left,
                      struct lc_error *err) LC_MUST_CHECK;

/* terms_expand.c: the sum into variables and products; frame NULL when reading a model
 * (then "." is an error). Fills formula, intercept, outcome, response, offsets. */
int lc_terms_expand(struct lc_terms *terms, const struct lc_formula *formula,
                    const struct lc_frame *frame,
                    const struct lc_terms_options *options,
                    struct lc_error *err) LC_MUST_CHECK;

/* terms_variable.c: what the text alone says: kind (LC_TERM_KINDS where only data can
 * say), value, parts, base columns. Then, once levels and numbers are known, width and
 * transform; checks that they are possible. */
int lc_variable_classify(struct lc_terms *terms, struct lc_variable *v,
                         struct lc_error *err) LC_MUST_CHECK;
int lc_variable_prepare(struct lc_terms *terms, struct lc_variable *v,
                        struct lc_error *err) LC_MUST_CHECK;
size_t lc_variable_combinations(const struct lc_variable *v); /* 0: too many */
/* All strata() that stand alone, as one variable in terms->stratum. */
int lc_terms_gather_strata(struct lc_terms *terms, struct lc_error *err) LC_MUST_CHECK;
bool lc_product_is_column(const struct lc_terms *terms,
                          const struct lc_product *product);

/* terms_bound.c: a variable's values on a frame's rows. */
struct lc_bound {
    const struct lc_variable *v;
    const lc_expr *expr;   /* NULL for a stratum */
    struct lc_bound *part; /* [v->parts] */
    const int32_t *map;    /* a text column's level number to ours; 0, or -1: new */
};
/* For numbers, truths and factors whose levels are learnt. */
int lc_bound_make(struct lc_bound *bound, lc_arena *arena, const struct lc_variable *v,
                  const struct lc_frame *frame, struct lc_error *err) LC_MUST_CHECK;
/* FACTOR, STRATUM: levels from 1; 0 missing, -1 not met in training. count <= 256. */
void lc_bound_codes(const struct lc_bound *bound, size_t first, size_t count,
                    int32_t *code);
enum { LC_NO_VALUE = 1, LC_NEW_LEVEL = 2, LC_NOT_FINITE = 4 };
/* state[i] |= what of these is so. count <= 256. */
void lc_bound_state(const struct lc_bound *bound, size_t first, size_t count,
                    unsigned char *state);

/* terms_sides.c: response, weights, clusters and offsets. */
struct lc_sides {
    const lc_expr *response[3], *weight, *cluster;
    const lc_expr **offset;
    const double *value; /* [levels + 1] of a factor's levels: 1, 0, or NaN; or NULL */
};
/* LC_APPLY_SCORE binds the offsets only. */
int lc_sides_bind(struct lc_sides *sides, lc_arena *arena, const struct lc_terms *terms,
                  const struct lc_frame *frame, int how,
                  struct lc_error *err) LC_MUST_CHECK;
/* Which rows there are: those asked for, less those of weight 0. */
struct lc_present {
    const unsigned char *row; /* [n], or NULL: all */
    unsigned char *own; /* the same where weights are read, else NULL; to be freed */
    size_t weightless;
};
/* keep [n] or NULL: those asked for. LC_UNFIT where all of them weigh 0. */
int lc_sides_keep(struct lc_present *present, const struct lc_sides *sides, size_t n,
                  const unsigned char *keep, struct lc_error *err) LC_MUST_CHECK;
void lc_sides_missing(const struct lc_sides *sides, const struct lc_terms *terms,
                      size_t first, size_t count, unsigned char *missing);
/* The two levels of a factor's response, from complete rows. */
int lc_sides_learn(struct lc_terms *terms, const struct lc_frame *frame,
                   const unsigned char *complete, struct lc_error *err) LC_MUST_CHECK;
/* Fills everything but x and the strata for applied->row[applied->n]. */
int lc_sides_read(const struct lc_sides *sides, const struct lc_terms *terms,
                  const struct lc_frame *frame, struct lc_applied *applied,
                  struct lc_error *err) LC_MUST_CHECK;

/* terms_levels.c */
int lc_factor_learn(struct lc_terms *t, struct lc_variable *v,
                    const struct lc_frame *frame, const unsigned char *complete,
                    struct lc_error *err) LC_MUST_CHECK;
int lc_stratum_learn(struct lc_terms *t, struct lc_variable *v,
                     const struct lc_frame *frame, const unsigned char *complete,
                     struct lc_error *err) LC_MUST_CHECK;

/* terms_learn.c: kinds, levels, knots. keep is the caller's mask, complete that of the
 * rows with nothing missing: levels come from complete rows and knots from all kept
 * ones that have a value, as R's model.frame does. */
int lc_variable_settle(struct lc_terms *terms, struct lc_variable *v,
                       const struct lc_frame *frame,
                       struct lc_error *err) LC_MUST_CHECK;
int lc_variable_learn(struct lc_terms *terms, struct lc_variable *v,
                      const struct lc_frame *frame, const unsigned char *keep,
                      const unsigned char *complete,
                      struct lc_error *err) LC_MUST_CHECK;
int lc_terms_learn_indicators(struct lc_terms *terms, const struct lc_frame *frame,
                              const unsigned char *complete,
                              struct lc_error *err) LC_MUST_CHECK;

/* terms_columns.c: origins, names and labels from what was learnt. */
int lc_terms_make_columns(struct lc_terms *terms, struct lc_error *err) LC_MUST_CHECK;
