import { type KnownValues } from "./fold-request";
import { type Json } from "../../terraform/stack-json";
import { areSorted } from "../variables/data-orders";
import { type Collection, type Element, triedIn } from "./collection";
import { type Fields } from "./fields";
import { type ElementScope, Naming } from "./naming";
import { unifiedItem } from "./unify";

interface RepeatedProps {
  readonly collections: readonly Collection[];
  readonly fields: Fields;
  readonly known: KnownValues;
}

/** Items that no collection has, or one template for the elements of a collection. */
type Part = { readonly items: readonly Json[] } | Repeated;

export interface Repeated {
  readonly collection: Collection;
  readonly template: Json;
  /** Number of items in the trial. */
  readonly count: number;
}

/** The items of a list, with one template for those that are for the elements of a collection; undefined if others differ. */
export const listParts = (
  props: RepeatedProps,
  source: readonly Json[],
  tried: readonly Json[],
  json: readonly Json[],
  scopeOf: (collection: Collection) => ElementScope,
): Part[] | undefined => props.fields.attempted(() => new Parts(props).of(source, tried, json, scopeOf));

class Parts {
  constructor(private readonly props: RepeatedProps) {}

  /** The items of a list, with one template for those that are for the elements of a collection. */
  of(
    source: readonly Json[],
    tried: readonly Json[],
    json: readonly Json[],
    scopeOf: (collection: Collection) => ElementScope,
  ): Part[] | undefined {
    const left = source.map((item) => JSON.stringify(item));
    const places = tried.map((item) => {
      if (JSON.stringify(item) !== left[0]) return undefined;
      left.shift();
      return source.length - left.length - 1;
    });
    if (left.length > 0) return undefined;
    const parts: Part[] = [];
    let items: Json[] = [];
    for (const [index, place] of places.entries()) {
      if (place !== undefined) {
        items.push(json[place] ?? null);
        continue;
      }
      const found = this.template(index, places, tried, json, scopeOf);
      if (!found || items.length < found.count - 1) return undefined;
      const before = items.slice(0, items.length - found.count + 1);
      if (before.length > 0) parts.push({ items: before });
      parts.push(found);
      items = [];
    }
    return items.length > 0 ? [...parts, { items }] : parts;
  }

  private template(
    index: number,
    places: readonly (number | undefined)[],
    tried: readonly Json[],
    json: readonly Json[],
    scopeOf: (collection: Collection) => ElementScope,
  ): Repeated | undefined {
    for (const collection of this.props.collections) {
      const elements = triedIn(collection);
      const start = index - elements.length + 1;
      const own = places.slice(Math.max(start, 0), index);
      if (start < 0 || own.includes(undefined) || collection.parent || !isInOrder(elements)) continue;
      const naming = new Naming({
        fields: this.props.fields,
        scope: scopeOf(collection),
        family: collection.name,
        collections: [collection],
        members: elements.map((element) => [element]),
        makesFields: false,
        known: this.props.known,
      });
      const template = naming.attempted(() =>
        unifiedItem(
          tried.slice(start, index + 1),
          own.map((place) => json[place ?? 0] ?? null),
          naming,
        ),
      );
      if (template !== undefined) return { collection, template, count: elements.length };
    }
    return undefined;
  }
}

/** A map has its keys in their order. */
const isInOrder = (elements: readonly Element[]): boolean => areSorted(elements.map(({ key }) => key));
