/* The options by which extracts are read, for the verbs that read them. */
#pragma once

#include "command/verb.h"
#include "import/import.h"

/* Their settings begin with these. */
struct lc_import_settings {
    struct lc_common common;
    const char *received, *covers, *schemas, *map;
    int year, full, incremental, withdraw;
};

/* clang-format off */
#define LC_IMPORT_KNOBS \
    LC_KNOB(struct lc_import_settings, received, LC_WORD,   0, 0, 0,    "day the extracts were made (default: today)"), \
    LC_KNOB(struct lc_import_settings, year,     LC_COUNT,  0, 0, 2199, "collection year of SSDA903 files, the year in which it ends (default: by their dates)"), \
    LC_KNOB(struct lc_import_settings, covers,   LC_WORD,   0, 0, 0,    "FROM:TO, the days that the extracts speak of (default: by their schema)"), \
    LC_KNOB(struct lc_import_settings, full,     LC_FLAG,   0, 0, 1,    "the extracts are all that there is of what they cover: what they do not say any more is withdrawn (default: by their schema)"), \
    LC_KNOB(struct lc_import_settings, incremental, LC_FLAG, 0, 0, 1,   "the extracts are a part: what they do not say stays"), \
    LC_KNOB(struct lc_import_settings, withdraw, LC_FLAG,   0, 0, 1,    "a full extract may take back more than half of what it covers, though rows of it could not be read"), \
    LC_KNOB(struct lc_import_settings, schemas,  LC_SOURCE, 0, 0, 0,    "folder of the schemas (default: the program's own)"), \
    LC_KNOB(struct lc_import_settings, map,      LC_SOURCE, 0, 0, 0,    "a mapping of a supplier's headings to a schema, beside those in STORE.maps")
/* clang-format on */

/* LC_USAGE for what is no day, no span, no year, or in the future. */
int lc_import_options_read(const struct lc_import_settings *settings,
                           struct lc_import_options *options,
                           struct lc_error *err) LC_MUST_CHECK;
/* The folder of schemas that was named, or the program's own; free() it. */
int lc_import_folder(const struct lc_import_settings *settings, char **folder,
                     struct lc_error *err) LC_MUST_CHECK;
/* The schemas of the folder that was named, or the program's own, with the mapping, if
 * one was named; *schemas is new. */
int lc_import_schemas(const struct lc_import_settings *settings, lc_schemas **schemas,
                      struct lc_error *err) LC_MUST_CHECK;
