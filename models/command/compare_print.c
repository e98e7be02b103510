#include "models/command/compare_print_inside.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/listing.h"
#include "disclosure/small.h"
#include "models/assess/verdict.h"

static void tell(const struct lc_comparison *c, int metric, struct lc_estimate *e)
{
    if (c->children)
        lc_metric_tell(e, lc_metrics[metric], &c->league->sizes, c->league->entrants);
}

/* A contender's figure, as it may be told. */
static struct lc_estimate value_of(const struct lc_comparison *c, size_t who,
                                   int metric)
{
    struct lc_estimate e = lc_league_value(c->league, who, metric, c->scratch);
    tell(c, metric, &e);
    return e;
}

static bool is_hidden(const struct lc_comparison *c, size_t who, int metric)
{
    struct lc_estimate e = { .value = lc_league_measure(c->league, who, metric) };
    tell(c, metric, &e);
    return isnan(e.value);
}

/* The difference of two, hidden with either. */
static struct lc_estimate difference_of(const struct lc_comparison *c, size_t who,
                                        int metric)
{
    struct lc_estimate d =
        lc_league_difference(c->league, who, c->reference, metric, c->scratch);
    if (!c->children)
        return d;
    if (is_hidden(c, who, metric) || is_hidden(c, c->reference, metric))
        return (struct lc_estimate){ NAN, NAN, NAN, "" };
    d.value = lc_round_figure(d.value, 2);
    d.low = lc_round_figure(d.low, 2);
    d.high = lc_round_figure(d.high, 2);
    return d;
}

/* A difference is shown when its interval leaves out 0. */
static bool shown(const struct lc_estimate *d)
{
    return d->low > 0 || d->high < 0;
}

/* --- the document ----------------------------------------------------------------- */

