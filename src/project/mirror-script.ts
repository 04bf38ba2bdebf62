import { type ImageList, isCopied } from "./image-list";
import { digestKey } from "./image-lock/digests";
import { mirrorFunctions } from "./image-lock/mirror-functions";
import { NPX } from "../base/program-name";

/** Name of the script in a folder that holds one environment. */
export const SCRIPT_NAME = "mirror-images.sh";

/**
 * A bash script that copies the images and charts of a list to the account's registry.
 *
 * @param isOwned whether the reader has no command that writes it
 */
export function mirrorScript(list: ImageList, isOwned = false): string {
  const images = list.images.filter(isCopied);
  const charts = list.charts.filter(isCopied);
  return [
    "#!/usr/bin/env bash",
    `# Copies the images and charts of ${list.environment} to its ECR registry.${isOwned ? "" : ` ${NPX} lock images --script wrote it.`}`,
    "set -euo pipefail",
    "",
    `environment=${quoted(list.environment)}`,
    `lock_registry=${quoted(list.registry)}`,
    `region=${quoted(list.region)}`,
    `total=${images.length + charts.length}`,
    "",
    mirrorFunctions(isOwned),
    ...images.map(imageLine),
    ...charts.map(chartLine),
    ...list.owned.map(ownLine),
    ...list.notJudged.map((line) => `warn ${quoted(`not judged: ${line}`)}`),
    "finish",
    "",
  ].join("\n");
}

const imageLine = (entry: ImageList["images"][number]): string =>
  call(
    "image",
    digestKey(entry) ?? "",
    entry.source ?? "",
    entry.target ?? "",
    entry.tag ?? "",
    entry.digest ?? "",
    entry.platforms.join(" "),
  );

const chartLine = (entry: ImageList["charts"][number]): string =>
  call(
    "chart",
    digestKey(entry) ?? "",
    entry.source ?? "",
    entry.chart,
    entry.version,
    (entry.target ?? "").slice(0, -entry.chart.length - 1),
    chartTag(entry),
    entry.digest ?? "",
  );

const ownLine = ({ target, tag, digest, platforms }: ImageList["owned"][number]): string =>
  call("own", target, tag ?? "", digest ?? "", platforms.join(" "));

/** Tag of a chart in a registry: tags have no plus sign, and Helm writes an underscore. */
export const chartTag = ({ version }: { readonly version: string }): string => version.replaceAll("+", "_");

const call = (name: string, ...args: readonly string[]): string => [name, ...args.map(quoted)].join(" ");

/** A text as one word of a shell, with any characters. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
