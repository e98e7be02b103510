/* Where a sheet of counts goes: to the terminal, and into files. Part of
 * models/command.
 */
#pragma once

#include <jansson.h>

#include "command/command.h"

struct lc_sheet_out {
    const char *csv, *page; /* NULL: not asked for */
    bool json, force;
};

/* The files first, then standard output. */
int lc_sheet_write(const json_t *sheet, const struct lc_sheet_out *out,
                   struct lc_error *err) LC_MUST_CHECK;
