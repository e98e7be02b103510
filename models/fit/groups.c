#include "models/fit/groups.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "formula/formula.h"

/* --- the formula's two lists ------------------------------------------------------ */

struct lists {
    const struct lc_node *left;
    struct lc_text groups, strata; /* "sex, ward": arguments of a strata() */
    struct lc_text cluster;        /* "cluster(id)" */
    struct lc_text text;           /* room for a formula */
};

static void add_item(struct lc_text *list, const struct lc_node *node)
{
    if (list->size)
        lc_text_add(list, ", ");
    lc_node_print(node, list);
}

static int split(struct lists *lists, const struct lc_node *node, struct lc_error *err)
{
    static const char *const not_here[] = { "*", ":", "-", "^", "offset" };
    if (lc_node_is_call(node, "+") && node->count == 2) {
        int code = split(lists, node->arg[0], err);
        return code ? code : split(lists, node->arg[1], err);
    }
    for (size_t i = 0; i < sizeof not_here / sizeof *not_here; i++)
        if (lc_node_is_call(node, not_here[i]))
            return LC_FAIL(
                err, LC_USAGE,
                "at character %zu: groups are a + b, strata(c) and cluster(d), not "
                "%s",
                node->at, not_here[i]);
    if (node->kind == LC_NODE_NUMBER)
        return LC_OK;
    if (lc_node_is_call(node, "cluster"))
        add_item(&lists->cluster, node);
    else if (lc_node_is_call(node, "strata"))
        for (size_t i = 0; i < node->count; i++)
            add_item(&lists->strata, node->arg[i]);
    else
        add_item(&lists->groups, node);
    return LC_OK;
}

/* "left ~ strata(a, b)", or "left ~ 1". */
static void write_formula(struct lc_text *out, const struct lc_node *left,
                          const char *first, const char *second)
{
    lc_text_clear(out);
    lc_node_print(left, out);
    lc_text_add(out, " ~ 1");
    if (first || second)
        lc_text_addf(out, " + strata(%s%s%s)", first ? first : "",
                     first && second ? ", " : "", second ? second : "");
}

/* --- rows ------------------------------------------------------------------------- */

/* Learn and apply "left ~ strata(...)": codes of its strata are moved to *code. */
static int apply(lc_terms **terms, struct lc_applied *applied, const char *formula,
                 const char *weights, const struct lc_frame *frame,
                 const unsigned char *keep, struct lc_error *err)
{
    struct lc_terms_options how = { .weights = weights, .keep = keep };
    int code = lc_terms_learn(terms, formula, frame, &how, err);
    return code ? code
                : lc_terms_apply(applied, *terms, frame, keep, LC_APPLY_FIT, err);
}

/* Group or stratum of the rows that are complete. */
static int read_codes(lc_terms **terms, int32_t **out, size_t *count,
                      const char *formula, const struct lc_frame *frame,
                      const unsigned char *complete, struct lc_error *err)
{
    struct lc_applied applied = { 0 };
    int code = apply(terms, &applied, formula, NULL, frame, complete, err);
    if (code)
        return code;
    *count = lc_terms_strata(*terms);
    *out = applied.stratum;
    applied.stratum = NULL;
    lc_applied_free(&applied);
    return LC_OK;
}

static int check_response(struct lc_groups *g, struct lc_error *err)
{
    const struct lc_applied *a = &g->applied;
    if (a->outcome != LC_OUTCOME_TIME && a->outcome != LC_OUTCOME_SPELL)
        return LC_FAIL(err, LC_USAGE,
                       "the formula needs Surv(time, event) ~ or Surv(start, stop, "
                       "event) ~ on the left");
    g->causes = 1;
    for (size_t i = 0; i < a->n; i++)
        if (a->cause[i] > g->causes)
            g->causes = a->cause[i];
    if (g->causes > 100)
        return LC_FAIL(err, LC_RANGE, "the event has more than 100 causes");
    g->n = a->n;
    g->cluster = a->cluster;
    g->clusters = a->clusters;
    g->missing = a->missing;
    g->row = a->row;
    g->groups = g->strata = 1;
    g->lives = (struct lc_lives){ a->n,      a->start,  a->stop, a->cause,
                                  a->weight, g->causes, NULL };
    return lc_lives_check(&g->lives, g->row, err);
}

