#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/interrupt.h"
#include "base/leftover.h"
#include "base/memory.h"
#include "base/text.h"

#ifndef LC_SHARE
#define LC_SHARE "/usr/local/share/latecare"
#endif

int lc_file_fail(const char *path, const char *doing, struct lc_error *err)
{
    if (errno == EINTR && lc_interrupted())
        return lc_interrupt_check(err);
    if (errno == ENOENT)
        return LC_FAIL(err, LC_ABSENT, "%s: no such file", path);
    if (errno == ENOTDIR)
        return LC_FAIL(err, LC_ABSENT, "%s: it is not in a folder", path);
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG)
        return LC_FAIL(err, LC_IO, "%s: no room left to write; what was there is kept",
                       path);
    return LC_FAIL(err, LC_IO, "%s: cannot %s: %s", path, doing, strerror(errno));
}

static int open_to_read(const char *path, int *fd, struct lc_error *err)
{
    struct stat about;
    if (strcmp(path, "-") == 0) {
        *fd = STDIN_FILENO;
        return LC_OK;
    }
    *fd = open(path, O_RDONLY | O_CLOEXEC);
    if (*fd < 0)
        return lc_file_fail(path, "open", err);
    if (fstat(*fd, &about) == 0 && S_ISDIR(about.st_mode)) {
        close(*fd);
        return LC_FAIL(err, LC_FORMAT, "%s is a folder; name a file in it", path);
    }
    return LC_OK;
}

static ssize_t read_some(int fd, void *to, size_t size)
{
    ssize_t got;
    do
        got = read(fd, to, size);
    while (got < 0 && errno == EINTR && !lc_interrupted());
    return got;
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
    struct stat about;
    size_t need =
        fstat(fd, &about) == 0 && about.st_size > 0 ? (size_t)about.st_size : 0;
    if (need > limit)
        code = LC_FAIL(err, LC_RANGE, "%s: larger than the %zu bytes allowed", path,
                       limit);
    for (ssize_t got = 1; !code && got > 0; used += (size_t)got) {
        code = lc_grow((void **)data, &room, used < need ? need + 2 : used + 65536, 1,
                       err);
        if (code)
            break;
        got = read_some(fd, *data + used, room - used - 1);
        if (got < 0)
            code = lc_file_fail(path, "read", err), got = 0;
        else if (used + (size_t)got > limit)
            code = LC_FAIL(err, LC_RANGE, "%s: larger than the %zu bytes allowed", path,
                           limit);
    }
    if (fd != STDIN_FILENO)
        close(fd);
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
    struct stat about;
    return lstat(path, &about) == 0;
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
    draft->fd =
        open(draft->temp, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (draft->fd >= 0) {
        lc_leftover_hold(draft->fd);
        return LC_OK;
    }
    code = errno == ENOENT
               ? LC_FAIL(err, LC_ABSENT, "%s: its folder is not there", draft->path)
               : lc_file_fail(draft->path, "write beside it", err);
    free(draft->temp);
    draft->temp = NULL;
    return code;
}

int lc_draft_open(struct lc_draft *draft, const char *path, bool force,
                  struct lc_error *err)
{
    *draft = (struct lc_draft){ .fd = -1 };
    struct stat about;
    bool there = stat(path, &about) == 0;
    if (there && !S_ISREG(about.st_mode)) /* a rename would take its place */
        return LC_FAIL(err, LC_FORMAT, "%s is %s; name a file", path,
                       S_ISDIR(about.st_mode) ? "a folder" : "not a regular file");
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
    const char *at = data;
    while (size) {
        ssize_t put = write(draft->fd, at, size > 1 << 30 ? 1 << 30 : size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return lc_file_fail(draft->path, "write", err);
        at += put;
        size -= (size_t)put;
    }
    return LC_OK;
}

static int sync_folder(const char *path, struct lc_error *err)
{
    const char *slash = strrchr(path, '/');
    char *folder = lc_strdup(path);
    if (!folder)
        return LC_FAIL_NOMEM(err);
    if (slash)
        folder[slash == path ? 1 : slash - path] = 0;
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int code = fd < 0 || fsync(fd) ? lc_file_fail(path, "sync its folder", err) : LC_OK;
    if (fd >= 0)
        close(fd);
    free(folder);
    return code;
}

int lc_draft_commit(struct lc_draft *draft, struct lc_error *err)
{
    /* fsync is never retried: after a failure the pages may be gone though a second
     * call says yes; so the draft is dropped and the old file stays */
    if (fsync(draft->fd))
        return lc_file_fail(draft->path, "sync", err);
    int fd = draft->fd;
    draft->fd = -1;
    if (close(fd))
        return lc_file_fail(draft->path, "close", err);
    if (rename(draft->temp, draft->path))
        return lc_file_fail(draft->path, "rename", err);
    free(draft->temp);
    draft->temp = NULL;
    return sync_folder(draft->path, err);
}

void lc_draft_drop(struct lc_draft *draft)
{
    if (draft->fd >= 0)
        close(draft->fd);
    if (draft->temp)
        unlink(draft->temp);
    free(draft->temp);
    free(draft->path);
    *draft = (struct lc_draft){ .fd = -1 };
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

int lc_file_digest(const char *path, const struct lc_key *key, unsigned char *out,
                   uint64_t *size, struct lc_error *err)
{
    enum { BLOCK = 1 << 16 };
    crypto_generichash_state state;
    unsigned char block[BLOCK];
    int fd, code = open_to_read(path, &fd, err);
    if (code)
        return code;
    *size = 0;
    crypto_generichash_init(&state, key ? key->bytes : NULL, key ? LC_KEY : 0,
                            LC_DIGEST);
    for (ssize_t got = 1; !code && got > 0;) {
        got = read_some(fd, block, sizeof block);
        if (got < 0)
            code = lc_file_fail(path, "read", err);
        else
            crypto_generichash_update(&state, block, (size_t)got), *size += (size_t)got;
    }
    if (fd != STDIN_FILENO)
        close(fd);
    crypto_generichash_final(&state, out, LC_DIGEST);
    return code;
}

int lc_folder_make(const char *path, struct lc_error *err)
{
    struct stat about;
    if (mkdir(path, 0700) == 0)
        return LC_OK;
    if (errno == EEXIST && stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return LC_OK;
    if (errno == EEXIST)
        return LC_FAIL(err, LC_FORMAT, "%s is a file; name a folder", path);
    if (errno == ENOENT)
        return LC_FAIL(err, LC_ABSENT, "%s: the folder above it is not there", path);
    return lc_file_fail(path, "make the folder", err);
}

/* The folder `up` levels above the executable's file, with `more` behind it. */
static bool from_executable(int up, const char *more, char *folder, size_t room)
{
    ssize_t size = readlink("/proc/self/exe", folder, room - 32);
    if (size <= 0)
        return false;
    folder[size] = 0;
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
