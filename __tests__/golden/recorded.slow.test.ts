import { cpSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { announcements, unannounced } from "../../dev/next-plan/announced";
import { type Blocks, blocksOf, changedAddresses } from "../../dev/next-plan/blocks";
import { runNextPlan } from "../../dev/next-plan/command";
import { RECORDED, lastRecord } from "../../dev/next-plan/record";
import { VERSION } from "../../src/base/version";
import { isNewer } from "../../src/cli/upgrade/changelog";
import { type Run, runOf } from "../support/command-runs";

const record = lastRecord(RECORDED);
const now = blocksOf(record.environments);
const changelog = readFileSync("CHANGELOG.md", "utf8");

test("the output for the environments of the last release differs only in what the changelog announces", () => {
  const changed = changedAddresses(record.blocks, now);
  expect(unannounced(changed, announcements(changelog, record.version))).toEqual([]);
});

test("the record is that of one version, not newer than the program, and small", () => {
  expect(readdirSync(RECORDED)).toEqual([record.version]);
  expect(isNewer(record.version, VERSION)).toBe(false);
  const files = readdirSync(RECORDED, { recursive: true, encoding: "utf8" }).map((name) =>
    join(RECORDED, name),
  );
  const sizes = files.map((file) => statSync(file)).flatMap((each) => (each.isFile() ? [each.size] : []));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
});

test("it has every stack of the examples, each block by its address", () => {
  expect(Object.keys(record.blocks).length).toBeGreaterThanOrEqual(40);
  for (const stack of ["mlapp-network", "ml-platform-platform", "every-option-models"])
    expect(Object.keys(record.blocks[stack] ?? {}).length).toBeGreaterThan(5);
  expect(record.blocks["mlapp-network"]).toHaveProperty(["aws_vpc.main"]);
  expect(record.blocks["mlapp-network"]).toHaveProperty(["output.vpc_id"]);
  expect(record.blocks["ml-platform-platform"]).toHaveProperty(["charts/custom-resources/Chart.yaml"]);
});

/** The blocks of one environment: a run of the command synthesizes all environments of its record. */
const ofMlapp: Blocks = Object.fromEntries(
  Object.entries(now).filter(([stack]) => stack.startsWith("mlapp-")),
);

const networkIn = (blocks: Record<string, Record<string, string>>): Record<string, string> =>
  blocks["mlapp-network"] ?? {};

describe("a change of the output", () => {
  const copy = (): { [stack: string]: { [address: string]: string } } =>
    JSON.parse(JSON.stringify(now)) as { [stack: string]: { [address: string]: string } };
  const changes = (edit: (blocks: ReturnType<typeof copy>) => void): string[] => {
    const blocks = copy();
    edit(blocks);
    return changedAddresses(now, blocks as Blocks);
  };

  test("of one block is found by its address", () => {
    expect(changes((blocks) => (networkIn(blocks)["aws_vpc.main"] = "0"))).toEqual(["aws_vpc.main"]);
  });

  test("is also a block more, a block less, and a stack less", () => {
    expect(changes((blocks) => (networkIn(blocks)["aws_vpc.new"] = "0"))).toEqual(["aws_vpc.new"]);
    expect(changes((blocks) => delete networkIn(blocks)["aws_vpc.main"])).toEqual(["aws_vpc.main"]);
    expect(changes((blocks) => delete blocks["mlapp-network"])).toEqual(
      Object.keys(now["mlapp-network"] ?? {}).sort(),
    );
  });

  test("of the program has its address, and fails without an announcement", () => {
    const folder = mkdtempSync(join(tmpdir(), "recorded-"));
    const text = readFileSync(join(record.environments, "mlapp.yaml"), "utf8");
    writeFileSync(join(folder, "mlapp.yaml"), text.replace('tag: "2.0.1"', 'tag: "2.1.0"'));
    const changed = changedAddresses(ofMlapp, blocksOf(folder));
    expect(changed).toContain("kubernetes_deployment_v1.model_service");
    const none = announcements("## Unreleased\n", record.version);
    expect(unannounced(changed, none)).toContain("kubernetes_deployment_v1.model_service");
    const announced = announcements(
      "## Unreleased\n\n### Next plan\n\n- `kubernetes_*`, `output`\n",
      record.version,
    );
    expect(unannounced(changed, announced)).toEqual([]);
  });
});

describe("npm run next-plan", () => {
  const run = (root: string, ...args: string[]): Run => runOf((output) => runNextPlan(args, root, output));

  /** A repository with a record of the present output in which one block differs. */
  function repository(text: string): string {
    const root = mkdtempSync(join(tmpdir(), "next-plan-"));
    const recorded = join(RECORDED, record.version);
    for (const path of [
      join(recorded, "environments/mlapp.yaml"),
      "examples/mlapp.yaml",
      "__tests__/real/terraform/every-option/every-option.yaml",
    ])
      cpSync(path, join(root, path));
    const file = join(root, recorded, "blocks.json");
    const blocks = structuredClone(ofMlapp) as Record<string, Record<string, string>>;
    networkIn(blocks)["aws_vpc.main"] = "0";
    writeFileSync(file, JSON.stringify(blocks));
    writeFileSync(join(root, "CHANGELOG.md"), text);
    return root;
  }

  test("prints the changed addresses by type, and fails for those that are not announced", () => {
    const { status, stdout } = run(repository("## Unreleased\n"));
    expect(status).toBe(1);
    expect(stdout).toContain("- `aws_vpc`: aws_vpc.main");
  });

  test("succeeds where all are announced", () => {
    const { status, stdout } = run(repository("## Unreleased\n\n### Next plan\n\n- `aws_vpc`: names\n"));
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `1 changed address since ${record.version}, announced\n`,
    });
  });

  test("--record replaces the record by what this version emits", () => {
    const root = repository("## Unreleased\n");
    expect(run(root, "--record").status).toBe(0);
    expect(readdirSync(join(root, RECORDED))).toEqual([VERSION]);
    expect(run(root)).toMatchObject({ status: 0, stdout: `no changed address since ${VERSION}\n` });
  });
});
