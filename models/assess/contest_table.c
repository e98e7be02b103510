/* A researcher's variants on folds of a table (contest.h). */
#include "models/assess/contest_inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/progress.h"
#include "base/random.h"
#include "models/fit/table_fit.h"
#include "parallel/order.h"

/* What is at hand while the variants run. */
struct heat {
    struct lc_contest *contest;
    const struct lc_table_contest *ask;
    unsigned char *common; /* [frame->n] rows that every variant can use */
    unsigned char *keep;   /* [frame->n] of the fit or the forecast at hand */
    size_t *row;           /* [contest->n] rows of the frame, child by child */
    int32_t *fold;         /* [contest->n] */
    size_t *at;            /* [frame->n] place in the contest, or SIZE_MAX */
};

/* --- which rows ------------------------------------------------------------------- */

/* Learns one variant's terms from the rows common so far, and applies them. */
static int look(lc_terms **terms, struct lc_applied *applied, const struct heat *h,
                const struct lc_variant *v, struct lc_error *err)
{
    struct lc_terms_options how = { .cluster = h->ask->child, .keep = h->common };
    int code = lc_terms_learn(terms, v->formula, h->ask->frame, &how, err);
    if (!code)
        code = lc_terms_apply(applied, *terms, h->ask->frame, h->common, LC_APPLY_FIT,
                              err);
    if (code)
        lc_terms_free(*terms);
    return code ? lc_error_within(err, code, "%s", v->name) : LC_OK;
}

static size_t left_side(const lc_terms *terms)
{
    const char *tilde = strstr(lc_terms_formula(terms), " ~ ");
    return tilde ? (size_t)(tilde - lc_terms_formula(terms)) : 0;
}

static int check_side(const lc_terms *terms, const struct heat *h,
                      const struct lc_variant *v, struct lc_error *err)
{
    const char *formula = lc_terms_formula(terms);
    const struct lc_variant *first = h->ask->variant;
    int outcome = lc_terms_outcome(terms);
    bool times = v->family->response != LC_BINARY;
    size_t size = left_side(terms);
    if (outcome != (times ? LC_OUTCOME_TIME : LC_OUTCOME_VALUE))
        return LC_FAIL(err, LC_USAGE,
                       "%s: compare judges one row a person; the %s family needs %s",
                       v->name, v->family->name,
                       times ? "Surv(time, event) ~" : "y ~, a yes or no");
    if (strncmp(h->contest->contender[0].formula, formula, size + 3) != 0)
        return LC_FAIL(err, LC_USAGE,
                       "%s foretells %.*s, but %s something else: all variants must "
                       "have the same left side",
                       v->name, (int)size, formula, first->name);
    return LC_OK;
}

/* Takes the rows out of common that the variant has no values for. */
static int narrow(struct heat *h, const struct lc_variant *v, struct lc_error *err)
{
    struct lc_contender *contender;
    struct lc_applied applied;
    lc_terms *terms;
    int code = look(&terms, &applied, h, v, err);
    if (code)
        return code;
    code = lc_contest_add(h->contest, v->name, v->family->name, lc_terms_formula(terms),
                          &contender, err);
    if (!code)
        code = check_side(terms, h, v, err);
    memset(h->common, 0, h->ask->frame->n);
    for (size_t i = 0; i < applied.n; i++)
        h->common[applied.row[i]] = 1;
    lc_applied_free(&applied);
    lc_terms_free(terms);
    return code;
}

/* --- what became of them ---------------------------------------------------------- */

static int allocate(struct heat *h, const struct lc_applied *a, struct lc_error *err)
{
    struct lc_contest *c = h->contest;
    c->child = lc_alloc(a->n, sizeof *c->child);
    c->cause = lc_alloc(a->n, sizeof *c->cause);
    if (a->y)
        c->outcome = lc_alloc(a->n, 1);
    else
        c->time = lc_alloc(a->n, sizeof *c->time);
    h->row = lc_alloc(a->n, sizeof *h->row);
    h->fold = lc_alloc(a->n, sizeof *h->fold);
    return c->child && c->cause && (c->outcome || c->time) && h->row && h->fold
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

static int take_row(struct heat *h, const struct lc_applied *a, size_t i, int32_t child,
                    struct lc_error *err)
{
    struct lc_contest *c = h->contest;
    size_t k = c->n++;
    int wanted = h->ask->variant->options.cause;
    h->row[k] = a->row[i];
    c->children += !k || child != h->fold[0];
    h->fold[0] = child; /* the last child seen, until folds are dealt */
    c->child[k] = (int32_t)c->children - 1;
    if (c->time) {
        c->time[k] = a->stop[i];
        c->cause[k] = a->cause[i] == 0 ? 0 : a->cause[i] == wanted ? 1 : 2;
    } else if (a->y[i] != 0 && a->y[i] != 1) {
        return LC_FAIL(err, LC_RANGE, "row %zu: the outcome is not 0 or 1",
                       a->row[i] + 1);
    } else {
        c->outcome[k] = a->y[i] == 1;
        c->cause[k] = c->outcome[k];
    }
    c->events += c->cause[k] == 1;
    return LC_OK;
}

/* The common rows, children together. */
static int take_rows(struct heat *h, struct lc_error *err)
{
    struct lc_applied a;
    lc_terms *terms;
    int code = look(&terms, &a, h, h->ask->variant, err);
    if (code)
        return code;
    uint32_t *order = lc_alloc(a.n, sizeof *order);
    double *key = lc_alloc(a.n, sizeof *key);
    code = order && key ? allocate(h, &a, err) : LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < a.n; i++)
        key[i] = a.cluster ? a.cluster[i] : (double)i;
    if (!code)
        code = lc_order(a.n, key, order, err);
    for (size_t k = 0; !code && k < a.n; k++)
        code = take_row(h, &a, order[k], (int32_t)key[order[k]], err);
    free(order);
    free(key);
    lc_applied_free(&a);
    lc_terms_free(terms);
    return code;
}

