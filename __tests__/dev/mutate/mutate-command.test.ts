import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKS } from "../../../src/checks/all";
import { KINDS } from "../../../dev/mutate/changes";
import { runMutate } from "../../../dev/mutate/command";
import { mutateSchema } from "../../../dev/schemas/mutate";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { workFolder } from "../../support/published-output";

const out = join(workFolder("mutate-command"), "out");

/** A small stack: a mutation of all reference environments takes minutes. */
const NETWORK = {
  terraform: {
    required_providers: { aws: { source: "hashicorp/aws" }, kubernetes: { source: "hashicorp/kubernetes" } },
  },
  resource: {
    aws_vpc_security_group_egress_rule: {
      nodes_to_all: { security_group_id: "sg-1", cidr_ipv4: "10.0.0.0/8", from_port: 443, to_port: 443 },
    },
    kubernetes_service_v1: { api_nlb: { metadata: { labels: { "app.kubernetes.io/component": "api" } } } },
  },
};

beforeAll(() => {
  const folder = "stacks/dev-network";
  const synthesizedStackPath = `${folder}/cdk.tf.json`;
  const stack = { name: "dev-network", synthesizedStackPath, workingDirectory: folder, dependencies: [] };
  mkdirSync(join(out, folder), { recursive: true });
  writeFileSync(join(out, synthesizedStackPath), JSON.stringify(NETWORK));
  writeFileSync(
    join(out, "manifest.json"),
    JSON.stringify({ version: "0.21.0", stacks: { "dev-network": stack } }),
  );
});

const mutate = (...args: string[]): Run =>
  runOf((output) => runMutate(["--in", out, ...args], { variables: {}, today: TODAY }, output));

test("the report has the keys of its schema, and no other", () => {
  const report: unknown = JSON.parse(mutate("--json").stdout);
  expect(mutateSchema.safeParse(report).error?.issues ?? []).toEqual([]);
});

test("the JSON report has scores of environments, classes and kinds, and silent changes", () => {
  const report = mutateSchema.parse(JSON.parse(mutate("--json").stdout));
  const label = "change label app.kubernetes.io/component";
  expect(report).toMatchObject({
    environments: [{ of: "dev", accepted: report.all.accepted }],
    all: { of: "all" },
    silent: expect.arrayContaining([
      expect.objectContaining({ environment: "dev", stack: "dev-network" }),
    ]) as object[],
    staleReasons: [],
  });
  expect(report.all.accepted).toBeGreaterThan(0);
  expect(report.silent.filter(({ change }) => change === label)).toEqual([]);
  expect(report.kinds.map(({ of }) => of)).toEqual(KINDS.filter((kind) => kind !== "attack"));
  expect(report.classes.map(({ of }) => of)).toEqual(["network", "entry"]);
  const { off, on, changes } = report.all;
  for (const { named, stopped, silent } of [off, on]) expect(named + stopped + silent).toBe(changes);
});

test("the text has a line for each environment, class and kind, and for all", () => {
  const lines = mutate("--environments", "dev").stdout.trim().split("\n");
  expect(lines.map((line) => line.split(":")[0])).toEqual([
    "dev",
    "class network",
    "class entry",
    ...KINDS.filter((kind) => kind !== "attack").map((kind) => `kind ${kind}`),
    "all",
  ]);
  expect(lines[0]?.replace("dev", "all")).toBe(lines.at(-1));
});

test("--silent lists silent changes without an accepted reason", () => {
  expect(mutate("--environments", "dev", "--silent").stdout).toMatch(
    /^silent dev-network kubernetes_service_v1\.api_nlb: remove label app\.kubernetes\.io\/component$/m,
  );
});

test("--checks lists each check with the changes that no other check notices, and the report has them", () => {
  const { stdout } = mutate("--environments", "dev", "--checks");
  expect(stdout.match(/^check [\w-]+: \d+ changes? noticed, \d+ of them by no other check/gm)).toHaveLength(
    CHECKS.length,
  );
  expect(stdout).toMatch(/, [1-9]\d* of them by no other check, such as dev-network \S+: /);
  const report = mutateSchema.parse(JSON.parse(mutate("--environments", "dev", "--checks", "--json").stdout));
  expect(report.checks.map(({ check }) => check)).toEqual(CHECKS.map(({ id }) => id));
});

test("fails below the least percentage of named changes", () => {
  const { status, stderr } = mutate("--environments", "dev");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^failed: checks name \d+\.\d % of the changes without origins of blocks, expected at least 95 %$/m,
  );
});

test("a failure by silent changes says how many they are, and what lists them", () => {
  expect(mutate("--environments", "dev").stderr).toMatch(
    /^failed: \d+ silent changes without an accepted reason, expected at most 0 %; --silent lists them$/m,
  );
});

test("reports accepted reasons without a silent change, if all changes of all environments are tried", () => {
  expect(mutate().stderr).not.toContain("accepted reason: ");
  expect(mutate("--all").stderr).toMatch(/^no silent change has this accepted reason: /m);
});

test("fails when the environment is unknown", () => {
  const { status, stderr } = mutate("--environments", "prod");
  expect(status).toBe(1);
  expect(stderr).toContain("--environments: got prod, expected one or more of dev (in ");
});

test("--only tries the changes with a text, and fails where no change has it", () => {
  const report = mutateSchema.parse(JSON.parse(mutate("--only", "kubernetes_service", "--json").stdout));
  expect(report.classes.map(({ of }) => of)).toEqual(["entry"]);
  const { status, stderr } = mutate("--only", "kubernetes_servise");
  expect(status).toBe(1);
  expect(stderr).toContain("--only: got kubernetes_servise, expected ");
});
