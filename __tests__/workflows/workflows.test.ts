import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS } from "../../src/cli/commands";
import TESTED from "../../scripts/tested-versions.json";
import { LAYERS } from "../../src/shared/terraform/layers";
import { type Job, ROOT, files, jobs, steps, texts, workflow, workflows } from "./workflow-files";

test("all workflows and their steps are read", () => {
  expect(files.sort()).toEqual(["apply.yml", "comment.yml", "layer.yml", "review.yml", "test.yml"]);
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
    "review.yml review": { contents: "read" },
    "comment.yml comment": { actions: "read", contents: "read", "pull-requests": "write" },
    "apply.yml synth": { contents: "read" },
    "test.yml test": { contents: "read" },
    "test.yml node": { contents: "read" },
    ...Object.fromEntries(
      LAYERS.map((layer) => [`apply.yml ${layer}`, { contents: "read", "id-token": "write" }]),
    ),
    "layer.yml plan": { contents: "read", "id-token": "write" },
    "layer.yml apply": { contents: "read", "id-token": "write" },
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
  expect(named).toContain("synth");
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  const commands = [...runs.matchAll(/npx private-eks-inference ([a-z]+)/g)].map(
    ([, name]) => name as string,
  );
  expect(commands).toContain("review");
  expect(commands.filter((name) => !COMMANDS.some((each) => each.name === name))).toEqual([]);
  const called = [...runs.matchAll(/\.github\/scripts\/[\w-]+\.mjs/g)].map(([path]) => path);
  const scriptTexts = called.map((path) => readFileSync(join(ROOT, path), "utf8")).join("\n");
  const imported = [...scriptTexts.matchAll(/from "\.\/([\w-]+\.mjs)"/g)].map(
    ([, name = ""]) => `.github/scripts/${name}`,
  );
  expect(new Set([...called, ...imported]).size).toBe(readdirSync(join(ROOT, ".github/scripts")).length);
  expect(called.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
