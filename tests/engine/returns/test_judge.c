/* Rules broken and kept by rows written for them; what is expected comes from the words
 * of each rule. The year ends 31 March 2025 unless said; children are invented. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "support/book.h"

struct told {
    const char *rule;
    int year;
    const char *now, *last; /* the return and that of the year before */
    const char *found;      /* of that rule alone */
};

#define H(rest)   "Header 1 SEX=F DOB=2010-06-01 ETHNIC=WBRI UPN=UN1 " rest "\n"
#define E(rest)   "Episodes 1 " rest "\n"
#define CARE      "LS=C2 CIN=N1 PLACE=U4 PLACE_PROVIDER=PR1 "
#define STAYED    E("DECOM=2023-06-01 RNE=S " CARE)
#define LEFT      E("DECOM=2024-06-01 RNE=S " CARE "DEC=2024-09-01 REC=E4A")
#define OC2(rest) "OC2 1 DOB=2010-06-01 " rest "\n"
#define OC3(rest) "OC3 1 DOB=2007-01-01 " rest "\n"
#define AD1(rest)                                                                      \
    "AD1 1 DATE_INT=2024-01-01 DATE_MATCH=2024-02-01 FOSTER_CARE=0 NB_ADOPTR=2 "       \
    "SEX_ADOPTR=MF LS_ADOPTR=L11" rest "\n"
#define M(rest) "Missing 1 DOB=2010-06-01 MISSING=M " rest "\n"
#define P(rest) "PlacedAdoption 1 DOB=2010-06-01 " rest "\n"

