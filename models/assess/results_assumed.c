/* How much of a model's training rests on assumed knowledge (design/assumed.h). */
#include <math.h>

#include "base/json.h"
#include "base/text.h"
#include "disclosure/small.h"
#include "models/assess/results_inside.h"

/* Of what is told; NaN where either is not. */
static double share_of(struct lc_share s)
{
    return lc_told_share(lc_tell(s.assumed), lc_tell(s.of));
}

static json_t *share_json(struct lc_share s)
{
    return LC_OBJECT({ "assumed", lc_told_json(lc_tell(s.assumed)) },
                     { "of", lc_told_json(lc_tell(s.of)) },
                     { "share", lc_json_number(share_of(s)) });
}

static void add_share(struct lc_text *text, const char *what, struct lc_share s)
{
    if (!isnan(share_of(s)))
        lc_text_addf(text, " %.0f%% of the %s", 100 * share_of(s), what);
    else
        lc_text_addf(text, " %s of the %s", s.assumed ? "some" : "none", what);
}

static json_t *text_json(const struct lc_assumed *a)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "Of what the model was trained on,");
    add_share(&text, "child-landmarks", a->rows);
    lc_text_add(&text, " and");
    add_share(&text, "entries", a->entries);
    lc_text_add(&text,
                " rest on assumed knowledge: nobody wrote down when a thing was known, "
                "and that is taken to be a declared delay after it happened.");
    json_t *json = text.failed ? NULL : lc_json_text(text.data);
    lc_text_free(&text);
    return json;
}

json_t *lc_results_assumed(const struct lc_assumed *assumed)
{
    return LC_OBJECT({ "rows", share_json(assumed->rows) },
                     { "entries", share_json(assumed->entries) },
                     { "versions", share_json(assumed->versions) },
                     { "text", text_json(assumed) });
}
