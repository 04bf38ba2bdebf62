import { SCHEMA_UPGRADES } from "../../evidence/schema-upgrades";
import { type Json } from "../../terraform/stack-json";
import { type Edit } from "../change";
import { say } from "../stages/phrase";
import { type Topic, attention } from "./topic";
import { ImageReference } from "../../infrastructure/kubernetes-images";

/** Images whose program upgrades the schema of its database when it starts. */
export const schemaUpgrades: Topic = {
  title: "Schemas of databases",
  lines: ({ resources }) =>
    resources.flatMap((resource) => {
      const edits = resource.edits.filter(isUpgrade);
      const [was, is] = [programOf(edits[0]?.before), programOf(edits[0]?.after)];
      if (!is) return [];
      const text = say`${SCHEMA_UPGRADES[is.name] ?? is.name} of ${resource.address}: ${was?.tag ?? ""} → ${is.tag}: its first pod upgrades the schema of the database, which the old version may not read; store a snapshot before, only it leads back`;
      return attention(resource, text, { harm: "cannot go back", edits });
    }),
};

/** Name and tag of such a program. */
function programOf(image: Json | undefined) {
  if (typeof image !== "string") return undefined;
  const { path, tag = "", digest = "" } = ImageReference.parse(image);
  const name = path.split("/").at(-1) ?? "";
  return name in SCHEMA_UPGRADES ? { name, tag: tag === "" ? digest : tag } : undefined;
}

/** True for another version; another build of the same one, as `3.17.2-2`, has the same schema. */
function isUpgrade({ argument, before, after }: Edit): boolean {
  if (!argument.endsWith(".image")) return false;
  const [was, is] = [programOf(before), programOf(after)];
  return was !== undefined && is !== undefined && versionIn(was.tag) !== versionIn(is.tag);
}

const versionIn = (tag: string): string => /^v?\d+(\.\d+)+/.exec(tag)?.[0] ?? tag;
