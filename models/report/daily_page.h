/* The page of what a day brought (panel/daily.h), of one screen: children's numbers,
 * for the meeting alone. */
#pragma once

#include <jansson.h>

#include "base/error.h"
#include "base/text.h"

/* Adds the page of the document, with the caution of the list (report.h) and the title
 * of the results. The first of each table stand on the screen, more of them in a fold,
 * and all in the table beside the page. */
int lc_daily_page(const json_t *results, const json_t *list, const json_t *daily,
                  struct lc_text *page, struct lc_error *err) LC_MUST_CHECK;
