/* The files of a store, as its keeper has to know of them: see doctor_inside.h. */
#include "command/doctor_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/leftover.h"
#include "base/path.h"
#include "store/keys.h"
#include "store/paths.h"
#include "system/file.h"

void lc_examined_tell(struct lc_examined *e, const char *about, bool good,
                      struct lc_text *says)
{
    e->findings += !good;
    e->failed |=
        says->failed
        || !lc_json_push(e->lines, LC_OBJECT({ "about", lc_json_text(about) },
                                             { "good", json_boolean(good) },
                                             { "says", lc_json_text(says->data) }));
    lc_text_free(says);
}

bool lc_examined_has(const struct lc_examined *e, const char *ending)
{
    char *name = lc_beside(e->path, ending);
    bool there = name && lc_file_exists(name);
    free(name);
    return there;
}

void lc_add_listed(struct lc_text *list, const char *name)
{
    lc_text_addf(list, "%s%s", list->size ? ", " : "", name);
}

/* --- files ------------------------------------------------------------------------ */

struct beside {
    struct lc_examined *to;
    const char *folder, *name;
    struct lc_text open, left; /* names of those that others may open; drafts */
    size_t files;
};

static int look_at(void *context, const char *name)
{
    struct beside *b = context;
    struct lc_sys_about about;
    struct lc_text path = { 0 };
    size_t size = strlen(b->name);
    if (strncmp(name, b->name, size) || (name[size] && name[size] != '.'))
        return 0;
    lc_text_addf(&path, "%s/%s", b->folder, name);
    if (!path.failed && !lc_sys_link_about(path.data, &about)
        && about.kind != LC_SYS_LINK) {
        b->files++;
        if (about.mode & 077)
            lc_add_listed(&b->open, name);
        if (lc_leftover_is_draft(name))
            lc_add_listed(&b->left, name);
    }
    b->to->failed |= path.failed;
    lc_text_free(&path);
    return 0;
}

static void tell_modes(struct lc_examined *e, struct beside *b)
{
    struct lc_text says = { 0 };
    bool open = b->open.size;
    if (open)
        lc_text_addf(&says, "others than the owner may open %s: chmod 600 them, in %s",
                     b->open.data, b->folder);
    else
        lc_text_addf(&says, "%zu files in %s, for their owner alone", b->files,
                     b->folder);
    lc_examined_tell(e, "modes", !open, &says);
}

static void tell_drafts(struct lc_examined *e, const struct beside *b)
{
    struct lc_text says = { 0 };
    bool left = b->left.size;
    if (left)
        lc_text_addf(&says,
                     "%s: a writer is at work, or was killed; the next import or link "
                     "takes away what nobody holds",
                     b->left.data);
    else
        lc_text_add(&says, "none is left over");
    lc_examined_tell(e, "drafts", !left, &says);
}

static void look_at_folder(struct lc_examined *e, const char *folder)
{
    struct lc_sys_about about;
    struct lc_text says = { 0 };
    int number = lc_sys_file_about(folder, &about);
    bool good = !number && !(about.mode & 022);
    if (number)
        lc_text_addf(&says, "%s cannot be looked at: %s", folder, strerror(number));
    else if (!good)
        lc_text_addf(&says,
                     "others than its owner may write in %s (mode %03o), so put other "
                     "files in the place of these: chmod go-w it",
                     folder, about.mode);
    else
        lc_text_addf(&says, "nobody but its owner writes in %s", folder);
    lc_examined_tell(e, "folder", good, &says);
}

static void look_at_files(struct lc_examined *e)
{
    const char *folder = e->folder;
    struct beside b = { .to = e, .folder = folder, .name = lc_path_name(e->path) };
    look_at_folder(e, folder);
    int number = lc_sys_folder_each(folder, look_at, &b);
    if (number) {
        struct lc_text says = { 0 };
        lc_text_addf(&says, "%s cannot be listed, so the files were not looked at: %s",
                     folder, strerror(number));
        lc_examined_tell(e, "modes", false, &says);
    } else {
        tell_modes(e, &b);
        tell_drafts(e, &b);
    }
    e->failed |= b.open.failed || b.left.failed;
    lc_text_free(&b.open);
    lc_text_free(&b.left);
}

/* --- keys ------------------------------------------------------------------------- */

/* Is the one folder the other, or below it? */
static bool is_within(const char *inner, const char *outer)
{
    char *in = lc_sys_path_resolve(inner), *out = lc_sys_path_resolve(outer);
    size_t size = out ? strlen(out) : 0;
    bool within =
        in && out && strncmp(in, out, size) == 0
        && (in[size] == 0 || in[size] == '/' || (size && out[size - 1] == '/'));
    free(in);
    free(out);
    return within;
}

