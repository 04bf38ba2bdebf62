import { Mistake } from "../../../src/terraform/mistake";
import { type Json, type JsonObject, StackJson, asObject } from "../../../src/terraform/stack-json";
import { LAYERS, type Layer } from "../../../src/base/layers";
import { readModule } from "../../../src/handoff/bundle/read-module";
import { type Bundle } from "../../../src/handoff/bundle/bundle";
import { isComplete } from "../../support/covering-sample";
import { bundle, changedBundle, filesOf, loadBundles } from "../../support/bundles";
import { ENVIRONMENTS } from "../../support/environments";
import { ACTIONS, type Action, type Collection, collectionsIn, edited } from "./element-edits";
import { Expansion } from "../../../src/terraform/expand";

/** Environments whose zones have another one between them, or are written in another order than that of maps. */
const OF_ZONES = [
  ["ml-inference-prod", ["b", "a", "d"]],
  ["retail-forecast", ["a", "c"]],
  ["mlapp", ["c", "a"]],
] as const;
/** The first one has both. */
const TRIED_ZONES = isComplete ? OF_ZONES : OF_ZONES.slice(0, 1);
const titleOf = (environment: string, zones: readonly string[]): string =>
  `${environment} in ${zones.join(", ")}`;
const CHANGED = new Map<string, readonly [environment: string, change: object]>(
  TRIED_ZONES.map(([environment, zones]) => [
    titleOf(environment, zones),
    [environment, { network: { zones } }],
  ]),
);

const bundles = new Map<string, Bundle>();

beforeAll(async () => {
  await loadBundles(ENVIRONMENTS);
  for (const each of ENVIRONMENTS) bundles.set(each, bundle(each));
  for (const [title, [environment, change]] of CHANGED)
    bundles.set(title, await changedBundle(environment, change));
});

interface Read {
  readonly json: JsonObject;
  readonly values: JsonObject;
  readonly expanded: Expanded;
}

/** The texts of the blocks of a layer by address, and its outputs. */
interface Expanded {
  readonly blocks: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, Json>;
}

const known = new Map<string, Read>();

function readLayer(environment: string, layer: Layer): Read {
  const key = `${environment}/${layer}`;
  const found = known.get(key);
  if (found) return found;
  const handed = bundles.get(environment);
  if (!handed) throw new Error(`no bundle of ${environment}`);
  const [name] = CHANGED.get(environment) ?? [environment];
  const { module, values } = readModule({ environment: name }, filesOf(handed, layer), "hcl");
  const read = { json: module.json, values, expanded: expandedWith(layer, module.json, values) };
  known.set(key, read);
  return read;
}

function expandedWith(layer: Layer, json: JsonObject, values: JsonObject): Expanded {
  const stack = new StackJson("", new Expansion(json, values).whole());
  const blocks = [...stack.resources(), ...stack.dataSources()].map(({ address, config }) => {
    const others = Object.entries(config).filter(([name]) => !["lifecycle", "depends_on"].includes(name));
    return [address, JSON.stringify(Object.fromEntries(others)).replaceAll('\\"', '"')] as const;
  });
  const outputs = Object.entries(stack.outputs).map(([name, body]) => {
    const [first] = Array.isArray(body) ? (body as Json[]) : [body as Json];
    return [`${layer}/${name}`, asObject(first)["value"] ?? null] as const;
  });
  return { blocks: new Map(blocks), outputs: new Map(outputs) };
}

