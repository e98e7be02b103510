/* Memory runs out at every point of reading a table, learning terms, applying them, and
 * of a model's risks: it says so and leaks nothing. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "formula/formula_eval.h"
#include "formula/terms.h"
#include "models/families/families.h"
#include "models/fit/table_fit.h"
#include "table/table.h"

#include "fault/fault.h"

TestSuite(terms_fault, .init = lc_begin);

static const char csv[] = "y,x,z,s,s\n0,1,1,a,p\n1,2,2,b,q\n1,,3,a,p\n0,4,1,b,q\n"
                          "1,5,2,a,p\n0,6,3,b,q\n0,7,1,a,p\n1,8,2,,q\n";
static const char formula[] = "y ~ rcs(x, 3)*s + factor(z) + ns(x, 2) + poly(x, 2) "
                              "+ strata(s.1, z) + cluster(z) + offset(log1p(x)) "
                              "+ weights(z - 3)";
static struct lc_frame frame;
static lc_terms *terms;
static json_t *frozen;
static struct lc_model *model;

static int table(void)
{
    struct lc_frame f;
    int code = lc_table_read_bytes(&f, "t", csv, sizeof csv - 1, NULL);
    if (!code)
        lc_frame_free(&f);
    return code;
}

static int learn(void)
{
    struct lc_terms_options options = { .missing = LC_FLAG_MISSING };
    lc_terms *t;
    int code = lc_terms_learn(&t, formula, &frame, &options, NULL);
    lc_terms_free(t);
    return code;
}

static int apply_as(int how)
{
    struct lc_applied a;
    int code = lc_terms_apply(&a, terms, &frame, NULL, how, NULL);
    if (!code)
        lc_applied_free(&a);
    return code;
}

static int apply(void)
{
    return apply_as(LC_APPLY_FIT);
}

static int score(void)
{
    return apply_as(LC_APPLY_SCORE);
}

static int read(void)
{
    lc_terms *t;
    int code = lc_terms_read(&t, frozen, NULL);
    lc_terms_free(t);
    return code;
}

static int filter(void)
{
    unsigned char *keep;
    int code = lc_filter(&keep, "x > 1 & s %in% c(\"a\") | !is.na(z)", &frame, NULL);
    free(keep);
    return code;
}

static int risk(void)
{
    struct lc_risks r;
    int code = lc_model_risk(&r, model, &frame, NULL, 1, true, NULL);
    if (!code)
        lc_risks_free(&r);
    return code;
}

static void prepare(void)
{
    struct lc_table_fit ask = { .formula = "y ~ z + s",
                                .family = lc_family_find("logistic"),
                                .options = lc_fit_defaults() };
    struct lc_error err = { 0 };
    struct lc_unused unused;
    cr_assert(eq(int, lc_table_read_bytes(&frame, "t", csv, sizeof csv - 1, &err), 0),
              "%s", err.text);
    cr_assert(eq(int, lc_terms_learn(&terms, formula, &frame, NULL, &err), 0), "%s",
              err.text);
    frozen = lc_terms_write(terms);
    cr_assert(frozen != NULL);
    cr_assert(eq(int, lc_table_fit(&model, &unused, &frame, &ask, &err), 0), "%s",
              err.text);
}

static void every_point(int (*job)(void), bool stays)
{
    long at = 0;
    for (bool reached = true; reached; at++) {
        fault_begin(at, stays);
        int code = job();
        reached = fault_end();
        cr_assert(eq(int, code, reached ? LC_NOMEM : LC_OK), "allocation %ld", at);
        cr_assert(eq(long, fault_held, 0), "allocation %ld: %ld blocks left", at,
                  fault_held);
    }
    cr_assert(lt(long, 1, at), "nothing was allocated");
}

/* (Writing is not among them: what it allocates is jansson's, out of reach here.) */
Test(terms_fault, every_allocation_may_fail)
{
    static int (*const jobs[])(
        void) = { table, learn, apply, score, read, filter, risk };
    prepare();
    for (size_t k = 0; k < sizeof jobs / sizeof *jobs; k++) {
        every_point(jobs[k], false);
        every_point(jobs[k], true);
    }
    json_decref(frozen);
    lc_terms_free(terms);
    lc_model_free(model);
    lc_frame_free(&frame);
}
