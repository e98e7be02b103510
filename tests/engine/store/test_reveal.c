/* Looks at children are found by the traces of their records, whatever became of their
 * numbers, and by nothing that a user writes. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#include "base/begin.h"
#include "base/text.h"
#include "store/log.h"
#include "store/reveal.h"

static char folder[32], path[64], name[80];
static struct lc_record record[5];
static struct lc_store store = { .records = 5, .record = record };
static struct lc_error err;

static void start(void)
{
    struct lc_secrets secrets;
    lc_begin();
    strcpy(folder, "/tmp/lc_reveal_XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/s.h5", folder);
    snprintf(name, sizeof name, "%s.log", path);
    cr_assert(eq(int, lc_store_secrets(&secrets, path, true, &err), LC_OK), "%s",
              err.text);
    for (uint32_t r = 0; r < 5; r++)
        record[r].child = r;
}

static void finish(void)
{
    char key[80];
    snprintf(key, sizeof key, "%s.key", path);
    unlink(key);
    unlink(name);
    rmdir(name);
    rmdir(folder);
}

TestSuite(reveal, .init = start, .fini = finish);

static int look(uint32_t child, const char *reason)
{
    const struct lc_reveal reveal = { path, "timeline", reason };
    err = (struct lc_error){ 0 };
    return lc_reveal_child(&reveal, &store, child, &err);
}

struct found {
    struct lc_traces traces;
    char reasons[400];
};

static void hear(void *context, const struct lc_log_told *told)
{
    struct found *found = context;
    if (lc_traces_meet(&found->traces, told->detail)) {
        struct lc_slice reason = lc_reveal_reason_of(told->detail);
        strncat(found->reasons, reason.data, reason.size);
        strcat(found->reasons, ";");
    }
}

/* The reasons of all looks at the child. */
static const char *looks_at(uint32_t child)
{
    static struct found found;
    found = (struct found){ .reasons = "" };
    cr_assert(eq(int, lc_traces_of(&found.traces, &store, path, child, &err), LC_OK));
    cr_assert(eq(int, lc_log_each(path, hear, &found, &err), LC_OK), "%s", err.text);
    lc_traces_free(&found.traces);
    return found.reasons;
}

Test(reveal, looks_follow_the_records)
{
    record[3].child = record[2].child = 1; /* 1, 2 and 3 are one child */
    cr_assert(eq(int, look(1, "all three"), LC_OK), "%s", err.text);
    cr_assert(eq(int, look(0, "nought"), LC_OK));
    cr_assert(eq(int, look(1, "again reason of"), LC_OK));
    cr_expect(eq(str, (char *)looks_at(1), "all three;again reason of;"));
    cr_expect(eq(str, (char *)looks_at(0), "nought;"));
    cr_expect(eq(str, (char *)looks_at(4), ""));
    record[3].child = record[2].child = 2; /* parted: the look was at these too */
    cr_expect(eq(str, (char *)looks_at(2), "all three;again reason of;"));
    record[2].child = record[3].child = 0; /* joined to another: hers and theirs */
    cr_expect(eq(str, (char *)looks_at(0), "all three;nought;again reason of;"));
}

/* What the lines say, a line each. */
static void hear_all(void *context, const struct lc_log_told *told)
{
    struct lc_text *text = context;
    lc_text_addf(text, "%.*s %.*s\n", (int)told->verb.size, told->verb.data,
                 (int)told->detail.size, told->detail.data);
}

static char *told(void)
{
    struct lc_text text = { 0 };
    cr_assert(eq(int, lc_log_each(path, hear_all, &text, &err), LC_OK), "%s", err.text);
    unlink(name);
    return text.data;
}

/* Lines that are written together say what they say one by one: two records of one
 * child, a child that is asked for twice, a list and another document. */
