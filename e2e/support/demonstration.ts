// Who is who in the demonstration, and where a page with a reference in its address is to be seen there.
//
// A new route with a parameter needs an entry in `addresses`, or the accessibility test fails: nobody would visit it.

import type { Workspace } from "./routes.ts";

export type People = Readonly<Record<Workspace, readonly string[]>>;

/** One person for each role that may open a workspace's pages; "" is a visitor who is not signed in. */
export const people: People = {
  public: [""],
  provider: ["Joe Lambert", "Ruth Adeyemi", "Grace Obi"],
  council: ["Amara Okonjo", "Sunita Rao", "Farah Siddiqui", "Nina Bhatt", "Yusuf Demir"],
  review: ["Tom Kowalczyk", "Bridget Nwosu", "Miriam Castle"],
  admin: ["Colin Ashby"],
};

/** Patterns of a workspace's pages that do not exist for some of its people: they answer as what there is not. */
export const closed: Readonly<Record<string, readonly string[]>> = {
  "Sunita Rao": ["/council/support"],
  "Farah Siddiqui": ["/council/opportunities/:reference/award", "/council/support"],
  "Nina Bhatt": ["/council/opportunities/:reference/award", "/council/support"],
  "Yusuf Demir": ["/council/opportunities/:reference/award", "/council/support"],
  "Grace Obi": ["/provider/returns/:id/check"],
};

/** Addresses by the router's pattern. A pattern without a parameter is its own address. What stands in braces is looked up:
 * see places.ts. */
