import { isDeepStrictEqual } from "node:util";
import { parseReference } from "../terraform-references";
import { isTemplate, onlyExpression, templateParts, unescapeTemplates } from "../terraform-templates";
import { inserts, replaced } from "../existence/instances";
import { type KnownInstance, repetitionOf } from "../existence/repetition";
import { asArray, asObject, type Json, jsonIn, type StackJson } from "../stack-json";
import { isKnown, isSameScalar, type Planned, type PlanPlace, step } from "./planned-values";
import { stackScope } from "../existence/scope-of";

/**
 * Local values, defaults of variables and keys of instances of the synthesized stack. A plan has their names and not the values that
 * they had, so that only planned values show another one.
 */
export class StackLiterals {
  private readonly values: ReadonlyMap<string, Json>;
  /** Known instances by the address of their block. */
  private readonly instances: ReadonlyMap<string, ReadonlyMap<KnownInstance[0], Json>>;

  constructor(folder: StackJson | undefined) {
    const variables = Object.entries(asObject(folder?.json["variable"])).flatMap(([name, variable]) => {
      const { default: value } = asObject(variable);
      return value === undefined ? [] : ([[`var.${name}`, value]] as const);
    });
    const locals = Object.entries(asObject(folder?.json["locals"])).map(
      ([name, value]) => [`local.${name}`, value] as const,
    );
    this.values = new Map([...variables, ...locals.filter(([, value]) => isLiteral(value))]);
    this.instances = new Map(folder ? instancesIn(folder) : []);
  }

  /**
   * The planned value of an argument of the stack, if it is not the one that the stack's values give. Undefined for the same value, and
   * for an argument of anything else than these values.
   */
  otherValue({ address, source, values }: PlanPlace): Json | undefined {
    if (source === undefined || isLiteral(source)) return undefined;
    const items = inserts(source) ? this.instances.get(address) : undefined;
    if (items === undefined) return this.different(source, values[0]?.value);
    for (const { key = "", value } of values) {
      const item = items.get(key);
      // An instance that the stack does not have has no expected value.
      const other = item !== undefined ? this.different(replaced(source, key, item), value) : value;
      if (isKnown(other)) return other;
    }
    return undefined;
  }

  private different(source: Json, planned: Planned | undefined): Json | undefined {
    if (!isKnown(planned) || isHash(planned)) return undefined;
    const expected = this.resolved(source);
    return expected === undefined || isSame(expected, planned) ? undefined : planned;
  }

  private resolved(value: Json): Json | undefined {
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) {
      const items = asArray(value).map((item) => this.resolved(item));
      return items.includes(undefined) ? undefined : (items as Json[]);
    }
    if (value === null || typeof value !== "object") return value;
    const entries = Object.entries(value).map(([key, item]) => [key, this.resolved(item as Json)] as const);
    const isWhole = entries.every(([key, item]) => item !== undefined && !isTemplate(key));
    return isWhole ? (Object.fromEntries(entries) as Json) : undefined;
  }

  private text(text: string): Json | undefined {
    const expression = onlyExpression(text);
    if (expression !== undefined) return this.valueOf(expression);
    const parts = templateParts(text).map((part) =>
      "text" in part
        ? unescapeTemplates(part.text)
        : "expression" in part
          ? this.valueOf(part.expression)
          : undefined,
    );
    const isWhole = parts.every((part) => part !== undefined && (part === null || typeof part !== "object"));
    return isWhole ? parts.map(String).join("") : undefined;
  }

  private valueOf(expression: string): Json | undefined {
    if (!/^\s*(?:var|local)\.[\w.[\]"-]+\s*$/.test(expression)) return undefined;
    const { subject = "", path = [] } = parseReference(expression.trim()) ?? {};
    const value = step(this.values.get(subject), path);
    return isKnown(value) ? unescapeTemplates(value) : undefined;
  }
}

const instancesIn = (folder: StackJson) =>
  [...folder.resources(), ...folder.dataSources()].flatMap(({ address, config }) => {
    const { known } = repetitionOf(config, stackScope(folder));
    return known ? [[address, new Map(known)] as const] : [];
  });

/** The AWS provider 5 plans the SHA-1 of user data. */
const isHash = (planned: Json): boolean => typeof planned === "string" && /^[0-9a-f]{40}$/.test(planned);

function isLiteral(value: Json): boolean {
  if (typeof value === "string") return !isTemplate(value);
  if (value === null || typeof value !== "object") return true;
  return Object.entries(value).every(([key, item]) => !isTemplate(key) && isLiteral(item as Json));
}

/** Equality as in Terraform; the order of lists is ignored, because they can be sets. */
function isSame(one: Json, other: Json): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return (
      one.length === other.length &&
      asArray(one).every((item) => asArray(other).some((each) => isSame(item, each)))
    );
  return isSameScalar(one, other) || isDeepStrictEqual(one, other) || isSameDocument(one, other);
}

/** Providers change spaces and the order of keys in JSON documents. */
function isSameDocument(one: Json, other: Json): boolean {
  const document = jsonIn(one);
  return document !== undefined && isDeepStrictEqual(document, jsonIn(other));
}
