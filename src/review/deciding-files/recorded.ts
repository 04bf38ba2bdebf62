import { distinct } from "../../base/lists";
import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type ReviewLine } from "../stages/line";
import { say } from "../stages/phrase";
import { remark, warning } from "./file-change";

/** The records of an environment in two output folders. */
type Records = readonly [before: EnvironmentRecord, after: EnvironmentRecord];

/**
 * Lines on what decided two outputs, as far as their records show it: the program, and the checks of the owner. Environments
 * share both, so equal lines are one.
 */
export function recordedDecidingLines(all: readonly Records[]): ReviewLine[] {
  return distinct(all.flatMap((records) => [...versionLines(records), ...checkLines(records)]));
}

function versionLines([{ version: was }, { version: is }]: Records): ReviewLine[] {
  if (was === is || was === undefined || is === undefined) return [];
  return [warning(say`the program was ${was} and is ${is}: other defaults, checks and facts decide`)];
}

function checkLines([{ ownChecks: was = [] }, { ownChecks: is = [] }]: Records): ReviewLine[] {
  const [old, now] = [was, is].map((checks) => new Map(checks.map((check) => [check.id, check])));
  return [...new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])].flatMap((id): ReviewLine[] => {
    const [before, after] = [old?.get(id), now?.get(id)];
    if (!after) return [warning(say`own check ${id} was removed and no longer finds anything`)];
    if (!before) return [remark(say`own check ${id} is new`)];
    if (before.severity === after.severity) return [];
    const change = say`own check ${id} is of the severity ${after.severity}, before ${before.severity}`;
    return [after.severity === "error" ? remark(change) : warning(change)];
  });
}
