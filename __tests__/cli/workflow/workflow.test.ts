import { join } from "node:path";
import { parse } from "yaml";
import { synthesize } from "../../../src/synth/app";
import { runWorkflow } from "../../../src/cli/workflow/command";
import { environmentSettings } from "../../../src/environment/settings";
import { writeEnvironmentRecord } from "../../../src/terraform/environment-record";
import { runOf } from "../../support/command-runs";
import { commitSynth } from "../../support/commit-synth";
import { configWith } from "../../support/environments";
import { workFolder } from "../../support/published-output";
import { type Example, workflowOf } from "./examples";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: { readonly push: { readonly branches: readonly string[]; readonly paths: readonly string[] } };
  readonly permissions: object;
  readonly jobs: Readonly<Record<"build" | "scan" | "publish" | "propose", Job>>;
}

const EXAMPLES: readonly Example[] = ["a branch", "a job environment", "two platforms", "another repository"];
const read = (example: Example): Workflow => parse(workflowOf(example)) as Workflow;
const stepNamed = (job: Job, name: string): Step => job.steps.find((step) => step.name === name) as Step;

/** Violations of the rules for workflows with credentials. */
function unsafe(text: string): string[] {
  const { jobs } = parse(text) as Workflow;
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const lines = text.match(/^.*\buses:.*$/gm) ?? [];
  return [
    ...lines
      .filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))
      .map((line) => `not pinned: ${line.trim()}`),
    ...steps.filter(({ run }) => run?.includes("${{")).map(({ name }) => `expression in ${String(name)}`),
    ...steps
      .filter(
        ({ uses, with: inputs }) => uses?.includes("checkout") && inputs?.["persist-credentials"] !== false,
      )
      .map(() => "a checkout stores its token"),
  ];
}

test.each(EXAMPLES)(
  "ML-06 the workflow for %s pins every action, and has no expression in a script",
  (example) => {
    expect(unsafe(workflowOf(example))).toEqual([]);
    expect(Object.values(read(example).jobs).flatMap(({ steps }) => steps).length).toBeGreaterThan(8);
  },
);

