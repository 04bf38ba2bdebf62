import { groupBy } from "../../base/group-by";
import { Expansion } from "../../terraform/expand";
import { movesIn } from "../../terraform/moves";
import { instancesAtDefaults } from "../../terraform/at-defaults";
import { Mistake } from "../../terraform/mistake";
import { GRAMMARS } from "../../terraform/grammar";
import { withOwnBlocks } from "../../terraform/merge";
import {
  type Json,
  type JsonObject,
  OWN_BLOCKS,
  asArray,
  asObject,
  mapped,
  StackJson,
  block,
} from "../../terraform/stack-json";
import { type UserError, userError } from "../../base/errors";
import { type HandedBlocks } from "./checks-file";
import { type InstanceNames, instanceNames } from "./instance-names";
import { type FileBlock, type LayerFolder, backendIn, mergedBlocks, placeIn, valuesIn } from "./layer-files";

/** A module as a stack of synth: Terraform JSON with the values of its variables. */
export interface ModuleStack {
  readonly json: JsonObject;
  /** The module before its variables have values. */
  readonly written: JsonObject;
  /** Address of an instance in Terraform, by its address in `json`. Others have the same address in both. */
  readonly instances: ReadonlyMap<string, string>;
  /** Position of each block, as `file:line:column`, by address. */
  readonly places: ReadonlyMap<string, string>;
  /** Values of its variables, with defaults. */
  readonly values: JsonObject;
}

/**
 * Reads a module with the values of an environment. Mistakes are added to `errors`.
 *
 * @param handed blocks of the hand-over. @default - none are known, and no block counts as one of the owner
 * @param planned the variables of a plan, whose values are those of the module. @default - the files of values have them
 */
