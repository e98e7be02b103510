/* Figures of a test as they may be told (tell.h, metric.h). */
#include "models/assess/tell.h"

#include <math.h>

#include "base/memory.h"
#include "disclosure/small.h"

void lc_estimate_hide(struct lc_estimate *e)
{
    *e = (struct lc_estimate){ NAN, NAN, NAN, "1 to 5: not shown" };
}

static void round_figures(struct lc_estimate *e)
{
    e->value = lc_round_figure(e->value, 3);
    e->low = lc_round_figure(e->low, 3);
    e->high = lc_round_figure(e->high, 3);
}

/* The nearest six of `of`, over how many these are told to be. */
static double by_sixes(double share, double of, double told)
{
    return isnan(share) ? NAN : lc_round_mean(share * of / told, told);
}

/* counted: `of` is itself a count that is told. */
static void tell_share(struct lc_estimate *e, double of, bool counted)
{
    double told = counted ? (double)lc_tell((size_t)of) : of;
    if (!isfinite(e->value))
        return;
    if (lc_is_small(round(e->value * of)) || (counted && lc_is_small(of))) {
        lc_estimate_hide(e);
        return;
    }
    e->value = by_sixes(e->value, of, told);
    e->low = by_sixes(e->low, of, told);
    e->high = by_sixes(e->high, of, told);
}

static void scale(struct lc_estimate *e, double by)
{
    e->value *= by;
    e->low *= by;
    e->high *= by;
}

/* What a list finds over what chance would: each of the two as it is told. */
static void tell_over_chance(struct lc_estimate *e, const struct lc_held_sums *sums)
{
    size_t rows = lc_tell((size_t)sums->n), events = lc_tell((size_t)sums->events);
    if (rows == LC_FEW || events == LC_FEW || !isfinite(e->value)) {
        lc_estimate_hide(e);
        return;
    }
    scale(e, sums->events / sums->n);
    tell_share(e, sums->cut[0].listed, false);
    scale(e, (double)rows / (double)events);
}

void lc_metric_tell(struct lc_estimate *e, const struct lc_metric *metric,
                    const struct lc_held_sums *sums, size_t entrants)
{
    if (lc_is_small((double)entrants)) {
        lc_estimate_hide(e);
        return;
    }
    switch (metric->share_of) {
    case LC_OF_NOTHING:
        round_figures(e);
        return;
    case LC_OF_ROWS:
        tell_share(e, sums->n, true);
        return;
    case LC_OF_EVENTS:
        tell_share(e, sums->events, true);
        return;
    case LC_OF_PLACES:
        tell_share(e, sums->cut[0].listed, false);
        return;
    case LC_OF_LISTS:
        tell_share(e, sums->lists, false);
        return;
    case LC_OF_CHANCE:
        tell_over_chance(e, sums);
        return;
    }
}

static void hide_judged(struct lc_judged *j, size_t cuts)
{
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        lc_estimate_hide(&j->metric[m]);
    for (size_t c = 0; c < cuts; c++) {
        lc_estimate_hide(&j->precision[c]);
        lc_estimate_hide(&j->recall[c]);
    }
}

static void tell_judged(struct lc_judged *j, size_t cuts, size_t entrants)
{
    const struct lc_held_sums *all = &j->boot.all;
    for (int m = 0; m < LC_METRIC_COUNT; m++)
        lc_metric_tell(&j->metric[m], lc_metrics[m], all, entrants);
    for (size_t c = 0; c < cuts; c++) {
        tell_share(&j->precision[c], all->cut[c].listed, false);
        tell_share(&j->recall[c], all->events, true);
    }
}

void lc_gain_tell(struct lc_estimate *gain, const struct lc_judged_test *t)
{
    const struct lc_cut *model = &t->judged.boot.all.cut[0],
                        *rank = &t->missing.boot.all.cut[0];
    if (!isfinite(gain->value))
        return;
    if (lc_is_small((double)t->tested.entrants) || lc_is_small(round(model->hits))
        || lc_is_small(round(rank->hits))) {
        lc_estimate_hide(gain);
        return;
    }
    gain->value = lc_round_mean(gain->value, model->listed);
    gain->low = lc_round_mean(gain->low, model->listed);
    gain->high = lc_round_mean(gain->high, model->listed);
}

static void tell_test(struct lc_judged_test *t, size_t cuts)
{
    if (lc_is_small((double)t->tested.entrants)) {
        lc_estimate_hide(&t->gain);
        hide_judged(&t->judged, cuts);
        hide_judged(&t->missing, cuts);
        return;
    }
    if (t->tested.missing)
        lc_gain_tell(&t->gain, t);
    tell_judged(&t->judged, cuts, t->tested.entrants);
    if (t->tested.missing)
        tell_judged(&t->missing, cuts, t->tested.entrants);
}

int lc_judgement_told(struct lc_judgement *told, const struct lc_judgement *j,
                      struct lc_error *err)
{
    size_t origins = j->origin ? j->whole.tested.origins : 0;
    *told = *j;
    tell_test(&told->whole, j->cuts);
    if (!j->origin)
        return LC_OK;
    told->origin = lc_alloc(origins, sizeof *told->origin);
    if (!told->origin)
        return LC_FAIL_NOMEM(err);
    for (size_t o = 0; o < origins; o++) {
        told->origin[o] = j->origin[o];
        tell_test(&told->origin[o], j->cuts);
    }
    return LC_OK;
}
