import { expect, test } from "vitest";
import { meaningOfCode, meaningOfStatus } from "./microsoft-codes.ts";

/** Every number of Entra's that a token request, a sign-in or a consent of ours is known to meet. */
const entra = [
  ...[7000215, 7000222, 7000218, 700027, 50012, 700016, 7000229, 7000112, 70001, 90002, 90038, 900382, 900432],
  ...[65001, 65004, 90094, 90095, 650052, 650056, 650057, 65005, 50011, 50020, 50034, 50014, 16000, 50105],
  ...[53000, 53001, 53002, 53003, 53004, 530032, 50076, 50079, 50158, 54005, 70011, 28002, 9001023, 90124, 90130],
  ...[50196, 90033, 90006, 90012, 90024, 90090, 50033, 90055],
  // The stand-in's own, and those of a federated token.
  ...[50194, 500011, 70008, 50013, 50027, 70021, 700211, 700212, 700213, 700024],
];
const graph = [
  ...["Request_BadRequest", "BadRequest", "invalidRequest", "Request_UnsupportedQuery", "Directory_ExpiredPageToken"],
  ...["DirectoryPageTokenNotFoundException", "syncStateNotFound", "syncStateInvalid", "resyncRequired"],
  ...["InvalidAuthenticationToken", "Authorization_IdentityNotFound", "Authorization_IdentityDisabled"],
  ...["Authorization_RequestDenied", "accessDenied", "insufficient_claims", "Request_ResourceNotFound", "itemNotFound"],
  ...["TooManyRequests", "activityLimitReached", "Request_ThrottledTemporarily", "generalException"],
  ...["Service_InternalServerError", "UnknownError", "InternalServerError", "NotImplemented", "serviceNotAvailable"],
  ...["Directory_ReplicaUnavailable", "quotaLimitReached"],
];
const statuses = [401, 403, 404, 409, 410, 412, 424, 429, 500, 501, 502, 503, 504, 507, 509];

test.each([...entra.map((number) => `AADSTS${number}`), ...graph])("%s is told: what, who and where", (code) => {
  const meaning = meaningOfCode(code);
  expect(meaning?.happened).toMatch(/^[A-Z].{20,}\.$/);
  expect(meaning?.mender).toMatch(/^(Whoever|An? |The |Nobody)/);
  expect(meaning?.remedy).toMatch(/^[A-Z].{20,}\.$/);
});

test.each(statuses)("an answer without a code is told by its status %i", (status) => {
  expect(meaningOfStatus(status)).toBeDefined();
});

test("codes are found in whatever case Graph writes them, and a strange one is not guessed", () => {
  expect(meaningOfCode("SYNCSTATENOTFOUND")).toBe(meaningOfCode("syncStateNotFound"));
  expect(meaningOfCode("AADSTS1")).toBeUndefined();
  expect(meaningOfCode("7000215")).toBeUndefined();
  expect(meaningOfStatus(418)).toBeUndefined();
});

test("only what may pass by itself after a consent is waited for", () => {
  const waited = [...entra.map((number) => `AADSTS${number}`), ...graph].filter(
    (code) => meaningOfCode(code)?.mayBeSpreading,
  );
  expect(waited.sort()).toEqual([
    ...["AADSTS700016", "AADSTS7000229", "Authorization_IdentityNotFound", "Authorization_RequestDenied"],
    ...["InvalidAuthenticationToken", "accessDenied"],
  ]);
});
