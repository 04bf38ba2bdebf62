import { type shortages } from "../../infrastructure/capacity-shortage";
import { type NodeGroup } from "../../infrastructure/capacity-nodes";

/**
 * The correction of a shortage. A larger instance type has no larger disk, so a lack of disk alone has other corrections
 * than `nodes`, which corrects the number or size of nodes.
 */
export const shortageFix = (
  { scarce, groups }: ReturnType<typeof shortages>[number],
  nodes: string,
): { readonly fix: string } => ({
  fix:
    scarce.length === 1 && scarce[0] === "diskMiB"
      ? `${largerDisk(groups)}, lower modelCacheMiB, tmpMiB or ephemeralStorage of the models, or lower their replicas`
      : nodes,
});

const largerDisk = (groups: readonly NodeGroup[]): string =>
  groups.every(({ node }) => node?.storeGB !== undefined)
    ? "choose a larger instance type, whose instance store is larger"
    : "raise diskGiB of the node group";
