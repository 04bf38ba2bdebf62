/** What an expression names: `aws_lb.demo[0].arn` is `arn` of instance 0 of `aws_lb.demo`. */
export interface Reference {
  /** A block, or a named value such as `var.region`. */
  readonly subject: string;
  readonly key: number | string | undefined;
  readonly path: readonly (string | number)[];
}

export function parseReference(written: string): Reference | undefined {
  const [whole = "", subject = ""] = SUBJECT.exec(written) ?? [];
  if (subject === "") return undefined;
  const steps = [...written.slice(whole.length).matchAll(STEP)].map(([, name, index, text]) =>
    index === undefined ? (name ?? keyIn(text ?? "")) : Number(index),
  );
  const isBlock = !NAMED_VALUE.test(subject);
  const isKeyed = isBlock && /^\[/.test(written.slice(whole.length));
  return { subject, key: isKeyed ? steps[0] : undefined, path: isKeyed ? steps.slice(1) : steps };
}

const SUBJECT = /^((?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*)/;
const NAMED_VALUE = /^(?:var|local|each|count|path|terraform|self)\./;
const STEP = /\.([\w-]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g;

const keyIn = (text: string): string => JSON.parse(`"${text}"`) as string;

/**
 * The references of an expression in the order in which they were written. A plan lists each with all of its
 * beginnings after it: `aws_vpc.main.id`, `aws_vpc.main`.
 */
export function writtenReferences(listed: readonly string[]): string[] {
  const written: string[] = [];
  let last = "";
  for (const each of listed) {
    const isBeginning = last.startsWith(each) && /^[.[]/.test(last.slice(each.length));
    if (!isBeginning) written.push(each);
    last = each;
  }
  return written;
}

/** What templates in a value name, by their subjects; `isBlock` tells blocks from names inside an expression. */
export function subjectsIn(value: unknown, isBlock: (address: string) => boolean): Set<string> {
  const subjects = new Set<string>();
  for (const expression of expressionsIn(value)) {
    const unquoted = expression.replace(QUOTED, (text, key: string | undefined) =>
      key === undefined ? '""' : text,
    );
    for (const [path] of unquoted.matchAll(PATH)) {
      const subject = parseReference(path)?.subject ?? "";
      if (NAMED_VALUE.test(subject) || isBlock(subject)) subjects.add(subject);
    }
  }
  return subjects;
}

/** The key of an instance, `["a"]`, or other quoted text, in which nothing is a name. */
const QUOTED = /(?<=[\w\]])\["((?:[^"\\]|\\.)*)"\]|"(?:[^"\\]|\\.)*"/g;
const PATH = /(?<![\w.\]])(?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:\d+|\*|"[^"]*")\])*/g;

/** The insides of every `${…}` in the texts of a value. */
function expressionsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [...value.replace(/\$\$\{/g, "").matchAll(/\$\{((?:[^{}]|\{[^{}]*\})*)\}/g)].map(
      ([, inside = ""]) => inside,
    );
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => [...expressionsIn(key), ...expressionsIn(item)]);
}
