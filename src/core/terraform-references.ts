import { quotedTextsIn } from "./terraform-templates";

/** What an expression names: `aws_lb.demo[0].arn` is `arn` of instance 0 of `aws_lb.demo`. */
export interface Reference {
  /** A block, or a named value such as `var.region`. */
  readonly subject: string;
  /** Which object of the block; undefined where an expression says which. */
  readonly key: number | string | undefined;
  /** The way to the value, without steps that an expression gives. */
  readonly path: readonly (string | number)[];
}

export function parseReference(written: string): Reference | undefined {
  const [whole = "", subject = ""] = SUBJECT.exec(written) ?? [];
  if (subject === "") return undefined;
  const way = written.slice(whole.length);
  const steps = [...way.matchAll(STEP)].map(([, name, index, text]) =>
    index !== undefined ? Number(index) : text !== undefined ? keyIn(text) : name,
  );
  const isKeyed = !isNamedValue(subject) && way.startsWith("[");
  const path = (isKeyed ? steps.slice(1) : steps).filter((step) => step !== undefined);
  return { subject, key: isKeyed ? steps[0] : undefined, path };
}

const SUBJECT = /^((?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*)/;
const STEP = /\.([\w-]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\[[^\]]*\]/g;

/** As written where it has an escape that JSON has not. */
function keyIn(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

/** True for what is no block: `var.region`, `count.index`. */
export const isNamedValue = (subject: string): boolean =>
  /^(?:var|local|each|count|path|terraform|self)\./.test(subject);

/**
 * Everything in an expression that looks like a reference, those in an index, too, and none in its quoted texts. Names
 * of a `for` are among them: only who knows the blocks can tell.
 */
export function referencesIn(expression: string): Reference[] {
  const quoted = quotedTextsIn(expression);
  return [...expression.matchAll(REFERENCE)].flatMap((match) => {
    if (quoted.some(({ start, end }) => start < match.index && match.index < end)) return [];
    const [written] = match;
    const inIndexes = [...written.matchAll(INDEX)].flatMap(([, index = ""]) => referencesIn(index));
    return [parseReference(written) ?? [], inIndexes].flat();
  });
}

const REFERENCE =
  /(?<![\w.\]])(?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*(?:\.[\w-]+|\["(?:[^"\\]|\\.)*"\]|\[[^"\]]*\])*/g;
/** An index that is an expression; no number, and no text. */
const INDEX = /\[([^"\]]*[A-Za-z][^"\]]*)\]/g;
