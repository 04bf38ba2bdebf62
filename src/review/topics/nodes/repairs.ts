import { isFalse, isTrue } from "../../../infrastructure/blocks";
import { type Json, asArray, asObject } from "../../../terraform/stack-json";
import { type Phrase, say } from "../../stages/phrase";
import { type Effect, alike } from "../alike";
import { type Change, type TopicLine } from "../topic";

const BLOCK = "node_repair_config";

/**
 * Repairs of nodes by EKS, which a node group starts and ends in place. The provider keeps the last value of a block that ends (AWS provider
 * 5.100.0, `src/facts/replacement-attributes`).
 */
export const repairLines = ({ resources }: Change): TopicLine[] =>
  alike(
    resources
      .filter(({ type, action }) => type === "aws_eks_node_group" && action !== "add")
      .flatMap(({ layer, address, edits }) =>
        edits
          .filter(({ argument }) => argument === BLOCK || argument === `${BLOCK}.enabled`)
          .map((edit): Effect => ({
            level: "attention",
            layer,
            address,
            edits: [edit],
            text: (names) => textOf(names, edit.after),
          })),
      ),
  );

function textOf(names: Phrase, after: Json | undefined): Phrase {
  const given = asObject(asArray(after)[0] ?? after)["enabled"] ?? after;
  if (isTrue(given)) return say`${names}: EKS reboots or replaces nodes that report an error`;
  if (isFalse(given)) return say`${names}: EKS no longer repairs nodes that report an error`;
  return say`${names}: the repair of nodes is no longer stated, and the provider leaves it as it is; to end it, run aws eks update-nodegroup-config with --node-repair-config enabled=false`;
}
