/* The engine's verbs: a row each. */
#include "command/verb.h"

const struct lc_verb engine_verbs[] = {
    { 0 },
};