const READ = /data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)(?:\[(\d+|"[^"]*")\])?/g;

/** Blocks with the outputs of another layer in place of the expressions that read them; undefined where one is missing. */
function reading(
  blocks: Expanded["blocks"],
  outputs: Expanded["outputs"],
): ReadonlyMap<string, string> | undefined {
  let isMissing = false;
  const resolved = [...blocks].map(([address, text]) => {
    const whole = text.replace(READ, (read, layer: string, name: string, step: string | undefined) => {
      const value = outputs.get(`${layer}/${name}`);
      if (value === undefined) return read;
      const part = step === undefined ? value : (value as Record<string, Json>)[step.replaceAll('"', "")];
      isMissing ||= part === undefined;
      return JSON.stringify(part ?? null);
    });
    return [address, whole] as const;
  });
  return isMissing ? undefined : new Map(resolved);
}

/** Words, names and references of a text: positions and separators are none. */
const wordsOf = (text: string): string[] => text.match(/[^\s,"'\\{}()]+(?:\["[^"]*"\])?/g) ?? [];

/** Whether each word of a text is in the other one, in the same order. */
function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  let found = 0;
  for (const word of whole) if (word === part[found]) found += 1;
  return found === part.length;
}

const CHECKS: Readonly<Record<Action, (before: string[], after: string[]) => boolean>> = {
  insert: (before, after) => isWithin(before, after),
  remove: (before, after) => isWithin(after, before),
  reorder: (before, after) => JSON.stringify(before.sort()) === JSON.stringify(after.sort()),
};

/** Differences of a layer that an action on a list or map must not have. */
function wrong(action: Action, before: Expanded["blocks"], after: Expanded["blocks"]): string[] {
  const added = [...after.keys()].filter((address) => !before.has(address));
  const removed = [...before.keys()].filter((address) => !after.has(address));
  const changed = [...before].flatMap(([address, text]) => {
    const now = after.get(address);
    if (now === undefined || now === text) return [];
    const [old, words] = [wordsOf(text), wordsOf(now)];
    return CHECKS[action](old, words) ? [] : [`~ ${address}: ${differing(old, words)}`];
  });
  return [
    ...(action === "insert" ? [] : added.map((address) => `+ ${address}`)),
    ...(action === "remove" ? [] : removed.map((address) => `- ${address}`)),
    ...changed,
  ];
}

const differing = (before: readonly string[], after: readonly string[]): string =>
  [before.filter((word) => !after.includes(word)), after.filter((word) => !before.includes(word))]
    .map((words) => words.join(" "))
    .join(" -> ");

/** All that an edit of one module alone changes in it and in the modules that read its outputs; none where Terraform refuses it. */
function effectsOf(environment: string, layer: Layer, { path }: Collection, action: Action): string[] {
  const own = readLayer(environment, layer);
  const values = edited(own.values, path, action);
  if (values === undefined) return [];
  const after = expandedOr(layer, own.json, values, action);
  if (after === undefined) return [];
  const later = LAYERS.slice(LAYERS.indexOf(layer) + 1).flatMap((each) => {
    const { blocks } = readLayer(environment, each).expanded;
    const [was, is] = [reading(blocks, own.expanded.outputs), reading(blocks, after.outputs)];
    // Terraform refuses to read a removed element, and changes nothing.
    if (was === undefined || (is === undefined && action !== "remove"))
      return [`${each} reads an output that ${layer} does not have`];
    return is === undefined ? [] : wrong(action, was, is).map((line) => `${each} ${line}`);
  });
  return [...wrong(action, own.expanded.blocks, after.blocks).map((line) => `${layer} ${line}`), ...later];
}

/** The layer with other values; undefined where Terraform refuses to remove an element that a block names. */
function expandedOr(
  layer: Layer,
  json: JsonObject,
  values: JsonObject,
  action: Action,
): Expanded | undefined {
  try {
    return expandedWith(layer, json, values);
  } catch (error) {
    if (action !== "remove" || !(error instanceof Mistake)) throw error;
    return undefined;
  }
}

const ALL = [...CHANGED.keys(), ...ENVIRONMENTS];
/** In the gate, each environment has one action, and the first one all. */
const actionsOf = (index: number): readonly Action[] =>
  isComplete || index === 0 ? ACTIONS : ACTIONS.filter((_, each) => each === index % ACTIONS.length);

describe.each(ALL.map((environment, index) => [environment, actionsOf(index)] as const))(
  "%s",
  (environment, actions) => {
    test.each(actions)(
      "to %s an element in the middle of any list or map of a module changes no other element, in any module",
      (action) => {
        const all = LAYERS.flatMap((layer) => {
          const { json, values } = readLayer(environment, layer);
          return collectionsIn(json, values).map((collection) => ({ layer, collection }));
        });
        expect(all.length).toBeGreaterThan(3);
        const found = all.flatMap(({ layer, collection }) =>
          effectsOf(environment, layer, collection, action).map(
            (line) => `${layer}/${collection.path.join(".")}: ${line}`,
          ),
        );
        expect(found).toEqual([]);
      },
    );
  },
);
