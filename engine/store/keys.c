/* See keys.h. */
#include "store/keys_inside.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "store/paths_inside.h"
#include "system/file.h"

/* A folder of credentials is made by the system, which lets the service's user in by a
 * list of its own (ACL): that looks like a group's right, and is none. */
enum { OTHERS = 07, GROUP_AND_OTHERS = 077 };

const char *const lc_key_endings[] = { ".key", ".identity.key", NULL };
const char *const lc_key_waiting[] = { ".key.next", ".identity.key.next", NULL };

static struct {
    const char *folder;      /* of every store; NULL: none */
    const char *credentials; /* of those stores whose key is there; NULL: none */
} keys;

/* --- where ------------------------------------------------------------------------ */

static int check_folder(const char *folder, const char *asked_by, struct lc_error *err)
{
    struct lc_sys_about about;
    if (!*folder)
        return LC_FAIL(err, LC_USAGE, "%s is empty; name the folder of the keys",
                       asked_by);
    int number = lc_sys_file_about(folder, &about);
    enum lc_sys_cause cause = lc_sys_cause(number);
    if (cause == LC_SYS_ABSENT || cause == LC_SYS_NO_FOLDER)
        return LC_FAIL(err, LC_ABSENT,
                       "%s (%s): there is no such folder; make it, for yourself alone "
                       "(mkdir -m 700)",
                       folder, asked_by);
    if (number)
        return lc_file_fail(folder, "look at it", number, err);
    if (about.kind != LC_SYS_FOLDER)
        return LC_FAIL(err, LC_FORMAT, "%s (%s) is not a folder", folder, asked_by);
    if (about.mode & GROUP_AND_OTHERS)
        return LC_FAIL(err, LC_REFUSED,
                       "%s (%s) is open to others than its owner (mode %03o), and "
                       "keys are for one alone: chmod 700 it",
                       folder, asked_by, about.mode);
    return LC_OK;
}

int lc_keys_begin(const struct lc_keys_asked *asked, struct lc_error *err)
{
    const char *credentials = asked->credentials;
    keys.folder = asked->option ? asked->option : asked->variable;
    keys.credentials = credentials && *credentials ? credentials : NULL;
    return keys.folder ? check_folder(keys.folder,
                                      asked->option ? "--keys" : "LATECARE_KEYS", err)
                       : LC_OK;
}

static char *path_in(const char *folder, const char *store_path, const char *ending)
{
    struct lc_text path = { 0 };
    lc_text_addf(&path, "%s/%s%s", folder, lc_path_name(store_path), ending);
    if (!path.failed)
        return path.data;
    lc_text_free(&path);
    return NULL;
}

const char *lc_keys_folder(const char *store_path)
{
    if (keys.folder || !keys.credentials)
        return keys.folder;
    char *path = path_in(keys.credentials, store_path, lc_key_endings[0]);
    bool there = path && lc_file_exists(path);
    free(path);
    return there ? keys.credentials : NULL;
}

char *lc_key_path(const char *store_path, const char *ending)
{
    const char *folder = lc_keys_folder(store_path);
    return folder ? path_in(folder, store_path, ending) : lc_beside(store_path, ending);
}

/* --- one file --------------------------------------------------------------------- */

/* barred: the rights that nobody may have to it. */
static int read_file(const char *path, unsigned barred, unsigned char *bytes,
                     struct lc_error *err)
{
    struct lc_sys_about about = { .mode = 0 };
    uint64_t size;
    int fd, code = lc_open_regular(path, &fd, &size, err);
    if (code)
        return code;
    int number = lc_sys_open_about(fd, &about);
    if (number)
        code = lc_file_fail(path, "look at it", number, err);
    else if (about.mode & barred)
        code = LC_FAIL(err, LC_REFUSED,
                       "%s is open to others than its owner (mode %03o), and a key is "
                       "for one alone: chmod 600 it",
                       path, about.mode);
    else
        code = size == LC_KEY ? lc_read_at(fd, path, 0, LC_KEY, bytes, err)
                              : LC_FAIL(err, LC_DAMAGED, "%s is not a key of %d bytes",
                                        path, LC_KEY);
    lc_sys_file_close(fd);
    return code;
}

