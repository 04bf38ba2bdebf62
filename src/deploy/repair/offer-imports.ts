import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { counted } from "../../base/counted";
import { type Session } from "../deploy/session";
import { type DeployedStack } from "../deploy/stacks";
import { type Import } from "./search";
import { NPX } from "../../base/program-name";
import { STACK_FILES } from "../../base/stack-files";

/** Shows import blocks, and writes them beside the stack when the user agrees. Returns whether they are written. */
export async function offerImports(
  { ask, say }: Session,
  stack: DeployedStack,
  imports: readonly Import[],
): Promise<boolean> {
  const file = join(stack.folder, STACK_FILES.repair);
  const text = `${JSON.stringify({ import: imports }, null, 2)}\n`;
  say(
    `${counted(imports.length, "resource")} ${imports.length === 1 ? "exists, and the state lacks it" : "exist, and the state lacks them"}:\n${text}`,
  );
  if (existsSync(file)) say(`${file} exists and is replaced`);
  if (!(await ask(`write these import blocks to ${file}?`))) return false;
  writeFileSync(file, text);
  say(
    `wrote ${file}; now run: ${NPX} deploy --environments ${stack.environment} --layers ${stack.layer}\n` +
      "its plan shows the imports and what they change; after the apply it removes the file",
  );
  return true;
}
