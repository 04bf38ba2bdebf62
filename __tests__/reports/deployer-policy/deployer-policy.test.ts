import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runDeployerPolicy } from "../../../src/reports/deployer-policy-command";
import { deployerPolicySchema } from "../../../dev/schemas/deployer-policy";
import { type Run, runOf } from "../../support/command-runs";
import { publishTo, workFolder } from "../../support/published-output";

const work = workFolder("deployer-policy");
const out = join(work, "out");

const run = (...args: readonly string[]): Run =>
  runOf((output) => runDeployerPolicy(["--in", out, ...args], { variables: {} }, output));

beforeAll(() => publishTo(out, { mlapp: {} }));

test("an environment gets its policies, a boundary, a module and a page", () => {
  const to = join(work, "all");
  const { status, stdout } = run("--out", to);
  expect([status, stdout]).toEqual([0, ""]);
  const files = readdirSync(join(to, "mlapp"));
  expect(files).toEqual(
    expect.arrayContaining([
      "README.md",
      "boundary.json",
      "cluster-apply-1.json",
      "cluster-plan-1.json",
      "main.tf.json",
      "models-apply-1.json",
      "network-apply-1.json",
      "platform-plan-1.json",
      "state-apply-1.json",
    ]),
  );
  const module = readFileSync(join(to, "mlapp", "main.tf.json"), "utf8");
  for (const file of files.filter((name) => !["README.md", "main.tf.json"].includes(name)))
    expect(module).toContain(`\${path.module}/${file}`);
  expect(readFileSync(join(to, "mlapp", "README.md"), "utf8")).toMatch(
    /^### cluster\n\n(?:- .*\n)*- .*`iam:PassRole`/m,
  );
});

test("--layers limits the policies", () => {
  const to = join(work, "network");
  expect(run("--out", to, "--layers", "network").status).toBe(0);
  expect(readdirSync(join(to, "mlapp")).filter((name) => !/^network-/.test(name))).toEqual([
    "README.md",
    "boundary.json",
    "main.tf.json",
    "operate-1.json",
    "teardown-1.json",
  ]);
});

test("an unknown layer is wrong usage", () => {
  const { status, stderr } = run("--layers", "cluster,nodes");
  expect(status).toBe(2);
  expect(stderr).toContain("Expected layers of state, network, cluster, platform, models");
});

test("--json names the written files with their sizes", () => {
  const { status, stdout } = run("--out", join(work, "json"), "--json");
  expect(status).toBe(0);
  const { deployerPolicies } = deployerPolicySchema.parse(JSON.parse(stdout));
  const [policies] = deployerPolicies;
  expect(policies?.layers.map(({ layer }) => layer)).toEqual([
    "state",
    "network",
    "cluster",
    "platform",
    "models",
  ]);
  for (const { plan, apply } of policies?.layers ?? [])
    for (const { file, characters } of [...plan, ...apply])
      expect(JSON.stringify(JSON.parse(readFileSync(file, "utf8")))).toHaveLength(characters);
});

test("a type without a row is an error that names it, and nothing is written", () => {
  const file = join(out, "stacks/mlapp-network/cdk.tf.json");
  const before = readFileSync(file, "utf8");
  const { resource, ...rest } = JSON.parse(before) as { resource: object };
  writeFileSync(file, JSON.stringify({ ...rest, resource: { ...resource, aws_made_up: { one: {} } } }));
  const to = join(work, "unknown");
  const { status, stderr } = run("--out", to);
  writeFileSync(file, before);
  expect(status).toBe(1);
  expect(stderr).toContain("mlapp-network: aws_made_up is not judged");
  expect(existsSync(to)).toBe(false);
});

test("without a boundary of the roles, the command says that the holder of the policies is an admin in effect", () => {
  const to = join(work, "unbounded");
  expect(run("--out", to).stderr).toContain(
    "mlapp: who holds these policies is an admin of the account in effect",
  );
  expect(readFileSync(join(to, "mlapp", "README.md"), "utf8")).toContain(
    "is an admin of the account in effect",
  );
  expect(existsSync(join(to, "mlapp", "emitted-roles-boundary.json"))).toBe(false);
});

test("with a boundary, it writes a document for it and the command that creates it", () => {
  const bounded = join(work, "bounded-out");
  publishTo(bounded, { mlapp: { permissionsBoundary: "arn:aws:iam::333344445555:policy/team/roles" } });
  const to = join(work, "bounded");
  const { stderr } = run("--in", bounded, "--out", to);
  const command = `aws iam create-policy --policy-name roles --path /team/ --policy-document file://${join(to, "mlapp", "emitted-roles-boundary.json")}`;
  expect(stderr).toContain(command);
  expect(readFileSync(join(to, "mlapp", "README.md"), "utf8")).toContain(
    "aws iam create-policy --policy-name roles --path /team/",
  );
  expect(existsSync(join(to, "mlapp", "emitted-roles-boundary.json"))).toBe(true);
});
