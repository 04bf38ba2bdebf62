import { join } from "node:path";
import { acceptedBlocksIn, shownEntries } from "../infrastructure/accepted-blocks";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type EnvironmentRecord, type SettingRecord, recordOf } from "../terraform/environment-record";
import { type Json, type JsonObject, asArray, asObject, isJsonObject } from "../terraform/stack-json";
import { readJson } from "../base/read-text";
import { userError } from "../base/errors";
import { type Layer, LAYERS } from "../base/layers";
import { type HeldElements, type HeldSettings, type VariablePlace } from "./held-settings";
import { lstatIfThere } from "../base/files";
import { readOwnFile } from "../terraform/own-file";

/** File of a hand-over with what checks need besides the modules. */
export const CHECKS_FILE = "checks.json";

/** Addresses of the blocks of a hand-over, by layer. All other blocks are of the owner of the modules. */
export type HandedBlocks = Readonly<Partial<Record<Layer, readonly string[]>>>;

/** The blocks of modules without files of their owner. */
export const handedBlocks = (
  modules: readonly { readonly layer: Layer; readonly json: JsonObject }[],
): HandedBlocks =>
  Object.fromEntries(
    modules.map(({ layer, json }) => [
      layer,
      readOwnFile("stack.tf.json", JSON.stringify(json)).flatMap(({ labels, address }) =>
        labels.length > 0 ? [address] : [],
      ),
    ]),
  );

/** Values that no module has: waivers, and what the file of the environment states. Variables hold the other settings. */
export interface ChecksRecord extends HeldSettings {
  readonly environment: string;
  readonly waivers: EnvironmentRecord["waivers"];
  /** Ids of checks of the environment's owner, which are code beside its file. */
  readonly ownChecks: readonly string[];
  readonly blocks: HandedBlocks;
}

/** The text of the file. It has no secret: a file of an environment names secrets, and has no value of one. */
export function checksText(
  plan: EnvironmentPlan,
  { waivers, settings, ownChecks = [] }: Omit<EnvironmentRecord, "causes">,
  blocks: HandedBlocks,
  held: (settings: readonly SettingRecord[]) => HeldSettings,
): string {
  // An entry of a file that the environment extends is of no use without its block.
  const shown = shownEntries(plan, acceptedBlocksIn(settings)).map(({ index }) => index);
  const isOfModule = ({ path: [list, index] }: SettingRecord): boolean =>
    list !== "acceptedBlocks" || index === undefined || shown.includes(Number(index));
  const own = held(settings.filter(isOfModule));
  return [
    "{",
    [
      `  "environment": ${JSON.stringify(plan.name)}`,
      `  "waivers": ${linesOf(waivers)}`,
      `  "settings": ${linesOf(own.settings)}`,
      `  "elements": ${linesOf(own.elements)}`,
      `  "ownChecks": ${JSON.stringify(ownChecks.map(({ id }) => id))}`,
      `  "blocks": ${JSON.stringify(blocks, null, 2).replaceAll("\n", "\n  ")}`,
    ].join(",\n"),
    "}\n",
  ].join("\n");
}

const linesOf = (items: readonly unknown[]): string =>
  items.length === 0 ? "[]" : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;

/** The file in the folder of a hand-over; undefined where there is none. */
export function readChecks(folder: string): ChecksRecord | undefined {
  const file = join(folder, CHECKS_FILE);
  if (lstatIfThere(file) === undefined) return undefined;
  const [expected, fix] = ["the file of a hand-over", "restore it, or remove it to judge the modules alone"];
  const json = readJson(file, { expected, fix }) as Json;
  const { environment } = asObject(json);
  if (!isJsonObject(json) || typeof environment !== "string")
    throw userError({ place: file, got: "JSON without an environment", expected, fix });
  const { waivers, settings } = recordOf(json);
  const places = asArray(json["settings"]).map((each) => asObject(each)["in"]);
  return {
    environment,
    // An edit of the modules can make one accept nothing, as another environment can with an inherited one.
    waivers: waivers.map((each) => ({ ...each, inherited: true })),
    settings: settings.map((each, index) =>
      places[index] === undefined ? each : { path: each.path, in: asArray(places[index]).flatMap(placeIn) },
    ),
    elements: asArray(json["elements"])
      .map(asObject)
      .flatMap(({ path, in: place }) =>
        placeIn(place).map((each) => ({ path: asArray(path) as HeldElements["path"], in: each })),
      ),
    ownChecks: asArray(json["ownChecks"]).map(String),
    blocks: blocksIn(asObject(json["blocks"])),
  };
}

function placeIn(value: Json | undefined): VariablePlace[] {
  const [layer, variable, ...steps] = asArray(value);
  const known = LAYERS.find((each) => each === layer);
  return known === undefined || typeof variable !== "string" ? [] : [[known, variable, ...steps.map(String)]];
}

const blocksIn = (json: JsonObject): HandedBlocks =>
  Object.fromEntries(
    Object.entries(json).map(([layer, addresses]) => [layer, asArray(addresses).map(String)]),
  );
