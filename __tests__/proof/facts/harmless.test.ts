import { schemaOf } from "../../../src/proof/facts/provider-schemas/schema-of";
import { type BlockSchema, type Kind } from "../../../src/proof/facts/provider-schemas/provider-schema";
import { HARMLESS_TYPES } from "../../../src/proof/facts/harmless/types";

const KINDS: Readonly<Record<string, Kind>> = { data: "data", provider: "configuration" };

/** The schema of a type of the list. */
function schemaFor(key: string): BlockSchema | undefined {
  const { [key.split(".")[0] ?? ""]: kind = "resource" } = KINDS;
  const type = key.replace(/^(data|provider)\./, "");
  return schemaOf(type.split("_")[0] ?? "", kind, type);
}

/** Types of Terraform itself have no provider whose schema is extracted. */
const KEYS = Object.keys(HARMLESS_TYPES).filter((key) => !key.startsWith("terraform_"));

test("each harmless type is one of its provider", () => {
  expect(KEYS.filter((key) => schemaFor(key) === undefined)).toEqual([]);
});

test("each harmless argument is one of its type", () => {
  const unknown = KEYS.flatMap((key) =>
    (HARMLESS_TYPES[key] ?? [])
      .flatMap((row) => row.arguments)
      // The name of a provider is an argument of Terraform.
      .filter((path) => path !== "*" && path !== "alias")
      .map((path) => path.split(".")[0] ?? "")
      .filter((name) => !schemaFor(key)?.arguments.has(name) && !schemaFor(key)?.blocks.has(name))
      .map((name) => `${key}.${name}`),
  );
  expect(unknown).toEqual([]);
});
