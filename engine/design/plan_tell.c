/* See plan.h: what of a plan may be told (disclosure/small.h). */
#include "design/plan_findings_inside.h"
#include "disclosure/small.h"

#include <math.h>

static void tell(size_t *count)
{
    *count = lc_tell(*count);
}

/* What is counted of few children is hidden with them. */
static void tell_with(size_t *count, size_t children)
{
    *count = children == LC_FEW ? LC_FEW : lc_tell(*count);
}

static void tell_span(struct lc_plan_span *s)
{
    tell(&s->children);
    tell_with(&s->rows, s->children);
    tell_with(&s->entries, s->children);
    tell_with(&s->incomplete, s->children);
}

/* The entries of the test spans are parts of all that are tested, and so are their
 * rows: where one has few children, all rows less those that the others can have at the
 * most would tell how many. */
static void tell_origins(struct lc_plan *plan)
{
    size_t told[LC_SPLITS], part[LC_SPLITS], count = plan->splits.count;
    for (size_t k = 0; k < count; k++) {
        part[k] = plan->origin[k].test.entries;
        tell_span(&plan->origin[k].train);
        tell_span(&plan->origin[k].test);
        if (plan->origin[k].test.children == LC_FEW)
            plan->test.rows = LC_FEW;
    }
    if (plan->test.children != LC_FEW)
        lc_tell_parts(count, part, told, &plan->test.entries);
}

static void tell_causes(struct lc_plan *plan)
{
    size_t rows[LC_STUDY_CAUSES + 2] = { 0 }, few[LC_STUDY_CAUSES + 2] = { 0 };
    size_t told[LC_STUDY_CAUSES + 2];
    size_t count = plan->study->competing_count + 2;
    for (size_t c = 0; c < count; c++) {
        if (c)
            tell(&plan->cause[c].events);
        rows[c] = plan->cause[c].rows;
        few[c] = c ? plan->cause[c].events : 0;
    }
    lc_tell_rows(count, rows, few, told);
    for (size_t c = 0; c < count; c++)
        plan->cause[c].rows = told[c];
}

/* The least and the greatest value are a child's own. */
static void tell_column(struct lc_plan_column *c, size_t rows)
{
    tell(&c->missing);
    tell(&c->children);
    tell_with(&c->nonzero, c->children);
    tell_with(&c->entries, c->children);
    if (c->children == LC_FEW || rows == LC_FEW || c->missing == LC_FEW) {
        c->low = c->high = c->mean = NAN;
        return;
    }
    c->low = lc_round_figure(c->six_low, 2);
    c->high = lc_round_figure(c->six_high, 2);
    c->mean =
        lc_round_figure(lc_round_mean(c->mean, (double)rows - (double)c->missing), 3);
}

static void tell_model(struct lc_plan_model *m, size_t children)
{
    tell(&m->entries);
    m->each = m->entries == LC_FEW ? NAN : (double)m->entries / (double)m->columns;
    m->advised =
        children != LC_FEW && m->entries != LC_FEW
        && !lc_sample_size_advise(&m->size, (double)children, (double)m->entries,
                                  (double)m->columns, NAN, LC_SIZE_YES_NO, NULL);
}

/* Foreseen anew, from what is told. */
static void tell_pass(struct lc_plan *plan)
{
    struct lc_plan_pass *p = &plan->pass;
    if (!p->asked)
        return;
    tell(&p->entries);
    tell_with(&p->entry_rows, p->entries);
    tell(&p->places);
    if (p->entries == LC_FEW || p->places == LC_FEW)
        p->asked = false;
    else
        lc_plan_pass_foresee(plan);
}

static void tell_share(struct lc_share *share)
{
    tell(&share->assumed);
    tell(&share->of);
}

void lc_plan_tell(struct lc_plan *plan, bool suppress)
{
    lc_flow_tell(&plan->flow, &plan->cohort.flow, suppress);
    plan->unsuppressed = !suppress;
    if (!suppress)
        return;
    tell_span(&plan->all);
    tell_span(&plan->train);
    tell_span(&plan->test);
    if (plan->origin)
        tell_origins(plan);
    tell(&plan->both);
    tell_causes(plan);
    for (size_t k = 0; k < plan->design.frame.count; k++)
        tell_column(plan->column + k, plan->all.rows);
    for (unsigned m = 0; m < plan->study->models_count; m++)
        tell_model(plan->model + m, plan->train.children);
    tell_pass(plan);
    tell_share(&plan->assumed.rows);
    tell_share(&plan->assumed.entries);
    tell_share(&plan->assumed.versions);
    plan->bytes = (size_t)lc_round_figure((double)plan->bytes, 2);
}
