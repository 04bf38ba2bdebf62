import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Handoffs, append, everything } from "./handoffs";

const handoffs = new Handoffs("handoff-check", "json");

beforeAll(() => handoffs.synthesize());

test("--check passes for current files, also after a commit that changes none of them", async () => {
  const folder = await handoffs.handedOver();
  const { status, stdout } = await handoffs.run(["--check", folder], { commit: "ba9876543210" });
  expect(status).toBe(0);
  expect(stdout).toMatch(/: all \d+ files are current\n$/);
});

test("--check counts the same files as the hand-over", async () => {
  const folder = handoffs.newFolder();
  const written = /(\d+) files written, 0 unchanged/.exec((await handoffs.to(folder)).stdout)?.[1];
  expect(Number(written)).toBeGreaterThan(50);
  expect((await handoffs.run(["--check", folder])).stdout).toContain(`all ${written} files are current`);
  expect((await handoffs.to(folder)).stdout).toContain(`0 files written, ${written} unchanged`);
});

test("--check takes environment and syntax from the hand-over", async () => {
  const folder = handoffs.newFolder();
  await handoffs.run(["--environments", "mlapp", "--out", folder, "--format", "json"]);
  expect((await handoffs.run(["--check", folder])).status).toBe(0);
});

describe("--check of files that were changed by hand", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await handoffs.handedOver();
    append(folder, "network/vpc.tf.json");
    rmSync(join(folder, "cluster/addons.tf.json"));
    writeFileSync(join(folder, "models/extra.tf"), "locals {}\n");
  });

  test.each([
    "  network/vpc.tf.json edited since the hand-over (0 lines to add, 1 to remove)\n",
    "  cluster/addons.tf.json deleted since the hand-over\n",
    "  models/extra.tf not part of the hand-over\n",
  ])("fails and reports:%s", async (line) => {
    const { status, stdout } = await handoffs.run(["--check", folder]);
    expect(status).toBe(1);
    expect(stdout).toContain(line);
  });

  test("writes nothing", async () => {
    const before = everything(folder);
    await handoffs.run(["--check", folder]);
    expect(everything(folder)).toEqual(before);
  });
});

test.each([
  "  network/network-acls.tf.json obsolete: a hand-over would no longer write it\n",
  "  cluster/ml-inference-prod.tfvars.json stale: unchanged since the hand-over, but no longer up to date (1 line to add, 1 to remove)\n",
])("--check after a new synth fails and reports:%s", async (line) => {
  const folder = await handoffs.handedOver();
  const { status, stdout } = await handoffs.run(["--check", folder, "--in", handoffs.synthesizeChanged()]);
  expect(status).toBe(1);
  expect(stdout).toContain(line);
});

test("--check fails when the folder has no hand-over", async () => {
  const { status, stderr } = await handoffs.run(["--check", join(handoffs.work, "nothing")]);
  expect(status).toBe(1);
  expect(stderr).toContain("got a folder without a hand-over, expected a folder that handoff wrote");
});
