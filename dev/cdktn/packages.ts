import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** From the root of the repository, in which npm starts scripts. */
const NAMED_IN = "dev/cdktn";

/** Where the packages are installed, apart from the sources. */
export const FOLDER = ".cache/cdktn";

/** Installs the packages that this folder names, where they are missing or of another version. */
export function installPackages(): void {
  const { packages } = JSON.parse(readFileSync(join(NAMED_IN, "package-lock.json"), "utf8")) as {
    packages: Record<string, { version?: string }>;
  };
  const isInstalled = ([path, { version }]: [string, { version?: string }]): boolean =>
    path === "" || (existsSync(join(FOLDER, path)) && packageAt(path).version === version);
  if (Object.entries(packages).every(isInstalled)) return;
  mkdirSync(FOLDER, { recursive: true });
  for (const name of ["package.json", "package-lock.json"])
    copyFileSync(join(NAMED_IN, name), join(FOLDER, name));
  // npm would warn on Node.js 20, which these packages do not support.
  execFileSync("npm", ["ci", "--loglevel=error"], { cwd: FOLDER, stdio: ["ignore", "ignore", "inherit"] });
}

/** The bindings of the newest AWS provider. */
export function awsBindings() {
  const path = "node_modules/@cdktn/provider-aws";
  const { version, cdktn } = packageAt(path);
  return { lib: join(FOLDER, path, "lib"), version, provider: cdktn?.provider.version ?? "" };
}

interface Package {
  readonly version: string;
  /** The provider that bindings were generated from. */
  readonly cdktn?: { readonly provider: { readonly version: string } };
}

const packageAt = (path: string): Package =>
  JSON.parse(readFileSync(join(FOLDER, path, "package.json"), "utf8")) as Package;
