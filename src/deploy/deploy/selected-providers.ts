import { existsSync } from "node:fs";
import { join } from "node:path";
import { faultsOf } from "../../evidence/provider-faults";
import { LOCK_NAME } from "../../base/provider-lock";
import { sourceOf } from "../../project/provider-lock-problems";
import { parseLock, readLockText } from "../../project/provider-locks";
import { type Session } from "./session";
import { type DeployedStack } from "./stacks";
import { NPX } from "../../base/program-name";

/** Names the releases with known faults that an init selected, and the command that selects others. */
export async function hasFaultyProviders(session: Session, { folder }: DeployedStack): Promise<boolean> {
  const file = join(folder, LOCK_NAME);
  if (!existsSync(file)) return false;
  const selected = parseLock(file, readLockText(file));
  const faults = selected.flatMap(({ address, version = "" }) =>
    faultsOf(sourceOf(address), version).map(({ fault }) => `${address} ${version}: ${fault}`),
  );
  faults.forEach((fault) => session.say(fault));
  if (faults.length > 0)
    session.say(
      `select another release: ${session.terraform} -chdir=${folder} init -upgrade; where locks/ has a lock, ${NPX} lock providers --upgrade`,
    );
  return faults.length > 0;
}
