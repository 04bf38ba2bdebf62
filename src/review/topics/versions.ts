import { type Phrase, say } from "../phrase";
import { type Watched, editedLines } from "./edited";
import { type Topic } from "./topic";

const NODES = "node version";

const WATCHED: readonly Watched[] = [
  { type: /^aws_eks_cluster$/, argument: /^version$/, what: "Kubernetes version" },
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
      const isOlder = typeof before === "string" && typeof after === "string" && minor(after) < minor(before);
      return isOlder
        ? { level: "attention", text: say`${what}; EKS rejects a downgrade` }
        : {
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

/** The minor version of `1.36` as a number; NaN, which compares as false, for other texts. */
const minor = (version: string): number => Number(/^1\.(\d+)$/.exec(version)?.[1]);
