import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironments } from "../../src/environment/load";
import { formatProblem } from "../../src/environment/problems";
import { loadRequest } from "../../src/synth/inputs";

/** Keys of the file beside those of the part. */
export interface Rest {
  readonly namespace?: string;
  readonly zones?: string;
  readonly cluster?: string;
  /** Keys of the model, as one line for each. @default - only its image */
  readonly model?: readonly string[];
  /** Other parts, a line for each. @default - none */
  readonly components?: readonly string[];
}

const file = (
  part: string,
  settings: string,
  {
    namespace = "models",
    zones = "[a, b]",
    cluster = "nodeGroups: { general: {} }",
    model = [],
    components = [],
  }: Rest,
) => `
account: "111122223333"
region: eu-west-1
project: one
owner: platform
repository: acme/one
namespace: ${namespace}
network: { zones: ${zones} }
cluster:
  version: "1.35"
  admins: [arn:aws:iam::111122223333:role/Admin]
  ${cluster}
entry: { type: ingress, scheme: internal, host: models.example.com, httpOnly: true }
models:
  - name: spell
    image: { tag: "1.0.0" }
${model.map((line) => `    ${line}\n`).join("")}components:
  ${part}: { ${settings} }
${components.map((line) => `  ${line}\n`).join("")}`;

/** Problems of a file, `one.yaml`, with a part that has the given keys. */
export function partProblems(part: string, settings: string, rest: Rest = {}): string[] {
  const folder = mkdtempSync(join(tmpdir(), "part-"));
  writeFileSync(join(folder, "one.yaml"), file(part, settings, rest));
  return readEnvironments(loadRequest(folder, undefined)).problems.map((problem) =>
    formatProblem(problem).replace(/[^ ]*\/(?=one\.yaml)/g, ""),
  );
}
