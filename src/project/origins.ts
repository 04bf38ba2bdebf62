import { existsSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../base/version";
import { originEditLines, type OriginEdit } from "./origins/edit";
import { type FreshEnvironment } from "./origins/fresh";
import { hasOwnApp } from "./origins/own-app";
import { compareWithFresh, isOfTheseInputs, rawRecord } from "./origins/with-inputs";
import {
  type FileDigests,
  compareWithRecord,
  editOfManifest,
  recordIn,
  trustedRecord,
} from "./origins/with-record";
import { type CommandOutput } from "../base/command-line";
import { counted } from "../base/counted";
import { userError } from "../base/errors";
import { NPX } from "../base/program-name";

/** Inputs that an output folder is compared with. */
export interface ComparedInputs {
  /**
   * Folder of the YAML files that this machine names. The paths in the record of an output are not used: who edits the output can edit
   * them.
   */
  readonly environmentsDir: string;
  readonly resynthesize: Resynthesize;
  /** Folder of the project. @default - the working directory */
  readonly root?: string;
}

interface OriginsRequest extends ComparedInputs {
  readonly outdir: string;
  /** Environments of the folder to compare. */
  readonly names: readonly string[];
  /** File with a record that the user keeps elsewhere. @default - none */
  readonly manifest?: string | undefined;
  /**
   * Whether an output may be of other inputs, as the one before a change is. Its record is then compared. @default
   * false: all that differs from the inputs is an edit
   */
  readonly isOfAnyInputs?: boolean;
}

/** Where the blocks and files of an environment come from. */
export interface Origin {
  readonly environment: string;
  readonly compared: "inputs" | "trusted record" | "record" | "nothing";
  /** The comparison in words, with its result. */
  readonly text: string;
  readonly edits: readonly OriginEdit[];
  /** Files of which nothing tells whether they are edited, from the output folder. */
  readonly notCompared: readonly string[];
  /** A new synth of the inputs. @default - there are none on this machine */
  readonly fresh?: FreshEnvironment;
  /** The version that wrote it; empty for an older one that did not record it. @default - this version */
  readonly otherVersion?: string;
}

/** Compares environments of an output folder with a new synth of their inputs, or else with a record of their files. */
export function originsOf(request: OriginsRequest): Origin[] {
  const { outdir, names, environmentsDir, resynthesize, manifest, root = "." } = request;
  const isOwnApp = hasOwnApp(root);
  const record = manifest === undefined ? recordIn(outdir) : trustedRecord(manifest);
  const comparable = names.filter(
    (name) =>
      manifest === undefined &&
      !isOwnApp &&
      otherVersionOf(outdir, name) === undefined &&
      existsSync(join(environmentsDir, `${name}.yaml`)),
  );
  const synthesized = comparable.length === 0 ? [] : resynthesize(environmentsDir, comparable);
  const fresh = synthesized.filter((own) => request.isOfAnyInputs !== true || isOfTheseInputs(outdir, own));
  const recorded = names.filter((environment) => !fresh.some(({ name }) => name === environment));
  return names.map((environment): Origin => {
    const own = fresh.find(({ name }) => name === environment);
    if (own) {
      const compared = compareWithFresh(outdir, own);
      const text =
        compared.edits.length === 0
          ? `equal to a new synth of ${environmentsDir}`
          : `compared with a new synth of ${environmentsDir}`;
      return { environment, compared: "inputs", text, ...compared, fresh: own };
    }
    const reason = comparable.includes(environment) ? OTHER_INPUTS : isOwnApp ? OWN_APP : "";
    // All environments share the list of stacks.
    const shared = environment === recorded[0] ? editOfManifest(outdir, environment, record) : [];
    return withRecord(request, environment, record, reason, shared);
  });
}

/** Whether nothing but the output itself says that synth wrote its blocks. */
export const isUnknownOrigin = ({ compared }: Origin): boolean =>
  compared === "record" || compared === "nothing";

const OTHER_INPUTS = "of other inputs than those on this machine";
const OWN_APP = "written by the App that cdktf.json names";

function withRecord(
  { outdir, manifest }: OriginsRequest,
  environment: string,
  record: FileDigests,
  reason: string,
  shared: readonly OriginEdit[],
): Origin {
  const { edits: own, notCompared } = compareWithRecord(outdir, environment, record);
  const edits = [...shared, ...own];
  const otherVersion = otherVersionOf(outdir, environment);
  const writer = otherVersion === "" ? "an older version" : `version ${otherVersion}`;
  const words = otherVersion === undefined ? reason : `${writer} wrote it, this is ${VERSION}`;
  const prefix = words === "" ? "" : `${words}: `;
  const other = otherVersion === undefined ? {} : { otherVersion };
  if (record.digests.size === 0)
    return {
      environment,
      compared: "nothing",
      text: `${prefix}not compared, since no record has its digests`,
      edits,
      notCompared,
      ...other,
    };
  const unchanged = edits.length === 0 ? "unchanged since that synth, " : "";
  return {
    environment,
    ...(manifest === undefined
      ? {
          compared: "record",
          text: `${prefix}${unchanged}compared with the record in the output alone; a forged record is not noticed`,
        }
      : { compared: "trusted record", text: `${prefix}${unchanged}compared with the record ${manifest}` }),
    edits,
    notCompared,
    ...other,
  };
}

/** The version of a record that another one wrote; undefined for this version, and where there is no record to read. */
function otherVersionOf(outdir: string, environment: string): string | undefined {
  const record = rawRecord(outdir, environment);
  if (record === undefined || record["version"] === VERSION) return undefined;
  return typeof record["version"] === "string" ? record["version"] : "";
}

/** A line for each sentence of origins, with the environments that it holds for, and one for each file that nothing tells about. */
export function originLines(origins: readonly Origin[]): string[] {
  const texts = [...new Set(origins.map(({ text }) => text))];
  return [
    ...texts.map((text) => {
      const names = origins.filter((each) => each.text === text).map(({ environment }) => environment);
      return `${names.join(", ")}: ${text}`;
    }),
    ...origins.flatMap(({ notCompared }) =>
      notCompared.map((file) => `not compared: ${file}, which no lock records`),
    ),
  ];
}

/**
 * Synthesizes environments again without writing an output folder, and without checks. Throws where a synth of them would be refused
 * before its checks.
 */
export type Resynthesize = (environmentsDir: string, names: readonly string[]) => readonly FreshEnvironment[];

/**
 * Throws where an environment of an output folder has what its inputs do not lead to: the command would hand it to others, or apply it.
 * Returns what was compared.
 */
function refuseEdits(request: OriginsRequest): readonly Origin[] {
  const origins = originsOf(request);
  const details = origins.flatMap(({ environment, edits }) => originEditLines(environment, edits));
  if (details.length === 0) return origins;
  throw userError({
    place: request.outdir,
    got: `${counted(details.length, "edit")} that the inputs do not lead to`,
    expected: "an output as synth writes it",
    fix: `run ${NPX} synth, or move what you need to own files; ${NPX} check says how`,
    details,
  });
}

/**
 * `refuseEdits` for a command that calls it several times while it applies. The inputs are synthesized once: a file that changes for the
 * next synth meanwhile edits no output.
 */
export function refusingEdits(request: OriginsRequest): () => readonly Origin[] {
  let fresh: ReturnType<Resynthesize> | undefined;
  const resynthesize: Resynthesize = (...inputs) => (fresh ??= request.resynthesize(...inputs));
  return () => refuseEdits({ ...request, resynthesize });
}

/** Says what nothing compared with the inputs; says nothing where all of it was. */
export function sayNotCompared(origins: readonly Origin[], output: CommandOutput): void {
  const lines = originLines(
    origins.filter(({ compared, notCompared }) => compared !== "inputs" || notCompared.length > 0),
  );
  if (lines.length > 0) output.err(`${lines.join("\n")}\n\n`);
}

/** Throws for an output of another version, which is no basis of an apply. */
export function refuseOtherVersions(origins: readonly Origin[], outdir: string): void {
  const versions = [...new Set(origins.flatMap(({ otherVersion }) => otherVersion ?? []))];
  if (versions.length === 0) return;
  throw userError({
    place: outdir,
    got: `the output of ${versions.map((each) => (each === "" ? "an older version" : `version ${each}`)).join(" and ")}`,
    expected: `one of this version, ${VERSION}`,
    fix: `run ${NPX} synth --out NEW, and compare the versions with ${NPX} review --before ${outdir} --in NEW; then deploy with --in NEW`,
  });
}
