/* latecare describe STORE */
#include <stdlib.h>

#include "base/memory.h"
#include "command/breaks_inside.h"
#include "command/command.h"
#include "command/describe_inside.h"
#include "disclosure/small.h"
#include "store/reveal.h"

struct settings {
    struct lc_common common;
    int risk_of_identification;
};

/* --- counting --------------------------------------------------------------------- */

/* Records of each system; [0] those of none, which were erased. */
static void count_systems(struct lc_described *d)
{
    const struct lc_store *store = d->store;
    size_t count = store->systems.count + 1;
    d->records = store->records;
    for (size_t r = 0; r < store->records; r++)
        if (store->record[r].system < count)
            d->system[store->record[r].system]++;
    if (d->suppress)
        lc_tell_parts(count, d->system, d->system, &d->records);
}

static int describe(struct lc_described *d, struct lc_error *err)
{
    const struct lc_store *store = d->store;
    d->linked = !lc_store_is_unlinked(store);
    d->system = lc_alloc(store->systems.count + 1, sizeof *d->system);
    d->history = lc_alloc(store->histories, sizeof *d->history);
    if (!d->system || !d->history)
        return LC_FAIL_NOMEM(err);
    count_systems(d);
    d->children = lc_store_children(store);
    d->kin = lc_kin_count(store);
    d->merged = store->merges;
    for (size_t i = 0; i < store->pending; i++)
        d->waiting += store->waiting[i].until == LC_OPEN;
    if (d->suppress) {
        d->children = lc_tell(d->children);
        d->merged = lc_tell(d->merged);
        d->waiting = lc_tell(d->waiting);
        d->kin.families = lc_tell(d->kin.families);
        d->kin.children = lc_tell(d->kin.children);
    }
    for (size_t i = 0; i < store->histories; i++) {
        d->history[i] = lc_history_summary(store->history + i);
        if (d->suppress)
            lc_summary_tell(d->history + i, d->linked);
    }
    return LC_OK;
}

static int single_out(struct lc_described *d, struct lc_singled *room, const char *path,
                      struct lc_error *err)
{
    int code = lc_store_need_linked(d->store, path, err);
    if (!code)
        code = lc_singled_out(room, d->store, err);
    if (!code && d->suppress)
        lc_singled_tell(room);
    d->singled = room;
    return code;
}

/* --- the verb --------------------------------------------------------------------- */

static int print(const struct lc_described *d, int json, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (json)
        return lc_print_json(lc_describe_json(d), err);
    int code = lc_describe_text(d, &out, err);
    if (!code)
        return lc_print_text(&out, err);
    lc_text_free(&out);
    return code;
}

static int show(const struct lc_store *store, const struct settings *set,
                const struct lc_reveal *reveal, struct lc_error *err)
{
    struct lc_described d = { .store = store, .suppress = !set->common.unsuppressed };
    struct lc_singled singled;
    struct lc_known_breaks known;
    int code = lc_known_breaks_load(&known, store, err);
    d.declared = &known.declared;
    if (!code)
        code = describe(&d, err);
    if (!code && set->risk_of_identification)
        code = single_out(&d, &singled, reveal->store_path, err);
    if (!code && set->common.unsuppressed)
        code = lc_reveal_counts(reveal, err);
    if (!code)
        code = print(&d, set->common.json, err);
    lc_known_breaks_free(&known);
    free(d.system);
    free(d.history);
    return code;
}

static int run_describe(int argc LC_UNUSED, char **argv, void *settings,
                        struct lc_error *err)
{
    const struct settings *set = settings;
    const struct lc_reveal reveal = { argv[0], "describe", set->common.reason };
    struct lc_store store;
    int code = set->common.unsuppressed ? lc_reveal_reason(&reveal, err) : LC_OK;
    if (!code)
        code = lc_store_load(&store, argv[0], err);
    if (code)
        return code;
    code = show(&store, set, &reveal, err);
    lc_store_free(&store);
    return code;
}

/* clang-format off */
static const struct lc_knob rows[] = {
    LC_JSON,
    LC_KNOB(struct settings, risk_of_identification, LC_FLAG, 0, 0, 1, "how many adolescents month of birth and day of first referral single out"),
    LC_UNSUPPRESSED,
    LC_REASON("unsuppressed"),
};
static const struct lc_knobs verb_knobs = LC_KNOBS(struct settings, rows);

const struct lc_verb lc_verb_describe = {
    .name = "describe",
    .args = "STORE",
    .help = "what a store holds: counts, spans, gaps, sources, quality",
    .detail = "Records by agency, what each source covers, and each history with its events, children,\n"
              "versions, codes and gaps. Nothing of a single child: counts of 1 to 5 are c, others the\n"
              "nearest multiple of six.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &verb_knobs,
    .run = run_describe,
};
/* clang-format on */
