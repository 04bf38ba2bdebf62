import { type Check } from "../../../checks/check";
import { queueScaling } from "./queue-scaling";
import { scalerRights } from "./scaler-rights";

/** Checks of replicas that follow requests. */
export const CHECKS: readonly Check[] = [queueScaling, scalerRights];
