import { say } from "../phrase";
import { type Watched, editedLines } from "./edited";
import { type Topic } from "./topic";

const WATCHED: readonly Watched[] = [
  { type: /^aws_eks_cluster$/, argument: /^version$/, what: "Kubernetes version" },
  {
    type: /^aws_eks_node_group$/,
    argument: /^(version|release_version|ami_type)$/,
    what: "version of nodes",
  },
  { type: /^aws_eks_addon$/, argument: /^addon_version$/, what: "version of the add-on" },
];

export const versions: Topic = {
  title: "Kubernetes version",
  lines: (change) =>
    editedLines(change, WATCHED, ({ before, after }, what) => {
      const isOlder = typeof before === "string" && typeof after === "string" && minor(after) < minor(before);
      return isOlder
        ? { level: "attention", text: say`${what}: AWS takes no older version` }
        : { level: "attention", text: what };
    }),
};

/** `1.36` as a number; NaN, which is less than nothing, where it is no version. */
const minor = (version: string): number => Number(/^1\.(\d+)$/.exec(version)?.[1]);
