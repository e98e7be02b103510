/* A folder comes whole or not at all. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/folder.h"
#include "support/stores.h"

TestSuite(folder, .init = lc_begin);

static struct lc_error err;

static const char *in(const char *name)
{
    static char path[4][300];
    static int turn;
    static char *folder;
    if (!folder)
        folder = test_folder();
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof *path, "%s/%s", folder, name);
    return path[turn];
}

static void put(struct lc_folder_draft *draft, const char *name)
{
    const char *path;
    cr_assert(zero(int, lc_folder_draft_file(draft, name, &path, &err)));
    cr_assert(zero(int, lc_file_write(path, false, "x", 1, &err)));
}

Test(folder, it_is_there_once_committed)
{
    struct lc_folder_draft draft;
    struct stat about;
    cr_assert(zero(int, lc_folder_draft_open(&draft, in("pack/"), &err)));
    put(&draft, "a");
    put(&draft, "b");
    cr_expect(lt(int, access(in("pack"), F_OK), 0));
    cr_assert(zero(int, lc_folder_draft_commit(&draft, &err)));
    lc_folder_draft_drop(&draft);
    cr_assert(zero(int, stat(in("pack"), &about)));
    cr_expect(eq(int, (int)(about.st_mode & 0777), 0700));
    cr_expect(zero(int, access(in("pack/a"), F_OK)));
    cr_expect(zero(int, access(in("pack/b"), F_OK)));
    cr_expect(lt(int, access(in("pack.next"), F_OK), 0));
    cr_expect(eq(int, lc_folder_draft_open(&draft, in("pack"), &err), LC_REFUSED));
}

/* What is only given to the folder is there with it, of its owner alone, and goes with
 * it; a text that failed is no file. */
Test(folder, texts_are_there_once_committed)
{
    struct lc_folder_draft draft;
    struct lc_text text = { 0 }, failed = { .failed = true };
    struct stat about;
    char *data;
    size_t size;
    cr_assert(zero(int, lc_folder_draft_open(&draft, in("texts"), &err)));
    lc_text_add(&text, "two words");
    cr_assert(zero(int, lc_folder_draft_text(&draft, "a", &text, &err)));
    cr_expect(eq(sz, text.size, 0));
    lc_text_add(&text, "again");
    cr_expect(ne(int, lc_folder_draft_text(&draft, "a", &text, &err), LC_OK));
    cr_expect(eq(int, lc_folder_draft_text(&draft, "b", &failed, &err), LC_NOMEM));
    cr_expect(lt(int, access(in("texts"), F_OK), 0));
    cr_assert(zero(int, lc_folder_draft_commit(&draft, &err)), "%s", err.text);
    lc_folder_draft_drop(&draft);
    cr_assert(zero(int, lc_file_read(in("texts/a"), 100, &data, &size, &err)));
    cr_expect(eq(str, data, "two words"));
    cr_assert(zero(int, stat(in("texts/a"), &about)));
    cr_expect(eq(int, (int)(about.st_mode & 0777), 0600));
    cr_expect(lt(int, access(in("texts/b"), F_OK), 0));
    free(data);
}

/* One that is gone before the commit is missed by it, and the folder does not come. */
Test(folder, a_file_that_is_gone_is_no_folder)
{
    struct lc_folder_draft draft;
    struct lc_text text = { 0 };
    cr_assert(zero(int, lc_folder_draft_open(&draft, in("gone"), &err)));
    lc_text_add(&text, "x");
    cr_assert(zero(int, lc_folder_draft_text(&draft, "a", &text, &err)));
    cr_assert(zero(int, unlink(in("gone.next/a"))));
    cr_expect(eq(int, lc_folder_draft_commit(&draft, &err), LC_ABSENT));
    lc_folder_draft_drop(&draft);
    cr_expect(lt(int, access(in("gone"), F_OK), 0));
    cr_expect(lt(int, access(in("gone.next"), F_OK), 0));
}

Test(folder, dropped_nothing_is_left)
{
    struct lc_folder_draft draft;
    const char *never;
    cr_assert(zero(int, lc_folder_draft_open(&draft, in("none"), &err)));
    put(&draft, "a");
    cr_assert(zero(int, lc_folder_draft_file(&draft, "never written", &never, &err)));
    lc_folder_draft_drop(&draft);
    cr_expect(lt(int, access(in("none"), F_OK), 0));
    cr_expect(lt(int, access(in("none.next"), F_OK), 0));
    lc_folder_draft_drop(&draft); /* once more is nothing */
}

Test(folder, what_is_there_is_never_written_to)
{
    struct lc_folder_draft draft;
    cr_assert(zero(int, symlink("nowhere", in("link"))));
    cr_expect(eq(int, lc_folder_draft_open(&draft, in("link"), &err), LC_REFUSED));
    cr_assert(zero(int, mkdir(in("left.next"), 0700)));
    cr_expect(eq(int, lc_folder_draft_open(&draft, in("left"), &err), LC_REFUSED));
    cr_expect(eq(int, lc_folder_draft_open(&draft, in("no/where"), &err), LC_ABSENT));
    lc_folder_draft_drop(&draft);
}
