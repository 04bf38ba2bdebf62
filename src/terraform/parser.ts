import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { tooDeep } from "../base/text-mistakes";
import { placesIn } from "../base/text-places";

/** The first mistake in a file of HCL or JSON. Line and column begin at 1. */
export class FileMistake extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
    /** On one line. */
    readonly what: string,
  ) {
    super(`${line}:${column}: ${what}`);
  }
}

/** A function of the program. It calls `done` before it returns. */
type Parse = (file: string, text: string, done: (error: string | null, json: string) => void) => void;

/**
 * Parses HCL with HashiCorp's library, as WebAssembly of `@cdktf/hcl2json`. Expressions become templates, and every block is
 * an object in a list. The package itself returns a promise; readers of an output folder have none. The first call loads 8 MB of
 * WebAssembly.
 */
export function parseHcl(file: string, text: string): unknown {
  // The program also reads JSON, which Terraform does not in such a file.
  const json = /^\uFEFF?\s*[[{]/.exec(text);
  if (json)
    throw invalid(
      json[0].split("\n").length,
      1,
      "Terraform JSON, which belongs in a file with the ending .tf.json",
    );
  const deep = tooDeep(text);
  if (deep) {
    const { line, column } = placesIn(text)(deep.offset);
    throw invalid(line, column, deep.what);
  }
  const result = known.get(text) ?? parsed(file, text);
  if (result.error !== null) throw mistakeIn(result.error);
  return JSON.parse(result.json);
}

interface Result {
  readonly error: string | null;
  readonly json: string;
}

/** Results by the text. A review reads two hand-overs, most of whose files are equal. The oldest results are forgotten. */
const known = new Map<string, Result>();
const MOST = 500;

function parsed(file: string, text: string): Result {
  parse ??= loaded();
  let result: Result | undefined;
  parse(file, text, (error, json) => (result = { error, json }));
  if (result === undefined) throw new Error("the HCL parser returned without a result");
  known.set(text, result);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return result;
}

let parse: Parse | undefined;

/** Beside the bundle of the program, or in the package. */
const PROGRAMS = ["./wasm/main.wasm.gz", "@cdktf/hcl2json/main.wasm.gz"];

function loaded(): Parse {
  // The runtime of Go defines the global class Go, and the program adds its functions to the global object of this name.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it in every command
  require("@cdktf/hcl2json/wasm/bridge_wasm_exec.js");
  const globals = globalThis as unknown as {
    readonly Go: new () => {
      readonly importObject: WebAssembly.Imports;
      run(instance: object): Promise<void>;
    };
    __parse_terraform_config_wasm__?: { parse?: Parse };
  };
  const functions: { parse?: Parse } = {};
  globals.__parse_terraform_config_wasm__ = functions;
  const go = new globals.Go();
  const program = new WebAssembly.Module(gunzipSync(readFileSync(programFile())));
  // It runs until the process ends.
  void go.run(new WebAssembly.Instance(program, go.importObject));
  if (!functions.parse) throw new Error("the HCL parser has no function parse");
  return functions.parse;
}

function programFile(): string {
  for (const name of PROGRAMS) {
    try {
      return require.resolve(name);
    } catch {
      // the next place
    }
  }
  throw new Error("the program of the HCL parser is missing");
}

/** `parse config: [a.tf:2,7-8: Invalid expression; Expected … a.tf:3,1-2: …]` */
function mistakeIn(message: string): FileMistake {
  const [, line = "1", column = "1", words = message] =
    /^[^[]*\[[^]*?:(\d+),(\d+)-[\d,]+: ([^]*?)(?: \S+:\d+,\d+-[\d,]+: [^]*)?\]?$/.exec(message) ?? [];
  return invalid(Number(line), Number(column), words.replaceAll(/\s+/g, " ").trim());
}

const invalid = (line: number, column: number, words: string): FileMistake =>
  new FileMistake(line, column, `invalid HCL (${words})`);