test.each<readonly [string, (text: string) => string, string]>([
  [
    "a tag in place of a commit",
    (text) => text.replace(/@[0-9a-f]{40} # v7\.0\.1/, "@v7"),
    "not pinned: - uses: actions/checkout@v7",
  ],
  ["a commit without its tag", (text) => text.replace(" # v6.2.3", ""), "not pinned: - uses: aws-actions"],
  [
    "an expression in a script",
    (text) => text.replace("docker build", "docker build ${{ github.head_ref }}"),
    "expression in build",
  ],
  [
    "a stored token",
    (text) => text.replace("persist-credentials: false", "persist-credentials: true"),
    "a checkout stores its token",
  ],
])("ML-06 %s is found", (_, edit, problem) => {
  expect(unsafe(edit(workflowOf("a branch")))).toEqual([expect.stringContaining(problem)]);
});

test("ML-06 only commits of the trusted branch start the workflow, and only the folders of models", () => {
  const { on, jobs } = read("a branch");
  expect(on.push).toEqual({ branches: ["main"], paths: ["models/grammar/**", "models/spell/**"] });
  expect(jobs.build.if).toBe("github.ref == 'refs/heads/main'");
  expect(Object.values(jobs).map(({ environment }) => environment)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test("ML-06 with a trusted job environment, only the job that pushes has it", () => {
  const { jobs } = read("a job environment");
  expect(
    Object.entries(jobs).flatMap(([name, { environment }]) =>
      environment === undefined ? [] : [`${name} ${environment}`],
    ),
  ).toEqual(["publish images"]);
});

test("ML-06 each job has only the permissions that it needs, and images are scanned before the job with credentials", () => {
  const { jobs, permissions } = read("a branch");
  expect(permissions).toEqual({});
  expect(
    Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, [job.needs, job.permissions]])),
  ).toEqual({
    build: [undefined, { contents: "read" }],
    scan: ["build", {}],
    publish: ["scan", { "id-token": "write" }],
    propose: ["publish", { contents: "write", "pull-requests": "write" }],
  });
  expect(stepNamed(jobs.scan, "scan").run).toContain("--fail-on critical");
  expect(jobs.publish.steps.some(({ uses }) => uses?.includes("checkout"))).toBe(false);
});

test("ML-06 images are built for the platforms of the nodes that their pods can run on, each on its own runner", () => {
  const builds = (example: Example) =>
    (read(example).jobs.build.strategy?.matrix.include ?? []).map(
      ({ model, platform, runner }) => `${String(model)} ${String(platform)} ${String(runner)}`,
    );
  expect(builds("a branch")).toEqual(["grammar linux/amd64 ubuntu-24.04", "spell linux/amd64 ubuntu-24.04"]);
  expect(builds("two platforms")).toEqual([
    "grammar linux/amd64 ubuntu-24.04",
    "grammar linux/arm64 ubuntu-24.04-arm",
    "spell linux/amd64 ubuntu-24.04",
    "spell linux/arm64 ubuntu-24.04-arm",
  ]);
  expect(stepNamed(read("two platforms").jobs.publish, "push").env?.["IMAGES"]).toBe(
    [
      "grammar 222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/ml-inference-prod/grammar linux/amd64,linux/arm64",
      "spell 222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/ml-inference-prod/spell linux/amd64,linux/arm64",
    ].join("\n"),
  );
});

test("ML-06 YAML files in another repository need a token of it, and no right in this repository", () => {
  const { propose } = read("another repository").jobs;
  expect(propose.permissions).toEqual({});
  expect(propose.steps[0]?.with).toEqual({
    "persist-credentials": false,
    repository: "octo/environments",
    token: "${{ secrets.CONFIGURATION_TOKEN }}",
  });
});

const work = workFolder("workflow");
const ROLE = { "github-actions": { repository: "octo/models", branch: "main" } };

/** An output folder of environments whose files are below the current folder. */
function output(name: string, changes: Readonly<Record<string, object>>): string {
  const outdir = join(work, name);
  const environments = Object.entries(changes).map(([each, change]) => ({
    name: each,
    config: configWith(each, change),
  }));
  commitSynth({
    outdir,
    underCdktfCli: false,
    isOutOfScope: () => false,
    write: (staged) => {
      synthesize(environments, staged);
      for (const { name: each, config } of environments) {
        const file = `environments/${each}.yaml`;
        const writtenAt = () => ({ file, line: 1, column: 1 });
        const settings = environmentSettings({
          name: each,
          file,
          texts: new Map(),
          files: [],
          config,
          locate: writtenAt,
          writtenAt,
        });
        writeEnvironmentRecord(staged, each, { waivers: [], settings, causes: [] });
      }
    },
  });
  return outdir;
}

const run = (folder: string, ...args: readonly string[]) =>
  runOf((out) => runWorkflow(["--in", folder, ...args], { variables: {} }, out));

test("ML-06 the command prints the workflow of the only environment with a role", () => {
  const folder = output("one", { mlapp: { components: ROLE }, "ml-inference-prod": {} });
  const { status, stdout } = run(folder, "--folder", "services/{model}/image");
  expect(status).toBe(0);
  const { on, jobs } = parse(stdout) as Workflow;
  expect(on.push.paths).toEqual(["services/model-service/image/**", "services/training-service/image/**"]);
  expect(stepNamed(jobs.propose, "propose").env?.["FILES"]).toContain(
    "model-service environments/mlapp.yaml",
  );
  expect(run(folder, "--branch", "develop").stderr).toContain(
    "--branch: got develop, expected main, the branch that the role trusts; omit --branch, or set components.github-actions.branch",
  );
  expect(run(folder, "--environments", "ml-inference-prod").stderr).toContain(
    "--environments: got ml-inference-prod, expected one environment with a role for GitHub Actions; set components.github-actions in its file, and synthesize",
  );
});

test("ML-06 of several environments with a role, one must be named", () => {
  const folder = output("two", { mlapp: { components: ROLE }, "ml-inference-prod": { components: ROLE } });
  expect(run(folder)).toMatchObject({ status: 1, stdout: "" });
  expect(run(folder).stderr).toContain("got ml-inference-prod, mlapp, expected one environment");
  expect(run(folder, "--environments", "mlapp").status).toBe(0);
});

test.each([
  ["--folder", "../{model}"],
  ["--folder", "models/$(id)"],
  ["--branch", "main; id"],
  ["--configuration", "https://github.com/octo/environments"],
])("ML-06 %s %s is wrong usage", (option, value) => {
  expect(run(work, option, value).status).toBe(2);
});
