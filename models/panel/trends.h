/* Concerns of exploitation and links to gangs, for the panels that look at the borough
 * and not at a child: what is new, what closed, what is open, by month and by age. A
 * sheet (sheet.h).
 *
 * Sections: of each kind of concern one by month (new and closed: concerns; open:
 * children of whom one is on the month's last day), then by age new_by_age (concerns,
 * by the age on the day of each) and open_by_age (children, on the span's last day).
 * Counted by what is said today. A store keeps no area: addresses stand in the identity
 * file, and a note says so. */
#pragma once

#include "models/panel/sheet.h"
#include "store/store.h"

/* *sheet is new. span: whole months. O(the concerns, times the months that one lasts).
 */
int lc_trends_sheet(json_t **sheet, const struct lc_store *store, const int32_t span[2],
                    bool suppress, struct lc_error *err) LC_MUST_CHECK;
