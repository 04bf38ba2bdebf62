import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** File of a control plane with the key of service accounts. */
export const KEY = "service-accounts.pem";
/** File with the tokens of users. */
export const TOKENS = "tokens.csv";

const USERS = {
  deployer: { name: "deployer", group: "system:masters" },
  "stand-ins": { name: "stand-ins", group: "system:masters" },
  controllers: { name: "system:kube-controller-manager", group: "" },
  scheduler: { name: "system:kube-scheduler", group: "" },
} as const;

type Tokens = Record<keyof typeof USERS, string>;

export function writeTokens(folder: string): Tokens {
  const tokens = Object.fromEntries(
    Object.keys(USERS).map((user) => [user, randomBytes(24).toString("hex")]),
  ) as Tokens;
  const lines = Object.entries(USERS).map(
    ([user, { name, group }]) => `${tokens[user as keyof Tokens]},${name},${user},"${group}"`,
  );
  writeFileSync(join(folder, TOKENS), `${lines.join("\n")}\n`, { mode: 0o600 });
  return tokens;
}

export function writeServiceAccountKey(folder: string): void {
  const { privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "sec1", format: "pem" },
  });
  writeFileSync(join(folder, KEY), privateKey, { mode: 0o600 });
}

interface Settings {
  readonly server: string;
  readonly certificate: string;
  readonly token: string;
}

const settingsFile = (folder: string, user: string): string => join(folder, `${user}.kubeconfig`);

/** kubeconfig of a user; JSON is YAML. */
export function writeSettings(folder: string, user: string, { server, certificate, token }: Settings): void {
  const settings = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "tests", cluster: { server, "certificate-authority": certificate } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: "tests", context: { cluster: "tests", user } }],
    "current-context": "tests",
  };
  writeFileSync(settingsFile(folder, user), JSON.stringify(settings), { mode: 0o600 });
}

export const settingsOf = (folder: string, user: keyof typeof USERS) => ({
  kubeconfig: settingsFile(folder, user),
  "authentication-kubeconfig": settingsFile(folder, user),
  "authorization-kubeconfig": settingsFile(folder, user),
});
