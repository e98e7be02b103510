/* The page of a sheet of counts (models/panel/sheet.h). */
#pragma once

#include <jansson.h>

#include "base/error.h"
#include "base/text.h"

/* The document as one HTML file that needs no network. The same document gives the same
 * bytes. LC_FORMAT names the first key that is wrong. */
int lc_sheet_page(const json_t *sheet, struct lc_text *page,
                  struct lc_error *err) LC_MUST_CHECK;
