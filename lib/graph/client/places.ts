import { clouds } from "../../config/clouds.ts";
import type { GraphConfig } from "../../config/config.ts";

/** Where something is mended: a page of Microsoft's portal, or of ours. */
export type Place =
  | "app overview"
  | "credentials"
  | "api permissions"
  | "authentication"
  | "enterprise app"
  | "assigned people"
  | "conditional access"
  | "people of the tenant"
  | "get consent"
  | "settings";

/** A page to open: `href` is absolute at Microsoft, a path with us. */
export type Link = { label: string; href: string };

/** Fragments of the portal, the same in every cloud. `APP` is the application id. */
const portalPages: Record<Exclude<Place, "get consent" | "settings">, [label: string, fragment: string]> = {
  "app overview": ["the app registration", "Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Overview/appId/APP"],
  credentials: [
    "Certificates & secrets of the app registration",
    "Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/APP",
  ],
  "api permissions": [
    "API permissions of the app registration",
    "Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/APP",
  ],
  authentication: [
    "Authentication of the app registration",
    "Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Authentication/appId/APP",
  ],
  "enterprise app": ["the enterprise application", "Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Properties/appId/APP"],
  "assigned people": [
    "Users and groups of the enterprise application",
    "Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Users/appId/APP",
  ],
  "conditional access": ["Conditional Access", "Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies"],
  "people of the tenant": ["the tenant's users", "Microsoft_AAD_UsersAndTenants/UserManagementMenuBlade/~/AllUsers"],
};

/** The page for a place, in the portal of the configured cloud. */
export function linkTo(place: Place, { cloud, applicationId }: Pick<GraphConfig, "cloud" | "applicationId">): Link {
  if (place === "get consent") return { label: "Get consent", href: "/consent" };
  if (place === "settings") return { label: "Settings", href: "/settings" };
  const [label, fragment] = portalPages[place];
  return { label, href: `${clouds[cloud].portal}/#view/${fragment.replace("APP", applicationId)}` };
}
