import { counted } from "../../base/counted";
import { NPX } from "../../base/program-name";
import { stackName } from "../../base/layers";
import { type Harm, stops } from "../stages/harm";
import { type ReviewLine } from "../stages/line";
import { type Phrase, joinValues, say } from "../stages/phrase";
import { type Review } from "../stages/review";
import { type SettingChange } from "../stages/setting-changes";
import { applyOrderTopic } from "../topics/apply-order";
import { shownValue } from "../../terraform/shown-value";
import { passesText } from "../../project/pass";
import { markOf } from "./mark";
import { type JoinedLine } from "./open-lines";

/**
 * A step to take next: merge, ask, or do something before; with the applies and their order.
 *
 * @param others number of further environments that change alike
 */
export function nextOf(review: Review, lines: readonly JoinedLine[], others = 0): Phrase {
  const { environment, verdict, changes, origins } = review;
  if (origins.some(({ origin }) => origin.edits.length > 0))
    return ["do not merge: synthesize again, since an output folder was edited by hand"];
  const sameForOthers = others === 0 ? "" : ` (and alike for ${counted(others, "other environment")})`;
  if (changes.abandoned.length > 0) {
    const stacks = changes.abandoned.map(({ layer }) => stackName(environment, layer));
    const destroy = say`before the merge, run terraform destroy from the previous revision for ${joinValues(stacks)}${[sameForOthers]}, or the resources stay in AWS and are billed`;
    return verdict === "destructive" ? [...stopText(lines), "; otherwise ", ...destroy] : destroy;
  }
  const applies = appliesText(review, sameForOthers);
  if (verdict === "destructive") return [...stopText(lines), ...applies.map((text) => `; otherwise ${text}`)];
  if (verdict === "needs attention") {
    const marked = lines.filter(({ line }) => markOf(line) !== undefined).length;
    const ask =
      marked === 0
        ? "ask whether this is intended"
        : `ask whether the ${marked === 1 ? "marked line is" : `${marked} marked lines are`} intended`;
    return [ask, ...["; then merge", ...applies.map((text) => ` and ${text}`)]];
  }
  return ["merge", ...applies.map((text) => `; then ${text}`)];
}

/** Settings that a step names. */
const MOST_SETTINGS = 4;

const UNTIL: Partial<Record<Harm, string>> = {
  "full rights": "do not merge before the owners of the account and the cluster agree to these rights",
  "data lost": "do not merge before the data is saved and its owner agrees",
  outage: "do not merge before those who are cut off agree on a time",
};

/** The harm that stops the merge, and the settings that take it back. */
function stopText(lines: readonly JoinedLine[]): Phrase {
  const stopping = lines.map(({ line }) => line).filter(({ harm = "none" }) => stops(harm));
  const until = UNTIL[stopping[0]?.harm ?? "outage"] ?? "do not merge";
  const settings = decidingSettings(stopping);
  const [setting] = settings;
  if (!setting) return [until];
  if (settings.length > 1) {
    const paths = settings.map(({ path, of = path }) => of);
    const rest = paths.length - MOST_SETTINGS;
    const more = rest > 0 ? [` and ${counted(rest, "other value")}`] : [];
    return say`${[until]}, or take back the changes of ${joinValues(paths.slice(0, MOST_SETTINGS))}${more}`;
  }
  const { path, of = path, before, part = "added" } = setting;
  if (before === undefined) return say`${[until]}, or take back that ${of} is ${[part]}`;
  return say`${[until]}, or set ${path} back: ${shownValue(path, before)}`;
}

/** The settings without whose changes no line is left; none if a line has another cause, which stays. */
function decidingSettings(lines: readonly ReviewLine[]): SettingChange[] {
  const causes = lines.flatMap(({ cause }) => (cause?.by === "settings" ? [cause] : []));
  if (causes.length < lines.length) return [];
  const sure = causes.filter(({ isOpen }) => !isOpen).flatMap(({ settings }) => settings);
  const known = new Set(sure.map(({ path }) => path));
  // of an open cause, one or more are it: those that are known to be a cause
  const open = causes
    .filter(({ isOpen, settings }) => isOpen && !settings.some(({ path }) => known.has(path)))
    .flatMap(({ settings }) => settings);
  return [...new Map([...sure, ...open].map((setting) => [setting.path, setting])).values()];
}

/** `apply network, then models`, with the command where the workflow cannot follow the order; none without a change of stacks. */
function appliesText({ environment, order, isNew, topics }: Review, sameForOthers: string): string[] {
  if (isNew) return [`deploy it: ${NPX} deploy --environments ${environment}${sameForOthers}`];
  if (!order || order.passes.length === 0) return [];
  const steps = order.passes.map((pass) => passesText([pass])).join(", then ");
  const isPlain = order.reasons.length === 0;
  const how = isPlain ? "" : `, as ${NPX} deploy --environments ${environment} does${sameForOthers}`;
  const waits = topics
    .filter(({ title }) => title === applyOrderTopic.title)
    .flatMap(({ lines }) =>
      lines.filter(({ level, address }) => level === "attention" && address !== undefined),
    );
  const wait = waits.length === 0 ? "" : ", with the waits that the lines name";
  return [`apply ${steps}${how}${wait}`];
}
