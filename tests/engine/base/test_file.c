/* Files: the old one or the new one, never half of either. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/hash.h"

static char folder[] = "/tmp/latecare-test-XXXXXX";
static char path[64];

static void begin(void)
{
    lc_begin();
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/file", folder);
}

static void finish(void)
{
    unlink(path);
    cr_assert_eq(rmdir(folder), 0, "a temporary file was left behind");
}

TestSuite(file, .init = begin, .fini = finish);

static void holds(const char *expected)
{
    char *data;
    size_t size;
    cr_assert_eq(lc_file_read(path, 1000, &data, &size, NULL), LC_OK);
    cr_assert_eq(size, strlen(expected));
    cr_assert_str_eq(data, expected);
    free(data);
}

Test(file, written_whole_and_private)
{
    struct stat about;
    cr_assert_eq(lc_file_write(path, false, "one", 3, NULL), LC_OK);
    holds("one");
    cr_assert_eq(stat(path, &about), 0);
    cr_assert_eq(about.st_mode & 0777, 0600);
}

Test(file, never_replaced_without_force)
{
    struct lc_error err = { 0 };
    cr_assert_eq(lc_file_write(path, false, "one", 3, NULL), LC_OK);
    cr_assert_eq(lc_file_write(path, false, "two", 3, &err), LC_REFUSED);
    cr_assert_not_null(strstr(err.text, "--force"));
    holds("one");
    cr_assert_eq(lc_file_write(path, true, "two", 3, NULL), LC_OK);
    holds("two");
}

Test(file, a_dropped_draft_leaves_nothing)
{
    struct lc_draft draft;
    cr_assert_eq(lc_file_write(path, false, "one", 3, NULL), LC_OK);
    cr_assert_eq(lc_draft_open(&draft, path, true, NULL), LC_OK);
    cr_assert_eq(lc_draft_write(&draft, "tw", 2, NULL), LC_OK);
    lc_draft_drop(&draft);
    holds("one");
}

Test(file, a_full_disk_keeps_the_old_file)
{
    struct lc_error err = { 0 };
    struct rlimit small = { 4096, 4096 };
    static char large[10000];
    cr_assert_eq(lc_file_write(path, false, "one", 3, NULL), LC_OK);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    cr_assert_eq(lc_file_write(path, true, large, sizeof large, &err), LC_IO);
    cr_assert_not_null(strstr(err.text, "no room"), "%s", err.text);
    holds("one");
}

Test(file, says_what_is_wrong)
{
    char *data;
    size_t size;
    struct lc_error absent = { 0 }, dir = { 0 }, large = { 0 };
    cr_assert_eq(lc_file_read(path, 9, &data, &size, &absent), LC_ABSENT);
    cr_assert_not_null(strstr(absent.text, "no such file"));
    cr_assert_eq(lc_file_read(folder, 9, &data, &size, &dir), LC_FORMAT);
    cr_assert_not_null(strstr(dir.text, "folder"));
    cr_assert_eq(lc_file_write(path, false, "0123456789", 10, NULL), LC_OK);
    cr_assert_eq(lc_file_read(path, 9, &data, &size, &large), LC_RANGE);
    cr_assert_eq(lc_file_read(path, 10, &data, &size, NULL), LC_OK);
    free(data);
}

/* BLAKE2b-256 of "abc": RFC 7693 gives the 512-bit value; this 256-bit one is from
 * `b2sum -l 256`. */
Test(file, digests)
{
    unsigned char digest[LC_DIGEST];
    char text[LC_DIGEST_TEXT];
    uint64_t size;
    cr_assert_eq(lc_file_write(path, false, "abc", 3, NULL), LC_OK);
    cr_assert_eq(lc_file_digest(path, digest, &size, NULL), LC_OK);
    cr_assert_eq(size, 3);
    cr_assert_str_eq(
        lc_digest_text(digest, text),
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    lc_digest("abc", 3, NULL, digest);
    cr_assert_eq(strncmp(lc_digest_text(digest, text), "bddd813c", 8), 0);
}

/* A digest is read by blocks of 65,536 bytes; a file is read up to a limit. */
Test(file, sizes_on_both_sides_of_a_block_and_of_a_limit)
{
    enum { BLOCK = 65536 };
    static const size_t sizes[] = { 0,
                                    1,
                                    BLOCK - 1,
                                    BLOCK,
                                    BLOCK + 1,
                                    100000,
                                    2 * BLOCK - 1,
                                    2 * BLOCK,
                                    2 * BLOCK + 1 };
    static unsigned char bytes[2 * BLOCK + 1], want[LC_DIGEST], got[LC_DIGEST];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 131 % 251);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct lc_error err = { 0 };
        uint64_t size;
        size_t n;
        char *data;
        cr_assert_eq(lc_file_write(path, true, (char *)bytes, sizes[s], NULL), LC_OK);
        cr_assert_eq(lc_file_digest(path, got, &size, NULL), LC_OK);
        lc_digest(bytes, sizes[s], NULL, want);
        cr_expect_eq(size, sizes[s]);
        cr_expect_eq(memcmp(got, want, LC_DIGEST), 0, "%zu", sizes[s]);
        cr_assert_eq(lc_file_read(path, sizes[s], &data, &n, NULL), LC_OK);
        cr_expect_eq(n, sizes[s]);
        cr_expect_eq(memcmp(data, bytes, n), 0);
        free(data);
        if (!sizes[s])
            continue;
        cr_expect_eq(lc_file_read(path, sizes[s] - 1, &data, &n, &err), LC_RANGE);
        cr_expect_not_null(strstr(err.text, path), "%s", err.text);
    }
}
