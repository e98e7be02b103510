/* A file of an archive, unpacked as it is read: see zip_inside.h. */
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "table/zip_inside.h"

/* The head of a file in the archive: APPNOTE 4.3.7. The methods: 4.4.5. */
enum { HEAD = 30, HEAD_SIGN = 0x04034b50, STORED = 0, DEFLATED = 8, READ = 64 << 10 };

struct lc_unpacked {
    const struct lc_container_file *file; /* the archive, lent */
    const struct lc_zip_member *member;
    size_t which;            /* from 1, for messages */
    uint64_t begins, at, to; /* its packed bytes; at: the next to be read */
    uint64_t out;            /* bytes that came out of it */
    uint32_t crc;
    z_stream z;
    bool ready; /* z is */
    unsigned char packed[READ];
};

static void *take_memory(void *none, unsigned count, unsigned size)
{
    (void)none;
    return lc_alloc(count, size);
}

static void give_memory(void *none, void *memory)
{
    (void)none;
    free(memory);
}

static int fail_damaged(const lc_unpacked *u, struct lc_error *err)
{
    return LC_FAIL(err, LC_FORMAT,
                   "%s: file %zu in it is damaged: it does not unfold to what was "
                   "packed; copy or save it again",
                   u->file->name, u->which);
}

/* --- opening ---------------------------------------------------------------------- */

static int check_member(const lc_unpacked *u, struct lc_error *err)
{
    const struct lc_zip_member *m = u->member;
    uint64_t most = lc_container_most(u->file->size);
    if (m->locked)
        return LC_FAIL(
            err, LC_FORMAT,
            "%s: file %zu in it is locked by a password; unpack it, and give "
            "the files themselves",
            u->file->name, u->which);
    if (m->method != STORED && m->method != DEFLATED)
        return LC_FAIL(err, LC_FORMAT,
                       "%s: file %zu in it is packed by a method that is not read here "
                       "(number %d); unpack it, and give the files themselves",
                       u->file->name, u->which, m->method);
    if (m->size > most)
        return LC_FAIL(
            err, LC_FORMAT,
            "%s: file %zu in it unfolds to more than %llu MB, which no table "
            "of so small a file does: it may be made to do harm",
            u->file->name, u->which, (unsigned long long)most >> 20);
    return LC_OK;
}

/* Where its bytes are: behind its head, whose lengths are its own. */
static int find_bytes(lc_unpacked *u, struct lc_error *err)
{
    unsigned char head[HEAD];
    const struct lc_zip_member *m = u->member;
    size_t got;
    int code = lc_container_read(u->file, m->at, HEAD, head, &got, err);
    if (code)
        return code;
    if (got != HEAD || memcmp(head, "PK\3\4", 4) != 0)
        return fail_damaged(u, err);
    u->begins = m->at + HEAD + (head[26] | (unsigned)head[27] << 8)
                + (head[28] | (unsigned)head[29] << 8);
    u->to = u->begins + m->packed;
    return u->to < u->begins || u->to > u->file->size ? fail_damaged(u, err) : LC_OK;
}

static void stop(lc_unpacked *u)
{
    if (u->ready)
        inflateEnd(&u->z);
    u->ready = false;
}

static int begin(lc_unpacked *u, struct lc_error *err)
{
    stop(u);
    u->at = u->begins;
    u->out = 0;
    u->crc = 0;
    u->z = (z_stream){ .zalloc = take_memory, .zfree = give_memory };
    if (u->member->method == STORED)
        return u->member->packed == u->member->size ? LC_OK : fail_damaged(u, err);
    if (inflateInit2(&u->z, -MAX_WBITS) != Z_OK)
        return LC_FAIL_NOMEM(err);
    u->ready = true;
    return LC_OK;
}

int lc_unpacked_open(lc_unpacked **unpacked, const struct lc_zip *zip, size_t member,
                     struct lc_error *err)
{
    lc_unpacked *u = lc_alloc(1, sizeof *u);
    *unpacked = NULL;
    if (!u)
        return LC_FAIL_NOMEM(err);
    u->file = &zip->file;
    u->member = &zip->member[member];
    u->which = member + 1;
    int code = check_member(u, err);
    if (!code)
        code = find_bytes(u, err);
    if (!code)
        code = begin(u, err);
    if (code)
        lc_unpacked_close(u);
    else
        *unpacked = u;
    return code;
}

void lc_unpacked_close(lc_unpacked *unpacked)
{
    if (unpacked)
        stop(unpacked);
    free(unpacked);
}

/* --- reading ---------------------------------------------------------------------- */

/* More packed bytes for z, if it has none and there are any. */
static int feed(lc_unpacked *u, struct lc_error *err)
{
    uint64_t left = u->to - u->at;
    size_t got;
    if (u->z.avail_in || !left)
        return LC_OK;
    int code = lc_container_read(u->file, u->at, left < READ ? (size_t)left : READ,
                                 u->packed, &got, err);
    if (!code && !got)
        return fail_damaged(u, err);
    u->at += got;
    u->z.next_in = u->packed;
    u->z.avail_in = (unsigned)got;
    return code;
}

static int inflate_some(lc_unpacked *u, size_t size, void *to, size_t *got,
                        struct lc_error *err)
{
    u->z.next_out = to;
    u->z.avail_out = (unsigned)size;
    while (u->z.avail_out) {
        int code = feed(u, err);
        if (code)
            return code;
        unsigned before = u->z.avail_out;
        int state = inflate(&u->z, Z_NO_FLUSH);
        if (state == Z_MEM_ERROR)
            return LC_FAIL_NOMEM(err);
        if (state == Z_STREAM_END)
            break;
        if (state != Z_OK
            || (before == u->z.avail_out && !u->z.avail_in && u->at == u->to))
            return fail_damaged(u, err);
    }
    *got = size - u->z.avail_out;
    return LC_OK;
}

static int copy_some(lc_unpacked *u, size_t size, void *to, size_t *got,
                     struct lc_error *err)
{
    int code = lc_container_read(u->file, u->at, size, to, got, err);
    u->at += *got;
    return code;
}

int lc_unpacked_read(lc_unpacked *u, size_t size, void *to, size_t *got,
                     struct lc_error *err)
{
    enum { MOST = 1 << 30 };
    uint64_t left = u->member->size - u->out;
    size = size < MOST ? size : MOST;
    size = left < size ? (size_t)left : size;
    *got = 0;
    if (!size)
        return LC_OK;
    int code = u->ready ? inflate_some(u, size, to, got, err)
                        : copy_some(u, size, to, got, err);
    if (code)
        return code;
    u->out += *got;
    u->crc = (uint32_t)crc32(u->crc, to, (unsigned)*got);
    bool whole = u->out == u->member->size;
    return *got < size || (whole && u->crc != u->member->crc) ? fail_damaged(u, err)
                                                              : LC_OK;
}

int lc_unpacked_read_at(void *unpacked, uint64_t at, size_t size, void *to, size_t *got,
                        struct lc_error *err)
{
    enum { STEP = 16 << 10 };
    char passed[STEP];
    lc_unpacked *u = unpacked;
    int code = at < u->out ? begin(u, err) : LC_OK;
    *got = 0;
    while (!code && u->out < at) {
        uint64_t left = at - u->out;
        code = lc_unpacked_read(u, left < STEP ? (size_t)left : STEP, passed, got, err);
        if (!code && !*got)
            return LC_OK; /* it ends before */
    }
    return code ? code : lc_unpacked_read(u, size, to, got, err);
}
