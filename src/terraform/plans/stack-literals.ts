import { isDeepStrictEqual } from "node:util";
import { isTemplate } from "../terraform-templates";
import { readsInstance } from "../existence/instances";
import { repetitionOf } from "../existence/repetition";
import { stackNames, scopeOf } from "../existence/scope-of";
import { type BlockInstance } from "../language/instances";
import { type NameScope, within } from "../language/scope";
import { plainJson } from "../language/values/residue";
import { hasUnknown } from "../language/values/value";
import { resultOf } from "../language/known-values";
import { asArray, type Json, jsonIn, type StackJson } from "../stack-json";
import { isKnown, isSameScalar, type Planned, type PlanPlace } from "./planned-values";

type Names = BlockInstance["names"];

/**
 * Local values, defaults of variables and keys of instances of the synthesized stack. A plan has their names and not the values that
 * they had, so that only planned values show another one.
 */
export class StackLiterals {
  private readonly scope: NameScope | undefined;
  /** Names of known instances by the address of their block, and by the end of their own. */
  private readonly instances: ReadonlyMap<string, ReadonlyMap<string, Names>>;

  constructor(folder: StackJson | undefined) {
    this.scope = folder && scopeOf(stackNames(folder));
    this.instances = new Map(folder ? instancesIn(folder) : []);
  }

  /**
   * The planned value of an argument of the stack, if it is not the one that the stack's values give. Undefined for the same value, and
   * for an argument of anything else than these values.
   */
  otherValue({ address, source, values }: PlanPlace): Json | undefined {
    if (source === undefined || isLiteral(source)) return undefined;
    const instances = readsInstance(source) ? this.instances.get(address) : undefined;
    if (instances === undefined) return this.different(source, values[0]?.value);
    for (const { key, value } of values) {
      const names = key === undefined ? undefined : instances.get(`[${JSON.stringify(key)}]`);
      // An instance that the stack does not have has no expected value.
      const other = names ? this.different(source, value, names) : value;
      if (isKnown(other)) return other;
    }
    return undefined;
  }

  private different(source: Json, planned: Planned | undefined, names?: Names): Json | undefined {
    if (!this.scope || !isKnown(planned) || isHash(planned)) return undefined;
    const expected = resultOf(source, names ? within(this.scope, names) : this.scope);
    if (expected === undefined || hasUnknown(expected)) return undefined;
    return isSame(plainJson(expected), planned) ? undefined : planned;
  }
}

const instancesIn = (folder: StackJson) =>
  [...folder.resources(), ...folder.dataSources()].flatMap(({ address, config }) => {
    const { known } = repetitionOf(config, stackNames(folder));
    return known ? [[address, new Map(known.map(({ key, names }) => [key, names]))] as const] : [];
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
