import fc from "fast-check";
import { pack, packedSchema } from "../../../dev/provider-schemas/pack";
import { type PrintedAttribute, type PrintedBlock } from "../../../dev/provider-schemas/printed-schema";
import { type BlockForm } from "../../../src/evidence/provider-schema";
import { type Shard } from "../../../src/evidence/provider-schemas/packed";
import { unpack } from "../../../src/evidence/provider-schemas/unpack";

const NAME = fc.stringMatching(/^[a-z][a-z_0-9]{0,5}$/);
const TYPE = fc.constantFrom<unknown>(
  "string",
  "number",
  "bool",
  "dynamic",
  ["list", "string"],
  ["map", "number"],
  ["set", ["object", { key: "string", on: "bool" }]],
);
const NESTING = fc.constantFrom("single", "list", "set", "map");

const attributeOf = (depth: number): fc.Arbitrary<PrintedAttribute> => {
  const nested = fc.record({
    nested_type: fc.record({ nesting_mode: NESTING, attributes: attributesOf(depth - 1) }),
  });
  const typed = fc.record({ type: TYPE });
  return fc
    .record({
      use: fc.constantFrom({ required: true }, { optional: true }, { optional: true, computed: true }, {}),
      is: depth > 0 ? fc.oneof(typed, nested) : typed,
      old: fc.constantFrom({}, { deprecated: true }),
    })
    .map(({ use, is, old }) => ({ ...use, ...is, ...old }));
};

const attributesOf = (depth: number): fc.Arbitrary<Record<string, PrintedAttribute>> =>
  depth < 0 ? fc.constant({}) : fc.dictionary(NAME, attributeOf(depth), { maxKeys: 4 });

const blockOf = (depth: number): fc.Arbitrary<PrintedBlock> => {
  const nested = fc.record({
    nesting_mode: NESTING,
    min_items: fc.nat({ max: 2 }),
    max_items: fc.nat({ max: 3 }),
    block: depth > 0 ? blockOf(depth - 1) : fc.constant({}),
  });
  return fc
    .record({
      attributes: attributesOf(1),
      block_types: fc.dictionary(NAME, nested, { maxKeys: 2 }),
      old: fc.constantFrom({}, { deprecated: true }),
    })
    .map(({ old, ...block }) => ({ ...block, ...old }));
};

const BLOCK = blockOf(3);

test("a packed schema is read as it was printed", () => {
  fc.assert(
    fc.property(BLOCK, (block) => {
      const shard = JSON.parse(JSON.stringify(pack(block))) as Shard;
      expect(plain(unpack(shard))).toEqual(plainPrinted(block));
    }),
  );
});

test("the lengths of the index are those of the lines, in their order", () => {
  const resources = fc.dictionary(NAME, fc.record({ block: BLOCK }), { minKeys: 1 });
  fc.assert(
    fc.property(resources, resources, (resource_schemas, data_source_schemas) => {
      const { index, lines } = packedSchema(
        { provider: "a", version: "1", source: "s", date: "2026-01-01" },
        { provider: { block: {} }, resource_schemas, data_source_schemas },
      );
      const { configuration = {}, resource = {}, data = {}, ephemeral } = index.names;
      const lengths = [configuration, resource, data].flatMap((names) => Object.values(names));
      expect(lengths).toEqual(
        lines
          .trimEnd()
          .split("\n")
          .map((line) => line.length + 1),
      );
      expect(Object.keys(resource)).toEqual(Object.keys(resource_schemas).sort());
      expect(ephemeral).toBeUndefined();
    }),
  );
});

/** A schema as JSON, without what the packed form leaves out: types of computed attributes, and deprecations. */
function plain({ arguments: all, blocks }: BlockForm): object {
  return {
    arguments: Object.fromEntries(
      [...all].map(([name, { use, type, nested }]) => [
        name,
        { use, type, nested: nested && [nested.nesting, plain(nested.block)] },
      ]),
    ),
    blocks: Object.fromEntries(
      [...blocks].map(([name, { nesting, least, most, block }]) => [
        name,
        { nesting, least, most, block: plain(block) },
      ]),
    ),
  };
}

function plainPrinted({ attributes = {}, block_types = {} }: PrintedBlock): object {
  const useOf = ({ required, optional }: PrintedAttribute) =>
    required ? "required" : optional ? "optional" : "computed";
  return {
    arguments: Object.fromEntries(
      Object.entries(attributes).map(([name, each]) => {
        const isSet = useOf(each) !== "computed";
        const { type, nested_type: nested } = each;
        return [
          name,
          {
            use: useOf(each),
            type: isSet ? type : undefined,
            nested: isSet && nested ? [nested.nesting_mode, plainPrinted(nested)] : undefined,
          },
        ];
      }),
    ),
    blocks: Object.fromEntries(
      Object.entries(block_types).map(([name, { nesting_mode, min_items = 0, max_items = 0, block }]) => [
        name,
        {
          nesting: nesting_mode,
          least: min_items,
          most: max_items > 0 ? max_items : undefined,
          block: plainPrinted(block),
        },
      ]),
    ),
  };
}
