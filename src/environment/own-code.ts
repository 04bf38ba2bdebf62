import { join } from "node:path";
import { type Problem } from "./problems";
import { CodeCrash, type CodePlace, type CodeRequest, type Failure, runOwnCode } from "./own-code/child";

/** A component or check, for messages. */
export interface CodeSubject {
  /** Folder of the environments, as messages show it. */
  readonly directory: string;
  /** Path of its module below that folder. */
  readonly entry: string;
  /** `components.budget`, `checks.data-owner`. */
  readonly path: string;
  /** Result of its function: `blocks by layer`. */
  readonly returns: string;
  /** `component budget`, `check data-owner`. */
  readonly title: string;
  /** Texts of modules, by path. */
  readonly modules: Readonly<Record<string, string>>;
  /** The environment of the call. @default - it was not called yet */
  readonly environment?: string;
}

type Words = Pick<Problem, "got" | "expected" | "fix">;

/** A problem at a place in own code; by default at the begin of the entry. */
export const problemAt = (
  { directory, entry, path }: CodeSubject,
  words: Words,
  at: CodePlace = { module: entry, line: 1, column: 1 },
  below = "",
): Problem => ({
  location: { file: join(directory, at.module), line: at.line, column: at.column },
  path: below === "" ? path : `${path} ${below}`,
  ...words,
});

/** The problem of a failure of own code. */
export function problemOfFailure(subject: CodeSubject, failure: Failure): Problem {
  const { returns, title, environment } = subject;
  const target = environment === undefined ? "" : ` for ${environment}`;
  const fix = `correct the ${title.split(" ")[0] ?? ""}`;
  if ("typescript" in failure)
    return problemAt(subject, {
      got: `TypeScript on Node.js ${failure.typescript}`,
      expected: "Node.js 22.13 or later for .ts",
      fix: "update Node.js, or write component.mjs with types in comments",
    });
  if ("refusedImport" in failure) {
    const { refusedImport, by } = failure;
    const got = `an import of ${refusedImport}`;
    const expected = "private-eks-inference/component or a file of the folder";
    return problemAt(
      subject,
      { got, expected, fix: "remove it; what the code needs is in its arguments" },
      importIn(subject, refusedImport, by),
    );
  }
  if ("wrong" in failure) {
    const { path, what, expected } = failure.wrong;
    return problemAt(
      subject,
      { got: what, expected: `${expected} from the ${title}${target}`, fix },
      failure.at,
      path,
    );
  }
  const got = `the error ${JSON.stringify(failure.error.replaceAll(/\s+/g, " "))}${target}`;
  return problemAt(subject, { got, expected: returns, fix }, failure.at);
}

/** The answer of own code: its declarations, and the results of the calls in their order. */
type CodeAnswer = ReturnType<typeof runOwnCode>;

/** The answer of own code, or the problem of code that ended its process. The subjects are those of its entries. */
export function answerOf(
  request: CodeRequest,
  subjects: readonly CodeSubject[],
): CodeAnswer | { readonly crash: Problem } {
  try {
    return runOwnCode(request);
  } catch (error) {
    if (!(error instanceof CodeCrash)) throw error;
    return { crash: problemOfCrash(subjects, error) };
  }
}

/** The problem of own code that ended its process; one of the subjects has the module where it is known. */
function problemOfCrash(subjects: readonly CodeSubject[], { got, at }: CodeCrash): Problem {
  const [first] = subjects;
  if (first === undefined) throw new Error("own code ended its process, and there is none");
  const subject =
    subjects.find(({ modules }) => at !== undefined && Object.hasOwn(modules, at.module)) ?? first;
  return problemAt(
    subject,
    {
      got,
      expected: "JavaScript that ends with a result",
      fix: `correct the ${subject.title.split(" ")[0] ?? ""}`,
    },
    at,
  );
}

/** Place of an import in a module. */
function importIn({ modules }: CodeSubject, specifier: string, module: string): CodePlace {
  const quoted = [`"${specifier}"`, `'${specifier}'`];
  const lines = (modules[module] ?? "").split("\n");
  const line = lines.findIndex((each) => quoted.some((text) => each.includes(text))) + 1;
  return { module, line: Math.max(line, 1), column: 1 };
}
