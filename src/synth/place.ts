import { existsSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { type Problem } from "../environment/problems";
import { readStack } from "../terraform/output";
import { LAYERS, type Layer, stackName } from "../base/layers";
import { STACKS_FOLDER, ownCopyOf } from "../base/stack-files";
import { lockTextOf } from "../project/provider-locks";
import { lockedReleases } from "../base/provider-lock";
import { problemsOfOwnFiles } from "./own-files/file-problems";
import { type OwnFile } from "../environment/loaded-environment";

/** An environment with the Terraform files of its owner. */
export interface WithOwnFiles {
  readonly name: string;
  /** @default - none */
  readonly own?: readonly OwnFile[];
}

/** Copies of the owner's files of environments, relative to the output folder. */
export const ownCopiesOf = (environments: readonly WithOwnFiles[]): string[] =>
  environments.flatMap(({ name, own = [] }) => own.map((file) => copyPath(name, file)));

/**
 * Copies the owner's files of environments into the folders of their stacks, which `outdir` already has. `locksDir` is the folder with
 * the locks of providers, if there is one. Returns problems by environment; nothing of such an environment is copied.
 */
export function placeOwnFiles(
  environments: readonly WithOwnFiles[],
  outdir: string,
  locksDir: string | undefined,
): ReadonlyMap<string, readonly Problem[]> {
  const problems = new Map<string, readonly Problem[]>();
  for (const { name, own = [] } of environments) {
    const found = LAYERS.flatMap((layer) =>
      problemsIn({ outdir, locksDir }, name, layer, filesOf(own, layer)),
    );
    if (found.length > 0) problems.set(name, found);
    else for (const file of own) writeFileSync(join(outdir, copyPath(name, file)), file.text);
  }
  return problems;
}

const filesOf = (own: readonly OwnFile[], layer: Layer): OwnFile[] =>
  own.filter((file) => file.layer === layer);

const folderOf = (environment: string, layer: Layer): string =>
  posix.join(STACKS_FOLDER, stackName(environment, layer));

function problemsIn(
  { outdir, locksDir }: { readonly outdir: string; readonly locksDir: string | undefined },
  environment: string,
  layer: Layer,
  files: readonly OwnFile[],
): readonly Problem[] {
  const [first] = files;
  if (!first) return [];
  const folder = join(outdir, folderOf(environment, layer));
  if (existsSync(folder)) {
    const stack = readStack(stackName(environment, layer), folder);
    const lock = locksDir === undefined ? undefined : lockTextOf(stack, locksDir);
    return problemsOfOwnFiles(files, stack, lock === undefined ? undefined : lockedReleases(lock));
  }
  return [
    {
      path: first.component === undefined ? dirname(first.path) : first.path,
      got: `files of the layer ${layer}, which ${environment} does not have`,
      expected: "files of a layer with a stack",
      fix: "move them to another layer, or set the keys that need this one",
    },
  ];
}

const copyPath = (environment: string, { layer, name }: OwnFile): string =>
  posix.join(folderOf(environment, layer), ownCopyOf(name));
