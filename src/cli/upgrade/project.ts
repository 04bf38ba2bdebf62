import { existsSync } from "node:fs";
import { join } from "node:path";
import { BINARY, NPX } from "../../base/program-name";
import { readJson, readTextUnlessMissing } from "../../base/read-text";
import { userError } from "../../base/errors";
import { packageJsonOf, specifierIn } from "./package-json";

/** A project of a user that depends on the program. */
export interface UserProject {
  readonly folder: string;
  readonly packageJson: string;
  /** A version, or where else npm has the program from. */
  readonly specifier: string;
}

export const PACKAGE_JSON = "package.json";

/** Files that npm does not read, so that an upgrade would leave them behind. */
const OTHER_LOCKS = ["pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb"];

const INSTALL = `npm install --save-exact ${BINARY}, or a tarball of it; ${NPX} init writes a whole project`;

/** Reads a project. Throws where the folder is none that an upgrade can change. */
export function readProject(folder: string): UserProject {
  const file = join(folder, PACKAGE_JSON);
  const expected = `a project that depends on ${BINARY}`;
  const refused = (got: string, fix: string) => userError({ place: PACKAGE_JSON, got, expected, fix });
  const wanted = { place: PACKAGE_JSON, expected, fix: "correct it" };
  const packageJson = readTextUnlessMissing(file, wanted);
  if (packageJson === undefined) throw refused("no such file", `begin with ${INSTALL}`);
  readJson(file, wanted);
  const specifier = specifierIn(packageJson);
  if (specifier === undefined) {
    const isClone = packageJsonOf(packageJson).name === BINARY;
    throw isClone
      ? refused(
          `a clone of ${BINARY}`,
          `check out the other version with git and run npm ci; ${NPX} review --base REVISION compares both`,
        )
      : refused(`no dependency on ${BINARY}`, `add it with ${INSTALL}`);
  }
  const lock = OTHER_LOCKS.find((name) => existsSync(join(folder, name)));
  if (lock === undefined) return { folder, packageJson, specifier };
  throw userError({
    place: lock,
    got: "a lock of another package manager",
    expected: "one of npm, which this command runs",
    fix: `read ${NPX} review --to VERSION, and then install the version with that package manager`,
  });
}
