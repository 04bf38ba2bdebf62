import { type UnrecordedActions } from "./unrecorded";
import facts from "./actions-without-record.json";

/**
 * Actions that recordings do not show, written by hand: changes in place, which no recorded apply makes
 * (docs/guide/deployer-policy.md says what is unproven); calls that the local AWS API does not reach; and actions that
 * AWS checks, or that only other versions of the provider call.
 */
export const UNRECORDED = [
  ...facts.updates,
  ...facts.notRecorded,
  ...facts.withoutCall,
] as readonly UnrecordedActions[];
