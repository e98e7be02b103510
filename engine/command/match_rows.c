/* Rows of the files of `latecare match`, a thread a file. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memory.h"
#include "command/match_inside.h"
#include "table/csv.h"

struct reading {
    struct lc_match_files *files;
    lc_match *match;
    bool ids;
    struct lc_error err[LC_MATCH_FILES];
    int code[LC_MATCH_FILES];
};

static int find_headings(const struct lc_match_files *files, size_t file,
                         const lc_csv *csv, size_t *at, struct lc_error *err)
{
    const char *name[LC_MATCH_COLUMNS];
    size_t where[LC_MATCH_COLUMNS];
    for (size_t i = 0; i < files->columns; i++) {
        bool needed =
            files->column[i].role || files->column[i].whole || (int)i == files->truth;
        name[0] = files->column[i].heading;
        at[i] = lc_csv_find(csv, 1, name, where) ? where[0] : SIZE_MAX;
        if (needed && at[i] == SIZE_MAX)
            return LC_FAIL(err, LC_FORMAT, "%s: there is no column '%s', which %s has",
                           files->path[file], name[0], files->path[0]);
    }
    return LC_OK;
}

static int keep_label(struct lc_match_rows *rows, struct lc_slice cell,
                      struct lc_error *err)
{
    int code =
        LC_GROW_BARE(rows->label, rows->label_room, (size_t)rows->count + 1, err);
    if (!code)
        rows->label[rows->count] =
            cell.size ? lc_hash_short(cell.data, cell.size) | 1 : 0;
    return code;
}

static int keep_id(struct lc_match_rows *rows, struct lc_slice cell,
                   struct lc_error *err)
{
    int code = LC_GROW_BARE(rows->id, rows->id_room, (size_t)rows->count + 1, err);
    if (code)
        return code;
    rows->id[rows->count] = (uint32_t)rows->ids.size;
    lc_text_add_bytes(&rows->ids, cell.data, cell.size);
    lc_text_add_bytes(&rows->ids, "", 1);
    return LC_OK;
}

/* "Smith, Ann Mary" or "Ann Mary Smith": the last word is the family's, unless a comma
 * says otherwise. */
static struct lc_slice half_of(struct lc_slice cell, enum lc_match_half half)
{
    cell = lc_slice_trim(cell);
    const char *comma = cell.size ? memchr(cell.data, ',', cell.size) : NULL;
    size_t at = cell.size;
    if (half == LC_MATCH_ALL)
        return cell;
    while (!comma && at && cell.data[at - 1] != ' ')
        at--;
    if (comma)
        at = (size_t)(comma - cell.data);
    struct lc_slice head = { cell.data, at };
    size_t skip = at + (comma != NULL);
    struct lc_slice tail = { cell.data + skip, cell.size - skip };
    return lc_slice_trim((half == LC_MATCH_GIVEN) == (comma != NULL) ? tail : head);
}

static int take_row(struct reading *r, size_t file, const size_t *at,
                    const struct lc_csv_row *row, struct lc_error *err)
{
    struct lc_match_files *files = r->files;
    struct lc_match_rows *rows = files->rows + file;
    struct lc_slice cell[LC_MATCH_FIELDS];
    int code = LC_OK;
    for (size_t f = 0; f < files->fields; f++)
        cell[f] = half_of(row->field[at[files->at[f]]], files->half[f]);
    if (files->truth >= 0)
        code = keep_label(rows, row->field[at[files->truth]], err);
    if (!code && r->ids && files->id >= 0 && at[files->id] < row->count)
        code = keep_id(rows, row->field[at[files->id]], err);
    if (!code)
        code = lc_match_add(r->match, file, cell, false, err);
    rows->count += !code;
    return code;
}

