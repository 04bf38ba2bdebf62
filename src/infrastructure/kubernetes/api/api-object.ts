import { META } from "../../../terraform/meta-arguments";
import { own } from "../../../base/own";
import { type Json, type JsonObject, asObject, isJsonObject } from "../../../terraform/stack-json";
import { hasGaps } from "../../../terraform/unknown-values";
import facts from "./names-in-api.json";

/** Blocks of the Terraform provider that are lists in the Kubernetes API, with their names there. */
const LISTS: Readonly<Record<string, string>> = facts.lists;

/** Names of lists in the API, which an object that is written in its words has. */
const API_LISTS: ReadonlySet<string> = new Set(Object.values(LISTS));

/** Blocks that occur once, below the name of a block in the API, although their names are those of lists elsewhere. */
const ONCE: ReadonlySet<string> = new Set(facts.once);

/** Arguments with names of their own in the API. */
const RENAMED: Readonly<Record<string, string>> = facts.renamed;

/** Mappings whose keys are the user's, by their names in the API. */
const MAPPINGS: ReadonlySet<string> = new Set(facts.mappings);

/** Mappings of this kind that are blocks elsewhere, with the block that has them. */
const PLACED_MAPPINGS: Readonly<Record<string, string>> = { options: "flexVolume", parameters: "" };

/** A block whose fields are those of the block around it in the API. */
const INLINE = "persistent_volume_source";

/** Arguments for the provider that are no field of the object. */
const OF_PROVIDER =
  /^(auto_approve|id|target_state|timeouts|wait_for_.*|wait_until_bound|(binary_)?data_wo.*)$/;

/**
 * The object of the Kubernetes API that a resource of the Terraform provider creates: each block
 * with its name in the API, as an object or a list as the API has it. An object in words of the API
 * stays as it is.
 */
export function apiObject(config: JsonObject): JsonObject {
  const known =
    objects.get(config) ?? fields(config, "", (name) => !META.includes(name) && !OF_PROVIDER.test(name));
  objects.set(config, known);
  return known;
}

/** Objects by the arguments of their resources, which the plans of an environment share. */
const objects = new WeakMap<JsonObject, JsonObject>();

type Fields = Record<string, Json>;

function fields(
  block: JsonObject,
  parent: string,
  isField: (argument: string) => boolean = () => true,
): JsonObject {
  const found: Fields = {};
  const gaps = hasGaps(block) ? Object.getOwnPropertyDescriptors(block) : {};
  for (const argument of new Set([...Object.keys(block), ...Object.keys(gaps)])) {
    if (!isField(argument)) continue;
    const { [argument]: property } = gaps;
    if (property && isGap(property)) {
      // A check that reads the field asks for the gap, which the plan of another check does not count.
      Object.defineProperty(found, listOf(argument, [], parent) ?? nameInApi(argument), {
        enumerable: property.enumerable === true,
        get: () => onlyField(argument, block[argument], parent),
      });
    } else add(found, argument, block[argument], parent);
  }
  return found;
}

/** Whether a plan does not contain a value, or an item of a list. */
const isGap = ({ get, value }: PropertyDescriptor): boolean =>
  get !== undefined || (Array.isArray(value) && hasGaps(value));

function onlyField(argument: string, value: Json | undefined, parent: string): Json | undefined {
  const found: Fields = {};
  add(found, argument, value, parent);
  return Object.values(found)[0];
}

function add(found: Fields, argument: string, value: Json | undefined, parent: string): void {
  if (value === null || value === undefined) return;
  if (argument === INLINE) Object.assign(found, once(value, parent));
  else if (argument === "dynamic") found[argument] = dynamic(value);
  else if (typeof value !== "object") found[nameInApi(argument)] = value;
  else {
    const list = listOf(argument, value, parent);
    found[list ?? nameInApi(argument)] =
      list === undefined ? single(argument, value, parent) : listed(value, list);
  }
}

const below = (block: JsonObject, name: string): JsonObject => fields(block, name);

const listed = (value: Json, name: string): Json =>
  (Array.isArray(value) ? value : [value]).filter(isJsonObject).map((item) => below(item, name));

function single(argument: string, value: Json, parent: string): Json {
  const name = nameInApi(argument);
  return isMapping(name, value, parent) ? value : once(value, name);
}

/** A block that occurs once; a list of other values stays as it is. */
function once(value: Json, name: string): Json {
  if (isJsonObject(value)) return below(value, name);
  const block = (value as readonly Json[]).find(isJsonObject);
  return block === undefined ? value : below(block, name);
}

/** The name of a list of blocks; undefined for any other argument. */
function listOf(argument: string, value: Json, parent: string): string | undefined {
  const list = own(LISTS, argument) ?? (argument === "secret" && parent === "" ? "secrets" : undefined);
  if (list === undefined) return API_LISTS.has(argument) && Array.isArray(value) ? argument : undefined;
  return ONCE.has(`${parent}.${argument}`) ? undefined : list;
}

/** Whether the keys of an object are the user's. The selector of a Service has no fields of its own, and others do. */
function isMapping(name: string, value: Json, parent: string): boolean {
  if (!isJsonObject(value)) return false;
  if (name === "selector")
    return parent === "spec" && !Object.keys(value).some((key) => /^match[_LE]/.test(key));
  return MAPPINGS.has(name) || own(PLACED_MAPPINGS, name) === parent;
}

/**
 * Blocks that Terraform makes of the items of a value, by their argument. They are no field of the API. HCL has a list
 * of them; of several for one argument none is read.
 */
const dynamic = (value: Json): JsonObject =>
  Object.fromEntries(
    Object.entries(onlyObject(value)).map(([argument, block]) => {
      const { content = {}, ...others } = onlyObject(block);
      return [argument, { ...others, content: below(onlyObject(content), argument) }];
    }),
  );

function onlyObject(value: Json): JsonObject {
  if (!Array.isArray(value)) return asObject(value);
  return value.length === 1 ? asObject(value[0] as Json) : {};
}

/** Name of an argument in the API: `runAsNonRoot` for `run_as_non_root`. */
function nameInApi(argument: string): string {
  const known = names.get(argument) ?? own(RENAMED, argument) ?? camelCase(argument);
  names.set(argument, known);
  return known;
}

const names = new Map<string, string>();

/** Words of names in the API that are not in lower case. */
const CAPITALS = ["API", "CPU", "ID", "IP", "IPC", "IPs", "PID", "TLS", "URLs", "UUID"];

const camelCase = (argument: string): string =>
  argument.replace(
    /_([a-z0-9]+)/g,
    (_, word: string) =>
      CAPITALS.find((each) => each.toLowerCase() === word) ??
      `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  );