static json_t *difference_json(const struct lc_comparison *c, size_t who, int metric)
{
    struct lc_estimate d = difference_of(c, who, metric);
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
        struct lc_estimate e = value_of(c, who, m);
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

static const char *told_text(const struct lc_comparison *c, size_t count,
                             char room[LC_TOLD_ROOM])
{
    return lc_told_text(c->children ? lc_tell(count) : count, room);
}

static json_t *count_json(const struct lc_comparison *c, size_t count)
{
    return c->children ? lc_told_json(lc_tell(count)) : lc_json_count(count);
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

/* A rare event's squared errors are small. */
static int decimals(const struct lc_comparison *c, int metric)
{
    double value = lc_league_measure(c->league, c->reference, metric);
    return fabs(value) < 0.02 && lc_metrics[metric]->better != LC_NEAREST_IS_BETTER ? 6
                                                                                    : 4;
}

static void add_value(struct lc_listing *to, int places, double value)
{
    if (isnan(value))
        lc_listing_cell(to, "-");
    else
        lc_listing_cell(to, "%.*f", places, value);
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
    char told[LC_TOLD_ROOM];
    lc_text_addf(out, "%s held-out rows", told_text(c, t->n, told));
    if (t->children < t->n)
        lc_text_addf(out, " of %s children", told_text(c, t->children, told));
    lc_text_addf(out, ", %s events", told_text(c, t->events, told));
    lc_text_addf(out, "; %d folds, the same for all", c->folds);
    if (t->left_out)
        lc_text_addf(out, "; %s rows left out", told_text(c, t->left_out, told));
    if (t->time && !t->outcome)
        lc_text_addf(out, "\nmeasured at time %.15g", t->horizon);
    add_of_lists(c, out);
    if (c->origins)
        lc_text_addf(out, "\n%zu origins together, then each by itself", c->origins);
    lc_text_add(out, "\n");
}

static void add_league(const struct lc_comparison *c, struct lc_text *out)
{
    const struct lc_contest *t = c->contest;
    struct lc_listed columns[LC_METRIC_COUNT + 1] = { { "", LC_LISTED_FLOWS } };
    struct lc_text unfitted = { 0 };
    struct lc_listing to;
    size_t count = 1;
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (lc_league_has(t, m))
            columns[count++] =
                (struct lc_listed){ lc_metrics[m]->heading, LC_LISTED_RIGHT };
    lc_listing_begin(&to, count, columns);
    for (size_t k = 0; k < t->contenders; k++) {
        const struct lc_contender *one = t->contender + k;
        if (!one->risk) {
            lc_text_addf(&unfitted, "%s   not fitted: %s\n", one->name, one->cannot);
            continue;
        }
        lc_listing_cell(&to, "%s", one->name);
        for (int m = 0; m < LC_METRIC_COUNT; m++)
            if (lc_league_has(t, m))
                add_value(&to, decimals(c, m), value_of(c, k, m).value);
    }
    lc_text_add(out, "\n");
    lc_listing_end(&to, 0, out);
    lc_text_add_bytes(out, unfitted.data, unfitted.size);
    out->failed |= unfitted.failed;
    lc_text_free(&unfitted);
}

/* An origin by itself; that it tells nothing is said. */
static void add_origin(const struct lc_comparison *c, size_t o, struct lc_text *out)
{
    struct lc_comparison one = at_origin(c, o);
    const struct lc_contest *t = one.contest;
    char day[LC_DAY_ROOM];
    char rows[LC_TOLD_ROOM], events[LC_TOLD_ROOM];
    lc_text_addf(out, "\nfrom %s, fitted to what was known then: %s rows, %s events",
                 lc_day_print(c->origin[o].day, day), told_text(c, t->n, rows),
                 told_text(c, t->events, events));
    if (t->n)
        add_league(&one, out);
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

static void add_interval(struct lc_listing *to, int places, const struct lc_estimate *e)
{
    if (isnan(e->low))
        lc_listing_cell(to, "%s", "");
    else
        lc_listing_cell(to, "%.*f to %.*f", places, e->low, places, e->high);
}

static void add_line(const struct lc_comparison *c, int metric, size_t who,
                     struct lc_listing *to)
{
    struct lc_estimate e = value_of(c, who, metric);
    struct lc_estimate d = { .low = NAN };
    int places = decimals(c, metric);
    if (who != c->reference)
        d = difference_of(c, who, metric);
    lc_listing_cell(to, "%s", c->contest->contender[who].name);
    add_value(to, places, e.value);
    add_interval(to, places, &e);
    if (isnan(d.low))
        lc_listing_cell(to, "%s", "");
    else
        lc_listing_cell(to, "%+.*f", places, d.value);
    add_interval(to, places, &d);
    lc_listing_cell(to, "%s", verdict(&d, metric));
}

static void add_block(const struct lc_comparison *c, int metric, struct lc_text *out)
{
    static const struct lc_listed columns[] = {
        { "", LC_LISTED_FLOWS }, { "", LC_LISTED_RIGHT }, { "", LC_LISTED_RIGHT },
        { "", LC_LISTED_RIGHT }, { "", LC_LISTED_RIGHT }, { "", LC_LISTED_FLOWS }
    };
    struct lc_listing to;
    const struct lc_metric *m = lc_metrics[metric];
    const struct lc_contest *t = c->contest;
    lc_text_addf(out, "\n%s", m->heading);
    if (m->better == LC_NEAREST_IS_BETTER)
        lc_text_addf(out, " (%g is right)", m->aim);
    else if (m->better == LC_LOWER_IS_BETTER)
        lc_text_add(out, " (smaller is better)");
    lc_text_addf(out, ", 95%% interval; difference to %s, 95%% interval\n",
                 t->contender[c->reference].name);
    lc_listing_begin(&to, 6, columns);
    for (size_t k = 0; k < t->contenders; k++)
        if (t->contender[k].risk
            && !(t->contender[k].ranks_only && m->needs & LC_NEEDS_RISKS))
            add_line(c, metric, k, &to);
    lc_listing_end(&to, 0, out);
}

void lc_compare_text(const struct lc_comparison *c, struct lc_text *out)
{
    char warning[LC_REPEAT_ROOM];
    if (c->contest->repeat.column) {
        lc_lists_warning(warning, &c->contest->repeat);
        lc_text_addf(out, "%s\n\n", warning);
    }
    add_head(c, out);
    add_league(c, out);
    for (size_t o = 0; o < c->origins; o++)
        add_origin(c, o, out);
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        if (lc_league_has(c->contest, m))
            add_block(c, m, out);
}
