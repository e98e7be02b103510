/* Which files there are to check (check_inside.h). */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "models/command/check_inside.h"
#include "system/file.h"

enum { DEPTH = 8 }; /* folders within folders */

struct walk {
    const char *const *but;
    size_t count, room;
    char **path;
    const char *folder; /* that is read */
    size_t folders, folder_room;
    char **next; /* those still to be read */
    struct lc_error *err;
    int code;
};

static bool is_left_out(const struct walk *w, const char *name, const char *path)
{
    bool out = name[0] == '.' || strncmp(name, "~$", 2) == 0;
    struct lc_sys_about about, other;
    for (size_t i = 0; w->but[i] && !out; i++)
        out = !lc_sys_file_about(path, &about) && !lc_sys_file_about(w->but[i], &other)
              && about.device == other.device && about.number == other.number;
    return out;
}

static int keep(char ***list, size_t *count, size_t *room, char *path,
                struct lc_error *err)
{
    int code = lc_grow((void **)list, room, *count + 1, sizeof **list, err);
    if (!code)
        (*list)[(*count)++] = path;
    return code;
}

/* Takes the path over. */
static int sort_in(struct walk *w, char *path)
{
    struct lc_sys_about about;
    int number = lc_sys_file_about(path, &about), code = LC_OK;
    if (number)
        code = lc_file_fail(path, "look at", number, w->err);
    else if (about.kind == LC_SYS_REGULAR)
        return keep(&w->path, &w->count, &w->room, path, w->err);
    else if (about.kind == LC_SYS_FOLDER)
        return keep(&w->next, &w->folders, &w->folder_room, path, w->err);
    free(path);
    return code;
}

static int see(void *context, const char *name)
{
    struct walk *w = context;
    struct lc_text text = { 0 };
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return 0;
    size_t end = strlen(w->folder);
    bool ended = end && w->folder[end - 1] == '/';
    lc_text_addf(&text, "%s%s%s", w->folder, ended ? "" : "/", name);
    w->code = lc_text_check(&text, w->err);
    if (w->code || is_left_out(w, name, text.data))
        lc_text_free(&text);
    else
        w->code = sort_in(w, text.data);
    return w->code;
}

/* The folders that are there at this depth. */
static int read_folders(struct walk *w)
{
    size_t folders = w->folders;
    char **list = w->next;
    w->next = NULL;
    w->folders = w->folder_room = 0;
    for (size_t i = 0; i < folders; i++) {
        w->folder = list[i];
        int number = w->code ? 0 : lc_sys_folder_each(list[i], see, w);
        if (number && !w->code)
            w->code = lc_file_fail(list[i], "read", number, w->err);
        free(list[i]);
    }
    free(list);
    return w->code;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int lc_check_files(const char *folder, const char *const *but, size_t *count,
                   char ***path, struct lc_error *err)
{
    struct walk w = { .but = but, .err = err };
    char *first = lc_strdup(folder);
    w.code = first ? keep(&w.next, &w.folders, &w.folder_room, first, err)
                   : LC_FAIL_NOMEM(err);
    for (int depth = 0; depth < DEPTH && w.folders && !w.code; depth++)
        w.code = read_folders(&w);
    lc_check_files_free(w.folders, w.next);
    if (!w.code && !w.count)
        w.code = LC_FAIL(err, LC_USAGE, "%s: there is no file in it to check", folder);
    if (w.count)
        qsort(w.path, w.count, sizeof *w.path, by_path);
    *count = w.count;
    *path = w.path;
    return w.code;
}

void lc_check_files_free(size_t count, char **path)
{
    for (size_t i = 0; i < count; i++)
        free(path[i]);
    free(path);
}
