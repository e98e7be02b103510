/* Inside of breaks.h: one series of months. */
#pragma once

#include "store/breaks.h"

struct lc_months {
    int count;
    const double *events, *exposure; /* [count] */
};

/* A window that is unlike what came before it: months [from, to) against [low, from).
 */
struct lc_unlike {
    int low, from, to;
    double chance;
};

/* Pearson's dispersion of months [low, high), 1 at least: breaks.h. */
double lc_months_dispersion(const struct lc_months *m, int low, int high);
/* Twice the smaller tail of (1), counts over phi; 1 where nothing was seen. */
double lc_months_chance(double now, double exposed, double before,
                        double exposed_before, double phi);
/* The next break of the series after that at month `since`, before which what counts
 * begins at `before`; of a series without one both are 0. False: there is none below
 * the chance. O(36 months). */
bool lc_months_unlike(const struct lc_months *m, int before, int since, double below,
                      struct lc_unlike *unlike);
