import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APPLIED_LINE, missingFor, notApplied } from "../../real/kubernetes/harness/terraform-providers";

let mirror: string;
beforeEach(() => {
  mirror = mkdtempSync(join(tmpdir(), "mirror-"));
});
afterEach(() => rmSync(mirror, { recursive: true }));

function mirrorWith(...names: readonly string[]) {
  for (const name of names) {
    const folder = join(mirror, "registry.terraform.io/hashicorp", name, "1.0.0/linux_amd64");
    mkdirSync(folder, { recursive: true });
  }
  return { TF_PLUGIN_DIR: mirror };
}

test("without a mirror, all providers are missing", () => {
  expect(missingFor({})).toEqual(["aws", "kubernetes", "helm"]);
  expect(notApplied({}, [])).toEqual([
    "not run: apply by Terraform: TF_PLUGIN_DIR names no mirror of providers",
  ]);
});

test("the providers that a mirror lacks are named", () => {
  expect(notApplied(mirrorWith("aws"), [])).toEqual([
    "not run: apply by Terraform: providers kubernetes and helm missing",
  ]);
  expect(notApplied(mirrorWith("kubernetes"), [])).toEqual([
    "not run: apply by Terraform: provider helm missing",
  ]);
});

test("a complete mirror without a recorded apply is not a pass", () => {
  expect(notApplied(mirrorWith("aws", "kubernetes", "helm"), ["mlapp: 3 objects"])).toEqual([
    "not run: apply by Terraform: its tests were not chosen, or failed",
  ]);
});

test("a recorded apply is the only line about it", () => {
  const recorded = [`${APPLIED_LINE}mlapp: 3 resources`];
  expect(notApplied(mirrorWith("aws", "kubernetes", "helm"), recorded)).toEqual([]);
});
