import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workFolder } from "../support/published-output";
import { type Folders, review, reviewFolders } from "./review-folders";

const work = workFolder("review-errors");
let folders: Folders;

beforeAll(async () => (folders = await reviewFolders()));

describe("--detailed-exitcode", () => {
  test.each<[status: number, of: string, args: (folders: Folders) => string[]]>([
    [0, "no change", ({ before }) => ["--before", before, "--in", before]],
    [2, "changes", ({ before, after }) => ["--before", before, "--in", after]],
    [
      0,
      "no change of the selected environment",
      ({ before, after }) => ["--before", before, "--in", after, "--environments", "ml-inference-prod"],
    ],
    [1, "a missing folder", ({ after }) => ["--before", join(work, "nowhere"), "--in", after]],
    [1, "an unknown option", () => ["--nonsense"]],
    [1, "no --before and no --base", () => []],
  ])("returns %i for %s", (status, _, args) => {
    expect(review("--detailed-exitcode", ...args(folders)).status).toBe(status);
  });
});

test("returns 2 for an unknown option", () => {
  expect(review("--nonsense").status).toBe(2);
});

test("returns 2 without --before, --base and --to", () => {
  const { status, stderr } = review();
  expect(status).toBe(2);
  expect(stderr).toContain("give --before DIR, --base REF or --to VERSION");
});

test("returns 2 for --before with --base", () => {
  expect(review("--before", folders.before, "--base", "main").status).toBe(2);
});

test("returns 2 for --markdown with --json", () => {
  expect(review("--before", folders.before, "--markdown", "--json").status).toBe(2);
});

test("the help names every option of this command", () => {
  const { status, stdout } = review("--help");
  expect(status).toBe(0);
  for (const option of [
    "--before <dir>",
    "--base <ref>",
    "--plan <file>",
    "--markdown",
    "--detailed-exitcode",
  ]) {
    expect(stdout).toContain(option);
  }
});

/** A plan whose account is a variable. */
function planOfModule(): string {
  const file = join(work, "module.json");
  const guard = { expressions: { allowed_account_ids: { references: ["var.account_id"] } } };
  const resources = [{ address: "aws_vpc.main", mode: "managed", type: "aws_vpc", name: "main" }];
  const plan = {
    format_version: "1.2",
    configuration: { provider_config: { aws: guard }, root_module: { resources } },
    resource_changes: [{ address: "aws_vpc.main", change: { actions: ["create"] } }],
  };
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

test.each<[what: string, message: RegExp, args: (folders: Folders) => string[]]>([
  [
    "the folder before the change does not exist",
    /nowhere: got no manifest\.json, expected a finished synth; run npx private-eks-inference synth/,
    () => ["--before", join(work, "nowhere")],
  ],
  [
    "the folder before the change is empty",
    /got no manifest\.json/,
    () => {
      mkdirSync(join(work, "empty"), { recursive: true });
      return ["--before", join(work, "empty")];
    },
  ],
  [
    "a stack is invalid JSON",
    /mlapp-network\/cdk\.tf\.json: got invalid JSON/,
    ({ before }) => {
      const broken = join(work, "broken");
      cpSync(before, broken, { recursive: true });
      writeFileSync(join(broken, "stacks/mlapp-network/cdk.tf.json"), "{");
      return ["--before", broken];
    },
  ],
  [
    "an environment is unknown",
    /--environments: got nowhere, expected one or more of ml-inference-prod, mlapp \(before or after the change\)/,
    ({ before }) => ["--before", before, "--environments", "nowhere"],
  ],
  [
    "a plan does not exist",
    /--plan nowhere\.json: got no such file/,
    ({ before }) => ["--before", before, "--plan", "nowhere.json"],
  ],
  [
    "a plan is one of a handed-over module",
    /module\.json: got a plan of a handed-over module, whose values are variables, .*; judge it with check --module DIR --plan FILE/,
    ({ before }) => ["--before", before, "--plan", `mlapp-network=${planOfModule()}`],
  ],
  [
    "a revision is unknown",
    /--base no-such-branch: got an unknown revision, expected a branch, tag or commit/,
    () => ["--base", "no-such-branch"],
  ],
  ["a revision looks like an option", /--base --all: got an unknown revision/, () => ["--base=--all"]],
])("fails when %s, and prints no report", (_, message, args) => {
  const { status, stdout, stderr } = review("--in", folders.after, ...args(folders));
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(message);
});
