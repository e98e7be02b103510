#include "models/boosted/booster_inside.h"

#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "base/progress.h"
#include "system/load.h"
#include "system/thread.h"

/* The part of the library's C interface (c_api.h, 1.7) that is used here: result,
 * name, arguments. Every function returns 0 when all is well. */
/* clang-format off */
#define CALLS(X) \
    X(XGDMatrixCreateFromMat, (const float *, uint64_t, uint64_t, float, void **)) \
    X(XGDMatrixSetFloatInfo, (void *, const char *, const float *, uint64_t)) \
    X(XGDMatrixFree, (void *)) \
    X(XGBoosterCreate, (void *const *, uint64_t, void **)) \
    X(XGBoosterFree, (void *)) \
    X(XGBoosterSetParam, (void *, const char *, const char *)) \
    X(XGBoosterUpdateOneIter, (void *, int, void *)) \
    X(XGBoosterPredict, (void *, void *, int, unsigned, int, uint64_t *, const float **)) \
    X(XGBoosterSaveModelToBuffer, (void *, const char *, uint64_t *, const char **)) \
    X(XGBoosterLoadModelFromBuffer, (void *, const void *, uint64_t))
/* clang-format on */

static struct {
    atomic_int tried;
    void *library;
    int ready;
#define X(name, args) int(*name) args;
    CALLS(X)
#undef X
} xgb;

static void load_library(void)
{
    static const char *const names[] = { "libxgboost.so.0", "libxgboost.so" };
    for (size_t i = 0; i < 2 && !xgb.library; i++)
        xgb.library = lc_sys_library(names[i]);
    if (!xgb.library)
        return;
    xgb.ready = 1;
#define X(name, args) xgb.ready &= lc_sys_library_find(xgb.library, #name, &xgb.name);
    CALLS(X)
#undef X
}

static int need_library(struct lc_error *err)
{
    lc_sys_once(&xgb.tried, load_library);
    if (xgb.ready)
        return LC_OK;
    return LC_FAIL(err, LC_ABSENT,
                   "boosted trees need Debian's libxgboost0, which is not installed; "
                   "every other family works without it");
}

struct lc_booster {
    void *handle;
};

static int fail(struct lc_error *err, const char *doing)
{
    return LC_FAIL(err, LC_UNFIT, "boosted trees: the library refused to %s", doing);
}

static int create(lc_booster **booster, void *const *data, uint64_t count,
                  struct lc_error *err)
{
    *booster = lc_alloc(1, sizeof **booster);
    if (!*booster)
        return LC_FAIL_NOMEM(err);
    if (xgb.XGBoosterCreate(data, count, &(*booster)->handle) == 0)
        return LC_OK;
    lc_booster_free(*booster);
    *booster = NULL;
    return fail(err, "start");
}

void lc_booster_free(lc_booster *booster)
{
    if (!booster)
        return;
    if (booster->handle)
        xgb.XGBoosterFree(booster->handle);
    free(booster);
}

static int set(const lc_booster *booster, const char *name, const char *format,
               double value)
{
    char text[40];
    snprintf(text, sizeof text, format, value);
    return xgb.XGBoosterSetParam(booster->handle, name, text);
}

static int configure(const lc_booster *booster, const struct lc_booster_plan *plan)
{
    int bad = xgb.XGBoosterSetParam(booster->handle, "objective", plan->objective);
    bad |= xgb.XGBoosterSetParam(booster->handle, "tree_method", "hist");
    bad |= xgb.XGBoosterSetParam(booster->handle, "verbosity", "0");
    bad |= set(booster, "max_depth", "%.0f", plan->depth);
    bad |= set(booster, "eta", "%.17g", plan->rate);
    bad |= set(booster, "base_score", "%.17g", plan->base);
    bad |= set(booster, "nthread", "%.0f", plan->threads);
    bad |= set(booster, "seed", "%.0f", plan->seed);
    return bad;
}

static int matrix(void **data, size_t n, size_t p, const float *x, struct lc_error *err)
{
    *data = NULL;
    int code = need_library(err);
    if (code)
        return code;
    if (xgb.XGDMatrixCreateFromMat(x, n, p, NAN, data))
        return fail(err, "take the columns");
    return LC_OK;
}

static int train_rounds(const lc_booster *booster, void *data, int rounds,
                        struct lc_error *err)
{
    for (int r = 0; r < rounds; r++) {
        int code = lc_interrupt_check(err);
        if (code)
            return code;
        lc_progress("boosted trees", (unsigned long)r + 1, (unsigned long)rounds, NULL);
        if (xgb.XGBoosterUpdateOneIter(booster->handle, r, data))
            return fail(err, "grow a tree");
    }
    lc_progress_end();
    return LC_OK;
}

int lc_booster_train(lc_booster **booster, const struct lc_booster_rows *rows,
                     const struct lc_booster_plan *plan, struct lc_error *err)
{
    void *data;
    size_t n = rows->n;
    *booster = NULL;
    int code = matrix(&data, n, rows->p, rows->x, err);
    if (code)
        return code;
    if (xgb.XGDMatrixSetFloatInfo(data, "label", rows->label, n)
        || (rows->weight && xgb.XGDMatrixSetFloatInfo(data, "weight", rows->weight, n))
        || (rows->margin
            && xgb.XGDMatrixSetFloatInfo(data, "base_margin", rows->margin, n)))
        code = fail(err, "take the outcome");
    if (!code)
        code = create(booster, (void *const[]){ data }, 1, err);
    if (!code && configure(*booster, plan))
        code = fail(err, "take its settings");
    if (!code)
        code = train_rounds(*booster, data, plan->rounds, err);
    xgb.XGDMatrixFree(data);
    if (code) {
        lc_booster_free(*booster);
        *booster = NULL;
    }
    return code;
}

int lc_booster_score(const lc_booster *booster, size_t n, size_t p, const float *x,
                     float *score, struct lc_error *err)
{
    enum { MARGIN = 1, ALL_TREES = 0 };
    void *data;
    uint64_t count;
    const float *result;
    int code = matrix(&data, n, p, x, err);
    if (code)
        return code;
    if (xgb.XGBoosterPredict(booster->handle, data, MARGIN, ALL_TREES, 0, &count,
                             &result)
        || count != n)
        code = fail(err, "score");
    else
        memcpy(score, result, n * sizeof *score);
    xgb.XGDMatrixFree(data);
    return code;
}

int lc_booster_print(const lc_booster *booster, char **text, struct lc_error *err)
{
    uint64_t size;
    const char *data;
    if (xgb.XGBoosterSaveModelToBuffer(booster->handle, "{\"format\": \"json\"}", &size,
                                       &data))
        return fail(err, "write its trees");
    *text = lc_alloc(size + 1, 1);
    if (!*text)
        return LC_FAIL_NOMEM(err);
    memcpy(*text, data, size);
    return LC_OK;
}

int lc_booster_parse(lc_booster **booster, const char *text, size_t size,
                     struct lc_error *err)
{
    *booster = NULL;
    int code = need_library(err);
    if (!code)
        code = create(booster, NULL, 0, err);
    if (!code && xgb.XGBoosterLoadModelFromBuffer((*booster)->handle, text, size)) {
        lc_booster_free(*booster);
        *booster = NULL;
        code = LC_FAIL(err, LC_FORMAT, "the model's trees cannot be read back");
    }
    if (!code) /* rows come in small blocks: more threads would wait, not work */
        (void)set(*booster, "nthread", "%.0f", 1);
    return code;
}
