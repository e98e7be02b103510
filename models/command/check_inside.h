/* Inside of the verb check: its files, and its words. */
#pragma once

#include <jansson.h>

#include "base/text.h"

/* The files of a folder and of those in it, in order of their paths; *path and each of
 * them is new: lc_check_files_free. Hidden ones, those that an office program keeps
 * while it has one open (~$), and the paths of `but` (NULL ends it) are left out.
 * LC_ABSENT; LC_USAGE: it holds none. */
int lc_check_files(const char *folder, const char *const *but, size_t *count,
                   char ***path, struct lc_error *err) LC_MUST_CHECK;
void lc_check_files_free(size_t count, char **path);

/* The document in words, for a terminal. */
int lc_check_text(const json_t *document, struct lc_text *out,
                  struct lc_error *err) LC_MUST_CHECK;
