import { readFileSync } from "node:fs";

/** A request as IAM sees it. */
export interface IamRequest {
  readonly action: string;
  /** @default - unknown: any resource of a statement counts */
  readonly resource?: string;
  /** Values of condition keys that are known. A condition on another key does not match. */
  readonly context: Readonly<Record<string, string>>;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Whether identity-based policies allow a request. They have statements that allow only; others are an error. */
export class Policies {
  constructor(private readonly statements: readonly Statement[]) {
    if (statements.some(({ Effect }) => Effect !== "Allow")) throw new Error("a statement does not allow");
  }

  static inFiles(files: readonly string[]): Policies {
    return new Policies(
      files.flatMap(
        (file) => (JSON.parse(readFileSync(file, "utf8")) as { Statement: Statement[] }).Statement,
      ),
    );
  }

  allow({ action, resource, context }: IamRequest): boolean {
    return this.statements.some(
      ({ Action, Resource = [], Condition = {} }) =>
        [Action].flat().some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
        (resource === undefined || [Resource].flat().some((pattern) => like(pattern, resource))) &&
        Object.entries(Condition).every(([operator, keys]) =>
          Object.entries(keys).every(([key, values]) => holds(operator, context[key], [values].flat())),
        ),
    );
  }
}

function holds(operator: string, value: string | undefined, allowed: readonly string[]): boolean {
  if (operator === "Null") return allowed.includes(String(value === undefined));
  if (value === undefined) return false;
  if (operator === "StringEquals" || operator === "Bool") return allowed.includes(value);
  if (operator === "StringLike" || operator === "ArnLike")
    return allowed.some((pattern) => like(pattern, value));
  throw new Error(`unknown operator ${operator}`);
}

const like = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("?", "."))
      .join(".*")}$`,
    "s",
  ).test(value);
