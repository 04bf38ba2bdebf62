import { ROLLBACK } from "../../../platform/facts/kubernetes-versions";
import { type Phrase, say } from "../phrase";
import { type Watched, editedLines } from "./edited";
import { type Topic } from "./topic";

const NODES = "node version";
const CLUSTER = "Kubernetes version";

const WATCHED: readonly Watched[] = [
  { type: /^aws_eks_cluster$/, argument: /^version$/, what: CLUSTER },
  {
    type: /^aws_eks_node_group$/,
    argument: /^(version|release_version|ami_type)$/,
    what: NODES,
  },
  { type: /^aws_eks_addon$/, argument: /^addon_version$/, what: "add-on version" },
];

export const versions: Topic = {
  title: "Versions",
  lines: (change) =>
    editedLines(change, WATCHED, ({ argument, before, after }, what, watched) => {
      if (watched.what === CLUSTER && typeof before === "string" && typeof after === "string") {
        const rejected = downgrade(before, after);
        if (rejected) return { level: "attention", text: say`${what}; ${[rejected]}` };
      }
      return {
        level: "attention",
        text:
          watched.what === NODES && argument !== "ami_type" && after !== undefined
            ? say`${what}; ${ROLLED}`
            : what,
      };
    }),
};

/** Source: EKS user guide, "Understand each phase of node updates" (2026-11-21). */
const ROLLED: Phrase = [
  "EKS replaces the nodes of the group, adds new ones first, and drains the old ones, each for up to 15 minutes; a disruption budget that does not allow it stops the update",
];

/** The answer of EKS to an older version of a control plane; undefined if it is not older. */
function downgrade(before: string, after: string): string | undefined {
  const steps = minor(before) - minor(after);
  if (!(steps > 0)) return undefined;
  return steps === 1
    ? `EKS accepts it within ${ROLLBACK.days} days of an in-place upgrade from ${after}, and rejects it later`
    : "EKS rejects a downgrade by more than one minor version";
}

/** The minor version of `1.36` as a number; NaN, which compares as false, for other texts. */
const minor = (version: string): number => Number(/^1\.(\d+)$/.exec(version)?.[1]);
