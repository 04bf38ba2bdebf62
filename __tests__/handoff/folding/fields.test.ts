import { type Collection } from "../../../src/handoff/folding/collection";
import { Fields } from "../../../src/handoff/folding/fields";

const collection = (name: string): Collection => ({ name, elements: [] });

type Made = readonly [of: Collection, family: string, argument: string];

/** The names of fields with different values, in their order. */
function namesOf(made: readonly Made[]): string[] {
  const fields = new Fields();
  for (const [index, [of, family, argument]] of made.entries())
    fields.of({
      collection: of,
      family,
      argument,
      values: new Map([
        ["a", index],
        ["b", -1],
      ]),
    });
  return [...fields.names().values()];
}

const zones = collection("zones");
const models = collection("models");

test.each<[what: string, made: readonly Made[], names: string[]]>([
  ["one argument", [[zones, "subnets", "size"]], ["size"]],
  [
    "one argument of two families",
    [
      [zones, "subnets", "size"],
      [zones, "routes", "size"],
    ],
    ["subnets_size", "routes_size"],
  ],
  [
    "two places of one family with one argument",
    [
      [zones, "subnets", "size"],
      [zones, "subnets", "size"],
    ],
    ["subnets_size", "subnets_size_2"],
  ],
  [
    "an argument that is called as a family's",
    [
      [zones, "subnets", "size"],
      [zones, "routes", "size"],
      [zones, "routes", "subnets_size"],
    ],
    ["subnets_size", "routes_size", "subnets_size_2"],
  ],
  [
    "one argument of two collections",
    [
      [zones, "subnets", "size"],
      [models, "pods", "size"],
    ],
    ["size", "size"],
  ],
])("fields of %s have names of their own", (_, made, names) => expect(namesOf(made)).toEqual(names));
