import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { Checkout } from "./checkout";

let checkout: Checkout;
beforeEach(() => (checkout = new Checkout()));
afterEach(() => checkout.remove());

const BUNDLES = ["app.js", "app.js.map", "framework.js", "packages.js", "stamps.json"];

describe("a stale bundle", () => {
  test("is updated after a change of imported JSON, and after its reversal", () => {
    expect(checkout.output()).toBe("hello world");
    checkout.write("src/name.json", `"moon"`);
    expect(checkout.output()).toBe("hello moon");
    checkout.write("src/name.json", `"world"`);
    expect(checkout.output()).toBe("hello world");
  });

  test("is updated after a change of a source, and of a module that it newly imports", () => {
    expect(checkout.output()).toBe("hello world");
    checkout.write("src/suffix.ts", `export const SUFFIX = " and stars";`);
    checkout.write(
      "src/greet.ts",
      `import { SUFFIX } from "./suffix";\nexport const greet = () => "hi" + SUFFIX;`,
    );
    expect(checkout.output()).toBe("hi and stars");
    checkout.write("src/suffix.ts", `export const SUFFIX = "!";`);
    expect(checkout.output()).toBe("hi!");
  });

  test("of packages is updated when another version is installed", () => {
    expect(checkout.output()).toBe("hello world");
    checkout.install("bonjour");
    expect(checkout.output()).toBe("bonjour world");
  });

  test("of packages is updated when another package is imported", () => {
    expect(checkout.output()).toBe("hello world");
    checkout.write(
      "src/greet.ts",
      `import { Token } from "cdktf";\nexport const greet = () => typeof Token;`,
    );
    expect(checkout.output()).toBe("function");
  });

  test("is the only reason to compile: without a change, no file is written", () => {
    for (let runs = 0; runs < 3; runs += 1) checkout.output();
    const before = modified();
    expect([...checkout.bundles.keys()].sort()).toEqual(BUNDLES);
    expect(checkout.codes.size).toBe(3);
    checkout.output();
    expect(modified()).toEqual(before);
  });

  test("does not result from a string that looks like a call of require", () => {
    checkout.write(
      "src/greet.ts",
      `export const greet = () => 'require("./nowhere") require("no-such-package")';`,
    );
    expect(checkout.output()).toBe('require("./nowhere") require("no-such-package")');
  });

  function modified(): Map<string, number> {
    const files = [...checkout.bundles, ...checkout.codes];
    return new Map(files.map(([name, path]) => [name, statSync(path).mtimeMs]));
  }
});

describe("a kept file", () => {
  test.each(["app.js", "framework.js", "packages.js", "stamps.json"])(
    "of %s is replaced when the file is damaged",
    (name) => {
      checkout.output();
      const path = checkout.bundles.get(name) as string;
      const content = readFileSync(path);
      for (const damaged of [content.subarray(0, content.length / 2), flipped(content), Buffer.alloc(0)]) {
        writeFileSync(path, damaged);
        expect(checkout.output()).toBe("hello world");
        expect(readFileSync(path).equals(damaged)).toBe(false);
      }
    },
  );

  test("of V8's code is replaced when a file is damaged", () => {
    for (let runs = 0; runs < 3; runs += 1) checkout.output();
    expect(checkout.codes.size).toBe(3);
    for (const path of checkout.codes.values()) {
      const content = readFileSync(path);
      for (const damaged of [content.subarray(0, content.length / 2), flipped(content), Buffer.alloc(0)]) {
        writeFileSync(path, damaged);
        expect(checkout.output()).toBe("hello world");
        expect(readFileSync(path).equals(damaged)).toBe(false);
      }
    }
  });

  test("of V8's code is beside the program, and not in a folder that others of the user's programs write", () => {
    for (let runs = 0; runs < 3; runs += 1) checkout.output();
    expect(checkout.codes.size).toBe(3);
    expect(existsSync(checkout.home)).toBe(false);
  });

  test("of V8's code is not written and not read where CI is set", () => {
    for (let runs = 0; runs < 3; runs += 1) checkout.runWith({ CI: "true" });
    expect(checkout.codes.size).toBe(0);
    for (let runs = 0; runs < 2; runs += 1) checkout.output();
    // Damaged code would be replaced by a run that reads it.
    for (const path of checkout.codes.values()) writeFileSync(path, "");
    checkout.runWith({ CI: "true" });
    expect([...checkout.codes.values()].map((path) => statSync(path).size)).toEqual([0, 0, 0]);
  });

  test("concurrent runs with an empty cache all succeed, and leave a complete cache", () => {
    const run = `"${process.execPath}" "${checkout.start}"`;
    const output = execFileSync("sh", ["-c", `${run} & ${run} & ${run} & wait`], {
      encoding: "utf8",
      env: checkout.env,
    });
    expect(output).toBe("hello world\n".repeat(3));
    expect([checkout.output(), checkout.output()]).toEqual(["hello world", "hello world"]);
    expect([...checkout.bundles.keys()].sort()).toEqual(BUNDLES);
  });

  test("the program runs without a writable cache, and without a writable clone", () => {
    checkout.write(".cache", "a file in the place of the folder");
    checkout.write("dist", "a file in the place of the folder");
    expect([checkout.output(), checkout.output()]).toEqual(["hello world", "hello world"]);
  });

  test("files older than a month are removed when V8's code is kept", () => {
    checkout.write(".cache/code/v18.0.0-x64-1/0123.code", "old");
    const old = Date.now() / 1000 - 31 * 24 * 60 * 60;
    utimesSync(join(checkout.caches, "v18.0.0-x64-1/0123.code"), old, old);
    for (let runs = 0; runs < 3; runs += 1) checkout.output();
    expect(readdirSync(join(checkout.caches, "v18.0.0-x64-1"))).toEqual([]);
  });

  function flipped(content: Buffer): Buffer {
    const copy = Buffer.from(content);
    const middle = copy.length >> 1;
    copy[middle] = (copy[middle] as number) ^ 1;
    return copy;
  }
});

