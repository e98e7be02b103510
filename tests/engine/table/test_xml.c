/* XML as tables: what is written in every way that XML has, in every encoding, and what
 * is refused. Which rows a record has is test_tree.c's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "support/nested.h"
#include "support/sheet.h"
#include "table/csv.h"

static char *folder;

static void begin(void)
{
    lc_begin();
    folder = folder_new();
}

static void finish(void)
{
    folder_remove(folder);
}

TestSuite(xml, .init = begin, .fini = finish);

static const struct lc_layout_column spell_columns[] = {
    { .name = "CHILD", .shared = true },
    { .name = "START" },
    { .name = "END" },
};
static const struct lc_layout_column visit_columns[] = {
    { .name = "CHILD", .shared = true },
    { .name = "DAY" },
};
static const struct lc_tree_layout some[] = {
    { "spells", "RETURN", NULL, "SPELL", 3, spell_columns, 0, NULL },
    { "visits", "RETURN", NULL, "VISIT", 2, visit_columns, 0, NULL },
    { "others", "Message", "Child", "VISIT", 2, visit_columns, 0, NULL },
};
static const struct lc_layouts layouts = { 3, some };

static int read_bytes(const char *data, size_t size, struct lc_text *out,
                      struct lc_error *err)
{
    char *path = nested_file(folder, "r.xml", data, size);
    int code = nested_read(path, &layouts, out, err);
    free(path);
    return code;
}

static void expect_bytes(const char *data, size_t size, const char *tables)
{
    struct lc_text out;
    struct lc_error err = { 0 };
    cr_assert(zero(int, read_bytes(data, size, &out, &err)), "%s", err.text);
    cr_assert(eq(str, out.data, (char *)tables));
    lc_text_free(&out);
}

static void expect(const char *text, const char *tables)
{
    expect_bytes(text, strlen(text), tables);
}

/* words: that the message has, ended by NULL. */
static void refuse(const char *text, const char *const *words)
{
    struct lc_text out;
    struct lc_error err = { 0 };
    cr_assert(eq(int, read_bytes(text, strlen(text), &out, &err), LC_FORMAT), "%s",
              text);
    for (; *words; words++)
        cr_assert(strstr(err.text, *words) != NULL, "'%s' is not in: %s", *words,
                  err.text);
    lc_text_free(&out);
}
#define REFUSE(text, ...) refuse(text, (const char *const[]){ __VA_ARGS__, NULL })

Test(xml, tables_that_have_rows)
{
    expect("<RETURN>\n"
           " <KID><CHILD>1</CHILD>\n"
           "  <SPELL>\n"
           "   <START>a</START><END/>\n"
           "  </SPELL><SPELL><START>b</START>\n"
           "   <END>c</END></SPELL>\n"
           " </KID>\n"
           "</RETURN>\n",
           "spells:\n3:1,a,\n5:1,b,c\n");
    expect("<Message><Children><Child><CHILD>1</CHILD><VISIT><DAY>2</DAY></VISIT>"
           "</Child></Children></Message>",
           "others:\n1:1,2\n");
}

Test(xml, all_that_may_be_written)
{
    expect(
        "<?xml version='1.0'?>\n"
        "<!-- a return -->\n"
        "<?style none?>\n"
        "<d:RETURN xmlns:d='urn:x' xmlns='urn:y' at='1'>\n"
        "stray <d:kid n=\"&lt;\">words <d:Child>  A&amp;B &#x20ac;&lt;\n </d:Child>\n"
        "<SPELL>between<START><![CDATA[<a>&]]>b<!-- not --></START>them\n"
        "<END   \n></END\n></SPELL></d:kid>\n"
        "</d:RETURN>\n<!-- ends -->\n",
        "spells:\n7:A&B \xe2\x82\xac<,<a>&b,\n");
}

Test(xml, order_of_a_records_parts_does_not_matter)
{
    expect("<RETURN><K><VISIT><DAY>1</DAY></VISIT><SPELL><START>2</START></SPELL>"
           "<H><CHILD>7</CHILD></H></K></RETURN>",
           "spells:\n1:7,2,\nvisits:\n1:7,1\n");
}

/* --- encodings -------------------------------------------------------------------- */

#define BODY(name)                                                                     \
    "<RETURN><K><SPELL><CHILD>" name "</CHILD><START>1</START></SPELL></K></RETURN>"
#define FOUND "spells:\n1:Zo\xc3\xab \xe2\x82\xac,1,\n"

