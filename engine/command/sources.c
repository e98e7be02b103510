#include "command/sources_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/paths.h"
#include "system/file.h"

enum { HEAD = 64 << 10, SLOTS = 8 };

/* Kinds of files, each with what usage calls it and how people call it. */
/* clang-format off */
#define KINDS(X) \
    X(UNKNOWN, "",        "unknown") \
    X(STORE,   "STORE",   "a store") \
    X(STUDY,   "STUDY",   "a study") \
    X(MODEL,   "MODEL",   "a model") \
    X(LIST,    "LIST",    "a panel's list") \
    X(SCHEMA,  "SCHEMA",  "a schema") \
    X(TABLE,   "TABLE",   "a table (CSV)") \
    X(PAGE,    "PAGE",    "a page (HTML)") \
    X(PDF,     "PDF",     "a PDF") \
    X(BOOK,    "BOOK",    "a workbook or an archive")
/* clang-format on */

enum kind {
#define X(kind, word, text) kind,
    KINDS(X)
#undef X
        KINDS_COUNT
};

static const struct {
    const char *word, *text;
} kinds[] = {
#define X(kind, word, text) [kind] = { word, text },
    KINDS(X)
#undef X
};

/* --- what a file is --------------------------------------------------------------- */

static bool begins(const char *data, const char *with)
{
    return strncmp(data, with, strlen(with)) == 0;
}

/* How many of the keys begin a line. */
static int count_keys(const char *data, const char *const *key)
{
    int count = 0;
    for (; *key; key++) {
        bool found = false;
        for (const char *line = data; line && !found; line = strchr(line, '\n')) {
            line += *line == '\n';
            found = begins(line, *key);
        }
        count += found;
    }
    return count;
}

/* Nothing but the head is looked at, so a NUL ends it. */
static enum kind kind_of_text(const char *data)
{
    static const char *const study[] = { "study:",     "cohort:",  "landmarks:",
                                         "outcome:",   "models:",  "predictors:",
                                         "competing:", "sources:", NULL };
    static const char *const schema[] = { "columns:", "feeds:", "coverage:", NULL };
    const char *text = data + (begins(data, "\xef\xbb\xbf") ? 3 : 0);
    text += strspn(text, " \t\r\n");
    if (*text == '{' || *text == '[') {
        bool listed = strstr(text, "\"listed\"") && strstr(text, "\"as_of\"");
        return strstr(text, "\"latecare_model\"") ? MODEL : listed ? LIST : UNKNOWN;
    }
    if (begins(text, "<!doctype html") || begins(text, "<!DOCTYPE html")
        || begins(text, "<html"))
        return PAGE;
    if (count_keys(text, study) > 1)
        return STUDY;
    if (count_keys(text, schema) > 1)
        return SCHEMA;
    const char *end = text + strcspn(text, "\r\n");
    const char *cut = text + strcspn(text, ",;\t\r\n");
    bool table = cut < end && !memchr(text, ':', (size_t)(end - text));
    return table ? TABLE : UNKNOWN;
}

/* A store has its digest beside it. Its own bytes are HDF5's, or encrypted, which look
 * like anything. */
static bool has_digest(const char *path)
{
    char *digest = lc_beside(path, ".digest");
    bool has = digest && lc_file_exists(digest);
    free(digest);
    return has;
}

static enum kind kind_of_head(const char *path, const char *data, size_t size)
{
    bool is_hdf5 = size >= 8 && memcmp(data, "\x89HDF\r\n\x1a\n", 8) == 0;
    return has_digest(path)                   ? STORE
           : is_hdf5                          ? UNKNOWN
           : begins(data, "%PDF-")            ? PDF
           : begins(data, "PK\3\4")           ? BOOK
           : begins(data, "\xd0\xcf\x11\xe0") ? BOOK
                                              : kind_of_text(data);
}

static enum kind kind_of(const char *path)
{
    struct lc_sys_about about;
    int fd;
    if (lc_sys_file_about(path, &about) || about.kind != LC_SYS_REGULAR
        || lc_sys_file_open(path, false, &fd))
        return UNKNOWN;
    enum kind kind = UNKNOWN;
    size_t got = 0;
    char *data = lc_alloc(HEAD + 1, 1);
    if (data && !lc_sys_file_read_at(fd, 0, HEAD, data, &got)) {
        data[got] = 0;
        kind = kind_of_head(path, data, got);
    }
    free(data);
    lc_sys_file_close(fd);
    return kind;
}

/* --- what a verb takes ------------------------------------------------------------ */

/* Which kinds may stand at each place, a bit a kind, as usage has it: alternatives of
 * the whole with " | " between them, of one word with "|"; "[MODEL]" may be left out;
 * "FILE..." goes on. Options come after " --". */
