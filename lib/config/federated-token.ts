import { readFile } from "node:fs/promises";
import { AppError } from "../errors.ts";

/**
 * Reads the token by which a platform (Kubernetes, a cloud, a build service) vouches for this application at Entra, in
 * place of a secret. Read anew for every token request and never kept: the platform writes a new one into the file long
 * before the old one expires. Source: Microsoft, "Workload identity federation".
 *
 * What it says is not looked at: only Entra can tell whether it holds, and says so with a code of its own.
 *
 * @throws AppError `configuration` when the file cannot be read or holds no token.
 */
export async function readFederatedToken(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw unusable(`${path} cannot be read`, error);
  });
  const token = text.trim();
  if (token === "") throw unusable(`${path} is empty`);
  // Three parts, as every JSON Web Token. The text itself must not reach the message: it is a credential.
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw unusable(`${path} holds no JSON Web Token`);
  return token;
}

function unusable(what: string, cause?: unknown): AppError {
  return new AppError(
    "configuration",
    `The federated token file ${what}. MSGRAPH_FEDERATED_TOKEN_FILE (or AZURE_FEDERATED_TOKEN_FILE) must name the file that the platform writes its token to.`,
    { cause },
  );
}
