/* A value with its interval. */
#pragma once

/* A value that may not be there to be had, which is no error. */
struct lc_estimate {
    double value;     /* NaN where it cannot be estimated */
    double low, high; /* 95%; NaN where there is no interval */
    char cannot[64];  /* "", or why: "cannot be estimated (0 events)" */
};