export function moduleStack(
  folder: LayerFolder,
  environment: string,
  {
    handed,
    planned,
  }: { readonly handed: HandedBlocks | undefined; readonly planned: JsonObject | undefined },
  errors: UserError[],
): ModuleStack {
  const blocks = mergedBlocks(folder, errors);
  const values = planned ?? valuesIn(folder, environment, errors);
  const backend = backendIn(folder, environment, errors);
  if (planned === undefined) errors.push(...missingValues(folder, environment, blocks, values));
  const whole = withOwnBlocks({}, byFile(folder, blocks));
  const known = handed?.[folder.layer] ?? [];
  const own = asArray(asObject(whole["//"])[OWN_BLOCKS]) as unknown as StackJson["own"];
  const ofOwner =
    handed === undefined ? [] : own.filter((each) => each.labels.length > 0 && !known.includes(each.address));
  const open = planned === undefined ? [] : withoutValue(whole, planned);
  const { json, names } = expanded(whole, values, open, folder, errors);
  const instances = ofOwner.flatMap((place) =>
    (names.instances.get(place.address) ?? [place.address]).map((address) => ({
      ...place,
      address,
      labels: labelsOf(place, address),
    })),
  );
  const defaults = Object.entries(asObject(whole["variable"])).flatMap(([name, body]): [string, Json][] => {
    const value = asObject(body)["default"];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    values: { ...Object.fromEntries(defaults), ...values },
    json: { ...withBackend(json, backend), "//": { [OWN_BLOCKS]: instances as unknown as Json } },
    written: { ...whole, terraform: withoutLists(asObject(whole["terraform"])) },
    instances: new Map([...names.renamed].map(([instance, address]) => [address, instance])),
    places: new Map(
      blocks.flatMap((block) =>
        (names.instances.get(block.address) ?? [block.address]).map(
          (address) => [address, placeIn(folder.path, block)] as const,
        ),
      ),
    ),
  };
}

/** The type, and the name of the instance. */
const labelsOf = ({ labels, address }: StackJson["own"][number], instance: string): readonly string[] =>
  instance === address ? labels : [...labels.slice(0, -1), instance.slice(instance.lastIndexOf(".") + 1)];

const byFile = ({ path }: LayerFolder, blocks: readonly FileBlock[]): ReadonlyMap<string, FileBlock[]> =>
  groupBy(blocks, ({ file }) => `${path}/${file}`);

/** The file with the values of an environment. */
export const valuesFileIn = (names: readonly string[], environment: string): string =>
  names.find((name) => name.startsWith(`${environment}.tfvars`)) ?? `${environment}.tfvars`;

/** Terraform asks for such a value, or takes it from its environment. */
function missingValues(
  { path, names }: LayerFolder,
  environment: string,
  blocks: readonly FileBlock[],
  values: JsonObject,
): UserError[] {
  const file = valuesFileIn(names, environment);
  return blocks
    .filter(({ type, labels: [name = ""], body }) => {
      const isSecret = body["sensitive"] === true || body["ephemeral"] === true;
      return type === "variable" && !isSecret && body["default"] === undefined && values[name] === undefined;
    })
    .map((block) =>
      userError({
        place: placeIn(path, block),
        got: `no value of ${block.address}`,
        expected: `one in ${path}/${file}`,
        fix: "set it there, or give the variable a default",
      }),
    );
}

/**
 * The configuration with the values of its variables: each instance is a block. A boolean that decides whether blocks exist stays a
 * variable, since checks judge both of its values.
 */
export function expanded(
  whole: JsonObject,
  values: JsonObject,
  open: readonly string[],
  { path }: Pick<LayerFolder, "path">,
  errors: UserError[],
): { readonly json: JsonObject; readonly names: InstanceNames } {
  const declared = asObject(whole["variable"]);
  const options = {
    openVariables: [...switchesIn(whole), ...open],
    otherBlocks: "expressions",
    keepsOpenLocals: true,
    keepsTexts: true,
  } as const;
  try {
    const names = instanceNames(whole, new Expansion(whole, values, options).addresses());
    const { variable, ...json } = new Expansion(whole, values, {
      ...options,
      renamed: names.renamed,
    }).whole();
    const kept = Object.entries(asObject(variable)).flatMap(([name, body]): [string, Json][] => {
      const value = values[name];
      if (options.openVariables.includes(name))
        return [[name, value === undefined ? body : { ...asObject(body), default: value }]];
      const isKnown = value !== undefined || asObject(declared[name])["default"] !== undefined;
      return isKnown ? [] : [[name, body]];
    });
    return {
      json: {
        ...asWritten(json),
        output: mapped(asObject(json["output"]), block),
        moved: movesOutside(json, names),
        variable: Object.fromEntries(kept),
      },
      names,
    };
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    errors.push(
      userError({
        place: path,
        got: `a module that Terraform refuses (${error.message})`,
        expected: "one that it can plan",
        fix: "correct it; terraform validate and terraform plan name mistakes too",
        cause: error,
      }),
    );
    return { json: {}, names: { renamed: new Map(), instances: new Map() } };
  }
}

/** Variables without a value that a report can show: the default of a sensitive one is not its value. */
const withoutValue = (whole: JsonObject, values: JsonObject): string[] =>
  Object.keys(asObject(whole["variable"])).filter((name) => values[name] === undefined);

/** The moves of a module without those to its maps: an instance has the address that such a move leads from. */
const movesOutside = (json: JsonObject, { renamed }: InstanceNames): Json =>
  movesIn(json)
    .filter(({ from, to }) => renamed.get(to) !== from)
    .map(({ from, to }) => ({ from, to: renamed.get(to) ?? to }));

/** Synth writes policies as texts, and blocks in the order of their names; checks, estimates and pages read them so. */
function asWritten(json: JsonObject): JsonObject {
  const texts = (section: "resource" | "data"): JsonObject =>
    mapped(asObject(json[section]), (blocks, type) =>
      mapped(sorted(asObject(blocks)), (body) =>
        mapped(asObject(body), (value, argument) =>
          GRAMMARS.isDescribed(section, type) &&
          GRAMMARS.rootModule.blockOf(section)?.(type).syntaxOf(argument) === "policy" &&
          typeof value === "object"
            ? JSON.stringify(value)
            : value,
        ),
      ),
    );
  return { ...json, resource: texts("resource"), data: texts("data") };
}

const sorted = (blocks: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(blocks).sort(([a], [b]) => (a < b ? -1 : 1)));

function switchesIn(json: JsonObject): ReadonlySet<string> {
  const stack = new StackJson("", json);
  const all = [...stack.resources(), ...stack.dataSources()];
  return new Set(
    all.flatMap(({ config }) => instancesAtDefaults(stack, config).switchedBy()?.variable ?? []),
  );
}

function withBackend(json: JsonObject, settings: JsonObject): JsonObject {
  const terraform = asObject(json["terraform"]);
  const backends = block(terraform["backend"]);
  const backend = Object.fromEntries(
    Object.entries(backends).map(([type, body]) => [type, { ...settings, ...block(body) }]),
  );
  return { ...json, terraform: { ...terraform, backend } };
}

/** HCL has lists of the blocks that Terraform JSON has once. */
const withoutLists = (terraform: JsonObject): JsonObject =>
  mapped(terraform, (value) => (Array.isArray(value) ? block(value) : value));