Test(xml, encodings)
{
    expect(BODY("Zo\xc3\xab \xe2\x82\xac"), FOUND);
    expect("\xef\xbb\xbf" BODY("Zo\xc3\xab \xe2\x82\xac"), FOUND);
    expect("<?xml version='1.0' encoding='utf-8'?>" BODY("Zo\xc3\xab \xe2\x82\xac"),
           FOUND);
    expect("<?xml version='1.0' encoding='us-ascii'?>" BODY("Zo&#235; &#8364;"), FOUND);
    expect("<?xml version='1.0' encoding='ISO-8859-1'?>" BODY("Zo\xeb &#8364;"), FOUND);
    expect("<?xml version='1.0' encoding='Windows-1252'?>" BODY("Zo\xeb \x80"), FOUND);
}

/* Each byte of ASCII as two. */
static size_t widen(const char *text, bool little, char *out)
{
    size_t size = 0;
    out[size++] = (char)(little ? 0xff : 0xfe);
    out[size++] = (char)(little ? 0xfe : 0xff);
    for (; *text; text++) {
        out[size + !little] = *text;
        out[size + little] = 0;
        size += 2;
    }
    return size;
}

Test(xml, utf_16)
{
    static const char text[] =
        "<?xml version='1.0' encoding='utf-16'?>\n" BODY("Zo&#235; &#8364;");
    char wide[2 * sizeof text + 2];
    for (int little = 0; little < 2; little++)
        expect_bytes(wide, widen(text, little, wide),
                     "spells:\n2:Zo\xc3\xab \xe2\x82\xac,1,\n");
}

/* What its first line says and its bytes do not. */
Test(xml, encodings_misnamed)
{
    static const char text[] =
        "<?xml version='1.0' encoding='utf-8'?>\n" BODY("Zo&#235; &#8364;");
    char wide[2 * sizeof text + 2];
    for (int little = 0; little < 2; little++)
        expect_bytes(wide, widen(text, little, wide),
                     "spells:\n2:Zo\xc3\xab \xe2\x82\xac,1,\n");
    expect(
        "<?xml version=\"1.0\" encoding=\"utf-16\"?>" BODY("Zo\xc3\xab \xe2\x82\xac"),
        FOUND);
    expect("<?xml version='1.0' encoding='UTF8'?>" BODY("Zo\xc3\xab \xe2\x82\xac"),
           FOUND);
    expect("\n \r\n<?xml version='1.0'?>" BODY("Zo\xc3\xab \xe2\x82\xac"),
           "spells:\n3:Zo\xc3\xab \xe2\x82\xac,1,\n");
    REFUSE("\n\n<?xml version='1.0'?>\n<RETURN></K>", "r.xml:4: ");
}

Test(xml, encodings_that_it_is_not_in)
{
    REFUSE(BODY("Zo\xeb"), "r.xml:1: ", "not UTF-8", "encoding=\"windows-1252\"");
    REFUSE("<?xml version='1.0' encoding='Windows-1252'?>\n" BODY("\x81"),
           "r.xml:2: ", "not well-formed");
    REFUSE("<?xml version='1.0' encoding='ebcdic-cp-us'?>" BODY("a"),
           "r.xml:1: ", "UTF-8");
}

/* --- what is none ----------------------------------------------------------------- */

Test(xml, not_well_formed)
{
    REFUSE("<RETURN>\n<K><SPELL><CHILD>1</CHILD></SPELL>\n<SPELL></K></RETURN>",
           "r.xml:3: ", "mismatched tag", "nothing", "mend that line");
    REFUSE("<RETURN>\n<PP>2026-09-20</<PP>\n</RETURN>", "r.xml:2: ", "column");
    REFUSE("<RETURN>&nbsp;</RETURN>", "r.xml:1: ", "undefined entity");
    REFUSE("<RETURN></RETURN><RETURN></RETURN>", "r.xml:1: ");
}

/* A file that was cut off, wherever, is none. */
Test(xml, cut_off_anywhere)
{
    static const char whole[] =
        "<?xml version='1.0'?>\n<RETURN>\n<K><SPELL><CHILD>1</CHILD><START>2</START>"
        "</SPELL></K>\n<K></K></RETURN>";
    for (size_t size = 2; size < sizeof whole; size++) {
        struct lc_text out;
        struct lc_error err = { 0 };
        int code = read_bytes(whole, size, &out, &err);
        cr_assert(eq(int, code, size + 1 < sizeof whole ? LC_FORMAT : LC_OK), "%zu: %s",
                  size, err.text);
        lc_text_free(&out);
    }
}

