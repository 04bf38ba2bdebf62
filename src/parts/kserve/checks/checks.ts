import { type Check } from "../../../checks/check";
import { inferenceServers } from "./inference-servers";
import { inferenceServices } from "./inference-services";

/** Checks of models that KServe serves. */
export const CHECKS: readonly Check[] = [inferenceServers, inferenceServices];
