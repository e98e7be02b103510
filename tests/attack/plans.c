/* plans N SEED [unsuppressed]: N random plans, a document a line, for attack.py: counts
 * that agree with one another as a borough's do, many of 1 to 5, through the same door
 * and printer as `latecare plan --json`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "base/random.h"
#include "command/plan_print_inside.h"

static const char text[] =
    "format: 1\n"
    "study: { name: random, title: Random counts, purpose: an attack }\n"
    "cohort: { age_from: 5, age_to: 17, known_to: [referral] }\n"
    "landmarks: { every: 3 months, from: 2018-04-01, to: all }\n"
    "outcome: { history: care, first_entry: true, age_floor: 5, uasc: false,\n"
    "  remand: true, short_breaks: false, horizon: 12 months }\n"
    "competing: [death, moved, permanence, other_entry]\n"
    "predictors:\n"
    "  - { name: referrals, kind: count, history: referral, window: 24 months, label: "
    "a }\n"
    "  - { name: ever, kind: ever, history: cpp, label: b }\n"
    "  - { name: open, kind: open_now, history: cin, label: c }\n"
    "models:\n"
    "  - { name: logistic, family: logistic, formula: log1p(referrals) + ever + open "
    "}\n"
    "validation: { test_last: 24 months, label_delay: 1 month, bootstrap: 20 }\n"
    "panel: { capacity: 10 }\n"
    "acceptance: { precision_at_least: 0.1 }\n";

enum { LANDMARKS = 28, OFTEN = 4, SPANS = 3 };

/* 0 to most; half of all small. */
static size_t draw(struct lc_random *r, size_t most)
{
    size_t small = lc_random_below(r, 8);
    if (lc_random_below(r, 2) && small <= most)
        return small;
    return lc_random_below(r, (uint32_t)most + 1);
}

static void draw_flow(struct lc_flow *f, struct lc_random *r)
{
    *f = (struct lc_flow){ .children = 40 + lc_random_below(r, 4000) };
    f->rows = f->children * LANDMARKS;
    f->children_in = f->children;
    f->rows_in = f->rows;
    for (size_t k = 0; k < LC_RULE_COUNT; k++) {
        size_t out = draw(r, f->children_in / 4), spare = f->rows_in - f->children_in;
        f->children_out[k] = out;
        /* all rows of those that leave, now and then those of others */
        f->rows_out[k] = out * (1 + lc_random_below(r, LANDMARKS));
        if (f->rows_out[k] > spare)
            f->rows_out[k] = out;
        f->children_in -= out;
        f->rows_in -= f->rows_out[k];
    }
    f->entries = draw(r, f->children_in / 3) + 1;
    f->entries_known = draw(r, f->entries);
}

static struct lc_plan_span draw_span(struct lc_random *r, size_t children,
                                     size_t entries)
{
    struct lc_plan_span s = { .landmarks = LANDMARKS / SPANS };
    s.children = entries + draw(r, children - entries);
    s.rows = s.children * (1 + lc_random_below(r, LANDMARKS / SPANS));
    s.entries = entries;
    s.incomplete = draw(r, s.rows);
    return s;
}

static void draw_origins(struct lc_plan *p, struct lc_random *r)
{
    size_t left = p->all.entries, children = p->all.children;
    p->splits.count = 1 + lc_random_below(r, SPANS);
    p->test = (struct lc_plan_span){ .landmarks = LANDMARKS };
    for (size_t k = 0; k < p->splits.count; k++) {
        size_t entries = draw(r, left);
        left -= entries;
        p->origin[k].test = draw_span(r, children, entries);
        p->origin[k].train = draw_span(r, children, draw(r, p->all.entries));
        p->test.rows += p->origin[k].test.rows;
        p->test.entries += entries;
        p->test.children = p->origin[k].test.children > p->test.children
                               ? p->origin[k].test.children
                               : p->test.children;
    }
    p->train = p->origin[p->splits.count - 1].train;
    p->both = draw(r, p->train.children < p->test.children ? p->train.children
                                                           : p->test.children);
}