Test(xml, what_it_is_instead)
{
    REFUSE("<RETRUN><K/></RETRUN>", "<RETRUN>", "RETURN, Message");
    REFUSE("<Workbook><a/></Workbook>", "Excel 2003");
    REFUSE("<?xml version='1.0'?><html><a/></html>", "a web page");
    REFUSE("<?xml version='1.0'?>\n<!DOCTYPE html>\n<html/>", "a web page");
    REFUSE("<xs:schema xmlns:xs='x'><xs:element/></xs:schema>", "schema");
    REFUSE("<RETURN><K><A>1</A></K></RETURN>", "<RETURN>", "no SPELL");
}

/* A root may be anybody's word: it is not shown. */
Test(xml, stranger_is_not_named)
{
    struct lc_text out;
    struct lc_error err = { 0 };
    static const char text[] = "<JohnSmith2010><a/></JohnSmith2010>";
    cr_assert(eq(int, read_bytes(text, sizeof text - 1, &out, &err), LC_FORMAT));
    cr_assert(strstr(err.text, "John") == NULL, "%s", err.text);
    cr_assert(strstr(err.text, "RETURN, Message") != NULL, "%s", err.text);
    lc_text_free(&out);
}

Test(xml, doctype_is_refused)
{
    REFUSE("<?xml version='1.0'?>\n"
           "<!DOCTYPE r [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>\n"
           "<RETURN>&b;</RETURN>",
           "r.xml:2: ", "DOCTYPE");
    REFUSE("<!DOCTYPE RETURN SYSTEM 'file:///etc/passwd'><RETURN/>", "DOCTYPE");
}

/* --- sizes ------------------------------------------------------------------------ */

static void add_long(struct lc_text *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        lc_text_add(text, "x");
}

/* Blocks are of 64 KiB: rows stand across their ends, at every place of a row. */
Test(xml, more_than_a_block)
{
    struct lc_text text = { 0 }, want = { 0 };
    lc_text_add(&text, "<RETURN>\n");
    lc_text_add(&want, "spells:\n");
    for (int child = 0; child < 4000; child++) {
        lc_text_addf(&text, "<K>\n<SPELL><START>%d</START><END>", child);
        add_long(&text, (size_t)child % 17);
        lc_text_addf(&text, "</END></SPELL><CHILD>c%d</CHILD></K>\n", child);
        lc_text_addf(&want, "%d:c%d,%d,", 3 + 2 * child, child, child);
        add_long(&want, (size_t)child % 17);
        lc_text_add(&want, "\n");
    }
    lc_text_add(&text, "</RETURN>");
    expect_bytes(text.data, text.size, want.data);
    lc_text_free(&text);
    lc_text_free(&want);
}

Test(xml, value_too_long_is_its_rows_trouble)
{
    for (size_t more = 0; more < 2; more++) {
        struct lc_text text = { 0 }, want = { 0 };
        lc_text_add(&text, "<RETURN><K><SPELL><CHILD>1</CHILD><START>");
        add_long(&text, LC_CSV_FIELD + more);
        lc_text_add(&text, "</START></SPELL>\n<SPELL><CHILD>2</CHILD></SPELL></K>"
                           "</RETURN>");
        lc_text_add(&want, more ? "spells:\n1:!" : "spells:\n1:1,");
        add_long(&want, more ? 0 : LC_CSV_FIELD);
        lc_text_add(&want, more ? "\n2:2,,\n" : ",\n2:2,,\n");
        expect_bytes(text.data, text.size, want.data);
        lc_text_free(&text);
        lc_text_free(&want);
    }
}

Test(xml, deep_and_large_are_errors_with_their_line)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, "<RETURN>\n");
    for (int i = 0; i < 100; i++)
        lc_text_add(&text, "<a>\n");
    REFUSE(text.data, "r.xml: line 65: ", "in one another");
    lc_text_clear(&text);
    lc_text_add(&text, "<RETURN>\n<K>\n");
    for (int i = 0; i < 300000; i++)
        lc_text_add(&text, "<SPELL><START>1</START></SPELL>");
    lc_text_add(&text, "</K></RETURN>");
    REFUSE(text.data, "r.xml: what begins in line 2 ");
    lc_text_free(&text);
}
