import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../core/errors";
import { errorCode } from "./fs-errors";
import { describeSelf, isDead, parseHolder, type Holder } from "./holder";
import { displayPath, type OutputPaths } from "./output-paths";
import { readTextIfThere, removeIfEmpty } from "./tree";

/** How often a run looks again at a later one that has not yet given way, with a millisecond in between. */
const LOOKS = 1000;

/** How often the folder is made again that another run removes at the same moment, when it ends. */
const ATTEMPTS = 100;

const CLAIM = ".json";

type LockPlaces = Pick<OutputPaths, "outdir" | "lock">;

/**
 * Runs `work` while no other process does; says who is at work if another one is.
 *
 * The lock is a folder in which each run first puts a claim of its own and then looks for others. Of two runs
 * the one whose claim came second sees the first one's, so never do both go on. A claim is never taken over,
 * so there is no moment at which two runs could take over the same one: that of a dead process is passed by.
 */
export function withLock<T>(places: LockPlaces, work: () => T): T {
  const self = describeSelf();
  const claim = path.join(places.lock, self.token + CLAIM);
  const draft = path.join(places.lock, `${self.token}.draft`);
  try {
    putClaim(places, draft, claim, self);
    awaitTurn(places, self);
    removeDrafts(places.lock);
    return work();
  } finally {
    for (const file of [draft, claim]) fs.rmSync(file, { force: true });
    removeIfEmpty(places.lock);
  }
}

/** A claim appears with all that it says, so that nobody reads half of one. */
function putClaim(places: LockPlaces, draft: string, claim: string, self: Holder): void {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      fs.mkdirSync(places.lock, { recursive: true });
      fs.writeFileSync(draft, `${JSON.stringify(self)}\n`);
      fs.renameSync(draft, claim);
      return;
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error; // else: another run ended and removed the folder or the draft
    }
  }
  throw isBusy(places, undefined);
}

/** The later of two runs gives way at once; the earlier one waits a moment for that, unless the later one has begun. */
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
    if (text === undefined) continue; // ended just now
    const rival = parseHolder(text);
    if (rival === undefined) throw isBusy(places, undefined);
    if (isDead(rival)) fs.rmSync(file, { force: true });
    else rivals.push(rival);
  }
  return rivals;
}

/** Of killed runs; one that is at it right now writes its draft again. */
function removeDrafts(folder: string): void {
  for (const name of fs.readdirSync(folder)) {
    if (!name.endsWith(CLAIM)) fs.rmSync(path.join(folder, name), { force: true });
  }
}

function isBusy({ outdir, lock }: LockPlaces, holder: Holder | undefined): UserError {
  const who = holder
    ? `another run (pid ${holder.pid} on ${holder.host}, since ${holder.since})`
    : "another run (its lock cannot be read)";
  return new UserError(
    `${displayPath(outdir)}: got ${who} that writes to it, expected to be the only one; ` +
      `wait for it to end, or delete ${displayPath(lock)} if you know that it no longer runs`,
  );
}
