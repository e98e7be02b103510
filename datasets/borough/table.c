/* The synthetic borough's verbs: a row each. */
#include "command/verb.h"
#include "datasets/borough/borough.h"
#include "datasets/borough/cmd_simulate.h"

const struct lc_verb borough_verbs[] = {
    { "simulate", "DIR",
      "write a synthetic borough: extracts as its agencies would send them",
      "Children aged 0 to 17 are simulated forward in time, with rates like those of "
      "an\n"
      "outer London borough; every effect is stated in DIR/truth/truth.json.",
      1, 1, &lc_borough_knobs, lc_cmd_simulate, NULL },
    { 0 },
};