struct order {
    unsigned takes[SLOTS];
    size_t slots;
    char text[80]; /* of the alternative told */
};

static unsigned kinds_of_word(const char *word, size_t size)
{
    unsigned takes = 0;
    for (size_t at = 0, end; at < size; at = end + 1) {
        for (end = at; end < size && word[end] != '|';)
            end++;
        for (int k = 1; k < KINDS_COUNT; k++)
            if (strlen(kinds[k].word) == end - at
                && memcmp(kinds[k].word, word + at, end - at) == 0)
                takes |= 1U << k;
        if (end - at == 4 && memcmp("FILE", word + at, 4) == 0)
            takes |= 1U << TABLE;
    }
    return takes;
}

static size_t count_words(const char *text, size_t size)
{
    size_t count = size > 0;
    for (size_t i = 0; i < size; i++)
        count += text[i] == ' ';
    return count;
}

/* One alternative, [size] letters. */
static void add_order(struct order *order, const char *text, size_t size, size_t count)
{
    size_t slot = 0, words = count_words(text, size);
    for (size_t at = 0, end; at < size && slot < SLOTS; at = end + 1) {
        for (end = at; end < size && text[end] != ' ';)
            end++;
        const char *word = text + at;
        size_t own = end - at;
        if (*word == '[' && count < words)
            continue;
        word += *word == '[';
        own -= text[at] == '[' ? 2 : 0;
        bool more = own > 3 && memcmp(word + own - 3, "...", 3) == 0;
        unsigned takes = kinds_of_word(word, more ? own - 3 : own);
        do
            order->takes[slot++] |= takes;
        while (more && slot < count && slot < SLOTS);
    }
    order->slots = slot > order->slots ? slot : order->slots;
}

static void read_order(struct order *order, const char *args, size_t count)
{
    *order = (struct order){ .slots = 0 };
    for (const char *at = args; at;) {
        const char *bar = strstr(at, " | "), *option = strstr(at, " --");
        size_t size = bar ? (size_t)(bar - at) : strlen(at);
        if (option && (size_t)(option - at) < size)
            size = (size_t)(option - at);
        if (at == args && size < sizeof order->text)
            memcpy(order->text, at, size);
        add_order(order, at, size, count);
        at = bar ? bar + 3 : NULL;
    }
}

/* --- both ------------------------------------------------------------------------- */

static bool takes(const struct order *order, size_t slot, enum kind kind)
{
    return slot < order->slots && order->takes[slot] >> kind & 1;
}

/* Is it wanted at another place, where nothing right stands? */
static bool is_swapped(const struct order *order, size_t count, const enum kind *is,
                       size_t slot)
{
    for (size_t k = 0; k < count; k++)
        if (k != slot && takes(order, k, is[slot]) && !takes(order, k, is[k]))
            return true;
    return false;
}

static int fail_kind(const struct order *order, const char *path, enum kind is,
                     size_t slot, struct lc_error *err)
{
    int wanted = 1;
    while (!takes(order, slot, (enum kind)wanted))
        wanted++;
    const char *more =
        wanted == STORE && is == TABLE
            ? "; 'latecare import STORE FILE' makes a store of it"
        : wanted == TABLE && is == PAGE
            ? "; if a spreadsheet opens it, save it there as .xlsx or CSV"
            : "";
    return LC_FAIL(err, LC_FORMAT, "%s: this is %s, not %s%s", path, kinds[is].text,
                   kinds[wanted].text, more);
}

/* Where a table is taken, its reader says better what no table is; and a verb that
 * reads lists by an option (report) says what a list may not become. */
static bool judges(const struct lc_verb *verb, const struct order *order, size_t slot,
                   enum kind is)
{
    const struct lc_knob *list = lc_knobs_find(verb->knobs, "list");
    if (is == LIST && list && list->kind == LC_SOURCE)
        return true;
    return (is == PDF || is == BOOK) && takes(order, slot, TABLE);
}

int lc_sources_check(const struct lc_verb *verb, int count, char *const *argv,
                     struct lc_error *err)
{
    enum kind is[SLOTS];
    struct order order;
    size_t n = count < SLOTS ? (size_t)count : SLOTS;
    read_order(&order, verb->args, (size_t)count);
    for (size_t k = 0; k < n; k++)
        is[k] = kind_of(argv[k]);
    for (size_t k = 0; k < n; k++) {
        if (is[k] == UNKNOWN || takes(&order, k, is[k])
            || judges(verb, &order, k, is[k]))
            continue;
        if (is_swapped(&order, n, is, k))
            return LC_FAIL(err, LC_USAGE, "%s: this is %s; the order is %s", argv[k],
                           kinds[is[k]].text, order.text);
        if (k < order.slots && order.takes[k])
            return fail_kind(&order, argv[k], is[k], k, err);
    }
    return LC_OK;
}
