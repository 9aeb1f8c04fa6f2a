import { type CloudName, clouds } from "#lib/config/clouds.ts";

/** Where the Entra admin center shows an account. Its pages are named after the `#`, which is never sent to a server. */
export function entraAddress(cloud: CloudName, { id }: { id: string }): string {
  const page = "#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId";
  return `${clouds[cloud].admin}/${page}/${encodeURIComponent(id)}`;
}
