/* latecare export: a model as PMML, or as a page of plain arithmetic; a store as what
 * goes to the DfE. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "base/json.h"
#include "command/command.h"
#include "models/answer/times.h"
#include "models/command/export_store_inside.h"
#include "models/export/export.h"
#include "models/families/families.h"
#include "models/fit/fallback.h"
#include "models/fit/vouch.h"

enum form { AS_ARITHMETIC, AS_PMML, OF_STORES };

struct export_settings {
    struct lc_common common;
    int to;
    const char *times, *without, *asof;
};

static const char *const forms[] = { "arithmetic", "pmml", "csc-api", "annex-a", NULL };

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_FORCE(NULL),
    LC_REASON("STORE"),
    LC_KNOB_CHOICE(struct export_settings, to, AS_ARITHMETIC, forms, "what to write"),
    LC_KNOB(struct export_settings, times, LC_WORD, 0, 0, 0, "when the risk is told, as 365,730; else at the model's own horizons", "TIMES MODEL"),
    LC_KNOB(struct export_settings, without, LC_WORD, 0, 0, 0, "the fit that the model keeps for days without this history, instead of the model", "MODEL"),
    LC_KNOB(struct export_settings, asof, LC_WORD, 0, 0, 0, "a store as it was known before this day, instead of today", "STORE"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct export_settings, knobs);

static int write_form(const struct lc_model *model, const char *path,
                      const struct export_settings *settings, struct lc_error *err)
{
    double time[LC_TIMES];
    size_t times = 0;
    struct lc_exported e;
    struct lc_text out = { 0 };
    lc_arena *arena = lc_arena_new();
    int code = arena ? lc_times_parse("times", settings->times, time, &times, err)
                     : LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_export_open(&e, model, time, times, arena, err);
    if (!code)
        code = settings->to == AS_PMML
                   ? lc_export_pmml(&e, model, arena, &out, err)
                   : lc_export_arithmetic(&e, model, arena, &out, err);
    if (!code)
        code = strcmp(path, "-") == 0 ? lc_print(out.data, out.size, err)
                                      : lc_file_write(path, settings->common.force,
                                                      out.data, out.size, err);
    lc_text_free(&out);
    lc_arena_free(arena);
    return code;
}

/* The fit that was asked for instead of the model: it takes its place. */
static int take_without(struct lc_model **model, const char *history,
                        struct lc_error *err)
{
    struct lc_model *fit = NULL;
    struct lc_text kept = { 0 };
    int code = lc_fallback_of(&fit, *model, history, err);
    lc_fallbacks_add(&kept, *model);
    if (!code && !fit)
        code = LC_FAIL(err, LC_USAGE,
                       "--without %.40s: the model keeps no fit for days without it; "
                       "it keeps %s%s",
                       history, kept.size ? "those without " : "none",
                       kept.size ? kept.data : "");
    lc_text_free(&kept);
    if (code)
        return code;
    lc_model_free(*model);
    *model = fit;
    return LC_OK;
}

/* What stays behind: a form holds one fit, and cannot tell on which days it has none.
 */
static int say_kept(const struct lc_model *model, struct lc_error *err)
{
    struct lc_text line = { 0 };
    if (!json_array_size(model->without))
        return LC_OK;
    lc_text_add(&line, "latecare export: the fits for days without ");
    lc_fallbacks_add(&line, model);
    lc_text_add(&line, " do not go along: on such a day what was written has no risk "
                       "to tell. Each can be written by itself: --without HISTORY\n");
    int code = lc_text_check(&line, err);
    (void)lc_say(&line, NULL);
    return code ? code : LC_FINDINGS;
}

static json_t *kept_json(const struct lc_model *model)
{
    json_t *list = json_array(), *one;
    bool ok = list != NULL;
    for (size_t k = 0; ok && (one = json_array_get(model->without, k)); k++)
        ok = lc_json_push(list, json_incref(json_object_get(one, "history")));
    return lc_json_whole(list, ok);
}

static int say(const struct lc_model *model, const char *path,
               const struct export_settings *settings, struct lc_error *err)
{
    return lc_print_json(LC_OBJECT({ "file", lc_json_text(path) },
                                   { "form", lc_json_text(forms[settings->to]) },
                                   { "model", lc_json_text(model->digest) },
                                   { "without", lc_json_text(settings->without) },
                                   { "left_behind", kept_json(model) }),
                         err);
}