static int read_file(struct reading *r, size_t file, struct lc_error *err)
{
    lc_csv *csv = NULL;
    const struct lc_csv_row *row;
    size_t at[LC_MATCH_COLUMNS];
    int code = lc_csv_open(&csv, r->files->path[file], err);
    if (!code)
        code = find_headings(r->files, file, csv, at, err);
    while (!code) {
        code = lc_csv_next(csv, &row, err);
        if (code || !row)
            break;
        if (row->trouble)
            r->files->rows[file].troubled++;
        else
            code = take_row(r, file, at, row, err);
    }
    lc_csv_close(csv);
    return code ? code : lc_text_check(&r->files->rows[file].ids, err);
}

static void read_shard(void *context, size_t file, size_t worker LC_UNUSED)
{
    struct reading *r = context;
    r->code[file] = read_file(r, file, r->err + file);
}

int lc_match_files_read(struct lc_match_files *files, lc_match *match, bool ids,
                        lc_team *team, struct lc_error *err)
{
    struct reading r = { .files = files, .match = match, .ids = ids };
    lc_team_run(team, files->count, read_shard, &r);
    for (size_t i = 0; i < files->count; i++) {
        if (r.code[i])
            return lc_error_pass(err, r.code[i], r.err + i);
        files->from[i + 1] = files->from[i] + files->rows[i].count;
    }
    return LC_OK;
}

/* --- the truth -------------------------------------------------------------------- */

/* How many rows of each key there are so far, and of them in the file at hand. */
struct keyed {
    uint64_t key; /* 0: free */
    uint32_t rows, here;
    uint32_t file;
};

struct keys {
    size_t slots; /* a power of two */
    struct keyed *slot;
    bool apart;
};

/* Pairs that the row makes with those before it; not with those of its file if files
 * are apart. Rows come file by file. */
static double pairs_with(struct keys *keys, uint64_t key, uint32_t file)
{
    size_t at = (size_t)lc_mix64(key) & (keys->slots - 1);
    while (keys->slot[at].key && keys->slot[at].key != key)
        at = (at + 1) & (keys->slots - 1);
    struct keyed *slot = keys->slot + at;
    if (slot->file != file || !slot->key)
        slot->here = 0;
    slot->key = key;
    slot->file = file;
    double pairs = slot->rows - (keys->apart ? slot->here : 0.0);
    slot->rows++;
    slot->here++;
    return pairs;
}

/* What counts as one in each of the three counts. */
static uint64_t key_of(int count, uint64_t cluster, uint64_t label)
{
    return (count == 0   ? cluster + 1
            : count == 1 ? label
                         : lc_mix64(lc_mix64(cluster + 1) ^ label))
           | UINT64_C(1) << 63;
}

static double count_pairs(const struct lc_match_files *files,
                          const struct lc_match_found *found, struct keys *keys,
                          int count)
{
    double pairs = 0;
    memset(keys->slot, 0, keys->slots * sizeof *keys->slot);
    for (uint32_t f = 0, n = 0; f < files->count; f++)
        for (uint32_t i = 0; i < files->rows[f].count; i++, n++) {
            uint64_t label = files->rows[f].label[i];
            if (label || count == 0) /* who has no label is nobody else */
                pairs += pairs_with(keys, key_of(count, found->cluster[n], label), f);
        }
    return pairs;
}

int lc_match_judge(const struct lc_match_files *files,
                   const struct lc_match_found *found, struct lc_match_judged *judged,
                   struct lc_error *err)
{
    struct keys keys = { .slots = 1024, .apart = files->apart };
    while (keys.slots < 2 * found->records)
        keys.slots *= 2;
    keys.slot = lc_alloc(keys.slots, sizeof *keys.slot);
    if (!keys.slot)
        return LC_FAIL_NOMEM(err);
    judged->found = count_pairs(files, found, &keys, 0);
    judged->true_pairs = count_pairs(files, found, &keys, 1);
    judged->right = count_pairs(files, found, &keys, 2);
    free(keys.slot);
    return LC_OK;
}
