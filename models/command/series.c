/* See series_inside.h. */
#include "models/command/series_inside.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/invariant.h"
#include "base/json.h"
#include "base/memory.h"
#include "command/command.h"
#include "models/assess/verdict.h"
#include "models/panel/band.h"
#include "models/panel/change.h"
#include "models/panel/list.h"
#include "models/panel/meanings.h"
#include "store/log.h"

struct making {
    struct lc_series *series;
    struct lc_believed *by;
    const struct lc_series_ask *ask;
    lc_meanings *meanings;
    lc_team *team;
    unsigned char *shown;  /* [records of the store] by child */
    struct lc_whole whole; /* of the list before and of this one */
};

static int32_t list_day(const struct lc_series_ask *ask, int lists, int which)
{
    return ask->day - (lists - 1 - which) * ask->every;
}

static int make_changes(json_t **changes, struct making *m,
                        const struct lc_scoring *now, struct lc_error *err)
{
    const struct lc_change_ask ask = { .since = now->day - m->ask->every,
                                       .whole = &m->whole };
    int code = lc_change_document(changes, m->by->model, &m->by->store, now, &ask,
                                  m->team, err);
    if (!code)
        json_object_del(*changes, "others");
    return code ? code : lc_meanings_put(m->meanings, *changes, err);
}

/* --- what the log is to tell ------------------------------------------------------ */

static int note_list(struct making *m, const struct lc_scoring *now, const json_t *list,
                     struct lc_error *err)
{
    struct lc_series *s = m->series;
    int code = LC_GROW(s->detail, s->room, s->lists + 1, err);
    if (!code)
        code = LC_GROW(s->digest, s->digest_room, s->digests + 1, err);
    if (code)
        return code;
    lc_believed_say_list(s->detail + s->lists++, now, m->by, list);
    (void)snprintf(s->digest[s->digests++], LC_DIGEST_TEXT, "%s",
                   json_string_value(json_object_get(list, "checksum")));
    return LC_OK;
}

static int note_changes(struct making *m, const json_t *changes, struct lc_error *err)
{
    struct lc_series *s = m->series;
    const json_t *rows = json_object_get(changes, "changes");
    int code = LC_GROW(s->digest, s->digest_room, s->digests + 1, err);
    if (!code)
        code = lc_json_digest(changes, s->digest[s->digests++], err);
    for (size_t i = 0; i < json_array_size(rows) && !code; i++) {
        json_int_t child =
            json_integer_value(json_object_get(json_array_get(rows, i), "child"));
        LC_INVARIANT(child >= 0 && (size_t)child < m->by->store.records);
        m->shown[child] = 1;
    }
    return code;
}

/* Once each, by number. */
static int gather_children(struct making *m, struct lc_error *err)
{
    struct lc_series *s = m->series;
    size_t most = m->by->store.records, count = 0;
    for (size_t c = 0; c < most; c++)
        count += m->shown[c];
    s->child = lc_alloc(count, sizeof *s->child);
    if (!s->child)
        return LC_FAIL_NOMEM(err);
    for (size_t c = 0; c < most; c++)
        if (m->shown[c])
            s->child[s->children++] = (uint32_t)c;
    return LC_OK;
}

/* --- lists ------------------------------------------------------------------------ */

