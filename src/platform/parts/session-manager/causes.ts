import { type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  shapes: {
    endpointCharges: ["cluster.sessionManager"],
    endpointServices: ["cluster.sessionManager"],
    nodeStatements: ["cluster.sessionManager"],
  },
};
