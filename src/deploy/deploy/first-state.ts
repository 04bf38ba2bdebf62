import { copyFileSync, existsSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { type Session, inFolder } from "./session";
import { type DeployedStack } from "./stacks";
import { STACK_FILES } from "../../base/stack-files";

const override = ({ folder }: DeployedStack): string => join(folder, basename(STACK_FILES.firstApply));

/** Whether the state of the state stack is in its folder: its bucket does not exist yet, or the state was not moved. */
export async function needsLocalState({ states }: Session, stack: DeployedStack): Promise<boolean> {
  if (stack.layer !== "state") return false;
  if (existsSync(override(stack))) return true;
  return (await states.notMoved(stack)) !== undefined || !(await states.exists(stack));
}

/** Makes Terraform store the state in the stack's folder. */
export function useLocalState(stack: DeployedStack): void {
  copyFileSync(join(stack.folder, STACK_FILES.firstApply), override(stack));
}

export const useBucket = (stack: DeployedStack): void => rmSync(override(stack), { force: true });

/** Moves the state into the bucket that the first apply created. */
export async function moveIntoBucket(session: Session, stack: DeployedStack): Promise<boolean> {
  session.say("moves the state into the bucket");
  useBucket(stack);
  if (!(await inFolder(session, stack).init("-migrate-state", "-force-copy"))) return false;
  if ((await session.states.resources(stack)).length === 0) return false;
  forgetLocalState(stack);
  return true;
}

/** Removes the state in the stack's folder. */
export function forgetLocalState({ folder }: DeployedStack): void {
  for (const file of ["terraform.tfstate", "terraform.tfstate.backup"])
    rmSync(join(folder, file), { force: true });
}
