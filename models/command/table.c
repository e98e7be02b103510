/* The verbs of models: a row each. */
#include "command/verb.h"

const struct lc_verb model_verbs[] = {
    { 0 },
};
