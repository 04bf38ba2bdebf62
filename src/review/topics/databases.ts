import { isFalse, isTrue, number } from "../../infrastructure/blocks";
import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, say } from "../stages/phrase";
import { fromTo } from "./edited";
import { isGone } from "./holders";
import { type Topic, type TopicLine } from "./topic";

const DATABASE = "aws_db_instance";

/** Groups of settings that RDS does not delete while a database uses them. */
const GROUPS = /^aws_db_(subnet|parameter|option)_group$/;

/**
 * Databases that end, and how far back a backup leads. Source: hashicorp/terraform-provider-aws 5.100.0, resource aws_db_instance;
 * Amazon RDS user guide, "Deleting a DB instance", "Backup retention period" and "Multi-AZ deployments" (unconfirmed).
 */
export const databases: Topic = {
  title: "Databases",
  lines: ({ resources }) =>
    resources
      .filter(({ type }) => type === DATABASE)
      .flatMap((resource) =>
        isGone(resource) ? [goneLine(resource)] : resource.edits.flatMap((edit) => editLine(resource, edit)),
      ),
  judges: (changed, edit) => {
    if (!("type" in changed)) return false;
    if (edit !== undefined) return changed.type === DATABASE && JUDGED.test(edit.argument);
    return (
      isGone(changed) &&
      (changed.type === DATABASE || (GROUPS.test(changed.type) && changed.action === "destroy"))
    );
  },
};

/** Arguments whose harmful values have a line. A copy of tags and a name for a snapshot that is not made yet are harmless. */
const JUDGED = /^(multi_az|backup_retention_period|copy_tags_to_snapshot|final_snapshot_identifier)$/;

function goneLine({ layer, address, before = {} }: ResourceChange): TopicLine {
  const isProtected = isTrue(before["deletion_protection"]);
  const snapshot = before["final_snapshot_identifier"];
  const end: Phrase = isProtected
    ? ["AWS refuses to delete the database while its deletion protection is on: the apply stops there"]
    : isTrue(before["skip_final_snapshot"]) || snapshot === undefined
      ? ["the database is deleted with its data, without a snapshot"]
      : say`the database is deleted; its data stays in the snapshot ${String(snapshot)}, which must not exist before`;
  const backups: Phrase =
    isProtected || isFalse(before["delete_automated_backups"])
      ? []
      : ["; its automated backups are deleted, too"];
  return { level: "attention", harm: "data lost", layer, address, text: say`${address}: ${end}${backups}` };
}

function editLine({ layer, address }: ResourceChange, edit: Edit): TopicLine[] {
  const line = (level: TopicLine["level"], text: Phrase, harm?: TopicLine["harm"]): TopicLine[] => [
    { level, layer, address, edits: [edit], text, ...(harm === undefined ? {} : { harm }) },
  ];
  const { argument, before, after } = edit;
  if (argument === "multi_az")
    return isTrue(after)
      ? line("info", say`${address} gets a standby in another zone`)
      : line("attention", say`${address} loses its standby: it stops with the zone that it is in`);
  if (argument !== "backup_retention_period") return [];
  const isShorter = (number(after) ?? 0) < (number(before) ?? 0);
  const text = say`days for which RDS keeps automated backups of ${address}: ${fromTo(edit)}`;
  return isShorter
    ? line("attention", say`${text}; older ones are deleted`, "data lost")
    : line("info", text);
}
