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
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * Whether the policies of one kind (those of an identity, or its boundary) allow a request: a statement allows it, and none denies
 * it. Two kinds together allow what each of them allows.
 */
export class Policies {
  constructor(private readonly statements: readonly Statement[]) {}

  static inFiles(files: readonly string[]): Policies {
    return new Policies(
      files.flatMap(
        (file) => (JSON.parse(readFileSync(file, "utf8")) as { Statement: Statement[] }).Statement,
      ),
    );
  }

  allow(request: IamRequest): boolean {
    const matching = this.statements.filter((statement) => matches(statement, request));
    return (
      matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny")
    );
  }
}

function matches(statement: Statement, { action, resource, context }: IamRequest): boolean {
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  const values = (list: string | readonly string[] | undefined): readonly string[] => [list ?? []].flat();
  const named = (list: readonly string[]): boolean =>
    list.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase()));
  if (NotAction === undefined ? !named(values(Action)) : named(values(NotAction))) return false;
  if (resource !== undefined) {
    const reached = (list: readonly string[]): boolean => list.some((pattern) => like(pattern, resource));
    if (NotResource === undefined ? !reached(values(Resource)) : reached(values(NotResource))) return false;
  }
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => holds(operator, context[key], values(expected))),
  );
}

/** A negated operator holds without a value, as in IAM; every other one does not. */
function holds(operator: string, value: string | undefined, expected: readonly string[]): boolean {
  if (operator === "Null") return expected.includes(String(value === undefined));
  if (operator.endsWith("IfExists"))
    return value === undefined || holds(operator.slice(0, -"IfExists".length), value, expected);
  const negated = /^(String|Arn)Not(Equals|Like)$/.exec(operator);
  if (negated)
    return value === undefined || !holds(`${negated[1] ?? ""}${negated[2] ?? ""}`, value, expected);
  if (value === undefined) return false;
  if (operator === "StringEquals" || operator === "Bool") return expected.includes(value);
  if (["StringLike", "ArnLike", "ArnEquals"].includes(operator))
    return expected.some((pattern) => like(pattern, value));
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
