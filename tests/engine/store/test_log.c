/* The log: whatever is done to a line, or to their order, is found out. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/file.h"
#include "store/log.h"
#include "store/store.h"

static char folder[32], store[64], name[64];
static struct lc_error err;

static void start(void)
{
    struct lc_secrets secrets;
    lc_begin();
    strcpy(folder, "/tmp/lc_log_XXXXXX");
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(store, sizeof store, "%s/s.h5", folder);
    snprintf(name, sizeof name, "%s/s.h5.log", folder);
    cr_assert(eq(int, lc_store_secrets(&secrets, store, true, &err), LC_OK), "%s",
              err.text);
}

static void finish(void)
{
    char key[80];
    snprintf(key, sizeof key, "%s.key", store);
    unlink(key);
    unlink(name);
    rmdir(folder);
}

TestSuite(log, .init = start, .fini = finish);

static int add(const char *words)
{
    struct lc_text detail = { 0 };
    err = (struct lc_error){ 0 };
    lc_text_add(&detail, words);
    return lc_log_append(store, "import", 0, &detail, &err);
}

static int check(size_t *lines)
{
    struct lc_log_state state;
    err = (struct lc_error){ 0 };
    int code = lc_log_check(&state, NULL, store, &err);
    *lines = state.end.lines;
    return code;
}

static char *content(size_t *size)
{
    char *data;
    cr_assert(eq(int, lc_file_read(name, 1 << 20, &data, size, &err), LC_OK));
    return data;
}

static void put(const char *data, size_t size)
{
    cr_assert(eq(int, lc_file_write(name, true, data, size, &err), LC_OK), "%s",
              err.text);
}

static void three_lines(void)
{
    cr_assert(eq(int, add("files 1"), LC_OK), "%s", err.text);
    cr_assert(eq(int, add("files 2"), LC_OK));
    cr_assert(eq(int, add("files 3"), LC_OK));
}

/* Lines that are written together are linked as lines that came one by one, and found
 * out as they are. */
Test(log, lines_together)
{
    size_t lines, size;
    struct lc_text detail[3] = { { 0 } };
    cr_assert(eq(int, add("before"), LC_OK), "%s", err.text);
    for (int i = 0; i < 3; i++)
        lc_text_addf(detail + i, "looks %d", i);
    cr_assert(eq(int, lc_log_append_all(store, "panel", 3, detail, &err), LC_OK), "%s",
              err.text);
    cr_assert(eq(int, add("after"), LC_OK));
    cr_assert(eq(int, check(&lines), LC_OK), "%s", err.text);
    cr_expect(eq(sz, lines, 5));
    char *data = content(&size), *at = strstr(data, "looks 1");
    cr_assert(ne(ptr, at, NULL));
    at[6] = '2';
    put(data, size);
    cr_expect(eq(int, check(&lines), LC_DAMAGED));
    cr_expect(ne(ptr, strstr(err.text, ".log:3:"), NULL), "%s", err.text);
    free(data);
}

Test(log, none_then_lines)
{
    size_t lines;
    cr_expect(eq(int, check(&lines), LC_OK));
    cr_expect(eq(sz, lines, 0));
    three_lines();
    cr_expect(eq(int, check(&lines), LC_OK), "%s", err.text);
    cr_expect(eq(sz, lines, 3));
}

Test(log, any_byte_of_any_line)
{
    size_t size, lines;
    three_lines();
    char *data = content(&size);
    for (size_t i = 0; i < size; i++) {
        data[i] ^= 1;
        put(data, size);
        data[i] ^= 1;
        /* the very last end of line makes the line one that was never finished */
        bool unfinished = i == size - 1;
        cr_expect(eq(int, check(&lines), unfinished ? LC_OK : LC_DAMAGED), "byte %zu",
                  i);
        cr_expect(unfinished ? lines == 2 : strstr(err.text, "s.h5.log:") != NULL);
        if (!unfinished)
            cr_expect(eq(int, add("files 4"), LC_DAMAGED), "nor is it written on");
    }
    free(data);
}

Test(log, a_line_dropped_moved_or_repeated)
{
    size_t size, lines;
    three_lines();
    char *data = content(&size);
    char *second = strchr(data, '\n') + 1, *third = strchr(second, '\n') + 1;
    size_t a = (size_t)(second - data), b = (size_t)(third - second);
    char other[4096];
    /* the first gone; the second gone; the second and the third the other way round;
     * the third twice */
    put(second, size - a);
    cr_expect(eq(int, check(&lines), LC_DAMAGED));
    memcpy(other, data, a);
    memcpy(other + a, third, size - a - b);
    put(other, size - b);
    cr_expect(eq(int, check(&lines), LC_DAMAGED));
    cr_expect(strstr(err.text, "s.h5.log:2") != NULL, "%s", err.text);
    memcpy(other + size - b, second, b);
    put(other, size);
    cr_expect(eq(int, check(&lines), LC_DAMAGED));
    memcpy(other, data, size);
    memcpy(other + size, third, size - a - b);
    put(other, size + size - a - b);
    cr_expect(eq(int, check(&lines), LC_DAMAGED));
    free(data);
}

Test(log, a_line_cut_short_is_taken_away_by_the_next)
{
    size_t size, lines;
    three_lines();
    char *data = content(&size);
    put(data, size - 10);
    cr_expect(eq(int, check(&lines), LC_OK));
    cr_expect(eq(sz, lines, 2));
    cr_expect(eq(int, add("files 4"), LC_OK), "%s", err.text);
    cr_expect(eq(int, check(&lines), LC_OK), "%s", err.text);
    cr_expect(eq(sz, lines, 3));
    free(data);
    data = content(&size);
    cr_expect(strstr(data, "files 3") == NULL);
    cr_expect(strstr(data, "files 4") != NULL);
    free(data);
}

Test(log, another_key_or_none)
{
    char key[80];
    size_t lines;
    three_lines();
    snprintf(key, sizeof key, "%s.key", store);
    char other[LC_KEY] = "not the key that it was written";
    cr_assert(eq(int, lc_file_write(key, true, other, LC_KEY, &err), LC_OK));
    cr_expect(eq(int, check(&lines), LC_DAMAGED));
    unlink(key);
    cr_expect(eq(int, check(&lines), LC_ABSENT));
    cr_expect(eq(int, add("files 4"), LC_ABSENT));
}
