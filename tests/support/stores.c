#include "support/stores.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/random.h"
#include "store/history_inside.h"

static void check(int code, const char *where)
{
    if (code) {
        fprintf(stderr, "store_of: %s: %s\n", where, lc_code_text(code));
        abort();
    }
}

int32_t day_of(const char *iso)
{
    int32_t day;
    if (strcmp(iso, "-") == 0)
        return LC_OPEN;
    check(lc_day_parse(lc_slice_of(iso), LC_DAY_ISO, &day), iso);
    return day;
}

static const char *word(char **at)
{
    char *token = strtok_r(NULL, " ", at);
    check(token ? LC_OK : LC_FORMAT, "a line ends too early");
    return token;
}

static void add_source(struct lc_store *store, char **at)
{
    struct lc_error err = { 0 };
    check(lc_grow((void **)&store->source, &store->source_room, store->sources + 1,
                  sizeof *store->source, &err),
          "source");
    struct lc_source *source = store->source + store->sources++;
    source->history = lc_strdup(word(at));
    source->schema = lc_strdup("test");
    source->covers_from = day_of(word(at));
    source->covers_to = day_of(word(at));
    source->imported = source->covers_to;
}

static void name_system(struct lc_store *store, char **at)
{
    uint16_t system;
    check(lc_codes_add(&store->systems, lc_slice_of(word(at)), &system, NULL),
          "system");
    for (char *token; (token = strtok_r(NULL, " ", at));)
        store->record[strtoul(token, NULL, 10)].system = system;
}

/* A history's attributes as an event wants them. */
static void set_attribute(struct lc_history *h, const char *name, const char *value,
                          uint16_t *attribute)
{
    size_t which;
    check(lc_history_attribute(h, name, &which, NULL), name);
    check(lc_codes_add(&h->attribute[which].codes, lc_slice_of(value),
                       attribute + which, NULL),
          value);
}

static void set(struct lc_history *h, struct lc_event *event, uint16_t *attribute,
                const char *name, char **at)
{
    const char *value = word(at);
    if (strcmp(name, "known") == 0) {
        event->known_from = day_of(value);
        event->known_to = day_of(word(at));
    } else if (strcmp(name, "code") == 0) {
        check(lc_codes_add(&h->codes, lc_slice_of(value), &event->code, NULL), value);
    } else if (strcmp(name, "level") == 0) {
        event->level = (int16_t)atoi(value);
    } else if (strcmp(name, "record") == 0) {
        event->record = (uint32_t)strtoul(value, NULL, 10);
    } else if (strcmp(name, "assumed") == 0) {
        event->assumed = (uint8_t)atoi(value);
    } else if (strcmp(name, "line") == 0) {
        event->line = (uint32_t)strtoul(value, NULL, 10);
    } else if (strcmp(name, "key") == 0) {
        event->key = strtoull(value, NULL, 10);
    } else if (strcmp(name, "says") == 0) {
        event->content = strtoull(value, NULL, 10) << 1;
    } else if (strcmp(name, "file") == 0) {
        event->file = (uint32_t)strtoul(value, NULL, 10);
    } else {
        set_attribute(h, name, value, attribute);
    }
}

static void add_event(struct lc_store *store, const char *history, uint32_t line,
                      char **at)
{
    struct lc_history *h;
    uint16_t attribute[64] = { 0 };
    check(lc_store_add_history(store, history, &h, NULL), history);
    struct lc_event event = { .known_to = LC_OPEN,
                              .level = LC_NO_LEVEL,
                              .line = line,
                              .key = line,
                              .content = line,
                              .attribute = attribute };
    event.child = event.record = (uint32_t)strtoul(word(at), NULL, 10);
    event.start = event.known_from = day_of(word(at));
    event.end = day_of(word(at));
    for (char *name; (name = strtok_r(NULL, " ", at));)
        set(h, &event, attribute, name, at);
    check(lc_history_append(h, &event, NULL), history);
}

