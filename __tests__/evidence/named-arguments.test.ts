import { IMPORT_IDS } from "../../src/evidence/import-ids";
import { RECORD_SOURCES } from "../../src/evidence/log-destinations";
import { type BlockSchema } from "../../src/evidence/provider-schema";
import { schemaOf } from "../../src/evidence/provider-schemas/schema-of";
import { SIGN_IN_TYPES } from "../../src/evidence/sign-in";

/** Whether a block has an argument at a path, with dots between nested blocks. */
function hasArgument(block: BlockSchema | undefined, path: string): boolean {
  const names = path.split(".");
  const holder = names.slice(0, -1).reduce((each, name) => each?.blocks.get(name)?.block, block);
  return holder?.arguments.has(names.at(-1) ?? "") ?? false;
}

const unknownIn = (named: readonly (readonly [type: string, path: string])[]): string[] =>
  named
    .filter(([type, path]) => !hasArgument(schemaOf("aws", "resource", type), path))
    .map(([type, path]) => `${type}.${path}`);

test("each argument that is an import id exists", () => {
  expect(unknownIn(Object.entries(IMPORT_IDS))).toEqual([]);
  expect(unknownIn([["aws_iam_role", "nmae"]])).toEqual(["aws_iam_role.nmae"]);
});

test("each argument that names a place of records exists", () => {
  expect(
    unknownIn(RECORD_SOURCES.flatMap(({ type, paths }) => paths.map((path) => [type, path] as const))),
  ).toEqual([]);
});

test("each type with which others sign in exists", () => {
  const unknown = SIGN_IN_TYPES.filter(({ type }) => schemaOf("aws", "resource", type) === undefined);
  expect(unknown).toEqual([]);
});
