import { type Json, type JsonObject, asObject, isJsonObject } from "../../terraform/stack-json";
import { type Grammar } from "../../terraform/grammar";
import { alignedTexts } from "./alignment";
import { withVariables } from "./annotation";
import { expressionOf } from "./expressions";
import { type Naming } from "./naming";
import { NotFoldableError } from "./not-foldable";

/** The same place in all members. */
interface Places {
  /** In the stacks: present members, then those of the trial. */
  readonly sources: readonly Json[];
  /** In the module with variables: present members. */
  readonly changed: readonly Json[];
  readonly path: readonly string[];
  /** Of a block. @default - it is in an argument */
  readonly grammar?: Grammar | undefined;
}

/** The block of all members of a family. Throws `NotFoldableError`, if members differ in other values than those of their elements. */
export function unifiedBlock(
  sources: readonly JsonObject[],
  changed: readonly JsonObject[],
  naming: Naming,
  grammar: Grammar | undefined,
): JsonObject {
  return asObject(new Unifier(naming).value({ sources, changed, path: [], grammar }));
}

/** The template of an item of a list or map, for the elements of a collection. */
export const unifiedItem = (sources: readonly Json[], changed: readonly Json[], naming: Naming): Json =>
  new Unifier(naming).value({ sources, changed, path: [] });

class Unifier {
  constructor(private readonly naming: Naming) {}

  /**
   * Where variables of members have no template in common, the values of members are fields without them. Parts of texts keep the effect
   * of variables that other places have too.
   */
  value(places: Places): Json {
    const { sources, changed } = places;
    const plain = sources.slice(0, changed.length);
    if (JSON.stringify(plain) === JSON.stringify(changed)) return this.withVariables(places);
    const withNames = this.naming.attempted(() => this.withVariables(places));
    if (withNames !== undefined) return withNames;
    if (this.naming.hasSharedPart(changed))
      throw new NotFoldableError(`${places.path.join(".")}: variables at other places`);
    return this.withVariables({ ...places, changed: plain });
  }

  private withVariables({ sources, changed, path, grammar }: Places): Json {
    const [first = null] = sources;
    const [own = null] = changed;
    if (areEqual(sources) && areEqual(changed) && !this.naming.hasOwnVariable(own)) return own;
    if (isMeta(path)) throw new NotFoldableError(`${path.join(".")}: Terraform reads no value there`);
    if (sources.every((each) => isJsonObject(each)) && changed.every((each) => isJsonObject(each)))
      return this.object(sources.map(asObject), changed.map(asObject), path, grammar);
    const setting = Array.isArray(first) ? this.naming.settingField(sources, changed, path) : undefined;
    if (setting !== undefined) return setting;
    if (Array.isArray(first) && areLists(sources, first.length) && areLists(changed, first.length))
      return first.map((_, index) =>
        this.value({
          sources: sources.map((each) => (each as Json[])[index] ?? null),
          changed: changed.map((each) => (each as Json[])[index] ?? null),
          path,
          grammar,
        }),
      );
    const texts = sources.filter((each) => typeof each === "string");
    if (texts.length === sources.length) {
      const template = this.text(texts, changed, path);
      if (template !== undefined) return template;
    }
    if (grammar) throw new NotFoldableError(`${path.join(".")}: no expression computes blocks`);
    return this.naming.wholeField(sources, changed, path);
  }

  private object(
    sources: readonly JsonObject[],
    changed: readonly JsonObject[],
    path: readonly string[],
    grammar: Grammar | undefined,
  ): Json {
    const keys = new Set(sources.flatMap((each) => Object.keys(each)));
    const isInAll = (key: string): boolean => sources.every((each) => Object.hasOwn(each, key));
    const entries = [...keys].map((key) => {
      const [written = key, ...others] = new Set(
        changed.map((each, index) => keyIn(each, sources[index] ?? {}, key)),
      );
      if (others.length > 0) throw new NotFoldableError(`${[...path, key].join(".")}: other keys`);
      const inside = {
        sources: sources.map((each) => each[key] ?? null),
        changed: changed.map((each) => each[written] ?? null),
        path: [...path, key],
        grammar: grammar?.blockOf(key)?.(""),
      };
      if (isInAll(key)) return [written, this.value(inside)];
      if (inside.grammar) throw new NotFoldableError(`${inside.path.join(".")}: not in all`);
      return [written, this.naming.wholeField(inside.sources, inside.changed, inside.path)];
    });
    const object = Object.fromEntries(entries) as JsonObject;
    if (grammar || [...keys].every(isInAll)) return object;
    return `\${{ for key, value in ${expressionOf(object)} : key => value if value != null }}`;
  }

  private text(
    texts: readonly string[],
    changed: readonly Json[],
    path: readonly string[],
  ): string | undefined {
    const pieces = alignedTexts(texts, this.naming.atoms());
    if (!pieces) return undefined;
    return withVariables(pieces, texts, changed.map(String), this.naming, path);
  }
}

/** The key of a module with variables in place of one of the stack. */
const keyIn = (changed: JsonObject, source: JsonObject, key: string): string =>
  Object.keys(changed)[Object.keys(source).indexOf(key)] ?? key;

const areEqual = (values: readonly Json[]): boolean => {
  const [first, ...others] = values.map((value) => JSON.stringify(value));
  return others.every((each) => each === first);
};

const areLists = (values: readonly Json[], length: number): boolean =>
  values.every((value) => Array.isArray(value) && value.length === length);

/** Arguments that Terraform reads before it has values. */
const isMeta = ([first = "", second = ""]: readonly string[]): boolean =>
  first === "depends_on" ||
  first === "provider" ||
  (first === "lifecycle" && second !== "" && !second.endsWith("condition"));
