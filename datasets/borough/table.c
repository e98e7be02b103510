/* The synthetic borough's verbs, a row each: see engine/command/table.c. */
#include "command/verb.h"

#define VERBS(X) X(simulate)

#define DECLARE(name) extern const struct lc_verb lc_verb_##name;
#define ROW(name)     &lc_verb_##name,

VERBS(DECLARE)

const struct lc_verb *const borough_verbs[] = { VERBS(ROW) NULL };
