/* latecare pairs STORE OUT: what linkage leaves to a person, a card a pair */
#include <stdlib.h>

#include "base/day.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "command/command.h"
#include "link/cards.h"
#include "link/link.h"
#include "models/report/pairs_page.h"
#include "store/reveal.h"

struct pairs_settings {
    struct lc_common common;
    int most, after;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_REASON(NULL),
    LC_FORCE(NULL),
    LC_KNOB(struct pairs_settings, most, LC_COUNT, 50, 1, 5000, "how many pairs of the list"),
    LC_KNOB(struct pairs_settings, after, LC_COUNT, 0, 0, 1000000, "how many of the list's first are left out"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct pairs_settings, knobs);

/* What is asked, and what is found on the way. */
struct work {
    const struct pairs_settings *set;
    const char *store_path, *page_path; /* page NULL: none */
    struct lc_store store;
    struct lc_identities ids;
    struct lc_link_report report;
};

static struct lc_cards_told told_of(const struct work *w)
{
    return (struct lc_cards_told){ (size_t)w->set->after, (size_t)w->set->most };
}

/* A line in the log for each child that is shown, before anything is. */
static int log_looks(const struct work *w, const struct lc_reveal *reveal,
                     struct lc_error *err)
{
    bool *logged = lc_alloc(w->store.records + 1, sizeof *logged);
    int code = logged ? LC_OK : LC_FAIL_NOMEM(err);
    size_t end = lc_cards_end(&w->report, told_of(w));
    for (size_t i = told_of(w).after; i < end && !code; i++)
        for (int k = 0; k < 2 && !code; k++) {
            uint32_t child = w->report.review[i].child[k];
            if (!logged[child])
                code = lc_reveal_child(reveal, &w->store, child, err);
            logged[child] = true;
        }
    free(logged);
    return code;
}

static int write_page(const struct work *w, json_t *document, struct lc_error *err)
{
    struct lc_text page = { 0 }, out = { 0 };
    size_t told = json_array_size(json_object_get(document, "pairs"));
    int code = LC_OK;
    if (!lc_json_put(document, "title", lc_json_text("Pairs to decide"))
        || !lc_json_put(document, "from", lc_json_day(lc_day_today())))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_pairs_page(document, &page, err);
    if (!code)
        code = lc_file_write_text(w->page_path, w->set->common.force, &page, err);
    else
        lc_text_free(&page);
    if (code || w->set->common.json)
        return code;
    lc_text_addf(&out, "%zu of %zu pairs to look at are in %s, which names children\n",
                 told, w->report.reviews, w->page_path);
    return lc_print_text(&out, err);
}

static int show(struct work *w, const struct lc_reveal *reveal, struct lc_error *err)
{
    json_t *document = NULL;
    int code =
        lc_link_cards(&w->report, &w->store, &w->ids, told_of(w), &document, err);
    if (!code)
        code = log_looks(w, reveal, err);
    if (!code && w->page_path)
        code = write_page(w, document, err);
    if (!code && w->set->common.json)
        code = lc_print_json(json_incref(document), err);
    json_decref(document);
    return code;
}

/* As the next linkage would list them: the store is read, never written. */
static int find(struct work *w, struct lc_error *err)
{
    int code = lc_store_load(&w->store, w->store_path, err);
    if (!code)
        code = lc_store_need_linked(&w->store, w->store_path, err);
    if (!code)
        code = lc_identities_load(&w->ids, &w->store, w->store_path, err);
    return code ? code
                : lc_link_run(&w->report, &w->store, &w->ids, lc_day_today(), err);
}

static int run_pairs(int argc, char **argv, void *given, struct lc_error *err)
{
    const struct pairs_settings *set = given;
    const struct lc_reveal reveal = { argv[0], "pairs", set->common.reason };
    struct work w = { .set = set, .store_path = argv[0] };
    if (argc > 1)
        w.page_path = argv[1];
    else if (!set->common.json)
        return LC_FAIL(err, LC_USAGE, "name the page to write, or ask for --json");
    int code = lc_reveal_reason(&reveal, err);
    if (!code && w.page_path)
        code = lc_draft_try(w.page_path, set->common.force, err);
    if (!code)
        code = find(&w, err);
    if (!code)
        code = show(&w, &reveal, err);
    lc_link_report_free(&w.report);
    lc_identities_free(&w.ids);
    lc_store_free(&w.store);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_pairs = {
    .name = "pairs",
    .args = "STORE [OUT]",
    .help = "what linkage leaves to a person, as a page: a card a pair",
    .detail = "OUT is one HTML file that opens from disk: no network, no script. A card a pair of link's review list,\n"
              "first those that are joined though something speaks against it, then those nearest to even\n"
              "chances: what each of the two records says, how alike it is, and a bar of the bits by which it\n"
              "speaks for one child or for two. The store is read and stays as it is; the answers go back by\n"
              "link --accept. The page names children, so it needs the identity file and its key (--keys), and\n"
              "each child shown is written to the store's log before the page is, with the reason, which must be\n"
              "given. --json prints the cards for another program, and is as much a look as the page.",
    .min_args = 1,
    .max_args = 2,
    .ends = LC_ENDS(".html"),
    .knobs = &verb_knobs,
    .run = run_pairs,
};
/* clang-format on */
