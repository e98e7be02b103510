/* What social care's records make of what happened: mostly the same. What a reform
 * files under another name, and what is written afterwards as if it had been before, is
 * here; the lives, and truth/, know nothing of it. */
#pragma once

#include "datasets/borough/life_inside.h"

enum { LC_TOLD_MOST = 2 };

/* The life's row `at` as it is told, into told[]: how many rows, 0 to LC_TOLD_MOST.
 *
 * Family Help, from lc_coefficients.family_help_from on: an episode of child in need
 * that goes on after its first day is one of early help until the child's first section
 * 47 enquiry or entry into care in it; only then child in need, so that nothing is told
 * of what is to come. What was assessed and planned before is not in the tables of
 * children in need. A move away closes an episode of child in need as ever (RC5).
 *
 * A leak: at an entry into care, with the chance of the figure `leak`, an episode of
 * early help that is over, and said to have begun LC_LEAK_DAYS before. */
size_t lc_told(const struct lc_life *life, uint32_t at, struct lc_happening *told);

enum { LC_LEAK_DAYS = 60 };
