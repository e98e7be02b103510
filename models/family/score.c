#include "models/family/score.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/kernel.h"

int lc_score_init(struct lc_score *s, const struct lc_fit *fit, size_t first, size_t p,
                  struct lc_error *err)
{
    *s = (struct lc_score){ .p = p, .beta = lc_alloc(p, sizeof *s->beta) };
    if (!s->beta)
        return LC_FAIL_NOMEM(err);
    for (size_t k = 0; k < p; k++) {
        double b = fit->at_centre[first + k];
        s->beta[k] = isnan(b) ? 0 : b;
    }
    return LC_OK;
}

void lc_score_release(struct lc_score *s)
{
    free(s->beta);
    s->beta = NULL;
}

void lc_score_rows(const struct lc_score *s, size_t m, const double *x,
                   const double *offset, double *eta)
{
    lc_kernels()->dots(m, s->p, x, s->beta, eta);
    for (size_t r = 0; r < m; r++)
        eta[r] += s->intercept + (offset ? offset[r] : 0);
}

/* With u = exp(-h) rounded, 1 - u is exact and -log u is what h would have had to be:
 * their ratio hardly moves between the two (Kahan). */
void lc_score_risks(size_t m, const double *h, double *risk)
{
    const struct lc_kernels *kernels = lc_kernels();
    double u[LC_SCORE_ROWS], log_u[LC_SCORE_ROWS];
    for (size_t first = 0; first < m; first += LC_SCORE_ROWS) {
        size_t count = m - first < LC_SCORE_ROWS ? m - first : LC_SCORE_ROWS;
        for (size_t r = 0; r < count; r++)
            u[r] = -h[first + r];
        kernels->exp(count, u, u);
        kernels->log(count, u, log_u);
        for (size_t r = 0; r < count; r++) {
            double at = h[first + r], gone = 1 - u[r];
            if (!(at > 1)) /* above, nothing cancels */
                gone = u[r] == 1 ? at : gone * (at / -log_u[r]);
            risk[first + r] = gone;
        }
    }
}
