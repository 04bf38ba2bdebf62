import { type Shortage } from "../../model/capacity/shortage";

/**
 * The correction of a shortage. A larger instance type has no larger disk, so a lack of disk alone has other corrections
 * than `nodes`, which corrects the number or size of nodes.
 */
export const shortageFix = ({ scarce }: Shortage, nodes: string): { readonly fix: string } => ({
  fix:
    scarce.length === 1 && scarce[0] === "diskMiB"
      ? "raise diskGiB of the node group, lower modelCacheMiB, tmpMiB or ephemeralStorage of the models, or lower their replicas"
      : nodes,
});
