/* A design's rows as a family wants them (train.h). */
#include "models/fit/train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "parallel/same_time.h"

void lc_train_usable(const struct lc_design *design, int response,
                     unsigned char *usable)
{
    for (size_t i = 0; i < design->frame.n; i++)
        usable[i] = response == LC_BINARY
                        ? design->complete[i] != 0
                        : design->cause[i] != LC_CENSORED || design->days[i] > 0;
}

size_t lc_train_clusters(const struct lc_design *design, const unsigned char *keep,
                         int32_t *cluster)
{
    size_t count = 0;
    uint32_t last = 0;
    for (size_t i = 0; i < design->frame.n; i++) {
        if (!keep || keep[i]) {
            count += !count || design->child[i] != last;
            last = design->child[i];
        }
        cluster[i] = count ? (int32_t)(count - 1) : 0;
    }
    return count;
}

/* --- the sample ------------------------------------------------------------------- */

/* One row's answer in each form that a family may want. */
static void set_row(struct lc_train_rows *o, size_t k, const struct lc_design *d,
                    size_t row, int response)
{
    int cause = d->cause[row];
    o->y[k] = cause == LC_ENTRY;
    o->stop[k] = d->days[row] + (cause != LC_CENSORED);
    o->cause[k] = response == LC_TIME_TO_CAUSE ? cause : cause == LC_ENTRY;
}

static int outcome_of(struct lc_train_rows *o, const struct lc_design *d, int response,
                      struct lc_error *err)
{
    const struct lc_applied *applied = &o->applied;
    size_t n = applied->n ? applied->n : 1;
    o->y = lc_alloc(n, sizeof *o->y);
    o->stop = lc_alloc(n, sizeof *o->stop);
    o->cause = lc_alloc(n, sizeof *o->cause);
    o->cluster = lc_alloc(n, sizeof *o->cluster);
    if (!o->y || !o->stop || !o->cause || !o->cluster)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < applied->n; k++) {
        size_t row = applied->row[k];
        set_row(o, k, d, row, response);
        size_t last = k ? applied->row[k - 1] : row;
        o->clusters += !k || lc_design_unit(d, row) != lc_design_unit(d, last);
        o->children += !k || d->child[row] != d->child[last];
        o->cluster[k] = (int32_t)(o->clusters - 1);
    }
    return LC_OK;
}

static int sample_of(struct lc_train_rows *rows, const lc_terms *terms,
                     struct lc_error *err)
{
    const struct lc_applied *a = &rows->applied;
    rows->name = lc_alloc(a->x.p + 1, sizeof *rows->name);
    if (!rows->name)
        return LC_FAIL_NOMEM(err);
    for (size_t j = 0; j < a->x.p; j++)
        rows->name[j] = lc_terms_at(terms, j)->name;
    rows->sample = (struct lc_sample){ .n = a->n,
                                       .x = a->x,
                                       .name = rows->name,
                                       .y = rows->y,
                                       .stop = rows->stop,
                                       .cause = rows->cause,
                                       .weight = a->weight,
                                       .offset = a->offset,
                                       .stratum = a->stratum,
                                       .strata = a->strata,
                                       .cluster = rows->cluster,
                                       .clusters = rows->clusters };
    return LC_OK;
}

int lc_train_rows_of(struct lc_train_rows *rows, const struct lc_design *design,
                     const lc_terms *terms, int response, const unsigned char *keep,
                     struct lc_error *err)
{
    *rows = (struct lc_train_rows){ .clusters = 0 };
    int code =
        lc_terms_apply(&rows->applied, terms, &design->frame, keep, LC_APPLY_FIT, err);
    if (code)
        return code;
    code = outcome_of(rows, design, response, err);
    if (!code)
        code = sample_of(rows, terms, err);
    if (code)
        lc_train_rows_free(rows);
    return code;
}

void lc_train_whole_intervals(struct lc_train_rows *rows,
                              const struct lc_family *family, double horizon,
                              double grid)
{
    double last = floor(horizon / grid + LC_SAME_TIME) * grid;
    if (family->grid != LC_YES)
        return;
    for (size_t k = 0; k < rows->applied.n; k++)
        if (rows->stop[k] > last) {
            rows->stop[k] = last;
            rows->cause[k] = LC_CENSORED;
        }
}

void lc_train_rows_free(struct lc_train_rows *rows)
{
    free(rows->y);
    free(rows->stop);
    free(rows->cause);
    free(rows->cluster);
    free(rows->name);
    lc_applied_free(&rows->applied);
    *rows = (struct lc_train_rows){ .clusters = 0 };
}
