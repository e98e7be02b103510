/* See reveal.h. */
#include "store/reveal.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/letter.h"
#include "base/memory.h"
#include "base/wrap.h"
#include "store/eras.h"
#include "store/log.h"

enum { TRACE = (LC_TRACE_TEXT - 1) / 2 }; /* bytes */

static const char of[] = "of ", reason[] = " reason ";

/* --- the reason ------------------------------------------------------------------- */

/* Of one line, and every letter may stand where somebody reads (letter.h). */
static bool prints(const char *text)
{
    struct lc_slice rest = lc_slice_of(text);
    return !strpbrk(text, "\t\r\n") && lc_letters_take(&rest).size == strlen(text);
}

int lc_reveal_reason(const struct lc_reveal *reveal, struct lc_error *err)
{
    const char *text = reveal->reason;
    if (!text || !lc_slice_trim(lc_slice_of(text)).size)
        return LC_FAIL(err, LC_USAGE,
                       "%s is about children, and the log says why: "
                       "--reason \"panel of 3 March\", a few words that name nobody",
                       reveal->verb);
    if (!prints(text))
        return LC_FAIL(err, LC_USAGE,
                       "--reason: one line of plain words, without tabs, ends of lines "
                       "or other letters that do not print");
    if (lc_letters(lc_slice_of(text)) > LC_REASON_LETTERS)
        return LC_FAIL(err, LC_USAGE, "--reason: %zu letters, and the log takes %d",
                       lc_letters(lc_slice_of(text)), LC_REASON_LETTERS);
    return LC_OK;
}

/* --- traces ----------------------------------------------------------------------- */

static void make_trace(uint32_t record, const struct lc_key *key, char *text)
{
    unsigned char digest[LC_DIGEST], bytes[4];
    lc_put32(bytes, record);
    lc_digest(bytes, sizeof bytes, key, digest);
    sodium_bin2hex(text, LC_TRACE_TEXT, digest, TRACE);
}

/* Children whose traces are looked for, and which record is whose. */
struct tracing {
    const struct lc_store *store;
    size_t children;
    const uint32_t *child; /* [children] */
    uint32_t *place;       /* [records] of a child among them, from 1; 0: it is not */
    struct lc_traces *of;  /* [children] those of a child that stands there twice are of
                              the first place */
};

static struct lc_traces *traces_at(const struct tracing *t, size_t record)
{
    uint32_t place = t->place[t->store->record[record].child];
    return place ? t->of + place - 1 : NULL;
}

static int make_room(struct tracing *t, size_t eras, struct lc_error *err)
{
    t->place = lc_alloc(t->store->records, sizeof *t->place);
    if (!t->place)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < t->children; i++)
        if (!t->place[t->child[i]])
            t->place[t->child[i]] = (uint32_t)i + 1;
    for (size_t r = 0; r < t->store->records; r++)
        if (traces_at(t, r))
            traces_at(t, r)->count++;
    for (size_t i = 0; i < t->children; i++) {
        t->of[i].trace = lc_alloc(t->of[i].count * eras, sizeof *t->of[i].trace);
        if (!t->of[i].trace)
            return LC_FAIL_NOMEM(err);
        t->of[i].count = 0;
    }
    return LC_OK;
}

/* Under the keys of all eras. */
static int make_traces(struct tracing *t, const struct lc_eras *eras,
                       struct lc_error *err)
{
    int code = make_room(t, eras->count, err);
    for (size_t e = 0; e < eras->count && !code; e++)
        for (size_t r = 0; r < t->store->records; r++) {
            struct lc_traces *to = traces_at(t, r);
            if (to)
                make_trace((uint32_t)r, &eras->era[e].of[LC_FOR_TRACES],
                           to->trace[to->count++]);
        }
    return code;
}

/* t->place is its caller's to free. */
static int find_traces(struct tracing *t, const char *store_path, struct lc_error *err)
{
    struct lc_eras eras;
    int code = lc_store_eras(&eras, t->store, store_path, false, err);
    if (!code)
        code = make_traces(t, &eras, err);
    sodium_memzero(&eras, sizeof eras);
    return code;
}

int lc_traces_of(struct lc_traces *traces, const struct lc_store *store,
                 const char *store_path, uint32_t child, struct lc_error *err)
{
    struct tracing t = { .store = store, .children = 1, .child = &child, .of = traces };
    *traces = (struct lc_traces){ 0 };
    int code = find_traces(&t, store_path, err);
    free(t.place);
    return code;
}

void lc_traces_free(struct lc_traces *traces)
{
    free(traces->trace);
    *traces = (struct lc_traces){ 0 };
}

bool lc_traces_meet(const struct lc_traces *traces, struct lc_slice detail)
{
    enum { SIZE = LC_TRACE_TEXT - 1 };
    size_t at = sizeof of - 1;
    if (detail.size < at || memcmp(detail.data, of, at))
        return false;
    for (; at + SIZE <= detail.size; at += SIZE + 1) {
        for (size_t k = 0; k < traces->count; k++)
            if (!memcmp(detail.data + at, traces->trace[k], SIZE))
                return true;
        if (at + SIZE == detail.size || detail.data[at + SIZE] != ',')
            return false; /* what follows are the user's words */
    }
    return false;
}

