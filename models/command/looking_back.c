/* See looking_back_inside.h. */
#include "models/command/looking_back_inside.h"

#include <string.h>

#include "command/command.h"
#include "link/dated.h"
#include "models/fit/ranges.h"
#include "models/fit/vouch.h"
#include "models/fit/whose.h"
#include "models/panel/sheet.h"

int lc_looking_days(int32_t span[2], const char *what, const char *from, const char *to,
                    struct lc_error *err)
{
    if (!from || !to)
        return LC_FAIL(err, LC_USAGE, "say which %s: --from 2024-04-01 --to 2025-04-01",
                       what);
    int code = lc_parse_day("from", lc_slice_of(from), span, err);
    if (!code)
        code = lc_parse_day("to", lc_slice_of(to), span + 1, err);
    if (!code && span[1] <= span[0])
        code = LC_FAIL(err, LC_USAGE, "--to %s is not after --from %s", to, from);
    return code;
}

/* Whose children the lists are of, and that the model learnt from others'. */
static void say_linkage(struct lc_looking *w)
{
    struct lc_text learnt = { 0 };
    lc_add_linkage(&w->caution, w->ask.linkage);
    if (w->ask.linkage != LC_NO_DAY)
        lc_text_add(&w->caution, "\n");
    lc_whose_hold(&learnt, w->model, w->ask.linkage);
    if (learnt.size)
        lc_text_addf(&w->caution, "%s\n", learnt.data);
    w->caution.failed |= learnt.failed;
    lc_text_free(&learnt);
}

static int open_all(struct lc_looking *w, char **argv, const char *linkage,
                    struct lc_error *err)
{
    w->ask.store_path = argv[1];
    int code = lc_parse_linkage(linkage, &w->ask.linkage, err);
    if (!code)
        code = lc_model_read(&w->model, argv[0], err);
    if (!code)
        code = lc_link_load(&w->store, argv[1], w->ask.linkage, err);
    if (!code)
        code = lc_store_need_linked(&w->store, argv[1], err);
    if (!code)
        code = lc_model_vouch(&w->caution, w->model, argv[0], argv[1], err);
    if (!code && w->caution.size)
        lc_text_add(&w->caution, "\n");
    if (!code)
        say_linkage(w);
    return code;
}

/* Lists of days that the model learnt from are better than any could have been. */
static void warn(struct lc_looking *w, int32_t first_list)
{
    int32_t last = lc_ranges_last(w->model->training, w->model->metrics);
    char day[LC_DAY_ROOM];
    if (last == LC_NO_DAY)
        lc_text_add(&w->caution, "the model's file does not say up to which day it "
                                 "learnt: it may have seen what became of these "
                                 "children\n");
    else if (last >= first_list)
        lc_text_addf(
            &w->caution,
            "the model learnt from children as they were up to %s and has "
            "seen what became of some of these: lists by it are better than "
            "any that could have been made then; judge by a model that was "
            "trained on the years before (to: under landmarks: of the study)\n",
            lc_day_print(last, day));
}

int lc_looking_back(struct lc_missed *missed, struct lc_looking *looking, char **argv,
                    const struct lc_common *common, struct lc_error *err)
{
    lc_team *team = NULL;
    int code = open_all(looking, argv, common->linkage, err);
    if (!code)
        code = lc_team_new(&team, common->threads, err);
    if (!code)
        code = lc_missed_run(missed, looking->model, &looking->store, &looking->ask,
                             team, err);
    lc_team_free(team);
    if (code)
        return code;
    warn(looking, missed->first_list);
    return lc_text_check(&looking->caution, err);
}

int lc_looking_note(json_t *sheet, const struct lc_looking *looking,
                    struct lc_error *err)
{
    int code = LC_OK;
    for (const char *at = looking->caution.data; at && *at && !code;) {
        struct lc_text line = { 0 };
        size_t size = strcspn(at, "\n");
        lc_text_add_bytes(&line, at, size);
        code = lc_text_check(&line, err);
        if (!code)
            code = lc_sheet_note(sheet, line.data, err);
        lc_text_free(&line);
        at += size + (at[size] != 0);
    }
    return code;
}

void lc_looking_close(struct lc_looking *looking)
{
    lc_text_free(&looking->caution);
    lc_store_free(&looking->store);
    lc_model_free(looking->model);
}
