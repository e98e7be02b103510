/* Inside of notes.h: what the files of engine/import share. */
#pragma once

#include "import/notes.h"

int lc_notes_init(struct lc_notes *notes, struct lc_error *err) LC_MUST_CHECK;
void lc_notes_free(struct lc_notes *notes);
int lc_notes_reject(struct lc_notes *notes, const struct lc_reject *reject,
                    struct lc_slice value, struct lc_error *err) LC_MUST_CHECK;
int lc_notes_find(struct lc_notes *notes, uint32_t file, uint64_t line,
                  const char *rule, struct lc_error *err) LC_MUST_CHECK;
/* The same of a row that an earlier import brought: of which extract, of which day. */
int lc_notes_find_earlier(struct lc_notes *notes, const char *schema, int32_t imported,
                          uint64_t line, const char *rule,
                          struct lc_error *err) LC_MUST_CHECK;
/* Takes the text, which may be empty: then there is nothing to say. */
int lc_notes_remark(struct lc_notes *notes, uint32_t file, struct lc_text *text,
                    struct lc_error *err) LC_MUST_CHECK;
/* In order of file, line, column or rule: what the files are written in. */
void lc_notes_sort(struct lc_notes *notes);
