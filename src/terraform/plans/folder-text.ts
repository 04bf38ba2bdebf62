import { parseReference } from "../terraform-references";
import { onlyExpression, templateParts, unescapeTemplates } from "../terraform-templates";
import { asArray, asObject, type Json, jsonIn } from "../stack-json";
import { isPlannedScalar, isSameScalar, type Planned, Unplanned } from "./planned-values";
import { subjectsIn } from "./references";

/**
 * True if a plan may come from this text of the synthesized stack: it has the same references and, as far as this is
 * known without evaluation, the planned value.
 */
export function mayBeSourceOf(
  source: Json,
  { value, references }: { readonly value: Planned; readonly references: readonly string[] },
  isBlock: (address: string) => boolean,
): boolean {
  const text = JSON.stringify(source).replace(/\\"/g, '"');
  const named = new Set(references.map((each) => parseReference(each)?.subject ?? each));
  const subjects = subjectsIn(source, isBlock);
  return (
    named.size === subjects.size &&
    [...named].every((subject) => subjects.has(subject)) &&
    references.every((each) => text.includes(each)) &&
    comesTo(source, value)
  );
}

/** Whether a text gives a planned value, as far as this is known without evaluation. */
export function comesTo(source: Json, value: Planned): boolean {
  if (value instanceof Unplanned || isOneExpression(source)) return true;
  if (typeof source === "string" && typeof value === "string") return textComesTo(source, value);
  if (Array.isArray(source) && Array.isArray(value)) {
    const items = value as readonly Planned[];
    return source.length === items.length && fitBothWays(source as readonly Json[], items, comesTo);
  }
  if (source !== null && typeof source === "object" && value !== null && typeof value === "object") {
    const planned = value as { readonly [key: string]: Planned };
    return Object.entries(asObject(source)).every(
      ([key, item]) => key.includes("${") || (planned[key] !== undefined && comesTo(item, planned[key])),
    );
  }
  return isSameScalar(source, value);
}

/** Whether each text gives one of the values, and each value comes from one of the texts. */
export const fitBothWays = <Value>(
  texts: readonly Json[],
  values: readonly Value[],
  fits: (text: Json, value: Value) => boolean,
): boolean =>
  texts.every((text) => values.some((value) => fits(text, value))) &&
  values.every((value) => texts.some((text) => fits(text, value)));

const isOneExpression = (source: Json): boolean =>
  typeof source === "string" && onlyExpression(source) !== undefined;

/** Compares texts. Providers change the key order of JSON documents. */
function textComesTo(source: string, value: string): boolean {
  const [written, planned] = [jsonIn(source), jsonIn(value)];
  if (written !== undefined && planned !== undefined) return documentComesTo(written, planned);
  const pattern = templateParts(source).map((part) =>
    "text" in part ? quoted(unescapeTemplates(part.text)) : "[^]*",
  );
  return new RegExp(`^${pattern.join("")}$`).test(value);
}

function documentComesTo(source: Json, value: Json): boolean {
  if (Array.isArray(source) !== Array.isArray(value)) {
    // a list of one item equals the item
    const [one, other] = [asList(source), asList(value)];
    return one.length === 1 && other.length === 1 && documentComesTo(one[0] ?? null, other[0] ?? null);
  }
  if (Array.isArray(source) && Array.isArray(value)) {
    return source.length === value.length && fitBothWays(asArray(source), asArray(value), documentComesTo);
  }
  if (source !== null && typeof source === "object" && value !== null && typeof value === "object") {
    const [written, planned] = [Object.entries(source), Object.entries(value)];
    return (
      written.length === planned.length &&
      written.every(([key, item]) =>
        planned.some(
          ([name, found]) => textComesTo(key, name) && documentComesTo(item as Json, found as Json),
        ),
      )
    );
  }
  if (source === null || value === null) return source === value;
  return isPlannedScalar(source) && isPlannedScalar(value) && textComesTo(String(source), String(value));
}

const asList = (value: Json): readonly Json[] => (Array.isArray(value) ? asArray(value) : [value]);

const quoted = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
