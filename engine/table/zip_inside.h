/* A zip archive's files, unpacked as they are read: APPNOTE.TXT 6.3 (PKWARE), of which
 * the directory at the end, ZIP64, and files that are stored or deflated (zlib).
 *
 * libzip and minizip would do; the one brings OpenSSL into a program that encrypts
 * nothing by it, the other asks for files by name. */
#pragma once

#include "base/memory.h"
#include "table/container.h"

struct lc_zip_member {
    const char *name; /* with / between folders */
    uint64_t packed, size, at;
    uint32_t crc;
    uint16_t method;
    bool locked;
};

struct lc_zip {
    struct lc_container_file file;
    size_t count;
    struct lc_zip_member *member; /* [count] as the directory has them */
    lc_arena *names;
};

enum { LC_ZIP_FILES = 20000 };

/* By its first bytes; an empty one too. */
bool lc_zip_is(const char *head, size_t size);

/* Reads the directory. The file is copied, what it lends is lent until the end.
 * LC_FORMAT for one that is damaged, cut off, in several parts or of more than
 * LC_ZIP_FILES. Close it whatever is returned. */
int lc_zip_open(struct lc_zip *zip, const struct lc_container_file *file,
                struct lc_error *err) LC_MUST_CHECK;
void lc_zip_close(struct lc_zip *zip);
/* The member of that name, in any case, or count. */
size_t lc_zip_find(const struct lc_zip *zip, const char *name);

/* One of its files on its way out. */
typedef struct lc_unpacked lc_unpacked;

/* LC_FORMAT for a locked one, one packed by another method, and a bomb. */
int lc_unpacked_open(lc_unpacked **unpacked, const struct lc_zip *zip, size_t member,
                     struct lc_error *err) LC_MUST_CHECK;
/* What comes next; *got is less than size only at the end, where the checksum is that
 * of the bytes, or LC_FORMAT. */
int lc_unpacked_read(lc_unpacked *unpacked, size_t size, void *to, size_t *got,
                     struct lc_error *err) LC_MUST_CHECK;
/* As lc_container_file has it: before what was read last it begins anew. */
int lc_unpacked_read_at(void *unpacked, uint64_t at, size_t size, void *to, size_t *got,
                        struct lc_error *err);
void lc_unpacked_close(lc_unpacked *unpacked); /* NULL is allowed */
