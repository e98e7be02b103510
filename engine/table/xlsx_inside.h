/* A workbook in Office Open XML (ECMA-376): what its parts share. Names of elements are
 * told without their prefixes, so the strict and the transitional form are alike. */
#pragma once

#include "table/grid_inside.h"
#include "table/pull_inside.h"

/* Where another part of the workbook lies. */
struct lc_xlsx_relation {
    const char *id, *type, *target; /* target: a name in the archive */
};

struct lc_xlsx_relations {
    size_t count, room;
    struct lc_xlsx_relation *relation; /* texts of the arena */
};

/* Those of a part ("xl/workbook.xml"; "": of the archive); none if it has none. Free
 * relation whatever is returned. */
int lc_xlsx_relations_read(struct lc_xlsx_relations *relations,
                           const struct lc_zip *zip, const char *part, lc_arena *arena,
                           struct lc_error *err) LC_MUST_CHECK;
/* That of the id; or the first whose type ends so; or NULL. */
const char *lc_xlsx_target(const struct lc_xlsx_relations *relations, const char *id,
                           const char *type);

/* The texts that cells share: what a workbook's reader holds beside one row. */
struct lc_xlsx_strings {
    size_t count, room; /* text i ends at end[i] */
    uint32_t *end;
    size_t used, bytes_room;
    char *bytes;
};

enum { LC_XLSX_STRINGS = 96 << 20 }; /* bytes of them together */

int lc_xlsx_strings_read(struct lc_xlsx_strings *strings, const struct lc_zip *zip,
                         size_t member, struct lc_error *err) LC_MUST_CHECK;
/* Empty beyond the last. */
struct lc_slice lc_xlsx_string(const struct lc_xlsx_strings *strings, uint64_t which);
void lc_xlsx_strings_free(struct lc_xlsx_strings *strings);

/* How cells of each style show a number. */
struct lc_xlsx_styles {
    size_t count, room;
    unsigned char *form; /* [count] an lc_grid_form */
};

int lc_xlsx_styles_read(struct lc_xlsx_styles *styles, const struct lc_zip *zip,
                        size_t member, struct lc_error *err) LC_MUST_CHECK;

/* A text that is gathered: no more of it than a cell may have, and a byte. */
struct lc_xlsx_text {
    size_t size, room;
    char *data;
};

int lc_xlsx_text_add(struct lc_xlsx_text *text, const char *more, size_t size,
                     struct lc_error *err) LC_MUST_CHECK;
/* _x000D_ and the like, for characters that XML has none for: a line's end, or gone. */
void lc_xlsx_text_unescape(struct lc_xlsx_text *text);

/* A sheet that is read. */
struct lc_xlsx_sheet {
    const struct lc_xlsx_strings *strings;
    const struct lc_xlsx_styles *styles;
    bool from_1904;
    struct lc_pull pull;
    struct lc_grid_row row;
    struct lc_xlsx_text text;
    uint64_t line, column; /* of what was begun last, from 1 */
    char type;             /* of the cell: see xlsx_sheet.c */
    unsigned style;
    bool in_rows, in_cell, gathers, phonetic, whole; /* whole: the row is */
    bool formula, told; /* of the cell: it has a formula, and a value */
};

/* zip, strings and styles are lent until it is closed. */
int lc_xlsx_sheet_open(struct lc_xlsx_sheet *sheet, const struct lc_zip *zip,
                       size_t member, struct lc_error *err) LC_MUST_CHECK;
int lc_xlsx_sheet_next(struct lc_xlsx_sheet *sheet, const struct lc_csv_row **row,
                       struct lc_error *err) LC_MUST_CHECK;
void lc_xlsx_sheet_close(struct lc_xlsx_sheet *sheet); /* zeroed is allowed */
