/* A fit as JSON inside a model file; and how a file writes a count of people. */
#pragma once

#include <stddef.h>

#include <jansson.h>

#include "base/error.h"
#include "models/family/family.h"

json_t *lc_model_count(double count); /* the number, or "c" for 1 to 5 */

json_t *lc_model_fit_write(const struct lc_fit *fit, size_t p); /* NULL: memory */
/* p: columns of the matrix, against which every index and length is checked. */
int lc_model_fit_read(struct lc_fit **fit, const struct lc_family *family, size_t p,
                      const json_t *json, struct lc_error *err) LC_MUST_CHECK;
