import { join } from "node:path";
import { acceptedBlocksIn, shownEntries } from "../../../proof/model/accepted-blocks";
import { blocksInJson } from "../../../proof/terraform-json/own-files/read-json";
import { type EnvironmentPlan } from "../../../proof/terraform-json/environment-plan";
import {
  type EnvironmentRecord,
  type SettingRecord,
  NO_RECORD,
  recordOf,
} from "../../../proof/terraform-json/environment-record";
import {
  type Json,
  type JsonObject,
  asArray,
  asObject,
  isJsonObject,
} from "../../../proof/terraform-json/stack-json";
import { readJson } from "../../../shared/files/read-text";
import { userError } from "../../../shared/messages/errors";
import { type Layer } from "../../../shared/terraform/layers";
import { lstatIfThere } from "../../../output/tree";

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
      blocksInJson(JSON.stringify(json)).flatMap(({ labels, address }) =>
        labels.length > 0 ? [address] : [],
      ),
    ]),
  );

/** Values that no module has: waivers, and what the file of the environment states. */
export interface ChecksRecord {
  readonly environment: string;
  readonly record: Pick<EnvironmentRecord, "waivers" | "settings">;
  /** Ids of checks of the environment's owner, which are code beside its file. */
  readonly ownChecks: readonly string[];
  readonly blocks: HandedBlocks;
}

/** The text of the file. It has no secret: a file of an environment names secrets, and has no value of one. */
export function checksText(
  plan: EnvironmentPlan,
  { waivers, settings, ownChecks = [] }: Omit<EnvironmentRecord, "causes"> = NO_RECORD,
  blocks: HandedBlocks,
): string {
  // An entry of a file that the environment extends is of no use without its block.
  const shown = shownEntries(plan, acceptedBlocksIn(settings)).map(({ index }) => index);
  const isOfModule = ({ path: [list, index] }: SettingRecord): boolean =>
    list !== "acceptedBlocks" || index === undefined || shown.includes(Number(index));
  return [
    "{",
    [
      `  "environment": ${JSON.stringify(plan.name)}`,
      `  "waivers": ${linesOf(waivers)}`,
      `  "settings": ${linesOf(settings.filter(isOfModule).map(({ path, value }) => ({ path, value })))}`,
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
  return {
    environment,
    record: { waivers, settings },
    ownChecks: asArray(json["ownChecks"]).map(String),
    blocks: blocksIn(asObject(json["blocks"])),
  };
}

const blocksIn = (json: JsonObject): HandedBlocks =>
  Object.fromEntries(
    Object.entries(json).map(([layer, addresses]) => [layer, asArray(addresses).map(String)]),
  );
