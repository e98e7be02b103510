#include "models/command/compare_print_inside.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/wrap.h"
#include "models/assess/suppress.h"
#include "models/assess/verdict.h"

/* A difference is shown when its interval leaves out 0. */
static bool shown(const struct lc_estimate *d)
{
    return d->low > 0 || d->high < 0;
}

/* --- the document ----------------------------------------------------------------- */

static json_t *difference_json(const struct lc_comparison *c, size_t who, int metric)
{
    struct lc_estimate d =
        lc_league_difference(c->league, who, c->reference, metric, c->scratch);
    json_t *o = lc_estimate_json(&d);
    return lc_json_whole(o, lc_json_put(o, "shown", json_boolean(shown(&d))));
}

static json_t *metrics_json(const struct lc_comparison *c, size_t who)
{
    json_t *metrics = json_object();
    bool ok = metrics != NULL;
    for (int m = 0; ok && m < LC_METRIC_COUNT; m++) {
        if (!lc_league_has(c->contest, m))
            continue;
        struct lc_estimate e = lc_league_value(c->league, who, m, c->scratch);
        json_t *one = lc_estimate_json(&e);
        ok = lc_json_put(metrics, lc_metrics[m]->name, one);
        if (ok && who != c->reference)
            ok = lc_json_put(one, "difference", difference_json(c, who, m));
    }
    return lc_json_whole(metrics, ok);
}

static json_t *contender_json(const struct lc_comparison *c, size_t who)
{
    const struct lc_contender *k = &c->contest->contender[who];
    return LC_OBJECT({ "name", lc_json_text(k->name) },
                     { "family", lc_json_text(k->family) },
                     { "formula", lc_json_text(k->formula) },
                     { "rule", json_boolean(who >= c->contest->models) },
                     { "cannot", lc_json_text(k->cannot[0] ? k->cannot : NULL) },
                     { "metrics", k->risk ? metrics_json(c, who) : json_null() });
}

static json_t *count_json(const struct lc_comparison *c, size_t count)
{
    return lc_count_json((double)count, c->children && lc_is_small((double)count));
}

/* As the comparison would be, of one origin's rows. */
static struct lc_comparison at_origin(const struct lc_comparison *c, size_t o)
{
    struct lc_comparison one = *c;
    one.contest = &c->origin[o].contest;
    one.league = &c->origin[o].league;
    one.origins = 0;
    return one;
}

static json_t *origin_json(const struct lc_comparison *c, size_t o)
{
    struct lc_comparison one = at_origin(c, o);
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t k = 0; ok && one.contest->n && k < one.contest->contenders; k++)
        ok = lc_json_push(list, contender_json(&one, k));
    return LC_OBJECT({ "origin", lc_json_day(c->origin[o].day) },
                     { "rows", count_json(c, one.contest->n) },
                     { "children", count_json(c, one.contest->children) },
                     { "events", count_json(c, one.contest->events) },
                     { "models", lc_json_whole(list, ok) });
}

static json_t *origins_json(const struct lc_comparison *c)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t o = 0; ok && o < c->origins; o++)
        ok = lc_json_push(list, origin_json(c, o));
    return lc_json_whole(list, ok);
}

json_t *lc_compare_json(const struct lc_comparison *c)
{
    const struct lc_contest *t = c->contest;
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t k = 0; ok && k < t->contenders; k++)
        ok = lc_json_push(list, contender_json(c, k));
    char warning[LC_REPEAT_ROOM];
    if (t->repeat.column)
        lc_lists_warning(warning, &t->repeat);
    return LC_OBJECT(
        { t->repeat.column ? "warning" : NULL,
          lc_json_text(t->repeat.column ? warning : NULL) },
        { "rows", count_json(c, t->n) }, { "children", count_json(c, t->children) },
        { "events", count_json(c, t->events) },
        { "rows_left_out", count_json(c, t->left_out) },
        { "folds", json_integer(c->folds) },
        { "horizon", lc_json_number(t->horizon > 0 ? t->horizon : NAN) },
        { "capacity", lc_json_number(t->capacity > 0 ? t->capacity : NAN) },
        { "replicates", lc_json_count(c->league->replicates) },
        { "reference", lc_json_text(t->contender[c->reference].name) },
        { c->origins ? "origins" : NULL, origins_json(c) },
        { "models", lc_json_whole(list, ok) });
}

