import type { ErrorCode } from "../../errors.ts";
import type { Place } from "./places.ts";

/** What a code of Microsoft's means to whoever runs Rollcall. */
export type Meaning = {
  /** What happened, as a sentence. */
  happened: string;
  /** Who can mend it. */
  mender: string;
  /** What to do, and where to click. */
  remedy: string;
  /** The page to open for it. */
  place?: Place;
  /** What a run that meets it at the token endpoint ends with; without one it ends in Microsoft's own words. */
  error?: ErrorCode;
  /** Within minutes after a consent it may pass by itself: Microsoft's servers learn of it one after the other. */
  mayBeSpreading?: true;
};

const host = "Whoever runs Rollcall’s server";
const owner = "An owner of the app registration, or an Application Administrator";
const granter =
  "A Privileged Role Administrator or Global Administrator of the tenant (an Application Administrator cannot)";
const enterprise = "A Cloud Application Administrator of the tenant";
const policy = "A Conditional Access Administrator of the tenant";
const person = "The person who signs in";
const nobody = "Nobody: it passes";
const maker = "Whoever maintains Rollcall";

const getConsent = "Settings, Microsoft Graph, Get consent";
const newSecret = "in the app registration (Certificates & secrets)";

const certificateRefused: Meaning = {
  happened: "Microsoft Entra does not accept the client certificate.",
  mender: owner,
  remedy:
    "Upload the certificate of MSGRAPH_CLIENT_CERTIFICATE to the app registration (Certificates & secrets) and check that it is not expired.",
  place: "credentials",
  error: "credentials-refused",
};
const federationRefused: Meaning = {
  happened:
    "Microsoft Entra does not accept the federated token: no federated credential of the registration matches it.",
  mender: owner,
  remedy:
    "In the app registration, Certificates & secrets, Federated credentials, compare issuer and subject with the token's, letter by letter; the audience is api://AzureADTokenExchange (api://AzureADTokenExchangeUSGov and api://AzureADTokenExchangeChina in those clouds).",
  place: "credentials",
  error: "credentials-refused",
};
const tenantUnknown: Meaning = {
  happened: "Microsoft Entra does not know this tenant.",
  mender: host,
  remedy: "Check MSGRAPH_TENANT_ID (the tenant's GUID or a verified domain) and MSGRAPH_CLOUD.",
  place: "app overview",
  error: "tenant-unknown",
};
const otherCloud: Meaning = {
  ...tenantUnknown,
  happened: "This tenant lives in another of Microsoft's clouds than the one that was asked.",
  remedy: "Set MSGRAPH_CLOUD to the tenant's cloud (global, usgov, dod, china) and check MSGRAPH_TENANT_ID.",
};
const consentMissing: Meaning = {
  happened: "The tenant has not given this application its consent.",
  mender: granter,
  remedy: `Have it granted: ${getConsent}. After a consent it may take some minutes until Microsoft Entra knows.`,
  place: "get consent",
  error: "consent-missing",
};
const permissionsUnlisted: Meaning = {
  happened: "The app registration does not list what it asks for, or the tenant has not consented to it.",
  mender: owner,
  remedy: `List User.Read.All and GroupMember.Read.All as application permissions of Microsoft Graph (API permissions); then ${getConsent}.`,
  place: "api permissions",
  error: "consent-missing",
};
const disabled: Meaning = {
  happened: "The application is disabled in this tenant.",
  mender: enterprise,
  remedy: "Enable it under Enterprise applications, Properties, Enabled for users to sign in.",
  place: "enterprise app",
  error: "credentials-refused",
};
const blockedByPolicy: Meaning = {
  happened: "A Conditional Access policy of the tenant keeps the token back.",
  mender: policy,
  remedy:
    "Find the refused sign-in by its request id (Entra ID, Sign-in logs, Service principal sign-ins), and exempt this application or allow the address of its server in that policy.",
  place: "conditional access",
  error: "credentials-refused",
};
const wantsPerson: Meaning = {
  happened: "Microsoft Entra wants the person to prove who they are once more (a second factor).",
  mender: person,
  remedy:
    "Sign in again and do what Microsoft's page asks. A run never needs this; if one meets it, a policy applies to applications too.",
  place: "conditional access",
};
const foreignAccount: Meaning = {
  happened: "The account that was used does not belong to this tenant, or its invitation was not accepted.",
  mender: person,
  remedy: "Sign out at Microsoft and choose an account of this tenant; a guest must first be invited and accept.",
  place: "people of the tenant",
};
const wrongEndpoint: Meaning = {
  happened: "The request went to an endpoint that does not serve a single tenant.",
  mender: host,
  remedy:
    "Set MSGRAPH_TENANT_ID to the tenant's own GUID or verified domain, never common, organizations or consumers.",
  place: "app overview",
  error: "tenant-unknown",
};
const wrongScope: Meaning = {
  happened: "Microsoft Entra does not know the resource that was asked for.",
  mender: host,
  remedy: "Check MSGRAPH_CLOUD: each cloud has a Microsoft Graph of its own, and its name is part of the request.",
  error: "tenant-unknown",
};
const passing: Meaning = {
  happened: "Microsoft Entra was out of order for a moment.",
  mender: nobody,
  remedy:
    "Rollcall asks again by itself, and the next scheduled run tries anew. If it lasts, look at Microsoft's service health.",
};

