/* A folder that is written whole or not at all: its files go into PATH.next beside it,
 * which becomes PATH in one step, once all of them are on the disk. A kill leaves
 * PATH.next and no PATH. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

struct lc_folder_file {
    const char *path;
    bool waits; /* it is written, and may not be on the disk yet */
};

struct lc_folder_draft {
    lc_arena *arena;
    const char *path, *temp;
    size_t files, room;
    struct lc_folder_file *file; /* [files] to be removed if it is dropped */
};

/* Refuses (LC_REFUSED) where anything is at path, a link that leads nowhere too, or at
 * PATH.next. The folder is its owner's alone (0700). */
int lc_folder_draft_open(struct lc_folder_draft *draft, const char *path,
                         struct lc_error *err) LC_MUST_CHECK;

/* *path: where a file of the name is to be written; the draft's. */
int lc_folder_draft_file(struct lc_folder_draft *draft, const char *name,
                         const char **path, struct lc_error *err) LC_MUST_CHECK;

/* The text in a file of the name, which is freed. A file alone, and its folder after
 * it, need not be on the disk before the others are: all are when it is committed. */
int lc_folder_draft_text(struct lc_folder_draft *draft, const char *name,
                         struct lc_text *text, struct lc_error *err) LC_MUST_CHECK;

int lc_folder_draft_commit(struct lc_folder_draft *draft,
                           struct lc_error *err) LC_MUST_CHECK;
/* After commit: nothing but its memory; else the files that were named, and the folder.
 */
void lc_folder_draft_drop(struct lc_folder_draft *draft);
