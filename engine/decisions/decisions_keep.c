/* Decisions as a history (decisions.h). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/text.h"
#include "decisions/decisions.h"
#include "people/people.h"
#include "store/seen.h"

/* The history and what its rows are made with. */
struct keeping {
    struct lc_store *store;
    struct lc_identities *ids;
    const struct lc_decisions *from;
    const struct lc_key *key;
    struct lc_decided *decided;
    size_t discussed, agreed; /* the attributes */
    uint32_t file;
    int32_t day;
};

static struct lc_history *history_of(const struct keeping *k)
{
    return lc_store_history(k->store, LC_DECISION_HISTORY);
}

static int number_of(struct lc_history *h, size_t which, const char *word,
                     uint16_t *code, struct lc_error *err)
{
    *code = 0;
    return *word
               ? lc_codes_add(&h->attribute[which].codes, lc_slice_of(word), code, err)
               : LC_OK;
}

/* By the store's own linkage, whichever the sheet is by: the record says it for ever.
 */
static uint32_t child_of(const struct keeping *k, const struct lc_decision *d)
{
    return k->store->record[d->record].child;
}

/* A meeting has one decision of a child, whatever number it then has: its first
 * record's stays. All that it says makes its content, words of one's own too. */
static int digest(const struct keeping *k, const struct lc_decision *d,
                  struct lc_event *event, struct lc_error *err)
{
    struct lc_text text = { 0 };
    lc_text_addf(&text, LC_DECISION_HISTORY " %u %d", (unsigned)d->record,
                 (int)k->from->meeting);
    size_t key = text.size;
    lc_text_addf(&text, " %d %s %s %d %s|%s", d->discussed, d->agreed, d->action,
                 (int)d->until, d->by, d->reason);
    int code = lc_text_check(&text, err);
    if (!code) {
        event->key = lc_digest64(text.data, key, k->key);
        event->content = lc_digest64(text.data, text.size, k->key);
    }
    lc_text_free(&text);
    return code;
}

/* The version of the key that is said today, or -1. */
static int64_t said_today(const struct lc_history *h, uint32_t child, uint64_t key)
{
    struct lc_history_rows rows = lc_history_rows_of(h, child);
    for (uint64_t i = rows.first; h->offset && i < rows.end; i++)
        if (h->key[i] == key && h->known_to[i] == LC_OPEN)
            return (int64_t)i;
    return -1;
}

/* What somebody wrote, for the identity file: "panel decision of 2025-03-03, by". */
static int keep_words(const struct keeping *k, const struct lc_decision *d,
                      const char *what, const char *words, struct lc_error *err)
{
    char day[LC_DAY_ROOM], type[64];
    struct lc_identity row = { .record = d->record,
                               .known_from = k->day,
                               .born = LC_NO_DAY,
                               .since = LC_NO_DAY,
                               .other_type = type,
                               .other_value = words };
    if (!*words)
        return LC_OK;
    snprintf(type, sizeof type, LC_PERSON_PANEL_TYPE "%s, %s",
             lc_day_print(k->from->meeting, day), what);
    return lc_identities_add(k->ids, &row, err);
}

static int append(struct keeping *k, struct lc_history *h, const struct lc_decision *d,
                  struct lc_event *event, struct lc_error *err)
{
    uint16_t *value = lc_alloc(h->attributes, sizeof *value);
    int code = value ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = number_of(h, k->discussed, d->discussed ? "yes" : "no",
                         value + k->discussed, err);
    if (!code)
        code = number_of(h, k->agreed, d->agreed, value + k->agreed, err);
    if (!code && *d->action)
        code = lc_codes_add(&h->codes, lc_slice_of(d->action), &event->code, err);
    event->attribute = value;
    if (!code)
        code = lc_history_append(h, event, err);
    free(value);
    if (!code)
        code = keep_words(k, d, "by", d->by, err);
    return code ? code : keep_words(k, d, "reason", d->reason, err);
}

/* Rows that are there are found by the offsets of before, which a new row forgets: so
 * what is closed is closed first, by close_changed. */
static int keep_one(struct keeping *k, const struct lc_decision *d, bool is_there,
                    struct lc_error *err)
{
    struct lc_event event = { .child = child_of(k, d),
                              .record = d->record,
                              .start = k->from->meeting,
                              .end = d->until,
                              .known_from = k->day,
                              .known_to = LC_OPEN,
                              .level = LC_NO_LEVEL,
                              .file = k->file,
                              .line = (uint32_t)d->line };
    int code = digest(k, d, &event, err);
    if (code)
        return code;
    if (is_there)
        k->decided->corrected++;
    else
        k->decided->taken++;
    return append(k, history_of(k), d, &event, err);
}

