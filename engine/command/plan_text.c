/* See plan_print_inside.h: in words. */
#include <math.h>
#include <string.h>

#include "base/listing.h"
#include "command/command.h"
#include "command/plan_print_inside.h"
#include "disclosure/small.h"

double lc_plan_unseen(const struct lc_plan *plan, const struct lc_plan_column *column)
{
    return lc_told_share(column->missing, plan->all.rows);
}

static void add_count(struct lc_listing *to, size_t told)
{
    char grouped[32];
    lc_listing_cell(to, "%s", lc_print_told(told, grouped));
}

/* A share, of nothing "-", of what is hidden "c". */
static void add_percent(struct lc_listing *to, double share, size_t of)
{
    if (isnan(share))
        lc_listing_cell(to, of ? "c" : "-");
    else
        lc_listing_cell(to, "%.1f%%", 100 * share);
}

static void add_flow_row(struct lc_listing *to, const char *why, size_t children_out,
                         size_t rows_out, size_t children, size_t rows)
{
    lc_listing_cell(to, "%s", why);
    add_count(to, children_out);
    add_count(to, rows_out);
    add_count(to, children);
    add_count(to, rows);
}

static void add_flow(struct lc_text *out, const struct lc_flow_told *flow)
{
    static const struct lc_listed columns[] = {
        { "", LC_LISTED_FLOWS },
        { "children left out", LC_LISTED_RIGHT },
        { "rows left out", LC_LISTED_RIGHT },
        { "children stay", LC_LISTED_RIGHT },
        { "rows stay", LC_LISTED_RIGHT },
    };
    char a[32], b[32], c[32];
    struct lc_listing to;
    lc_listing_begin(&to, 5, columns);
    lc_text_add(out, "Who is looked at: the rules in order\n");
    add_flow_row(&to, "every child of the store at every landmark", 0, 0,
                 flow->children[0], flow->rows[0]);
    for (int r = 0; r < LC_RULE_COUNT; r++)
        if (lc_flow_has(flow, (size_t)r))
            add_flow_row(&to, lc_rules[r].why, flow->removed[r], flow->rows_removed[r],
                         flow->children[r + 1], flow->rows[r + 1]);
    lc_listing_end(&to, 2, out);
    lc_text_add(out,
                "  A child is left out at the rule that takes the last of its rows. "
                "A row is a child at a landmark.\n");
    lc_text_addf(out,
                 "  Of %s entries of such children %s were of children known "
                 "beforehand; no list could hold the other %s.\n\n",
                 lc_print_told(flow->entries, a), lc_print_told(flow->known, b),
                 lc_print_told(flow->unknown, c));
}

static void add_span(struct lc_listing *to, const char *name,
                     const struct lc_plan_span *s)
{
    char from[LC_DAY_ROOM], last[LC_DAY_ROOM];
    lc_listing_cell(to, "%s", name);
    if (s->landmarks)
        lc_listing_cell(to, "%s to %s", lc_day_print(s->from, from),
                        lc_day_print(s->to, last));
    else
        lc_listing_cell(to, "none");
    for (size_t k = 0; k < 5; k++)
        if (s->landmarks)
            add_count(to, (const size_t[]){ s->landmarks, s->rows, s->children,
                                            s->entries, s->incomplete }[k]);
        else
            lc_listing_cell(to, "-");
}

static void add_spans(struct lc_text *out, const struct lc_plan *plan)
{
    static const struct lc_listed columns[] = {
        { "", LC_LISTED_LEFT },           { "", LC_LISTED_LEFT },
        { "landmarks", LC_LISTED_RIGHT }, { "rows", LC_LISTED_RIGHT },
        { "children", LC_LISTED_RIGHT },  { "entries", LC_LISTED_RIGHT },
        { "not known", LC_LISTED_RIGHT },
    };
    char day[LC_DAY_ROOM], both[32];
    const struct lc_study *s = plan->study;
    struct lc_listing to;
    lc_listing_begin(&to, 7, columns);
    lc_text_addf(out, "Landmarks every %s, horizon %s\n", s->landmarks.every,
                 s->outcome.horizon);
    add_span(&to, "all", &plan->all);
    add_span(&to, "training", &plan->train);
    add_span(&to, "testing", &plan->test);
    lc_listing_end(&to, 2, out);
    lc_text_add(out, "  Not known: rows whose horizon the data do not cover.\n");
    if (plan->test.landmarks)
        lc_text_addf(
            out,
            "  Trained on what was known on %s, of landmarks whose horizon%s%s had "
            "passed by then;\n  %s children are on both sides.\n",
            lc_day_print(plan->split.test_from, day),
            s->validation.label_delay ? " and label delay of " : "",
            s->validation.label_delay ? s->validation.label_delay : "",
            lc_print_told(plan->both, both));
    lc_text_add(out, "\n");
}

