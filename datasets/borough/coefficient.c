/* The names of truth.yaml's rows; coefficient_read.c reads it. */
#include "datasets/borough/coefficient.h"

#define NAMED(constant, name, meaning) [constant] = { name, meaning },
#define NAME(constant, name)           [constant] = name,
#define FIGURE(constant, name, kind)   [constant] = name,
#define KIND(constant, name, kind)     [constant] = LC_FIGURE_##kind,

const struct lc_named lc_predictors[LC_PREDICTORS] = { LC_PREDICTOR_LIST(NAMED) };
const char *const lc_processes[LC_PROCESSES] = { LC_PROCESS_LIST(NAME) };
const char *const lc_figures[LC_TRUTH_FIGURES] = { LC_FIGURE_LIST(FIGURE) };
const enum lc_figure_kind lc_figure_kinds[LC_TRUTH_FIGURES] = { LC_FIGURE_LIST(KIND) };
const char *const lc_choices[LC_CHOICES] = { LC_CHOICE_LIST(NAME) };
