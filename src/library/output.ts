import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type App } from "cdktf";
import { readRecord, writeRecord } from "../base/synth-record";
import { LayerStack } from "../platform/layer-stack";
import { type OutputStack, readStacks } from "../terraform/output";
import { type UserError, attempt } from "../base/errors";
import { LOCK_NAME } from "../base/provider-lock";
import { lockTextOf, locksDirOf } from "../project/provider-locks";
import { BuildError, causesIn, writeStackFiles } from "../synth/app";
import { check, refusedTexts, lastRecords, writeRecords } from "../synth/checked";
import { type Environments, type Inputs } from "../synth/inputs";
import { checkedPlans, runOwnChecks } from "../synth/run";
import { ownCopiesOf, placeOwnFiles } from "../synth/place";
import { Locator } from "../synth/locate";
import { STACK_FILES, MANIFEST_NAME } from "../base/stack-files";
import { sha256Of } from "../base/digests";

export interface OutputProps {
  readonly environmentsDir: string;
  readonly environments: Environments;
  readonly locks: Inputs["locks"];
  /** The current day, as an ISO date. */
  readonly today: string;
}

/**
 * Writes what synth writes beside the stacks that cdktf has written to the output folder of an App, and checks these stacks. Returns
 * the texts of what is refused.
 */
export function completeOutput(app: App, props: OutputProps): readonly string[] {
  // Readers of an output folder begin with it. No command reads an output without it: cdktf writes it after all validations.
  app.manifest.writeToFile();
  try {
    return completed(app, props);
  } finally {
    rmSync(join(app.outdir, MANIFEST_NAME));
  }
}

function completed(
  app: App,
  { environmentsDir, environments, locks, today }: OutputProps,
): readonly string[] {
  const { outdir } = app;
  const names = environments.map(({ name }) => name);
  const layers = app.node.children.filter((each) => each instanceof LayerStack);
  const files = layers.flatMap((stack) => {
    const { workingDirectory } = app.manifest.forStack(stack);
    const beside = writeStackFiles(stack, outdir, workingDirectory);
    return names.includes(stack.environmentName)
      ? [posix.join(workingDirectory, STACK_FILES.main), ...beside]
      : [];
  });
  const problems = placeOwnFiles(environments, outdir, locksDirOf(environmentsDir));
  const copies = ownCopiesOf(environments.filter(({ name }) => !problems.has(name)));
  files.push(...copies);
  const stacks = readStacks(outdir, copies).filter(({ environment }) => names.includes(environment));
  files.push(...copyLocks(stacks, locksDirOf(environmentsDir), outdir));
  const causes = causesIn(app);
  const locator = new Locator({ environments, stacks, causes, last: lastRecords(outdir) });
  const errors: UserError[] = [];
  const ownChecks =
    attempt(errors, () => runOwnChecks(environmentsDir, () => checkedPlans(environments, stacks))) ??
    new Map<string, []>();
  const { lost, results } = check({ environments, locks, stacks, locator, ownChecks }, { outdir, today });
  for (const environment of environments) {
    const lock = locks.get(environment.name);
    files.push(...writeRecords(environment, outdir, { stacks, causes, lock, results, ownChecks }));
  }
  recordFiles(outdir, stacks, files);
  return [
    ...(problems.size > 0 ? [new BuildError(problems).message] : []),
    ...errors.map(({ message }) => message),
    ...refusedTexts({ lost, results }, locator, ownChecks),
  ];
}

/** Copies the lock of each stack's set of providers. The command synth also judges these locks. */
function copyLocks(stacks: readonly OutputStack[], locksDir: string, outdir: string): string[] {
  return stacks.flatMap(({ stack, folder }) => {
    const text = lockTextOf(stack, locksDir);
    if (text === undefined) return [];
    const file = posix.join(folder, LOCK_NAME);
    writeFileSync(join(outdir, file), text);
    return [file];
  });
}

/** Records the files of these stacks, as synth does, and removes those that an earlier run wrote for them and this one did not. */
function recordFiles(outdir: string, stacks: readonly OutputStack[], files: readonly string[]): void {
  const earlier = readRecord(outdir);
  const isOfThese = (file: string): boolean => stacks.some(({ folder }) => file.startsWith(`${folder}/`));
  for (const file of earlier.files.filter((each) => isOfThese(each) && !files.includes(each)))
    rmSync(join(outdir, file), { force: true });
  const others = [...earlier.digests].filter(
    ([file]) => file !== MANIFEST_NAME && !isOfThese(file) && existsSync(join(outdir, file)),
  );
  const now = [MANIFEST_NAME, ...files].map((file) => [file, sha256Of(join(outdir, file))] as const);
  writeRecord(outdir, new Map([...others, ...now]));
}
