/* See in_hand_inside.h. */
#include "models/panel/in_hand_inside.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "decisions/decisions.h"
#include "models/climb/finish.h"
#include "store/seen.h"

/* --- in hand ---------------------------------------------------------------------- */

static const struct {
    const char *history, *words;
} kinds[] = {
    { "cpp", "protection plan" },
    { "pre_proceedings", "pre-proceedings" },
    { "care_proceedings", "care proceedings" },
    { LC_DECISION_HISTORY, "decided before" },
};

/* Does any event of the child's last on the day, as it was known then? What a panel
 * discussed it has decided, though the action's time is over or it has none. */
static bool lasts(const struct lc_history *h, uint32_t child, int32_t day, bool decided)
{
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    for (uint64_t i = rows.first; i < rows.end; i++)
        if (h->start[i] < day && lc_seen(h, i, day)
            && (decided ? !strcmp(lc_history_says(h, i, "discussed"), "yes")
                        : h->end[i] > day))
            return true;
    return false;
}

bool lc_in_hand_put(json_t *row, const struct lc_store *store, uint32_t child,
                    int32_t day)
{
    json_t *list = json_array();
    bool good = list;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && good; k++) {
        const struct lc_history *h = lc_store_history(store, kinds[k].history);
        bool decided = h && !strcmp(kinds[k].history, LC_DECISION_HISTORY);
        if (lasts(h, child, day, decided))
            good = lc_json_push(list, lc_json_text(kinds[k].words));
    }
    return lc_json_put(row, "in_hand", lc_json_whole(list, good));
}

/* --- what a risk rests on --------------------------------------------------------- */

static double logit(double p)
{
    return log(p) - log1p(-p);
}

double lc_worth(double risk, double low, double high)
{
    if (!(low > 0 && low < high && high < 1 && risk > 0 && risk < 1))
        return NAN;
    double se = (logit(high) - logit(low)) / (2 * LC_Z95);
    return 1 / (risk * (1 - risk) * se * se);
}