static void add_origin_span(struct lc_text *out, const struct lc_plan_span *s)
{
    char grouped[32];
    lc_text_addf(out, " %11s", lc_print_told(s->rows, grouped));
    lc_text_addf(out, " %9s", lc_print_told(s->children, grouped));
    lc_text_addf(out, " %7s", lc_print_told(s->entries, grouped));
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

static void add_share(struct lc_listing *to, const char *what, struct lc_share share)
{
    lc_listing_cell(to, "%s", what);
    add_count(to, share.assumed);
    add_count(to, share.of);
    add_percent(to, lc_told_share(share.assumed, share.of), share.of);
}

static void add_assumed(struct lc_text *out, const struct lc_assumed *assumed)
{
    static const struct lc_listed columns[] = {
        { "", LC_LISTED_LEFT },
        { "assumed", LC_LISTED_RIGHT },
        { "of", LC_LISTED_RIGHT },
        { "share", LC_LISTED_RIGHT },
    };
    struct lc_listing to;
    lc_listing_begin(&to, 4, columns);
    lc_text_add(out, "What training rests on assumed knowledge\n");
    add_share(&to, "rows", assumed->rows);
    add_share(&to, "entries", assumed->entries);
    add_share(&to, "versions of events seen", assumed->versions);
    lc_listing_end(&to, 2, out);
    lc_text_add(out, "  Assumed: nobody wrote down when it was known; that is taken to "
                     "be a declared delay after it happened.\n\n");
}

static void add_causes(struct lc_text *out, const struct lc_plan *plan)
{
    static const struct lc_listed columns[] = {
        { "", LC_LISTED_LEFT },
        { "rows", LC_LISTED_RIGHT },
        { "events", LC_LISTED_RIGHT },
    };
    struct lc_listing to;
    lc_listing_begin(&to, 3, columns);
    lc_text_add(out, "What ends follow-up\n");
    for (unsigned c = 0; c < plan->study->competing_count + 2; c++) {
        lc_listing_cell(&to, "%s", lc_study_cause(plan->study, (int)c));
        add_count(&to, plan->cause[c].rows);
        if (c)
            add_count(&to, plan->cause[c].events);
        else
            lc_listing_cell(&to, "-");
    }
    lc_listing_end(&to, 2, out);
    lc_text_add(out,
                "  An event is one child's one day, at however many landmarks.\n\n");
}

static void add_column(struct lc_listing *to, const struct lc_plan *plan, unsigned k)
{
    const struct lc_study_predictor *p = plan->study->predictors + k;
    const struct lc_plan_column *c = plan->column + k;
    lc_listing_cell(to, "%s: %s%s%s%s%s%s%s%s", p->name, p->kind,
                    p->history ? " of " : "", p->history ? p->history : "",
                    p->other ? " and " : "", p->other ? p->other : "",
                    p->window ? ", " : "", p->window ? p->window : "",
                    c->used ? "" : "; in no model");
    add_percent(to, lc_plan_unseen(plan, c), plan->all.rows);
    add_count(to, c->nonzero);
    add_count(to, c->children);
    add_count(to, c->entries);
    const double figure[] = { c->low, c->mean, c->high };
    for (size_t f = 0; f < 3; f++)
        if (isnan(figure[f]))
            lc_listing_cell(to, c->children == LC_FEW ? "c" : "-");
        else
            lc_listing_cell(to, f == 1 ? "%.3g" : "%.4g", figure[f]);
}

static void add_columns(struct lc_text *out, const struct lc_plan *plan)
{
    static const struct lc_listed columns[] = {
        { "predictor", LC_LISTED_FLOWS }, { "not seen", LC_LISTED_RIGHT },
        { "not zero", LC_LISTED_RIGHT },  { "children", LC_LISTED_RIGHT },
        { "entries", LC_LISTED_RIGHT },   { "low", LC_LISTED_RIGHT },
        { "mean", LC_LISTED_RIGHT },      { "high", LC_LISTED_RIGHT },
    };
    struct lc_listing to;
    lc_listing_begin(&to, 8, columns);
    lc_text_add(out, "What is known beforehand\n");
    for (unsigned k = 0; k < plan->study->predictors_count; k++)
        add_column(&to, plan, k);
    lc_listing_end(&to, 2, out);
    lc_text_add(out, "  Not seen: rows at which no source covers it; not zero: rows, "
                     "children, and those of them that entered.\n\n");
}

static void add_models(struct lc_text *out, const struct lc_plan *plan)
{
    static const struct lc_listed columns[] = {
        { "model", LC_LISTED_LEFT },      { "columns", LC_LISTED_RIGHT },
        { "entries", LC_LISTED_RIGHT },   { "entries a column", LC_LISTED_RIGHT },
        { "shrinkage", LC_LISTED_RIGHT }, { "columns carried", LC_LISTED_RIGHT },
    };
    struct lc_listing to;
    if (!plan->study->models_count)
        return;
    lc_listing_begin(&to, 6, columns);
    lc_text_add(out, "Is there enough to learn from\n");
    for (unsigned m = 0; m < plan->study->models_count; m++) {
        const struct lc_plan_model *model = plan->model + m;
        lc_listing_cell(&to, "%s", plan->study->models[m].name);
        add_count(&to, model->columns);
        add_count(&to, model->entries);
        if (isnan(model->each))
            lc_listing_cell(&to, "c");
        else
            lc_listing_cell(&to, "%.1f", model->each);
        lc_listing_cell(&to, model->advised ? "%.2f" : "-", model->size.shrinkage);
        lc_listing_cell(&to, model->advised ? "%.0f" : "-", floor(model->size.columns));
    }
    lc_listing_end(&to, 2, out);
    lc_text_add(
        out, "  Shrinkage: what a fit of all the columns may be expected to need, 0.9 "
             "and above is well; columns carried: as many as these children and "
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
    static const struct lc_listed columns[] = {
        { "true precision", LC_LISTED_LEFT },
        { "chance", LC_LISTED_RIGHT },
    };
    const struct lc_study_acceptance *a = &plan->study->acceptance;
    const struct lc_plan_pass *pass = &plan->pass;
    struct lc_listing to;
    if (!pass->asked || !pass->chances)
        return;
    lc_text_addf(out,
                 "The chance to pass acceptance.precision_at_least, %g, judged by the "
                 "%s\n",
                 *a->precision_at_least, a->by_estimate ? "estimate" : "limit");
    lc_listing_begin(&to, 2, columns);
    for (size_t k = 0; k < pass->chances; k++) {
        lc_listing_cell(&to, "%.3g", pass->chance[k].precision);
        lc_listing_cell(&to, "%.2f", pass->chance[k].pass);
    }
    lc_listing_end(&to, 2, out);
    lc_text_addf(out,
                 "  Binomial: %zu places on the lists of the test. An entry of its %zu "
                 "stands at %.1f landmarks on average, so the places count as %zu "
                 "independent ones.%s\n\n",
                 pass->places, pass->entries, pass->each, pass->independent,
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
    char rows[32];
    if (plan->unlinked)
        lc_text_add(out, "Not linked: records were added since the last link, and one "
                         "child may be counted as\nseveral. Run latecare link first; "
                         "until then nobody trains or scores on this store.\n\n");
    lc_text_addf(out, "%s\n\n", plan->study->about.title);
    add_flow(out, &plan->flow);
    add_spans(out, plan);
    add_origins(out, plan);
    add_assumed(out, &plan->assumed);
    add_causes(out, plan);
    add_columns(out, plan);
    add_models(out, plan);
    add_without(out, plan);
    add_pass(out, plan);
    if (!plan->unsuppressed)
        lc_text_add(out,
                    "c: 1 to 5, not shown; other counts are the nearest multiple of "
                    "six.\n\n");
    lc_text_addf(out, "Cost: a design of %s rows by %zu columns, %.1f MB.\n\n",
                 lc_print_told(plan->all.rows, rows), plan->design.frame.count,
                 (double)plan->bytes / 1e6);
    add_findings(out, plan);
}