/* Which list a row is on, and whether rows are of the same people unsaid. */
static int find_lists(struct heat *h, struct lc_error *err)
{
    struct lc_contest *c = h->contest;
    struct lc_list_rows rows = { h->ask->frame, h->row, c->n, c->children };
    int code = c->children < c->n ? LC_OK : lc_lists_repeat(&c->repeat, &rows, err);
    if (!code && h->ask->list)
        code = lc_lists_of(&c->list, &c->lists, &rows, h->ask->list, err);
    else if (!code && c->capacity > 0)
        code = lc_lists_single(&rows, err);
    return code;
}

/* Children with an event and those without are dealt out apart, so that all folds have
 * nearly one base rate: else a fold with more events is foretold by a fit of fewer, and
 * the pooled AUC of a model that knows nothing falls below one half (Parker, Guenter
 * and Bedo, 2007, BMC Bioinformatics 8:326). */
static void deal(struct heat *h, const unsigned char *has, uint32_t *card,
                 int32_t *dealt)
{
    size_t children = h->contest->children, folds = (size_t)h->ask->folds, next = 0;
    struct lc_random r;
    lc_random_init(&r, (uint64_t)h->ask->seed, 0);
    for (size_t i = 0; i < children; i++)
        card[i] = (uint32_t)i;
    lc_random_shuffle(&r, children, card);
    for (int event = 1; event >= 0; event--)
        for (size_t i = 0; i < children; i++)
            if (has[card[i]] == event)
                dealt[card[i]] = (int32_t)(next++ % folds);
    for (size_t k = 0; k < h->contest->n; k++)
        h->fold[k] = dealt[h->contest->child[k]];
}

static int deal_folds(struct heat *h, struct lc_error *err)
{
    struct lc_contest *c = h->contest;
    if (h->ask->folds < 2 || (size_t)h->ask->folds > c->children)
        return LC_FAIL(err, LC_USAGE,
                       "--folds: from 2 to the number of children or rows, here %zu",
                       c->children);
    unsigned char *has = lc_alloc(c->children, 1);
    uint32_t *card = lc_alloc(c->children, sizeof *card);
    int32_t *dealt = lc_alloc(c->children, sizeof *dealt);
    int code = has && card && dealt ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t k = 0; !code && k < c->n; k++) {
        has[c->child[k]] |= c->cause[k] == 1;
        h->at[h->row[k]] = k;
    }
    if (!code)
        deal(h, has, card, dealt);
    free(has);
    free(card);
    free(dealt);
    return code;
}

/* --- fold by fold ----------------------------------------------------------------- */

/* keep = the rows of the fold, or those of the others. */
static void keep_rows(struct heat *h, int fold, bool own)
{
    memset(h->keep, 0, h->ask->frame->n);
    for (size_t k = 0; k < h->contest->n; k++)
        h->keep[h->row[k]] = (h->fold[k] == fold) == own;
}

/* A fit without a maximum may have risks all the same (family/endless.h): how many is
 * told, though the variant does not contend. */
static int check_fit(struct lc_contender *contender, const struct lc_model *model,
                     int fold, struct lc_error *err)
{
    const char *why = model->fit->status_text;
    int code = lc_fit_code(model->fit);
    if (code == LC_SEPARATED && !*contender->cannot)
        snprintf(contender->cannot, sizeof contender->cannot, "in fold %d: %.140s",
                 fold + 1, why);
    return !code || code == LC_SEPARATED
               ? LC_OK
               : LC_FAIL(err, code, "in fold %d: %s", fold + 1, why);
}

