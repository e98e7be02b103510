/* What `latecare match` writes: pairs and clusters as CSV. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "command/command.h"
#include "command/match_inside.h"

enum { FLUSH = 1 << 20 };

static size_t file_of(const struct lc_match_files *files, uint32_t record)
{
    size_t f = 0;
    while (record >= files->from[f + 1])
        f++;
    return f;
}

/* "file,row,id": rows are counted from 1, without the heading. */
static void add_record(const struct lc_match_files *files, uint32_t record,
                       struct lc_text *out)
{
    size_t f = file_of(files, record);
    const struct lc_match_rows *rows = files->rows + f;
    uint32_t row = record - files->from[f];
    lc_text_addf(out, "%zu,%u,", f + 1, row + 1);
    if (rows->id)
        lc_text_add_cell(out, lc_slice_of(rows->ids.data + rows->id[row]));
}

static int flush(struct lc_draft *draft, struct lc_text *out, size_t least,
                 struct lc_error *err)
{
    int code = lc_text_check(out, err);
    if (code || out->size < least)
        return code;
    code = lc_draft_write(draft, out->data, out->size, err);
    lc_text_clear(out);
    return code;
}

/* What is left, and the file is there; or, of what failed before, nothing. */
static int finish(struct lc_draft *draft, struct lc_text *out, int code,
                  struct lc_error *err)
{
    if (!code)
        code = flush(draft, out, 1, err);
    if (!code)
        code = lc_draft_commit(draft, err);
    lc_draft_drop(draft);
    lc_text_free(out);
    return code;
}

static void add_pair(const struct lc_match_files *files,
                     const struct lc_match_pair *pair, struct lc_text *out)
{
    add_record(files, pair->a, out);
    lc_text_add(out, ",");
    add_record(files, pair->b, out);
    lc_text_addf(out, ",%.3f,%.6f,%d", (double)pair->weight, (double)pair->chance,
                 pair->joined);
    for (size_t f = 0; f < files->fields; f++) {
        unsigned level = lc_match_level(pair->levels, f);
        lc_text_add(out, ",");
        lc_text_add_cell(
            out, lc_slice_of(level ? files->field[f].role->level[level - 1] : ""));
    }
    lc_text_add(out, "\n");
}

int lc_match_write_pairs(const struct lc_match_files *files,
                         const struct lc_match_found *found, const char *path,
                         bool force, struct lc_error *err)
{
    struct lc_draft draft = { 0 };
    struct lc_text out = { 0 };
    int code = lc_draft_open(&draft, path, force, err);
    lc_text_add(&out, "file_a,row_a,id_a,file_b,row_b,id_b,weight,probability,joined");
    for (size_t f = 0; f < files->fields; f++) {
        lc_text_add(&out, ",");
        lc_text_add_cell(&out, lc_slice_of(files->field[f].name));
    }
    lc_text_add(&out, "\n");
    for (size_t i = 0; i < found->pairs && !code; i++) {
        add_pair(files, found->pair + i, &out);
        code = flush(&draft, &out, FLUSH, err);
    }
    return finish(&draft, &out, code, err);
}

int lc_match_write_clusters(const struct lc_match_files *files,
                            const struct lc_match_found *found, const char *path,
                            bool force, struct lc_error *err)
{
    struct lc_draft draft = { 0 };
    struct lc_text out = { 0 };
    int code = lc_draft_open(&draft, path, force, err);
    lc_text_add(&out, "cluster,file,row,id\n");
    for (uint32_t r = 0; r < found->records && !code; r++) {
        lc_text_addf(&out, "%u,", found->cluster[r] + 1);
        add_record(files, r, &out);
        lc_text_add(&out, "\n");
        code = flush(&draft, &out, FLUSH, err);
    }
    return finish(&draft, &out, code, err);
}
