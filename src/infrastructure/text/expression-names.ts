import { quotedTextsIn } from "../../terraform/terraform-templates";

/** Names in an expression: called functions, and the first names of references. */
export interface ExpressionNames {
  readonly functions: readonly string[];
  /** `aws_vpc`, `data`, `local`; without the variables of a `for`. */
  readonly roots: readonly string[];
  /** Attributes of `path`: `module`, `root`, `cwd`. */
  readonly paths: readonly string[];
}

const KEYWORDS = ["for", "in", "if", "true", "false", "null"];

/** A single reference, the most common expression. */
const PLAIN = /^([a-z_]\w*)(?:\.(\w+))?(?:\.\w+|\[\d+\])*$/;

export function expressionNames(expression: string): ExpressionNames {
  const [, root, second] = PLAIN.exec(expression) ?? [];
  if (root !== undefined && !KEYWORDS.includes(root)) {
    return { functions: [], roots: [root], paths: root === "path" && second !== undefined ? [second] : [] };
  }
  const text = bare(expression);
  const variables = [...text.matchAll(/\bfor\s+(\w+)(?:\s*,\s*(\w+))?\s+in\b/g)].flatMap(
    ([, first, second]) => [first, second],
  );
  const functions: string[] = [];
  const roots: string[] = [];
  for (const match of text.matchAll(/(?<![\w.-])[A-Za-z_][\w-]*(?:::\w+)*/g)) {
    const [name] = match;
    const before = text.slice(0, match.index).trimEnd();
    const after = text.slice(match.index + name.length).trimStart();
    if (before.endsWith(".") || KEYWORDS.includes(name) || variables.includes(name)) continue;
    if (after.startsWith("(")) functions.push(name);
    // skips object keys: `{ name = value }`
    else if (!/^=(?![=>])/.test(after)) roots.push(name);
  }
  const paths = [...text.matchAll(/(?<![\w.])path\.(\w+)/g)].flatMap(([, path]) => path ?? []);
  return { functions, roots, paths };
}

/** An expression without its string literals, which contain no names. */
function bare(expression: string): string {
  let rest = "";
  let last = 0;
  for (const { start, end } of quotedTextsIn(expression)) {
    rest += expression.slice(last, start);
    last = end;
  }
  return rest + expression.slice(last);
}