Test(reveal, looks_at_once_are_looks_one_by_one)
{
    const struct lc_reveal reveal = { path, "panel", "of 3 March" };
    const uint32_t child[] = { 4, 1, 0, 1 };
    json_t *document = json_pack("{s:i}", "n", 1);
    const char other[2][LC_DIGEST_TEXT] = { "def", "abd" };
    const struct lc_looks looks = { "abc", document, 4, child, 2, other };
    record[2].child = 1;
    cr_assert(eq(int, lc_reveal_list(&reveal, "abc", &err), LC_OK), "%s", err.text);
    cr_assert(eq(int, lc_reveal_document(&reveal, document, &err), LC_OK));
    for (int i = 0; i < 2; i++)
        cr_assert(eq(int, lc_reveal_list(&reveal, other[i], &err), LC_OK));
    for (int i = 0; i < 4; i++)
        cr_assert(eq(int, lc_reveal_child(&reveal, &store, child[i], &err), LC_OK));
    char *one_by_one = told();
    cr_assert(eq(int, lc_reveal_looks(&reveal, &store, &looks, &err), LC_OK), "%s",
              err.text);
    char *at_once = told();
    cr_expect(eq(str, at_once, one_by_one));
    cr_expect(ne(ptr, strstr(at_once, "panel list abc reason of 3 March\npanel list "),
                 NULL));
    free(one_by_one);
    free(at_once);
    json_decref(document);
}

/* Nothing to tell is no line; and without a reason there is none of many. */
Test(reveal, looks_at_nothing)
{
    const struct lc_reveal reveal = { path, "panel", "of 3 March" },
                           silent = { path, "panel", NULL };
    const struct lc_looks none = { .children = 0 }, list = { .checksum = "abc" };
    cr_assert(eq(int, lc_reveal_looks(&reveal, &store, &none, &err), LC_OK), "%s",
              err.text);
    cr_assert(eq(int, lc_reveal_looks(&silent, &store, &list, &err), LC_USAGE));
    cr_expect(ne(int, access(name, F_OK), 0));
}

Test(reveal, a_trace_in_a_reason_is_no_look)
{
    struct lc_traces traces;
    char reason[80];
    cr_assert(eq(int, lc_traces_of(&traces, &store, path, 4, &err), LC_OK));
    cr_assert(eq(sz, traces.count, 1));
    snprintf(reason, sizeof reason, "%s,%s", traces.trace[0], traces.trace[0]);
    cr_assert(eq(int, look(0, reason), LC_OK));
    snprintf(reason, sizeof reason, "of %s", traces.trace[0]);
    cr_assert(eq(int, look(0, reason), LC_OK));
    lc_traces_free(&traces);
    cr_expect(eq(str, (char *)looks_at(4), ""));
}

Test(reveal, another_key_makes_other_traces)
{
    struct lc_traces one, other;
    struct lc_secrets secrets;
    char there[80];
    cr_assert(eq(int, lc_traces_of(&one, &store, path, 4, &err), LC_OK));
    snprintf(there, sizeof there, "%s.key", path);
    unlink(there);
    cr_expect(eq(int, lc_traces_of(&other, &store, path, 4, &err), LC_ABSENT));
    lc_traces_free(&other);
    cr_assert(eq(int, lc_store_secrets(&secrets, path, true, &err), LC_OK));
    cr_assert(eq(int, lc_traces_of(&other, &store, path, 4, &err), LC_OK));
    cr_expect(ne(str, one.trace[0], other.trace[0]));
    lc_traces_free(&one);
    lc_traces_free(&other);
}

Test(reveal, reasons_that_are_none)
{
    char most[LC_REASON_LETTERS * 2 + 1] = "", more[LC_REASON_LETTERS + 2];
    const char *bad[] = { NULL,
                          "",
                          "   ",
                          "a\tb",
                          "a\nb",
                          "a\rb",
                          "a\x7f"
                          "b",
                          "a\xc2\x85"
                          "b",
                          "a\xe2\x80\xa9"
                          "b",
                          "a\xff"
                          "b",
                          more };
    memset(more, 'x', sizeof more - 1);
    more[sizeof more - 1] = 0;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(eq(int, look(0, bad[i]), LC_USAGE), "reason %zu", i);
    cr_expect(ne(int, access(name, F_OK), 0), "nothing was logged");
    for (int i = 0; i < LC_REASON_LETTERS; i++)
        strcat(most, "\xc3\xa9"); /* letters are counted, not bytes */
    cr_expect(eq(int, look(0, most), LC_OK), "%s", err.text);
}

Test(reveal, a_log_that_cannot_be_written)
{
    cr_assert(eq(int, mkdir(name, 0700), 0));
    cr_expect(eq(int, look(0, "why"), LC_IO));
    cr_expect(strstr(err.text, "what is not logged is not shown") != NULL);
}
