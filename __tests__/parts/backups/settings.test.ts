import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEnvironments } from "../../../src/environment/load";
import { formatProblem } from "../../../src/environment/problems";
import { loadRequest } from "../../../src/synth/inputs";

const file = (settings: string) => `
account: "111122223333"
region: eu-west-1
project: one
owner: platform
repository: acme/one
network: {}
cluster:
  version: "1.35"
  admins: [arn:aws:iam::111122223333:role/Admin]
  nodeGroups:
    general: {}
entry: { type: ingress, scheme: internal, host: models.example.com, httpOnly: true }
models:
  - name: spell
    image: { tag: "1.0.0" }
components:
  backups: { ${settings} }
`;

function problemsOf(settings: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "backups-"));
  writeFileSync(join(folder, "one.yaml"), file(settings));
  return readEnvironments(loadRequest(folder, undefined)).problems.map((problem) =>
    formatProblem(problem).replace(/[^ ]*\/(?=one\.yaml)/g, ""),
  );
}

const EMAIL = "email: platform@example.com";

test.each([
  ["only the recipient", EMAIL],
  [
    "all keys",
    `${EMAIL}, time: "23:59", retentionDays: 7, lock: { minRetentionDays: 7, maxRetentionDays: 7 }`,
  ],
  [
    "a lock that becomes permanent",
    `${EMAIL}, lock: { minRetentionDays: 1, maxRetentionDays: 35, permanentAfterDays: 3 }`,
  ],
  ["the longest retention", `${EMAIL}, retentionDays: 36135`],
])("ML-07 a file can have %s", (_, settings) => {
  expect(problemsOf(settings)).toEqual([]);
});

test.each([
  ["no recipient", "time: '03:00'", "email", "expected"],
  ["a name as recipient", "email: platform", "email", "an email address"],
  ["a time without a leading zero", `${EMAIL}, time: "3:00"`, "time", "four digits in quotes"],
  ["the hour 24", `${EMAIL}, time: "24:00"`, "time", "from 00:00 to 23:59"],
  ["a retention below a week", `${EMAIL}, retentionDays: 6`, "retentionDays", "7"],
  ["a retention above 99 years", `${EMAIL}, retentionDays: 36136`, "retentionDays", "36135"],
  [
    "a lock without an upper bound",
    `${EMAIL}, lock: { minRetentionDays: 7 }`,
    "lock.maxRetentionDays",
    "expected",
  ],
  [
    "a lock that refuses the backups as too short",
    `${EMAIL}, lock: { minRetentionDays: 36, maxRetentionDays: 365 }`,
    "lock.minRetentionDays",
    "at most 35, the value of components.backups.retentionDays",
  ],
  [
    "a lock that refuses the backups as too long",
    `${EMAIL}, lock: { minRetentionDays: 7, maxRetentionDays: 34 }`,
    "lock.maxRetentionDays",
    "at least 35, the value of components.backups.retentionDays",
  ],
  [
    "a lock that becomes permanent after two days",
    `${EMAIL}, lock: { minRetentionDays: 7, maxRetentionDays: 35, permanentAfterDays: 2 }`,
    "lock.permanentAfterDays",
    "3",
  ],
])("ML-07 %s is refused at its key, with the fix", (_, settings, key, text) => {
  const [problem = "", ...others] = problemsOf(settings);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^one\.yaml:\d+/);
  expect(problem).toContain(`components.backups.${key}`);
  expect(problem).toContain(text);
});

test("ML-07 bounds of a lock in the wrong order are reported together", () => {
  const lock = "lock: { minRetentionDays: 40, maxRetentionDays: 30 }";
  expect(problemsOf(`${EMAIL}, ${lock}`)).toHaveLength(2);
});
