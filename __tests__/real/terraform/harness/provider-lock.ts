import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_NAME } from "../../../../src/base/provider-lock";
import { archiveHash, lockText, packageHash } from "../../../support/provider-locks";
import { run } from "./processes";
import { currentRun } from "./run";
import { type Sandbox } from "./sandbox";

/** A lock for the AWS provider in the plugin folder. */
export interface InstalledLock {
  readonly version: string;
  /** Hash of the installed package. */
  readonly hash: string;
}

/** Version and hash of the installed AWS provider that a stack selects, from `terraform providers lock`. */
export async function installedLock(sandbox: Sandbox, stackFolder: string): Promise<InstalledLock> {
  const folder = join(sandbox.folder, "installed-provider");
  mkdirSync(folder);
  const stack = JSON.parse(readFileSync(join(stackFolder, "cdk.tf.json"), "utf8")) as {
    terraform: { required_providers: object };
  };
  const root = { terraform: { required_providers: stack.terraform.required_providers } };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
  const terraform = (...args: string[]) =>
    run({ program: "terraform", args, cwd: folder, env: sandbox.variables });
  const { stdout } = await terraform("version", "-json");
  const { platform } = JSON.parse(stdout) as { platform: string };
  await terraform("providers", "lock", `-fs-mirror=${currentRun().pluginDir}`, `-platform=${platform}`);
  const text = readFileSync(join(folder, LOCK_NAME), "utf8");
  const [, version = ""] = /version\s+= "(.+)"/.exec(text) ?? [];
  const [hash = ""] = /h1:[^"]+/.exec(text) ?? [];
  return { version, hash };
}

const OTHER_PLATFORMS = ["a", "b", "c"];

/** Hashes for one real package. Those of the other platforms and of archives are of nothing, as no registry is available. */
export const hashesWith = (hash: string): string[] => [
  hash,
  ...OTHER_PLATFORMS.map(packageHash),
  ...[...OTHER_PLATFORMS, "d"].map(archiveHash),
];

/** Writes the lock of the AWS provider beside the sandbox's folder of environments. */
export function lockAws(sandbox: Sandbox, { version, hash }: InstalledLock): void {
  mkdirSync(join(sandbox.folder, "locks"), { recursive: true });
  writeFileSync(
    join(sandbox.folder, "locks/aws.lock.hcl"),
    lockText([{ version, hashes: hashesWith(hash) }]),
  );
}
