#include "support/book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

enum { LONG = 200 };

static uint32_t file_of(struct lc_book *book, int table, int year)
{
    struct lc_error err = { 0 };
    for (size_t i = 0; i < book->files; i++)
        if (book->file[i].table == table && book->file[i].year == year)
            return (uint32_t)i;
    cr_assert(eq(int, lc_book_add_file(book, table, year, &err), LC_OK));
    return (uint32_t)book->files - 1;
}

static uint64_t next_line(const struct lc_book *book, uint32_t file)
{
    uint64_t line = 2;
    for (size_t i = 0; i < book->rows; i++)
        line += book->row[i].file == file;
    return line;
}

static void write_cell(int table, char *word, struct lc_slice *text, int32_t *day)
{
    char *value = strchr(word, '=');
    cr_assert(ne(ptr, value, NULL), "no value: %s", word);
    struct lc_slice name = { word, (size_t)(value++ - word) };
    int column = lc_return_column_named(table, name);
    cr_assert(column != LC_RETURN_NO_COLUMN, "no column: %s", word);
    text[column] = lc_slice_of(value);
    if (lc_day_parse(text[column], LC_DAY_ISO, &day[column]) != LC_OK)
        day[column] = LC_NO_DAY;
}

static void write_row(struct lc_book *book, int year, char *line)
{
    struct lc_error err = { 0 };
    struct lc_slice text[LC_RETURN_COLUMNS];
    int32_t day[LC_RETURN_COLUMNS];
    char *rest, *name = strtok_r(line, " ", &rest);
    int table = lc_return_table_named(lc_slice_of(name));
    cr_assert(table < LC_RETURN_TABLES, "no table: %s", name);
    for (int c = 0; c < LC_RETURN_COLUMNS; c++)
        text[c] = (struct lc_slice){ "", 0 }, day[c] = LC_NO_DAY;
    struct lc_filed row = { .file = file_of(book, table, year), .table = table };
    row.child = (uint64_t)atoi(strtok_r(NULL, " ", &rest));
    row.line = next_line(book, row.file);
    for (char *word; (word = strtok_r(NULL, " ", &rest));)
        write_cell(table, word, text, day);
    cr_assert(eq(int, lc_book_add(book, &row, text, day, &err), LC_OK));
}

void book_write(struct lc_book *book, int year, const char *text)
{
    char *copy = strdup(text), *rest;
    for (char *line = strtok_r(copy, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest))
        write_row(book, year, line);
    free(copy);
}

static int by_words(const void *a, const void *b)
{
    return strcmp(a, b);
}

char *book_found(struct lc_book *book, int year, const char *rule)
{
    struct lc_error err = { 0 };
    struct lc_breach_list list = { 0 };
    cr_assert(eq(int, lc_book_judge(book, year, &list, &err), LC_OK), "%s", err.text);
    char(*words)[LONG] = calloc(list.count + 1, LONG),
    *all = calloc(list.count + 1, LONG);
    size_t n = 0;
    for (size_t i = 0; i < list.count; i++) {
        const struct lc_filed *row = list.breach[i].row;
        if (rule && strcmp(rule, list.breach[i].rule->number) != 0)
            continue;
        snprintf(words[n++], LONG, "%s:%s%s:%llu", list.breach[i].rule->number,
                 book->file[row->file].year == year ? "" : "last ",
                 lc_return_table_name(row->table), (unsigned long long)row->line);
    }
    qsort(words, n, LONG, by_words);
    for (size_t i = 0; i < n; i++) {
        strcat(all, i ? " " : "");
        strcat(all, words[i]);
    }
    free(words);
    lc_breach_list_free(&list);
    return all;
}
