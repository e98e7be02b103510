/* Tables of a nested file, as text: for tests of containers. */
#pragma once

#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "table/layout.h"

/* A file of these bytes in the folder; free() the path. */
char *nested_file(const char *folder, const char *name, const char *data, size_t size);

/* Its tables, each "name:" and its rows, "line:a,b" a line, "!" behind a troubled one;
 * or the error's code. Free the text. */
int nested_read(const char *path, const struct lc_layouts *layouts, struct lc_text *out,
                struct lc_error *err);