describe("a call that Node.js reports as deprecated", () => {
  // Node.js 22 and later report this one by themselves.
  const DEPRECATE = `
    import util from "util";
    util.isArray = util.deprecate(Array.isArray, "do not call it", "DEP0044");`;

  beforeEach(() => checkout.write("src/deprecate.ts", DEPRECATE));

  test("prints nothing if cdktf makes it", () => {
    checkout.write(
      "src/greet.ts",
      `import "./deprecate";
      import { TerraformOutput, TerraformStack } from "cdktf";
      const output = new TerraformOutput(new TerraformStack(undefined as never, "s"), "o", { value: { a: 1 } });
      export const greet = () => JSON.stringify(output.toTerraform());`,
    );
    expect(checkout.output()).toContain(`{"value":{"a":1}}`);
  });

  test("prints a warning if the program makes it", () => {
    checkout.write(
      "src/greet.ts",
      `import "./deprecate";
      import { isArray } from "util";
      export const greet = () => String(isArray([]));`,
    );
    const { stdout, stderr } = checkout.run();
    expect(stdout).toBe("true\n");
    expect(stderr).toContain("[DEP0044] DeprecationWarning: do not call it");
  });
});

describe("the program", () => {
  test("receives its arguments, its input and the working directory, and its exit status is returned", () => {
    const { status, stdout } = checkout.run("echo", "--flag", "two words");
    expect(status).toBe(7);
    expect(JSON.parse(stdout)).toEqual({
      program: join(checkout.root, "main.ts"),
      rest: ["--flag", "two words"],
      input: "from stdin",
      cwd: tmpdir(),
    });
  });

  test.each([
    ["throws", "throw", "TypeError: Cannot read properties of null", "src/greet.ts:7:85"],
    ["rejects", "reject", "Error: too late", "main.ts:13:45"],
  ])(
    "that %s fails with the position in its source, on the first run and from the cache",
    (_, argument, message, place) => {
      for (const { status, stdout, stderr } of [checkout.run(argument), checkout.run(argument)]) {
        expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
        expect(stderr).toContain(message);
        expect(stderr).toMatch(new RegExp(`at .*${place}`));
        expect(stderr).not.toMatch(/private-eks-inference\.js|app\..*js/);
      }
    },
  );

  test("that was edited after the first run fails with the position in the edited source", () => {
    checkout.output();
    checkout.write(
      "src/greet.ts",
      `\n\nexport const greet = (): never => {\n  throw new Error("edited");\n};\n`,
    );
    for (const { stderr } of [checkout.run(), checkout.run()])
      expect(stderr).toMatch(/at .*src\/greet\.ts:4:9/);
  });

  test("with a syntax error does not run, and the error names the position", () => {
    checkout.write("src/greet.ts", "export const greet = ;");
    const { status, stdout, stderr } = checkout.run();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("src/greet.ts:1:21");
  });

  test("fails without its packages, and the error names the command that installs them", () => {
    rmSync(join(checkout.root, "node_modules"), { recursive: true });
    const { status, stderr } = checkout.run();
    expect({ status, stderr }).toEqual({ status: 1, stderr: "the packages are not installed; run npm ci\n" });
  });

  test("can zip an asset, for which cdktf runs one of its files as a process", () => {
    checkout.write("main.ts", ASSET);
    checkout.write("assets/model.txt", "weights");
    expect(checkout.output()).toBe("PK");
  });
});

const ASSET = `
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { App, AssetType, TerraformAsset, TerraformStack } from "cdktf";

const root = dirname(process.argv[1]!);
const outdir = join(root, "out");
const app = new App({ outdir });
const stack = new TerraformStack(app, "test");
const asset = new TerraformAsset(stack, "asset", { path: join(root, "assets"), type: AssetType.ARCHIVE });
app.synth();
console.log(readFileSync(join(outdir, "stacks/test", asset.path), "latin1").slice(0, 2));
`;

test("a synth from the bundles writes the same bytes as one with unbundled packages", () => {
  const root = resolve(__dirname, "../..");
  const work = mkdtempSync(join(tmpdir(), "bundled-synth-"));
  const run = (outdir: string, ...program: string[]) => {
    const env = { ...process.env, CDKTF_OUTDIR: join(work, outdir), NODE_PATH: join(root, "node_modules") };
    execFileSync(process.execPath, program, { cwd: root, env });
    return filesOf(join(work, outdir));
  };
  const plain = join(work, "main.js");
  const entryPoints = [join(root, "main.ts")];
  buildSync({ entryPoints, bundle: true, packages: "external", platform: "node", outfile: plain });
  const extracts = join(root, "src/evidence/service-actions/extracts");
  cpSync(extracts, join(work, "service-actions"), { recursive: true });
  const bundled = run("bundled", "bin/private-eks-inference.js", "synth");
  expect(bundled.size).toBeGreaterThan(25);
  expect(bundled).toEqual(run("plain", plain, "synth"));
  rmSync(work, { recursive: true });
});

function filesOf(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return new Map(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
