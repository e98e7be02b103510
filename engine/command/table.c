/* The verbs of histories and studies, a row each, in the order of the help:
 * lc_verb_NAME is the whole of cmd_NAME.c. */
#include "command/verb.h"

#define VERBS(X)                                                                       \
    X(import)                                                                          \
    X(link)                                                                            \
    X(decide)                                                                          \
    X(describe)                                                                        \
    X(who)                                                                             \
    X(timeline)                                                                        \
    X(subject_report)                                                                  \
    X(verify)                                                                          \
    X(doctor)                                                                          \
    X(retain)                                                                          \
    X(rotate)                                                                          \
    X(keys)                                                                            \
    X(erase)                                                                           \
    X(plan)                                                                            \
    X(design)                                                                          \
    X(match)

#define DECLARE(name) extern const struct lc_verb lc_verb_##name;
#define ROW(name)     &lc_verb_##name,

VERBS(DECLARE)

const struct lc_verb *const engine_verbs[] = { VERBS(ROW) NULL };
