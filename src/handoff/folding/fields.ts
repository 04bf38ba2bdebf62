import { type Json } from "../../terraform/stack-json";
import { type Collection } from "./collection";

/** A value that each element of a collection has. */
export interface ItemField {
  /** Text in expressions in place of its name, which is known once all families are. */
  readonly token: string;
  readonly collection: Collection;
  /** The argument that it is for. */
  readonly argument: string;
  /** Name of the family that has it first. */
  readonly family: string;
  /** By the key of the element. */
  readonly values: ReadonlyMap<string, Json>;
  /** Variables whose places it takes, by the key of the element. @default - none */
  readonly variables?: ReadonlyMap<string, string>;
}

/** The fields of all collections of a module. */
export class Fields {
  readonly all: ItemField[] = [];

  /** The field with these values; a new one, if no other has them. */
  of(field: Omit<ItemField, "token">): ItemField {
    const known = this.all.find(
      (each) =>
        each.collection === field.collection &&
        sameValues(each.values, field.values) &&
        sameValues(each.variables ?? NONE, field.variables ?? NONE) &&
        (field.variables !== undefined ||
          each.argument === field.argument ||
          new Set(field.values.values()).size > 1),
    );
    if (known) return known;
    const added = { ...field, token: `@field${this.all.length}@` };
    this.all.push(added);
    return added;
  }

  get count(): number {
    return this.all.length;
  }

  /** The result of an attempt; one without a result leaves no fields. */
  attempted<Result>(make: () => Result | undefined): Result | undefined {
    const before = this.count;
    const result = make();
    if (result === undefined) this.all.length = before;
    return result;
  }

  ofCollection(collection: Collection): ItemField[] {
    return this.all.filter((each) => each.collection === collection);
  }

  /**
   * The names of the fields by their token: the argument, with the family where several fields are for one argument, and with a number
   * where a field of the collection has this name too.
   */
  names(): ReadonlyMap<string, string> {
    const names = new Map<string, string>();
    for (const collection of new Set(this.all.map((field) => field.collection))) {
      const own = this.ofCollection(collection);
      const taken = new Set<string>();
      for (const { token, argument, family } of own) {
        const isAlone = own.filter((each) => each.argument === argument).length === 1;
        const name = freeName(isAlone ? argument : `${family}_${argument}`, taken);
        taken.add(name);
        names.set(token, name);
      }
    }
    return names;
  }
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`)) number += 1;
  return `${name}_${number}`;
}

const NONE: ReadonlyMap<string, Json> = new Map();

const sameValues = (a: ReadonlyMap<string, Json>, b: ReadonlyMap<string, Json>): boolean =>
  JSON.stringify([...a]) === JSON.stringify([...b]);
