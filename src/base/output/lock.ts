import * as fs from "node:fs";
import * as path from "node:path";
import { type UserError, userError } from "../errors";
import { errorCode } from "../fs-errors";
import { describeSelf, isDead, parseHolder, type Holder } from "./holder";
import { type OutputPaths } from "./paths";
import { readTextIfThere, displayPath, makeFolder } from "../files";
import { isOfFolder } from "./explained";
import { removeIfEmpty } from "./tree";

/** Number of checks, one each millisecond, whether a later run has withdrawn its claim. */
const LOOKS = 1000;

/** Number of attempts to create the lock folder, which a run that ends may remove at the same moment. */
const ATTEMPTS = 100;

const CLAIM = ".json";

type LockPlaces = Pick<OutputPaths, "outdir" | "lock">;

/**
 * Takes the lock of an output folder, and returns a function that releases it. Fails with the holder if another process
 * has the lock.
 *
 * The lock is a folder. Each run first writes its own claim there, and then looks for other claims.
 * Of two runs, the one that wrote its claim second sees the first claim, so the two never proceed
 * together. Runs do not take over claims, so two runs cannot take over the same one; the claim of a
 * dead process is ignored and removed.
 */
export function takeLock(places: LockPlaces): () => void {
  const self = describeSelf();
  const claim = path.join(places.lock, self.token + CLAIM);
  const draft = path.join(places.lock, `${self.token}.draft`);
  const release = (): void => {
    for (const file of [draft, claim]) fs.rmSync(file, { force: true });
    removeIfEmpty(places.lock);
  };
  try {
    putClaim(places, draft, claim, self);
    awaitTurn(places, self);
    removeDrafts(places.lock);
    return release;
  } catch (error) {
    release();
    throw error;
  }
}

/** Writes a claim atomically, so that no process reads an incomplete one. */
function putClaim(places: LockPlaces, draft: string, claim: string, self: Holder): void {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      makeFolder(places.lock);
      fs.writeFileSync(draft, `${JSON.stringify(self)}\n`);
      fs.renameSync(draft, claim);
      return;
    } catch (error) {
      // ENOENT: another run ended and removed the folder or the draft. Or the file system has no new folders.
      if (errorCode(error) !== "ENOENT" || isOfFolder(error)) throw error;
    }
  }
  throw isBusy(places, undefined);
}

/** The later of two runs fails at once. The earlier one waits for that, and fails if the later one already works. */
function awaitTurn(places: LockPlaces, self: Holder): void {
  for (let look = 1; ; look++) {
    const rivals = livingRivals(places, self);
    if (rivals.length === 0) return;
    const [first] = look < LOOKS ? rivals.filter((rival) => isBefore(rival, self)) : rivals;
    if (first !== undefined) throw isBusy(places, first);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}

const isBefore = (a: Holder, b: Holder): boolean => `${a.since} ${a.token}` < `${b.since} ${b.token}`;

function livingRivals(places: LockPlaces, self: Holder): Holder[] {
  const rivals: Holder[] = [];
  for (const name of fs.readdirSync(places.lock)) {
    if (!name.endsWith(CLAIM) || name === self.token + CLAIM) continue;
    const file = path.join(places.lock, name);
    const text = readTextIfThere(file);
    if (text === undefined) continue; // that run has just ended
    const rival = parseHolder(text);
    if (rival === undefined) throw isBusy(places, undefined);
    if (isDead(rival)) fs.rmSync(file, { force: true });
    else rivals.push(rival);
  }
  return rivals;
}

/** Removes the drafts of killed runs. A run that is writing its draft at the moment writes it again. */
function removeDrafts(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (!name.endsWith(CLAIM)) fs.rmSync(path.join(folder, name), { force: true });
  }
}

function isBusy({ outdir, lock }: LockPlaces, holder: Holder | undefined): UserError {
  const run = holder
    ? `pid ${holder.pid} on ${holder.host}, since ${holder.since}`
    : "its claim is not readable";
  return userError({
    place: displayPath(outdir),
    got: `another run (${run}) that is writing here`,
    expected: "one run at a time",
    fix: `wait for the other run to end, or delete ${displayPath(lock)} if that run has died`,
  });
}
