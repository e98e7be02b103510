/* The page of curves by group, with their pictures. */
#pragma once

#include <jansson.h>

#include "base/error.h"
#include "base/text.h"

/* The document, whose points are at every time, with a "title" beside what `curve
 * --json` has, as one HTML file that needs no network:
 *
 *   n, rows_missing, rows_weightless?    limits     text, the scale of the limits
 *   groups [{ group, n, events,
 *     points [{ time, survival, or cause or state and probability; low?, high? }],
 *     quantiles? [{ quantile, time?, low?, high? }] }]
 *   test?   { kind, chisq, df, p, or causes [{ cause, chisq, df, p }]}
 *
 * The same document gives the same bytes. LC_FORMAT names the first key that is wrong.
 */
int lc_curve_page(const json_t *document, struct lc_text *page,
                  struct lc_error *err) LC_MUST_CHECK;
