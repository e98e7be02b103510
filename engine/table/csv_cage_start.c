/* The files that a cage's reader has, and its beginning and end: see csv_cage.h. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "system/file.h"
#include "system/process.h"
#include "table/container.h"
#include "table/csv_cage_inside.h"

static int open_one(lc_csv_cage *cage, size_t i, struct lc_error *err)
{
    struct lc_sys_about about;
    const char *path = cage->path[i];
    int number = lc_sys_file_about(path, &about);
    if (!number && about.kind == LC_SYS_FOLDER)
        return LC_FAIL(err, LC_FORMAT, "%s is a folder; name the files in it", path);
    if (!number && about.kind != LC_SYS_REGULAR)
        return LC_FAIL(err, LC_FORMAT,
                       "%s: a file is read more than once; this is none", path);
    if (!number)
        number = lc_sys_file_open(path, false, &cage->fd[i]);
    if (!number)
        number = lc_sys_open_about(cage->fd[i], &about);
    if (number)
        return lc_file_fail(path, "open", number, err);
    cage->size[i] = about.size;
    return LC_OK;
}

static int open_all(lc_csv_cage *cage, struct lc_error *err)
{
    int code = LC_OK;
    cage->fd = lc_alloc(cage->count, sizeof *cage->fd);
    cage->size = lc_alloc(cage->count, sizeof *cage->size);
    cage->unfolds = lc_alloc(cage->count, sizeof *cage->unfolds);
    cage->digest = lc_alloc(cage->count, sizeof *cage->digest);
    if (!cage->fd || !cage->size || !cage->unfolds || !cage->digest)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < cage->count; i++)
        cage->fd[i] = -1;
    lc_sys_process_files(cage->count);
    for (size_t i = 0; i < cage->count && !code; i++)
        code = open_one(cage, i, err);
    return code;
}

static int start(lc_csv_cage *cage, const struct lc_layouts *layouts,
                 struct lc_error *err)
{
    cage->works = (struct lc_csv_reader){ .count = cage->count,
                                          .fd = cage->fd,
                                          .size = cage->size,
                                          .path = cage->path,
                                          .layouts = layouts,
                                          .salt = lc_container_salt() };
    const struct lc_sys_caged what = { lc_csv_reader_work, &cage->works, cage->count,
                                       cage->fd, LC_CSV_CAGE_MEMORY };
    int number = lc_sys_cage_start(&cage->reader, &what);
    return number
               ? LC_FAIL(err, LC_IO, "cannot start a process that reads the files: %s",
                         strerror(number))
               : LC_OK;
}

int lc_csv_cage_start(lc_csv_cage **cage, size_t count, char *const *path,
                      const struct lc_layouts *layouts, struct lc_error *err)
{
    lc_csv_cage *made = lc_alloc(1, sizeof *made);
    *cage = NULL;
    if (!made)
        return LC_FAIL_NOMEM(err);
    *made = (struct lc_csv_cage){ .count = count, .path = path };
    int code = open_all(made, err);
    if (!code)
        code = start(made, layouts, err);
    if (code)
        lc_csv_cage_stop(made);
    else
        *cage = made;
    return code;
}

bool lc_csv_cage_holds(const lc_csv_cage *cage)
{
    return !lc_sys_cage_is_built()
           || lc_sys_cage_parts(cage->reader) & LC_SYS_CAGE_CALLS;
}

static int make_digest(lc_csv_cage *cage, size_t file, struct lc_error *err)
{
    unsigned char *told = cage->digest[file];
    int code = lc_file_digest_open(cage->fd[file], cage->size[file], cage->path[file],
                                   &cage->stopped, told + 1, err);
    *told = !code;
    return code;
}

/* One that fails is made again by whoever asks for it, and told why. */
static void make_digests(void *context)
{
    lc_csv_cage *cage = context;
    int code = LC_OK;
    for (size_t i = 0; i < cage->count && !code; i++)
        code = make_digest(cage, i, NULL);
}

void lc_csv_cage_digest_all(lc_csv_cage *cage)
{
    cage->digesting = lc_aside_begin(make_digests, cage);
}

static void end_digests(lc_csv_cage *cage)
{
    lc_aside_end(cage->digesting);
    cage->digesting = NULL;
}

int lc_csv_cage_digest(lc_csv_cage *cage, size_t file, unsigned char *out,
                       struct lc_error *err)
{
    end_digests(cage);
    const unsigned char *told = cage->digest[file];
    int code = *told ? LC_OK : make_digest(cage, file, err);
    memcpy(out, told + 1, LC_DIGEST);
    return code;
}

void lc_csv_cage_stop(lc_csv_cage *cage)
{
    if (!cage)
        return;
    atomic_store(&cage->stopped, true);
    end_digests(cage);
    lc_sys_cage_free(cage->reader);
    lc_csv_reader_end(&cage->works);
    for (size_t i = 0; cage->fd && i < cage->count; i++)
        if (cage->fd[i] >= 0)
            lc_sys_file_close(cage->fd[i]);
    free(cage->fd);
    free(cage->size);
    free(cage->digest);
    free(cage->unfolds);
    free(cage->heard);
    free(cage);
}
