import { type ResourceChange } from "../change";
import { type Phrase, say } from "../phrase";
import { type Topic, type TopicLine } from "./topic";

const DATABASE = "aws_db_instance";

/**
 * Databases that end, or that anyone may delete from now on. Source: hashicorp/terraform-provider-aws 5.100.0, resource
 * aws_db_instance; Amazon RDS user guide, "Deleting a DB instance" (unconfirmed).
 */
export const databases: Topic = {
  title: "Databases",
  lines: (change) =>
    change.resources
      .filter(({ type }) => type === DATABASE)
      .flatMap((resource) =>
        textsOf(resource).map((text): TopicLine => {
          const { layer, address } = resource;
          return { level: "attention", layer, address, text };
        }),
      ),
};

function textsOf({ action, before, after }: ResourceChange): Phrase[] {
  const isGone = action === "destroy" || action === "replace";
  const wasProtected = before?.["deletion_protection"] === true;
  return [
    ...(isGone && wasProtected
      ? [say`AWS refuses to delete the database while its deletion protection is on: the apply stops there`]
      : []),
    ...(isGone && !wasProtected
      ? [
          say`the database is deleted; its data stays in the snapshot ${String(before?.["final_snapshot_identifier"])}, which must not exist before`,
        ]
      : []),
    ...(!isGone && wasProtected && after?.["deletion_protection"] !== true
      ? [say`after this apply, the next one can delete the database`]
      : []),
  ];
}
