/* What the files of this folder share: parts of its two families. */
#ifndef LC_COX_COX_INSIDE_H
#define LC_COX_COX_INSIDE_H

#include "models/family/family.h"

lc_recalibrate_way lc_cox_recalibrate, lc_cause_specific_recalibrate;
/* (both: cox_recalibrate.c) */
extern const struct lc_export_form lc_cause_specific_form; /* cause_specific_export.c */

/* One cause's fit set to the rows, w->eta being its own. */
int lc_cox_recalibrate_cause(struct lc_recal *w, struct lc_fit *fit, int cause,
                             struct lc_recalibrated *out,
                             struct lc_error *err) LC_MUST_CHECK;

#endif
