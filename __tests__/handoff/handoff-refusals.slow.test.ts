import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Handoffs, append, everything } from "./handoffs";

const handoffs = new Handoffs("handoff-refusals", "json");

beforeAll(() => handoffs.synthesize());

describe("files that were changed since the hand-over", () => {
  /** A hand-over with an edited and a deleted file. */
  async function changedByHand(): Promise<string> {
    const folder = await handoffs.handedOver();
    append(folder, "network/vpc.tf.json");
    rmSync(join(folder, "cluster/addons.tf.json"));
    return folder;
  }

  test("are each named in the error, with --force as the way to overwrite them", async () => {
    const { status, stderr } = await handoffs.to(await changedByHand());
    expect(status).toBe(1);
    expect(stderr).toContain("  network/vpc.tf.json was edited since the hand-over\n");
    expect(stderr).toContain("  cluster/addons.tf.json was deleted since the hand-over\n");
    expect(stderr).toContain("overwrite them with --force; nothing was written");
  });

  test("are kept", async () => {
    const folder = await changedByHand();
    const before = everything(folder);
    await handoffs.to(folder);
    expect(everything(folder)).toEqual(before);
  });

  test("are overwritten with --force", async () => {
    const original = everything(await handoffs.handedOver());
    const folder = await changedByHand();
    expect((await handoffs.to(folder, ["--force"])).status).toBe(0);
    expect(everything(folder)).toEqual(original);
  });
});

test("fails when the folder has unrelated files, and keeps them", async () => {
  const folder = handoffs.newFolder();
  mkdirSync(folder);
  writeFileSync(join(folder, "notes.txt"), "mine");
  const { status, stderr } = await handoffs.to(folder);
  expect(status).toBe(1);
  expect(stderr).toContain("got a folder with files and no parity.json, expected an empty one");
  expect(readdirSync(folder)).toEqual(["notes.txt"]);
});

test("fails when the folder has the modules of another environment, and keeps them", async () => {
  const folder = await handoffs.handedOver();
  const before = everything(folder);
  const { status, stderr } = await handoffs.run([
    "--environments",
    "mlapp",
    "--format",
    "json",
    "--out",
    folder,
  ]);
  expect(status).toBe(1);
  expect(stderr).toContain("got the modules of ml-inference-prod, expected those of mlapp");
  expect(everything(folder)).toEqual(before);
});

test("fails when --out is a file", async () => {
  const folder = handoffs.newFolder();
  writeFileSync(folder, "mine");
  const { status, stderr } = await handoffs.to(folder);
  expect(status).toBe(1);
  expect(stderr).toContain("got a file, expected a folder");
});

test("fails when handoff did not write parity.json", async () => {
  const folder = await handoffs.handedOver();
  writeFileSync(join(folder, "parity.json"), "{}");
  const { status, stderr } = await handoffs.to(folder);
  expect(status).toBe(1);
  expect(stderr).toContain("got a file that handoff did not write");
});

test("fails when the environment is unknown, and lists the known ones", async () => {
  const { status, stderr } = await handoffs.run(["--environments", "prod", "--out", handoffs.newFolder()]);
  expect(status).toBe(1);
  expect(stderr).toContain("--environments: got prod, expected one or more of ml-inference-prod, mlapp (in ");
});

test("fails when --in has no finished synth", async () => {
  const args = ["--in", join(handoffs.work, "nothing")];
  const { status, stderr } = await handoffs.to(handoffs.newFolder(), args);
  expect(status).toBe(1);
  expect(stderr).toContain("run npx private-eks-inference synth");
});

test("throws, and writes nothing, where an edited synthesized stack has an unknown resource type", async () => {
  const file = join(handoffs.synthesized, "stacks/ml-inference-prod-network/cdk.tf.json");
  const record = join(handoffs.synthesized, ".synth-files.json");
  const [before, recorded] = [readFileSync(file, "utf8"), readFileSync(record, "utf8")];
  const edited = before.replace('"aws_vpc": {', '"aws_unknown": {');
  writeFileSync(file, edited);
  // With the digest of the edit in the record, which is all that this output is compared with.
  const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
  writeFileSync(record, recorded.replace(digest(before), digest(edited)));
  try {
    const folder = handoffs.newFolder();
    await expect(handoffs.to(folder)).rejects.toThrow("aws_unknown");
    expect(existsSync(folder)).toBe(false);
  } finally {
    writeFileSync(file, before);
    writeFileSync(record, recorded);
  }
});
