import { evaluated } from "../../../proof/terraform-json/evaluate";
import { withOwnBlocks } from "../../../proof/terraform-json/own-files/merge";
import {
  type Json,
  type JsonObject,
  OWN_BLOCKS,
  type OwnPlace,
  asArray,
  asObject,
} from "../../../proof/terraform-json/stack-json";
import { type UserError, userError } from "../../../shared/messages/errors";
import { type HandedBlocks } from "./checks-file";
import { type FileBlock, type LayerFolder, backendIn, blocksIn, placeOf, valuesIn } from "./layer-files";

/** A module as a stack of synth: Terraform JSON with the values of its variables. */
export interface ModuleStack {
  readonly json: JsonObject;
  /** Position of each block, as `file:line:column`, by address. */
  readonly places: ReadonlyMap<string, string>;
}

/**
 * Reads a module with the values of an environment. Mistakes are added to `errors`.
 *
 * @param handed blocks of the hand-over. @default - none are known, and no block counts as one of the owner
 */
export function moduleStack(
  folder: LayerFolder,
  environment: string,
  handed: HandedBlocks | undefined,
  errors: UserError[],
): ModuleStack {
  const blocks = blocksIn(folder, errors);
  const values = valuesIn(folder, environment, errors);
  const backend = backendIn(folder, environment, errors);
  errors.push(...missingValues(folder, environment, blocks, values));
  const whole = withOwnBlocks({}, byFile(folder, blocks));
  const known = handed?.[folder.layer] ?? [];
  const own = asArray(asObject(whole["//"])[OWN_BLOCKS]) as unknown as readonly OwnPlace[];
  const ofOwner =
    handed === undefined ? [] : own.filter((each) => each.labels.length > 0 && !known.includes(each.address));
  const json = withBackend(withValues(whole, values), backend);
  return {
    json: { ...json, "//": { [OWN_BLOCKS]: ofOwner as unknown as Json } },
    places: new Map(blocks.map((block) => [block.address, placeOf(folder.path, block)])),
  };
}

function byFile({ path }: LayerFolder, blocks: readonly FileBlock[]): ReadonlyMap<string, FileBlock[]> {
  const files = new Map<string, FileBlock[]>();
  for (const block of blocks) {
    const file = `${path}/${block.file}`;
    files.set(file, [...(files.get(file) ?? []), block]);
  }
  return files;
}

/** Terraform asks for such a value, or takes it from its environment. */
function missingValues(
  { path, names }: LayerFolder,
  environment: string,
  blocks: readonly FileBlock[],
  values: JsonObject,
): UserError[] {
  const file = names.find((name) => name.startsWith(`${environment}.tfvars`)) ?? `${environment}.tfvars`;
  return blocks
    .filter(({ type, labels: [name = ""], body }) => {
      const isSecret = body["sensitive"] === true || body["ephemeral"] === true;
      return type === "variable" && !isSecret && body["default"] === undefined && values[name] === undefined;
    })
    .map((block) =>
      userError({
        place: placeOf(path, block),
        got: `no value of ${block.address}`,
        expected: `one in ${path}/${file}`,
        fix: "set it there, or give the variable a default",
      }),
    );
}

/** Sections that Terraform evaluates. The others declare names, or describe the state. */
const EVALUATED: readonly string[] = [
  "resource",
  "data",
  "output",
  "provider",
  "module",
  "locals",
  "terraform",
];

/**
 * The configuration with the values of its variables. A boolean that decides whether blocks exist stays a variable: checks judge both of
 * its values.
 */
function withValues(json: JsonObject, values: JsonObject): JsonObject {
  const declared = asObject(json["variable"]);
  const switches = switchesIn(json);
  const variables = Object.fromEntries(
    Object.entries(declared).flatMap(([name, body]) => {
      const value = values[name] ?? asObject(body)["default"];
      return value === undefined || switches.has(name) ? [] : [[name, value] as const];
    }),
  );
  const known = { variables, locals: asObject(json["locals"]) };
  const sections = Object.entries(json).map(([section, value]) => [
    section,
    EVALUATED.includes(section) ? evaluated(value, known) : value,
  ]);
  const evaluatedJson = Object.fromEntries(sections) as JsonObject;
  const kept = Object.entries(declared)
    .filter(([name]) => variables[name] === undefined)
    .map(([name, body]) => [
      name,
      values[name] === undefined ? body : { ...asObject(body), default: values[name] },
    ]);
  return { ...withoutUnread(evaluatedJson), variable: Object.fromEntries(kept) as JsonObject };
}

/** The configuration without local values that nothing reads once variables have values. */
function withoutUnread(json: JsonObject): JsonObject {
  const { locals, ...others } = json;
  const text = JSON.stringify(json);
  const read = Object.entries(asObject(locals)).filter(([name]) => text.includes(`local.${name}`));
  return read.length === 0 ? others : { ...others, locals: Object.fromEntries(read) };
}

const SWITCH = /^\$\{var\.(\w+) \? 1 : 0\}$/;

const switchesIn = (json: JsonObject): ReadonlySet<string> =>
  new Set(
    ["resource", "data"]
      .flatMap((section) => Object.values(asObject(json[section])))
      .flatMap((byName) => Object.values(asObject(byName)))
      .flatMap((block) => SWITCH.exec(String(asObject(block)["count"]))?.[1] ?? []),
  );

function withBackend(json: JsonObject, settings: JsonObject): JsonObject {
  const terraform = asObject(json["terraform"]);
  const backends = oneOf(terraform["backend"]);
  const backend = Object.fromEntries(
    Object.entries(backends).map(([type, body]) => [type, { ...settings, ...oneOf(body) }]),
  );
  return { ...json, terraform: { ...terraform, backend } };
}

/** The only block of a type: HCL has a list of it. */
const oneOf = (value: Json | undefined): JsonObject =>
  asObject(Array.isArray(value) ? asArray(value)[0] : value);
