import { type Json } from "../../../src/terraform/stack-json";
import { type Collection, type Element } from "../../../src/handoff/folding/collection";
import { Fields } from "../../../src/handoff/folding/fields";
import { listParts } from "../../../src/handoff/folding/repeated";

const element = (key: string, size: string): Element => ({ key, values: new Map([["size", size]]) });

const zones: Collection = {
  name: "zones",
  path: ["network", "zones"],
  elements: [element("a", "small"), element("b", "large")],
  added: element("c", "huge"),
};

/** The parts of a list with two items to which a trial adds one, and the number of fields that they have. */
function partsAndFields(tried: readonly Json[]): { readonly parts: unknown; readonly fields: number } {
  const fields = new Fields();
  const source = tried.slice(0, 2);
  const known = { values: {}, valueOf: (written: Json): Json => written };
  const scopeOf = () => ({ key: () => "zone", value: () => "each_zone" });
  const parts = listParts({ collections: [zones], fields, known }, source, tried, source, scopeOf);
  return { parts, fields: fields.count };
}

test("items with a setting of each element are one template with a field", () => {
  const found = partsAndFields([{ size: "small" }, { size: "large" }, { size: "huge" }]);
  expect(found).toMatchObject({ parts: [{ collection: zones, count: 3 }], fields: 1 });
});

test("items that differ in more leave no field of the setting that they also have", () => {
  const found = partsAndFields([
    { size: "small", owner: "x" },
    { size: "large", owner: "y" },
    { size: "huge", owner: "z" },
  ]);
  expect(found).toEqual({ parts: undefined, fields: 0 });
});
