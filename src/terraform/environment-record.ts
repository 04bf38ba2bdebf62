import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type SettingPath } from "./cause-record";
import { LAYERS, type Layer } from "../base/layers";
import { readJsonFile } from "./json-file";
import { type Json, type JsonObject, asArray, asObject } from "./stack-json";

/** Values of an environment's file that the output folder keeps, for readers without the file. */
export interface EnvironmentRecord<Value = Json> {
  /** Waivers that accept a finding. An inherited one may accept none. */
  readonly waivers: readonly WaiverRecord[];
  /** Values after inheritance and defaults; empty if an older synth wrote the record. */
  readonly settings: readonly SettingRecord<Value>[];
  /** The part of the file that each block of the stacks comes from; empty if an older synth wrote the record. */
  readonly causes: readonly CauseRecord[];
  /** Checksum of each file that the stacks were made of, by path. @default - an older synth wrote the record */
  readonly inputs?: ReadonlyMap<string, string>;
  /** Version of the program that wrote the stacks. @default - an older synth wrote the record */
  readonly version?: string;
  /** Checks of the owner with what they found, for readers, which run no code. @default - none */
  readonly ownChecks?: readonly OwnCheckRecord[];
  /** Positions of the blocks of a handed-over module. @default - synth wrote the stacks */
  readonly places?: readonly PlaceRecord[];
}

/** The part of the file that blocks of a stack come from. */
interface CauseRecord {
  readonly layer: Layer;
  /** Part of the file that a reader edits for these blocks. */
  readonly part: SettingPath;
  /** Addresses of blocks: `aws_vpc.main`, `data.aws_vpc.main`, `output.vpc_id`, `provider.aws`, `terraform`. */
  readonly addresses: readonly string[];
}

/** Position of a block in a file of a module. */
interface PlaceRecord {
  readonly layer: Layer;
  readonly address: string;
  /** `file:line:column` */
  readonly at: string;
}

/** A check of the owner of an environment. */
interface OwnCheckRecord {
  readonly id: string;
  readonly severity: "error" | "warning";
  readonly title: string;
  readonly why: string;
  /** Path of its file. */
  readonly source: string;
  readonly findings: readonly OwnFinding[];
}

/** A finding of a check of the owner. */
interface OwnFinding {
  readonly layer: Layer;
  readonly address: string;
  readonly message: string;
  readonly fix: string;
}

export const NO_RECORD: EnvironmentRecord = { waivers: [], settings: [], causes: [] };

/** A value of the environment's file. */
export interface SettingRecord<Value = Json> {
  readonly path: readonly (string | number)[];
  readonly value: Value;
  /** Source position, as `file:line:column`. @default - none, for a value that is a default itself */
  readonly at?: string;
}

interface WaiverRecord {
  readonly check: string;
  readonly address: string;
  /** Id of the finding. @default - none, the waiver accepts nothing */
  readonly finding?: string | undefined;
  readonly reason: string;
  /** Last day of the waiver, as an ISO date. */
  readonly until: string;
  /** Whether it comes from a file that the environment extends. @default - the environment's own file has it */
  readonly inherited?: true;
}

/** The record is in the folder of the state layer, which every environment has. */
export const recordFile = (outdir: string, environment: string): string =>
  join(outdir, "stacks", `${environment}-state`, "environment.json");

export function writeEnvironmentRecord(
  outdir: string,
  environment: string,
  record: EnvironmentRecord<unknown>,
): void {
  const { waivers, settings, causes, inputs, version, ownChecks = [], places } = record;
  const digests =
    inputs === undefined ? "" : `,\n  "inputs": ${JSON.stringify(Object.fromEntries(inputs), null, 2)}`;
  const checks = ownChecks.length === 0 ? "" : `,\n  "ownChecks": ${linesOf(ownChecks)}`;
  const positions = places === undefined ? "" : `,\n  "places": ${linesOf(places)}`;
  writeFileSync(
    recordFile(outdir, environment),
    `{\n${version === undefined ? "" : `  "version": ${JSON.stringify(version)},\n`}  "waivers": ${JSON.stringify(waivers, null, 2)},\n  "settings": ${linesOf(settings)},\n  "causes": ${linesOf(causes)}${digests}${checks}${positions}\n}\n`,
  );
}

/** A list with one line for each item, so that a changed item is a changed line. */
const linesOf = (items: readonly unknown[]): string =>
  `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;

/** The record of an environment; empty if there is no file. */
export function readEnvironmentRecord(outdir: string, environment: string): EnvironmentRecord {
  const file = recordFile(outdir, environment);
  return existsSync(file) ? environmentRecord(readJsonFile(file)) : NO_RECORD;
}

/** The record in the JSON of a file; what it lacks is empty. */
export function environmentRecord(record: JsonObject): EnvironmentRecord {
  return {
    waivers: asArray(record["waivers"])
      .map(asObject)
      .map(({ check, address, finding, reason, until, inherited }) => ({
        check: text(check),
        address: text(address),
        ...(typeof finding === "string" ? { finding } : {}),
        reason: text(reason),
        until: text(until),
        ...(inherited === true ? { inherited } : {}),
      })),
    settings: asArray(record["settings"])
      .map(asObject)
      .map(({ path, value = null, at }) => ({
        path: pathOf(path),
        value,
        ...(typeof at === "string" ? { at } : {}),
      })),
    causes: asArray(record["causes"]).map(asObject).flatMap(readCause),
    ...(typeof record["version"] === "string" ? { version: record["version"] } : {}),
    ...(record["ownChecks"] === undefined
      ? {}
      : { ownChecks: asArray(record["ownChecks"]).map(asObject).map(readOwnCheck) }),
    ...(record["places"] === undefined
      ? {}
      : { places: asArray(record["places"]).map(asObject).flatMap(readPlace) }),
    ...(record["inputs"] === undefined
      ? {}
      : {
          inputs: new Map(
            Object.entries(asObject(record["inputs"])).map(([file, digest]) => [file, text(digest)]),
          ),
        }),
  };
}

function readCause({ layer, part, addresses }: JsonObject): CauseRecord[] {
  const known = LAYERS.find((each) => each === layer);
  return known === undefined
    ? []
    : [{ layer: known, part: pathOf(part), addresses: asArray(addresses).map(text) }];
}

function readPlace({ layer, address, at }: JsonObject): PlaceRecord[] {
  const known = LAYERS.find((each) => each === layer);
  return known === undefined ? [] : [{ layer: known, address: text(address), at: text(at) }];
}

const readOwnCheck = ({ id, severity, title, why, source, findings }: JsonObject): OwnCheckRecord => ({
  id: text(id),
  severity: severity === "warning" ? severity : "error",
  title: text(title),
  why: text(why),
  source: text(source),
  findings: asArray(findings)
    .map(asObject)
    .flatMap(({ layer, address, message, fix }) => {
      const known = LAYERS.find((each) => each === layer);
      return known === undefined
        ? []
        : [{ layer: known, address: text(address), message: text(message), fix: text(fix) }];
    }),
});

const pathOf = (path: Json | undefined): SettingPath =>
  asArray(path).map((step) => (typeof step === "number" ? step : String(step)));

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
