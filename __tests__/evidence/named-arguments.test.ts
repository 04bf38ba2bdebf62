import { types } from "../../src/checks/identity/blocks-of-sign-in.json";
import { sources } from "../../src/checks/logs/sources-of-records.json";
import { arguments as importIds } from "../../src/checks/terraform/import-ids.json";
import { type BlockForm } from "../../src/evidence/provider-schema";
import { schemaOf } from "../../src/evidence/provider-schemas/schema-of";

/** Whether a block has an argument at a path, with dots between nested blocks. */
function hasArgument(block: BlockForm | undefined, path: string): boolean {
  const names = path.split(".");
  const holder = names.slice(0, -1).reduce((each, name) => each?.blocks.get(name)?.block, block);
  return holder?.arguments.has(names.at(-1) ?? "") ?? false;
}

const unknownIn = (named: readonly (readonly [type: string, path: string])[]): string[] =>
  named
    .filter(([type, path]) => !hasArgument(schemaOf("aws", "resource", type), path))
    .map(([type, path]) => `${type}.${path}`);

test("each argument that is an import id exists", () => {
  expect(unknownIn(Object.entries(importIds))).toEqual([]);
  expect(unknownIn([["aws_iam_role", "nmae"]])).toEqual(["aws_iam_role.nmae"]);
});

test("each argument that names a place of records exists", () => {
  expect(unknownIn(sources.flatMap(({ type, paths }) => paths.map((path) => [type, path] as const)))).toEqual(
    [],
  );
});

test("each type with which others sign in exists", () => {
  const unknown = types.filter(({ type }) => schemaOf("aws", "resource", type) === undefined);
  expect(unknown).toEqual([]);
});
