/* The engine's verbs: a row each. */
#include "command/command.h"

/* clang-format off */
const struct lc_verb engine_verbs[] = {
    { "plan", "STUDY STORE", "say what a study makes of a store; trains nothing",
      "Who is in the cohort and who left at which rule, the landmarks and how they are\n"
      "split into training and testing, what ends follow-up, what each predictor holds,\n"
      "and whether the entries can carry the models' columns. Exit status 1: there is\n"
      "something to look at before training.",
      2, 2, &lc_plan_knobs, lc_cmd_plan },
    { "design", "STUDY STORE OUT", "write the design, a row a child and landmark, as CSV or HDF5",
      "OUT ends in .csv or .h5. Columns: child, landmark, days (of follow-up), cause (0\n"
      "censored, 1 entry, 2 .. the study's competing list), complete (1: the outcome by\n"
      "the horizon is known), then the study's predictors; not observed is empty.",
      3, 3, &lc_design_knobs, lc_cmd_design },
    { 0 },
};
/* clang-format on */
