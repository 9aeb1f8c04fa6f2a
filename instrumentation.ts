/** Next runs this once, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ guardIncoming }, { readEnvironment }, { withEnvFile }] = await Promise.all([
    import("#lib/auth/incoming.ts"),
    import("#lib/config/environment.ts"),
    import("#lib/config/env-file.ts"),
  ]);
  guardIncoming(readEnvironment(withEnvFile(process.env)));
}
