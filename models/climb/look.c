/* One look at the objective and what the ridge adds to it (newton_inside.h). */
#include "base/interrupt.h"
#include "base/progress.h"
#include "models/climb/newton_inside.h"

int lc_newton_look(struct lc_newton *s, const struct lc_objective *f, bool full,
                   struct lc_error *err)
{
    int code = lc_interrupt_check(err);
    if (!code)
        code = f->evaluate(f->context, s->beta, &s->loglik, s->gradient,
                           full ? s->information : NULL, err);
    if (code)
        return code;
    s->objective = s->loglik;
    for (size_t k = 0; k < s->q; k++) {
        s->objective -= s->ridge[k] / 2 * s->beta[k] * s->beta[k];
        s->gradient[k] -= s->ridge[k] * s->beta[k];
        if (full)
            s->information[k * s->q + k] += s->ridge[k];
        if (s->alias[k])
            s->gradient[k] = 0;
    }
    lc_progress(f->what, (unsigned long)s->steps, 0, "log-likelihood %.8g", s->loglik);
    return LC_OK;
}
