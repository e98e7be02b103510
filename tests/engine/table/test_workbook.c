/* Workbooks: what a cell says, wherever it stands and however it is written. Expected
 * values are what Excel and LibreOffice show, and days counted by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/file.h"
#include "support/packed.h"
#include "support/sheet.h"
#include "table/grid_inside.h"
#include "table/tables.h"

static char *folder, path[300];

static void begin(void)
{
    lc_begin();
    folder = folder_new();
    snprintf(path, sizeof path, "%s/book", folder);
}

static void finish(void)
{
    folder_remove(folder);
}

TestSuite(workbook, .init = begin, .fini = finish);

static void put(struct lc_text bytes)
{
    cr_assert(zero(int, lc_file_write(path, true, bytes.data, bytes.size, NULL)));
    lc_text_free(&bytes);
}

static void add_row(struct lc_text *out, const struct lc_csv_row *row)
{
    lc_text_addf(out, "%llu", (unsigned long long)row->line);
    if (row->trouble)
        lc_text_addf(out, " %s", lc_csv_trouble_text(row->trouble));
    for (size_t i = 0; i < row->count; i++)
        lc_text_addf(out, "|%.*s", (int)row->field[i].size, row->field[i].data);
    lc_text_add(out, "\n");
}

/* "line|cell|cell" of the header and every row, or the error. */
static char *told(size_t table)
{
    struct lc_text out = { 0 };
    struct lc_error err = { 0 };
    const struct lc_csv_row *row;
    lc_csv *csv;
    int code = lc_csv_open_table(&csv, path, table, NULL, &err);
    if (!code)
        add_row(&out, lc_csv_header(csv));
    while (!code && !(code = lc_csv_next(csv, &row, &err)) && row)
        add_row(&out, row);
    lc_csv_close(csv);
    if (code)
        lc_text_addf(&out, "%s", err.text + strlen(path));
    return out.data;
}

static void tells(size_t table, const char *wanted)
{
    char *got = told(table);
    cr_expect(eq(str, got, (char *)(uintptr_t)wanted));
    free(got);
}

static void refused(const char *words)
{
    char *got = told(0);
    cr_expect(strstr(got, words) != NULL, "%s", got);
    free(got);
}

/* --- xlsx ------------------------------------------------------------------------- */

#define TEXTS                                                                          \
    "<sst><si><t xml:space='preserve'> a b </t></si>"                                  \
    "<si><r><rPr><b/></rPr><t>Zo</t></r><r><t>&#xEB;</t></r>"                          \
    "<rPh sb='0' eb='1'><t>no</t></rPh></si><si><t>x_x000D_\ny_x005F_</t></si>"        \
    "<si/></sst>"

Test(workbook, kinds_of_cells)
{
    put(packed_xlsx(
        PACKED_BOOK,
        PACKED_SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' "
                     "t='inlineStr'><is><t>in</t></is></c><c r='C1' t='str'>"
                     "<f>A1</f><v>made</v></c></row>"
                     "<row r='2'><c r='A2' t='s'><v>1</v></c><c r='B2' t='b'>"
                     "<v>1</v></c><c r='C2' t='b'><v>0</v></c></row>"
                     "<row r='3'><c r='A3' t='e'><v>#N/A</v></c><c r='B3'><v>7</v></c>"
                     "<c r='C3' t='d'><v>2024-03-31T00:00:00</v></c></row>"
                     "<row r='4'><c r='A4' t='d'><v>2024-03-31T14:20:00</v></c>"
                     "<c r='B4' t='s'><v>99</v></c><c r='C4' t='s'><v>2</v></c></row>"
                     "<row r='5'><c r='C5' t='inlineStr'><is><r><t>o</t></r><r><t>k"
                     "</t></r><rPh><t>no</t></rPh></is></c></row>"),
        PACKED_SHEET(""), TEXTS, NULL));
    tells(0, "1|a b|in|made\n2|Zo\xc3\xab|TRUE|FALSE\n3||7|2024-03-31\n"
             "4|2024-03-31 14:20:00||x\ny_\n5|||ok\n");
}

