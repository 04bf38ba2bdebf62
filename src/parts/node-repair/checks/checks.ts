import { type Check } from "../../../checks/check";
import { nodeRepair } from "./node-repair";

/** Checks of the repair of nodes. */
export const CHECKS: readonly Check[] = [nodeRepair];
