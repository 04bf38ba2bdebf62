import { ROLLBACK } from "../../facts/kubernetes-versions";
import { say } from "../stages/phrase";
import { editedLines } from "./edited";
import { type Topic } from "./topic";

/** The version of the control plane. */
export const versions: Topic = {
  title: "Versions",
  lines: (change) =>
    editedLines(
      change,
      [{ type: /^aws_eks_cluster$/, argument: /^version$/, what: "Kubernetes version" }],
      ({ before, after }, what) => ({
        level: "attention",
        harm: "cannot go back",
        text: say`${what}; ${[downgrade(String(before), String(after)) ?? UPGRADE]}`,
      }),
    ),
};

const UPGRADE = `EKS returns a control plane to the previous minor version only within ${ROLLBACK.days} days of the upgrade, and while nodes and add-ons run with that version`;

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
