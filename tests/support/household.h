/* One household after another of a small borough, to ask who its children are. */
#pragma once

#include "datasets/borough/life_inside.h"
#include "datasets/borough/world_inside.h"

/* What truth.yaml says, which a test may change; a world of it with seed 5, 20,000
 * children, 6 years and mistakes; and who lives in the house now. */
extern struct lc_coefficients *truth;
extern struct lc_world world;
extern struct lc_home home;

void household_begin(void); /* a test's .init */
void household_end(void);   /* and its .fini */

/* Family n, of one origin, or of that which it has (NULL). */
void move_in(size_t n, const char *origin);
