import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";
import { type SecondReading } from "../../__tests__/facts/second/reading";

/** A file with another text. */
export interface ReplacedText {
  readonly file: string;
  readonly text: string;
}

type Exports = Record<string, unknown>;
type Run = (exports: Exports, require: (name: string) => unknown, module: { exports: Exports }) => void;

/**
 * Modules of TypeScript and JSON below a root, evaluated anew for each altered file. Their code is compiled once. Packages are those of
 * this process.
 */
export class Evaluation {
  private readonly compiled = new Map<string, Run>();
  private readonly readBy = new Map<string, ReadonlySet<string>>();
  private readonly packages: NodeJS.Require;

  constructor(private readonly root: string) {
    this.packages = createRequire(join(root, "package.json"));
  }

  /** The readings of a module, with the text of one file replaced. */
  readingsOf(module: string, replaced?: ReplacedText): readonly SecondReading[] {
    const known = new Map<string, Exports>();
    const { READINGS } = this.load(join(this.root, module), known, replaced) as {
      READINGS?: SecondReading[];
    };
    if (replaced === undefined) {
      this.readBy.set(module, new Set([...known.keys()].map((file) => relative(this.root, file))));
    }
    return READINGS ?? [];
  }

  /** True if a module whose readings were asked for before reads a file. */
  reads = (module: string, file: string): boolean => this.readBy.get(module)?.has(file) ?? false;

  private load(file: string, known: Map<string, Exports>, replaced: ReplacedText | undefined): Exports {
    const before = known.get(file);
    if (before) return before;
    const text = replaced && join(this.root, replaced.file) === file ? replaced.text : undefined;
    const module = { exports: {} as Exports };
    known.set(file, module.exports);
    const require = (name: string): unknown =>
      name.startsWith(".")
        ? this.load(fileOf(resolve(dirname(file), name)), known, replaced)
        : this.packages(name);
    this.runOf(file, text)(module.exports, require, module);
    known.set(file, module.exports);
    return module.exports;
  }

  private runOf(file: string, text: string | undefined): Run {
    const known = text === undefined ? this.compiled.get(file) : undefined;
    if (known) return known;
    const run = compiledText(file, text ?? readFileSync(file, "utf8"));
    if (text === undefined) this.compiled.set(file, run);
    return run;
  }
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
};

function compiledText(file: string, text: string): Run {
  const code = file.endsWith(".json") ? `module.exports = ${text};` : ts.transpile(text, OPTIONS);
  return compileFunction(code, ["exports", "require", "module"], { filename: file }) as Run;
}

/** The file of a path without its extension. */
function fileOf(path: string): string {
  const found = [path, `${path}.ts`].find((each) => statSync(each, { throwIfNoEntry: false })?.isFile());
  if (found === undefined) throw new Error(`${path}: expected a file of TypeScript or JSON`);
  return found;
}