/** What Microsoft Entra answers: numbers without their AADSTS. From Microsoft's list of error codes. */
const entra: [codes: string, Meaning][] = [
  [
    "7000215",
    {
      happened: "The client secret is wrong.",
      mender: host,
      remedy: `Paste the secret's VALUE, not its ID, into MSGRAPH_CLIENT_SECRET. If the value is lost, make a new secret ${newSecret}.`,
      place: "credentials",
      error: "credentials-refused",
    },
  ],
  [
    "7000222",
    {
      happened: "The client secret has expired.",
      mender: owner,
      remedy: `Make a new one ${newSecret} and paste the secret's VALUE, not its ID, into MSGRAPH_CLIENT_SECRET.`,
      place: "credentials",
      error: "credentials-refused",
    },
  ],
  [
    "7000218",
    {
      happened: "The request held neither a secret nor a signed assertion.",
      mender: host,
      remedy:
        "Set MSGRAPH_CLIENT_SECRET, MSGRAPH_CLIENT_CERTIFICATE or MSGRAPH_FEDERATED_TOKEN_FILE, and check that the app registration has such a credential.",
      place: "credentials",
      error: "credentials-refused",
    },
  ],
  ["700027 50012 50013 50027", certificateRefused],
  ["70021 700211 700212 700213", federationRefused],
  [
    "700024",
    {
      happened: "The assertion was not valid at this time.",
      mender: host,
      remedy:
        "Set the clock of Rollcall's server by a time server. With a federated token, check that the platform still renews the file that MSGRAPH_FEDERATED_TOKEN_FILE names.",
      error: "credentials-refused",
    },
  ],
  [
    "700016",
    {
      happened: "Microsoft Entra finds no application with this id in the tenant.",
      mender: host,
      remedy: `Check MSGRAPH_APPLICATION_ID and MSGRAPH_TENANT_ID; where both are right, the tenant has yet to give its consent (${getConsent}).`,
      place: "app overview",
      error: "credentials-refused",
      mayBeSpreading: true,
    },
  ],
  ["7000229", { ...consentMissing, mayBeSpreading: true }],
  ["7000112 70001", disabled],
  ["90002", tenantUnknown],
  ["90038 900382 900432", otherCloud],
  ["65001 90094 90095 650052", consentMissing],
  [
    "65004",
    {
      happened: "The consent was declined or cancelled at Microsoft's page.",
      mender: granter,
      remedy: `Ask again: ${getConsent}.`,
      place: "get consent",
    },
  ],
  ["650056 650057 65005", permissionsUnlisted],
  [
    "50011",
    {
      happened: "The app registration does not list the redirect URI.",
      mender: owner,
      remedy:
        "Add both redirect URIs that Settings shows, letter by letter, in the app registration under Authentication, platform Web.",
      place: "authentication",
    },
  ],
  ["50020 50034 50014 16000", foreignAccount],
  [
    "50105",
    {
      happened: "The application lets in assigned people only, and this person is not one of them.",
      mender: enterprise,
      remedy: "Assign the person under Enterprise applications, this application, Users and groups.",
      place: "assigned people",
    },
  ],
  ["53000 53001 53002 53003 53004 530032", blockedByPolicy],
  ["50076 50079 50158", wantsPerson],
  [
    "54005 70008",
    {
      happened: "The sign-in's code was used a second time, or too late.",
      mender: person,
      remedy: "Begin the sign-in again from Rollcall's own page.",
    },
  ],
  ["70011 28002 500011", wrongScope],
  ["9001023 90124 90130 50194", wrongEndpoint],
  [
    "50196",
    {
      happened: "Microsoft Entra sees too many token requests of this application.",
      mender: host,
      remedy: "Wait some minutes. If it returns, look for another program that uses the same application id in a loop.",
    },
  ],
  ["90033 90006 90012 90024 90090 50033", passing],
  ["90055", { ...passing, happened: "Microsoft Entra has more requests from this tenant than it takes." }],
];