static void draw_causes(struct lc_plan *p, struct lc_random *r)
{
    size_t left = p->all.rows;
    for (unsigned c = 1; c < p->study->competing_count + 2; c++) {
        struct lc_plan_cause *cause = p->cause + c;
        cause->events = c == 1 ? p->all.entries : draw(r, p->all.children / 9);
        cause->rows = cause->events * (1 + lc_random_below(r, OFTEN));
        if (cause->rows > left)
            cause->rows = cause->events = 0;
        left -= cause->rows;
    }
    p->cause[0].rows = left;
}

static void draw_columns(struct lc_plan *p, struct lc_random *r)
{
    for (unsigned k = 0; k < p->study->predictors_count; k++) {
        struct lc_plan_column *c = p->column + k;
        *c = (struct lc_plan_column){ .children = draw(r, p->all.children) };
        c->nonzero = c->children * (1 + lc_random_below(r, LANDMARKS));
        if (c->nonzero > p->all.rows)
            c->nonzero = c->children;
        c->missing = draw(r, p->all.rows - c->nonzero);
        c->entries =
            draw(r, c->children < p->all.entries ? c->children : p->all.entries);
        c->high = c->six_high = 1;
        if (p->all.rows > c->missing)
            c->mean = (double)c->nonzero / (double)(p->all.rows - c->missing);
    }
}

static void draw_plan(struct lc_plan *p, struct lc_random *r)
{
    struct lc_flow *flow = &p->cohort.flow;
    draw_flow(flow, r);
    p->all = (struct lc_plan_span){ .landmarks = LANDMARKS,
                                    .rows = flow->rows_in,
                                    .children = flow->children_in };
    p->all.entries = draw(r, flow->children_in / 3);
    p->all.incomplete = draw(r, flow->rows_in);
    draw_origins(p, r);
    draw_causes(p, r);
    draw_columns(p, r);
    p->model[0] = (struct lc_plan_model){ .columns = 5, .entries = p->train.entries };
    p->model[0].each = (double)p->train.entries / 5;
    p->assumed.rows = (struct lc_share){ draw(r, p->train.rows), p->train.rows };
    p->assumed.entries =
        (struct lc_share){ draw(r, p->train.entries), p->train.entries };
    size_t versions = draw(r, 5000);
    p->assumed.versions = (struct lc_share){ draw(r, versions), versions };
}

static int print_plan(struct lc_plan *p, bool suppress)
{
    lc_plan_tell(p, suppress);
    json_t *document = lc_plan_json(p);
    char *line = document ? json_dumps(document, JSON_COMPACT) : NULL;
    int bad = !line || puts(line) < 0;
    free(line);
    json_decref(document);
    return bad;
}

int main(int argc, char **argv)
{
    struct lc_plan_origin origin[SPANS];
    struct lc_plan_column column[8];
    struct lc_plan_model model[1];
    struct lc_study *study = NULL;
    struct lc_error err = { 0 };
    long plans = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
    int bad = plans < 1;
    lc_begin();
    if (bad || lc_study_parse(&study, "random", text, strlen(text), &err)) {
        fprintf(stderr, "usage: plans N SEED [unsuppressed]; %s\n", err.text);
        return 2;
    }
    for (long k = 0; k < plans && !bad; k++) {
        struct lc_random r;
        struct lc_plan plan = {
            .study = study, .origin = origin, .column = column, .model = model
        };
        plan.design.frame.count = study->predictors_count;
        lc_random_init(&r, (uint64_t)strtol(argv[2], NULL, 10), (uint64_t)k);
        draw_plan(&plan, &r);
        bad = print_plan(&plan, argc < 4);
        lc_text_free(&plan.finding);
    }
    lc_study_free(study);
    return bad;
}
