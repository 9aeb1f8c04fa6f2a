import type { Fault } from "../../tenant/faults.ts";
import { inTheMiddle, tokenRequest } from "./addresses.ts";
import { always, type Ending, type FaultRow, type FaultSection, fails } from "./fault-row.ts";

const refusal = (error: string, description: string) => ({
  error,
  error_description: `${description} Trace ID: 0d5b4f7c-1a2b-4c3d-8e9f-001122334455 Correlation ID: 0d5b4f7c-1a2b-4c3d-8e9f-001122334456 Timestamp: 2026-01-01 00:00:00Z`,
  error_codes: [Number(/AADSTS(\d+)/.exec(description)?.[1])],
  trace_id: "0d5b4f7c-1a2b-4c3d-8e9f-001122334455",
});

/** A token that was got for the run before is used for an hour; here it is refused, so that another one is needed. */
function whenAnotherTokenIsNeeded(fault: string, { faults, ending, guards }: TokenFault): FaultRow {
  return {
    fault,
    guards,
    faults: ({ kind }) => [
      { status: 401, match: inTheMiddle(kind) },
      ...faults.map((one) => ({ ...one, match: tokenRequest, after: kind === "first load" ? 1 : 0 }) as Fault),
    ],
    endings: always(ending),
  };
}

type TokenFault = { faults: object[]; ending: Ending; guards?: number[] };

const lasting = { times: "always" } as const;

export const tokens: FaultSection = {
  title: "Tokens",
  rows: [
    whenAnotherTokenIsNeeded("Entra answers 500, then 429 with `Retry-After: 40`", {
      faults: [{ status: 500 }, { status: 429, retryAfter: 40 }],
      ending: { end: "waits", seconds: 40 },
    }),
    whenAnotherTokenIsNeeded("Entra answers 503 for good", {
      faults: [{ status: 503, ...lasting }],
      ending: fails("graph-failed", { status: 503, graphCode: "AADSTS90033" }),
      guards: [58],
    }),
    whenAnotherTokenIsNeeded("Entra answers with a page of HTML for good", {
      faults: [{ status: 200, body: "<html>Sign in to the network</html>", ...lasting }],
      ending: fails("graph-failed", { status: 200 }),
      guards: [58],
    }),
    whenAnotherTokenIsNeeded("Entra cannot be reached", {
      faults: [{ kind: "connection-drop", ...lasting }],
      ending: fails("graph-unreachable", { says: "login.microsoftonline.com" }),
    }),
    whenAnotherTokenIsNeeded("an empty access token", {
      faults: [{ status: 200, body: { token_type: "Bearer", expires_in: 3_599, access_token: "" }, ...lasting }],
      ending: fails("graph-failed", { says: "without a token" }),
    }),
    whenAnotherTokenIsNeeded("the client secret has expired", {
      faults: [
        {
          status: 401,
          body: refusal("invalid_client", "AADSTS7000222: The provided client secret keys are expired."),
          ...lasting,
        },
      ],
      ending: fails("credentials-refused", { graphCode: "AADSTS7000222", says: "expired" }),
      guards: [57],
    }),
    whenAnotherTokenIsNeeded("the application is no longer in the tenant", {
      faults: [
        {
          status: 400,
          body: refusal("unauthorized_client", "AADSTS700016: Application was not found in the directory."),
          ...lasting,
        },
      ],
      ending: fails("credentials-refused", { graphCode: "AADSTS700016" }),
      guards: [56],
    }),
  ],
};