export const addresses: Readonly<Record<string, readonly string[]>> = {
  "/needs/:reference": ["/needs/N-0001"],
  "/priorities/:id": ["/priorities/{decided}"],
  "/areas/:code": ["/areas/E01016845"],
  "/services/:reference": ["/services/S-0001"],
  "/services/:reference/feedback": ["/services/S-0001/feedback", "/services/S-0001/feedback?sent=yes"],
  "/commissions/:reference": ["/commissions/C-0001", "/commissions/C-0006"],
  "/opportunities/:reference": [
    "/opportunities/O-0001",
    "/opportunities/O-0003",
    "/opportunities/O-0005",
    "/opportunities/O-0006",
  ],
  "/opportunities/:reference/result": ["/opportunities/O-0001/result", "/opportunities/O-0005/result"],
  "/opportunities/:reference/questions": ["/opportunities/O-0005/questions", "/opportunities/O-0001/questions"],
  "/alerts/:token": ["/alerts/a-link-that-has-ended"],
  "/council/opportunities/:reference/answers": ["/council/opportunities/O-0005/answers"],
  "/council/opportunities/:reference/amend": [
    "/council/opportunities/O-0005/amend",
    "/council/opportunities/O-0001/amend",
  ],
  "/templates/:id": ["/templates/{template}"],
  "/council/opportunities/:reference/document": ["/council/opportunities/O-0005/document"],
  "/framework/:number": ["/framework/4.10", "/framework/1.1"],
  "/confirm/:token": ["/confirm/a-link-that-has-ended"],
  "/reset/:token": ["/reset/a-link-that-has-ended"],
  "/invitations/:token": ["/invitations/a-link-that-has-ended"],
  "/council/providers/:org": ["/council/providers/{provider}"],
  "/council/needs/:reference": ["/council/needs/N-0001", "/council/needs/N-0009"],
  "/consultations/:reference": [
    "/consultations/H-0001",
    "/consultations/H-0002",
    "/consultations/H-0003",
    "/consultations/H-0003?sent=yes",
  ],
  "/council/consultations/:reference": ["/council/consultations/H-0001", "/council/consultations/H-0003"],
  "/council/consultations/:reference/points": [
    "/council/consultations/H-0001/points",
    "/council/consultations/H-0002/points",
    "/council/consultations/H-0003/points",
  ],
  "/council/forums/:id": ["/council/forums/{forum}"],
  "/council/priorities/:id": ["/council/priorities/{decided}", "/council/priorities/{undecided}"],
  "/council/priorities/:id/:need": ["/council/priorities/{undecided}/N-0003"],
  "/council/commissions/:reference": ["/council/commissions/C-0001", "/council/commissions/C-0009"],
  "/council/commissions/:reference/principles": [
    "/council/commissions/C-0001/principles",
    "/council/commissions/C-0005/principles",
  ],
  "/council/commissions/:reference/budget": [
    "/council/commissions/C-0001/budget",
    "/council/commissions/C-0005/budget",
  ],
  "/council/commissions/:reference/market": [
    "/council/commissions/C-0001/market",
    "/council/commissions/C-0005/market",
  ],
  "/council/commissions/:reference/method": [
    "/council/commissions/C-0005/method",
    "/council/commissions/C-0005/method?serviceInReturn=no&price=no&enforceable=no",
  ],
  "/council/specifications/:id": ["/council/specifications/{specification}"],
  "/council/specifications/:id/scope": ["/council/specifications/{specification}/scope"],
  "/council/specifications/:id/outcomes": ["/council/specifications/{specification}/outcomes"],
  "/council/specifications/:id/monitoring": ["/council/specifications/{specification}/monitoring"],
  "/council/specifications/:id/money": ["/council/specifications/{specification}/money"],
  "/council/specifications/:id/check": ["/council/specifications/{specification}/check"],
  "/council/opportunities/:reference": ["/council/opportunities/O-0005", "/council/opportunities/O-0001"],
  "/council/opportunities/:reference/about": ["/council/opportunities/O-0005/about"],
  "/council/opportunities/:reference/nature": ["/council/opportunities/O-0005/nature"],
  "/council/opportunities/:reference/lots": ["/council/opportunities/O-0005/lots"],
  "/council/opportunities/:reference/criteria": ["/council/opportunities/O-0005/criteria"],
  "/council/opportunities/:reference/questions": ["/council/opportunities/O-0005/questions"],
  "/council/opportunities/:reference/timetable": ["/council/opportunities/O-0005/timetable"],
  "/council/opportunities/:reference/officer": ["/council/opportunities/O-0005/officer"],
  "/council/opportunities/:reference/opening": [
    "/council/opportunities/O-0001/opening",
    "/council/opportunities/O-0004/opening",
    "/council/opportunities/O-0005/opening",
  ],
  "/council/opportunities/:reference/bids": [
    "/council/opportunities/O-0001/bids",
    "/council/opportunities/O-0005/bids",
  ],
  "/council/opportunities/:reference/award": [
    "/council/opportunities/O-0001/award",
    "/council/opportunities/O-0003/award",
  ],
  "/provider/bids/:id": ["/provider/bids/{draft}", "/provider/bids/{sent}"],
  "/provider/bids/:id/questions/:n": ["/provider/bids/{draft}/questions/1"],
  "/provider/bids/:id/prices": ["/provider/bids/{draft}/prices"],
  "/provider/bids/:id/check": ["/provider/bids/{draft}/check"],
  "/provider/bids/:id/sent": ["/provider/bids/{sent}/sent", "/provider/bids/{opened}/sent"],
  "/provider/bids/:id/team": ["/provider/bids/{draft}/team", "/provider/bids/{sent}/team"],
  "/provider/bids/:id/withdraw": ["/provider/bids/{sent}/withdraw"],
  "/provider/bids/:id/result": ["/provider/bids/{opened}/result"],
  "/provider/bids/:id/process": ["/provider/bids/{opened}/process", "/provider/bids/{opened}/process?sent=yes"],
  "/agreements/:reference": ["/agreements/A-0001"],
  "/provider/agreements/:reference": ["/provider/agreements/A-0001"],
  "/provider/agreements/:reference/sign": ["/provider/agreements/A-0001/sign"],
  "/provider/returns/:id": ["/provider/returns/{queried}", "/provider/returns/{accepted}"],
  "/provider/returns/:id/check": ["/provider/returns/{queried}/check"],
  "/council/agreements/:reference": ["/council/agreements/A-0001"],
  "/council/agreements/:reference/sign": ["/council/agreements/A-0001/sign"],
  "/council/returns/:id": ["/council/returns/{queried}", "/council/returns/{accepted}"],
  "/review/panels/:id/interests": ["/review/panels/{scoring}/interests"],
  "/review/panels/:id/score": ["/review/panels/{scoring}/score", "/review/panels/{agreed}/score"],
  "/review/panels/:id/score/:question/:bid": [
    "/review/panels/{scoring}/score/{scoringAnswer}",
    "/review/panels/{agreed}/score/{agreedAnswer}",
  ],
  "/review/panels/:id/moderate": ["/review/panels/{scoring}/moderate", "/review/panels/{agreed}/moderate"],
  "/review/panels/:id/moderate/:question/:bid": ["/review/panels/{agreed}/moderate/{agreedAnswer}"],
};

/** Pages that nothing in the demonstration leads to yet. This list may only shrink. */
export const unreached: readonly string[] = [];