/* clang-format off */
static const struct told cases[] = {
    /* one cell */
    { "101", 2025, "Header 1 SEX=1\nHeader 2 SEX=M\nHeader 3 SEX=U\nHeader 4 ETHNIC=WBRI\n", NULL, "101:Header:2 101:Header:5" },
    { "102", 2025, "Header 1 DOB=31/02/2010\nHeader 2 DOB=2010-06-01\nHeader 3 SEX=M\n", NULL, "102:Header:2 102:Header:4" },
    { "146", 2025, E("PLACE=H5") E("PLACE=Z11") E("PLACE=K3") E("LS=C2"), NULL, "146:Episodes:3" },
    { "146", 2026, E("PLACE=H5") E("PLACE=Z11") E("PLACE=K3"), NULL, "146:Episodes:2" },
    { "180", 2025, OC2("SDQ_SCORE=40") OC2("SDQ_SCORE=41") OC2("SDQ_SCORE=3.5") OC2("SDQ_SCORE=x") OC2("SDQ_SCORE=0"), NULL, "180:OC2:3 180:OC2:4 180:OC2:5" },
    { "181", 2025, OC2("CONVICTED=1 TEETH_CHECK=2") OC2("CONVICTED=0"), NULL, "181:OC2:2" },
    { "166", 2025, "Reviews 1 REVIEW_CODE=PN1\nReviews 1 REVIEW=2024-05-01 REVIEW_CODE=PN1\n", NULL, "166:Reviews:2" },
    { "1004", 2025, "Missing 1 MISSING=M\nMissing 1 MIS_START=31/02/2024\nMissing 1 MIS_START=2024-05-01\n", NULL, "1004:Missing:2 1004:Missing:3" },
    { "1005", 2025, "Missing 1 MISSING=M\nMissing 1 MIS_END=31/02/2024\n", NULL, "1005:Missing:3" },
    /* cells of a row */
    { "148", 2025, E("DEC=2024-05-01") E("REC=X1") E("DEC=2024-05-01 REC=X1") E("LS=C2"), NULL, "148:Episodes:2 148:Episodes:3" },
    { "355", 2025, E("DECOM=2024-05-01 DEC=2024-05-01") E("DECOM=2024-05-01 DEC=2024-05-02"), NULL, "355:Episodes:2" },
    { "356", 2025, E("DECOM=2024-05-01 DEC=2024-04-30") E("DECOM=2024-05-01 DEC=2024-05-01"), NULL, "356:Episodes:2" },
    { "365", 2025, E("DECOM=2024-05-01 LS=V3 DEC=2024-05-18") E("DECOM=2024-06-01 LS=V3 DEC=2024-06-19"), NULL, "365:Episodes:3" },
    { "385", 2025, E("DEC=2025-03-31") E("DEC=2025-04-01"), NULL, "385:Episodes:3" },
    { "380", 2025, E("PLACE=T0 RNE=S") E("PLACE=T4 RNE=P") E("PLACE=T1 RNE=B") E("PLACE=T1"), NULL, "380:Episodes:2 380:Episodes:5" },
    { "408", 2025, E("PLACE=A5 LS=C2") E("PLACE=A6 LS=E1") E("PLACE=A3 LS=C2"), NULL, "408:Episodes:2" },
    { "530", 2025, E("PLACE=P1 PLACE_PROVIDER=PR4") E("PLACE=P1 PLACE_PROVIDER=PR0") E("PLACE=U1 PLACE_PROVIDER=PR4"), NULL, "530:Episodes:2" },
    { "550", 2025, E("PLACE=U1 PLACE_PROVIDER=PR0") E("PLACE=P1 PLACE_PROVIDER=PR0"), NULL, "550:Episodes:2" },
    { "158", 2025, OC2("INTERVENTION_RECEIVED=1 INTERVENTION_OFFERED=0") OC2("INTERVENTION_RECEIVED=1") OC2("INTERVENTION_RECEIVED=0 INTERVENTION_OFFERED=1"), NULL, "158:OC2:2" },
    { "193", 2025, OC2("SUBSTANCE_MISUSE=0 INTERVENTION_OFFERED=1") OC2("SUBSTANCE_MISUSE=1 INTERVENTION_OFFERED=1") OC2("INTERVENTION_RECEIVED=0"), NULL, "193:OC2:2 193:OC2:4" },
    { "344", 2025, OC3("IN_TOUCH=DIED ACTIV=F1") OC3("IN_TOUCH=RHOM") OC3("IN_TOUCH=YES ACTIV=F1"), NULL, "344:OC3:2" },
    { "520", 2025, "AD1 1 LS_ADOPTR=L11 SEX_ADOPTR=MM\nAD1 2 LS_ADOPTR=L11 SEX_ADOPTR=MF\n", NULL, "520:AD1:2" },
    { "522", 2025, P("DATE_PLACED=2024-05-02 DATE_PLACED_CEASED=2024-05-01") P("DATE_PLACED=2024-05-01 DATE_PLACED_CEASED=2024-05-01"), NULL, "522:PlacedAdoption:2" },
    { "611", 2025, H("MOTHER=1") "Header 2 MOTHER=1 MC_DOB=2024-01-01\nHeader 3 MOTHER=0\n", NULL, "611:Header:2" },
    { "567", 2025, M("MIS_START=2024-05-02 MIS_END=2024-05-01") M("MIS_START=2024-05-01 MIS_END=2024-05-01"), NULL, "567:Missing:2" },
    /* ages, of the header */
    { "352", 2025, "Header 1 DOB=2006-06-01\nHeader 2 DOB=2006-06-02\n" E("DECOM=2024-06-01 RNE=S") "Episodes 2 DECOM=2024-06-01 RNE=S\n", NULL, "352:Episodes:2" },
    { "358", 2025, "Header 1 DOB=2014-06-01\nHeader 2 DOB=2014-05-31\n" E("DECOM=2024-06-01 LS=J1") "Episodes 2 DECOM=2024-06-01 LS=J1\n", NULL, "358:Episodes:2 358:Header:2" },
    { "387", 2025, "Header 1 DOB=2010-06-01\n" E("DEC=2024-05-31 REC=E5") E("DEC=2024-06-01 REC=E5") "Episodes 9 DEC=2024-06-01 REC=E6\n", NULL, "387:Episodes:2 387:Episodes:4" },
    { "389", 2025, "Header 1 DOB=2008-06-01\n" E("DEC=2024-05-31 REC=E7") E("DEC=2024-06-01 REC=E7"), NULL, "389:Episodes:2" },
    { "371", 2025, "Header 1 DOB=2008-06-01\n" E("DECOM=2024-05-31 PLACE=K3 DEC=2024-07-01") E("DECOM=2024-06-01 PLACE=K3 DEC=2024-07-01"), NULL, "371:Episodes:2" },
    /* 29 February: in a common year the birthday is kept on the 28th */
    { "352", 2023, "Header 1 DOB=2004-02-29\n" E("DECOM=2022-02-28 RNE=S") E("DECOM=2022-02-27 RNE=S"), NULL, "352:Episodes:2" },
    { "542", 2025, OC2("DOB=2015-03-31 CONVICTED=0") OC2("DOB=2015-04-01 CONVICTED=0"), NULL, "542:OC2:3" },
    { "304", 2025, "UASC 1 DOB=2007-05-01 DUC=2025-05-01\nUASC 2 DOB=2007-05-01 DUC=2025-05-02\n", NULL, "304:UASC:3" },
    { "231", 2025, "Header 1 DOB=2014-04-01\nHeader 2 DOB=2014-03-31\nHeader 3 DOB=2020-01-01\nUASC 1 SEX=M\nUASC 2 SEX=M\n", NULL, "231:Header:2" },
    /* one episode after the other */
    { "142", 2025, E("DECOM=2024-05-01") E("DECOM=2024-06-01"), NULL, "142:Episodes:2" },
    { "357", 2025, E("DECOM=2024-04-01 RNE=L") E("DECOM=2024-05-01 RNE=P"), NULL, "357:Episodes:2" },
    { "357", 2025, E("DECOM=2024-03-31 RNE=L") E("DECOM=2024-05-01 RNE=P"), NULL, "" },
    { "388", 2025, E("DECOM=2024-05-01 DEC=2024-06-01 REC=X1") E("DECOM=2024-06-02"), NULL, "388:Episodes:2" },
    { "388", 2025, E("DECOM=2024-05-01 DEC=2024-06-01 REC=X1") E("DECOM=2024-06-01 DEC=2024-07-01 REC=X1"), NULL, "388:Episodes:3" },
    { "388", 2025, E("DECOM=2024-05-01 DEC=2024-06-01 REC=E4A") E("DECOM=2024-06-01"), NULL, "388:Episodes:2" },
    { "431", 2025, E("DECOM=2024-05-01 DEC=2024-06-01") E("DECOM=2024-06-01 RNE=S") , NULL, "431:Episodes:3" },
    { "431", 2025, E("DECOM=2024-05-01 DEC=2024-06-01") E("DECOM=2024-06-02 RNE=S") , NULL, "" },
    { "432", 2025, E("DECOM=2024-05-01 DEC=2024-06-01 REC=E4A") E("DECOM=2024-07-01 RNE=P"), NULL, "432:Episodes:3" },
    { "433", 2025, E("DECOM=2024-05-01 DEC=2024-06-01") E("DECOM=2024-06-02 RNE=P"), NULL, "433:Episodes:3" },
    { "434", 2025, E("DECOM=2024-05-01 LS=C1 PLACE=U1 PLACE_PROVIDER=PR1 URN=1 PL_POST=a") E("DECOM=2024-06-01 RNE=L LS=C2 PLACE=U1 PLACE_PROVIDER=PR1 URN=1 PL_POST=a"), NULL, "" },
    { "434", 2025, E("DECOM=2024-05-01 LS=C1 PLACE=U1 PLACE_PROVIDER=PR1 URN=1 PL_POST=a") E("DECOM=2024-06-01 RNE=L LS=C1 PLACE=U1 PLACE_PROVIDER=PR1 URN=1 PL_POST=a"), NULL, "434:Episodes:3" },
    { "501", 2025, E("DECOM=2024-05-01 DEC=2024-06-02") E("DECOM=2024-06-01"), NULL, "501:Episodes:3" },
    { "501", 2025, E("DECOM=2024-06-01") E("DECOM=2024-05-01 DEC=2024-06-01"), NULL, "" },
    { "437", 2025, E("DECOM=2024-05-01 REC=E2") E("DECOM=2024-06-01"), NULL, "437:Episodes:2" },
    { "383", 2025, E("DECOM=2024-05-01 PLACE=U1") E("DECOM=2024-06-01 PLACE=T1") E("DECOM=2024-06-09 PLACE=U4 RNE=P"), NULL, "383:Episodes:4" },
    { "383", 2025, E("DECOM=2024-05-01 PLACE=U1 PL_POST=a") E("DECOM=2024-06-01 PLACE=T1") E("DECOM=2024-06-09 PLACE=U1 PL_POST=b RNE=P"), NULL, "" },
    { "383", 2026, E("DECOM=2025-05-01 PLACE=U1 PL_POST=a") E("DECOM=2025-06-01 PLACE=T1") E("DECOM=2025-06-09 PLACE=U1 PL_POST=b RNE=P"), NULL, "383:Episodes:4" },
    { "336", 2025, E("DECOM=2024-05-01 PLACE=K2") E("DECOM=2024-06-01 PLACE=A3"), NULL, "336:Episodes:3" },
    { "336", 2025, E("DECOM=2024-05-01 PLACE=U6") E("DECOM=2024-06-01 PLACE=A3"), NULL, "" },
    /* how long: 72 hours, 7, 21 and 75 days */
    { "361", 2025, E("DECOM=2024-05-01 LS=L1 DEC=2024-05-04 REC=X1"), NULL, "" },
    { "361", 2025, E("DECOM=2024-05-01 LS=L1 DEC=2024-05-03 REC=X1") E("DECOM=2024-05-03 LS=L1 DEC=2024-05-05"), NULL, "361:Episodes:2 361:Episodes:3" },
    { "361", 2025, E("DECOM=2024-05-01 LS=L1 DEC=2024-05-03") E("DECOM=2024-05-04 LS=L1 DEC=2024-05-07"), NULL, "" },
    { "363", 2025, E("DECOM=2024-05-01 LS=L3 DEC=2024-05-08") "Episodes 2 DECOM=2024-05-01 LS=L3 DEC=2024-05-09\n", NULL, "363:Episodes:3" },
    { "367", 2025, E("DECOM=2024-05-01 LS=V3 DEC=2024-06-10") E("DECOM=2024-08-01 LS=V3 DEC=2024-09-06") E("DECOM=2024-10-01 LS=C2"), NULL, "367:Episodes:2 367:Episodes:3" },
    { "367", 2025, E("DECOM=2024-05-01 LS=V3 DEC=2024-06-10") E("DECOM=2024-08-01 LS=V3 DEC=2024-09-05"), NULL, "" },
    { "377", 2025, E("PLACE=T3") E("PLACE=T3") E("PLACE=T3") "Episodes 2 PLACE=T3\nEpisodes 2 PLACE=T3\n", NULL, "377:Episodes:2 377:Episodes:3 377:Episodes:4" },
    { "426", 2025, E("LS=V3") E("LS=V4") E("LS=C2") "Episodes 2 LS=V3\n", NULL, "426:Episodes:2 426:Episodes:3" },
    /* looked after for all of the year */
    { "190", 2025, STAYED OC2("CONVICTED=0"), NULL, "" },
    { "190", 2025, LEFT OC2("CONVICTED=0"), NULL, "190:OC2:2" },
    { "190", 2025, E("DECOM=2024-04-02 RNE=S " CARE) OC2("CONVICTED=0"), NULL, "190:OC2:2" },
    { "190", 2025, E("DECOM=2024-04-01 RNE=S " CARE) OC2("CONVICTED=0"), NULL, "" },
    { "190", 2025, E("DECOM=2023-06-01 LS=C2 DEC=2024-09-01 REC=X1") E("DECOM=2024-09-01 RNE=P LS=V4") OC2("CONVICTED=0"), NULL, "190:OC2:2" },
    { "191", 2025, STAYED OC2("IMMUNISATIONS=1 TEETH_CHECK=1 HEALTH_ASSESSMENT=1"), NULL, "191:OC2:2" },
    { "191", 2025, STAYED OC2("IMMUNISATIONS=1 TEETH_CHECK=1 HEALTH_ASSESSMENT=1 SUBSTANCE_MISUSE=0") "Episodes 2 DECOM=2023-06-01 RNE=S LS=C2\n", NULL, "191:Episodes:3" },
    { "197B", 2025, STAYED "OC2 1 DOB=2020-09-01\nOC2 1 DOB=2019-09-01\nOC2 1 DOB=2020-09-02 SDQ_REASON=SDQ2\n", NULL, "197B:OC2:2" },
    { "345", 2025, OC3("IN_TOUCH=YES ACTIV=0 ACCOM=B1") OC3("IN_TOUCH=YES ACTIV=F1"), NULL, "345:OC3:2" },
    { "186", 2025, STAYED OC2("CONVICTED=0") , NULL, "186:OC2:2" },
    { "186", 2025, STAYED OC2("SDQ_REASON=SDQ2"), NULL, "" },
    { "546", 2025, STAYED OC2("HEALTH_CHECK=1"), NULL, "546:OC2:2" },
    { "187", 2025, STAYED OC3("IN_TOUCH=YES") AD1(""), NULL, "187:AD1:2 187:OC3:2" },
    /* one table and another */
    { "1012", 2025, OC2("CONVICTED=0") "Reviews 2 REVIEW=2024-05-01\n" "Episodes 2 DECOM=2024-05-01\n", NULL, "1012:OC2:2" },
    { "EPI", 2025, H("") "Header 2 SEX=M\nHeader 3 SEX=M\nEpisodes 2 LS=C2\nOC3 3 IN_TOUCH=YES\n", NULL, "EPI:Header:2" },
    { "INT03", 2025, "Header 2 SEX=M\n" LEFT "Episodes 2 LS=C2\n", NULL, "INT03:Episodes:2" },
    { "INT14", 2025, "Header 1 DOB=2010-06-02\n" OC2(""), NULL, "INT14:OC2:2" },
    { "INT32", 2025, H("") H("") "Header 2 SEX=M\n", NULL, "INT32:Header:2 INT32:Header:3" },
    { "399", 2025, H("MOTHER=0") E("LS=V4") "Reviews 1 REVIEW=2024-05-01\nHeader 2 MOTHER=0\nEpisodes 2 LS=V4\nEpisodes 2 LS=C2\n", NULL, "399:Episodes:2 399:Header:2 399:Reviews:2" },
    { "215", 2025, OC3("IN_TOUCH=YES") OC2("CONVICTED=0"), NULL, "215:OC2:2 215:OC3:2" },
    { "442", 2025, "Header 1 SEX=F\n" LEFT "Header 2 UPN=UN1\nEpisodes 2 LS=C2\n", NULL, "442:Header:2" },
    { "393", 2025, H("") LEFT, NULL, "393:Header:2" },
    { "393", 2025, H("") E("LS=V3"), NULL, "" },
    { "602", 2025, AD1("") LEFT, NULL, "602:AD1:2" },
    { "602", 2025, AD1("") E("DEC=2024-05-01 REC=E11"), NULL, "" },
    { "334", 2025, E("DECOM=2024-02-01 RNE=S") E("DECOM=2023-01-01 RNE=S") AD1(""), NULL, "334:AD1:2 334:Episodes:2" },
    { "551", 2025, E("PLACE=A4") "Episodes 2 PLACE=A4\nPlacedAdoption 2 DATE_PLACED=2024-01-01\n", NULL, "551:Episodes:2" },
    { "557", 2025, E("PLACE=A4 REC=E4A") P("DATE_PLACED=2024-01-01"), NULL, "557:Episodes:2 557:PlacedAdoption:2" },
    { "579", 2025, P("DATE_PLACED=2024-01-01") P("DATE_PLACED=2024-02-01"), NULL, "579:PlacedAdoption:3" },
    { "583", 2025, P("DATE_PLACED=2024-01-01") P("DATE_PLACED=2024-02-01 DATE_PLACED_CEASED=2024-03-01"), NULL, "583:PlacedAdoption:2" },
    { "630", 2025, LEFT "Episodes 2 DECOM=2024-05-01 RNE=S\nPrevPerm 2 PREV_PERM=Z1\n", NULL, "630:Episodes:2" },
    { "632", 2025, LEFT "PrevPerm 1 PREV_PERM=P1 DATE_PERM=ZZ/06/2024\n", NULL, "632:Episodes:2 632:PrevPerm:2" },
    { "632", 2025, LEFT "PrevPerm 1 PREV_PERM=P1 DATE_PERM=ZZ/05/2024\n", NULL, "" },
    { "632", 2025, LEFT "PrevPerm 1 PREV_PERM=P1 DATE_PERM=31/02/2024\n", NULL, "632:Episodes:2 632:PrevPerm:2" },
    { "634", 2025, E("DECOM=2023-05-01 RNE=S") "PrevPerm 1 PREV_PERM=Z1\n", NULL, "634:Episodes:2 634:PrevPerm:2" },
    { "634", 2025, E("DECOM=2024-05-01 RNE=S") "PrevPerm 1 PREV_PERM=Z1\n", NULL, "" },
    /* missing */
    { "574", 2025, M("MIS_START=2024-05-01 MIS_END=2024-05-05") M("MIS_START=2024-05-04 MIS_END=2024-05-09"), NULL, "574:Missing:3" },
    { "574", 2025, M("MIS_START=2024-05-01 MIS_END=2024-05-04") M("MIS_START=2024-05-04 MIS_END=2024-05-09"), NULL, "" },
    { "575", 2025, E("DECOM=2024-05-01 DEC=2024-06-01 REC=X1") E("DECOM=2024-06-01") M("MIS_START=2024-05-20"), NULL, "575:Missing:2" },
    { "577", 2025, LEFT M("MIS_START=2024-08-01"), NULL, "577:Missing:2" },
    { "577", 2025, LEFT M("MIS_START=2024-08-01 MIS_END=2024-09-01"), NULL, "" },
    { "578", 2025, LEFT M("MIS_START=2024-09-02 MIS_END=2024-09-03"), NULL, "578:Missing:2" },
    { "578", 2025, LEFT M("MIS_START=2024-09-01 MIS_END=2024-09-03"), NULL, "" },
    { "581", 2025, LEFT M("MIS_START=2024-05-31 MIS_END=2024-06-03"), NULL, "581:Missing:2" },
    { "586", 2025, M("MIS_START=2010-06-01"), NULL, "586:Missing:2" },
    /* care leavers */
    { "1000", 2025, OC3("IN_TOUCH=DIED") E("REC=E2") "OC3 2 IN_TOUCH=YES\nEpisodes 2 REC=E4A\n", NULL, "1000:OC3:2" },
    { "1000", 2025, OC3("IN_TOUCH=DIED") "Episodes 2 REC=E4A\n", E("REC=E2"), "1000:OC3:2" },
    { "1002", 2025, OC3("IN_TOUCH=YES") "OC3 2 IN_TOUCH=YES\nOC3 3 IN_TOUCH=YES\nEpisodes 2 LS=C2\n", "Episodes 3 LS=C2\n", "1002:OC3:2" },
    { "1002", 2025, OC3("IN_TOUCH=YES") "Episodes 2 LS=C2\n", NULL, "" },
    { "1010", 2025, OC3("IN_TOUCH=YES") "Episodes 2 LS=C2\n", E("DECOM=2023-05-01"), "1010:OC3:2" },
    { "1001", 2025, OC3("IN_TOUCH=YES") "Header 1 DOB=2007-01-01\n" E("DECOM=2024-05-01 LS=C2 DEC=2024-07-30 REC=E4A"), "Episodes 2 LS=C2\n", "1001:OC3:2" },
    { "1001", 2025, OC3("IN_TOUCH=YES") "Header 1 DOB=2007-01-01\n" E("DECOM=2024-05-01 LS=C2 DEC=2024-07-31 REC=E4A"), "Episodes 2 LS=C2\n", "" },
    { "1007", 2025, OC3("IN_TOUCH=YES") E("DECOM=2024-05-01 DEC=2025-01-02 REC=E4A"), NULL, "1007:OC3:2" },
    { "1007", 2025, OC3("IN_TOUCH=YES") E("DECOM=2024-05-01 DEC=2025-01-01 REC=E4A"), NULL, "" },
    { "3001", 2025, "OC3 1 ACCOM=Z1\nHeader 1 DOB=2008-03-31\nOC3 2 ACCOM=Z1\nHeader 2 DOB=2008-04-01\n", NULL, "3001:OC3:2" },
    /* this year and the last */
    { "202", 2025, "Header 1 SEX=F\nHeader 2 SEX=M\nHeader 3 SEX=M\n", "Header 1 SEX=M\nHeader 2 SEX=M\n", "202:Header:2" },
    { "208", 2025, "Header 1 UPN=+2\nHeader 2 UPN=+2\nHeader 3 UPN=UN3\nHeader 4 UPN=UN1\nHeader 5 UPN=+5\n", "Header 1 UPN=+1\nHeader 2 UPN=UN1\nHeader 3 UPN=UN1\nHeader 4 UPN=+4\nHeader 5 UPN=+5\n", "208:Header:2 208:Header:5" },
    { "502", 2025, E("DECOM=2023-05-02"), E("DECOM=2023-05-01"), "502:Episodes:2" },
    { "502", 2025, E("DECOM=2023-05-02"), E("DECOM=2023-05-01 DEC=2024-01-01 REC=E4A"), "" },
    { "503A", 2025, E("DECOM=2023-05-01 RNE=P"), E("DECOM=2023-05-01 RNE=S"), "503A:Episodes:2" },
    { "503D", 2025, E("DECOM=2023-05-01 PLACE=K3"), E("DECOM=2023-05-01 PLACE=H5"), "" },
    { "503D", 2026, E("DECOM=2023-05-01 PLACE=K3"), E("DECOM=2023-05-01 PLACE=H5"), "503D:Episodes:2" },
    { "562", 2025, E("DECOM=2023-05-01"), E("DECOM=2023-05-02"), "562:Episodes:2" },
    { "NoE", 2025, E("DECOM=2023-05-01"), "Episodes 2 LS=C2\n", "NoE:Episodes:2" },
    { "NoE", 2025, E("DECOM=2023-05-01"), NULL, "" },
    { "576", 2025, M("MIS_START=2024-05-01"), M("MIS_START=2024-03-20"), "576:Missing:2" },
    { "207", 2025, H("MOTHER=0") LEFT "Header 2 MOTHER=0\n", "Header 1 MOTHER=1\nHeader 2 MOTHER=1\n", "207:Header:2" },
    { "576", 2025, M("MIS_START=2024-03-20"), M("MIS_START=2024-03-20"), "" },
    { "560", 2025, P("DATE_PLACED=2024-01-02"), P("DATE_PLACED=2024-01-01"), "560:PlacedAdoption:2" },
    { "199", 2025, E("DECOM=2024-08-01 REC=X1"), E("DECOM=2023-05-01 REC=E12"), "199:Episodes:2" },
    { "348", 2026, OC3("IN_TOUCH=YES"), OC3("IN_TOUCH=DIED"), "348:OC3:2" },
    { "348", 2025, OC3("IN_TOUCH=YES"), OC3("IN_TOUCH=DIED"), "" },
    /* social workers */
    { "SW02STG1", 2025, "SWEpisodes 1 SW_ID=S1\nSWEpisodes 1 SW_ID=11\nSWEpisodes 1 SW_ID=-2\nSWEpisodes 1 SW_REASON=OTHERS\n", NULL, "SW02STG1:SWEpisodes:4 SW02STG1:SWEpisodes:5" },
    { "SW02STG1", 2026, "SWEpisodes 1 SW_ID=S1\nSWEpisodes 1 SW_ID=11\n", NULL, "SW02STG1:SWEpisodes:3" },
    { "SW06STG2", 2025, "SWEpisodes 1 SW_DECOM=2025-04-01\nSWEpisodes 1 SW_DECOM=2025-03-31\n", NULL, "SW06STG2:SWEpisodes:2" },
    { "SW10STG2", 2025, "SWEpisodes 1 SW_DECOM=2024-05-01 SW_DEC=2024-06-01\nSWEpisodes 1 SW_DECOM=2024-06-09\nSWEpisodes 2 SW_DECOM=2024-05-01 SW_DEC=2024-06-01\nSWEpisodes 2 SW_DECOM=2024-06-08\n", NULL, "SW10STG2:SWEpisodes:3" },
    { "SW13STG1", 2025, "SWEpisodes 1 SW_DECOM=2023-05-01\nSWEpisodes 1 SW_DECOM=2024-05-01\nSWEpisodes 2 SW_DECOM=2024-05-01 SW_REASON=TIRED\n", NULL, "SW13STG1:SWEpisodes:3 SW13STG1:SWEpisodes:4" },
    { "SW17STG2", 2026, "SWEpisodes 1 SW_DECOM=2025-05-01 SW_DEC=2025-06-01\n", NULL, "SW17STG2:SWEpisodes:2" },
    /* deprivation of liberty, from 2026-27 on */
    { "702", 2027, "DoLo 1 DOLO_START=2026-05-01 DOLO_END=2026-05-01\nDoLo 1 DOLO_START=2026-05-01 DOLO_END=2026-05-02\n", NULL, "702:DoLo:2" },
    { "702", 2026, "DoLo 1 DOLO_START=2025-05-01 DOLO_END=2025-05-01\n", NULL, "" },
    { "705", 2027, "DoLo 1 DOLO_START=2026-05-01\nDoLo 1 DOLO_START=2026-06-01 DOLO_END=2026-07-01\n", NULL, "705:DoLo:3" },
    { "706", 2027, "DoLo 2 DOLO_START=2026-05-01\n", "DoLo 1 DOLO_START=2025-05-01\nDoLo 2 DOLO_START=2026-02-01 DOLO_END=2026-03-01\n", "706:last DoLo:2" },
    { "707", 2027, "Episodes 1 DECOM=2026-05-01 DEC=2026-06-01 REC=E4A\nDoLo 1 DOLO_START=2026-05-02\n", NULL, "707:DoLo:2" },
    { "710", 2027, "Episodes 1 DECOM=2026-05-01 PLACE=K1\nDoLo 1 DOLO_START=2026-05-02 DOLO_END=2026-05-09\n", NULL, "710:DoLo:2 710:Episodes:2" },
    { "444", 2026, "Header 1 UPN=+1\nHeader 2 UPN=+1\nHeader 3 UPN=UN1\nHeader 4 UPN=UN1\n", NULL, "444:Header:2 444:Header:3" },
};
/* clang-format on */

