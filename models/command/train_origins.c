/* Rolling origins in the training's summary (train_text_inside.h). */
#include "models/command/train_text_inside.h"

#include <stdio.h>

/* What the summary tells of each; the model file has the rest. */
static const int told[] = { LC_METRIC_AUC, LC_METRIC_PRECISION, LC_METRIC_RATIO };

enum { TOLD = sizeof told / sizeof *told };

static const char *count_of(size_t count, char room[LC_TOLD_ROOM])
{
    return lc_train_told(lc_tell(count), room);
}

static void add_counts(const struct lc_tested_origin *at, struct lc_text *text)
{
    char day[LC_DAY_ROOM];
    char a[LC_TOLD_ROOM], b[LC_TOLD_ROOM], c[LC_TOLD_ROOM], d[LC_TOLD_ROOM];
    lc_text_addf(text, "  %-10s %12s %10s %12s %10s\n",
                 lc_day_print(at->from->split.test_from, day),
                 count_of(at->trained.children, a), count_of(at->trained.entrants, b),
                 count_of(at->children, c), count_of(at->entrants, d));
}

static void add_figures(const char *name, const struct lc_judged *judged,
                        struct lc_text *text)
{
    lc_text_addf(text, "  %-10s", name);
    for (int k = 0; k < TOLD; k++) {
        const struct lc_estimate *e = &judged->metric[told[k]];
        char cell[64];
        if (*e->cannot)
            snprintf(cell, sizeof cell, "-");
        else
            snprintf(cell, sizeof cell, "%.3f (%.2f to %.2f)", e->value, e->low,
                     e->high);
        lc_text_addf(text, "  %-*s", k + 1 < TOLD ? 20 : 0, cell);
    }
    lc_text_add(text, "\n");
}

/* What there is to be said of an origin instead of figures. */
static void add_origin(const struct lc_tested_origin *at,
                       const struct lc_judged_test *is, struct lc_text *text)
{
    char day[LC_DAY_ROOM];
    lc_day_print(at->from->split.test_from, day);
    if (*at->why)
        lc_text_addf(text, "  %-10s  not fitted: %s\n", day, at->why);
    else if (lc_is_small((double)at->entrants))
        lc_text_addf(text, "  %-10s  1 to 5 entered care: not shown\n", day);
    else if (!at->entrants)
        lc_text_addf(text, "  %-10s  nobody entered care: cannot be estimated\n", day);
    else
        add_figures(day, &is->judged, text);
}

void lc_train_origins(const struct lc_training *training, struct lc_text *text)
{
    const struct lc_judgement *j = &training->told;
    if (!j->origin)
        return;
    lc_text_addf(text,
                 "%zu origins, each fitted to what was known on its day and tested on "
                 "the span\nfrom it on\n  %-10s %12s %10s %12s %10s\n",
                 j->whole.tested.origins, "origin", "learnt from", "entered",
                 "tested on", "entered");
    for (size_t o = 0; o < j->whole.tested.origins; o++)
        add_counts(&j->whole.tested.at[o], text);
    lc_text_addf(text, "\n  %-10s", "origin");
    for (int k = 0; k < TOLD; k++)
        lc_text_addf(text, "  %-*s", k + 1 < TOLD ? 20 : 0,
                     lc_metrics[told[k]]->heading);
    lc_text_add(text, "\n");
    for (size_t o = 0; o < j->whole.tested.origins; o++)
        add_origin(&j->whole.tested.at[o], &j->origin[o], text);
    add_figures("together", &j->whole.judged, text);
    lc_text_add(text, "  Judged is what is said of all together. Children are drawn "
                      "anew with all their\n  rows; risks of two origins are not "
                      "compared.\n\n");
}