static int keep(struct making *m, const struct lc_scoring *now, json_t *list,
                json_t *changes, struct lc_error *err)
{
    struct lc_series *s = m->series;
    int code = note_list(m, now, list, err);
    if (!code)
        code = note_changes(m, changes, err);
    if (!code)
        code = lc_series_caution_take(&s->caution, list, err);
    if (code)
        return code;
    lc_series_csv(list, changes, &s->csv);
    lc_series_text(list, changes, &s->text);
    s->cautions |= now->standing != LC_GOOD_ENOUGH || now->refused
                   || json_array_size(json_object_get(list, "warnings"));
    if (!m->ask->documents)
        return LC_OK;
    return lc_json_push(s->documents, LC_OBJECT({ "list", json_incref(list) },
                                                { "changes", json_incref(changes) }))
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

/* The list of a day and, if it is one of the series, its changes. The one before the
 * first is not shown whole, but who left it is. */
static int add_list(struct making *m, int32_t day, bool before, struct lc_error *err)
{
    const struct lc_score_ask ask = { .day = day,
                                      .capacity = m->ask->capacity,
                                      .beyond = LC_BAND_BEYOND };
    struct lc_scoring now;
    json_t *list = NULL, *changes = NULL;
    int code = lc_score_run(&now, m->by->model, &m->by->store, &ask, m->team, err);
    if (code)
        return code;
    code = lc_believed_somebody(&now, err);
    if (!code)
        code = lc_believed_list(&list, &now, m->by, err);
    if (!code && before)
        code = note_list(m, &now, list, err);
    else if (!code && !(code = make_changes(&changes, m, &now, err)))
        code = keep(m, &now, list, changes, err);
    json_decref(list);
    json_decref(changes);
    lc_scoring_free(&now);
    return code;
}

static int make_all(struct making *m, int lists, struct lc_error *err)
{
    int32_t first = list_day(m->ask, lists, 0);
    const int32_t two[] = { first - m->ask->every, first };
    int code = lc_whole_of(&m->whole, m->by->model, &m->by->store, two, m->team, err);
    if (!code)
        code = add_list(m, two[0], true, err);
    for (int k = 0; k < lists && !code; k++) {
        if (k)
            code = lc_whole_next(&m->whole, m->by->model, &m->by->store,
                                 list_day(m->ask, lists, k), m->team, err);
        if (!code)
            code = add_list(m, list_day(m->ask, lists, k), false, err);
    }
    return code ? code : gather_children(m, err);
}

int lc_series_make(struct lc_series *series, struct lc_believed *by,
                   const struct lc_series_ask *ask, struct lc_error *err)
{
    struct making m = { .series = series, .by = by, .ask = ask };
    char since[LC_DAY_ROOM], day[LC_DAY_ROOM];
    *series = (struct lc_series){ .documents = json_array() };
    int64_t lists = ((int64_t)ask->day - ask->since) / ask->every;
    if (!series->documents)
        return LC_FAIL_NOMEM(err);
    if (lists < 1)
        return LC_FAIL(err, LC_RANGE,
                       "the list of %s cannot be held against one of %d days before "
                       "it, for that is before --since %s: say an earlier day",
                       lc_day_print(ask->day, day), ask->every,
                       lc_day_print(ask->since, since));
    lc_series_csv_head(&series->csv);
    lc_series_text_head(&series->text);
    m.shown = lc_alloc(by->store.records, sizeof *m.shown);
    int code = m.shown ? lc_team_new(&m.team, ask->threads, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_meanings_load(&m.meanings, err);
    if (!code)
        code = make_all(&m, (int)lists, err);
    lc_whole_free(&m.whole);
    lc_meanings_free(m.meanings);
    lc_team_free(m.team);
    free(m.shown);
    return code;
}

int lc_series_log(struct lc_series *series, const struct lc_believed *by,
                  const struct lc_reveal *reveal, struct lc_error *err)
{
    const struct lc_looks looks = { .children = series->children,
                                    .child = series->child,
                                    .others = series->digests,
                                    .other =
                                        (const char(*)[LC_DIGEST_TEXT])series->digest };
    size_t lines = series->lists;
    int code = lc_reveal_reason(reveal, err);
    if (code)
        return code;
    series->lists = 0; /* the details go with it */
    code =
        lc_log_append_all(reveal->store_path, reveal->verb, lines, series->detail, err);
    return code ? code : lc_reveal_looks(reveal, &by->store, &looks, err);
}

void lc_series_free(struct lc_series *series)
{
    for (size_t i = 0; i < series->lists; i++)
        lc_text_free(series->detail + i);
    free(series->detail);
    free(series->digest);
    free(series->child);
    lc_series_caution_free(&series->caution);
    lc_text_free(&series->csv);
    lc_text_free(&series->text);
    json_decref(series->documents);
    *series = (struct lc_series){ 0 };
}
