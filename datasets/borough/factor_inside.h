/* Assessment factors: the codes of the children in need census, and how often an
 * assessment finds each. 24A (child criminal exploitation) exists from April 2021 on
 * (the 2022 collection); before April 2020 abuse is 18A and 19A, after it 18B, 18C, 19B
 * and 19C. */
#pragma once

#include "datasets/borough/life_inside.h"

/* The factors that an assessment authorised on `day` finds in this child. */
uint64_t lc_factors_draw(struct lc_life *life, int32_t day);
