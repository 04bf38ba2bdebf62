import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../../..");
const BY_TERRAFORM = ["applied", "repaired", "upgraded"].map((name) => `${name}-by-terraform.test.ts`);

let mirror: string;
beforeEach(() => {
  mirror = mkdtempSync(join(tmpdir(), "mirror-"));
});
afterEach(() => rmSync(mirror, { recursive: true }));

/** Test files that `npm run test:kubernetes` chooses with a mirror of some providers. */
function filesWith(...providers: readonly string[]): string[] {
  for (const name of providers)
    mkdirSync(join(mirror, "registry.terraform.io/hashicorp", name, "1.0.0/linux_amd64"), {
      recursive: true,
    });
  const jest = join(ROOT, "node_modules/jest/bin/jest.js");
  const args = [jest, "--config", "__tests__/real/kubernetes/jest.config.js", "--listTests"];
  const env = { ...process.env, TF_PLUGIN_DIR: mirror };
  const printed = execFileSync(process.execPath, args, { cwd: ROOT, env, encoding: "utf8" });
  return printed
    .split("\n")
    .filter((line) => line.endsWith(".test.ts"))
    .map((line) => basename(line))
    .sort();
}

const all = readdirSync(join(ROOT, "__tests__/real/kubernetes"))
  .filter((file) => file.endsWith(".test.ts"))
  .sort();

test("all files of the Kubernetes suite run where the mirror has all providers", () => {
  expect(all).toEqual(expect.arrayContaining(BY_TERRAFORM));
  expect(filesWith("aws", "kubernetes", "helm")).toEqual(all);
});

test("only the file that applies by Terraform is left out where a provider is missing", () => {
  expect(filesWith("aws")).toEqual(all.filter((file) => !BY_TERRAFORM.includes(file)));
});
