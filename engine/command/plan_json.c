/* See plan_print_inside.h: the document. Shares are of rows; an entry is one child's
 * one day.
 */
#include "base/json.h"
#include "command/plan_print_inside.h"
#include "disclosure/small.h"
#include "kind/kind.h"

static json_t *flow_row(const char *rule, const char *why, size_t removed,
                        size_t rows_out, size_t children, size_t rows)
{
    json_t *row = json_object();
    lc_json_put(row, "rule", lc_json_text(rule));
    lc_json_put(row, "reason", lc_json_text(why));
    lc_json_put(row, "removed", lc_told_json(removed));
    lc_json_put(row, "rows_removed", lc_told_json(rows_out));
    lc_json_put(row, "children", lc_told_json(children));
    lc_json_put(row, "rows", lc_told_json(rows));
    return row;
}

static json_t *flow_of(const struct lc_flow_told *flow)
{
    json_t *rows = json_array();
    lc_json_push(rows,
                 flow_row("everyone", "every child of the store at every landmark", 0,
                          0, flow->children[0], flow->rows[0]));
    for (int r = 0; r < LC_RULE_COUNT; r++)
        if (lc_flow_has(flow, (size_t)r))
            lc_json_push(rows, flow_row(lc_rules[r].name, lc_rules[r].why,
                                        flow->removed[r], flow->rows_removed[r],
                                        flow->children[r + 1], flow->rows[r + 1]));
    return rows;
}

static json_t *span_of(const struct lc_plan_span *span)
{
    json_t *object = json_object();
    lc_json_put(object, "from", lc_json_day(span->from));
    lc_json_put(object, "to", lc_json_day(span->to));
    lc_json_put(object, "landmarks", lc_json_count(span->landmarks));
    lc_json_put(object, "rows", lc_told_json(span->rows));
    lc_json_put(object, "children", lc_told_json(span->children));
    lc_json_put(object, "entries", lc_told_json(span->entries));
    lc_json_put(object, "rows_incomplete", lc_told_json(span->incomplete));
    return object;
}

static json_t *causes_of(const struct lc_plan *plan)
{
    json_t *rows = json_array();
    for (unsigned c = 0; c < plan->study->competing_count + 2; c++) {
        json_t *row = json_object();
        lc_json_put(row, "cause", lc_json_text(lc_study_cause(plan->study, (int)c)));
        lc_json_put(row, "rows", lc_told_json(plan->cause[c].rows));
        lc_json_put(row, "events",
                    c ? lc_told_json(plan->cause[c].events) : json_null());
        lc_json_push(rows, row);
    }
    return rows;
}

static json_t *origins_of(const struct lc_plan *plan)
{
    json_t *rows = json_array();
    for (size_t k = 0; plan->origin && k < plan->splits.count; k++) {
        json_t *row = json_object();
        lc_json_put(row, "origin", lc_json_day(plan->origin[k].day));
        lc_json_put(row, "train", span_of(&plan->origin[k].train));
        lc_json_put(row, "test", span_of(&plan->origin[k].test));
        lc_json_push(rows, row);
    }
    return rows;
}

static json_t *splits_of(const struct lc_plan *plan)
{
    json_t *object = json_object();
    lc_json_put(object, "test_from", lc_json_day(plan->split.test_from));
    lc_json_put(object, "label_delay",
                lc_json_text(plan->study->validation.label_delay));
    lc_json_put(object, "train", span_of(&plan->train));
    lc_json_put(object, "test", span_of(&plan->test));
    lc_json_put(object, "origins", origins_of(plan));
    lc_json_put(object, "children_in_both", lc_told_json(plan->both));
    return object;
}

static json_t *predictors_of(const struct lc_plan *plan)
{
    json_t *rows = json_array();
    for (unsigned k = 0; k < plan->study->predictors_count; k++) {
        const struct lc_study_predictor *p = plan->study->predictors + k;
        const struct lc_plan_column *c = plan->column + k;
        json_t *row = json_object();
        lc_json_put(row, "name", lc_json_text(p->name));
        lc_json_put(row, "label", lc_json_text(p->label));
        lc_json_put(row, "kind", lc_json_text(p->kind));
        lc_json_put(row, "meaning", lc_json_text(p->what->meaning));
        lc_json_put(row, "unit", lc_json_text(p->what->unit));
        lc_json_put(row, "history", lc_json_text(p->history));
        if (p->other)
            lc_json_put(row, "other", lc_json_text(p->other));
        lc_json_put(row, "window", lc_json_text(p->window));
        lc_json_put(row, "not_observed", lc_json_number(lc_plan_unseen(plan, c)));
        lc_json_put(row, "rows_not_zero", lc_told_json(c->nonzero));
        lc_json_put(row, "children_not_zero", lc_told_json(c->children));
        lc_json_put(row, "entries_not_zero", lc_told_json(c->entries));
        lc_json_put(row, "low", lc_json_number(c->low));
        lc_json_put(row, "high", lc_json_number(c->high));
        lc_json_put(row, "mean", lc_json_number(c->mean));
        lc_json_put(row, "used", json_boolean(c->used));
        lc_json_push(rows, row);
    }
    return rows;
}

