#include "base/folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "system/file.h"

static const char *keep(struct lc_folder_draft *d, const char *before,
                        const char *between, const char *after, struct lc_error *err)
{
    struct lc_text text = { 0 };
    const char *kept = NULL;
    lc_text_addf(&text, "%s%s%s", before, between, after);
    if (!text.failed)
        kept = lc_arena_text(d->arena, text.data, text.size);
    lc_text_free(&text);
    if (!kept)
        (void)LC_FAIL_NOMEM(err);
    return kept;
}

/* Without a slash at its end, so that PATH.next stands beside it. */
static const char *keep_path(struct lc_folder_draft *d, const char *path,
                             struct lc_error *err)
{
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/')
        size--;
    const char *kept = lc_arena_text(d->arena, path, size);
    if (!kept)
        (void)LC_FAIL_NOMEM(err);
    return kept;
}

int lc_folder_draft_open(struct lc_folder_draft *draft, const char *path,
                         struct lc_error *err)
{
    struct lc_sys_about about;
    struct lc_folder_draft d = { .arena = lc_arena_new() };
    *draft = (struct lc_folder_draft){ 0 };
    if (!d.arena)
        return LC_FAIL_NOMEM(err);
    d.path = keep_path(&d, path, err);
    d.temp = d.path ? keep(&d, d.path, ".next", "", err) : NULL;
    int code = d.temp ? LC_OK : LC_NOMEM;
    if (!code && lc_sys_link_about(d.path, &about) == 0)
        code =
            LC_FAIL(err, LC_REFUSED, "%s is there already; name a new folder", d.path);
    else if (!code && lc_sys_link_about(d.temp, &about) == 0)
        code =
            LC_FAIL(err, LC_REFUSED,
                    "%s is left over from a run that was stopped; remove it", d.temp);
    if (!code)
        code = lc_folder_make(d.temp, err);
    if (code)
        lc_arena_free(d.arena);
    else
        *draft = d;
    return code;
}

int lc_folder_draft_file(struct lc_folder_draft *draft, const char *name,
                         const char **path, struct lc_error *err)
{
    int code = LC_GROW(draft->file, draft->room, draft->files + 1, err);
    *path = code ? NULL : keep(draft, draft->temp, "/", name, err);
    if (!code && !*path)
        return LC_NOMEM;
    if (!code)
        draft->file[draft->files++] = (struct lc_folder_file){ .path = *path };
    return code;
}

static int write_file(struct lc_folder_file *file, const struct lc_text *text,
                      struct lc_error *err)
{
    int fd, number = lc_sys_file_create(file->path, &fd);
    if (number)
        return lc_file_fail(file->path, "make", number, err);
    number = lc_sys_file_write(fd, text->data, text->size);
    if (!number)
        lc_sys_file_sync_begin(fd);
    int closed = lc_sys_file_close(fd);
    file->waits = true;
    number = number ? number : closed;
    return number ? lc_file_fail(file->path, "write", number, err) : LC_OK;
}

int lc_folder_draft_text(struct lc_folder_draft *draft, const char *name,
                         struct lc_text *text, struct lc_error *err)
{
    const char *path = NULL;
    int code = lc_text_check(text, err);
    if (!code)
        code = lc_folder_draft_file(draft, name, &path, err);
    if (!code)
        code = write_file(draft->file + draft->files - 1, text, err);
    lc_text_free(text);
    return code;
}

static int sync_file(const struct lc_folder_file *file, struct lc_error *err)
{
    int fd, number = lc_sys_file_open(file->path, false, &fd);
    if (number)
        return lc_file_fail(file->path, "open", number, err);
    number = lc_sys_file_sync(fd);
    lc_sys_file_close(fd);
    return number ? lc_file_fail(file->path, "sync", number, err) : LC_OK;
}

int lc_folder_draft_commit(struct lc_folder_draft *draft, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < draft->files && !code; i++)
        if (draft->file[i].waits)
            code = sync_file(draft->file + i, err);
    if (!code) {
        int number = lc_sys_folder_sync(draft->temp);
        code = number ? lc_file_fail(draft->temp, "sync", number, err) : LC_OK;
    }
    if (!code)
        code = lc_file_rename(draft->temp, draft->path, err);
    if (!code)
        draft->temp = NULL;
    return code;
}

void lc_folder_draft_drop(struct lc_folder_draft *draft)
{
    for (size_t i = 0; i < draft->files && draft->temp; i++)
        (void)remove(draft->file[i].path);
    if (draft->temp)
        (void)remove(draft->temp); /* a folder, empty by now */
    free(draft->file);
    lc_arena_free(draft->arena);
    *draft = (struct lc_folder_draft){ 0 };
}
