import { type Json, type JsonObject, OWN_BLOCKS, asArray, asObject, type StackJson } from "./stack-json";
import { blockDigest } from "./own-files/block-digest";
import { type OwnBlock } from "./own-block";

/** A stack with the blocks of the owner's files, by the names of the files. */
export function withOwnBlocks(
  generated: JsonObject,
  files: ReadonlyMap<string, readonly OwnBlock[]>,
): JsonObject {
  const blocks = [...files.values()].flat();
  const merged = blocks.reduce(added, generated);
  return { ...merged, "//": { ...asObject(generated["//"]), [OWN_BLOCKS]: placesOf(files, merged) } };
}

const placesOf = (files: ReadonlyMap<string, readonly OwnBlock[]>, merged: JsonObject): Json =>
  [...files].flatMap(([file, blocks]) =>
    blocks.map(
      ({ type, ...block }) =>
        ({
          ...block,
          kind: type,
          file,
          digest: blockDigest(block.body, merged),
        }) satisfies StackJson["own"][number] as unknown as Json,
    ),
  );

/** The configuration with one more block. */
function added(json: JsonObject, { type, labels, body }: OwnBlock): JsonObject {
  if (type === "locals" || type === "terraform")
    return { ...json, [type]: { ...asObject(json[type]), ...body } };
  if (labels.length === 0) return { ...json, [type]: [...listOf(json[type]), body] };
  if (type === "provider") {
    const [name = ""] = labels;
    const providers = asObject(json[type]);
    return { ...json, [type]: { ...providers, [name]: [...listOf(providers[name]), body] } };
  }
  return { ...json, [type]: placed(asObject(json[type]), labels, body) };
}

function placed(
  object: JsonObject,
  [label = "", ...others]: readonly string[],
  body: JsonObject,
): JsonObject {
  return { ...object, [label]: others.length === 0 ? body : placed(asObject(object[label]), others, body) };
}

const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? asArray(value) : [value];
