/* The left side of a formula: what kind of outcome, and of which expressions. */
#include <stdint.h>
#include <string.h>

#include "formula/terms_inside.h"

static int surv_outcome(const struct lc_node *type, size_t plain)
{
    const char *name = type && type->text ? type->text : "";
    if (plain == 2)
        return strcmp(name, "interval2") == 0        ? LC_OUTCOME_INTERVAL
               : strcmp(name, "left") == 0           ? LC_OUTCOME_LEFT
               : !type || strcmp(name, "right") == 0 ? LC_OUTCOME_TIME
                                                     : LC_OUTCOME_NONE;
    if (plain == 3)
        return strcmp(name, "interval") == 0            ? LC_OUTCOME_CODED
               : !type || strcmp(name, "counting") == 0 ? LC_OUTCOME_SPELL
                                                        : LC_OUTCOME_NONE;
    return LC_OUTCOME_NONE;
}

static int expand_surv(struct lc_terms *t, const struct lc_node *left,
                       struct lc_error *err)
{
    size_t plain = 0;
    const struct lc_node *type = lc_node_argument(left, "type", SIZE_MAX);
    for (size_t i = 0; i < left->count; i++)
        if (left->arg[i] != type && plain < 3)
            t->response[plain++] = left->arg[i];
        else if (left->arg[i] != type)
            plain++;
    t->outcome = surv_outcome(type, plain);
    return t->outcome == LC_OUTCOME_NONE
               ? LC_FAIL(err, LC_USAGE,
                         "formula: at character %zu: "
                         "expected Surv(time, event), Surv(start, stop, event), or "
                         "Surv() with type = \"left\", \"interval\" or "
                         "\"interval2\"",
                         left->at)
               : LC_OK;
}

int lc_terms_response(struct lc_terms *t, const struct lc_node *left,
                      struct lc_error *err)
{
    t->outcome = LC_OUTCOME_NONE;
    if (!left)
        return LC_OK;
    if (lc_node_is_call(left, "Surv"))
        return expand_surv(t, left, err);
    t->response[0] = left;
    t->outcome = LC_OUTCOME_VALUE;
    if (!lc_node_is_call(left, "cbind"))
        return LC_OK;
    if (left->count != 2)
        return LC_FAIL(err, LC_USAGE,
                       "formula: at character %zu: expected cbind(successes, failures)",
                       left->at);
    t->outcome = LC_OUTCOME_COUNTS;
    t->response[0] = left->arg[0];
    t->response[1] = left->arg[1];
    return LC_OK;
}