/* A formula whose value was never worked out, and an error in the place of one, are no
 * blank: LC_CSV_UNTOLD, and the error. One that worked out to nothing is blank. */
Test(workbook, values_that_are_not_there)
{
    put(packed_xlsx(
        PACKED_BOOK,
        PACKED_SHEET("<row><c><f>A9</f></c><c t='str'><f>A9</f><v></v></c>"
                     "<c t='e'><f>1/0</f><v>#DIV/0!</v></c><c t='e'><v>#N/A</v></c>"
                     "<c><f t='shared' si='0'/><v>5</v></c><c t='str'><f>A9</f></c>"
                     "<c><v>1</v></c></row>"),
        PACKED_SHEET(""), NULL, NULL));
    tells(0, "1|" LC_CSV_UNTOLD "||#DIV/0!||5|" LC_CSV_UNTOLD "|1\n");
}

/* Cells and rows that are left out, that do not say where they are, rows that say
 * nothing, a dimension of the whole sheet, prefixes, and a title above the header. */
Test(workbook, places)
{
    put(packed_xlsx(
        PACKED_BOOK,
        "<?xml version='1.0' encoding='UTF-8'?><x:worksheet xmlns:x='urn:x'>"
        "<x:dimension ref='A1:XFD1048576'/><x:sheetData>"
        "<x:row r='2'><x:c r='A2' t='str'><x:v>title</x:v></x:c></x:row>"
        "<x:row r='4'><x:c t='str'><x:v>a</x:v></x:c><x:c t='str'><x:v>b</x:v></x:c>"
        "<x:c r='E4' t='str'><x:v>e</x:v></x:c></x:row><x:row/>"
        "<x:row><x:c r='B6'><x:v>6</x:v></x:c><x:c/><x:c><x:v>4</x:v></x:c></x:row>"
        "<x:row r='1048576'><x:c r='A1'><x:v>1</x:v></x:c><x:c "
        "r='F1'><x:v>9</x:v></x:c>"
        "</x:row></x:sheetData><x:mergeCells><x:mergeCell ref='A2:E2'/></x:mergeCells>"
        "</x:worksheet>",
        PACKED_SHEET(""), NULL, NULL));
    lc_csv *csv;
    const struct lc_csv_row *row;
    struct lc_text out = { 0 };
    bool none;
    cr_assert(zero(int, lc_csv_open_table(&csv, path, 0, NULL, NULL)));
    cr_assert(zero(int, lc_csv_header_next(csv, &none, NULL)));
    cr_assert(eq(sz, lc_csv_titles(csv), 1));
    add_row(&out, lc_csv_header(csv));
    while (!lc_csv_next(csv, &row, NULL) && row)
        add_row(&out, row);
    cr_assert(zero(int, lc_csv_header_next(csv, &none, NULL)));
    cr_assert(none);
    cr_expect(eq(str, out.data, "4|a|b|||e\n6||6||4|\n1048576|1||||\n"));
    lc_csv_close(csv);
    lc_text_free(&out);
}

/* 45382 is 31 March 2024: 25569 is 1 January 1970, and from there 19813 days. 60 is the
 * 29 February 1900 that there was not. In the other system a day is 1462 less. */
#define STYLES                                                                         \
    "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy;@'/>"          \
    "<numFmt numFmtId='165' formatCode='#,##0.00 \"days\"'/>"                          \
    "<numFmt numFmtId='166' formatCode='[h]:mm'/></numFmts>"                           \
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>"                        \
    "<xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/>"    \
    "<xf numFmtId='166'/><xf numFmtId='22'/></cellXfs></styleSheet>"
