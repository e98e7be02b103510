/* What a fit's document says beside its terms and tests: deviances, AIC, pairs. */
#include "models/answer/fit_measures.h"

#include <math.h>

#include "base/json.h"

static bool put(json_t *o, const char *name, double value)
{
    return lc_json_put(o, name, lc_json_number(value));
}

bool lc_fit_measures_put(json_t *document, const struct lc_fit *fit)
{
    json_t *pairs = json_object();
    bool ok =
        put(document, "aic", fit->aic)
        && put(document, "deviance", 2 * (fit->saturated - fit->loglik))
        && put(document, "null_deviance", 2 * (fit->saturated - fit->loglik_null));
    if (isnan(fit->pairs.concordant)) {
        json_decref(pairs);
        return ok;
    }
    ok = lc_json_put(json_object_get(document, "concordance"), "pairs", pairs) && ok;
    return ok && put(pairs, "concordant", fit->pairs.concordant)
           && put(pairs, "discordant", fit->pairs.discordant)
           && put(pairs, "tied_risk", fit->pairs.tied_risk)
           && put(pairs, "tied_time", fit->pairs.tied_time)
           && put(pairs, "tied_both", fit->pairs.tied_both);
}
