import { lstatIfThere } from "../../base/files";
import { join } from "node:path";
import { userError } from "../../base/errors";
import { type Layer, LAYERS } from "../../base/layers";
import { readJson } from "../../base/read-text";
import { type EnvironmentRecord, environmentRecord } from "../../terraform/environment-record";
import { type Json, asObject, isJsonObject, asArray, type JsonObject } from "../../terraform/stack-json";
import { CHECKS_FILE, type HeldSettings } from "../held-settings";

type HeldElements = HeldSettings["elements"][number];
type VariablePlace = HeldElements["in"];

/** Addresses of the blocks of a hand-over, by layer. All other blocks are of the owner of the modules. */
export type HandedBlocks = Readonly<Partial<Record<Layer, readonly string[]>>>;

/** Values that no module has: waivers, and what the file of the environment states. Variables hold the other settings. */
export interface ChecksRecord extends HeldSettings {
  readonly environment: string;
  readonly waivers: EnvironmentRecord["waivers"];
  /** Version of the program that wrote it. @default - an older one, which recorded none */
  readonly version?: string;
  /** Ids of checks of the environment's owner, which are code beside its file. */
  readonly ownChecks: readonly string[];
  readonly blocks: HandedBlocks;
}

/** The file in the folder of a hand-over; undefined where there is none. */
export function readChecks(folder: string): ChecksRecord | undefined {
  const file = join(folder, CHECKS_FILE);
  if (lstatIfThere(file) === undefined) return undefined;
  const [expected, fix] = ["the file of a hand-over", "restore it, or remove it to judge the modules alone"];
  const json = readJson(file, { expected, fix }) as Json;
  const { environment } = asObject(json);
  if (!isJsonObject(json) || typeof environment !== "string")
    throw userError({ place: file, got: "JSON without an environment", expected, fix });
  const { waivers, settings, version } = environmentRecord(json);
  const places = asArray(json["settings"]).map((each) => asObject(each)["in"]);
  return {
    environment,
    ...(version === undefined ? {} : { version }),
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
