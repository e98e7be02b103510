/* An archive's directory: see zip_inside.h. */
#include <stdlib.h>
#include <string.h>

#include "table/zip_inside.h"

/* Sizes and signatures: APPNOTE 4.3.12 (an entry), 4.3.14 and 4.3.15 (ZIP64), 4.3.16
 * (the end). */
enum {
    ENTRY = 46,
    END = 22,
    LOCATOR = 20,
    END64 = 56,
    COMMENT = 0xffff,
    DIRECTORY = 16 << 20,
    ENTRY_SIGN = 0x02014b50,
    END_SIGN = 0x06054b50,
    LOCATOR_SIGN = 0x07064b50,
    END64_SIGN = 0x06064b50
};

static uint64_t number(const unsigned char *at, int bytes)
{
    uint64_t n = 0;
    while (bytes--)
        n = n << 8 | at[bytes];
    return n;
}

static int fail_damaged(const struct lc_zip *zip, struct lc_error *err)
{
    return LC_FAIL(err, LC_FORMAT,
                   "%s: this begins as a workbook or a zip archive does and does not "
                   "end as one: it is damaged or cut off; copy or save it again",
                   zip->file.name);
}

/* All of them, or it is damaged. */
static int read_whole(const struct lc_zip *zip, uint64_t at, size_t size, void *to,
                      struct lc_error *err)
{
    size_t got;
    int code = lc_container_read(&zip->file, at, size, to, &got, err);
    return code || got == size ? code : fail_damaged(zip, err);
}

struct directory {
    uint64_t at, size, count;
};

/* What ZIP64 says instead, where the old end has no room for it. */
static int read_end64(const struct lc_zip *zip, uint64_t end, struct directory *d,
                      struct lc_error *err)
{
    unsigned char locator[LOCATOR], end64[END64];
    if (end < LOCATOR)
        return fail_damaged(zip, err);
    int code = read_whole(zip, end - LOCATOR, LOCATOR, locator, err);
    if (!code && number(locator, 4) != LOCATOR_SIGN)
        return d->count == 0xffff && d->at != UINT32_MAX ? LC_OK /* so many, in fact */
                                                         : fail_damaged(zip, err);
    if (!code)
        code = read_whole(zip, number(locator + 8, 8), END64, end64, err);
    if (!code && number(end64, 4) != END64_SIGN)
        code = fail_damaged(zip, err);
    if (!code)
        *d = (struct directory){ number(end64 + 48, 8), number(end64 + 40, 8),
                                 number(end64 + 32, 8) };
    return code;
}

/* The end stands last, with a comment of up to 64 KiB behind it. */
static int find_end(const struct lc_zip *zip, unsigned char *tail, size_t size,
                    size_t *at, struct lc_error *err)
{
    int code = read_whole(zip, zip->file.size - size, size, tail, err);
    for (*at = size - END; !code; --*at) {
        if (number(tail + *at, 4) == END_SIGN
            && number(tail + *at + 20, 2) <= size - END - *at)
            return LC_OK;
        if (!*at)
            code = fail_damaged(zip, err);
    }
    return code;
}

static int read_end(const struct lc_zip *zip, struct directory *d, struct lc_error *err)
{
    uint64_t whole = zip->file.size;
    size_t size = whole < END + COMMENT ? (size_t)whole : END + COMMENT, at;
    if (size < END)
        return fail_damaged(zip, err);
    unsigned char *tail = lc_alloc(size, 1);
    if (!tail)
        return LC_FAIL_NOMEM(err);
    int code = find_end(zip, tail, size, &at, err);
    if (!code && number(tail + at + 4, 2) && number(tail + at + 4, 2) != 0xffff)
        code = LC_FAIL(err, LC_FORMAT,
                       "%s: a part of an archive in several; put them together first",
                       zip->file.name);
    if (!code) {
        *d = (struct directory){ number(tail + at + 16, 4), number(tail + at + 12, 4),
                                 number(tail + at + 10, 2) };
        if (d->count == 0xffff || d->size == UINT32_MAX || d->at == UINT32_MAX)
            code = read_end64(zip, whole - size + at, d, err);
    }
    free(tail);
    return code;
}

