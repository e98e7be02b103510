/* See pull_inside.h. */
#include "table/pull_inside.h"

#include <string.h>

enum { READ = 64 << 10 };

/* Without its prefix. */
static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *lc_pull_value(const char *const *attribute, const char *name)
{
    for (; *attribute; attribute += 2)
        if (strcmp(local(*attribute), name) == 0)
            return attribute[1];
    return NULL;
}

/* --- handlers --------------------------------------------------------------------- */

void lc_pull_stop(struct lc_pull *pull)
{
    pull->stopped = true;
    XML_StopParser(pull->parser, XML_TRUE);
}

void lc_pull_fail(struct lc_pull *pull, int code)
{
    if (!pull->code)
        pull->code = code;
    XML_StopParser(pull->parser, XML_FALSE);
}

static void refuse(struct lc_pull *p, const char *what)
{
    lc_pull_fail(p,
                 LC_FAIL(&p->err, LC_FORMAT,
                         "%s: file %zu in it has %s, which no workbook has: it may be "
                         "made to do harm",
                         p->zip->file.name, p->member + 1, what));
}

static void begin(void *data, const char *name, const char **attribute)
{
    struct lc_pull *p = data;
    if (++p->depth > LC_PULL_DEPTH)
        refuse(p, "elements in elements without end");
    else
        p->hands->begin(p, local(name), (const char *const *)attribute);
}

static void end(void *data, const char *name)
{
    struct lc_pull *p = data;
    p->depth--;
    p->hands->end(p, local(name));
}

static void text(void *data, const char *bytes, int size)
{
    struct lc_pull *p = data;
    if (p->hands->text)
        p->hands->text(p, bytes, (size_t)size);
}

static void doctype(void *data, const char *name, const char *system,
                    const char *public_id, int internal)
{
    (void)name, (void)system, (void)public_id, (void)internal;
    refuse(data, "a document type");
}

/* --- the parser ------------------------------------------------------------------- */

int lc_pull_open(struct lc_pull *pull, const struct lc_zip *zip, size_t member,
                 const struct lc_pull_hands *hands, void *context, struct lc_error *err)
{
    *pull = (struct lc_pull){
        .hands = hands, .context = context, .zip = zip, .member = member
    };
    int code = lc_unpacked_open(&pull->from, zip, member, err);
    if (code)
        return code;
    pull->parser = XML_ParserCreate(hands->encoding);
    if (!pull->parser)
        return LC_FAIL_NOMEM(err);
    XML_SetHashSalt(pull->parser, zip->file.salt);
    XML_SetUserData(pull->parser, pull);
    XML_SetElementHandler(pull->parser, begin, end);
    XML_SetCharacterDataHandler(pull->parser, text);
    XML_SetStartDoctypeDeclHandler(pull->parser, doctype);
    return LC_OK;
}

void lc_pull_close(struct lc_pull *pull)
{
    if (pull->parser)
        XML_ParserFree(pull->parser);
    lc_unpacked_close(pull->from);
    *pull = (struct lc_pull){ .hands = NULL };
}

static int fail(struct lc_pull *p, struct lc_error *err)
{
    enum XML_Error why = XML_GetErrorCode(p->parser);
    if (p->code)
        return lc_error_pass(err, p->code, &p->err);
    if (why == XML_ERROR_NO_MEMORY)
        return LC_FAIL_NOMEM(err);
    return LC_FAIL(
        err, LC_FORMAT,
        "%s: file %zu in it is no XML (%s, line %lu); save the workbook again",
        p->zip->file.name, p->member + 1, XML_ErrorString(why),
        (unsigned long)XML_GetCurrentLineNumber(p->parser));
}

/* The next bytes. A tag that does not end is read again with every piece. */
static int feed(struct lc_pull *p, enum XML_Status *status, struct lc_error *err)
{
    size_t got;
    XML_Index at = XML_GetCurrentByteIndex(p->parser);
    if (at >= 0 && p->fed > (uint64_t)at + LC_PULL_TAG)
        refuse(p, "a tag without end");
    void *room = p->code ? NULL : XML_GetBuffer(p->parser, READ);
    if (!room)
        return fail(p, err);
    int code = lc_unpacked_read(p->from, READ, room, &got, err);
    p->fed += got;
    p->last = got < READ;
    if (!code)
        *status = XML_ParseBuffer(p->parser, (int)got, p->last);
    return code;
}

int lc_pull_go(struct lc_pull *pull, bool *ended, struct lc_error *err)
{
    enum XML_Status status = XML_STATUS_OK;
    int code = LC_OK;
    *ended = false;
    if (pull->stopped) {
        pull->stopped = false;
        status = XML_ResumeParser(pull->parser);
    }
    while (!code && status == XML_STATUS_OK && !pull->last)
        code = feed(pull, &status, err);
    if (!code && (status == XML_STATUS_ERROR || pull->code))
        code = fail(pull, err);
    *ended = !code && status == XML_STATUS_OK;
    return code;
}

uint64_t lc_pull_at(const struct lc_pull *pull)
{
    return (uint64_t)XML_GetCurrentByteIndex(pull->parser);
}

int lc_pull_from(struct lc_pull *pull, uint64_t at, struct lc_error *err)
{
    static const char around[] = "<a>";
    size_t got;
    int code = lc_unpacked_read_at(pull->from, at, 0, NULL, &got, err);
    if (code)
        return code;
    pull->fed = sizeof around - 1;
    return XML_Parse(pull->parser, around, sizeof around - 1, 0) == XML_STATUS_OK
               ? LC_OK
               : fail(pull, err);
}

int lc_pull_all(const struct lc_zip *zip, size_t member,
                const struct lc_pull_hands *hands, void *context, struct lc_error *err)
{
    struct lc_pull pull;
    bool ended;
    int code = lc_pull_open(&pull, zip, member, hands, context, err);
    if (!code)
        code = lc_pull_go(&pull, &ended, err);
    lc_pull_close(&pull);
    return code;
}
