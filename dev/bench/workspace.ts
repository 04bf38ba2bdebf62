import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { Contestant } from "./race";

const COPIED = [
  "dev/bench/official",
  "bin",
  "cdktf.json",
  "examples",
  "main.ts",
  "package.json",
  "dev",
  "src",
  "tsconfig.json",
];
const CDKTF = "node_modules/cdktf-cli/bundle/bin/cdktf";

interface PackageJson {
  /** `synth` is a direct call of node. */
  readonly scripts: { readonly synth: string };
}

/** A copy of the repository, so that measurements do not affect the working copy, and edits there do not affect them. */
export class Workspace {
  readonly root = mkdtempSync(join(tmpdir(), "bench-"));
  private edits = 0;

  constructor() {
    for (const name of COPIED) cpSync(name, this.path(name), { recursive: true });
    symlinkSync(resolve("node_modules"), this.path("node_modules"));
  }

  private path(...names: string[]): string {
    return join(this.root, ...names);
  }

  /** Replaces the text of a source. */
  replace(file: string, text: string): this {
    writeFileSync(this.path(file), text);
    return this;
  }

  /** Replaces parts of a source. Throws where one is not there. */
  edit(file: string, replacements: readonly (readonly [part: string | RegExp, text: string])[]): this {
    const edited = replacements.reduce(
      (text, [part, other]) => {
        const replaced = text.replace(part, other);
        if (replaced === text)
          throw new Error(`${file}: got no ${String(part)}, expected it; correct the benchmark`);
        return replaced;
      },
      readFileSync(this.path(file), "utf8"),
    );
    return this.replace(file, edited);
  }

  /** The command of `npm run synth` for a folder of environments, or some of them. Writes to `out-<environments>`. */
  synth(environments = "examples", only: readonly string[] = []): Contestant {
    const { scripts } = JSON.parse(readFileSync(this.path("package.json"), "utf8")) as PackageJson;
    const [, ...args] = scripts.synth.split(" ");
    const env = {
      CDKTF_OUTDIR: `out-${environments}`,
      ENVIRONMENTS_DIR: environments,
      ...(only.length > 0 ? { ENVIRONMENT: only.join(",") } : {}),
    };
    return { args, cwd: this.root, env };
  }

  /** Like `synth`, but a source of the program is saved before each run. */
  synthAfterEdit(only: readonly string[]): Contestant {
    const file = this.path("src/base/cidr.ts");
    const text = readFileSync(file, "utf8");
    const before = () => {
      writeFileSync(file, `${text}\nexport const EDITS = ${++this.edits};\n`);
      // A source that is saved during a build is read again. Users also take longer between save and run.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    };
    return { ...this.synth("examples", only), before };
  }

  /** `cdktf synth`, in a folder with a cdktf.json. Writes to `out-<name>`. */
  cdktfSynth(name: string, { folder = ".", app }: { folder?: string; app?: string } = {}): Contestant {
    const args = [
      this.path(CDKTF),
      "synth",
      "--output",
      this.path(`out-${name}`),
      ...(app ? ["--app", app] : []),
    ];
    const env = { ENVIRONMENTS_DIR: this.path("examples"), CDKTF_HOME: this.path(".cdktf") };
    return { args, cwd: this.path(folder), env };
  }

  /** A program that only loads the packages that synth loads. */
  floor(): Contestant {
    execFileSync(process.execPath, ["bin/private-eks-inference.js", "--version"], { cwd: this.root });
    const { packages } = JSON.parse(readFileSync(this.path("dist/stamps.json"), "utf8")) as {
      readonly packages: readonly string[];
    };
    // Synth does not load these.
    const loaded = packages.filter((name) => !name.startsWith("@cdktf/hcl2json"));
    this.replace("floor.js", `for (const name of ${JSON.stringify(loaded)}) require(name);`);
    return { args: ["floor.js"], cwd: this.root };
  }

  /** A folder with one environment: a reference environment with `count` copies of its first model, and enough nodes. */
  environmentOf(count: number): string {
    const { models, cluster, ...rest } = parse(
      readFileSync(this.path("examples/ml-inference-prod.yaml"), "utf8"),
    ) as { models: object[]; cluster: object };
    const environment = {
      ...rest,
      cluster: {
        ...cluster,
        nodeGroups: { general: { instanceTypes: ["m7i.16xlarge"], minPerZone: 30, maxPerZone: 40 } },
      },
      waivers: [],
      models: Array.from({ length: count }, (_, index) => ({
        ...models[0],
        name: `model-${index}`,
        secrets: [`ml-inference/api-key-${index}`],
      })),
    };
    const folder = `models-${count}`;
    mkdirSync(this.path(folder), { recursive: true });
    writeFileSync(
      this.path(folder, "many-models.yaml"),
      stringify(environment, { aliasDuplicateObjects: false }),
    );
    return folder;
  }

  /** A copy of a folder of environments, in which each model has another port and another image. */
  changed(environments: string): string {
    const folder = `${environments}-changed`;
    // without address locks, since another port ends the addresses of its rules
    const filter = (path: string): boolean => !path.endsWith(".addresses.json");
    cpSync(this.path(environments), this.path(folder), { recursive: true, filter });
    for (const file of readdirSync(this.path(environments)).filter((name) => name.endsWith(".yaml"))) {
      const text = readFileSync(this.path(environments, file), "utf8");
      const changed = text.replace(/\b(8080|5000)\b/g, "9090").replace(/\btag: "?[\d.]+"?/g, 'tag: "9.9.9"');
      writeFileSync(this.path(folder, file), changed);
    }
    return folder;
  }

  /** `npm run review` for two folders of environments. Synthesizes both before the measurement. */
  review(before: string, after: string): Contestant {
    for (const environments of [before, after]) {
      const { args, cwd, env } = this.synth(environments);
      execFileSync(process.execPath, args, {
        cwd,
        env: { ...process.env, ...env },
        stdio: ["ignore", "ignore", "inherit"],
      });
    }
    const folders = ["--before", `out-${before}`, "--in", `out-${after}`];
    return { args: ["bin/private-eks-inference.js", "review", ...folders], cwd: this.root };
  }

  /** Terraform JSON of each stack in `out-<name>`. */
  stacks(name: string): Map<string, string> {
    const folder = this.path(`out-${name}`, "stacks");
    const stacks = readdirSync(folder).sort();
    return new Map(stacks.map((stack) => [stack, readFileSync(join(folder, stack, "cdk.tf.json"), "utf8")]));
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
