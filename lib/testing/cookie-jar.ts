/** As much of a browser as a walk through sign-in needs: it keeps cookies per origin and follows nothing by itself. */
export type CookieJar = {
  get(url: string): Promise<Response>;
  post(url: string, form: Record<string, string>): Promise<Response>;
  /** The cookies kept for an origin, by name. */
  cookies(origin: string): Record<string, string>;
  set(origin: string, name: string, value: string): void;
};

export function createCookieJar(): CookieJar {
  const kept = new Map<string, Map<string, string>>();
  const jarOf = (url: string) => {
    const { origin } = new URL(url);
    const jar = kept.get(origin) ?? new Map<string, string>();
    kept.set(origin, jar);
    return jar;
  };
  const send = async (url: string, init: RequestInit) => {
    const jar = jarOf(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(init.headers as Record<string, string>), ...(cookie === "" ? {} : { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(/;\s*/);
      const [name = "", ...value] = pair.split("=");
      const gone = value.join("=") === "" || attributes.some((attribute) => /^max-age=0$/i.test(attribute));
      if (gone) jar.delete(name);
      else jar.set(name, value.join("="));
    }
    return response;
  };
  return {
    get: (url) => send(url, {}),
    post: (url, form) =>
      send(url, {
        method: "POST",
        body: new URLSearchParams(form).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
    cookies: (origin) => Object.fromEntries(jarOf(origin)),
    set: (origin, name, value) => void jarOf(origin).set(name, value),
  };
}
