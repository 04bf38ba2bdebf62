import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { LAYERS, stackName } from "../../src/core/layers";
import { ENVIRONMENTS } from "../support/environments";

const ROOT = resolve(__dirname, "../..");
const FOLDER = join(ROOT, ".github/workflows");

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
  readonly env?: Record<string, unknown>;
}

interface Job {
  readonly if?: string;
  readonly permissions?: Record<string, string>;
  readonly environment?: string;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Record<string, unknown>;
  readonly permissions: unknown;
  readonly jobs: Record<string, Job>;
}

const files = readdirSync(FOLDER);
const texts = new Map(files.map((file) => [file, readFileSync(join(FOLDER, file), "utf8")]));
const workflows = new Map([...texts].map(([file, text]) => [file, parse(text) as Workflow]));
const jobs = [...workflows].flatMap(([file, { jobs: all }]) =>
  Object.entries(all).map(([name, job]) => ({ place: `${file} ${name}`, job })),
);
const steps = jobs.flatMap(({ place, job }) => job.steps.map((step) => ({ place, step })));

const workflow = (file: string): Workflow => workflows.get(file) as Workflow;

test("all workflows and their steps are read", () => {
  expect(files.sort()).toEqual(["apply.yml", "comment.yml", "review.yml"]);
  expect(steps.length).toBeGreaterThan(20);
});

