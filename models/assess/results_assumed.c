/* How much of a model's training rests on assumed knowledge (design/assumed.h). */
#include "base/json.h"
#include "base/text.h"
#include "disclosure/small.h"
#include "models/assess/results_inside.h"

/* A share whose two sides are both large enough to be shown, or both of its counts
 * hidden: one side would give the other away. */
static bool is_hidden(struct lc_share s)
{
    return lc_is_small((double)s.assumed) || lc_is_small((double)(s.of - s.assumed));
}

static json_t *share_json(struct lc_share s)
{
    bool hidden = is_hidden(s);
    return LC_OBJECT(
        { "assumed", lc_count_json((double)s.assumed, hidden) },
        { "of", lc_count_json((double)s.of, lc_is_small((double)s.of)) },
        { "share", hidden ? json_null() : lc_json_number(lc_share_of(s)) });
}

static void add_share(struct lc_text *text, const char *what, struct lc_share s)
{
    if (!is_hidden(s) && s.of)
        lc_text_addf(text, " %.0f%% of the %s", 100 * lc_share_of(s), what);
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
