import { needsLocalState, useLocalState } from "../deploy/first-state";
import { Kubectl } from "../deploy/kubectl";
import { describedLock } from "../deploy/next-steps";
import { type Ended, type Session, headline, inFolder } from "../deploy/session";
import { type DeployedStack } from "../deploy/stacks";
import { untainted } from "../deploy/tainted";
import { repairObjects } from "./left-objects";
import { offerImports } from "./offer-imports";
import { repairReleases } from "./release-repair";
import { plannedChanges, search } from "./search";

/**
 * Repairs the chosen layers after a killed apply, in order: frees the lock of the state, removes taints of what exists, brings Helm
 * releases and volumes into a form that the next apply changes to the file, names objects of neither, and writes import blocks for
 * what exists and the state lacks. Each is shown first, and done when the user agrees. The first layer with
 * imports is the last one, since it is applied before later ones can be planned.
 */
export async function repairLayers(session: Session): Promise<Ended> {
  const { chosen, programs, say } = session;
  for (const stack of chosen) {
    headline(session, stack, chosen);
    const ended = await repairLayer(session, stack);
    if (ended !== "clean") return ended;
    if (programs.isInterrupted) return "failed";
  }
  say("\nnothing to import");
  return "done";
}

async function repairLayer(session: Session, stack: DeployedStack): Promise<Ended | "clean"> {
  if (await needsLocalState(session, stack)) useLocalState(stack);
  if (!(await inFolder(session, stack).init())) return "failed";
  if ((await freeLock(session, stack)) !== "done") return "declined";
  const kept = await untainted(session, stack);
  if (typeof kept === "string") return kept;
  const { kubernetes, helm } = stack.json.providers;
  if ((kubernetes ?? helm) === undefined) return importExisting(session, stack);
  return Kubectl.connected(session, stack, async (kubectl) => {
    const changes = await plannedChanges(session, stack);
    const ended = await repairReleases(session, stack, kubectl, changes);
    if (ended !== "done") return ended;
    const left = await repairObjects(session, kubectl, changes);
    return left === "done" ? importExisting(session, stack, kubectl) : left;
  });
}

async function importExisting(
  session: Session,
  stack: DeployedStack,
  kubectl?: Kubectl,
): Promise<Ended | "clean"> {
  const found = await search(session, stack, kubectl);
  const replaced = new Map(
    found.changes.filter(({ kind }) => kind === "replace").map(({ address, changed }) => [address, changed]),
  );
  const imports = found.imports.filter(({ to }) => !replaced.has(to));
  const left = [
    ...found.unclear,
    ...found.imports
      .filter(({ to }) => replaced.has(to))
      .map(
        ({ to, id }) =>
          `${to}: ${id} exists, and the next apply would replace it because of ${(replaced.get(to) ?? []).join(", ")}; ` +
          "correct the environment's file, or delete it by hand",
      ),
  ];
  for (const line of left) session.say(`not imported: ${line}`);
  if (imports.length === 0) return left.length > 0 ? "failed" : "clean";
  if (!(await offerImports(session, stack, imports))) return "declined";
  return left.length > 0 ? "failed" : "done";
}

async function freeLock(session: Session, stack: DeployedStack): Promise<Ended> {
  const lock = await session.states.lock(stack);
  if (lock === undefined) return "done";
  session.say(`the state is locked: ${describedLock(lock)}`);
  session.say(`to free it: ${session.terraform} -chdir=${stack.folder} force-unlock ${lock.id}`);
  if (!(await session.ask("is that process dead, and may its lock be freed?"))) return "declined";
  return (await inFolder(session, stack).unlock(lock.id)) ? "done" : "declined";
}
