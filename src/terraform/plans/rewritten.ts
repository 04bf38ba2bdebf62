import { isDeepStrictEqual } from "node:util";
import { escapeTemplates } from "../terraform-templates";
import { type Json, asArray } from "../stack-json";
import { type Planned, Unplanned, isKnown, isPlannedScalar, isSameScalar } from "./planned-values";

/** Known facts about an expression without its text. */
export interface Traces {
  /** Planned value. */
  readonly value: Planned;
  /** References, in source order. */
  readonly references: readonly string[];
  readonly valueOf: (reference: string) => Planned | undefined;
  /** True if an unknown value must be the id or name of an object, and therefore exactly one reference. */
  readonly namesObjects: boolean;
}

/**
 * Restores an expression from its value and its references: occurrences of a reference's value become that reference.
 * Undefined unless there is exactly one way to do so.
 */
export function rewritten({ value, references, valueOf, namesObjects }: Traces): Json | undefined {
  if (references.length === 0) return isKnown(value) ? escapeTemplates(value) : undefined;
  const [first = ""] = references;
  if (references.length === 1 && isKnown(value)) {
    const whole = asOneReference(value, first, valueOf(first));
    if (whole !== undefined) return whole;
  }
  if (value instanceof Unplanned) {
    return namesObjects ? wholeUnknown(value, references, valueOf) : undefined;
  }
  const rewriter = new Rewriter(references, valueOf);
  const written = rewriter.write(value);
  return rewriter.isComplete(namesObjects) ? filled(written, rewriter.unknownReferences) : undefined;
}

const expression = (reference: string): string => `\${${reference}}`;

function asOneReference(value: Json, reference: string, known: Planned | undefined): Json | undefined {
  if (!isKnown(known)) return undefined;
  if (isSame(value, known)) return expression(reference);
  if (reference === "path.module" && typeof value === "string" && value.startsWith("./")) {
    return `${expression(reference)}${escapeTemplates(value.slice(1))}`;
  }
  const isJoined = Array.isArray(known) && known.length > 0 && value === asArray(known).join(",");
  return isJoined ? `\${join(",", ${reference})}` : undefined;
}

/** Equality as in Terraform; the order of lists is ignored, because they can be sets. */
function isSame(one: Json, other: Json): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return isDeepStrictEqual(
      [...asArray(one)].map(keyOfJson).sort(),
      [...asArray(other)].map(keyOfJson).sort(),
    );
  }
  return isSameScalar(one, other) || isDeepStrictEqual(one, other);
}

const keyOfJson = (value: Json): string => JSON.stringify(value);

/**
 * An unknown id or name is an unknown attribute of another object. A list of them is one reference to a list, or one
 * reference for each item.
 */
function wholeUnknown(
  { shape }: Unplanned,
  references: readonly string[],
  valueOf: Traces["valueOf"],
): Json | undefined {
  const known = references.map(valueOf);
  const [first = ""] = references;
  if (references.length === 1 && isLike(shape, known[0])) return expression(first);
  const isEach = shape === "list" && known.every((each) => isLike("text", each));
  return isEach ? references.map(expression) : undefined;
}

const isLike = (shape: Unplanned["shape"], known: Planned | undefined): boolean =>
  shape === "any" ? known !== undefined : known instanceof Unplanned && known.shape === shape;

/** Placeholder for an unknown value, until its reference is determined. */
const HOLE = "\u0000hole";

class Rewriter {
  /** References to unknown values. */
  readonly unknownReferences: readonly string[];
  /** Text of each other reference, longest first, with the number of occurrences still to be found. */
  private readonly wanted: { readonly text: string; readonly reference: string; missing: number }[];
  private holes = 0;
  private holders = new Set<unknown>();
  /** True if two references have the same text, or one has no value to search for. */
  private readonly isAmbiguous: boolean;

  constructor(references: readonly string[], valueOf: Traces["valueOf"]) {
    const texts = new Map<string, string>();
    for (const reference of references) {
      const known = valueOf(reference);
      if (isPlannedScalar(known) && known !== "") texts.set(reference, String(known));
    }
    this.unknownReferences = references.filter((reference) => valueOf(reference) instanceof Unplanned);
    this.isAmbiguous =
      new Set(texts.values()).size < texts.size ||
      references.some((reference) => !texts.has(reference) && !this.unknownReferences.includes(reference));
    this.wanted = [...texts]
      .map(([reference, text]) => ({
        text,
        reference,
        missing: references.filter((each) => each === reference).length,
      }))
      .sort((a, b) => b.text.length - a.text.length);
  }

  write(value: Planned, holder?: unknown): Json {
    if (value instanceof Unplanned) {
      this.holes += 1;
      this.holders.add(holder);
      return HOLE;
    }
    if (typeof value === "string") return this.text(value);
    if (value === null || typeof value !== "object") return this.scalar(value);
    if (Array.isArray(value)) return (value as readonly Planned[]).map((item) => this.write(item, value));
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [this.text(key), this.write(item, item)]),
    );
  }

  /** Whether every reference was found as often as it occurs, and holes, if any, can be filled in one way only. */
  isComplete(namesObjects: boolean): boolean {
    if (this.isAmbiguous || this.wanted.some(({ missing }) => missing !== 0)) return false;
    if (this.holes !== this.unknownReferences.length) return false;
    return this.holes === 0 || (namesObjects && this.holders.size === 1);
  }

  private text(text: string): string {
    let [written, literal, at] = ["", "", 0];
    while (at < text.length) {
      const found = this.wanted.find((each) => text.startsWith(each.text, at));
      if (found) {
        found.missing -= 1;
        written += escapeTemplates(literal) + expression(found.reference);
        literal = "";
        at += found.text.length;
      } else {
        literal += text.charAt(at);
        at += 1;
      }
    }
    return written + escapeTemplates(literal);
  }

  private scalar(value: null | boolean | number): Json {
    const found = this.wanted.find((each) => each.text === String(value));
    if (!found) return value;
    found.missing -= 1;
    return expression(found.reference);
  }
}

/** Fills the holes of one list in the order of the references. */
function filled(value: Json, references: readonly string[]): Json {
  let next = 0;
  const fill = (item: Json): Json => {
    if (item === HOLE) return expression(references[next++] ?? "");
    if (Array.isArray(item)) return asArray(item).map(fill);
    if (item === null || typeof item !== "object") return item;
    return Object.fromEntries(Object.entries(item).map(([key, each]) => [key, fill(each)]));
  };
  return fill(value);
}