enum fate { NEW, SAME, CHANGED };

/* A row that changes nothing keeps the day from which it was known. */
static void note_unchanged(struct keeping *k, int32_t known_from)
{
    struct lc_decided *decided = k->decided;
    decided->unchanged++;
    if (known_from == k->day)
        return;
    if (!decided->read_before++)
        decided->before_first = decided->before_last = known_from;
    else if (known_from < decided->before_first)
        decided->before_first = known_from;
    else if (known_from > decided->before_last)
        decided->before_last = known_from;
}

/* What is said already, and closes it where the sheet says otherwise. */
static int close_changed(struct keeping *k, const struct lc_decision *d, uint8_t *fate,
                         struct lc_error *err)
{
    struct lc_history *h = history_of(k);
    struct lc_event event = { 0 };
    int code = digest(k, d, &event, err);
    int64_t row = code ? -1 : said_today(h, child_of(k, d), event.key);
    *fate = row < 0 ? NEW : h->content[row] == event.content ? SAME : CHANGED;
    if (*fate == SAME)
        note_unchanged(k, h->known_from[row]);
    if (*fate == CHANGED) /* known for no time, if it came on the same day */
        h->known_to[row] = h->known_from[row] < k->day ? k->day : h->known_from[row];
    return code;
}

/* A blank row takes nothing back. */
static int count_blanks(struct keeping *k, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < k->from->blanks && !code; i++) {
        struct lc_event event = { 0 };
        const struct lc_decision blank = { .record = k->from->blank[i],
                                           .agreed = "",
                                           .action = "",
                                           .by = "",
                                           .reason = "" };
        code = digest(k, &blank, &event, err);
        if (!code && said_today(history_of(k), child_of(k, &blank), event.key) >= 0)
            k->decided->blank_decided++;
    }
    k->decided->undecided = k->from->blanks - k->decided->blank_decided;
    return code;
}

static int keep_all(struct keeping *k, struct lc_error *err)
{
    size_t count = k->from->count;
    uint8_t *fate = lc_alloc(count, sizeof *fate);
    int code = fate ? count_blanks(k, err) : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count && !code; i++)
        code = close_changed(k, k->from->decision + i, fate + i, err);
    for (size_t i = 0; i < count && !code; i++)
        if (fate[i] != SAME)
            code = keep_one(k, k->from->decision + i, fate[i] == CHANGED, err);
    free(fate);
    return code ? code : lc_history_sort(history_of(k), k->store->records, err);
}

static int add_source(struct keeping *k, const struct lc_source *sheet,
                      struct lc_error *err)
{
    struct lc_store *store = k->store;
    int code = LC_GROW(store->source, store->source_room, store->sources + 1, err);
    if (code)
        return code;
    struct lc_source *source = store->source + store->sources;
    *source = *sheet;
    source->schema = lc_strdup(LC_DECISION_SCHEMA);
    source->history = lc_strdup(LC_DECISION_HISTORY);
    source->covers_from = k->from->meeting;
    source->covers_to = k->from->meeting + 1;
    source->said_from = source->said_to = k->from->count ? k->from->meeting : LC_NO_DAY;
    k->file = (uint32_t)store->sources++;
    return source->schema && source->history ? LC_OK : LC_FAIL_NOMEM(err);
}

int lc_decisions_keep(struct lc_decided *decided, struct lc_store *store,
                      struct lc_identities *ids, const struct lc_decisions_ask *ask,
                      struct lc_error *err)
{
    struct keeping k = { .store = store,
                         .ids = ids,
                         .from = ask->decisions,
                         .key = ask->key,
                         .decided = decided,
                         .day = ask->sheet->imported };
    struct lc_history *h;
    *decided =
        (struct lc_decided){ .before_first = LC_NO_DAY, .before_last = LC_NO_DAY };
    int code = lc_store_add_history(store, LC_DECISION_HISTORY, &h, err);
    if (!code)
        code = lc_history_attribute(h, "discussed", &k.discussed, err);
    if (!code)
        code = lc_history_attribute(h, "agreed", &k.agreed, err);
    if (!code)
        code = lc_history_sort(h, store->records, err);
    if (!code)
        code = add_source(&k, ask->sheet, err);
    if (!code)
        code = keep_all(&k, err);
    if (!code) {
        struct lc_source *source = store->source + k.file;
        source->rows = k.from->count;
        source->taken = decided->taken;
        source->unchanged = decided->unchanged;
        source->corrected = decided->corrected;
    }
    return code;
}
