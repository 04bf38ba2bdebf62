import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../..");

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

/** A clone with the start file, a small program and one package, without bundles and without a cache. */
export class Checkout {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "clone-")));
  readonly start = join(this.root, "bin/private-eks-inference.js");
  /** Folder of V8's code. */
  readonly caches = join(this.root, ".cache/code");
  /** Home of the user, who is not the only one to write there. */
  readonly home = join(this.root, "home");

  constructor() {
    for (const name of ["bin", "dev"])
      cpSync(join(REPOSITORY, name), join(this.root, name), { recursive: true });
    this.write("package.json", "{}");
    this.write("tsconfig.json", "{}");
    this.install("hello");
    for (const name of ["esbuild", "@esbuild", "cdktf", "constructs"]) {
      symlinkSync(join(REPOSITORY, "node_modules", name), join(this.root, "node_modules", name));
    }
    this.write("main.ts", MAIN);
    this.write("src/greet.ts", GREET);
    const terminal = "src/base/terminal.ts";
    this.write(terminal, readFileSync(join(REPOSITORY, terminal), "utf8"));
    this.write("src/name.json", `"world"`);
    for (const entry of ["stacks", "testing"]) this.write(`src/library/${entry}.ts`, "export {};");
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

  get env(): NodeJS.ProcessEnv {
    return { ...process.env, CI: "", HOME: this.home, XDG_CACHE_HOME: join(this.home, ".cache") };
  }

  /** Runs the program from another folder. */
  run(...args: string[]): SpawnSyncReturns<string> {
    return this.runWith({}, ...args);
  }

  /** Runs it with further variables. */
  runWith(also: NodeJS.ProcessEnv, ...args: string[]): SpawnSyncReturns<string> {
    const env = { ...this.env, ...also };
    const options = { cwd: tmpdir(), encoding: "utf8", input: "from stdin", env } as const;
    return spawnSync(process.execPath, [this.start, ...args], options);
  }

  /** Output of the program. Fails on an error. */
  output(...args: string[]): string {
    const { status, stdout, stderr } = this.run(...args);
    if (status !== 0 || stderr !== "") throw new Error(`status ${status}: ${stderr}`);
    return stdout.trim();
  }

  /** Paths of the bundles and of what was recorded of them, by name. */
  get bundles(): ReadonlyMap<string, string> {
    return filesIn(join(this.root, "dist"));
  }

  /** Paths of V8's code, by name. */
  get codes(): ReadonlyMap<string, string> {
    return filesIn(this.caches);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

function filesIn(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
  return new Map(paths.filter((path) => statSync(path).isFile()).map((path) => [basename(path), path]));
}
