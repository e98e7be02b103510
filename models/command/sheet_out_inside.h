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

/* Before the work: LC_RANGE, a span that is not of whole months; LC_REFUSED, a file
 * that is there and not to be replaced. So nothing is counted, logged or half written
 * for a sheet that then has no place. */
int lc_sheet_ready(const struct lc_sheet_out *out, const int32_t span[2],
                   struct lc_error *err) LC_MUST_CHECK;
/* The files first, then standard output. */
int lc_sheet_write(const json_t *sheet, const struct lc_sheet_out *out,
                   struct lc_error *err) LC_MUST_CHECK;
