/* The synthetic borough's verbs: a row each. */
#include "command/verb.h"

const struct lc_verb borough_verbs[] = {
    { 0 },
};