/* Sizes and place from the ZIP64 field (4.5.3), in this order, of those that the entry
 * has no room for. */
static bool take_64(struct lc_zip_member *m, const unsigned char *extra, size_t size)
{
    uint64_t *const wanted[] = { &m->size, &m->packed, &m->at };
    while (size >= 4 && number(extra, 2) != 1) {
        size_t step = 4 + (size_t)number(extra + 2, 2);
        if (step > size)
            return true;
        extra += step;
        size -= step;
    }
    size_t at = 4, end = size >= 4 ? 4 + (size_t)number(extra + 2, 2) : 0;
    for (int i = 0; i < 3; i++) {
        if (*wanted[i] != UINT32_MAX)
            continue;
        if (end > size || at + 8 > end)
            return false;
        *wanted[i] = number(extra + at, 8);
        at += 8;
    }
    return true;
}

/* The entry at *at, passed over; false: it is none. */
static bool take_entry(struct lc_zip *zip, const unsigned char *data, size_t size,
                       size_t *at, bool *memory)
{
    const unsigned char *e = data + *at;
    if (size - *at < ENTRY || number(e, 4) != ENTRY_SIGN)
        return false;
    size_t name = (size_t)number(e + 28, 2), extra = (size_t)number(e + 30, 2);
    size_t whole = ENTRY + name + extra + (size_t)number(e + 32, 2);
    if (size - *at < whole)
        return false;
    char *text = lc_arena_text(zip->names, (const char *)e + ENTRY, name);
    *memory = text != NULL;
    for (char *c = text; c && *c; c++)
        if (*c == '\\')
            *c = '/';
    struct lc_zip_member *m = &zip->member[zip->count++];
    *m = (struct lc_zip_member){ .name = text,
                                 .packed = number(e + 20, 4),
                                 .size = number(e + 24, 4),
                                 .at = number(e + 42, 4),
                                 .crc = (uint32_t)number(e + 16, 4),
                                 .method = (uint16_t)number(e + 10, 2),
                                 .locked = e[8] & 1 };
    *at += whole;
    return *memory && take_64(m, e + ENTRY + name, extra);
}

static int read_entries(struct lc_zip *zip, const struct directory *d,
                        struct lc_error *err)
{
    unsigned char *data = lc_alloc((size_t)d->size, 1);
    bool memory = true;
    zip->member = lc_alloc((size_t)d->count, sizeof *zip->member);
    int code = data && zip->member ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = read_whole(zip, d->at, (size_t)d->size, data, err);
    for (size_t at = 0; !code && zip->count < d->count;)
        if (!take_entry(zip, data, (size_t)d->size, &at, &memory))
            code = memory ? fail_damaged(zip, err) : LC_FAIL_NOMEM(err);
    free(data);
    return code;
}

bool lc_zip_is(const char *head, size_t size)
{
    return size >= 4
           && (memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "PK\5\6", 4) == 0);
}

int lc_zip_open(struct lc_zip *zip, const struct lc_container_file *file,
                struct lc_error *err)
{
    struct directory d = { 0 };
    *zip = (struct lc_zip){ .file = *file, .names = lc_arena_new() };
    int code = zip->names ? read_end(zip, &d, err) : LC_FAIL_NOMEM(err);
    if (!code && (d.count > LC_ZIP_FILES || d.size > DIRECTORY))
        code = LC_FAIL(err, LC_FORMAT, "%s: an archive of more than %d files",
                       file->name, LC_ZIP_FILES);
    return code ? code : read_entries(zip, &d, err);
}

void lc_zip_close(struct lc_zip *zip)
{
    lc_arena_free(zip->names);
    free(zip->member);
    *zip = (struct lc_zip){ .count = 0 };
}

size_t lc_zip_find(const struct lc_zip *zip, const char *name)
{
    const struct lc_slice wanted = lc_slice_of(name);
    size_t i = 0;
    while (i < zip->count && !lc_slice_alike(lc_slice_of(zip->member[i].name), wanted))
        i++;
    return i;
}
