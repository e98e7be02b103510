/* See plan.h: would a model of a given precision pass? */
#include "design/plan_findings_inside.h"

static void count_places(struct lc_plan *plan)
{
    const struct lc_cohort *c = &plan->cohort;
    size_t capacity = (size_t)plan->study->panel.capacity;
    for (size_t l = plan->splits.at[0].test_first; l < plan->split.test_end; l++) {
        size_t rows = 0;
        for (size_t i = 0; i < c->n; i++) {
            rows += c->at[i] == l;
            plan->pass.entry_rows += c->at[i] == l && c->cause[i] == LC_ENTRY;
        }
        plan->pass.places += rows < capacity ? rows : capacity;
    }
}

/* True precisions from the one that is asked upwards, as far as there are entries. */
void lc_plan_pass_foresee(struct lc_plan *plan)
{
    static const double times[LC_PLAN_CHANCES] = { 1, 1.25, 1.5, 2, 3 };
    const struct lc_study_acceptance *a = &plan->study->acceptance;
    struct lc_plan_pass *pass = &plan->pass;
    pass->each = (double)pass->entry_rows / (double)pass->entries;
    pass->independent = (size_t)((double)pass->places / pass->each);
    pass->asked = pass->independent > 0;
    pass->chances = 0;
    for (size_t k = 0; pass->asked && k < LC_PLAN_CHANCES; k++) {
        double precision = times[k] * *a->precision_at_least;
        if (precision > 1
            || precision * (double)pass->independent > (double)pass->entries)
            break;
        pass->chance[k].precision = precision;
        pass->chance[k].pass = lc_acceptance_chance(
            pass->independent, precision, *a->precision_at_least, a->by_estimate);
        pass->chances++;
    }
}

void lc_plan_pass_of(struct lc_plan *plan)
{
    if (!plan->study->acceptance.precision_at_least || !plan->test.entries)
        return;
    plan->pass.entries = plan->test.entries;
    count_places(plan);
    lc_plan_pass_foresee(plan);
}
