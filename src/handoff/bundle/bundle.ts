import { userError } from "../../base/errors";
import { LOCK_NAME } from "../../base/provider-lock";
import { shownEntries } from "../../infrastructure/accepted-blocks";
import { NOTHING_STATED, type Stated } from "../../infrastructure/stated";
import { COMPARING, type NotProved, notProved } from "../../project/not-proved";
import { checksText, handedBlocks } from "./checks-file";
import { CHECKS_FILE } from "../../project/held-settings";
import { networkDrawing } from "../../reports/network";
import { svgOf } from "../../reports/svg";
import { filesOf } from "../../checks/files";
import { type WaivedRules } from "../../checks/suppressions";
import { TFLINT_FILE, tflintConfig } from "../../checks/tflint";
import { type EnvironmentRecord, NO_RECORD, type SettingRecord } from "../../terraform/environment-record";
import { EnvironmentPlan } from "../../terraform/environment-plan";
import { StackJson } from "../../terraform/stack-json";
import { type Growth } from "../folding/growth";
import { type Format, SYNTAXES } from "../module/format";
import { type HandedStack, type Module, moduleOf } from "../module/module";
import { layersInOrder, moduleReadme, overrideOf } from "../module/readme";
import { commentsIn } from "../module/comments";
import { suppressionsIn } from "../module/suppressions-in";
import { testFileOf } from "../tests-of-modules/test-file";
import { type Proof, prove } from "../parity/prove";
import { PICTURE_FILE, bundleReadme } from "./bundle-readme";
import { type FoundValues } from "../values/found-values";
import { writtenOut } from "../values/written-out";
import { PARITY_FILE, type Parity, parityOf } from "./parity-file";
import { type Provenance } from "./provenance";
import { type ValuesFile, backendFileOf, valuesFileOf, valuesFilesOf } from "./values-files";
import { NONE_RECORDED, type RecordedImages, handedImages, imageFiles } from "./images";
import { readModule } from "./read-module";
import { heldSettings } from "./held-settings";
import { GRAMMARS } from "../../terraform/grammar";

/** Files of a hand-over, by path, with the proof that they match the synthesized stacks. */
export interface Bundle {
  readonly files: ReadonlyMap<string, string>;
  readonly parity: Parity;
  /** Things that the checks and the comparison do not prove. */
  readonly notProved: readonly NotProved[];
  /** Files whose values the owner edits. */
  readonly valuesFiles: readonly ValuesFile[];
}

/** Values that files beside the stacks record. */
export interface Recorded extends RecordedImages {
  /** @default - no record of the file */
  readonly stated?: Stated;
  /** Accepted findings. @default - none */
  readonly findings?: Parameters<typeof notProved>[0][number]["findings"];
  /** Record of the environment beside the stacks. @default - none */
  readonly record?: EnvironmentRecord;
  /** Whether there is a lock of the images. @default false */
  readonly isLocked?: boolean;
  /** The trial with one element more in each list. @default - lists of the file stay blocks */
  readonly growth?: Growth;
  /** Variables that trials found. @default - no record has the settings */
  readonly values?: FoundValues;
  /** Whether nothing but the output itself says that synth wrote its blocks. @default false */
  readonly isOfUnknownOrigin?: boolean;
}

/**
 * The bundle of one environment. Throws if a written module differs from its synthesized stack.
 *
 * @param waivers waivers of the environment, with the scanner rules that they accept
 * @param recorded digests of images and charts, what the file of the environment states, and which findings it accepts
 */
