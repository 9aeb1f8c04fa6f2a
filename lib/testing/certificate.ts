import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A self-signed RSA certificate: Node reads certificates but makes none, and a test must not need openssl. */
export type TestCertificate = {
  /** PEM of key and certificate, as MSGRAPH_CLIENT_CERTIFICATE names it. */
  keyAndCertificate: string;
  /** PEM of the certificate alone, as it is registered. */
  certificate: string;
  key: string;
};

export function createTestCertificate(): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const certificate = pem("CERTIFICATE", certificateOf(privateKey, publicKey));
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { certificate, key, keyAndCertificate: `${key}${certificate}` };
}

/** RFC 5280 in DER: version 3, sha256WithRSAEncryption, valid for ten years around now. */
function certificateOf(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  const sha256WithRsa = sequence(Buffer.from("06092a864886f70d01010b", "hex"), Buffer.from("0500", "hex"));
  const commonName = sequence(Buffer.from("0603550403", "hex"), value(0x0c, Buffer.from("Rollcall test")));
  const name = sequence(value(0x31, commonName));
  const year = new Date().getUTCFullYear();
  const validity = sequence(time(year - 1), time(year + 9));
  const body = sequence(
    value(0xa0, integer(2)),
    integer(1),
    sha256WithRsa,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign("sha256", body, privateKey);
  return sequence(body, sha256WithRsa, value(0x03, Buffer.concat([Buffer.from([0]), signature])));
}

function time(year: number): Buffer {
  return value(0x18, Buffer.from(`${year}0101000000Z`));
}

function integer(number: number): Buffer {
  return value(0x02, Buffer.from([number]));
}

function sequence(...parts: Buffer[]): Buffer {
  return value(0x30, Buffer.concat(parts));
}

function value(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").replaceAll(/(.{64})/g, "$1\n");
  return `-----BEGIN ${label}-----\n${lines.trimEnd()}\n-----END ${label}-----\n`;
}
