#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/interrupt.h"
#include "base/leftover.h"
#include "base/memory.h"
#include "base/path.h"
#include "system/file.h"
#include "system/process.h"

#ifndef LC_SHARE
#define LC_SHARE "/usr/local/share/latecare"
#endif

int lc_file_fail(const char *path, const char *doing, int number, struct lc_error *err)
{
    switch (lc_sys_cause(number)) {
    case LC_SYS_WOKEN:
        return lc_interrupt_check(err);
    case LC_SYS_ABSENT:
        return LC_FAIL(err, LC_ABSENT, "%s: no such file", path);
    case LC_SYS_NO_FOLDER:
        return LC_FAIL(err, LC_ABSENT, "%s: it is not in a folder", path);
    case LC_SYS_FULL:
        return LC_FAIL(err, LC_IO, "%s: no room left to write; what was there is kept",
                       path);
    case LC_SYS_UNREAD:
        return LC_FAIL(err, LC_UNREAD, "%s: nobody reads it any more", path);
    case LC_SYS_OTHER:
    case LC_SYS_THERE:
    case LC_SYS_HELD:
        break;
    }
    return LC_FAIL(err, LC_IO, "%s: cannot %s: %s", path, doing, strerror(number));
}

static int open_to_read(const char *path, int *fd, struct lc_error *err)
{
    struct lc_sys_about about;
    if (strcmp(path, "-") == 0) {
        *fd = LC_SYS_INPUT;
        return LC_OK;
    }
    int number = lc_sys_file_open(path, true, fd);
    if (number)
        return lc_file_fail(path, "open", number, err);
    if (lc_sys_open_about(*fd, &about) == 0 && about.kind == LC_SYS_FOLDER) {
        lc_sys_file_close(*fd);
        return LC_FAIL(err, LC_FORMAT, "%s is a folder; name a file in it", path);
    }
    return LC_OK;
}

static void close_read(int fd)
{
    if (fd != LC_SYS_INPUT)
        lc_sys_file_close(fd);
}

int lc_file_read(const char *path, size_t limit, char **data, size_t *size,
                 struct lc_error *err)
{
    size_t room = 0, used = 0;
    int fd, code = open_to_read(path, &fd, err);
    *data = NULL;
    *size = 0;
    if (code)
        return code;
    struct lc_sys_about about;
    size_t need = lc_sys_open_about(fd, &about) == 0 ? (size_t)about.size : 0;
    if (need > limit)
        code = LC_FAIL(err, LC_RANGE, "%s: larger than the %zu bytes allowed", path,
                       limit);
    for (size_t got = 1; !code && got > 0; used += got) {
        code = lc_grow((void **)data, &room, used < need ? need + 2 : used + 65536, 1,
                       err);
        if (code)
            break;
        int number = lc_sys_file_read(fd, room - used - 1, *data + used, &got);
        if (number)
            code = lc_file_fail(path, "read", number, err);
        else if (used + got > limit)
            code = LC_FAIL(err, LC_RANGE, "%s: larger than the %zu bytes allowed", path,
                           limit);
    }
    close_read(fd);
    if (code) {
        free(*data);
        *data = NULL;
        return code;
    }
    (*data)[used] = 0;
    *size = used;
    return LC_OK;
}

bool lc_file_exists(const char *path)
{
    struct lc_sys_about about;
    return lc_sys_link_about(path, &about) == 0;
}

bool lc_file_ends(const char *path, const char *ending)
{
    size_t size = strlen(path), tail = strlen(ending);
    return size > tail && strcmp(path + size - tail, ending) == 0;
}

static int make_temp(struct lc_draft *draft, struct lc_error *err)
{
    struct lc_text name = { 0 };
    lc_text_addf(&name, "%s.%08x.tmp", draft->path, randombytes_random());
    int code = lc_text_check(&name, err);
    if (code) {
        lc_text_free(&name);
        return code;
    }
    draft->temp = name.data;
    int number = lc_sys_file_create(draft->temp, &draft->fd);
    if (!number) {
        lc_leftover_hold(draft->fd);
        return LC_OK;
    }
    code = lc_sys_cause(number) == LC_SYS_ABSENT
               ? LC_FAIL(err, LC_ABSENT, "%s: its folder is not there", draft->path)
               : lc_file_fail(draft->path, "write beside it", number, err);
    free(draft->temp);
    draft->temp = NULL;
    return code;
}

