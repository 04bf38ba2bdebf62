import { own } from "../../base/own";
import { number, texts } from "../../infrastructure/blocks";
import { type Json, type JsonObject } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, joinValues, say } from "../stages/phrase";
import { fromTo } from "./edited";
import { isGone } from "./holders";
import { type Change, type Topic, type TopicLine } from "./topic";

const VAULT = "aws_backup_vault";
const LOCK = "aws_backup_vault_lock_configuration";
const PLAN = "aws_backup_plan";
const SELECTION = "aws_backup_selection";

/**
 * Backups that end, are kept shorter or leave something out, vaults that AWS refuses to delete, and locks. Source: AWS Backup
 * developer guide, "vault-lock", "deleting-a-vault" and "plan options" (read 2026-11-22).
 */
export const backups: Topic = {
  title: "Backups",
  lines: (change) => change.resources.flatMap((each) => own(LINES, each.type)?.(each, change) ?? []),
  judges: (changed, edit) => {
    if (!("type" in changed)) return false;
    const { type, action, edits } = changed;
    if (edit !== undefined) return type === LOCK || (type === SELECTION && edit.argument === "resources");
    if (type === LOCK) return true;
    const said = own(OF_WHOLE, type);
    return said !== undefined && action !== "add" && edits.every(({ argument }) => said.test(argument));
  },
};

/** Arguments of a replaced plan or selection, which name it or have a line. */
const OF_WHOLE: Readonly<Record<string, RegExp>> = {
  [PLAN]: /^(name|tags(\..*)?|rule\.(schedule|lifecycle\.delete_after))$/,
  [SELECTION]: /^(name|resources|depends_on)$/,
};

type Lines = (resource: ResourceChange, change: Change) => TopicLine[];

const LINES: Readonly<Record<string, Lines>> = {
  [VAULT]: (resource) =>
    isGone(resource)
      ? [
          line(
            resource,
            "attention",
            say`to keep the vault ${nameIn(resource.before)} with its backups, remove it and its key from the state of the layer first (docs/parts/backups.md)`,
          ),
        ]
      : [],
  [PLAN]: planLines,
  [SELECTION]: selectionLines,
  [LOCK]: lockLines,
};

function line(
  { layer, address }: ResourceChange,
  level: TopicLine["level"],
  text: Phrase,
  { harm, edits }: Pick<TopicLine, "harm" | "edits"> = {},
): TopicLine {
  return { level, layer, address, text, ...(harm ? { harm } : {}), ...(edits ? { edits } : {}) };
}

function planLines(plan: ResourceChange): TopicLine[] {
  const { address, action, edits } = plan;
  if (action === "destroy")
    return [
      line(
        plan,
        "attention",
        say`${address}: no more backups are made; existing ones are deleted at the end of their retention`,
      ),
    ];
  const schedules = edits.filter(({ argument }) =>
    /^rule(\.schedule(_expression_timezone)?)?$/.test(argument),
  );
  return [
    ...edits.flatMap((edit) => retentionLine(plan, edit)),
    ...schedules.map((edit) =>
      line(
        plan,
        isDaily(edit.before) && isDaily(edit.after) ? "info" : "attention",
        say`schedule of backups in ${address}, ${edit.path}: ${fromTo(edit)}`,
        { edits: [edit] },
      ),
    ),
  ];
}

/** True for one backup a day, at a fixed time. */
const isDaily = (schedule: Json | undefined): boolean =>
  /^cron\(\d+ \d+ \* \* \? \*\)$/.test(String(schedule));

function retentionLine(plan: ResourceChange, edit: Edit): TopicLine[] {
  if (edit.argument !== "rule.lifecycle.delete_after") return [];
  const days = (value: Json | undefined): number => number(value) ?? Infinity;
  const isShorter = days(edit.after) < days(edit.before);
  const text = say`days for which backups of ${plan.address} are kept: ${fromTo(edit)}; existing ones keep their end`;
  return [line(plan, isShorter ? "attention" : "info", text, { edits: [edit] })];
}

/** Resources that a selection no longer includes, or includes too. A replaced selection keeps its backups. */
function selectionLines(selection: ResourceChange): TopicLine[] {
  const { address, action, before, after, edits } = selection;
  if (action === "destroy")
    return [line(selection, "attention", say`${address}: no more backups of what it selects are made`)];
  const [was, is] = [texts(before?.["resources"]), texts(after?.["resources"])];
  const lost = was.filter((each) => !is.includes(each));
  const gained = is.filter((each) => !was.includes(each));
  const found = edits.filter(({ argument }) => argument === "resources");
  return [
    ...(lost.length > 0 && !is.includes("*")
      ? [
          line(selection, "attention", say`${address}: no more backups of ${joinValues(lost)} are made`, {
            edits: found,
          }),
        ]
      : []),
    ...(gained.length > 0
      ? [
          line(selection, "info", say`${address}: backups of ${joinValues(gained)} are made, too`, {
            edits: found,
          }),
        ]
      : []),
  ];
}

const BOUNDS = ["min_retention_days", "max_retention_days"] as const;

function lockLines(lock: ResourceChange, { resources }: Change): TopicLine[] {
  const { address, action, before, after, edits } = lock;
  const isOfOtherVault = edits.some(({ argument }) => argument === "backup_vault_name");
  const isPermanent = before?.["changeable_for_days"] !== undefined;
  const days = after?.["changeable_for_days"];
  if (isPermanent && (isGone(lock) || days === undefined))
    return [
      line(
        lock,
        "attention",
        say`AWS refuses to change or remove a lock in compliance mode once its ${String(before["changeable_for_days"])} days are over: the apply then stops`,
      ),
    ];
  if (days !== undefined && action !== "none") {
    const isNewVault = resources.some((each) => each.type === VAULT && each.action === "add");
    const text = say`${String(days)} days after the apply the lock becomes permanent: nobody can remove it or change its bounds, AWS included, and the vault and its key last until its last backup expires${isNewVault ? [] : say`; backups that the vault already has are locked too`}`;
    return [line(lock, "attention", text, { harm: "cannot go back" })];
  }
  if (isGone(lock) && (!after || isOfOtherVault))
    return [
      line(
        lock,
        "attention",
        say`${address}: the lock of the vault goes, and backups can be deleted or kept shorter`,
      ),
    ];
  if (before && isWeaker(before, after ?? {}))
    return [line(lock, "attention", say`${address}: the bounds of the lock become wider`)];
  return [
    line(
      lock,
      "info",
      say`${address}: the lock refuses to delete backups or to keep them shorter; a person with the right can remove it`,
    ),
  ];
}

/** True if a shorter or longer retention is admitted than before. */
const isWeaker = (before: JsonObject, after: JsonObject): boolean => {
  const [least, most] = BOUNDS.map((key) => [number(before[key]), number(after[key])] as const);
  return (least?.[1] ?? 0) < (least?.[0] ?? 0) || (most?.[1] ?? Infinity) > (most?.[0] ?? Infinity);
};

const nameIn = (config: ResourceChange["before"]): string => String(config?.["name"]);
