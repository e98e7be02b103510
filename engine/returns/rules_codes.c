/* Rules of one cell: is it a date, is it a code of its list? */
#include "returns/table_inside.h"

/* clang-format off */
static const struct lc_check rules[] = {
    /* The rules of 2024-25 want M, F or U, so that returns of before, with 1 and 2, break this in every row. */
    RULE("101", ALWAYS, "Header", "SEX != M F U",
         "the child's sex is not M, F or U", "give the sex as it was reported: M, F, or U where it is not known"),
    RULE("102", ALWAYS, "Header", "!date DOB",
         "the date of birth is missing or is no date", "take the date of birth from the case record, as DD/MM/YYYY"),
    RULE("103", ALWAYS, "Header", "ETHNIC != WBRI WIRI WOTH WIRT WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT",
         "the ethnic origin is missing or no code of the list", "record it; REFU where it was refused, NOBT where it is not yet known"),
    RULE("104", ALWAYS, "UASC", "bad DUC | DUC < START",
         "the day on which asylum-seeking status ceased is no date, or lies before the year", "correct the day; leave out a child whose status ceased in an earlier year"),
    RULE("112", ALWAYS, "AD1", "bad DATE_INT",
         "the day on which adoption was found to be in the child's interest is no date", "write the day as DD/MM/YYYY"),
    RULE("113", ALWAYS, "AD1", "bad DATE_MATCH",
         "the day of matching with adopters is no date", "write the day as DD/MM/YYYY"),
    RULE("114", ALWAYS, "AD1", "FOSTER_CARE & FOSTER_CARE != 0 1",
         "whether the adopter was the foster carer is neither 0 nor 1", "1 if the child was adopted by the foster carer, else 0"),
    RULE("115", ALWAYS, "PlacedAdoption", "bad DATE_PLACED",
         "the day of the decision to place for adoption is no date", "write the day as DD/MM/YYYY"),
    RULE("116", ALWAYS, "PlacedAdoption", "bad DATE_PLACED_CEASED",
         "the day on which that decision was reversed is no date", "write the day as DD/MM/YYYY"),
    RULE("120", ALWAYS, "PlacedAdoption", "REASON_PLACED_CEASED & REASON_PLACED_CEASED != RD1 RD2 RD3 RD4",
         "the reason for reversing the decision is no code of the list", "use RD1 to RD4"),
    RULE("131", ALWAYS, "OC3", "IN_TOUCH & IN_TOUCH != YES NO DIED REFU NREQ RHOM",
         "whether the authority is in touch is no code of the list", "use YES, NO, DIED, REFU, NREQ or RHOM"),
    RULE("132", ALWAYS, "OC3", "ACTIV & ACTIV != F1 P1 F2 P2 F4 P4 F5 P5 G4 G5 G6 0",
         "the care leaver's activity is no code of the list", "use a code that is in use this year; 0 where nothing is known"),
    RULE("133", ALWAYS, "OC3", "ACCOM & ACCOM != B1 B2 C1 C2 D1 D2 E1 E2 G1 G2 H1 H2 K1 K2 R1 R2 S2 T1 T2 U1 U2 V1 V2 W1 W2 X2 Y1 Y2 Z1 Z2 0",
         "the care leaver's accommodation is no code of the list", "use a code that is in use this year; 0 where nothing is known"),
    RULE("141", ALWAYS, "Episodes", "bad DECOM",
         "the date an episode began is not a date", "write the day as DD/MM/YYYY"),
    RULE("143", ALWAYS, "Episodes", "RNE & RNE != S P L T U B",
         "the reason for a new episode is no code of the list", "use S, P, L, T, U or B"),
    RULE("144", ALWAYS, "Episodes", "LS & LS != C1 C2 D1 E1 V2 V3 V4 J1 J2 J3 L1 L2 L3",
         "the legal status is no code of the list", "use the code of the order or of section 20 that held in the episode"),
    RULE("145", ALWAYS, "Episodes", "CIN & CIN != N1 N2 N3 N4 N5 N6 N7 N8",
         "the category of need is no code of the list", "use N1 to N8"),
    RULE("146", UNTIL(2025), "Episodes", "PLACE & PLACE != " FOR_ADOPTION " H5 K1 K2 K3 P1 P2 P3 R1 R2 R3 R5 S1 " TEMPORARY " " FOSTER " Z1",
         "the placement is no code of the list", "use a placement code that is in use this year"),
    RULE("146", SINCE(2026), "Episodes", "PLACE & PLACE != " FOR_ADOPTION " K1 K2 K3 P1 P3 R1 R2 R3 R5 S1 " TEMPORARY " " FOSTER " Z11 Z12 Z13 Z14",
         "the placement is no code of the list", "use a placement code that is in use this year; H5, P2 and Z1 no longer are"),
    RULE("147", ALWAYS, "Episodes", "bad DEC",
         "the date an episode ceased is not a date", "write the day as DD/MM/YYYY, or leave it blank while the episode goes on"),
    RULE("149", ALWAYS, "Episodes", "REC & REC != E11 E12 E2 E3 E4A E4B E13 E41 E45 E46 E47 E48 E5 E6 E7 E8 E9 E14 E15 E16 E17 X1",
         "the reason an episode ceased is not in the code list", "use a code that is in use this year; X1 if another episode follows"),
    RULE("166", ALWAYS, "Reviews", "!date REVIEW",
         "the day of a review is missing or is no date", "enter the day of the review, or take the row out"),
    RULE("167", ALWAYS, "Reviews", "!(REVIEW & REVIEW_CODE = PN0 PN1 PN2 PN3 PN4 PN5 PN6 PN7 | !REVIEW & !REVIEW_CODE)",
         "how the child took part in a review is missing or no code of the list", "use PN0 to PN7"),
    /* The form alone counts, as the rule's text has it: a wrong check letter is not found. */
    RULE("168", ALWAYS, "Header", "UPN & UPN != +* UN1 UN2 UN3 UN4 UN5",
         "the pupil number has not the form of one", "ask the school for it, or give the reason why there is none: UN1 to UN5"),
    RULE("171", ALWAYS, "Header", "bad MC_DOB",
         "the birth date of the child's own child is no date", "write the day as DD/MM/YYYY"),
    RULE("175", ALWAYS, "AD1", "NB_ADOPTR & NB_ADOPTR != 1 2",
         "the number of adopters is neither 1 nor 2", "count the people named in the adoption order"),
    RULE("176", ALWAYS, "AD1", "SEX_ADOPTR & SEX_ADOPTR != M1 F1 MM FF MF",
         "the sex of the adopters is no code of the list", "use M1, F1, MM, FF or MF"),
    RULE("177", ALWAYS, "AD1", "LS_ADOPTR & LS_ADOPTR != L0 L11 L12 L2 L3 L4",
         "the legal status of the adopters is no code of the list", "use L0, L11, L12, L2, L3 or L4"),
    RULE("178", UNTIL(2025), "Episodes", "PLACE_PROVIDER & !(PLACE_PROVIDER = PR0 PR1 PR2 PR3 PR4 PR5 & PLACE != " TEMPORARY " Z1)",
         "the provider is no code of the list, or the placement has none", "use PR0 to PR5; leave it blank for T0 to T4 and Z1"),
    RULE("178", SINCE(2026), "Episodes", "PLACE_PROVIDER & !(PLACE_PROVIDER = PR0 PR1 PR2 PR3 PR4 PR5 & PLACE != T0 T1 T2 T3 Z11 Z12 Z13 Z14)",
         "the provider is no code of the list, or the placement has none", "use PR0 to PR5; leave it blank for T0 to T3 and Z11 to Z14"),
    RULE("180", ALWAYS, "OC2", "SDQ_SCORE & SDQ_SCORE != 0..40",
         "the strengths and difficulties score is no whole number from 0 to 40", "correct the score from the questionnaire"),
    RULE("181", ALWAYS, "OC2", "CONVICTED & CONVICTED != 0 1 | HEALTH_CHECK & HEALTH_CHECK != 0 1 | IMMUNISATIONS & IMMUNISATIONS != 0 1"
         " | TEETH_CHECK & TEETH_CHECK != 0 1 | HEALTH_ASSESSMENT & HEALTH_ASSESSMENT != 0 1 | SUBSTANCE_MISUSE & SUBSTANCE_MISUSE != 0 1"
         " | INTERVENTION_RECEIVED & INTERVENTION_RECEIVED != 0 1 | INTERVENTION_OFFERED & INTERVENTION_OFFERED != 0 1",
         "an answer on health or offending is neither 0 nor 1", "write 1 for yes and 0 for no"),
    RULE("196", ALWAYS, "OC2", "SDQ_REASON & SDQ_REASON != SDQ1 SDQ2 SDQ3 SDQ4 SDQ5",
         "the reason for no score is no code of the list", "use SDQ1 to SDQ5"),
    RULE("232", ALWAYS, "Header", "SEX = U",
         "the child's sex is said to be unknown", "look whether it is known by now; if not, leave it so"),
    RULE("631", ALWAYS, "PrevPerm", "PREV_PERM & PREV_PERM != P1 P2 P3 P4 Z1",
         "the earlier permanent home is no code of the list", "use P1 to P4, or Z1 where there was none"),
    RULE("633", ALWAYS, "PrevPerm", "LA_PERM & LA_PERM != WAL SCO NUK NIR 999 "
         "800 889 822 301 304 303 330 825 837 302 846 370 350 890 867 380 305 801 351 873 823 895 896 381 909 202 908 331 306 841 "
         "830 831 878 371 835 332 840 307 308 811 881 845 390 916 203 876 850 311 204 884 312 205 313 805 919 310 309 420 921 206 "
         "207 886 810 382 314 340 888 208 856 383 855 209 925 341 201 821 352 806 887 826 315 929 812 391 926 892 813 802 928 891 "
         "392 316 815 353 931 879 836 851 874 807 354 317 870 318 372 857 333 935 343 803 373 342 893 356 355 871 394 334 933 882 "
         "936 861 852 319 860 808 393 866 210 357 894 883 880 358 211 937 869 320 359 865 384 335 336 212 868 872 885 344 877 213 "
         "938 816",
         "the authority that arranged the earlier home is no code of the list", "use the authority's three digits, or WAL, SCO, NIR, NUK"),
    RULE("1004", ALWAYS, "Missing", "!date MIS_START",
         "the day on which the child went missing is missing or is no date", "enter the day on which the child was found to be gone"),
    RULE("1005", ALWAYS, "Missing", "bad MIS_END",
         "the day on which the child came back is no date", "write the day as DD/MM/YYYY, or leave it blank while the child is missing"),
    RULE("1006", ALWAYS, "Missing", "MISSING & MISSING != M A",
         "the kind of absence is neither M nor A", "M for missing, A for away without leave"),
    RULE("1009", ALWAYS, "Episodes", "REASON_PLACE_CHANGE & REASON_PLACE_CHANGE != CARPL CLOSE ALLEG STAND APPRR CREQB CREQO CHILD LAREQ PLACE CUSTOD OTHER",
         "the reason for a change of placement is no code of the list", "use the code of the main reason"),
};
/* clang-format on */

const struct lc_rule_table lc_rules_codes = LC_RULE_TABLE(rules);