/* --- the table -------------------------------------------------------------------- */

static int letters(const char *text)
{
    return (int)lc_letters(lc_slice_of(text));
}

static void add_name(struct lc_text *out, const char *name, int width)
{
    lc_text_addf(out, "%s%*s", name, width - letters(name), "");
}

static int name_width(const struct lc_contest *t)
{
    int width = 6;
    for (size_t k = 0; k < t->contenders; k++)
        if (letters(t->contender[k].name) > width)
            width = letters(t->contender[k].name);
    return width + 2;
}

/* A rare event's squared errors are small. */
static int decimals(const struct lc_comparison *c, int metric)
{
    double value = lc_league_value(c->league, c->reference, metric, c->scratch).value;
    return fabs(value) < 0.02 && lc_metrics[metric]->better != LC_NEAREST_IS_BETTER ? 6
                                                                                    : 4;
}

static void add_value(struct lc_text *out, int width, int places, double value)
{
    if (isnan(value))
        lc_text_addf(out, "%*s", width, "-");
    else
        lc_text_addf(out, "%*.*f", width, places, value);
}

static bool is_of_list(const struct lc_comparison *c, int metric)
{
    return lc_league_has(c->contest, metric) && lc_metric_of_list(lc_metrics[metric]);
}

/* "precision and recall of lists of 30", where there are any such. */
static void add_of_lists(const struct lc_comparison *c, struct lc_text *out)
{
    int left = 0;
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        left += is_of_list(c, m);
    if (!left)
        return;
    for (int m = 0, first = 1; m < LC_METRIC_COUNT; m++) {
        if (!is_of_list(c, m))
            continue;
        lc_text_addf(out, "%s%s",
                     first      ? "\n"
                     : left > 1 ? ", "
                                : " and ",
                     lc_metrics[m]->heading);
        first = 0;
        left--;
    }
    lc_text_addf(out, " of lists of %.15g", c->contest->capacity);
}

static void add_head(const struct lc_comparison *c, struct lc_text *out)
{
    const struct lc_contest *t = c->contest;
    lc_text_addf(out, "%zu held-out rows", t->n);
    if (t->children < t->n)
        lc_text_addf(out, " of %zu children", t->children);
    if (c->children && lc_is_small((double)t->events))
        lc_text_add(out, ", c events");
    else
        lc_text_addf(out, ", %zu events", t->events);
    lc_text_addf(out, "; %d folds, the same for all", c->folds);
    if (t->left_out)
        lc_text_addf(out, "; %zu rows left out", t->left_out);
    if (t->time && !t->outcome)
        lc_text_addf(out, "\nmeasured at time %.15g", t->horizon);
    add_of_lists(c, out);
    if (c->origins)
        lc_text_addf(out, "\n%zu origins together, then each by itself", c->origins);
    lc_text_add(out, "\n");
}

static int column_width(int metric)
{
    int width = letters(lc_metrics[metric]->heading) + 3;
    return width > 10 ? width : 10;
}

static void add_league(const struct lc_comparison *c, int width, struct lc_text *out)
{
    const struct lc_contest *t = c->contest;
    lc_text_add(out, "\n");
    add_name(out, "", width);
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (lc_league_has(t, m))
            lc_text_addf(out, "%*s", column_width(m), lc_metrics[m]->heading);
    lc_text_add(out, "\n");
    for (size_t k = 0; k < t->contenders; k++) {
        add_name(out, t->contender[k].name, width);
        for (int m = 0; m < LC_METRIC_COUNT && t->contender[k].risk; m++)
            if (lc_league_has(t, m))
                add_value(out, column_width(m), decimals(c, m),
                          lc_league_value(c->league, k, m, c->scratch).value);
        if (!t->contender[k].risk)
            lc_text_addf(out, "   not fitted: %s", t->contender[k].cannot);
        lc_text_add(out, "\n");
    }
}

