/* The parts of truth.yaml that are about feeds and reforms; and the hard modes, which
 * are files that say such things. */
#pragma once

#include "datasets/borough/coefficient_inside.h"

/* Reads feeds and reform; after the choices, whose codes feeds may change. LC_FORMAT
 * with file and line. */
int lc_deliveries_set(const struct reading *in, const struct said *said,
                      struct lc_error *err) LC_MUST_CHECK;

/* The path of what --truth names: a file, or with no slash and no .yaml a hard mode,
 * for which LC_USAGE where there is none. free() it. */
int lc_hard_find(const char *named, char **path, struct lc_error *err) LC_MUST_CHECK;
