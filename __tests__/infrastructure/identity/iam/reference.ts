/*
 * IAM as the user guide describes it, for one request whose every value is known: written apart from the evaluator, with regular expressions
 * and plain loops, so that the property tests compare two programs.
 */

/** A policy document as its JSON. */
export interface PlainStatement {
  readonly Effect: string;
  readonly Principal?: "*" | Readonly<Record<string, readonly string[]>>;
  readonly NotPrincipal?: Readonly<Record<string, readonly string[]>>;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface PlainRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Values by key; a key without an entry is absent. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export interface PlainPolicies {
  readonly identity: readonly PlainStatement[];
  readonly boundary?: readonly PlainStatement[];
  readonly endpoint?: readonly PlainStatement[];
}

export function plainlyAllowed(policies: PlainPolicies, request: PlainRequest): boolean {
  for (const statements of [policies.identity, policies.boundary, policies.endpoint]) {
    if (statements === undefined) continue;
    let isAllowed = false;
    for (const statement of statements) {
      if (!isAbout(statement, request)) continue;
      if (statement.Effect === "Deny") return false;
      isAllowed = true;
    }
    if (!isAllowed) return false;
  }
  return true;
}

export function isAbout(statement: PlainStatement, request: PlainRequest): boolean {
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  const action = request.action.toLowerCase();
  if (Action && !Action.some((each) => like(each.toLowerCase(), action))) return false;
  if (NotAction?.some((each) => like(each.toLowerCase(), action))) return false;
  if (Resource && !Resource.some((each) => like(each, request.resource))) return false;
  if (NotResource?.some((each) => like(each, request.resource))) return false;
  if (Principal && Principal !== "*") {
    const named = Principal["AWS"] ?? [];
    if (!named.includes("*") && !named.includes(request.principal)) return false;
  }
  if (NotPrincipal?.["AWS"]?.includes(request.principal)) return false;
  for (const [operator, keys] of Object.entries(Condition ?? {})) {
    for (const [key, wanted] of Object.entries(keys)) {
      if (!plainlyHolds(operator, wanted, request.context[key])) return false;
    }
  }
  return true;
}

/** One line of a condition, for the values of the key, or for an absent key. */
export function plainlyHolds(
  written: string,
  wanted: readonly string[],
  values: readonly string[] | undefined,
): boolean {
  if (written === "Null")
    return wanted.some((each) => (each.toLowerCase() === "true") === (values === undefined));
  const ifExists = written.endsWith("IfExists");
  if (ifExists && values === undefined) return true;
  const bare = ifExists ? written.slice(0, -8) : written;
  if (bare.startsWith("ForAllValues:")) {
    const operator = bare.slice(13);
    return (values ?? []).every((value) => one(operator, wanted, value));
  }
  if (bare.startsWith("ForAnyValue:")) {
    const operator = bare.slice(12);
    return (values ?? []).some((value) => one(operator, wanted, value));
  }
  if (values === undefined) return bare.includes("Not");
  return one(bare, wanted, values[0] ?? "");
}

function one(operator: string, wanted: readonly string[], value: string): boolean {
  switch (operator) {
    case "StringEquals":
      return wanted.includes(value);
    case "StringNotEquals":
      return !wanted.includes(value);
    case "StringEqualsIgnoreCase":
      return wanted.some((each) => each.toLowerCase() === value.toLowerCase());
    case "StringNotEqualsIgnoreCase":
      return !wanted.some((each) => each.toLowerCase() === value.toLowerCase());
    case "StringLike":
      return wanted.some((each) => like(each, value));
    case "StringNotLike":
      return !wanted.some((each) => like(each, value));
    case "Bool":
      return wanted.some((each) => each.toLowerCase() === value.toLowerCase());
    case "NumericEquals":
      return wanted.some((each) => Number(each) === Number(value));
    case "NumericNotEquals":
      return !wanted.some((each) => Number(each) === Number(value));
    case "NumericLessThan":
      return wanted.some((each) => Number(value) < Number(each));
    case "NumericGreaterThanEquals":
      return wanted.some((each) => Number(value) >= Number(each));
    default:
      throw new Error(`the reference has no ${operator}`);
  }
}

export const like = (pattern: string, value: string): boolean =>
  new RegExp(
    `^${[...pattern]
      .map((each) =>
        each === "*" ? "[^]*" : each === "?" ? "[^]" : each.replace(/[.+^${}()|[\]\\]/g, "\\$&"),
      )
      .join("")}$`,
  ).test(value);
