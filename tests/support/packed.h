/* Archives that tests make: zip by hand (APPNOTE.TXT), stored, or as its own header
 * says where a test has reason to lie. Workbooks are such archives. */
#pragma once

#include <string.h>
#include <zlib.h>

#include "base/text.h"

struct packed_part {
    const char *name, *data;
    size_t size;        /* 0: that of the text */
    int method;         /* told, 0: stored, 8: deflated, and done so */
    int flags;          /* 1: locked */
    uint32_t told_size; /* 0: the truth */
    uint32_t wrong_crc; /* turned over in it */
};

static inline void packed_number(struct lc_text *to, uint64_t number, int bytes)
{
    for (; bytes--; number >>= 8) {
        char byte = (char)(number & 0xff);
        lc_text_add_bytes(to, &byte, 1);
    }
}

/* What a head in the archive and an entry of the directory both have. */
static inline void packed_head(struct lc_text *to, const struct packed_part *part,
                               size_t size, size_t packed)
{
    uint32_t crc = (uint32_t)crc32(0, (const Bytef *)part->data, (unsigned)size);
    packed_number(to, 20, 2);
    packed_number(to, (unsigned)part->flags, 2);
    packed_number(to, (unsigned)part->method, 2);
    packed_number(to, 0, 4); /* when */
    packed_number(to, crc ^ part->wrong_crc, 4);
    packed_number(to, packed, 4);
    packed_number(to, part->told_size ? part->told_size : size, 4);
    packed_number(to, strlen(part->name), 2);
    packed_number(to, 0, 2);
}

static inline void packed_bytes(struct lc_text *to, const struct packed_part *part,
                                size_t size)
{
    static char out[1 << 16];
    z_stream z = { .next_in = (Bytef *)(uintptr_t)part->data,
                   .avail_in = (unsigned)size };
    if (part->method != 8) {
        lc_text_add_bytes(to, part->data, size);
        return;
    }
    deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    for (int state = Z_OK; state == Z_OK;) {
        z.next_out = (Bytef *)out;
        z.avail_out = sizeof out;
        state = deflate(&z, Z_FINISH);
        lc_text_add_bytes(to, out, sizeof out - z.avail_out);
    }
    deflateEnd(&z);
}

/* The archive of these parts; lc_text_free() it. */
static inline struct lc_text packed_zip(size_t count, const struct packed_part *part)
{
    struct lc_text zip = { 0 }, directory = { 0 };
    for (size_t i = 0; i < count; i++) {
        size_t size = part[i].size ? part[i].size : strlen(part[i].data);
        size_t at = zip.size;
        struct lc_text bytes = { 0 };
        packed_bytes(&bytes, &part[i], size);
        lc_text_add_bytes(&zip, "PK\3\4", 4);
        packed_head(&zip, &part[i], size, bytes.size);
        lc_text_add(&zip, part[i].name);
        lc_text_add_bytes(&zip, bytes.data, bytes.size);
        lc_text_add_bytes(&directory, "PK\1\2", 4);
        packed_number(&directory, 20, 2);
        packed_head(&directory, &part[i], size, bytes.size);
        packed_number(&directory, 0, 10);
        packed_number(&directory, at, 4);
        lc_text_add(&directory, part[i].name);
        lc_text_free(&bytes);
    }
    size_t at = zip.size;
    lc_text_add_bytes(&zip, directory.data, directory.size);
    lc_text_add_bytes(&zip, "PK\5\6", 4);
    packed_number(&zip, 0, 4);
    packed_number(&zip, count, 2);
    packed_number(&zip, count, 2);
    packed_number(&zip, directory.size, 4);
    packed_number(&zip, at, 4);
    packed_number(&zip, 0, 2);
    lc_text_free(&directory);
    return zip;
}

#define PACKED_ROOT                                                                    \
    "<Relationships><Relationship Id='r1' "                                            \
    "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/"       \
    "officeDocument' Target='xl/workbook.xml'/></Relationships>"
#define PACKED_TYPE "Type='http://purl.oclc.org/ooxml/officeDocument/relationships/"
#define PACKED_PARTS                                                                   \
    "<Relationships>"                                                                  \
    "<Relationship Id='s1' " PACKED_TYPE "worksheet' Target='worksheets/one.xml'/>"    \
    "<Relationship Id='s2' " PACKED_TYPE "worksheet' Target='/xl/two.xml'/>"           \
    "<Relationship Id='c1' " PACKED_TYPE "chartsheet' Target='chart.xml'/>"            \
    "<Relationship Id='t' " PACKED_TYPE "sharedStrings' Target='../xl/texts.xml'/>"    \
    "<Relationship Id='y' " PACKED_TYPE "styles' Target='styles.xml'/>"                \
    "</Relationships>"

/* A workbook of two sheets and a chart between them; texts and styles may be NULL. */
static inline struct lc_text packed_xlsx(const char *book, const char *one,
                                         const char *two, const char *texts,
                                         const char *styles)
{
    const struct packed_part part[] = {
        { .name = "_rels/.rels", .data = PACKED_ROOT },
        { .name = "xl/workbook.xml", .data = book },
        { .name = "xl/_rels/workbook.xml.rels", .data = PACKED_PARTS },
        { .name = "xl/worksheets/one.xml", .data = one, .method = 8 },
        { .name = "xl/Two.xml", .data = two },
        { .name = "xl/chart.xml", .data = "<chartsheet/>" },
        { .name = "xl\\texts.xml", .data = texts ? texts : "<sst/>", .method = 8 },
        { .name = "xl/styles.xml", .data = styles ? styles : "<styleSheet/>" },
    };
    return packed_zip(sizeof part / sizeof *part, part);
}

#define PACKED_BOOK                                                                    \
    "<workbook><sheets><sheet name='First' sheetId='9' r:id='s1' "                     \
    "xmlns:r='urn:r'/><sheet name='Chart' sheetId='1' r:id='c1' xmlns:r='urn:r'/>"     \
    "<sheet name='Second &amp; last' state='hidden' sheetId='2' r:id='s2' "            \
    "xmlns:r='urn:r'/></sheets></workbook>"
#define PACKED_SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

static inline struct lc_text packed_ods(const char *content)
{
    const struct packed_part part[] = {
        { .name = "mimetype",
          .data = "application/vnd.oasis.opendocument.spreadsheet" },
        { .name = "content.xml", .data = content, .method = 8 },
        { .name = "META-INF/manifest.xml", .data = "<manifest/>" },
    };
    return packed_zip(3, part);
}
