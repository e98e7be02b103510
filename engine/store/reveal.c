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

static size_t count_records(const struct lc_store *store, uint32_t child)
{
    size_t n = 0;
    for (size_t r = 0; r < store->records; r++)
        n += store->record[r].child == child;
    return n;
}

/* Under the keys of the eras from `first` on. */
static int make_traces(struct lc_traces *traces, const struct lc_store *store,
                       const struct lc_eras *eras, size_t first, uint32_t child,
                       struct lc_error *err)
{
    size_t count = count_records(store, child) * (eras->count - first);
    traces->trace = lc_alloc(count, sizeof *traces->trace);
    if (!traces->trace)
        return LC_FAIL_NOMEM(err);
    for (size_t e = first; e < eras->count; e++)
        for (size_t r = 0; r < store->records; r++)
            if (store->record[r].child == child)
                make_trace((uint32_t)r, &eras->era[e].of[LC_FOR_TRACES],
                           traces->trace[traces->count++]);
    return LC_OK;
}

static int traces_of(struct lc_traces *traces, const struct lc_store *store,
                     const char *store_path, bool ever, uint32_t child,
                     struct lc_error *err)
{
    struct lc_eras eras;
    *traces = (struct lc_traces){ 0 };
    int code = lc_store_eras(&eras, store, store_path, false, err);
    if (!code)
        code = make_traces(traces, store, &eras, ever ? 0 : eras.count - 1, child, err);
    sodium_memzero(&eras, sizeof eras);
    return code;
}

int lc_traces_of(struct lc_traces *traces, const struct lc_store *store,
                 const char *store_path, uint32_t child, struct lc_error *err)
{
    return traces_of(traces, store, store_path, true, child, err);
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

static int append(const struct lc_reveal *reveal, struct lc_text *detail,
                  struct lc_error *err)
{
    lc_text_add(detail, reason);
    lc_text_add(detail, reveal->reason);
    return lc_log_append(reveal->store_path, reveal->verb, 0, detail, err);
}

int lc_reveal_child(const struct lc_reveal *reveal, const struct lc_store *store,
                    uint32_t child, struct lc_error *err)
{
    struct lc_traces traces;
    struct lc_text detail = { 0 };
    int code = lc_reveal_reason(reveal, err);
    if (code)
        return code;
    code = lc_traces_of(&traces, store, reveal->store_path, child, err);
    for (size_t k = 0; !code && k < traces.count; k++)
        lc_text_addf(&detail, "%s%s", k ? "," : of, traces.trace[k]);
    if (!code)
        code = append(reveal, &detail, err);
    lc_traces_free(&traces);
    return code;
}

int lc_reveal_list(const struct lc_reveal *reveal, const char *checksum,
                   struct lc_error *err)
{
    struct lc_text detail = { 0 };
    int code = lc_reveal_reason(reveal, err);
    if (code)
        return code;
    lc_text_addf(&detail, "list %s", checksum);
    return append(reveal, &detail, err);
}

int lc_reveal_document(const struct lc_reveal *reveal, const json_t *document,
                       struct lc_error *err)
{
    char digest[LC_DIGEST_TEXT];
    int code = lc_json_digest(document, digest, err);
    return code ? code : lc_reveal_list(reveal, digest, err);
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
