import { join } from "node:path";
import { type BlockForm } from "../../src/evidence/provider-schema";
import { schemaOf } from "../../src/evidence/provider-schemas/schema-of";
import { lookedUpBelow } from "./looked-up";
import { filesOf } from "./rendered";

export const FOLDER = "src/terraform/generated";

/** The files with types of the repository at `root`, by their names in the folder. */
export const generatedFiles = (root: string): ReadonlyMap<string, string> =>
  filesOf(
    new Map(
      lookedUpBelow(join(root, "src")).flatMap((type) => {
        const schema = schemaOfLookup(type);
        return schema ? [[type, schema]] : [];
      }),
    ),
  );

/** Types that are looked up, and that no provider has. */
export const unknownTypes = (root: string): readonly string[] =>
  lookedUpBelow(join(root, "src")).filter((type) => schemaOfLookup(type) === undefined);

/** The schema of a resource, or of a data source, whose type begins with `data.`. */
function schemaOfLookup(type: string): BlockForm | undefined {
  const name = type.replace(/^data\./, "");
  return schemaOf(name.split("_")[0] ?? "", name === type ? "resource" : "data", name);
}