int lc_draft_open(struct lc_draft *draft, const char *path, bool force,
                  struct lc_error *err)
{
    *draft = (struct lc_draft){ .fd = -1 };
    struct lc_sys_about about;
    bool there = lc_sys_file_about(path, &about) == 0;
    if (there && about.kind != LC_SYS_REGULAR) /* a rename would take its place */
        return LC_FAIL(err, LC_FORMAT, "%s is %s; name a file", path,
                       about.kind == LC_SYS_FOLDER ? "a folder" : "not a regular file");
    if (there && !force)
        return LC_FAIL(err, LC_REFUSED,
                       "%s is already there; give --force to replace it", path);
    draft->path = lc_strdup(path);
    if (!draft->path)
        return LC_FAIL_NOMEM(err);
    lc_leftover_remove(path);
    int code = make_temp(draft, err);
    if (code)
        lc_draft_drop(draft);
    return code;
}

int lc_draft_try(const char *path, bool force, struct lc_error *err)
{
    struct lc_draft draft;
    int code = lc_draft_open(&draft, path, force, err);
    lc_draft_drop(&draft);
    return code;
}

int lc_draft_write(struct lc_draft *draft, const void *data, size_t size,
                   struct lc_error *err)
{
    int number = lc_sys_file_write(draft->fd, data, size);
    return number ? lc_file_fail(draft->path, "write", number, err) : LC_OK;
}

static int sync_folder(const char *path, struct lc_error *err)
{
    char *folder = lc_path_folder(path);
    if (!folder)
        return LC_FAIL_NOMEM(err);
    int number = lc_sys_folder_sync(folder);
    free(folder);
    return number ? lc_file_fail(path, "sync its folder", number, err) : LC_OK;
}

int lc_file_rename(const char *from, const char *to, struct lc_error *err)
{
    int number = lc_sys_file_rename(from, to);
    return number ? lc_file_fail(to, "rename", number, err) : sync_folder(to, err);
}

int lc_draft_commit(struct lc_draft *draft, struct lc_error *err)
{
    /* fsync is never retried: after a failure the pages may be gone though a second
     * call says yes; so the draft is dropped and the old file stays */
    int number = lc_sys_file_sync(draft->fd);
    if (number)
        return lc_file_fail(draft->path, "sync", number, err);
    int fd = draft->fd;
    draft->fd = -1;
    number = lc_sys_file_close(fd);
    if (number)
        return lc_file_fail(draft->path, "close", number, err);
    number = lc_sys_file_rename(draft->temp, draft->path);
    if (number)
        return lc_file_fail(draft->path, "rename", number, err);
    free(draft->temp);
    draft->temp = NULL;
    return sync_folder(draft->path, err);
}

void lc_draft_drop(struct lc_draft *draft)
{
    if (draft->fd >= 0)
        lc_sys_file_close(draft->fd);
    if (draft->temp)
        lc_sys_file_remove(draft->temp);
    free(draft->temp);
    free(draft->path);
    *draft = (struct lc_draft){ .fd = -1 };
}

int lc_draft_text(struct lc_draft *draft, const char *path, bool force,
                  struct lc_text *text, struct lc_error *err)
{
    int code = lc_text_check(text, err);
    if (!code)
        code = lc_draft_open(draft, path, force, err);
    if (!code)
        code = lc_draft_write(draft, text->data, text->size, err);
    lc_text_free(text);
    return code;
}

int lc_file_write(const char *path, bool force, const void *data, size_t size,
                  struct lc_error *err)
{
    struct lc_draft draft;
    int code = lc_draft_open(&draft, path, force, err);
    if (code)
        return code;
    code = lc_draft_write(&draft, data, size, err);
    if (!code)
        code = lc_draft_commit(&draft, err);
    lc_draft_drop(&draft);
    return code;
}

