/* Rolling origins in the results document (results_inside.h). */
#include "base/json.h"
#include "disclosure/small.h"
#include "models/assess/results_inside.h"

static json_t *days_json(int32_t from, int32_t to)
{
    return LC_OBJECT({ "from", lc_json_day(from) }, { "to", lc_json_day(to) });
}

static json_t *count_json(size_t count)
{
    return lc_told_json(lc_tell(count));
}

/* What is not there to be told, or NULL. */
static const char *note_of(const struct lc_tested_origin *at, bool hidden)
{
    if (*at->why)
        return at->why;
    if (!at->entrants)
        return "nobody entered care in this span: it can tell of no figure that needs "
               "an entry";
    return hidden ? "figures of a span with so few entries are not shown" : NULL;
}

static json_t *origin_json(const struct lc_judged_test *o,
                           const struct lc_tested_origin *at,
                           const struct lc_landmarks *l)
{
    const struct lc_split *s = &at->from->split;
    const struct lc_train_counts *c = &at->trained;
    bool few = lc_is_small((double)at->entrants);
    const char *note = note_of(at, few);
    json_t *learnt = LC_OBJECT({ "period", days_json(at->from->first, at->from->last) },
                               { "children", count_json(c->children) },
                               { "entries", count_json(c->entrants) });
    return LC_OBJECT(
        { "origin", lc_json_day(s->test_from) }, { "learnt", learnt },
        { "period", days_json(l->day[s->test_first], l->day[s->test_end - 1]) },
        { "landmarks", lc_json_count(at->lists) },
        { "children", count_json(at->children) },
        { "entries", count_json(at->entrants) },
        { note ? "note" : NULL, lc_json_text(note) },
        /* figures of so few entries would tell their number */
        { "measures", few || *at->why ? json_null() : lc_results_measures(o) });
}

json_t *lc_results_origins(const struct lc_judgement *j, const struct lc_landmarks *l)
{
    size_t count = j->whole.tested.origins;
    if (!j->origin)
        return json_null();
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t o = 0; ok && o < count; o++)
        ok = lc_json_push(list, origin_json(&j->origin[o], &j->whole.tested.at[o], l));
    return lc_json_whole(list, ok);
}
