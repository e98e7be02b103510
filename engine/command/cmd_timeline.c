/* latecare timeline STORE CHILD */
#include <stdlib.h>

#include "command/moments_inside.h"
#include "command/taken_back_inside.h"
#include "link/dated.h"
#include "store/reveal.h"

struct timeline_settings {
    struct lc_common common;
    const char *asof;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_REASON(NULL),
    LC_LINKAGE(NULL),
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

/* What the look is of. */
struct look {
    const struct lc_store *store;
    uint32_t child;
    int32_t asof, linkage;
    struct lc_moments moments;
    struct lc_link_moves moves; /* of the child's records, and to and from it */
};

static bool is_of(const struct look *look, const struct lc_link_move *m)
{
    return m->from == look->child || m->to == look->child
           || look->store->record[m->record].child == look->child;
}

static void add_moves(struct lc_text *out, const struct look *look)
{
    char day[LC_DAY_ROOM];
    int32_t since = look->moves.since;
    if (since == LC_OPEN)
        lc_text_add(out, "On which days records were joined or parted is not known\n");
    else if (since != LC_NO_DAY)
        lc_text_addf(out,
                     "On which days records were joined or parted before %s is not "
                     "known\n",
                     lc_day_print(since, day));
    if (look->moves.count)
        lc_text_add(out, "linkage:\n");
    for (size_t i = 0; i < look->moves.count; i++) {
        const struct lc_link_move *m = look->moves.move + i;
        lc_text_addf(out, "  %s record %u went from child %u to child %u\n",
                     lc_day_print(m->day, day), (unsigned)m->record, (unsigned)m->from,
                     (unsigned)m->to);
    }
}

static int print_text(const struct look *look, struct lc_error *err)
{
    struct lc_text out = { 0 };
    char day[LC_DAY_ROOM];
    if (!look->store->linked)
        lc_text_add(&out, "Not linked since records were added: the child may stand "
                          "elsewhere too; run latecare link\n");
    if (look->linkage != LC_NO_DAY)
        lc_text_addf(&out, "By the linkage of %s, which may not be the store's own\n",
                     lc_day_print(look->linkage, day));
    add_records(&out, look->store, look->child);
    add_moves(&out, look);
    lc_text_add(&out, "\n");
    lc_moments_text(&look->moments, &out);
    lc_taken_back_text(look->store, look->child, look->asof, &out);
    return lc_print_text(&out, err);
}

static json_t *moves_json(const struct look *look)
{
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t i = 0; ok && i < look->moves.count; i++) {
        const struct lc_link_move *m = look->moves.move + i;
        ok = lc_json_push(list, LC_OBJECT({ "day", lc_json_day(m->day) },
                                          { "record", json_integer(m->record) },
                                          { "from", json_integer(m->from) },
                                          { "to", json_integer(m->to) }));
    }
    return lc_json_whole(list, ok);
}

static json_t *document(const struct look *look)
{
    bool dated = look->linkage != LC_NO_DAY, some = look->moves.since != LC_NO_DAY;
    return LC_OBJECT(
        { "child", json_integer(look->child) }, { "asof", lc_json_day(look->asof) },
        { "linked", json_boolean(look->store->linked) },
        { dated ? "linkage" : NULL, dated ? lc_json_day(look->linkage) : NULL },
        { "records", lc_records_json(look->store, look->child) },
        { some ? "moves_known_since" : NULL,
          some ? lc_json_day(look->moves.since) : NULL },
        { "moves", moves_json(look) }, { "events", lc_moments_json(&look->moments) });
}

/* Those that are the child's, of all. */
static int find_moves(struct look *look, struct lc_error *err)
{
    size_t kept = 0;
    int code = lc_link_moves_of(&look->moves, look->store, err);
    for (size_t i = 0; i < look->moves.count && !code; i++)
        if (is_of(look, look->moves.move + i))
            look->moves.move[kept++] = look->moves.move[i];
    look->moves.count = kept;
    return code;
}

static int show(struct look *look, const struct lc_reveal *reveal, bool json,
                struct lc_error *err)
{
    int code = lc_moments_of(&look->moments, look->store, look->child, look->asof, err);
    if (!code)
        code = find_moves(look, err);
    if (!code)
        code = lc_reveal_child(reveal, look->store, look->child, err);
    if (!code)
        code = json ? lc_print_json(document(look), err) : print_text(look, err);
    free(look->moments.moment);
    free(look->moves.move);
    return code;
}

static int run_timeline(int argc LC_UNUSED, char **argv, void *settings,
                        struct lc_error *err)
{
    const struct timeline_settings *set = settings;
    const struct lc_reveal reveal = { argv[0], "timeline", set->common.reason };
    struct lc_store store;
    struct look look = { .store = &store, .asof = LC_NO_DAY };
    uint32_t record;
    if (set->asof && lc_day_parse(lc_slice_of(set->asof), LC_DAY_ISO, &look.asof))
        return LC_FAIL(err, LC_USAGE, "--asof takes a day such as 2024-03-31");
    int code = lc_parse_linkage(set->common.linkage, &look.linkage, err);
    if (!code)
        code = lc_reveal_reason(&reveal, err);
    if (code)
        return code;
    code = lc_link_load(&store, argv[0], look.linkage, err);
    if (code)
        return code;
    code = lc_parse_child(argv[1], store.records, &record, err);
    if (!code) {
        look.child = store.record[record].child;
        code = show(&look, &reveal, set->common.json, err);
    }
    lc_store_free(&store);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_timeline = {
    .name = "timeline",
    .args = "STORE CHILD --reason WHY",
    .help = "one child's events on both clocks",
    .detail = "CHILD is a child's number, or that of one of its records. An event is shown with the days on\n"
              "which it happened and on which it was known; a corrected row is shown in each of its versions.\n"
              "On which day linkage gave it a record, or took one away, is shown before them.\n"
              "Every look is written to the store's log before anything is shown, with the reason, which must\n"
              "be given.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_timeline,
};
/* clang-format on */