const malformed: Meaning = {
  happened: "Microsoft Graph did not understand the request.",
  mender: maker,
  remedy:
    "If a group name with unusual characters is set, set its object id instead (Settings, Group to sync). Otherwise report it with the request id.",
  place: "settings",
};
const listTooOld: Meaning = {
  happened: "Microsoft Graph no longer knew the page that was to be read next.",
  mender: nobody,
  remedy: "Rollcall begins the list again by itself; what was there stays.",
};
const resync: Meaning = {
  happened: "Microsoft Graph no longer knows the state from which changes were to be told.",
  mender: nobody,
  remedy: "The run reads everything again by itself and says so.",
};
const denied: Meaning = {
  happened: "Microsoft Graph does not let this application read that.",
  mender: granter,
  remedy: `Grant the application permissions User.Read.All and GroupMember.Read.All: ${getConsent}.`,
  place: "get consent",
  mayBeSpreading: true,
};
const unknownObject: Meaning = {
  happened: "What was asked for is not, or no longer, in the directory.",
  mender: host,
  remedy: "If it is the group to sync, choose the group again under Settings.",
  place: "settings",
};
const conflict: Meaning = {
  happened: "Microsoft Graph reports a conflict, which reading never causes.",
  mender: maker,
  remedy: "Run again; if it returns, report it with the request id.",
};
const throttled: Meaning = {
  happened: "Microsoft Graph has more requests than it takes, from this application or the whole tenant.",
  mender: nobody,
  remedy: "Rollcall waits as long as Microsoft asks and goes on.",
};
const broken: Meaning = {
  happened: "Microsoft Graph failed on its side.",
  mender: nobody,
  remedy:
    "Rollcall has asked several times. Run again later; if it lasts, look at Microsoft's service health, or ask Microsoft's support with the request id.",
};
const overloaded: Meaning = {
  happened: "Microsoft Graph is overloaded, or is being maintained.",
  mender: nobody,
  remedy: "Rollcall waits as long as Microsoft asks; the next scheduled run tries anew.",
};

/** What Microsoft Graph answers, by its `code` or, where it gives none, by the status. From Microsoft's list of errors. */
const graph: [codes: string, Meaning][] = [
  ["Request_BadRequest BadRequest invalidRequest Request_UnsupportedQuery", malformed],
  ["Directory_ExpiredPageToken DirectoryPageTokenNotFoundException", listTooOld],
  ["syncStateNotFound syncStateInvalid resyncRequired HTTP_410", resync],
  [
    "InvalidAuthenticationToken HTTP_401",
    {
      happened: "Microsoft Graph does not accept the token of this application.",
      mender: host,
      remedy: `Check that MSGRAPH_CLOUD is the cloud of the tenant, and the clock of Rollcall's server; then ${getConsent}.`,
      place: "settings",
      mayBeSpreading: true,
    },
  ],
  [
    "Authorization_IdentityNotFound",
    {
      happened: "Microsoft Graph does not find this application in the tenant.",
      mender: granter,
      remedy: `Give it consent: ${getConsent}. After a consent it may take some minutes until Microsoft Graph knows.`,
      place: "get consent",
      mayBeSpreading: true,
    },
  ],
  ["Authorization_IdentityDisabled", disabled],
  ["Authorization_RequestDenied accessDenied HTTP_403", denied],
  [
    "insufficient_claims",
    { ...blockedByPolicy, happened: "A Conditional Access policy of the tenant keeps Microsoft Graph closed." },
  ],
  ["Request_ResourceNotFound itemNotFound HTTP_404", unknownObject],
  ["HTTP_409 HTTP_412", conflict],
  ["TooManyRequests activityLimitReached Request_ThrottledTemporarily HTTP_429", throttled],
  [
    "generalException Service_InternalServerError UnknownError InternalServerError HTTP_424 HTTP_500 HTTP_502 HTTP_504",
    broken,
  ],
  [
    "NotImplemented HTTP_501",
    {
      happened: "This Microsoft Graph does not have what was asked for; national clouds have less than the global one.",
      mender: maker,
      remedy: "Check MSGRAPH_CLOUD; if it is right, report it with the request id.",
    },
  ],
  ["serviceNotAvailable Directory_ReplicaUnavailable HTTP_503", overloaded],
  [
    "quotaLimitReached HTTP_507 HTTP_509",
    {
      ...throttled,
      happened: "A quota of the tenant is used up.",
      remedy: "Run again later; until then the copy stays as it is.",
    },
  ],
];

const byCode = new Map(
  [...entra.map(prefixed), ...graph].flatMap(([codes, meaning]) =>
    codes.split(" ").map((code): [string, Meaning] => [code.toLowerCase(), meaning]),
  ),
);

function prefixed([codes, meaning]: [string, Meaning]): [string, Meaning] {
  return [codes.replaceAll(/\d+/g, "AADSTS$&"), meaning];
}

/** What a code of Microsoft's means; undefined for one that is not in the list. Graph does not keep to one case. */
export function meaningOfCode(graphCode: string): Meaning | undefined {
  return byCode.get(graphCode.toLowerCase());
}

/** What an answer means whose code is unknown or absent, by its HTTP status. */
export function meaningOfStatus(status: number): Meaning | undefined {
  return byCode.get(`http_${status}`);
}
