/* See workbook.h. The zip holds what was written as it is (method 0): the whole
 * is small, and whoever reads it needs no more. */
#include "outward/workbook.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include <zlib.h>

#include "base/day.h"
#include "base/letter.h"

static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
static const char office[] =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
static const char package[] = "http://schemas.openxmlformats.org/package/2006";
static const char main_space[] =
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/* --- cells ------------------------------------------------------------------------ */

/* Of a cell; the rows of add_styles(). */
enum style { PLAIN, DAY, SHARE, BOLD, BROKEN };

static struct lc_text *now(struct lc_workbook *book)
{
    return book->sheet + book->sheets - 1;
}

static void end_row(struct lc_workbook *book)
{
    if (book->row)
        lc_text_add(now(book), "</row>\n");
}

static void end_sheet(struct lc_workbook *book)
{
    if (!book->sheets)
        return;
    end_row(book);
    lc_text_add(now(book), "</sheetData>");
    if (book->columns)
        lc_text_addf(now(book), "<autoFilter ref=\"A1:%c%zu\"/>",
                     (char)('A' + book->columns - 1), book->row);
    lc_text_add(now(book), "</worksheet>\n");
}

void lc_workbook_row(struct lc_workbook *book)
{
    end_row(book);
    book->cell = 0;
    lc_text_addf(now(book), "<row r=\"%zu\">", ++book->row);
}

/* "AB12" */
static const char *place(struct lc_workbook *book, char out[32])
{
    size_t n = book->cell++;
    if (n < 26)
        snprintf(out, 32, "%c%zu", (char)('A' + n), book->row);
    else
        snprintf(out, 32, "%c%c%zu", (char)('A' + n / 26 - 1), (char)('A' + n % 26),
                 book->row);
    return out;
}

/* A cell holds so many UTF-16 units; a workbook with a longer one does not open. */
static const size_t longest = 32767;
static const char cut[] = " (cut here: a cell holds no more)";

/* Bytes of the text's head that has at most `most` units. */
static size_t fitting(struct lc_slice text, size_t most)
{
    size_t at = 0, units = 0;
    while (at < text.size) {
        size_t size = lc_letter_size(text.data + at, text.size - at);
        units += size == 4 ? 2 : 1;
        if (units > most)
            return at;
        at += size + !size;
    }
    return at;
}

static void add_text(struct lc_text *out, struct lc_slice text)
{
    struct lc_slice kept = { text.data, fitting(text, longest) };
    if (kept.size < text.size)
        kept.size = fitting(text, longest - (sizeof cut - 1));
    lc_text_add_html(out, kept);
    lc_text_add(out, kept.size < text.size ? cut : "");
}

