import { readdirSync } from "node:fs";
import { join } from "node:path";
import { devDependencies } from "../../../package.json";
import { readText } from "../../base/read-text";
import { INSTALLED } from "./workflow-files";

/** Folder of the files in this repository and in the package. */
const FOLDER = "lib/project";

/**
 * An own App with the stacks of the environments, a test of it, and the settings of its compiler, by their path.
 *
 * @param root folder of the program, which has the files
 */
export const typescriptFiles = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(root, FOLDER)).map((name) => [name, readText(join(root, FOLDER, name), INSTALLED)]),
  );

const { cdktf, constructs, jest, typescript } = devDependencies;

/** Packages of such a project, with the versions that this program is tested with. */
export const TYPESCRIPT_PACKAGES: Readonly<Record<string, string>> = {
  "@types/jest": devDependencies["@types/jest"],
  "@types/node": devDependencies["@types/node"],
  cdktf,
  constructs,
  jest,
  typescript,
};

export const TYPESCRIPT_SCRIPTS: Readonly<Record<string, string>> = {
  synth: "tsc && node build/main.js",
  test: "tsc && jest --roots build",
};

/** Lines with the commands that complete a package.json for these packages and scripts; none if it has all of them. */
export function missingText(packageJson: string): string[] {
  const { scripts = {}, ...own } = parsed(packageJson);
  const installed = { ...own.dependencies, ...own.devDependencies };
  const packages = Object.entries(TYPESCRIPT_PACKAGES)
    .filter(([name]) => !(name in installed))
    .map((each) => each.join("@"));
  const others = Object.entries(TYPESCRIPT_SCRIPTS).filter(([name, text]) => scripts[name] !== text);
  const commands = [
    ...(packages.length > 0 ? [`npm install --save-dev --save-exact ${packages.join(" ")}`] : []),
    ...others.map(([name, text]) => `npm pkg set "scripts.${name}=${text}"`),
  ];
  return commands.length > 0
    ? ["package.json is kept; complete it:", ...commands.map((each) => `  ${each}`), ""]
    : [];
}

interface PackageJson {
  readonly dependencies?: object;
  readonly devDependencies?: object;
  readonly scripts?: Readonly<Record<string, unknown>>;
}

/** A file that is no JSON object has nothing; npm reports it. */
function parsed(text: string): PackageJson {
  try {
    return (JSON.parse(text) ?? {}) as PackageJson;
  } catch {
    return {};
  }
}