/* An origin by itself; that it tells nothing is said. */
static void add_origin(const struct lc_comparison *c, size_t o, int width,
                       struct lc_text *out)
{
    struct lc_comparison one = at_origin(c, o);
    const struct lc_contest *t = one.contest;
    char day[LC_DAY_ROOM];
    lc_text_addf(out, "\nfrom %s, fitted to what was known then: %zu rows",
                 lc_day_print(c->origin[o].day, day), t->n);
    if (lc_is_small((double)t->events))
        lc_text_add(out, ", c events");
    else
        lc_text_addf(out, ", %zu events", t->events);
    if (t->n)
        add_league(&one, width, out);
    else
        lc_text_add(out, "\n");
}

/* What a difference means, where one way is the better. */
static const char *verdict(const struct lc_estimate *d, int metric)
{
    enum lc_better better = lc_metrics[metric]->better;
    if (isnan(d->low))
        return "";
    if (!shown(d))
        return "no difference shown";
    if (better == LC_HIGHER_IS_BETTER || better == LC_LOWER_IS_BETTER)
        return (d->value > 0) == (better == LC_HIGHER_IS_BETTER) ? "better" : "worse";
    return d->value > 0 ? "higher" : "lower";
}

static void add_line(const struct lc_comparison *c, int metric, size_t who, int width,
                     struct lc_text *out)
{
    struct lc_estimate e = lc_league_value(c->league, who, metric, c->scratch);
    int places = decimals(c, metric);
    add_name(out, c->contest->contender[who].name, width);
    add_value(out, 11, places, e.value);
    if (isnan(e.low))
        lc_text_addf(out, "%23s", "");
    else
        lc_text_addf(out, "%10.*f to%10.*f", places, e.low, places, e.high);
    if (who != c->reference) {
        struct lc_estimate d =
            lc_league_difference(c->league, who, c->reference, metric, c->scratch);
        if (!isnan(d.low))
            lc_text_addf(out, "  %+10.*f%11.*f to%10.*f  %s", places, d.value, places,
                         d.low, places, d.high, verdict(&d, metric));
    }
    lc_text_add(out, "\n");
}

static void add_block(const struct lc_comparison *c, int metric, int width,
                      struct lc_text *out)
{
    const struct lc_metric *m = lc_metrics[metric];
    const struct lc_contest *t = c->contest;
    lc_text_addf(out, "\n%s", m->heading);
    if (m->better == LC_NEAREST_IS_BETTER)
        lc_text_addf(out, " (%g is right)", m->aim);
    else if (m->better == LC_LOWER_IS_BETTER)
        lc_text_add(out, " (smaller is better)");
    lc_text_addf(out, ", 95%% interval; difference to %s, 95%% interval\n",
                 t->contender[c->reference].name);
    for (size_t k = 0; k < t->contenders; k++)
        if (t->contender[k].risk
            && !(t->contender[k].ranks_only && m->needs & LC_NEEDS_RISKS))
            add_line(c, metric, k, width, out);
}

void lc_compare_text(const struct lc_comparison *c, struct lc_text *out)
{
    int width = name_width(c->contest);
    char warning[LC_REPEAT_ROOM];
    if (c->contest->repeat.column) {
        lc_lists_warning(warning, &c->contest->repeat);
        lc_text_addf(out, "%s\n\n", warning);
    }
    add_head(c, out);
    add_league(c, width, out);
    for (size_t o = 0; o < c->origins; o++)
        add_origin(c, o, width, out);
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (lc_league_has(c->contest, m))
            add_block(c, m, width, out);
}
