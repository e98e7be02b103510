/* Why a child's risk is what it is, as sentences. */
#pragma once

#include "models/report/page_inside.h"

/* New lists of texts, to be decref'd; NULL when there is nothing to say. entry.for and
 * entry.against where stated, else the texts of entry.contributions by sign, largest
 * first, equal ones in the document's order; those below 0.05 on the log scale are left
 * out (a twentieth of the odds or the hazard), and so is what is of the person, age and
 * sex. */
json_t *lc_reasons_for(struct lc_page *page, const json_t *entry);
json_t *lc_reasons_against(struct lc_page *page, const json_t *entry);
