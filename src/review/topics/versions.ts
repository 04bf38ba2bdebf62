import { say } from "../phrase";
import { type Watched, editedLines } from "./edited";
import { type Topic } from "./topic";

const WATCHED: readonly Watched[] = [
  { type: /^aws_eks_cluster$/, argument: /^version$/, what: "Kubernetes version" },
  {
    type: /^aws_eks_node_group$/,
    argument: /^(version|release_version|ami_type)$/,
    what: "node version",
  },
  { type: /^aws_eks_addon$/, argument: /^addon_version$/, what: "add-on version" },
];

export const versions: Topic = {
  title: "Versions",
  lines: (change) =>
    editedLines(change, WATCHED, ({ before, after }, what) => {
      const isOlder = typeof before === "string" && typeof after === "string" && minor(after) < minor(before);
      return isOlder
        ? { level: "attention", text: say`${what}; EKS rejects a downgrade` }
        : { level: "attention", text: what };
    }),
};

/** The minor version of `1.36` as a number; NaN, which compares as false, for other texts. */
const minor = (version: string): number => Number(/^1\.(\d+)$/.exec(version)?.[1]);
