/* latecare timeline STORE CHILD */
#include <stdlib.h>

#include "command/moments_inside.h"
#include "command/taken_back_inside.h"
#include "store/reveal.h"

struct timeline_settings {
    struct lc_common common;
    const char *asof;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_REASON(NULL),
    LC_KNOB(struct timeline_settings, asof, LC_WORD, 0, 0, 0, "only what was known before this day, as a prediction on it would see it"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct timeline_settings, knobs);

static void add_records(struct lc_text *out, const struct lc_store *store,
                        uint32_t child)
{
    lc_text_addf(out, "child %u: records", (unsigned)child);
    for (size_t r = 0; r < store->records; r++)
        if (store->record[r].child == child)
            lc_text_addf(out, " %zu (%s)", r,
                         store->record[r].system
                             ? lc_codes_name(&store->systems, store->record[r].system)
                             : "erased");
    lc_text_add(out, "\n");
}

static int print_text(const struct lc_store *store, uint32_t child, int32_t asof,
                      const struct lc_moments *moments, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (!store->linked)
        lc_text_add(&out, "Not linked since records were added: the child may stand "
                          "elsewhere too; run latecare link\n");
    add_records(&out, store, child);
    lc_text_add(&out, "\n");
    lc_moments_text(moments, &out);
    lc_taken_back_text(store, child, asof, &out);
    return lc_print_text(&out, err);
}

static json_t *document(const struct lc_store *store, uint32_t child, int32_t asof,
                        const struct lc_moments *moments)
{
    return LC_OBJECT({ "child", json_integer(child) }, { "asof", lc_json_day(asof) },
                     { "linked", json_boolean(store->linked) },
                     { "records", lc_records_json(store, child) },
                     { "events", lc_moments_json(moments) });
}

static int show(const struct lc_store *store, const struct lc_reveal *reveal,
                uint32_t child, int32_t asof, bool json, struct lc_error *err)
{
    struct lc_moments moments;
    int code = lc_moments_of(&moments, store, child, asof, err);
    if (!code)
        code = lc_reveal_child(reveal, store, child, err);
    if (!code)
        code = json ? lc_print_json(document(store, child, asof, &moments), err)
                    : print_text(store, child, asof, &moments, err);
    free(moments.moment);
    return code;
}

static int run_timeline(int argc LC_UNUSED, char **argv, void *settings,
                        struct lc_error *err)
{
    const struct timeline_settings *set = settings;
    const struct lc_reveal reveal = { argv[0], "timeline", set->common.reason };
    struct lc_store store;
    int32_t asof = LC_NO_DAY;
    uint32_t record;
    if (set->asof && lc_day_parse(lc_slice_of(set->asof), LC_DAY_ISO, &asof))
        return LC_FAIL(err, LC_USAGE, "--asof takes a day such as 2024-03-31");
    int code = lc_reveal_reason(&reveal, err);
    if (code)
        return code;
    code = lc_store_load(&store, argv[0], err);
    if (code)
        return code;
    code = lc_parse_child(argv[1], store.records, &record, err);
    if (!code)
        code = show(&store, &reveal, store.record[record].child, asof, set->common.json,
                    err);
    lc_store_free(&store);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_timeline = {
    .name = "timeline",
    .args = "STORE CHILD",
    .help = "one child's events on both clocks",
    .detail = "CHILD is a child's number, or that of one of its records. An event is shown with the days on\n"
              "which it happened and on which it was known; a corrected row is shown in each of its versions.\n"
              "Every look is written to the store's log before anything is shown, with the reason, which must\n"
              "be given.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_timeline,
};
/* clang-format on */
