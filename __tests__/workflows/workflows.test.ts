import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS } from "../../src/cli/commands";
import TESTED from "../../dev/tested-versions.json";
import { LAYERS } from "../../src/base/layers";
import { type Job, ROOT, files, jobs, steps, texts, workflow, workflows } from "./workflow-files";

test("all workflows and their steps are read", () => {
  expect(files.sort()).toEqual([
    "apply.yml",
    "comment.yml",
    "layer.yml",
    "plan.yml",
    "release.yml",
    "review.yml",
    "test.yml",
  ]);
  expect(steps.length).toBeGreaterThan(20);
});

test("every action is pinned to a commit, with its tag in a comment", () => {
  const used = steps.flatMap(({ place, step }) =>
    step.uses === undefined ? [] : [{ place, uses: step.uses }],
  );
  expect(used.length).toBeGreaterThan(10);
  expect(used.filter(({ uses }) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  const lines = [...texts.values()].flatMap((text) => text.match(/^.*\buses:.*$/gm) ?? []);
  const calls = jobs.flatMap(({ job }) => job.uses ?? []);
  expect(new Set(calls)).toEqual(new Set(["./.github/workflows/layer.yml"]));
  const actions = lines.filter((line) => !calls.some((path) => line.endsWith(`uses: ${path}`)));
  expect(actions.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
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
    "comment.yml review": { actions: "read", contents: "read" },
    "comment.yml comment": { contents: "read", "pull-requests": "write" },
    "plan.yml synth": { contents: "read" },
    "plan.yml plan": { contents: "read", "id-token": "write" },
    "apply.yml synth": { actions: "read", contents: "read" },
    "apply.yml not-applied": {},
    "release.yml pack": { contents: "read" },
    "release.yml publish": { "id-token": "write" },
    "release.yml tag": { contents: "write" },
    "test.yml test": { contents: "read" },
    "test.yml node": { contents: "read" },
    ...Object.fromEntries(
      [...LAYERS, "platform-last", "models-last"].map((layer) => [
        `apply.yml ${layer}`,
        { contents: "read", "id-token": "write" },
      ]),
    ),
    "layer.yml plan": { contents: "read", "id-token": "write" },
    "layer.yml apply": { contents: "read", "id-token": "write" },
  });
});

test("workflows with rights on pull requests run the default branch's code only", () => {
  const onTarget = [...workflows].filter(([, { on }]) => "pull_request_target" in on).map(([file]) => file);
  expect(onTarget).toEqual(["plan.yml"]);
  expect(Object.keys(workflow("comment.yml").on)).toEqual(["workflow_run"]);
  const refs = ["comment.yml", "plan.yml"].map((file) =>
    Object.values(workflow(file).jobs).flatMap(({ steps: own = [] }) =>
      own
        .filter(({ uses }) => uses?.startsWith("actions/checkout"))
        .map((step) => step.with?.["ref"] ?? "default branch"),
    ),
  );
  expect(refs).toEqual([
    ["default branch", "default branch"],
    Array(2).fill("${{ github.event.pull_request.base.sha }}"),
  ]);
  const installs = ["comment.yml", "plan.yml"].flatMap((file) =>
    [...(texts.get(file) ?? "").matchAll(/npm .*/g)].map(([line]) => line),
  );
  expect(installs).toHaveLength(4);
  expect(installs.filter((line) => !line.startsWith("npm ci --ignore-scripts"))).toEqual([]);
});

test("a plan of a pull request waits for the environment plan, and has no layer of the cluster's inside", () => {
  const { synth, plan } = workflow("plan.yml").jobs;
  expect(plan).toMatchObject({ needs: "synth", environment: "plan", "runs-on": "ubuntu-24.04" });
  expect(synth?.if).toContain("vars.PLAN_PULL_REQUESTS == 'true'");
  expect(synth?.if).toContain("base.ref == github.event.repository.default_branch");
});

test("no workflow reads a secret", () => {
  for (const text of texts.values()) expect(text).not.toMatch(/secrets\./);
});

test("every job that assumes a role by OIDC belongs to a GitHub environment", () => {
  // The jobs of a called workflow have the steps, and environments of their own.
  const withToken = jobs.filter(
    ({ job }) => job.uses === undefined && job.permissions?.["id-token"] === "write",
  );
  expect(withToken.length).toBeGreaterThan(1);
  expect(withToken.filter(({ job }) => job.environment === undefined)).toEqual([]);
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

test("the tests of a pull request run on each tested version of Node.js, all of which package.json allows", () => {
  const job = workflow("test.yml").jobs["node"] as Job & { readonly strategy: object };
  expect(job.strategy).toMatchObject({ matrix: { version: TESTED.node } });
  const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    engines: { node: string };
  };
  const [oldest, ...others] = TESTED.node;
  expect(engines.node).toBe(
    [oldest?.replace(/\.\d+$/, ""), ...others.map((version) => version.split(".")[0])]
      .map((version) => `^${version}`)
      .join(" || "),
  );
});

test("every command and script that a workflow calls exists", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const runs = steps.map(({ step }) => step.run ?? "").join("\n");
  const named = [...runs.matchAll(/npm run ([a-z:-]+)/g)].map(([, name]) => name as string);
  expect(named).toContain("static");
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  const commands = [...runs.matchAll(/npx private-eks-inference ([a-z]+)/g)].map(
    ([, name]) => name as string,
  );
  expect(commands).toEqual(expect.arrayContaining(["review", "synth"]));
  expect(commands.filter((name) => !COMMANDS.some((each) => each.name === name))).toEqual([]);
  const called = [...runs.matchAll(/\.github\/scripts\/[\w-]+\.mjs/g)].map(([path]) => path);
  const all = readdirSync(join(ROOT, ".github/scripts"));
  const everyText = all.map((name) => readFileSync(join(ROOT, ".github/scripts", name), "utf8")).join("\n");
  const guide = readFileSync(join(ROOT, "docs/guide/pull-requests.md"), "utf8");
  const unused = all.filter(
    (name) =>
      !guide.includes(`/${name} `) &&
      !called.includes(`.github/scripts/${name}`) &&
      !new RegExp(`["/]${name}"`).test(everyText),
  );
  expect(unused).toEqual([]);
  expect(called.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
