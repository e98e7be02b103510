/* What the rows of table.c name: each verb's settings and its function. */
#ifndef LC_COMMAND_COMMAND_H
#define LC_COMMAND_COMMAND_H

#include "command/verb.h"

extern const struct lc_knobs lc_plan_knobs, lc_design_knobs;
int lc_cmd_plan(int argc, char **argv, void *settings, struct lc_error *err);
int lc_cmd_design(int argc, char **argv, void *settings, struct lc_error *err);

#endif