bool lc_reveal_of_child(struct lc_slice detail)
{
    return detail.size >= sizeof of - 1 && !memcmp(detail.data, of, sizeof of - 1);
}

struct lc_slice lc_reveal_reason_of(struct lc_slice detail)
{
    const size_t size = sizeof reason - 1;
    for (size_t at = 0; at + size <= detail.size; at++) /* the first: no trace has it */
        if (!memcmp(detail.data + at, reason, size))
            return (struct lc_slice){ detail.data + at + size,
                                      detail.size - at - size };
    return (struct lc_slice){ NULL, 0 };
}

/* --- lines ------------------------------------------------------------------------ */

static void add_reason(const struct lc_reveal *reveal, struct lc_text *detail)
{
    lc_text_add(detail, reason);
    lc_text_add(detail, reveal->reason);
}

static int append(const struct lc_reveal *reveal, struct lc_text *detail,
                  struct lc_error *err)
{
    add_reason(reveal, detail);
    return lc_log_append(reveal->store_path, reveal->verb, 0, detail, err);
}

static void add_list(const struct lc_reveal *reveal, const char *checksum,
                     struct lc_text *detail)
{
    lc_text_addf(detail, "list %s", checksum);
    add_reason(reveal, detail);
}

static void add_child(const struct lc_reveal *reveal, const struct lc_traces *traces,
                      struct lc_text *detail)
{
    for (size_t k = 0; k < traces->count; k++)
        lc_text_addf(detail, "%s%s", k ? "," : of, traces->trace[k]);
    add_reason(reveal, detail);
}

static int add_lists(const struct lc_reveal *reveal, const struct lc_looks *looks,
                     struct lc_text *detail, size_t *lines, struct lc_error *err)
{
    char digest[LC_DIGEST_TEXT];
    int code = looks->document ? lc_json_digest(looks->document, digest, err) : LC_OK;
    if (!code && looks->checksum)
        add_list(reveal, looks->checksum, detail + (*lines)++);
    if (!code && looks->document)
        add_list(reveal, digest, detail + (*lines)++);
    for (size_t i = 0; i < looks->others && !code; i++)
        add_list(reveal, looks->other[i], detail + (*lines)++);
    return code;
}

static int add_children(const struct lc_reveal *reveal, struct tracing *t,
                        struct lc_text *detail, size_t *lines, struct lc_error *err)
{
    t->of = lc_alloc(t->children, sizeof *t->of);
    int code = t->of ? find_traces(t, reveal->store_path, err) : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < t->children && !code; i++)
        add_child(reveal, t->of + t->place[t->child[i]] - 1, detail + (*lines)++);
    for (size_t i = 0; t->of && i < t->children; i++)
        lc_traces_free(t->of + i);
    free(t->of);
    free(t->place);
    return code;
}

int lc_reveal_looks(const struct lc_reveal *reveal, const struct lc_store *store,
                    const struct lc_looks *looks, struct lc_error *err)
{
    struct tracing t = { .store = store,
                         .children = looks->children,
                         .child = looks->child };
    size_t lines = 0, most = 2 + looks->others + looks->children;
    int code = lc_reveal_reason(reveal, err);
    if (code)
        return code;
    struct lc_text *detail = lc_alloc(most, sizeof *detail);
    code = detail ? add_lists(reveal, looks, detail, &lines, err) : LC_FAIL_NOMEM(err);
    if (!code && looks->children)
        code = add_children(reveal, &t, detail, &lines, err);
    if (!code)
        code = lc_log_append_all(reveal->store_path, reveal->verb, lines, detail, err);
    else
        for (size_t i = 0; detail && i < most; i++)
            lc_text_free(detail + i);
    free(detail);
    return code;
}

int lc_reveal_child(const struct lc_reveal *reveal, const struct lc_store *store,
                    uint32_t child, struct lc_error *err)
{
    const struct lc_looks looks = { .children = 1, .child = &child };
    return lc_reveal_looks(reveal, store, &looks, err);
}

int lc_reveal_list(const struct lc_reveal *reveal, const char *checksum,
                   struct lc_error *err)
{
    const struct lc_looks looks = { .checksum = checksum };
    return lc_reveal_looks(reveal, NULL, &looks, err);
}

int lc_reveal_document(const struct lc_reveal *reveal, const json_t *document,
                       struct lc_error *err)
{
    const struct lc_looks looks = { .document = document };
    return lc_reveal_looks(reveal, NULL, &looks, err);
}

int lc_reveal_counts(const struct lc_reveal *reveal, struct lc_error *err)
{
    struct lc_text detail = { 0 };
    int code = lc_reveal_reason(reveal, err);
    if (code)
        return code;
    lc_text_add(&detail, "counts");
    return append(reveal, &detail, err);
}
