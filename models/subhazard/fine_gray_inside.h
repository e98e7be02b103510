/* What the files of this folder share: parts of lc_family_fine_gray. */
#pragma once

#include "models/family/family.h"

lc_recalibrate_way lc_fine_gray_recalibrate; /* fine_gray_recalibrate.c */
