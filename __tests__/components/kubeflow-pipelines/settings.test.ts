import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironments } from "../../../src/config/loader/load";
import { formatProblem } from "../../../src/config/loader/problems";
import { loadRequest } from "../../../src/inputs";

const file = (
  settings: string,
  { namespace = "models", zones = "[a, b]", cluster = "nodeGroups: { general: {} }" },
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
components:
  kubeflow-pipelines: { ${settings} }
`;

function problemsOf(settings: string, rest: Parameters<typeof file>[1] = {}): string[] {
  const folder = mkdtempSync(join(tmpdir(), "pipelines-"));
  writeFileSync(join(folder, "one.yaml"), file(settings, rest));
  return readEnvironments(loadRequest(folder, undefined)).problems.map((problem) =>
    formatProblem(problem).replace(/[^ ]*\/(?=one\.yaml)/g, ""),
  );
}

const TAG = "stepsImageTag: 2.17.0-1";

test.each([
  ["only the tag of the image of steps", TAG],
  [
    "all keys of the namespace",
    `${TAG}, passwordDays: 365, maxPods: 1000, maxCpu: 2000, maxMemoryGiB: 16000`,
  ],
  [
    "all keys of the database",
    `${TAG}, database: { instanceClass: db.r7g.16xlarge, storageGiB: 16384, multiAz: false, backupDays: 35, deletionProtection: false }`,
  ],
])("ML-05 a file can have %s", (_, settings) => {
  expect(problemsOf(settings)).toEqual([]);
});

test.each([
  ["no tag", "maxPods: 60", "stepsImageTag", "expected"],
  ["the tag latest", "stepsImageTag: latest", "stepsImageTag", "write the tag that you pushed"],
  ["fewer pods than its programs and a run need", `${TAG}, maxPods: 19`, "maxPods", "20"],
  ["less CPU than its programs and a run need", `${TAG}, maxCpu: 3`, "maxCpu", "4"],
  ["less memory than its programs and a run need", `${TAG}, maxMemoryGiB: 7`, "maxMemoryGiB", "8"],
  ["a password without rotation", `${TAG}, passwordDays: 0`, "passwordDays", "1"],
  ["too little storage", `${TAG}, database: { storageGiB: 19 }`, "database.storageGiB", "20"],
])("ML-05 %s is refused at its key", (_, settings, key, text) => {
  const [problem = "", ...others] = problemsOf(settings);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^one\.yaml:\d+/);
  expect(problem).toContain(`components.kubeflow-pipelines.${key}`);
  expect(problem).toContain(text);
});

test.each([
  ["without nodes", { cluster: "fargate: true\n  nodeGroups: {}" }, "a node group"],
  ["in the namespace of the models", { namespace: "kubeflow" }, "a namespace of models other than kubeflow"],
])("ML-05 it is refused %s", (_, rest, text) => {
  expect(problemsOf(TAG, rest).join("\n")).toContain(text);
});