#define CELL(style, value) "<c s='" #style "'><v>" value "</v></c>"
#define DAYS                                                                           \
    "<row>" CELL(0, "45382") CELL(1, "45382") CELL(2, "45382") CELL(3, "45382")        \
        CELL(9, "45382") "</row><row>" CELL(5, "45382.5") CELL(1, "45382.999999999")   \
            CELL(4, "1.25") CELL(4, "0.5")                                             \
                CELL(5, "45382.25") "</row><row>" CELL(1, "1") CELL(1, "59")           \
                    CELL(1, "60") CELL(1, "61")                                        \
                        CELL(1, "0") "</row><row>" CELL(1, "-3") CELL(1, "2958465")    \
                            CELL(1, "2958466") CELL(1, "x")                            \
                                CELL(1, "4.5382E4") "</row>"

Test(workbook, days)
{
    put(packed_xlsx(PACKED_BOOK, PACKED_SHEET(DAYS), PACKED_SHEET(""), NULL, STYLES));
    tells(0, "1|45382|2024-03-31|2024-03-31|45382|45382\n"
             "2|2024-03-31 12:00:00|2024-04-01|30:00:00|12:00:00|2024-03-31 06:00:00\n"
             "3|1900-01-01|1900-02-28|1900-02-29|1900-03-01|0\n"
             "4|-3|9999-12-31|2958466|x|2024-03-31\n");
    put(packed_xlsx("<workbook><workbookPr date1904='1'/><sheets><sheet name='a' "
                    "r:id='s1'/></sheets></workbook>",
                    PACKED_SHEET("<row>" CELL(1, "43920") CELL(1, "0") CELL(4, "0.5")
                                     CELL(0, "43920") "</row>"),
                    PACKED_SHEET(""), NULL, STYLES));
    tells(0, "1|2024-03-31|1904-01-01|12:00:00|43920\n");
}

Test(workbook, numbers)
{
    static const char *const pairs[][2] = {
        { "5", "5" },
        { "007", "007" },
        { "5.0", "5" },
        { "-5.00", "-5" },
        { "9.434765919E9", "9434765919" },
        { "9434765919", "9434765919" },
        { "0.30000000000000004", "0.3" },
        { "1E+3", "1000" },
        { "1e300", "1e+300" },
        { "12345678901234567890", "12345678901234567890" },
        { "", "" },
        { "1.5x", "1.5x" },
        { "nan", "nan" },
    };
    char out[LC_GRID_NUMBER];
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct lc_slice got =
            lc_grid_number(lc_slice_of(pairs[i][0]), LC_GRID_PLAIN, false, out);
        cr_expect(lc_slice_is(got, pairs[i][1]), "%s is %.*s", pairs[i][0],
                  (int)got.size, got.data);
    }
}

