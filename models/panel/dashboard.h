/* The month's figures for whoever answers for the service: late entries beside the
 * lists that could have held them, the front door, plans and care, and what became of
 * those who entered. A sheet (sheet.h); no child of its own.
 *
 * Sections: late (by month: entries; on a list before; and how long before the entry
 * the first such list was), became (missed.h's classes), front_door, plans, care (by
 * month), adds_up (open before + started - ended against open after, where each is from
 * a column of its own: of care the reasons of the SSDA903 return, S and E...), after
 * (those who entered, for whom half a year since is covered). Counted by what is said
 * today. A month or a child's half year that no source covers is not told. */
#pragma once

#include "models/panel/missed.h"
#include "models/panel/sheet.h"

enum { LC_AFTER_DAYS = 182 };

/* *sheet is new. missed: of whole months, with or without systems. O(the store's
 * events, times the months that one lasts). */
int lc_dashboard_sheet(json_t **sheet, const struct lc_missed *missed,
                       const struct lc_store *store, bool suppress,
                       struct lc_error *err) LC_MUST_CHECK;
