import { type ReviewLine } from "../stages/line";
import { type Phrase, say } from "../stages/phrase";
import { type EntryCauses } from "./entry-causes";
import { type Accepting, hides } from "./hidden";
import { type EnvironmentRecord } from "../../terraform/environment-record";

type WaiverRecord = EnvironmentRecord["waivers"][number];

interface Compared extends Accepting {
  readonly before: readonly WaiverRecord[];
  readonly after: readonly WaiverRecord[];
  readonly causes: EntryCauses;
}

/** New, longer, wider, shorter and removed waivers; none without a change. */
export function waiverLines(compared: Compared): ReviewLine[] {
  const { before, after, waived, causes } = compared;
  const pairs = pairsOf(before, after);
  const gone = before.filter((waiver) => !pairs.some(({ was }) => was === waiver));
  return [
    ...pairs.flatMap(({ was, is }): ReviewLine[] => {
      const change = changeOf(was, is);
      if (!change) return [];
      const hidden = waived.filter(({ waiver }) => waiver === is);
      const { check, address, until } = is;
      const cause = causes.of("waivers", { check, address, until });
      const end = change.level === "attention" ? hides(hidden, compared) : [];
      return [
        { level: change.level, cause, text: say`waiver of ${check} at ${address} ${change.text}${end}` },
      ];
    }),
    ...gone.map(({ check, address, reason }): ReviewLine => ({
      level: "info",
      cause: causes.of("waivers"),
      text: say`waiver of ${check} at ${address} is removed; it was: ${reason}`,
    })),
  ];
}

/** Pairs equal waivers first, then those of the same check, address and finding, then those of the same check and address. */
function pairsOf(before: readonly WaiverRecord[], after: readonly WaiverRecord[]) {
  const left = new Set(before);
  const found = new Map<WaiverRecord, WaiverRecord>();
  const steps: readonly ((waiver: WaiverRecord) => string)[] = [
    ({ check, address, finding, until, reason }) => JSON.stringify([check, address, finding, until, reason]),
    ({ check, address, finding }) => JSON.stringify([check, address, finding]),
    ({ check, address }) => JSON.stringify([check, address]),
  ];
  for (const keyOf of steps) {
    for (const waiver of after) {
      if (found.has(waiver)) continue;
      const old = [...left].find((each) => keyOf(each) === keyOf(waiver));
      if (!old) continue;
      found.set(waiver, old);
      left.delete(old);
    }
  }
  return after.map((is) => ({ was: found.get(is), is }));
}

function changeOf(
  was: WaiverRecord | undefined,
  is: WaiverRecord,
): { readonly level: ReviewLine["level"]; readonly text: Phrase } | undefined {
  if (!was) return { level: "attention", text: say`is new, until ${is.until}: ${is.reason}` };
  if (was.finding !== is.finding) {
    const names = is.finding === undefined ? "no finding any more" : `another finding: ${is.finding}`;
    return { level: "attention", text: say`accepts ${names}, until ${is.until}: ${is.reason}` };
  }
  if (was.until !== is.until)
    return is.until > was.until
      ? { level: "attention", text: say`is longer, until ${was.until} → ${is.until}: ${is.reason}` }
      : { level: "info", text: say`is shorter, until ${was.until} → ${is.until}` };
  if (was.reason === is.reason) return undefined;
  return { level: "info", text: say`has another reason: ${is.reason}, before: ${was.reason}` };
}
