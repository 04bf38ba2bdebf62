import { parse } from "yaml";
import { type Example, workflowOf } from "../cli/workflow/examples";
import { faultsOf } from "../support/untrusted-jobs";
import { type Workflow, files, workflow, workflows } from "./workflow-files";

const CALLED = new Map(files.map((file) => [`./.github/workflows/${file}`, workflow(file)]));
const read = (text: string): Workflow => parse(text) as Workflow;

/**
 * comment.yml needs this right to write comments. It runs the default branch's script, and no code of the pull request. The
 * plan of plan.yml waits for an approval, and runs the default branch's program on values.
 */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  "comment.yml": ["comment.yml comment: pull-requests: write"],
  "plan.yml": ["plan.yml plan: id-token: write", "plan.yml plan: environment"],
};

test.each([...workflows])("jobs of %s give nothing to code that nobody reviewed", (file, own) =>
  expect(faultsOf(file, own, CALLED)).toEqual(NEEDED[file] ?? []),
);

test.each<Example>(["a branch", "a job environment", "two platforms", "another repository"])(
  "jobs of the workflow that is written for %s give nothing to code that nobody reviewed",
  (example) => expect(faultsOf("images.yml", read(workflowOf(example)), CALLED)).toEqual([]),
);

const JOB = `
    runs-on: ubuntu-24.04
    permissions: { contents: read }
    steps: [{ run: terraform plan }]`;
const on = (event: string, job: string): Workflow =>
  read(`on: ${event}\npermissions: {}\njobs:\n  plan:${job}\n`);

test("a review with read access on a runner of GitHub has no fault", () =>
  expect(faultsOf("w", on("pull_request", JOB))).toEqual([]));

const FAULTS: readonly (readonly [string, string, string, string])[] = [
  [
    "a token for a role",
    "pull_request",
    JOB.replace("contents: read", "id-token: write"),
    "w plan: id-token: write",
  ],
  ["all tokens", "pull_request", JOB.replace("{ contents: read }", "write-all"), "w plan: write-all"],
  ["a GitHub environment", "pull_request", `${JOB}\n    environment: plan`, "w plan: environment"],
  [
    "a runner inside the network",
    "pull_request",
    JOB.replace("ubuntu-24.04", "[self-hosted]"),
    'w plan: runs-on ["self-hosted"]',
  ],
  [
    "a runner of a variable",
    "pull_request",
    JOB.replace("ubuntu-24.04", "${{ vars.R }}"),
    'w plan: runs-on "${{ vars.R }}"',
  ],
  ["a secret", "{ pull_request: {} }", `${JOB}\n    env: { A: "\${{ secrets.A }}" }`, "w plan: secrets"],
  [
    "a token",
    "[pull_request_target]",
    JOB.replace("contents: read", "id-token: write"),
    "w plan: id-token: write",
  ],
  ...["pull_request_target", "issue_comment", "workflow_run", "merge_group"].map(
    (event) =>
      [
        `a token on ${event}`,
        event,
        JOB.replace("contents: read", "id-token: write"),
        "w plan: id-token: write",
      ] as const,
  ),
  [
    "a token on each branch",
    "push",
    JOB.replace("contents: read", "id-token: write"),
    "w plan: id-token: write",
  ],
  [
    "a token on new branches",
    '{ push: { branches: ["feature/*"] } }',
    JOB.replace("contents: read", "id-token: write"),
    "w plan: id-token: write",
  ],
];

test.each(FAULTS)("%s is found", (_, event, job, fault) =>
  expect(faultsOf("w", on(event, job))).toEqual([fault]),
);

test("a workflow that a review calls is read too", () => {
  const caller = on(
    "pull_request",
    "\n    permissions: { contents: read }\n    uses: ./.github/workflows/layer.yml",
  );
  expect(faultsOf("w", caller, CALLED)).toEqual(
    expect.arrayContaining(["w plan ./.github/workflows/layer.yml plan: id-token: write"]) as string[],
  );
  expect(faultsOf("w", caller)).toEqual(["w plan: ./.github/workflows/layer.yml is not known"]);
});

test("a workflow without permissions has those of the repository", () =>
  expect(faultsOf("w", read("on: pull_request\njobs: { a: { runs-on: ubuntu-24.04, steps: [] } }"))).toEqual([
    "w a: no permissions, which are those of the repository",
  ]));
