import { type Check } from "../../../../proof/checks/check";
import { nodeRepair } from "./node-repair";

/** Checks of the repair of nodes. */
export const CHECKS: readonly Check[] = [nodeRepair];
