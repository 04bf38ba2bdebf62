import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WorkingCopy } from "../support/working-copy";

const LOCK = "mlapp.addresses.json";

/** mlapp, and a lock that has recorded a version of Kubernetes. */
function recorded(version: string): WorkingCopy {
  const copy = new WorkingCopy("mlapp");
  write(copy, version);
  expect(copy.addresses("--accept").status).toBe(0);
  return copy;
}

const write = (copy: WorkingCopy, version: string): void =>
  copy.edit("mlapp.yaml", /^cluster:\n(?: {2}version: .*\n)?/m, `cluster:\n  version: "${version}"\n`);

const versionIn = (copy: WorkingCopy): unknown =>
  JSON.parse(readFileSync(join(copy.environments, LOCK), "utf8")).values["mlapp-cluster"][
    "aws_eks_cluster.main"
  ].version;

test("the lock records the version of the cluster", () => {
  expect(versionIn(recorded("1.36"))).toBe("1.36");
});

test.each([
  ["1.35", "1.37", "1.36", "upgrade"],
  ["1.37", "1.35", "1.36", "return"],
])("a cluster does not go from %s to %s at once: the way is over %s", async (from, to, next, word) => {
  const copy = recorded(from);
  write(copy, to);
  const { error } = await copy.synth();
  expect(error).toMatch(/refused mlapp-cluster aws_eks_cluster\.main \(environments\/mlapp\.yaml:\d+:\d+\)/);
  expect(error).toContain(
    `version: got ${to}, expected ${next}, one minor version from the recorded ${from}: EKS refuses a larger step`,
  );
  expect(error).toContain(`${word} step by step: set cluster.version to ${next}, apply`);
  const { status, stdout } = copy.addresses();
  expect([status, stdout]).toEqual([1, expect.stringContaining(`version: got ${to}, expected ${next}`)]);
});

test.each([
  ["1.35", "1.36"],
  ["1.36", "1.35"],
])("a step from %s to %s is accepted, and recorded by the next --accept", async (from, to) => {
  const copy = recorded(from);
  write(copy, to);
  const { error = "" } = await copy.synth();
  expect(error).not.toContain("EKS refuses");
  expect(copy.addresses().status).toBe(1);
  expect(copy.addresses("--accept").status).toBe(0);
  expect(versionIn(copy)).toBe(to);
  expect(copy.addresses().status).toBe(0);
});

test("after both steps the second version is accepted", () => {
  const copy = recorded("1.35");
  for (const version of ["1.36", "1.37"]) {
    write(copy, version);
    expect(copy.addresses("--accept").stdout).not.toContain("refuses");
  }
  expect(versionIn(copy)).toBe("1.37");
});

test("a lock without a version, as former releases wrote it, refuses nothing", async () => {
  const copy = recorded("1.35");
  copy.edit(LOCK, /,?\s*"version": "1\.35"/, "");
  write(copy, "1.37");
  expect((await copy.synth()).error ?? "").not.toContain("EKS refuses");
});

test("before the first apply, --accept records the other version", async () => {
  const copy = recorded("1.35");
  write(copy, "1.37");
  expect(copy.addresses("--accept").status).toBe(0);
  expect(versionIn(copy)).toBe("1.37");
  expect((await copy.synth()).error ?? "").not.toContain("EKS refuses");
});
