/* A design as a table for others to read. One row a (child, landmark); columns child,
 * landmark, days, cause, complete, then the predictors. Where the children are those of
 * another day's linkage than the store's own, the file says so, for nothing else in it
 * does: CSV by a column "linkage" before the predictors, HDF5 by an attribute of that
 * name at its root. */
#pragma once

#include <stdbool.h>

#include "design/design.h"

/* CSV: ISO days, levels by name, not observed is empty. Whole or not at all. */
int lc_design_csv(const struct lc_design *design, const char *path, bool force,
                  struct lc_error *err) LC_MUST_CHECK;

/* HDF5: a data set a column, in the column's own type, with unit and meaning; landmark
 * in days since 1970-01-01. Not observed is the type's own value (attribute "missing":
 * NaN, the least whole number, 255 for bytes; 0 for levels). */
int lc_design_h5(const struct lc_design *design, const char *path, bool force,
                 struct lc_error *err) LC_MUST_CHECK;
