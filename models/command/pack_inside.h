/* The files of one panel's meeting. Part of models/command. */
#pragma once

#include <jansson.h>

#include "base/folder.h"
#include "people/people.h"

struct lc_pack {
    const char *store_path;
    const json_t *list, *changes; /* list.h, change.h; changes NULL: no earlier list */
    const json_t *daily;          /* daily.h, where there are changes */
    const json_t *results;        /* of the model (report.h) */
    json_t *pages; /* of the first listed children (child.h): who and what changed are
                      put into them */
    const struct lc_persons *who; /* NULL: numbers alone; person[i] is of listed[i] */
    const char *linkage; /* the ISO day whose children they are; NULL: the store's own
                          */
};

/* So many children of a list have pages of their own; the others have cards. */
enum { LC_PACK_PAGES = 200 };

/* Puts the names of the pages into the list, which leads to them. */
int lc_pack_mark(json_t *list, struct lc_error *err) LC_MUST_CHECK;

/* Writes the files into the draft of the folder:
 *
 *     list.html, list.csv, list.json with its seal    the list
 *     model.html                                      how its model was judged
 *     summary.html                                    the list on one sheet of A4
 *     child-N.html                                    a page a listed child
 *     changes.csv, daily.html, daily.csv              where there is an earlier one
 *     panel.xlsx         list, reasons, changes, definitions (pack_book_inside.h)
 *     decisions.csv      a row a listed child, with empty cells to be filled in; and
 *                        by which linkage its number is, if not the store's own
 *     who.csv            where names are known: all that is said of each, a row a
 *                        thing; the children's pages say it too
 */
int lc_pack_write(struct lc_folder_draft *folder, const struct lc_pack *pack,
                  struct lc_error *err) LC_MUST_CHECK;
