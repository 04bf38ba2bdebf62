import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readEnvironments } from "../../src/environment/load";
import { type Problem } from "../../src/environment/problems";
import { loadRequest } from "../../src/synth/inputs";

type Values = Readonly<Record<string, unknown>>;

/** Writes environments as files of a new folder, which ends with the folder of the run: JSON is YAML. */
export function folderOf(environments: Readonly<Record<string, Values | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "environments-"));
  for (const [name, value] of Object.entries(environments))
    writeFileSync(
      join(folder, `${name}.yaml`),
      typeof value === "string" ? value : JSON.stringify(value, null, 1),
    );
  return folder;
}

/** Writes Terraform files of the owner into the network layer of environments of a folder, by environment. */
export function addOwnFiles(folder: string, texts: Readonly<Record<string, string>>): string {
  for (const [environment, text] of Object.entries(texts)) {
    const layer = join(folder, environment, "network");
    mkdirSync(layer, { recursive: true });
    writeFileSync(join(layer, "routes.tf"), text);
  }
  return folder;
}

/** Problems of the files of a folder, as `file key: got, expected; fix`, without the folder. */
export const problemsIn = (folder: string, only?: readonly string[]): string[] =>
  readEnvironments(loadRequest(folder, only)).problems.map((problem) => textOf(problem, folder));

const textOf = ({ location, path, got, expected, fix }: Problem, folder: string): string =>
  `${basename(location?.file ?? "")} ${path}: ${got}, ${expected}; ${fix}`.replaceAll(
    new RegExp(`[^ ]*/${basename(folder)}/`, "g"),
    "",
  );

/** An environment of one model behind an internal ALB, whose operators and clients are in a network behind a transit gateway. */
export const organizationEnvironment = (range: string, network: object = {}, other: object = {}): Values => ({
  account: "111122223333",
  region: "eu-west-1",
  project: "shop",
  owner: "platform",
  repository: "w",
  network: { attachments: [gatewayTo(range)], ...network },
  cluster: {
    admins: ["arn:aws:iam::111122223333:role/platform-admin"],
    apiAccess: { cidrs: [range] },
  },
  entry: {
    type: "ingress",
    host: "api.shop.example.com",
    certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333",
    clientCidrs: [range],
  },
  models: [{ name: "hello", image: { tag: "1.0.0" } }],
  ...other,
});

export const gatewayTo = (range: string, other: object = {}) => ({
  type: "transit-gateway",
  name: "organization",
  transitGatewayId: "tgw-0123456789abcdef0",
  cidrs: [range],
  ...other,
});
