import { setTimeout as wait } from "node:timers/promises";
import { counted } from "../../base/counted";
import { UserError } from "../../base/errors";
import { type Ended, type Session } from "../deploy/session";
import { looking } from "./connected";
import { type TeardownFacts } from "./facts";
import { type Look } from "./look";
import { type Item, type Step } from "./step";
import { IF_YOURS, elapsedText, itemLines, shellLine } from "./texts";

/** Runs steps in their order. Without an answer of AWS or of the cluster, it asks before it goes on. */
export async function runSteps(
  session: Session,
  facts: TeardownFacts,
  steps: readonly Step[],
): Promise<Ended> {
  const chosen = session.chosen.map(({ layer }) => layer);
  const due = steps.filter(({ goesWith }) => goesWith === undefined || !chosen.includes(goesWith));
  if (due.length === 0) return "done";
  const needsKubectl = due.some(({ needs }) => needs === "kubectl");
  return looking(session, facts, needsKubectl, async (look, missing) => {
    const unseen = due.filter(({ needs }) => needs === "kubectl" && missing !== undefined);
    if (missing?.gone === false && unseen.length > 0) {
      session.say(`the Kubernetes API does not answer: ${missing.reason}`);
      for (const { title, why } of unseen) session.say(`  not looked at: ${title}. ${why}`);
      if (!(await session.ask("go on without these steps?"))) return "declined";
    }
    for (const step of due.filter((each) => !unseen.includes(each))) {
      const ended = await runStep(session, step, look);
      if (ended !== "done") return ended;
      if (session.programs.isInterrupted) return "failed";
    }
    return "done";
  });
}

async function runStep(session: Session, step: Step, look: Look): Promise<Ended> {
  const { ask, say } = session;
  let items: readonly Item[];
  try {
    items = await step.find(look);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(`not looked at: ${step.title}. ${step.why}\n  ${error.message}`);
    return (await ask("go on without this step?")) ? "done" : "declined";
  }
  if (items.length === 0) return "done";
  say(`${step.title}: ${step.why}`);
  for (const item of items) for (const line of itemLines(item)) say(line);
  if (items.some(({ treatment }) => treatment === "block")) {
    say(`nothing of ${step.layer} is destroyed; remove what it stops at, and run the same command again`);
    return "failed";
  }
  const own = items.filter(({ treatment }) => treatment === "delete");
  if (own.length > 0 && !(await ask(`delete ${counted(own.length, "item")} of these?`))) return "declined";
  return untilGone(session, step, look, items);
}

/** Deletes what is the environment's, and waits until it and what others delete is gone. */
async function untilGone(session: Session, step: Step, look: Look, found: readonly Item[]): Promise<Ended> {
  const { pace, programs, say } = session;
  const accepted = new Set(found.filter(({ treatment }) => treatment === "delete").map(({ id }) => id));
  const begin = Date.now();
  let items = found;
  for (;;) {
    const errors: string[] = [];
    for (const item of items.filter(({ id, treatment }) => treatment === "delete" && accepted.has(id))) {
      const error = await removed(session, look, item);
      if (error === undefined) continue;
      errors.push(`  ${item.kind} ${item.id}: ${error}`);
      if (/AccessDenied|UnauthorizedOperation|forbidden/i.test(error)) {
        for (const line of errors) say(line);
        return "failed";
      }
    }
    items = (await step.find(look)).filter(
      ({ id, treatment }) => treatment === "wait" || (treatment === "delete" && accepted.has(id)),
    );
    if (items.length === 0) return "done";
    if (programs.isInterrupted) return "failed";
    const elapsed = Date.now() - begin;
    const names = items.map(({ kind, id }) => `${kind} ${id}`).join(", ");
    if (elapsed >= pace.limit) {
      say(`after ${elapsedText(elapsed)} there still are ${names}`);
      for (const line of errors) say(line);
      for (const { remove } of items) say(`  ${IF_YOURS}${shellLine(remove)}`);
      say("look why they stay; the same command continues here");
      return "failed";
    }
    programs.step(`waits for ${names}, ${elapsedText(elapsed)} of at most ${elapsedText(pace.limit)}`);
    await pause(session, pace.interval);
  }
}

/** The error of a deletion; undefined where it was accepted. */
async function removed({ programs }: Session, look: Look, { remove }: Item): Promise<string | undefined> {
  const [program, ...args] = remove;
  const last = (text: string): string => text.trim().split("\n").at(-1) ?? "";
  if (program === "kubectl") {
    const answer = await look.kubectl?.call(...args);
    return answer === undefined || answer.code === 0 ? undefined : last(answer.stderr);
  }
  const answer = await programs.read(["aws", ...args, "--output", "json"], { AWS_PAGER: "" });
  return answer.code === 0 ? undefined : last(answer.stderr);
}

/** Waits, and ends at once where the user interrupts. */
async function pause({ programs }: Session, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!programs.isInterrupted && Date.now() < end) await wait(Math.min(200, end - Date.now()));
}
