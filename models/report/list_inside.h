/* What the sections of a list's page share. */
#pragma once

#include "models/report/page_inside.h"

/* object[name] as the address of another page of the folder, or NULL. Only a plain file
 * name is one (letters, digits, - and one dot): nothing else is ever linked to. */
const char *lc_list_page(struct lc_page *page, const json_t *object, const char *name);

/* "Child 1041", up to its text a link to its own page, or to its card below. */
void lc_list_child(struct lc_page *page, const json_t *entry);

/* A child's number: a whole number or a text; nothing else of it is known here. */
void lc_list_number_of(struct lc_page *page, const json_t *entry);

/* Of the list's changes the one of that place on it, where it is of that child. */
const json_t *lc_list_change(struct lc_page *page, const json_t *entry, size_t place);

/* New: what is not known of every child listed alike, in the first's order; nothing
 * where only one is listed. And what is not known of one beside that. */
json_t *lc_list_unknown_of_all(struct lc_page *page);
/* Was it looked for, and is there nothing that is not known of a child listed? */
bool lc_list_all_known(struct lc_page *page, const json_t *entry);
json_t *lc_list_unknown_but(struct lc_page *page, const json_t *entry,
                            const json_t *of_all);

/* The verdict on the list's model, and what makes the day unlike those it was fitted
 * to. A list that does not say is taken by the results'; where neither says, it was not
 * judged. */
void lc_list_caution_box(struct lc_page *page);

/* A heading and its texts, one block of a card; nothing where there are none. Gives up
 * the texts, which may be NULL. */
void lc_list_why(struct lc_page *page, const char *title, const char *class,
                 json_t *texts);
/* What panels decided, a line each. */
void lc_list_decided(struct lc_page *page, const json_t *decisions);

/* Text number `at` of a list; "", and the page fails, where it is none. */
const char *lc_list_text_at(struct lc_page *page, const json_t *texts, size_t at);

/* A cell of what is in hand, by commas. */
void lc_list_in_hand(struct lc_page *page, const json_t *entry);
/* "; worth about 21 young people like this one"; nothing where that is not told. */
void lc_list_worth(struct lc_page *page, const json_t *entry);
