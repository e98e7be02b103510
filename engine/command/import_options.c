/* See import_options.h. */
#include "command/import_options.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "base/memory.h"
#include "command/command.h"

/* What is to come cannot have come: every row of it would be known on a day that is
 * not yet. */
static int check_received(int32_t received, struct lc_error *err)
{
    char day[LC_DAY_ROOM], today[LC_DAY_ROOM];
    int32_t latest = lc_day_latest();
    if (received <= latest)
        return LC_OK;
    return LC_FAIL(err, LC_USAGE,
                   "--received: %s is in the future (today is %s); give the day on "
                   "which the extracts were made",
                   lc_day_print(received, day), lc_day_print(latest, today));
}

int lc_import_options_read(const struct lc_import_settings *s,
                           struct lc_import_options *options, struct lc_error *err)
{
    *options =
        (struct lc_import_options){ .received = lc_day_today(),
                                    .undated = !s->received,
                                    .year = s->year,
                                    .extent = s->full          ? LC_ALL_FULL
                                              : s->incremental ? LC_ALL_INCREMENTAL
                                                               : LC_BY_SCHEMA,
                                    .withdraw = s->withdraw,
                                    .covers_from = LC_NO_DAY,
                                    .covers_to = LC_NO_DAY };
    int code = LC_OK;
    if (s->received)
        code =
            lc_parse_day("received", lc_slice_of(s->received), &options->received, err);
    if (!code)
        code = check_received(options->received, err);
    const char *colon = s->covers ? strchr(s->covers, ':') : NULL;
    if (!code && s->covers && !colon)
        code = LC_FAIL(err, LC_USAGE, "--covers: write FROM:TO, two days");
    if (!code && colon)
        code = lc_parse_day("covers",
                            (struct lc_slice){ s->covers, (size_t)(colon - s->covers) },
                            &options->covers_from, err);
    if (!code && colon)
        code = lc_parse_day("covers", lc_slice_of(colon + 1), &options->covers_to, err);
    if (!code && colon && options->covers_from >= options->covers_to)
        code = LC_FAIL(err, LC_USAGE, "--covers: FROM must be before TO");
    if (!code && s->year && (s->year < 1990 || s->year > 2199))
        code = LC_FAIL(err, LC_USAGE, "--year: from 1990 to 2199");
    if (!code && s->full && s->incremental)
        code = LC_FAIL(err, LC_USAGE, "--full and --incremental: say one of them");
    return code;
}

int lc_import_folder(const struct lc_import_settings *s, char **folder,
                     struct lc_error *err)
{
    *folder = NULL;
    if (!s->schemas)
        return lc_share_path("schema", folder, err);
    *folder = lc_strdup(s->schemas);
    return *folder ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_import_schemas(const struct lc_import_settings *s, lc_schemas **schemas,
                      struct lc_error *err)
{
    char *path;
    int code = lc_import_folder(s, &path, err);
    if (!code)
        code = lc_schemas_load(schemas, path, err);
    free(path);
    return !code && s->map ? lc_schemas_map(*schemas, s->map, err) : code;
}
