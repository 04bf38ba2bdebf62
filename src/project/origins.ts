import { existsSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../base/version";
import { type Edit } from "./edit";
import { type FreshEnvironment, type Resynthesize } from "./fresh";
import { hasOwnApp } from "./origins/own-app";
import { compareWithFresh, isOfTheseInputs, rawRecord } from "./origins/with-inputs";
import {
  type Digests,
  compareWithRecord,
  editOfManifest,
  recordIn,
  trustedRecord,
} from "./origins/with-record";

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

export interface OriginsRequest extends ComparedInputs {
  readonly outdir: string;
  /** Environments of the folder to compare. */
  readonly names: readonly string[];
  /** File with a record that the user keeps elsewhere. @default - none */
  readonly manifest?: string | undefined;
  /**
   * Whether an output may be of other inputs, as the one before a change is. Its record is then compared. @default false: all that differs
   * from the inputs is an edit
   */
  readonly isOfAnyInputs?: boolean;
}

/** Where the blocks and files of an environment come from. */
export interface Origin {
  readonly environment: string;
  readonly compared: "inputs" | "trusted record" | "record" | "nothing";
  /** The comparison in words, with its result. */
  readonly text: string;
  readonly edits: readonly Edit[];
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
export const isUnknown = ({ compared }: Origin): boolean => compared === "record" || compared === "nothing";

const OTHER_INPUTS = "of other inputs than those on this machine";
const OWN_APP = "written by the App that cdktf.json names";

function withRecord(
  { outdir, manifest }: OriginsRequest,
  environment: string,
  record: Digests,
  reason: string,
  shared: readonly Edit[],
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
