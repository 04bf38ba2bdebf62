import { isDeepStrictEqual } from "node:util";
import { parseReference } from "../../terraform-references";
import { templatesOf, unescapeTemplates, withTexts } from "../../terraform-templates";
import { type Json, type JsonObject, asArray, textsIn } from "../../stack-json";
import { subjectsIn, writtenReferences } from "../references";

/** The knowledge that a plan has of an argument: its value, only its references, or nothing. */
type Verdict = "equal" | "unread" | { readonly is: Json } | { readonly references: readonly string[] };

/** An argument of a plan's configuration, and of the stack. */
interface Sides {
  readonly expression: JsonObject;
  readonly written: Json;
  /** True for an argument in Terraform JSON, whose text the plan contains as written. */
  readonly isVerbatim: boolean;
  readonly isBlock: (address: string) => boolean;
}

/**
 * Compares an argument. A plan of Terraform JSON contains the text of every expression; a plan of HCL contains constants, and of
 * other expressions the references.
 */
export function argumentVerdict({ expression, written, isVerbatim, isBlock }: Sides): Verdict {
  const references = asArray(expression["references"]).map(String);
  if ("constant_value" in expression) {
    const constant = expression["constant_value"] ?? null;
    if (isSame(constant, written) || (!isVerbatim && isSame(constant, unescapeTemplates(written))))
      return "equal";
    // Terraform evaluates a condition of constants in HCL, and this program does not.
    const isEvaluated = !isVerbatim && references.length === 0 && isComputed(written);
    return isEvaluated && subjectsIn(written, isBlock).size === 0 ? "unread" : { is: constant };
  }
  if (hasDirective(written)) return "unread";
  const named = new Set(writtenReferences(references).map((each) => parseReference(each)?.subject ?? each));
  const expected = subjectsIn(written, isBlock);
  const isOther = named.size !== expected.size || [...named].some((each) => !expected.has(each));
  return isOther ? { references: [...named] } : "unread";
}

/** Terraform composes the characters of every text (NFC). */
const isSame = (one: Json, other: Json): boolean => isDeepStrictEqual(composed(one), composed(other));

const composed = (value: Json): Json => withTexts(value, (text) => text.normalize("NFC"));

const isComputed = (value: Json): boolean =>
  textsIn(value).some((text) => {
    const { expressions, directives } = templatesOf(text);
    return expressions.length + directives.length > 0;
  });

const hasDirective = (value: Json): boolean =>
  textsIn(value).some((text) => templatesOf(text).directives.length > 0);