static void sort_all(struct lc_store *store)
{
    for (size_t i = 0; i < store->histories; i++)
        check(lc_history_sort(store->history + i, store->records, NULL), "sort");
    store->linked = true;
}

static void add_records(struct lc_store *store, size_t records)
{
    uint16_t system;
    store->record = lc_alloc(records, sizeof *store->record);
    store->records = store->record_room = records;
    check(lc_codes_add(&store->systems, lc_slice_of("social_care"), &system, NULL),
          "system");
    for (size_t i = 0; i < records; i++) {
        store->record[i].child = (uint32_t)i;
        store->record[i].system = system;
        memcpy(store->record[i].pseudonym, &i, sizeof i);
        store->record[i].pseudonym[LC_PSEUDONYM - 1] = 0xa5;
    }
}

struct lc_store store_of(size_t records, const char *text)
{
    struct lc_store store = { 0 };
    char *copy = lc_strdup(text), *lines = NULL;
    uint32_t number = 0;
    add_records(&store, records);
    for (char *line = strtok_r(copy, "\n", &lines); line;
         line = strtok_r(NULL, "\n", &lines)) {
        char *at = NULL, *head = strtok_r(line, " ", &at);
        number++;
        if (strcmp(head, "covers") == 0)
            add_source(&store, &at);
        else if (strcmp(head, "system") == 0)
            name_system(&store, &at);
        else
            add_event(&store, head, number, &at);
    }
    free(copy);
    sort_all(&store);
    return store;
}

static void random_event(struct lc_random *r, size_t records, uint32_t line,
                         struct lc_event *event, uint16_t *attribute)
{
    uint32_t child = (uint32_t)lc_random_below(r, records);
    int32_t start = 15000 + (int32_t)lc_random_below(r, 5000);
    attribute[0] = (uint16_t)lc_random_below(r, 3);
    *event = (struct lc_event){
        .child = child,
        .start = start,
        .end =
            lc_random_below(r, 4) ? start + (int32_t)lc_random_below(r, 300) : LC_OPEN,
        .known_from = start + (int32_t)lc_random_below(r, 40),
        .known_to = LC_OPEN,
        .code = (uint16_t)lc_random_below(r, 3),
        .level = lc_random_below(r, 2) ? (int16_t)lc_random_below(r, 9) : LC_NO_LEVEL,
        .record = child,
        .line = line,
        .key = lc_random_word(r),
        .content = lc_random_word(r),
        .attribute = attribute,
    };
    if (lc_random_below(r, 9) == 0)
        event->known_to = event->known_from + 50;
}

static void random_history(struct lc_random *r, struct lc_store *store, unsigned number,
                           size_t n)
{
    char name[32];
    struct lc_history *h;
    struct lc_event event;
    size_t which;
    uint16_t ignored, attribute[1];
    snprintf(name, sizeof name, "history_%02u", number);
    check(lc_store_add_history(store, name, &h, NULL), name);
    check(lc_history_attribute(h, "kind", &which, NULL), "kind");
    for (int i = 0; i < 2; i++) {
        check(lc_codes_add(&h->codes, lc_slice_of(i ? "B" : "A"), &ignored, NULL), "A");
        check(lc_codes_add(&h->attribute[which].codes, lc_slice_of(i ? "yes" : "no"),
                           &ignored, NULL),
              "no");
    }
    for (size_t i = 0; i < n; i++) {
        random_event(r, store->records, (uint32_t)i + 2, &event, attribute);
        check(lc_history_append(h, &event, NULL), name);
    }
}

struct lc_store store_random(uint64_t seed, size_t records, size_t histories, size_t n)
{
    struct lc_store store = { 0 };
    struct lc_random r;
    char covers[] = "covers history_00 2011-01-01 2025-01-01", *at = NULL;
    lc_random_init(&r, seed, 0);
    add_records(&store, records);
    strtok_r(covers, " ", &at);
    add_source(&store, &at);
    for (size_t k = 0; k < histories; k++)
        random_history(&r, &store, (unsigned)k, n / histories);
    sort_all(&store);
    return store;
}

