/* The measures, from the table that works them out. */
#include "command/topic.h"
#include "models/assess/metric.h"

static void add_better(struct lc_text *out, const struct lc_metric *m)
{
    if (m->better == LC_NEAREST_IS_BETTER)
        lc_text_addf(out, "nearest to %g | ", m->aim);
    else
        lc_text_add(out, m->better == LC_HIGHER_IS_BETTER  ? "higher | "
                         : m->better == LC_LOWER_IS_BETTER ? "lower | "
                                                           : "neither | ");
}

static void add_metric(struct lc_text *out, const struct lc_metric *m)
{
    lc_text_addf(out, "| `%s` | ", m->name);
    lc_topic_cell(out, m->of_sums ? m->label : "");
    lc_topic_cell(out, m->of_times ? m->label_of_times : "");
    add_better(out, m);
    lc_topic_cell(out, *m->heading ? m->heading : "");
    lc_topic_cell(out, lc_metric_of_list(m) ? "a list's size" : "");
    lc_text_add(out, m->asked_low || m->asked_high ? "yes |\n" : "- |\n");
}

static void add_metrics(struct lc_text *out)
{
    lc_text_add(
        out,
        "# Measures\n\nWhat `train`, `evaluate` and `compare` say of predictions, from "
        "the table that works them out\n(`models/assess/metric.h`; each file there has "
        "the equations and the papers). Intervals of a yes or no are by bootstrap "
        "over\n"
        "children (`models/assess/bootstrap.h`); of times by their standard errors, "
        "censoring weighted for (`models/assess/ipcw.h`).\n\n"
        "| measure | of a yes or no, and of a study | of times at a horizon | better "
        "is "
        "| in `compare` | needs | a study may ask for it "
        "|\n|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < LC_METRIC_COUNT; i++)
        add_metric(out, lc_metrics[i]);
}

const struct lc_topic lc_topic_metrics = {
    .name = "metrics",
    .help = "every measure, what it needs and which way is better",
    .add = add_metrics,
};