Test(workbook, forms)
{
    static const struct {
        const char *code;
        enum lc_grid_form form;
    } forms[] = {
        { "General", LC_GRID_PLAIN },
        { "0.00E+00", LC_GRID_PLAIN },
        { "#,##0;[Red]-#,##0", LC_GRID_PLAIN },
        { "0 \"days\"", LC_GRID_PLAIN },
        { "0\\d", LC_GRID_PLAIN },
        { "[$\xc2\xa3-809]#,##0", LC_GRID_PLAIN },
        { "_-* #,##0_-", LC_GRID_PLAIN },
        { "0;dd/mm/yyyy", LC_GRID_PLAIN },
        { "@", LC_GRID_PLAIN },
        { "\"y", LC_GRID_PLAIN },
        { "[", LC_GRID_PLAIN },
        { "\\", LC_GRID_PLAIN },
        { "yyyy-mm-dd", LC_GRID_DAY },
        { "[$-809]dd mmmm yyyy", LC_GRID_DAY },
        { "mmm", LC_GRID_DAY },
        { "d/m/yy h:mm", LC_GRID_DAY },
        { "[Blue]DD.MM.YY", LC_GRID_DAY },
        { "h:mm AM/PM", LC_GRID_TIME },
        { "[hh]:mm:ss", LC_GRID_TIME },
        { "mm:ss.0", LC_GRID_TIME },
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        cr_expect(eq(int, lc_grid_form_read(forms[i].code), forms[i].form), "%s",
                  forms[i].code);
    cr_expect(eq(int, lc_grid_form_of(14), LC_GRID_DAY));
    cr_expect(eq(int, lc_grid_form_of(22), LC_GRID_DAY));
    cr_expect(eq(int, lc_grid_form_of(21), LC_GRID_TIME));
    cr_expect(eq(int, lc_grid_form_of(46), LC_GRID_TIME));
    cr_expect(eq(int, lc_grid_form_of(13), LC_GRID_PLAIN));
    cr_expect(eq(int, lc_grid_form_of(49), LC_GRID_PLAIN));
}

/* A cell that is too long, or too far on the right, costs its own row. */
Test(workbook, too_much)
{
    struct lc_text sheet = { 0 };
    lc_text_add(&sheet, "<worksheet><sheetData><row><c t='str'><v>a</v></c></row>"
                        "<row><c t='str'><v>");
    for (int i = 0; i <= LC_CSV_FIELD; i++)
        lc_text_add(&sheet, "z");
    lc_text_add(&sheet, "</v></c></row><row><c r='XFD3'><v>1</v></c></row><row>"
                        "<c r='XFD4'/><c r='A4'><v>4</v></c></row></sheetData>"
                        "</worksheet>");
    put(packed_xlsx(PACKED_BOOK, sheet.data, PACKED_SHEET(""), NULL, NULL));
    tells(0, "1|a\n2 a field or a line that is too long\n3 too many fields\n4|4\n");
    lc_text_free(&sheet);
}

Test(workbook, sheets)
{
    struct lc_tables tables;
    put(packed_xlsx(PACKED_BOOK, PACKED_SHEET("<row><c><v>1</v></c></row>"),
                    PACKED_SHEET("<row><c><v>2</v></c></row>"), NULL, NULL));
    cr_assert(zero(int, lc_tables_list(&tables, path, NULL, NULL)));
    cr_assert(eq(sz, tables.count, 2)); /* a chart is no table */
    cr_expect(eq(str, tables.name[0], "First"));
    cr_expect(eq(str, tables.name[1], "Second & last"));
    cr_expect(eq(str, (char *)(uintptr_t)tables.container->noun, "sheet"));
    cr_expect(not(tables.hidden[0]));
    cr_expect(tables.hidden[1]);
    lc_tables_free(&tables);
    tells(1, "1|2\n");
    tells(2, ": there is no such table");
}

/* --- ods -------------------------------------------------------------------------- */

#define ODS(sheets)                                                                    \
    "<office:document-content><office:body><office:spreadsheet>" sheets                \
    "</office:spreadsheet></office:body></office:document-content>"
#define ODS_SHEET(name, rows)                                                          \
    "<table:table table:name='" name "'>" rows "</table:table>"
#define ODS_ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define ODS_CELL(more, inside)                                                         \
    "<table:table-cell " more ">" inside "</table:table-cell>"
#define ODS_TEXT(text)                                                                 \
    ODS_CELL("office:value-type='string'", "<text:p>" text "</text:p>")

/* clang-format off */
#define ODS_SAYS(type, says, text) ODS_CELL("office:value-type='" type "' " says, text)
#define SECOND \
    "<table:table-header-rows>" \
    ODS_ROW(ODS_TEXT("a<text:s text:c='2'/>b<text:tab/>c") \
            ODS_TEXT("x</text:p><office:annotation><text:p>note</text:p></office:annotation><text:p>y<text:span>z</text:span>") \
            ODS_TEXT("h")) \
    "</table:table-header-rows>" \
    ODS_ROW(ODS_SAYS("float", "office:value='9.5E1'", "<text:p>95.00</text:p>") \
            ODS_SAYS("date", "office:date-value='2024-03-31'", "<text:p>31/03/24</text:p>") \
            ODS_SAYS("date", "office:date-value='2024-03-31T14:20:00'", "")) \
    ODS_ROW(ODS_SAYS("boolean", "office:boolean-value='true'", "<text:p>WAHR</text:p>") \
            ODS_SAYS("time", "office:time-value='PT08H05M00S'", "") \
            ODS_SAYS("string", "office:string-value='' calcext:value-type='error'", "<text:p>#N/A</text:p>")) \
    "<table:table-row table:number-rows-repeated='7'>" \
    ODS_CELL("table:number-columns-repeated='16384'", "") "</table:table-row>" \
    "<table:table-row table:number-rows-repeated='2'><table:covered-table-cell/>" \
    ODS_SAYS("float", "office:value='4' table:number-columns-repeated='2'", "") "</table:table-row>" \
    "<table:table-row table:number-rows-repeated='1048560'><table:table-cell/></table:table-row>"
/* clang-format on */

Test(workbook, ods_cells)
{
    put(packed_ods(
        ODS(ODS_SHEET("One", ODS_ROW(ODS_TEXT("other"))) ODS_SHEET("Two", SECOND))));
    tells(0, "1|other\n");
    tells(1, "1|a  b\tc|x\nyz|h\n2|95|2024-03-31|2024-03-31 14:20:00\n"
             "3|TRUE|08:05:00|\n11||4|4\n12||4|4\n");
}

Test(workbook, ods_values_that_are_not_there)
{
#define ODS_OF(more, text) ODS_CELL("table:formula='of:=A9' " more, text)
    put(packed_ods(ODS(ODS_SHEET(
        "One",
        ODS_ROW(ODS_OF("", "") ODS_OF("office:value-type='string'", "") ODS_OF(
            "office:value-type='string' office:string-value='' "
            "calcext:value-type='error'",
            "<text:p>#REF!</text:p>")
                    ODS_OF("office:value-type='string' office:string-value='' "
                           "calcext:value-type='error'",
                           "<text:p>Err:502</text:p>")
                        ODS_OF("office:value-type='float' office:value='5'", ""))))));
    tells(0, "1|" LC_CSV_UNTOLD "||#REF!|Err:502|5\n");
}

/* --- what is none, and what is made to do harm ------------------------------------ */

Test(workbook, refused)
{
    put(packed_xlsx(PACKED_BOOK,
                    "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet>&b;</worksheet>",
                    PACKED_SHEET(""), NULL, NULL));
    refused("has a document type");
    put(packed_xlsx(PACKED_BOOK, "<worksheet><sheetData><row>", PACKED_SHEET(""), NULL,
                    NULL));
    refused("is no XML");
    put(packed_xlsx(PACKED_BOOK, PACKED_SHEET("<row r='1048577'><c><v>1</v></c></row>"),
                    PACKED_SHEET(""), NULL, NULL));
    refused("more than 1048576 rows");
    struct lc_text deep = { 0 };
    for (int i = 0; i < 300; i++)
        lc_text_add(&deep, "<a>");
    put(packed_xlsx(PACKED_BOOK, deep.data, PACKED_SHEET(""), NULL, NULL));
    refused("elements in elements");
    lc_text_free(&deep);
    put(packed_ods(ODS(ODS_SHEET("a", "<table:table-row "
                                      "table:number-rows-repeated='9999999'>" ODS_TEXT(
                                          "x") "</table:table-row>"))));
    refused("more than 1048576 rows");
}

/* A megabyte of text in one cell of the shared ones, which a million others name. */
Test(workbook, unfolds_by_sharing)
{
    struct lc_text texts = { 0 }, sheet = { 0 };
    lc_text_add(&texts, "<sst><si><t>");
    for (int i = 0; i < LC_CSV_FIELD; i++)
        lc_text_add(&texts, "z");
    lc_text_add(&texts, "</t></si></sst>");
    lc_text_add(&sheet, "<worksheet><sheetData>");
    for (int i = 0; i < 2000; i++)
        lc_text_add(&sheet, "<row><c t='s'><v>0</v></c></row>");
    lc_text_add(&sheet, "</sheetData></worksheet>");
    put(packed_xlsx(PACKED_BOOK, sheet.data, PACKED_SHEET(""), texts.data, NULL));
    char *got = told(0);
    cr_expect(strstr(got, "this unfolds to more than 64 MB") != NULL);
    free(got);
    lc_text_free(&texts);
    lc_text_free(&sheet);
}
