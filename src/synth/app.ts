import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { App } from "cdktf";
import { composeEnvironment } from "../platform/compose";
import { COMPONENTS } from "../parts/generated/registry";
import { type AnyComponent } from "../platform/contract";
import { type Install } from "../platform/install";
import { type LockFile } from "../project/address-lock-file";
import { type EnvironmentConfig } from "../environment/schema";
import { ConfigError, type Problem } from "../environment/problems";
import { escapeTemplates } from "../terraform/terraform-templates";
import { environmentStacks } from "../platform/environment-stacks";
import { LayerStack } from "../platform/layer-stack";
import { placeOwnFiles } from "./place";
import { traceTokensOnFailure } from "../platform/token-traces";
import { type OwnFile } from "../environment/loaded-environment";
import { type EnvironmentRecord } from "../terraform/environment-record";
import { INSTALLS } from "../parts/generated/installs";

type Locate = Parameters<LayerStack["addressProblems"]>[0];

export interface NamedConfig {
  readonly name: string;
  readonly config: EnvironmentConfig;
  /** Texts of the files that it names. @default - it names none */
  readonly files?: readonly { readonly file: string; readonly text: string }[];
  /** Renamed addresses. @default - none */
  readonly moves?: LockFile["lock"]["moves"];
  /** Image repositories that stay in AWS. @default - none */
  readonly retained?: LockFile["lock"]["retained"];
  /** Terraform files of the owner. @default - none */
  readonly own?: readonly OwnFile[];
  /** Finds values in the file, for messages. @default - messages have paths only */
  readonly locate?: Locate;
}

/** Receives each step of the synth as a short description. */
export type OnStep = (what: string) => void;

export interface BuildOptions {
  /** @default - none */
  readonly progress?: OnStep;
  /** Parts of the platform. @default - those of the registry */
  readonly components?: readonly AnyComponent[];
  /** Resources of parts beyond their declarations, by the id of the part. @default - those of the registry */
  readonly installs?: Readonly<Record<string, Install>>;
}

/** Problems that only the resources of environments show. */
export class BuildError extends ConfigError {
  constructor(
    /** Problems of each of these environments. */
    readonly environments: ReadonlyMap<string, readonly Problem[]>,
  ) {
    super([...environments.values()].flat());
  }
}

/** Builds the stacks of every environment in memory. Throws a BuildError with the problems of all environments. */
export function buildApp(
  environments: readonly NamedConfig[],
  outdir: string,
  options: BuildOptions = {},
): App {
  const app = new App({ outdir, hclOutput: false });
  addStacks(app, environments, options);
  return app;
}

/** Adds the stacks of every environment to an App. Throws a BuildError with the problems of all environments. */
export function addStacks(
  app: App,
  environments: readonly NamedConfig[],
  { progress, components = COMPONENTS, installs = INSTALLS }: BuildOptions = {},
): void {
  const refused = new Map<string, readonly Problem[]>();
  for (const { name, config, files = [], moves = [], retained, locate } of environments) {
    progress?.(`building ${name}`);
    const composed = composeEnvironment(name, escapeTemplates(config), components, files);
    const stacks = environmentStacks(app, composed, installs);
    const problems = stacks.flatMap((stack) => stack.addressProblems(locate));
    if (problems.length > 0) refused.set(name, problems);
    for (const stack of stacks) {
      stack.addMoves(moves.filter((move) => move.stack === stack.node.id));
      stack.retain(retained?.get(stack.node.id) ?? new Map<string, string>());
    }
  }
  if (refused.size > 0) throw new BuildError(refused);
}

/** The parts of the files that blocks of stacks come from, by environment. */
export type BlockCauses = ReadonlyMap<string, EnvironmentRecord["causes"]>;

/** A synth of environments whose files are in a folder. */
export interface SynthesizeOptions extends BuildOptions {
  /** Folder with the locks of providers. @default - own files are compared with the schemas of the oldest releases */
  readonly locksDir?: string;
}

/**
 * Writes a whole synth into `outdir`: `manifest.json` and a folder for each stack. Throws a BuildError with the problems of all
 * environments.
 */
export function synthesize(
  environments: readonly NamedConfig[],
  outdir: string,
  { locksDir, ...options }: SynthesizeOptions = {},
): BlockCauses {
  return traceTokensOnFailure(() => {
    const app = buildApp(environments, outdir, options);
    write(app, outdir, options.progress);
    const problems = placeOwnFiles(environments, outdir, locksDir);
    if (problems.size > 0) throw new BuildError(problems);
    return causesIn(app);
  });
}

/** The parts of the files that the blocks of an app come from. */
export function causesIn(app: App): BlockCauses {
  const causes = new Map<string, EnvironmentRecord["causes"][number][]>();
  for (const stack of app.node.children.filter((each) => each instanceof LayerStack)) {
    causes.set(stack.environmentName, [...(causes.get(stack.environmentName) ?? []), ...stack.parts()]);
  }
  return causes;
}

function write(app: App, outdir: string, progress: OnStep | undefined): void {
  const stacks = app.node.children.filter((each) => each instanceof LayerStack);
  if (progress) stacks.forEach((stack) => announce(stack, progress));
  app.synth();
  for (const stack of stacks) writeStackFiles(stack, outdir, app.manifest.forStack(stack).workingDirectory);
}

/** Writes the files that belong beside the \`cdk.tf.json\` of a stack. Returns their paths in the output folder. */
export function writeStackFiles(stack: LayerStack, outdir: string, stackFolder: string): string[] {
  return [...stack.files].map(([name, text]) => {
    const path = posix.join(stackFolder, name);
    mkdirSync(dirname(join(outdir, path)), { recursive: true });
    writeFileSync(join(outdir, path), text);
    return path;
  });
}

/** cdktf writes all stacks in one call. Its synthesizer runs once for each stack, so it reports progress. */
function announce(stack: LayerStack, progress: OnStep): void {
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      progress(`writing ${stack.node.id}`);
      synthesizer.synthesize(session);
    },
  };
}
