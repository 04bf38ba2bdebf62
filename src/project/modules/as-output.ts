import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listFiles } from "../../base/files";
import {
  type EnvironmentRecord,
  recordFile,
  writeEnvironmentRecord,
} from "../../terraform/environment-record";
import { type Layer, stackName } from "../../base/layers";
import { LOCK_NAME } from "../../base/provider-lock";
import { MANIFEST_NAME, STACKS_FOLDER, STACK_FILES } from "../../base/stack-files";
import { writeRecord } from "../../base/synth-record";
import { sha256Of } from "../../base/digests";
import { type HandedLayer, type HandedOver } from "./handed-over";

/** Writes modules as an output folder of synth, which every reader of stacks reads. */
export function writeAsOutput({ environment, layers, record }: HandedOver, outdir: string): void {
  const folderOf = (layer: Layer): string => `${STACKS_FOLDER}/${stackName(environment, layer)}`;
  const files = layers.flatMap(({ layer, folder, json }) => {
    const place = folderOf(layer);
    mkdirSync(join(outdir, place), { recursive: true });
    writeFileSync(join(outdir, place, STACK_FILES.main), JSON.stringify(json));
    return [STACK_FILES.main, ...copied(folder, join(outdir, place))].map((file) => `${place}/${file}`);
  });
  mkdirSync(dirname(recordFile(outdir, environment)), { recursive: true });
  writeEnvironmentRecord(outdir, environment, recordOf(layers, record));
  const stacks = layers.map(({ layer }, index): readonly [string, object] => {
    const before = layers[index - 1];
    const dependencies = before === undefined ? [] : [stackName(environment, before.layer)];
    return [stackName(environment, layer), { workingDirectory: folderOf(layer), dependencies }];
  });
  writeFileSync(join(outdir, MANIFEST_NAME), JSON.stringify({ stacks: Object.fromEntries(stacks) }));
  const digests = new Map(files.map((file) => [file, sha256Of(join(outdir, file))]));
  writeRecord(outdir, digests);
}

/** Copies charts and the lock of the providers, of which the JSON has the paths only. */
function copied(folder: string, target: string): string[] {
  const files = listFiles(folder).filter((file) => file === LOCK_NAME || isOfChart(file));
  for (const file of files) cpSync(join(folder, file), join(target, file), { recursive: true });
  return files;
}

const isOfChart = (file: string): boolean => file.startsWith("charts/");

/** The record of the hand-over, with the position of each block in the modules. */
const recordOf = (
  layers: readonly HandedLayer[],
  { waivers, settings, version }: HandedOver["record"],
): EnvironmentRecord => ({
  waivers,
  settings,
  ...(version === undefined ? {} : { version }),
  causes: [],
  places: layers.flatMap(({ layer, places }) => [...places].map(([address, at]) => ({ layer, address, at }))),
});
