/* See csv_wire_inside.h. A row is its line, count, trouble and whether it was
 * converted, the size of each field, and the fields' bytes. */
#include "table/csv_wire_inside.h"

#include <string.h>

#include "base/memory.h"

/* What a row begins with. */
struct row_head {
    uint64_t line;
    uint32_t count;
    uint16_t trouble, converted;
};

/* --- the reader's side ------------------------------------------------------------ */

static void put(struct lc_wire_block *block, const void *data, size_t size)
{
    if (size)
        memcpy(block->data + block->size, data, size);
    block->size += size;
}

static int make_room(struct lc_wire_block *block, size_t more, struct lc_error *err)
{
    return LC_GROW(block->data, block->room, block->size + more, err);
}

int lc_wire_begin(struct lc_wire_block *block, struct lc_error *err)
{
    block->size = 0;
    int code = make_room(block, sizeof(struct lc_wire_head), err);
    block->size = code ? 0 : sizeof(struct lc_wire_head);
    return code;
}

void lc_wire_end(struct lc_wire_block *block, enum lc_wire_answer answer)
{
    struct lc_wire_head head = { answer, (uint32_t)(block->size - sizeof head) };
    memcpy(block->data, &head, sizeof head);
}

static bool has_fields(int trouble)
{
    return trouble == LC_CSV_FINE || trouble == LC_CSV_RAGGED;
}

int lc_wire_put_row(struct lc_wire_block *block, const struct lc_csv_row *row,
                    struct lc_error *err)
{
    const struct row_head head = { row->line,
                                   has_fields(row->trouble) ? (uint32_t)row->count : 0,
                                   (uint16_t)row->trouble, row->converted };
    size_t need = sizeof head + head.count * sizeof(uint32_t);
    for (size_t i = 0; i < head.count; i++)
        need += row->field[i].size;
    int code = make_room(block, need, err);
    if (code)
        return code;
    put(block, &head, sizeof head);
    for (size_t i = 0; i < head.count; i++) {
        uint32_t size = (uint32_t)row->field[i].size;
        put(block, &size, sizeof size);
    }
    for (size_t i = 0; i < head.count; i++)
        put(block, row->field[i].data, row->field[i].size);
    return LC_OK;
}

int lc_wire_put_number(struct lc_wire_block *block, uint64_t number,
                       struct lc_error *err)
{
    int code = make_room(block, sizeof number, err);
    if (!code)
        put(block, &number, sizeof number);
    return code;
}

int lc_wire_put_name(struct lc_wire_block *block, const char *name, unsigned marks,
                     struct lc_error *err)
{
    size_t size = strlen(name);
    const unsigned char head[2] = {
        (unsigned char)marks, (unsigned char)(size < LC_WIRE_NAME ? size : LC_WIRE_NAME)
    };
    int code = make_room(block, sizeof head + head[1], err);
    if (!code) {
        put(block, head, sizeof head);
        put(block, name, head[1]);
    }
    return code;
}

int lc_wire_put_fail(struct lc_wire_block *block, int code, const struct lc_error *why,
                     struct lc_error *err)
{
    size_t size = strlen(why->text);
    int failed = lc_wire_put_number(block, (uint64_t)code, err);
    if (!failed)
        failed = make_room(block, size, err);
    if (!failed)
        put(block, why->text, size);
    return failed;
}

/* --- the program's side ----------------------------------------------------------- */

static bool take(struct lc_wire_rest *rest, void *to, size_t size)
{
    if (rest->size < size)
        return false;
    memcpy(to, rest->data, size);
    rest->data += size;
    rest->size -= size;
    return true;
}

bool lc_wire_take_last(struct lc_wire_rest *rest, uint64_t *number)
{
    if (rest->size < sizeof *number)
        return false;
    rest->size -= sizeof *number;
    memcpy(number, rest->data + rest->size, sizeof *number);
    return true;
}

/* The sizes stand before the bytes: neither may be more than what is left. */
static bool take_fields(struct lc_wire_rest *rest, size_t count, struct lc_slice *field)
{
    const char *sizes = rest->data;
    if (rest->size / sizeof(uint32_t) < count)
        return false;
    rest->data += count * sizeof(uint32_t);
    rest->size -= count * sizeof(uint32_t);
    for (size_t i = 0; i < count; i++) {
        uint32_t size;
        memcpy(&size, sizes + i * sizeof size, sizeof size);
        if (size > rest->size)
            return false;
        field[i] = (struct lc_slice){ rest->data, size };
        rest->data += size;
        rest->size -= size;
    }
    return true;
}

bool lc_wire_take_row(struct lc_wire_rest *rest, struct lc_csv_row *row,
                      struct lc_wire_fields *fields)
{
    struct row_head head;
    if (!take(rest, &head, sizeof head) || head.count > LC_CSV_COLUMNS
        || head.trouble >= LC_CSV_TROUBLES || head.converted > 1
        || (head.count && !has_fields(head.trouble))
        || LC_GROW(fields->field, fields->room, head.count, NULL)
        || !take_fields(rest, head.count, fields->field))
        return false;
    *row = (struct lc_csv_row){ .line = head.line,
                                .count = head.count,
                                .field = fields->field,
                                .trouble = head.trouble,
                                .converted = head.converted };
    return true;
}

/* The container of that number, from 1. */
static bool take_kind(struct lc_tables *tables, uint64_t number)
{
    size_t i = 0;
    while (i < number && lc_containers[i])
        i++;
    tables->container = number && i == number ? lc_containers[number - 1] : NULL;
    return i == number;
}

bool lc_wire_take_tables(struct lc_wire_rest *rest, struct lc_tables *tables)
{
    unsigned char head[2];
    uint64_t kind;
    *tables = (struct lc_tables){ 0 };
    if (!take(rest, &kind, sizeof kind) || !take_kind(tables, kind))
        return false;
    tables->name = lc_alloc(LC_CONTAINER_TABLES, sizeof *tables->name);
    tables->plain = lc_alloc(LC_CONTAINER_TABLES, sizeof *tables->plain);
    tables->hidden = lc_alloc(LC_CONTAINER_TABLES, sizeof *tables->hidden);
    if (!tables->name || !tables->plain || !tables->hidden)
        return false;
    while (take(rest, head, sizeof head)) {
        if (rest->size < head[1] || head[0] > LC_WIRE_MARKS
            || tables->count == LC_CONTAINER_TABLES)
            return false;
        char *name = lc_alloc((size_t)head[1] + 1, 1);
        if (!name)
            return false;
        tables->plain[tables->count] = head[0] & LC_WIRE_PLAIN;
        tables->hidden[tables->count] = head[0] & LC_WIRE_HIDDEN;
        tables->name[tables->count++] = name;
        (void)take(rest, name, head[1]);
    }
    return !rest->size && (kind || tables->count == 1);
}

int lc_wire_take_fail(struct lc_wire_rest rest, struct lc_error *err)
{
    char text[sizeof err->text];
    uint64_t number;
    size_t size = 0;
    bool is = take(&rest, &number, sizeof number)
              && (number == LC_FORMAT || number == LC_NOMEM || number == LC_IO);
    for (size_t i = 0; i < rest.size && size < sizeof text - 1; i++)
        if ((unsigned char)rest.data[i] >= ' ' && rest.data[i] != 0x7f)
            text[size++] = rest.data[i];
    text[size] = 0;
    return LC_FAIL(err, is ? (int)number : LC_DAMAGED, "%s", text);
}