/* --- comparison ------------------------------------------------------------------- */
static bool differ(const char *what, const char *where)
{
    fprintf(stderr, "the stores differ: %s %s\n", where, what);
    return false;
}

static bool same_codes(const struct lc_codes *a, const struct lc_codes *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->names[i], b->names[i]))
            return false;
    return true;
}

static bool same_bytes(const void *a, const void *b, size_t size)
{
    return size == 0 || memcmp(a, b, size) == 0;
}

static bool same_history(const struct lc_history *a, const struct lc_history *b)
{
    if (strcmp(a->name, b->name) || a->n != b->n || a->attributes != b->attributes
        || a->children != b->children || !same_codes(&a->codes, &b->codes))
        return differ("shape", a->name);
    for (size_t i = 0; i < LC_FIELDS; i++)
        if (!same_bytes(lc_field_array(a, lc_fields + i),
                        lc_field_array(b, lc_fields + i), a->n * lc_fields[i].size))
            return differ(lc_fields[i].name, a->name);
    for (size_t k = 0; k < a->attributes; k++) {
        const struct lc_attribute *x = a->attribute + k, *y = b->attribute + k;
        if (strcmp(x->name, y->name) || !same_codes(&x->codes, &y->codes)
            || !same_bytes(x->value, y->value, a->n * sizeof *x->value))
            return differ(x->name, a->name);
    }
    if (!same_bytes(a->offset, b->offset, (a->children + 1) * sizeof *a->offset))
        return differ("offset", a->name);
    return true;
}

static bool same_record(const struct lc_record *a, const struct lc_record *b)
{
    return a->system == b->system && a->child == b->child
           && memcmp(a->pseudonym, b->pseudonym, LC_PSEUDONYM) == 0;
}

static bool same_source(const struct lc_source *a, const struct lc_source *b)
{
    return strcmp(a->schema, b->schema) == 0 && strcmp(a->history, b->history) == 0
           && memcmp(a->digest, b->digest, LC_DIGEST) == 0 && a->size == b->size
           && a->rows == b->rows && a->taken == b->taken && a->unchanged == b->unchanged
           && a->corrected == b->corrected && a->rejected == b->rejected
           && a->imported == b->imported && a->covers_from == b->covers_from
           && a->covers_to == b->covers_to;
}

bool store_same(const struct lc_store *a, const struct lc_store *b)
{
    if (a->records != b->records || a->sources != b->sources || a->linked != b->linked
        || a->histories != b->histories || !same_codes(&a->systems, &b->systems))
        return differ("shape", "store");
    for (size_t i = 0; i < a->records; i++)
        if (!same_record(a->record + i, b->record + i))
            return differ("record", "store");
    for (size_t i = 0; i < a->sources; i++)
        if (!same_source(a->source + i, b->source + i))
            return differ("source", "store");
    if (a->families != b->families
        || (a->families && memcmp(a->kin, b->kin, a->families * sizeof *a->kin) != 0))
        return differ("families", "store");
    for (size_t i = 0; i < a->histories; i++)
        if (!same_history(a->history + i, b->history + i))
            return false;
    return true;
}

/* --- a folder --------------------------------------------------------------------- */
static char folder[256];
static pid_t owner;

static void remove_folder(void)
{
    char command[300];
    if (getpid() != owner) /* a forked child leaves it to its parent */
        return;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command))
        fprintf(stderr, "cannot remove %s\n", folder);
}

char *test_folder(void)
{
    const char *base = getenv("TMPDIR");
    if (!*folder) {
        snprintf(folder, sizeof folder, "%s/lc-test-XXXXXX", base ? base : "/tmp");
        check(mkdtemp(folder) ? LC_OK : LC_IO, folder);
        owner = getpid();
        atexit(remove_folder);
    }
    return lc_strdup(folder);
}
