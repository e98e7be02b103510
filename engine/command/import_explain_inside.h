/* `latecare import --explain`: how a file would be read. Part of engine/command. */
#pragma once

#include "command/command.h"
#include "import/schema.h"

struct lc_explaining {
    const char *path;
    const char *like, *write_mapping; /* NULL: not asked for */
};

/* Prints it, or one document; writes the mapping, if one is asked for. LC_FINDINGS if
 * the file is of no schema. */
int lc_import_explain(const struct lc_explaining *how, const struct lc_common *common,
                      const lc_schemas *schemas, struct lc_error *err) LC_MUST_CHECK;
