import { type Check } from "../../../checks/check";
import { fargateLogRouter } from "./fargate-log-router";

/** Checks of the log router of Fargate. */
export const CHECKS: readonly Check[] = [fargateLogRouter];
