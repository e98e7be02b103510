/* See plan_print_inside.h: in words. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "command/plan_print_inside.h"

enum { WIDE = 11 };

/* "1,234,567", right-aligned in a field. */
static void add_count(struct lc_text *out, size_t n)
{
    char grouped[32];
    lc_text_addf(out, " %*s", WIDE, lc_print_count(n, grouped));
}

static void add_flow_row(struct lc_text *out, const char *why, size_t children_out,
                         size_t rows_out, size_t children, size_t rows)
{
    lc_text_addf(out, "  %-66s", why);
    add_count(out, children_out);
    add_count(out, rows_out);
    add_count(out, children);
    add_count(out, rows);
    lc_text_add(out, "\n");
}

static void add_flow(struct lc_text *out, const struct lc_flow *flow)
{
    size_t children = flow->children, rows = flow->rows;
    lc_text_addf(out, "Who is looked at: the rules in order\n  %-66s %*s %*s %*s %*s\n",
                 "", WIDE, "left out", WIDE, "rows", WIDE, "children", WIDE, "rows");
    add_flow_row(out, "every child of the store at every landmark", 0, 0, children,
                 rows);
    for (int r = 0; r < LC_RULE_COUNT; r++) {
        children -= flow->children_out[r];
        rows -= flow->rows_out[r];
        add_flow_row(out, lc_rules[r].why, flow->children_out[r], flow->rows_out[r],
                     children, rows);
    }
    lc_text_add(out,
                "  A child is left out at the rule that takes the last of its rows. "
                "A row is a child at a landmark.\n");
    lc_text_addf(out,
                 "  Of %zu entries of such children %zu were of children known "
                 "beforehand; no list could hold the\n  other %zu.\n\n",
                 flow->entries, flow->entries_known,
                 flow->entries - flow->entries_known);
}

static void add_span(struct lc_text *out, const char *name,
                     const struct lc_plan_span *s)
{
    char from[LC_DAY_ROOM], to[LC_DAY_ROOM];
    if (!s->landmarks) {
        lc_text_addf(out, "  %-10s none\n", name);
        return;
    }
    lc_text_addf(out, "  %-10s %s to %s", name, lc_day_print(s->from, from),
                 lc_day_print(s->to, to));
    add_count(out, s->landmarks);
    add_count(out, s->rows);
    add_count(out, s->children);
    add_count(out, s->entries);
    add_count(out, s->incomplete);
    lc_text_add(out, "\n");
}

static void add_spans(struct lc_text *out, const struct lc_plan *plan)
{
    char day[LC_DAY_ROOM];
    const struct lc_study *s = plan->study;
    lc_text_addf(out,
                 "Landmarks every %s, horizon %s\n  %-10s %-24s %*s %*s %*s %*s %*s\n",
                 s->landmarks.every, s->outcome.horizon, "", "", WIDE, "landmarks",
                 WIDE, "rows", WIDE, "children", WIDE, "entries", WIDE, "not known");
    add_span(out, "all", &plan->all);
    add_span(out, "training", &plan->train);
    add_span(out, "testing", &plan->test);
    lc_text_add(out, "  Not known: rows whose horizon the data do not cover.\n");
    if (plan->test.landmarks)
        lc_text_addf(
            out,
            "  Trained on what was known on %s, of landmarks whose horizon%s%s had "
            "passed by then;\n  %zu children are on both sides.\n",
            lc_day_print(plan->split.test_from, day),
            s->validation.label_delay ? " and label delay of " : "",
            s->validation.label_delay ? s->validation.label_delay : "", plan->both);
    lc_text_add(out, "\n");
}

static void add_origin_span(struct lc_text *out, const struct lc_plan_span *s)
{
    char grouped[32];
    lc_text_addf(out, " %11s", lc_print_count(s->rows, grouped));
    lc_text_addf(out, " %9s", lc_print_count(s->children, grouped));
    lc_text_addf(out, " %7s", lc_print_count(s->entries, grouped));
}

