/* What the files of this folder share: the parts of lc_family_aft. */
#pragma once

#include "models/family/family.h"

/* The sample as lc_sample_check is to see it: of distributions of the whole line (not
 * logged) times may be below 0, as the ends of intervals may. Borrowed. */
struct lc_sample lc_aft_outcome(const struct lc_sample *sample, bool logged);

lc_recalibrate_way lc_aft_recalibrate;          /* aft_recalibrate.c */
extern const struct lc_export_form lc_aft_form; /* aft_export.c */
