/* The engine's verbs: a row each. */
#include "command/command.h"

/* clang-format off */
const struct lc_verb engine_verbs[] = {
    { "import", "STORE FILE...", "extracts into a store: what is taken, rejected, unchanged, corrected",
      "Files are known by their header, not by their name; their order does not matter.\n"
      "Every row is taken, unchanged, corrected or rejected, and the counts add up. The\n"
      "same file again changes nothing. Rows not taken go to STORE.rejects.csv.",
      2, -1, &lc_import_knobs, lc_cmd_import, NULL },
    { "link", "STORE", "join the agencies' records into children",
      "Records with the same number (pupil, NHS, youth justice ...) are one child; then those with\n"
      "exactly the same name and birth date, and the same sex or postcode. A merge by name that would\n"
      "give a child a second birth date or number is not made but listed: --review FILE writes the\n"
      "list (record numbers, no names), its column 'same' takes 1 or 0, --accept FILE takes it back.\n"
      "Every merge is kept with its day; a child's number is that of its first record.",
      1, 1, &lc_link_knobs, lc_cmd_link, NULL },
    { "describe", "STORE", "what a store holds: counts, spans, gaps, sources, quality",
      "Records by agency, what each source covers, and each history with its events, children,\n"
      "versions, codes and gaps. Nothing of a single child.",
      1, 1, &lc_json_knobs, lc_cmd_describe, NULL },
    { "timeline", "STORE CHILD", "one child's events on both clocks",
      "CHILD is a child's number, or that of one of its records. An event is shown with the days on\n"
      "which it happened and on which it was known; a corrected row is shown in each of its versions.",
      2, 2, &lc_timeline_knobs, lc_cmd_timeline, NULL },
    { "verify", "STORE", "check every checksum and every row of a store",
      "The seal, each chunk of the file, the order and the references of every row, the identity\n"
      "file, and the chain of the log, whose last link is printed: keep it elsewhere.",
      1, 1, &lc_json_knobs, lc_cmd_verify, NULL },
    { "erase", "STORE CHILD", "take one child out of a store and its identity file, for good",
      "The store and the identity file are written anew without the child; no other child's number\n"
      "moves. It is not done without --force.",
      2, 2, &lc_erase_knobs, lc_cmd_erase, NULL },
    { "plan", "STUDY STORE", "say what a study makes of a store; trains nothing",
      "Who is in the cohort and who left at which rule, the landmarks and how they are\n"
      "split into training and testing, what ends follow-up, what each predictor holds,\n"
      "and whether the entries can carry the models' columns. Exit status 1: there is\n"
      "something to look at before training.",
      2, 2, &lc_plan_knobs, lc_cmd_plan, NULL },
    { "design", "STUDY STORE OUT", "write the design, a row a child and landmark, as CSV or HDF5",
      "OUT ends in .csv or .h5. Columns: child, landmark, days (of follow-up), cause (0\n"
      "censored, 1 entry, 2 .. the study's competing list), complete (1: the outcome by\n"
      "the horizon is known), then the study's predictors; not observed is empty.",
      3, 3, &lc_design_knobs, lc_cmd_design, NULL },
    { 0 },
};
/* clang-format on */
