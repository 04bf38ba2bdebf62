import { existsSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { readTextIfThere } from "../../base/files";
import { waivedRules } from "../../checks/waived-rules";
import { suppressionFiles } from "../../checks/files";
import {
  readEnvironmentRecord,
  recordFile,
  type EnvironmentRecord,
} from "../../terraform/environment-record";
import { readJsonFile } from "../../terraform/json-file";
import { type OutputStack } from "../../terraform/output";
import { type JsonObject, asObject } from "../../terraform/stack-json";
import { NPX } from "../../base/program-name";
import { splitStackName } from "../../base/layers";
import { type OriginEdit } from "./edit";
import { type FreshEnvironment } from "./fresh";
import { type RecordPair, hasSameInputs, recordEdits } from "./record-edits";
import { type ComparedFolder, type ExpectedFile, compareStackFolder, oneComparison } from "./stack-folder";
import { MANIFEST_NAME } from "../../base/stack-files";
import { jsonObjectIn } from "./json-object";

type WaiverRecord = EnvironmentRecord["waivers"][number];

const RECORD = "environment.json";
const SYNTH = `run ${NPX} synth`;

/** The record of an environment in an output folder as JSON; undefined where there is none that can be read. */
export function rawRecord(outdir: string, environment: string): JsonObject | undefined {
  try {
    return jsonObjectIn(readTextIfThere(recordFile(outdir, environment)) ?? "");
  } catch {
    return undefined;
  }
}

/** Compares all files of an environment with a new synth of its inputs. */
export function compareWithFresh(outdir: string, fresh: FreshEnvironment): ComparedFolder {
  const waivers = acceptedWaivers(outdir, fresh);
  const { edits, notCompared } = oneComparison(
    fresh.stacks.map((stack) => ({
      folder: stack.folder,
      ...compareStackFolder({
        environment: fresh.name,
        layer: stack.layer,
        folder: join(outdir, stack.folder),
        expected: expectedFiles(fresh, stack, waivers),
      }),
    })),
  );
  return {
    edits: [...editsOfRecord(outdir, fresh), ...manifestEdits(outdir, fresh), ...edits],
    notCompared,
  };
}

function expectedFiles(
  { files }: FreshEnvironment,
  { folder, stack }: OutputStack,
  waivers: readonly WaiverRecord[],
): ReadonlyMap<string, ExpectedFile> {
  const own = [...files].filter(([file]) => file.startsWith(`${folder}/`));
  const exceptions = suppressionFiles(stack, waivedRules(waivers));
  return new Map<string, ExpectedFile>([
    ...own.map(([file, bytes]) => [file.slice(folder.length + 1), { bytes }] as const),
    ...[...exceptions].map(([name, text]) => [name, { bytes: Buffer.from(text) }] as const),
    // Its keys are compared.
    ...(files.has(`${folder}/${RECORD}`) ? [[RECORD, { isSame: () => true }] as const] : []),
  ]);
}

/** Waivers of the inputs that accepted a finding on the day of the synth, in the order of the findings. */
function acceptedWaivers(outdir: string, { name, record }: FreshEnvironment): readonly WaiverRecord[] {
  if (rawRecord(outdir, name) === undefined) return record.waivers;
  const recorded = readEnvironmentRecord(outdir, name).waivers;
  return recorded.filter((waiver) => record.waivers.some((each) => isDeepStrictEqual(each, waiver)));
}

/** The record in an output folder, and that of a new synth; undefined where one cannot be read. */
function recordsOf(outdir: string, { name, files }: FreshEnvironment): RecordPair | undefined {
  const found = rawRecord(outdir, name);
  const fresh = jsonObjectIn(files.get(recordFile("", name))?.toString() ?? "");
  return found && fresh && { environment: name, found, fresh };
}

function editsOfRecord(outdir: string, own: FreshEnvironment): OriginEdit[] {
  if (!existsSync(recordFile(outdir, own.name))) return [];
  const records = recordsOf(outdir, own);
  const place = { layer: "state", address: RECORD } as const;
  if (!records) return [{ ...place, message: "no JSON of a record, which synth writes", fix: SYNTH }];
  const edits = recordEdits(records);
  if (edits.length === 0) return [];
  return [
    {
      ...place,
      message: `values that the inputs do not lead to: ${edits.join("; ")}`,
      fix: hasSameInputs(records)
        ? SYNTH
        : `${SYNTH}; where the output is of inputs in another folder, name it with ENVIRONMENTS_DIR`,
    },
  ];
}

/** Whether the record of an environment has the digests of the inputs on this machine. */
export function isOfTheseInputs(outdir: string, own: FreshEnvironment): boolean {
  const records = recordsOf(outdir, own);
  return records !== undefined && hasSameInputs(records);
}

function manifestEdits(outdir: string, { name, manifest }: FreshEnvironment): OriginEdit[] {
  const found = asObject(readJsonFile(join(outdir, MANIFEST_NAME))["stacks"]);
  const stacks = Object.keys(found).filter((stack) => splitStackName(stack)?.environment === name);
  return [...new Set([...Object.keys(manifest), ...stacks])].flatMap((stack): OriginEdit[] => {
    const layer = splitStackName(stack)?.layer;
    if (layer === undefined || isDeepStrictEqual(found[stack], manifest[stack])) return [];
    const message =
      found[stack] === undefined
        ? "the stack is missing in the list of stacks"
        : manifest[stack] === undefined
          ? "a stack that the inputs do not lead to"
          : "another entry of the stack than synth writes";
    return [{ layer, address: MANIFEST_NAME, message, fix: SYNTH }];
  });
}