/* Those of each ending; what cannot be told is told with the file (look_at_key). */
static bool are_wrapped(const struct lc_examined *e)
{
    return e->kept[0].wrapped && (e->kept[1].wrapped || !e->kept[1].there);
}

static void look_at_place(struct lc_examined *e)
{
    const char *folder = e->folder;
    const char *apart = lc_keys_folder(e->path);
    struct lc_text says = { 0 }, beside = { 0 };
    for (const char *const *ending = lc_key_endings; *ending; ending++)
        if (lc_examined_has(e, *ending))
            lc_text_addf(&beside, "%s%s%s", beside.size ? ", " : "",
                         lc_path_name(e->path), *ending);
    bool wrapped = are_wrapped(e);
    bool within = !beside.size && apart && is_within(apart, folder);
    if (beside.size && wrapped && !apart)
        lc_text_addf(&says,
                     "%s beside the data: a backup of %s holds both, and the "
                     "passphrase alone keeps them",
                     beside.data, folder);
    else if (beside.size)
        lc_text_addf(&says,
                     "%s beside the data: a backup of %s holds both. Move to a folder "
                     "elsewhere (mode 700), and name that with --keys or "
                     "LATECARE_KEYS, or put them under a passphrase ('latecare keys')",
                     beside.data, folder);
    else if (within)
        lc_text_addf(&says,
                     "%s lies within %s, the folder of the data: a backup of that "
                     "folder holds both. Move the keys to a folder elsewhere",
                     apart, folder);
    else
        lc_text_addf(&says, "in %s; keep it out of backups that hold %s",
                     apart ? apart : "no place that was named", folder);
    lc_examined_tell(
        e, "keys", !within && (beside.size ? wrapped && !apart : apart != NULL), &says);
    e->failed |= beside.failed;
    lc_text_free(&beside);
}

static void look_at_passphrase(struct lc_examined *e)
{
    const struct lc_key_kept *store = e->kept, *identity = e->kept + 1;
    struct lc_text says = { 0 };
    bool mixed = identity->there && store->wrapped != identity->wrapped,
         unfinished = store->phrases > 1 || store->recoveries > 1
                      || identity->phrases > 1 || identity->recoveries > 1;
    if (e->untold)
        lc_text_add(&says, "whether the keys are under one cannot be told: see below");
    else if (mixed)
        lc_text_addf(&says,
                     "the key of the %s is under a passphrase, and that of the %s is "
                     "not: 'latecare keys STORE --set-passphrase' puts both under one",
                     store->wrapped ? "store" : "identity file",
                     store->wrapped ? "identity file" : "store");
    else if (unfinished)
        lc_text_add(&says, "a change of it was not finished, and what opened the keys "
                           "before does still: make it again ('latecare keys')");
    else if (!store->wrapped)
        lc_text_add(&says, "the keys are under none: who finds them with the data has "
                           "all of it");
    else
        lc_text_addf(&says, "the keys are under one; %s",
                     store->recoveries
                         ? "there is a recovery key"
                         : "there is no recovery key, so nothing opens them if it is "
                           "lost");
    lc_examined_tell(e, "passphrase", !e->untold && !mixed && !unfinished, &says);
}

static void look_at_keys(struct lc_examined *e)
{
    for (int k = 0; lc_key_endings[k]; k++)
        e->untold |= lc_key_look(e->kept + k, e->path, lc_key_endings[k], NULL) != 0;
    e->untold |= !e->kept[0].there;
    look_at_place(e);
    look_at_passphrase(e);
}

static void look_at_key(struct lc_examined *e, const char *ending, const char *what,
                        bool asked)
{
    struct lc_error found = { 0 };
    struct lc_text says = { 0 };
    int code = asked ? lc_key_check(e->path, ending, what, &found) : LC_OK;
    lc_text_addf(&says, "%s",
                 code    ? found.text
                 : asked ? "is there"
                         : "not asked for: there is no identity file here");
    lc_examined_tell(e, ending, !code, &says);
}

static void look_for_waiting(struct lc_examined *e)
{
    for (const char *const *ending = lc_key_waiting; *ending; ending++) {
        struct lc_text says = { 0 };
        char *path = lc_key_path(e->path, *ending);
        e->failed |= !path;
        if (path && lc_file_exists(path)) {
            lc_text_addf(&says,
                         "%s waits: a rotation is under way, or was killed; the next "
                         "import, link or rotate puts it in its place or takes it away",
                         path);
            lc_examined_tell(e, "rotation", false, &says);
        }
        free(path);
    }
}

void lc_examine_files(struct lc_examined *e)
{
    look_at_files(e);
    look_at_keys(e);
    look_for_waiting(e);
    look_at_key(e, lc_key_endings[0], "the store", true);
    look_at_key(e, lc_key_endings[1], "the identity file",
                lc_examined_has(e, ".identity"));
}