static json_t *models_of(const struct lc_plan *plan)
{
    json_t *rows = json_array();
    for (unsigned m = 0; m < plan->study->models_count; m++) {
        json_t *row = json_object();
        lc_json_put(row, "name", lc_json_text(plan->study->models[m].name));
        lc_json_put(row, "family", lc_json_text(plan->study->models[m].family));
        lc_json_put(row, "columns", lc_json_count(plan->model[m].columns));
        lc_json_put(row, "entries", lc_told_json(plan->model[m].entries));
        lc_json_put(row, "entries_a_column", lc_json_number(plan->model[m].each));
        lc_json_put(row, "sample_size",
                    plan->model[m].advised ? lc_sample_size_json(&plan->model[m].size)
                                           : json_null());
        lc_json_push(rows, row);
    }
    return rows;
}

static json_t *without_of(const struct lc_plan *plan)
{
    static const char *const words[] = { [LC_PLAN_REFIT] = "refit",
                                         [LC_PLAN_SEEN_MISSING] = "seen missing",
                                         [LC_PLAN_REFUSES] = "refuse" };
    json_t *rows = json_array();
    for (size_t k = 0; k < plan->withouts; k++) {
        const struct lc_plan_without *w = plan->without + k;
        lc_json_push(
            rows,
            LC_OBJECT({ "model", lc_json_text(plan->study->models[w->model].name) },
                      { "history", lc_json_text(w->history) },
                      { "does", lc_json_text(words[w->does]) }));
    }
    return rows;
}

static json_t *pass_of(const struct lc_plan *plan)
{
    const struct lc_study_acceptance *a = &plan->study->acceptance;
    const struct lc_plan_pass *pass = &plan->pass;
    json_t *object = json_object(), *rows = json_array();
    if (!pass->asked) {
        json_decref(object);
        json_decref(rows);
        return json_null();
    }
    for (size_t k = 0; k < pass->chances; k++) {
        json_t *row = json_object();
        lc_json_put(row, "precision", lc_json_number(pass->chance[k].precision));
        lc_json_put(row, "chance", lc_json_number(pass->chance[k].pass));
        lc_json_push(rows, row);
    }
    lc_json_put(object, "required", lc_json_number(*a->precision_at_least));
    lc_json_put(object, "judged_by",
                lc_json_text(a->by_estimate ? "estimate" : "limit"));
    lc_json_put(object, "places", lc_told_json(pass->places));
    lc_json_put(object, "landmarks_an_entry", lc_json_number(pass->each));
    lc_json_put(object, "independent_places", lc_json_count(pass->independent));
    lc_json_put(object, "chances", rows);
    return object;
}

static json_t *findings_of(const struct lc_plan *plan)
{
    json_t *rows = json_array();
    const char *line = plan->finding.data;
    for (size_t f = 0; f < plan->findings; f++) {
        size_t size = 0;
        while (line[size] != '\n')
            size++;
        lc_json_push(rows, json_stringn(line, size));
        line += size + 1;
    }
    return rows;
}

static json_t *about(const struct lc_plan *plan)
{
    char digest[LC_DIGEST_TEXT];
    json_t *object = json_object();
    lc_json_put(object, "name", lc_json_text(plan->study->about.name));
    lc_json_put(object, "title", lc_json_text(plan->study->about.title));
    lc_json_put(object, "purpose", lc_json_text(plan->study->about.purpose));
    lc_json_put(object, "digest",
                lc_json_text(lc_digest_text(plan->study->digest, digest)));
    return object;
}

static json_t *share_of(struct lc_share share)
{
    double told = lc_told_share(share.assumed, share.of);
    return LC_OBJECT({ "assumed", lc_told_json(share.assumed) },
                     { "of", lc_told_json(share.of) },
                     { "share", lc_json_number(told) });
}

static json_t *assumed_of(const struct lc_assumed *assumed)
{
    return LC_OBJECT({ "rows", share_of(assumed->rows) },
                     { "entries", share_of(assumed->entries) },
                     { "versions", share_of(assumed->versions) });
}

json_t *lc_plan_json(const struct lc_plan *plan)
{
    json_t *document = json_object(), *cost = json_object();
    bool good = lc_json_put(cost, "rows", lc_told_json(plan->all.rows));
    good &= lc_json_put(cost, "columns", lc_json_count(plan->design.frame.count));
    good &= lc_json_put(cost, "bytes", lc_json_count(plan->bytes));
    good &= lc_json_put(document, "linked", json_boolean(!plan->unlinked));
    good &= lc_json_put(document, "suppressed", json_boolean(!plan->unsuppressed));
    good &= lc_json_put(document, "study", about(plan));
    good &= lc_json_put(document, "flow", flow_of(&plan->flow));
    good &= lc_json_put(document, "entries", lc_flow_entries(&plan->flow));
    good &= lc_json_put(document, "every", lc_json_text(plan->study->landmarks.every));
    good &=
        lc_json_put(document, "horizon", lc_json_text(plan->study->outcome.horizon));
    good &= lc_json_put(document, "all", span_of(&plan->all));
    good &= lc_json_put(document, "causes", causes_of(plan));
    good &= lc_json_put(document, "splits", splits_of(plan));
    good &= lc_json_put(document, "assumed", assumed_of(&plan->assumed));
    good &= lc_json_put(document, "predictors", predictors_of(plan));
    good &= lc_json_put(document, "models", models_of(plan));
    good &= lc_json_put(document, "without", without_of(plan));
    good &= lc_json_put(document, "chance_to_pass", pass_of(plan));
    good &= lc_json_put(document, "cost", cost);
    good &= lc_json_put(document, "findings", findings_of(plan));
    return lc_json_whole(document, good);
}
