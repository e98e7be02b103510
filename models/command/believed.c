#include "models/command/believed_inside.h"

#include "base/day.h"
#include "command/command.h"
#include "command/study_open.h"
#include "link/dated.h"
#include "models/fit/ranges.h"
#include "models/fit/vouch.h"
#include "models/fit/whose.h"
#include "models/panel/list.h"
#include "store/rhythm.h"

/* The whole of the store, to go back: links are no part of what a scoring reads. */
static int load_of_day(struct lc_store *store, const char *path, int32_t linkage,
                       struct lc_error *err)
{
    int code = lc_link_load(store, path, linkage, err);
    return code ? code : lc_rhythms_keep(store, NULL, err);
}

int lc_believed_open(struct lc_believed *believed, const char *model_path,
                     const char *store_path, enum lc_score_shows shows,
                     const struct lc_common *common, struct lc_error *err)
{
    *believed = (struct lc_believed){ .linkage = LC_NO_DAY };
    int code = lc_parse_linkage(common->linkage, &believed->linkage, err);
    if (!code)
        code = lc_model_read(&believed->model, model_path, err);
    if (!code)
        code = believed->linkage == LC_NO_DAY
                   ? lc_score_load(&believed->store, store_path, believed->model, shows,
                                   err)
                   : load_of_day(&believed->store, store_path, believed->linkage, err);
    if (!code)
        code = lc_model_vouch(&believed->caution, believed->model, model_path,
                              store_path, err);
    return code ? code : lc_text_check(&believed->caution, err);
}

/* warn: lc_list_warn or lc_list_void. Takes text, of which nothing may be said. */
static int put(int (*warn)(json_t *, const char *, struct lc_error *), json_t *document,
               struct lc_text *text, struct lc_error *err)
{
    int code = lc_text_check(text, err);
    if (!code && text->size)
        code = warn(document, text->data, err);
    lc_text_free(text);
    return code;
}

static int warn_of_break(json_t *document, const char *line, struct lc_error *err)
{
    struct lc_text text = { 0 };
    lc_text_addf(&text, "since the model learnt, what it reads has changed: %s", line);
    return put(lc_list_void, document, &text, err);
}

/* From the last on, for each is put before those that are there. */
static int warn_of_breaks(json_t *document, const struct lc_believed *believed,
                          const struct lc_scoring *scoring, struct lc_error *err)
{
    const struct lc_model *model = believed->model;
    struct lc_crossings found = { 0 };
    const struct lc_crossings_span span = {
        lc_ranges_last(model->training, model->metrics), scoring->day
    };
    if (span.last == LC_NO_DAY || span.day <= span.last)
        return LC_OK; /* said by caution.h */
    int code =
        lc_study_breaks_since(&found, scoring->study, &believed->store, &span, err);
    for (size_t i = found.count; i-- > 0 && !code;)
        if (found.row[i].is != LC_CROSSING_ACCEPTED)
            code = warn_of_break(document, found.row[i].text, err);
    lc_crossings_free(&found);
    return code;
}

/* A list by the children of another day looks like any other; so does one by a model
 * that learnt from them. */
static int warn_of_linkage(json_t *document, const struct lc_believed *believed,
                           struct lc_error *err)
{
    struct lc_text learnt = { 0 }, asked = { 0 };
    lc_whose_hold(&learnt, believed->model, believed->linkage);
    lc_add_linkage(&asked, believed->linkage);
    int code = put(lc_list_warn, document, &learnt, err);
    int second = put(lc_list_warn, document, &asked, code ? NULL : err);
    return code ? code : second;
}

int lc_believed_warn(json_t *document, const struct lc_believed *believed,
                     const struct lc_scoring *scoring, struct lc_error *err)
{
    int code = warn_of_breaks(document, believed, scoring, err);
    if (!code && believed->caution.size)
        code = lc_list_void(document, believed->caution.data, err);
    return code ? code : warn_of_linkage(document, believed, err);
}

int lc_believed_somebody(const struct lc_scoring *scoring, struct lc_error *err)
{
    char day[LC_DAY_ROOM];
    return scoring->n || scoring->refused
               ? LC_OK
               : LC_FAIL(err, LC_ABSENT,
                         "on %s the study looks at nobody: no child of its ages was "
                         "known by then to what it reads, so there is no list; say "
                         "another day ('plan' counts who is left out, and why)",
                         lc_day_print(scoring->day, day));
}

int lc_believed_list(json_t **document, const struct lc_scoring *scoring,
                     const struct lc_believed *believed, struct lc_error *err)
{
    int code =
        lc_list_document(document, scoring, believed->model, &believed->store, err);
    if (!code)
        code = lc_believed_warn(*document, believed, scoring, err);
    return code ? code : lc_list_close(*document, err);
}

void lc_believed_say_list(struct lc_text *detail, const struct lc_scoring *scoring,
                          const struct lc_believed *believed, const json_t *list)
{
    char day[LC_DAY_ROOM];
    lc_text_addf(detail, "model %s asof %s children %zu list %s",
                 believed->model->digest, lc_day_print(scoring->day, day), scoring->n,
                 json_string_value(json_object_get(list, "checksum")));
}

void lc_believed_close(struct lc_believed *believed)
{
    lc_text_free(&believed->caution);
    lc_store_free(&believed->store);
    lc_model_free(believed->model);
}