/* Where the test rolls: an origin a line, and what each can learn and be tested by. */
static void add_origins(struct lc_text *out, const struct lc_plan *plan)
{
    char day[LC_DAY_ROOM];
    if (plan->splits.count == 1)
        return;
    lc_text_addf(out, "Rolling origins\n  %-10s %29s   %29s\n  %-10s", "", "trained on",
                 "tested on", "origin");
    for (int side = 0; side < 2; side++)
        lc_text_addf(out, "%s %11s %9s %7s", side ? "  " : "", "rows", "children",
                     "entries");
    lc_text_add(out, "\n");
    for (size_t k = 0; k < plan->splits.count; k++) {
        lc_text_addf(out, "  %-10s", lc_day_print(plan->origin[k].day, day));
        add_origin_span(out, &plan->origin[k].train);
        lc_text_add(out, "  ");
        add_origin_span(out, &plan->origin[k].test);
        lc_text_add(out, "\n");
    }
    lc_text_add(out,
                "  Each is trained on what was known on its day, of landmarks whose "
                "horizon and\n  label delay had passed, and tested on the span from it "
                "on. Judged are all the\n  test spans together.\n\n");
}

static void add_share(struct lc_text *out, const char *what, struct lc_share share)
{
    lc_text_addf(out, "  %-35s", what);
    add_count(out, share.assumed);
    add_count(out, share.of);
    if (share.of)
        lc_text_addf(out, " %*.1f%%", WIDE - 1, 100 * lc_share_of(share));
    lc_text_add(out, "\n");
}

static void add_assumed(struct lc_text *out, const struct lc_assumed *assumed)
{
    lc_text_addf(out, "What training rests on assumed knowledge\n  %-35s %*s %*s %*s\n",
                 "", WIDE, "assumed", WIDE, "of", WIDE, "share");
    add_share(out, "rows", assumed->rows);
    add_share(out, "entries", assumed->entries);
    add_share(out, "versions of events seen", assumed->versions);
    lc_text_add(out, "  Assumed: nobody wrote down when it was known; that is taken to "
                     "be a declared delay after it happened.\n\n");
}

static void add_causes(struct lc_text *out, const struct lc_plan *plan)
{
    lc_text_addf(out, "What ends follow-up\n  %-20s %*s %*s\n", "", WIDE, "rows", WIDE,
                 "events");
    for (unsigned c = 0; c < plan->study->competing_count + 2; c++) {
        lc_text_addf(out, "  %-20s", lc_study_cause(plan->study, (int)c));
        add_count(out, plan->cause[c].rows);
        if (c)
            add_count(out, plan->cause[c].events);
        lc_text_add(out, "\n");
    }
    lc_text_add(out,
                "  An event is one child's one day, at however many landmarks.\n\n");
}

static void add_column(struct lc_text *out, const struct lc_plan *plan, unsigned k)
{
    const struct lc_study_predictor *p = plan->study->predictors + k;
    const struct lc_plan_column *c = plan->column + k;
    char what[80];
    double n = (double)plan->design.frame.n;
    snprintf(what, sizeof what, "%s%s%s%s%s", p->kind, p->history ? " of " : "",
             p->history ? p->history : "", p->window ? ", " : "",
             p->window ? p->window : "");
    lc_text_addf(out, "  %-20.20s %-42.42s %7.1f%%", p->name, what,
                 100 * (double)c->missing / n);
    add_count(out, c->nonzero);
    add_count(out, c->children);
    add_count(out, c->entries);
    if (isnan(c->mean))
        lc_text_addf(out, " %8s %8s %8s", "-", "-", "-");
    else
        lc_text_addf(out, " %8.4g %8.3g %8.4g", c->low, c->mean, c->high);
    lc_text_add(out, c->used ? "\n" : "  in no model\n");
}

static void add_columns(struct lc_text *out, const struct lc_plan *plan)
{
    lc_text_addf(
        out, "What is known beforehand\n  %-20s %-42s %8s %*s %*s %*s %8s %8s %8s\n",
        "predictor", "", "not seen", WIDE, "not zero", WIDE, "children", WIDE,
        "entries", "low", "mean", "high");
    for (unsigned k = 0; k < plan->study->predictors_count; k++)
        add_column(out, plan, k);
    lc_text_add(out, "  Not seen: rows at which no source covers it; not zero: rows, "
                     "children, and those of them that entered.\n\n");
}

