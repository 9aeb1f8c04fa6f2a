/** A sign-in that was asked for, after its client and redirect URI were found good. */
export type AuthorizeRequest = {
  parameters: URLSearchParams;
  redirectUri: string;
  responseMode: "query" | "form_post";
  state: string | undefined;
};
