import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pluginDir } from "../../real/terraform/harness/plugin-dir";
import { missingProviders, providersIn } from "../../real/terraform/harness/providers";

let mirror: string;
beforeEach(() => {
  mirror = mkdtempSync(join(tmpdir(), "mirror-"));
});
afterEach(() => rmSync(mirror, { recursive: true }));

const inRegistry = (path: string): string => join(mirror, "registry.terraform.io", path);
const unpacked = (path: string): unknown => mkdirSync(inRegistry(path), { recursive: true });
function zipped(path: string): void {
  mkdirSync(dirname(inRegistry(path)), { recursive: true });
  writeFileSync(inRegistry(path), "");
}

test("unpacked providers are found with their versions, oldest first", () => {
  unpacked("hashicorp/aws/5.100.0/linux_amd64");
  unpacked("hashicorp/aws/5.9.0/linux_amd64");
  unpacked("hashicorp/helm/3.1.1/linux_amd64");
  expect(providersIn(mirror)).toEqual({
    "hashicorp/aws": ["5.9.0", "5.100.0"],
    "hashicorp/helm": ["3.1.1"],
  });
});

test("zipped providers are found, once for all platforms", () => {
  zipped("hashicorp/kubernetes/terraform-provider-kubernetes_2.38.0_linux_amd64.zip");
  zipped("hashicorp/kubernetes/terraform-provider-kubernetes_2.38.0_darwin_arm64.zip");
  zipped("hashicorp/kubernetes/2.38.0.json");
  expect(providersIn(mirror)).toEqual({ "hashicorp/kubernetes": ["2.38.0"] });
});

test("a symbolic link counts as the folder of a platform", () => {
  const elsewhere = join(mirror, "elsewhere");
  mkdirSync(elsewhere);
  unpacked("hashicorp/aws/6.0.0");
  symlinkSync(elsewhere, inRegistry("hashicorp/aws/6.0.0/linux_amd64"));
  expect(providersIn(mirror)).toEqual({ "hashicorp/aws": ["6.0.0"] });
});

test("a symbolic link to a version or to a provider does not count, because Terraform does not follow it", () => {
  const elsewhere = join(mirror, "elsewhere");
  mkdirSync(join(elsewhere, "3.1.1/linux_amd64"), { recursive: true });
  unpacked("hashicorp/helm");
  symlinkSync(join(elsewhere, "3.1.1"), inRegistry("hashicorp/helm/3.1.1"));
  symlinkSync(elsewhere, inRegistry("hashicorp/aws"));
  expect(providersIn(mirror)).toEqual({});
});

test("folders without a provider in them do not count", () => {
  unpacked("hashicorp/aws");
  unpacked("hashicorp/helm/3.1.1");
  expect(providersIn(mirror)).toEqual({});
});

test("a mirror that does not exist has no providers", () => {
  expect(providersIn(join(mirror, "none"))).toEqual({});
});

test("the missing providers of a stack are the required ones that are not installed", () => {
  const installed = { "hashicorp/aws": ["5.100.0"] };
  expect(missingProviders(["hashicorp/aws", "hashicorp/helm"], installed)).toEqual(["hashicorp/helm"]);
  expect(missingProviders(["hashicorp/aws"], installed)).toEqual([]);
});

test("fails when TF_PLUGIN_DIR names a folder without providers", async () => {
  const given = (folder: string) => pluginDir([], { mirror: folder, cache: "", folder: "", env: {} });
  await expect(given(mirror)).rejects.toThrow(
    `TF_PLUGIN_DIR=${mirror}: got a folder without providers, expected registry`,
  );
});

test("fails when TF_PLUGIN_DIR names a folder that does not exist", async () => {
  const folder = join(mirror, "none");
  await expect(pluginDir([], { mirror: folder, cache: "", folder: "", env: {} })).rejects.toThrow(
    `TF_PLUGIN_DIR=${folder}: got no such folder, expected registry`,
  );
});