static void add_models(struct lc_text *out, const struct lc_plan *plan)
{
    if (!plan->study->models_count)
        return;
    lc_text_addf(out, "Is there enough to learn from\n  %-20s %*s %*s %*s %*s %*s\n",
                 "model", WIDE, "columns", WIDE, "entries", 18, "entries a column", 12,
                 "shrinkage", 16, "columns carried");
    for (unsigned m = 0; m < plan->study->models_count; m++) {
        lc_text_addf(out, "  %-20s", plan->study->models[m].name);
        add_count(out, plan->model[m].columns);
        add_count(out, plan->model[m].entries);
        lc_text_addf(out, " %18.1f", plan->model[m].each);
        if (plan->model[m].advised)
            lc_text_addf(out, " %12.2f %16.0f", plan->model[m].size.shrinkage,
                         floor(plan->model[m].size.columns));
        lc_text_add(out, "\n");
    }
    lc_text_add(
        out, "  Shrinkage: what a fit of all the columns may be expected to need, 0.9 "
             "and above is well;\n  columns carried: as many as these children and "
             "entries can (Riley, 2019).\n\n");
}

/* As was said beforehand: nobody chooses on the day. */
static void add_without(struct lc_text *out, const struct lc_plan *plan)
{
    static const char *const words[] = {
        [LC_PLAN_REFIT] = "by a fit without it, which has a test of its own",
        [LC_PLAN_SEEN_MISSING] = "by the same fit, which saw it missing in training",
        [LC_PLAN_REFUSES] = "nobody is scored; see sources.refit_without",
    };
    if (!plan->withouts)
        return;
    lc_text_add(out, "Risks on a day on which a source is not observed\n");
    for (size_t k = 0; k < plan->withouts; k++) {
        const struct lc_plan_without *w = plan->without + k;
        lc_text_addf(out, "  %s without %s: %s\n", plan->study->models[w->model].name,
                     w->history, words[w->does]);
    }
    lc_text_add(out, "\n");
}

static void add_pass(struct lc_text *out, const struct lc_plan *plan)
{
    const struct lc_study_acceptance *a = &plan->study->acceptance;
    const struct lc_plan_pass *pass = &plan->pass;
    if (!pass->asked || !pass->chances)
        return;
    lc_text_addf(out,
                 "The chance to pass acceptance.precision_at_least, %g, judged by the "
                 "%s\n  true precision ",
                 *a->precision_at_least, a->by_estimate ? "estimate" : "limit");
    for (size_t k = 0; k < pass->chances; k++)
        lc_text_addf(out, " %8.3g", pass->chance[k].precision);
    lc_text_add(out, "\n  chance         ");
    for (size_t k = 0; k < pass->chances; k++)
        lc_text_addf(out, " %8.2f", pass->chance[k].pass);
    lc_text_addf(
        out,
        "\n  Binomial: %zu places on the lists of the test. An entry of its %zu "
        "stands at %.1f\n  landmarks on average, so the places count as %zu "
        "independent ones.%s\n\n",
        pass->places, plan->test.entries, pass->each, pass->independent,
        a->by_estimate ? "" : " The limit is Wilson's (1927).");
}

static void add_findings(struct lc_text *out, const struct lc_plan *plan)
{
    const char *line = plan->finding.data;
    if (!plan->findings) {
        lc_text_add(out, "Nothing to warn of.\n");
        return;
    }
    lc_text_addf(out, "To look at before training (%zu)\n", plan->findings);
    for (size_t f = 0; f < plan->findings; f++) {
        size_t size = strcspn(line, "\n");
        lc_text_add(out, "  - ");
        lc_text_add_bytes(out, line, size + 1);
        line += size + 1;
    }
}

void lc_plan_text(const struct lc_plan *plan, struct lc_text *out)
{
    if (plan->unlinked)
        lc_text_add(out, "Not linked: records were added since the last link, and one "
                         "child may be counted as\nseveral. Run latecare link first; "
                         "until then nobody trains or scores on this store.\n\n");
    lc_text_addf(out, "%s\n\n", plan->study->about.title);
    add_flow(out, &plan->cohort.flow);
    add_spans(out, plan);
    add_origins(out, plan);
    add_assumed(out, &plan->assumed);
    add_causes(out, plan);
    add_columns(out, plan);
    add_models(out, plan);
    add_without(out, plan);
    add_pass(out, plan);
    lc_text_addf(out, "Cost: a design of %zu rows by %zu columns, %.1f MB.\n\n",
                 plan->design.frame.n, plan->design.frame.count,
                 (double)plan->bytes / 1e6);
    add_findings(out, plan);
}
