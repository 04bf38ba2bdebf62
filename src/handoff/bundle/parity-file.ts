import { VERSION } from "../../base/version";
import { FILES_BESIDE, STACK_FILES } from "../../base/stack-files";
import { type JsonObject } from "../../terraform/stack-json";
import { type HandedStack, type Module } from "../module/module";
import { NORMALISATIONS, type Normalisation } from "../parity/compare";
import { type Proof } from "../parity/prove";
import { GENERATOR, type Provenance } from "./provenance";
import { type ValuesFile } from "./values-files";
import { sha256 } from "../../base/digests";

/** File in a bundle with its proof, and with the checksums by which a later run recognizes its own files. */
export const PARITY_FILE = "parity.json";

/** Contents of `parity.json`. */
export interface Parity extends Provenance {
  readonly generator: string;
  /** Version of the generator. */
  readonly version: string;
  /** The differences in form that occur; there are no others. */
  readonly normalisations: Readonly<Partial<Record<Normalisation, string>>>;
  readonly modules: Readonly<Record<string, ModuleParity>>;
  /**
   * Generated values by their file, to tell those of the owner; without sensitive ones.
   * @default - an older version did not record them
   */
  readonly generated?: Readonly<Record<string, JsonObject>>;
  /** SHA-256 of every file of the bundle except `parity.json`, as it was generated. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ModuleParity {
  readonly stack: string;
  /** SHA-256 of each file of the synthesized stack. */
  readonly synthesized: Readonly<Record<string, string>>;
  /** Number of compared values; all of them are equal. */
  readonly values: number;
  /** Number of blocks of each type. */
  readonly blocks: Readonly<Record<string, number>>;
  /** SHA-256 of each Terraform file of the owner, which is copied and not compared. @default - there is none */
  readonly own?: Readonly<Record<string, string>>;
}

export function parityOf(
  stacks: readonly HandedStack[],
  modules: readonly Module[],
  proofs: ReadonlyMap<Module, Proof>,
  files: ReadonlyMap<string, string>,
  provenance: Provenance,
  valuesFiles: readonly ValuesFile[],
): Parity {
  const used = new Set([...proofs.values()].flatMap(({ normalisations }) => normalisations));
  const { environment, commit, format, inputs } = provenance;
  return {
    generator: GENERATOR,
    version: VERSION,
    environment,
    commit,
    format,
    ...(inputs === undefined ? {} : { inputs }),
    normalisations: Object.fromEntries(
      Object.entries(NORMALISATIONS).filter(([name]) => used.has(name as Normalisation)),
    ),
    modules: Object.fromEntries(
      modules.map((module, index): [string, ModuleParity] => [
        module.layer,
        {
          stack: `${module.environment}-${module.layer}`,
          synthesized: checksums(stacks[index]?.files ?? new Map<string, string>()),
          values: proofs.get(module)?.values ?? 0,
          blocks: blockCounts(module.source),
          ...(module.own.size > 0 ? { own: digests(module.own) } : {}),
        },
      ]),
    ),
    generated: Object.fromEntries(
      valuesFiles.map(({ path, values, sensitive }) => [
        path,
        Object.fromEntries(Object.entries(values).filter(([name]) => !sensitive.includes(name))),
      ]),
    ),
    files: digests(files),
  };
}

const digests = (files: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...files].map(([path, text]) => [path, sha256(text)]));

const checksums = (files: HandedStack["files"]): Record<string, string> =>
  Object.fromEntries(
    [...files]
      .filter(([file]) => [STACK_FILES.main, ...FILES_BESIDE].some((own) => own === file))
      .map(([file, text]) => [file, sha256(text)]),
  );

/** `resource aws_subnet`: 4 */
function blockCounts(source: JsonObject): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [section, blocks] of Object.entries(source)) {
    if (blocks === null || typeof blocks !== "object") continue;
    if (section === "resource" || section === "data") {
      for (const [type, byName] of Object.entries(blocks))
        counts[`${section} ${type}`] = Object.keys(byName as object).length;
    } else if (section !== "terraform") {
      counts[section] = Object.keys(blocks).length;
    }
  }
  return counts;
}
