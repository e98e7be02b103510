/* What a fit's document says beside its terms and tests: deviances, AIC, pairs. */
#include "models/answer/fit_measures.h"

#include <math.h>

#include "base/json.h"

json_t *lc_pairs_json(const struct lc_pairs *p)
{
    return LC_OBJECT({ "concordant", lc_json_number(p->concordant) },
                     { "discordant", lc_json_number(p->discordant) },
                     { "tied_risk", lc_json_number(p->tied_risk) },
                     { "tied_time", lc_json_number(p->tied_time) },
                     { "tied_both", lc_json_number(p->tied_both) });
}

static bool put(json_t *o, const char *name, double value)
{
    return lc_json_put(o, name, lc_json_number(value));
}

bool lc_fit_measures_put(json_t *document, const struct lc_fit *fit)
{
    bool ok =
        put(document, "aic", fit->aic)
        && put(document, "deviance", 2 * (fit->saturated - fit->loglik))
        && put(document, "null_deviance", 2 * (fit->saturated - fit->loglik_null));
    if (isnan(fit->pairs.concordant))
        return ok;
    return ok
           && lc_json_put(json_object_get(document, "concordance"), "pairs",
                          lc_pairs_json(&fit->pairs));
}
