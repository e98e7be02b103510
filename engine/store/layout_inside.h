/* The store's file, format 4. HDF5 with the 1.10 file format; nothing of ours is needed
 * to read it:
 *
 *     /                        attributes: program "latecare", format 4, linked 0 or 1,
 *                              settled (records below it were linked),
 *                              identity_turns (rotations of the identity file's key),
 *                              meaning (a paragraph for whoever finds the file)
 *     /records/system          one row a record: person in an agency's system
 *     /records/child, pseudonym
 *     /sources/schema, ...     one row a file that was imported
 *     /links/record, ...       one row a merge of two records (store.h)
 *     /partings/record, ...    one row a link that holds no more, with its days, if any
 *                              ever ended (store.h)
 *     /candidates/record, ...  one row a pair that the last linkage joined or that may be
 *                              one child, if there are any (store.h)
 *     /retentions/history, ... one row a rule of how long a history is kept, if there
 *                              are any (retain.h)
 *     /elders/sealed           one row a rotation of the store's key, if there was any
 *                              (eras.h)
 *     /families/child, ...     one row a child and the days on which it is of a family,
 *                              if any child is (kin.h)
 *     /returns/record, ...     one row a row of a yearly return, if rules of such were
 *                              ever judged (store.h)
 *     /merges/record, ...      one row a number that was merged into another (store.h)
 *     /purges/key, ...         one row a thing that its source took back by name
 *     /pending/key, ...        one row a row that waits for what it belongs to
 *                              (these three only where there are any)
 *     /linkages/day, ...       one row a linkage and its parameters, if there was any
 *     /nests/key, ...          one row a key of events that lie in a thing which can be
 *                              taken back by name alone, if any do (store.h)
 *     /histories/NAME/         attributes: children
 *         child, start, end, known_from, known_to, code, level, record, file, line,
 *         key, content,        one row an event, in the order of history.h
 *         assumed
 *         offset               child c's rows are offset[c] .. offset[c + 1] - 1
 *         attributes/A         further coded columns; attribute: position
 *
 * Every column is a 1-D dataset with the attributes unit (where it has one) and
 * meaning. Codes are HDF5 enums of 16 bits; 0, "not stated", has no name. Texts are
 * UTF-8 of a fixed size, padded with NUL. Digests and pseudonyms are opaque bytes.
 *
 * Columns are chunked, at most 65,536 rows a chunk, with Fletcher's checksum; not
 * compressed, for deflate reads at 0.4 GB/s. Only offset, which a reader of ours makes
 * anew, is (shuffle, deflate). No links but hard ones, no external storage, no times of
 * day: the same store gives the same bytes, before it is encrypted (cipher_inside.h).
 *
 * Format 3 is read: it lacks the columns of later formats. Formats 1 and 2 were under
 * one key for everything and are refused (manifest.c). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

/* Rows of a chunk at most, and bytes of a list of codes that an HDF5 header can hold.
 */
enum { LC_CHUNK_ROWS = 65536, LC_CODE_BYTES = 60000 };

/* What a column's values are in memory and in the file. */
enum lc_stored_as {
    LC_AS_NUMBER, /* uint32 */
    LC_AS_COUNT,  /* uint64 */
    LC_AS_DAY,    /* int32 */
    LC_AS_CODE,   /* uint16, an enum in the file */
    LC_AS_BYTES,  /* a fixed number of them */
    LC_AS_TEXT    /* char *; text of a fixed size in the file */
};

struct lc_cells {
    const char *name;
    size_t offset; /* in the row's struct */
    size_t size;   /* bytes in memory */
    int cell;      /* an lc_stored_as */
    const char *unit, *meaning;
    bool writers;   /* only who changes a store needs it (lc_store_load_part) */
    uint32_t since; /* the first format that has it */
    int32_t before; /* what a day of an older format is */
};

/* A table that memory holds by row and the file by column. */
struct lc_layout {
    const char *group;
    size_t rows, array, room; /* offsets in struct lc_store */
    size_t row_size;
    size_t codes; /* offset in struct lc_store of the code list */
    size_t count;
    const struct lc_cells *cells;
    bool optional; /* not in the file where it has no row */
};

enum { LC_LAYOUTS = 14 };
extern const struct lc_layout lc_layouts[LC_LAYOUTS]; /* records, sources, links,
                                                         partings, candidates,
                                                         retentions, elders,
                                                         families, returns,
                                                         merges, purges, pending,
                                                         linkages, nests */

extern const char lc_store_meaning[];
