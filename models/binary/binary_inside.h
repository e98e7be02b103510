/* What the families of a yes or no share. */
#ifndef LC_BINARY_BINARY_INSIDE_H
#define LC_BINARY_BINARY_INSIDE_H

#include "models/binary/link.h"
#include "models/family/recalibrate.h"

/* An lc_family's recalibrate, for a link: family fits the line with it.
 * (binary_recalibrate.c) */
int lc_binary_recalibrate(const struct lc_family *family, const struct lc_link *link,
                          struct lc_recal *w, struct lc_recalibrated *out,
                          struct lc_error *err) LC_MUST_CHECK;

extern const struct lc_export_form lc_logit_form; /* logistic.c */

#endif
