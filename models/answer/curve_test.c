/* The tests of `curve`: log-rank and its kin of any event, Gray's of each cause. */
#include "base/json.h"
#include "models/answer/curve_make.h"
#include "models/curve/gray.h"
#include "models/curve/logrank.h"

enum { PETO = 2, WEIGHTED = 3, GRAY = 4 };

const char *const lc_curve_tests[] = { "none", "logrank", "peto", "fleming-harrington",
                                       "gray", NULL };

static double over_strata(const struct lc_logrank *t, const double *value, size_t g)
{
    double sum = 0;
    for (size_t s = 0; s < t->strata; s++)
        sum += value[s * t->groups + g];
    return sum;
}

/* What every test says: its chi-square, and the matrix that it is made of. */
static bool add_result(json_t *o, const struct lc_chi_square *test, size_t groups,
                       const double *variance)
{
    json_t *rows = json_array();
    bool ok = lc_json_put(o, "chisq", lc_json_number(test->chisq))
              && lc_json_put(o, "df", json_integer(test->df))
              && lc_json_put(o, "p", lc_json_number(test->p));
    ok = lc_json_put(o, "variance", rows) && ok;
    for (size_t k = 0; k < groups && ok; k++)
        ok = lc_json_push(rows, lc_json_numbers(groups, variance + k * groups));
    return ok;
}

static int add_logrank(json_t *o, const struct lc_groups *g, double rho,
                       struct lc_error *err)
{
    struct lc_logrank *t;
    struct lc_row_groups in = { g->groups, g->strata, g->group, g->stratum };
    int code = lc_logrank_new(&t, &g->lives, &in, rho, err);
    if (code)
        return code;
    json_t *groups = json_array();
    bool ok = add_result(o, &t->test, g->groups, t->variance);
    ok = lc_json_put(o, "groups", groups) && ok;
    for (size_t k = 0; k < g->groups && ok; k++) {
        ok = lc_json_push(
            groups,
            LC_OBJECT({ "group", lc_json_text(lc_groups_name(g, k)) },
                      { "observed", lc_json_number(over_strata(t, t->observed, k)) },
                      { "expected", lc_json_number(over_strata(t, t->expected, k)) }));
    }
    lc_logrank_free(t);
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

bool lc_curve_test_is_of_causes(int test)
{
    return test == GRAY;
}

static int add_gray(json_t *causes, const struct lc_groups *g, int cause, double rho,
                    struct lc_error *err)
{
    struct lc_gray *t;
    struct lc_row_groups in = { g->groups, g->strata, g->group, g->stratum };
    int code = lc_gray_new(&t, &g->lives, cause, &in, rho, err);
    if (code)
        return code;
    json_t *o = json_object(), *groups = json_array();
    bool ok = lc_json_push(causes, o) && lc_json_put(o, "cause", json_integer(cause))
              && add_result(o, &t->test, g->groups, t->variance);
    ok = lc_json_put(o, "groups", groups) && ok;
    for (size_t k = 0; k < g->groups && ok; k++)
        ok = lc_json_push(groups,
                          LC_OBJECT({ "group", lc_json_text(lc_groups_name(g, k)) },
                                    { "score", lc_json_number(t->score[k]) }));
    lc_gray_free(t);
    return ok ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_curve_test(json_t *document, const struct lc_groups *g,
                  const struct lc_curve_ask *ask, struct lc_error *err)
{
    int test = ask->test;
    double rho = test >= WEIGHTED ? ask->rho : test == PETO;
    if (g->groups < 2)
        return LC_FAIL(err, LC_USAGE, "a test needs two groups");
    json_t *causes = test == GRAY ? json_array() : NULL;
    json_t *o = LC_OBJECT({ "kind", lc_json_text(lc_curve_tests[test]) },
                          { "rho", lc_json_number(rho) },
                          { "strata", lc_json_count(g->strata) },
                          { test == GRAY ? "causes" : NULL, causes });
    int code = lc_json_put(document, "test", o) ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code && test != GRAY)
        code = add_logrank(o, g, rho, err);
    for (int cause = 1; !code && test == GRAY && cause <= g->causes; cause++)
        code = add_gray(causes, g, cause, rho, err);
    return code;
}
