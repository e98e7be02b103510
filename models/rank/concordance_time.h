/* Rows in the order of time for concordance.c: runs of one day, and the weights v(t) of
 * the days. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* v(t), from Kaplan-Meier curves just before t: S of the event, G of the censoring; n
 * is the weight of all rows and n(t) that of those at risk. */
enum lc_time_weight {
    LC_TIME_N,    /* 1: Harrell */
    LC_TIME_NG2,  /* 1 / G^2: Uno */
    LC_TIME_S,    /* n S / n(t): Peto-Wilcoxon */
    LC_TIME_SG,   /* n S / (G n(t)): Schemper */
    LC_TIME_EQUAL /* 1 / n(t): each event time alike */
};
