import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export type SelfSigned = {
  /** PEM */
  certificate: string;
  /** PEM, PKCS 8 */
  key: string;
  privateKey: KeyObject;
  /** Thumbprints as they stand in the header of a client assertion. */
  sha256: string;
  sha1: string;
};

/**
 * A certificate for loopback with its key, good for thirty days, made on the spot: Node reads certificates but does not
 * make them, and a key in a repository is a key that somebody will trust.
 */
export function selfSigned(commonName: string): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const algorithm = sequence(objectId("1.2.840.113549.1.1.11"), der(0x05));
  const name = sequence(der(0x31, sequence(objectId("2.5.4.3"), der(0x0c, Buffer.from(commonName)))));
  const day = 86_400_000;
  const valid = sequence(utcTime(Date.now() - day), utcTime(Date.now() + 30 * day));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    valid,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(objectId("2.5.29.17"), der(0x04, loopbackNames())))),
  );
  const signature = der(0x03, Buffer.from([0]), sign("sha256", body, privateKey));
  const bytes = sequence(body, algorithm, signature);
  const lines = bytes.toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  const thumbprint = (hash: string) => createHash(hash).update(bytes).digest("base64url");
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    privateKey,
    sha256: thumbprint("sha256"),
    sha1: thumbprint("sha1"),
  };
}

/** Subject alternative names: clients look at nothing else. */
function loopbackNames(): Buffer {
  return sequence(der(0x82, Buffer.from("localhost")), der(0x87, Buffer.from([127, 0, 0, 1])));
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = rest.flatMap((part) => {
    const digits = [part & 127];
    for (let left = part >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128);
    return digits;
  });
  return der(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

function utcTime(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/[-:T]/g, "").slice(2, 14);
  return der(0x17, Buffer.from(`${text}Z`));
}
