import { groupBy } from "../../base/group-by";
import { resourceType } from "../../facts/resource-types";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { onlyExpression } from "../../terraform/terraform-templates";
import { type Components } from "./components";
import { type Piece, divided } from "./file-division";

/** Parts of a module's JSON, by file name without its extension. */
export type FileParts = ReadonlyMap<string, JsonObject>;

/** File of a resource or data source; undefined for a type without a row. */
const subjectOf = (type: string): string | undefined => resourceType(type)?.file;

/**
 * Splits a module's JSON by component and subject, and long files by the names of their blocks. Every block is in exactly one part.
 *
 * @param components components that have a file of their own
 * @param lines the lines of a part in HCL
 */
export function byConcern(
  json: JsonObject,
  components: Components,
  lines: (part: JsonObject) => number,
): FileParts {
  const known = [...WHOLE_SECTIONS, ...NAMED_SECTIONS].map(([section]) => section);
  const unknown = Object.keys(json).filter(
    (section) => !["terraform", "moved", "data", "resource", ...known].includes(section),
  );
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")}: no file for this section of a root module`);
  const parts = new Map<string, JsonObject>();
  const { backend, ...versions } = asObject(json["terraform"]);
  parts.set("versions", { terraform: versions });
  if (backend !== undefined) parts.set("backend", { terraform: { backend } });
  for (const [section, file] of WHOLE_SECTIONS) {
    const value = json[section];
    if (value !== undefined) parts.set(file, { [section]: value });
  }
  const all = [...namedBlocks(json), ...moves(json), ...resources(json, components)];
  for (const [concern, blocks] of groupBy(all, ({ file }) => file)) {
    const pieces = blocks.map((block): Piece => ({ ...block, lines: lines(block.json) }));
    for (const [file, held] of divided(concern, pieces)) {
      parts.set(file, held.map((piece) => piece.json).reduce(mergedBlocks, parts.get(file) ?? {}));
    }
  }
  return parts;
}

/** Sections that stay in one file. */
const WHOLE_SECTIONS = [
  ["provider", "providers"],
  ["locals", "locals"],
  ["removed", "removed"],
  ["import", "imports"],
] as const;

const NAMED_SECTIONS = [
  ["variable", "variables"],
  ["output", "outputs"],
] as const;

type Block = Omit<Piece, "lines"> & { readonly file: string };

const namedBlocks = (json: JsonObject): Block[] =>
  NAMED_SECTIONS.flatMap(([section, file]) =>
    Object.entries(asObject(json[section])).map(([name, body]) => ({
      file,
      json: { [section]: { [name]: body } },
      words: [...name.split("_"), section],
      own: hyphenated(name),
    })),
  );

/** Moves of one type stay together: its block is one with an instance for each of them. */
function moves(json: JsonObject): Block[] {
  const { moved = [] } = json;
  return (Array.isArray(moved) ? asArray(moved) : [moved]).map((move) => {
    const to = String(asObject(move)["to"]);
    const [type = "", name = ""] = (onlyExpression(to) ?? to).split(/[.[]/);
    return {
      file: "moved",
      json: { moved: [move] },
      words: [subjectOf(type) ?? "", typeWord(type), ...name.split("_"), JSON.stringify(move)],
      own: hyphenated(name),
    };
  });
}

function resources(json: JsonObject, components: Components): Block[] {
  const all = asObject(json["resource"]);
  // A model of KServe has an autoscaler, and no Deployment of Terraform.
  const models = ["kubernetes_deployment_v1", "kubernetes_horizontal_pod_autoscaler_v2"].flatMap((type) =>
    Object.keys(asObject(all[type])),
  );
  return ["data", "resource"].flatMap((section) =>
    Object.entries(asObject(json[section])).flatMap(([type, byName]) => {
      const subject = subjectOf(type);
      const word = typeWord(type);
      return Object.entries(asObject(byName)).map(([name, body]): Block => {
        const block = { [section]: { [type]: { [name]: body } } };
        const component = components.get(`${section === "data" ? "data." : ""}${type}.${name}`);
        if (component !== undefined) {
          const words = name.split("_").slice(component.split("-").length);
          return {
            file: component,
            json: block,
            words: [...words, ...(words.length === 0 ? [subject ?? word] : []), word],
            own: hyphenated([...words, word].join("_")),
          };
        }
        // Blocks of any type with the name of a model go into the model's file.
        if (models.includes(name))
          return {
            file: `model-${hyphenated(name)}`,
            json: block,
            // An owner looks for the Deployment by its own name.
            words: word === "deployment" ? [word, name] : [subject ?? word, word],
            own: word,
          };
        if (subject === undefined) throw new Error(`${type}: src/facts/resource-types has no file for it`);
        return { file: subject, json: block, words: [...name.split("_"), word], own: hyphenated(name) };
      });
    }),
  );
}

const hyphenated = (name: string): string => name.replaceAll("_", "-");

/** `aws_ecr_repository`: `ecr-repository` */
const typeWord = (type: string): string => hyphenated(type.replace(/^[^_]*_/, "").replace(/_v\d+$/, ""));

function mergedBlocks(a: JsonObject, b: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const there = result[key];
    if (there === undefined) result[key] = value;
    else if (Array.isArray(there)) result[key] = [...asArray(there), ...asArray(value)];
    else result[key] = mergedBlocks(asObject(there), asObject(value));
  }
  return result;
}

/** Files with blocks of a type, without their extension. */
export const filesWith = (parts: FileParts, section: "data" | "resource", type: string): string[] =>
  [...parts].flatMap(([file, part]) => (asObject(part[section])[type] === undefined ? [] : [file]));

/** The file of a resource, without its extension. */
export const fileOfResource = (parts: FileParts, type: string, name: string): string =>
  filesWith(parts, "resource", type).find((file) => {
    const { resource } = parts.get(file) ?? {};
    return asObject(asObject(resource)[type])[name] !== undefined;
  }) ?? "";
