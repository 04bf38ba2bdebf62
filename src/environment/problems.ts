import { UserError } from "../base/errors";

/** A location in a file; line and column start at 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type ConfigPath = readonly (string | number)[];

/** A problem in the configuration. */
export interface Problem {
  /** Location of the value. @default - none, for a problem that is not in a file, such as a missing folder */
  readonly location?: SourceLocation;
  /** Path of the value, as `formatPath` writes it, or `WHOLE_FILE`. */
  readonly path: string;
  /** The value as written. */
  readonly got: string;
  readonly expected: string;
  /** An action that resolves the problem. */
  readonly fix: string;
}

/** Path of a problem that concerns a whole file. */
export const WHOLE_FILE = "(file)";

/** All problems of the configuration; the message has one line for each problem. */
export class ConfigError extends UserError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = new Map(problems.map((problem) => [formatProblem(problem), problem]));
    const sorted = [...lines].sort(([, a], [, b]) => byPlace(a, b));
    super(sorted.map(([line]) => line).join("\n"));
    this.name = "ConfigError";
    this.problems = sorted.map(([, problem]) => problem);
  }
}

/** `file:line:column path: got …, expected …; fix` */
export function formatProblem(problem: Problem): string {
  const { location, path, got, expected, fix } = problem;
  const place = location ? `${formatLocation(location)} ` : "";
  return `${place}${path}: got ${got}, expected ${expected}; ${fix}`;
}

/** `file:line:column` */
export const formatLocation = ({ file, line, column }: SourceLocation): string => `${file}:${line}:${column}`;

/** A path such as `models[0].image.tag`; a key that is not a plain word is quoted: `nodeGroups["a.b"]`. */
export function formatPath(path: ConfigPath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") {
      text += `[${step}]`;
    } else if (/^[A-Za-z_][\w-]*$/.test(step)) {
      text += text === "" ? step : `.${step}`;
    } else {
      text += `["${printable(step)}"]`;
    }
  }
  return text === "" ? WHOLE_FILE : text;
}

/**
 * Text for a message: on one line, shortened to `limit` characters, and with an escape for each character that is not visible
 * or looks like a space.
 */
export function printable(text: string, limit = 60): string {
  const head = text
    .slice(0, limit * 4)
    .replace(/[ \t\r\n]+/g, " ")
    .replace(/^ | $/g, "");
  const safe = head.replace(
    /(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/gu,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
  return safe.length > limit || text.length > limit * 4 ? `${safe.slice(0, limit - 1)}…` : safe;
}

/** `a, b and 3 more` */
export function joinWithLimit(words: readonly string[], most = 12): string {
  const rest = words.length - most;
  return rest > 1 ? `${words.slice(0, most).join(", ")} and ${rest} more` : words.join(", ");
}

function byPlace(a: Problem, b: Problem): number {
  return (
    compare(a.location?.file ?? "", b.location?.file ?? "") ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    compare(a.path, b.path)
  );
}

/** By code unit, so that the order is the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
