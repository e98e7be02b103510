/* The results of a training as one document: report.h says its keys. Aggregates only,
 * small numbers hidden. */
#ifndef LC_ASSESS_RESULTS_H
#define LC_ASSESS_RESULTS_H

#include <jansson.h>

#include "models/assess/judge.h"
#include "study/cohort.h"

/* {a: b, ...} of ready values: takes all over, NULL if any is. Pairs end with LC_LAST.
 */
#define LC_LAST ((const char *)NULL)
json_t *lc_results_object(const char *name, json_t *value, ...);

#endif
