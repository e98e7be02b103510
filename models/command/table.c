/* The verbs of models: a row each. */
#include "models/command/command.h"

/* clang-format off */
const struct lc_verb model_verbs[] = {
    { "report", "MODEL --output PAGE.html", "write the page that says how good a model is, or a panel's list",
      "The page is one file that opens with no network. It holds aggregates only, unless\n"
      "--list names a panel's list: then it is the panel's own page and stays with it.",
      1, 1, &lc_report_knobs, lc_cmd_report },
    { 0 },
};
/* clang-format on */
