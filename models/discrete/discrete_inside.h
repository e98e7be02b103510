/* What the files of this folder share: parts of its two families. */
#ifndef LC_DISCRETE_DISCRETE_INSIDE_H
#define LC_DISCRETE_DISCRETE_INSIDE_H

#include "models/family/family.h"

lc_recalibrate_way lc_discrete_recalibrate; /* discrete_recalibrate.c */
/* (discrete_export.c) */
extern const struct lc_export_form lc_discrete_logit_form, lc_discrete_cloglog_form;

#endif
