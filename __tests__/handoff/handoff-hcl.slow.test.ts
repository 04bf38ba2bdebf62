import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Handoffs, append, everything } from "./handoffs";

const handoffs = new Handoffs("handoff-hcl", "hcl");

beforeAll(() => handoffs.synthesize());

test("modules are in HCL without --format", async () => {
  const folder = handoffs.newFolder();
  await handoffs.run(["--environments", "ml-inference-prod", "--out", folder]);
  const files = Object.keys(everything(join(folder, "network")));
  expect(files.filter((file) => file.endsWith(".tf")).length).toBeGreaterThan(5);
  expect(files.filter((file) => file.endsWith(".tf.json"))).toEqual([]);
});

test("--format json leaves no file of an HCL hand-over", async () => {
  const folder = await handoffs.handedOver();
  expect((await handoffs.to(folder, ["--format", "json"])).status).toBe(0);
  const files = Object.keys(everything(join(folder, "network")));
  expect(files.filter((file) => file.endsWith(".tf.json")).length).toBeGreaterThan(5);
  expect(files.filter((file) => /\.(tf|tfvars|hcl)$/.test(file))).toEqual([]);
});

test("a second hand-over writes nothing where nothing changed", async () => {
  const folder = await handoffs.handedOver();
  const before = everything(folder);
  const { stdout } = await handoffs.to(folder);
  expect(stdout).toContain(": 0 files written, ");
  expect(everything(folder)).toEqual(before);
});

test("a hand-over over an edited file fails, and changes nothing", async () => {
  const folder = await handoffs.handedOver();
  append(folder, "network/vpc.tf");
  const before = everything(folder);
  const { status, stderr } = await handoffs.to(folder);
  expect(status).toBe(1);
  expect(stderr).toContain("  network/vpc.tf was edited since the hand-over\n");
  expect(everything(folder)).toEqual(before);
});

test("--force restores an edited and a deleted file", async () => {
  const folder = await handoffs.handedOver();
  const before = everything(folder);
  append(folder, "network/vpc.tf");
  rmSync(join(folder, "cluster/addons.tf"));
  expect((await handoffs.to(folder, ["--force"])).status).toBe(0);
  expect(everything(folder)).toEqual(before);
});

test("--check takes the syntax from the hand-over", async () => {
  const { status, stdout } = await handoffs.run(["--check", await handoffs.handedOver()]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/: all \d+ files are current\n$/);
});

test("--check reports edited, deleted and added files", async () => {
  const folder = await handoffs.handedOver();
  append(folder, "network/vpc.tf");
  rmSync(join(folder, "cluster/addons.tf"));
  writeFileSync(join(folder, "models/extra.tf"), "locals {}\n");
  const { status, stdout } = await handoffs.run(["--check", folder]);
  expect(status).toBe(1);
  expect(stdout).toContain("network/vpc.tf edited since the hand-over (0 lines to add, 1 to remove)\n");
  expect(stdout).toContain("cluster/addons.tf deleted since the hand-over\n");
  expect(stdout).toContain("models/extra.tf not part of the hand-over\n");
});

test("--check reports files that a new synth makes obsolete or stale", async () => {
  const folder = await handoffs.handedOver();
  const { status, stdout } = await handoffs.run(["--check", folder, "--in", handoffs.synthesizeChanged()]);
  expect(status).toBe(1);
  expect(stdout).toContain("network/network-acls.tf obsolete: a hand-over would no longer write it\n");
  expect(stdout).toContain(
    "cluster/ml-inference-prod.tfvars stale: unchanged since the hand-over, but no longer up to date (1 line to add, 1 to remove)\n",
  );
});
