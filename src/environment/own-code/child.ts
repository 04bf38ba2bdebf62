import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { terminalText } from "../../base/terminal";
import { withoutNetwork } from "../../base/processes";

/** A request to own code. Paths are relative to the folder of the environments, with `/`. */
export interface CodeRequest {
  /** Texts of modules, by path. */
  readonly modules: Readonly<Record<string, string>>;
  /** Paths of modules whose default export is a component or a check. */
  readonly entries: readonly string[];
  readonly calls: readonly CodeCall[];
}

/** A call of a function of a component or a check. */
export interface CodeCall {
  readonly entry: string;
  readonly method: "rules" | "resources" | "find";
  /** Arguments, as JSON. */
  readonly input: readonly unknown[];
}

interface CodeAnswer {
  /** Declarations without their functions, by the path of the entry. */
  readonly declarations: Readonly<Record<string, Declaration>>;
  /** Results of the calls, in their order. */
  readonly results: readonly CodeResult[];
}

/** A default export as data. */
export interface Declaration {
  /** @default - a failure has none */
  readonly kind?: string;
  /** Names of its functions. @default - a failure has none */
  readonly functions?: readonly string[];
  /** @default - it was evaluated */
  readonly failure?: Failure;
  /** A value that is no data. @default - none */
  readonly wrong?: Wrong;
  readonly [key: string]: unknown;
}

export type CodeResult = { readonly value: readonly unknown[] } | { readonly failure: Failure };

/** Place in a module. Line and column begin at 1. */
export interface CodePlace {
  readonly module: string;
  readonly line: number;
  readonly column: number;
}

/** A value that is not what is expected. */
export interface Wrong {
  readonly path: string;
  readonly what: string;
  readonly expected: string;
}

export type Failure =
  | { readonly error: string; readonly at?: CodePlace }
  | { readonly wrong: Wrong; readonly at?: CodePlace }
  | { readonly refusedImport: string; readonly by: string }
  /** A file of TypeScript on this version of Node.js. */
  | { readonly typescript: string };

/** Own code that ended its process: a mistake of syntax, or no end. */
export class CodeCrash extends Error {
  constructor(
    readonly got: string,
    /** @default - the whole code */
    readonly at?: CodePlace | undefined,
  ) {
    super(got);
  }
}

/** This package itself. As a text, so that the bundle of packages does not get it. */
const LIBRARY = "private-eks-inference/component";

const TIMEOUT_MS = 60_000;

/** The largest answer: no environment has a thousandth of it. */
const MOST_BYTES = 2 ** 28;

/**
 * Evaluates own code in a process without variables of the environment, files, programs and, where
 * the machine can deny it, network, and waits for its answer. Its logs are on standard error.
 * Throws a CodeCrash.
 */
export function runOwnCode(request: CodeRequest, timeoutMs = TIMEOUT_MS): CodeAnswer {
  const library = dirname(require.resolve(LIBRARY));
  const permission = process.allowedNodeEnvironmentFlags.has("--permission")
    ? "--permission"
    : "--experimental-permission";
  const [program = process.execPath, ...words] = [...withoutNetwork({}), process.execPath];
  const { status, stdout, stderr, error } = spawnSync(
    program,
    [
      ...words,
      "--no-warnings",
      "--experimental-vm-modules",
      "--disallow-code-generation-from-strings",
      permission,
      `--allow-fs-read=${join(library, "*")}`,
      join(library, "own-code", "run.mjs"),
    ],
    {
      input: JSON.stringify(request),
      encoding: "utf8",
      maxBuffer: MOST_BYTES,
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      env: {},
    },
  );
  if ((error as NodeJS.ErrnoException | undefined)?.code === "ETIMEDOUT")
    throw new CodeCrash(`no end after ${timeoutMs / 1000} s`);
  if (error) throw error;
  if (status !== 0 || stdout === "") throw crashIn(stderr, request);
  process.stderr.write(terminalText(stderr));
  return JSON.parse(stdout) as CodeAnswer;
}

/**
 * The crash that Node.js printed. It prints the place of a mistake of syntax as `module:line`, the line and marks below, and any
 * other error with its stack.
 */
function crashIn(stderr: string, { modules }: CodeRequest): CodeCrash {
  const [, module = "", line = "", marks = "", message = ""] =
    /^(\S+):(\d+)\n.*\n( *\^+)[^]*?^SyntaxError: (.*)$/m.exec(stderr) ?? [];
  if (!Object.hasOwn(modules, module)) {
    const [, error] = /^[A-Z]\w*: (.*)$/m.exec(stderr) ?? [];
    const place = [...stderr.matchAll(/(?:\(|at )([^\s()]+):(\d+):(\d+)\)?$/gm)].find(([, name = ""]) =>
      Object.hasOwn(modules, name),
    );
    return new CodeCrash(
      error === undefined ? "no answer" : `the error "${error}"`,
      place && { module: place[1] ?? "", line: Number(place[2]), column: Number(place[3]) },
    );
  }
  return new CodeCrash(`the error "${message}"`, {
    module,
    line: Number(line),
    column: marks.indexOf("^") + 1,
  });
}
