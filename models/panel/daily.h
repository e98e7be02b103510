/* What a day brought, for a daily meeting on risk: who is missing and not returned,
 * whose risk moved and by what, what became known. Of everybody whom the study looks
 * at, listed or not; who is missing of every child of the store. Child numbers, never
 * names. */
#pragma once

#include <jansson.h>

#include "models/panel/whole.h"

/* Rows of each that a page of one screen and a terminal show; the table has all. */
enum { LC_DAILY_MOST = 5 };

/* *document is new:
 *
 *     title, since, as_of, capacity, children { before, now } scored on either day
 *     list { new, dropped, left }     of the list of the day, against that of since
 *     notes [text]                    what cannot be told and why; first, if any
 *     missing [{ child, rank?, risk?, why? not scored, history, code?, start,
 *                known_from, days, new: first known since? }]: an episode without an
 *                end as of the day, of who is not known to be 18; the latest first
 *     moved   [{ child, change, rank?, rank_before?, risk_before, risk, difference,
 *                new_events?, known_late?, time?, most? the history that moved it most }]:
 *                whose linear predictor moved by LC_CHANGE_STEADY or more, the furthest
 *                first
 *     known   [{ child, rank?, history, code?, level?, start, end?, known_from, late,
 *                told "first" | "changed" | "withdrawn" }]: what was not known at since
 *                and is, or was and is no more, of who is scored on the day or was
 *                before; by risk, then child and start
 *     counts  { missing, missing_children, missing_new, risen, fallen, known,
 *               known_children }
 *
 * changes: change.h, of the same two days, with whole->moved among its others; list:
 * the scoring of the list. store: with keys and lines. O(events of those children). */
struct lc_daily_of {
    const struct lc_whole *whole;
    const struct lc_scoring *list;
    const json_t *changes;
    const struct lc_model *model;
    const struct lc_store *store;
};
int lc_daily_document(json_t **document, const struct lc_daily_of *of,
                      struct lc_error *err) LC_MUST_CHECK;

/* The document as one CSV table, a row a thing, cells neutralised: all of it; and as
 * text, the first of each. */
void lc_daily_csv(const json_t *document, struct lc_text *out);
void lc_daily_text(const json_t *document, struct lc_text *out);
