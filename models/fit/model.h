/* A fitted model and its file: all that scoring needs, and no row of anybody.
 *
 * The file is JSON: {"latecare_model": FORMAT, "checksum": ..., "model": {...}}. The
 * checksum is BLAKE2b of the model's canonical text (compact, keys sorted): anybody can
 * make it good, so a model of a store has a seal beside it besides (store/signature.h).
 * Readers refuse a newer format and read every older one. Counts of 1 to 5 are written
 * "c".
 *
 * The same file serves `fit TABLE` and a study's `train`, which adds its own text, the
 * definitions of its predictors, the metrics and the verdict. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/error.h"
#include "base/hash.h"
#include "formula/terms.h"
#include "models/family/family.h"
#include "models/fit/model_fit.h"
#include "numeric/column.h"
#include "store/signature.h"

enum { LC_MODEL_FORMAT = 2, LC_MODEL_LIMIT = 1 << 28 /* bytes of a file */ };

/* Owns everything in it. JSON members may be NULL. */
struct lc_model {
    int format;    /* of the file it was read from; LC_MODEL_FORMAT when new */
    char *program; /* version of the program that trained it */
    const struct lc_family *family;
    lc_terms *terms;
    struct lc_fit *fit;
    int cause;        /* the event of interest */
    size_t horizons;  /* times at which risk is meant to be read; may be 0 */
    double *horizon;  /* [horizons] in the unit of time of the training table */
    char *time_unit;  /* "days", or NULL where the table did not say */
    json_t *counts;   /* object of counts: lc_model_count() each */
    json_t *metrics;  /* whatever assess says */
    json_t *verdict;  /* likewise */
    json_t *training; /* what its rows were like: ranges.h; NULL for `fit TABLE` */
    json_t *study;    /* a study's text and predictors; NULL for `fit TABLE` */
    json_t *inputs;   /* [{name, digest, rows}] hashes of what it was trained on */
    json_t *settings; /* the options of the fit */
    json_t *without;  /* fits for days without a history (fallback.h); or NULL */
    uint64_t seed;
    int shards;   /* LC_SHARDS of the program that trained it */
    char *parent; /* digest of the model that this one recalibrates, or NULL */
    char digest[LC_DIGEST_TEXT]; /* checksum as written or read; "" before */
    struct lc_signer signer;     /* who sealed the file that it was read from */
};

/* A zeroed model with program, format and shards set; NULL when out of memory. */
struct lc_model *lc_model_new(void);
void lc_model_free(struct lc_model *model); /* NULL is allowed */

/* Does it say of itself that a store made it? Any of what only such a one has counts,
 * so that one which was stripped of the rest is a store's still. */
bool lc_model_has_store(const struct lc_model *model);

/* A model of a table: writes path whole or not at all and fills model->digest. Refuses
 * an existing path unless force. terms, fit and family must be there. */
int lc_model_write(struct lc_model *model, const char *path, bool force,
                   struct lc_error *err) LC_MUST_CHECK;
/* On success *model is new. LC_DAMAGED: the seal beside it or the checksum is not the
 * text's; LC_REFUSED: a newer format; LC_FORMAT: not a model, naming the member. Where
 * no seal is, model->signer says so: vouch.h is for whoever must know. */
int lc_model_read(struct lc_model **model, const char *path,
                  struct lc_error *err) LC_MUST_CHECK;
/* The same of what path holds, read before. */
int lc_model_take(struct lc_model **model, const char *path, struct lc_slice text,
                  struct lc_error *err) LC_MUST_CHECK;

/* The same without a file: one text in (for the fuzzer and the tests), one out (free
 * it). */
int lc_model_parse(struct lc_model **model, const char *data, size_t size,
                   struct lc_error *err) LC_MUST_CHECK;
int lc_model_print(struct lc_model *model, char **text,
                   struct lc_error *err) LC_MUST_CHECK;
/* The member "model" alone, for a model that another one keeps: written (NULL: out of
 * memory), and read as lc_model_parse does. */
json_t *lc_model_inside(struct lc_model *model);
int lc_model_of_inside(struct lc_model **model, const json_t *inside,
                       struct lc_error *err) LC_MUST_CHECK;

/* --- risks ------------------------------------------------------------------------ */

/* Per row of a frame. Free with lc_risks_free. */
struct lc_risks {
    size_t n;    /* rows: those that keep let through */
    size_t *row; /* [n] rows of the frame (applied.row) */
    size_t p;    /* columns of the matrix */
    double *lp;  /* [n] constant + offset + contributions in the order of columns */
    double *risk, *low, *high; /* [n] at the horizon, with 95% limits; NaN where not */
    double *contribution;      /* [n * p] coefficient times the value less its centre;
                                  NULL if not asked */
    double *offset;            /* [n] or NULL */
    double constant;           /* the level at the centre; of a baseline 0 */
    double to_zero;            /* lp plus this is as R has it (lc_model_to_zero); NaN
                                  where that has no estimate */
    const char **cannot;       /* [n] NULL, or why this row cannot be scored */
    struct lc_applied applied; /* the matrix itself: values behind the contributions */
};

/* Apply the frozen terms, then the coefficients of the event of interest, then the
 * family's risk by `horizon` (after the landmark, or time 0). Aliased terms count as 0.
 * lp is bit for bit constant + offset + sum of the contributions from the first column
 * to the last. The frame must outlive risks. O(rows x columns). */
int lc_model_risk(struct lc_risks *risks, const struct lc_model *model,
                  const struct lc_frame *frame, const unsigned char *keep,
                  double horizon, bool contributions,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_risks_free(struct lc_risks *risks);

/* Of a fit without a maximum (family/endless.h): how many of the kept rows that have
 * every value there are, and how many of them have a risk at every time all the same.
 * lc_model_risk says LC_ENDLESS_WHY of the others. */
int lc_model_unaffected(const struct lc_model *model, const struct lc_frame *frame,
                        const unsigned char *keep, size_t *rows, size_t *unaffected,
                        struct lc_error *err) LC_MUST_CHECK;
/* LC_SEPARATED for such a model, for who could not leave rows out: what ends "so that
 * ...". */
int lc_model_need_finite(const struct lc_model *model, const char *what,
                         struct lc_error *err) LC_MUST_CHECK;

/* Why a baseline says nothing of a stratum at a time: nobody was watched so long. NULL
 * where it does, and of families that go on beyond their rows. */
const char *lc_model_beyond(const struct lc_model *model, int32_t stratum, double time);

/* Where a fit is to be told (lc_sample.centre), new: for each column the multiple of a
 * power of two next below its standard deviation that is nearest to its mean, over the
 * training rows. Whole numbers less that are exact, so that columns which differ by a
 * constant give the same bits; and a person can subtract it. */
int lc_model_centre(const struct lc_model *model, double **centre,
                    struct lc_error *err) LC_MUST_CHECK;

/* The coefficient of each matrix column for the event of interest into beta[p] (0 where
 * aliased), the intercept at fit->centre into *constant. */
void lc_model_coefficients(const struct lc_model *model, double *beta,
                           double *constant);
/* What a linear predictor at covariates zero is above one of columns less the centre,
 * where a baseline stands for the level (NaN where the outcome is separated: it has no
 * end); else 0, for the constant has it. */
double lc_model_to_zero(const struct lc_model *model, const double *beta);
