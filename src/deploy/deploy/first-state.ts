import { copyFileSync, existsSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { FIRST_APPLY_OVERRIDE } from "../../base/first-apply";
import { type Session, inFolder } from "./session";
import { type DeployedStack } from "./stacks";

const override = ({ folder }: DeployedStack): string => join(folder, basename(FIRST_APPLY_OVERRIDE));

/** Whether the state of the state stack is in its folder: its bucket does not exist yet, or the state was not moved. */
export async function needsLocalState({ states }: Session, stack: DeployedStack): Promise<boolean> {
  if (stack.layer !== "state") return false;
  if (existsSync(override(stack))) return true;
  return (await states.notMoved(stack)) !== undefined || !(await states.exists(stack));
}

/** Makes Terraform store the state in the stack's folder. */
export function useLocalState(stack: DeployedStack): void {
  copyFileSync(join(stack.folder, FIRST_APPLY_OVERRIDE), override(stack));
}

export const useBucket = (stack: DeployedStack): void => rmSync(override(stack), { force: true });

/** Moves the state into the bucket that the first apply created. */
export async function moveIntoBucket(session: Session, stack: DeployedStack): Promise<boolean> {
  session.say("moves the state into the bucket");
  useBucket(stack);
  if (!(await inFolder(session, stack).init("-migrate-state", "-force-copy"))) return false;
  if ((await session.states.resources(stack)).length === 0) return false;
  for (const file of ["terraform.tfstate", "terraform.tfstate.backup"])
    rmSync(join(stack.folder, file), { force: true });
  return true;
}
