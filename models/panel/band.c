/* The grey band at the cut (band.h). */
#include "models/panel/band.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "models/climb/finish.h"

/* (1), of the terms of the event of interest that have a column. */
static double error_of(const struct lc_model *model, const double *x, const double *y)
{
    const struct lc_fit *fit = model->fit;
    size_t each = fit->terms / fit->causes, first = 0;
    double sum = 0;
    if (fit->causes > 1 && model->cause > 0 && (size_t)model->cause <= fit->causes)
        first = ((size_t)model->cause - 1) * each;
    for (size_t j = first; j < first + each; j++)
        for (size_t k = first; k < first + each; k++) {
            int a = fit->column[j], b = fit->column[k];
            if (a < 0 || b < 0 || isnan(fit->at_centre[j] + fit->at_centre[k]))
                continue;
            sum += (x[a] - y[a]) * fit->covariance[j * fit->terms + k] * (x[b] - y[b]);
        }
    return sqrt(fmax(sum, 0));
}

/* What cannot be worked out is not told apart. */
static bool is_grey(const struct lc_scoring *s, const struct lc_model *model, size_t i,
                    size_t other)
{
    double apart = fabs(s->scored[i].lp - s->scored[other].lp);
    double se = error_of(model, s->x + i * s->columns, s->x + other * s->columns);
    return !(apart > LC_Z95 * se);
}

int lc_band_find(struct lc_band *band, const struct lc_scoring *s,
                 const struct lc_model *model, struct lc_error *err)
{
    *band = (struct lc_band){ 0 };
    if (!s->x || !s->listed || s->kept == s->listed || !model->fit->covariance
        || !model->fit->column)
        return LC_OK;
    band->grey = lc_alloc(s->kept, sizeof *band->grey);
    if (!band->grey)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < s->kept; i++) {
        bool listed = i < s->listed;
        band->grey[i] = is_grey(s, model, i, listed ? s->listed : s->listed - 1);
        *(listed ? &band->listed : &band->below) += band->grey[i];
    }
    band->more = band->grey[s->kept - 1];
    return LC_OK;
}
