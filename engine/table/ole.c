/* What Office wrote before 2007, and what it writes with a password: not read, but told
 * apart (MS-CFB: the names of a file's parts stand in it in UTF-16). */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "table/container_inside.h"

static const struct {
    const char *part, *what;
} kinds[] = {
    { "EncryptedPackage", "a workbook locked by a password; save it without one, or as "
                          "CSV" },
    { "WordDocument", "an old Word document; save its table as .xlsx or CSV" },
    { "PowerPoint Document", "an old presentation; save its table as .xlsx or CSV" },
    { "Workbook", "an old Excel workbook (.xls); save it as .xlsx or CSV" },
    { "Book", "an old Excel workbook (.xls); save it as .xlsx or CSV" },
};
enum { KINDS = sizeof kinds / sizeof *kinds, BLOCK = 64 << 10, NAME = 40 };

static bool is_ole(const char *head, size_t size)
{
    return size >= 8 && memcmp(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

/* Is the part's name there, every letter with a NUL behind it? */
static bool has_name(const char *bytes, size_t size, const char *part)
{
    char wide[2 * NAME] = "";
    size_t length = 2 * strlen(part) + 2; /* it ends with a NUL of its own */
    for (size_t i = 0; part[i]; i++)
        wide[2 * i] = part[i];
    for (const char *s = bytes; size >= length; s++, size--) {
        const char *next = memchr(s, wide[0], size - length + 1);
        if (!next)
            return false;
        size -= (size_t)(next - s);
        s = next;
        if (memcmp(s, wide, length) == 0)
            return true;
    }
    return false;
}

/* The names lie in sectors of 512 bytes or more, so none lies across two blocks. */
static int refuse(void **far, const struct lc_container_file *file,
                  struct lc_error *err)
{
    char *block = lc_alloc(BLOCK, 1);
    size_t found = KINDS, got = BLOCK;
    int code = block ? LC_OK : LC_FAIL_NOMEM(err);
    *far = NULL;
    for (uint64_t at = 0; !code && at < file->size; at += BLOCK) {
        code = lc_container_read(file, at, BLOCK, block, &got, err);
        for (size_t i = 0; !code && i < found; i++)
            if (has_name(block, got, kinds[i].part))
                found = i;
    }
    free(block);
    if (code)
        return code;
    return LC_FAIL(err, LC_FORMAT, "%s: this is %s", file->name,
                   found < KINDS ? kinds[found].what
                                 : "a file of an old Office program; save its table as "
                                   ".xlsx or CSV");
}

static size_t none(const void *far)
{
    (void)far;
    return 0;
}

static void close_none(void *far)
{
    (void)far;
}

const struct lc_container lc_container_ole = {
    .name = "a file of an old Office program",
    .is = is_ole,
    .open = refuse,
    .tables = none,
    .close = close_none,
};
