import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { REPOSITORY, environmentOf, installed, userFolder } from "./installed";

/** Files of the example that init does not write. */
const EXAMPLE = resolve(__dirname, "../typescript-project");
const OWN = "node_modules/private-eks-inference";

/** Packages of a user's project, which are linked from this repository: the suite has no network. */
const LINKED = ["cdktf", "constructs", "@cdktf", "@types", "jest", "typescript"];

/** Puts the installed package into a project, and links the packages that its package.json would install. */
export function install(folder: string, linked: readonly string[] = LINKED): void {
  cpSync(installed(), join(folder, OWN), { recursive: true });
  for (const name of linked) link(join(REPOSITORY, "node_modules", name), join(folder, "node_modules", name));
}

export function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

/** The project of docs/guide/typescript.md with the reference environment mlapp, to which it adds a resource. */
export function exampleProject(): string {
  const folder = userFolder(["mlapp"]);
  install(folder);
  for (const from of [join(folder, OWN, "lib/project"), EXAMPLE])
    for (const name of readdirSync(from)) cpSync(join(from, name), join(folder, name));
  const main = join(folder, "main.ts");
  const text = readFileSync(main, "utf8");
  writeFileSync(
    main,
    `import { addOwner } from "./owner";\n${text.replace("return addEnvironments(app);", ADDING)}`,
  );
  writeFileSync(join(folder, "package.json"), "{}");
  // It names the App, whose blocks no YAML file states.
  writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ app: "node build/main.js" }));
  return folder;
}

/** Lines of the guide. */
const ADDING = `const platform = addEnvironments(app);
  addOwner(platform);
  return platform;`;

/** Runs a file with Node.js in a project, with an empty home. */
export const node = (folder: string, args: readonly string[], env = {}): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    env: environmentOf({ CI: "true", ...env }),
  });

export const tsc = (folder: string, args: readonly string[] = []): SpawnSyncReturns<string> =>
  node(folder, ["node_modules/typescript/bin/tsc", ...args]);

export const testsOf = (folder: string): SpawnSyncReturns<string> =>
  node(folder, ["node_modules/jest/bin/jest.js", "--rootDir", ".", "--roots", "build", "--no-cache", "-i"]);

/** Runs a script in a new project: its text on standard error, and its status. */
export function script(folder: string, text: string): Pick<SpawnSyncReturns<string>, "status" | "stderr"> {
  writeFileSync(join(folder, "script.js"), text);
  const { status, stderr } = node(folder, ["script.js"]);
  return { status, stderr };
}