static int read_rows(struct lc_groups *g, struct lists *lists, const char *weights,
                     const struct lc_frame *frame, const unsigned char *keep,
                     struct lc_error *err)
{
    struct lc_text *text = &lists->text;
    const struct lc_node *left = lists->left;
    const char *groups = lists->groups.data, *strata = lists->strata.data;
    write_formula(text, left, groups, strata);
    if (lists->cluster.data)
        lc_text_addf(text, " + %s", lists->cluster.data);
    int code = lc_text_check(text, err);
    if (!code)
        code = apply(&g->response, &g->applied, text->data, weights, frame, keep, err);
    if (!code)
        code = check_response(g, err);
    unsigned char *complete = lc_alloc(frame->n, 1);
    if (!code && !complete)
        code = LC_FAIL_NOMEM(err);
    for (size_t i = 0; !code && i < g->n; i++)
        complete[g->row[i]] = 1;
    if (!code && groups) {
        write_formula(text, left, groups, NULL);
        code = read_codes(&g->named, &g->group, &g->groups, text->data, frame, complete,
                          err);
    }
    if (!code && strata) {
        lc_terms *terms = NULL;
        write_formula(text, left, strata, NULL);
        code = read_codes(&terms, &g->stratum, &g->strata, text->data, frame, complete,
                          err);
        lc_terms_free(terms);
    }
    free(complete);
    return code;
}

int lc_groups_read(struct lc_groups *groups, const char *formula, const char *weights,
                   const struct lc_frame *frame, const unsigned char *keep,
                   struct lc_error *err)
{
    struct lists lists = { .left = NULL };
    struct lc_formula parsed;
    lc_arena *arena = lc_arena_new();
    *groups = (struct lc_groups){ 0 };
    int code =
        arena ? lc_formula_parse(&parsed, arena, formula, err) : LC_FAIL_NOMEM(err);
    if (!code && !parsed.left)
        code = LC_FAIL(err, LC_USAGE,
                       "the formula has no response: write Surv(time, "
                       "event) ~ group");
    if (!code)
        code = split(&lists, parsed.right, err);
    if (!code)
        code = lc_text_check(&lists.groups, err);
    if (!code)
        code = lc_text_check(&lists.strata, err);
    if (!code)
        code = lc_text_check(&lists.cluster, err);
    if (!code) {
        lists.left = parsed.left;
        code = read_rows(groups, &lists, weights, frame, keep, err);
    }
    lc_text_free(&lists.groups);
    lc_text_free(&lists.strata);
    lc_text_free(&lists.cluster);
    lc_text_free(&lists.text);
    lc_arena_free(arena);
    return code;
}

void lc_groups_release(struct lc_groups *g)
{
    free(g->group);
    free(g->stratum);
    lc_terms_free(g->named);
    lc_terms_free(g->response);
    lc_applied_free(&g->applied);
    *g = (struct lc_groups){ 0 };
}

const char *lc_groups_name(const struct lc_groups *g, size_t group)
{
    return g->named ? lc_terms_stratum(g->named, group) : "";
}

/* --- one group -------------------------------------------------------------------- */

int lc_group_gather(struct lc_group_lives *lives, const struct lc_groups *g,
                    size_t group, struct lc_error *err)
{
    const struct lc_lives *all = &g->lives;
    size_t n = g->n, count = 0;
    *lives = (struct lc_group_lives){ .row = lc_alloc(n, sizeof(size_t)),
                                      .room = lc_alloc(3 * n, sizeof(double)),
                                      .cause = lc_alloc(n, sizeof(int32_t)),
                                      .cluster = lc_alloc(n, sizeof(int32_t)) };
    if (!lives->row || !lives->room || !lives->cause || !lives->cluster)
        return LC_FAIL_NOMEM(err);
    double *start = lives->room, *stop = start + n, *weight = stop + n;
    for (size_t i = 0; i < n; i++) {
        if (g->group && g->group[i] != (int32_t)group)
            continue;
        start[count] = all->start ? all->start[i] : 0;
        stop[count] = all->stop[i];
        weight[count] = all->weight ? all->weight[i] : 1;
        lives->cause[count] = all->cause[i];
        lives->cluster[count] = g->cluster ? g->cluster[i] : 0;
        lives->row[count++] = i;
    }
    lives->lives =
        (struct lc_lives){ count,        all->start ? start : NULL,   stop,
                           lives->cause, all->weight ? weight : NULL, all->causes,
                           NULL };
    return LC_OK;
}

void lc_group_release(struct lc_group_lives *lives)
{
    free(lives->row);
    free(lives->room);
    free(lives->cause);
    free(lives->cluster);
    *lives = (struct lc_group_lives){ 0 };
}
