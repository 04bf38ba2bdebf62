import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { userError } from "../../base/errors";
import { readText } from "../../base/read-text";
import { unprotectedBy, unprotectedText } from "../../base/unprotected";
import { asObject } from "../../terraform/stack-json";
import { type Session } from "./session";
import { type DeployedStack } from "./stacks";
import { STACK_FILES } from "../../base/stack-files";

export const protectedAddresses = ({ json }: Pick<DeployedStack, "json">): string[] =>
  json
    .resources()
    .filter(({ config }) => asObject(config["lifecycle"])["prevent_destroy"] === true)
    .map(({ address }) => address);

/** The protected resources that a destroy of a stack would delete: those that its state has. */
export async function protectedInState(
  states: Session["states"],
  stack: DeployedStack,
): Promise<readonly string[]> {
  const addresses = protectedAddresses(stack);
  if (addresses.length === 0) return [];
  const resources = await states.resources(stack);
  return addresses.filter((address) => resources.includes(address));
}

/** Lifts prevent_destroy of all resources of a stack while `work` runs. */
export async function unprotected<Result>(
  stack: DeployedStack,
  work: () => Promise<Result>,
): Promise<Result> {
  const addresses = protectedAddresses(stack);
  if (addresses.length === 0) return work();
  const override = join(stack.folder, STACK_FILES.unprotected);
  writeFileSync(override, unprotectedText(addresses));
  try {
    return await work();
  } finally {
    rmSync(override, { force: true });
  }
}

const OVERRIDE = { expected: "a file that can be read", fix: "delete it: it lifts prevent_destroy" };

/**
 * Removes the overrides that a killed destroy left in an output folder, and names them. Throws where the process that wrote one
 * may still run. The file of a user is not removed.
 */
export function removeLeftOverrides(outdir: string, say: (line: string) => void): void {
  const stacks = join(outdir, "stacks");
  for (const name of existsSync(stacks) ? readdirSync(stacks) : []) {
    const file = join(stacks, name, STACK_FILES.unprotected);
    const holder = existsSync(file) ? unprotectedBy(readText(file, OVERRIDE)) : undefined;
    if (holder === undefined) continue;
    const process = `process ${holder.pid} on ${holder.host}`;
    if (holder.state !== "ended")
      throw userError({
        place: file,
        got: `a destroy that ${process} began at ${holder.since}`,
        expected: "no other destroy of this output folder",
        fix: "wait until it ends; if it no longer runs, delete the file",
      });
    rmSync(file);
    say(`removed ${file}: a killed destroy (${process}) had left prevent_destroy lifted`);
  }
}
