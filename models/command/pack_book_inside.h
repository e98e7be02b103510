/* The workbook of a pack. Part of models/command. */
#pragma once

#include "models/command/pack_inside.h"

/* Adds the bytes of a workbook (.xlsx) to out: the list, every reason, what changed,
 * and what the words mean, a sheet each, with the numbers of the list's other files.
 * Texts stand as texts: no cell is run. */
int lc_pack_book(const struct lc_pack *pack, struct lc_text *out,
                 struct lc_error *err) LC_MUST_CHECK;
