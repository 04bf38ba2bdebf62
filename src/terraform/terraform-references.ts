import { quotedTextsIn } from "./terraform-templates";
import { ADDRESS_PATTERN, isNamedValue } from "./language/syntax/named-values";

/** A reference in an expression: `aws_lb.demo[0].arn` is `arn` of instance 0 of `aws_lb.demo`. */
interface Reference {
  /** A block, or a named value such as `var.region`. */
  readonly subject: string;
  /** Instance of the block; undefined if there is no index, or if the index is an expression. */
  readonly key: number | string | undefined;
  /** Path to the value, without steps that are expressions. */
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

/** The address of the block of an instance: `aws_lb.demo` of `aws_lb.demo[0]`. */
export const blockAddress = (address: string): string =>
  address.endsWith("]") ? address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, "") : address;

const SUBJECT = new RegExp(`^(${ADDRESS_PATTERN})`);
const STEP = /\.([\w-]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\[[^\]]*\]/g;

/** The text as written if it has an escape that JSON does not know. */
function keyIn(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

/**
 * Everything in an expression that looks like a reference, including references in an index,
 * excluding those in quoted text. Variables of a `for` expression are included: only a caller that
 * knows the blocks can exclude them.
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
/** An index that is an expression, not a number or a text. */
const INDEX = /\[([^"\]]*[A-Za-z][^"\]]*)\]/g;
