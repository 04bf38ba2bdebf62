/** What Terraform evaluates in a text. */
export interface Templates {
  /** What stands in each `${…}`, those in texts within expressions, too. */
  readonly expressions: readonly string[];
  /** What stands in each `%{…}`. */
  readonly directives: readonly string[];
}

const NONE: Templates = { expressions: [], directives: [] };

/** What most templates are. */
const ONE_REFERENCE = /^\$\{([\w.[\]]+)\}$/;

/** The templates of a text; `$${` and `%%{` are how Terraform writes the marks themselves. */
export function templatesOf(text: string): Templates {
  if (!text.includes("{")) return NONE;
  const whole = ONE_REFERENCE.exec(text)?.[1];
  if (whole !== undefined) return { expressions: [whole], directives: [] };
  const expressions: string[] = [];
  const directives: string[] = [];
  // An escaped mark is matched as a whole, so that its brace begins nothing.
  const mark = /([$%])(\1?)\{/g;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    const [, kind, escape] = match;
    if (escape !== "") continue;
    const end = endOf(text, mark.lastIndex);
    const inside = text.slice(mark.lastIndex, end);
    (kind === "$" ? expressions : directives).push(inside);
    for (const nested of textsIn(inside)) {
      const below = templatesOf(nested);
      expressions.push(...below.expressions);
      directives.push(...below.directives);
    }
    mark.lastIndex = end;
  }
  return { expressions, directives };
}

/** Where the brace that was opened before `start` is closed; the text's end where it never is. */
function endOf(text: string, start: number): number {
  let depth = 1;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') index = endOfQuoted(text, index + 1);
    else if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth === 0) return index;
  }
  return text.length;
}

/** Where a quoted text ends; templates in it may hold quotes of their own. */
function endOfQuoted(text: string, start: number): number {
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === "\\") index += 1;
    else if (text[index] === '"') return index;
    else if (/^[$%]\{/.test(text.slice(index, index + 2)) && text[index - 1] !== text[index])
      index = endOf(text, index + 2);
  }
  return text.length;
}

/** The quoted texts of an expression. */
function textsIn(expression: string): string[] {
  const texts: string[] = [];
  for (let index = 0; index < expression.length; index += 1) {
    if (expression[index] !== '"') continue;
    const end = endOfQuoted(expression, index + 1);
    texts.push(expression.slice(index + 1, end));
    index = end;
  }
  return texts;
}

/** An expression without its quoted texts, which hold no names. */
function bare(expression: string): string {
  let rest = "";
  for (let index = 0; index < expression.length; index += 1) {
    if (expression[index] === '"') index = endOfQuoted(expression, index + 1);
    else rest += expression[index];
  }
  return rest;
}

/** Names in an expression: functions that it calls, and what its references begin with. */
export interface Names {
  readonly functions: readonly string[];
  /** `aws_vpc`, `data`, `local`; without the variables of a `for`. */
  readonly roots: readonly string[];
  /** Which paths it names: `module`, `root`, `cwd`. */
  readonly paths: readonly string[];
}

const KEYWORDS = ["for", "in", "if", "true", "false", "null"];

/** A reference and nothing else, as most expressions are. */
const PLAIN = /^([a-z_]\w*)(?:\.(\w+))?(?:\.\w+|\[\d+\])*$/;

export function namesIn(expression: string): Names {
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
    // The key of an object: `{ name = value }`.
    else if (!/^=(?![=>])/.test(after)) roots.push(name);
  }
  const paths = [...text.matchAll(/(?<![\w.])path\.(\w+)/g)].flatMap(([, path]) => path ?? []);
  return { functions, roots, paths };
}
