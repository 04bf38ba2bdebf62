import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { readEnvironments } from "../../src/environment/load";
import { formatProblem } from "../../src/environment/problems";
import { loadRequest } from "../../src/synth/inputs";

interface MinimalFile {
  /** Lines of `components`. */
  readonly components: readonly string[];
  /** @default one */
  readonly name?: string;
  /** @default 111122223333 */
  readonly account?: string;
  /** @default 1.35 */
  readonly version?: string;
  /** More lines of `cluster`. @default - none */
  readonly cluster?: readonly string[];
  /** The image of the only model. @default - a tag */
  readonly image?: string;
}

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}\n`).join("");

/** The file of an environment with one model, as YAML. */
export const minimalFile = ({
  components,
  name = "one",
  account = "111122223333",
  version = "1.35",
  cluster = [],
  image = '{ tag: "1.0.0" }',
}: MinimalFile): string => `account: "${account}"
region: eu-west-1
project: ${name}
owner: platform
repository: acme/${name}
network: {}
cluster:
  version: "${version}"
  admins: [arn:aws:iam::${account}:role/Admin]
${indented(cluster)}entry: { type: ingress, scheme: internal, host: models.example.com, httpOnly: true }
models:
  - name: spell
    image: ${image}
components:
${indented(components)}`;

/** The keys of a small environment, with others beside them. */
export const smallEnvironment = (keys: object = {}): object => ({
  account: "111122223333",
  region: "eu-west-1",
  project: "names",
  owner: "platform",
  repository: "example/names",
  cluster: { admins: ["arn:aws:iam::111122223333:role/platform-admin"] },
  entry: { type: "ingress", httpOnly: true },
  models: [{ name: "fraud", image: { tag: "1.0.0" } }],
  ...keys,
});

/** Problems of files, by their names, without the path of their folder. */
export function problemsOfFiles(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), "minimal-file-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.yaml`), text);
  return readEnvironments(loadRequest(folder, undefined)).problems.map((problem) =>
    formatProblem(problem).replace(/[^ ]*\/(?=\w+\.yaml)/g, ""),
  );
}

/** Problems of a small environment with other keys. */
export const problemsOfKeys = (keys: object): string[] =>
  problemsOfFiles({ prod: stringify(smallEnvironment(keys)) });