static void add_cell(struct lc_workbook *book, const char *text, enum style style)
{
    char at[32];
    place(book, at);
    if (!text || !*text)
        return;
    lc_text_addf(now(book), "<c r=\"%s\"", at);
    if (style)
        lc_text_addf(now(book), " s=\"%d\"", (int)style);
    lc_text_add(now(book), " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    add_text(now(book), lc_slice_of(text));
    lc_text_add(now(book), "</t></is></c>");
}

void lc_workbook_text(struct lc_workbook *book, const char *text)
{
    add_cell(book, text, book->columns ? BROKEN : PLAIN);
}

static void add_real(struct lc_workbook *book, double number, enum style style)
{
    char at[32];
    place(book, at);
    if (!isfinite(number))
        return;
    lc_text_addf(now(book), "<c r=\"%s\" s=\"%d\"><v>", at, (int)style);
    lc_text_add_number(now(book), number, "");
    lc_text_add(now(book), "</v></c>");
}

void lc_workbook_real(struct lc_workbook *book, double number)
{
    add_real(book, number, PLAIN);
}

void lc_workbook_share(struct lc_workbook *book, double share)
{
    add_real(book, share, SHARE);
}

static void begin_sheet(struct lc_workbook *book, const char *name, size_t columns)
{
    end_sheet(book);
    book->name[book->sheets++] = name;
    book->row = 0;
    book->columns = columns;
    lc_text_addf(now(book), "%s<worksheet xmlns=\"%s\">", head, main_space);
}

void lc_workbook_sheet(struct lc_workbook *book, const char *name)
{
    begin_sheet(book, name, 0);
    lc_text_add(now(book), "<sheetData>\n");
}

void lc_workbook_table(struct lc_workbook *book, const char *name, size_t count,
                       const struct lc_workbook_head *heads)
{
    assert(count && count <= 26);
    begin_sheet(book, name, count);
    lc_text_add(now(book),
                "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" "
                "topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
                "</sheetView></sheetViews><cols>");
    for (size_t k = 0; k < count; k++)
        lc_text_addf(now(book),
                     "<col min=\"%zu\" max=\"%zu\" width=\"%d\" customWidth=\"1\"/>",
                     k + 1, k + 1, heads[k].width);
    lc_text_add(now(book), "</cols><sheetData>\n");
    lc_workbook_row(book);
    for (size_t k = 0; k < count; k++)
        add_cell(book, heads[k].title, BOLD);
}

void lc_workbook_number(struct lc_workbook *book, int64_t number)
{
    char at[32];
    lc_text_addf(now(book), "<c r=\"%s\"><v>%" PRId64 "</v></c>", place(book, at),
                 number);
}

void lc_workbook_day(struct lc_workbook *book, int32_t day)
{
    enum { SERIAL = 25569 }; /* of 1970-01-01 */
    char at[32];
    place(book, at);
    if (day != LC_NO_DAY && day != LC_OPEN)
        lc_text_addf(now(book), "<c r=\"%s\" s=\"%d\"><v>%" PRId32 "</v></c>", at,
                     (int)DAY, day + SERIAL);
}

/* --- the archive ------------------------------------------------------------------ */

struct archive {
    struct lc_text *out, central;
    size_t base; /* where the archive begins in out */
    unsigned entries;
};

static void add_little(struct lc_text *out, unsigned long value, int bytes)
{
    for (int k = 0; k < bytes; k++) {
        char byte = (char)(value >> 8 * k & 0xff);
        lc_text_add_bytes(out, &byte, 1);
    }
}

/* What the two headers of an entry have in common; 1980-01-01, 00:00. */
static void add_about(struct lc_text *out, const char *name, const struct lc_text *data)
{
    unsigned long sum = crc32(0, (const unsigned char *)data->data, (uInt)data->size);
    add_little(out, 20, 2);
    add_little(out, 0, 2);
    add_little(out, 0, 2);
    add_little(out, 0, 2);
    add_little(out, 0x21, 2);
    add_little(out, sum, 4);
    add_little(out, data->size, 4);
    add_little(out, data->size, 4);
    add_little(out, lc_slice_of(name).size, 2);
    add_little(out, 0, 2);
}

static void add_entry(struct archive *a, const char *name, struct lc_text *data)
{
    size_t at = a->out->size - a->base;
    if (data->failed || !data->size) {
        a->out->failed = true;
        lc_text_free(data);
        return;
    }
    lc_text_add(a->out, "PK\3\4");
    add_about(a->out, name, data);
    lc_text_add(a->out, name);
    lc_text_add_bytes(a->out, data->data, data->size);
    lc_text_add(&a->central, "PK\1\2");
    add_little(&a->central, 20, 2);
    add_about(&a->central, name, data);
    add_little(&a->central, 0, 2);
    add_little(&a->central, 0, 2);
    add_little(&a->central, 0, 2);
    add_little(&a->central, 0, 4);
    add_little(&a->central, at, 4);
    lc_text_add(&a->central, name);
    a->entries++;
    lc_text_free(data);
}

static void end_archive(struct archive *a)
{
    size_t at = a->out->size - a->base;
    lc_text_add_bytes(a->out, a->central.data, a->central.size);
    lc_text_add(a->out, "PK\5\6");
    add_little(a->out, 0, 4);
    add_little(a->out, a->entries, 2);
    add_little(a->out, a->entries, 2);
    add_little(a->out, a->central.size, 4);
    add_little(a->out, at, 4);
    add_little(a->out, 0, 2);
    a->out->failed |= a->central.failed;
    lc_text_free(&a->central);
}

/* --- the parts -------------------------------------------------------------------- */

static void add_types(struct archive *a, const struct lc_workbook *book)
{
    static const char form[] =
        "application/vnd.openxmlformats-officedocument.spreadsheetml";
    struct lc_text t = { 0 };
    lc_text_addf(&t,
                 "%s<Types xmlns=\"%s/content-types\"><Default Extension=\"rels\" "
                 "ContentType=\"application/vnd.openxmlformats-package.relationships+"
                 "xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                 "<Override PartName=\"/xl/workbook.xml\" "
                 "ContentType=\"%s.sheet.main+xml\"/><Override "
                 "PartName=\"/xl/styles.xml\" ContentType=\"%s.styles+xml\"/>",
                 head, package, form, form);
    for (size_t k = 1; k <= book->sheets; k++)
        lc_text_addf(&t,
                     "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" "
                     "ContentType=\"%s.worksheet+xml\"/>",
                     k, form);
    lc_text_add(&t, "</Types>\n");
    add_entry(a, "[Content_Types].xml", &t);
    lc_text_addf(
        &t,
        "%s<Relationships xmlns=\"%s/relationships\"><Relationship Id=\"rId1\" "
        "Type=\"%s/officeDocument\" "
        "Target=\"xl/workbook.xml\"/></Relationships>\n",
        head, package, office);
    add_entry(a, "_rels/.rels", &t);
}

static void add_book(struct archive *a, const struct lc_workbook *book)
{
    struct lc_text t = { 0 }, r = { 0 };
    lc_text_addf(&t, "%s<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets>", head,
                 main_space, office);
    lc_text_addf(&r, "%s<Relationships xmlns=\"%s/relationships\">", head, package);
    for (size_t k = 1; k <= book->sheets; k++) {
        lc_text_addf(&t, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"rId%zu\"/>",
                     book->name[k - 1], k, k);
        lc_text_addf(&r,
                     "<Relationship Id=\"rId%zu\" Type=\"%s/worksheet\" "
                     "Target=\"worksheets/sheet%zu.xml\"/>",
                     k, office, k);
    }
    lc_text_add(&t, "</sheets></workbook>\n");
    lc_text_addf(&r,
                 "<Relationship Id=\"rId%zu\" Type=\"%s/styles\" "
                 "Target=\"styles.xml\"/></Relationships>\n",
                 book->sheets + 1, office);
    add_entry(a, "xl/workbook.xml", &t);
    add_entry(a, "xl/_rels/workbook.xml.rels", &r);
}

/* The styles of cells, in the order of enum style. */
static void add_styles(struct archive *a)
{
    struct lc_text t = { 0 };
    lc_text_addf(
        &t,
        "%s<styleSheet xmlns=\"%s\"><numFmts count=\"2\"><numFmt "
        "numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/><numFmt numFmtId=\"165\" "
        "formatCode=\"0.0%%\"/></numFmts><fonts count=\"2\"><font/><font><b/></font>"
        "</fonts><fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill>"
        "</fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\">"
        "<xf/></cellStyleXfs><cellXfs count=\"5\"><xf/><xf numFmtId=\"164\" "
        "applyNumberFormat=\"1\"/><xf numFmtId=\"165\" applyNumberFormat=\"1\"/>"
        "<xf fontId=\"1\" applyFont=\"1\"/><xf applyAlignment=\"1\"><alignment "
        "vertical=\"top\" wrapText=\"1\"/></xf></cellXfs></styleSheet>\n",
        head, main_space);
    add_entry(a, "xl/styles.xml", &t);
}

int lc_workbook_write(struct lc_workbook *book, struct lc_text *out,
                      struct lc_error *err)
{
    struct archive a = { .out = out, .base = out->size };
    char name[64];
    end_sheet(book);
    add_types(&a, book);
    add_book(&a, book);
    add_styles(&a);
    for (size_t k = 0; k < book->sheets; k++) {
        snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", k + 1);
        add_entry(&a, name, book->sheet + k);
    }
    end_archive(&a);
    *book = (struct lc_workbook){ 0 };
    return lc_text_check(out, err);
}
