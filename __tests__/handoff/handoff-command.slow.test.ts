import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Handoffs, everything, read } from "./handoffs";

const handoffs = new Handoffs("handoff-command", "json");
let changed: string;

beforeAll(() => {
  handoffs.synthesize();
  changed = handoffs.synthesizeChanged();
});

describe("a hand-over", () => {
  test("has one module for each stack, a README, the list of images and the proof", async () => {
    const folder = handoffs.newFolder();
    const { status, stderr } = await handoffs.to(folder);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^ml-inference-prod: .* unchanged since that synth, compared with the record .*\n\n$/,
    );
    expect(readdirSync(folder).sort()).toEqual([
      ".github",
      ".tflint.hcl",
      "CHANGELOG.md",
      "README.md",
      "checks.json",
      "cluster",
      "images.lock.yaml",
      "models",
      "network",
      "network.svg",
      "parity.json",
      "platform",
      "state",
    ]);
  });

  test("reports the number of equal values of each module, and where to begin", async () => {
    const folder = handoffs.newFolder();
    const { stdout } = await handoffs.to(folder);
    expect(stdout).toMatch(/^ {2}network: \d+ values, equal to the synthesized stack$/m);
    expect(stdout).toMatch(/^done ml-inference-prod in .*: \d+ files written, 0 unchanged; begin with /m);
    expect(stdout).toContain(`begin with ${folder}/README.md\n`);
  });

  test("ends with what is not proved, as its README does", async () => {
    const folder = handoffs.newFolder();
    const { stdout } = await handoffs.to(folder);
    expect(stdout).toMatch(/\nnot proved\n(  .*\n)+  not run: check --plan, verify, lock images\n$/);
    expect(read(folder, "README.md")).toMatch(
      /\n## Not proved\n\n[^]*- no check judges: contents and keep-alive times of images \d+, blocks with unjudged parts that may be edited \d+ .*\n- not run: check --plan, verify, lock images\n$/,
    );
  });

  test("shows which module it proves", async () => {
    handoffs.steps.length = 0;
    await handoffs.to(handoffs.newFolder());
    const proving = handoffs.steps.filter((step) => step.startsWith("proving"));
    expect(proving).toHaveLength(5);
    expect(proving[1]).toBe("proving module network (2 of 5)");
  });

  test("leaves no staging folder beside its folder", async () => {
    await handoffs.handedOver();
    expect(readdirSync(handoffs.work).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("creates its folder with all parents", async () => {
    const folder = join(handoffs.newFolder(), "deep", "deeper");
    expect((await handoffs.to(folder)).status).toBe(0);
    expect(existsSync(join(folder, "README.md"))).toBe(true);
  });

  test("uses an empty folder", async () => {
    const folder = handoffs.newFolder();
    mkdirSync(folder);
    expect((await handoffs.to(folder)).status).toBe(0);
  });
});

describe("a second hand-over", () => {
  test("writes nothing where nothing changed", async () => {
    const folder = await handoffs.handedOver();
    const before = everything(folder);
    const { stdout } = await handoffs.to(folder);
    expect(stdout).toContain(": 0 files written, ");
    expect(everything(folder)).toEqual(before);
  });

  test("removes the files that the new synth no longer needs, and reports them", async () => {
    const folder = await handoffs.handedOver();
    const { status, stdout } = await handoffs.to(folder, ["--in", changed]);
    expect(status).toBe(0);
    expect(stdout).toContain("  removed network/network-acls.tf.json\n");
    expect(existsSync(join(folder, "network/network-acls.tf.json"))).toBe(false);
  });

  test("updates the files that the new synth changes", async () => {
    const folder = await handoffs.handedOver();
    const file = "cluster/ml-inference-prod.tfvars.json";
    const before = read(folder, file);
    await handoffs.to(folder, ["--in", changed]);
    expect(read(folder, file)).not.toBe(before);
  });

  test("keeps the files that are not part of the hand-over", async () => {
    const folder = await handoffs.handedOver();
    const own = { ".terraform.lock.hcl": "lock", "terraform.tfvars": "x = 1", "extra.tf": "locals {}\n" };
    for (const [name, text] of Object.entries(own)) writeFileSync(join(folder, "network", name), text);
    expect((await handoffs.to(folder, ["--in", changed])).status).toBe(0);
    for (const [name, text] of Object.entries(own)) expect(read(folder, `network/${name}`)).toBe(text);
  });
});

test.each([
  ["no environment", ["--out", "x"]],
  ["no folder", ["--environments", "mlapp"]],
  ["no option", []],
  ["an unknown syntax", ["--environments", "mlapp", "--out", "x", "--format", "yaml"]],
  ["an unknown option", ["--folder", "x"]],
  ["an excess argument", ["--environments", "mlapp", "--out", "x", "y"]],
  ["--check with --out", ["--check", "x", "--out", "y"]],
  ["--check with --force", ["--check", "x", "--force"]],
  ["--check with --lock", ["--check", "x", "--lock"]],
])("returns 2 for %s", async (_, args) => {
  const { status, stderr } = await handoffs.run(args);
  expect(status).toBe(2);
  expect(stderr).toContain("error: ");
});

test("the help names every option of this command", async () => {
  const { status, stdout } = await handoffs.run(["--help"]);
  expect(status).toBe(0);
  for (const option of ["--out <dir>", "--format <syntax>", "--check <dir>", "--force", "--lock"]) {
    expect(stdout).toContain(option);
  }
});
