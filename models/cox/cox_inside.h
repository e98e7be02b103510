/* What the files of this folder share: parts of its two families. */
#ifndef LC_COX_COX_INSIDE_H
#define LC_COX_COX_INSIDE_H

#include "models/family/family.h"

lc_recalibrate_way lc_cox_recalibrate, lc_cause_specific_recalibrate;
/* (both: cox_recalibrate.c) */
extern const struct lc_export_form lc_cause_specific_form; /* cause_specific_export.c */

#endif