Test(judge, each_rule_is_broken_and_kept_as_its_words_say)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct told *c = &cases[i];
        struct lc_error err = { 0 };
        struct lc_book book;
        cr_assert(eq(int, lc_book_init(&book, &err), LC_OK));
        book_write(&book, c->year, c->now);
        if (c->last)
            book_write(&book, c->year - 1, c->last);
        char *found = book_found(&book, c->year, c->rule);
        cr_expect(eq(str, found, (char *)c->found), "%s in case %zu", c->rule, i);
        free(found);
        lc_book_free(&book);
    }
}

/* A table that is not there is no table of no rows: what needs it is not judged. */
Test(judge, a_rule_waits_for_its_tables)
{
    struct lc_error err = { 0 };
    struct lc_book book;
    cr_assert(eq(int, lc_book_init(&book, &err), LC_OK));
    book_write(&book, 2025, OC2("CONVICTED=0"));
    char *found = book_found(&book, 2025, "1012");
    cr_expect(eq(str, found, (char *)""));
    free(found);
    cr_assert(eq(int, lc_book_add_file(&book, LC_RETURN_EPISODES, 2025, &err), LC_OK));
    found = book_found(&book, 2025, "1012");
    cr_expect(eq(str, found, (char *)"1012:OC2:2"));
    free(found);
    lc_book_free(&book);
}