static int export_store(char **argv, const struct export_settings *settings,
                        struct lc_error *err)
{
    struct lc_export_store how = {
        .form = lc_outward_find(forms[settings->to]),
        .path = argv[1],
        .force = settings->common.force,
        .json = settings->common.json,
        .asof = LC_OPEN,
        .reveal = { argv[0], "export", settings->common.reason },
    };
    if (settings->asof
        && lc_day_parse(lc_slice_of(settings->asof), LC_DAY_ISO, &how.asof))
        return LC_FAIL(err, LC_USAGE, "--asof takes a day such as 2024-03-31");
    if (!lc_file_ends(argv[1], how.form->ending) && strcmp(argv[1], "-") != 0)
        return LC_FAIL(err, LC_USAGE, "OUT %s: end the name in %s, as --to %s is",
                       argv[1], how.form->ending, how.form->name);
    return lc_export_store(&how, err);
}

/* What is given for the one and not for the other. */
static int suit(const struct export_settings *settings, struct lc_error *err)
{
    uint64_t given = settings->common.given;
    bool store = settings->to >= OF_STORES;
    int code = lc_knobs_suit(&verb_knobs, given, "STORE", store, err);
    if (!code)
        code = lc_knobs_suit(&verb_knobs, given, "MODEL", !store, err);
    return code ? code : lc_verb_suit_store(&settings->common, store, err);
}

static int run_export(int argc LC_UNUSED, char **argv, void *given,
                      struct lc_error *err)
{
    const struct export_settings *settings = given;
    int unsuited = suit(settings, err);
    if (unsuited || settings->to >= OF_STORES)
        return unsuited ? unsuited : export_store(argv, settings, err);
    struct lc_model *model = NULL;
    bool json = settings->common.json;
    if (json && strcmp(argv[1], "-") == 0)
        return LC_FAIL(err, LC_USAGE,
                       "both OUT - and --json are for standard output; name a file");
    int code = lc_model_read(&model, argv[0], err);
    if (!code)
        code = lc_model_need_seal(model, argv[0], err);
    if (!code)
        code = lc_knobs_suit(&verb_knobs, settings->common.given, "TIMES",
                             model->family->response != LC_BINARY, err);
    if (!code && settings->without)
        code = take_without(&model, settings->without, err);
    if (!code)
        code = write_form(model, argv[1], settings, err);
    if (!code && json)
        code = say(model, argv[1], settings, err);
    if (!code)
        code = say_kept(model, err);
    lc_model_free(model);
    return code;
}

static void list_export(struct lc_text *out)
{
    lc_text_add(out, "Models that neither form is for: ");
    lc_families_add(out, lc_family_is_untold);
    lc_text_add(out, "\n\n");
}

/* clang-format off */
const struct lc_verb lc_verb_export = {
    .name = "export",
    .args = "MODEL|STORE OUT",
    .help = "a model for other programs or on paper; a store for the DfE or Ofsted",
    .detail = "The page says every term with its numbers, so that a risk can be worked out with a\n"
              "calculator; PMML 4.4 says the same to other programs. Models of times say it at --times\n"
              "where they need them. PMML has no field for strata, and neither form is for a model with\n"
              "an offset (exit status 5, with what to do instead). A form holds one fit: those that the\n"
              "model keeps for days without a source stay behind, which is said (exit status 1), and\n"
              "each is written by --without HISTORY. OUT - is standard output. A model lies\n"
              "in no store, so nothing is logged.\n"
              "--to csc-api takes a STORE, which must be linked, and writes the DfE's daily payload of children's\n"
              "social care (JSON, 0.8): every child that social care has a record of, with names and birth\n"
              "dates from the identity file, as of today or --asof DAY; each row says the file and line it\n"
              "came from. --to annex-a writes the lists of Ofsted's Annex A as a workbook, of the six months\n"
              "before that day. Either is a look at children: the log has its line, with --reason, before the file is\n"
              "written, which is its owner's alone. What the form has no place for, docs/outward.md says;\n"
              "what it could not say of a child's referral is counted (exit status 1).",
    .min_args = 2,
    .max_args = 2,
    .ends = LC_ENDS("-", ".txt", ".md", ".pmml", ".xml", ".json", ".xlsx"),
    .knobs = &verb_knobs,
    .run = run_export,
    .list = list_export,
};
/* clang-format on */
