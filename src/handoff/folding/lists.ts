import { type KnownValues } from "./fold-request";
import { type Json, type JsonObject, asObject, isJsonObject } from "../../terraform/stack-json";
import { jsonInTemplate } from "../terraform/json-text";
import { type Grammar, GRAMMARS } from "../../terraform/grammar";
import { type Collection } from "./collection";
import { expressionOf } from "./expressions";
import { type Fields } from "./fields";
import { nounOf } from "./instances";
import { type ElementScope } from "./naming";
import { listParts } from "./repeated";

/** The stack, the trial, and the module with variables. */
export interface ListSides {
  readonly source: JsonObject;
  readonly tried: JsonObject;
  readonly json: JsonObject;
}

export interface ListsProps {
  readonly collections: readonly Collection[];
  readonly fields: Fields;
  readonly known: KnownValues;
  /** Addresses of blocks whose lists stay as they are. */
  readonly plain: ReadonlySet<string>;
}

/** One place on all sides. */
interface Place {
  readonly source: Json;
  readonly tried: Json;
  readonly json: Json;
}

/** All sides with expressions in place of lists and maps that have an item for each element of a collection. */
export function withGrownLists(sides: ListSides, props: ListsProps): ListSides {
  const lists = new Lists(props);
  let { source, tried, json } = sides;
  for (const section of ["resource", "data", "output", "locals"]) {
    const place = lists.section(section, {
      source: source[section] ?? {},
      tried: tried[section] ?? {},
      json: json[section] ?? {},
    });
    if (source[section] !== undefined) source = { ...source, [section]: place.source };
    if (tried[section] !== undefined) tried = { ...tried, [section]: lists.sameAsKnown(place.tried) };
    if (json[section] !== undefined) json = { ...json, [section]: place.json };
  }
  return { source, tried, json };
}

class Lists {
  /** Expressions of lists of the trial, for blocks that only the trial has. */
  private readonly known = new Map<string, Json>();

  constructor(private readonly props: ListsProps) {}

  section(section: string, place: Place): Place {
    const prefix = section === "resource" ? "" : `${section}.`;
    return this.entries(place, (type, byType) =>
      section === "resource" || section === "data"
        ? this.entries(byType, (name, block) =>
            this.props.plain.has(`${prefix}${type}.${name}`)
              ? block
              : this.body(block, grammarOf(section, type)),
          )
        : this.props.plain.has(`${prefix}${type}`)
          ? byType
          : section === "output"
            ? this.entries(byType, (argument, each) =>
                argument === "value" ? this.value(each, "expression") : each,
              )
            : this.value(byType, "expression"),
    );
  }

