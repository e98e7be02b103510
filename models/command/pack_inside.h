/* The files of one panel's meeting. Part of models/command. */
#pragma once

#include <jansson.h>

#include "base/folder.h"
#include "people/people.h"

/* Named in the list, which leads to it. */
#define LC_PACK_MODEL_PAGE "model.html"

struct lc_pack {
    const char *store_path;
    const json_t *list, *changes; /* list.h, change.h; changes NULL: no earlier list */
    const json_t *results;        /* of the model (report.h) */
    const struct lc_persons *who; /* NULL: numbers alone; person[i] is of listed[i] */
};

/* Writes the files into the draft of the folder:
 *
 *     list.html, list.csv, list.json with its seal    the list
 *     model.html                                      how its model was judged
 *     changes.csv                                     where there is an earlier one
 *     decisions.csv      a row a listed child, with empty cells to be filled in
 *     who.csv            where names are known: all that is said of each, a row a thing
 */
int lc_pack_write(struct lc_folder_draft *folder, const struct lc_pack *pack,
                  struct lc_error *err) LC_MUST_CHECK;