export async function bundleOf(
  stacks: readonly HandedStack[],
  provenance: Provenance,
  waivers: readonly WaivedRules[] = [],
  recorded: Recorded = NONE_RECORDED,
  progress: (step: string) => void = () => undefined,
): Promise<Bundle> {
  const modules = stacks.map((stack) =>
    moduleOf(stack, { found: recorded.values?.layers.get(stack.layer), growth: recorded.growth }, waivers),
  );
  const order = layersInOrder(modules.map(({ layer }) => layer));
  const files = new Map<string, string>();
  const proofs = new Map<Module, Proof>();
  for (const [index, module] of modules.entries()) {
    progress(`proving module ${module.layer} (${index + 1} of ${modules.length})`);
    const written = moduleFiles(module, modules, provenance, waivers);
    proofs.set(module, provenEqual(module, written, provenance));
    for (const [path, text] of written) files.set(`${module.layer}/${path}`, text);
  }
  const images = handedImages(provenance.environment, stacks, recorded);
  const plan = new EnvironmentPlan(provenance.environment, stacks);
  files.set(PICTURE_FILE, svgOf(networkDrawing(plan)));
  const stated = recorded.stated ?? NOTHING_STATED;
  const open = notProved(
    [
      {
        plan,
        stated,
        findings: recorded.findings ?? [],
        isOfUnknownOrigin: recorded.isOfUnknownOrigin === true,
      },
    ],
    [...COMPARING, ...(recorded.isLocked ? [] : ["lock images"])],
  );
  const acceptedBlocks = shownEntries(plan, stated.acceptedBlocks ?? []);
  files.set(
    "README.md",
    bundleReadme({
      modules,
      order,
      provenance,
      images,
      acceptedBlocks,
      notProved: open,
      notVariables: recorded.values?.notVariables ?? [],
    }),
  );
  for (const [path, text] of imageFiles(images, provenance.isOwned)) files.set(path, text);
  files.set(TFLINT_FILE.path, tflintConfig());
  // The threshold of a cost alarm that the file leaves to the program is a variable too.
  const jsons = new Map(stacks.map(({ layer, stack }) => [layer, stack.json]));
  const thresholds = (settings: readonly SettingRecord[]): readonly SettingRecord[] =>
    writtenOut(settings, jsons).filter((each) => each.path[1] === "costAlarm" && !settings.includes(each));
  files.set(
    CHECKS_FILE,
    checksText(plan, recorded.record ?? NO_RECORD, handedBlocks(modules), (settings) =>
      heldSettings([...settings, ...thresholds(settings)], modules, recorded.growth?.collections ?? []),
    ),
  );
  const valuesFiles = modules.flatMap((module) => valuesFilesOf(module, provenance.format));
  const parity = parityOf(stacks, modules, proofs, files, provenance, valuesFiles);
  return {
    files: provenance.isOwned
      ? files
      : new Map([...files, [PARITY_FILE, `${JSON.stringify(parity, null, 2)}\n`]]),
    parity,
    notProved: open,
    valuesFiles,
  };
}

/** The files of one module, by their path in it. */
function moduleFiles(
  module: Module,
  modules: readonly Module[],
  provenance: Provenance,
  waivers: readonly WaivedRules[],
): Map<string, string> {
  const { layer, parts, values, backend, overrides, assets, own, lock } = module;
  const syntax = SYNTAXES[provenance.format];
  const comments = commentsIn(module, provenance.format, waivers);
  const test = testFileOf(module, modules);
  return new Map([
    ...[...parts].map(([name, part]): [string, string] => [
      `${name}${syntax.module}`,
      syntax.print(part, GRAMMARS.rootModule, { comments }),
    ]),
    [valuesFileOf(module, provenance.format), syntax.print(values, GRAMMARS.valuesFile)],
    [backendFileOf(module, provenance.format), syntax.print(backend, GRAMMARS.valuesFile)],
    ...(test ? [[`tests/${layer}${syntax.test}`, syntax.print(test, GRAMMARS.testFile)] as const] : []),
    ...[...overrides].map(([path, override]): [string, string] => [
      `${path}${syntax.module}`,
      syntax.print(override, GRAMMARS.rootModule, { header: [TFLINT_FILE.overrideComment] }),
    ]),
    ...assets,
    ...own,
    ...(provenance.format === "json" ? scannerFiles(module, waivers) : []),
    ...(lock === undefined ? [] : [[LOCK_NAME, lock] as const]),
    ["README.md", moduleReadme(module, modules, provenance)],
    [".gitignore", gitIgnore(module, provenance.format)],
  ]);
}

/** Expected findings of scanners in a module in JSON. */
const scannerFiles = (module: Module, waivers: readonly WaivedRules[]): ReadonlyMap<string, string> =>
  filesOf(new StackJson(module.layer, module.json), (scanner) => suppressionsIn(scanner, module, waivers));

/** Files that Terraform runs leave in a module. The lock file is not ignored: it belongs in version control. */
function gitIgnore(module: Module, format: Format): string {
  const copied = module.overrides.size > 0 ? [overrideOf(module, format).replace(/^.*\//, "/")] : [];
  return [".terraform/", "*.tfstate", "*.tfstate.*", "/plan", ...copied, ""].join("\n");
}

function provenEqual(module: Module, files: ReadonlyMap<string, string>, { format }: Provenance): Proof {
  const proof = prove(module.source, module.json, readModule(module, files, format));
  if (proof.differences.length === 0) return proof;
  throw userError({
    place: `${module.environment}-${module.layer}`,
    got: "a written module that differs from its synthesized stack",
    expected: "equal values",
    fix: "report these differences as a bug; nothing was written",
    details: proof.differences.map(({ text }) => text),
  });
}