  sameAsKnown(value: Json): Json {
    const found = this.known.get(JSON.stringify(value));
    if (found !== undefined) return found;
    if (Array.isArray(value)) return value.map((item: Json) => this.sameAsKnown(item));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]: [string, Json]) => [key, this.sameAsKnown(item)]),
    );
  }

  /** Changes the entries that are on all sides. */
  private entries(place: Place, change: (key: string, place: Place) => Place): Place {
    const [source, tried, json] = [asObject(place.source), asObject(place.tried), asObject(place.json)];
    const result = { source: { ...source }, tried: { ...tried }, json: { ...json } };
    for (const key of Object.keys(source)) {
      const inner = { source: source[key] ?? null, tried: tried[key] ?? null, json: json[key] ?? null };
      if (!(key in tried) || !(key in json) || JSON.stringify(inner.source) === JSON.stringify(inner.tried))
        continue;
      const changed = change(key, inner);
      result.source[key] = changed.source;
      result.tried[key] = changed.tried;
      result.json[key] = changed.json;
    }
    return result;
  }

  /** A block, in which a list of nested blocks becomes a dynamic block. */
  private body(place: Place, grammar: Grammar | undefined): Place {
    const dynamics: Record<string, Json> = {};
    const changed = this.entries(place, (key, inner) => {
      const nested = grammar?.blockOf(key)?.("");
      if (!nested) return this.value(inner, grammar?.syntaxOf(key) ?? "expression");
      if (Array.isArray(inner.source) && Array.isArray(inner.tried)) {
        const blocks = this.props.fields.attempted(() => this.blocks(key, inner));
        if (blocks) {
          dynamics[key] = blocks.dynamic;
          return same(blocks.others);
        }
        return this.items(inner, (item) => this.body(item, nested));
      }
      return this.body(inner, nested);
    });
    if (Object.keys(dynamics).length === 0) return changed;
    const withDynamics = (side: Json): Json => ({ ...asObject(side), dynamic: dynamics });
    return {
      source: withDynamics(changed.source),
      tried: withDynamics(changed.tried),
      json: withDynamics(changed.json),
    };
  }

  private items(place: Place, change: (item: Place) => Place): Place {
    const [source, tried, json] = [place.source, place.tried, place.json].map(listOf) as [
      Json[],
      Json[],
      Json[],
    ];
    if (source.length !== tried.length || source.length !== json.length) return place;
    const all = source.map((item, index) =>
      change({ source: item, tried: tried[index] ?? null, json: json[index] ?? null }),
    );
    return {
      source: all.map((each) => each.source),
      tried: all.map((each) => each.tried),
      json: all.map((each) => each.json),
    };
  }

  private value(place: Place, syntax: string): Place {
    const { source, tried, json } = place;
    if (JSON.stringify(source) === JSON.stringify(tried)) return place;
    if (Array.isArray(source) && Array.isArray(tried) && Array.isArray(json)) {
      if (source.length === tried.length) return this.items(place, (item) => this.value(item, syntax));
      return this.withTemplate(place, this.list(source, tried, json));
    }
    if (isJsonObject(source) && isJsonObject(tried) && isJsonObject(json)) {
      if (Object.keys(source).length === Object.keys(tried).length)
        return this.entries(place, (_, inner) => this.value(inner, syntax));
      return this.withTemplate(place, this.map(source, tried, json));
    }
    if (typeof source === "string" && typeof tried === "string" && typeof json === "string")
      return this.withTemplate(place, this.text(source, tried, json, syntax));
    return place;
  }

  private withTemplate(place: Place, expression: string | undefined): Place {
    if (expression === undefined) return place;
    const template = `\${${expression}}`;
    this.known.set(JSON.stringify(place.tried), template);
    return same(template);
  }

  /** JSON in a text, and texts with commas between items. */
  private text(source: string, tried: string, json: string, syntax: string): string | undefined {
    const objects = [source, tried, json].map(jsonInTemplate);
    const [own, other, changed] = objects;
    if (own !== undefined && other !== undefined && changed !== undefined) {
      if (syntax !== "policy" && JSON.stringify(sorted(own)) !== JSON.stringify(own)) return undefined;
      const document = this.value({ source: own, tried: other, json: changed }, "expression");
      return JSON.stringify(document.source) === JSON.stringify(document.tried)
        ? `jsonencode(${expressionOf(document.json)})`
        : undefined;
    }
    for (const separator of [",", "\n"]) {
      const [mine, theirs, ours] = [source, tried, json].map((text) => text.split(separator)) as [
        string[],
        string[],
        string[],
      ];
      if (mine.length >= theirs.length || mine.length !== ours.length) continue;
      const list = this.list(mine, theirs, ours);
      if (list !== undefined) return `join(${JSON.stringify(separator)}, ${list})`;
    }
    return undefined;
  }

  private list(source: readonly Json[], tried: readonly Json[], json: readonly Json[]): string | undefined {
    const parts = listParts(this.props, source, tried, json, loopScope);
    if (!parts) return undefined;
    const written = parts.map((part) =>
      "items" in part
        ? `[${part.items.map(expressionOf).join(", ")}]`
        : listFrom(part.collection, expressionOf(part.template)),
    );
    return written.length === 1 ? written[0] : `concat(${written.join(", ")})`;
  }

  private map(source: JsonObject, tried: JsonObject, json: JsonObject): string | undefined {
    const pairs = (object: JsonObject): Json[] =>
      Object.entries(object).map(([key, value]) => ({ key, value }));
    const parts = listParts(this.props, pairs(source), pairs(tried), pairs(json), loopScope);
    if (!parts) return undefined;
    const written = parts.map((part) => {
      if ("items" in part)
        return expressionOf(
          Object.fromEntries(part.items.map(asObject).map(({ key, value }) => [String(key), value ?? null])),
        );
      const { key = null, value = null } = asObject(part.template);
      const pair = `${expressionOf(key)} => ${expressionOf(value)}`;
      return `{ for ${loopOf(part.collection, pair)} : ${pair} }`;
    });
    return written.length === 1 ? written[0] : `merge(${written.join(", ")})`;
  }

  private blocks(
    type: string,
    place: Place,
  ): { readonly others: Json[]; readonly dynamic: Json } | undefined {
    const [source, tried, json] = [place.source, place.tried, place.json].map(listOf) as [
      Json[],
      Json[],
      Json[],
    ];
    if (source.length >= tried.length || source.length !== json.length) return undefined;
    const scope: ElementScope = { key: () => `${type}.key`, value: () => `${type}.value` };
    const parts = listParts(this.props, source, tried, json, () => scope);
    const last = parts?.at(-1);
    const others = (parts ?? []).slice(0, -1).flatMap((part) => ("items" in part ? part.items : []));
    if (!parts || !last || !("template" in last) || others.length + last.count !== tried.length)
      return undefined;
    return { others, dynamic: { for_each: `\${@each:${last.collection.name}@}`, content: last.template } };
  }
}

const same = (value: Json): Place => ({ source: value, tried: value, json: value });

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : [value]);

const loopScope = (collection: Collection): ElementScope => ({
  key: () => nounOf(collection),
  value: () => `each_${nounOf(collection)}`,
});

/** A list with an item for each element; of the elements themselves, that of the variable. */
const listFrom = (collection: Collection, item: string): string =>
  item === nounOf(collection) ? `@keys:${collection.name}@` : `[for ${loopOf(collection, item)} : ${item}]`;

/** `zone in keys(var.zones)`, and `zone, each_zone in var.zones` for an expression that uses a field. */
function loopOf(collection: Collection, expression: string): string {
  const noun = nounOf(collection);
  return expression.includes(`each_${noun}.`)
    ? `${noun}, each_${noun} in var.${collection.name}`
    : `${noun} in @keys:${collection.name}@`;
}

const grammarOf = (section: string, type: string): Grammar | undefined =>
  GRAMMARS.rootModule.blockOf(section)?.(type);

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map((item: Json) => sorted(item));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]: [string, Json]) => [key, sorted(item)]),
  );
};
