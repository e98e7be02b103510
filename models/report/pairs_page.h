/* The page of the pairs that a person decides (link/cards.h). It names children: it is
 * for the desk of whoever decides, and for nobody else. */
#pragma once

#include <jansson.h>

#include "base/error.h"
#include "base/text.h"

/* The document, with a "title" and a "from" (DAY) beside what cards.h has, as one HTML
 * file that needs no network and no script. The same document gives the same bytes.
 * LC_FORMAT names the first key that is wrong. */
int lc_pairs_page(const json_t *document, struct lc_text *page,
                  struct lc_error *err) LC_MUST_CHECK;
