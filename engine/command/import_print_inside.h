/* What the verb import prints. Part of engine/command. */
#pragma once

#include "import/import.h"

/* rows, taken, unchanged, corrected, rejected, pending, withdrawn, findings */
enum { LC_IMPORT_REJECTED = 4, LC_IMPORT_FIGURES = 8 };

const char *lc_import_figure_name(size_t which);
/* Of all files together. */
uint64_t lc_import_total(const struct lc_import_result *result, size_t which);

/* The counts of every file, the rules that were broken and how often, how files were
 * read that are not quite as their schema says, and which sources are silent; rejects:
 * where the rows not taken are, or NULL. */
int lc_import_print(const struct lc_import_result *result, const struct lc_store *store,
                    const char *rejects, bool json, struct lc_error *err) LC_MUST_CHECK;
