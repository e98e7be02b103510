/* See series_inside.h. */
#include "models/command/series_inside.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/json.h"
#include "base/memory.h"
#include "command/command.h"
#include "models/assess/verdict.h"
#include "models/panel/band.h"
#include "models/panel/change.h"
#include "models/panel/list.h"
#include "models/panel/meanings.h"
#include "models/panel/series.h"
#include "store/log.h"

struct making {
    struct lc_series *series;
    struct lc_believed *by;
    const struct lc_series_ask *ask;
    lc_meanings *meanings;
    lc_team *team;
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

static int keep(struct making *m, const struct lc_scoring *now, json_t *list,
                json_t *changes, struct lc_error *err)
{
    struct lc_series *s = m->series;
    int code = LC_GROW(s->detail, s->room, s->lists + 1, err);
    if (code)
        return code;
    lc_believed_say_list(s->detail + s->lists++, now, m->by, list);
    lc_series_csv(list, changes, &s->csv);
    lc_series_text(list, changes, &s->text);
    s->cautions |= now->standing != LC_GOOD_ENOUGH || now->refused
                   || json_array_size(json_object_get(list, "warnings"));
    return lc_json_push(s->documents, LC_OBJECT({ "list", json_incref(list) },
                                                { "changes", json_incref(changes) }))
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

static int add_list(struct making *m, int32_t day, struct lc_error *err)
{
    const struct lc_score_ask ask = { .day = day,
                                      .capacity = m->ask->capacity,
                                      .beyond = LC_BAND_BEYOND };
    struct lc_scoring now;
    json_t *list = NULL, *changes = NULL;
    int code = lc_score_run(&now, m->by->model, &m->by->store, &ask, m->team, err);
    if (code)
        return code;
    code = lc_believed_list(&list, &now, m->by, err);
    if (!code)
        code = make_changes(&changes, m, &now, err);
    if (!code)
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
    for (int k = 0; k < lists && !code; k++) {
        if (k)
            code = lc_whole_next(&m->whole, m->by->model, &m->by->store,
                                 list_day(m->ask, lists, k), m->team, err);
        if (!code)
            code = add_list(m, list_day(m->ask, lists, k), err);
    }
    return code;
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
    int code = lc_team_new(&m.team, ask->threads, err);
    if (!code)
        code = lc_meanings_load(&m.meanings, err);
    if (!code)
        code = make_all(&m, (int)lists, err);
    lc_whole_free(&m.whole);
    lc_meanings_free(m.meanings);
    lc_team_free(m.team);
    return code;
}

int lc_series_log(struct lc_series *series, const char *store_path,
                  struct lc_error *err)
{
    size_t lines = series->lists;
    series->lists = 0; /* the details go with it */
    return lc_log_append_all(store_path, "score", lines, series->detail, err);
}

void lc_series_free(struct lc_series *series)
{
    for (size_t i = 0; i < series->lists; i++)
        lc_text_free(series->detail + i);
    free(series->detail);
    lc_text_free(&series->csv);
    lc_text_free(&series->text);
    json_decref(series->documents);
    *series = (struct lc_series){ 0 };
}
