import { organizationProperties } from "../directory/properties.ts";
import { type Answer, ok } from "./answer.ts";
import { allowOptions } from "./pages.ts";
import { requireOneOf } from "./permissions.ts";
import { badRequest, notFound } from "./refusal.ts";
import { contextOf, type GraphRequest } from "./request.ts";

/** A collection of exactly one: the tenant itself, its id being the tenant id. */
export function listOrganization(request: GraphRequest): Answer {
  return ok({ "@odata.context": contextOf(request, "organization"), value: [organization(request)] });
}

export function getOrganization(request: GraphRequest, [id = ""]: readonly string[]): Answer {
  if (id.toLowerCase() !== request.tenant.tenantId) throw notFound(id);
  return ok({ "@odata.context": contextOf(request, "organization").concat("/$entity"), ...organization(request) });
}

function organization(request: GraphRequest): Record<string, unknown> {
  requireOneOf(request, "organization");
  allowOptions(request, "select");
  const { tenantId, displayName, domain, initialDomain } = request.tenant;
  const verified = (name: string, isInitial: boolean) => ({
    capabilities: "Email, OfficeCommunicationsOnline",
    isDefault: !isInitial,
    isInitial,
    name,
    type: "Managed",
  });
  const values: Record<string, unknown> = {
    id: tenantId,
    displayName,
    tenantType: "AAD",
    countryLetterCode: "US",
    createdDateTime: "2012-01-02T09:00:00Z",
    preferredLanguage: "en",
    mobileDeviceManagementAuthority: "unknown",
    technicalNotificationMails: [`it@${domain}`],
    verifiedDomains: [verified(domain, false), verified(initialDomain, true)],
  };
  const answer: Record<string, unknown> = {};
  for (const name of request.query.select ?? organizationProperties.keys()) {
    const shape = organizationProperties.get(name);
    if (!shape)
      throw badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.organization'.`,
      );
    answer[name] = values[name] ?? (shape === "list" ? [] : null);
  }
  return answer;
}
