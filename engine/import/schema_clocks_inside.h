/* By which day the things that a schema's rows say are known. Part of the schema
 * reader.
 *
 * Every column that gives a feed its code, its level or an attribute, or that decides
 * whether there is an event, has `known`: the day column that says when it was learnt,
 * or, where rows hang on another extract's event, the column that names it. Whether
 * there is an event at all must be known with its start. */
#pragma once

#include "import/schema.h"

/* Fills the clocks of the feeds of a schema whose columns have been found. LC_FORMAT,
 * naming the column, for one that does not say by which day it is known; LC_RANGE for a
 * delay that is no number of days. */
int lc_schema_find_clocks(struct lc_schema *schema, struct lc_error *err) LC_MUST_CHECK;
