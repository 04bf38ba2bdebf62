import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readJsonFile } from "./json-file";
import { type Json, asArray, asObject } from "./stack-json";

/** Values of an environment's file that the output folder keeps, for readers without the file. */
export interface EnvironmentRecord<Value = Json> {
  /** Waivers of the file. */
  readonly waivers: readonly WaiverRecord[];
  /** Values after inheritance and defaults; empty if an older synth wrote the record. */
  readonly settings: readonly SettingRecord<Value>[];
}

/** A value of the environment's file. */
export interface SettingRecord<Value = Json> {
  readonly path: readonly (string | number)[];
  readonly value: Value;
  /** Source position, as `file:line:column`. @default - none, for a value that is a default itself */
  readonly at?: string;
}

export interface WaiverRecord {
  readonly check: string;
  readonly address: string;
  readonly reason: string;
  /** Last day of the waiver, as an ISO date. */
  readonly until: string;
  /** Whether it comes from a file that the environment extends. @default - the environment's own file has it */
  readonly inherited?: true;
}

/** The record is in the folder of the state layer, which every environment has. */
const recordFile = (outdir: string, environment: string): string =>
  join(outdir, "stacks", `${environment}-state`, "environment.json");

export function writeEnvironmentRecord(
  outdir: string,
  environment: string,
  record: EnvironmentRecord<unknown>,
): void {
  const { waivers, settings } = record;
  // one line for each setting, so that a changed value is a changed line
  const lines = settings.map((setting) => `    ${JSON.stringify(setting)}`).join(",\n");
  writeFileSync(
    recordFile(outdir, environment),
    `{\n  "waivers": ${JSON.stringify(waivers, null, 2)},\n  "settings": [\n${lines}\n  ]\n}\n`,
  );
}

/** The record of an environment; empty if there is no file. */
export function readEnvironmentRecord(outdir: string, environment: string): EnvironmentRecord {
  const file = recordFile(outdir, environment);
  if (!existsSync(file)) return { waivers: [], settings: [] };
  const record = readJsonFile(file);
  return {
    waivers: asArray(record["waivers"])
      .map(asObject)
      .map(({ check, address, reason, until, inherited }) => ({
        check: text(check),
        address: text(address),
        reason: text(reason),
        until: text(until),
        ...(inherited === true ? { inherited } : {}),
      })),
    settings: asArray(record["settings"])
      .map(asObject)
      .map(({ path, value = null, at }) => ({
        path: asArray(path).map((step) => (typeof step === "number" ? step : String(step))),
        value,
        ...(typeof at === "string" ? { at } : {}),
      })),
  };
}

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
