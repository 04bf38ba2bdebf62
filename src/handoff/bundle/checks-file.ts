import { type Layer } from "../../base/layers";
import { VERSION } from "../../base/version";
import { shownEntries, acceptedBlocksIn } from "../../infrastructure/accepted-blocks";
import { type EnvironmentRecord, type SettingRecord } from "../../terraform/environment-record";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type HeldSettings } from "../../project/held-settings";
import { readOwnFile } from "../../terraform/own-file";
import { type JsonObject } from "../../terraform/stack-json";

/** The blocks of modules without files of their owner. */
export const handedBlocks = (modules: readonly { readonly layer: Layer; readonly json: JsonObject }[]) =>
  Object.fromEntries(
    modules.map(({ layer, json }) => [
      layer,
      readOwnFile("stack.tf.json", JSON.stringify(json)).flatMap(({ labels, address }) =>
        labels.length > 0 ? [address] : [],
      ),
    ]),
  );

/** The text of the file. It has no secret: a file of an environment names secrets, and has no value of one. */
export function checksText(
  plan: EnvironmentPlan,
  { waivers, settings, ownChecks = [] }: Omit<EnvironmentRecord, "causes">,
  blocks: ReturnType<typeof handedBlocks>,
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
      `  "version": ${JSON.stringify(VERSION)}`,
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
