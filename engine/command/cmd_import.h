/* The verb import. */
#ifndef LC_COMMAND_CMD_IMPORT_H
#define LC_COMMAND_CMD_IMPORT_H

#include "base/error.h"
#include "base/knob.h"

extern const struct lc_knobs lc_import_knobs;

int lc_cmd_import(int argc, char **argv, void *settings, struct lc_error *err);

#endif
