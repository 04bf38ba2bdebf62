import { join } from "node:path";
import { findCommands } from "./existing-network";
import { type Session } from "./session";
import { type StateLock } from "./state";
import { type DeployedStack } from "./stacks";
import { NPX } from "../../base/program-name";

/** One line about a lock. */
export const describedLock = ({ id, who, created, operation }: StateLock): string =>
  `${operation} by ${who} since ${created}, ID ${id}`;

export async function afterFailedPlan(session: Session, stack: DeployedStack): Promise<void> {
  if (await sayLock(session, stack)) return;
  const commands = findCommands(stack.json);
  if (commands.length === 0) return;
  session.say("\nfor what the plan did not find, list it, or create it:");
  for (const { missing, find, create } of commands) session.say(`  ${missing}\n    ${find}\n    ${create}`);
}

export async function afterFailedApply(session: Session, stack: DeployedStack): Promise<void> {
  if (session.programs.isInterrupted) {
    session.say("\ninterrupted: run the same command again to continue");
    return;
  }
  if (await sayLock(session, stack)) return;
  session.say(
    `\nafter a killed apply, with messages such as "already exists": ${repairCommand(stack)}\notherwise correct the cause, and run the same command again`,
  );
  if (stack.layer === "platform") await showFailedRelease(session, stack);
}

async function sayLock({ states, say }: Session, stack: DeployedStack): Promise<boolean> {
  const lock = await states.lock(stack);
  if (lock === undefined) return false;
  say(
    `\nthe state is locked: ${describedLock(lock)}\nif that process runs, wait; if it was killed: ${repairCommand(stack)}`,
  );
  return true;
}

export const repairCommand = ({ environment, layer }: DeployedStack): string =>
  `${NPX} deploy --environments ${environment} --layers ${layer} --repair`;

/** A failed release is rolled back with its pods, so the events are the only trace of the reason. */
async function showFailedRelease({ programs, scripts, say }: Session, stack: DeployedStack): Promise<void> {
  say("\nHelm rolls a failed release back, and its message names no pod. Events of the namespaces:");
  await programs.run([process.execPath, join(scripts, "show-release-events.mjs"), stack.folder], {
    ENVIRONMENT: stack.environment,
  });
}