int lc_file_write_text(const char *path, bool force, struct lc_text *text,
                       struct lc_error *err)
{
    int code = lc_text_check(text, err);
    if (!code)
        code = lc_file_write(path, force, text->data, text->size, err);
    lc_text_free(text);
    return code;
}

int lc_file_digest(const char *path, unsigned char *out, uint64_t *size,
                   struct lc_error *err)
{
    enum { BLOCK = 1 << 16 };
    crypto_generichash_state state;
    unsigned char block[BLOCK];
    int fd, code = open_to_read(path, &fd, err);
    if (code)
        return code;
    *size = 0;
    crypto_generichash_init(&state, NULL, 0, LC_DIGEST);
    for (size_t got = 1; !code && got > 0; *size += got) {
        int number = lc_sys_file_read(fd, sizeof block, block, &got);
        if (number)
            code = lc_file_fail(path, "read", number, err);
        crypto_generichash_update(&state, block, got);
    }
    close_read(fd);
    crypto_generichash_final(&state, out, LC_DIGEST);
    return code;
}

int lc_file_digest_open(int fd, uint64_t size, const char *name,
                        const atomic_bool *stop, unsigned char *out,
                        struct lc_error *err)
{
    enum { BLOCK = 1 << 16 };
    crypto_generichash_state state;
    unsigned char block[BLOCK];
    crypto_generichash_init(&state, NULL, 0, LC_DIGEST);
    int code = LC_OK;
    for (uint64_t at = 0; at < size && !code;) {
        size_t got, want = size - at < BLOCK ? (size_t)(size - at) : BLOCK;
        if (atomic_load(stop))
            return LC_FAIL(err, LC_INTERRUPTED, "%s is not wanted any more", name);
        int number = lc_sys_file_read_at(fd, at, want, block, &got);
        if (number || !got)
            code = number ? lc_file_fail(name, "read", number, err)
                          : LC_FAIL(err, LC_IO, "%s: it got shorter while it was read",
                                    name);
        crypto_generichash_update(&state, block, got);
        at += got;
    }
    crypto_generichash_final(&state, out, LC_DIGEST);
    return code;
}

int lc_folder_make(const char *path, struct lc_error *err)
{
    struct lc_sys_about about;
    int number = lc_sys_folder_make(path);
    enum lc_sys_cause cause = lc_sys_cause(number);
    if (!number)
        return LC_OK;
    if (cause == LC_SYS_THERE && lc_sys_file_about(path, &about) == 0
        && about.kind == LC_SYS_FOLDER)
        return LC_OK;
    if (cause == LC_SYS_THERE)
        return LC_FAIL(err, LC_FORMAT, "%s is a file; name a folder", path);
    if (cause == LC_SYS_ABSENT)
        return LC_FAIL(err, LC_ABSENT, "%s: the folder above it is not there", path);
    return lc_file_fail(path, "make the folder", number, err);
}

/* The folder `up` levels above the executable's file, with `more` behind it. */
static bool from_executable(int up, const char *more, char *folder, size_t room)
{
    if (!lc_sys_process_path(folder, room - 31))
        return false;
    for (; up > 0; up--) {
        char *slash = strrchr(folder, '/');
        if (!slash)
            return false;
        *slash = 0;
    }
    strcat(folder, more);
    return lc_file_exists(folder);
}

int lc_share_path(const char *name, char **path, struct lc_error *err)
{
    char folder[4096];
    const char *given = getenv("LATECARE_SHARE");
    struct lc_text text = { 0 };
    if (given && *given)
        snprintf(folder, sizeof folder, "%s", given);
    else if (from_executable(3, "/datasets", folder, sizeof folder)
             || from_executable(2, "/share/latecare", folder, sizeof folder))
        ; /* a checkout's or an installation's own, though another be there too */
    else if (lc_file_exists(LC_SHARE))
        snprintf(folder, sizeof folder, "%s", LC_SHARE);
    else
        return LC_FAIL(err, LC_ABSENT,
                       "the program's data files are not found; set LATECARE_SHARE to "
                       "the folder that holds schema/ and studies/");
    lc_text_addf(&text, "%s/%s", folder, name);
    *path = text.data;
    return lc_text_check(&text, err);
}
