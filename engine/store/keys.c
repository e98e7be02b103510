/* See keys.h. */
#include "store/keys_inside.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "store/paths_inside.h"
#include "store/phrase_inside.h"
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
                       "%s (%s): there is no such folder; name the one where the "
                       "store's keys are, or for a first import make it, for "
                       "yourself alone: mkdir -m 700",
                       folder, asked_by);
    if (number)
        return lc_file_fail(folder, "look at it", number, err);
    if (about.kind != LC_SYS_FOLDER)
        return LC_FAIL(err, LC_FORMAT,
                       "%s (%s) is not a folder; name the folder of the keys", folder,
                       asked_by);
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
    lc_phrase_begin(asked->ask, asked->context);
    return keys.folder ? check_folder(keys.folder,
                                      asked->option ? "--keys" : "LATECARE_KEYS", err)
                       : LC_OK;
}

void lc_keys_end(void)
{
    lc_phrase_begin(NULL, NULL);
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

struct raw {
    uint64_t size;
    unsigned char data[LC_WRAPPED_MOST];
};

/* barred: the rights that nobody may have to it. */
static int read_raw(const char *path, unsigned barred, struct raw *raw,
                    struct lc_error *err)
{
    struct lc_sys_about about = { .mode = 0 };
    int fd, code = lc_open_regular(path, &fd, &raw->size, err);
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
        code = lc_read_at(fd, path, 0,
                          raw->size < LC_WRAPPED_MOST ? raw->size : LC_WRAPPED_MOST,
                          raw->data, err);
    lc_sys_file_close(fd);
    return code;
}

static int open_raw(struct lc_key_file *file, const struct raw *raw, const char *path,
                    struct lc_error *err)
{
    struct lc_wrapped wrapped;
    file->ways = (struct lc_ways){ .phrases = 0 };
    if (raw->size == LC_KEY) {
        memcpy(file->bytes, raw->data, LC_KEY);
        return LC_OK;
    }
    int code = lc_wrapped_parse(&wrapped, raw->data, raw->size, path, err);
    return code ? code : lc_phrase_open(file->bytes, &file->ways, &wrapped, path, err);
}

static int read_file(const char *path, unsigned barred, struct lc_key_file *file,
                     struct lc_error *err)
{
    struct raw raw;
    int code = read_raw(path, barred, &raw, err);
    if (!code)
        code = open_raw(file, &raw, path, err);
    sodium_memzero(&raw, sizeof raw);
    return code;
}

/* The key was read from elsewhere: one that lies beside the store must be the same. */
static int check_beside(const char *path, const char *beside,
                        const struct lc_key_file *file, struct lc_error *err)
{
    struct lc_key_file other;
    if (!lc_file_exists(beside))
        return LC_OK;
    int code = read_file(beside, 0, &other, err);
    if (!code && sodium_memcmp(other.bytes, file->bytes, LC_KEY))
        code = LC_FAIL(err, LC_REFUSED,
                       "%s and %s are two keys, and the store has one: move away the "
                       "one that is not its own",
                       path, beside);
    sodium_memzero(&other, sizeof other);
    return code;
}

static int read_apart(const char *path, const char *beside, bool of_system,
                      struct lc_key_file *file, struct lc_error *err)
{
    int code = read_file(path, of_system ? OTHERS : GROUP_AND_OTHERS, file, err);
    return code ? code : check_beside(path, beside, file, err);
}

static int write_file(const char *path, bool force, const struct lc_key_file *file,
                      struct lc_error *err)
{
    struct lc_wrapped wrapped;
    unsigned char data[LC_WRAPPED_MOST];
    if (!file->ways.phrases && file->ways.recoveries)
        return LC_FAIL(err, LC_REFUSED,
                       "%s would be under no passphrase, as it was opened by the "
                       "recovery key: set a new one first (latecare keys STORE "
                       "--set-passphrase)",
                       path);
    if (!file->ways.phrases)
        return lc_file_write(path, force, file->bytes, LC_KEY, err);
    lc_wrapped_make(&wrapped, file->bytes, &file->ways);
    return lc_file_write(path, force, data, lc_wrapped_print(data, &wrapped), err);
}

int lc_key_write(const char *store_path, const char *ending,
                 const struct lc_key_file *file, struct lc_error *err)
{
    char *path = lc_key_path(store_path, ending);
    int code = path ? write_file(path, true, file, err) : LC_FAIL_NOMEM(err);
    free(path);
    return code;
}

/* Beside a store's key that is there, by what opens that. */
static int make_key(const char *store_path, const char *path, struct lc_key_file *file,
                    struct lc_error *err)
{
    char *first = lc_key_path(store_path, lc_key_endings[LC_KEY_OF_STORE]);
    int code = first ? LC_OK : LC_FAIL_NOMEM(err);
    *file = (struct lc_key_file){ .ways = { 0 } };
    if (!code && strcmp(first, path) && lc_file_exists(first))
        code = read_file(first, 0, file, err);
    randombytes_buf(file->bytes, LC_KEY);
    free(first);
    return code ? code : write_file(path, false, file, err);
}

int lc_key_read(const char *store_path, const char *ending, const char *what, bool make,
                struct lc_key_file *file, struct lc_error *err)
{
    const char *folder = lc_keys_folder(store_path);
    char *path = lc_key_path(store_path, ending),
         *beside = lc_beside(store_path, ending);
    int code;
    if (!path || !beside)
        code = LC_FAIL_NOMEM(err);
    else if (lc_file_exists(path))
        code = folder ? read_apart(path, beside, folder == keys.credentials, file, err)
                      : read_file(path, 0, file, err);
    else if (folder && lc_file_exists(beside))
        code = LC_FAIL(err, LC_REFUSED,
                       "%s lies beside the store, and keys are to be in %s: move it "
                       "there",
                       beside, folder);
    else if (make)
        code = make_key(store_path, path, file, err);
    else
        code = LC_FAIL(err, LC_ABSENT,
                       "%s is not there; without it %s cannot be read: %s", path, what,
                       folder ? "name its folder with --keys, or put a copy there"
                              : "if keys lie elsewhere, say so with --keys, or put "
                                "a copy there");
    if (code)
        sodium_memzero(file, sizeof *file);
    free(path);
    free(beside);
    return code;
}

int lc_key_check(const char *store_path, const char *ending, const char *what,
                 struct lc_error *err)
{
    struct lc_key_file file;
    int code = lc_key_read(store_path, ending, what, false, &file, err);
    sodium_memzero(&file, sizeof file);
    return code;
}

static void tell_kept(struct lc_key_kept *kept, const struct lc_wrapped *wrapped)
{
    const struct lc_kdf *kdf = &wrapped->phrase[0].kdf;
    kept->wrapped = true;
    kept->phrases = wrapped->phrases;
    kept->recoveries = wrapped->recoveries;
    kept->passes = kdf->passes;
    kept->megabytes = kdf->kib >> 10;
}

int lc_key_look(struct lc_key_kept *kept, const char *store_path, const char *ending,
                struct lc_error *err)
{
    struct lc_wrapped wrapped;
    struct raw raw;
    char *path = lc_key_path(store_path, ending);
    int code = path ? LC_OK : LC_FAIL_NOMEM(err);
    *kept = (struct lc_key_kept){ .there = path && lc_file_exists(path) };
    if (kept->there)
        code = read_raw(path, 0, &raw, err);
    if (!code && kept->there && raw.size != LC_KEY) {
        code = lc_wrapped_parse(&wrapped, raw.data, raw.size, path, err);
        if (!code)
            tell_kept(kept, &wrapped);
    }
    sodium_memzero(&raw, sizeof raw);
    free(path);
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
    struct lc_key_file file;
    int code = lc_key_read(store_path, lc_key_endings[which], "what is under it", false,
                           &file, err);
    randombytes_buf(file.bytes, LC_KEY);
    if (!code)
        code = lc_key_write(store_path, lc_key_waiting[which], &file, err);
    sodium_memzero(&file, sizeof file);
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
