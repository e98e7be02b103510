/* The verb `simulate`. */
#ifndef LC_BOROUGH_CMD_SIMULATE_H
#define LC_BOROUGH_CMD_SIMULATE_H

#include "base/error.h"

int lc_cmd_simulate(int argc, char **argv, void *settings,
                    struct lc_error *err) LC_MUST_CHECK;

#endif