static void say_unaffected(struct lc_contender *contender, size_t n, const double *risk)
{
    size_t unaffected = 0, used = strlen(contender->cannot);
    for (size_t k = 0; k < n; k++)
        unaffected += isnan(risk[k]) ? 0 : 1;
    snprintf(contender->cannot + used, sizeof contender->cannot - used,
             "; %zu of the %zu held-out rows have a risk all the same", unaffected, n);
}

static int run_fold(struct heat *h, size_t which, int fold, double *risk,
                    struct lc_error *err)
{
    const struct lc_variant *v = &h->ask->variant[which];
    struct lc_table_fit ask = { .formula = v->formula,
                                .family = v->family,
                                .keep = h->keep,
                                .options = v->options };
    struct lc_model *model = NULL;
    struct lc_risks risks;
    struct lc_unused unused;
    ask.options.concordance = 0; /* of the training rows: nobody looks */
    keep_rows(h, fold, false);
    int code = lc_table_fit(&model, &unused, h->ask->frame, &ask, err);
    if (!code)
        code = check_fit(&h->contest->contender[which], model, fold, err);
    if (!code) {
        keep_rows(h, fold, true);
        code = lc_model_risk(&risks, model, h->ask->frame, h->keep, h->ask->horizon,
                             false, err);
    }
    if (!code) {
        for (size_t i = 0; i < risks.n; i++)
            risk[h->at[risks.row[i]]] = risks.cannot[i] ? NAN : risks.risk[i];
        lc_risks_free(&risks);
    }
    lc_model_free(model);
    return code;
}

static int run_variant(struct heat *h, size_t which, struct lc_error *err)
{
    const struct lc_variant *v = &h->ask->variant[which];
    struct lc_contender *contender = &h->contest->contender[which];
    struct lc_error own = { .code = LC_OK };
    double *risk = lc_alloc(h->contest->n, sizeof *risk);
    int code = risk ? LC_OK : LC_FAIL_NOMEM(&own);
    for (int fold = 0; !code && fold < h->ask->folds; fold++) {
        lc_progress("fold", (unsigned long)fold, (unsigned long)h->ask->folds, "%s",
                    v->name);
        code = run_fold(h, which, fold, risk, &own);
    }
    if (!code && !*contender->cannot) {
        contender->risk = risk;
        return LC_OK;
    }
    if (!code)
        say_unaffected(contender, h->contest->n, risk);
    free(risk);
    lc_contest_excuse(contender, &code, &own);
    return code ? LC_FAIL(err, code, "%s: %s", v->name, own.text) : LC_OK;
}

/* --- all -------------------------------------------------------------------------- */

static int open_heat(struct heat *h, struct lc_error *err)
{
    size_t n = h->ask->frame->n;
    h->common = lc_alloc(n, 1);
    h->keep = lc_alloc(n, 1);
    h->at = lc_alloc(n, sizeof *h->at);
    if (!h->common || !h->keep || !h->at)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < n; i++)
        h->common[i] = !h->ask->keep || h->ask->keep[i];
    return LC_OK;
}

/* One number for all rows, so that it ranks nobody: of all of them, since a fold's own
 * would know the fold. */
static int add_base_rate(struct lc_contest *c, struct lc_error *err)
{
    struct lc_contender *rule;
    double rate;
    int code = lc_contest_base_rate(&rate, c, err);
    if (!code)
        code = lc_contest_add_rule(c, "base rate", false, &rule, err);
    for (size_t k = 0; !code && k < c->n; k++)
        rule->risk[k] = rate;
    return code;
}

static int run(struct heat *h, struct lc_error *err)
{
    const struct lc_table_contest *ask = h->ask;
    size_t asked = 0;
    int code = open_heat(h, err);
    for (size_t i = 0; !code && i < ask->frame->n; i++)
        asked += h->common[i];
    for (size_t v = 0; !code && v < ask->count; v++)
        code = narrow(h, &ask->variant[v], err);
    if (!code)
        code = take_rows(h, err);
    if (!code)
        code = find_lists(h, err);
    if (!code && h->contest->time)
        code = lc_contest_settle_horizon(h->contest, err);
    if (!code)
        code = deal_folds(h, err);
    for (size_t v = 0; !code && v < ask->count; v++)
        code = run_variant(h, v, err);
    lc_progress_end();
    if (code)
        return code;
    lc_contest_drop_unforetold(h->contest);
    h->contest->left_out = asked - h->contest->n;
    return add_base_rate(h->contest, err);
}

int lc_contest_of_table(struct lc_contest *contest, const struct lc_table_contest *ask,
                        struct lc_error *err)
{
    struct heat h = { .contest = contest, .ask = ask };
    *contest = (struct lc_contest){ .models = ask->count,
                                    .lists = 1,
                                    .capacity = ask->capacity,
                                    .horizon = ask->horizon };
    int code = run(&h, err);
    free(h.common);
    free(h.keep);
    free(h.at);
    free(h.row);
    free(h.fold);
    if (code)
        lc_contest_free(contest);
    return code;
}
