/* The larger parts of the results document (results_inside.h). */
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "base/json.h"
#include "disclosure/small.h"
#include "models/assess/results_inside.h"
#include "models/assess/verdict.h"
#include "study/flow.h"

/* --- who left, and why ------------------------------------------------------------ */

static json_t *flow_row(const char *rule, const char *reason, size_t children,
                        size_t removed, size_t rows)
{
    return LC_OBJECT({ "rule", lc_json_text(rule) }, { "reason", lc_json_text(reason) },
                     { "children", lc_told_json(children) },
                     { "removed", lc_told_json(removed) },
                     { "landmarks", lc_told_json(rows) });
}

json_t *lc_results_flow(const struct lc_flow *flow)
{
    struct lc_flow_told told;
    json_t *list = json_array();
    lc_flow_tell(&told, flow, true);
    bool ok = list
              && lc_json_push(list, flow_row("all", "every child in the store",
                                             told.children[0], 0, told.rows[0]));
    for (size_t k = 0; ok && k < LC_RULE_COUNT; k++)
        ok = !lc_flow_has(&told, k)
             || lc_json_push(list, flow_row(lc_rules[k].name, lc_rules[k].why,
                                            told.children[k + 1], told.removed[k],
                                            told.rows[k + 1]));
    return lc_json_whole(list, ok);
}

json_t *lc_results_entries(const struct lc_flow *flow)
{
    struct lc_flow_told told;
    lc_flow_tell(&told, flow, true);
    return lc_flow_entries(&told);
}

/* --- calibration ------------------------------------------------------------------ */

/* The least and the greatest risk of a group are two children's own: groups are parted
 * half way between, and the last ends at a round number. */
static double edge_of(const struct lc_judgement *j, size_t b)
{
    if (b == 0)
        return 0;
    double last = j->bin[b - 1].group.high;
    if (b < j->bins)
        return lc_round_figure((last + j->bin[b].group.low) / 2, 2);
    double scale = last > 0 ? pow(10, -floor(log10(last))) : 1;
    return fmin(1, ceil(last * scale) / scale);
}

static json_t *bin_json(const struct lc_judgement *j, size_t b, size_t events)
{
    const struct lc_bin *bin = &j->bin[b];
    const struct lc_group *g = &bin->group;
    size_t n = lc_tell((size_t)g->n);
    bool hidden = events == LC_FEW || n == LC_FEW;
    double predicted = n == LC_FEW ? NAN : lc_round_figure(g->expected / g->n, 3);
    double low = hidden ? NAN : lc_round_share(bin->low, (double)n);
    double high = hidden ? NAN : lc_round_share(bin->high, (double)n);
    return LC_OBJECT({ "low", lc_json_number(edge_of(j, b)) },
                     { "high", lc_json_number(edge_of(j, b + 1)) },
                     { "children", lc_told_json(n) },
                     { "entries", lc_told_json(hidden ? LC_FEW : events) },
                     { "predicted", lc_json_number(predicted) },
                     { "observed", lc_json_number(lc_told_share(events, n)) },
                     { "observed_low", lc_json_number(low) },
                     { "observed_high", lc_json_number(high) });
}

static json_t *bins_json(const struct lc_judgement *j)
{
    size_t events[LC_BINS], told[LC_BINS];
    json_t *list = json_array();
    for (size_t b = 0; b < j->bins; b++)
        events[b] = (size_t)j->bin[b].group.events;
    lc_tell_parts(j->bins, events, told, NULL);
    for (size_t b = 0; b < j->bins && lc_is_small((double)j->whole.tested.entrants);
         b++)
        told[b] = LC_FEW;
    bool ok = list != NULL;
    for (size_t b = 0; ok && b < j->bins; b++)
        ok = lc_json_push(list, bin_json(j, b, told[b]));
    return lc_json_whole(list, ok);
}

/* At rounded risks, each once. */
static json_t *smooth_json(const struct lc_judgement *j)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    double last = NAN;
    for (size_t k = 0; ok && k < j->points; k++) {
        double x = lc_round_figure(j->smooth_risk[k], 2);
        double y = fmin(1, fmax(0, lc_round_figure(j->smooth_outcome[k], 2)));
        if (x == last)
            continue;
        last = x;
        ok = lc_json_push(list, LC_OBJECT({ "predicted", lc_json_number(x) },
                                          { "observed", lc_json_number(y) }));
    }
    return lc_json_whole(list, ok);
}

json_t *lc_results_calibration(const struct lc_judgement *j)
{
    return LC_OBJECT(
        { "intercept", lc_estimate_json(&j->whole.judged.metric[LC_METRIC_LARGE]) },
        { "slope", lc_estimate_json(&j->whole.judged.metric[LC_METRIC_SLOPE]) },
        { "observed_over_expected",
          lc_estimate_json(&j->whole.judged.metric[LC_METRIC_RATIO]) },
        { "bins", bins_json(j) }, { "smooth", smooth_json(j) },
        { "histogram", lc_results_histogram(&j->whole.tested) });
}

/* --- list sizes ------------------------------------------------------------------- */

/* Cuts by ascending size: the capacity stands first among them. */
static size_t by_size(const struct lc_judgement *j, size_t *order)
{
    size_t n = 0;
    bool placed = false;
    for (size_t c = 1; c < j->cuts; c++) {
        if (!placed && j->cut[0] < j->cut[c]) {
            order[n++] = 0;
            placed = true;
        }
        order[n++] = c;
    }
    if (!placed)
        order[n++] = 0;
    return n;
}

/* What one curve tells, cut by cut. */
struct curve {
    const struct lc_estimate *precision, *recall;
    bool counted; /* not that of any list at all */
};

