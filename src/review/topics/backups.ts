import { type Json, type JsonObject, number, texts } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { joinValues, say } from "../stages/phrase";
import { differingItems, editsOf, type Topic, type TopicLine } from "./topic";
import { judgesOfRows, type Own, rowLines } from "./rows";
import { isGone } from "./holders";
import { sentencesOf } from "./named";

const { line } = sentencesOf("Backups");

/** Arguments of a replaced plan or selection, which name it or have a line. */
const OF_WHOLE =
  /^aws_backup_(plan (name|tags(\..*)?|rule\.(schedule|lifecycle\.delete_after))|selection (name|resources|depends_on))$/;

const days = (value: Json | undefined): number => number(value) ?? Infinity;

/** True for one backup a day, at a fixed time. */
const isDaily = (schedule: Json | undefined): boolean =>
  /^cron\(\d+ \d+ \* \* \? \*\)$/.test(String(schedule));

/** Whether a lock admits a shorter or longer retention than before. */
const isWider = (before: JsonObject, after: JsonObject): boolean =>
  (number(after["min_retention_days"]) ?? 0) < (number(before["min_retention_days"]) ?? 0) ||
  days(after["max_retention_days"]) > days(before["max_retention_days"]);

const OWN: Own = {
  when: {
    shorter: ({ edit }) => days(edit.after) < days(edit.before),
    daily: ({ edit }) => isDaily(edit.before) && isDaily(edit.after),
    dated: ({ resource }) => resource.after?.["changeable_for_days"] !== undefined,
    ending: ({ resource }) => isGone(resource) || resource.after?.["changeable_for_days"] === undefined,
    "dated before": ({ resource }) => resource.before?.["changeable_for_days"] !== undefined,
    "taken from its vault": (lock) =>
      !lock.resource.after || editsOf(lock.resource, "backup_vault_name").length > 0,
    wider: ({ resource: { before, after = {} } }) => before !== undefined && isWider(before, after),
    "with said edits": ({ resource: { type, edits } }) =>
      edits.every(({ argument }) => OF_WHOLE.test(`${type} ${argument}`)),
  },
  words: {
    vault: ({ resource }) => say`${String(resource.before?.["name"])}`,
    days: ({ resource }) => say`${String(resource.after?.["changeable_for_days"])}`,
    "old days": ({ resource }) => say`${String(resource.before?.["changeable_for_days"])}`,
    others: ({ change: { resources } }) =>
      resources.some(({ type, action }) => type === "aws_backup_vault" && action === "add")
        ? []
        : ["; backups that the vault already has are locked too"],
  },
};

/** Backups that end, are kept shorter or leave something out, vaults that AWS refuses to delete, and locks. */
export const backupsTopic: Topic = {
  title: "Backups",
  lines: (change) =>
    change.resources.flatMap((resource) => [
      ...rowLines("Backups", resource, change, OWN),
      ...rowLines("Schedules of backups", resource, change, OWN),
      ...selectionLines(resource),
    ]),
  ...judgesOfRows("Backups", OWN),
};

/** Resources that a selection no longer includes, or includes too. A replaced selection keeps its backups. */
function selectionLines(selection: ResourceChange): TopicLine[] {
  const { type, action, before, after } = selection;
  if (type !== "aws_backup_selection" || action === "destroy") return [];
  const [was, is] = [texts(before?.["resources"]), texts(after?.["resources"])];
  const { lost, gained } = differingItems(was, is);
  const edits = editsOf(selection, "resources");
  const backupLines = (name: "ended" | "begun", resources: readonly string[]): TopicLine[] =>
    resources.length === 0 ? [] : [line(name, selection, { resources: joinValues(resources) }, { edits })];
  return [...(is.includes("*") ? [] : backupLines("ended", lost)), ...backupLines("begun", gained)];
}