test("every action is pinned to a commit, with its tag in a comment", () => {
  const used = steps.flatMap(({ place, step }) =>
    step.uses === undefined ? [] : [{ place, uses: step.uses }],
  );
  expect(used.length).toBeGreaterThan(10);
  expect(used.filter(({ uses }) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  const lines = [...texts.values()].flatMap((text) => text.match(/^.*\buses:.*$/gm) ?? []);
  expect(lines.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test("each action is pinned to the same commit everywhere", () => {
  const pins = new Map<string, Set<string>>();
  for (const { step } of steps) {
    const [action = "", commit = ""] = step.uses?.split("@") ?? [];
    if (commit !== "") pins.set(action, (pins.get(action) ?? new Set()).add(commit));
  }
  expect(pins.size).toBeGreaterThan(2);
  expect([...pins].filter(([, commits]) => commits.size > 1)).toEqual([]);
});

test("no workflow grants permissions to all its jobs", () => {
  for (const { permissions } of workflows.values()) expect(permissions).toEqual({});
});

test("each job has only the permissions that it needs", () => {
  expect(Object.fromEntries(jobs.map(({ place, job }) => [place, job.permissions]))).toEqual({
    "review.yml synth": { contents: "read" },
    "review.yml plan": { contents: "read", "id-token": "write" },
    "review.yml pages": { contents: "read" },
    "comment.yml comment": { actions: "read", contents: "read", "pull-requests": "write" },
    "apply.yml foundation": { contents: "read", "id-token": "write" },
    "apply.yml workloads": { contents: "read", "id-token": "write" },
  });
});

test("no workflow runs code of a fork with permissions of the repository", () => {
  for (const { on } of workflows.values()) expect(Object.keys(on)).not.toContain("pull_request_target");
  const { on, jobs: own } = workflow("comment.yml");
  expect(Object.keys(on)).toEqual(["workflow_run"]);
  // it checks out the default branch, and runs no install or build
  const comment = own["comment"]?.steps ?? [];
  const checkouts = comment.filter(({ uses }) => uses?.startsWith("actions/checkout"));
  expect(checkouts).not.toEqual([]);
  expect(checkouts.filter((step) => "ref" in (step.with ?? {}))).toEqual([]);
  const scripts = comment.flatMap(({ run }) => run ?? []);
  expect(scripts).not.toEqual([]);
  expect(scripts.filter((script) => /npm|npx|\bsh\b|bash/.test(script))).toEqual([]);
});

test("no workflow reads a secret", () => {
  for (const text of texts.values()) expect(text).not.toMatch(/secrets\./);
});

test("every job that assumes a role by OIDC belongs to a GitHub environment", () => {
  const withToken = jobs.filter(({ job }) => job.permissions?.["id-token"] === "write");
  expect(withToken.length).toBeGreaterThan(2);
  expect(withToken.filter(({ job }) => job.environment === undefined)).toEqual([]);
});

test("the job with credentials runs no code of the pull request", () => {
  const plan = workflow("review.yml").jobs["plan"] as Job;
  expect(plan.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
  expect(plan.steps.map(({ run = "" }) => run).join("\n")).not.toMatch(/\bnpm\b|\bnpx\b/);
  const [checkout] = plan.steps;
  expect(checkout?.with).toMatchObject({ ref: "${{ github.event.pull_request.base.sha }}" });
});

test("no script contains an expression with text of an event", () => {
  const scripts = steps.filter(({ step }) => step.run !== undefined);
  expect(scripts.length).toBeGreaterThan(8);
  expect(scripts.filter(({ step }) => step.run?.includes("${{"))).toEqual([]);
});

test("no checkout stores a token", () => {
  const checkouts = steps.filter(({ step }) => step.uses?.startsWith("actions/checkout"));
  expect(checkouts.length).toBeGreaterThan(4);
  expect(checkouts.filter(({ step }) => step.with?.["persist-credentials"] !== false)).toEqual([]);
});

test("an apply waits for the approval of its environment, and runs one at a time", () => {
  const { on, jobs: own } = workflow("apply.yml");
  expect(Object.keys(on)).toEqual(["workflow_dispatch"]);
  expect(Object.keys(own)).toEqual(["foundation", "workloads"]);
  for (const job of Object.values(own)) expect(job.environment).toBe("${{ inputs.environment }}");
  expect(texts.get("apply.yml")).toMatch(/^concurrency:\n {2}group: apply-/m);
  expect(steps.filter(({ step }) => /\bapply\b/.test(step.run ?? "")).map(({ place }) => place)).toEqual([
    "apply.yml foundation",
    "apply.yml workloads",
  ]);
});

test("every command and script that a workflow calls exists", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const runs = steps.map(({ step }) => step.run ?? "").join("\n");
  const commands = [...runs.matchAll(/npm run (?:--silent )?([a-z:-]+)/g)].map(([, name]) => name as string);
  expect(commands).toEqual(expect.arrayContaining(["synth", "review"]));
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  const called = [...runs.matchAll(/\.github\/scripts\/[\w-]+\.mjs/g)].map(([path]) => path);
  expect(new Set(called).size).toBe(readdirSync(join(ROOT, ".github/scripts")).length);
  expect(called.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

describe("atlantis.yaml", () => {
  const { projects } = parse(readFileSync(join(ROOT, "atlantis.yaml"), "utf8")) as {
    projects: {
      name: string;
      dir: string;
      execution_order_group: number;
      depends_on?: string[];
      apply_requirements: string[];
    }[];
  };

  test("every stack of every environment is a project, in the order of applies", () => {
    const expected = ENVIRONMENTS.flatMap((environment) =>
      LAYERS.map((layer, index) => ({
        name: stackName(environment, layer),
        dir: `cdktf.out/stacks/${stackName(environment, layer)}`,
        execution_order_group: index,
        depends_on: LAYERS.slice(index - 1, index).map((before) => stackName(environment, before)),
      })),
    );
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
    const found = projects.map(({ name, dir, execution_order_group, depends_on = [] }) => ({
      name,
      dir,
      execution_order_group,
      depends_on,
    }));
    expect(found.sort(byName)).toEqual(expected.sort(byName));
  });

  test("every apply requires an approval", () => {
    expect(projects).not.toEqual([]);
    expect(projects.filter(({ apply_requirements: all }) => !all.includes("approved"))).toEqual([]);
  });
});
