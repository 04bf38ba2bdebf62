import { schemaOf, typeNames } from "../../../src/evidence/provider-schemas/schema-of";
import { CLUSTER_WIDE, kindOfType, MANIFEST } from "../../../src/infrastructure/kubernetes/kinds";

/** Whether the metadata of a type has a namespace; undefined for a type without metadata. */
function hasNamespace(type: string): boolean | undefined {
  const schema = schemaOf("kubernetes", "resource", type);
  const metadata = schema?.blocks.get("metadata")?.block ?? schema?.arguments.get("metadata")?.nested?.block;
  return metadata?.arguments.has("namespace");
}

test("the kinds without a namespace are those of the provider's schema", () => {
  const kinds = (typeNames("kubernetes", "resource") ?? [])
    .filter((type) => hasNamespace(type) === false)
    .flatMap((type) => kindOfType(type) ?? []);
  // Its metadata comes from a table of all objects.
  kinds.push("validating_admission_policy");
  expect(new Set(kinds)).toEqual(new Set(CLUSTER_WIDE));
});

test("only a manifest has no metadata of its own", () => {
  const without = (typeNames("kubernetes", "resource") ?? []).filter(
    (type) => kindOfType(type) !== undefined && hasNamespace(type) === undefined,
  );
  expect(without.map(kindOfType)).toEqual([MANIFEST]);
});
