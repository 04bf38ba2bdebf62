import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../..");

const GREET = `
import greeting from "greeting";
import name from "./name.json";

interface Options { readonly loud: boolean }

export const greet = (options: Options): string => greeting + " " + name + (options.loud ? "!" : "");
`;

const MAIN = `
import { readFileSync } from "node:fs";
import { greet } from "./src/greet";

const [what, ...rest] = process.argv.slice(2);
if (what === "echo") {
  const input = readFileSync(0, "utf8");
  console.log(JSON.stringify({ program: process.argv[1], rest, input, cwd: process.cwd() }));
  process.exitCode = 7;
} else if (what === "throw") {
  greet(JSON.parse("null"));
} else if (what === "reject") {
  void Promise.resolve().then(() => { throw new Error("too late"); });
} else {
  console.log(greet({ loud: what === "loud" }));
}
`;

/** A repository with the launcher, a small program, one package and no cache. */
export class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), "launcher-"));
  readonly launcher = join(this.root, "scripts/launch.js");

  constructor() {
    cpSync(join(REPOSITORY, "scripts"), join(this.root, "scripts"), { recursive: true });
    this.write("package.json", "{}");
    this.write("tsconfig.json", "{}");
    this.install("hello");
    for (const name of ["esbuild", "@esbuild", "cdktf", "constructs"]) {
      symlinkSync(join(REPOSITORY, "node_modules", name), join(this.root, "node_modules", name));
    }
    this.write("main.ts", MAIN);
    this.write("src/greet.ts", GREET);
    this.write("src/name.json", `"world"`);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }

  /** Installs a package as npm does: the package, and the lock file in node_modules. */
  install(greeting: string): void {
    this.write("node_modules/greeting/index.js", `module.exports = ${JSON.stringify(greeting)};`);
    this.write("node_modules/.package-lock.json", JSON.stringify({ greeting }));
  }

  /** Runs the program from another folder. */
  run(...args: string[]): SpawnSyncReturns<string> {
    const options = { cwd: tmpdir(), encoding: "utf8", input: "from stdin" } as const;
    return spawnSync(process.execPath, [this.launcher, "main.ts", ...args], options);
  }

  /** Output of the program. Fails on an error. */
  output(...args: string[]): string {
    const { status, stdout, stderr } = this.run(...args);
    if (status !== 0 || stderr !== "") throw new Error(`status ${status}: ${stderr}`);
    return stdout.trim();
  }

  /** Paths of the cache files, by name. */
  get cache(): ReadonlyMap<string, string> {
    const home = join(this.root, ".cache/launch");
    const paths = readdirSync(home, { recursive: true, encoding: "utf8" }).map((path) => join(home, path));
    return new Map(paths.filter((path) => statSync(path).isFile()).map((path) => [basename(path), path]));
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
