import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Json, asArray, asObject } from "./stack-json";

/** What the output keeps of an environment's file, for whoever reads the output without it. */
export interface EnvironmentRecord<Value = Json> {
  /** Findings that the file accepts. */
  readonly waivers: readonly WaiverRecord[];
  /** Its values after inheritance and defaults; none where an older synth wrote the record. */
  readonly settings: readonly SettingRecord<Value>[];
}

/** A value of the environment's file. */
export interface SettingRecord<Value = Json> {
  readonly path: readonly (string | number)[];
  readonly value: Value;
  /** Where it is written, as `file:line:column`; undefined for a default. */
  readonly at?: string;
}

export interface WaiverRecord {
  readonly check: string;
  readonly address: string;
  readonly reason: string;
  /** Last day on which it holds, as an ISO date. */
  readonly until: string;
}

/** The record lies in the folder of the state layer, which every environment has. */
const recordFile = (outdir: string, environment: string): string =>
  join(outdir, "stacks", `${environment}-state`, "environment.json");

export function writeEnvironmentRecord(
  outdir: string,
  environment: string,
  record: EnvironmentRecord<unknown>,
): void {
  const { waivers, settings } = record;
  // a setting a line, so that a changed value is a changed line
  const lines = settings.map((setting) => `    ${JSON.stringify(setting)}`).join(",\n");
  writeFileSync(
    recordFile(outdir, environment),
    `{\n  "waivers": ${JSON.stringify(waivers, null, 2)},\n  "settings": [\n${lines}\n  ]\n}\n`,
  );
}

/** The record of an environment; an empty one where there is none. */
export function readEnvironmentRecord(outdir: string, environment: string): EnvironmentRecord {
  const file = recordFile(outdir, environment);
  if (!existsSync(file)) return { waivers: [], settings: [] };
  const record = asObject(JSON.parse(readFileSync(file, "utf8")) as Json);
  return {
    waivers: asArray(record["waivers"])
      .map(asObject)
      .map(({ check, address, reason, until }) => ({
        check: text(check),
        address: text(address),
        reason: text(reason),
        until: text(until),
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
