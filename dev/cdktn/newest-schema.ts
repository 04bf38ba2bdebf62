import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TypedBlock, type TypedExtract, printedTypes } from "../provider-schemas/typed-extract";
import { type AddedNames } from "../../src/evidence/provider-schemas/packed";
import { type UsedType, usedTypes } from "../provider-schemas/used-types";
import { today } from "../../src/base/command-line/process";
import { addedNames } from "./added-names";
import { readableAttributes } from "./attributes";
import { declaredArguments } from "./declarations";
import { awsBindings, installPackages } from "./packages";

/**
 * Writes the extract of the newest AWS provider for the tests, and the names that it has beyond the oldest allowed release, for own
 * Terraform files: `npm run provider-schemas:newest`. It reads the bindings of
 * cdktn, since the provider itself is not needed for a comparison of names and types. Bindings do not tell what is
 * deprecated.
 */
const FILE = "__tests__/support/provider-schemas/aws-newest.json";
const ADDED = "src/evidence/provider-schemas/extracts/aws-newest.json";

installPackages();
const { lib, version, provider } = awsBindings();
const used = usedTypes("src").filter((each) => each.provider === "aws");
const folderOf = ({ module }: UsedType): string => join(lib, module);
const blocks = (kind: UsedType["kind"]): Record<string, TypedBlock> =>
  Object.fromEntries(
    used.filter((each) => each.kind === kind).map((each) => [each.type, declaredArguments(folderOf(each))]),
  );
const { aws: configuration = {} } = blocks("provider");
const extract: TypedExtract = {
  provider: "aws",
  version: provider,
  source: `@cdktn/provider-aws ${version}`,
  date: today(),
  configuration,
  resources: blocks("resource"),
  data: blocks("data"),
  computed: Object.fromEntries(used.filter(({ kind }) => kind !== "provider").map(computedOf)),
};
writeFileSync(FILE, printedTypes(extract));
console.log(`wrote ${FILE}: aws ${extract.version}`);
const { version: release, source, date } = extract;
const added: AddedNames = { version: release, source, date, names: addedNames(lib) };
writeFileSync(ADDED, `${JSON.stringify(added)}\n`);
console.log(`wrote ${ADDED}: aws ${release}`);

/** Paths that can be read and not written. */
function computedOf(type: UsedType): [string, string] {
  const written = new Set(pathsIn(declaredArguments(folderOf(type))));
  const computed = readableAttributes(folderOf(type)).filter((path) => !written.has(path));
  return [`${type.kind === "data" ? "data." : ""}${type.type}`, computed.join(" ")];
}

function pathsIn(block: TypedBlock): string[] {
  return Object.entries(block).flatMap(([name, { of = {} }]) => [
    name,
    ...pathsIn(of).map((path) => `${name}.${path}`),
  ]);
}
