/* Names of columns however they are spelt, and numbers that bear a check digit. */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "import/check_digit_inside.h"
#include "import/heading_inside.h"
#include "import/two_rows_inside.h"

TestSuite(headings, .init = lc_begin);

Test(headings, are_alike_by_their_letters_and_figures)
{
    static const char *const alike[] = {
        "Child Unique ID",
        "child_unique_id",
        "ChildUniqueID",
        "CHILD-UNIQUE-ID",
        " child unique id ",
        "Child\xc2\xa0Unique ID",
        "Child.Unique.ID?",
        "\xef\xbb\xbf"
        "Child Unique ID",
        "Child\xe2\x80\x99UniqueId",
    };
    static const char *const others[] = {
        "Child Unique", "Child Unique IDs", "",
        " _-",          "Child Unique 1D",  "Ch\xc3\xadld Unique ID"
    };
    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
        cr_expect(lc_heading_is(lc_slice_of(alike[i]), alike[0]), "%s", alike[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_expect(not(lc_heading_is(lc_slice_of(others[i]), alike[0])), "%s",
                  others[i]);
    cr_expect(not(lc_heading_is(lc_slice_of("--"), "__")), "names of no letter");
}

/* What a form says of how to fill a column in is no part of its name. */
Test(headings, may_say_what_is_asked)
{
    static const char *const asked[] = { "Start date (dd/mm/yyyy)",
                                         "start_date [required]",
                                         "Start Date (DD-MM-YY hh:mm)",
                                         "Start date(Date)" };
    static const char *const others[] = { "Start date", "Start date (school)",
                                          "Start date ()", "(dd/mm/yyyy)",
                                          "Start date (dd/mm/yyyy) of" };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        cr_expect(lc_heading_is_asked(lc_slice_of(asked[i]), "start_date"), "%s",
                  asked[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_expect(not(lc_heading_is_asked(lc_slice_of(others[i]), "start_date")), "%s",
                  others[i]);
}

/* Nor of another name that the column has; nor is a header then two rows. */
Test(headings, may_ask_by_another_name)
{
    char own[] = "start_date", other[] = "begun";
    char *also[] = { other };
    struct lc_schema_column column = { .name = own, .also = also, .also_count = 1 };
    struct lc_schema schema = { .columns = &column, .columns_count = 1 };
    struct lc_slice name = lc_slice_of("Begun (dd/mm/yyyy)");
    const struct lc_csv_row lower = { .count = 1, .field = &name };
    int place = 0;
    cr_expect(lc_heading_asks(name, &column));
    cr_expect(not(lc_two_rows_are(&schema, &lower, &place)));
    name = lc_slice_of("date");
    cr_expect(not(lc_heading_asks(name, &column)));
    cr_expect(lc_two_rows_are(&schema, &lower, &place));
    column.heading = own; /* a mapping's is the one name */
    name = lc_slice_of("Begun (dd/mm/yyyy)");
    cr_expect(lc_two_rows_are(&schema, &lower, &place));
}

/* What is passed over unread by how it begins is no name of the header in any way: each
 * name of every schema is found however it is spelt, among others or alone. */
Test(headings, what_is_passed_over_is_none)
{
    static const char *const odd[] = { "A", "--", "\xc3\x84rzte", "1a", "_b c" };
    static const char *const forms[] = { "%s",
                                         " %s",
                                         "%s (dd/mm/yyyy)",
                                         "\xef\xbb\xbf%s",
                                         "%s [required]",
                                         "\xe2\x80\x98%s" };
    struct lc_heading_begins begins;
    struct lc_error err = { 0 };
    lc_schemas *schemas;
    char text[300];
    size_t asked = 0, passed = 0;
    struct lc_slice header[2] = { { text, 0 }, lc_slice_of("something else") };
    cr_assert(zero(int, lc_schemas_load(&schemas, "datasets/schema", &err)), "%s",
              err.text);
    for (size_t s = 0; s < lc_schemas_count(schemas); s++)
        for (unsigned c = 0; c < lc_schemas_at(schemas, s)->columns_count; c++) {
            const char *name = lc_schemas_at(schemas, s)->columns[c].name;
            for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
                header[0].size = (size_t)snprintf(text, sizeof text, forms[f], name);
                lc_heading_begins(&begins, 1 + f % 2, header);
                cr_expect(lc_heading_may_be(&begins, name), "%s", text);
            }
            for (size_t i = 0; i < sizeof odd / sizeof *odd; i++, asked++) {
                lc_heading_begins(&begins, 1,
                                  &(struct lc_slice){ odd[i], strlen(odd[i]) });
                bool may = lc_heading_may_be(&begins, name);
                passed += !may;
                cr_expect(may || !lc_heading_is(lc_slice_of(odd[i]), name));
            }
        }
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        lc_heading_begins(&begins, 1, &(struct lc_slice){ odd[i], strlen(odd[i]) });
        cr_expect(lc_heading_may_be(&begins, odd[i]), "%s", odd[i]);
    }
    cr_expect(lt(sz, asked, 2 * passed), "hardly any is passed over");
    lc_schemas_free(schemas);
}

/* 1 to 9, 0, 1, 2 by 2 to 13 make 368 = 16 x 23: A. Of a number for the time being 1 to
 * 9, 0, 1 make 342, and its last letter 13 times its place: A (0) leaves 20, which is
 * X; B (1) leaves 10, L (letters without I, O, S). 943 476 5919 is NHS England's own.
 */
Test(headings, numbers_agree_with_their_check)
{
    static const struct {
        const char *type, *number;
        bool may;
    } cases[] = {
        { "Unique Pupil Number", "A123456789012", true },
        { "unique_pupil_number", "a123456789012", true },
        { "UPN", "B123456789012", false },
        { "UPN", "A123456789021", false },
        { "UPN", "X12345678901A", true },
        { "UPN", "L12345678901B", true },
        { "UPN", "X12345678901B", false },
        { "UPN", "A1234567890123", false },
        { "UPN", "A12345678901I", false },
        { "UPN", "A12345678X012", false },
        { "UPN", "1123456789012", false },
        { "UPN", "", true },
        { "NHS Number", "9434765919", true },
        { "NHS Number", "943 476 5919", true },
        { "NHS Number", "943-476-5919", true },
        { "NHS Number", "9434765918", false },
        { "NHS Number", "4934765919", false },
        { "NHS Number", "943476591", false },
        { "NHS Number", "94347659190", false },
        { "NHS Number", "943476591X", false },
        { "YOT Number", "whatever", true },
        { "", "whatever", true },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect(eq(int,
                     lc_number_may_be(lc_slice_of(cases[i].type),
                                      lc_slice_of(cases[i].number)),
                     cases[i].may),
                  "%s %s", cases[i].type, cases[i].number);
    cr_expect(not(lc_number_is_one(NULL, lc_slice_of("A123456789012"))));
}