/* Precisions are told by sixes of the places there are. Where lists are shorter than
 * their size, precision times size makes another count, and a step of 1 to 5 in that is
 * left out, but for the capacity. */
static void choose_sizes(const struct lc_judgement *j, const struct curve *curve,
                         size_t n, const size_t *order, bool *shown)
{
    double last = 0;
    for (size_t k = 0; k < n; k++) {
        double places = j->cut[order[k]] * (double)j->whole.tested.lists;
        double told = curve->precision[order[k]].value * places;
        shown[k] = !curve->counted || order[k] == 0 || !(fabs(told - last) > 0.5)
                   || !(fabs(told - last) < LC_SMALLEST_SHOWN - 0.5);
        if (shown[k] && isfinite(told))
            last = told;
    }
}

static json_t *points_json(const struct lc_judgement *j, const struct curve *curve)
{
    size_t order[LC_CUTS], n = by_size(j, order);
    bool shown[LC_CUTS];
    json_t *list = json_array();
    bool ok = list != NULL;
    choose_sizes(j, curve, n, order, shown);
    for (size_t k = 0; ok && k < n; k++) {
        const struct lc_estimate *p = &curve->precision[order[k]],
                                 *r = &curve->recall[order[k]];
        if (!shown[k] || !isfinite(p->value) || !isfinite(r->value))
            continue;
        ok = lc_json_push(
            list, LC_OBJECT({ "size", json_integer((json_int_t)j->cut[order[k]]) },
                            { "precision", lc_json_number(p->value) },
                            { "recall", lc_json_number(r->value) },
                            { "precision_low", lc_json_number(p->low) },
                            { "precision_high", lc_json_number(p->high) },
                            { "recall_low", lc_json_number(r->low) },
                            { "recall_high", lc_json_number(r->high) }));
    }
    return lc_json_whole(list, ok);
}

static json_t *judged_json(const struct lc_judgement *j, const struct lc_judged *judged)
{
    return points_json(j, &(struct curve){ judged->precision, judged->recall, true });
}

/* Any list at all: the base rate, and the share of all that fits on it. */
static json_t *chance_json(const struct lc_judgement *j)
{
    struct lc_estimate precision[LC_CUTS], recall[LC_CUTS];
    double mean = (double)lc_tell(j->whole.tested.n) / (double)j->whole.tested.lists;
    for (size_t c = 0; c < j->cuts; c++) {
        precision[c] = j->whole.judged.metric[LC_METRIC_BASE];
        recall[c] = (struct lc_estimate){ .value = fmin(1, j->cut[c] / mean),
                                          .low = NAN,
                                          .high = NAN };
    }
    return points_json(j, &(struct curve){ precision, recall, false });
}

static bool push_curve(json_t *list, const char *name, const char *label,
                       json_t *points)
{
    return lc_json_push(list, LC_OBJECT({ "name", lc_json_text(name) },
                                        { "label", lc_json_text(label) },
                                        { "points", points }));
}

json_t *lc_results_sizes(const struct lc_judgement *j)
{
    json_t *curves = json_array();
    bool ok =
        push_curve(curves, "model", "the model", judged_json(j, &j->whole.judged));
    if (ok && j->whole.tested.missing)
        ok = push_curve(curves, "missing_episodes",
                        "rank by missing episodes in the last year",
                        judged_json(j, &j->whole.missing));
    ok = push_curve(curves, "base_rate", "any list at all", chance_json(j)) && ok;
    return LC_OBJECT({ "capacity", json_integer((json_int_t)j->cut[0]) },
                     { "curves", lc_json_whole(curves, ok) });
}

/* --- coefficients ----------------------------------------------------------------- */

static json_t *term_json(const struct lc_fit *fit, size_t k, const struct lc_term *term)
{
    double sense = fit->family->sense, b = sense * fit->estimate[k];
    double low = sense * fit->low[k], high = sense * fit->high[k];
    double se = sqrt(fit->covariance[k * fit->terms + k]);
    const char *history = term->group ? term->group : "person";
    if (fit->robust_se) { /* the limits that the clustered variance gives */
        low = b - 1.959963984540054 * se;
        high = b + 1.959963984540054 * se;
    }
    if (low > high) {
        double least = high;
        high = low;
        low = least;
    }
    return LC_OBJECT(
        { "name", lc_json_text(fit->name[k]) },
        { "label", lc_json_text(term->label ? term->label : term->name) },
        { "history", lc_json_text(history) }, { "unit", lc_json_text(term->unit) },
        { "estimate", lc_json_number(b) }, { "low", lc_json_number(low) },
        { "high", lc_json_number(high) }, { "ratio", lc_json_number(exp(b)) },
        { "ratio_low", lc_json_number(exp(low)) },
        { "ratio_high", lc_json_number(exp(high)) },
        { "p", lc_json_number(2 * gsl_cdf_ugaussian_Q(fabs(b / se))) });
}

json_t *lc_results_coefficients(const struct lc_model *model)
{
    const struct lc_fit *fit = model->fit;
    size_t each = fit->terms / fit->causes;
    size_t first = fit->causes > 1 ? (size_t)(model->cause - 1) * each : 0;
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t k = first; ok && k < first + each; k++)
        if (fit->column[k] >= 0 && isfinite(fit->estimate[k]))
            ok = lc_json_push(
                list,
                term_json(fit, k, lc_terms_at(model->terms, (size_t)fit->column[k])));
    const char *scale = model->family->ratio.name, *why = model->family->ratio.without;
    return LC_OBJECT({ "scale", lc_json_text(scale ? scale : "coefficient") },
                     { "terms", lc_json_whole(list, ok) },
                     { why ? "no_ratio" : NULL, lc_json_text(why) });
}