/* The key was read from elsewhere: one that lies beside the store must be the same. */
static int check_beside(const char *path, const char *beside,
                        const unsigned char *bytes, struct lc_error *err)
{
    unsigned char other[LC_KEY];
    if (!lc_file_exists(beside))
        return LC_OK;
    int code = read_file(beside, 0, other, err);
    if (!code && sodium_memcmp(other, bytes, LC_KEY))
        code = LC_FAIL(err, LC_REFUSED,
                       "%s and %s are two keys, and the store has one: move away the "
                       "one that is not its own",
                       path, beside);
    sodium_memzero(other, sizeof other);
    return code;
}

static int read_apart(const char *path, const char *beside, bool of_system,
                      unsigned char *bytes, struct lc_error *err)
{
    int code = read_file(path, of_system ? OTHERS : GROUP_AND_OTHERS, bytes, err);
    return code ? code : check_beside(path, beside, bytes, err);
}

static int make_key(const char *path, unsigned char *bytes, struct lc_error *err)
{
    randombytes_buf(bytes, LC_KEY);
    return lc_file_write(path, false, bytes, LC_KEY, err);
}

int lc_key_read(const char *store_path, const char *ending, const char *what, bool make,
                unsigned char *bytes, struct lc_error *err)
{
    const char *folder = lc_keys_folder(store_path);
    char *path = lc_key_path(store_path, ending),
         *beside = lc_beside(store_path, ending);
    int code;
    if (!path || !beside)
        code = LC_FAIL_NOMEM(err);
    else if (lc_file_exists(path))
        code = folder ? read_apart(path, beside, folder == keys.credentials, bytes, err)
                      : read_file(path, 0, bytes, err);
    else if (folder && lc_file_exists(beside))
        code = LC_FAIL(err, LC_REFUSED,
                       "%s lies beside the store, and keys are to be in %s: move it "
                       "there",
                       beside, folder);
    else if (make)
        code = make_key(path, bytes, err);
    else
        code = LC_FAIL(err, LC_ABSENT,
                       "%s is not there; without it %s cannot be read%s", path, what,
                       folder ? "" : "; if keys lie elsewhere, say so with --keys");
    if (code)
        sodium_memzero(bytes, LC_KEY);
    free(path);
    free(beside);
    return code;
}

int lc_key_check(const char *store_path, const char *ending, const char *what,
                 struct lc_error *err)
{
    unsigned char bytes[LC_KEY];
    int code = lc_key_read(store_path, ending, what, false, bytes, err);
    sodium_memzero(bytes, sizeof bytes);
    return code;
}

/* --- a new key in the place of another -------------------------------------------- */

static bool is_there(const char *store_path, const char *ending)
{
    char *path = lc_key_path(store_path, ending);
    bool there = path && lc_file_exists(path);
    free(path);
    return there;
}

bool lc_key_waits(const char *store_path, enum lc_key_which which)
{
    return is_there(store_path, lc_key_waiting[which]);
}

int lc_key_check_alone(const char *store_path, enum lc_key_which which,
                       struct lc_error *err)
{
    char *beside = lc_beside(store_path, lc_key_endings[which]);
    int code = beside ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code && lc_keys_folder(store_path) && lc_file_exists(beside))
        code = LC_FAIL(err, LC_REFUSED,
                       "%s lies beside the store as well: take it away first, or it "
                       "will be another key than the store's",
                       beside);
    free(beside);
    return code;
}

int lc_key_draw(const char *store_path, enum lc_key_which which, struct lc_error *err)
{
    unsigned char bytes[LC_KEY];
    char *path = lc_key_path(store_path, lc_key_waiting[which]);
    randombytes_buf(bytes, sizeof bytes);
    int code =
        path ? lc_file_write(path, true, bytes, sizeof bytes, err) : LC_FAIL_NOMEM(err);
    sodium_memzero(bytes, sizeof bytes);
    free(path);
    return code;
}

static int place(const char *store_path, enum lc_key_which which, struct lc_error *err)
{
    char *waiting = lc_key_path(store_path, lc_key_waiting[which]),
         *present = lc_key_path(store_path, lc_key_endings[which]);
    int code =
        waiting && present ? lc_file_rename(waiting, present, err) : LC_FAIL_NOMEM(err);
    free(waiting);
    free(present);
    return code;
}

static void forget(const char *store_path, enum lc_key_which which)
{
    char *waiting = lc_key_path(store_path, lc_key_waiting[which]);
    if (waiting)
        lc_sys_file_remove(waiting);
    free(waiting);
}

int lc_key_settle(const char *store_path, enum lc_key_which which, bool in_place,
                  struct lc_error *err)
{
    if (in_place)
        return place(store_path, which, err);
    if (lc_key_waits(store_path, which))
        forget(store_path, which);
    return LC_OK;
}
