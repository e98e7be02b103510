#include "support/imports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/day.h"
#include "base/file.h"
#include "base/text.h"
#include "link/link.h"
#include "store/contents.h"
#include "support/stores.h"

static void must(int code, const struct lc_error *err)
{
    if (!code)
        return;
    fprintf(stderr, "%s\n", err->text);
    abort();
}

void imports_begin(struct imports *im)
{
    lc_begin();
    *im = (struct imports){ .files = 0 };
    memset(&im->eras, 7, sizeof im->eras);
    im->eras.count = 1;
    im->options.covers_from = im->options.covers_to = LC_NO_DAY;
    im->folder = test_folder();
    must(lc_schemas_load(&im->schemas, "datasets/schema", &im->err), &im->err);
    must(lc_identities_init(&im->ids, &im->err), &im->err);
}

void imports_end(struct imports *im)
{
    for (size_t i = 0; i < im->files; i++)
        free(im->file[i]);
    for (size_t i = 0; i < im->named; i++)
        free(im->name[i]);
    lc_import_result_free(&im->result);
    lc_store_free(&im->store);
    lc_identities_free(&im->ids);
    lc_schemas_free(im->schemas);
    free(im->folder);
}

void imports_anew(struct imports *im)
{
    lc_store_free(&im->store);
    lc_identities_free(&im->ids);
    im->store = (struct lc_store){ 0 };
    cr_assert(eq(int, lc_identities_init(&im->ids, &im->err), LC_OK));
}

void imports_add_path(struct imports *im, const char *path)
{
    im->file[im->files++] = strdup(path);
}

void imports_add(struct imports *im, const char *name, const char *text, size_t size)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", im->folder, name);
    must(lc_file_write(path, true, text, size ? size : strlen(text), &im->err),
         &im->err);
    imports_add_path(im, path);
}

int imports_run(struct imports *im, const char *received)
{
    im->options.received = day_of(received);
    im->err = (struct lc_error){ 0 };
    lc_import_result_free(&im->result);
    for (size_t i = 0; i < im->named; i++)
        free(im->name[i]);
    const struct lc_import_ask ask = { .store = &im->store,
                                       .identities = &im->ids,
                                       .eras = &im->eras,
                                       .schemas = im->schemas,
                                       .layouts = lc_schemas_layouts(im->schemas),
                                       .options = &im->options,
                                       .count = im->files,
                                       .path = im->file };
    int code = lc_import_files(&im->result, &ask, &im->err);
    memcpy(im->name, im->file, sizeof im->name); /* the result borrows them */
    im->named = im->files;
    im->files = 0;
    return code;
}

static void add_day(struct lc_text *out, int32_t day)
{
    char text[LC_DAY_ROOM];
    lc_text_addf(out, " %s", day == LC_OPEN ? "-" : lc_day_print(day, text));
}