/* --- any order -------------------------------------------------------------------- */

static unsigned next(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

/* A row of episodes or of missing periods, drawn: days of a few weeks, so that many
 * meet. */
static void draw(char *row, size_t size, unsigned *state)
{
    static const char *const places[] = { "U1", "U4", "T1", "K2", "A3", "P1", "" };
    static const char *const status[] = { "C2", "L1", "L3", "V3", "V4", "V2", "E1" };
    static const char *const reasons[] = { "S", "P", "L", "B", "U", "T", "" };
    static const char *const ends[] = { "X1", "E4A", "E11", "E2", "", "X1", "X1" };
    unsigned child = 1 + next(state) % 6, from = 1 + next(state) % 20;
    unsigned to = from + next(state) % 9;
    if (next(state) % 5 == 0)
        snprintf(row, size,
                 "Missing %u DOB=2010-06-01 MISSING=M MIS_START=2024-05-%02u "
                 "MIS_END=2024-05-%02u\n",
                 child, from, to);
    else
        snprintf(row, size,
                 "Episodes %u DECOM=2024-05-%02u RNE=%s LS=%s PLACE=%s "
                 "DEC=2024-05-%02u REC=%s\n",
                 child, from, reasons[next(state) % 7], status[next(state) % 7],
                 places[next(state) % 7], to, ends[next(state) % 7]);
}

enum { DRAWN = 60, ROUNDS = 40 };

static int by_words(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What is found, each finding as its rule and what the row says, in order. */
static char *found_of(char (*row)[200], const int *order)
{
    struct lc_error err = { 0 };
    struct lc_breach_list list = { 0 };
    struct lc_book book;
    cr_assert(eq(int, lc_book_init(&book, &err), LC_OK));
    for (int i = 0; i < DRAWN; i++)
        book_write(&book, 2025, row[order[i]]);
    cr_assert(eq(int, lc_book_judge(&book, 2025, &list, &err), LC_OK));
    char **words = calloc(list.count + 1, sizeof *words);
    char *all = calloc(list.count + 1, 220);
    for (size_t i = 0; i < list.count; i++) {
        words[i] = malloc(220);
        snprintf(words[i], 220, "%s:%s", list.breach[i].rule->number,
                 row[order[list.breach[i].row - book.row]]);
    }
    qsort(words, list.count, sizeof *words, by_words);
    for (size_t i = 0; i < list.count; i++) {
        strcat(all, words[i]);
        free(words[i]);
    }
    free(words);
    lc_breach_list_free(&list);
    lc_book_free(&book);
    return all;
}

Test(judge, the_order_of_the_rows_does_not_count)
{
    unsigned state = 7;
    for (int round = 0; round < ROUNDS; round++) {
        char row[DRAWN][200];
        int order[DRAWN];
        for (int i = 0; i < DRAWN; i++) {
            draw(row[i], sizeof row[i], &state);
            order[i] = i;
        }
        char *first = found_of(row, order);
        for (int i = DRAWN - 1; i > 0; i--) {
            int k = (int)(next(&state) % (unsigned)(i + 1)), was = order[i];
            order[i] = order[k], order[k] = was;
        }
        char *second = found_of(row, order);
        cr_expect(eq(str, second, first), "round %d", round);
        cr_expect(ne(str, first, (char *)""), "nothing is found");
        free(first);
        free(second);
    }
}
