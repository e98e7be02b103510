/* The verbs of models, a row each: see engine/command/table.c. */
#include "command/verb.h"

#define VERBS(X)                                                                       \
    X(fit)                                                                             \
    X(predict)                                                                         \
    X(curve)                                                                           \
    X(evaluate)                                                                        \
    X(train)                                                                           \
    X(compare)                                                                         \
    X(recalibrate)                                                                     \
    X(export)                                                                          \
    X(score)                                                                           \
    X(explain)                                                                         \
    X(panel)                                                                           \
    X(missed)                                                                          \
    X(dashboard)                                                                       \
    X(trends)                                                                          \
    X(report)                                                                          \
    X(pairs)                                                                           \
    X(check)

#define DECLARE(name) extern const struct lc_verb lc_verb_##name;
#define ROW(name)     &lc_verb_##name,

VERBS(DECLARE)

const struct lc_verb *const model_verbs[] = { VERBS(ROW) NULL };