static char *event_line(const struct imports *im, const struct lc_history *h, size_t i,
                        bool whose)
{
    struct lc_text out = { 0 };
    for (size_t b = 0; whose && b < LC_PSEUDONYM; b++)
        lc_text_addf(&out, "%02x", im->store.record[h->record[i]].pseudonym[b]);
    lc_text_addf(&out, "%s%s", whose ? " " : "", h->name);
    add_day(&out, h->start[i]);
    add_day(&out, h->end[i]);
    lc_text_add(&out, " known");
    add_day(&out, h->known_from[i]);
    add_day(&out, h->known_to[i]);
    if (h->code[i])
        lc_text_addf(&out, " %s", lc_codes_name(&h->codes, h->code[i]));
    if (h->level[i] != LC_NO_LEVEL)
        lc_text_addf(&out, " level %d", h->level[i]);
    for (size_t a = 0; a < h->attributes; a++)
        if (h->attribute[a].value[i])
            lc_text_addf(
                &out, " %s=%s", h->attribute[a].name,
                lc_codes_name(&h->attribute[a].codes, h->attribute[a].value[i]));
    return out.data;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t imports_standing(const struct imports *im, const char *history)
{
    const struct lc_history *h = lc_store_history(&im->store, history);
    size_t n = 0;
    for (size_t i = 0; h && i < h->n; i++)
        n += h->known_to[i] == LC_OPEN;
    return n;
}

/* Room for a line of every event. */
static char **lines_of(const struct imports *im)
{
    size_t room = 0;
    for (size_t k = 0; k < im->store.histories; k++)
        room += im->store.history[k].n;
    return calloc(room + 1, sizeof(char *));
}

/* All lines, sorted, each with its end; they are gone. */
static char *sorted(char **line, size_t n)
{
    struct lc_text out = { 0 };
    qsort(line, n, sizeof *line, by_text);
    for (size_t i = 0; i < n; i++) {
        lc_text_addf(&out, "%s\n", line[i]);
        free(line[i]);
    }
    free(line);
    return out.data ? out.data : strdup("");
}

char *imports_dump(const struct imports *im, const char *history, bool whose)
{
    size_t n = 0;
    char **line = lines_of(im);
    for (size_t k = 0; k < im->store.histories; k++) {
        const struct lc_history *h = &im->store.history[k];
        for (size_t i = 0; i < h->n && (!history || !strcmp(h->name, history)); i++)
            line[n++] = event_line(im, h, i, whose);
    }
    return sorted(line, n);
}

const struct lc_import_file *imports_file(const struct imports *im, const char *name)
{
    for (size_t i = 0; i < im->result.count; i++) {
        const char *slash = strrchr(im->result.file[i].path, '/');
        if (strcmp(slash ? slash + 1 : im->result.file[i].path, name) == 0)
            return &im->result.file[i];
    }
    abort();
}

size_t imports_findings(const struct imports *im, const char *rule, uint64_t line)
{
    size_t n = 0;
    for (size_t i = 0; i < im->result.notes.findings; i++) {
        const struct lc_finding *f = &im->result.notes.finding[i];
        n += strcmp(f->rule, rule) == 0 && (!line || f->line == line);
    }
    return n;
}

void imports_take(struct imports *im, const char *received)
{
    cr_assert(eq(int, imports_run(im, received), LC_OK), "%s", im->err.text);
}

void imports_hold(const struct imports *im, const char *history, const char *want)
{
    char *dump = imports_dump(im, history, false);
    cr_expect_str_eq(dump, want, "%s", dump);
    free(dump);
}

void imports_contents(struct imports *im, unsigned char *digest)
{
    struct lc_link_report report;
    must(lc_link_run(&report, &im->store, &im->ids, 20200, &im->err), &im->err);
    lc_link_report_free(&report);
    must(lc_store_contents(&im->store, digest, &im->err), &im->err);
}

void imports_count(const struct imports *im, const char *name, unsigned taken,
                   unsigned unchanged, unsigned corrected, unsigned rejected)
{
    const struct lc_import_file *f = imports_file(im, name);
    cr_expect(eq(ulong, f->taken, taken), "taken of %s", name);
    cr_expect(eq(ulong, f->unchanged, unchanged), "unchanged of %s", name);
    cr_expect(eq(ulong, f->corrected, corrected), "corrected of %s", name);
    cr_expect(eq(ulong, f->rejected, rejected), "rejected of %s", name);
    cr_expect(
        eq(ulong, f->rows, taken + unchanged + corrected + rejected + f->pending));
}

static void add_seen(struct lc_text *out, const struct imports *im,
                     const struct lc_history *h, size_t i)
{
    const struct lc_record *record = &im->store.record[h->record[i]];
    for (size_t b = 0; b < LC_PSEUDONYM; b++)
        lc_text_addf(out, "%02x", record->pseudonym[b]);
    lc_text_addf(out, " %s %d %d %s %d", h->name, h->start[i], h->end[i],
                 lc_codes_name(&h->codes, h->code[i]), h->level[i]);
    for (size_t a = 0; a < h->attributes; a++)
        lc_text_addf(out, " %s",
                     lc_codes_name(&h->attribute[a].codes, h->attribute[a].value[i]));
}

char *imports_seen(const struct imports *im, int32_t day)
{
    size_t n = 0;
    char **line = lines_of(im);
    for (size_t k = 0; k < im->store.histories; k++) {
        const struct lc_history *h = &im->store.history[k];
        for (size_t i = 0; i < h->n; i++) {
            struct lc_text one = { 0 };
            if (day == LC_OPEN ? h->known_to[i] != LC_OPEN
                               : h->known_from[i] >= day || day > h->known_to[i])
                continue;
            add_seen(&one, im, h, i);
            line[n++] = one.data;
        }
    }
    return sorted(line, n);
}

void imports_stand(const struct imports *im, const char *want)
{
    struct lc_text got = { 0 };
    lc_text_add(&got, "");
    for (size_t k = 0; k < im->store.histories; k++) {
        size_t n = imports_standing(im, im->store.history[k].name);
        if (n)
            lc_text_addf(&got, "%s%s %zu", got.size ? ", " : "",
                         im->store.history[k].name, n);
    }
    cr_expect(eq(str, got.data, (char *)want));
    lc_text_free(&got);
}
